package fetch

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// Forms of a login.
const (
	noLogin = iota
	basicLogin
	digestLogin
)

// logins are the forms in which servers want the reader's logins, as they were learnt
// since the program began.
//
// With TLS a login goes along at once in the form of Basic, which all but a few take.
// Without, a server is first asked without it: what it wants then decides, and a
// password is not readable on the way where Digest will do. Either is learnt once: each
// request after that is one.
type logins struct {
	mu    sync.Mutex
	known map[loginKey]*knownLogin
}

// manyLogins is how many logins are kept in mind; any other is learnt again.
const manyLogins = 256

type loginKey struct{ origin, user, password string }

type knownLogin struct {
	form   int
	digest digest
	cnonce string
	count  int // requests with the digest's nonce
}

// A sentLogin is in which form a login was sent.
type sentLogin struct {
	form  int
	nonce string
	fresh bool // the nonce was given on this trip
}

func newLogins() *logins { return &logins{known: map[loginKey]*knownLogin{}} }

// keyOf is the login for the present address of a trip, and where it holds.
func (t *trip) keyOf(login *url.Userinfo) loginKey {
	password, _ := login.Password()
	return loginKey{t.at.Scheme + "://" + hostKey(t.at), login.Username(), password}
}

// authorize adds the login for the present address, in the form that its server wants.
func (t *trip) authorize(h http.Header) {
	t.sent = sentLogin{form: noLogin}
	login := t.login()
	if login == nil || h.Get("Authorization") != "" {
		return
	}
	key := t.keyOf(login)
	l := t.logins
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.known[key]
	switch {
	case k != nil && k.form == digestLogin:
		k.count++
		t.sent = sentLogin{digestLogin, k.digest.nonce, k.digest.nonce == t.nonce}
		h.Set("Authorization", k.digest.authorization(key.user, key.password, http.MethodGet, t.at.RequestURI(), k.cnonce, k.count))
	case k != nil || t.at.Scheme == "https":
		t.sent = sentLogin{form: basicLogin}
		h.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(key.user+":"+key.password)))
	}
}

// challenged reports whether a refused request is to be made once more, with the login
// in the form that the server wants. It counts like a redirect.
func (t *trip) challenged(answer *http.Response) bool {
	login := t.login()
	if login == nil || t.trusted && t.asked.Header.Get("Authorization") != "" {
		return false
	}
	k := t.sent.better(answer)
	if k == nil || !t.more() {
		return false
	}
	t.hops--
	t.nonce = k.digest.nonce
	t.logins.learn(t.keyOf(login), k)
	return true
}

// better is the form in which a login should be sent, after what was said was refused;
// nil: there is none.
func (s sentLogin) better(answer *http.Response) *knownLogin {
	switch answer.StatusCode {
	case http.StatusForbidden, http.StatusNotFound: // what not everybody may know of
		if s.form == noLogin {
			return &knownLogin{form: basicLogin}
		}
		return nil
	case http.StatusUnauthorized:
	default:
		return nil
	}
	list := challenges(answer.Header)
	basic := len(list) == 0 || slices.ContainsFunc(list, challenge.basic) // a server that does not say means this
	if basic && s.form == basicLogin {
		return nil
	}
	for _, ch := range list {
		if d, ok := digestOf(ch); ok && s.wants(d) {
			return &knownLogin{form: digestLogin, digest: d, cnonce: rand.Text()}
		}
	}
	if basic && s.form == noLogin {
		return &knownLogin{form: basicLogin}
	}
	return nil
}

// wants reports whether answering a challenge is more than saying the same again: a
// password that was refused is not tried twice.
func (s sentLogin) wants(d digest) bool {
	return s.form != digestLogin || d.nonce != s.nonce && (d.stale || !s.fresh)
}

func (l *logins) learn(key loginKey, k *knownLogin) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) >= manyLogins && l.known[key] == nil {
		for other := range l.known {
			delete(l.known, other)
			break
		}
	}
	l.known[key] = k
}

// accepted takes note of the nonce that a server wants for the next request.
func (t *trip) accepted(answer *http.Response) {
	if t.sent.form != digestLogin {
		return
	}
	next := ""
	for _, piece := range outsideQuotes(answer.Header.Get("Authentication-Info"), ',') {
		if name, value, _ := strings.Cut(piece, "="); strings.EqualFold(strings.TrimSpace(name), "nextnonce") {
			next = unquoted(value)
		}
	}
	if next == "" {
		return
	}
	t.logins.mu.Lock()
	defer t.logins.mu.Unlock()
	if k := t.logins.known[t.keyOf(t.login())]; k != nil && k.digest.nonce == t.sent.nonce {
		k.digest.nonce, k.digest.stale, k.cnonce, k.count = next, false, rand.Text(), 0
	}
}
