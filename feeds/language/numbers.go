package language

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// What words behind a number make of it in each language: a power of ten, or a
// percentage.
//
//go:embed numbers.txt
var numberText string

const percent = -1

var scales = sync.OnceValue(func() map[string]map[string]int {
	all := map[string]map[string]int{}
	for line := range strings.Lines(numberText) {
		tag, list, _ := strings.Cut(line, ":")
		all[tag] = map[string]int{}
		for _, s := range strings.Fields(list) {
			word, value, _ := strings.Cut(s, "=")
			power, err := strconv.Atoi(value)
			if err != nil {
				power = percent
			}
			all[tag][word] = power
		}
	}
	return all
})

// number reads the number that begins at a token, with its separators and the words
// that multiply it, and says of how many tokens it is.
func (s *spanner) number(i int) (int, Span) {
	end := s.digitsEnd(i)
	key, ok := s.value(i, end)
	touched := i > 0 && s.tokens[i-1].to == s.tokens[i].from && s.tokens[i-1].kind == wordToken && s.tokens[i-1].script != arabic && !wide(s.tokens[i-1].script)
	if !ok || touched {
		return end - i, Span{}
	}
	power, sum := 0, 0.0
	last := s.tokens[end-1].to
	for {
		n, p, to := s.scale(end, last)
		if to < 0 {
			return end - i, Span{} // letters touch it
		}
		if n == 0 {
			power = p
			last = to
			break
		}
		end, last = end+n, to
		if !wide(s.tokens[end-1].script) || end == len(s.tokens) || s.tokens[end].kind != digitToken || s.tokens[end].from != last {
			power = p
			break
		}
		v, _ := strconv.ParseFloat(key+"e"+strconv.Itoa(p), 64) // 1億 of 1億5000万
		sum += v
		next := s.digitsEnd(end)
		if key, ok = s.value(end, next); !ok {
			return next - i, Span{}
		}
		end, last = next, s.tokens[next-1].to
	}
	span := Span{Text: s.text[s.tokens[i].from:last], Number: true}
	exponent := max(power, 0)
	v, err := strconv.ParseFloat(key+"e"+strconv.Itoa(exponent), 64)
	if err != nil {
		return end - i, Span{}
	}
	span.Key = strconv.FormatFloat(sum+v, 'f', -1, 64)
	if power == percent {
		span.Key += "%"
	}
	return end - i, span
}

// wide reports the scripts in which words touch numbers.
func wide(s script) bool { return s == han || s == kana || s == hangul || s == thai }

// scale tells what stands behind a number that ends at a byte: n tokens more that
// make it larger by a power of ten, or a percentage, which end at to. to is negative
// when letters touch it that are no unit of counting.
func (s *spanner) scale(i, last int) (n, power, to int) {
	rest := strings.TrimLeft(s.text[last:], " \u00a0\u202f")
	for _, sign := range []string{"%", "％", "٪"} {
		if strings.HasPrefix(rest, sign) {
			return 0, percent, len(s.text) - len(rest) + len(sign)
		}
	}
	if i == len(s.tokens) || s.tokens[i].kind != wordToken {
		return 0, 0, last
	}
	t := s.tokens[i]
	gap, word := s.text[last:t.from], normal(s.text[t.from:t.to])
	if strings.Trim(gap, " \u00a0\u202f-") != "" {
		return 0, 0, last
	}
	list := scales()[s.lang]
	if p, ok := list[word]; ok {
		return 1, p, t.to
	}
	if wide(t.script) { // "万人": the unit, and a word behind it
		if r, size := utf8.DecodeRuneInString(word); gap == "" && size < len(word) {
			if p, ok := list[string(r)]; ok {
				s.tokens[i].from, s.tokens[i].to = t.from, t.from+size
				return 1, p, t.from + size
			}
		}
		return 0, 0, last
	}
	if gap == "" && !suffixes[word] {
		return 0, 0, -1
	}
	return 0, 0, last
}

// suffixes touch a number and leave it one.
var suffixes = map[string]bool{"st": true, "nd": true, "rd": true, "th": true, "s": true, "er": true, "e": true, "º": true, "ª": true, "km": true, "kg": true, "m": true, "cm": true, "h": true}

// digitsEnd is behind the last token of digits that belongs to the number at i.
func (s *spanner) digitsEnd(i int) int {
	for i++; i < len(s.tokens) && s.tokens[i].kind == digitToken; i++ {
		gap := s.text[s.tokens[i-1].to:s.tokens[i].from]
		three := utf8.RuneCountInString(s.text[s.tokens[i].from:s.tokens[i].to]) == 3
		switch gap {
		case ".", ",", "٫", "٬":
		case "'", "’", "\u00a0", "\u202f":
			if !three {
				return i
			}
		case " ":
			if !three || pointed(s.lang) || s.tokens[i-1].to-s.tokens[i-1].from > 3 {
				return i
			}
		default:
			return i
		}
	}
	return i
}

// pointed reports the languages that write 1,500 for one and a half thousand and
// 1.5 for one and a half.
func pointed(lang string) bool {
	switch lang {
	case "en", "zh", "ja", "ko", "th", "hi", "bn", "ta", "te", "ur", "mr", "ne", "gu", "pa", "he", "ms", "sw", "tl", "am", "ha", "ig", "yo", "pcm", "":
		return true
	}
	return false
}

// value is what the digits of tokens say, with a point before decimals; false for a
// date and other rows of numbers.
func (s *spanner) value(from, to int) (string, bool) {
	var b strings.Builder
	var gaps []string
	for i := from; i < to; i++ {
		if i > from {
			gaps = append(gaps, s.text[s.tokens[i-1].to:s.tokens[i].from])
		}
	}
	grouped, decimals := s.shape(from, gaps)
	if !grouped {
		return "", false
	}
	for i := from; i < to; i++ {
		if decimals && i == to-1 {
			b.WriteByte('.')
		}
		for _, r := range s.text[s.tokens[i].from:s.tokens[i].to] {
			b.WriteByte('0' + byte(digitOf(r)))
		}
	}
	return b.String(), true
}

// digitOf is the value of a decimal digit of any script.
func digitOf(r rune) rune {
	if r < utf8.RuneSelf {
		return r - '0'
	}
	for _, zero := range zeros {
		if r >= zero && r < zero+10 {
			return r - zero
		}
	}
	if r >= '０' && r <= '９' {
		return r - '０'
	}
	n := rune(0) // the digits of a script stand in a row, from 0
	for unicode.IsDigit(r-1) && n < 9 {
		r--
		n++
	}
	return n
}

// shape tells what the separators of a number are: whether it is one, and whether
// the last of them is before decimals.
func (s *spanner) shape(from int, gaps []string) (number, decimals bool) {
	if len(gaps) == 0 {
		return true, false
	}
	length := func(i int) int {
		t := s.tokens[from+i]
		return utf8.RuneCountInString(s.text[t.from:t.to])
	}
	last := len(gaps) - 1
	for i := range last {
		if n := length(i + 1); gaps[i] != gaps[0] || n != 3 && n != 2 {
			return false, false
		}
	}
	three := length(len(gaps)) == 3 && length(0) <= 3
	switch mark := gaps[last]; {
	case last > 0 && mark == gaps[0]: // 1.234.567, 1,50,000, or a date
		return three, false
	case last > 0, mark == "٫": // 1.234,5
		return mark == "." || mark == "," || mark == "٫", true
	case mark != "." && mark != ",":
		return three, false
	case three && (mark == ",") == pointed(s.lang) && s.text[s.tokens[from].from] != '0':
		return true, false
	}
	return true, true
}
