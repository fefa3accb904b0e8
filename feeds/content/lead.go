package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lead is the first sentences of a text, at most n characters: what a list
// shows below a headline. Lines before the text that only say who wrote it,
// when and where are left out, and so is the place and agency that it opens
// with. It ends with a sentence where that is not much shorter, else after a
// word, with an ellipsis.
func Lead(text string, n int) string {
	if n <= 0 {
		return ""
	}
	lead := gather(text, n)
	return cutLead(withoutDateline(lead), n)
}

// gather joins the paragraphs that the lead is made of: more than n characters,
// if there are so many.
func gather(text string, n int) string {
	var out strings.Builder
	began, skipped := false, ""
	count := 0
	for text != "" && count <= n+maxDateline {
		var par string
		par, text, _ = strings.Cut(text, "\n\n")
		par = squeeze(par, n+maxDateline+1-count)
		if par == "" {
			continue
		}
		if !began && apparatus(par) {
			if skipped == "" {
				skipped = par
			}
			continue
		}
		began = true
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		par = cutRunes(par, n+maxDateline+1-count)
		count += utf8.RuneCountInString(par) + 1
		out.WriteString(par)
	}
	if out.Len() == 0 {
		return skipped
	}
	return out.String()
}

// squeeze makes one blank of all white space, as far as a few more than the first n
// characters of a paragraph, or than those that tell whether it is apparatus.
func squeeze(par string, n int) string {
	var out strings.Builder
	n = max(n, shortLine)
	for word := range strings.FieldsSeq(par) {
		if out.Len() > 0 {
			out.WriteByte(' ')
			n--
		} else {
			out.Grow(min(len(par), 2*n))
		}
		out.WriteString(word)
		if n -= utf8.RuneCountInString(word); n < 0 {
			break
		}
	}
	return out.String()
}

// shortLine is how many characters a line at the top has at most that is no text.
const shortLine = 100

// bylines begin a line that says who wrote, took or published something.
var bylines = []string{
	"by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "autor:", "author:", "written by ", "reported by ",
	"photo:", "photo by ", "photograph:", "image:", "image source", "picture:", "credit:", "foto:", "bild:", "quelle:",
	"crédit", "source:", "©", "nguồn:", "ảnh:", "theo ", "tác giả:", "published ", "updated ", "posted ", "last updated",
	"published:", "updated:", "date:", "veröffentlicht", "aktualisiert", "stand:", "publié ", "mis à jour",
	"publicado", "actualizado", "pubblicato", "опубликовано", "обновлено", "автор:", "фото:", "来源:", "来源：", "作者：", "作者:",
	"记者", "責任編輯", "编辑：", "責編", "文／", "文/", "撮影", "写真：", "기자", "사진", "入力 ", "입력 ", "share ", "listen to this",
}

// apparatus reports whether a paragraph at the top is no text: short, no
// sentence, and a byline, a date or a name alone.
func apparatus(par string) bool {
	if utf8.RuneCountInString(par) > shortLine {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(par)
	if strings.ContainsRune(".!?…。！？\"”»」』:：", last) && !strings.HasSuffix(par, "|") {
		return false
	}
	low := strings.TrimLeft(strings.ToLower(par), "([")
	for _, b := range bylines {
		if strings.HasPrefix(low, b) {
			return true
		}
	}
	words := strings.Fields(par)
	return dated(low) && len(words) <= 12 || strings.HasSuffix(par, "|") || strings.HasSuffix(par, "기자")
}

// dated reports whether a short text is mostly digits and what stands between
// them in dates.
func dated(s string) bool {
	digits, year := 0, 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
			if year++; year == 4 {
				digits += 4
			}
		} else {
			year = 0
		}
	}
	return digits >= 6 && digits*3 >= len(s)/2 || strings.HasSuffix(s, " ago") || strings.HasSuffix(s, " min read") ||
		strings.HasSuffix(s, " minute read") || strings.HasPrefix(s, "vor ") && digits > 0
}

// maxDateline is how many characters a dateline has at most.
const maxDateline = 70

// withoutDateline removes the place and agency that a text opens with:
// "BEIJING, Jan 5 (Xinhua) -- ", "(TTXVN) - ", "(서울=연합뉴스) 홍길동 기자 = ".
func withoutDateline(s string) string {
	if rest, ok := strings.CutPrefix(s, "【"); ok {
		if tag, after, ok := strings.Cut(rest, "】"); ok && utf8.RuneCountInString(tag) <= 20 && after != "" {
			return strings.TrimSpace(after)
		}
	}
	head := cutRunes(s, maxDateline)
	if i := strings.Index(head, "日电"); i > 0 && strings.Contains(head[:i], "社") {
		after := strings.TrimLeft(s[i+len("日电"):], " 　")
		if inner, rest, ok := strings.Cut(after, "）"); ok && strings.HasPrefix(after, "（") && utf8.RuneCountInString(inner) < 40 {
			after = strings.TrimLeft(rest, " 　")
		}
		return after
	}
	for _, dash := range []string{" — ", " – ", " -- ", " - ", ") — ", ") -", ")—", ")–", " = "} {
		i := strings.Index(head, dash)
		if i <= 0 {
			continue
		}
		end := i + len(dash)
		if strings.HasPrefix(dash, ")") {
			i++
		}
		if dateline(head[:i], dash == " = ") {
			return strings.TrimLeft(s[end:], " -–—")
		}
	}
	return s
}

// dateline reports whether what stands before a dash is place and agency: it
// ends with an agency in brackets, or it is in capitals.
func dateline(s string, korean bool) bool {
	if korean {
		return strings.HasPrefix(s, "(") || strings.HasSuffix(s, "기자") || strings.HasSuffix(s, "특파원")
	}
	if strings.HasSuffix(s, ")") {
		open := strings.LastIndexByte(s, '(')
		return open >= 0 && len(s)-open < 40 && (open == 0 || capital(s))
	}
	upper, lower := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	return upper >= 3 && lower*4 <= upper
}

// capital reports whether a text begins with a capital letter, or has none.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r)
}

// cutLead cuts a text to n characters.
func cutLead(s string, n int) string {
	head := cutRunes(s, n)
	if len(head) == len(s) {
		return s
	}
	if i := sentenceEnd(head); i > 0 && utf8.RuneCountInString(head[:i])*5 >= n*3 {
		return head[:i]
	}
	head = cutRunes(s, n-1)
	next, _ := utf8.DecodeRuneInString(s[len(head):])
	last, _ := utf8.DecodeLastRuneInString(head)
	if !unicode.IsSpace(next) && !withoutSpaces(next) && !withoutSpaces(last) {
		if i := strings.LastIndexFunc(head, unicode.IsSpace); i > len(head)/2 {
			head = head[:i]
		}
	}
	head = strings.TrimRightFunc(head, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-、，；：", r) })
	return head + "…"
}

// sentenceEnd is the end of the last whole sentence; 0: none ends.
func sentenceEnd(s string) int {
	end := 0
	for i, r := range s {
		switch r {
		case '。', '！', '？':
			end = i + utf8.RuneLen(r)
			if rest := s[end:]; strings.HasPrefix(rest, "」") || strings.HasPrefix(rest, "”") || strings.HasPrefix(rest, "』") {
				end += len("」")
			}
		case '.', '!', '?', '…', '؟', '।':
			to := i + utf8.RuneLen(r)
			rest := strings.TrimLeft(s[to:], "\"”’»')")
			if strings.HasPrefix(rest, " ") && !abbreviated(s[:i], rest[1:]) || rest == "" && r != '.' {
				end = len(s) - len(rest)
			}
		}
	}
	return end
}

// abbreviated reports whether the point after a word is not the end of a
// sentence: an initial, a short word with a capital such as "Dr", or no capital
// after it.
func abbreviated(before, after string) bool {
	word := before[strings.LastIndexByte(before, ' ')+1:]
	next, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLower(next) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(word)
	return utf8.RuneCountInString(word) <= 3 && unicode.IsUpper(first) && next != utf8.RuneError ||
		strings.Contains(word, ".")
}
