package viewmodel

import "testing"

func TestWhoLinksToASiteIsSaid(t *testing.T) {
	for want, names := range map[string][]string{
		"2 of your sources link to it, in 3 articles: " + Isolate("A") + ", " + Isolate("B"):                                                             {"A", "B"},
		"5 of your sources link to it, in 3 articles: " + Isolate("A") + ", " + Isolate("B") + ", " + Isolate("C") + ", " + Isolate("D") + " and 1 more": {"A", "B", "C", "D", "E"},
	} {
		if got := LinkedBy(names, 3); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
