package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// PlainText is the text of blocks: paragraphs parted by blank lines, items of
// lists and rows of tables on lines of their own. Captions, names of embeds and
// alternative texts are no part of it, unless there is nothing else: they speak
// of pictures, not of the event.
func PlainText(blocks []Block) string {
	if len(blocks) == 0 {
		return ""
	}
	var t texter
	t.Grow(textLen(blocks))
	t.blocks(blocks, "\n\n")
	if t.Len() == 0 {
		t.captions(blocks)
	}
	return t.String()
}

// textLen is about how long the text of blocks is.
func textLen(blocks []Block) int {
	n := 0
	for i := range blocks {
		x := &blocks[i]
		n += spansLen(x.Spans) + len(x.Text) + 2 + textLen(x.Children)
	}
	return n
}

type texter struct {
	strings.Builder
	noPulls bool // pull quotes are left out
	labels  bool // captions that name what is seen are written: see ReadingText
}

// blocks writes blocks, each with the separator before it unless it is first.
func (t *texter) blocks(list []Block, sep string) {
	for i := range list {
		t.block(&list[i], sep)
	}
}

func (t *texter) block(x *Block, sep string) {
	switch x.Kind {
	case Paragraph, Heading, Term:
		t.part(sep)
		t.spans(x.Spans)
	case Code:
		t.part(sep)
		t.WriteString(x.Text)
	case Quote, PullQuote:
		if x.Kind == PullQuote && t.noPulls {
			return
		}
		t.blocks(x.Children, sep)
		if x.Spans != nil {
			t.part(sep)
			t.spans(x.Spans)
		}
	case Media:
		t.blocks(x.Children, sep)
	case List, Notes, Definitions, Item, Definition:
		for i := range x.Children {
			t.block(&x.Children[i], sep)
			sep = "\n"
		}
	case Details:
		if x.Spans != nil {
			t.part(sep)
			t.spans(x.Spans)
		}
		t.blocks(x.Children, sep)
	case Table:
		t.table(x, sep)
	case Figure:
		t.label(x.Picture.Caption, sep)
	case Gallery:
		t.blocks(x.Children, sep)
		t.label(x.Spans, sep)
	}
}

func (t *texter) table(x *Block, sep string) {
	if x.Spans != nil {
		t.part(sep)
		t.spans(x.Spans)
		sep = "\n"
	}
	for _, row := range x.Rows {
		t.part(sep)
		for i, c := range row {
			if i > 0 {
				t.WriteByte('\t')
			}
			var cell texter
			cell.blocks(c.Blocks, " ")
			t.WriteString(strings.ReplaceAll(cell.String(), "\n", " "))
		}
		sep = "\n"
	}
}

func (t *texter) part(sep string) {
	if t.Len() > 0 {
		t.WriteString(sep)
	}
}

func (t *texter) captions(list []Block) {
	for i := range list {
		if p := list[i].Picture; p != nil && p.Caption != nil {
			t.part("\n\n")
			t.spans(p.Caption)
		}
		if list[i].Kind == Gallery && list[i].Spans != nil {
			t.part("\n\n")
			t.spans(list[i].Spans)
		}
		t.captions(list[i].Children)
	}
}

func (t *texter) spans(spans []Span) {
	for i := range spans {
		if spans[i].Style&Ruby != 0 {
			continue // it would part the words that it explains
		}
		text := spans[i].Text
		if strings.IndexByte(text, 0xC2) >= 0 {
			text = plainSpaces.Replace(text)
		}
		t.WriteString(text)
	}
}

// plainSpaces makes no-break spaces plain and drops soft hyphens, which would
// hide words from the search.
var plainSpaces = strings.NewReplacer("\u00A0", " ", "\u00AD", "")

// Words is how many words a text has. Scripts without spaces count two
// characters as a word.
func Words(text string) int {
	words, dense := 0, 0
	in := 0 // 1 in a word
	for i := 0; i < len(text); {
		if c := text[i]; c < 0x80 { // without branches: where words end cannot be foretold
			letter := int(inWord[c] & 1)
			words += letter &^ in
			in = letter | in&int(inWord[c]>>1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case withoutSpaces(r):
			if unicode.IsLetter(r) {
				dense++
			}
			in = 0
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			words += 1 - in
			in = 1
		case unicode.IsMark(r) || r == '’' || r == '\u200D' || r == '\u200C':
		default:
			in = 0
		}
	}
	return words + (dense+1)/2
}

// inWord has 1 for the characters that words are made of, 2 for those that may stand
// inside of one.
var inWord = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		if isLetter(byte(c)) || c >= '0' && c <= '9' {
			t[c] = 1
		}
	}
	t['\''], t['-'] = 2, 2
	return t
}()

// withoutSpaces reports whether a script does not part words: Chinese,
// Japanese, Thai, Lao, Khmer, Burmese.
func withoutSpaces(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0F00, r >= 0x1000 && r < 0x10A0, r >= 0x1780 && r < 0x1800:
		return true
	case r >= 0x3040 && r < 0x3100, r >= 0x3400 && r < 0xA000, r >= 0xF900 && r < 0xFB00,
		r >= 0x20000 && r < 0x32000, r >= 0x31F0 && r < 0x3200, r == 0x3005:
		return true
	}
	return false
}
