package fetch

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"tidings/feeds"
)

// serveTLS answers on loopback with a certificate that nobody knows.
func serveTLS(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	server := httptest.NewUnstartedServer(answer)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of the handshakes that are to fail
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// A middleman is a proxy that wants a login, if there is one.
type middleman struct {
	URL   string
	login string // user:password; empty: none
	times atomic.Int64
}

// httpProxy is a proxy that forwards, and connects.
func httpProxy(t *testing.T, login string) *middleman {
	m := &middleman{login: login}
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		m.times.Add(1)
		said := (&http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}})
		if user, password, _ := said.BasicAuth(); login != "" && user+":"+password != login {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		if r.Method == http.MethodConnect {
			tunnel(w, r.Host)
			return
		}
		r.Header.Del("Proxy-Authorization") // it was for the proxy
		out, err := http.DefaultTransport.RoundTrip(&http.Request{Method: r.Method, URL: r.URL, Header: r.Header})
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer out.Body.Close()
		for key, values := range out.Header {
			w.Header()[key] = values
		}
		w.WriteHeader(out.StatusCode)
		_, _ = io.Copy(w, out.Body)
	})
	m.URL = server.URL
	return m
}

func tunnel(w http.ResponseWriter, host string) {
	out, err := net.Dial("tcp", host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer out.Close()
	in, read, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer in.Close()
	_, _ = io.WriteString(in, "HTTP/1.1 200 OK\r\n\r\n")
	join(in, read, out)
}

// join carries what two say to each other; from is where a is read.
func join(a net.Conn, from io.Reader, b net.Conn) {
	var both sync.WaitGroup
	both.Go(func() {
		_, _ = io.Copy(b, from)
		_ = b.Close()
	})
	both.Go(func() {
		_, _ = io.Copy(a, b)
		_ = a.Close()
	})
	both.Wait()
}

// socksProxy is a proxy of version 5 (RFC 1928, 1929).
func socksProxy(t *testing.T, login string) *middleman {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	m := &middleman{URL: "socks5://" + listener.Addr().String(), login: login}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				m.times.Add(1)
				m.socks(conn)
			}()
		}
	}()
	return m
}

func (m *middleman) socks(conn net.Conn) {
	read := func(n byte) []byte {
		b := make([]byte, n)
		_, _ = io.ReadFull(conn, b)
		return b
	}
	read(read(2)[1]) // the methods that the client knows
	if m.login == "" {
		_, _ = conn.Write([]byte{5, 0})
	} else {
		_, _ = conn.Write([]byte{5, 2})
		read(1)
		login := string(read(read(1)[0])) + ":" + string(read(read(1)[0]))
		if login != m.login {
			_, _ = conn.Write([]byte{1, 1})
			return
		}
		_, _ = conn.Write([]byte{1, 0})
	}
	var host string
	switch read(4)[3] {
	case 1:
		host = net.IP(read(4)).String()
	case 3:
		host = string(read(read(1)[0]))
	}
	port := read(2)
	out, err := net.Dial("tcp", net.JoinHostPort(host, portOf(port)))
	if err != nil {
		_, _ = conn.Write([]byte{5, 5, 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	defer out.Close()
	_, _ = conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	join(conn, conn, out)
}

func portOf(b []byte) string {
	address := net.TCPAddr{Port: int(b[0])<<8 | int(b[1])}
	return strings.TrimPrefix(address.String(), ":")
}

func TestAFeedIsAskedThroughItsProxy(t *testing.T) {
	var agent, secret string
	hello := func(w http.ResponseWriter, r *http.Request) {
		agent, secret = r.UserAgent(), r.Header.Get("Proxy-Authorization")
		_, _ = io.WriteString(w, "<rss/>")
	}
	plain, safe := serve(t, hello), serveTLS(t, hello)
	away := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, plain.URL, http.StatusFound) })
	for name, proxy := range map[string]*middleman{
		"HTTP":                httpProxy(t, ""),
		"HTTP with a login":   httpProxy(t, "me:secret"),
		"SOCKS":               socksProxy(t, ""),
		"SOCKS with a login":  socksProxy(t, "me:secret"),
		"HTTP, odd passwords": httpProxy(t, "me:a:b@c/d"),
	} {
		c := newClient(t, Config{})
		r := Request{Proxy: proxy.URL, Insecure: true, UserAgent: "Lynx"}
		if user, password, ok := strings.Cut(proxy.login, ":"); ok {
			r.ProxyUser = url.UserPassword(user, password)
		}
		for _, address := range []string{plain.URL, safe.URL, away.URL} {
			before := proxy.times.Load()
			r.URL = address
			resp, err := c.Get(t.Context(), r)
			if err != nil || string(resp.Body) != "<rss/>" {
				t.Errorf("%s, %s: %v", name, address, err)
				continue
			}
			if proxy.times.Load() == before {
				t.Errorf("%s, %s: not through the proxy", name, address)
			}
			if agent != "Lynx" || secret != "" {
				t.Errorf("%s, %s: the host was told %q, %q", name, address, agent, secret)
			}
		}
	}
}

func TestAProxyThatFailsIsToldFromTheHost(t *testing.T) {
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	safe := strings.Replace(plain.URL, "http:", "https:", 1)
	closed := closedPort(t)
	wrong := url.UserPassword("me", "secret")
	for name, test := range map[string]struct {
		url, proxy string
		login      *url.Userinfo
		flaw       Flaw
		status     int
	}{
		"no proxy there":           {plain.URL, closed, nil, "", 0},
		"no proxy there, TLS":      {safe, closed, nil, "", 0},
		"no proxy there, SOCKS":    {plain.URL, strings.Replace(closed, "http:", "socks5:", 1), nil, "", 0},
		"login":                    {plain.URL, httpProxy(t, "a:b").URL, nil, ProxyLogin, 407},
		"wrong login, TLS":         {safe, httpProxy(t, "a:b").URL, wrong, ProxyLogin, 407},
		"wrong login, SOCKS":       {plain.URL, socksProxy(t, "a:b").URL, wrong, ProxyLogin, 0},
		"host not reached":         {strings.Replace(closed, "http:", "https:", 1), httpProxy(t, "").URL, nil, ProxyRefuses, 502},
		"host not reached, SOCKS":  {closed, socksProxy(t, "").URL, nil, ProxyRefuses, 0},
		"no address":               {plain.URL, "::", nil, "", 0},
		"another kind of proxy":    {plain.URL, "ftp://127.0.0.1:1", nil, "", 0},
		"no address, with a login": {plain.URL, "http://me:secret@[", nil, "", 0},
	} {
		c := newClient(t, Config{})
		_, err := c.Get(t.Context(), Request{URL: test.url, Proxy: test.proxy, ProxyUser: test.login})
		var e *Error
		if !errors.As(err, &e) || e.Class != Proxy || e.Flaw != test.flaw || e.Status != test.status {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the login is in the message: %v", name, err)
		}
	}
}

func TestDirectMeansWithoutTheProxyOfTheSystem(t *testing.T) {
	server := serve(t, func(http.ResponseWriter, *http.Request) {})
	dead, err := url.Parse(closedPort(t))
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, Config{Transport: &http.Transport{Proxy: http.ProxyURL(dead)}})
	if _, err := c.Get(t.Context(), Request{URL: server.URL}); err == nil {
		t.Error("the proxy of the system was not asked")
	}
	if _, err := c.Get(t.Context(), Request{URL: server.URL, Proxy: feeds.DirectProxy}); err != nil {
		t.Error(err)
	}
}

func TestAnInvalidCertificateIsAcceptedOfTheFeedsOwnHostOnly(t *testing.T) {
	other := serveTLS(t, func(http.ResponseWriter, *http.Request) {})
	own := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/out":
			http.Redirect(w, r, other.URL, http.StatusFound)
		case "/on":
			http.Redirect(w, r, "/end", http.StatusFound)
		}
	})
	c := newClient(t, Config{})
	for _, path := range []string{"/", "/on"} {
		if _, err := c.Get(t.Context(), Request{URL: own.URL + path, Insecure: true}); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, r := range []Request{{URL: own.URL}, {URL: own.URL + "/out", Insecure: true}} {
		if _, err := c.Get(t.Context(), r); ClassOf(err) != TLS {
			t.Errorf("%s: %v", r.URL, err)
		}
	}
}

// A proxy that is reached over TLS learns its login only if its certificate is good,
// although that of the feed's host need not be.
func TestTheCertificateOfAProxyIsCheckedAllTheSame(t *testing.T) {
	server := serveTLS(t, func(http.ResponseWriter, *http.Request) {})
	asked := false
	proxy := serveTLS(t, func(http.ResponseWriter, *http.Request) { asked = true })
	address := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	_, err := newClient(t, Config{}).Get(t.Context(), Request{
		URL: address, Insecure: true, Proxy: proxy.URL, ProxyUser: url.UserPassword("me", "secret"),
	})
	if ClassOf(err) != TLS || asked {
		t.Errorf("%v; asked: %v", err, asked)
	}
}

func TestAServerIsSpokenToInHTTP1IfItsFeedSaysSo(t *testing.T) {
	server := serveTLS(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto) })
	c := newClient(t, Config{})
	for want, http1 := range map[string]bool{"HTTP/2.0": false, "HTTP/1.1": true} {
		resp, err := c.Get(t.Context(), Request{URL: server.URL, Insecure: true, HTTP1: http1})
		if err != nil || string(resp.Body) != want {
			t.Errorf("%v; want %s", err, want)
		}
	}
}

// serveBrokenHTTP2 says that it speaks HTTP/2, and does not.
func serveBrokenHTTP2(t *testing.T, say func(net.Conn)) string {
	certificate := serveTLS(t, nil).TLS.Certificates
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: certificate, NextProtos: []string{"h2", "http/1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = conn.Read(make([]byte, 4096))
				if conn.(*tls.Conn).ConnectionState().NegotiatedProtocol == "h2" {
					say(conn)
					return
				}
				_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
			}()
		}
	}()
	return "https://" + listener.Addr().String()
}

func TestABrokenHTTP2IsRemarkedAndHTTP1Works(t *testing.T) {
	settings := []byte{0, 0, 0, 4, 0, 0, 0, 0, 0}
	for name, say := range map[string]func(net.Conn){
		"speaks HTTP/1.1": func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n") },
		"hangs up":        func(net.Conn) {},
		"goes away": func(c net.Conn) {
			_, _ = c.Write(append(settings, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13))
			_, _ = io.Copy(io.Discard, c)
		},
	} {
		address := serveBrokenHTTP2(t, say)
		c := newClient(t, Config{})
		_, err := c.Get(t.Context(), Request{URL: address, Insecure: true})
		var e *Error
		if !errors.As(err, &e) || !e.HTTP2 || e.Class != Broken && e.Class != Protocol {
			t.Errorf("%s: %v; want a remark", name, err)
		}
		if _, err := c.Get(t.Context(), Request{URL: address, Insecure: true, HTTP1: true}); err != nil {
			t.Errorf("%s, HTTP/1.1: %v", name, err)
		}
	}
	closed := strings.Replace(closedPort(t), "http:", "https:", 1)
	_, err := newClient(t, Config{}).Get(t.Context(), Request{URL: closed})
	if e := err.(*Error); e.HTTP2 {
		t.Errorf("remarked without reason: %v", err)
	}
}

func TestTransportsOfOddFeedsAreFewAndUsedAgain(t *testing.T) {
	seen := map[string]bool{}
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { seen[r.RemoteAddr] = true })
	c := newClient(t, Config{})
	for range 3 {
		if _, err := c.Get(t.Context(), Request{URL: server.URL, HTTP1: true}); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 1 {
		t.Errorf("%d connections", len(seen))
	}
	for i := range 5 * manyRoutes {
		r := Request{URL: server.URL, Proxy: httpProxyAddress(i)}
		_, _ = c.Get(t.Context(), r)
	}
	if n := len(c.transports.routes); n > manyRoutes {
		t.Errorf("%d transports", n)
	}
}

// httpProxyAddress is where nobody listens.
func httpProxyAddress(i int) string {
	return "http://user" + strings.Repeat("x", i) + "@127.0.0.1:1"
}
