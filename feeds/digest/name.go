package digest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/language"
)

// A token is a word or number of a sentence, where it stands.
type token struct {
	from, to int
	capital  bool
	number   bool
	quoted   bool // behind a quotation mark, a colon or a bracket, where a sentence may begin
	glued    bool // only a space or a hyphen parts it from the token before
}

// tokens are the words and numbers of a sentence in scripts with spaces.
func tokens(s string) []token {
	var out []token
	end := -1 // of the token before
	quoted := false
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) || language.Spaceless(r) {
			quoted = quoted || strings.ContainsRune("\"“„«‘'(:–—-", r)
			if language.Spaceless(r) {
				end = -1
			}
			at += size
			continue
		}
		t := token{from: at, capital: unicode.IsUpper(r) || unicode.IsTitle(r), number: unicode.IsNumber(r), quoted: quoted}
		t.glued = end >= 0 && (s[end:at] == " " || s[end:at] == "-" || s[end:at] == "\u00a0" || s[end:at] == ". " && at-end == 2 && oneLetter(s, end))
		at += wordLength(s[at:], t.number)
		t.to, end, quoted = at, at, false
		out = append(out, t)
		if strings.HasPrefix(s[at:], "'s") || strings.HasPrefix(s[at:], "’s") { // of an owner
			at += 1 + len(s[at:]) - len(strings.TrimLeft(s[at:], "'’"))
			end = -1
		}
	}
	return out
}

// oneLetter reports whether an initial ends there, such as the one of "J. Smith".
func oneLetter(s string, end int) bool {
	_, size := utf8.DecodeLastRuneInString(s[:end])
	before, _ := utf8.DecodeLastRuneInString(s[:end-size])
	return !unicode.IsLetter(before)
}

// wordLength is how long the word or number is that a text begins with. Numbers
// keep points and commas between digits, and words the apostrophe of O'Brien.
func wordLength(s string, number bool) int {
	for i, r := range s {
		if unicode.IsLetter(r) && !language.Spaceless(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			continue
		}
		after := strings.TrimPrefix(s[i:], string(r))
		next, _ := utf8.DecodeRuneInString(after)
		switch {
		case number && strings.ContainsRune(".,", r) && unicode.IsNumber(next):
			continue
		case !number && strings.ContainsRune("'’", r) && i > 0 && (unicode.IsUpper(next) || strings.HasPrefix(after, "t ")):
			continue
		}
		return i
	}
	return len(s)
}

// A name as a sentence has it. It is weak if its first word may have its capital
// from the sentence.
type name struct {
	from, to int // of the sentence, in bytes
	tokens   []token
	weak     bool
}

// names are the runs of words with capitals in a sentence. In one that is written
// in capitals, as headlines are in some places, nothing can be told.
func names(s, lang string, list []token) []name {
	if inCapitals(list) {
		return nil
	}
	stop := language.StopWordsOf(lang)
	var out []name
	for i := 0; i < len(list); {
		if !list[i].capital || list[i].number {
			i++
			continue
		}
		j := endOfName(s, list, i)
		from := i
		for from < j && notName(s, list[from], stop) {
			from++
		}
		if from < j {
			weak := (from == 0 || list[from].quoted) && from == i
			out = append(out, name{list[from].from, list[j-1].to, list[from:j], weak})
			if rest := withoutFirst(list[from:j]); weak && len(rest) > 0 {
				out = append(out, name{rest[0].from, list[j-1].to, rest, false})
			}
		}
		i = j
	}
	return out
}

// withoutFirst is a name without its first word and the small words that join it to
// the rest: "Lúa" of "Users of Lúa".
func withoutFirst(list []token) []token {
	list = list[1:]
	for len(list) > 0 && !list[0].capital {
		list = list[1:]
	}
	return list
}

// endOfName is behind the last token of the run of capitals that begins at i;
// small words that join names may stand inside.
func endOfName(s string, list []token, i int) int {
	j := i + 1
	for j < len(list) && list[j].glued && !list[j].quoted {
		switch {
		case list[j].capital:
			j++
		case joinsName(s, list, j):
			j += 2
		default:
			return j
		}
	}
	return j
}

// joinsName reports whether a small word stands inside of a name.
func joinsName(s string, list []token, j int) bool {
	if j+1 == len(list) || !list[j+1].glued || !list[j+1].capital {
		return false
	}
	word := s[list[j].from:list[j].to]
	if word == "of" {
		return institutions[strings.ToLower(s[list[j-1].from:list[j-1].to])]
	}
	return joins[word]
}

// joins are small words inside of names.
var joins = set("de della di da dos du des la le van von der den bin al el y")

// institutions are what has a name with "of" in English; behind other names, the
// word only says where somebody lives.
var institutions = set(`bank house university ministry department church court city republic isle gulf bay board council institute museum
	state states duke prince princess king queen league union school college chamber port cape federation association academy office lords commons`)

// notName reports words that begin a run of capitals but not a name: stop words,
// days and months.
func notName(s string, t token, stop language.StopWords) bool {
	word := strings.ToLower(s[t.from:t.to])
	return stop.Has(word) || dates[word] || agencies[word] || utf8.RuneCountInString(word) < 2
}

// inCapitals reports whether capitals say nothing in a sentence: most of its
// longer words have them.
func inCapitals(list []token) bool {
	long, capitals := 0, 0
	for _, t := range list {
		if !t.number && t.to-t.from > 3 {
			long++
			if t.capital {
				capitals++
			}
		}
	}
	return long > 3 && 10*capitals > 7*long
}

// set makes a set of words.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// key is a name as it is compared: without case and diacritics.
func key(name string) string {
	return strings.TrimSpace(language.Fold(name))
}

// quotedNames are what a text in a script without capitals sets in quotation marks
// as titles and names are: short, without a stop.
func quotedNames(text string) []string {
	var out []string
	for i, r := range text {
		end, ok := marks[r]
		if !ok {
			continue
		}
		inside, _, ok := strings.Cut(text[i+utf8.RuneLen(r):], end)
		n := utf8.RuneCountInString(inside)
		if ok && n >= 2 && n <= 14 && !strings.ContainsAny(inside, "，。！？、,.!?；：") {
			out = append(out, inside)
		}
	}
	return out
}

var marks = map[rune]string{'《': "》", '「': "」", '『': "』", '〈': "〉", '【': "】"}
