package mail

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // teaches it the charsets
	libmail "github.com/emersion/go-message/mail"

	"tidings/feeds"
)

// A Message is a mail that was read.
type Message struct {
	feeds.Entry
	Sender Sender
}

// A Sender is who sends a newsletter.
type Sender struct {
	Key  string // that tells it from others: the name of the list, else the address
	Name string // for people; may be empty
	Site string // its page; may be empty
}

// Read reads a message; false: it is none. What is damaged in it is left out.
func Read(raw []byte) (Message, bool) {
	raw = raw[:min(len(raw), MostBytes)]
	e, err := message.Read(bytes.NewReader(raw))
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return Message{}, false
	}
	h := libmail.Header{Header: e.Header}
	if h.Len() == 0 {
		return Message{}, false
	}
	var m Message
	m.Title = oneLine(text(h, "Subject"))
	m.Sender = senderOf(h)
	if a := firstAddress(h, "From", "Sender", "Reply-To"); a.Name != "" || a.Email != "" {
		m.Authors = []feeds.Author{a}
	}
	m.Published = date(h)
	m.GUID = id(h, m)
	m.Link = archived(h)
	parts := collect(e)
	m.Content, m.Language = parts.content(&m, h)
	m.Language = cmp.Or(oneLine(h.Get("Content-Language")), m.Language)
	m.Content += parts.named()
	return m, true
}

// text is a field as people read it.
func text(h libmail.Header, name string) string {
	s, err := h.Text(name)
	if err != nil && s == "" {
		s = h.Get(name)
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// firstAddress is the first one of the first field that has any.
func firstAddress(h libmail.Header, fields ...string) feeds.Author {
	for _, name := range fields {
		if list, err := h.AddressList(name); err == nil && len(list) > 0 {
			return feeds.Author{Name: oneLine(list[0].Name), Email: strings.ToLower(list[0].Address)}
		}
		if m := looseAddress.FindStringSubmatch(text(h, name)); m != nil { // "Some, Name <name@host>"
			return feeds.Author{Name: oneLine(strings.Trim(m[1], `" `)), Email: strings.ToLower(m[2])}
		}
	}
	return feeds.Author{}
}

var looseAddress = regexp.MustCompile(`^([^<]*?)<?([^\s<>@]+@[^\s<>@]+)>?`)

// date is when a message was sent, else when a server took it; zero: not said.
func date(h libmail.Header) time.Time {
	if t, err := h.Date(); err == nil && t.Year() > 1970 {
		return t.UTC()
	}
	_, when, _ := strings.Cut(h.Get("Received"), ";")
	h.Set("Date", strings.TrimSpace(when))
	if t, err := h.Date(); err == nil && t.Year() > 1970 {
		return t.UTC()
	}
	return time.Time{}
}

// id names a message. One without an ID of its own is named by its head, which no copy
// of it changes.
func id(h libmail.Header, m Message) string {
	if own := strings.Trim(oneLine(h.Get("Message-Id")), "<> "); own != "" {
		return own
	}
	sum := sha256.Sum256([]byte(h.Get("From") + "\n" + h.Get("Date") + "\n" + h.Get("Subject")))
	return "mail:" + hex.EncodeToString(sum[:16])
}

// archived is where a message says that it lies on the web (RFC 5064).
func archived(h libmail.Header) string { return bracketed(h.Get("Archived-At"), "https", "http") }

// bracketed is the first address in a field ("<mailto:a@b>, <https://…>") of the first of
// some schemes that it has.
func bracketed(value string, schemes ...string) string {
	for _, scheme := range schemes {
		for part := range strings.SplitSeq(value, ">") {
			_, address, ok := strings.Cut(part, "<")
			if !ok {
				address = part
			}
			address = strings.Join(strings.Fields(address), "")
			if u, err := url.Parse(address); err == nil && strings.EqualFold(u.Scheme, scheme) && (u.Host != "" || u.Opaque != "") {
				return address
			}
		}
	}
	return ""
}

// listID is the name of a list and what people call it (RFC 2919).
var listID = regexp.MustCompile(`^\s*(.*?)\s*<?([^<>\s]+)>?\s*$`)

// senderOf tells by whom a newsletter is.
func senderOf(h libmail.Header) Sender {
	from := firstAddress(h, "From", "Sender", "Reply-To")
	s := Sender{Key: from.Email, Name: cmp.Or(from.Name, from.Email)}
	if m := listID.FindStringSubmatch(text(h, "List-Id")); m != nil && strings.Contains(m[2], ".") {
		s.Key = strings.ToLower(m[2])
		if name := oneLine(strings.Trim(m[1], `" `)); name != "" && !strings.ContainsAny(name, "@<>") && !machine.MatchString(name) {
			s.Name = name
		}
	}
	s.Site = bracketed(h.Get("List-Archive"), "https", "http")
	return s
}

// machine is a name of a list that no person gave.
var machine = regexp.MustCompile(`^[0-9a-fA-F_.-]+$|^\S*\d{5}\S*$`)
