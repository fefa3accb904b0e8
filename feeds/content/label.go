package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadingText is the plain text of clean HTML for whoever reads it without its
// pictures: as Text, with the captions that only name what is seen, such as
// "Flame chart", because the text around them counts on these. Longer captions
// tell what happens once more, and credits tell nothing.
func ReadingText(clean string) string {
	t := texter{labels: true}
	t.blocks(Blocks(clean), "\n\n")
	if t.Len() == 0 {
		return Text(clean)
	}
	return t.String()
}

// label writes the caption of a picture if it is such a name. Above the text
// nothing counts on it yet.
func (t *texter) label(caption []Span, sep string) {
	if t.labels && t.Len() > 0 && isLabel(plain(caption)) {
		t.part(sep)
		t.spans(caption)
	}
}

// isLabel reports whether a caption is a few words that are no credit.
func isLabel(s string) bool {
	if s == "" || len(s) > 90 || utf8.RuneCountInString(s) > 60 {
		return false
	}
	s = strings.ToLower(s)
	if strings.ContainsAny(s, "©/") || strings.Contains(s, "(c)") {
		return false
	}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if creditWords[w] {
			return false
		}
	}
	return true
}

// creditWords are in captions that say whose a picture is.
var creditWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`photo photos photograph photography image images picture credit credits courtesy copyright source supplied via
getty shutterstock unsplash reuters afp ap apa dpa epa ansa tass xinhua flickr wikimedia pixabay
foto fotos bild bilder bildquelle quelle fotografie symbolbild archivbild crédit crédits imagen crédito créditos imagem fuente fonte
zdjęcie fot źródło kuva källa kilde kaynak фото источник снимок ảnh nguồn 写真 撮影 提供 图 图片 图源 來源 来源 사진 제공`) {
		set[w] = true
	}
	return set
}()
