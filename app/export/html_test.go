package export

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestHTMLNeedsNoOtherFile(t *testing.T) {
	page := string(written(t, HTML, options(t), everything()))
	for _, want := range []string{
		"<!DOCTYPE html>", `<html lang="en">`, "data:image/jpeg;base64,", "prefers-color-scheme: dark", "@media print",
		`<article id="a1" lang="en" dir="ltr">`, "<figcaption>", `href="https://example.org/queue"`, "Content-Security-Policy",
		"[Picture: A chart of the wind]", "12 March 2026", "By Ines Calder, Tom Okafor",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, never := range []string{`src="http`, "<script", "@import", "<link rel=\"stylesheet\""} {
		if strings.Contains(page, never) {
			t.Errorf("%q is there", never)
		}
	}
}

func TestAnArabicPageRunsFromRightToLeft(t *testing.T) {
	a := article("الميناء", "<p>النص</p>")
	a.Language = "ar"
	if page := string(written(t, HTML, options(t), a)); !strings.Contains(page, `<article id="a1" lang="ar" dir="rtl">`) {
		t.Error(page)
	}
	b := readEPUB(t, written(t, EPUB, options(t), a))
	if !strings.Contains(b.files["book/package.opf"], `page-progression-direction="rtl"`) || !strings.Contains(b.files["book/a0001.xhtml"], `dir="rtl"`) {
		t.Error("the book runs from left to right")
	}
}

func TestManyArticlesOnAPageAreListedAbove(t *testing.T) {
	page := string(written(t, HTML, options(t), article("First & best", "<p id=x>One <a href=#x>up</a></p>"), article("Second", "<p id=x>Two <a href=#x>up</a></p>")))
	for _, want := range []string{`<a href="#a1">First &amp; best</a>`, `<a href="#a2">Second</a>`, `id="a1-n1"`, `id="a2-n1"`, `href="#a1-n1"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing in %s", want, page[strings.Index(page, "<body>"):])
		}
	}
}

// heavy gives pictures of a size and counts how many are asked for at once.
type heavy struct {
	size      int
	now, most atomic.Int32
}

func (h *heavy) Picture(ctx context.Context, address string) ([]byte, error) {
	n := h.now.Add(1)
	defer h.now.Add(-1)
	for old := h.most.Load(); n > old && !h.most.CompareAndSwap(old, n); old = h.most.Load() {
	}
	data := pngOf(scene(40, 30, len(address)))
	return append(data, make([]byte, max(0, h.size-len(data)))...), nil
}

func TestPicturesKeepWithinTheBudget(t *testing.T) {
	var html strings.Builder
	for i := range 200 {
		fmt.Fprintf(&html, "<p>%d</p><img src=https://i.example/%d.png alt='number %d'>", i, i, i)
	}
	h := &heavy{size: 10_000}
	o := options(t)
	o.Pictures, o.Budget = h, 500_000
	for _, f := range []Format{HTML, EPUB, PDF} {
		var b strings.Builder
		r, err := Write(t.Context(), &b, f, []Article{article("Pictures", html.String())}, o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Pictures != 50 || r.Missing != 150 {
			t.Errorf("%s: %d pictures, %d missing", f, r.Pictures, r.Missing)
		}
	}
	if n := h.most.Load(); n > atOnce {
		t.Errorf("%d pictures at once", n)
	}
}

func TestTwoHundredPicturesAreAllThere(t *testing.T) {
	var html strings.Builder
	for i := range 200 {
		fmt.Fprintf(&html, "<img src=https://i.example/%d/%s.png>", i, strings.Repeat("x", i%50))
	}
	for _, f := range []Format{HTML, EPUB, PDF} {
		var b strings.Builder
		r, err := Write(t.Context(), &b, f, []Article{article("Pictures", html.String())}, options(t))
		if err != nil || r.Pictures != 200 || r.Missing != 0 {
			t.Errorf("%s: %+v, %v", f, r, err)
		}
	}
}

func TestAPictureIsAskedForOnce(t *testing.T) {
	o := options(t)
	album := o.Pictures.(*album)
	written(t, HTML, o, article("T", strings.Repeat("<p>x</p><img src=https://i.example/a.jpg>", 5)))
	if n := album.asked["https://i.example/a.jpg"]; n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestWhoeverCancelsGetsNoFile(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	o := options(t)
	o.Done = func(int, int) { cancel() }
	for _, f := range Formats {
		var b strings.Builder
		if _, err := Write(ctx, &b, f, []Article{everything(), everything()}, o); err == nil {
			t.Errorf("%s went on", f)
		}
	}
}

func TestOnlyDrawingsPassAsSVG(t *testing.T) {
	svg := func(inside string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + inside + `</svg>`)
	}
	for inside, want := range map[string]bool{
		`<circle r="4"/>`:                                 true,
		`<style>circle{fill:red}</style>`:                 true,
		`<use href="#a"/>`:                                true,
		`<rect fill="url(#g)"/>`:                          true,
		`<script>alert(1)</script>`:                       false,
		`<circle onload="x()"/>`:                          false,
		`<image xlink:href="https://example.org/x.png"/>`: false,
		`<style>@import "x";</style>`:                     false,
		`<rect fill="url(https://example.org/g)"/>`:       false,
		`<a href="javascript:x()"><circle/></a>`:          false,
		`<circle>`:                                        false,
		`<foreignObject><b/></foreignObject>`:             false,
	} {
		if got := read(svg(inside)) != nil; got != want {
			t.Errorf("%s: %v", inside, got)
		}
	}
	if read([]byte(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"></svg>`)) != nil {
		t.Error("an entity was declared")
	}
}

func TestMarkdownHasItsFactsInFront(t *testing.T) {
	a := article(`He said: "no" \ # [x]`, "<p>Text.</p>")
	md := string(written(t, Markdown, options(t), a))
	want := `---
title: "He said: \"no\" \\ # [x]"
authors:
  - "Ines Calder"
  - "Tom Okafor"
source: "The Harbour Post"
link: "` + a.Link + `"
date: 2026-03-12T07:05:00Z
language: "en"
topics:
  - "Business"
---

# He said: "no" \\ # \[x\]

Text.
`
	if md != want {
		t.Errorf("got\n%s\nwant\n%s", md, want)
	}
}

func TestArticlesWithoutAnythingAreWritten(t *testing.T) {
	for _, f := range Formats {
		if out := written(t, f, Options{Now: now, Fonts: options(t).Fonts}, Article{}); len(out) == 0 {
			t.Errorf("%s is empty", f)
		}
	}
	if _, err := Write(t.Context(), &strings.Builder{}, PDF, nil, Options{}); err != ErrNothing {
		t.Errorf("no articles: %v", err)
	}
}

func TestTheDateIsInTheTimeZoneOfTheReader(t *testing.T) {
	o := options(t)
	o.Now = now.In(time.FixedZone("ICT", 7*3600))
	if page := string(written(t, HTML, o, article("T", "<p>x</p>"))); !strings.Contains(page, "12 March 2026, 14:05 ICT") {
		t.Error("the time is another one")
	}
}
