package app

import (
	"fmt"
	"slices"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// Advice is what to do about a feed: a sentence, and one thing to do.
type Advice struct {
	Text string // empty: there is nothing to say
	Do   Action // empty: nothing, or to wait
}

// An Action is something that the reader can do about a feed. The words are those of
// tidingsctl --json.
type Action string

const (
	FindAddress Action = "find-address"
	Retry       Action = "retry"
	Pause       Action = "pause"
	Resume      Action = "resume"
	Unsubscribe Action = "unsubscribe"
	GiveLogin   Action = "login"
	AllowCert   Action = "certificate" // accept that of this host as it is
	UseHTTP1    Action = "http1"
	HowAsked    Action = "access"     // look at how the feed is asked
	LookAgain   Action = "look-again" // for the articles of a page that is read in place of a feed
	LetRun      Action = "allow"      // let its command run on this computer
)

// advice follows from the verdict, and from the cause of an error.
func advice(h Health) Advice {
	if h.Feed.Source() != feeds.OnWeb {
		if a, ok := sourceAdvice(h); ok {
			return a
		}
	}
	switch h.Verdict {
	case Retired:
		return Advice{"Its publisher ended it. Perhaps it went on somewhere else; what is stored stays until you unsubscribe.", FindAddress}
	case Dead:
		if causeOf(h.Feed.Fetch) == noList {
			return noListAdvice
		}
		return Advice{"Look whether it has another address by now, or unsubscribe: what you marked stays.", FindAddress}
	case Quiet:
		return Advice{"It answers, and has nothing new. Perhaps it goes on at another address.", FindAddress}
	case Paused:
		return Advice{"What you have of it stays. Resume it, or unsubscribe.", Resume}
	case Failing:
		return failingAdvice(h)
	case Moving:
		return Advice{Text: movesIn(h.Feed.Fetch.MovedTimes)}
	}
	return Advice{}
}

// movesIn says when an address that was seen so often is taken over.
func movesIn(times int) string {
	more := max(1, fetch.MovesAfter-times)
	return fmt.Sprintf("Seen %s there. The address is changed by itself when that was so %s more, and you can undo it.", timesOf(times), timesOf(more))
}

// timesOf is a number of times in words.
func timesOf(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func failingAdvice(h Health) Advice {
	long := h.Feed.Fetch.Failures >= 3*lasting
	switch causeOf(h.Feed.Fetch) {
	case wantsLogin:
		return Advice{"Give the name and password that you have there. Only this server gets them.", GiveLogin}
	case forbidden:
		return Advice{"Some servers want a login, or let only programs in that they know. How this feed is asked can be changed.", HowAsked}
	case certificate:
		return Advice{"Usually its owner mends that within days. Only if you know why it is so: accept the certificate of this server as it is.", AllowCert}
	case badProxy:
		return Advice{"The proxy that is set for it is to blame, or the one of this computer.", HowAsked}
	case badHTTP:
		return Advice{"Some servers manage only the older HTTP/1.1.", UseHTTP1}
	case missing, notThere, circle, noAddress:
		return Advice{"Look whether the feed has another address by now.", FindAddress}
	case noHost:
		return Advice{"Names come back when somebody has paid for them. If not, the site may have another one.", FindAddress}
	case noList:
		return noListAdvice
	case robotsSay:
		return Advice{"Perhaps another page of the site may be read, or it has a feed by now.", FindAddress}
	case tooOften:
		return Advice{Text: "It is asked less often by itself. Nothing is to be done."}
	case tooLarge:
		return Advice{"So large a document is hardly a feed. Perhaps there is a smaller one.", FindAddress}
	}
	if long {
		return Advice{"This has been so for long. It can be paused until you think that the server is back.", Pause}
	}
	return Advice{"Such things pass. It is tried again by itself.", Retry}
}

// noListAdvice is for a page that was rebuilt.
var noListAdvice = Advice{"The page was rebuilt, it seems. What you have of it stays. Look again where its articles are.", LookAgain}

// Actions are what can be done about a feed, the best first.
func (h Health) Actions() []Action {
	var out []Action
	add := func(list ...Action) {
		for _, a := range list {
			if a != "" && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	add(h.Advice.Do)
	switch h.Verdict {
	case Local:
		return nil
	case Paused:
		if h.Barred {
			add(Unsubscribe)
		} else {
			add(Retry, Unsubscribe)
		}
	case Fine, Unasked, Moving:
		add(Retry, Pause, Unsubscribe)
	case Retired:
		add(Retry, Unsubscribe)
	case Failing:
		if add(Retry); LooksElsewhere(h.Feed) {
			add(FindAddress)
		}
		add(Pause, Unsubscribe)
	default:
		if add(Retry); h.Feed.Source() == feeds.OnWeb {
			add(FindAddress)
		}
		add(Pause, Unsubscribe)
	}
	if !h.Feed.Recipe.Proper() {
		add(LookAgain)
	}
	return out
}
