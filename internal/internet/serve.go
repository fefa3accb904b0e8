package internet

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
)

// connection is the key of a request's connection in its context.
type connection struct{}

// serve answers what comes in at a listener until the test ends.
func (w *World) serve(tb testing.TB, in net.Listener) {
	server := &http.Server{
		Handler:     w,
		ErrorLog:    log.New(io.Discard, "", 0), // of the handshakes that are to fail
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connection{}, c) },
	}
	ended := make(chan struct{})
	go func() {
		_ = server.Serve(in) // until it is closed
		close(ended)
	}()
	tb.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
}

// accept is what a host's server makes of a connection; nil: it is not for HTTP.
func (w *World) accept(c caller) net.Conn {
	name, port, _ := net.SplitHostPort(c.dialled)
	fault := w.atTheDoor(name)
	switch fault {
	case HangsUp:
		_ = c.Close()
		return nil
	case SilentDoor:
		go listen(c)
		return nil
	case NotHTTP:
		go func() {
			_, _ = io.WriteString(c, "220 mail.example ESMTP ready\r\n")
			listen(c)
		}()
		return nil
	}
	if port != "443" {
		return c
	}
	protocols := []string{"h2", "http/1.1"}
	s := tls.Server(c, &tls.Config{NextProtos: protocols, Certificates: []tls.Certificate{*w.paths.of(name, fault)}})
	if fault == GoAway {
		go w.sendAway(s, name)
		return nil
	}
	return s
}

// listen reads until nobody speaks any more.
func listen(c net.Conn) {
	_, _ = io.Copy(io.Discard, c)
	_ = c.Close()
}

// atTheDoor is the fault of a host's connections; empty: there is none.
func (w *World) atTheDoor(name string) Kind {
	now := w.now()
	if f := active(w.Faults, now); f != nil && f.Kind == Portal || f != nil && f.Kind == PortalInside {
		return Portal // whose certificate is its own
	}
	if h := w.find(name); h != nil {
		if f := active(h.Faults, now); f != nil && f.Kind.ofConnection() {
			return f.Kind
		}
	}
	return ""
}

// sendAway ends a connection of HTTP/2 while its first request is under way.
func (w *World) sendAway(c *tls.Conn, name string) {
	defer c.Close()
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := io.ReadFull(c, preface); err != nil {
		return
	}
	framer := http2.NewFramer(c, c)
	_ = framer.WriteSettings()
	for {
		frame, err := framer.ReadFrame()
		if err != nil {
			return
		}
		if head, ok := frame.(*http2.HeadersFrame); ok {
			w.note(&Visit{At: w.now(), Host: name, Proto: "HTTP/2.0"})
			_ = framer.WriteGoAway(head.StreamID, http2.ErrCodeEnhanceYourCalm, nil)
			return
		}
	}
}

// note writes a visit down and is its place.
func (w *World) note(v *Visit) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.visits = append(w.visits, *v)
	return len(w.visits) - 1
}

// ServeHTTP answers for all hosts.
func (w *World) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	host := w.find(r.Host)
	if host == nil {
		http.Error(rw, "no such host here", http.StatusMisdirectedRequest)
		return
	}
	began := time.Now()
	v := &Visit{At: w.now(), Host: host.Name, Path: r.URL.RequestURI(), Proto: r.Proto, Header: maps.Clone(r.Header)}
	w.mu.Lock()
	feed := host.feeds[r.URL.Path]
	host.count.Under++
	host.count.MostUnder = max(host.count.MostUnder, host.count.Under)
	v.Open, v.Under = host.count.Open, host.count.Under
	w.mu.Unlock()
	if feed != nil {
		v.Known = feed.knows(r)
	}
	place := w.note(v)
	a := &answer{ResponseWriter: rw, request: r, visit: v, host: host, feed: feed, now: v.At}
	defer func() {
		v.Took = time.Since(began)
		w.mu.Lock()
		host.count.Under--
		w.visits[place] = *v
		w.mu.Unlock()
	}()
	if w.Arrived != nil {
		w.Arrived(*v)
	}
	if pause(r.Context(), host.Latency) {
		a.make()
	}
}

// An answer is being given.
type answer struct {
	http.ResponseWriter
	request *http.Request
	visit   *Visit
	host    *Host
	feed    *Feed // nil: the address is none of a feed
	now     time.Time
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answer) WriteHeader(status int) {
	if a.visit.Status == 0 {
		a.visit.Status = status
		a.visit.Quiet = a.quiet(status)
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.visit.Status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	n, err := a.ResponseWriter.Write(p)
	a.visit.Bytes += int64(n)
	return n, err
}

// quiet is until when this answer asks to be left alone, if it says so in a way
// that has a meaning; a day at most.
func (a *answer) quiet(status int) time.Time {
	if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return time.Time{}
	}
	const day = 24 * time.Hour
	text := a.Header().Get("Retry-After")
	until, err := http.ParseTime(text)
	if seconds, e := strconv.Atoi(text); e == nil && seconds > 0 {
		until, err = a.now.Add(min(time.Duration(min(seconds, 1<<30))*time.Second, day)), nil
	}
	switch {
	case err != nil, !until.After(a.now):
		return time.Time{}
	case until.Sub(a.now) > day:
		return a.now.Add(day)
	}
	return until
}

// page is for people.
func (a *answer) page(title string) {
	a.Header().Set("Content-Type", "text/html; charset=utf-8")
	text := "<!DOCTYPE html><html lang=en><head><title>" + title + "</title></head><body><h1>" + title +
		"</h1>" + strings.Repeat("<p>Please accept our conditions to go on.</p>", 20) + "</body></html>"
	_, _ = io.WriteString(a, text)
}
