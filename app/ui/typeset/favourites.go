package typeset

import (
	"strings"

	"github.com/go-text/typesetting/language"
)

// region tells apart the forms that Han characters have in different places.
type region uint8

const (
	noRegion region = iota
	simplified
	traditional
	hongKong
	japanese
	korean
)

// regionOf reads the region from a language tag.
func regionOf(tag string) region {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	primary, rest, _ := strings.Cut(tag, "-")
	switch primary {
	case "ja":
		return japanese
	case "ko":
		return korean
	case "yue":
		return hongKong
	case "zh":
		switch {
		case strings.Contains(rest, "hk"), strings.Contains(rest, "mo"):
			return hongKong
		case strings.Contains(rest, "hant"), strings.Contains(rest, "tw"):
			return traditional
		}
		return simplified
	}
	return noRegion
}

// tags are the languages by which a font chooses the forms of a region.
var tags = map[region]string{
	simplified: "zh-hans", traditional: "zh-hant", hongKong: "zh-hk", japanese: "ja", korean: "ko",
}

// regionIn is the region that a text shows by itself: kana are Japanese,
// Hangul Korean, and Han characters alone are read as simplified Chinese.
func regionIn(text []rune) region {
	found := noRegion
	for _, r := range text {
		switch {
		case r < 0x1100:
		case r >= 0x3041 && r <= 0x30FF:
			return japanese
		case r >= 0xAC00 && r <= 0xD7A3, r >= 0x1100 && r <= 0x11FF:
			return korean
		case isHan(r):
			found = simplified
		}
	}
	return found
}

func isHan(r rune) bool {
	return r >= 0x2E80 && r <= 0x2FDF || r >= 0x3005 && r <= 0x3007 || r >= 0x3400 && r <= 0x9FFF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

func isHangul(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF || r >= 0x3131 && r <= 0x318E
}

// isEastAsian reports whether a character is set in the font of a region.
func isEastAsian(r rune) bool {
	return isHan(r) || isHangul(r) || r >= 0x3000 && r <= 0x31FF || r >= 0xFF00 && r <= 0xFFEF
}

// eastAsian are the good families by region, for serif and for the others.
var eastAsian = map[region][2][]string{
	simplified: {
		{"Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "STSong"},
		{"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "SimSun"},
	},
	traditional: {
		{"Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif TC", "Songti TC"},
		{"Noto Sans CJK TC", "Source Han Sans TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "PMingLiU"},
	},
	hongKong: {
		{"Noto Serif CJK HK", "Noto Serif HK", "Noto Serif CJK TC", "Songti TC"},
		{"Noto Sans CJK HK", "Noto Sans HK", "PingFang HK", "Noto Sans CJK TC", "Microsoft JhengHei"},
	},
	japanese: {
		{"Noto Serif CJK JP", "Source Han Serif JP", "Noto Serif JP", "Hiragino Mincho ProN", "Yu Mincho"},
		{"Noto Sans CJK JP", "Source Han Sans JP", "Noto Sans JP", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic UI", "Yu Gothic", "Meiryo", "IPAexGothic", "MS Gothic"},
	},
	korean: {
		{"Noto Serif CJK KR", "Source Han Serif KR", "Noto Serif KR", "AppleMyungjo", "Nanum Myeongjo"},
		{"Noto Sans CJK KR", "Source Han Sans KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "Nanum Gothic", "UnDotum"},
	},
}

// byScript are the good families of other scripts, for serif and for the others.
var byScript = map[language.Script][2][]string{
	language.Arabic: {
		{"Noto Naskh Arabic", "Amiri", "Sakkal Majalla", "Al Nile", "Traditional Arabic"},
		{"Noto Sans Arabic", "Noto Sans Arabic UI", "SF Arabic", "Geeza Pro", "Noto Naskh Arabic UI", "Segoe UI", "Tahoma", "Noto Naskh Arabic", "DejaVu Sans"},
	},
	language.Hebrew: {
		{"Noto Serif Hebrew", "Frank Ruehl CLM", "New Peninim MT", "David", "Times New Roman"},
		{"Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "Arial", "DejaVu Sans"},
	},
	language.Thai: {
		{"Noto Serif Thai", "Thonburi"},
		{"Noto Sans Thai", "Thonburi", "Leelawadee UI", "Tahoma", "Loma"},
	},
	language.Devanagari: {
		{"Noto Serif Devanagari", "Kohinoor Devanagari"},
		{"Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Mangal", "Lohit Devanagari"},
	},
	language.Bengali: {
		{"Noto Serif Bengali", "Kohinoor Bangla"},
		{"Noto Sans Bengali", "Kohinoor Bangla", "Nirmala UI", "Lohit Bengali"},
	},
	language.Tamil: {
		{"Noto Serif Tamil", "Tamil MN"},
		{"Noto Sans Tamil", "Tamil Sangam MN", "Nirmala UI", "Lohit Tamil"},
	},
	language.Khmer:   {{"Noto Serif Khmer"}, {"Noto Sans Khmer", "Khmer Sangam MN", "Leelawadee UI", "Khmer UI"}},
	language.Lao:     {{"Noto Serif Lao"}, {"Noto Sans Lao", "Lao Sangam MN", "Leelawadee UI", "Lao UI"}},
	language.Myanmar: {{"Noto Serif Myanmar"}, {"Noto Sans Myanmar", "Myanmar Sangam MN", "Myanmar Text"}},
}

// plainText are families that have much, for what no other list names.
var plainText = [2][]string{
	{"Noto Serif", "DejaVu Serif", "Times New Roman", "Times", "Liberation Serif", "FreeSerif"},
	{"Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "FreeSans"},
}

var (
	fixedWidth = []string{"DejaVu Sans Mono", "Menlo", "Consolas", "Cascadia Mono", "SF Mono", "Noto Sans Mono", "Liberation Mono", "Ubuntu Mono", "Courier New"}
	pictures   = []string{"Noto Color Emoji", "Apple Color Emoji", "Twitter Color Emoji", "Segoe UI Emoji", "Noto Emoji"}
	signs      = []string{"Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols2", "Segoe UI Symbol", "Apple Symbols", "Noto Sans Math", "STIX Two Math", "Cambria Math"}
)

// favourites are the families known to be good for a choice, best first.
func favourites(c choice) []string {
	first, second := 0, 1
	if c.look.Family != Serif {
		first, second = 1, 0
	}
	var out []string
	add := func(lists [2][]string) { out = append(append(out, lists[first]...), lists[second]...) }
	switch c.look.Family {
	case Emoji:
		return pictures
	case Mono:
		out = append(out, fixedWidth...)
	}
	if c.region != noRegion {
		// One kind for serif and sans: a second one would cost 40 MB of memory
		// and most systems have only the one.
		lists := eastAsian[c.region]
		return append(append(out, lists[1]...), lists[0]...)
	}
	if lists, ok := byScript[c.script]; ok {
		add(lists)
		return out
	}
	add(plainText)
	return append(out, signs...)
}
