package discover

import "strings"

// mostAddresses is how many addresses are taken from one text.
const mostAddresses = 50

// Several are the addresses in a text that a person pasted, if it is a list of them:
// one in each line, or separated by spaces. Each is as it stands in the text.
// It is nil if there are fewer than two, or if the text is a sentence with an address
// in it.
func Several(text string) []string {
	var full, all []string
	sentence := false
	for word := range strings.FieldsSeq(text) {
		word = strings.TrimFunc(word, isAround)
		switch _, err := Address(word); {
		case err != nil || !strings.ContainsAny(word, "./@:"):
			sentence = true
		case strings.Contains(word, "://"):
			full = append(full, word)
			all = append(all, word)
		default:
			all = append(all, word)
		}
	}
	if sentence {
		all = full
	}
	return unique(all)
}

// unique drops what is there twice; nil if fewer than two are left.
func unique(words []string) []string {
	var list []string
	seen := map[string]bool{}
	for _, word := range words {
		if !seen[word] && len(list) < mostAddresses {
			seen[word] = true
			list = append(list, word)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}
