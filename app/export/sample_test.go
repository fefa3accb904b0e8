package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"tidings/app/ui/typeset"
	"tidings/feeds"
)

// now is when everything here is written.
var now = time.Date(2026, 3, 14, 9, 30, 0, 0, time.UTC)

// album has the pictures of the tests by the last part of their address.
type album struct {
	mu    sync.Mutex
	asked map[string]int
}

var errNoPicture = errors.New("no picture")

func (a *album) Picture(_ context.Context, address string) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked == nil {
		a.asked = map[string]int{}
	}
	a.asked[address]++
	switch name := address[strings.LastIndexByte(address, '/')+1:]; {
	case strings.HasSuffix(name, ".jpg"):
		return photograph(), nil
	case strings.HasSuffix(name, ".png"):
		return chart(), nil
	case strings.HasSuffix(name, ".svg"):
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle cx="5" cy="5" r="4"/></svg>`), nil
	case strings.HasSuffix(name, ".bad"):
		return []byte("no picture at all"), nil
	}
	return nil, errNoPicture
}

var (
	photograph = sync.OnceValue(func() []byte { return jpegOf(scene(640, 400, 1)) })
	chart      = sync.OnceValue(func() []byte { return pngOf(scene(300, 300, 2)) })
)

// scene is a drawing that tells its directions: light above, dark below, red on the left.
func scene(w, h, seed int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8(230 - 150*y/h)
			c := color.RGBA{v, v - uint8(x*60/w), uint8(80 + seed*7%100), 0xFF}
			if x < w/10 {
				c = color.RGBA{0xB0, 0x30, 0x20, 0xFF}
			}
			if dx, dy := x-w/2, y-h/2; dx*dx+dy*dy < h*h/16 {
				c = color.RGBA{0xF0, 0xD0, 0x40, 0xFF}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func jpegOf(img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func pngOf(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// article has a text and everything else that an article can have.
func article(title, html string) Article {
	return Article{
		Article: feeds.Article{
			GUID: title, Title: title, Link: "https://harbour.example/news/" + fmt.Sprint(len(title)) + "?a=1&b=2", Lead: "What happened, in a sentence.",
			Authors:   []feeds.Author{{Name: "Ines Calder"}, {Name: "Tom Okafor"}},
			Published: time.Date(2026, 3, 12, 7, 5, 0, 0, time.UTC), Received: now, Language: "en",
			Topics: []feeds.TopicScore{{Topic: feeds.Business, Score: 0.9}},
		},
		Body:   feeds.Body{HTML: html},
		Source: "The Harbour Post",
	}
}

var fonts = sync.OnceValues(func() (*typeset.Fonts, error) { return usualFonts() })

func options(t testing.TB) Options {
	t.Helper()
	f, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	return Options{Pictures: &album{}, Fonts: f, Now: now}
}

// written writes articles or fails.
func written(t testing.TB, f Format, o Options, list ...Article) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, f, list, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// prose is so many words.
func prose(words int) string {
	list := strings.Fields("The harbour office counted the boats again in the evening and found that none of them had left since the storm warning of Tuesday, although two skippers insisted that the channel was quite safe for anyone who knew it.")
	var b strings.Builder
	for i := range words {
		if i%90 == 0 {
			if i > 0 {
				b.WriteString("</p>")
			}
			b.WriteString("<p>")
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(list[i%len(list)])
	}
	return b.String() + "</p>"
}

// everything is an article with all kinds of blocks.
func everything() Article {
	return article("Harbour reopens after the longest storm in forty years, and the ferries are full again", `
<p>The harbour <b>reopened</b> on Thursday with <i>two ferries</i> and a <a href="https://example.org/queue">queue that reached the old market</a>. “Nobody had seen that before”, said the office<sup><a href="#fn1">1</a></sup>. Officials wrote <code>open = true</code> into the log, pressed <kbd>Enter</kbd>, and H<sub>2</sub>O was <mark>everywhere</mark>. <s>Closed</s> <u>Open</u>.</p>
`+prose(180)+`
<h2>What the office counted</h2>
<ul><li>forty-one boats in the inner basin, of which some had lost their masts and could not be moved before the weekend;</li><li>two ferries<ul><li>one of them new</li></ul></li></ul>
<ol start="9"><li>ninth</li><li>tenth</li></ol>
<figure><img src="https://img.example/a/harbour.jpg" alt="The harbour in the evening"><figcaption>The harbour in the evening, seen from the <a href="https://example.org/mole">mole</a>.</figcaption></figure>
<blockquote><p>We had all boats out within the hour, and then we waited for the wind to turn.</p><p>It did not.</p></blockquote>
<h3>In numbers</h3>
<table><caption>Boats by basin</caption><tr><th>Basin</th><th align="right">Boats</th><th>Remarks</th></tr>
<tr><td>Inner</td><td align="right">41</td><td>Some of them without masts</td></tr><tr><td>Outer</td><td align="right">7</td><td>None</td></tr></table>
<pre><code class="language-go">func main() {
	for _, boat := range boats {
		fmt.Println(boat.Name, boat.Length) // a long comment that goes on and on until it does not fit on the line any more
	}
}</code></pre>
<p>A picture that is gone:</p><figure><img src="https://img.example/gone" alt="A chart of the wind"></figure>
<dl><dt>Mole</dt><dd>A wall of stone that keeps the waves out.</dd></dl>
<hr>
<p dir="rtl" lang="ar">أعيد فتح الميناء يوم الخميس بعد 40 عامًا، وقال المكتب: «لم نر ذلك من قبل» (Harbour Post).</p>
<p lang="he" dir="rtl">הנמל נפתח מחדש ביום חמישי, ושתי מעבורות יצאו לדרך.</p>
<p lang="zh">港口于星期四重新开放，“从未见过这样的队伍”，办公室说。</p>
<p lang="ja">港は木曜日に再開し、二隻のフェリーが出航した。</p>
<p lang="ko">항구는 목요일에 다시 열렸고 여객선 두 척이 출항했다.</p>
<p lang="th">ท่าเรือเปิดอีกครั้งในวันพฤหัสบดี และเรือข้ามฟากสองลำก็ออกเดินทาง</p>
<p lang="hi">बंदरगाह गुरुवार को फिर खुला और दो नौकाएँ चल पड़ीं।</p>
<p>Ferries 🚢 full, wind 🌬️, families 👨‍👩‍👧‍👦, flags 🇻🇳🇩🇪. Tiếng Việt: cảng mở cửa trở lại. Ελληνικά, русский.</p>
<h2>Afterwards</h2>
`+prose(400)+`
<ol class="footnotes"><li id="fn1"><p>The office keeps records since 1911. <a href="#fnref1">↩</a></p></li></ol>`)
}

func articleWith(title, link string) feeds.Article { return feeds.Article{Title: title, Link: link} }
