package storage

import (
	"strings"
	"testing"

	"tidings/feeds"
)

// No list sorts, and none reads a table from one end to the other. Only a search
// sorts the few that it found.
func TestListsWalkAnIndex(t *testing.T) {
	l := newLibrary(t)
	for _, in := range l.scopes() {
		if in.Text != "" {
			continue
		}
		for _, line := range l.explain(t, in) {
			sorts := strings.Contains(line, "TEMP B-TREE")
			scans := strings.HasPrefix(line, "SCAN ") && !strings.Contains(line, "USING INDEX") &&
				!strings.HasPrefix(line, "SCAN f VIRTUAL TABLE") && !strings.HasPrefix(line, "SCAN q") &&
				!strings.HasPrefix(line, "SCAN json_each") && !strings.HasPrefix(line, "SCAN queue")
			if sorts || scans {
				t.Errorf("%+v: %s", in, line)
			}
		}
	}
}

func (l library) explain(t *testing.T, in feeds.Scope) []string {
	t.Helper()
	var out []string
	check(t, l.db.read(t.Context(), func(s *session) error {
		p, err := l.db.plan(t.Context(), s, in)
		if err != nil {
			return err
		}
		add := func(text string, args []any) {
			check(t, s.each(t.Context(), func(scan scan) error {
				var id, parent, unused int
				var line string
				err := scan(&id, &parent, &unused, &line)
				out = append(out, line)
				return err
			}, "EXPLAIN QUERY PLAN "+text, args...))
		}
		for _, st := range p.statements(feeds.Cursor{}, 10) {
			add(st.text, st.args)
		}
		return nil
	}))
	return out
}
