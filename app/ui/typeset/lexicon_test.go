package typeset

import (
	"strings"
	"testing"
)

// parted is a text of one script with bars between its words.
func parted(text string) string {
	rs := []rune(text)
	var out strings.Builder
	starts := divideWords(rs, 0, len(rs))
	for i, r := range rs {
		if len(starts) > 0 && starts[0] == i {
			out.WriteByte('|')
			starts = starts[1:]
		}
		out.WriteRune(r)
	}
	return out.String()
}

func TestWordsWithoutSpacesAreParted(t *testing.T) {
	for _, want := range []string{
		"นายก|รัฐมนตรี|กล่าว|ว่า|รัฐบาล|จะ|เร่ง|ดำเนิน|มาตรการ|กระตุ้น|เศรษฐกิจ",
		"ฝน|ตกหนัก|ใน|ภาค|เหนือ",
		"ເມືອງ|ຫຼວງ|ພະ|ບາງ",
		"រដ្ឋាភិបាល|កម្ពុជា",
		"မြန်မာ|နိုင်ငံ",
	} {
		if got := parted(strings.ReplaceAll(want, "|", "")); got != want {
			t.Errorf("%s is parted %s", want, got)
		}
	}
}
