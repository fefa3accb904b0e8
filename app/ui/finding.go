package ui

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// finding is what the window knows of searching: names to propose, searches of
// before, and the saved ones.
type finding struct {
	w      *window
	list   *proposalList
	names  app.SearchNames
	stale  bool // the names
	recent []string

	searches []feeds.Search
	counts   map[feeds.SearchID]int
	offers   []viewmodel.Offer // of the empty list in view
	loads    latest
	fresh    string // key of a search that was just saved, to be brought into view
	counting bool   // counts are on their way
	again    bool   // and are stale already
}

// recentKey is where the last searches are kept, as a list in JSON.
const recentKey = "search.recent"

// orderKey is the preference for the order of what a search finds.
const orderKey = "search.order"

func newFinding(w *window, e *typeset.Engine) *finding {
	f := &finding{w: w, list: newProposalList(e), stale: true}
	f.list.under = func() (fyne.Position, float32) {
		box := w.bar.search
		return box.Position().AddXY(0, box.Size().Height+3), box.Size().Width
	}
	text := ""
	w.worker.load(func(ctx context.Context) { text, _ = w.core.Setting(ctx, recentKey) }, func() {
		_ = json.Unmarshal([]byte(text), &f.recent) // none, then
	})
	return f
}

// newSearch makes the search box and connects it.
func (w *window) newSearch() *searchEntry {
	f := w.finding
	s := newSearchEntry(w.worker, f.list)
	s.propose, s.check, s.searched = f.propose, w.mistake, w.searched
	s.onText, s.onEnter, s.onHelp = w.search, w.focusStage, w.showLanguage
	s.onFocus, s.onDone = f.loadNames, f.remember
	s.onDown = func() {
		w.focus(w.timeline.list)
		w.timeline.advance(1)
	}
	s.onFlaw = func(yes bool) {
		visible(w.bar.flaw, yes)
		w.bar.box.Refresh()
	}
	s.star.onTap, s.star.onTip, s.clear.onTip = w.saveSearch, w.tip, w.tip
	return s
}

func (w *window) tip(text string, at fyne.Position) { w.notices.tip(text, at) }

// mistake is what is wrong with a search; nil: nothing.
func (w *window) mistake(text string) *viewmodel.Mistake {
	message, from, to, wrong := app.SearchError(w.core.CheckSearch(text))
	if !wrong {
		return nil
	}
	m := viewmodel.NewMistake(message, text, from, to)
	return &m
}

// propose is what the list below the box shows.
func (f *finding) propose(text string, at int) []viewmodel.Proposal {
	if text == "" {
		var fields []viewmodel.Proposal
		for _, x := range app.SearchFields() {
			name := x.Name + ":"
			fields = append(fields, viewmodel.Proposal{Text: name, At: len(name), Label: name, Hint: x.Hint})
		}
		return viewmodel.Idle(f.recent, fields)
	}
	var out []viewmodel.Proposal
	for _, c := range app.Complete(text, at, f.names) {
		out = append(out, viewmodel.Proposal{Text: c.Text, At: c.At, Label: c.Label, Hint: c.Hint})
	}
	return out
}

// loadNames reads what can be proposed, if it has changed since.
func (f *finding) loadNames() {
	if !f.stale {
		return
	}
	f.stale = false
	var names app.SearchNames
	var err error
	f.w.worker.load(func(ctx context.Context) { names, err = f.w.core.Names(ctx) }, func() {
		if err != nil { // the box works without them
			f.stale = true
			return
		}
		f.names = names
		f.w.bar.search.offer()
	})
}

// remember keeps a search that the reader was content with.
func (f *finding) remember(text string) {
	list := viewmodel.Remember(f.recent, text)
	if len(list) == 0 || len(f.recent) > 0 && list[0] == f.recent[0] {
		return
	}
	f.recent = list
	data, err := json.Marshal(list)
	if err != nil {
		f.w.fail(err)
		return
	}
	f.w.do(func(ctx context.Context) error { return f.w.core.SetSetting(ctx, recentKey, string(data)) }, nil)
}

// reload reads the saved searches again, and then counts them: that may take longer
// than the rest of the sidebar, which does not wait for it.
func (f *finding) reload() {
	f.stale = true
	current := f.loads.next()
	var list []feeds.Search
	var err error
	f.w.worker.load(func(ctx context.Context) { list, err = f.w.core.Searches(ctx) }, func() {
		if !current() {
			return
		}
		if err != nil {
			f.w.fail(err)
			return
		}
		f.searches = list
		f.w.showItems()
		f.w.aboutSearch()
		f.count()
	})
}

func (f *finding) count() {
	if len(f.searches) == 0 {
		return
	}
	if f.counting {
		f.again = true
		return
	}
	f.counting = true
	var counts map[feeds.SearchID]int
	var err error
	f.w.worker.load(func(ctx context.Context) { counts, err = f.w.core.SearchCounts(ctx) }, func() {
		f.counting = false
		if err == nil {
			f.counts = counts
			f.w.showItems()
		}
		if f.again {
			f.again = false
			f.count()
		}
	})
}

// showItems fills the sidebar.
func (w *window) showItems() {
	if w.items == nil {
		return
	}
	if w.filter.on() {
		w.sidebar.showFound(w.filter.found())
		return
	}
	items := viewmodel.WithInterests(viewmodel.WithTroubled(w.items, w.troubled.n), w.interests.shown())
	w.sidebar.show(viewmodel.WithSearches(items, w.finding.searches, w.finding.counts, app.CountLimit))
	for _, key := range []*string{&w.finding.fresh, &w.interests.fresh} {
		if i := viewmodel.Place(w.sidebar.items, *key); i >= 0 {
			w.sidebar.list.reveal(i)
			*key = ""
		}
	}
}

// known are the names of feeds and folders.
func (w *window) known() viewmodel.Known {
	k := viewmodel.Known{Feeds: w.names, Folders: map[feeds.FolderID]string{}, Now: time.Now()}
	for _, f := range w.folders {
		k.Folders[f.ID] = f.Name
	}
	return k
}

// search shows what a text finds, within the scope that is shown. A text that cannot
// be understood changes nothing.
func (w *window) search(text string) {
	if w.mistake(text) != nil {
		return
	}
	in := w.at.scope
	if w.at.mode != showList {
		if text == "" {
			return
		}
		w.push()
		w.at = place{mode: showList, key: "all"}
		w.sidebar.mark("all")
		in = feeds.Scope{}
	}
	switch {
	case text == "":
		in.Order = feeds.Newest
	case in.Text == "":
		in.Order = w.order()
	}
	in.Text = text
	w.setScope(in)
	w.stand()
}

// order is the one in which the reader wants what a search finds.
func (w *window) order() feeds.Order {
	return feeds.Order(w.app.Preferences().IntWithFallback(orderKey, int(feeds.Relevance)))
}

func (w *window) rememberOrder(o feeds.Order) { w.app.Preferences().SetInt(orderKey, int(o)) }

// giveUp searches without one of the limits.
func (w *window) giveUp(l viewmodel.Limit) { w.searchIn(l.Without) }

// searchIn searches in another part of the library.
func (w *window) searchIn(in feeds.Scope) {
	w.at.key = viewmodel.KeyOf(w.sidebar.items, in)
	w.sidebar.mark(w.at.key)
	w.setScope(in)
	w.stand()
	w.focusStage()
}

// searchWords looks for words in all articles.
func (w *window) searchWords(text string) {
	if words := strings.Fields(strings.ReplaceAll(text, `"`, " ")); len(words) > 1 {
		text = `"` + strings.Join(words, " ") + `"` // as they stand together
	}
	w.push()
	w.at = place{mode: showList, key: "all"}
	w.searchIn(feeds.Scope{Text: text, Order: w.order()})
}

// searchEverywhere gives up all limits and goes into the search box.
func (w *window) searchEverywhere() {
	if w.covered() {
		return
	}
	if w.at.mode == showList && !w.at.scope.Equal(feeds.Scope{Text: w.at.scope.Text, Order: w.at.scope.Order}) {
		w.searchIn(feeds.Scope{Text: w.at.scope.Text, Order: w.at.scope.Order})
	}
	if w.at.mode != showWelcome {
		w.focus(w.bar.search)
	}
}

// widen offers ways out of a search that has found nothing, and says so if that may
// be because the index is not ready.
func (w *window) widen() {
	in := w.timeline.scope
	n := 0
	var err error
	_, w.finding.offers = viewmodel.Nothing(in, w.known(), 0)
	w.worker.load(func(ctx context.Context) { n, err = w.core.Unindexed(ctx) }, func() {
		if !w.timeline.scope.Equal(in) || len(w.timeline.rows) > 0 {
			return
		}
		if err != nil { // then it is not said
			n = 0
		}
		text, offers := viewmodel.Nothing(in, w.known(), n)
		w.finding.offers = offers
		w.timeline.offer(text, offers, w.searchIn)
	})
}

// wider takes the first way out of an empty list. It is false if there is none.
func (f *finding) wider() bool {
	t := f.w.timeline
	if t.scope.Text == "" || len(t.rows) > 0 || t.loading || len(f.offers) == 0 {
		return false
	}
	f.w.searchIn(f.offers[0].Scope)
	return true
}

// stripActs are what can be made of a search.
func (w *window) stripActs() []stripAct {
	return []stripAct{
		{"Save…", "Save this search in the sidebar (Ctrl+D)", w.saveSearch},
		{"Rule…", "Do something with what arrives and matches (Ctrl+E)", w.ruleOfSearch},
	}
}

// aboutSearch makes the box say where it looks, and fills the star where the search
// in view is a saved one.
func (w *window) aboutSearch() {
	saved, where := false, ""
	if w.at.mode == showList {
		_, saved = viewmodel.Saved(w.finding.searches, w.at.scope)
		if in := w.at.scope; len(viewmodel.Limits(in, w.known())) > 0 {
			where = viewmodel.Where(in, w.known())
		}
	}
	w.bar.search.saved(saved)
	w.bar.search.within(where)
}

// showLanguage explains the search language.
func (w *window) showLanguage() {
	list := []pair{
		{"flood dam", "articles with all of the words"},
		{`"cold front"`, "with the words side by side"},
		{"elect*", "with words that begin so"},
		{"flood -football", "with the first and without the second"},
		{"dam OR (levee bank)", "with the one or with both of the others"},
	}
	for _, f := range app.SearchFields() {
		list = append(list, pair{f.Example, f.Hint})
	}
	w.openPanel("The search language", 190, list, fyne.NewSize(620, 710))
}
