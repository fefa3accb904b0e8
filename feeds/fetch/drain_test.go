package fetch

import (
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"tidings/internal/internet"
)

// A redirect or a refusal has said all when its headers are there. Many of them promise
// a body that does not come.
func TestABodyThatNobodyNeedsIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := internet.New(t, 1, nil)
		onWorld(t, w, Config{}, func(t *testing.T, w *internet.World, c *Client) {
			host := w.Host("paper.example")
			whole := host.Feed("/new", &internet.Feed{})
			for name, test := range map[string]struct {
				fault internet.Fault
				class Class
			}{
				"moved":   {internet.Fault{Kind: internet.Moved, Code: 301, To: "/new", Hangs: true}, Other},
				"missing": {internet.Fault{Kind: internet.Status, Code: 404, Hangs: true}, Status},
			} {
				f := host.Feed("/"+name, &internet.Feed{Faults: []internet.Fault{test.fault}})
				began := time.Now()
				resp, err := c.Get(t.Context(), Request{URL: f.URL()})
				if took := time.Since(began); took > 2*time.Second {
					t.Errorf("%s: it took %v", name, took)
				}
				if err != nil && ClassOf(err) != test.class || err == nil && resp.URL != whole.URL() {
					t.Errorf("%s: %+v, %v", name, resp, err)
				}
			}
		})
	})
}

func TestACookieThatIsTakenBackIsNotSent(t *testing.T) {
	var sent string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a":
			http.SetCookie(w, &http.Cookie{Name: "old", Value: "1"})
			http.SetCookie(w, &http.Cookie{Name: "also", Value: "1"})
			http.SetCookie(w, &http.Cookie{Name: "kept", Value: "1"})
			http.Redirect(w, r, "/b", http.StatusFound)
		case "/b":
			http.SetCookie(w, &http.Cookie{Name: "old", Value: "", MaxAge: -1})
			http.SetCookie(w, &http.Cookie{Name: "also", Value: "", Expires: time.Unix(1, 0)})
			http.Redirect(w, r, "/c", http.StatusFound)
		default:
			sent = r.Header.Get("Cookie")
		}
	})
	if _, err := newClient(t, Config{}).Get(t.Context(), Request{URL: server.URL + "/a"}); err != nil {
		t.Fatal(err)
	}
	if sent != "kept=1" {
		t.Errorf("sent %q", sent)
	}
}

func TestAServerWithoutTLSAtAnEncryptedAddressIsAMatterOfTLS(t *testing.T) {
	server := serve(t, func(http.ResponseWriter, *http.Request) {})
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = newClient(t, Config{}).Get(t.Context(), Request{URL: "https://" + u.Host})
	if ClassOf(err) != TLS {
		t.Errorf("%v", err)
	}
}
