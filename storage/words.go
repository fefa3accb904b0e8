package storage

import "strconv"

// quoted puts a name into a sentence.
func quoted(name string) string { return "“" + name + "”" }

// many is a number with its noun: "1 article", "132 articles".
func many(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
