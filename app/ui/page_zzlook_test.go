package ui

import (
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"tidings/feeds/content"
)

const lookHTML = `<p>Business delegations from both countries put their names to nine agreements on Monday, the first such round in six years, covering <a href="https://example.com/ai">artificial intelligence</a>, household goods and the <b>long-delayed</b> reopening of <i>group travel</i>.<sup><a href="#fn1">1</a></sup> See <code>go test ./...</code>, H<sub>2</sub>O, <mark>marked</mark>, <s>gone</s> and <kbd>Ctrl</kbd>.</p>
<figure><img src="https://example.com/a.jpg" width="1280" height="500" alt="Delegates"><figcaption>Delegates outside the conference hall. Picture: Harbour Post</figcaption></figure>
<p>“What we need is a channel that survives the news cycle,” one official said, asking that reporters judge the visit by the follow-up meetings due in March rather than by its ceremonies.</p>
<h2>What happens next</h2>
<blockquote><p>A quotation over several lines, which says that the <em>Donaudampfschifffahrtsgesellschaft</em> has been asked to speak.</p><p>Second paragraph of it.</p></blockquote>
<ul><li>First point of a list</li><li>Second point, which is long enough to need more than one line of the column so that its indentation can be seen<ol><li>nested one</li><li>nested two</li></ol></li><li>Third 😀 👩‍💻 🇻🇳</li></ul>
<h3>Code and numbers</h3>
<pre><code>func main() {
	fmt.Println("a line that is rather long and so does not fit into the column of text at all")
}</code></pre>
<table><caption>Trade by year</caption><tr><th>Country</th><th>2024</th><th>2025</th><th>Remarks</th></tr><tr><td>Vietnam</td><td align="right">12,4</td><td align="right">15,1</td><td>Electronics, furniture and textiles; growth slowed in the last quarter</td></tr><tr><td>Deutschland</td><td align="right">120,9</td><td align="right">118,3</td><td>Maschinenbau</td></tr></table>
<hr>
<p dir="rtl" lang="ar">قالت وكالة Reuters يوم الثلاثاء إن شركة OpenAI أعلنت عن 25 مليون دولار (بزيادة 12.5%) في عام 2026، وذلك خلال مؤتمر صحفي.</p>
<ul dir="rtl"><li>ראש הממשלה אמר אתמול</li><li>לפי דיווח של The New York Times</li></ul>
<blockquote dir="rtl"><p>هذا اقتباس قصير من النص العربي</p></blockquote>
<p lang="zh">中国国家主席周二在北京会见了韩国总统，双方就两国关系、经济合作以及“地区安全”等问题交换了意见。会谈后双方签署了九项合作协议，涵盖人工智能（AI）、半导体。</p>
<p lang="ja">日本銀行は23日、金融政策決定会合を開き、政策金利を0.75%に引き上げることを決めた。</p>
<p lang="ko">이재명 대통령은 화요일 베이징에서 시진핑 주석과 정상회담을 갖고 인공지능 및 반도체 분야의 협력 방안을 논의했다.</p>
<p lang="vi">Tổng thống Hàn Quốc đã đến Bắc Kinh hôm thứ Hai để bắt đầu chuyến thăm cấp nhà nước; hai bên ký kết chín thỏa thuận.</p>
<p lang="th">นายกรัฐมนตรีกล่าวว่ารัฐบาลจะเร่งดำเนินมาตรการกระตุ้นเศรษฐกิจในไตรมาสสุดท้ายของปีเพื่อช่วยเหลือประชาชน</p>
<iframe src="https://www.youtube.com/embed/abc123" title="A film about the visit"></iframe>
<dl><dt>Term</dt><dd>What it means, explained in a sentence.</dd></dl>
<ol><li id="fn1">A note at the foot of the text.</li></ol>`

func lookDoc() []pageElement {
	clean := content.Clean(lookHTML, "https://example.com/")
	act := func() {}
	return []pageElement{
		pageMeta{source: "Harbour Post", text: "Harbour Post  ·  Business  ·  Today 09:41  ·  3 min", badge: "full text, offline"},
		pageHeadline{text: "Nine agreements signed as Seoul and Beijing reopen trade channel", lang: "en"},
		pageByline{text: "By Ada Lindqvist", actions: []pageAction{{icon: "star", label: "Star", tap: act}, {icon: "later", label: "Later", tap: act}, {icon: "open", label: "Open", tap: act}, {label: "Aa", tap: act}, {icon: "more", tap: act}}},
		pageRule{},
		pageBlocks{blocks: content.Blocks(clean), lang: "en"},
		pageSection{title: "Full coverage", note: "6 sources · first reported 07:58 · 2 are the same agency text"},
		pageRow{left: "07:58", source: "Seoul Ledger", title: "한·중, 인공지능과 소비재 협력 문서 아홉 건에 서명", lang: "ko", badge: "first", tap: act},
		pageRow{left: "08:20", source: "Báo Phương Nam", title: "Hai nước ký chín thỏa thuận hợp tác về trí tuệ nhân tạo và hàng tiêu dùng trong chuyến thăm", lang: "vi", meta: "Báo Phương Nam", tap: act},
		pageActions{{label: "Show 2 copies", tap: act}, {label: "Not this story", tap: act}},
		pageCard{sign: "♪", title: "The episode.mp3", note: "32 MB · audio/mpeg", link: "https://example.com/e.mp3"},
	}
}

func TestPageLook(t *testing.T) {
	for name, mode := range map[string]appearance{"light": alwaysLight, "dark": alwaysDark} {
		f := testPage(t, mode, 832, 3300)
		f.show(lookDoc(), 0)
		f.pics.answer("https://example.com/a.jpg", 640, 250)
		if name == "light" {
			f.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(560, 170)}})
			f.tab(1)
			f.tab(1)
			f.tab(1)
			f.tab(1)
			f.tab(1)
			f.tab(1)
			f.tab(1)
			f.sel = pageSelection{pagePlace{1, 20}, pagePlace{3, 60}}
			f.sync()
		}
		img := f.window.Canvas().Capture()
		out, _ := os.Create("/tmp/page-" + name + ".png")
		png.Encode(out, img)
		out.Close()
	}
	f := testPage(t, alwaysLight, 700, 900)
	f.window.Canvas().(interface{ SetScale(float32) }).SetScale(1.25)
	f.show(lookDoc(), 0)
	img := f.window.Canvas().Capture()
	out, _ := os.Create("/tmp/page-narrow.png")
	png.Encode(out, img)
	out.Close()
	_ = fyne.NewPos
}
