package content

// openReading begins how characters are read, which follows them in parentheses.
func (b *builder) openReading(t *tag) {
	b.endReading()
	if len(b.opened)-b.base >= maxOpen {
		return
	}
	b.opened = append(b.opened, opened{name: t.name, style: Ruby})
	b.relook()
	b.line.space = false
	b.readingStart = len(b.line.buf) + 1
	b.line.solid("(", b.look)
}

// endReading ends the reading that is open, if one is: its end tag may be left
// out.
func (b *builder) endReading() {
	for i := len(b.opened) - 1; i >= b.base; i-- {
		if o := b.opened[i]; o.style == Ruby && (o.name == "rt" || o.name == "rtc") {
			b.line.space = false
			if len(b.line.buf) == b.readingStart && b.readingStart > 0 {
				b.line.unput(1)
			} else if len(b.line.buf) > 0 {
				b.line.solid(")", b.look)
			}
			b.closeStyle(o.name)
			return
		}
	}
}

// unput takes back the last n bytes, which one call of put added.
func (l *inline) unput(n int) {
	l.buf = l.buf[:len(l.buf)-n]
	last := len(l.runs) - 1
	if l.runs[last].end = len(l.buf); last == 0 && len(l.buf) == 0 || last > 0 && l.runs[last-1].end == len(l.buf) {
		l.runs = l.runs[:last]
	}
}
