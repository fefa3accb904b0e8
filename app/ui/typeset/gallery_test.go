package typeset

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// go test -run Gallery -gallery DIR writes the hard texts as pictures, to be looked at.
var galleryDir = flag.String("gallery", "", "folder for pictures of the gallery of hard texts")

// exhibit is a hard text.
type exhibit struct {
	name   string
	spans  []Span
	o      ParaOptions
	widths []float32
}

// hardTexts are written for this test, in many scripts.
func hardTexts() []exhibit {
	b := body()
	with := func(f func(*Style)) Style { st := b; f(&st); return st }
	bold := with(func(s *Style) { s.Weight = 700 })
	italic := with(func(s *Style) { s.Italic = true })
	sans := with(func(s *Style) { s.Family = Sans })
	link := with(func(s *Style) { s.Link, s.Underline, s.Color = 1, true, color.NRGBA{0x1A, 0x5F, 0xA8, 0xFF} })
	mono := with(func(s *Style) { s.Family, s.Size, s.Background = Mono, 15.5, color.NRGBA{0xF0, 0xEC, 0xE4, 0xFF} })
	up := with(func(s *Style) { s.Position = Superscript })
	down := with(func(s *Style) { s.Position = Subscript })
	caps := with(func(s *Style) { s.SmallCaps = true })
	head := Style{Family: Serif, Weight: 700, Size: 30, Color: ink}
	plain := func(s string) []Span { return []Span{{s, b}} }
	just := func(lang string) ParaOptions {
		return ParaOptions{Lang: lang, LineHeight: 29, Align: Justify, Hyphenate: true, Hang: true}
	}
	set := func(lang string) ParaOptions { return ParaOptions{Lang: lang, LineHeight: 29} }
	return []exhibit{
		{"arabic", []Span{{"قالت وزارة الطاقة إن شركة ", b}, {"Nordwind AG", bold}, {" سترفع إنتاجها بنسبة 12.5% قبل نهاية عام 2027، وأضافت أن الاتفاق (وقيمته 3.4 مليار يورو) يشمل ", b}, {"ثلاثة موانئ", link}, {" على الساحل الشرقي. «لا نريد أن ننتظر»، قال الوزير.", b}}, just("ar"), []float32{520, 260}},
		{"hebrew", plain("ראש העיר אמרה: „לא נסגור את הנמל”, והוסיפה כי הדו\"ח (גרסה 2.1) יפורסם ב־14 במאי 2027 באתר example.org. חברת \"Blue Line\" סירבה להגיב."), just("he"), []float32{520, 260}},
		{"chinese", plain("港口管理局星期二宣布，从明年三月起，所有货船必须使用岸电（即由陆地供应的电力）。“这是一个重要的开始，”局长说，“但还远远不够。”据统计，2026年共有3,482艘船停靠，其中约40%已经安装了AI系统。报告《清洁的海港》共分五章。"), just("zh-Hans"), []float32{486, 300}},
		{"chinese-traditional", plain("港務局星期二宣布，從明年三月起，所有貨船必須使用岸電（即由陸地供應的電力）。「這是一個重要的開始，」局長說，「但還遠遠不夠。」"), just("zh-Hant"), []float32{486, 300}},
		{"japanese", plain("港湾局は火曜日、来年3月からすべての貨物船に陸上電力の使用を義務づけると発表した。「重要な一歩だが、まだ十分ではない」と局長は述べた（会見は約40分）。コンテナターミナルではAIによるシステムがすでに動いており、ちょっとした遅れも「見える化」されるという。"), just("ja"), []float32{486, 300}},
		{"korean", plain("항만 당국은 화요일, 내년 3월부터 모든 화물선이 육상 전력(AMP)을 사용해야 한다고 발표했다. “중요한 첫걸음이지만 아직 충분하지 않다”고 국장은 말했다. 2026년에는 3,482척이 입항했다."), just("ko"), []float32{486, 260}},
		{"thai", plain("การท่าเรือประกาศเมื่อวันอังคารว่าตั้งแต่เดือนมีนาคมปีหน้า เรือสินค้าทุกลำต้องใช้ไฟฟ้าจากฝั่ง ผู้อำนวยการกล่าวว่า “นี่เป็นก้าวแรกที่สำคัญ แต่ยังไม่เพียงพอ” ในปี 2569 มีเรือเข้าเทียบท่า 3,482 ลำ"), just("th"), []float32{486, 260}},
		{"lao", plain("ທ່າເຮືອປະກາດໃນວັນອັງຄານວ່າ ເຮືອສິນຄ້າທຸກລຳຕ້ອງໃຊ້ໄຟຟ້າຈາກຝັ່ງ ເລີ່ມແຕ່ເດືອນມີນາປີໜ້າ"), set("lo"), []float32{486, 260}},
		{"khmer", plain("កំពង់ផែបានប្រកាសនៅថ្ងៃអង្គារថា ចាប់ពីខែមីនាឆ្នាំក្រោយ កប៉ាល់ដឹកទំនិញទាំងអស់ត្រូវប្រើអគ្គិសនីពីដីគោក។"), set("km"), []float32{486, 260}},
		{"burmese", plain("ဆိပ်ကမ်းအာဏာပိုင်က လာမည့်နှစ် မတ်လမှစ၍ ကုန်တင်သင်္ဘောအားလုံး ကမ်းပေါ်မှ လျှပ်စစ်ဓာတ်အားကို အသုံးပြုရမည်ဟု အင်္ဂါနေ့တွင် ကြေညာခဲ့သည်။"), set("my"), []float32{486, 260}},
		{"hindi", []Span{{"बंदरगाह प्राधिकरण ने मंगलवार को घोषणा की कि अगले वर्ष मार्च से सभी मालवाहक जहाज़ों को तट से मिलने वाली ", b}, {"बिजली", bold}, {" का उपयोग करना होगा। निदेशक ने कहा, “यह महत्वपूर्ण शुरुआत है, पर पर्याप्त नहीं।” क्षेत्र में 3,482 जहाज़ आए।", b}}, set("hi"), []float32{486, 260}},
		{"tamil", plain("அடுத்த ஆண்டு மார்ச் முதல் அனைத்து சரக்குக் கப்பல்களும் கரையிலிருந்து வரும் மின்சாரத்தைப் பயன்படுத்த வேண்டும் என்று துறைமுக ஆணையம் செவ்வாய்க்கிழமை அறிவித்தது."), set("ta"), []float32{486, 260}},
		{"vietnamese", []Span{{nfd("Cảng vụ thông báo hôm thứ Ba rằng từ tháng Ba năm sau, tất cả tàu hàng phải dùng điện trên bờ. “Đây là bước khởi đầu quan trọng, nhưng vẫn chưa đủ,” giám đốc nói. "), b}, {nfd("Những người thợ ở bến tàu"), italic}, {nfd(" đồng ý."), bold}}, set("vi"), []float32{486, 260}},
		{"emoji", plain("Families 👨‍👩‍👧‍👦 and 👩🏽‍🚀, flags 🇻🇳🇩🇪🇯🇵 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈, keys 1️⃣ #️⃣, hands 👍🏿👋, hearts ❤️ ❤ and signs © ™ ☎️ ☎ in a line."), set("en"), []float32{486, 200}},
		{"german", plain("Die Donaudampfschifffahrtsgesellschaft beantragte beim Bundesverwaltungsgericht eine Grundstücksverkehrsgenehmigung; die Rechtsschutzversicherungsgesellschaften und das Wirtschaftsministerium widersprachen der Kraftfahrzeughaftpflichtversicherung."), just("de"), []float32{486, 200, 140}},
		{"english", []Span{{"“The ", b}, {"harbour", italic}, {" is closed,” the council said on Tuesday, “because nobody had ordered the ships to move.” The ", b}, {"report on the winter timetable", link}, {" — published yesterday — names 3,482 ships, of which 40 % had no papers; see ", b}, {"https://example.org/reports/2026/winter-timetable.html", link}, {" for more. H", b}, {"2", down}, {"O, 10", b}, {"6", up}, {" and a note", b}, {"12", up}, {". The ", b}, {"unesco", caps}, {" list and ", b}, {"Small Capitals", caps}, {". A word of ", b}, {"code := x", mono}, {" stands here.", b}}, just("en-US"), []float32{486, 300}},
		{"russian", plain("Портовое управление объявило во вторник, что с марта следующего года все грузовые суда должны использовать береговое электроснабжение. «Это важное начало, но этого недостаточно», — сказал директор."), just("ru"), []float32{486, 220}},
		{"greek", plain("Η λιμενική αρχή ανακοίνωσε την Τρίτη ότι από τον επόμενο Μάρτιο όλα τα φορτηγά πλοία πρέπει να χρησιμοποιούν ηλεκτρικό ρεύμα από τη στεριά."), just("el"), []float32{486, 220}},
		{"headline", []Span{{"Harbour council approves the long-delayed winter timetable after a night of talks about money", head}}, ParaOptions{Lang: "en", LineHeight: 37, Balance: true}, []float32{600, 420}},
		{"mixed", []Span{{"The word 港口 (kǎngkǒu), in Arabic ميناء, in Hebrew נמל, in Thai ท่าเรือ, in Hindi बंदरगाह, in Greek λιμάνι; sans: ", b}, {"ميناء נמל 港口 ท่าเรือ", sans}, {" and bold: ", b}, {"ميناء נמל 港口 ท่าเรือ बंदरगाह", bold}, {", italic: ", b}, {"ميناء 港口 italic", italic}, {".", b}}, set("en"), []float32{486, 300}},
		{"hostile", plain("Zalgo z̷̢̛̰͓̈́̏a̸̡͎̿͒l̴̮̈́g̵̙͝ö̴̱́, a lone \xed\xa0\x80 surrogate, \xff bytes, \u202Ereversed\u202C text, a\u200db\u200cc, ☃\uFE0E ☃\uFE0F, " + strings.Repeat("a", 90) + " and ﷽ end."), set("en"), []float32{486, 200}},
	}
}

// nfd takes Vietnamese letters apart, as some systems write them.
func nfd(s string) string {
	var b strings.Builder
	for _, r := range s {
		if parts, ok := apartOf[r]; ok {
			b.WriteString(parts)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// apartOf are the letters of the Vietnamese exhibit in parts.
var apartOf = func() map[rune]string {
	m := map[rune]string{'ă': "a\u0306", 'â': "a\u0302", 'ê': "e\u0302", 'ô': "o\u0302", 'ơ': "o\u031B", 'ư': "u\u031B"}
	tones := []struct {
		mark    string
		letters string
	}{
		{"\u0300", "à ằ ầ è ề ì ò ồ ờ ù ừ ỳ"}, {"\u0301", "á ắ ấ é ế í ó ố ớ ú ứ ý"}, {"\u0309", "ả ẳ ẩ ẻ ể ỉ ỏ ổ ở ủ ử ỷ"},
		{"\u0303", "ã ẵ ẫ ẽ ễ ĩ õ ỗ ỡ ũ ữ ỹ"}, {"\u0323", "ạ ặ ậ ẹ ệ ị ọ ộ ợ ụ ự ỵ"},
	}
	for _, t := range tones {
		for i, l := range strings.Fields(t.letters) {
			base := []string{"a", "a\u0306", "a\u0302", "e", "e\u0302", "i", "o", "o\u0302", "o\u031B", "u", "u\u031B", "y"}[i]
			m[[]rune(l)[0]] = base + t.mark
		}
	}
	return m
}()

// picture draws an exhibit at its widths, one under the other, on paper.
func (x exhibit) picture(e *Engine, scale float32) *image.RGBA {
	const margin = 20
	height, wide := float32(margin), float32(0)
	var laid []*Layout
	p := e.Shape(x.spans, x.o)
	for _, w := range x.widths {
		l := e.Wrap(p, w, WrapOptions{})
		laid = append(laid, l)
		height += l.Height + margin
		wide = max(wide, w)
	}
	img := image.NewRGBA(image.Rect(0, 0, int((wide+2*margin)*scale), int(height*scale)))
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{0xFD, 0xFC, 0xFA, 0xFF}), image.Point{}, draw.Src)
	y := float32(margin)
	for i, l := range laid {
		edge := color.NRGBA{0xE8, 0xD8, 0xC8, 0xFF}
		fill(img, image.Rect(int((margin-1)*scale), int(y*scale), int(margin*scale), int((y+l.Height)*scale)), edge)
		fill(img, image.Rect(int((margin+x.widths[i])*scale), int(y*scale), int((margin+x.widths[i]+1)*scale), int((y+l.Height)*scale)), edge)
		e.Draw(img, l, margin, y, scale)
		y += l.Height + margin
	}
	return img
}

func TestGalleryIsSetWholeAndInFontsThatHaveIt(t *testing.T) {
	e := NewEngine(testFonts(t))
	e.fonts.Scan()
	for _, x := range hardTexts() {
		p := e.Shape(x.spans, x.o)
		if miss := missing(e, p); miss != "" {
			if hasFont(e, []rune(miss)) {
				t.Errorf("%s: an installed font has %q, but boxes are shown", x.name, miss)
			} else {
				t.Logf("%s: no installed font has %q (see .ci/setup.sh)", x.name, miss)
			}
		}
		for _, width := range x.widths {
			l := e.Wrap(p, width, WrapOptions{})
			at := 0
			for i, ln := range l.Lines {
				if ln.First != at {
					t.Errorf("%s: line %d begins at %d, not %d", x.name, i, ln.First, at)
				}
				at = ln.Past
				if over := ln.X + ln.Width - width; over > 12 {
					t.Errorf("%s: line %d stands %v over the edge: %q", x.name, i, over, l.Text(ln.First, ln.seen))
				}
			}
			if at != p.Len() {
				t.Errorf("%s: lines end at %d of %d", x.name, at, p.Len())
			}
		}
		if *galleryDir != "" {
			for _, scale := range []float32{1, 2} {
				keep(t, *galleryDir, fmt.Sprintf("%s@%v.png", x.name, scale), x.picture(e, scale))
			}
		}
	}
}

// missing are the characters of a paragraph that are shown as boxes.
func missing(e *Engine, p *Para) string {
	var out []rune
	for _, r := range p.runs {
		for _, g := range r.glyphs {
			if c := p.text[g.cluster]; g.id == 0 && !isInvisible(c) && c != 0xFFFD {
				out = append(out, c)
			}
		}
	}
	return string(out)
}

// hasFont reports whether any font of the system has one of the characters.
func hasFont(e *Engine, rs []rune) bool {
	for i := range e.fonts.disk {
		for _, r := range rs {
			if e.fonts.disk[i].Runes.Contains(r) {
				return true
			}
		}
	}
	return false
}

// keep writes a picture.
func keep(t *testing.T, dir, name string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
