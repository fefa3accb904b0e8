package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// aFeed is about what 30 articles are: 150 kB that compress as prose does.
func aFeed() []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < 150<<10; i++ {
		fmt.Fprintf(&b, "<item><title>Ferry %d is late</title><description>Quay %x, berth %d: %x</description></item>\n",
			i*7919, i*104729, i%97, i*i*31)
	}
	return b.Bytes()
}

func serveFeed(b *testing.B) *httptest.Server {
	body := compress(b, "gzip", aFeed())
	return serve(b, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body)
	})
}

// BenchmarkGet is one feed of 30 articles, with the server's share.
func BenchmarkGet(b *testing.B) {
	server := serveFeed(b)
	c := newClient(b, Config{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Get(b.Context(), Request{URL: server.URL}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBare is the same with nothing but net/http, to compare.
func BenchmarkBare(b *testing.B) {
	server := serveFeed(b)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	b.ReportAllocs()
	for b.Loop() {
		resp, err := client.Get(server.URL)
		if err != nil {
			b.Fatal(err)
		}
		r, err := gzip.NewReader(resp.Body)
		if err != nil {
			b.Fatal(err)
		}
		if _, err = io.ReadAll(r); err != nil {
			b.Fatal(err)
		}
		resp.Body.Close()
	}
}

// BenchmarkNotModified is the answer of most feeds most of the time.
func BenchmarkNotModified(b *testing.B) {
	server := serve(b, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotModified) })
	c := newClient(b, Config{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Get(b.Context(), Request{URL: server.URL, ETag: `"1"`}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	body := aFeed()
	for _, coding := range []string{"gzip", "br", "zstd", "deflate"} {
		sent := compress(b, coding, body)
		b.Run(coding, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			var buf bytes.Buffer
			for b.Loop() {
				buf.Reset()
				if err := decode(&buf, bytes.NewReader(sent), coding, 1<<20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
