package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// newClient is a Client without pace that ends with the test.
func newClient(t testing.TB, config Config) *Client {
	config.Pace = -1
	c := New(config)
	t.Cleanup(c.Close)
	return c
}

// serve answers on loopback until the test ends.
func serve(t testing.TB, answer http.HandlerFunc) *httptest.Server {
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server
}

// serveRaw sends text to whoever connects, and nothing else.
func serveRaw(t *testing.T, text string) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = io.WriteString(conn, text)
			conn.Close()
		}
	}()
	return "http://" + listener.Addr().String()
}

func closedPort(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return "http://" + listener.Addr().String()
}

func TestBadAnswersAreErrorsOfTheirClass(t *testing.T) {
	bomb := compress(t, "gzip", make([]byte, 2<<20))
	encoded := func(coding string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(body)
		}
	}
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
	}
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		class  Class
		status int
	}{
		"forbidden":                {status(403), Status, 403},
		"missing":                  {status(404), Status, 404},
		"gone":                     {status(410), Status, 410},
		"too many":                 {status(429), Status, 429},
		"server error":             {status(500), Status, 500},
		"part of it":               {status(206), Status, 206},
		"304 without a condition":  {status(304), Status, 304},
		"redirect without address": {status(301), Redirects, 301},
		"redirect to itself": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}, Redirects, 302},
		"redirect without end": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, Redirects, 302},
		"redirect to a file": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, Redirects, 302},
		"too large and says so": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "52428800")
			_, _ = w.Write(make([]byte, 4096))
		}, TooLarge, 200},
		"too large without end": {func(w http.ResponseWriter, r *http.Request) {
			for {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}, TooLarge, 200},
		"gzip bomb":        {encoded("gzip", bomb), TooLarge, 200},
		"brotli bomb":      {encoded("br", compress(t, "br", make([]byte, 2<<20))), TooLarge, 200},
		"zstd bomb":        {encoded("zstd", compress(t, "zstd", make([]byte, 2<<20))), TooLarge, 200},
		"gzip that is not": {encoded("gzip", []byte("<rss version='2.0'/>")), Protocol, 200},
		"gzip cut off":     {encoded("gzip", bomb[:500]), Broken, 200},
		"brotli cut off":   {encoded("br", compress(t, "br", []byte(strings.Repeat("the tide ", 99)))[:12]), Broken, 200},
		"zstd cut off":     {encoded("zstd", compress(t, "zstd", []byte("the tide"))[:12]), Broken, 200},
		"unknown coding":   {encoded("exi", []byte("?")), Protocol, 200},
		"shorter than it says": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("<rss>"))
		}, Broken, 200},
		"shorter than it says, behind the end of deflate": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "deflate")
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write(compress(t, "deflate", []byte("<rss>")))
		}, Broken, 200},
		"chunks without an end": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("<rss>"))
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, Broken, 200},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, Config{MaxBody: 1 << 20})
			server := serve(t, test.answer)
			resp, err := c.Get(t.Context(), Request{URL: server.URL + "/feed", Accept: AcceptPage})
			if err == nil {
				t.Fatalf("no error but %d bytes", len(resp.Body))
			}
			var e *Error
			if !errors.As(err, &e) || e.Class != test.class || e.Status != test.status {
				t.Errorf("got %v; want class %v, status %d", err, test.class, test.status)
			}
			if !strings.HasPrefix(e.URL, server.URL) {
				t.Errorf("error of %q; want one of %q", e.URL, server.URL)
			}
		})
	}
}

func TestBadConnectionsAreErrorsOfTheirClass(t *testing.T) {
	for name, test := range map[string]struct {
		url   string
		class Class
	}{
		"closed port":               {closedPort(t), Refused},
		"no word":                   {serveRaw(t, ""), Broken},
		"not HTTP":                  {serveRaw(t, "SSH-2.0-OpenSSH_9.9\r\n"), Protocol},
		"malformed status":          {serveRaw(t, "HTTP/1.1 banana\r\n\r\n"), Protocol},
		"malformed header":          {serveRaw(t, "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"), Protocol},
		"two lengths":               {serveRaw(t, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"), Protocol},
		"header without end":        {serveRaw(t, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 300<<10)), Protocol},
		"header cut off":            {serveRaw(t, "HTTP/1.1 200 OK\r\nA: b\r\n"), Broken},
		"chunk length not a number": {serveRaw(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), Protocol},
		"http on a TLS port":        {strings.Replace(serveRaw(t, "HTTP/1.0 400 Bad Request\r\n\r\n"), "http:", "https:", 1), TLS},
		"other scheme":              {"ftp://example.org/feed", Address},
		"no host":                   {"http:///feed", Address},
		"no address":                {"::", Address},
		"control character":         {"http://example.org/\x01", Address},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, Config{})
			_, err := c.Get(t.Context(), Request{URL: test.url})
			if err == nil || ClassOf(err) != test.class {
				t.Errorf("got %v; want class %v", err, test.class)
			}
		})
	}
}

func TestConnectionsAreUsedAgain(t *testing.T) {
	body := compress(t, "br", []byte("<rss/>"))
	seen := map[string]bool{}
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen[r.RemoteAddr] = true // one request at a time: no race
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case "/feed":
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write(body)
			w.(http.Flusher).Flush() // chunked, with an end of its own behind that of brotli
		case "/missing":
			http.NotFound(w, r)
		}
	})
	c := newClient(t, Config{})
	for _, path := range []string{"/feed", "/moved", "/missing", "/feed"} {
		_, _ = c.Get(t.Context(), Request{URL: server.URL + path})
	}
	if len(seen) != 1 {
		t.Errorf("%d connections; want 1", len(seen))
	}
}

func TestTheLimitOfARequestGoesBeforeTheClients(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(make([]byte, 2000)) })
	c := newClient(t, Config{MaxBody: 1000})
	if _, err := c.Get(t.Context(), Request{URL: server.URL}); ClassOf(err) != TooLarge {
		t.Errorf("2000 bytes of 1000: %v", err)
	}
	if resp, err := c.Get(t.Context(), Request{URL: server.URL, MaxBody: 2000}); err != nil || len(resp.Body) != 2000 {
		t.Errorf("2000 bytes of 2000: %v", err)
	}
}

func TestNoAnswerIsTimeoutAndSilenceWithinOneIsSlow(t *testing.T) {
	over := make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stops" {
			_, _ = w.Write([]byte("<rss>"))
			w.(http.Flusher).Flush()
		}
		<-over
	})
	t.Cleanup(func() { close(over) }) // before the server closes, which waits for the answers
	for path, test := range map[string]struct {
		config Config
		class  Class
	}{
		"/silent": {Config{Timeout: 50 * time.Millisecond}, Timeout},
		"/stops":  {Config{Idle: 50 * time.Millisecond}, Slow},
	} {
		c := newClient(t, test.config)
		if _, err := c.Get(t.Context(), Request{URL: server.URL + path, Accept: AcceptPage}); ClassOf(err) != test.class {
			t.Errorf("%s: got %v; want class %v", path, err, test.class)
		}
	}
}

func TestWhoGivesUpGetsCanceled(t *testing.T) {
	asked, over := make(chan struct{}), make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		select { // a request may have been on its way already when the client gave up
		case asked <- struct{}{}:
		case <-over:
		}
		<-over
	})
	t.Cleanup(func() { close(over) })

	c := newClient(t, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	if _, err := c.Get(ctx, Request{URL: server.URL}); ClassOf(err) != Canceled {
		t.Errorf("caller canceled: %v", err)
	}
	go func() { <-asked; c.Close() }()
	if _, err := c.Get(t.Context(), Request{URL: server.URL}); ClassOf(err) != Canceled {
		t.Errorf("client closed: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: server.URL}); ClassOf(err) != Canceled {
		t.Errorf("client closed before: %v", err)
	}
}

func TestARequestSaysWhoAsksForWhat(t *testing.T) {
	var got http.Header
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { got = r.Header })
	c := newClient(t, Config{UserAgent: "Tidings/1"})
	_, err := c.Get(t.Context(), Request{
		URL: server.URL, Accept: AcceptPicture, Header: http.Header{"x-key": {"k"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"User-Agent": "Tidings/1", "Accept": AcceptPicture, "Accept-Encoding": "gzip, br, zstd",
		"X-Key": "k", "Cookie": "", "Referer": "", "If-None-Match": "", "If-Modified-Since": "",
	} {
		if got.Get(key) != want {
			t.Errorf("%s: %q; want %q", key, got.Get(key), want)
		}
	}
}

func TestHowEveryRequestEndedIsTold(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/no" {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	closed := closedPort(t)
	var told []string
	c := newClient(t, Config{Heard: func(host string, err error) {
		end := "fine"
		if err != nil {
			end = ClassOf(err).String()
		}
		told = append(told, host+" "+end)
	}})
	for _, address := range []string{server.URL + "/yes", server.URL + "/no", closed + "/"} {
		_, _ = c.Get(t.Context(), Request{URL: address})
	}
	host, other := strings.TrimPrefix(server.URL, "http://"), strings.TrimPrefix(closed, "http://")
	if want := []string{host + " fine", host + " status", other + " refused"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}
