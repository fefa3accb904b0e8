package internet

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// make answers as the faults that are on have it: of the world, of the host, of
// the feed, in this order. Pages of a host have no faults of their own.
func (a *answer) make() {
	if a.host.Login != nil && !a.host.Login.admit(a) {
		return
	}
	lists := [][]Fault{a.host.world.Faults}
	if a.feed != nil {
		lists = append(lists, a.host.Faults, a.feed.Faults)
	}
	for _, list := range lists {
		if f := active(list, a.now); f != nil && a.play(*f) {
			return
		}
	}
	switch {
	case a.feed != nil:
		a.document("")
	case a.request.URL.Path == "/" || a.request.URL.Path == "/login":
		a.page("Welcome to " + a.host.Name)
	default:
		http.NotFound(a, a.request)
	}
}

// play answers with a fault; false: it is none of answers.
func (a *answer) play(f Fault) bool {
	if f.Hangs {
		a.hang(f)
		return true
	}
	switch f.Kind {
	case Portal, PortalInside:
		a.portal(f.Kind)
	case Silent:
		<-a.request.Context().Done()
	case SilentAfter, SilentWithin, Trickle, ResetWithin, ShortBody, LongBody, CutGzip:
		a.cut(f.Kind)
	case Endless:
		a.endless()
	case Bomb, BombBrotli, BombZstd:
		a.bomb(f.Kind)
	case LargeBody:
		a.large()
	case NotGzip, UnknownCoding:
		a.Header().Set("Content-Encoding", map[Kind]string{NotGzip: "gzip", UnknownCoding: "x-own"}[f.Kind])
		_, _ = a.Write(a.feed.printed(a.now, ""))
	case Status:
		if f.RetryAfter != "" {
			a.Header().Set("Retry-After", f.RetryAfter)
		}
		a.WriteHeader(f.Code)
	case NotModifiedEver:
		a.WriteHeader(http.StatusNotModified)
	case Moved, Circle, Chain, Nowhere, CookieWall:
		a.redirect(f)
	case PageInstead:
		a.page("We have a new look")
	case Empty:
		a.WriteHeader(http.StatusOK)
	default:
		if a.feed == nil || f.Kind.onTheWay() || f.Kind.ofConnection() {
			return false
		}
		a.document(f.Kind)
	}
	return true
}

func (a *answer) portal(k Kind) {
	if k == Portal && a.host.Name != "portal.example" {
		http.Redirect(a, a.request, "http://portal.example/login", http.StatusFound)
		return
	}
	a.page("Free network of the hotel")
}

// hang promises a body.
func (a *answer) hang(f Fault) {
	if f.To != "" {
		a.Header().Set("Location", f.To)
	}
	a.Header().Set("Content-Length", "1000")
	a.WriteHeader(f.Code)
	a.flush()
	<-a.request.Context().Done()
}

func (a *answer) redirect(f Fault) {
	to, code := f.To, f.Code
	switch f.Kind {
	case Circle:
		to = a.request.URL.Path
	case Chain:
		n, _ := strconv.Atoi(a.request.URL.RawQuery)
		to = fmt.Sprintf("%s?%d", a.request.URL.Path, n+1)
	case Nowhere:
		a.WriteHeader(http.StatusFound)
		return
	case CookieWall:
		if _, err := a.request.Cookie("seen"); err == nil {
			a.document("")
			return
		}
		http.SetCookie(a, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
		to = a.request.URL.Path
	}
	if code == 0 {
		code = http.StatusFound
	}
	http.Redirect(a, a.request, to, code)
}

// cut gives half of a document, or says that it is of another length.
func (a *answer) cut(k Kind) {
	whole := a.feed.printed(a.now, a.feed.Coding)
	half := whole[:len(whole)/2]
	a.Header().Set("Content-Type", a.feed.mediaType())
	if a.feed.Coding != "" {
		a.Header().Set("Content-Encoding", a.feed.Coding)
	}
	switch k {
	case LongBody:
		a.Header().Set("Content-Length", strconv.Itoa(len(half)))
		_, _ = a.Write(half)
		a.spill(whole[len(half):])
		return
	case CutGzip:
		whole = a.feed.printed(a.now, "gzip")
		a.Header().Set("Content-Encoding", "gzip")
		_, _ = a.Write(whole[:len(whole)/2])
		return
	}
	a.Header().Set("Content-Length", strconv.Itoa(len(whole)))
	switch k {
	case SilentAfter:
		a.WriteHeader(http.StatusOK)
	case Trickle:
		for i := range whole {
			_, _ = a.Write(whole[i : i+1])
			if a.flush(); !pause(a.request.Context(), time.Second) {
				return
			}
		}
		return
	default:
		_, _ = a.Write(half)
	}
	a.flush()
	switch k {
	case ResetWithin:
		reset(a.request.Context().Value(connection{}).(net.Conn))
		panic(http.ErrAbortHandler)
	case SilentAfter, SilentWithin:
		<-a.request.Context().Done()
	}
}

func (a *answer) flush() { _ = http.NewResponseController(a).Flush() }

// spill sends what Content-Length does not cover, where the protocol allows it.
func (a *answer) spill(rest []byte) {
	a.flush()
	c, _, err := http.NewResponseController(a).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2, where nothing can be out of its frame
	}
	_, _ = c.Write(rest)
	_ = c.Close()
}

// reset ends a connection without a word.
func reset(c net.Conn) {
	for {
		switch under := c.(type) {
		case *tls.Conn:
			c = under.NetConn()
		case caller:
			c = under.Conn
		case begun:
			c = under.Conn
		case *memory:
			under.reset()
			return
		case *net.TCPConn:
			_ = under.SetLinger(0)
			_ = under.Close()
			return
		default:
			_ = c.Close()
			return
		}
	}
}

func (a *answer) endless() {
	a.Header().Set("Content-Type", a.feed.mediaType())
	head, entry, _ := a.feed.pieces(a.now)
	_, err := io.WriteString(a, head)
	block := strings.Repeat(entry, 1+(64<<10)/len(entry))
	for err == nil && a.request.Context().Err() == nil {
		_, err = io.WriteString(a, block)
	}
}

// large is a feed of 60 MB.
func (a *answer) large() {
	a.Header().Set("Content-Type", a.feed.mediaType())
	head, entry, tail := a.feed.pieces(a.now)
	_, err := io.WriteString(a, head)
	block := strings.Repeat(entry, 1+(64<<10)/len(entry))
	for sent := 0; err == nil && sent < 60<<20; sent += len(block) {
		_, err = io.WriteString(a, block)
	}
	_, _ = io.WriteString(a, tail)
}

// bomb is small as it is sent and large unpacked.
func (a *answer) bomb(k Kind) {
	coding := map[Kind]string{Bomb: "gzip", BombBrotli: "br", BombZstd: "zstd"}[k]
	a.Header().Set("Content-Type", a.feed.mediaType())
	a.Header().Set("Content-Encoding", coding)
	_, _ = a.Write(bombs[coding]())
}

// document is what the feed says, perhaps with a fault in it.
func (a *answer) document(k Kind) {
	state := a.feed.state(a.now, k)
	h := a.Header()
	for name, value := range a.feed.Header {
		h.Set(name, value)
	}
	state.put(h)
	h.Set("Content-Type", a.feed.mediaType())
	if k == WrongCharset {
		h.Set("Content-Type", a.feed.mediaType()+"; charset=utf-16")
	}
	if state.confirmedBy(a.request) {
		a.WriteHeader(http.StatusNotModified)
		return
	}
	coding := ""
	if strings.Contains(a.request.Header.Get("Accept-Encoding"), a.feed.Coding) {
		coding = a.feed.Coding
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	a.visit.Fresh = a.feed.give(state)
	_, _ = a.Write(a.feed.printedWith(a.now, k, coding))
}
