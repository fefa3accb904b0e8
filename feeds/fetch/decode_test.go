package fetch

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/binary"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compress is data as a server would send it.
func compress(t testing.TB, coding string, data []byte) []byte {
	var out bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		w, _ = zstd.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "deflate, bare":
		w, _ = flate.NewWriter(&out, 6)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCodingsAreDecoded(t *testing.T) {
	want := strings.Repeat("Ebbe und Flut. ", 5000)
	garbage := append(compress(t, "gzip", []byte(want)), "<!-- cached -->"...)
	for name, test := range map[string]struct {
		coding string
		body   []byte
		want   string
	}{
		"none":                    {"", []byte(want), want},
		"identity":                {"identity", []byte(want), want},
		"gzip":                    {"gzip", compress(t, "gzip", []byte(want)), want},
		"gzip by its old name":    {"X-GZIP", compress(t, "gzip", []byte(want)), want},
		"gzip, garbage behind it": {"gzip", garbage, want},
		"gzip, two members":       {"gzip", append(compress(t, "gzip", []byte("a")), compress(t, "gzip", []byte("b"))...), "ab"},
		"gzip of nothing":         {"gzip", nil, ""},
		"brotli":                  {"br", compress(t, "br", []byte(want)), want},
		"zstd":                    {"zstd", compress(t, "zstd", []byte(want)), want},
		"deflate":                 {"deflate", compress(t, "deflate", []byte(want)), want},
		"deflate without frame":   {"deflate", compress(t, "deflate, bare", []byte(want)), want},
		"deflate of nothing":      {"deflate", nil, ""},
		"brotli of nothing":       {"br", nil, ""},
		"zstd of nothing":         {"zstd", nil, ""},

		"gzip without a label":    {"", compress(t, "gzip", []byte(want)), want},
		"gzip labelled brotli":    {"br", compress(t, "gzip", []byte(want)), want},
		"gzip labelled deflate":   {"deflate", compress(t, "gzip", []byte(want)), want},
		"zstd labelled gzip":      {"gzip", compress(t, "zstd", []byte(want)), want},
		"zlib labelled gzip":      {"gzip", compress(t, "deflate", []byte(want)), want},
		"text labelled gzip":      {"gzip", []byte("\ufeff\n<?xml version='1.0'?><rss/>"), "\ufeff\n<?xml version='1.0'?><rss/>"},
		"text labelled brotli":    {"br", []byte("<!DOCTYPE html>" + want), "<!DOCTYPE html>" + want},
		"text labelled deflate":   {"deflate", []byte(`{"version": 1}`), `{"version": 1}`},
		"text labelled otherwise": {"aws-chunked", []byte("<RSS version='2.0'/>"), "<RSS version='2.0'/>"},
		"gzip twice":              {"gzip", compress(t, "gzip", compress(t, "gzip", []byte(want))), want},
		"gzip twice and said":     {"gzip, gzip", compress(t, "gzip", compress(t, "gzip", []byte(want))), want},
		"zstd in brotli":          {"zstd, br", compress(t, "br", compress(t, "zstd", []byte(want))), want},
		"gzip three times":        {"gzip", compress(t, "gzip", compress(t, "gzip", compress(t, "gzip", []byte(want)))), want},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if test.coding != "" {
					w.Header().Set("Content-Encoding", test.coding)
				}
				_, _ = w.Write(test.body)
			})
			c := newClient(t, Config{})
			for range 3 { // decoders are used again
				resp, err := c.Get(t.Context(), Request{URL: server.URL})
				if err != nil {
					t.Fatal(err)
				}
				if string(resp.Body) != test.want {
					t.Fatalf("%d bytes, which differ from the %d wanted", len(resp.Body), len(test.want))
				}
			}
		})
	}
}

func TestGzipSaysHowMuchItHasPackedAndIsNotBelievedBlindly(t *testing.T) {
	text := bytes.Repeat([]byte("a word "), 1000)
	whole := compress(t, "gzip", text)
	saying := func(size uint32) []byte {
		out := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(out[len(out)-4:], size)
		return out
	}
	for name, test := range map[string]struct {
		sent []byte
		most int64
		want int
	}{
		"as it is":                {whole, smallBody, len(text)},
		"more than there may be":  {whole, 1000, 0},
		"more than text packs to": {saying(1 << 30), 1 << 40, 0},
		"not gzip":                {text, smallBody, 0},
		"the head alone":          {whole[:10], smallBody, 0},
	} {
		if got := foretold(test.sent, test.most); got != test.want {
			t.Errorf("%s: %d bytes are expected, want %d", name, got, test.want)
		}
	}
	for _, size := range []uint32{1, uint32(len(text)) - 1, uint32(len(text)) + 1, 20_000} {
		r := room{of: newRooms()}
		if got, _ := r.unpackTo(t.Context(), saying(size), nil, "gzip", smallBody); !bytes.Equal(got, text) {
			t.Errorf("of what says that it is %d bytes %d are read, want %d", size, len(got), len(text))
		}
	}
}
