package parse

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// BenchmarkReading is the one pass that surveys and reads; compare BenchmarkSurvey.
func BenchmarkReading(b *testing.B) {
	for name, body := range map[string][]byte{"rss": benchFeed(false), "atom": benchFeed(true)} {
		f, at := findRoot(body)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if r := readingOf(body[at:], f, location); r.rss == nil && r.atom == nil {
					b.Fatal("left to gofeed")
				}
			}
		})
	}
}

func BenchmarkSurvey(b *testing.B) {
	for name, body := range map[string][]byte{"rss": benchFeed(false), "atom": benchFeed(true)} {
		f, at := findRoot(body)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				surveyOf(body[at:], f, location)
			}
		})
	}
}

// BenchmarkRealFeeds reads the feeds of TIDINGS_CORPUS, with gofeed alone beside it.
func BenchmarkRealFeeds(b *testing.B) {
	corpus := os.Getenv("TIDINGS_CORPUS")
	if corpus == "" {
		b.Skip("needs feeds that are no part of the repository")
	}
	paths, err := filepath.Glob(filepath.Join(corpus, "feeds-misc", "*", "*.gz"))
	if err != nil {
		b.Fatal(err)
	}
	var docs [][]byte
	size := 0
	for _, path := range paths {
		if !strings.Contains(path, ".json") {
			docs = append(docs, unpackedFile(b, path))
			size += len(docs[len(docs)-1])
		}
	}
	each := func(b *testing.B, read func(doc []byte) error) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, doc := range docs {
				if err := read(doc); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("tidings", func(b *testing.B) {
		each(b, func(doc []byte) error { _, err := Feed(doc, "application/xml", location); return err })
	})
	b.Run("gofeed", func(b *testing.B) {
		each(b, func(doc []byte) error { _, err := gofeed.NewParser().Parse(bytes.NewReader(doc)); return err })
	})
}
