package newsroom

import "math"

// Heights and places in the scenes are parts of the canvas, so that nothing
// here depends on its size.

// sunOn puts a pale disc in the sky.
func sunOn(c *canvas) {
	c.ellipse(alpha(rgb("#FFFFFF"), 0.55), c.w*c.between(0.15, 0.85), c.h*c.between(0.16, 0.34), c.h*0.07, c.h*0.07)
}

func waterBelow(c *canvas, p palette, from float64) {
	for i := range 6 {
		t := float64(i) / 5
		y := c.h * (from + (1-from)*t)
		c.under(alpha(mix(p.deep, p.ink, t), 0.45), c.wave(y, 3+9*t, 40+70*t))
	}
}

func seaScene(c *canvas, p palette) {
	sunOn(c)
	waterBelow(c, p, 0.52)
	x, y := c.w*c.between(0.25, 0.7), c.h*0.56
	c.polygon(p.ink, point{x - 60, y}, point{x + 70, y}, point{x + 48, y + 26}, point{x - 44, y + 26})
	c.polygon(alpha(rgb("#FFFFFF"), 0.85), point{x, y - 100}, point{x, y - 8}, point{x + 54, y - 8})
	c.line(p.ink, point{x, y - 108}, point{x, y}, 4)
}

func portScene(c *canvas, p palette) {
	sunOn(c)
	quay := c.h * 0.70
	for x := c.w * 0.06; x < c.w*0.95; x += c.between(170, 260) {
		crane(c, p, x, quay, c.between(0.75, 1.15))
	}
	const box = 52
	for x := 0.0; x < c.w; x += box {
		for level := range 1 + c.dice.IntN(4) {
			col := mix(p.ink, palettes[c.dice.IntN(len(palettes))].deep, 0.55)
			c.rect(col, x, quay-float64(level)*22-22, box-3, 20)
		}
	}
	c.rect(p.ink, 0, quay, c.w, 12)
	waterBelow(c, p, 0.75)
}

func crane(c *canvas, p palette, x, foot, size float64) {
	top := foot - 250*size
	col := alpha(p.ink, 0.85)
	c.line(col, point{x - 30*size, foot}, point{x - 12*size, top}, 7)
	c.line(col, point{x + 30*size, foot}, point{x + 12*size, top}, 7)
	c.line(col, point{x - 22*size, foot - 110*size}, point{x + 22*size, foot - 110*size}, 5)
	c.line(col, point{x - 80*size, top}, point{x + 150*size, top - 40*size}, 8)
	c.line(col, point{x, top - 60*size}, point{x + 150*size, top - 40*size}, 3)
	c.line(col, point{x, top - 60*size}, point{x, top}, 5)
}

func cityScene(c *canvas, p palette) {
	sunOn(c)
	for row := range 3 {
		t := float64(row) / 2
		col := mix(p.deep, p.ink, t)
		for x := -20.0; x < c.w; {
			w, h := c.between(44, 110), c.h*(c.between(0.24, 0.52)-0.12*t)
			c.rect(alpha(col, 0.6+0.4*t), x, c.h-h, w, h)
			if row == 2 {
				windows(c, p, x, c.h-h, w, h)
			}
			x += w + c.between(0, 10)
		}
	}
}

func windows(c *canvas, p palette, x, y, w, h float64) {
	lit := alpha(p.light, 0.7)
	for wy := y + 14; wy < y+h-16; wy += 26 {
		for wx := x + 10; wx < x+w-14; wx += 20 {
			if c.dice.IntN(3) == 0 {
				c.rect(lit, wx, wy, 8, 12)
			}
		}
	}
}

func hillsScene(c *canvas, p palette) {
	sunOn(c)
	for i := range 5 {
		t := float64(i) / 4
		col := mix(mix(p.light, p.deep, 0.5), p.ink, t)
		c.under(alpha(col, 0.8), c.wave(c.h*(0.42+0.13*float64(i)), 34-4*float64(i), 90+30*t))
	}
}

func fieldScene(c *canvas, p palette) {
	sunOn(c)
	horizon := c.h * 0.45
	c.under(alpha(p.ink, 0.5), c.wave(horizon-14, 10, 80))
	c.rect(mix(p.light, p.deep, 0.6), 0, horizon, c.w, c.h-horizon)
	for i := -14; i <= 14; i++ {
		c.line(alpha(p.ink, 0.45), point{c.w/2 + float64(i)*16, horizon}, point{c.w/2 + float64(i)*130, c.h}, 7)
	}
	for range 9 {
		x, y := c.between(0, c.w), c.between(horizon+30, c.h)
		c.ellipse(alpha(p.light, 0.35), x, y, 60, 5)
	}
}

func pitchScene(c *canvas, p palette) {
	white := alpha(rgb("#FFFFFF"), 0.8)
	for i := range 8 {
		if i%2 == 0 {
			c.rect(alpha(p.ink, 0.18), float64(i)*c.w/8, 0, c.w/8, c.h)
		}
	}
	c.line(white, point{c.w / 2, 0}, point{c.w / 2, c.h}, 5)
	const corners = 64
	for i := range corners {
		s0, c0 := math.Sincos(2 * math.Pi * float64(i) / corners)
		s1, c1 := math.Sincos(2 * math.Pi * float64(i+1) / corners)
		r := c.h * 0.2
		c.line(white, point{c.w/2 + r*c0, c.h/2 + r*s0}, point{c.w/2 + r*c1, c.h/2 + r*s1}, 5)
	}
	for range 11 {
		x, y := c.between(60, c.w-60), c.between(50, c.h-50)
		c.ellipse(alpha(p.ink, 0.35), x+10, y+16, 16, 6)
		c.ellipse(p.ink, x, y, 13, 13)
	}
	c.ellipse(white, c.w*c.between(0.3, 0.7), c.h*c.between(0.3, 0.7), 8, 8)
}

func nightScene(c *canvas, p palette) {
	white := rgb("#FFFFFF")
	for range 240 {
		r := c.between(0.6, 2.4)
		c.ellipse(alpha(white, c.between(0.3, 0.9)), c.between(0, c.w), c.between(0, c.h), r, r)
	}
	x, y := c.w*c.between(0.3, 0.65), c.h*c.between(0.3, 0.6)
	for i := range 60 {
		t := float64(i) / 60
		c.ellipse(alpha(rgb("#CFE3F5"), 0.03*(1-t)+0.004), x+t*c.w*0.35, y-t*c.h*0.28, 12+60*t, 8+34*t)
	}
	c.ellipse(alpha(white, 0.9), x, y, 11, 11)
	c.under(p.ink, c.wave(c.h*0.9, 16, 120))
}
