package language

import "unicode"

// longestGram is how many letters a piece of a word has at most, its ends included.
const longestGram = 5

// grams appends a number for each piece of a word to list: two to five letters that
// follow each other, where the ends of the word count as letters. The word is in
// lower case, as Words gives it; what is no letter parts it. Of a word of more than
// 62 letters only these are looked at.
func grams(list []uint32, word string) []uint32 {
	var letters [64]rune // zeros stand for the ends
	n := 1
	for _, r := range word {
		if n == len(letters)-1 {
			break
		}
		if r < 0x80 && (r < 'a' || r > 'z') || r > 0x7F && !unicode.IsLetter(r) && !unicode.IsMark(r) {
			letters[n] = 0
			list = pieces(list, letters[:n+1])
			n = 1
			continue
		}
		letters[n] = r
		n++
	}
	letters[n] = 0
	return pieces(list, letters[:n+1])
}

// pieces appends the numbers of all pieces of what stands between two zeros.
func pieces(list []uint32, letters []rune) []uint32 {
	if len(letters) < 3 {
		return list
	}
	for from := range letters[:len(letters)-1] {
		h := uint32(2166136261)
		for n, r := range letters[from:min(from+longestGram, len(letters))] {
			h = (h ^ uint32(r)) * 16777619
			if n > 0 {
				list = append(list, mix(h))
			}
		}
	}
	return list
}

// mix makes the upper bits of a hash good.
func mix(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	return h * 0x297a2d39
}
