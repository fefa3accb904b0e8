package language

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A chain invents words letter by letter, each as likely as it follows up to four
// others in a language. A context begins with _ at the beginning of a word.
type chain map[string][]follower

// A follower is a letter with how likely it or one before it in the list is.
// Where no letter comes, the word ends.
type follower struct {
	letter rune
	upTo   float64
}

// readCounts reads how often rows of one to five letters occur in a language from a
// folder of the models of lingua-go.
func readCounts(dir string) (map[string]float64, error) {
	counts := map[string]float64{}
	for n, name := range []string{"uni", "bi", "tri", "quadri", "five"} {
		err := eachGram(filepath.Join(dir, name+"grams.pb.bin.zip"), func(gram string, p float64) {
			if n > 0 { // it is stated as part of the row without its last letter
				_, size := utf8.DecodeLastRuneInString(gram)
				p *= counts[gram[:len(gram)-size]]
			}
			counts[gram] = p
		})
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// eachGram reads a zipped protocol buffer: sets (field 4) of a number (1) and the
// grams (2) for which it is stated.
func eachGram(path string, each func(gram string, p float64)) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		return err
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	for len(data) > 0 {
		key, set, rest := protoField(data)
		data = rest
		if key != 4<<3|2 {
			continue
		}
		p := 0.0
		for len(set) > 0 {
			key, value, rest := protoField(set)
			set = rest
			switch key {
			case 1<<3 | 1:
				p = math.Float64frombits(binary.LittleEndian.Uint64(value))
			case 2<<3 | 2:
				each(string(value), p)
			default:
				return errors.New(path + ": an unknown field")
			}
		}
	}
	return nil
}

// protoField takes the first field of a message.
func protoField(data []byte) (key uint64, value, rest []byte) {
	key, n := binary.Uvarint(data)
	data = data[n:]
	switch key & 7 {
	case 0:
		_, n := binary.Uvarint(data)
		return key, data[:n], data[n:]
	case 1:
		return key, data[:8], data[8:]
	}
	length, n := binary.Uvarint(data)
	return key, data[n : n+int(length)], data[n+int(length):]
}

// newChain learns from counts. How often a row stands at the beginning of a word is
// what is left of it without those that have a letter before.
func newChain(counts map[string]float64) chain {
	start := map[string]float64{}
	for gram, n := range counts {
		if utf8.RuneCountInString(gram) < 5 {
			start[gram] += n
		}
		if _, size := utf8.DecodeRuneInString(gram); size < len(gram) {
			start[gram[size:]] -= n
		}
	}
	c, all := chain{}, map[string]float64{}
	for gram, n := range start {
		letter, size := utf8.DecodeLastRuneInString(gram)
		c.add("_"+gram[:len(gram)-size], letter, n)
		all["_"+gram] = n
		if size == len(gram) {
			all["_"] += max(n, 0)
		}
	}
	for gram, n := range counts {
		if utf8.RuneCountInString(gram) == 5 {
			letter, size := utf8.DecodeLastRuneInString(gram)
			c.add(gram[:len(gram)-size], letter, n)
			all[gram[:len(gram)-size]] = counts[gram[:len(gram)-size]]
		}
	}
	for context, list := range c {
		slices.SortFunc(list, func(a, b follower) int { return int(a.letter) - int(b.letter) })
		sum := 0.0
		for i := range list {
			sum += list[i].upTo / all[context]
			list[i].upTo = sum
		}
	}
	return c
}

func (c chain) add(context string, letter rune, n float64) {
	if n > 1e-12 {
		c[context] = append(c[context], follower{letter, n})
	}
}

// word invents one.
func (c chain) word(r *rand.Rand) string {
	for {
		var word []rune
		for len(word) < 40 {
			context := "_" + string(word)
			if len(word) > 3 {
				context = string(word[len(word)-4:])
			}
			list, x := c[context], r.Float64()
			i := slices.IndexFunc(list, func(f follower) bool { return f.upTo >= x })
			if i < 0 {
				break
			}
			word = append(word, list[i].letter)
		}
		if len(word) > 0 {
			return string(word)
		}
	}
}

var htmlTags = regexp.MustCompile(`<[^>]*>`)

// readDeclaration gives the words of the Universal Declaration of Human Rights in a
// language.
func readDeclaration(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	_, body, _ := strings.Cut(string(data), "<body>")
	var list []string
	for w := range Words(htmlTags.ReplaceAllString(strings.ReplaceAll(body, "&nbsp;", " "), " ")) {
		if !w.Number {
			list = append(list, w.Text)
		}
	}
	return list, nil
}

// fewWords gives n words of a language of which little is known: those of a text, our
// list of common ones, and words invented from the same letters.
func fewWords(text []string, lang string, n int, r *rand.Rand) []string {
	next := map[string][]rune{} // what follows three letters
	for _, w := range text {
		letters := []rune("___" + w + "\x00")
		for i := 3; i < len(letters); i++ {
			context := string(letters[i-3 : i])
			next[context] = append(next[context], letters[i])
		}
	}
	var common []string
	if l := stopLists()[lang]; l != nil {
		for w := range l.words {
			common = append(common, w)
		}
		slices.Sort(common)
	}
	out := make([]string, n)
	for i := range out {
		switch x := r.Float64(); {
		case x < 0.25 && len(common) > 0:
			out[i] = common[r.IntN(len(common))]
		case x < 0.6:
			out[i] = text[r.IntN(len(text))]
		default:
			letters := []rune("___")
			for len(letters) < 30 {
				list := next[string(letters[len(letters)-3:])]
				letter := list[r.IntN(len(list))]
				if letter == 0 {
					break
				}
				letters = append(letters, letter)
			}
			out[i] = string(letters[3:])
		}
	}
	return out
}
