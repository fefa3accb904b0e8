package assets

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestEveryFontIsTrueType(t *testing.T) {
	for _, name := range []string{
		"Literata-Regular", "Literata-SemiBold", "Literata-Bold", "Literata-Italic", "Literata-BoldItalic",
		"Inter-Regular", "Inter-Medium", "Inter-SemiBold",
	} {
		if !bytes.HasPrefix(Font(name), []byte{0, 1, 0, 0}) {
			t.Errorf("%s is not a TrueType file", name)
		}
	}
	if Font("Literata-Fat") != nil {
		t.Error("a font that is not there has bytes")
	}
}

func TestAppIconIsAPictureOf512Pixels(t *testing.T) {
	c, err := png.DecodeConfig(bytes.NewReader(AppIcon()))
	if err != nil {
		t.Fatal(err)
	}
	if c.Width != 512 || c.Height != 512 {
		t.Errorf("the icon is %d by %d", c.Width, c.Height)
	}
}

func TestEveryIconIsDrawnWithAreasOnly(t *testing.T) {
	for _, name := range []string{
		"add", "back", "check", "chevron-down", "chevron-right", "close", "copy", "delete", "download",
		"edit", "feed", "folder", "forward", "fulltext", "later", "later-filled", "link", "more", "offline",
		"open", "pause", "picture", "play", "read", "refresh", "search", "settings", "star", "star-filled", "text-size",
		"theme", "undo", "unread", "up", "warning",
	} {
		svg := Icon(name)
		if !bytes.Contains(svg, []byte(`fill="#000000"`)) || bytes.Contains(svg, []byte("stroke")) {
			t.Errorf("%s: %s", name, svg)
		}
		if err := wellFormed(svg); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if Icon("nothing") != nil {
		t.Error("an icon that is not there has bytes")
	}
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestTintedIconHasNoBlackLeft(t *testing.T) {
	svg := string(TintedIcon("star", "#B8432A"))
	if strings.Contains(svg, "#000") || !strings.Contains(svg, `fill="#B8432A"`) {
		t.Error(svg)
	}
	if string(Icon("star")) == svg {
		t.Error("tinting changed the icon itself")
	}
}

func TestStrokesThatCannotBeDrawnAreErrors(t *testing.T) {
	for _, strokes := range []string{
		"", "line 1 2", "line 1 2 3", "ring 1 2", "arc 1 2 3 4", "disc a b c", "cloud 1 2 3 4", "line 1 1 2 2;",
	} {
		if _, err := readIcons("x " + strokes); err == nil && strokes != "" {
			t.Errorf("%q is drawn", strokes)
		}
	}
}

func TestStartersAreCompleteUniqueAndSorted(t *testing.T) {
	list := Starters()
	seen := map[string]bool{}
	language := regexp.MustCompile(`^[a-z]{2}$`)
	country := regexp.MustCompile(`^[A-Z]{2}$`)
	for _, s := range list {
		switch {
		case s.Title == "" || s.Description == "":
			t.Errorf("%+v has no title or description", s)
		case !language.MatchString(s.Language) || !country.MatchString(s.Country):
			t.Errorf("%s: language %q, country %q", s.Title, s.Language, s.Country)
		case s.Subject != "general" && !feeds.Topic(s.Subject).Known():
			t.Errorf("%s: subject %q", s.Title, s.Subject)
		case seen[s.URL] || seen[s.Title]:
			t.Errorf("%s is there twice", s.Title)
		}
		for _, address := range []string{s.URL, s.Site} {
			if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Host == "" {
				t.Errorf("%s: address %q", s.Title, address)
			}
		}
		seen[s.URL], seen[s.Title] = true, true
	}
	if !slices.IsSortedFunc(list, func(a, b Starter) int {
		return strings.Compare(a.Language+a.Country+"\x00"+a.Title, b.Language+b.Country+"\x00"+b.Title)
	}) {
		t.Error("the starters are not in order")
	}
}

func TestStartersSpeakManyLanguagesAndCoverEveryTopic(t *testing.T) {
	languages, subjects := map[string]bool{}, map[string]bool{}
	for _, s := range Starters() {
		languages[s.Language], subjects[s.Subject] = true, true
	}
	if len(Starters()) < 120 || len(languages) < 20 {
		t.Errorf("%d starters in %d languages", len(Starters()), len(languages))
	}
	for _, topic := range feeds.Topics {
		if !subjects[string(topic)] {
			t.Errorf("no starter is about %s", topic)
		}
	}
}
