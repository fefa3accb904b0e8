package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a formula; what is beyond is left out.
const (
	maxMathText  = 20_000 // bytes
	maxMathNodes = 5_000
	maxMathDepth = 60
)

// mathText reads MathML (MathML Core) as a line of text: x² + 1, a/b, ∑ᵢ.
type mathText struct {
	open    []mathNode
	deeper  int // elements within the innermost one that are too deep
	nodes   int
	bytes   int
	display bool   // stands on a line of its own
	tex     string // how its author wrote it; empty: not said
}

type mathNode struct {
	name, opening, closing string
	kids                   []mathPart
}

// A mathPart is the text of an element.
type mathPart struct {
	text string
	op   bool // stands between others
}

// openMath begins a formula.
func (b *builder) openMath(t *tag) {
	m := &mathText{tex: t.attr("alttext"), display: t.attr("display") == "block" || t.attr("mode") == "display"}
	m.start(t)
	b.math = m
}

// openInMath takes a start tag within a formula, and ends one that holds what
// formulas do not: it was left open.
func (b *builder) openInMath(t *tag) {
	if t.name == "annotation" || t.name == "annotation-xml" || elements[t.name].role == roleInline {
		if !elements[t.name].void && !t.empty {
			b.math.start(t)
		}
		return
	}
	b.endMath()
	b.open(t, 0)
}

func (m *mathText) start(t *tag) {
	if m.nodes++; m.nodes > maxMathNodes || len(m.open) >= maxMathDepth {
		m.deeper++
		return
	}
	n := mathNode{name: t.name}
	switch t.name {
	case "mfenced":
		n.opening, n.closing = "(", ")"
		if t.has("open") {
			n.opening = t.attr("open")
		}
		if t.has("close") {
			n.closing = t.attr("close")
		}
	case "annotation":
		n.opening = t.attr("encoding")
	}
	m.open = append(m.open, n)
}

func (m *mathText) add(text string) {
	if m.bytes += len(text); m.bytes > maxMathText || m.deeper > 0 {
		return
	}
	n := &m.open[len(m.open)-1]
	if n.name != "mtext" {
		text = strings.TrimSpace(text)
	}
	if text != "" {
		n.kids = append(n.kids, mathPart{text: text})
	}
}

// closeInMath takes an end tag within a formula.
func (b *builder) closeInMath(name string) {
	m := b.math
	switch {
	case name == "math":
		b.endMath()
	case m.deeper > 0:
		m.deeper--
	default:
		for i := len(m.open) - 1; i > 0; i-- {
			if m.open[i].name == name {
				for len(m.open) > i {
					m.end()
				}
				return
			}
		}
	}
}

// end makes text of the innermost element.
func (m *mathText) end() {
	n := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	around := &m.open[len(m.open)-1]
	switch n.name {
	case "annotation":
		if strings.Contains(strings.ToLower(n.opening), "tex") {
			m.tex = n.join()
		}
	case "annotation-xml", "mphantom", "none", "mprescripts":
	default:
		around.kids = append(around.kids, n.part())
	}
}

// endMath adds the formula to the line, or as a line of its own.
func (b *builder) endMath() {
	m := b.math
	b.math = nil
	for len(m.open) > 1 {
		m.end()
	}
	text := strings.Join(strings.Fields(m.open[0].join()), " ")
	if text == "" {
		text = m.tex
	}
	b.formula(text, m.display)
}

// formula adds the text of a formula.
func (b *builder) formula(text string, display bool) {
	text = plainTeX(text)
	if text == "" {
		return
	}
	if display {
		b.flush()
	}
	as := b.look
	as.style |= Math
	b.line.add(text, as)
	b.grow(text)
	if display {
		b.flush()
	}
	b.formulaEnd = b.text
}

// justFormula reports whether a formula was the last thing that was read. Many
// programs write one two or three times, in different forms.
func (b *builder) justFormula() bool { return b.formulaEnd > 0 && b.text == b.formulaEnd }

// isTeX reports whether a script is a formula for MathJax.
func isTeX(t *tag) bool { return t.name == "script" && strings.HasPrefix(t.attr("type"), "math/tex") }

// endTeX ends what was skipped; a script may have been a formula.
func (b *builder) endTeX() {
	if tex := b.skip.tex; tex != nil {
		b.skip.tex = nil
		b.formula(cutRunes(tex.String(), maxMathText), false)
	}
}

// mathOf reads a formula from the attribute in which MathJax keeps it, instead
// of the element that draws it.
func (b *builder) mathOf(t *tag, pos int) bool {
	src := t.attr("data-mathml")
	if src == "" || !strings.HasPrefix(src, "<math") {
		return false
	}
	s := scanner{src: src}
	s.run(b)
	if b.math != nil {
		b.endMath()
	}
	b.skip = skip{name: t.name, pos: pos}
	return true
}

// plainTeX is TeX without what only says how large it is set.
func plainTeX(s string) string {
	s = strings.TrimSpace(s)
	for _, style := range []string{`\displaystyle`, `\textstyle`, `\scriptstyle`} {
		if inner, ok := strings.CutPrefix(s, "{"+style); ok && strings.HasSuffix(inner, "}") {
			s = strings.TrimSpace(inner[:len(inner)-1])
		}
		if inner, ok := strings.CutPrefix(s, style); ok {
			s = strings.TrimSpace(inner)
		}
	}
	return s
}

// part is the text of an element.
func (n *mathNode) part() mathPart {
	k := func(i int) string {
		if i < len(n.kids) {
			return n.kids[i].text
		}
		return ""
	}
	switch n.name {
	case "mo":
		return operator(n.join())
	case "mspace":
		return mathPart{text: " "}
	case "ms":
		return mathPart{text: "“" + n.join() + "”"}
	case "semantics", "maction":
		return mathPart{text: k(0)}
	case "mfrac":
		return mathPart{text: grouped(k(0)) + "/" + grouped(k(1))}
	case "msqrt":
		return mathPart{text: "√" + grouped(n.join())}
	case "mroot":
		return mathPart{text: raised(k(1)) + "√" + grouped(k(0))}
	case "msub", "munder":
		return mathPart{text: based(k(0)) + lowered(k(1))}
	case "msup":
		return mathPart{text: based(k(0)) + raised(k(1))}
	case "mover":
		return mathPart{text: accented(k(0), k(1))}
	case "msubsup", "munderover", "mmultiscripts":
		return mathPart{text: based(k(0)) + lowered(k(1)) + raised(k(2))}
	case "mfenced":
		return mathPart{text: n.opening + n.list(", ") + n.closing}
	case "mtr", "mlabeledtr":
		return mathPart{text: n.list(" ")}
	case "mtable":
		return mathPart{text: n.list("; ")}
	}
	return mathPart{text: n.join()}
}

func (n *mathNode) list(sep string) string {
	var out []string
	for _, k := range n.kids {
		out = append(out, k.text)
	}
	return strings.Join(out, sep)
}

// join is a row: operators have room around them where they stand between two
// operands.
func (n *mathNode) join() string {
	var out strings.Builder
	after := true // nothing to operate on stands before
	for _, k := range n.kids {
		switch {
		case !k.op:
			out.WriteString(k.text)
		case after:
			out.WriteString(strings.TrimSpace(k.text))
		default:
			out.WriteString(" " + k.text + " ")
		}
		if k.text != "" {
			after = k.op || strings.ContainsAny(k.text[len(k.text)-1:], "([{")
		}
	}
	return out.String()
}

func operator(s string) mathPart {
	switch s {
	case "-":
		return mathPart{"−", true}
	case "*":
		return mathPart{"·", false}
	case ",", ";":
		return mathPart{s + " ", false}
	case "\u2061", "\u2062", "\u2063", "\u2064": // said, not written
		return mathPart{}
	}
	r, _ := utf8.DecodeRuneInString(s)
	between := strings.ContainsRune("+=<>≤≥±∓×÷:∧∨∩∪⊂⊃⊆⊇∈∉≈≠≡∼≃≅∝→←↔⇒⇐⇔↦⋅∘⊕⊗", r)
	return mathPart{s, between && utf8.RuneCountInString(s) <= 2}
}

// grouped is a part in parentheses unless it is one thing.
func grouped(s string) string {
	s = strings.TrimSpace(s)
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(".′'∞%", r) &&
			!isRaised(r) {
			if strings.HasPrefix(s, "(") && strings.IndexByte(s, ')') == len(s)-1 {
				return s
			}
			return "(" + s + ")"
		}
	}
	return s
}

// based is what an exponent or index belongs to: a sum is in parentheses.
func based(s string) string {
	if strings.Contains(strings.TrimSpace(s), " ") {
		return grouped(s)
	}
	return s
}

const (
	baseline = "0123456789+−=()abcdefghijklmnoprstuvwxyzi"
	above    = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻⁱ"
	lower    = "0123456789+−=()aehijklmnoprstuvx"
	below    = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)

func isRaised(r rune) bool { return strings.ContainsRune(above, r) || strings.ContainsRune(below, r) }

func raised(s string) string {
	s = strings.TrimSpace(s)
	if s != "" && strings.Trim(s, "′″‴'*†") == "" {
		return s
	}
	return shifted(s, baseline, above, "^")
}

func lowered(s string) string { return shifted(s, lower, below, "_") }

// shifted is a text in the characters of another height, or after a sign where
// there are none for it.
func shifted(s, from, to, sign string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	var out strings.Builder
	high := []rune(to)
	for _, r := range strings.ReplaceAll(s, " ", "") {
		i := strings.IndexRune(from, r)
		if i < 0 {
			return sign + grouped(s)
		}
		out.WriteRune(high[utf8.RuneCountInString(from[:i])])
	}
	return out.String()
}

// accents are what stands above a letter, with what it is when combined.
var accents = map[string]string{
	"¯": "\u0304", "‾": "\u0304", "_": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303",
	"→": "\u20D7", "⃗": "\u20D7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "ˇ": "\u030C", "´": "\u0301", "`": "\u0300",
}

func accented(base, accent string) string {
	if mark := accents[strings.TrimSpace(accent)]; mark != "" && utf8.RuneCountInString(base) == 1 {
		return base + mark
	}
	return based(base) + raised(accent)
}
