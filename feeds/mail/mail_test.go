package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// read reads a message written with plain line ends.
func read(t *testing.T, text string) Message {
	t.Helper()
	m, ok := Read([]byte(strings.ReplaceAll(strings.TrimLeft(text, "\n"), "\n", "\r\n")))
	if !ok {
		t.Fatalf("no message: %.200s", text)
	}
	return m
}

const letter = `
From: =?utf-8?q?Die_K=C3=BCstenpost?= <Post@kueste.example>
To: reader@example.org
Subject: =?iso-8859-1?q?Sturm_=FCber_dem_Hafen?=
 =?iso-8859-1?q?_von_Nordhaven?=
Date: Tue, 3 Nov 2026 07:30:00 +0100
Message-ID: <issue-41@kueste.example>
List-Id: Küstenpost <post.kueste.example>
List-Unsubscribe: <mailto:leave@kueste.example>, <https://kueste.example/leave?u=7>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

Plain words.
--b1
Content-Type: multipart/related; boundary="b2"

--b2
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html lang=3D"de"><body><table><tr><td><a href=3D"https://kueste.example/41">Im =
Browser ansehen</a></td></tr><tr><td><h1>Sturm</h1><p>Die Flut =FCbersp=FClte =
den Kai.</p><img src=3D"cid:kai@x" width=3D"600"></td></tr>
<tr><td>Sie lesen das, weil Sie es bestellt haben. <a href=3D"https://kueste.example/out">Newsletter abmelden</a></td></tr></table></body></html>
--b2
Content-Type: image/png
Content-ID: <kai@x>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b2--
--b1--
`

func TestAnIssueIsRead(t *testing.T) {
	m := read(t, letter)
	if m.Title != "Sturm über dem Hafen von Nordhaven" {
		t.Errorf("title %q", m.Title)
	}
	if m.GUID != "issue-41@kueste.example" || m.Link != "https://kueste.example/41" || m.Language != "de" {
		t.Errorf("GUID %q, link %q, language %q", m.GUID, m.Link, m.Language)
	}
	if len(m.Authors) != 1 || m.Authors[0] != (feeds.Author{Name: "Die Küstenpost", Email: "post@kueste.example"}) {
		t.Errorf("authors %v", m.Authors)
	}
	if want := time.Date(2026, 11, 3, 6, 30, 0, 0, time.UTC); !m.Published.Equal(want) {
		t.Errorf("published %v, want %v", m.Published, want)
	}
	if m.Sender != (Sender{Key: "post.kueste.example", Name: "Küstenpost"}) {
		t.Errorf("sender %+v", m.Sender)
	}
	for _, part := range []string{"Die Flut überspülte den Kai.", `src="data:image/png;base64,iVBORw0KGgo="`,
		`<p><a href="https://kueste.example/leave?u=7">Unsubscribe from this newsletter</a></p>`} {
		if !strings.Contains(m.Content, part) {
			t.Errorf("%q is not in %s", part, m.Content)
		}
	}
	for _, part := range []string{"Browser ansehen", "abmelden", "bestellt haben", "Plain words"} {
		if strings.Contains(m.Content, part) {
			t.Errorf("%q is in %s", part, m.Content)
		}
	}
}

func TestPlainTextBecomesParagraphsWithLinks(t *testing.T) {
	m := read(t, `
From: desk@example.org
Subject: Notes
Message-Id: <1@example.org>

The harbour of Nordhaven opened again on Monday morning after
three days of storm, and the first ferry left at noon.

See https://example.org/harbour(2026), and (https://example.org/x).
- one
- two
> said <b>before</b>
`)
	want := `<p>The harbour of Nordhaven opened again on Monday morning after
three days of storm, and the first ferry left at noon.</p>
<p>See <a href="https://example.org/harbour(2026)">https://example.org/harbour(2026)</a>, and (<a href="https://example.org/x">https://example.org/x</a>).<br>
- one<br>
- two<br>
&gt; said &lt;b&gt;before&lt;/b&gt;</p>`
	if m.Content != want {
		t.Errorf("content\n%s\nwant\n%s", m.Content, want)
	}
}

func TestAttachmentsAreNamed(t *testing.T) {
	m := read(t, `
From: desk@example.org
Subject: Report
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

Here it is.
--x
Content-Type: application/pdf; name="=?utf-8?q?H=C3=A4fen=2Epdf?="
Content-Disposition: attachment
Content-Transfer-Encoding: base64

SGVsbG8=
--x
Content-Type: message/rfc822
Content-Disposition: attachment

From: other@example.org
Subject: Inner

Text of another.
--x--
`)
	if want := "<p>Here it is.</p><p>Attached, and kept in the mailbox: Häfen.pdf (5 B), message.eml (59 B)</p>"; m.Content != want {
		t.Errorf("content %q, want %q", m.Content, want)
	}
}

func TestTheWebVersionIsToldFromHeadlines(t *testing.T) {
	for words, want := range map[string]bool{
		"View this email in your browser": true, "View in browser": true, "View online": true, "Web version": true, "Read it on the web →": true,
		"Im Browser ansehen": true, "Voir dans le navigateur": true, "Ver en tu navegador": true, "Bekijk in je browser": true,
		"ブラウザで表示": true, "在浏览器中查看": true, "Открыть в браузере": true, "عرض في المتصفح": true,
		"How to read maps online": false, "The new browser war": false, "So schützen Sie sich im Browser": false, "ブラウザ戦争の歴史": false,
		"Web": false, "Our website": false, "Online shops see fewer orders": false,
	} {
		if got := isWebVersion(words); got != want {
			t.Errorf("isWebVersion(%q) = %v", words, got)
		}
	}
}

func TestOnlyTheLineOfALinkIsLeftOut(t *testing.T) {
	story := strings.Repeat("The council met on the evening and spoke of the harbour. ", 8)
	m := read(t, "\nFrom: a@example.org\nContent-Type: text/html\n\n"+
		`<div><p>`+story+`<a href="https://example.org/u">Unsubscribe</a></p><p>Trouble reading this? <a href="https://example.org/web">Click here</a>.</p><h2>Next</h2></div>`)
	if m.Link != "https://example.org/web" || strings.Contains(m.Content, "Trouble") || !strings.Contains(m.Content, "spoke of the harbour") || !strings.Contains(m.Content, "Next") {
		t.Errorf("link %q, content %s", m.Link, m.Content)
	}
	if n := strings.Count(m.Content, "https://example.org/u"); n != 1 {
		t.Errorf("the link to unsubscribe stands there %d times", n)
	}
}

func TestWithoutAnIDAMessageIsKnownByItsHead(t *testing.T) {
	const head = "\nFrom: a@example.org\nSubject: Hello\nDate: Tue, 3 Nov 2026 07:30:00 +0100\n"
	one, copied := read(t, head+"\ntext"), read(t, head+"X-Moved: yes\n\ntext")
	other := read(t, strings.Replace(head, "Hello", "Good-bye", 1)+"\ntext")
	if one.GUID == "" || one.GUID != copied.GUID || one.GUID == other.GUID {
		t.Errorf("GUIDs %q, %q, %q", one.GUID, copied.GUID, other.GUID)
	}
}

func TestCharsetsThatAreNotSaidOrNotKnown(t *testing.T) {
	for name, text := range map[string]string{
		"in a meta element":      "Content-Type: text/html\n\n<meta charset=windows-1251><p>\xcc\xee\xf0\xe5</p>",
		"in the head":            "Content-Type: text/html; charset=windows-1251\n\n<p>\xcc\xee\xf0\xe5</p>",
		"UTF-8 by itself":        "Content-Type: text/html\n\n<p>Море</p>",
		"UTF-8 and called other": "Content-Type: text/html; charset=x-nobody-knows\n\n<p>Море</p>",
	} {
		if m := read(t, "\nFrom: a@example.org\n"+text); !strings.Contains(m.Content, "Море") {
			t.Errorf("%s: %s", name, m.Content)
		}
	}
}

func TestALargePictureThatCameAlongIsMadeSmaller(t *testing.T) {
	big := image.NewRGBA(image.Rect(0, 0, 900, 700))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range big.Pix {
		big.Pix[i] = byte(r.UintN(256))
	}
	big.Set(0, 0, color.White)
	var file bytes.Buffer
	if err := png.Encode(&file, big); err != nil {
		t.Fatal(err)
	}
	code := base64.StdEncoding.EncodeToString(file.Bytes())
	m := read(t, "\nFrom: a@example.org\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<img src='cid:p1'>\n--x\nContent-Type: image/png\nContent-Id: <p1>\nContent-Transfer-Encoding: base64\n\n"+code+"\n--x--\n")
	if !strings.Contains(m.Content, "data:image/jpeg;base64,") || len(m.Content) > 500<<10 {
		t.Errorf("%d bytes: %.200s", len(m.Content), m.Content)
	}
}

func TestAMailboxIsSplitAsItWasJoined(t *testing.T) {
	first := "From: a@example.org\nSubject: One\nMessage-Id: <1@x>\n\nFrom here on\n>From there\n\nFrom the sea: a song\n"
	second := "From: b@example.org\nSubject: Two\nMessage-Id: <2@x>\n\nText\n"
	box := Append(Append(nil, []byte(first)), []byte(second))
	list := Split(box)
	if len(list) != 2 || string(list[0]) != first+"\n" || string(list[1]) != second+"\n" {
		t.Fatalf("%q", list)
	}
	if cut := Split(box[20:]); len(cut) != 1 || !strings.Contains(string(cut[0]), "Two") {
		t.Errorf("of a box that was cut: %q", cut)
	}
}

func TestALineOfTextBeginsNoMessage(t *testing.T) {
	box := "From a@example.org Tue Nov  3 07:30:00 2026\nSubject: One\n\nText\n\nFrom the sea came a song\nof old.\n\nFrom b@example.org Tue Nov  3 07:31:00 2026\nSubject: Two\n\nText\n"
	if list := Split([]byte(box)); len(list) != 2 {
		t.Errorf("%d messages", len(list))
	}
}

func TestABoxIsGroupedBySenders(t *testing.T) {
	var box []byte
	for _, m := range []string{"From: Post <p@x.example>\nSubject: 1\n\na", "From: Desk <d@x.example>\nSubject: 2\n\nb", "From: Post <P@x.example>\nSubject: 3\n\nc"} {
		box = Append(box, []byte(m))
	}
	list, err := Messages(box, BoxType)
	if err != nil {
		t.Fatal(err)
	}
	groups := Groups(list)
	if len(groups) != 2 || groups[0].Name != "Post" || len(groups[0].Messages) != 2 || groups[1].Key != "d@x.example" {
		t.Errorf("%+v", groups)
	}
	doc, err := Document(box, BoxType, "d@x.example")
	if err != nil || len(doc.Entries) != 1 || doc.Title != "Desk" {
		t.Errorf("%+v, %v", doc, err)
	}
}

func TestWhatIsNoMail(t *testing.T) {
	for text, want := range map[string]error{"": feeds.ErrEmpty, " \n": feeds.ErrEmpty, "hello": feeds.ErrNotFeed} {
		if _, err := Document([]byte(text), BoxType, ""); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	for text, want := range map[string]bool{
		"Return-Path: <a@b>\nSubject: x\n\ntext": true, "Subject: x\n y\n\n": true, "<?xml version='1.0'?>": false,
		"title: a page\nlayout: post\n\n": false, "From a@b\n": false, "": false,
	} {
		if got := IsMessage([]byte(text)); got != want {
			t.Errorf("IsMessage(%q) = %v", text, got)
		}
	}
}

func TestDamagedMessagesGiveWhatCanBeRead(t *testing.T) {
	whole := []byte(strings.ReplaceAll(strings.TrimLeft(letter, "\n"), "\n", "\r\n"))
	for cut := range len(whole) {
		if m, ok := Read(whole[:cut]); ok && cut > 900 && m.Title != "Sturm über dem Hafen von Nordhaven" {
			t.Fatalf("cut at %d: title %q", cut, m.Title)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(strings.ReplaceAll(letter[1:], "\n", "\r\n")))
	f.Add([]byte("From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--"))
	f.Add([]byte("From a@b\nSubject: x\n\n>From here\n\nFrom b\nSubject: y\n\n<a href='https://a.example/'>unsubscribe</a>"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if m, ok := Read(text); ok && m.GUID == "" {
			t.Error("a message without a name")
		}
		box := Append(nil, append([]byte("Subject: x\n"), text...))
		if got := Split(box); len(got) != 1 {
			t.Errorf("one message was split into %d", len(got))
		}
		_, _ = Messages(text, BoxType)
	})
}
