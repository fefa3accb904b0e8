package story

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestAVectorSurvivesStorage(t *testing.T) {
	for _, r := range append(news, report{}, report{title: "Headline alone"}) {
		v := Make(r.doc(77))
		v.copyOf = 12
		b, err := v.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, v) {
			t.Errorf("%q: got %+v, want %+v", r.title, got, v)
		}
		if got.Article() != 77 || got.Feed() != r.feed || !got.Time().Equal(r.doc(0).Time) {
			t.Errorf("%q: article %d of feed %d at %v", r.title, got.Article(), got.Feed(), got.Time())
		}
	}
}

func TestAVectorIsSmall(t *testing.T) {
	docs := docmaker(5)
	for i := range 50 {
		if b, _ := Make(docs(i)).MarshalBinary(); len(b) > 720 {
			t.Fatalf("article %d takes %d bytes", i, len(b))
		}
	}
}

func TestMakeIsTheSameEveryTime(t *testing.T) {
	for _, r := range news {
		a, _ := Make(r.doc(1)).MarshalBinary()
		Make(wire.doc(2)) // between the two, on the same counter
		if b, _ := Make(r.doc(1)).MarshalBinary(); !bytes.Equal(a, b) {
			t.Errorf("%q came out differently", r.title)
		}
	}
}

func TestASummaryThatBeginsTheTextCountsOnce(t *testing.T) {
	d := news[0].doc(1)
	want, _ := Make(d).MarshalBinary()
	d.Summary = strings.TrimSuffix(d.Text[:60], " ") + "…"
	if got, _ := Make(d).MarshalBinary(); !bytes.Equal(got, want) {
		t.Error("the vector is another one with the summary")
	}
}

func TestDamagedVectorsAreRefused(t *testing.T) {
	good, _ := Make(news[0].doc(1)).MarshalBinary()
	for name, b := range map[string][]byte{
		"empty":          nil,
		"another format": append([]byte{99}, good[1:]...),
		"cut in the IDs": good[:3],
		"cut in a term":  good[:40],
		"not text":       append(bytes.Clone(good), 0xFF),
	} {
		if v, err := Decode(b); err == nil {
			t.Errorf("%s: got %+v", name, v)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, r := range news[:3] {
		b, _ := Make(r.doc(1)).MarshalBinary()
		f.Add(b)
	}
	f.Add([]byte{format, 2, 2, 0, 2, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := Decode(b)
		if err != nil {
			return
		}
		again, _ := v.MarshalBinary()
		w, err := Decode(again)
		if err != nil || !reflect.DeepEqual(v, w) {
			t.Fatalf("%v: %+v became %+v", err, v, w)
		}
		x := NewIndex(Options{MaxDocs: 10})
		x.Place(v)
		x.Place(Make(news[0].doc(feeds.ArticleID(1 << 40))))
		x.Related(v, 3)
		x.Similar(v, 3)
		x.Remove(v.Article())
	})
}

func FuzzMake(f *testing.F) {
	f.Add("en", "Ferry runs aground", "", "A ferry ran aground.")
	f.Add("vi", "Cầu Sông Lam thông xe", "Cầu", "Cầu Sông Lam")
	f.Add("zh", "青河大桥", "今日", "")
	f.Fuzz(func(t *testing.T, lang, title, summary, text string) {
		v := Make(Doc{Article: 1, Lang: lang, Title: title, Summary: summary, Text: text})
		b, _ := v.MarshalBinary()
		if w, err := Decode(b); err != nil || !reflect.DeepEqual(v, w) {
			t.Fatalf("%v: %+v became %+v", err, v, w)
		}
	})
}
