package fetch

import (
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tidings/internal/internet"
)

// inWorld runs a test in a bubble of its own time, with a Client whose own transport
// leads into a model of the internet.
func inWorld(t *testing.T, config Config, test func(t *testing.T, w *internet.World, c *Client)) {
	synctest.Test(t, func(t *testing.T) {
		w := internet.New(t, 1, nil)
		onWorld(t, w, config, test)
	})
}

func onWorld(t *testing.T, w *internet.World, config Config, test func(t *testing.T, w *internet.World, c *Client)) {
	c := New(config)
	c.Close()
	config = c.config // with the usual values
	config.Transport = w.Join(newTransport(config))
	c = New(config)
	defer c.Close()
	test(t, w, c)
}

// A fate is what becomes of a request.
type fate struct {
	fault  internet.Fault
	https  bool
	class  Class         // of the error; Other: there is none
	within time.Duration // at most, in seconds of the model
	cut    bool          // what came before is kept
	status int           // of the error
	flaw   Flaw
	packed bool
}

var fates = map[string]fate{
	"no network":              {fault: internet.Fault{Kind: internet.NoNetwork}, class: Offline},
	"no such host":            {fault: internet.Fault{Kind: internet.NoSuchHost}, class: DNS},
	"silent name server":      {fault: internet.Fault{Kind: internet.NameServerSilent}, class: DNS, flaw: NoAnswer, within: 10 * time.Second},
	"refused":                 {fault: internet.Fault{Kind: internet.Refused}, class: Refused},
	"unreachable":             {fault: internet.Fault{Kind: internet.Unreachable}, class: Timeout, within: 15 * time.Second},
	"expired":                 {fault: internet.Fault{Kind: internet.Expired}, https: true, class: TLS, flaw: Expired},
	"not yet valid":           {fault: internet.Fault{Kind: internet.NotYetValid}, https: true, class: TLS, flaw: NotYetValid},
	"wrong name":              {fault: internet.Fault{Kind: internet.WrongName}, https: true, class: TLS, flaw: WrongHost},
	"self-signed":             {fault: internet.Fault{Kind: internet.SelfSigned}, https: true, class: TLS, flaw: UnknownAuthority},
	"portal over TLS":         {fault: internet.Fault{Kind: internet.Portal}, https: true, class: TLS, flaw: WrongHost},
	"silent connection":       {fault: internet.Fault{Kind: internet.SilentDoor}, class: Timeout, within: 30 * time.Second},
	"silent handshake":        {fault: internet.Fault{Kind: internet.SilentDoor}, https: true, class: Timeout, within: 10 * time.Second},
	"hangs up":                {fault: internet.Fault{Kind: internet.HangsUp}, class: Broken},
	"hangs up on TLS":         {fault: internet.Fault{Kind: internet.HangsUp}, https: true, class: Broken},
	"another protocol":        {fault: internet.Fault{Kind: internet.NotHTTP}, class: Protocol},
	"another protocol, TLS":   {fault: internet.Fault{Kind: internet.NotHTTP}, https: true, class: TLS},
	"goaway":                  {fault: internet.Fault{Kind: internet.GoAway}, https: true, class: Broken},
	"silent":                  {fault: internet.Fault{Kind: internet.Silent}, class: Timeout, within: 30 * time.Second},
	"silent, HTTP/2":          {fault: internet.Fault{Kind: internet.Silent}, https: true, class: Timeout, within: 30 * time.Second},
	"silent after headers":    {fault: internet.Fault{Kind: internet.SilentAfter}, class: Slow, status: 200, within: 10 * time.Second},
	"silent within":           {fault: internet.Fault{Kind: internet.SilentWithin}, cut: true, class: Slow, within: 10 * time.Second},
	"silent within, HTTP/2":   {fault: internet.Fault{Kind: internet.SilentWithin}, https: true, cut: true, class: Slow, within: 10 * time.Second},
	"trickle":                 {fault: internet.Fault{Kind: internet.Trickle}, class: Slow, status: 200, within: 30 * time.Second},
	"reset within":            {fault: internet.Fault{Kind: internet.ResetWithin}, cut: true, class: Broken},
	"reset within, HTTP/2":    {fault: internet.Fault{Kind: internet.ResetWithin}, https: true, cut: true, class: Broken},
	"shorter than said":       {fault: internet.Fault{Kind: internet.ShortBody}, cut: true, class: Broken},
	"longer than said":        {fault: internet.Fault{Kind: internet.LongBody}, cut: true, class: Broken}, // as gzip, which knows its end
	"endless":                 {fault: internet.Fault{Kind: internet.Endless}, class: TooLarge, status: 200},
	"endless, HTTP/2":         {fault: internet.Fault{Kind: internet.Endless}, https: true, class: TooLarge, status: 200},
	"gzip bomb":               {fault: internet.Fault{Kind: internet.Bomb}, class: TooLarge, status: 200, packed: true},
	"brotli bomb":             {fault: internet.Fault{Kind: internet.BombBrotli}, class: TooLarge, status: 200, packed: true},
	"zstd bomb":               {fault: internet.Fault{Kind: internet.BombZstd}, class: TooLarge, status: 200, packed: true, within: time.Minute}, // of real time
	"gzip cut off":            {fault: internet.Fault{Kind: internet.CutGzip}, cut: true, class: Broken},
	"plain text as gzip":      {fault: internet.Fault{Kind: internet.NotGzip}}, // read as what it begins with
	"unknown coding":          {fault: internet.Fault{Kind: internet.UnknownCoding}},
	"login":                   {fault: internet.Fault{Kind: internet.Status, Code: 401}, class: Status, status: 401},
	"forbidden":               {fault: internet.Fault{Kind: internet.Status, Code: 403}, class: Status, status: 403},
	"missing":                 {fault: internet.Fault{Kind: internet.Status, Code: 404}, class: Status, status: 404},
	"gone":                    {fault: internet.Fault{Kind: internet.Status, Code: 410}, class: Status, status: 410},
	"too many":                {fault: internet.Fault{Kind: internet.Status, Code: 429, RetryAfter: "60"}, class: Status, status: 429},
	"broken server":           {fault: internet.Fault{Kind: internet.Status, Code: 500}, class: Status, status: 500},
	"broken gateway":          {fault: internet.Fault{Kind: internet.Status, Code: 502}, class: Status, status: 502},
	"overloaded":              {fault: internet.Fault{Kind: internet.Status, Code: 503}, class: Status, status: 503},
	"304 that was not asked":  {fault: internet.Fault{Kind: internet.NotModifiedEver}, class: Status, status: 304},
	"redirects in a circle":   {fault: internet.Fault{Kind: internet.Circle}, class: Redirects, status: 302, within: time.Second},
	"endless redirects":       {fault: internet.Fault{Kind: internet.Chain}, class: Redirects, status: 302, within: 3 * time.Second},
	"redirect to nowhere":     {fault: internet.Fault{Kind: internet.Nowhere}, class: Redirects, status: 302},
	"redirect out of the web": {fault: internet.Fault{Kind: internet.Moved, Code: 301, To: "file:///etc/passwd"}, class: Redirects, status: 301},
	"redirect to no host":     {fault: internet.Fault{Kind: internet.Moved, Code: 301, To: "http://nobody.example/"}, class: DNS, within: time.Second},
	"cookie wall":             {fault: internet.Fault{Kind: internet.CookieWall}, within: time.Second},
	"login page":              {fault: internet.Fault{Kind: internet.Moved, Code: 302, To: "/login"}, within: time.Second},
	"page instead":            {fault: internet.Fault{Kind: internet.PageInstead}},
	"captive portal":          {fault: internet.Fault{Kind: internet.Portal}, within: time.Second},
	"empty":                   {fault: internet.Fault{Kind: internet.Empty}},
	"60 MB":                   {fault: internet.Fault{Kind: internet.LargeBody}, class: TooLarge, status: 200},
	"another etag each time":  {fault: internet.Fault{Kind: internet.ETagEach}},
	"no validators":           {fault: internet.Fault{Kind: internet.ForgetsAll}},
	"modified tomorrow":       {fault: internet.Fault{Kind: internet.ModifiedTomorrow}},
}

func TestEveryFaultHasItsClassAndAnEnd(t *testing.T) {
	log.SetOutput(io.Discard) // net/http says there what came unasked
	defer log.SetOutput(os.Stderr)
	for name, want := range fates {
		t.Run(name, func(t *testing.T) {
			run := func(t *testing.T, w *internet.World, c *Client) { want.meet(t, w, c) }
			if want.fault.Kind == internet.BombZstd {
				// A decoder of zstd that is kept for the next answer belongs to the bubble that it was made in.
				onWorld(t, internet.New(t, 1, nil), Config{MaxBody: 2 << 20}, run)
				return
			}
			inWorld(t, Config{MaxBody: 2 << 20}, run)
		})
	}
}

// meet asks for a feed with the fault, and again: it is the same the second time.
func (want fate) meet(t *testing.T, w *internet.World, c *Client) {
	w.Host("portal.example")
	host := w.Host("paper.example")
	host.Faults = []internet.Fault{want.fault}
	if want.fault.Kind == internet.NoNetwork || want.fault.Kind == internet.Portal {
		host.Faults, w.Faults = nil, host.Faults
	}
	address := host.Feed("/feed", &internet.Feed{Coding: "gzip"}).URL()
	if want.https {
		address = strings.Replace(address, "http:", "https:", 1)
	}
	for i := range 2 {
		if i > 0 {
			time.Sleep(time.Second) // a server hears a little later that it was left
		}
		began := time.Now()
		resp, err := c.Get(t.Context(), Request{URL: address})
		took := time.Since(began)
		if took > want.within+time.Second { // the second: pace, and where the time is real
			t.Errorf("time %d: it took %v, want %v at most", i+1, took, want.within)
		}
		if want.fault.RetryAfter != "" && i > 0 {
			if ClassOf(err) != Busy {
				t.Errorf("it was asked again: %v", err)
			}
			return
		}
		if want.cut && want.https && ClassOf(err) == want.class {
			continue // HTTP/2 may let go of what had come
		}
		if want.cut || want.class == Other {
			if err != nil {
				t.Fatalf("time %d: %v", i+1, err)
			}
			if resp.Cut != want.cut || want.cut && (len(resp.Body) == 0 || ClassOf(resp.CutBy) != want.class) {
				t.Errorf("time %d: cut %v by %v, %d bytes", i+1, resp.Cut, resp.CutBy, len(resp.Body))
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Class != want.class || e.Status != want.status || e.Flaw != want.flaw || e.Packed != want.packed {
			t.Errorf("time %d: %v (%+v)", i+1, err, e)
		}
	}
	if n := host.Count(); n.MostOpen > 1 || n.MostUnder > 1 {
		t.Errorf("at once: %+v", n)
	}
}

func TestWhatIsTooLargeTakesBoundedMemory(t *testing.T) {
	const limit = 1 << 20
	for _, kind := range []internet.Kind{internet.Endless, internet.LargeBody, internet.Bomb, internet.BombBrotli} {
		t.Run(string(kind), func(t *testing.T) {
			inWorld(t, Config{MaxBody: limit}, func(t *testing.T, w *internet.World, c *Client) {
				f := w.Host("paper.example").Feed("/feed", &internet.Feed{Faults: []internet.Fault{{Kind: kind}}})
				ask := func() {
					if _, err := c.Get(t.Context(), Request{URL: f.URL()}); ClassOf(err) != TooLarge {
						t.Fatal(err)
					}
				}
				ask() // the bomb is made
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				ask()
				runtime.ReadMemStats(&after)
				if took := after.TotalAlloc - before.TotalAlloc; took > 24*limit { // both ends, and what grows is copied
					t.Errorf("%d kB for a limit of %d kB", took>>10, limit>>10)
				}
			})
		})
	}
}

func TestAConnectionIsUsedAgainAfterEveryWholeAnswer(t *testing.T) {
	for name, fault := range map[string]internet.Fault{
		"good":     {Kind: internet.ForgetsAll},
		"missing":  {Kind: internet.Status, Code: 404},
		"busy":     {Kind: internet.Status, Code: 503},
		"empty":    {Kind: internet.Empty},
		"page":     {Kind: internet.PageInstead},
		"redirect": {Kind: internet.Moved, Code: 302, To: "/login"},
		"cookie":   {Kind: internet.CookieWall},
		"circle":   {Kind: internet.Circle},
	} {
		for _, scheme := range []string{"http", "https"} {
			t.Run(name+" "+scheme, func(t *testing.T) {
				inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
					host := w.Host("paper.example")
					host.Feed("/feed", &internet.Feed{Coding: "br", Faults: []internet.Fault{fault}})
					for range 5 {
						_, _ = c.Get(t.Context(), Request{URL: scheme + "://paper.example/feed"}) // how it ends is another test's
					}
					if n := host.Count(); n.Dialed != 1 {
						t.Errorf("five requests took %d connections", n.Dialed)
					}
				})
			})
		}
	}
}

func TestAnUnchangedFeedIsConfirmedWhateverItsValidatorsAre(t *testing.T) {
	for name, feed := range map[string]*internet.Feed{
		"a pair":                      {},
		"a tag":                       {NoModified: true},
		"a date":                      {NoETag: true},
		"a date in the future":        {Faults: []internet.Fault{{Kind: internet.ModifiedTomorrow}}},
		"a pair, behind a redirect":   {Format: internet.Atom},
		"a pair, and HTTP/2 with zip": {Coding: "gzip"},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
				host := w.Host("paper.example")
				address := host.Feed("/feed", feed).URL()
				if feed.Format == internet.Atom {
					address = host.Feed("/old", &internet.Feed{Faults: []internet.Fault{{Kind: internet.Moved, Code: 302, To: "/feed"}}}).URL()
				}
				if feed.Coding != "" {
					address = "https://paper.example/feed"
				}
				first, err := c.Get(t.Context(), Request{URL: address})
				if err != nil {
					t.Fatal(err)
				}
				again := Request{URL: address, ETag: first.ETag, LastModified: first.LastModified, ValidatorURL: first.URL}
				if second, err := c.Get(t.Context(), again); err != nil || !second.NotModified || second.Status != http.StatusNotModified {
					t.Errorf("%+v, %v", second, err)
				}
				for _, v := range w.Visits() {
					if !v.Known {
						t.Errorf("%s was asked with validators that it did not give: %v", v.Path, v.Header)
					}
				}
			})
		})
	}
}

func TestAHostThatAsksToBeLeftAloneIsLeftAloneByAllItsFeeds(t *testing.T) {
	for name, test := range map[string]struct {
		code  int
		after string
		quiet time.Duration
	}{
		"seconds":        {429, "600", 10 * time.Minute},
		"a date":         {503, time.Date(2000, 1, 1, 2, 0, 0, 0, time.UTC).Format(http.TimeFormat), 2 * time.Hour}, // a bubble begins at midnight
		"nothing said":   {429, "", time.Minute},
		"absurdly long":  {429, "99999999999999999999", 23 * time.Hour},
		"no number":      {429, "soon", time.Minute},
		"a date of past": {429, time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat), time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
				host := w.Host("paper.example")
				limit := internet.Fault{Kind: internet.Status, Code: test.code, RetryAfter: test.after, Until: time.Now().Add(time.Second)}
				host.Feed("/a", &internet.Feed{Faults: []internet.Fault{limit}})
				host.Feed("/b", &internet.Feed{})
				if _, err := c.Get(t.Context(), Request{URL: "http://paper.example/a"}); ClassOf(err) != Status {
					t.Fatal(err)
				}
				time.Sleep(test.quiet - time.Second)
				if _, err := c.Get(t.Context(), Request{URL: "http://paper.example/b"}); ClassOf(err) != Busy {
					t.Errorf("another feed of the host, a second before: %v", err)
				}
				time.Sleep(2 * time.Second)
				if test.quiet >= 23*time.Hour {
					time.Sleep(time.Hour)
				}
				if _, err := c.Get(t.Context(), Request{URL: "http://paper.example/b"}); err != nil {
					t.Errorf("a second after: %v", err)
				}
			})
		})
	}
}
