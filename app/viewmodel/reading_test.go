package viewmodel

import "testing"

func TestAStyleIsKeptWithoutWhatIsUsual(t *testing.T) {
	for name, test := range map[string]struct {
		style ReadingStyle
		json  string
	}{
		"the usual":           {ReadingStyle{}, ""},
		"larger":              {ReadingStyle{}.Larger(2), `{"size":20}`},
		"larger and back":     {ReadingStyle{}.Larger(2).Larger(-2), ""},
		"wider, closer lines": {ReadingStyle{}.Wider(1).Looser(-1), `{"measure":700,"leading":151}`},
		"a font, hyphens":     {ReadingStyle{Font: "Garamond", Hyphenate: true}, `{"font":"Garamond","hyphenate":true}`},
	} {
		if got := test.style.JSON(); got != test.json {
			t.Errorf("%s: kept as %s", name, got)
		}
		if got := ParseReading(test.style.JSON()); got != test.style {
			t.Errorf("%s: read as %+v", name, got)
		}
		if got := test.style.FeedJSON(); got == "" || ParseReading(got) != test.style {
			t.Errorf("%s: for a feed kept as %s", name, got)
		}
	}
}

func TestAStyleStaysWithinBounds(t *testing.T) {
	for _, text := range []string{`{"size":-4,"measure":1000000,"leading":1}`, "", "null", "[]", `{"size":"large"}`, "{"} {
		r := ParseReading(text).Bounded()
		if r.Size < leastSize || r.Size > mostSize || r.Measure < leastMeasure || r.Measure > mostMeasure || r.Leading < leastLeading || r.Leading > mostLeading {
			t.Errorf("%q leads to %+v", text, r)
		}
	}
	r := ReadingStyle{}
	for range 100 {
		r = r.Larger(1).Wider(1).Looser(1)
	}
	if r.Size != mostSize || r.Measure != mostMeasure || r.Leading != mostLeading {
		t.Errorf("a hundred steps lead to %+v", r)
	}
}

func TestAFeedsOwnStyleGoesBeforeThatOfAll(t *testing.T) {
	all, feed := ReadingStyle{Size: 20}.JSON(), ReadingStyle{}.FeedJSON()
	if r, own := ReadingOf(all, ""); own || r.Size != 20 {
		t.Errorf("without its own: %+v", r)
	}
	if r, own := ReadingOf(all, feed); !own || r != (ReadingStyle{}) {
		t.Errorf("with the usual as its own: %+v", r)
	}
}

func TestAQuotationSaysWhatIsKnownOfItsOrigin(t *testing.T) {
	for _, test := range []struct{ title, source, link, want string }{
		{"Wall", "Post", "https://a.test/", "“Text.”\n— Wall, Post\nhttps://a.test/"},
		{"", "Post", "", "“Text.”\n— Post"},
		{"", "", "", "“Text.”"},
	} {
		if got := Quotation(" Text.\n", test.title, test.source, test.link); got != test.want {
			t.Errorf("%q", got)
		}
	}
	if got := Excerpt("one two\nthree four", 9); got != "one two…" {
		t.Errorf("excerpt %q", got)
	}
}
