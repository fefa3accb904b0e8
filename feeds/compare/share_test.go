package compare

import (
	"strings"
	"testing"
)

func TestTextsShareWhatTheyHaveInCommon(t *testing.T) {
	long := strings.Repeat("<p>The harbour was closed on Monday, and nobody said why it was.</p>", 20_000)
	for name, test := range map[string]struct {
		old, new string
		from, to float64
		ok       bool
	}{
		"the same":             {"<p>High water at five</p>", "High water at five", 1, 1, true},
		"one word of four":     {"<p>High water at five</p>", "<p>High water at six</p>", 0.75, 0.75, true},
		"nothing":              {"<p>High water</p>", "<p>Low tide</p>", 0, 0, true},
		"no text":              {"<p>High water</p>", "", 0, 0, false},
		"other pictures":       {`<img src="https://i.example/a/1.png">`, `<img alt="x" src='https://i.example/a/2.png'>`, 0, 0, true},
		"a picture moved":      {`<img src="https://i.example/a/1.png">`, `<img src="/b/1.png?sig=7">`, 1, 1, true},
		"Chinese by letters":   {"<p>港口今天关闭</p>", "<p>港口明天关闭</p>", 0.8, 0.9, true},
		"a book and its cover": {long, long + "<p>At last it was opened.</p>", 1, 1, true},
	} {
		got, ok := Share(test.old, test.new)
		if ok != test.ok || got < test.from || got > test.to {
			t.Errorf("%s: %v, %v", name, got, ok)
		}
	}
}
