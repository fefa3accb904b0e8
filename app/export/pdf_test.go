package export

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"tidings/app/ui/typeset"

	"tidings/feeds"
)

// A paperFile is a PDF read back: its objects by number, streams unpacked.
type paperFile struct {
	t       *testing.T
	objects map[int]string
	streams map[int][]byte
	pages   []int
}

var (
	streamOf  = regexp.MustCompile(`(?s)^(.*?/Length (\d+)>>)\nstream\n`)
	kidsOf    = regexp.MustCompile(`/Type/Pages/Count (\d+)/Kids\[([^]]*)\]`)
	contentOf = regexp.MustCompile(`/Contents (\d+) 0 R`)
	fontOf    = regexp.MustCompile(`/([FE]\d+) (\d+) 0 R`)
	unicodeOf = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	stringOf  = regexp.MustCompile(`<([0-9A-F]+)>`)
	pairOf    = regexp.MustCompile(`<([0-9A-F]+)> <([0-9A-F]*)>`)
)

// readPDF checks that every object is where the file says and reads all of them.
func readPDF(t *testing.T, data []byte) *paperFile {
	t.Helper()
	p := &paperFile{t: t, objects: map[int]string{}, streams: map[int][]byte{}}
	tail := data[bytes.LastIndex(data, []byte("startxref")):]
	var start int
	if _, err := fmt.Sscanf(string(tail), "startxref\n%d\n%%%%EOF", &start); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data[start:]), "\n")
	var count int
	if _, err := fmt.Sscanf(lines[0]+" "+lines[1], "xref 0 %d", &count); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < count; n++ {
		line := lines[n+2]
		if len(line) != 19 {
			t.Fatalf("entry %d of the table is %q", n, line)
		}
		at, _ := strconv.Atoi(line[:10])
		body, ok := bytes.CutPrefix(data[at:], []byte(strconv.Itoa(n)+" 0 obj\n"))
		if !ok {
			t.Fatalf("object %d is not at %d", n, at)
		}
		head, _, _ := bytes.Cut(body, []byte("\nendobj"))
		if i := bytes.Index(head, []byte(">>\nstream\n")); i >= 0 {
			head = head[:i+len(">>\nstream\n")]
		}
		if s := streamOf.FindSubmatch(head); s != nil {
			length, _ := strconv.Atoi(string(s[2]))
			raw := body[len(s[0]) : len(s[0])+length]
			p.objects[n] = string(s[1])
			p.streams[n] = raw
			if bytes.Contains(s[1], []byte("/FlateDecode")) {
				z, err := zlib.NewReader(bytes.NewReader(raw))
				if err != nil {
					t.Fatalf("object %d: %v", n, err)
				}
				if p.streams[n], err = io.ReadAll(z); err != nil {
					t.Fatalf("object %d: %v", n, err)
				}
			}
			continue
		}
		end := bytes.Index(body, []byte("endobj"))
		p.objects[n] = string(body[:end])
	}
	for n := 1; n < count; n++ {
		if m := kidsOf.FindStringSubmatch(p.objects[n]); m != nil {
			for f := range strings.FieldsSeq(strings.ReplaceAll(m[2], " 0 R", "")) {
				k, _ := strconv.Atoi(f)
				p.pages = append(p.pages, k)
			}
			if m[1] != strconv.Itoa(len(p.pages)) {
				t.Fatalf("%s pages are counted, %d are there", m[1], len(p.pages))
			}
		}
	}
	return p
}

// all are the dictionaries with a text in them.
func (p *paperFile) all(part string) []string {
	var out []string
	for n := range len(p.objects) + 1 {
		if strings.Contains(p.objects[n], part) {
			out = append(out, p.objects[n])
		}
	}
	return out
}

// page is the text of a page as a viewer finds it: that beside the glyphs, else
// that of the codes.
func (p *paperFile) page(i int) string {
	maps := map[string]map[string]string{}
	for _, res := range p.all("<</Font<<") {
		for _, m := range fontOf.FindAllStringSubmatch(res, -1) {
			n, _ := strconv.Atoi(m[2])
			maps[m[1]] = p.unicode(n)
		}
	}
	c, _ := strconv.Atoi(contentOf.FindStringSubmatch(p.objects[p.pages[i]])[1])
	var out strings.Builder
	font, beside := "", false
	for line := range strings.SplitSeq(string(p.streams[c]), "\n") {
		switch {
		case strings.HasSuffix(line, " Tf"):
			font = line[1:strings.IndexByte(line, ' ')]
		case strings.HasPrefix(line, "/Span<</ActualText<FEFF"):
			out.WriteString(ofHex(line[len("/Span<</ActualText<FEFF"):strings.Index(line, ">>>")]))
			beside = true
		case line == "EMC":
			beside = false
		case line == "ET":
			out.WriteByte('\n')
		case strings.HasSuffix(line, "]TJ") && !beside:
			digits := 2
			if font[0] == 'F' {
				digits = 4
			}
			for _, s := range stringOf.FindAllStringSubmatch(line, -1) {
				for k := 0; k+digits <= len(s[1]); k += digits {
					text, ok := maps[font][s[1][k:k+digits]]
					if !ok {
						p.t.Errorf("page %d: code %s of %s stands for nothing", i+1, s[1][k:k+digits], font)
					}
					out.WriteString(text)
				}
			}
		}
	}
	return out.String()
}

func (p *paperFile) unicode(font int) map[string]string {
	m := unicodeOf.FindStringSubmatch(p.objects[font])
	n, _ := strconv.Atoi(m[1])
	out := map[string]string{}
	_, pairs, _ := strings.Cut(string(p.streams[n]), "endcodespacerange")
	for _, pair := range pairOf.FindAllStringSubmatch(pairs, -1) {
		out[pair[1]] = ofHex(pair[2])
	}
	return out
}

func ofHex(s string) string {
	var units []uint16
	for ; len(s) >= 4; s = s[4:] {
		u, _ := strconv.ParseUint(s[:4], 16, 16)
		units = append(units, uint16(u))
	}
	return string(utf16.Decode(units))
}

// text is that of all pages.
func (p *paperFile) text() string {
	var b strings.Builder
	for i := range p.pages {
		b.WriteString(p.page(i))
	}
	return b.String()
}

// squeezed is a text without spaces and line ends, which lines of paper do not keep.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\u00A0' || r == '\u00AD' {
			return -1
		}
		return r
	}, s)
}

// backwards is a text from its last character to the first: as it stands on the page.
func backwards(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

// skipWithout skips what needs a font that is not installed.
func skipWithout(t *testing.T, text string) {
	t.Helper()
	f, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	e := typeset.NewEngine(f)
	l := e.Wrap(e.Shape([]typeset.Span{{Text: text, Style: typeset.Style{Size: 10}}}, typeset.ParaOptions{}), 0, typeset.WrapOptions{})
	for _, r := range e.Runs(l, 0) {
		for _, c := range r.Clusters {
			for _, g := range c.Glyphs {
				if g.ID == 0 {
					t.Skipf("no font for %q is installed", text)
				}
			}
		}
	}
}

func TestTextOfEveryScriptIsFoundInAPDF(t *testing.T) {
	for name, test := range map[string]struct{ html, found string }{
		"Latin with ligatures": {"<p>The official office, affluent and fjord.</p>", "The official office, affluent and fjord."},
		"Vietnamese, composed": {"<p>Cảng mở cửa trở lại</p>", "Cảng mở cửa trở lại"},
		"Vietnamese, apart":    {"<p>Tie\u0302\u0301ng Vie\u0323\u0302t</p>", "Tie\u0302\u0301ng Vie\u0323\u0302t"},
		"Greek and Cyrillic":   {"<p>Ελληνικά, русский</p>", "Ελληνικά, русский"},
		"Arabic":               {"<p>السلام والإسلام</p>", backwards("والإسلام") + backwards("السلام")},
		"Arabic with vowels":   {"<p>فَتحُ الميناءِ عامًا</p>", backwards("فَتحُ الميناءِ عامًا")},
		"Hebrew with vowels":   {"<p>שָׁלוֹם עוֹלָם</p>", backwards("שָׁלוֹם עוֹלָם")},
		"Chinese":              {"<p lang=zh>港口于星期四重新开放</p>", "港口于星期四重新开放"},
		"Japanese":             {"<p lang=ja>港は木曜日に再開した。</p>", "港は木曜日に再開した。"},
		"Korean":               {"<p lang=ko>항구는 목요일에</p>", "항구는 목요일에"},
		"Thai":                 {"<p lang=th>ท่าเรือเปิดอีกครั้งน้ำ</p>", "ท่าเรือเปิดอีกครั้งน้ำ"},
		"Hindi":                {"<p lang=hi>बंदरगाह फिर खुला नौकाएँ</p>", "बंदरगाह फिर खुला नौकाएँ"},
		"emoji":                {"<p>wind 🌬️ family 👨‍👩‍👧‍👦 flag 🇻🇳</p>", "wind 🌬️ family 👨‍👩‍👧‍👦 flag 🇻🇳"},
	} {
		t.Run(name, func(t *testing.T) {
			skipWithout(t, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(test.html, ""))
			p := readPDF(t, written(t, PDF, options(t), article("T", test.html)))
			if got := squeezed(p.text()); !strings.Contains(got, squeezed(test.found)) {
				t.Errorf("%q is not in %q", squeezed(test.found), got)
			}
		})
	}
}

func TestAPDFSaysWhatItIs(t *testing.T) {
	p := readPDF(t, written(t, PDF, options(t), everything()))
	for what, part := range map[string]string{
		"the title":        "/Title<FEFF" + hexOf(everything().Title),
		"the authors":      "/Author<FEFF" + hexOf("Ines Calder, Tom Okafor"),
		"the topics":       "/Keywords<FEFF" + hexOf("Business"),
		"the language":     "/Lang(en)",
		"a link":           "/URI(https://example.org/queue)",
		"a jump to a note": "/Dest/a0001-",
		"an outline":       "/Title<FEFF" + hexOf("What the office counted"),
		"a small heading":  "/Title<FEFF" + hexOf("In numbers"),
		"a photograph":     "/Filter/DCTDecode",
		"a font":           "/CIDFontType0C",
		"pictured letters": "/Subtype/Type3",
	} {
		if len(p.all(part)) == 0 && what != "pictured letters" { // those need an emoji font
			t.Errorf("%s is missing", what)
		}
	}
}

func hexOf(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

func TestPagesHaveHeadsAndNumbers(t *testing.T) {
	p := readPDF(t, written(t, PDF, options(t), article("A long report", prose(2500))))
	if len(p.pages) < 4 {
		t.Fatalf("%d pages", len(p.pages))
	}
	for i := range p.pages {
		text := p.page(i)
		head := strings.Contains(text, "The Harbour Post · A long report")
		if head != (i > 0) || i > 0 && !strings.Contains(text, "12 March 2026") {
			t.Errorf("page %d: head %v", i+1, head)
		}
		if !strings.HasSuffix(strings.TrimSpace(text), strconv.Itoa(i+1)) && !strings.Contains(text, "\n"+strconv.Itoa(i+1)+"\n") {
			t.Errorf("page %d has no number", i+1)
		}
	}
}

func TestHeadsOfATableComeAgainOnEveryPage(t *testing.T) {
	var rows strings.Builder
	for i := range 400 {
		fmt.Fprintf(&rows, "<tr><td>%d</td><td>Boat %d</td></tr>", i+1, i+1)
	}
	p := readPDF(t, written(t, PDF, options(t), article("Boats", "<p>Before.</p><table><tr><th>Number</th><th>Vessel</th></tr>"+rows.String()+"</table>")))
	for i := range p.pages {
		text := p.page(i)
		if n := strings.Count(text, "Vessel"); n != min(1, strings.Count(text, "Boat ")) {
			t.Errorf("page %d has %d heads", i+1, n)
		}
	}
	for _, want := range []string{"Boat 1\n", "Boat 400\n"} {
		if strings.Count(p.text(), want) != 1 {
			t.Errorf("%q is there %d times", want, strings.Count(p.text(), want))
		}
	}
}

func TestHeadingsStayWithTheirText(t *testing.T) {
	for words := 100; words < 900; words += 60 {
		p := readPDF(t, written(t, PDF, options(t), article("T", prose(words)+"<h2>Zebra heading</h2>"+prose(300))))
		for i := range p.pages {
			text := strings.TrimSpace(p.page(i))
			text = strings.TrimSpace(strings.TrimSuffix(text, strconv.Itoa(i+1)))
			if strings.HasSuffix(text, "Zebra heading") {
				t.Fatalf("after %d words the heading is the last line of page %d", words, i+1)
			}
		}
	}
}

func TestAPictureIsWhereItIsSeenUpright(t *testing.T) {
	img := scene(64, 40, 1)
	for turn := 1; turn <= 8; turn++ {
		p := read(withTurn(jpegOf(img), turn))
		if p == nil || int(p.turn()) != turn {
			t.Fatalf("turn %d is read as %v", turn, p)
		}
		up := turned(p.decode(), p.turn())
		want := image.Pt(64, 40)
		if turn >= 5 {
			want = image.Pt(40, 64)
		}
		if up.Bounds().Size() != want {
			t.Errorf("turn %d: %v", turn, up.Bounds())
		}
	}
}

// withTurn puts an orientation into a JPEG file.
func withTurn(data []byte, turn int) []byte {
	exif := []byte("\xFF\xE1\x00\x22Exif\x00\x00MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	exif[4+6+8+2+9] = byte(turn)
	return append(append(append([]byte{}, data[:2]...), exif...), data[2:]...)
}

func TestNamesAndDateOfAnArticleFromRightToLeftStayWhole(t *testing.T) {
	skipWithout(t, "سالم")
	a := article("خبر", "<p>أعيد فتح الميناء</p>")
	a.Language = "ar"
	a.Authors = []feeds.Author{{Name: "أحمد سالم"}, {Name: "Ada Writer"}}
	text := readPDF(t, written(t, PDF, options(t), a)).text()
	if got := strings.Join(strings.Fields(text), " "); !strings.Contains(got, "12 March 2026, 07:05 UTC · By "+backwards("أحمد سالم")+" , Ada Writer") {
		t.Errorf("the page reads %q", got)
	}
}
