package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tidings/feeds/content"
	"tidings/feeds/extract"
)

// TestLayoutOfTheCorpus lays every page of the collections out, once as the article
// that is found on it and once whole, as if a feed had sent all of it, and says what
// content and layout take; "make corpus" runs it.
func TestLayoutOfTheCorpus(t *testing.T) {
	dir := os.Getenv("TIDINGS_CORPUS")
	if dir == "" {
		t.Skip("“make corpus” runs this: it needs pages that are no part of the repository")
	}
	files, err := filepath.Glob(filepath.Join(dir, "pages-*", "html", "*.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no pages in %s: %v", dir, err)
	}
	f := testPage(t, alwaysLight, 832, 900)
	f.page.pics = drawnPictures{}
	laid := func(blocks func() []content.Block) time.Duration {
		start := cpu()
		nodes := f.shaper().shape([]pageElement{pageBlocks{blocks: blocks()}})
		placeNodes(f.engine, f.view(), nodes, 640)
		return cpu() - start
	}
	var articles, whole []time.Duration
	for _, file := range files {
		body := zipped(t, file)
		if a, err := extract.Page(body, "", "https://example.com/"); err == nil {
			articles = append(articles, laid(func() []content.Block { return content.Levelled(content.Blocks(a.HTML)) }))
		}
		whole = append(whole, laid(func() []content.Block {
			return content.Blocks(content.Process(string(body), "https://example.com/").HTML)
		}))
	}
	for _, row := range []struct {
		name string
		took []time.Duration
	}{{"content and layout, articles of pages", articles}, {"content and layout, pages whole", whole}} {
		slices.Sort(row.took)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		fmt.Printf("%40s  %5d  median %6.1f ms  worst %6.1f ms of CPU\n", row.name, len(row.took), ms(row.took[len(row.took)/2]), ms(row.took[len(row.took)-1]))
	}
}
