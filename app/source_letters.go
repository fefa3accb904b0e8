package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"tidings/feeds/fetch"
	"tidings/feeds/mail"
)

const (
	// letterBytes is how much of one message is fetched: its head and its text come first.
	letterBytes = 2 << 20
	// lettersAtOnce is how many messages are asked for with one command.
	lettersAtOnce = 20
)

// fromMailbox fetches what is new in a folder since the last look, else its latest
// messages. What a folder says of itself (UIDVALIDITY, UIDNEXT) are the validators: one
// that is as it was costs a login and no message.
func (c *Core) fromMailbox(ctx context.Context, req fetch.Request) (*fetch.Response, error) {
	start := c.now()
	m, err := c.openMailbox(ctx, req)
	if err != nil {
		return nil, err
	}
	defer m.close()
	folder := m.place.folder
	if folder == "" {
		folder = "INBOX"
	}
	state, err := m.examine(folder)
	if err != nil {
		return nil, err
	}
	resp := &fetch.Response{URL: req.URL, ContentType: mail.BoxType, When: start}
	if state.UIDNext != 0 && state.UIDValidity != 0 {
		resp.ETag = fmt.Sprintf("%d-%d", state.UIDValidity, state.UIDNext)
	}
	if resp.ETag != "" && resp.ETag == req.ETag {
		resp.NotModified = true
	} else if resp.Body, err = m.letters(state, since(req.ETag, state.UIDValidity)); err != nil {
		return nil, err
	}
	resp.Wire, resp.Took = int64(len(resp.Body)), c.now().Sub(start)
	return resp, nil
}

// since is the first message that was not there at the last look; zero: not known.
func since(etag string, validity uint32) imap.UID {
	var was uint32
	var next imap.UID
	if n, err := fmt.Sscanf(etag, "%d-%d", &was, &next); err != nil || n != 2 || was != validity {
		return 0
	}
	return next
}

// letters are the messages from one on, as a mailbox of a file; of many the latest.
func (m *mailbox) letters(state *imap.SelectData, from imap.UID) ([]byte, error) {
	uids, err := m.uids(state, from)
	if err != nil {
		return nil, err
	}
	var texts [][]byte // latest first
	sum := 0
	for len(uids) > 0 && sum < mailBytes {
		batch := uids[max(0, len(uids)-lettersAtOnce):]
		uids = uids[:len(uids)-len(batch)]
		got, err := m.bodies(batch)
		if err != nil {
			return nil, err
		}
		for _, text := range slices.Backward(got) {
			if sum += len(text); sum <= mailBytes || len(texts) == 0 {
				texts = append(texts, text)
			}
		}
	}
	var box []byte
	for _, text := range slices.Backward(texts) {
		box = mail.Append(box, text)
	}
	return box, nil
}

// uids are the messages from one on, else the latest ones, oldest first.
func (m *mailbox) uids(state *imap.SelectData, from imap.UID) ([]imap.UID, error) {
	if state.NumMessages == 0 {
		return nil, nil
	}
	var set imap.NumSet
	if from > 0 {
		var uids imap.UIDSet
		uids.AddRange(from, 0)
		set = uids
	} else {
		var seq imap.SeqSet
		seq.AddRange(max(1, state.NumMessages-min(state.NumMessages, mail.Most)+1), state.NumMessages)
		set = seq
	}
	list, err := m.Fetch(set, &imap.FetchOptions{UID: true}).Collect()
	if err != nil {
		return nil, m.failed(err)
	}
	var uids []imap.UID
	for _, x := range list {
		if x.UID >= from && x.UID > 0 { // “from on” always means the last one too
			uids = append(uids, x.UID)
		}
	}
	slices.Sort(uids)
	return uids[max(0, len(uids)-mail.Most):], nil
}

// bodies are the texts of some messages, oldest first. Looking at them does not mark them.
func (m *mailbox) bodies(uids []imap.UID) ([][]byte, error) {
	section := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Size: letterBytes}}
	list, err := m.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		return nil, m.failed(err)
	}
	slices.SortFunc(list, func(a, b *imapclient.FetchMessageBuffer) int { return int(int64(a.UID) - int64(b.UID)) })
	var texts [][]byte
	for _, x := range list {
		if text := x.FindBodySection(section); len(text) > 0 {
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// foldersLooked is how many folders are looked into for their latest messages.
const foldersLooked = 8

// findFolders are the folders of a mailbox that can be subscribed to, with how many
// messages they have and the latest of them.
func (m *mailbox) findFolders() ([]Found, error) {
	names, err := m.folders()
	if err != nil {
		return nil, err
	}
	var list []Found
	for _, name := range names {
		f := Found{URL: m.place.at(name), Title: name, How: ByTyping, Format: mailFormat}
		if status, err := m.Status(name, &imap.StatusOptions{NumMessages: true}).Wait(); err == nil && status.NumMessages != nil {
			f.Articles = int(*status.NumMessages)
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Found) int { return byLetters(a) - byLetters(b) })
	for i := range list[:min(len(list), foldersLooked)] {
		if err := m.sample(&list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// byLetters puts folders first that are called after newsletters, and empty ones last.
func byLetters(f Found) int {
	name := strings.ToLower(f.Title)
	switch {
	case f.Articles == 0:
		return 2
	case strings.Contains(name, "news") || strings.Contains(name, "letter") || strings.Contains(name, "feed"):
		return 0
	}
	return 1
}

// sample fills in the latest messages of a folder.
func (m *mailbox) sample(f *Found) error {
	state, err := m.examine(f.Title)
	if err != nil || state.NumMessages == 0 {
		return err
	}
	var last imap.SeqSet
	last.AddRange(max(1, state.NumMessages-min(state.NumMessages, samples)+1), state.NumMessages)
	list, err := m.Fetch(last, &imap.FetchOptions{Envelope: true}).Collect()
	if err != nil {
		return m.failed(err)
	}
	for _, x := range slices.Backward(list) {
		if x.Envelope != nil {
			f.Samples = append(f.Samples, Sample{Title: x.Envelope.Subject, Published: x.Envelope.Date})
		}
	}
	if len(f.Samples) > 0 {
		f.Newest = f.Samples[0].Published
	}
	f.Read = true
	return nil
}
