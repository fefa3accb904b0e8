package newsroom

import "math"

// Scenes that happen indoors.

func paperScene(c *canvas, p palette) {
	for range 3 {
		x, y, tilt := c.w*c.between(0.12, 0.5), c.h*c.between(0.1, 0.35), c.between(-40, 40)
		w, h := c.w*0.34, c.h*0.62
		at := func(u, v float64) point { return point{x + u*w + tilt*v, y + v*h - tilt*u*0.5} }
		c.polygon(alpha(p.ink, 0.25), point{x + 14, y + 18}, at(1.03, 0.03), at(1.03, 1.03), at(0.03, 1.03))
		c.polygon(rgb("#FBF8F1"), at(0, 0), at(1, 0), at(1, 1), at(0, 1))
		for v := 0.12; v < 0.9; v += 0.07 {
			c.line(alpha(p.ink, 0.5), at(0.1, v), at(c.between(0.6, 0.9), v), 4)
		}
	}
}

func screenScene(c *canvas, p palette) {
	x, y, w, h := c.w*0.36, c.h*0.1, c.w*0.28, c.h*0.8
	c.rect(p.ink, x, y, w, h)
	c.rect(mix(p.light, rgb("#FFFFFF"), 0.6), x+14, y+26, w-28, h-60)
	for i := range 6 {
		bubble := c.between(0.35, 0.65) * w
		left := x + 28
		if i%2 == 1 {
			left = x + w - 28 - bubble
		}
		c.rect(alpha(p.deep, 0.35+0.5*float64(i%2)), left, y+46+float64(i)*60, bubble, 40)
	}
	c.ellipse(alpha(p.light, 0.9), x+w/2, y+h-17, 9, 9)
}

func chartScene(c *canvas, p palette) {
	for i := 1; i < 6; i++ {
		y := c.h * float64(i) / 6
		c.line(alpha(p.ink, 0.2), point{c.w * 0.06, y}, point{c.w * 0.94, y}, 2)
	}
	last := point{c.w * 0.06, c.h * 0.75}
	for i := 1; i <= 22; i++ {
		t := float64(i) / 22
		next := point{c.w * (0.06 + 0.88*t), c.h * (0.75 - 0.5*t*t + c.between(-0.06, 0.06))}
		c.polygon(alpha(p.ink, 0.25), last, next, point{next.x, c.h * 0.9}, point{last.x, c.h * 0.9})
		c.line(p.ink, last, next, 6)
		last = next
	}
	c.ellipse(rgb("#FFFFFF"), last.x, last.y, 11, 11)
}

func archesScene(c *canvas, p palette) {
	const arches = 5
	step := c.w / arches
	c.rect(alpha(p.ink, 0.55), 0, c.h*0.18, c.w, c.h*0.82)
	for i := range arches {
		x := step * (float64(i) + 0.5)
		depth := math.Abs(float64(i)-2) / 2
		light := mix(p.light, p.deep, 0.2+0.5*depth)
		c.rect(light, x-step*0.34, c.h*0.5, step*0.68, c.h*0.5)
		c.ellipse(light, x, c.h*0.5, step*0.34, c.h*0.17)
	}
	c.under(alpha(p.ink, 0.5), func(float64) float64 { return c.h * 0.9 })
}

func rainScene(c *canvas, p palette) {
	for i := range 4 {
		c.under(alpha(mix(p.deep, p.ink, float64(i)/3), 0.5), c.wave(c.h*(0.6+0.1*float64(i)), 14, 70))
	}
	for range 260 {
		x, y, l := c.between(0, c.w), c.between(-20, c.h), c.between(14, 40)
		c.line(alpha(rgb("#FFFFFF"), 0.35), point{x, y}, point{x - l*0.3, y + l}, 2)
	}
}

func kitchenScene(c *canvas, p palette) {
	c.rect(alpha(p.ink, 0.4), 0, c.h*0.66, c.w, c.h*0.34)
	for i := range 3 {
		x, y := c.w*(0.2+0.3*float64(i)), c.h*c.between(0.58, 0.7)
		r := c.w * c.between(0.08, 0.13)
		c.ellipse(alpha(p.ink, 0.35), x+8, y+r*0.5, r, r*0.34)
		c.polygon(rgb("#F7F2E8"), point{x - r, y}, point{x + r, y}, point{x + r*0.5, y + r*0.6}, point{x - r*0.5, y + r*0.6})
		c.ellipse(rgb("#FFFDF8"), x, y, r, r*0.3)
		c.ellipse(mix(palettes[c.dice.IntN(len(palettes))].deep, p.light, 0.3), x, y, r*0.86, r*0.24)
	}
}
