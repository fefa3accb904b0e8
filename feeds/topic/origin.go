package topic

import (
	"net/url"
	"slices"
	"strings"
)

// An origin is where an article comes from, as far as that tells articles apart:
// hashes, because it is only compared.
type origin struct {
	article    uint32   // of address, or headline and text where there is none
	site       uint32   // of the host; 0: unknown
	section    uint32   // of host and folders; 0: none that means anything
	categories []uint32 // sorted
}

func originOf(d Doc) (o origin) {
	o.article = hash(d.Link, d.Title)
	if d.Link == "" {
		o.article = hash(d.Title, cut(d.Text, 400))
	}
	if u, err := url.Parse(d.Link); err == nil && u.Host != "" {
		host := strings.TrimPrefix(u.Hostname(), "www.")
		o.site = hash(host)
		if path := sectionPath(u); path != "" {
			o.section = hash(host, path)
		}
	}
	for _, c := range d.Categories[:min(len(d.Categories), mostCategories)] {
		o.categories = append(o.categories, hash(sectionName(c)))
	}
	slices.Sort(o.categories)
	o.categories = slices.Compact(o.categories)
	return o
}

// sectionPath is the first folder of an address that says anything.
func sectionPath(u *url.URL) string {
	folders := strings.Split(strings.Trim(u.Path, "/"), "/")
	for _, f := range folders[:len(folders)-1] {
		f = sectionName(f)
		if len(f) > 2 && strings.Trim(f, "0123456789-") != "" && !everywhere[f] {
			return f
		}
	}
	return ""
}

// everywhere are folders that hold all articles of a site.
var everywhere = map[string]bool{
	"news": true, "article": true, "articles": true, "story": true, "stories": true, "content": true, "post": true, "posts": true,
	"artikel": true, "nachrichten": true, "meldung": true, "actualite": true, "actualites": true, "noticia": true, "noticias": true,
	"notizie": true, "nieuws": true, "nyheter": true, "wiadomosci": true, "aktualnosci": true, "haber": true, "haberler": true,
	"novosti": true, "berita": true, "tin-tuc": true, "archive": true, "archives": true, "blog": true, "blogs": true, "html": true, "live": true,
}

// same reports whether two origins are those of one article.
func (o origin) same(other origin) bool { return o.article == other.article }

// likeness is how much two origins have in common.
func (o origin) likeness(other origin) (x float64) {
	if o.site != 0 && o.site == other.site {
		x += likeSite
		if o.section != 0 && o.section == other.section {
			x += likeSection
		}
	}
	if len(o.categories) > 0 {
		shared := 0
		for _, c := range o.categories {
			if _, ok := slices.BinarySearch(other.categories, c); ok {
				shared++
			}
		}
		x += likeCategory * float64(shared) / float64(max(len(o.categories), len(other.categories)))
	}
	return x
}
