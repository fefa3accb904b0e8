package app

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/mail"
)

// How what is no document of the web was found.
const (
	ByTyping = "typed"  // it is the file, folder, command or mailbox that the reader named
	BySender = "sender" // one of several senders in a mailbox
)

// fileEndings are those of files that are feeds or mail, and of no host.
var fileEndings = []string{".xml", ".rss", ".atom", ".rdf", ".json", ".mbox", ".eml"}

// sourceAddress is the address of what a person typed that is no document of the web;
// false: it is something else.
func sourceAddress(text string) (string, bool) {
	text = strings.TrimSpace(text)
	switch feeds.SourceOf(text) {
	case feeds.ByCommand:
		return CommandAddress(text[len(feeds.CommandScheme):])
	case feeds.InMailbox:
		return text, true
	}
	if address, ok := typedPath(text); ok {
		return address, true
	}
	if slices.Contains(fileEndings, strings.ToLower(filepath.Ext(text))) && !strings.Contains(text, "://") {
		if info, err := os.Stat(text); err == nil && info.Mode().IsRegular() {
			return typedPath("./" + filepath.ToSlash(text))
		}
	}
	return "", false
}

// IsSource reports whether a person typed the path of a file, or something else that is no
// document of the web.
func IsSource(text string) bool {
	_, ok := sourceAddress(text)
	return ok
}

// findSource looks at what a person typed that is no document of the web, and says what
// can be subscribed to.
func (c *Core) findSource(ctx context.Context, l Lookup) ([]Found, error) {
	address, _ := sourceAddress(l.Text)
	list, err := c.lookAtSource(ctx, address, l)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].typed = true
		if err := c.findSubscription(ctx, &list[i]); err != nil {
			return nil, err
		}
		for j := range list[i].Each {
			if err := c.findSubscription(ctx, &list[i].Each[j]); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

func (c *Core) lookAtSource(ctx context.Context, address string, l Lookup) ([]Found, error) {
	var resp *fetch.Response
	var err error
	switch feeds.SourceOf(address) {
	case feeds.ByCommand:
		if !c.Commands() {
			return nil, ErrCommandsOff
		}
		args, _ := arguments(commandOf(address))
		resp, err = c.runCommand(ctx, address, args)
	case feeds.InMailbox:
		return c.lookIntoMailbox(ctx, address, l)
	default:
		resp, err = c.fromDisk(ctx, fetch.Request{URL: address})
	}
	if err != nil {
		return nil, err
	}
	if mail.IsMail(resp.ContentType) {
		return c.senders(address, resp)
	}
	doc, err := readSource(resp)
	if err != nil {
		if sentence := notFeedWords(feeds.Feed{URL: address}, err); fetch.ClassOf(err) == fetch.NotFeed && !isList(err) {
			err = &sourceError{sentence, err}
		}
		return nil, err
	}
	f := Found{URL: address, How: ByTyping, Format: formatOf(resp.Body)}
	f.readDocument(doc, c.now())
	f.Title = cmp.Or(f.Title, nameOf(address))
	return []Found{f}, nil
}

// lookIntoMailbox says what there is in a mailbox: its folders where the address names
// none, else the folder and who sends what lies in it. The login is kept with what is
// subscribed to, and nowhere in the address.
func (c *Core) lookIntoMailbox(ctx context.Context, address string, l Lookup) ([]Found, error) {
	plain, login := feeds.CutLogin(address)
	req := fetch.Request{URL: plain, User: cmp.Or(l.Login, login)}
	place, err := placeOf(plain)
	if err != nil {
		return nil, err
	}
	var list []Found
	if place.folder == "" {
		m, err := c.openMailbox(ctx, req)
		if err != nil {
			return nil, err
		}
		defer m.close()
		if list, err = m.findFolders(); err != nil {
			return nil, err
		}
	} else {
		if place.user == "" && req.User != nil {
			place.user = req.User.Username()
			req.URL = withQueryOf(plain, place.at(place.folder))
		}
		resp, err := c.fromMailbox(ctx, req)
		if err != nil {
			return nil, err
		}
		if list, err = c.senders(req.URL, resp); err != nil {
			return nil, err
		}
	}
	for i := range list {
		list[i].login = req.User
		for j := range list[i].Each {
			list[i].Each[j].login = req.User
		}
	}
	return list, nil
}

// readDocument fills in what a document says that is none of the web.
func (f *Found) readDocument(doc *feeds.Document, now time.Time) {
	f.Read = true
	f.Title, f.Site, f.Description, f.Language = doc.Title, doc.Site, doc.Description, doc.Language
	f.Articles = len(doc.Entries)
	entries := slices.Clone(doc.Entries)
	slices.SortStableFunc(entries, func(a, b feeds.Entry) int { return b.Published.Compare(a.Published) })
	f.readEntries(entries)
	f.PerWeek = perWeek(entries, now)
	f.FullText = f.FullText || f.Format == mailFormat // a mail is all that there is
}

// mailFormat is the Found.Format of newsletters.
const mailFormat = "mail"

// senders are what can be subscribed to of a mailbox: all that is in it, and where there
// are several senders, the newsletters one by one.
func (c *Core) senders(address string, resp *fetch.Response) ([]Found, error) {
	doc, err := readSource(resp)
	if err != nil {
		return nil, err
	}
	whole := Found{URL: address, How: ByTyping, Format: mailFormat}
	whole.readDocument(doc, c.now())
	if onlyOf(address) != "" || len(doc.Entries) == 0 {
		return []Found{whole}, nil
	}
	messages, err := mail.Messages(resp.Body, resp.ContentType)
	if err != nil {
		return nil, err
	}
	groups := mail.Groups(messages)
	if len(groups) < 2 {
		return []Found{whole}, nil
	}
	whole.How = BySender
	var each []Found
	for _, g := range groups {
		f := Found{URL: withSender(address, g.Key), How: BySender, Format: mailFormat, typed: true}
		doc := &feeds.Document{Title: cmp.Or(g.Name, g.Key), Site: g.Site}
		for _, m := range g.Messages {
			doc.Entries = append(doc.Entries, m.Entry)
		}
		f.readDocument(doc, c.now())
		each = append(each, f)
	}
	all := whole
	all.Title, all.URL = fmt.Sprintf("Every newsletter as a feed of its own (%d)", len(each)), address+"#each"
	all.Each, all.Samples = each, nil
	return append([]Found{whole, all}, each...), nil
}

// Expand puts in the place of what stands for several feeds those that are not subscribed
// to yet, each once.
func Expand(list []Found) []Found {
	var out []Found
	seen := map[string]bool{}
	for _, f := range list {
		parts := f.Each
		if parts == nil {
			parts = []Found{f}
		}
		for _, p := range parts {
			if !seen[p.URL] && (f.Each == nil || p.Subscribed == 0) {
				seen[p.URL] = true
				out = append(out, p)
			}
		}
	}
	return out
}
