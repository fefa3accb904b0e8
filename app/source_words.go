package app

import (
	"errors"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
)

// lookedAt says what the last look at something that is no document of the web brought,
// where all is well.
func lookedAt(s feeds.Source, x feeds.FetchState) string {
	fresh := x.Changed.Equal(x.Checked)
	switch {
	case s == feeds.ByCommand && fresh:
		return "Its command ran and printed something new."
	case s == feeds.ByCommand:
		return "Its command ran and printed what it had before."
	case s == feeds.InMailbox && fresh:
		return "The last look into its mailbox found new mail."
	case s == feeds.InMailbox:
		return "The last look into its mailbox found no new mail."
	case fresh:
		return "The last look at it found something new."
	}
	return "It is as it was at the look before the last."
}

// sourceAdvice is what to do about a feed that is no document of the web; false: the same
// as about others.
func sourceAdvice(h Health) (Advice, bool) {
	switch h.Verdict {
	case Paused:
		if h.Barred {
			return Advice{"A command can do everything that you can. Let it run only if you know what it does.", LetRun}, true
		}
		return Advice{}, false
	case Quiet:
		return Advice{Text: "It can be read, and has nothing new."}, true
	case Dead:
		return Advice{"It has been so for weeks. Pause it, or unsubscribe: what you marked stays.", Pause}, true
	case Failing:
	default:
		return Advice{}, false
	}
	switch causeOf(h.Feed.Fetch) {
	case wantsLogin:
		return Advice{"Give the name and password of the mailbox. Many providers want one that was made for this program alone.", GiveLogin}, true
	case notAllowed:
		if h.Barred {
			return Advice{"A command can do everything that you can. Let it run only if you know what it does.", LetRun}, true
		}
		return Advice{"See who may read it: that is set in your system.", Retry}, true
	case noFile:
		return Advice{"If it was moved, give the feed its new path as the address.", Retry}, true
	case badCommand:
		return Advice{"Run it in a terminal to see what it says; what it complains of is in the log as well.", Retry}, true
	case notThere:
		return Advice{"Look at what is in it: it should be a feed, or mail.", Retry}, true
	case tooLarge:
		return Advice{Text: "So large a document is hardly a feed."}, true
	case missing, noAddress, circle, forbidden:
		return Advice{Do: Retry}, true
	}
	return Advice{}, false
}

// notFeedWords is the sentence for what is no document of the web and holds no feed.
func notFeedWords(f feeds.Feed, err error) string {
	if f.Source() == feeds.OnWeb || fetch.ClassOf(err) != fetch.NotFeed || isList(err) {
		return Explain(err)
	}
	if f.Source() == feeds.ByCommand {
		return "What the command prints is not a feed."
	}
	return "There is neither a feed nor mail in " + where(f.URL) + "."
}

// isList reports whether an error says that something is a list of subscriptions, which
// has a sentence of its own.
func isList(err error) bool {
	var kind *parse.NotFeedError
	return errors.As(err, &kind) && kind.Kind == "opml"
}
