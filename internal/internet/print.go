package internet

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// vocabulary of articles.
var vocabulary = strings.Fields(`harbour ferry council bridge winter market garden engine river teacher museum
	concert budget railway forest bakery island library storm village orchard tunnel mayor festival printer
	lantern valley survey canal workshop meadow choir tram ledger quarry fountain archive beacon café señor
	opened closed repaired delayed praised promised counted painted moved welcomed measured planted the a of
	near after before under along between while with without many several first second new old quiet early late`)

// prose of so many words, the same for the same seed.
func prose(seed uint64, words int) string {
	chance := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for i := range words {
		word := vocabulary[chance.IntN(len(vocabulary))]
		switch {
		case i%12 == 0 && i > 0:
			b.WriteString(". ")
		case i > 0:
			b.WriteByte(' ')
		}
		if i%12 == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
	}
	return b.String() + "."
}

func (f *Feed) mediaType() string {
	switch f.Format {
	case Atom:
		return "application/atom+xml"
	case JSON:
		return "application/feed+json"
	}
	return "application/rss+xml"
}

// printed is the document at a time, as it is sent.
func (f *Feed) printed(now time.Time, coding string) []byte { return f.printedWith(now, "", coding) }

// printedWith is the same with a fault in it.
func (f *Feed) printedWith(now time.Time, k Kind, coding string) []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	version := fmt.Sprintf("%d %s", f.Published(now), k)
	if have := f.copies[coding]; have.version == version && k != MovedLinks {
		return have.bytes
	}
	doc := pack([]byte(f.text(now, k)), coding)
	f.copies[coding] = printing{version, doc}
	return doc
}

// text of the document.
func (f *Feed) text(now time.Time, k Kind) string {
	n := f.Published(now)
	from := max(0, n-f.Shown)
	if k == ManyEntries {
		from = n - 10_000 // nothing was ever taken out: older ones have numbers below zero
	}
	head, _, tail := f.pieces(now)
	var b strings.Builder
	b.WriteString(head)
	for i := n - 1; i >= from; i-- {
		if f.Format == JSON && i < n-1 {
			b.WriteByte(',')
		}
		b.WriteString(f.entry(i, now, k))
		if k == BrokenHalf && i == (n+from)/2 {
			b.WriteString(`<note <b>&nosuch; </i> a < b & c`)
		}
	}
	b.WriteString(tail)
	return b.String()
}

// pieces are what a document begins with, one entry of it, and its end.
func (f *Feed) pieces(now time.Time) (head, entry, tail string) {
	name := html.EscapeString("Paper " + strings.Replace(f.name, ".example", "", 1))
	host, _, _ := strings.Cut(f.name, "/")
	site := "http://" + host + "/"
	entry = f.entry(max(f.Published(now)-1, 0), now, "")
	switch f.Format {
	case Atom:
		return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>` + name +
			`</title><link href="` + site + `"/><id>tag:` + f.name + `</id>`, entry, `</feed>`
	case JSON:
		return `{"version":"https://jsonfeed.org/version/1.1","language":"en","title":"` + name + `","home_page_url":"` + site + `","items":[`, entry, `]}`
	}
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>` + name + `</title><link>` + site +
		`</link><description>` + name + `</description><language>en</language>`, entry, `</channel></rss>`
}

// entry is an article in the format of the feed.
func (f *Feed) entry(n int, now time.Time, k Kind) string {
	seed := f.chance(n)
	date := f.date(n)
	link := fmt.Sprintf("http://%s/%d", f.name, n)
	guid := fmt.Sprintf("%s#%d", f.name, n)
	switch k {
	case NewGUIDs:
		guid += "-again"
	case SameGUID:
		guid = "1"
	case FutureDates:
		date = date.AddDate(1, 0, 0)
	case MovedLinks:
		link += fmt.Sprintf("?utm_source=feed&utm_campaign=%d", now.Unix())
	}
	title, body := prose(seed, 7), "<p>"+prose(seed+1, f.Words)+"</p>"
	stamp := date.UTC().Format(time.RFC3339)
	if f.Format == RSS {
		stamp = date.UTC().Format(time.RFC1123Z)
	}
	return f.wrap(title, body, guid, link, stamp, k == NoDates)
}

func (f *Feed) wrap(title, body, guid, link, stamp string, undated bool) string {
	link = html.EscapeString(link)
	switch f.Format {
	case Atom:
		if !undated {
			stamp = `<published>` + stamp + `</published><updated>` + stamp + `</updated>`
		} else {
			stamp = ""
		}
		return `<entry><title>` + title + `</title><id>` + guid + `</id><link href="` + link + `"/>` + stamp +
			`<content type="html">` + html.EscapeString(body) + `</content></entry>`
	case JSON:
		item := map[string]string{"id": guid, "url": html.UnescapeString(link), "title": title, "content_html": body}
		if !undated {
			item["date_published"] = stamp
		}
		return string(must(json.Marshal(item)))
	}
	if !undated {
		stamp = `<pubDate>` + stamp + `</pubDate>`
	} else {
		stamp = ""
	}
	return `<item><title>` + title + `</title><link>` + link + `</link><guid isPermaLink="false">` + guid + `</guid>` + stamp +
		`<description>` + html.EscapeString(body) + `</description></item>`
}

// pack encodes what is sent.
func pack(data []byte, coding string) []byte {
	var b bytes.Buffer
	switch coding {
	case "gzip":
		w := gzip.NewWriter(&b)
		_, _ = w.Write(data) // to memory
		_ = w.Close()
	case "br":
		w := brotli.NewWriterLevel(&b, brotli.BestSpeed)
		_, _ = w.Write(data) // to memory
		_ = w.Close()
	case "zstd":
		w := must(zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest)))
		_, _ = w.Write(data) // to memory
		_ = w.Close()
	default:
		return data
	}
	return b.Bytes()
}

// bombs are made when they are first thrown.
var bombs = map[string]func() []byte{"gzip": bomb("gzip"), "br": bomb("br"), "zstd": bomb("zstd")}

func bomb(coding string) func() []byte {
	const size = 20 << 20
	return sync.OnceValue(func() []byte {
		if coding == "br" {
			return pack(make([]byte, size), coding)
		}
		return bytes.Repeat(pack(make([]byte, size/20), coding), 20) // of both, pieces behind each other are one body
	})
}
