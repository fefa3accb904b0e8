package listing

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"tidings/feeds"
	"tidings/feeds/parse"
)

// Bounds of maps of sites. The protocol allows 50,000 addresses and 50 MB.
const (
	maxMap       = 64 << 20 // bytes, unpacked
	maxAddresses = 50_000
)

// An IndexError says that a map is one of maps.
type IndexError struct{ Newest string } // the one that has what is new; empty: none

func (e *IndexError) Error() string { return "a map of maps; the newest is " + e.Newest }

// Newest reports whether a document is a map of maps, and which of them has what is new;
// empty: none.
func Newest(s Source) (address string, ok bool) {
	if !IsMap(s.Body) {
		return "", false
	}
	_, err := readMap(s)
	var e *IndexError
	if errors.As(err, &e) {
		return e.Newest, true
	}
	return "", false
}

var mapRoot = regexp.MustCompile(`<(?:[A-Za-z0-9]+:)?(urlset|sitemapindex)[\s>]`)

// IsMap reports whether a document is a map of a site, or of such maps.
func IsMap(body []byte) bool {
	plain := unpack(body, 4096)
	return mapRoot.Match(plain[:min(len(plain), 4096)])
}

// unpack decompresses a map that is a .gz file, up to most bytes.
func unpack(body []byte, most int64) []byte {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) {
		return body
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body
	}
	plain, _ := io.ReadAll(io.LimitReader(z, most)) // what is damaged is read as far as it goes
	return plain
}

// A place is what a map says of one address.
type place struct {
	Loc  string `xml:"loc"`
	Mod  string `xml:"lastmod"`
	News struct {
		Title    string `xml:"title"`
		Date     string `xml:"publication_date"`
		Keywords string `xml:"keywords"`
		Paper    struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
	Images []struct {
		Loc     string `xml:"loc"`
		Title   string `xml:"title"`
		Caption string `xml:"caption"`
	} `xml:"image"`
	Videos []struct {
		Title     string `xml:"title"`
		Text      string `xml:"description"`
		Thumbnail string `xml:"thumbnail_loc"`
		Date      string `xml:"publication_date"`
	} `xml:"video"`
}

// readMap reads a map: of news as it says; of pages, those that were changed last, with
// titles made of their addresses.
func readMap(s Source) (*feeds.Document, error) {
	at, err := url.Parse(s.URL)
	if err != nil {
		return nil, fmt.Errorf("%s has %w: %w", s.URL, feeds.ErrNoList, err)
	}
	places, maps := placesOf(parse.UTF8(unpack(s.Body, maxMap), s.ContentType))
	if len(maps) > 0 {
		return nil, &IndexError{newestMap(maps, at)}
	}
	doc := &feeds.Document{Title: bareHost(at), Site: at.Scheme + "://" + at.Host + "/", URL: s.URL}
	news := slices.ContainsFunc(places, func(p place) bool { return strings.TrimSpace(p.News.Title) != "" })
	var list []feeds.Entry
	for _, p := range places {
		if e := p.entry(at); e.Link != "" && (!news || p.News.Title != "") {
			list = append(list, e)
			doc.Language = cmp.Or(doc.Language, strings.TrimSpace(p.News.Paper.Language))
			if name := oneLine(p.News.Paper.Name); name != "" && doc.Title == bareHost(at) {
				doc.Title = name
			}
		}
	}
	if !news {
		list = articlesOf(list)
	}
	slices.SortStableFunc(list, func(a, b feeds.Entry) int { return b.Published.Compare(a.Published) })
	doc.Entries = list
	parse.Tidy(doc)
	return doc, nil
}

// NamedByAddress reports whether most titles of a document were made of addresses.
func NamedByAddress(d *feeds.Document) bool {
	n := 0
	for _, e := range d.Entries {
		if e.Title == Slug(e.Link) {
			n++
		}
	}
	return 2*n > len(d.Entries)
}

// placesOf reads what a map lists. What is damaged is read as far as it goes.
func placesOf(text []byte) (places, maps []place) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	for len(places)+len(maps) < maxAddresses {
		token, err := d.Token()
		if err != nil {
			return places, maps
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var p place
		if err := d.DecodeElement(&p, &start); err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				return places, maps
			}
			continue
		}
		if start.Name.Local == "url" {
			places = append(places, p)
		} else {
			maps = append(maps, p)
		}
	}
	return places, maps
}

func (p place) entry(at *url.URL) feeds.Entry {
	var e feeds.Entry
	u, err := at.Parse(strings.TrimSpace(p.Loc))
	if err != nil || len(p.Loc) > longestAddress || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return e
	}
	e.Link = u.String()
	e.Language = strings.TrimSpace(p.News.Paper.Language)
	date := cmp.Or(p.News.Date, p.Mod)
	for _, i := range p.Images {
		e.Image = cmp.Or(e.Image, webAddress(i.Loc))
	}
	if len(p.Videos) == 1 {
		v := p.Videos[0]
		e.Title, e.Summary, e.Image = plain(v.Title), paragraph(plain(v.Text)), cmp.Or(e.Image, webAddress(v.Thumbnail))
		date = cmp.Or(p.News.Date, v.Date, p.Mod)
	}
	if len(p.Images) == 1 {
		e.Title = cmp.Or(e.Title, titleOfPicture(p.Images[0].Title, u))
	}
	e.Title = cmp.Or(plain(p.News.Title), e.Title, Slug(e.Link))
	e.Published, _ = machineDate(strings.TrimSpace(date))
	for k := range strings.SplitSeq(p.News.Keywords, ",") {
		if k = plain(k); k != "" && len(e.Categories) < 20 {
			e.Categories = append(e.Categories, k)
		}
	}
	return e
}

// titleOfPicture is the title of a page's only picture where it can be that of the page:
// it has words that the address has.
func titleOfPicture(title string, u *url.URL) string {
	title = plain(title)
	slug := strings.ToLower(Slug(u.String()))
	same, words := 0, 0
	for w := range strings.FieldsSeq(strings.ToLower(title)) {
		if words++; strings.Contains(slug, w) {
			same++
		}
	}
	if words < 2 || 2*same < words {
		return ""
	}
	return title
}

func webAddress(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}

// articlesOf are the pages of a map that are like articles by their addresses, if any
// are: a map has all pages of a site.
func articlesOf(list []feeds.Entry) []feeds.Entry {
	var out []feeds.Entry
	for _, e := range list {
		if isDeep(e.Link) && !standingPage.MatchString(e.Link) {
			out = append(out, e)
		}
	}
	if len(out) < fewest {
		return list
	}
	return out
}

// standingPage are pages that list others, or never change.
var standingPage = regexp.MustCompile(`(?i)/(tags?|categor(y|ies)|authors?|topics?|themen?|page|search|about|contact|privacy[a-z-]*|imprint|impressum|terms[a-z-]*|cookie[a-z-]*)(/|$)`)

// Slug makes a title of the last part of an address that has words: "/a-day-in-may" is "A
// day in may".
func Slug(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i := len(parts) - 1; i >= 0 && i >= len(parts)-2; i-- {
		if t := words(parts[i]); t != "" {
			return t
		}
	}
	return cmp.Or(strings.Trim(u.Path, "/"), u.RawQuery)
}

var (
	pageEnding = regexp.MustCompile(`(?i)^\.(html?|php|aspx?|jsp|shtml|xhtml)$`)
	idEnding   = regexp.MustCompile(`^(?:[0-9]+|[0-9a-f]{6,}|[a-z]?[0-9]{4,})$`)
)

// words are those of a part of an address; empty if there are none.
func words(part string) string {
	if ext := path.Ext(part); pageEnding.MatchString(ext) {
		part = strings.TrimSuffix(part, ext)
	}
	list := strings.FieldsFunc(part, func(r rune) bool { return r == '-' || r == '_' || r == '+' || unicode.IsSpace(r) })
	for len(list) > 1 && idEnding.MatchString(list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	for len(list) > 1 && idEnding.MatchString(list[0]) {
		list = list[1:]
	}
	text := strings.Join(list, " ")
	if !strings.ContainsFunc(text, unicode.IsLetter) || idEnding.MatchString(text) {
		return ""
	}
	first := []rune(text)
	first[0] = unicode.ToUpper(first[0])
	return string(first)
}

// Words in names of maps: of articles, and of what else a site has.
var (
	mapOfArticles = regexp.MustCompile(`(?i)news|post|article|artikel|blog|story|stories|nota`)
	mapOfOthers   = regexp.MustCompile(`(?i)categor|tag|author|user|page|image|video|product|archive|taxonom|topic|static|misc`)
)

// newestMap chooses among maps the one that has what is new: that of news or articles
// that was changed last, of the same site; of those without a date the last one of the
// highest number.
func newestMap(maps []place, at *url.URL) string {
	type candidate struct {
		address string
		rank    int
		changed time.Time
		number  int
		order   int
	}
	var list []candidate
	for i, m := range maps {
		u, err := at.Parse(strings.TrimSpace(m.Loc))
		if err != nil || len(m.Loc) > longestAddress || bareHost(u) != bareHost(at) || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		c := candidate{address: u.String(), order: i}
		name := path.Base(u.Path) + "?" + u.RawQuery
		if mapOfArticles.MatchString(name) {
			c.rank++
		} else if mapOfOthers.MatchString(name) {
			c.rank--
		}
		if strings.Contains(strings.ToLower(name), "news") {
			c.rank++
		}
		c.changed, _ = machineDate(strings.TrimSpace(m.Mod))
		c.number = numberIn(name)
		list = append(list, c)
	}
	if len(list) == 0 {
		return ""
	}
	best := slices.MaxFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), a.changed.Compare(b.changed), cmp.Compare(a.number, b.number), cmp.Compare(b.order, a.order))
	})
	return best.address
}

// numberIn is the last number in a name; zero: none.
func numberIn(name string) int {
	n, digits := 0, 0
	for i := len(name) - 1; i >= 0; i-- {
		isDigit := name[i] >= '0' && name[i] <= '9'
		if !isDigit && digits > 0 || digits == 9 {
			break
		}
		if isDigit {
			factor := 1
			for range digits {
				factor *= 10
			}
			n += int(name[i]-'0') * factor
			digits++
		}
	}
	return n
}
