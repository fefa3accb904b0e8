package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestWhatIsBesideTheArticleIsKnownByItsNames(t *testing.T) {
	for names, want := range map[string]bool{
		"author-bio": true, "authorBio": true, "post_author_bio": true, "c-related-posts": true, "RelatedLinks__list": true, "newsletter": true, "wp-block-newsletter": true,
		"article-body": false, "relatives": false, "sharecropper": false, "has-related": false, "tag-newsletter": false, "story": false, "": false, "commentary": false,
	} {
		if got := named(names, aside); got != want {
			t.Errorf("%q: %v", names, got)
		}
	}
}

// prunedText is the text of a page after prune.
func prunedText(t *testing.T, source string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	prune(doc)
	return text(doc)
}

func TestPrune(t *testing.T) {
	long := strings.Repeat(sentence, 3)
	body := strings.Repeat("<p>"+long+"</p>", 6)
	for name, test := range map[string]struct {
		source string
		gone   bool // the word "beside"
	}{
		"a box":                         {`<div class="related">beside</div>` + body, true},
		"links to share":                {`<ul class="share-bar"><li>beside</li></ul>` + body, true},
		"a date line":                   {`<div class="post-meta">beside</div>` + body, true},
		"the text, in such a box":       {`<div class="related">beside` + body + `</div>`, false},
		"paragraphs, in a share box":    {`<div class="sharing-container">beside<p>` + long + `</p></div>` + body, false},
		"a box around the headline":     {`<div class="newsletter"><h1>beside</h1></div>` + body, false},
		"many comments of a short text": {`<p>` + long + long + `</p><div id="comments">beside` + body + `</div>`, true},
		"comments that are the page":    {`<div id="comments">beside` + body + `</div>`, false},
		"what scripts ask":              {`<div role="dialog">beside</div>` + body, true},
		"a footer":                      {body + `<footer>beside</footer>`, true},
		"a caption without a picture":   {`<figure><figcaption>beside</figcaption></figure>` + body, true},
		"a caption":                     {`<figure><img src="a.jpg"><figcaption>beside</figcaption></figure>` + body, false},
	} {
		if got := prunedText(t, "<body>"+test.source+"</body>"); strings.Contains(got, "beside") == test.gone || !strings.Contains(got, "old quay") {
			t.Errorf("%s: %.200s", name, got)
		}
	}
}

func TestCaptionsAreKnownByTheirNames(t *testing.T) {
	for name, source := range map[string]string{
		"by its own":    `<div><img src="/quay.jpg" width="600" height="400"><p class="media__caption">The quay at dawn</p></div>`,
		"by the box's":  `<div class="image-box"><img src="/quay.jpg" width="600" height="400"><p class="small">The quay at dawn</p></div>`,
		"lazily loaded": `<figure><div class="lazy" data-src="/quay.jpg" data-width="600" data-height="400"></div><figcaption>The quay at dawn</figcaption></figure>`,
	} {
		a, err := Page([]byte(page("", paragraphs+source+paragraphs)), "text/html", "https://example.com/a")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(a.HTML, "<figcaption>The quay at dawn</figcaption>") || !strings.Contains(a.HTML, "https://example.com/quay.jpg") || strings.Contains(a.Text, "at dawn") {
			t.Errorf("%s: %s", name, a.HTML)
		}
	}
}
