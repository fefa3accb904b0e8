package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/extract"
	"tidings/feeds/fetch"
	"tidings/feeds/listing"
	"tidings/feeds/opml"
	"tidings/feeds/parse"
	"tidings/feeds/query"
	"tidings/storage"
)

func TestEveryErrorHasASentenceOfItsOwn(t *testing.T) {
	errs := map[string]error{}
	for name, err := range map[string]error{
		"exists": feeds.ErrExists, "not stored": feeds.ErrNotFound, "empty": feeds.ErrEmpty, "not a feed": feeds.ErrNotFeed,
		"newer": storage.ErrNewer, "damaged": storage.ErrDamaged, "foreign": storage.ErrForeign, "locked": storage.ErrLocked,
		"full": storage.ErrFull, "undo": storage.ErrNothingToUndo, "folder exists": storage.ErrFolderExists, "folder loop": storage.ErrFolderLoop,
		"no feed": discover.ErrNoFeed, "no address": discover.ErrNotAddress, "a file": discover.ErrFile, "a mail address": discover.ErrMail, "no article": extract.ErrNoArticle, "no link": errNoLink,
		"no OPML": opml.ErrNotOPML, "large OPML": opml.ErrTooLarge,
		"canceled": context.Canceled, "deadline": context.DeadlineExceeded,
		"permission": &os.PathError{Op: "open", Path: "/p/x", Err: fs.ErrPermission}, "no file": &os.PathError{Op: "open", Path: "/p/y", Err: fs.ErrNotExist},
		"query":   &query.Error{Message: "There is a quotation mark too few."},
		"no list": feeds.ErrNoList, "robots": feeds.ErrRobots, "no list at first": errNoOffer, "only a page": ErrOnlyPage,
		"selector": &listing.SelectorError{Field: "items", Text: "li["},
	} {
		errs[name] = err
	}
	for _, kind := range []string{"html", "json", "opml", "sitemap", "xml", "image", "audio", "video", "pdf", "text", "binary"} {
		errs["kind "+kind] = &parse.NotFeedError{Kind: kind}
	}
	for c := fetch.Other; c <= fetch.Busy; c++ {
		if c == fetch.Status || c == fetch.TLS || c == fetch.Address || c == fetch.Canceled {
			continue // below, or the same as an error above
		}
		errs["class "+c.String()] = &fetch.Error{Class: c, URL: "https://www.news.example/feed"}
	}
	errs["packed"] = &fetch.Error{Class: fetch.TooLarge, Packed: true, URL: "https://news.example/"}
	for _, flaw := range []fetch.Flaw{"", fetch.Expired, fetch.NotYetValid, fetch.WrongHost, fetch.UnknownAuthority} {
		errs["flaw "+string(flaw)] = &fetch.Error{Class: fetch.TLS, Flaw: flaw, URL: "https://news.example/"}
	}
	errs["proxy of the system"] = &fetch.Error{Class: fetch.DNS, Flaw: fetch.SystemProxy, URL: "https://news.example/"}
	errs["captive"] = &fetch.Error{Class: fetch.Offline, Flaw: fetch.Captive}
	errs["no name server"] = &fetch.Error{Class: fetch.DNS, Flaw: fetch.NoAnswer, URL: "https://news.example/"}
	errs["inside"] = &fetch.Error{Class: fetch.Redirects, Flaw: fetch.Inside, URL: "https://news.example/"}
	errs["no way"] = &fetch.Error{Class: fetch.Refused, Flaw: fetch.NoWay, URL: "https://news.example/"}
	for _, status := range []int{400, 401, 403, 404, 410, 429, 451, 500, 503} {
		errs[fmt.Sprint("status ", status)] = &fetch.Error{Class: fetch.Status, Status: status, URL: "https://news.example/"}
	}
	for _, kind := range []string{"Bearer realm=x", "NTLM", "Negotiate", "<b>"} {
		errs["login "+kind] = &fetch.Error{Class: fetch.Status, Status: 401, URL: "https://news.example/", Header: http.Header{"Www-Authenticate": {kind}}}
	}
	seen := map[string]string{}
	for name, err := range errs {
		for _, wrapped := range []error{err, fmt.Errorf("do something: %w", fmt.Errorf("to something: %w", err))} {
			got := Explain(wrapped)
			if got == "" || strings.HasPrefix(got, "Something") || !strings.ContainsAny(got[max(0, len(got)-1):], ".?") || strings.Contains(got, "%!") {
				t.Errorf("%s: %q is no sentence", name, got)
			}
			if other, ok := seen[got]; ok && other != name {
				t.Errorf("%s and %s have the same sentence: %s", name, other, got)
			}
			seen[got] = name
		}
		if strings.HasPrefix(name, "class") && !strings.Contains(name, fetch.Offline.String()) && !strings.Contains(Explain(err), "news.example") {
			t.Errorf("%s does not name the host: %s", name, Explain(err))
		}
	}
}

func TestNoErrorHasNoSentence(t *testing.T) {
	if got := Explain(nil); got != "" {
		t.Errorf("it is %q", got)
	}
}

func TestAnUnknownErrorTellsItsCause(t *testing.T) {
	err := fmt.Errorf("read settings: %w", errors.New("the moon is full"))
	if got, want := Explain(err), "Something went wrong: the moon is full."; got != want {
		t.Errorf("it is %q, want %q", got, want)
	}
}

func TestSpansAreSaidInWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		10 * time.Second: "less than a minute", 5 * time.Minute: "5 minutes", 3 * time.Hour: "3 hours", 72 * time.Hour: "3 days",
	} {
		if got := roughly(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
