package compare

import (
	"strings"
	"testing"
)

func TestWhatChangesByItselfIsTrivial(t *testing.T) {
	const text = "<p>The dam held through the night, and the mayor thanked the engineers of the river towns for their work.</p>\n"
	for name, test := range map[string]struct {
		old, new string
		trivial  bool
	}{
		"nothing":                      {text, text, true},
		"white space":                  {text, "<p>The  dam\nheld through the night, and the mayor thanked the engineers of the river towns for their work. </p>", true},
		"markup":                       {text, strings.Replace(text, "mayor", "<em>mayor</em>", 1), true},
		"a picture's signature":        {text + `<img src="https://i.example/1.jpg?sig=a">`, text + `<img src="https://i.example/1.jpg?sig=b">`, true},
		"a link's campaign":            {text + `<p>See <a href="/x?utm_source=a">more</a> there.</p>`, text + `<p>See <a href="/x?utm_source=b">more</a> there.</p>`, true},
		"a word":                       {text, strings.Replace(text, "held", "broke", 1), false},
		"a number in a sentence":       {text + "<p>Five towns lost 12 houses.</p>", text + "<p>Five towns lost 14 houses.</p>", false},
		"a paragraph more":             {text, text + "<p>It will hold.</p>", false},
		"a paragraph less":             {text + "<p>It will hold.</p>", text, false},
		"paragraphs in another order":  {text + "<p>One came.</p>", "<p>One came.</p>" + text, false},
		"views":                        {text + "<p>1,234 views</p>", text + "<p>1,301 views</p>", true},
		"thousands of views":           {text + "<p>1.2k views · 3 comments</p>", text + "<p>1.3k views · 14 comments</p>", true},
		"comments behind their name":   {text + "<p>Comments: 9</p>", text + "<p>Comments: 10</p>", true},
		"points and comments":          {text + "<p>Points: 55</p><p># Comments: 23</p>", text + "<p>Points: 61</p><p># Comments: 30</p>", true},
		"the first comment":            {text, text + "<p>1 comment</p>", true},
		"minutes ago":                  {text + "<p>Updated 5 minutes ago</p>", text + "<p>Updated 2 hours ago</p>", true},
		"a minute ago":                 {text + "<p>just now</p>", text + "<p>a minute ago</p>", true},
		"in German":                    {text + "<p>vor 5 Minuten, 12 Kommentare</p>", text + "<p>vor einer Stunde, 30 Kommentare</p>", true},
		"in French":                    {text + "<p>il y a 5 minutes</p>", text + "<p>il y a 2 heures</p>", true},
		"in Spanish":                   {text + "<p>hace 5 minutos</p>", text + "<p>hace 2 horas</p>", true},
		"in Russian":                   {text + "<p>5 минут назад, 12 просмотров</p>", text + "<p>2 часа назад, 90 просмотров</p>", true},
		"in Chinese":                   {text + "<p>5分钟前 阅读 120</p>", text + "<p>2小时前 阅读 300</p>", true},
		"in Japanese":                  {text + "<p>5分前 コメント3件</p>", text + "<p>2時間前 コメント12件</p>", true},
		"in Vietnamese":                {text + "<p>5 phút trước · 12 lượt xem</p>", text + "<p>2 giờ trước · 40 lượt xem</p>", true},
		"what else there is to read":   {text + `<h3>Related</h3><ul><li><a href="/1">One</a></li></ul>`, text + `<h3>Related</h3><ul><li><a href="/2">Two</a></li><li><a href="/3">Three</a></li></ul>`, true},
		"an advertisement that went":   {text + `<p><a href="/ad">Buy boots</a></p>`, text, true},
		"a list of links that grows":   {`<p>Links of today</p><ul><li><a href="/1">A long headline</a></li></ul>`, `<p>Links of today</p><ul><li><a href="/1">A long headline</a></li><li><a href="/2">Another headline</a></li></ul>`, false},
		"a result in a line":           {text + "<p>Delta 2, Harbour 1</p>", text + "<p>Delta 2, Harbour 2</p>", false},
		"a counter and a word":         {text + "<p>5 views</p><p>It held.</p>", text + "<p>9 views</p><p>It broke.</p>", false},
		"a text that was empty before": {"", text, false},
		"a text that is empty now":     {text, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Trivial(test.old, test.new); got != test.trivial {
				t.Errorf("forwards %v", got)
			}
			if got := Trivial(test.new, test.old); got != test.trivial {
				t.Errorf("backwards %v", got)
			}
		})
	}
}

func TestNumbersOfShortLinesAreToldFromWords(t *testing.T) {
	for name, test := range map[string]struct {
		old, new string
		only     bool
	}{
		"a result":   {"<p>Delta 2, Harbour 1</p>", "<p>Delta 2, Harbour 2</p>", true},
		"a sentence": {"<p>They lost 12 houses.</p>", "<p>They lost 14 houses.</p>", false},
		"a name":     {"<p>Delta 2</p>", "<p>Harbour 2</p>", false},
	} {
		if got := OnlyNumbers(test.old, test.new); got != test.only {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func FuzzTrivial(f *testing.F) {
	f.Add("<p>5 views</p>", "<p>6 views</p>")
	f.Add("<a", "a>&amp;")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !Trivial(a, a) {
			t.Error("a text differs from itself")
		}
		if Trivial(a, b) != Trivial(b, a) {
			t.Error("it matters which is the old one")
		}
	})
}

func BenchmarkTrivial(b *testing.B) {
	text := strings.Repeat("<p>The dam held through the night, and the mayor thanked the engineers.</p>\n", 60)
	for b.Loop() {
		Trivial(text+"<p>5 views</p>", text+"<p>6 views</p>")
	}
}
