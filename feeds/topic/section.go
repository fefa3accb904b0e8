package topic

import (
	_ "embed"
	"net/url"
	"slices"
	"strings"
	"sync"

	"tidings/feeds"
)

// The names that publishers give to the sections of their sites and the IPTC to the
// subjects of news, in many languages, as words of an address. What stands for two of
// our topics alike, as science with technology, is in no list.
//
//go:embed sections.txt
var sectionText string

// mostCategories of an article are looked at.
const mostCategories = 12

// sections has the topic of each name.
var sections = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for line := range strings.Lines(sectionText) {
		topic, list, _ := strings.Cut(line, ":")
		for _, name := range strings.Fields(list) {
			m[name] = slices.Index(feeds.Topics, feeds.Topic(topic))
		}
	}
	return m
})

// addSections weighs the folders of an address and the first name of its host.
// The last part of the path is the article's own name, unless it is the only one.
func (e *evidence) addSections(link string) {
	weight := sectionWeight
	for _, name := range sectionNames(link) {
		if t, ok := sections()[sectionName(name)]; ok {
			e[t] += weight
			weight /= 2 // /sport/business/… is first of all sport
		}
	}
}

// sectionNames are the first name of the host and the folders of an address.
func sectionNames(link string) []string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return nil
	}
	host, _, _ := strings.Cut(u.Hostname(), ".")
	folders := strings.Split(strings.Trim(u.Path, "/"), "/")
	return append([]string{host}, folders[:len(folders)-1]...)
}

// sectionOf is the part of an address that names a topic, as the reader knows it.
func sectionOf(link string, topic int) (name string, ok bool) {
	for i, name := range sectionNames(link) {
		if t, ok := sections()[sectionName(name)]; ok && t == topic {
			if i == 0 {
				return name + ".…", true
			}
			return "/" + name + "/", true
		}
	}
	return "", false
}

// addCategories weighs what the publisher says the article is about: the names
// of sections as such, other categories by the words in them.
func (e *evidence) addCategories(s *scratch, categories []string, lang string, lists []*lexicon) {
	weight := categoryWeight
	for _, c := range categories[:min(len(categories), mostCategories)] {
		if t, ok := sections()[sectionName(c)]; ok {
			e[t] += weight
			weight /= 2
			continue
		}
		s.words = appendWords(s.words[:0], c, 8)
		var found [topics + 1]float64
		for _, l := range lists {
			l.count(s, lang, c, s.words, 1, &found)
		}
		for t := range e {
			e[t] += min(found[t], 1)
		}
	}
}

// sectionName is how the list writes a name.
func sectionName(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	name = strings.TrimSuffix(name, ".html")
	return asSection.Replace(name)
}

var asSection = strings.NewReplacer(" ", "-", "_", "-", "&", "and", "+", "-", ",", "")
