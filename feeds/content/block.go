package content

// Kind of a block: what it is, and so which fields of Block say something.
type Kind uint8

const (
	Paragraph   Kind = iota // Spans; verse is a Paragraph of lines, a formula on its own one of Math alone
	Heading                 // Level, Spans
	Quote                   // Children; Spans: who said it, empty if that is not said
	List                    // Ordered, Start, Children: Items
	Item                    // Children
	Notes                   // footnotes: Ordered, Start, Children: Items, whose ID the text links to
	Figure                  // Picture
	Code                    // Text, CodeLang; Spans: the same text where there are links in it, else none
	Table                   // Rows; Spans: the caption
	Rule                    // a line between two parts of the text
	Definitions             // Children: Terms and Definitions
	Term                    // Spans
	Definition              // Children
	Details                 // Spans: the summary; Children: what it hides
	Media                   // Embed; Children: the text of a post, empty for others
	PullQuote               // as Quote, but set apart from the running text, which does not say the same
	Gallery                 // pictures side by side. Children: Figures, at least two; Spans: the caption of all
	Cut                     // the last block of an article that was too long: here it was cut
)

// cutClass marks the end of what was cut in HTML that Clean wrote.
const cutClass = "tidings-cut"

// A Block is a piece of an article as the article pane shows it. Blocks of
// containers (Quote, Item, Definition, Details, table cells) are in Children;
// text of their own is a Paragraph there.
type Block struct {
	Kind     Kind
	Level    int // of a Heading, 1 to 6
	Spans    []Span
	Children []Block

	Lang string // BCP 47; empty: as what it is in
	Dir  string // "ltr" or "rtl"; empty: as what it is in, else by its own letters
	ID   string // target of links "#ID" in the same article; empty: of none

	Picture  *Picture
	Ordered  bool
	Start    int // number of the first Item of an ordered List
	Rows     [][]Cell
	Embed    *Embed
	Text     string // of Code: lines parted by "\n", white space as it was
	CodeLang string // "go", "python" …; empty: not said
}

// A Span is text of one style. "\n" in it begins a new line.
type Span struct {
	Text  string
	Style Style
	Link  string // absolute http, https or mailto address, or "#" and the ID of a Block; empty: none
	Title string // what an abbreviation or link means; shown on hover
}

// Style of a Span: a set.
type Style uint16

const (
	Bold Style = 1 << iota
	Italic
	Underline
	Strike // also what was deleted
	Mono   // code
	Key    // a key to press
	Sub
	Sup
	Mark
	Small
	SmallCaps
	Insert // what was inserted later
	Ruby   // how the characters before it are read, in parentheses: "(かん)"
	Math   // a formula, as text: "x² + 1", or as TeX where there is no more
)

// A Picture that the article shows; nothing of it is fetched here.
type Picture struct {
	URL           string   // as the publisher's src has it: http, https, or data: of a small picture
	Sources       []Source // where else it can be had, narrowest first; see Best
	Alt, Title    string
	Width, Height int    // pixels as the publisher states them; zero: not said
	Link          string // where a click leads; empty: nowhere
	Caption       []Span
}

// A Source is another address of a Picture, of another size or kind.
type Source struct {
	URL     string  // http or https
	Width   int     // pixels; zero: not said
	Density float32 // pixels to one of the picture's own Width; zero: not said
	Type    string  // "image/webp" …; empty: as the end of the address says
}

// An Embed is something of another site that the article shows in a frame, or
// sound or film: a card with a link, for nothing foreign is run.
type Embed struct {
	Kind  string // "youtube", "vimeo", "audio", "video" … (see providers)
	Title string // never empty
	URL   string // the page for people, or the file
	Image string // address of a still; empty: none
}

// A Cell of a table.
type Cell struct {
	Blocks           []Block
	Header           bool
	ColSpan, RowSpan int    // at least 1
	Align            string // "left", "center", "right"; empty: as the text runs
}
