package topic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds"
)

// A spelling is a name, word or phrase as the reader typed it.
type spelling struct {
	typed  string
	tokens []token
	// Of the following, one at most decides how it is looked for; else word by word.
	literal bool // as it stands: abbreviations in capitals, and names with signs like C++
	signs   bool // of literal: it has signs, and capitals mean nothing
	inside  bool // anywhere: scripts without spaces
	kind    feeds.OwnKind
}

// spellingsOf reads what the reader typed. "Müller" is also looked for as "Mueller".
func spellingsOf(o feeds.OwnTopic) (list []spelling) {
	for _, typed := range o.Spellings {
		typed = strings.TrimSpace(typed)
		s := spelling{typed: typed, tokens: tokens(typed, 12), kind: o.Kind}
		if len(s.tokens) == 0 {
			continue
		}
		for _, t := range s.tokens {
			s.inside = s.inside || t.pair
		}
		s.signs = strings.ContainsAny(typed, "+#&@$") || strings.HasPrefix(typed, ".")
		s.literal = !s.inside && (s.signs || abbreviation(typed))
		list = append(list, s)
		if other := umlauts.Replace(typed); other != typed && !s.literal {
			s.tokens = tokens(other, 12)
			list = append(list, s)
		}
	}
	return list
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa")

// abbreviation reports a short name in capitals, which would be a common word
// without them: US, WHO, IT.
func abbreviation(name string) bool {
	letters := 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsDigit(r) && letters > 0:
		default:
			return false
		}
	}
	return letters >= 1 && letters <= 5
}

// A finding says where a spelling stands.
type finding struct {
	headline bool
	lead     bool // in the first words of the text
	n        int
	name     string // as the reader typed it
}

// leadWords of the text, or leadBytes, say what an article is about.
const (
	leadWords = 70
	leadBytes = 450
)

func (s *spelling) in(l *Look) finding {
	f := finding{name: s.typed}
	switch {
	case s.inside:
		name := strings.ToLower(s.typed)
		end := strings.IndexByte(l.raw, '\n')
		if f.n = strings.Count(l.lower, name); f.n > 0 {
			first := strings.Index(l.lower, name)
			f.headline, f.lead = first < end, first < end+leadBytes
		}
	case s.literal:
		var first int
		f.headline, first, f.n = l.contains(s.typed, s.signs)
		f.lead = f.n > 0 && first < len(l.doc.Title)+leadBytes
	default:
		s.walk(l, &f)
	}
	return f
}

// walk looks for the words of a name one after another, and, once a person's whole
// name stood somewhere, for the last one alone.
func (s *spelling) walk(l *Look, f *finding) {
	var whole finding
	for i := range l.words {
		if n := s.at(l, i, s.tokens); n > 0 {
			whole.note(l, i)
		}
	}
	if whole.n > 0 && s.kind == feeds.OwnPerson && len(s.tokens) > 1 {
		last := s.tokens[len(s.tokens)-1:]
		whole.n = 0
		for i := range l.words {
			if s.at(l, i, last) > 0 {
				whole.note(l, i)
			}
		}
	}
	whole.name = f.name
	*f = whole
}

// note counts a place.
func (f *finding) note(l *Look, at int) {
	f.n++
	f.headline = f.headline || at < l.headline
	f.lead = f.lead || at >= l.headline && at < l.headline+leadWords
}

// at tells how many words a name takes that begins at a place; 0: it does not.
func (s *spelling) at(l *Look, i int, name []token) int {
	from := i
	for n, want := range name {
		if n > 0 && s.kind == feeds.OwnPerson && i < len(l.words) && initial(l.words[i]) && !s.matches(l, l.words[i], want) {
			i++ // the middle initial of a person
		}
		if i >= len(l.words) || !s.matches(l, l.words[i], want) {
			return 0
		}
		i++
	}
	if (from < l.headline) != (i <= l.headline) {
		return 0 // from the headline into the text
	}
	return i - from
}

func initial(t token) bool { return t.capital && utf8.RuneCountInString(t.text) == 1 }

// matches compares one word. Names that were typed with a capital stand with one;
// Vietnamese words have the marks that were typed, because others are other words.
func (s *spelling) matches(l *Look, t, want token) bool {
	if t.pair || s.kind != feeds.OwnSubject && want.capital && !t.capital {
		return false
	}
	if l.doc.Lang == "vi" && want.text != want.folded {
		return t.text == want.text
	}
	if t.folded == want.folded {
		return true
	}
	least := 4
	if len(s.tokens) > 1 {
		least = 3 // the other words make sure
	}
	return inflected(l.doc.Lang, t.folded, want.folded, least)
}

// inflected reports a word that is another, of so many letters at least, with an
// ending, or a prefix, that its language gives to names.
func inflected(lang, word, name string, least int) bool {
	if word == "" || name == "" {
		return false
	}
	if p, ok := prefixes[lang]; ok {
		r, size := utf8.DecodeRuneInString(word)
		return strings.ContainsRune(p, r) && word[size:] == name && utf8.RuneCountInString(name) >= 3
	}
	if word[0] != name[0] || len(word) > len(name)+12 {
		return false
	}
	stem := name
	if r, size := utf8.DecodeLastRuneInString(name); strings.ContainsRune(changing[lang], r) {
		stem = name[:len(name)-size]
	}
	rest, ok := strings.CutPrefix(word, stem)
	if !ok || utf8.RuneCountInString(name) < least {
		return lang == "ko" && ok && utf8.RuneCountInString(name) >= 2
	}
	return lang == "ko" || endings[lang][rest]
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// endings of names and nouns, folded, by language.
var endings = map[string]map[string]bool{
	"en": set("s es"), "fr": set("s x"), "es": set("s es"), "pt": set("s es"), "ca": set("s es"), "it": set(""),
	"de": set("s es n en e"), "nl": set("s en"), "sv": set("s en et n ar er or na"), "da": set("s en et er e"), "nb": set("s en et er e"),
	"ru": set("а я у ю ом ем е ы и ой ей ою ею ого его ому ему ым им ых их ыми ими ую юю ая яя ое ее ые ие ью ам ям ами ями ах ях ов ев"),
	"be": set("а я у ю ом ем е ы і ой ей ага яга аму яму ым ім ых іх ую ая ое ыя"),
	"uk": set("а я у ю ом ем єм е і ї и ою ею єю ого його ому йому ові еві єві им ім их іх ими ую ая ий ій ами ах ів"),
	"bg": set("а я о те та то ят ът и е ите"),
	"sr": set("а у ом ем е и ог ог ом ој ама a u om em e i og oj ama"),
	"hr": set("a u om em e i og oj ama im ih"), "sl": set("a u om em e i o ega emu ih im"),
	"pl": set("a u owi em iem ie y i a e ego iego emu iemu ym im ych ich o ow om ami ach zie ze nie"),
	"cs": set("a u ovi em e y i o ou ego eho emu ym im ych ich ova ove ovou um ech"), "sk": set("a u ovi om e y i ou eho emu ym im ych ich ova ovej"),
	"tr": set("lar ler lari leri in nin un nun a e i u da de dan den"),
	"fi": set("n a ta ssa sta lla lta lle na ksi in en an t iin seen"), "et": set("i e a le l lt ga s st sse d"),
	"hu": set("t at et ot k ek ok ak ban ben ba be bol nak nek val vel ra re rol nal nel hoz hez tol ert on en"),
	"ro": set("ul ului i ii lui le lor a ei"),
	"el": set("ς υ ου ον ος ης η ας α ων ους ο"),
	"id": set("nya"), "ms": set("nya"),
}

// changing are the last letters of names that give way to an ending.
var changing = map[string]string{
	"ru": "аяоеиыьй", "be": "аяоеіыьй", "uk": "аяоеиіьй", "bg": "аяо", "sr": "аоеaoe", "hr": "aoe", "sl": "aoe",
	"pl": "aoeiy", "cs": "aoeiy", "sk": "aoeiy", "el": "ςοαη", "ro": "aeu", "sv": "a",
}

// prefixes are letters that are written onto the front of names.
var prefixes = map[string]string{"ar": "وبلفك", "fa": "و", "he": "הובלמשכ"}
