//go:build e2e && linux

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// illustrated is how many articles are read in a row.
const illustrated = 400

// BenchmarkFourHundredIllustratedArticles reads articles of three pictures of 1.7
// megapixels each, one after the other with j, in the real window with the
// system's software OpenGL. It reports what the process had in memory at its
// peak and at the end, in MB (VmHWM and VmRSS of proc_pid_status(5)), and its own
// CPU time for each article, in ms.
func BenchmarkFourHundredIllustratedArticles(b *testing.B) {
	var pictures album
	for n := range pictures {
		pictures[n] = sunset(n)
	}
	site := httptest.NewServer(&pictures)
	defer site.Close()
	for b.Loop() {
		d := newDesk(b, filepath.Join(root, "build", "e2e"))
		d.ctl("add", site.URL+"/feed")
		d.until("articles", func() bool { return d.total() == illustrated && d.derived() })
		d.start()
		d.key("g", "a")
		d.shows("All articles")
		begun := d.cpu()
		last := fmt.Sprintf("Walk %d ", illustrated-1)
		for !strings.Contains(d.title(), last) {
			before := d.title()
			d.key("j")
			d.soon("the next article", func() bool { return d.title() != before })
			time.Sleep(100 * time.Millisecond) // a reader's glance: pictures arrive and are painted
		}
		b.ReportMetric(float64(d.cpu()-begun)/float64(time.Millisecond)/illustrated, "cpu-ms/article")
		b.ReportMetric(d.memory("VmHWM"), "MB-peak")
		b.ReportMetric(d.memory("VmRSS"), "MB-end")
		d.shot("illustrated")
		d.quit()
	}
}

// album is a feed with its pictures.
type album [8][]byte

func (a *album) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if name, ok := strings.CutPrefix(r.URL.Path, "/picture/"); ok {
		n, _ := strconv.Atoi(strings.TrimSuffix(name, ".jpg")) // the feed below names only numbers
		w.Header().Set("Content-Type", "image/jpeg")
		_, _ = w.Write(a[n%len(a)])
		fmt.Fprint(w, name) // behind the end of the picture: no two files are equal
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Album</title><link>http://`, r.Host, `/</link>`)
	now := time.Now()
	for i := range illustrated {
		fmt.Fprintf(w, `<item><title>Walk %d along the coast</title><guid>walk-%d</guid><pubDate>%s</pubDate><description><![CDATA[`,
			i, i, now.Add(-time.Duration(i)*time.Minute).Format(time.RFC1123Z))
		for j := range 3 {
			fmt.Fprintf(w, `<p>%s</p><figure><img src="http://%s/picture/%d.jpg" width="1600" height="1067"><figcaption>Picture %d of walk %d.</figcaption></figure>`,
				strings.Repeat("The path follows the cliff, and below it the tide comes in over the flat stones. ", 12), r.Host, 3*i+j, j, i)
		}
		fmt.Fprint(w, `]]></description></item>`)
	}
	fmt.Fprint(w, `</channel></rss>`)
}

// sunset is a picture that differs with n.
func sunset(n int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 1600, 1067))
	for y := range 1067 {
		for x := range 1600 {
			img.SetRGBA(x, y, color.RGBA{uint8(255 - y/8), uint8(x/8 + n*31), uint8((x ^ y) + n*17), 255})
		}
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, img, &jpeg.Options{Quality: 70}) // into memory
	return out.Bytes()
}

// memory is a figure of the program's process, in MB.
func (d *desk) memory(name string) float64 {
	d.t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.program.Process.Pid))
	if err != nil {
		d.t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kB, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				d.t.Fatal(err)
			}
			return float64(kB) / 1024
		}
	}
	d.t.Fatalf("no %s", name)
	return 0
}

// cpu is the time that the program's process has taken (proc_pid_stat(5), ticks
// of a hundredth of a second).
func (d *desk) cpu() time.Duration {
	d.t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", d.program.Process.Pid))
	if err != nil {
		d.t.Fatal(err)
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}
