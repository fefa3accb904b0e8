package extract

import (
	"strings"
	"testing"
)

func TestTheArticleIsWhatStandsBelowItsHeadline(t *testing.T) {
	short := "<p>" + sentence + sentence + sentence + "</p><p>The mayor spoke for an hour, and the rain did not stop before she had come to her end.</p>"
	for name, source := range map[string]string{
		"above a longer footer":  `<div class="x"><h1>Harbour to be rebuilt</h1><div>` + short + `</div></div><footer>` + strings.Repeat("<p>Our terms say what we may do with what you write to us, and what you may not do, in any case.</p>", 12) + `</footer>`,
		"below another headline": `<div><h1>The Example</h1></div><div class="x"><h2>Harbour to be rebuilt</h2><div>` + short + `</div></div><div class="cookie-text"><p>Cookies help this site. Cookies tell us what you read, and your browser keeps the cookies.</p></div>`,
	} {
		a, err := Page([]byte(`<html><head><title>Harbour to be rebuilt</title></head><body>`+source+`</body></html>`), "text/html", "https://example.com/a")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(a.Text, "old quay") || strings.Contains(a.Text, "terms") || strings.Contains(a.Text, "ookies") {
			t.Errorf("%s: %s", name, a.Text)
		}
	}
}

func TestTheLeadOfAPageStandsAboveItsText(t *testing.T) {
	const lead = "What will become of the place where the ships have landed for three hundred years."
	for name, head := range map[string]string{
		"by its class":       `<p class="article__lead">` + lead + `</p>`,
		"by what it is":      `<div itemprop="description">` + lead + `</div>`,
		"as a small heading": `<h2 class="Post-subtitle">` + lead + `</h2>`,
	} {
		source := `<html><head><title>Harbour to be rebuilt</title></head><body><header><h1>Harbour to be rebuilt</h1>` + head + `</header><nav>Menu</nav><div class="text">` + paragraphs + `</div></body></html>`
		a, err := Page([]byte(source), "text/html", "https://example.com/a")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(a.Text, lead) || strings.Count(a.Text, lead) != 1 {
			t.Errorf("%s: %.200s", name, a.Text)
		}
	}
	a, err := Page([]byte(page("", `<p class="lead">`+lead+`</p>`+paragraphs)), "text/html", "https://example.com/a")
	if err != nil || strings.Count(a.Text, lead) != 1 {
		t.Errorf("within the text: %v %s", err, a.Text)
	}
}
