package language

// CutWords is how many words of a headline and of a text a Cut has at most.
const CutWords = 300

// A Cut is the beginning of an article in words, for several who look at its words: to
// cut a text takes as long as looking at what it says.
type Cut struct{ Title, Text []Token }

// A Token is a word with what is asked of it again and again.
type Token struct {
	Word
	Hash uint32 // FNV-1a of the text
	Stop bool   // a stop word of the language
}

// Take cuts an article, in a language. The memory of the last one is used again.
func (c *Cut) Take(title, text, lang string) {
	stop := StopWordsOf(lang)
	c.Title = tokens(c.Title[:0], title, stop)
	c.Text = tokens(c.Text[:0], text, stop)
}

// Release lets go of the article and keeps the memory.
func (c *Cut) Release() {
	clear(c.Title[:cap(c.Title)])
	clear(c.Text[:cap(c.Text)])
}

func tokens(list []Token, text string, stop StopWords) []Token {
	c := cutter{t: lookup(), text: text, first: true}
	for len(list) < CutWords && c.next() {
		list = append(list, Token{c.word, fnv(c.word.Text), stop.Has(c.word.Text)})
	}
	return list
}

func fnv(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}
