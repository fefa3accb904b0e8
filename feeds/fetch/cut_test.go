package fetch

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestOfAFeedThatIsCutOffTheBeginningIsKept(t *testing.T) {
	text := "<rss version='2.0'><channel>" + string(aFeed()[:50<<10])
	over := make(chan struct{})
	send := func(coding string, body []byte, then func()) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if coding != "" {
				w.Header().Set("Content-Encoding", coding)
			}
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Content-Length", "999999")
			_, _ = w.Write(body)
			w.(http.Flusher).Flush()
			then()
		}
	}
	hangUp := func() { panic(http.ErrAbortHandler) }
	half := func(coding string) []byte {
		b := compress(t, coding, []byte(text))
		return b[:len(b)*9/10]
	}
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		class  Class
	}{
		"plain":   {send("", []byte(text), hangUp), Broken},
		"gzip":    {send("gzip", half("gzip"), hangUp), Broken},
		"brotli":  {send("br", half("br"), hangUp), Broken},
		"deflate": {send("deflate", half("deflate"), hangUp), Broken},
		"silent":  {send("", []byte(text), func() { <-over }), Slow},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, test.answer)
			var config Config
			if test.class == Slow {
				t.Cleanup(func() { close(over) }) // before the server closes
				config.Idle = 100 * time.Millisecond
			}
			c := newClient(t, config)
			resp, err := c.Get(t.Context(), Request{URL: server.URL})
			if err != nil || !resp.Cut || ClassOf(resp.CutBy) != test.class || !strings.HasPrefix(text, string(resp.Body)) || len(resp.Body) < 100 {
				t.Fatalf("%v, %+v", err, resp)
			}
			if resp.CutBy.(*Error).URL != server.URL {
				t.Errorf("error of %q", resp.CutBy.(*Error).URL)
			}
			for _, accept := range []string{AcceptPage, AcceptPicture} {
				if test.class == Slow {
					break
				}
				if _, err := c.Get(t.Context(), Request{URL: server.URL, Accept: accept}); ClassOf(err) != test.class {
					t.Errorf("half of what is no feed: %v", err)
				}
			}
		})
	}
}

func TestWhatCameIsCountedAsItCame(t *testing.T) {
	body := compress(t, "gzip", []byte(strings.Repeat("high water ", 999)))
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body)
	})
	resp, err := newClient(t, Config{}).Get(t.Context(), Request{URL: server.URL})
	if err != nil || resp.Wire != int64(len(body)) || resp.Cut {
		t.Errorf("%v, %d bytes of %d", err, resp.Wire, len(body))
	}
}

func TestWhatExpandsFarIsTakenForABomb(t *testing.T) {
	for _, coding := range []string{"gzip", "br", "zstd", "deflate"} {
		body := compress(t, coding, make([]byte, 3<<20)) // a fifth of what is allowed
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(body)
		})
		_, err := newClient(t, Config{}).Get(t.Context(), Request{URL: server.URL})
		if ClassOf(err) != TooLarge || !err.(*Error).Packed {
			t.Errorf("%s: %d bytes for 3 MB: %v", coding, len(body), err)
		}
	}
}
