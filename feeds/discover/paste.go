package discover

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// around is what a text has around an address that was copied out of it.
const around = "\"'`<>(){}“”„‘’«»「」,;.!…"

var (
	// inside is where an address begins in a word that begins otherwise: after what opens
	// something ("[Feed](https://…", `href="https://…`), or what names it ("URL:https://…").
	inside = regexp.MustCompile(`(?i)(?:^[^./]*[:=]|[(\[{<>"'“„«])(https?://)`)

	// ends is what no address has in it.
	ends = regexp.MustCompile("[\\s<>\"`“”„«»]")

	// mistyped is the scheme as it is left when a letter was not copied, or typed twice.
	mistyped = regexp.MustCompile(`(?i)^h{0,2}t{1,2}p(s?)[:;][/\\]{1,3}`)

	// apart is a scheme that a space was put behind.
	apart = regexp.MustCompile(`(?i)\b(https?:/{2,3})\s+`)

	// loosePercent is a percent sign that means itself.
	loosePercent = regexp.MustCompile(`%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|[0-9A-Fa-f]?$)`)

	// mail is a text that is an address of mail, also with a name before it.
	mail = regexp.MustCompile(`^(?i:mailto:)?(?:[^@]*<)?[^\s@<>/:]+@[^\s@<>/:]+\.[^\s@<>/:]+>?$`)

	// drive is how paths of Windows begin.
	drive = regexp.MustCompile(`^[A-Za-z]:\\`)
)

// pick is the address in a text, without what is around it; empty if there is
// none.
func pick(text string) string {
	text = apart.ReplaceAllString(strings.Map(visible, widened(text)), "$1")
	if page, ok := strings.CutPrefix(strings.TrimSpace(text), "about:reader?url="); ok { // as browsers have it
		if page, err := url.QueryUnescape(page); err == nil {
			text = page
		}
	}
	words := strings.Fields(text)
	for _, word := range words {
		if address := within(word, len(words) > 1); address != "" {
			return address
		}
	}
	return lonely(words)
}

// visible drops what cannot be seen, such as the zero width space.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// widened takes an address that was typed with a keyboard for wide letters
// ("https：//example。org") for what it means.
func widened(text string) string {
	if strings.Contains(text, "://") {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // the letters of ASCII once more
			return r - '！' + '!'
		case r == '。':
			return '.'
		}
		return r
	}, text)
}

// within is the full address in a word; empty if there is none. In a sentence it may
// stand behind something that it does not belong to.
func within(word string, sentence bool) string {
	trimmed := trim(word)
	if m := mistyped.FindStringSubmatch(trimmed); m != nil {
		trimmed = "http" + m[1] + "://" + strings.ReplaceAll(trimmed[len(m[0]):], "\\", "/")
	}
	if scheme.MatchString(trimmed) && strings.Contains(trimmed, "://") {
		return untilEnd(trimmed)
	}
	if m := inside.FindStringSubmatchIndex(word); m != nil {
		return untilEnd(trim(word[m[2]:]))
	}
	if i := strings.Index(strings.ToLower(trimmed), "http"); i >= 0 && sentence && strings.Contains(trimmed[i:], "://") {
		return untilEnd(trimmed[i:])
	}
	return ""
}

// untilEnd is an address without what was copied behind it, and without the markup that
// it stood in.
func untilEnd(address string) string {
	if at := ends.FindStringIndex(address); at != nil {
		address = address[:at[0]]
	}
	return strings.ReplaceAll(address, "&amp;", "&")
}

// lonely is the one word that can be an address without its scheme: the only one, or the
// only one in a sentence that looks like nothing else.
func lonely(words []string) string {
	var all, likely []string
	for _, word := range words {
		if word = trim(word); strings.ContainsFunc(word, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N) }) {
			all = append(all, word)
			if looksFull(word, len(words) > 2) {
				likely = append(likely, word)
			}
		}
	}
	switch {
	case len(all) == 1:
		return all[0]
	case len(likely) == 1:
		return likely[0]
	}
	return ""
}

// looksFull reports whether a word beside others is an address: "www.example.org", in a
// sentence also "example.org/news". A single word before that may be a piece of it, and
// "example.org" a name or a slip of the finger.
func looksFull(word string, sentence bool) bool {
	host, _, path := strings.Cut(word, "/")
	return strings.Contains(host, ".") && isHost(host) && (path && sentence || strings.HasPrefix(strings.ToLower(host), "www."))
}

// trim takes off what is around an address. A bracket that is closed in it belongs to it.
func trim(word string) string {
	word = strings.TrimLeftFunc(word, isAround)
	for {
		short := strings.TrimRightFunc(word, func(r rune) bool { return isAround(r) && r != ')' })
		switch {
		case strings.HasSuffix(short, ")") && strings.Count(short, "(") < strings.Count(short, ")"):
			short = strings.TrimSuffix(short, ")")
		case strings.HasSuffix(short, "]") && strings.Count(short, "[") < strings.Count(short, "]"):
			short = strings.TrimSuffix(short, "]")
		}
		if short == word {
			return word
		}
		word = short
	}
}

func isAround(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(around, r) }

// insteadOf is the error for a text that is no address.
func insteadOf(text string) error {
	text = strings.TrimSpace(text)
	switch {
	case mail.MatchString(text):
		return ErrMail
	case drive.MatchString(text), strings.HasPrefix(strings.ToLower(text), "file:"), strings.HasPrefix(text, "/"),
		strings.HasPrefix(text, "~/"), strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"), strings.EqualFold(filepath.Ext(text), ".opml"):
		return ErrFile
	}
	return ErrNotAddress
}
