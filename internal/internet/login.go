package internet

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// A Login is what a host wants to know before it answers, in the way of RFC 7617
// (Basic) or RFC 7616 (Digest).
type Login struct {
	User, Password string
	Kinds          []string // "Basic", "MD5", "SHA-256", or another challenge as it is sent; in the host's order
	Uses           int      // how many requests a nonce is good for; zero: any number
	Next           bool     // each answer names the nonce of the next request

	mu     sync.Mutex
	issued int
	nonces map[string]*nonce
}

type nonce struct {
	uses int            // so far
	seen map[int64]bool // counts that came with it
}

var digestHashes = map[string]func() hash.Hash{"MD5": md5.New, "SHA-256": sha256.New}

// admit reports whether a request may be answered; else it says what is wanted.
func (l *Login) admit(a *answer) bool {
	kind, stale := l.check(a.request)
	if kind == "" {
		for _, wanted := range l.Kinds {
			a.Header().Add("Www-Authenticate", l.challenge(wanted, stale))
		}
		a.WriteHeader(http.StatusUnauthorized)
		return false
	}
	if l.Next && kind != "Basic" {
		a.Header().Set("Authentication-Info", `qop=auth, nextnonce="`+l.issue()+`"`)
	}
	return true
}

func (l *Login) challenge(kind string, stale bool) string {
	switch {
	case kind == "Basic":
		return `Basic realm="members, only"`
	case digestHashes[kind] == nil:
		return kind
	}
	c := `Digest realm="members, only", nonce="` + l.issue() + `", qop="auth-int, auth", opaque="o\"o", algorithm=` + kind
	if stale {
		c += ", stale=true"
	}
	return c
}

func (l *Login) issue() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.nonces == nil {
		l.nonces = map[string]*nonce{}
	}
	l.issued++
	text := fmt.Sprintf("n%d=", l.issued)
	l.nonces[text] = &nonce{seen: map[int64]bool{}}
	return text
}

// check is by which kind a request is let in; empty: it is not. stale says that only its
// nonce is used up.
func (l *Login) check(r *http.Request) (kind string, stale bool) {
	if user, password, ok := r.BasicAuth(); ok {
		if strings.Contains(strings.Join(l.Kinds, " "), "Basic") && user == l.User && password == l.Password {
			return "Basic", false
		}
		return "", false
	}
	said, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Digest ")
	if !ok {
		return "", false
	}
	p := paramsOf(said)
	newHash := digestHashes[p["algorithm"]]
	if newHash == nil || p["username"] != l.User || p["uri"] != r.URL.RequestURI() || p["opaque"] != `o"o` || p["qop"] != "auth" {
		return "", false
	}
	sum := func(text string) string {
		h := newHash()
		_, _ = h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil))
	}
	right := sum(sum(l.User+":members, only:"+l.Password) + ":" + p["nonce"] + ":" + p["nc"] + ":" + p["cnonce"] + ":auth:" + sum(r.Method+":"+p["uri"]))
	if right != p["response"] {
		return "", false
	}
	return l.use(p)
}

// use counts a request with a nonce. One that was used up, is not known or comes with a
// count that was there, is stale.
func (l *Login) use(p map[string]string) (kind string, stale bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.nonces[p["nonce"]]
	count, err := strconv.ParseInt(p["nc"], 16, 32)
	if n == nil || err != nil || n.seen[count] || l.Uses > 0 && n.uses >= l.Uses {
		return "", true
	}
	n.uses++
	n.seen[count] = true
	return p["algorithm"], false
}

// Restart forgets all nonces, as a server does that is started anew.
func (l *Login) Restart() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.nonces = nil
}

var param = regexp.MustCompile(`(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))`)

func paramsOf(text string) map[string]string {
	all := map[string]string{}
	for _, m := range param.FindAllStringSubmatch(text, -1) {
		all[m[1]] = strings.ReplaceAll(m[2]+m[3], `\"`, `"`)
	}
	return all
}
