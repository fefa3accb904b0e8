package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// certified serves over TLS with a certificate of its own for names, valid from
// until, and is a Client that trusts it if trusted.
func certified(t *testing.T, names []string, from, until time.Time, trusted bool) (*Client, string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	plan := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: until,
		DNSNames: names, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, plan, plan, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(r.Proto))
		if r.URL.Path == "/broken" {
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of the handshakes that are to fail
	server.EnableHTTP2 = true
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	server.StartTLS()
	t.Cleanup(server.Close)

	transport := newTransport(Config{Timeout: time.Minute, PerHost: 1, Beside: 1})
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	if trusted {
		transport.TLSClientConfig.RootCAs.AddCert(certificate)
	}
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}
	return newClient(t, Config{Transport: transport}), "https://feeds.example/"
}

func TestACertificateIsCheckedAndTheErrorSaysWhatIsWrong(t *testing.T) {
	now := time.Now()
	const day = 24 * time.Hour
	for name, test := range map[string]struct {
		names       []string
		from, until time.Time
		trusted     bool
		flaw        Flaw
	}{
		"good":              {[]string{"feeds.example"}, now.Add(-day), now.Add(day), true, ""},
		"expired":           {[]string{"feeds.example"}, now.Add(-9 * day), now.Add(-day), true, Expired},
		"not yet valid":     {[]string{"feeds.example"}, now.Add(day), now.Add(9 * day), true, NotYetValid},
		"another host":      {[]string{"other.example"}, now.Add(-day), now.Add(day), true, WrongHost},
		"unknown authority": {[]string{"feeds.example"}, now.Add(-day), now.Add(day), false, UnknownAuthority},
	} {
		t.Run(name, func(t *testing.T) {
			c, url := certified(t, test.names, test.from, test.until, test.trusted)
			resp, err := c.Get(t.Context(), Request{URL: url})
			if test.flaw == "" {
				if err != nil || string(resp.Body) != "HTTP/2.0" {
					t.Errorf("%+v, %v; want an answer over HTTP/2", resp, err)
				}
				return
			}
			var e *Error
			if !errors.As(err, &e) || e.Class != TLS || e.Flaw != test.flaw {
				t.Errorf("got %v; want flaw %q", err, test.flaw)
			}
		})
	}
}

func TestAStreamOfHTTP2ThatEndsEarlyIsBroken(t *testing.T) {
	now := time.Now()
	c, url := certified(t, []string{"feeds.example"}, now.Add(-time.Hour), now.Add(time.Hour), true)
	if _, err := c.Get(t.Context(), Request{URL: url + "broken", Accept: AcceptPage}); ClassOf(err) != Broken {
		t.Errorf("got %v", err)
	}
}

func TestErrorsOfTheSystemHaveTheirClass(t *testing.T) {
	dial := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", err)}
	}
	read := func(err error) error { return &net.OpError{Op: "read", Net: "tcp", Err: err} }
	for name, test := range map[string]struct {
		err   error
		class Class
	}{
		"no network":           {dial(syscall.ENETUNREACH), Offline},
		"network down":         {dial(syscall.ENETDOWN), Offline},
		"no network, Windows":  {dial(syscall.Errno(10051)), Offline},
		"no network for names": {&net.DNSError{Name: "example.org", UnwrapErr: dial(syscall.ENETUNREACH)}, Offline},
		"no such name":         {dial(&net.DNSError{Name: "example.org", IsNotFound: true}), DNS},
		"names take too long":  {&net.DNSError{Name: "example.org", IsTimeout: true}, DNS},
		"refused":              {dial(syscall.ECONNREFUSED), Refused},
		"no way to the host":   {dial(syscall.EHOSTUNREACH), Refused},
		"connecting too long":  {dial(os.ErrDeadlineExceeded), Timeout},
		"reset":                {read(syscall.ECONNRESET), Broken},
		"reset, Windows":       {read(syscall.Errno(10054)), Broken},
		"handshake refused":    {read(fmt.Errorf("remote error: %w", tls.AlertError(40))), TLS},
		"old TLS":              {errors.New("tls: server selected unsupported protocol version 301"), TLS},
	} {
		c := newClient(t, Config{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return nil, test.err })})
		_, err := c.Get(t.Context(), Request{URL: "http://me:secret@example.org/"})
		if ClassOf(err) != test.class || !errors.Is(err, test.err) {
			t.Errorf("%s: %v; want class %v", name, err, test.class)
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the login is in the message: %v", name, err)
		}
	}
}

func TestEveryClassHasAName(t *testing.T) {
	for c := Other; c <= Robots; c++ {
		if c.String() == "" || strings.HasPrefix(c.String(), "class ") {
			t.Errorf("%d has none", c)
		}
	}
}
