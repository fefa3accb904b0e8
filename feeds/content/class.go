package content

import "strings"

// marks are what the classes of an element say of it: a set.
type marks uint16

const (
	marksUnwanted    marks = 1 << iota // dropped with all that is in it
	marksCaption                       // a caption that is not a figcaption
	marksPull                          // sentences of the article that it shows a second time, large
	marksGallery                       // pictures side by side
	marksAttribution                   // who said what is quoted
	marksSmallCaps
	marksVerse      // lines end where the poet ended them
	marksMath       // a formula that is hidden because a picture shows it as well
	marksLineNumber // in code: the number of a line
	marksSidenote   // a note that stands in the text
	marksPost       // a post of another site: see posts
)

// classNames are the classes that programs that publish give to such elements.
// Unwanted are what they add to an article for their own sake: buttons to share,
// forms to subscribe, lists of other articles, advertisements, numbers of lines,
// what only screen readers should say.
var classNames = map[marks]string{
	marksUnwanted: `sharedaddy jp-relatedposts sd-sharing sd-like feedflare addtoany_share_save_container addtoany_content
		a2a_kit addthis_toolbox addthis_tool social-share share-buttons sharing-buttons post-share article-share
		shariff heateor_sss_sharing_container ssba essb_links swp_social_panel simplesocialbuttons social-icons
		wp-block-social-links wp-block-jetpack-sharing-buttons wp-block-jetpack-subscriptions wp-block-jetpack-related-posts
		subscription-widget subscription-widget-wrap subscription-widget-wrap-editor subscribe-widget
		mc4wp-form mc_embed_signup newsletter-signup newsletter-form yarpp yarpp-related crp_related related-posts
		relatedposts wp_rp_wrap zem_rp_wrap code-block-ad adsbygoogle google-auto-placed taboola OUTBRAIN
		ad-container advertisement screen-reader-text screen-reader-only sr-only visually-hidden visuallyhidden
		show-for-sr mw-editsection katex-html headerlink header-anchor anchorjs-link heading-anchor gutter
		linenos lineno linenumber line-numbers-rows rouge-gutter hljs-ln-numbers blob-num noprint post-views
		wpulike wp-polls pd-rating disqus_thread image-link-expand button-wrapper embedded-post-cta feedburnerfeedblock
		share-bar sharebar social-sharing social-share-buttons share-links share-tools share-widget sharethis-inline-share-buttons
		st-share addthis_inline_share_toolbox entry-share post-sharing post-share-buttons article-share-bar
		share-post newsletter-signup-form newsletter-subscribe newsletter-cta
		subscribe-form subscribe-box subscription-form subscribe-form-wrapper signup-form mc4wp-form-fields
		tnp-subscription tnp-widget wp-block-newsletterglue-form optin-form jp-relatedposts-items ad-slot
		ad-wrapper ad-unit ad-banner ad-label ad-placeholder adbox adsense advert dfp-ad dfp-slot google-ad
		gpt-ad inline-ad in-article-ad sponsored-ad native-ad advertisement-label ad-notice outbrain taboola-container
		trc_related_container revcontent nav-links post-navigation post-nav wp-block-post-navigation-link
		related-articles related-stories related-content related_posts read-also also-read comment-respond
		comments-area disqus-thread cookie-notice cookie-banner mw-jump-link
		toc-toggle skip-link author-box author-bio-box about-author post-author-box
		jp-like likecoin-button bmc-button kofi-button patreon-badge wpdiscuz-comment post-ratings kk-star-ratings
		rating-stars copy-button copy-code-button btn-copy clipboard-copy code-copy CopyToClipboard MathJax_Preview
		player-controls vjs-control-bar`,
	marksCaption: `wp-caption-text caption image-caption media-caption img-caption tr-caption figcaption gallery-caption
		thumbcaption photo-caption caption-text`,
	marksPull: `pullquote pull-quote pull_quote wp-block-pullquote pullQuote article-pullquote pullquote-container
		inline-pullquote`,
	marksGallery: `gallery wp-block-gallery blocks-gallery-grid tiled-gallery wp-block-jetpack-tiled-gallery wp-block-jetpack-slideshow
		image-gallery photo-gallery gallery-row kg-gallery-container slideshow carousel slider swiper
		swiper-wrapper slick-slider image-row image-grid photo-grid image-gallery-embed`,
	marksAttribution: `attribution blockquote-attribution quote-attribution blockquote-footer quote-author pullquote-attribution
		quote__author blockquote__author pull-quote-attribution quote-source quote-cite quote-footer`,
	marksMath:       `mwe-math-mathml-inline mwe-math-mathml-display katex-mathml MJX_Assistive_MathML`,
	marksLineNumber: `line-number linenumbers ln lnt lnum line_number line-num lineNumber hljs-ln-n blob-num`,
	marksSidenote:   `sidenote marginnote side-note margin-note`,
	marksSmallCaps:  `small-caps smallcaps smcp small_caps smallCaps`,
	marksVerse:      `wp-block-verse verse poem poetry`,
}

// classMarks has the marks of each class.
var classMarks = func() map[string]marks {
	all := map[string]marks{}
	for mark, names := range classNames {
		for name := range strings.FieldsSeq(names) {
			all[name] |= mark
		}
	}
	for name := range posts {
		all[name] |= marksPost
	}
	return all
}()

// classify finds out what the classes of an element say, and its id.
func (t *tag) classify() {
	t.marks = 0
	for i := range t.attrs {
		switch a := &t.attrs[i]; a.key {
		case "class":
			t.marks |= marksOf(a.val)
		case "id":
			t.marks |= classMarks[a.val] & marksUnwanted
		}
	}
}

func marksOf(class string) marks {
	var all marks
	for class != "" {
		word := class
		if i := strings.IndexAny(class, " \t\n\r\f"); i >= 0 {
			word, class = class[:i], class[i+1:]
		} else {
			class = ""
		}
		all |= classMarks[word]
	}
	return all
}
