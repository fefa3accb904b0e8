// Package mail reads newsletters: messages of mail as the entries of a feed.
//
// Document takes a mailbox as a file holds it (mbox; Split and Append know its form), and
// reads each message (message.go): its head, then its parts (parts.go). The HTML is kept
// as it was sent, for feeds/content cleans it as that of any feed; only what a mail alone
// has is seen to here (html.go): pictures that came along, the link to the same text on
// the web, and the one to unsubscribe. A message without HTML is made paragraphs
// (text.go). All of it is pure, and takes damaged messages as they are.
package mail

import (
	"bytes"
	"cmp"
	"slices"

	"tidings/feeds"
)

// What a document of mail is, as a media type.
const (
	BoxType     = "application/mbox"
	MessageType = "message/rfc822"
)

// Bounds of what is read.
const (
	// Most is how many messages of a mailbox are read, the latest ones.
	Most = 200
	// MostBytes of one message are read: what is more can only be attachments.
	MostBytes = 8 << 20
)

// IsMail reports whether a media type is one of mail.
func IsMail(mediaType string) bool { return mediaType == BoxType || mediaType == MessageType }

// Document reads a mailbox, or a single message, as a feed. Of a mailbox with messages of
// several senders, only takes those of one, by Sender.Key; empty: all. The error is
// feeds.ErrEmpty, or feeds.ErrNotFeed if there is no message in it. Messages come as they
// lie in the box.
func Document(body []byte, mediaType, only string) (*feeds.Document, error) {
	list, err := Messages(body, mediaType)
	if err != nil {
		return nil, err
	}
	doc := &feeds.Document{}
	for _, m := range list {
		if only != "" && m.Sender.Key != only {
			continue
		}
		if only != "" {
			doc.Title, doc.Site = cmp.Or(m.Sender.Name, doc.Title), cmp.Or(m.Sender.Site, doc.Site)
		}
		doc.Entries = append(doc.Entries, m.Entry)
	}
	return doc, nil
}

// Messages reads the latest Most messages of a mailbox, or a single one.
func Messages(body []byte, mediaType string) ([]Message, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, feeds.ErrEmpty
	}
	raw := [][]byte{body}
	if mediaType == BoxType {
		raw = Split(body)
	}
	raw = raw[max(0, len(raw)-Most):]
	var list []Message
	for _, text := range raw {
		if m, ok := Read(text); ok {
			list = append(list, m)
		}
	}
	if len(list) == 0 {
		return nil, feeds.ErrNotFeed
	}
	return list, nil
}

// A Group is the messages of one sender.
type Group struct {
	Sender
	Messages []Message // newest first
}

// Groups sorts messages by their senders, those with the most messages first.
func Groups(list []Message) []Group {
	var out []Group
	at := map[string]int{}
	for _, m := range list {
		i, ok := at[m.Sender.Key]
		if !ok {
			i = len(out)
			at[m.Sender.Key] = i
			out = append(out, Group{Sender: m.Sender})
		}
		g := &out[i]
		g.Sender.Name = cmp.Or(m.Sender.Name, g.Sender.Name)
		g.Messages = append(g.Messages, m)
	}
	for _, g := range out {
		slices.SortStableFunc(g.Messages, func(a, b Message) int { return b.Published.Compare(a.Published) })
	}
	slices.SortStableFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(len(b.Messages), len(a.Messages)), cmp.Compare(a.Name, b.Name))
	})
	return out
}
