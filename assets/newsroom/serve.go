package newsroom

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// Handler serves every source under its own path: front page, feed, articles,
// pictures and favicon. Addresses in the answers follow the Host of the request.
func (n *Newsroom) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", n.serveIndex)
	mux.HandleFunc("GET /{source}/{$}", n.serveHome)
	mux.HandleFunc("GET /{source}/favicon.png", n.serveIcon)
	mux.HandleFunc("GET /{source}/pictures/{file}", n.servePicture)
	mux.HandleFunc("GET /{source}/{section}/{name}", n.serveArticle)
	for _, s := range n.sources {
		mux.HandleFunc("GET "+s.feedPath(), n.serveFeed(s))
		if s.Moved != "" {
			mux.Handle("GET "+s.Feed, http.RedirectHandler(s.Moved, http.StatusMovedPermanently))
		}
	}
	return mux
}

func (n *Newsroom) serveFeed(s Source) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if s.Slow && !wait(r.Context(), n.Delay) {
			return
		}
		if s.Broken {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprint(w, "<!doctype html><title>500</title><h1>Internal Server Error</h1>")
			return
		}
		doc, mediaType, err := n.feed(s, base(r))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if s.Charset == UTF8 {
			mediaType += "; charset=utf-8"
		}
		answer(w, r, mediaType, n.modified(n.Articles(s.Slug)), doc)
	}
}

// wait reports whether the time passed before the request was given up.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (n *Newsroom) servePicture(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutSuffix(r.PathValue("file"), ".jpg")
	id := ID(r.PathValue("source") + "/" + name)
	n.mu.RLock()
	draw := n.pictures[id]
	n.mu.RUnlock()
	if !ok || draw == nil {
		http.NotFound(w, r)
		return
	}
	a, _ := n.Article(id)
	answer(w, r, "image/jpeg", a.Published, draw())
}

func (n *Newsroom) serveIcon(w http.ResponseWriter, r *http.Request) {
	s, ok := n.Source(r.PathValue("source"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	answer(w, r, "image/png", n.now, drawMark(s.mark, s.colour))
}

// modified is when the newest article appeared; New's time if there is none.
func (n *Newsroom) modified(list []Article) time.Time {
	if len(list) == 0 {
		return n.now
	}
	return list[0].Published
}

// base is the address that the request was sent to, without a path.
func base(r *http.Request) string { return "http://" + r.Host }

// answer sends a document with its validators, compressed where the client
// takes it and it helps. ServeContent answers conditional requests (RFC 9110,
// section 13) and HEAD.
func answer(w http.ResponseWriter, r *http.Request, mediaType string, modified time.Time, doc []byte) {
	sum := sha256.Sum256(doc)
	tag := hex.EncodeToString(sum[:8])
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "max-age=60")
	if !strings.HasPrefix(mediaType, "image/") && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		doc = compress(doc)
		tag += "-gzip" // another encoding is another representation
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", modified, bytes.NewReader(doc))
}

func compress(doc []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(doc) // a bytes.Buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

// Server is a newsroom on a port of this machine.
type Server struct {
	*Newsroom
	URL string // without a final slash

	http *http.Server
	done chan struct{}
}

// Start serves a new newsroom on a free port of the loopback interface.
func Start(now time.Time) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the demo newsroom: %w", err)
	}
	n := New(now)
	s := &Server{
		Newsroom: n,
		URL:      "http://" + l.Addr().String(),
		http:     &http.Server{Handler: n.Handler(), ReadHeaderTimeout: 10 * time.Second},
		done:     make(chan struct{}),
	}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(l) // always ends with an error: that of Close
	}()
	return s, nil
}

// Close stops serving, also what is being answered, and waits until the port
// is free.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	return err
}
