package content

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"paragraphs":             {"<h2>a</h2><p>b<br>c</p>", "a\n\nb\nc"},
		"list":                   {"<p>a</p><ul><li>b<li>c<ul><li>d</ul></ul><p>e</p>", "a\n\nb\nc\nd\n\ne"},
		"table":                  {"<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\tb\nc\td"},
		"quote":                  {"<blockquote><p>a</p><p>b</p></blockquote>", "a\n\nb"},
		"code":                   {"<pre>a\n b</pre>", "a\n b"},
		"no captions":            {`<figure><img src="/a.jpg"><figcaption>c</figcaption></figure><p>a</p>`, "a"},
		"captions where no more": {`<figure><img src="/a.jpg"><figcaption>c</figcaption></figure>`, "c"},
		"no-break spaces":        {"a&nbsp;b&shy;c", "a bc"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Text(Clean(test.source, base)); got != test.want {
				t.Errorf("got %q want %q", got, test.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "one": 1, "one, two three.": 3, "don't re-use": 2, "ngày 5 tháng 1": 4,
		"中国总理访问韩国": 4, "Go 语言": 2, "한국 대통령": 2, "สวัสดี": 2, "naïve café": 2,
	} {
		if got := Words(text); got != want {
			t.Errorf("%q: %d words, want %d", text, got, want)
		}
	}
}

func TestLead(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		n    int
		want string
	}{
		"short":                   {"One.", 20, "One."},
		"paragraphs are joined":   {"One.\n\nTwo.", 20, "One. Two."},
		"ends with a sentence":    {"The first one is long. The second is not.", 30, "The first one is long."},
		"ends after a word":       {"Several words without an end of a sentence", 20, "Several words…"},
		"not at an abbreviation":  {"It was Mr. Brown and nobody else who came", 30, "It was Mr. Brown and nobody…"},
		"a number is no sentence": {"It rose by 3.5 percent over all of last year", 30, "It rose by 3.5 percent over…"},
		"Chinese sentence":        {"总理今天访问韩国。他将停留三天，并会见总统。", 12, "总理今天访问韩国。"},
		"Chinese without end":     {"总理今天访问韩国他将停留三天", 8, "总理今天访问韩…"},
		"byline and date":         {"By Ann Example\n\n5 January 2026, 10:15\n\nThe text.", 40, "The text."},
		"place and agency":        {"BEIJING, Jan 5 (Xinhua) -- The text.", 40, "The text."},
		"place in capitals":       {"HANOI — The text.", 40, "The text."},
		"agency alone":            {"(TTXVN) - Bài viết.", 40, "Bài viết."},
		"Korean agency":           {"(서울=연합뉴스) 홍길동 기자 = 기사입니다.", 40, "기사입니다."},
		"Chinese agency":          {"新华社北京1月5日电（记者张三）总理访问。", 40, "总理访问。"},
		"a dash in a sentence":    {"They came - and went.", 40, "They came - and went."},
		"a credit":                {"(Image: © Ann Example)\n\nThe text.", 40, "The text."},
		"only a byline":           {"By Ann Example", 40, "By Ann Example"},
		"nothing wanted":          {"One.", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := Lead(test.text, test.n)
			if got != test.want || utf8.RuneCountInString(got) > max(test.n, 0) {
				t.Errorf("got %q want %q", got, test.want)
			}
		})
	}
}

func TestWithoutHead(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"headline":             {"<h1>The Harbour, at last</h1><p>a</p>", "<p>a</p>"},
		"another headline":     {"<h1>Something else</h1><p>a</p>", "<h1>Something else</h1><p>a</p>"},
		"headline and picture": {`<h1>The harbour at last</h1><img src="/harbour-1200x800.jpg"><p>a</p>`, "<p>a</p>"},
		"picture first":        {`<img src="/harbour-1200x800.jpg?x=1"><h2>The harbour: at last</h2><p>a</p>`, "<p>a</p>"},
		"further down":         {"<p>a</p><p>b</p><h2>The harbour at last</h2>", "<p>a</p><p>b</p><h2>The harbour at last</h2>"},
		"nothing else":         {"<h1>The harbour at last</h1>", ""},
	} {
		t.Run(name, func(t *testing.T) {
			blocks := Blocks(Clean(test.source, base))
			before := HTML(blocks)
			got := HTML(WithoutHead(blocks, "The harbour at last", "https://example.com/harbour.jpg"))
			if oneline(got) != test.want {
				t.Errorf("got %s want %s", got, test.want)
			}
			if HTML(blocks) != before {
				t.Error("the blocks given were changed")
			}
		})
	}
}

func TestHeadingsBelowTheTitleBeginWithLevelTwo(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"levels from two":      {"<h3>b</h3><p>a</p><h5>c</h5><p>a</p><h3>d</h3>", "<h2>b</h2><p>a</p><h3>c</h3><p>a</p><h2>d</h2>"},
		"another title on top": {"<h1>b</h1><p>a</p><h2>c</h2>", "<h2>b</h2><p>a</p><h2>c</h2>"},
		"levels from one":      {"<p>a</p><h1>b</h1><h2>c</h2><h1>d</h1>", "<p>a</p><h2>b</h2><h3>c</h3><h2>d</h2>"},
		"no headings":          {"<p>a</p>", "<p>a</p>"},
	} {
		t.Run(name, func(t *testing.T) {
			blocks := Blocks(test.source)
			before := HTML(blocks)
			if got := oneline(HTML(Levelled(blocks))); got != test.want {
				t.Errorf("got %s want %s", got, test.want)
			}
			if HTML(blocks) != before {
				t.Error("the blocks given were changed")
			}
		})
	}
}

func TestReadingTextHasWhatNamesAPicture(t *testing.T) {
	const figure = `<figure><img src="https://a.example/a.png"><figcaption>`
	for name, test := range map[string]struct{ source, want string }{
		"a few words":              {"<p>a</p>" + figure + "Flame chart</figcaption></figure><p>b</p>", "a\n\nFlame chart\n\nb"},
		"in a list":                {"<ul><li>a" + figure + "Fig. 2</figcaption></figure></li></ul>", "a\nFig. 2"},
		"above the text":           {figure + "Flame chart</figcaption></figure><p>b</p>", "b"},
		"a credit":                 {"<p>a</p>" + figure + "Photo: Ann Example</figcaption></figure>", "a"},
		"a credit of agencies":     {"<p>a</p>" + figure + "Ann Example/Example Pictures</figcaption></figure>", "a"},
		"a sentence":               {"<p>a</p>" + figure + "The quay of the harbour town as it was in January, before the works began.</figcaption></figure>", "a"},
		"of all pictures":          {`<p>a</p><figure class="gallery">` + figure + `One</figcaption></figure>` + strings.Replace(figure, "/a.png", "/b.png", 1) + `Two</figcaption></figure><figcaption>Both</figcaption></figure>`, "a\n\nOne\n\nTwo\n\nBoth"},
		"nothing else":             {figure + "Photo: Ann Example</figcaption></figure>", "Photo: Ann Example"},
		"an article of text alone": {"<p>a</p><p>b</p>", "a\n\nb"},
	} {
		if got := ReadingText(Clean(test.source, base)); got != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
