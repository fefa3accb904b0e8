package parse

import (
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
)

// values of an extension's elements, such as dc:creator.
func values(e ext.Extensions, prefix, name string) []string {
	var out []string
	for _, x := range e[prefix][name] {
		if v := strings.TrimSpace(x.Value); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// value is the first of the values that there is among several names, each
// written prefix:name.
func value(e ext.Extensions, names ...string) string {
	if len(e) == 0 {
		return ""
	}
	for _, n := range names {
		prefix, name, _ := strings.Cut(n, ":")
		for _, x := range e[prefix][name] {
			if v := strings.TrimSpace(x.Value); v != "" {
				return v
			}
		}
	}
	return ""
}

// atomPrefixes are what gofeed calls the namespaces of Atom inside of RSS.
var atomPrefixes = []string{"atom", "atom10", "atom03"}

// atomLinks are the elements atom:link.
func atomLinks(e ext.Extensions) []ext.Extension {
	var out []ext.Extension
	for _, p := range atomPrefixes {
		out = append(out, e[p]["link"]...)
	}
	return out
}

// rights are the extensions in which a feed or an article says whose it is.
var rights = []string{"dc:rights", "dcterms:rights", "atom:rights", "atom03:copyright", "media:copyright"}

// keywords divides a list of words.
func keywords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' })
}

// amount is a number of things (slash:comments of RSS, thr:total of RFC 4685);
// zero if it is none.
func amount(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
