package ui

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds/content"
)

func TestZCorpus(t *testing.T) {
	f := testPage(t, alwaysLight, 832, 900)
	var files []string
	filepath.Walk("/work/shared/corpus", func(p string, i os.FileInfo, err error) error {
		if err == nil && !i.IsDir() && (strings.HasSuffix(p, ".html") || strings.HasSuffix(p, ".htm")) {
			files = append(files, p)
		}
		return nil
	})
	fmt.Println(len(files), "files")
	var worst time.Duration
	n := 0
	for i, p := range files {
		if i%7 != 0 || n > 250 {
			continue
		}
		n++
		data, _ := os.ReadFile(p)
		clean := content.Clean(string(data), "https://a.test/")
		start := time.Now()
		f.show([]pageElement{pageBlocks{blocks: content.Blocks(clean)}}, 0)
		d := time.Since(start)
		if d > worst {
			worst = d
			fmt.Println(d, len(clean), len(f.boxes), f.height, p)
		}
		f.scrollTo(f.height / 2)
		f.scrollTo(f.height)
		f.selectAll()
		f.selected()
		f.setSelection(pageSelection{})
		for _, b := range f.boxes {
			for _, tx := range b.texts {
				if tx.layout.Used > tx.layout.Width+0.1 {
					fmt.Println("over", tx.layout.Used, tx.layout.Width, tx.layout.Text(0, 40))
				}
			}
		}
		if n%50 == 3 {
			f.scrollTo(0)
			out, _ := os.Create(fmt.Sprintf("/tmp/corpus-%d.png", n))
			png.Encode(out, f.window.Canvas().Capture())
			out.Close()
		}
	}
	fmt.Println(n, "pages")
}
