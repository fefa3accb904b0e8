package discover

import (
	"bytes"
	"strings"
)

// A system is a program that makes sites, with what its pages are known by and where
// it puts the feed. A path that begins with "?" belongs to the page itself.
type system struct {
	name  string   // as it stands in the page's generator, lower case
	marks []string // in the page, where it does not say what made it
	paths []string
}

// systems are asked in order. Names that stand in others come after them.
var systems = []system{
	{"wordpress", []string{"/wp-content/", "/wp-includes/"}, []string{"/feed/", "/?feed=rss2"}},
	{"drupal", []string{"/sites/default/files/"}, []string{"/rss.xml"}},
	{"typo3", []string{"/typo3temp/", "/typo3conf/"}, []string{"/rss.xml", "/feed.xml", "/?type=9818"}},
	{"joomla", []string{"/media/jui/"}, []string{"?format=feed&type=rss", "/?format=feed&type=rss"}},
	{"ghost", nil, []string{"/rss/"}},
	{"blogger", nil, []string{"/feeds/posts/default"}},
	{"squarespace", []string{"static1.squarespace.com"}, []string{"?format=rss", "/blog?format=rss"}},
	{"wix.com", []string{"static.wixstatic.com"}, []string{"/blog-feed.xml"}},
	{"webflow", []string{"data-wf-site="}, []string{"/blog/rss.xml", "/rss.xml"}},
	{"shopify", []string{"cdn.shopify.com"}, []string{"/blogs/news.atom", "/blogs/blog.atom"}},
	{"substack", []string{"substackcdn.com"}, []string{"/feed"}},
	{"medium", []string{"com.medium.reader"}, []string{"/feed"}},
	{"discourse", nil, []string{"/latest.rss"}},
	{"hugo", nil, []string{"/index.xml", "/posts/index.xml", "/blog/index.xml"}},
	{"jekyll", nil, []string{"/feed.xml", "/atom.xml"}},
	{"hexo", nil, []string{"/atom.xml", "/rss2.xml"}},
	{"gatsby", []string{`id="___gatsby"`}, []string{"/rss.xml", "/feed.xml"}},
	{"astro", []string{"<astro-island"}, []string{"/rss.xml"}},
	{"eleventy", nil, []string{"/feed.xml", "/feed/feed.xml"}},
	{"docusaurus", nil, []string{"/blog/rss.xml", "/blog/atom.xml"}},
	{"mkdocs", nil, []string{"/feed_rss_created.xml"}},
	{"pelican", nil, []string{"/feeds/all.atom.xml"}},
	{"nikola", nil, []string{"/rss.xml"}},
	{"zola", nil, []string{"/atom.xml", "/rss.xml"}},
	{"publii", nil, []string{"/feed.xml"}},
	{"quarto", nil, []string{"/index.xml"}},
	{"mediawiki", nil, []string{"/index.php?title=Special:RecentChanges&feed=atom", "/w/index.php?title=Special:RecentChanges&feed=atom"}},
	{"dokuwiki", nil, []string{"/feed.php"}},
	{"textpattern", nil, []string{"/rss"}},
	{"dotclear", nil, []string{"/feed/atom"}},
	{"spip", nil, []string{"/spip.php?page=backend"}},
	{"serendipity", nil, []string{"/feeds/index.rss2", "/index.php?/feeds/index.rss2"}},
	{"movable type", nil, []string{"/atom.xml", "/index.xml"}},
	{"typepad", nil, []string{"/atom.xml"}},
	{"micro.blog", nil, []string{"/feed.xml"}},
	{"bear blog", nil, []string{"/feed/"}},
	{"writefreely", nil, []string{"/feed/"}},
	{"phpbb", []string{"viewforum.php?f="}, []string{"/feed", "/app.php/feed"}},
	{"xenforo", []string{`id="XF"`}, []string{"/forums/-/index.rss"}},
	{"nodebb", nil, []string{"/recent.rss"}},
	{"flarum", nil, []string{"/atom"}},
	{"plone", nil, []string{"/news/RSS", "/RSS"}},
	{"peertube", []string{`content="PeerTube"`}, []string{"/feeds/videos.xml?sort=-publishedAt"}},
	{"lemmy", nil, []string{"/feeds/all.xml?sort=New"}},
}

// systemOf is the name of the program that made a page, by what the page says of its
// generator or by what it holds; empty: not known.
func systemOf(generator string, page []byte) string {
	generator = strings.ToLower(generator)
	for _, s := range systems {
		if generator != "" && strings.Contains(generator, s.name) {
			return s.name
		}
	}
	for _, s := range systems {
		for _, mark := range s.marks {
			if bytes.Contains(page, []byte(mark)) {
				return s.name
			}
		}
	}
	return ""
}

func systemPaths(name string) []string {
	for _, s := range systems {
		if s.name == name {
			return s.paths
		}
	}
	return nil
}
