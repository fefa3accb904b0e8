package fetch

import (
	"net/http"
	"net/url"
	"testing"
)

func TestTheProxyOfTheSystemIsBlamedForWhatItDoes(t *testing.T) {
	closed, wantsLogin := closedPort(t), httpProxy(t, "me:secret").URL
	for name, test := range map[string]struct {
		proxy, url string
		class      Class
		flaw       Flaw
	}{
		"not there":              {closed, "http://news.example/feed", Refused, SystemProxy},
		"not there, TLS":         {closed, "https://news.example/feed", Refused, SystemProxy},
		"it wants a login":       {wantsLogin, "http://news.example/feed", Proxy, ProxyLogin},
		"it wants a login, TLS":  {wantsLogin, "https://news.example/feed", Proxy, ProxyLogin},
		"it does not connect us": {httpProxy(t, "").URL, "https://127.0.0.1:1/feed", Proxy, ProxyRefuses},
	} {
		proxy, err := url.Parse(test.proxy)
		if err != nil {
			t.Fatal(err)
		}
		c := newClient(t, Config{})
		c.transports.usual.(*http.Transport).Proxy = http.ProxyURL(proxy)
		_, err = c.Get(t.Context(), Request{URL: test.url})
		if e, ok := err.(*Error); !ok || e.Class != test.class || e.Flaw != test.flaw {
			t.Errorf("%s: %v", name, err)
		}
	}
}
