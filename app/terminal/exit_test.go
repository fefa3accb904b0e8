package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExitCodesAndSentences(t *testing.T) {
	d := fullDesk(t)
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args string
		code int
		says string
	}{
		{"version", fine, ""},
		{"--version", fine, ""},
		{"--help", fine, ""},
		{"completion bash", fine, ""},
		{"check", fine, ""},
		{"bogus", misuse, "unknown command"},
		{"list --bogus", misuse, "tidingsctl list --help"},
		{"list everything", misuse, "tidingsctl search"},
		{"list --topic nonsense", misuse, "business"},
		{"list --order sideways", misuse, "newest"},
		{"list --limit -1", misuse, "limit"},
		{"list --feed nobody", nothing, "no feed called"},
		{"list --feed 999", nothing, "no feed 999"},
		{"list --feed a", misuse, "may be any of"},
		{"list --folder Nowhere", nothing, "no folder"},
		{"list later", nothing, "no articles here"},
		{"show", misuse, "number of one article"},
		{"show abc", misuse, "not the number"},
		{"show 99999", nothing, "not stored"},
		{"show 1 --feed-text --full", misuse, "feed-text"},
		{"story 99999", nothing, "not stored"},
		{"related 99999", nothing, "not stored"},
		{"front --topic nonsense", misuse, "business"},
		{"story split 1", misuse, "then those of the articles"},
		{"story merge 1", misuse, "two stories"},
		{"story merge 1 99999", nothing, "no story or article 99999"},
		{"story not 99999", nothing, "no article 99999"},
		{"story apart 1 1", misuse, "same feed"},
		{"story apart 1 nobody", nothing, "no feed called"},
		{"story corrections", nothing, "said nothing"},
		{"story corrections --drop 7", nothing, "no correction 7"},
		{"story followed", nothing, "follow no story"},
		{"summary 99999", nothing, "not stored"},
		{"topics add Tides", misuse, "--word"},
		{"topics add sport --word rowing", misuse, "topic of this name"},
		{"topics add Tides --word tide --kind ship", misuse, "person"},
		{"topics add Tides --search tide)", misuse, ""},
		{"topics remove sport", misuse, "Built-in"},
		{"topics remove Tides", nothing, "no topic called"},
		{"topics set 1 nonsense", misuse, "business"},
		{"topics hide nonsense", misuse, "business"},
		{"topics show sport", nothing, "not hidden"},
		{"topics why 99999", nothing, "not stored"},
		{"mute", nothing, "muted nothing"},
		{"mute tide --until soon", misuse, "neither a day"},
		{"mute tide --until 2020-01-01", misuse, "over"},
		{"mute tide --sources -1", misuse, "0 or more"},
		{"mute remove 7", nothing, "no mute"},
		{"read", misuse, "--all"},
		{"read --unread", misuse, "--all"},
		{"read 1 --all", misuse, "--all"},
		{"remove Somebody", misuse, "not the number"},
		{"refresh 999", nothing, "no feed 999"},
		{"refresh 1 --due", misuse, "--due"},
		{"import " + there + ".opml", failure, "There is no file"},
		{"backup make " + there, failure, "already"},
		{"parse", misuse, "at least one document"},
		{"parse x --from y", misuse, "--from"},
		{"analyse --related -1 x", misuse, "0 or more"},
		{"analyse " + there + ".jsonl", failure, "There is no file"},
	} {
		got := d.run(strings.Fields(test.args)...)
		if got.code != test.code || !strings.Contains(got.err, test.says) {
			t.Errorf("%s: exit %d, %q; want %d, %q", test.args, got.code, got.err, test.code, test.says)
		}
		if test.code != fine && got.out != "" {
			t.Errorf("%s: %q on standard output", test.args, got.out)
		}
	}
}

func TestNothingToUndoAndNothingSubscribed(t *testing.T) {
	d := emptyDesk(t)
	for _, args := range []string{"undo", "list", "front", "feeds", "refresh"} {
		if got := d.run(args); got.code != nothing || got.err == "" {
			t.Errorf("%s: exit %d, %q", args, got.code, got.err)
		}
	}
}

func TestTheLogTellsTheWholeError(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	got := emptyDesk(t).run("show", "7", "--log", log)
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "not found") || strings.Contains(got.err, "not found") {
		t.Errorf("log %q, standard error %q", text, got.err)
	}
}

func TestAFullDiskIsAFailure(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no /dev/full")
	}
	defer full.Close()
	var errOut strings.Builder
	if code := Run(t.Context(), []string{"version"}, nil, full, &errOut); code != failure {
		t.Errorf("exit %d, %s", code, errOut.String())
	}
}
