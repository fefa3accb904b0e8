package digest

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatOnlyOneSourceSaysIsFound(t *testing.T) {
	got := Only(ferry, 3)
	if len(got) == 0 || got[0].Article != 2 || !strings.Contains(got[0].Text, "Rotterdam") {
		t.Fatalf("got\n%s", joined(got))
	}
	seen := map[any]bool{}
	for _, s := range got {
		if seen[s.Article] || s.Article == 4 {
			t.Errorf("got %+v", s)
		}
		seen[s.Article] = true
	}
	if got := Only(ferry, 1); len(got) != 1 {
		t.Errorf("%d are more than one", len(got))
	}
}

func TestOneSourceAloneSaysNothingThatOnlyItSays(t *testing.T) {
	german := text(8, 8, "de", "Fähre läuft auf", "Eine Fähre der Reederei Nordsund ist vor Brannoch mit 140 Menschen auf Felsen in der Bucht gelaufen, sagte Minister Abel Roth in Halm.")
	for name, list := range map[string][]Text{
		"none": nil, "one": ferry[:1], "one and its copy": {ferry[0], ferry[3]}, "one in each language": {ferry[0], german},
	} {
		if got := Only(list, 3); len(got) != 0 {
			t.Errorf("%s: got %q", name, joined(got))
		}
	}
}

func TestADayAddsWhatWasNotThereBefore(t *testing.T) {
	for _, test := range []struct {
		name        string
		day, before []Text
		want, not   []string
	}{
		{"english", []Text{
			text(5, 1, "en", "Delegation from Rotterdam inspects the Marigold", "A delegation from Rotterdam came to Kessel on Wednesday. The delegation will pay 3.5 million crowns, Edda Kroll said. It found 12 cracks."),
			text(6, 2, "en", "Shipyard sends experts to grounded ferry", "The delegation of the shipyard from Rotterdam looked at the Marigold. Minister Edda Kroll called it a wreck."),
		}, ferry[:1], []string{"Rotterdam", "Edda Kroll", "3.5 million", "a delegation"}, []string{"Wednesday", "Marigold", "Kessel", "Kroll"}},
		{"russian", []Text{
			text(5, 1, "ru", "Делегация из Роттердама осмотрела паром", "Делегация из Роттердама прибыла в Кессель. Об этом сказала Эдда Кролль."),
			text(6, 2, "ru", "Паром осмотрела делегация", "Экспертов возглавляет Эдда Кролль, они приехали из Роттердама."),
		}, []Text{text(1, 1, "ru", "Паром сел на мель", "Паром сел на мель у острова Бранох. Его спасли из Кесселя.")},
			[]string{"Роттердама", "Эдда Кролль"}, []string{"Кессель", "паром"}},
		{"chinese", []Text{
			text(5, 1, "zh", "鹿特丹专家检查渡轮", "来自鹿特丹的专家检查了渡轮《金盏花》，他们在凯塞尔停留。"),
			text(6, 2, "zh", "渡轮检查开始", "专家从鹿特丹到达，检查开始。"),
		}, []Text{text(1, 1, "zh", "渡轮搁浅", "渡轮在凯塞尔附近搁浅，专家说没有人受伤。检查将开始。")},
			[]string{"鹿特丹", "金盏花"}, []string{"凯塞尔", "检查"}},
		{"german after english", []Text{text(5, 9, "de", "Fähre Marigold: Kroll in Kessel", "Die Reederei schickt 19 Taucher nach Kessel.")}, ferry,
			[]string{"19 Taucher"}, []string{"Reederei", "Fähre", "Kessel"}},
		{"a copy", []Text{ferry[3]}, ferry[1:2], nil, []string{"Orbit", "17 pictures"}},
		{"the first day", ferry, nil, nil, []string{"Marigold"}},
	} {
		got := Added(test.day, test.before, 6)
		for _, want := range test.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s: %q is missing from %q", test.name, want, got)
			}
		}
		for _, not := range test.not {
			if slices.Contains(got, not) {
				t.Errorf("%s: %q is in %q", test.name, not, got)
			}
		}
	}
	if got := Added(ferry[1:3], ferry[:1], 1); len(got) != 1 {
		t.Errorf("got %q, want one", got)
	}
}
