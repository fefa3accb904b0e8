package extract

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tidings/feeds/content"
)

// maxNumber is how high the number of a page of one article may be: higher ones
// are years and the numbers of articles.
const maxNumber = 50

// nextPage is the address of the article's next page; empty: there is none.
// Sites say "next" of the next article, too, so it is the address that counts:
// that of this page with its number raised by one.
func nextPage(doc *html.Node, base, location string) string {
	here, err := url.Parse(location)
	if err != nil || here.Host == "" {
		return ""
	}
	stem, number := numbered(here)
	following := strconv.Itoa(number + 1)
	for n := range doc.Descendants() {
		if n.DataAtom != atom.A && n.DataAtom != atom.Link || n.DataAtom == atom.Link && attr(n, "rel") != "next" {
			continue
		}
		href := attr(n, "href")
		if !strings.Contains(href, following) || strings.Contains(href, "#") {
			continue
		}
		there, err := url.Parse(content.Absolute(href, base))
		if err != nil || there.Host != here.Host {
			continue
		}
		if s, i := numbered(there); i == number+1 && s == stem && !inComments(n) {
			return there.String()
		}
	}
	return ""
}

func inComments(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.DataAtom != atom.Body && n.DataAtom != atom.Html && namedBy(n, apart) {
			return true
		}
	}
	return false
}

var (
	lastPart  = regexp.MustCompile(`^(?i:page|p|seite|pagina|página|strona|sida|side|trang|s)?[-_]?([0-9]{1,2})$`)
	inName    = regexp.MustCompile(`^(.+?)[-_,.](?i:page|p|seite|pagina|strona|s)?[-_]?([0-9]{1,2})$`)
	pageWords = words(`page p pg pagenum page_num pageno pagina seite s strona sida side trang paged`)
)

// numbered splits the address of a page into that of its first page and its
// number: 1 where none is said. It knows ?page=2, /2, /page/2 and -2.html.
func numbered(u *url.URL) (stem string, number int) {
	query := u.Query()
	for key, v := range query {
		if n, err := strconv.Atoi(v[0]); err == nil && n > 0 && n <= maxNumber && pageWords[strings.ToLower(key)] {
			query.Del(key)
			return u.Path + "?" + query.Encode(), n
		}
	}
	q := "?" + query.Encode()
	p := strings.TrimSuffix(u.Path, "/")
	dir, name := path.Split(p)
	if m := lastPart.FindStringSubmatch(name); m != nil && len(dir) > 1 {
		if n := pageNumber(m[1]); n > 0 {
			dir = strings.TrimSuffix(dir, "/")
			if d, last := path.Split(dir); pageWords[strings.ToLower(last)] {
				dir = strings.TrimSuffix(d, "/")
			}
			return dir + q, n
		}
	}
	ext := path.Ext(name)
	if allDigits(strings.TrimPrefix(ext, ".")) {
		ext = ""
	}
	if m := inName.FindStringSubmatch(strings.TrimSuffix(name, ext)); m != nil {
		if n := pageNumber(m[2]); n > 1 {
			return dir + m[1] + ext + q, n
		}
	}
	return p + q, 1
}

// pageNumber is a page's number; zero: it is none.
func pageNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > maxNumber || strings.HasPrefix(s, "0") {
		return 0
	}
	return n
}

// Append adds the next page of the same article and reports whether it was one
// and had anything new. What it repeats of the pages before is left out.
func (a *Article) Append(next *Article) bool {
	if !sameTitle(a.Title, next.Title) {
		return false
	}
	blocks, more := content.Blocks(a.HTML), content.Blocks(next.HTML)
	known := map[string]bool{}
	for i := range blocks {
		known[letters(content.PlainText(blocks[i:i+1]))] = true
	}
	added := 0
	for i := range more {
		text := letters(content.PlainText(more[i : i+1]))
		if text != "" && known[text] {
			continue
		}
		if p := more[i].Picture; p != nil && strings.Contains(a.HTML, content.HTML(more[i:i+1])) {
			continue
		}
		added += len(text)
		blocks = append(blocks, more[i])
	}
	if added < aLine {
		return false
	}
	a.HTML, a.Text = content.HTML(blocks), content.PlainText(blocks)
	a.Words = content.Words(a.Text)
	a.Next, a.Paywall = next.Next, a.Paywall || next.Paywall
	return true
}

// sameTitle reports whether two pages have the same headline, one perhaps with
// the number of the page below it or before it.
func sameTitle(a, b string) bool {
	a, b = letters(a), letters(b)
	return a == "" || b == "" || strings.Contains(a, b) || strings.Contains(b, a)
}
