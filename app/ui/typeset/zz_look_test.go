package typeset

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"testing"
)

var looks = []string{
	"قالت وكالة Reuters يوم الثلاثاء إن شركة OpenAI أعلنت عن 25 مليون دولار (بزيادة 12.5%) في عام 2026، وذلك خلال مؤتمر صحفي في مدينة San Francisco بحضور عدد كبير من الصحفيين.",
	"ראש הממשלה אמר אתמול כי חברת Google תשקיע 3.5 מיליארד דולר (כ-12% מהתקציב) בישראל בשנת 2026, לפי דיווח של The New York Times.",
	"中国国家主席周二在北京会见了韩国总统，双方就两国关系、经济合作以及“地区安全”等问题交换了意见。会谈后双方签署了九项合作协议，涵盖人工智能（AI）、半导体、新能源汽车和文化交流等领域。",
	"日本銀行は23日、金融政策決定会合を開き、政策金利を0.75%に引き上げることを決めた。総裁は記者会見で「経済・物価の見通しが実現していけば、引き続き政策金利を引き上げていく」と述べた。",
	"이재명 대통령은 화요일 베이징에서 시진핑 주석과 정상회담을 갖고 인공지능(AI) 및 반도체 분야의 협력 방안을 논의했다고 대통령실이 밝혔다.",
	"นายกรัฐมนตรีกล่าวว่ารัฐบาลจะเร่งดำเนินมาตรการกระตุ้นเศรษฐกิจในไตรมาสสุดท้ายของปีเพื่อช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วมในภาคใต้",
	"Tổng thống Hàn Quốc đã đến Bắc Kinh hôm thứ Hai để bắt đầu chuyến thăm cấp nhà nước; NFD: Tổng thống Hàn Quốc đã đến Bắc Kinh",
	"प्रधानमंत्री ने मंगलवार को कहा कि क्षत्रिय समुदाय के विद्यार्थियों के लिए नई छात्रवृत्ति योजना। প্রধানমন্ত্রী মঙ্গলবার বলেছেন। தமிழ்நாடு அரசு",
	"Emoji: 😀 👩‍💻 👨‍👩‍👧‍👦 🇻🇳 🇺🇸 👍🏽 ❤️ ☎️ ✈️ 1️⃣ 🏳️‍🌈 ⚡ ☺ end ©.",
	"English with עברית (שלום) and العربية 123 inside, then 456 and more English; non\u00a0breaking, tab\there.",
	"See https://example.com/a/very/long/path/that/does/not/break/anywhere/at/all/and-still-goes-on-and-on?with=query&and=more for Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung.",
	"Math: 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ∑∫√ ½ ⅓ ₂ ² ℃ ™ → ⇒ ★ ☆ ♥ ■ ● ✓ ✗ « » „“ ‘’ — – … € ₫ ₩ ¥ £ Ελληνικά Русский ქართული Հայերեն አማርኛ ភាសាខ្មែរ မြန်မာ",
}

func TestLook(t *testing.T) {
	e := NewEngine(testFonts(t))
	for _, dark := range []bool{false, true} {
		bg, fg := color.NRGBA{0xFC, 0xFB, 0xF8, 255}, ink
		if dark {
			bg, fg = color.NRGBA{0x19, 0x18, 0x15, 255}, color.NRGBA{0xE9, 0xE5, 0xDC, 255}
		}
		dst := image.NewRGBA(image.Rect(0, 0, 1100, 1050))
		draw.Draw(dst, dst.Rect, image.NewUniform(bg), image.Point{}, draw.Src)
		y := float32(10)
		for _, s := range looks {
			st := Style{Family: Serif, Size: 18, Color: fg}
			l := e.Wrap(e.Shape([]Span{{s, st}}, ParaOptions{LineHeight: 27}), 520, WrapOptions{})
			e.Draw(dst, l, 10, y, 1)
			sa := Style{Family: Sans, Size: 13, Color: fg, Weight: 600}
			l2 := e.Wrap(e.Shape([]Span{{s, sa}}, ParaOptions{LineHeight: 18}), 240, WrapOptions{MaxLines: 2, Ellipsis: true})
			e.Draw(dst, l2, 560, y, 1)
			l3 := e.Wrap(e.Shape([]Span{{s, Style{Family: Serif, Size: 15, Color: fg, Weight: 600}}}, ParaOptions{LineHeight: 20, Align: Justify}), 260, WrapOptions{MaxLines: 4, Ellipsis: true})
			e.Draw(dst, l3, 820, y, 1)
			y += max(l.Height, l3.Height) + 8
		}
		name := "/tmp/look-light.png"
		if dark {
			name = "/tmp/look-dark.png"
		}
		f, _ := os.Create(name)
		png.Encode(f, dst)
		f.Close()
	}
}
