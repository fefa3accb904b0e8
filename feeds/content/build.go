package content

import (
	"html"
	"strings"
	"sync"
	"unicode/utf8"
)

// Limits of what is kept.
const (
	maxText   = 4 << 20 // bytes of text
	maxBlocks = 20_000
	maxDepth  = 24  // containers within each other
	maxTables = 256 // tables and cells within each other: all but the innermost are taken apart
	maxOpen   = 64  // inline elements within each other
	maxData   = 4 << 20
)

// A builder turns tags and text into blocks. Blocks that hold blocks are frames
// on a stack; elements that only part paragraphs end the line that is being
// read; elements in the line are a look of its text. So bad nesting cannot
// arise: what a source leaves open or closes twice changes where a paragraph
// ends, at most.
type builder struct {
	links     resolver
	frames    []frame
	line      inline
	leaf      leaf
	look      look
	opened    []opened // inline elements that are open
	base      int      // those before it are outside of the table's cell
	linkTitle string
	scopes    []scope // elements that only set a language or direction
	lang      string  // in force
	dir       string
	skip      skip
	code      codeText
	card      *Embed  // the card whose title is being read
	film      *Embed  // the film or sound whose sources are being read
	rooms     []Block // see room
	held      []Block // pictures in the middle of a paragraph come after it
	ids       []string
	forms     []form
	depth     int      // containers that are open
	tables    int      // tables and cells that are open
	codeHint  string   // the language that the elements around code may name
	set       []Source // sources of the <picture> that is open

	math         *mathText // the formula that is being read
	readingStart int       // where the text of a reading began in the line
	formulaEnd   int       // how much text there was when the last formula ended
	noScript     int       // <noscript> that are open
	drawing      bool      // a drawing is being read, nothing else
	keepAll      bool      // nothing is skipped: the last skip had no end
	full         bool      // nothing more is read
	cut          bool      // something was left out for being too much
	text, blocks int       // written so far
	data         int       // bytes of data: pictures
}

// A leaf says what the text that is being read will be.
type leaf struct {
	role  role   // roleBlock: a paragraph
	name  string // of the element that makes it one
	level int
}

type opened struct {
	name  string
	style Style
	title string
	after string // text with which it ends
}

// A scope is an element that sets a language or a direction and is no frame.
type scope struct {
	name      string
	nested    int // elements of the same name within it
	lang, dir string
}

// A form is dropped where it asks for more than it says.
type form struct {
	frame, blocks, text, inputs int
}

// builders are kept for the next article, for the sake of their buffers.
var builders = sync.Pool{New: func() any { return new(builder) }}

func newBuilder(base string) *builder {
	b := builders.Get().(*builder)
	b.links, b.leaf = resolver{base: base}, leaf{role: roleBlock}
	b.frames = append(b.frames[:0], frame{role: roleBlock})
	b.frames[0].block.Children = make([]Block, 0, 16)
	return b
}

// free gives the builder back. Its blocks are not its own any more.
func (b *builder) free() {
	if cap(b.line.buf) > 1<<16 {
		return
	}
	b.line.reset()
	clear(b.frames[:cap(b.frames)])
	clear(b.line.runs[:cap(b.line.runs)])
	*b = builder{
		frames: b.frames[:0], opened: b.opened[:0], scopes: b.scopes[:0], ids: b.ids[:0],
		line: inline{buf: b.line.buf, runs: b.line.runs},
	}
	builders.Put(b)
}

// rawText takes text as it stands in the source.
func (b *builder) rawText(text string) {
	if b.skip.name != "" && b.skip.tex == nil && b.skip.svg == nil {
		return
	}
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
	}
	b.addText(text)
}

func (b *builder) addText(text string) {
	if left := maxText - b.text; len(text) > left {
		text = strings.ToValidUTF8(text[:max(0, left)], "")
		b.full = true
	}
	switch {
	case b.skip.name != "":
		if b.skip.tex != nil {
			b.skip.tex.WriteString(text)
		} else if b.skip.svg != nil {
			b.skip.svg.text(text)
		}
		return
	case b.math != nil:
		b.math.add(text)
	case b.code.depth > 0:
		b.code.add(text)
	default:
		b.line.add(text, b.look)
	}
	b.grow(text)
}

// grow counts text, but for white space between tags.
func (b *builder) grow(text string) {
	if len(text) < 32 && strings.TrimSpace(text) == "" {
		return
	}
	b.text += len(text)
	b.full = b.full || b.text >= maxText
}

// open takes a start tag that ends at the position given in its source.
func (b *builder) open(t *tag, pos int) {
	e := elements[t.name]
	if b.skip.name == "rp" && (t.name == "rt" || t.name == "rp") {
		b.skip = skip{} // its end tag may be left out
	}
	if b.skip.name != "" {
		b.skip.open(t, e)
		return
	}
	t.classify()
	switch {
	case b.math != nil:
		b.openInMath(t)
		return
	case b.code.depth > 0:
		b.openInCode(t, e, pos)
		return
	}
	if t.name == "svg" && !b.keepAll && !unwanted(t) {
		b.openSVG(t, pos)
		return
	}
	if !e.void && !b.keepAll && (e.role == roleSkip || unwanted(t)) {
		switch t.name {
		case "rp":
			b.endReading()
		case "script":
			b.gistScript(t)
		}
		b.skip = skip{name: t.name, pos: pos}
		if isTeX(t) && !b.justFormula() {
			b.skip.tex = &strings.Builder{}
		}
		return
	}
	if e.block() {
		b.openBlock(t, e)
	} else {
		b.openInline(t, e, pos)
	}
}

func (b *builder) openBlock(t *tag, e element) {
	b.flush()
	if n := len(b.scopes); n > b.top().scopes && b.scopes[n-1].name == "p" {
		b.endScope(n - 1) // a paragraph ends where another block begins
	}
	b.mark(t)
	if e.role == roleBlock || e.role == roleFigure || e.role == roleTable {
		b.hintCode(t)
	}
	switch e.role {
	case roleBlock:
		b.scope(t)
		if t.name == "p" && b.leaf.name == "p" {
			b.leaf = leaf{role: roleBlock}
		}
		b.openDivision(t, e)
	case roleHeading, roleCaption, roleTableCaption, roleSummary:
		b.scope(t)
		b.leaf = leaf{role: e.role, name: t.name, level: e.level}
	case roleTerm:
		b.endItem(roleDefinition, roleDefinitions)
		b.leaf = leaf{role: roleTerm, name: t.name}
	case rolePre:
		b.code = codeText{depth: 1, lang: codeLang(t), verse: t.marks&marksVerse != 0, open: codeLink{address: b.look.link}}
	case roleTableHead, roleRow:
		b.openRow(t, e)
	case roleCell:
		b.openCell(t)
	case roleQuote:
		b.openQuote(t, e)
	default:
		b.top().nest(t.name)
		if e.role == roleFigure && t.marks&marksPull != 0 {
			b.pull(t, e)
			return
		}
		b.push(t, e)
		if e.role == roleFigure && t.marks&marksGallery != 0 {
			b.top().gallery = true
		}
	}
}

// openDivision takes an element that holds paragraphs, for what its class says.
func (b *builder) openDivision(t *tag, e element) {
	b.top().nest(t.name)
	switch {
	case t.marks&marksPost != 0 && b.openPost(t):
	case t.marks&marksPull != 0:
		b.pull(t, e)
	case t.marks&marksGallery != 0:
		b.wrap(t, roleFigure, Gallery)
	case b.leaf.role != roleBlock:
	case t.name == "footer" && b.top().role == roleQuote, t.marks&marksAttribution != 0:
		b.leaf = leaf{role: roleAttribution, name: t.name}
	case t.marks&marksCaption != 0:
		b.leaf = leaf{role: roleCaption, name: t.name}
	}
}

// mark remembers the id of an element for the next block.
func (b *builder) mark(t *tag) {
	id := t.attr("id")
	if id == "" && t.name == "a" {
		id = t.attr("name")
	}
	if id != "" && len(id) < 200 && len(b.ids) < 8 && !strings.ContainsAny(id, " \t\n\r\f") && printable(id) {
		b.ids = append(b.ids, id)
	}
}

func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == 0x7F {
			return false
		}
	}
	return utf8.ValidString(s)
}

// close takes an end tag.
func (b *builder) close(name string) {
	e := elements[name]
	if b.skip.name == "rp" && name == "ruby" {
		b.skip = skip{}
	}
	if b.skip.name != "" {
		if b.skip.close(name) {
			b.endFilm()
			b.endTeX()
			b.endSVG()
		}
		return
	}
	if b.math != nil {
		b.closeInMath(name)
		return
	}
	if b.code.depth > 0 {
		b.closeInCode(name, e)
		return
	}
	if !e.block() {
		b.closeInline(name, e)
		return
	}
	b.flush()
	b.closeScope(name)
	if name == b.leaf.name {
		b.leaf = leaf{role: roleBlock}
	}
	switch e.role {
	case roleBlock:
		b.unwrap(name)
	case roleHeading, roleCaption, roleTableCaption, roleSummary, roleTerm:
	case rolePre:
	case roleRow, roleTableHead:
		b.closeRow(name)
	default:
		if f := b.top(); f.wrap && f.name == name {
			b.unwrap(name)
			return
		}
		b.pop(name, e.role)
	}
}

// flush makes a block of the line that was read.
func (b *builder) flush() {
	if spans := b.line.take(); spans != nil {
		b.leafBlock(spans)
	}
	for len(b.held) > 0 {
		held := b.held
		b.held = nil
		for _, p := range held {
			b.emit(p)
		}
	}
}

// finish ends everything that is open and returns the blocks.
func (b *builder) finish() []Block {
	if b.code.depth > 0 {
		b.endCode()
	}
	if b.math != nil {
		b.endMath()
	}
	if b.card != nil {
		b.endCard()
	}
	b.flush()
	for len(b.frames) > 1 {
		b.popTop()
	}
	blocks := b.tidy(b.frames[0].block.Children)
	if b.cut || b.full {
		blocks = append(blocks, Block{Kind: Cut})
	}
	return blocks
}
