package typeset

const (
	zeroWidthJoiner = 0x200D
	textSelector    = 0xFE0E
	emojiSelector   = 0xFE0F
	keycap          = 0x20E3
)

// markEmoji finds the runes that belong to emoji sequences (UTS #51): flags,
// keycaps, skin tones, families joined by zero-width joiners, and signs that
// are followed by the emoji selector. It returns nil where there are none.
func markEmoji(text []rune) []bool {
	var out []bool
	for i := 0; i < len(text); {
		n := emojiLength(text[i:])
		if n == 0 {
			i++
			continue
		}
		if out == nil {
			out = make([]bool, len(text))
		}
		for range n {
			out[i] = true
			i++
		}
	}
	return out
}

// emojiLength is how many runes at the start of the text are one emoji.
func emojiLength(text []rune) int {
	r := text[0]
	if r < 0x2000 {
		return keycapLength(text)
	}
	if isFlagLetter(r) {
		if len(text) > 1 && isFlagLetter(text[1]) {
			return 2
		}
		return 0
	}
	n := emojiElement(text)
	if n == 0 {
		return 0
	}
	for n+1 < len(text) && text[n] == zeroWidthJoiner {
		more := emojiElement(text[n+1:])
		if more == 0 {
			more = joinedSign(text[n+1:])
		}
		if more == 0 {
			break
		}
		n += 1 + more
	}
	return n
}

// emojiElement is one picture with its modifiers.
func emojiElement(text []rune) int {
	r := text[0]
	selected := len(text) > 1 && text[1] == emojiSelector && r >= 0x203C
	if len(text) > 1 && text[1] == textSelector || !selected && !isEmoji(r) {
		return 0
	}
	n := 1
	if selected {
		n++
	}
	if n < len(text) && text[n] >= 0x1F3FB && text[n] <= 0x1F3FF {
		n++
	}
	if n < len(text) && text[n] == keycap {
		n++
	}
	for n < len(text) && text[n] >= 0xE0020 && text[n] <= 0xE007F { // flags of regions
		n++
	}
	return n
}

// joinedSign is a sign such as ♂ that only a joiner makes an emoji.
func joinedSign(text []rune) int {
	if r := text[0]; r >= 0x2190 && r <= 0x2BFF {
		return 1
	}
	return 0
}

func keycapLength(text []rune) int {
	r := text[0]
	if r == 0xA9 || r == 0xAE { // © and ® are signs unless selected
		if len(text) > 1 && text[1] == emojiSelector {
			return 2
		}
		return 0
	}
	if r != '#' && r != '*' && (r < '0' || r > '9') {
		return 0
	}
	switch {
	case len(text) > 2 && text[1] == emojiSelector && text[2] == keycap:
		return 3
	case len(text) > 1 && text[1] == keycap:
		return 2
	}
	return 0
}

func isFlagLetter(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// emojiRanges are the characters below U+1F000 that are shown as pictures
// without a selector (Emoji_Presentation).
var emojiRanges = [][2]rune{
	{0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3}, {0x25FD, 0x25FE},
	{0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1},
	{0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4},
	{0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD},
	{0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E},
	{0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0}, {0x27BF, 0x27BF},
	{0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55},
}

// isEmoji reports whether a character is a picture by itself. Above U+1F300
// nearly all are, and those that are not have no better font.
func isEmoji(r rune) bool {
	switch {
	case r >= 0x1F300 && r <= 0x1FAFF:
		return r < 0x1F700 || r >= 0x1F7E0
	case r >= 0x1F000:
		return r == 0x1F004 || r == 0x1F0CF || r == 0x1F18E || r >= 0x1F191 && r <= 0x1F19A ||
			r == 0x1F201 || r == 0x1F21A || r == 0x1F22F || r >= 0x1F232 && r <= 0x1F23A ||
			r == 0x1F250 || r == 0x1F251
	case r < 0x231A || r > 0x2B55:
		return false
	}
	for _, in := range emojiRanges {
		if r >= in[0] && r <= in[1] {
			return true
		}
	}
	return false
}
