package storage

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"tidings/feeds"
	"tidings/feeds/language"
	"tidings/feeds/query"
)

// newStacks has articles to be searched, all derived.
func newStacks(t testing.TB) *DB {
	t.Helper()
	db := openNew(t)
	asia, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	delta, orbit := addFeed(t, db, "Delta Courier", asia), addFeed(t, db, "Orbit Wire", 0)
	save := func(feed feeds.FeedID, minutes int, lang, title, text, author string, change func(*feeds.Entry)) feeds.ArticleID {
		e := entry(title, minutes)
		e.Title, e.Lead, e.Language, e.Words = title, text, lang, len(strings.Fields(text))
		e.Authors = []feeds.Author{{Name: author}}
		if change != nil {
			change(&e)
		}
		id := fetch(t, db, feed, e).New[0]
		check(t, db.SaveDerived(t.Context(), []feeds.Derived{{Article: id, Version: 1, Language: lang, Story: feeds.StoryID(id),
			Topics: []feeds.TopicScore{{Topic: feeds.World, Score: 0.9}},
			Index:  feeds.IndexText{Title: language.Fold(title), Author: language.Fold(author), Text: language.Fold(text)}}}))
		return id
	}
	save(delta, 10, "vi", "Lũ lụt ở Đà Nẵng", "Nước dâng cao trong đêm", "Thanh Hà", nil)
	save(delta, 20, "en", "Harbour strike ends", "Dockers and the port of Da Nang agree after a flood of talks", "Ada Quill",
		func(e *feeds.Entry) { e.Image = "https://a.example/1.jpg" })
	save(orbit, 30, "zh-Hant", "東京港口", "東京港口的工人結束了罷工", "李",
		func(e *feeds.Entry) {
			e.Enclosures = []feeds.Enclosure{{URL: "https://a.example/1.mp3", Type: "audio/mpeg"}}
		})
	id := save(orbit, 60*48, "en", "Flood of orders", "A flood, a flood and another flood of football shirts", "Ben Ink", nil)
	yes := true
	check(t, db.SetStatus(t.Context(), []feeds.ArticleID{id}, Change{Read: &yes, Starred: &yes, Later: &yes}))
	return db
}

func TestSearchUnderstandsItsLanguage(t *testing.T) {
	db := newStacks(t)
	const lu, strike, tokyo, orders = "Lũ lụt ở Đà Nẵng", "Harbour strike ends", "東京港口", "Flood of orders"
	for text, want := range map[string][]string{
		"flood":                          {strike, orders},
		"FLOOD talks":                    {strike},
		"flood -football":                {strike},
		`"flood of talks"`:               {strike},
		"da nang":                        {lu, strike},
		`"đà nẵng"`:                      {lu, strike},
		"東京":                             {tokyo},
		"罷":                              {tokyo},
		"harb*":                          {strike},
		"harb":                           nil,
		"title:flood":                    {orders},
		"author:quill":                   {strike},
		"author:quill OR author:ink":     {strike, orders},
		"flood OR 東京":                    {strike, tokyo, orders},
		"flood OR is:starred":            {strike, orders},
		"flood is:unread":                {strike},
		"is:unread":                      {lu, strike, tokyo},
		"is:read":                        {orders},
		"is:starred is:later":            {orders},
		"-is:later":                      {lu, strike, tokyo},
		"from:orbit":                     {tokyo, orders},
		"from:orbit from:delta":          nil,
		"-from:orbit":                    {lu, strike},
		"folder:asia flood":              {strike},
		"folder:nowhere":                 nil,
		"lang:zh":                        {tokyo},
		"lang:vi OR lang:zh-hant":        {lu, tokyo},
		"has:image":                      {strike},
		"has:audio":                      {tokyo},
		"has:fulltext":                   nil,
		"words:>9":                       {strike, orders},
		"words:<9 lang:vi":               {lu},
		"since:1d":                       {lu, strike, tokyo},
		"since:1d -flood":                {lu, tokyo},
		"-flood":                         {lu, tokyo},
		"before:2026-03-03":              {orders},
		"topic:world flood":              {strike, orders},
		"topic:sport":                    nil,
		"-topic:world":                   nil,
		"url:/flood":                     {orders},
		"story:2":                        {strike},
		"(flood OR 東京) -is:starred":      {strike, tokyo},
		"(flood -is:read) OR from:orbit": {strike, tokyo, orders},
		"":                               {lu, strike, tokyo, orders},
		"   ":                            {lu, strike, tokyo, orders},
	} {
		t.Run(text, func(t *testing.T) {
			if got := titles(t, db, feeds.Scope{Text: text}, 2); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			oldest := titles(t, db, feeds.Scope{Text: text, Order: feeds.Oldest}, 2)
			slices.Reverse(oldest)
			if !slices.Equal(oldest, want) {
				t.Errorf("oldest first: %q", oldest)
			}
			relevant := titles(t, db, feeds.Scope{Text: text, Order: feeds.Relevance}, 2)
			slices.Sort(relevant)
			if sorted := slices.Sorted(slices.Values(want)); !slices.Equal(relevant, sorted) {
				t.Errorf("by relevance: %q", relevant)
			}
		})
	}
}

func TestTheTitleCountsMostForRelevance(t *testing.T) {
	db := newStacks(t)
	got := titles(t, db, feeds.Scope{Text: "flood", Order: feeds.Relevance}, 1)
	if !slices.Equal(got, []string{"Flood of orders", "Harbour strike ends"}) {
		t.Errorf("%q", got)
	}
}

// The store and query.Match give the same answer.
func TestSearchAgreesWithMatch(t *testing.T) {
	db := newStacks(t)
	for _, text := range []string{"flood", "da nang", "東京", "harb*", "-flood", "author:quill OR lang:vi", "from:orbit -is:read", `"port of da"`} {
		expr, err := query.Parse(text, noon)
		check(t, err)
		page, err := db.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 100)
		check(t, err)
		var want []string
		for _, a := range page.Articles {
			f, err := db.Feed(t.Context(), a.Feed)
			check(t, err)
			if query.Match(expr, &query.Subject{Article: a, Feed: f.Name(), Text: a.Lead}) {
				want = append(want, a.Title)
			}
		}
		if got := titles(t, db, feeds.Scope{Text: text}, 10); !slices.Equal(got, want) {
			t.Errorf("%s: found %q, matched %q", text, got, want)
		}
	}
}

func TestWhatCannotBeUnderstoodIsSaid(t *testing.T) {
	db := openNew(t)
	for _, text := range []string{"since:never", "is:purple", "topic:nonsense"} {
		var e *query.Error
		if _, err := db.Articles(t.Context(), feeds.Scope{Text: text}, feeds.Cursor{}, 10); !errors.As(err, &e) {
			t.Errorf("%s: %v", text, err)
		}
		if _, err := db.MarkAllRead(t.Context(), feeds.Scope{Text: text}, 0); !errors.As(err, &e) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// newFloods has a word in so many articles that it is common, in some titles too,
// and what arrived in another order than it was published.
func newFloods(t *testing.T) (*DB, feeds.FeedID) {
	t.Helper()
	was := common
	common = 300
	t.Cleanup(func() { common = was })
	db := openNew(t)
	feed, other := addFeed(t, db, "harbour", 0), addFeed(t, db, "other", 0)
	fetches := []Fetched{{Feed: feed, Received: noon}, {Feed: other, Received: noon}}
	n := common + 150
	for i := range n {
		minutes := n - i
		if i%100 == 0 {
			minutes = i / 100 // published lately, arrived among old ones
		}
		e := entry(time.Duration(i).String(), minutes)
		if i%9 == 0 {
			e.Title = "Stone and tide " + e.Title
		}
		f := &fetches[0]
		if i%50 == 0 {
			f = &fetches[1]
		}
		f.Articles = append(f.Articles, Incoming{Entry: e, Body: feeds.Body{Text: "A tide rose. " + e.Title}})
	}
	saved, err := db.SaveFetches(t.Context(), fetches)
	check(t, err)
	var list []feeds.Derived
	for i, f := range fetches {
		for j, id := range saved[i].New {
			in := f.Articles[j]
			d := feeds.Derived{Article: id, Version: 1, Index: feeds.IndexText{Title: language.Fold(in.Entry.Title),
				Author: "ada quill", Text: language.Fold(in.Body.Text)}}
			if id%4 == 0 {
				d.Topics = []feeds.TopicScore{{Topic: feeds.World, Score: 0.8}}
			}
			list = append(list, d)
		}
	}
	check(t, db.SaveDerived(t.Context(), list))
	return db, feed
}

// Whatever is looked for, and whichever way costs least, a list has what it should
// have, once and in order.
func TestCommonWordsAreFoundOnceAndInOrder(t *testing.T) {
	db, feed := newFloods(t)
	all := titles(t, db, feeds.Scope{}, 1000)
	reversed := slices.Clone(all)
	slices.Reverse(reversed)
	only := func(list []string, keep func(string) bool) []string {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !keep(s) })
	}
	stone := func(s string) bool { return strings.HasPrefix(s, "Stone") }
	plain := func(s string) bool { return !stone(s) }
	best := append(only(all, stone), only(all, plain)...)
	for name, test := range map[string]struct {
		in   feeds.Scope
		want []string
	}{
		"newest":                    {feeds.Scope{Text: "tide"}, all},
		"oldest":                    {feeds.Scope{Text: "tide", Order: feeds.Oldest}, reversed},
		"best":                      {feeds.Scope{Text: "tide", Order: feeds.Relevance}, best},
		"two words, best":           {feeds.Scope{Text: "tide rose", Order: feeds.Relevance}, all},
		"less another":              {feeds.Scope{Text: "tide -stone"}, only(all, plain)},
		"less another, best":        {feeds.Scope{Text: "tide -stone", Order: feeds.Relevance}, only(all, plain)},
		"less what no title has":    {feeds.Scope{Text: "tide -narwhal", Order: feeds.Relevance}, best},
		"with a rare one, best":     {feeds.Scope{Text: "tide stone title:stone", Order: feeds.Relevance}, only(all, stone)},
		"by the author, best":       {feeds.Scope{Text: "author:quill", Order: feeds.Relevance}, all},
		"either, best":              {feeds.Scope{Text: "(tide OR rose)", Order: feeds.Relevance}, best},
		"beginning":                 {feeds.Scope{Text: "t*"}, all},
		"beginning, oldest":         {feeds.Scope{Text: "t*", Order: feeds.Oldest}, reversed},
		"beginning, best":           {feeds.Scope{Text: "t*", Order: feeds.Relevance}, all},
		"longer beginning, best":    {feeds.Scope{Text: "ros*", Order: feeds.Relevance}, all},
		"beginning few have":        {feeds.Scope{Text: "sto*"}, only(all, stone)},
		"beginning of a phrase":     {feeds.Scope{Text: `"tide ros"*`}, all},
		"beginning nobody has":      {feeds.Scope{Text: "z*"}, nil},
		"beginning, without others": {feeds.Scope{Text: "t* -sto*"}, only(all, plain)},
	} {
		t.Run(name, func(t *testing.T) {
			limit := 25
			if test.in.Order == feeds.Relevance && strings.Contains(test.in.Text, "title:") {
				limit = len(all) // equal scores have an order of their own
			}
			got := titles(t, db, test.in, limit)
			if strings.Contains(test.in.Text, "title:") {
				slices.Sort(got)
				slices.Sort(test.want)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%d found, want %d, or in another order", len(got), len(test.want))
			}
		})
	}
	for name, in := range map[string]feeds.Scope{
		"of a feed":       {Feed: feed},
		"with a topic":    {Topics: []feeds.Topic{feeds.World}},
		"without a topic": {Without: []feeds.Topic{feeds.World}, UnreadOnly: true},
	} {
		t.Run(name, func(t *testing.T) {
			want := titles(t, db, in, 70)
			in.Text = "tide"
			if got := titles(t, db, in, 30); !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("%d found, want %d, or in another order", len(got), len(want))
			}
			in.Order = feeds.Relevance
			if got := titles(t, db, in, 30); len(got) != len(want) {
				t.Errorf("%d found by relevance, want %d", len(got), len(want))
			}
		})
	}
}

func TestRangesLeaveOutLargeGapsOnly(t *testing.T) {
	for want, ids := range map[string][]int64{
		"[]":                     nil,
		"[[7,7]]":                {7},
		"[[7,9]]":                {7, 8, 9},
		"[[1,2049],[5000,5001]]": {1, 2049, 5000, 5001},
	} {
		if got := ranges(ids); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestANewTextReplacesTheOldInTheIndex(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1)).New
	derive(t, db, 0, nil, ids...)
	fetch(t, db, feed, with(entry("one", 1), func(e *feeds.Entry) { e.Title = "Narwhal" }))
	is(t, titles(t, db, feeds.Scope{Text: "one"}, 9), "Narwhal") // still by its old text
	derive(t, db, 0, nil, ids...)
	is(t, titles(t, db, feeds.Scope{Text: "narwhal"}, 9), "Narwhal")
	is(t, titles(t, db, feeds.Scope{Text: "title:title"}, 9))
	check(t, db.Check(t.Context()))
}

func TestSnippetsShowWhatWasFound(t *testing.T) {
	long := strings.Repeat("Nothing of note here. ", 40)
	for name, test := range map[string]struct {
		text  string
		words []string
		want  string
	}{
		"at the beginning":  {"The flood came at night.", []string{"flood"}, "The [flood] came at night."},
		"several":           {"A flood, then talks.", []string{"talks", "flood"}, "A [flood], then [talks]."},
		"folded":            {"Lũ ở Đà Nẵng hôm nay", []string{"da nang"}, "Lũ ở [Đà Nẵng] hôm nay"},
		"without spaces":    {"東京港口的工人", []string{"港口"}, "東京[港口]的工人"},
		"the beginning":     {"The harbour is closed.", []string{"harb*"}, "The [harbour] is closed."},
		"nothing":           {"The harbour is closed.", []string{"flood"}, ""},
		"one in the other":  {"The flood of talks.", []string{"flood of talks", "talks"}, "The [flood of talks]."},
		"lines are joined":  {"The\n\n flood\tcame.", []string{"flood"}, "The [flood] came."},
		"words are no text": {"", []string{"flood"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.NewReplacer(MarkStart, "[", MarkEnd, "]").Replace(newSought(test.words, nil).snippet(test.text, ""))
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	got := newSought([]string{"flood"}, nil).snippet(long+"Then a flood. "+long, "")
	if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") || !strings.Contains(got, MarkStart+"flood"+MarkEnd) ||
		len(got) > snippetSize+20 {
		t.Errorf("%q", got)
	}

	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("flood", 1), entry("other", 2)).New
	snippets, err := db.Snippets(t.Context(), ids, []string{"flood"})
	check(t, err)
	if len(snippets) != 1 || snippets[ids[0]] != "Text of Title "+MarkStart+"flood"+MarkEnd {
		t.Errorf("%v", snippets)
	}
}

// Whatever is typed is a list or a sentence, and never an error of SQLite.
func FuzzSearch(f *testing.F) {
	db := newStacks(f)
	for _, text := range []string{`flood "of`, "(a OR -b", "title:\"x*", "NEAR(a b) ^c {d}: e", "罷 -東", "a AND (b OR is:read) -has:image", "\x00\xff'\"*",
		"re:/a(b|c)\\/[d e]+/i on:last-week", "is:kept -is:noted (re:/x/ OR is:offline)", "note:a* has:note is:changed"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, order := range []feeds.Order{feeds.Newest, feeds.Relevance} {
			_, err := db.Articles(t.Context(), feeds.Scope{Text: text, Order: order}, feeds.Cursor{}, 10)
			var e *query.Error
			if err != nil && !errors.As(err, &e) {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}

func TestAFlippedBitOfAStoredTextIsNoticed(t *testing.T) {
	body := feeds.Body{HTML: "<p>" + strings.Repeat("The tide rose at night. ", 20) + "</p>", Text: "The tide rose."}
	packed := pack(body)
	for i := range 8 * len(packed) {
		packed[i/8] ^= 1 << (i % 8)
		if got, err := unpack(packed); err == nil && got != body {
			t.Errorf("bit %d makes another text of it", i)
		}
		packed[i/8] ^= 1 << (i % 8)
	}
}

// What was stored before frames had checksums is read as it was.
func TestFramesWithoutAChecksumAreRead(t *testing.T) {
	old := must(zstd.NewWriter(nil, zstd.WithEncoderCRC(false)))
	frame := old.EncodeAll([]byte("\x01\x00ab"), nil)
	if got, err := unpack(frame); err != nil || got != (feeds.Body{HTML: "a", Text: "b"}) {
		t.Errorf("%v, %v", got, err)
	}
}

// Frames in the file may be damaged.
func FuzzUnpack(f *testing.F) {
	f.Add(pack(feeds.Body{HTML: "<p>a</p>", Full: "<p>b</p>", Text: "b"}))
	f.Add(compress([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}))
	f.Fuzz(func(t *testing.T, packed []byte) {
		b, err := unpack(packed)
		if err != nil {
			return
		}
		if again, err := unpack(pack(b)); err != nil || again != b {
			t.Errorf("%v, %v", again, err)
		}
	})
}
