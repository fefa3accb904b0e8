package export

import (
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	o := options(t)
	a := everything()
	for _, f := range Formats {
		os.WriteFile("/tmp/exp/everything"+f.Extension(), written(t, f, o, a), 0o600)
	}
	ar := article("الميناء يفتح أبوابه بعد أطول عاصفة منذ أربعين عامًا", `<p>أُعيدَ فَتحُ الميناءِ يومَ الخميس، وقالَ المكتبُ إنّ السلام عاد إلى الأرض والإسلام دينٌ؛ الأولى في 2026/03/12 (Harbour Post).</p><p>שָׁלוֹם עוֹלָם</p><ul><li>البند الأول</li><li>البند الثاني</li></ul><blockquote><p>لم نر ذلك من قبل</p></blockquote><table><tr><th>الاسم</th><th>العدد</th></tr><tr><td>سفينة</td><td>41</td></tr></table><ol><li>أول</li><li>ثان</li></ol>`)
	ar.Language = "ar"
	os.WriteFile("/tmp/exp/ar.pdf", written(t, PDF, o, ar), 0o600)
	os.WriteFile("/tmp/exp/ar.epub", written(t, EPUB, o, ar), 0o600)
}
