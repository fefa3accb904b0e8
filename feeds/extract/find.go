package extract

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"tidings/feeds/content"
)

// A finder looks for the article in a page.
type finder struct {
	source string     // the page
	doc    *html.Node // changed by readability: parse source again for more
	base   string
	says   *says

	title, byline string // as readability sees them
}

// little is how many characters of text are so few that more is looked for.
const little = 700

// find is the article's blocks; none: there is no article.
func (f *finder) find() []content.Block {
	head := headlineNode(f.doc, f.says.titles)
	below, lead := opening(f.doc, head), f.lead(head)
	best, err := f.readable()
	if err != nil {
		best = nil
	}
	best = f.trim(best)
	size := weigh(best)
	plain := content.PlainText(best)
	if contradicts(plain, f.says.body) || isNotice(plain) {
		best, size = nil, weight{}
	}
	wrong := size.text > 0 && !hasAny(plain, below)
	if size.text < little || wrong {
		if other := f.other(); len(other) > 0 {
			w := weigh(other)
			if w.prose*2 > size.prose*3 || wrong && w.prose > dense && hasAny(content.PlainText(other), below) {
				best, size = other, w
			}
		}
	}
	if size.text == 0 && size.pictures == 0 || size.links*10 > size.text*9 || size.text < little && refusesAlone(best) {
		return nil
	}
	return withLead(best, lead, headline(f.says, f.title, ""))
}

// trim is trim that notices what a paywall says.
func (f *finder) trim(blocks []content.Block) []content.Block {
	blocks, before := walled(blocks)
	blocks, after := walled(trim(blocks, f.base))
	f.says.paywall = f.says.paywall || before || after
	return blocks
}

// refusesAlone reports whether a short text says that the page will not show
// its article before something is done, and little else.
func refusesAlone(blocks []content.Block) bool {
	err := refuses(strings.ToLower(content.PlainText(blocks)))
	return err == ErrBlocked || err == ErrConsent && weigh(blocks).text < dense*2
}

// contradicts reports whether a text is not the one that was stated elsewhere,
// by the page to search engines or by the feed: hardly any of its passages are
// there. What was stated must be long enough to tell.
func contradicts(text, stated string) bool {
	stated = letters(stated)
	if len(stated) < little {
		return false
	}
	text = letters(text)
	there := 0
	const passages, length = 10, 40
	for i := range passages {
		at := i * (len(stated) - length) / passages
		if strings.Contains(text, stated[at:at+length]) {
			there++
		}
	}
	return there < 2
}

// dense is how many characters of text an article has at least, of scripts
// whose characters say more than a letter does.
const dense = 200

// embeds are frames that stay in the article, where feeds/content makes cards
// of them.
var embeds = regexp.MustCompile(`(?i)//(www\.|player\.|w\.|open\.|embed\.|datawrapper\.|flo\.|public\.|platform\.)?` +
	`(youtube(-nocookie)?\.com|vimeo\.com|dailymotion\.com|bilibili\.com|twitch\.tv|archive\.org|spotify\.com|soundcloud\.com|ted\.com|` +
	`podcasts\.apple\.com|dwcdn\.net|uri\.sh|flourish\.studio|twitter\.com|acast\.com|nicovideo\.jp|rutube\.ru)/`)

// readable is the part of the page that readability takes for its article.
func (f *finder) readable() (blocks []content.Block, err error) {
	defer func() {
		if r := recover(); r != nil { // it walks trees of any shape, and has had such faults
			err = fmt.Errorf("readability: %v", r)
		}
	}()
	prune(f.doc)
	p := readability.NewParser()
	p.KeepClasses = true
	p.DisableJSONLD = true
	p.AllowedVideoRegex = embeds
	if isDense(f.doc) {
		p.CharThresholds = dense
	}
	page, err := url.Parse(f.base)
	if err != nil {
		page = &url.URL{}
	}
	a, err := p.ParseAndMutate(f.doc, page)
	if err != nil || a.Node == nil {
		return nil, err
	}
	f.title, f.byline = oneLine(a.Title()), oneLine(a.Byline())
	return content.TreeBlocks(a.Node, f.base), nil
}

// isDense reports whether a page is mostly Chinese, Japanese, Korean or Thai.
func isDense(doc *html.Node) bool {
	wide, all := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || n.Parent != nil && (n.Parent.Data == "script" || n.Parent.Data == "style") {
			continue
		}
		for _, r := range n.Data {
			if !unicode.IsLetter(r) {
				continue
			}
			if all++; r >= 0x0E00 && r < 0x0F00 || r >= 0x3040 && r < 0xD7B0 {
				wide++
			}
		}
		if all > 20_000 {
			break
		}
	}
	return wide*3 > all
}

// isBody reports whether an element says that it holds the text of an article.
func isBody(n *html.Node) bool {
	switch attr(n, "itemprop") {
	case "articleBody", "text", "blogPost":
		return true
	}
	if n.Data == "article" || n.Data == "main" || attr(n, "role") == "main" {
		return true
	}
	for _, c := range strings.Fields(attr(n, "class") + " " + attr(n, "id")) {
		switch strings.ToLower(c) {
		case "article-body", "article__body", "article-content", "article__content", "articlebody", "entry-content", "post-content",
			"post-body", "story-body", "storytext", "content-body", "article-text", "post__content", "h-entry", "e-content":
			return true
		}
	}
	return false
}

// A weight says how much there is in blocks, in bytes.
type weight struct {
	text, links, pictures int
	prose                 int // of paragraphs that are more than a line and no links
}

// aLine is how long a paragraph is that is more than a line: so much in Latin
// letters, a third of it in characters that need three bytes.
const aLine = 80

func weigh(blocks []content.Block) weight {
	var w weight
	for i := range blocks {
		x := &blocks[i]
		var here weight
		here.spans(x.Spans)
		if (x.Kind == content.Paragraph || x.Kind == content.Heading) && here.text >= aLine && here.links*3 < here.text {
			here.prose = here.text
		}
		w.add(here)
		if x.Spans == nil {
			w.text += len(x.Text) // of code, else it is in both
		}
		if x.Picture != nil {
			w.pictures++
		}
		w.add(weigh(x.Children))
		for _, row := range x.Rows {
			for _, c := range row {
				w.add(weigh(c.Blocks))
			}
		}
	}
	return w
}

func (w *weight) add(o weight) {
	w.text += o.text
	w.links += o.links
	w.pictures += o.pictures
	w.prose += o.prose
}

func (w *weight) spans(spans []content.Span) {
	for _, s := range spans {
		n := len(s.Text)
		w.text += n
		if s.Link != "" {
			w.links += n
		}
	}
}
