package parse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	russian   = "В порту упал кран, сообщили власти города; движение по набережной временно закрыто."
	japanese1 = "港でクレーンが倒れ、市は海岸通りを当面のあいだ通行止めにすると発表した。"
	korean1   = "항구에서 크레인이 쓰러져 시는 해안 도로의 통행을 당분간 막는다고 밝혔다."
	chinese   = "港口一台起重机倒塌，市政府宣布暂时封闭沿海公路，等待调查结果公布。"
	german    = "Im Hafen fiel ein Kran über die Straße; größere Schäden gab es nicht, schön für die Stadt."
)

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDocumentsAreDecoded(t *testing.T) {
	item := func(s string) string { return rssItem("<title>" + s + "</title>") }
	declared := func(name, s string) string { return `<?xml version="1.0" encoding="` + name + `"?>` + item(s) }
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	for name, test := range map[string]struct {
		body, contentType, want string
	}{
		"UTF-8":                              {item(russian), "", russian},
		"UTF-8 with a mark":                  {"\ufeff" + item(russian), "text/xml; charset=windows-1251", russian},
		"UTF-8 that is called Latin-1":       {declared("iso-8859-1", russian), "text/xml; charset=iso-8859-1", russian},
		"windows-1251 as declared":           {encode(t, charmap.Windows1251, declared("windows-1251", russian)), "text/xml", russian},
		"windows-1251 by the header":         {encode(t, charmap.Windows1251, item(russian)), `text/xml; Charset="windows-1251"`, russian},
		"the header before the declaration":  {encode(t, charmap.KOI8R, declared("windows-1251", russian)), "text/xml;charset=koi8-r", russian},
		"Shift-JIS as declared":              {encode(t, japanese.ShiftJIS, declared("Shift_JIS", japanese1)), "", japanese1},
		"ISO-2022-JP as declared":            {encode(t, japanese.ISO2022JP, declared("iso-2022-jp", japanese1)), "", japanese1},
		"EUC-KR by the header":               {encode(t, korean.EUCKR, item(korean1)), "application/rss+xml; charset=euc-kr", korean1},
		"GBK that nobody declares":           {encode(t, simplifiedchinese.GBK, item(strings.Repeat(chinese, 3))), "", strings.Repeat(chinese, 3)},
		"Shift-JIS that nobody declares":     {encode(t, japanese.ShiftJIS, item(strings.Repeat(japanese1, 3))), "", strings.Repeat(japanese1, 3)},
		"windows-1251 that nobody declares":  {encode(t, charmap.Windows1251, item(strings.Repeat(russian, 3))), "", strings.Repeat(russian, 3)},
		"Big5 as declared":                   {encode(t, traditionalchinese.Big5, declared("big5", "港口新聞")), "", "港口新聞"},
		"Latin-1 that is called UTF-8":       {encode(t, charmap.Windows1252, declared("utf-8", german)), "", german},
		"UTF-16":                             {"\xff\xfe" + encode(t, le, declared("utf-16", russian)), "", russian},
		"UTF-16 without a mark":              {encode(t, le, item(russian)), "", russian},
		"UTF-32 without a mark":              {encode(t, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), item(russian)), "", russian},
		"UTF-8 that is called GB2312":        {declared("gb2312", chinese), "", chinese},
		"UTF-8 that is called GBK":           {declared("utf-8", german+german), "text/xml; charset=gbk", german + german},
		"UTF-8 of a user's own":              {declared("x-user-defined", russian), "", russian},
		"UTF-16 that is none":                {declared("utf-16", russian), "", russian},
		"an unknown charset":                 {declared("x-own", russian), "text/xml; charset=none", russian},
		"UTF-8 with a bad byte":              {declared("utf-8", russian+"\xd0"), "", russian + "\ufffd"},
		"UTF-8 with windows-1252 in between": {declared("utf-8", russian+"it\x92s"), "", russian + "it’s"},
		"UTF-8 with one damaged letter":      {declared("utf-8", "é over\xc3(there"), "", "é over\ufffd(there"},
		"UTF-16 with a damaged mark":         {"\xff\xff" + encode(t, le, declared("utf-16", russian)), "", russian},
		"Shift-JIS with a damaged letter":    {encode(t, japanese.ShiftJIS, declared("Shift_JIS", "港で")) + "\x81", "", "港で"},
		"Latin-1 controls":                   {declared("utf-8", "it\u0092s\u0081 \u00a0né"), "", "it’s né"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Feed([]byte(test.body), test.contentType, "")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Entries[0].Title; got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestPagesAreDecodedByTheirMeta(t *testing.T) {
	page := encode(t, charmap.Windows1251, `<html><head><META http-equiv=Content-Type content="text/html; charset=windows-1251"><p>`+russian)
	if got := string(UTF8([]byte(page), "text/html")); !strings.HasSuffix(got, russian) {
		t.Errorf("got %q", got)
	}
}

func TestGoodDocumentsAreNotCopied(t *testing.T) {
	body := []byte(rssItem(russian))
	if got := UTF8(body, "text/xml; charset=utf-8"); &got[0] != &body[0] {
		t.Error("copied")
	}
}

func FuzzUTF8(f *testing.F) {
	f.Add([]byte("<rss>\xc2\x92\xff"), "text/xml; charset=gbk")
	f.Add([]byte("\xff\xfe<\x00"), "")
	f.Add([]byte("<meta charset=koi8-r>\xd0"), "text/html")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		if !utf8.Valid(UTF8(body, contentType)) {
			t.Errorf("not UTF-8: %q", UTF8(body, contentType))
		}
	})
}
