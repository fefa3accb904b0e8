// Package internet is a model of an unfriendly internet, for tests: hosts whose
// feeds publish by the clock, and faults of every kind that a news reader meets,
// each for as long as a script says. The same seed gives the same internet.
//
// A World has hosts, a Host has feeds and pages, and all three have Faults. What a
// client may see of it goes through Transport (or Dial): names, connections, TLS,
// HTTP/1.1 and HTTP/2 are all there. Connections are pieces of memory, so that a
// test with testing/synctest can let a week go by, or sockets on loopback, for
// benchmarks. Every request is written down (Visit), with how many others were
// under way to the same host.
//
// The way of one request: dial.go asks whether the name and the host can be
// reached, serve.go finds the feed and the fault that is on, fault.go and answer.go
// play faults, feed.go and print.go make the document that is true at this time.
package internet

import (
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A World is an internet. Make it with New.
type World struct {
	Faults []Fault // of the way to all hosts

	// Arrived is told of every request before it is answered; nil: nobody is.
	Arrived func(Visit)

	seed     uint64
	now      func() time.Time
	door     *door
	paths    *certificates
	loopback net.Addr // nil: connections are memory

	mu     sync.Mutex
	hosts  map[string]*Host
	visits []Visit
	dials  []Dial
}

// New is an internet without hosts that ends with the test. now is its clock; nil:
// time.Now.
func New(tb testing.TB, seed uint64, now func() time.Time) *World {
	w := create(seed, now)
	w.door = newDoor()
	w.serve(tb, w.door)
	return w
}

// OnLoopback is an internet whose connections are sockets of this machine.
func OnLoopback(tb testing.TB, seed uint64) *World {
	w := create(seed, nil)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	w.loopback = listener.Addr()
	w.serve(tb, greeted{listener, w})
	return w
}

func create(seed uint64, now func() time.Time) *World {
	if now == nil {
		now = time.Now
	}
	return &World{seed: seed, now: now, hosts: map[string]*Host{}, paths: newCertificates(now())}
}

// A Host is a name with servers for http and https.
type Host struct {
	Name    string
	Latency time.Duration // before each answer
	Faults  []Fault       // of the host, before those of its feeds
	Login   *Login        // that it wants for all it has; nil: none

	world *World
	feeds map[string]*Feed

	count Count // world.mu guards it
}

// Host makes a host, or finds it.
func (w *World) Host(name string) *Host {
	w.mu.Lock()
	defer w.mu.Unlock()
	h := w.hosts[name]
	if h == nil {
		h = &Host{Name: name, world: w, feeds: map[string]*Feed{}}
		w.hosts[name] = h
	}
	return h
}

// Feed adds a feed at a path of a host. What f leaves open is filled in.
func (h *Host) Feed(path string, f *Feed) *Feed {
	f.host, f.path = h, path
	f.settle(h.world.now())
	h.world.mu.Lock()
	defer h.world.mu.Unlock()
	h.feeds[path] = f
	return f
}

// Twin adds the same feed at another address, of a host that it moves to.
func (h *Host) Twin(path string, of *Feed) *Feed {
	twin := &Feed{
		Format: of.Format, Every: of.Every, Before: of.Before, Shown: of.Shown, Words: of.Words, Coding: of.Coding,
		NoETag: of.NoETag, NoModified: of.NoModified, Header: of.Header,
	}
	h.Feed(path, twin)
	twin.name, twin.start = of.name, of.start
	return twin
}

// find is the host of a name, which may have a port; nil: there is none.
func (w *World) find(name string) *Host {
	if host, _, err := net.SplitHostPort(name); err == nil {
		name = host
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hosts[strings.ToLower(name)]
}

// A Count says what a host had to bear.
type Count struct {
	Dialed           int // connections, ever
	Open, MostOpen   int // connections at a time
	Under, MostUnder int // requests under way at a time
}

// Count is what the host had to bear so far.
func (h *Host) Count() Count {
	h.world.mu.Lock()
	defer h.world.mu.Unlock()
	return h.count
}

// A Visit is one request, as its server saw it.
type Visit struct {
	At     time.Time
	Host   string
	Path   string
	Proto  string
	Header http.Header

	// Open and Under are the connections and the requests of this host at that
	// time, this one among them.
	Open, Under int

	// The rest is known when it is over.
	Status int           // zero: no answer
	Bytes  int64         // of the body, as sent
	Took   time.Duration // by the server
	Quiet  time.Time     // until when the host asked to be left alone; zero: it did not

	// Known says that the validators are those that this address gave last, as a
	// pair, or that there are none because it gave none. Fresh says that the document
	// is another than the one that this address gave last.
	Known, Fresh bool
}

// Visits are all requests so far, in the order in which they came.
func (w *World) Visits() []Visit {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.visits)
}

// A Dial is one try to connect, whether it failed or not.
type Dial struct {
	At   time.Time
	Host string
}

// Dials are all of them so far.
func (w *World) Dials() []Dial {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.dials)
}
