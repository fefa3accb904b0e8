package app

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"tidings/feeds/fetch"
	web "tidings/internal/internet"
)

// An illness is a kind of fault, of which there are several.
type illness struct {
	name   string
	faults []web.Fault
	host   bool // it is the host that has it
	https  bool
}

// illnesses are what one in twenty feeds each has: the classes of errors that a feed's
// page tells apart, and what is wrong in answers that are none.
var illnesses = []illness{
	{"dns", []web.Fault{{Kind: web.NoSuchHost}, {Kind: web.NameServerSilent}}, true, false},
	{"refused", []web.Fault{{Kind: web.Refused}}, true, false},
	{"tls", []web.Fault{{Kind: web.Expired}, {Kind: web.WrongName}, {Kind: web.SelfSigned}, {Kind: web.NotYetValid}}, true, true},
	{"timeout", []web.Fault{{Kind: web.Unreachable}, {Kind: web.SilentDoor}, {Kind: web.Silent}}, true, false},
	{"slow", []web.Fault{{Kind: web.SilentAfter}, {Kind: web.SilentWithin}, {Kind: web.Trickle}}, false, false},
	{"broken", []web.Fault{{Kind: web.ResetWithin}, {Kind: web.ShortBody}, {Kind: web.LongBody}}, false, false},
	{"hangs up", []web.Fault{{Kind: web.HangsUp}, {Kind: web.GoAway}, {Kind: web.NotHTTP}}, true, true},
	{"too large", []web.Fault{{Kind: web.Endless}, {Kind: web.LargeBody}}, false, false},
	{"packed", []web.Fault{{Kind: web.Bomb}, {Kind: web.BombBrotli}}, false, false},
	{"redirects", []web.Fault{{Kind: web.Circle}, {Kind: web.Chain}, {Kind: web.Nowhere}}, false, false},
	{"forbidden", []web.Fault{{Kind: web.Status, Code: 401}, {Kind: web.Status, Code: 403}}, false, false},
	{"missing", []web.Fault{{Kind: web.Status, Code: 404}, {Kind: web.Status, Code: 410}}, false, false},
	{"too many", []web.Fault{{Kind: web.Status, Code: 429, RetryAfter: "7200"}, {Kind: web.Status, Code: 429}, {Kind: web.Status, Code: 429, RetryAfter: "later"}}, false, false},
	{"server", []web.Fault{{Kind: web.Status, Code: 500}, {Kind: web.Status, Code: 502}, {Kind: web.Status, Code: 503, RetryAfter: "600"}}, false, false},
	{"not a feed", []web.Fault{{Kind: web.PageInstead}, {Kind: web.Empty}, {Kind: web.NotModifiedEver}, {Kind: web.Moved, To: "/login"}}, false, false},
	{"odd", []web.Fault{{Kind: web.BrokenHalf}, {Kind: web.NotGzip}, {Kind: web.SameGUID}, {Kind: web.FutureDates}, {Kind: web.NoDates}, {Kind: web.ManyEntries}}, false, false},
}

// population are feeds on hosts of their own, one in twenty with each illness, the
// others healthy, in an order by chance. Without ill ones there are only the healthy.
func population(w *web.World, n int, ill bool) (all, healthy []string) {
	chance := rand.New(rand.NewPCG(6, 6))
	for i, place := range chance.Perm(n) {
		name := fmt.Sprintf("h%d.example", place)
		class := i / (n / 20)
		if class >= len(illnesses) {
			address := addFeed(w, name, illness{}, 0, place)
			all, healthy = append(all, address), append(healthy, address)
		} else if ill {
			all = append(all, addFeed(w, name, illnesses[class], i, place))
		}
	}
	chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all, healthy
}

func addFeed(w *web.World, name string, has illness, which, place int) string {
	h := w.Host(name)
	h.Latency = time.Duration(50+place%150) * time.Millisecond
	f := &web.Feed{Every: 8 * anHour, Coding: []string{"gzip", "br"}[place%2], Words: 40}
	if len(has.faults) > 0 {
		fault := has.faults[which%len(has.faults)]
		if has.host {
			h.Faults = []web.Fault{fault}
		} else {
			f.Faults = []web.Fault{fault}
		}
	}
	address := h.Feed("/feed", f).URL()
	if has.https {
		address = strings.Replace(address, "http:", "https:", 1)
	}
	return address
}

// lastOf is when the last of some feeds had been answered.
func lastOf(w *web.World, addresses []string) time.Time {
	wanted := map[string]bool{}
	for _, a := range addresses {
		_, place, _ := strings.Cut(a, "://")
		wanted[place] = true
	}
	var last time.Time
	for _, v := range w.Visits() {
		if end := v.At.Add(v.Took); wanted[v.Host+v.Path] && end.After(last) {
			last = end
		}
	}
	return last
}

func TestHealthyFeedsAreNotDelayedBySickOnes(t *testing.T) {
	took := map[bool]time.Duration{}
	for _, ill := range []bool{false, true} {
		inBubble(t, func(t *testing.T) {
			s := newStay(t)
			s.limit = 1 << 20
			all, healthy := population(s.world, 400, ill)
			s.open()
			defer s.close()
			s.subscribe(all)
			began := time.Now()
			if _, err := s.core.Refresh(t.Context(), Selection{}); err != nil {
				t.Error(err)
			}
			took[ill] = lastOf(s.world, healthy).Sub(began)
			if whole := time.Since(began); whole > 5*time.Minute {
				t.Errorf("all of it took %v", whole)
			}
			s.everyFeedHasAResult(healthy)
		})
	}
	if most := took[false] + 10*time.Second; took[true] > most {
		t.Errorf("healthy feeds were there after %v, and without sick ones after %v", took[true], took[false])
	}
	t.Logf("healthy feeds were there after %v, and without sick ones after %v", took[true], took[false])
}

// everyFeedHasAResult complains of feeds that were asked and have nothing to show for it.
func (s *stay) everyFeedHasAResult(healthy []string) {
	s.t.Helper()
	well := map[string]bool{}
	for _, a := range healthy {
		well[a] = true
	}
	for address, f := range s.feeds() {
		tries, err := s.core.db.Tries(s.t.Context(), f.ID, 10)
		switch {
		case err != nil:
			s.t.Error(err)
		case f.Fetch.Checked.IsZero() || len(tries) == 0:
			s.t.Errorf("%s has no result: %+v", address, f.Fetch)
		case f.Fetch.Next.IsZero() && !f.Fetch.Gone || f.Fetch.Why == "":
			s.t.Errorf("%s is not asked again, and nobody knows why: %+v", address, f.Fetch)
		case f.Fetch.Error == "" && f.Total == 0:
			s.t.Errorf("%s has neither articles nor an error: %+v", address, f.Fetch)
		case well[address] && (f.Fetch.Error != "" || f.Total == 0):
			s.t.Errorf("%s is well and has %d articles: %+v", address, f.Total, f.Fetch)
		}
	}
}

// BenchmarkSoak is a first refresh of 1,000 feeds, most of which are sick, over sockets
// in real time: how long the healthy ones take, beside the same without sick ones, and
// the most memory in use, that of the servers among it.
func BenchmarkSoak(b *testing.B) {
	for b.Loop() {
		alone, _ := soak(b, false)
		among, peak := soak(b, true)
		b.ReportMetric(alone.Seconds(), "healthy-alone-s")
		b.ReportMetric(among.Seconds(), "healthy-among-sick-s")
		b.ReportMetric(peak, "peak-heap-MB")
	}
}

func soak(b *testing.B, ill bool) (healthy time.Duration, peak float64) {
	w := web.OnLoopback(b, 6)
	all, well := population(w, 1000, ill)
	core, err := Open(b.Context(), Config{Dir: b.TempDir(), Fetch: fetch.Config{Transport: w.Transport()}})
	if err != nil {
		b.Fatal(err)
	}
	defer core.Close()
	for _, address := range all {
		subscribe(b, core, address)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // as the window does
	end := watchHeap(&peak)
	began := time.Now()
	sum, err := core.Refresh(b.Context(), Selection{})
	end()
	if err != nil || sum.Feeds+sum.Skipped != len(all) {
		b.Fatalf("%+v, %v", sum, err)
	}
	list, err := core.Feeds(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range list {
		if f.Fetch.Checked.IsZero() {
			b.Errorf("%s has no result", f.URL)
		}
	}
	b.Logf("sick ones among them: %v; %d feeds in %v: %+v", ill, len(all), time.Since(began), sum)
	return lastOf(w, well).Sub(began), peak
}

// watchHeap notes the most memory in use, in MB, until end is called.
func watchHeap(peak *float64) (end func()) {
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			*peak = max(*peak, float64(m.HeapAlloc)/(1<<20))
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	})
	return func() { close(done); watching.Wait() }
}
