package fetch

import (
	"cmp"
	"net/http"
	"strings"
)

// A challenge is a kind of login that a server takes (RFC 9110, section 11.3).
type challenge struct {
	scheme string            // as the server writes it
	params map[string]string // names in small letters, values without quotes
}

// challenges are those of an answer, in the server's order. Several may stand in one
// header, between the commas of their own parameters.
func challenges(h http.Header) []challenge {
	var list []challenge
	for _, line := range h.Values("Www-Authenticate") {
		for _, piece := range outsideQuotes(line, ',') {
			scheme, param := cutScheme(piece)
			if scheme != "" {
				list = append(list, challenge{scheme, map[string]string{}})
			}
			if len(list) > 0 && param != "" {
				name, value, _ := strings.Cut(param, "=")
				list[len(list)-1].params[strings.ToLower(strings.TrimSpace(name))] = unquoted(value)
			}
		}
	}
	return list
}

func (ch challenge) basic() bool { return strings.EqualFold(ch.scheme, "Basic") }

// outsideQuotes splits a header where a byte stands outside of quoted strings, and drops
// the pieces that are empty.
func outsideQuotes(line string, at byte) []string {
	var pieces []string
	begin, quoted := 0, false
	for i := 0; i <= len(line); i++ {
		switch {
		case i == len(line), line[i] == at && !quoted:
			if piece := strings.TrimSpace(line[begin:i]); piece != "" {
				pieces = append(pieces, piece)
			}
			begin = i + 1
		case line[i] == '"':
			quoted = !quoted
		case line[i] == '\\' && quoted:
			i++
			if i == len(line) {
				i-- // a stroke at the very end hides nothing
			}
		}
	}
	return pieces
}

// cutScheme tells the name of a scheme from its first parameter. What is only a
// parameter, has no scheme.
func cutScheme(piece string) (scheme, param string) {
	word, rest, spaced := strings.Cut(piece, " ")
	rest = strings.TrimSpace(rest)
	if strings.ContainsAny(word, `="`) || spaced && strings.HasPrefix(rest, "=") {
		return "", piece
	}
	return word, rest
}

// unquoted is the value of a parameter.
func unquoted(value string) string {
	value = strings.TrimSpace(value)
	if len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"' {
		return value
	}
	var b strings.Builder
	for i := 1; i < len(value)-1; i++ {
		if value[i] == '\\' && i+1 < len(value)-1 {
			i++
		}
		b.WriteByte(value[i])
	}
	return b.String()
}

// OtherLogin is the kind of login that a server wants which has refused with 401 and
// takes none that we have: "NTLM", "Negotiate", "Bearer" and the like, as it writes it.
// It is empty where name and password will do, or where the server does not say.
func OtherLogin(e *Error) string {
	if e.Status != http.StatusUnauthorized {
		return ""
	}
	other := ""
	for _, ch := range challenges(e.Header) {
		if _, ok := digestOf(ch); ok || ch.basic() {
			return ""
		}
		other = cmp.Or(other, ch.scheme)
	}
	return other
}
