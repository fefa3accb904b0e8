package ui

import (
	"fmt"
	"image"
	"image/color"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/draw"

	"tidings/app/ui/typeset"
	"tidings/assets"
	"tidings/feeds/content"
)

// siteOf is the host of an address, as people say it.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// short wraps a text into one line.
func (f *pageFlow) short(p *typeset.Para, width float32) *typeset.Layout {
	return f.engine.Wrap(p, max(1, width), typeset.WrapOptions{MaxLines: 1, Ellipsis: true})
}

// shapedAction is an action with its text.
type shapedAction struct {
	pageAction
	para  *typeset.Para
	color color.NRGBA
}

// actionsNode is facts on the left and actions on the right, or actions alone.
type actionsNode struct {
	facts   []shapedFact
	sign    *typeset.Para // between facts
	actions []shapedAction
	start   bool // the actions begin on the left, as buttons
	after   float32
}

const (
	actionGap    = 16
	actionHeight = 26
	actionIcon   = 16
	leastFacts   = 0.3 // of the width, beside the actions
)

// laidAction is an action with its place in a row of them.
type laidAction struct {
	shapedAction
	text  *typeset.Layout // nil: the icon says it alone
	width float32
}

// lay lays actions out in a line and returns how wide it is. Of short ones that
// have an icon nothing else is shown; what they mean is said under the mouse.
func (n *actionsNode) lay(f *pageFlow, short bool) ([]laidAction, float32) {
	out := make([]laidAction, len(n.actions))
	wide := float32(-actionGap)
	for i, a := range n.actions {
		l := laidAction{shapedAction: a}
		if a.icon != "" {
			l.width = actionIcon
		}
		if a.label != "" && (a.icon == "" || !short) {
			l.text = f.engine.Wrap(a.para, 0, typeset.WrapOptions{})
			if l.width > 0 {
				l.width += 5
			}
			l.width += l.text.Used
		}
		out[i] = l
		wide += l.width + actionGap
	}
	return out, wide
}

func (n *actionsNode) place(f *pageFlow) {
	b := &pageBox{}
	height := float32(actionHeight)
	x, y := float32(0), float32(0)
	laid, wide := n.lay(f, false)
	if len(n.facts) > 0 {
		room := func() float32 { return f.w - wide - actionGap }
		if room() < f.w*leastFacts {
			laid, wide = n.lay(f, true)
		}
		right := room()
		below := right < f.w*leastFacts // both do not fit: the actions have a line of their own
		if below {
			right = f.w
			if laid, wide = n.lay(f, false); wide > f.w {
				laid, wide = n.lay(f, true)
			}
		}
		height = max(height, f.facts(b, n.facts, n.sign, 0, 4, right)+8)
		if below {
			y, height = height, height+actionHeight
		}
	}
	if !n.start && y == 0 {
		x = max(0, f.w-wide)
	}
	left := x
	for _, a := range laid {
		if x+a.width > f.w+1 && x > left {
			x, y = left, y+actionHeight+6
			height = y + actionHeight
		}
		b.zones = append(b.zones, boxZone{x: x - 6, y: y, w: a.width + 12, h: actionHeight, tap: a.tap, hint: a.says(), button: true})
		if a.icon != "" {
			b.icons = append(b.icons, boxIcon{x: x, y: y + (actionHeight-actionIcon)/2, name: a.icon, color: a.color})
		}
		if a.text != nil {
			b.texts = append(b.texts, boxText{x: x + a.width - a.text.Used, y: y + 4, layout: a.text, mute: true})
		}
		x += a.width + actionGap
	}
	if len(b.texts)+len(b.icons) == 0 {
		return
	}
	f.add(b, height)
	f.room(n.after)
}

// says is what an action does, in words.
func (a *laidAction) says() string {
	if a.hint == "" && a.text == nil {
		return a.label
	}
	return a.hint
}

// boxIcon is a drawing of the program in a box.
type boxIcon struct {
	x, y  float32
	name  string
	color color.NRGBA
	im    *canvas.Image
}

// icons brings the drawings of a box into the tree.
func (p *page) icons(b *pageBox, objects []fyne.CanvasObject) []fyne.CanvasObject {
	for i := range b.icons {
		ic := &b.icons[i]
		if ic.im == nil {
			hex := fmt.Sprintf("#%02X%02X%02X", ic.color.R, ic.color.G, ic.color.B)
			ic.im = canvas.NewImageFromResource(fyne.NewStaticResource("page-"+ic.name+hex+".svg", assets.TintedIcon(ic.name, hex)))
			ic.im.Resize(fyne.NewSquareSize(actionIcon))
		}
		ic.im.Move(fyne.NewPos(p.left+b.x+ic.x, b.y+ic.y))
		objects = append(objects, ic.im)
	}
	return objects
}

// rowNode is a pageRow: time, source, title, and on the right a name or badge.
type rowNode struct {
	pageRow
	title, meta, when *typeset.Para
}

const rowPad = 7

func (n *rowNode) place(f *pageFlow) {
	b := &pageBox{}
	x := float32(0)
	if n.when.Len() > 0 {
		l := f.short(n.when, 60)
		b.texts = append(b.texts, boxText{x: max(0, 44-l.Used), y: rowPad + 3, layout: l, mute: true})
		x = 54
	}
	square := x
	if n.source != "" || n.icon != nil {
		x += 24
	}
	right := f.w
	if n.meta.Len() > 0 {
		l := f.short(n.meta, f.w*0.3)
		right -= l.Used
		b.texts = append(b.texts, boxText{x: right, y: rowPad + 3, layout: l, mute: true})
		right -= 14
	}
	places := make([]float32, len(n.badges))
	for i := len(n.badges) - 1; i >= 0; i-- {
		w := f.engine.Measure(n.badges[i].text, badgeStyle) + 14
		right -= w
		places[i] = right
		right -= 6
	}
	l := f.engine.Wrap(n.title, max(60, right-x), typeset.WrapOptions{MaxLines: 2, Ellipsis: true})
	b.texts = append(b.texts, boxText{x: x, y: rowPad, layout: l, mute: true})
	h := l.Height + 2*rowPad
	b.paint = func(br *brush, ox, oy float32) {
		if x > square {
			br.icon(n.icon, n.source, ox+square, oy+rowPad+5, 14)
		}
		for i, x := range n.badges {
			ink, ground := br.p.soft, br.p.chip
			if x.strong {
				ink, ground = br.p.paper, br.p.accent
			}
			br.badge(x.text, ox+places[i], oy+rowPad+3, ink, ground, false)
		}
	}
	b.zones = []boxZone{{x: -8, w: f.w + 16, h: h, tap: n.tap, hint: n.hint, items: n.items, button: true}}
	for i, x := range n.badges {
		if x.tap != nil {
			w := f.engine.Measure(x.text, badgeStyle) + 14
			b.zones = append(b.zones, boxZone{x: places[i], y: rowPad + 3, w: w, h: 18, tap: x.tap, hint: x.hint, button: true})
		}
	}
	f.add(b, h)
}

// badgeStyle is that of brush.badge.
var badgeStyle = typeset.Style{Family: typeset.Sans, Size: 10.5}

// cardNode is a pageCard.
type cardNode struct {
	pageCard
	head, foot *typeset.Para
	of         *content.Block
}

func (n *cardNode) place(f *pageFlow) {
	f.room(paragraphGap)
	b := &pageBox{}
	x := float32(16)
	if n.sign != "" {
		x = 62
	}
	head := f.engine.Wrap(n.head, max(60, f.w-x-16), typeset.WrapOptions{MaxLines: 2, Ellipsis: true})
	foot := f.short(n.foot, f.w-x-16)
	h := max(62, head.Height+foot.Height+26)
	top := (h - head.Height - foot.Height - 2) / 2
	b.texts = []boxText{{x: x, y: top, layout: head, of: n.of}, {x: x, y: top + head.Height + 2, layout: foot, mute: true}}
	b.paint = func(br *brush, ox, oy float32) {
		br.box(ox, oy, b.w, h, 8, br.p.line)
		br.box(ox+1, oy+1, b.w-2, h-2, 7, br.p.list)
		if n.sign != "" {
			br.box(ox+12, oy+(h-38)/2, 38, 38, 6, br.p.chip)
			sign := br.lay(n.sign, label{family: typeset.Sans, size: 16, height: 38, color: br.p.soft}, 38, 1)
			br.put(sign, ox+12+(38-sign.Used)/2, oy+(h-38)/2)
		}
	}
	b.zones = []boxZone{{w: f.w, h: h, tap: n.tap, link: n.link, hint: n.link}}
	f.add(b, h)
	f.room(paragraphGap)
}

// icon draws a source's picture, or the square with its first letter.
func (b *brush) icon(icon image.Image, source string, x, y, size float32) {
	if icon == nil {
		b.source(source, x, y, size)
		return
	}
	s := b.scale
	r := image.Rect(int(x*s+0.5), int(y*s+0.5), int((x+size)*s+0.5), int((y+size)*s+0.5))
	draw.CatmullRom.Scale(b.img, r, icon, icon.Bounds(), draw.Over, nil)
}
