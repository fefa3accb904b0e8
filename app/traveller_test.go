package app

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// wire is a network that can be cut, at once or after some requests.
type wire struct {
	http.RoundTripper
	left atomic.Int64 // requests until it is cut; negative: none
}

func newWire() *wire {
	w := &wire{RoundTripper: &http.Transport{DisableKeepAlives: true}}
	w.mend()
	return w
}

func (w *wire) mend()                { w.left.Store(1 << 40) }
func (w *wire) cut()                 { w.left.Store(0) }
func (w *wire) cutAfter(n int)       { w.left.Store(int64(n)) }
func (w *wire) config() fetch.Config { return fetch.Config{Transport: w} }

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if w.left.Add(-1) < 0 {
		return nil, &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
	}
	return w.RoundTripper.RoundTrip(r)
}

// traveller is a reader with a feed of leads whose pages have pictures.
type traveller struct {
	t    *testing.T
	core *Core
	site *pages
	wire *wire
	dir  string
	now  atomic.Int64 // Unix nanoseconds
	feed feeds.FeedID
}

func newTraveller(t *testing.T, articles int) *traveller {
	p := &traveller{t: t, site: newPages(t), wire: newWire(), dir: t.TempDir()}
	p.now.Store(time.Now().UnixNano())
	p.publish(articles)
	p.open()
	p.feed = subscribe(t, p.core, p.site.URL+"/feed")
	refresh(t, p.core, Selection{})
	return p
}

func (p *traveller) publish(articles int) {
	var items []string
	for i := range articles {
		name := fmt.Sprint("a", i)
		items = append(items, item(name, "The lamp "+name, teaser, i+1))
		p.page(name, 2)
	}
	p.site.feed("/feed", "Harbour", items...)
}

// page sets the page of an article, with pictures.
func (p *traveller) page(name string, pictures int) {
	var figures strings.Builder
	for i := range pictures {
		path := fmt.Sprintf("/pictures/%s-%d.png", name, i)
		fmt.Fprintf(&figures, `<figure><img src="%s" width="800" height="600" alt="The lamp"></figure>`, p.site.URL+path)
		p.site.set(path, page{kind: "image/png", text: "picture " + path})
	}
	p.site.set("/articles/"+name, page{kind: "text/html", text: strings.Replace(lighthouse(), "</article>", figures.String()+"</article>", 1)})
}

func (p *traveller) open() {
	p.core = openCore(p.t, Config{Dir: p.dir, Fetch: p.wire.config(), Now: func() time.Time { return time.Unix(0, p.now.Load()) }})
}

func (p *traveller) reopen() {
	p.t.Helper()
	p.ok(p.core.Close())
	p.open()
}

func (p *traveller) later(d time.Duration) { p.now.Add(int64(d)) }

func (p *traveller) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *traveller) prepare(in feeds.Scope, o Preparation) Pack {
	p.t.Helper()
	pack, err := p.core.Prepare(p.t.Context(), in, o)
	p.ok(err)
	return pack
}

// work works off the queue and returns the latest pack.
func (p *traveller) work() Pack {
	p.t.Helper()
	p.ok(p.core.WorkQueue(p.t.Context()))
	return p.state().Pack
}

func (p *traveller) state() Offline {
	p.t.Helper()
	o, err := p.core.Offline(p.t.Context())
	p.ok(err)
	return o
}

func (p *traveller) offline() int {
	p.t.Helper()
	return len(listed(p.t, p.core, feeds.Scope{Text: "is:offline"}))
}
