package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"strings"
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
	"tidings/storage/readers"
)

// Explain is the sentence that a person reads instead of an error. It is the one
// place where such sentences are made, for window and terminal alike; the error
// itself belongs into the log.
func Explain(err error) string {
	if err == nil {
		return ""
	}
	var answer *fetch.Error
	var kind *parse.NotFeedError
	var full *os.PathError
	var wrong *query.Error
	var nowhere *noFolderError
	var none *discover.NoFeedError
	var access *accessError
	var selector *listing.SelectorError
	var source *sourceError
	switch {
	case errors.As(err, &source):
		return source.sentence
	case errors.Is(err, ErrCommandsOff):
		return "Feeds from commands are switched off on this computer. “tidingsctl commands on” switches them on, and so does the list of commands in the window (Ctrl+K)."
	case errors.Is(err, feeds.ErrExists):
		return "You are subscribed to this feed already."
	case errors.Is(err, exec.ErrNotFound):
		return "This system has no program that opens it."
	case errors.Is(err, errNoPage):
		return "This is not the address of a page."
	case errors.Is(err, storage.ErrFolderExists):
		return "There is a folder of this name already."
	case errors.Is(err, storage.ErrFolderLoop):
		return "A folder cannot be put into itself."
	case errors.Is(err, opml.ErrNotOPML):
		return "This file is not a list of subscriptions (OPML)."
	case errors.Is(err, opml.ErrTooLarge):
		return "This file is too large for a list of subscriptions."
	case errors.Is(err, readers.ErrUnknown):
		return "This is neither the data of a reader that Tidings knows nor a list of subscriptions (OPML)."
	case errors.Is(err, readers.ErrDamaged):
		return "The file of the other reader is damaged, and nothing of it can be read."
	case errors.Is(err, storage.ErrImportUndone):
		return "The import was undone, so it ended."
	case errors.Is(err, storage.ErrNothingToUndo):
		return "There is nothing to undo."
	case errors.Is(err, storage.ErrGone):
		return "This cannot be taken back any more: nothing of it is left. Undo again takes back what was before it."
	case errors.Is(err, storage.ErrAction):
		return "A rule can mark as read, star, put aside to read later, or delete."
	case errors.Is(err, storage.ErrTopicTaken):
		return "There is a topic of this name already."
	case errors.Is(err, storage.ErrTopicName):
		return "A topic needs a name."
	case errors.Is(err, storage.ErrTooManyTopics):
		return "There are 50 topics of your own, and no more can be. One that you no longer need can be removed."
	case errors.Is(err, storage.ErrMutesAll):
		return "Choose a topic, a feed or words that are to be hidden."
	case errors.Is(err, ErrAlone):
		return "This article is alone in its story."
	case errors.Is(err, ErrWhole):
		return "Choose some of the articles of the story, but not all of them."
	case errors.Is(err, storage.ErrNewer):
		return "This profile was made by a newer version of Tidings. Please update Tidings to open it."
	case errors.Is(err, storage.ErrReadOnly):
		return "Tidings cannot write in the folder of your profile. What is stored can be read."
	case errors.Is(err, storage.ErrInUse):
		return "Another Tidings has this profile open. Close its window, or wait for the terminal to finish, and try again."
	case errors.Is(err, storage.ErrBadCopy):
		return "This backup is damaged. The file with your articles is as it was. If this happens again, the disk may be failing."
	case errors.Is(err, storage.ErrDamaged):
		return "The file with your articles is damaged. “tidingsctl check --mend” saves what can be saved; “tidingsctl backup list” shows what can be restored."
	case errors.Is(err, feeds.ErrNotFound):
		return "This is not stored here (any more)."
	case errors.As(err, &none):
		return explainNoFeed(none)
	case errors.Is(err, discover.ErrNoFeed):
		return "There is no feed on this site. Perhaps one of its sections has one."
	case errors.Is(err, errNoHome):
		return "No other address was found: neither redirects nor its site name one."
	case errors.Is(err, discover.ErrTooMany):
		return fmt.Sprintf("No feed was found in %d requests, and Tidings does not make more in one search.", discover.MostRequests)
	case errors.Is(err, discover.ErrFile):
		return "This is a file and not the address of a site. A list of subscriptions (OPML) can be imported."
	case errors.Is(err, discover.ErrMail):
		return "This is a mail address. If a newsletter has a feed, the page of its site names it: try the address of that."
	case errors.Is(err, discover.ErrNotAddress):
		return "This does not look like the address of a site or feed."
	case errors.Is(err, extract.ErrPaywall):
		return "The article's page is for subscribers and shows no more text than the feed gives."
	case errors.Is(err, extract.ErrConsent):
		return "The site asks for consent before it shows the article. It can be given in the browser."
	case errors.Is(err, extract.ErrBlocked):
		return "The site wants to see that a person asks, not a program. The article can be opened in the browser."
	case errors.Is(err, extract.ErrNoArticle):
		return "No more text than the feed gives could be found on the article's page."
	case errors.Is(err, errNoLink):
		return "The feed gives no address for this article, so there is no page to fetch."
	case errors.Is(err, errTooLong):
		return fmt.Sprintf("This recording is larger than %d MB; no more of it is played here.", recordingBytes>>20)
	case errors.Is(err, errNotPicture):
		return "The server sent something else in place of the picture."
	case errors.Is(err, errPage):
		return "There is a web page at this address, not a recording."
	case errors.Is(err, errNotUnderstood):
		return "Tidings has a defect that this document meets. The log says more; what is stored stays."
	case errors.Is(err, feeds.ErrEmpty):
		return "The server answered with an empty document."
	case errors.Is(err, feeds.ErrNoList):
		return "The page has no list of articles any more where Tidings looks for it."
	case errors.Is(err, errNoOffer):
		return "No list of articles was found on this page."
	case errors.Is(err, feeds.ErrRobots):
		return "The site asks programs not to read this page (robots.txt), and Tidings keeps to that."
	case errors.Is(err, ErrOnlyPage):
		return "This site has no feed. Its list of articles can be read instead, if its address is looked at alone."
	case errors.As(err, &selector):
		return explainSelector(selector)
	case errors.As(err, &kind):
		return notFeed(kind.Kind)
	case errors.Is(err, feeds.ErrNotFeed):
		return "This is not a feed."
	case errors.As(err, &access):
		return access.sentence
	case errors.As(err, &answer) && answer.Class != fetch.NoLogin:
		return explainFetch(answer)
	case errors.Is(err, context.Canceled):
		return "Cancelled."
	case errors.Is(err, context.DeadlineExceeded):
		return "It took too long."
	case errors.As(err, &nowhere):
		return fmt.Sprintf("There is no folder for the profile %s. Is a drive missing?", nowhere.dir)
	case errors.As(err, &full) && errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("Tidings may not write in %s.", full.Path)
	case errors.As(err, &full) && errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("There is no file %s.", full.Path)
	case errors.Is(err, storage.ErrFull), isFull(err):
		return "The disk is full. Reading goes on; nothing new is stored until there is room."
	case errors.Is(err, storage.ErrLocked):
		return "Another program keeps the file with your articles busy. Please try again."
	case errors.Is(err, storage.ErrForeign):
		return "The file tidings.db in the profile belongs to another program."
	case errors.As(err, &wrong):
		return wrong.Message
	}
	if sentence := explainSecret(err); sentence != "" {
		return sentence
	}
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 && len(text)-i < 120 {
		text = text[i+2:]
	}
	return "Something went wrong: " + text + "."
}

// explainNoFeed tells why a site has no feed, and what can be done instead.
func explainNoFeed(e *discover.NoFeedError) string {
	host := hostOf(e.URL)
	switch e.Why {
	case discover.Never:
		return fmt.Sprintf("%s has no feeds for anybody. Many who publish there have a site or a newsletter as well: try its address.", host)
	case discover.Consent:
		if host == "youtube.com" {
			return "YouTube asks for consent before it shows this page. The address of a channel with “/channel/” and its ID works without: on the channel’s page, under “Share channel”."
		}
		return fmt.Sprintf("%s asks for consent before it shows this page. If the address of its feed is known, it works without.", host)
	case discover.Broken:
		return fmt.Sprintf("%s names a feed that cannot be read. %s", host, Explain(e.Err))
	}
	return fmt.Sprintf("%s has no feed that could be found. Sections, topics and authors often have their own: try the address of such a page.", host)
}

// notFeed tells what stands at an address instead of a feed.
func notFeed(kind string) string {
	switch kind {
	case "html":
		return "There is a web page at this address, not a feed."
	case "opml":
		return "This is a list of subscriptions (OPML), not a feed. It can be imported."
	case "sitemap":
		return "This is a site map, not a feed."
	case "xml", "json":
		return "The server sent " + strings.ToUpper(kind) + " that is not a feed."
	case "text":
		return "The server sent plain text, not a feed."
	case "binary", "archive":
		return "The server sent a file that is not a feed."
	}
	return "The server sent " + article(kind) + ", not a feed."
}

func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

func explainFetch(e *fetch.Error) string {
	host := hostOf(e.URL)
	if e.Flaw == fetch.SystemProxy {
		return fmt.Sprintf("The proxy that this system is set to use for %s cannot be reached.", host)
	}
	switch e.Class {
	case fetch.Address:
		return "This does not look like the address of a site or feed."
	case fetch.Canceled:
		return "Cancelled."
	case fetch.Offline:
		if e.Flaw == fetch.Captive {
			return "This network answers in place of all servers, as those of hotels do until one has logged in. Open any page in the browser."
		}
		return "This computer has no network. What is stored can be read."
	case fetch.DNS:
		if e.Flaw == fetch.NoAnswer {
			return fmt.Sprintf("No name server could say where %s is. That usually passes by itself.", host)
		}
		return fmt.Sprintf("No server is called %s. Perhaps the address has a mistake, or the site is gone.", host)
	case fetch.Refused:
		if e.Flaw == fetch.NoWay {
			return fmt.Sprintf("There is no way to %s from this network. Perhaps it can be reached by IPv6 only, which not every network has.", host)
		}
		return fmt.Sprintf("%s does not accept connections.", host)
	case fetch.TLS:
		return explainTLS(e, host)
	case fetch.Timeout:
		return fmt.Sprintf("%s did not answer in time.", host)
	case fetch.Slow:
		return fmt.Sprintf("%s answered so slowly that we stopped waiting.", host)
	case fetch.Broken:
		return fmt.Sprintf("The connection to %s broke off in the middle of the answer.", host) + tryHTTP1(e)
	case fetch.TooLarge:
		if e.Packed {
			return fmt.Sprintf("The answer of %s is too large for a feed: a small file that unpacks into a huge one.", host)
		}
		return fmt.Sprintf("The answer of %s is too large for a feed.", host)
	case fetch.Redirects:
		if e.Flaw == fetch.Inside {
			return fmt.Sprintf("A site of the internet sends us to %s, which is inside your own network. That is not followed; its own address can be subscribed to.", host)
		}
		return fmt.Sprintf("%s sends us from one address to the next, and to no document.", host)
	case fetch.Protocol:
		return fmt.Sprintf("The answer of %s makes no sense (not valid HTTP, or damaged).", host) + tryHTTP1(e)
	case fetch.Proxy:
		return explainProxy(e)
	case fetch.Busy:
		return fmt.Sprintf("%s asked to be left alone for %s.", host, roughly(e.RetryAfter))
	case fetch.Status:
		return explainStatus(e, host)
	}
	var op *net.OpError
	if errors.As(e.Err, &op) {
		return fmt.Sprintf("The connection to %s failed.", host)
	}
	return fmt.Sprintf("%s could not be asked.", host)
}

// tryHTTP1 is a remark for servers that cannot speak HTTP/2, although they say so.
func tryHTTP1(e *fetch.Error) string {
	if !e.HTTP2 {
		return ""
	}
	return " Perhaps it works with HTTP/1.1, which can be set for this feed."
}

func explainProxy(e *fetch.Error) string {
	switch e.Flaw {
	case fetch.ProxyLogin:
		return "The proxy wants a login, or another one."
	case fetch.ProxyRefuses:
		return fmt.Sprintf("The proxy does not connect us to %s.", hostOf(e.URL))
	}
	return "The proxy cannot be reached. Is its address right?"
}

func explainTLS(e *fetch.Error, host string) string {
	switch e.Flaw {
	case fetch.Expired:
		return fmt.Sprintf("The security certificate of %s has expired.", host)
	case fetch.NotYetValid:
		return fmt.Sprintf("The security certificate of %s is not valid yet. Is this computer's clock right?", host)
	case fetch.WrongHost:
		return fmt.Sprintf("The security certificate of %s belongs to another site.", host)
	case fetch.UnknownAuthority:
		return fmt.Sprintf("The security certificate of %s comes from an authority that this computer does not know.", host)
	}
	return fmt.Sprintf("No secure connection to %s is possible.", host)
}

func explainStatus(e *fetch.Error, host string) string {
	switch s := e.Status; {
	case s == 401:
		return explainLogin(fetch.OtherLogin(e), host)
	case s == 403:
		return fmt.Sprintf("%s refuses to give us this feed (403).", host)
	case s == 404:
		return fmt.Sprintf("%s has nothing at this address (404).", host)
	case s == 410 && !e.Elsewhere:
		return fmt.Sprintf("%s says that this feed is gone for good (410).", host)
	case s == 429 && e.RetryAfter > 0:
		return fmt.Sprintf("%s asks us to come back in %s (429).", host, roughly(e.RetryAfter))
	case s == 429:
		return fmt.Sprintf("%s says that we ask too often (429).", host)
	case s >= 500:
		return fmt.Sprintf("%s has a problem of its own (%d).", host, s)
	default:
		return fmt.Sprintf("%s answered with an error (%d).", host, s)
	}
}

// explainLogin says that a server wants a login: with name and password, or of another
// kind.
func explainLogin(other, host string) string {
	switch {
	case other == "":
		return fmt.Sprintf("%s wants a login (401).", host)
	case strings.EqualFold(other, "Bearer"):
		return fmt.Sprintf("%s wants a key in place of name and password (401). If you have one, give the feed a header “Authorization: Bearer …” with it.", host)
	}
	return fmt.Sprintf("%s wants a login of a kind that Tidings does not have: %s (401).", host, plainWord(other))
}

// plainWord is a word of a server's as it may stand in a sentence.
func plainWord(word string) string {
	word = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, word)
	return cmp.Or(word[:min(len(word), 20)], "one without a name")
}

// roughly says a span of time in words.
func roughly(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Round(time.Minute).Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Round(time.Hour).Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

// IsMissing reports whether an error says that something is not there.
func IsMissing(err error) bool {
	return errors.Is(err, feeds.ErrNotFound) || errors.Is(err, storage.ErrNothingToUndo) ||
		errors.Is(err, storage.ErrGone) || errors.Is(err, discover.ErrNoFeed) || errors.Is(err, feeds.ErrNoList) || errors.Is(err, ErrOnlyPage) || errors.Is(err, errNoHome)
}

// IsDamage reports whether an error says that the profile's file is damaged.
func IsDamage(err error) bool { return errors.Is(err, storage.ErrDamaged) }

// IsMisuse reports whether an error says that what a person typed cannot be
// understood.
func IsMisuse(err error) bool {
	var wrong *query.Error
	var access *accessError
	var selector *listing.SelectorError
	return errors.As(err, &wrong) || errors.As(err, &access) || errors.As(err, &selector) || errors.Is(err, storage.ErrAction) || errors.Is(err, discover.ErrNotAddress) ||
		errors.Is(err, readers.ErrUnknown) ||
		errors.Is(err, storage.ErrTopicTaken) || errors.Is(err, storage.ErrTopicName) || errors.Is(err, ErrWhole) || errors.Is(err, ErrAlone)
}
