package typeset

// East Asian headlines are balanced, but their lines should not end inside of a
// word, which no space shows. Signs and the change of letters tell where a phrase
// ends: Japanese words begin with Han characters or katakana and end in hiragana.

// nearPhrase is how many characters a line may be longer or shorter for it.
const nearPhrase = 6

// endWithPhrases moves the ends of lines to where a phrase ends, if one is near.
func (w *wrapping) endWithPhrases() {
	if w.p.region == noRegion || w.p.region == korean {
		return
	}
	from := 0
	for i := range w.ends[:len(w.ends)-1] {
		if w.ends[i].kind == normalBreak && !w.p.endsPhrase(w.ends[i].at) {
			w.toPhrase(from, i)
		}
		from = w.ends[i].at
	}
}

// toPhrase moves the end of a line to the nearest end of a phrase with which this
// line and the next have room.
func (w *wrapping) toPhrase(from, line int) {
	end, past := &w.ends[line], w.ends[line+1].at
	best := -1
	away := func(k int) int { return max(w.p.breaks[k].at-end.at, end.at-w.p.breaks[k].at) }
	for k, b := range w.p.breaks {
		if b.kind != normalBreak || b.at <= from || b.at >= past || away(k) > nearPhrase || !w.p.endsPhrase(b.at) {
			continue
		}
		if w.width(from, b.at) > w.room(from) || w.width(b.at, past) > w.room(b.at) {
			continue
		}
		if best < 0 || away(k) < away(best) {
			best = k
		}
	}
	if best >= 0 {
		*end = ending{at: w.p.breaks[best].at, kind: normalBreak, next: best + 1}
	}
}

// endsPhrase reports whether what stands before a rune is a phrase for itself.
func (p *Para) endsPhrase(at int) bool {
	before, next := p.text[at-1], p.text[at]
	switch {
	case isSpace(before), emptyBefore(next), p.emptyBehind(before), before == '！', before == '？', before == '：':
		return true
	case !isHiragana(before) || before == 'お' || before == 'ご': // these begin words
		return false
	}
	return isIdeograph(next) && !isHiragana(next) || isAlphabetic(next)
}

func isHiragana(r rune) bool { return r >= 0x3041 && r <= 0x309F }
