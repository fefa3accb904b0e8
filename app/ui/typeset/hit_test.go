package typeset

import (
	"testing"
)

func TestHitFindsThePlaceBetweenRunes(t *testing.T) {
	l := lay(t, "minimum words on two lines here", 130, WrapOptions{})
	for at := range l.para.Len() {
		for _, r := range l.Rects(at, at+1) {
			if got, _ := l.Hit(r.X+r.W*0.25, r.Y+5); got != at {
				t.Errorf("left part of rune %d hits %d", at, got)
			}
			if got, _ := l.Hit(r.X+r.W*0.75, r.Y+5); got != at+1 {
				t.Errorf("right part of rune %d hits %d", at, got)
			}
		}
	}
}

func TestHitIsMirroredInRightToLeftText(t *testing.T) {
	l := lay(t, "שלום abc", 300, WrapOptions{})
	for _, at := range []int{0, 1, 2, 3} {
		r := l.Rects(at, at+1)[0]
		if got, _ := l.Hit(r.X+r.W*0.75, 5); got != at {
			t.Errorf("right part of letter %d hits %d", at, got)
		}
		if got, _ := l.Hit(r.X+r.W*0.25, 5); got != at+1 {
			t.Errorf("left part of letter %d hits %d", at, got)
		}
	}
	if got, _ := l.Hit(299.9, 5); got != 0 {
		t.Errorf("the right edge hits %d", got)
	}
	if got, _ := l.Hit(1, 5); got != 8 {
		t.Errorf("the left margin hits %d", got)
	}
}

func TestHitOutsideOfTheLines(t *testing.T) {
	l := lay(t, "first\nsecond", 300, WrapOptions{})
	for name, test := range map[string]struct {
		x, y float32
		want int
	}{
		"above":                 {-5, -50, 0},
		"below, far right":      {900, 900, 12},
		"right of the first":    {290, 5, 5},
		"left of the second":    {-1, 40, 6},
		"between, in the right": {290, 28, 5},
	} {
		if got, link := l.Hit(test.x, test.y); got != test.want || link != 0 {
			t.Errorf("%s: hit %d, link %d", name, got, link)
		}
	}
}

func TestLinksAreHitOnlyOnTheirText(t *testing.T) {
	e := NewEngine(testFonts(t))
	linked := body()
	linked.Link = 3
	l := e.Wrap(e.Shape([]Span{{"see ", body()}, {"here", linked}, {" now", body()}}, ParaOptions{LineHeight: 29}), 400, WrapOptions{})
	box := l.Rects(4, 8)[0]
	for name, test := range map[string]struct {
		x, y float32
		want int
	}{
		"on it":      {box.X + box.W/2, 10, 3},
		"before it":  {2, 10, 0},
		"behind":     {box.X + box.W + 6, 10, 0},
		"below":      {box.X + box.W/2, 60, 0},
		"the margin": {390, 10, 0},
	} {
		if _, link := l.Hit(test.x, test.y); link != test.want {
			t.Errorf("%s: link %d", name, link)
		}
	}
}

func TestALinkOverTwoLinesHasABoxOnEach(t *testing.T) {
	e := NewEngine(testFonts(t))
	linked := body()
	linked.Link = 1
	l := e.Wrap(e.Shape([]Span{{"see ", body()}, {"the report of the council", linked}, {" now", body()}}, ParaOptions{LineHeight: 29}), 150, WrapOptions{})
	boxes := l.LinkRects(1)
	if len(boxes) < 2 {
		t.Fatalf("%d boxes", len(boxes))
	}
	for _, b := range boxes {
		if _, link := l.Hit(b.X+b.W/2, b.Y+b.H/2); link != 1 {
			t.Errorf("link %d in the middle of a box", link)
		}
	}
	if n := len(l.LinkRects(2)); n != 0 {
		t.Errorf("a link that is not there has %d boxes", n)
	}
}

func TestSelectionOfMixedDirectionsIsInPieces(t *testing.T) {
	l := lay(t, "ab אב cd", 300, WrapOptions{})
	if got := l.Rects(0, 8); len(got) != 1 {
		t.Errorf("the whole line is %d boxes", len(got))
	}
	if got := l.Rects(1, 4); len(got) != 2 {
		t.Errorf("half of the Latin and half of the Hebrew are %d boxes", len(got))
	}
}

func TestLettersWithMarksAndEmojiAreNotDivided(t *testing.T) {
	for _, text := range []string{"e\u0302\u0301", "👩\u200d💻", "🇻🇳", "क्ष"} {
		l := lay(t, text, 300, WrapOptions{})
		n := l.para.Len()
		for x := float32(0); x < l.Lines[0].Width; x += 0.5 {
			if got, _ := l.Hit(x, 5); got != 0 && got != n {
				t.Errorf("%q: %v hits inside, at %d", text, x, got)
			}
		}
	}
}
