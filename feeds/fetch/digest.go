package fetch

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
)

// A digest is a challenge to say that one knows the password without saying it
// (RFC 7616; without qop that of RFC 2069, which old cameras and routers still send).
type digest struct {
	realm, nonce, opaque string
	algorithm            string // as the server writes it; empty: it does not
	hash                 func() hash.Hash
	session              bool // the password is hashed with the nonces
	old                  bool // without qop
	hashUser             bool // the name is not to be seen either
	utf8                 bool // names may have letters of any script
	stale                bool // the nonce was too old, the password is not in doubt
}

var digestHashes = map[string]func() hash.Hash{
	"": md5.New, "MD5": md5.New, "SHA-256": sha256.New, "SHA-512-256": sha512.New512_256,
}

// digestOf reads a challenge; false: it is another one, or wants what we cannot do.
func digestOf(ch challenge) (digest, bool) {
	p := ch.params
	name, session := strings.CutSuffix(strings.ToUpper(p["algorithm"]), "-SESS")
	d := digest{
		realm: p["realm"], nonce: p["nonce"], opaque: p["opaque"], algorithm: p["algorithm"], hash: digestHashes[name],
		session: session, old: p["qop"] == "", hashUser: strings.EqualFold(p["userhash"], "true"),
		utf8: strings.EqualFold(p["charset"], "UTF-8"), stale: strings.EqualFold(p["stale"], "true"),
	}
	// auth-int is about what a request carries; ours carry nothing.
	auth := slices.ContainsFunc(strings.Split(p["qop"], ","), func(q string) bool { return strings.EqualFold(strings.TrimSpace(q), "auth") })
	return d, strings.EqualFold(ch.scheme, "Digest") && d.nonce != "" && d.hash != nil && (auth || d.old)
}

// authorization is the header that answers the challenge. count is how many requests
// were made with its nonce, this one among them; cnonce is our own nonce and stays the
// same as long as the server's does.
func (d digest) authorization(user, password, method, uri, cnonce string, count int) string {
	secret := d.sum(user, d.realm, password)
	if d.session {
		secret = d.sum(secret, d.nonce, cnonce)
	}
	what := d.sum(method, uri)
	times := fmt.Sprintf("%08x", count)
	response := d.sum(secret, d.nonce, times, cnonce, "auth", what)
	if d.old {
		response = d.sum(secret, d.nonce, what)
	}
	params := []string{
		d.username(user), quotedParam("realm", d.realm), quotedParam("nonce", d.nonce), quotedParam("uri", uri),
	}
	if d.algorithm != "" {
		params = append(params, "algorithm="+d.algorithm)
	}
	if d.opaque != "" {
		params = append(params, quotedParam("opaque", d.opaque))
	}
	if !d.old {
		params = append(params, "qop=auth", "nc="+times)
	}
	if !d.old || d.session {
		params = append(params, quotedParam("cnonce", cnonce))
	}
	if d.hashUser {
		params = append(params, "userhash=true")
	}
	return "Digest " + strings.Join(append(params, quotedParam("response", response)), ", ")
}

// username is the parameter with the name: as it is, hashed, or in the form of RFC 8187
// that has room for every script.
func (d digest) username(user string) string {
	switch {
	case d.hashUser:
		return quotedParam("username", d.sum(user, d.realm))
	case d.utf8 && strings.ContainsFunc(user, func(r rune) bool { return r < ' ' || r > '~' }):
		return "username*=UTF-8''" + percent(user)
	}
	return quotedParam("username", user)
}

// sum is the hash of texts with colons between them.
func (d digest) sum(texts ...string) string {
	h := d.hash()
	_, _ = h.Write([]byte(strings.Join(texts, ":"))) // a hash takes everything
	return hex.EncodeToString(h.Sum(nil))
}

func quotedParam(name, value string) string {
	return name + `="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}

// percent writes all but letters and digits of ASCII as their bytes.
func percent(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
