package fetch

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// ours are the headers that a Client sets itself, or the connection does.
var ours = []string{
	"accept", "accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since", "if-none-match",
	"proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade",
}

// ValidHeader reports whether a header can be one of the reader's own.
func ValidHeader(name, value string) bool {
	return httpguts.ValidHeaderFieldName(name) && httpguts.ValidHeaderFieldValue(value) &&
		!slices.Contains(ours, strings.ToLower(name))
}

// ParseProxy reads the address of a proxy: without the login in it, and that login;
// nil if there is none.
func ParseProxy(text string) (plain string, login *url.Userinfo, err error) {
	u, err := proxyAddress(text)
	if err != nil {
		return "", nil, err
	}
	login, u.User = u.User, nil
	return u.String(), login, nil
}
