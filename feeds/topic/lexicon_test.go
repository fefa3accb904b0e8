package topic

import (
	"math"
	"path"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
	"tidings/feeds/language"
)

func counted(l *lexicon, text string) (found [topics + 1]float64) {
	l.count(new(scratch), l.lang, text, appendWords(nil, text, bodyWords), 1, &found)
	return found
}

func TestEntriesMatchAsTheirMarksSay(t *testing.T) {
	l := parse("de", "sport: ball elf* *spiel zwei_worte früh*_wahl*\npolitics: wahl! amt? zwei_worte ball\nabroad: rom\n")
	sport, politics := slices.Index(feeds.Topics, feeds.Sport), slices.Index(feeds.Topics, feeds.Politics)
	one := math.Log(2)
	for text, want := range map[string]struct {
		topic int
		x     float64
	}{
		"ball":                {sport, one / 2}, // shared with politics
		"balls":               {sport, 0},
		"elfmeter":            {sport, one},
		"elfmeter elfer":      {sport, math.Log(3)}, // the same entry twice
		"schauspiel":          {sport, one},
		"spielen":             {sport, 0},
		"zwei worte":          {sport, one / 2 * phraseWeight},
		"zwei andere worte":   {sport, 0},
		"frühe wahlen":        {sport, one * phraseWeight},
		"frühe auswahl":       {sport, 0},
		"wahl":                {politics, one * 1.5},
		"amt":                 {politics, one / 2},
		"Wahl, Wahl und WAHL": {politics, math.Log(4) * 1.5},
		"rom":                 {abroad, one},
	} {
		if got := counted(l, text)[want.topic]; math.Abs(got-want.x) > 1e-9 {
			t.Errorf("%q: %v, want %v", text, got, want.x)
		}
	}
}

func TestChineseEntriesMatchAnywhereTheLongestFirst(t *testing.T) {
	l := parse("zh", "sport: 足球 nba\neducation: 公务员考试\npolitics: 公务员\n")
	education, politics, sport := slices.Index(feeds.Topics, feeds.Education), slices.Index(feeds.Topics, feeds.Politics), slices.Index(feeds.Topics, feeds.Sport)
	got := counted(l, "今年公务员考试")
	if got[education] == 0 || got[politics] > 0 {
		t.Errorf("%v", got)
	}
	for text, want := range map[string]bool{"看NBA比赛": true, "女子足球队": true, "nbas": false, "xnba": false} {
		if got := counted(l, text)[sport] > 0; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestKoreanWordsKeepTheirParticles(t *testing.T) {
	l := parse("ko", "sport: 축구\n")
	if counted(l, "축구에서")[slices.Index(feeds.Topics, feeds.Sport)] == 0 {
		t.Error("not found")
	}
}

func TestEveryLanguageHasWordsForEveryTopic(t *testing.T) {
	for _, lang := range []string{"en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "tr", "ar", "hi", "vi", "id", "zh", "ja", "ko"} {
		text, err := files.ReadFile(path.Join("lexicon", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		l := parse(lang, string(text))
		var entries [topics + 1]int
		for _, e := range l.entries {
			for _, topic := range e.topics {
				entries[topic]++
			}
		}
		for topic, n := range entries {
			if n < 20 {
				t.Errorf("%s: %d entries for topic %d", lang, n, topic)
			}
		}
	}
}

func TestFilesHoldWhatTheTextIsCutInto(t *testing.T) {
	list, err := files.ReadDir("lexicon")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range list {
		lang := strings.TrimSuffix(file.Name(), ".txt")
		text, err := files.ReadFile(path.Join("lexicon", file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			topic, words, ok := strings.Cut(line, ":")
			if strings.HasPrefix(line, "#") {
				continue
			}
			if !ok || topic != "abroad" && !feeds.Topic(topic).Known() {
				t.Fatalf("%s: %q", file.Name(), line)
			}
			for _, entry := range strings.Fields(words) {
				checkEntry(t, lang, entry)
			}
		}
	}
}

// checkEntry fails for an entry that no text can match, because Words cuts it
// into other pieces.
func checkEntry(t *testing.T, lang, entry string) {
	t.Helper()
	if lang == "zh" || lang == "ja" || lang == "th" {
		return
	}
	word := strings.ReplaceAll(strings.TrimRight(entry, "!?"), "_", " ")
	parts := strings.Fields(strings.ReplaceAll(word, "*", ""))
	var cut []string
	for w := range language.Words(strings.Join(parts, " ")) {
		cut = append(cut, w.Text)
	}
	if !slices.Equal(cut, parts) {
		t.Errorf("%s: %q is cut into %q", lang, entry, cut)
	}
}

func TestEntriesStandOnceUnderATopicInOrderAndInLowerCase(t *testing.T) {
	list, err := files.ReadDir("lexicon")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range list {
		text, err := files.ReadFile(path.Join("lexicon", file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		topicsOf, last, lastTopic := map[string][]string{}, "", ""
		for line := range strings.Lines(string(text)) {
			topic, words, ok := strings.Cut(line, ":")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			if topic != lastTopic {
				last, lastTopic = "", topic
			}
			for _, entry := range strings.Fields(words) {
				if entry <= last {
					t.Errorf("%s: %q comes after %q under %s", file.Name(), entry, last, topic)
				}
				last = entry
				word := strings.TrimRight(entry, "!?")
				if word != strings.ToLower(word) || len(word) == 0 {
					t.Errorf("%s: %q", file.Name(), entry)
				}
				if topic != "abroad" {
					topicsOf[word] = append(topicsOf[word], topic)
				}
			}
		}
		for word, of := range topicsOf {
			if len(of) > 2 || len(of) == 2 && of[0] == of[1] {
				t.Errorf("%s: %q stands under %v", file.Name(), word, of)
			}
		}
	}
}

func TestWhatHasGrownOntoAWordIsNoneOfIt(t *testing.T) {
	health := slices.Index(feeds.Topics, feeds.Health)
	l := parse("am", "health: ጤና በሽታ\n")
	for _, word := range []string{"ጤና", "የጤና", "በሽታ", "የበሽታ"} {
		if counted(l, word)[health] == 0 {
			t.Errorf("%q is not found", word)
		}
	}
	if counted(l, "መጤና")[health] > 0 {
		t.Error("another letter is cut off")
	}
}

func TestMarksOfTonesAndLettersThatSoundAlikeDoNotHide(t *testing.T) {
	health := slices.Index(feeds.Topics, feeds.Health)
	for lang, forms := range map[string][]string{"yo": {"ìlera", "ilera", "ìlérà"}, "am": {"ሐኪም", "ሀኪም", "ኀኪም"}, "ha": {"ƙwaya", "kwaya"}} {
		l := parse(lang, "health: "+forms[0]+"\n")
		for _, form := range forms {
			if counted(l, form)[health] == 0 {
				t.Errorf("%s: %q is not found", lang, form)
			}
		}
	}
}

func TestSectionsAreOfKnownTopics(t *testing.T) {
	for name, topic := range sections() {
		if topic < 0 || name != sectionName(name) {
			t.Errorf("%q: %d", name, topic)
		}
	}
}

func FuzzCount(f *testing.F) {
	for _, n := range news {
		f.Add(n.lang, n.title)
	}
	f.Fuzz(func(t *testing.T, lang, text string) {
		r := Read(Doc{Title: text, Text: text, Lang: lang, Link: text, Categories: []string{text}})
		for _, x := range r.evidence {
			if x < 0 || math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("%v", r.evidence)
			}
		}
	})
}
