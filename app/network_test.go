package app

import (
	"testing"
	"time"

	"tidings/feeds/fetch"
)

func TestTheNetworkIsGoneWhenSeveralHostsAre(t *testing.T) {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	fails := func(c fetch.Class) error { return &fetch.Error{Class: c} }
	type event struct {
		after time.Duration
		host  string
		err   error
	}
	for name, test := range map[string]struct {
		events []event
		online bool
	}{
		"nothing was asked":        {nil, true},
		"one host again and again": {[]event{{0, "a", fails(fetch.DNS)}, {1, "a", fails(fetch.DNS)}, {1, "a", fails(fetch.DNS)}, {1, "a", fails(fetch.Timeout)}}, true},
		"three hosts":              {[]event{{0, "a", fails(fetch.DNS)}, {1, "b", fails(fetch.Refused)}, {1, "c", fails(fetch.Timeout)}}, false},
		"three with an answer in between": {[]event{{0, "a", fails(fetch.DNS)}, {1, "b", fails(fetch.DNS)}, {1, "d", fails(fetch.Status)},
			{1, "c", fails(fetch.DNS)}}, true},
		"three that never answered, beside one that did": {[]event{{0, "d", nil}, {1, "a", fails(fetch.DNS)}, {1, "b", fails(fetch.DNS)},
			{1, "c", fails(fetch.Refused)}}, true},
		"three that answered before": {[]event{{0, "a", nil}, {0, "b", nil}, {0, "c", nil}, {1, "a", fails(fetch.DNS)}, {1, "b", fails(fetch.DNS)},
			{1, "c", fails(fetch.Refused)}}, false},
		"the only one that ever answered": {[]event{{0, "a", nil}, {1, "a", fails(fetch.DNS)}, {1, "b", fails(fetch.DNS)}, {1, "c", fails(fetch.DNS)}}, false},
		"three over an hour":              {[]event{{0, "a", fails(fetch.DNS)}, {time.Hour, "b", fails(fetch.DNS)}, {time.Hour, "c", fails(fetch.DNS)}}, true},
		"the system says so":              {[]event{{0, "a", fails(fetch.Offline)}}, false},
		"three to which this network has no way": {[]event{{0, "a", &fetch.Error{Class: fetch.Refused, Flaw: fetch.NoWay}},
			{1, "b", &fetch.Error{Class: fetch.Refused, Flaw: fetch.NoWay}}, {1, "c", &fetch.Error{Class: fetch.Refused, Flaw: fetch.NoWay}}}, true},
		"somebody gave up":                     {[]event{{0, "a", fails(fetch.Canceled)}, {0, "b", fails(fetch.Canceled)}, {0, "c", fails(fetch.Busy)}}, true},
		"it came back":                         {[]event{{0, "a", fails(fetch.Offline)}, {1, "a", nil}}, true},
		"it came back with a refusal":          {[]event{{0, "a", fails(fetch.Offline)}, {1, "a", fails(fetch.Status)}}, true},
		"gone, and one host more is not there": {[]event{{0, "a", fails(fetch.Offline)}, {1, "b", fails(fetch.TLS)}}, false},
	} {
		var n network
		at := now
		for _, e := range test.events {
			at = at.Add(e.after)
			was := n.online()
			if changed := n.heard(e.host, e.err, at); changed != (was != n.online()) {
				t.Errorf("%s: changed %v", name, changed)
			}
		}
		if n.online() != test.online {
			t.Errorf("%s: online %v", name, n.online())
		}
	}
}
