package viewmodel

import "testing"

func TestCommandsAreFoundByTheBeginningsOfTheirWords(t *testing.T) {
	list := []Command{{Name: "Show all shortcuts"}, {Name: "Star"}, {Name: "Read later"}, {Name: "Go to 港口日报"}, {Name: "Go to “Star Post”"}}
	for typed, want := range map[string]string{
		"":         "Show all shortcuts|Star|Read later|Go to 港口日报|Go to “Star Post”|",
		"st":       "Star|Go to “Star Post”|",
		"all SH":   "Show all shortcuts|",
		"late":     "Read later|",
		"ater":     "",
		"日报":       "Go to 港口日报|",
		"go  star": "Go to “Star Post”|",
	} {
		got := ""
		for _, c := range Commands(list, typed) {
			got += c.Name + "|"
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
}
