package assets

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

const (
	ink = "#000000"
	pen = 1.75 / 2 // half its width
)

// draw turns the strokes of icons.txt into SVG. Each stroke becomes the area
// that a round pen covers.
func draw(strokes string) ([]byte, error) {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`)
	for _, stroke := range strings.Split(strokes, ";") {
		words := strings.Fields(stroke)
		if len(words) == 0 {
			return nil, fmt.Errorf("an empty stroke")
		}
		v, err := numbers(words[1:])
		if err != nil {
			return nil, err
		}
		if err := drawStroke(&b, words[0], v); err != nil {
			return nil, fmt.Errorf("%q: %w", strings.TrimSpace(stroke), err)
		}
	}
	b.WriteString("</svg>\n")
	return []byte(b.String()), nil
}

func numbers(words []string) ([]float64, error) {
	var v []float64
	for _, w := range words {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return nil, err
		}
		v = append(v, f)
	}
	return v, nil
}

// wanted is how many numbers a kind of stroke has; points come in any number.
var wanted = map[string]int{"disc": 3, "ring": 3, "arc": 5}

func drawStroke(b *strings.Builder, kind string, v []float64) error {
	if n, ok := wanted[kind]; ok && len(v) != n || !ok && (len(v) < 4 || len(v)%2 != 0) {
		return fmt.Errorf("it has %d numbers", len(v))
	}
	switch kind {
	case "line":
		drawLine(b, v)
	case "loop":
		drawLine(b, append(v[:len(v):len(v)], v[0], v[1]))
	case "area":
		drawArea(b, v)
	case "disc":
		drawDisc(b, v[0], v[1], v[2])
	case "ring":
		drawArc(b, v[0], v[1], v[2], 0, 180)
		drawArc(b, v[0], v[1], v[2], 180, 360)
	case "arc":
		drawArc(b, v[0], v[1], v[2], v[3], v[4])
	default:
		return fmt.Errorf("unknown stroke")
	}
	return nil
}

// drawLine draws each part as a bar and each point as a disc.
func drawLine(b *strings.Builder, v []float64) {
	for i := 0; i+3 < len(v); i += 2 {
		x1, y1, x2, y2 := v[i], v[i+1], v[i+2], v[i+3]
		length := math.Hypot(x2-x1, y2-y1)
		dx, dy := (y2-y1)/length*pen, (x1-x2)/length*pen
		drawArea(b, []float64{x1 + dx, y1 + dy, x2 + dx, y2 + dy, x2 - dx, y2 - dy, x1 - dx, y1 - dy})
	}
	for i := 0; i+1 < len(v); i += 2 {
		drawDisc(b, v[i], v[i+1], pen)
	}
}

func drawArea(b *strings.Builder, v []float64) {
	b.WriteString(`<path fill="` + ink + `" d="`)
	for i := 0; i+1 < len(v); i += 2 {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		fmt.Fprintf(b, "%s%s %s", letter, short(v[i]), short(v[i+1]))
	}
	b.WriteString(`Z"/>`)
}

func drawDisc(b *strings.Builder, x, y, r float64) {
	fmt.Fprintf(b, `<circle fill="%s" cx="%s" cy="%s" r="%s"/>`, ink, short(x), short(y), short(r))
}

// drawArc draws along the outer edge, back along the inner one, and its ends.
func drawArc(b *strings.Builder, x, y, r, from, to float64) {
	const step = 6 // degrees; too short to be seen as corners
	var outer, inner []float64
	parts := max(1, math.Ceil((to-from)/step))
	for i := range int(parts) + 1 {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/parts) * math.Pi / 180)
		outer = append(outer, x+(r+pen)*cos, y+(r+pen)*sin)
		inner = append([]float64{x + (r-pen)*cos, y + (r-pen)*sin}, inner...)
	}
	drawArea(b, append(outer, inner...))
	for _, angle := range []float64{from, to} {
		sin, cos := math.Sincos(angle * math.Pi / 180)
		drawDisc(b, x+r*cos, y+r*sin, pen)
	}
}

// short is a number with two decimals at most.
func short(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}
