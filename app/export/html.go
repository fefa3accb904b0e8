package export

import (
	_ "embed" // the stylesheet
	"io"
	"strconv"
)

// styles of HTML files.
//
//go:embed style.css
var styles string

// html writes one file that needs no other: a browser shows it as long as there
// are browsers.
func (j *job) html() error {
	first := &j.list[0]
	var e element
	e.WriteString("<!DOCTYPE html>\n")
	e.open("html", "lang", first.language())
	e.WriteString("\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
	// What the file may do, should anything have come through: show itself.
	e.WriteString("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\n")
	e.WriteString("<meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n")
	e.leaf("title", j.title())
	if len(j.list) == 1 {
		for _, n := range first.names() {
			e.open("meta", "name", "author", "content", n)
		}
		if link := first.address(); link != "" && link[0] == 'h' {
			e.open("link", "rel", "canonical", "href", link)
		}
	}
	e.WriteString("<style>\n" + styles + "</style>\n</head>\n<body>\n")
	if len(j.list) > 1 {
		j.contents(&e)
	}
	if err := j.flush(&e); err != nil {
		return err
	}
	for i := range j.list {
		if err := j.htmlArticle(i); err != nil {
			return err
		}
	}
	_, err := io.WriteString(j.to, "</body>\n</html>\n")
	return err
}

func (j *job) flush(e *element) error {
	_, err := io.WriteString(j.to, e.String())
	e.Reset()
	return err
}

// contents lists the articles of a file.
func (j *job) contents(e *element) {
	e.open("nav")
	e.leaf("h1", j.title())
	e.open("ol")
	for i := range j.list {
		a := &j.list[i]
		e.open("li", "lang", a.language(), "dir", a.dir())
		e.leaf("a", a.headline(), "href", "#a"+strconv.Itoa(i+1))
		if s := plain(a.Source); s != "" {
			e.leaf("span", s, "class", "meta")
		}
		e.close("li")
	}
	e.close("ol")
	e.close("nav")
}

func (j *job) htmlArticle(i int) error {
	a := &j.list[i]
	blocks := a.blocks()
	j.stock.fetch(j.ctx, blocks)
	m := markup{prefix: "a" + strconv.Itoa(i+1) + "-"}
	m.open("article", "id", "a"+strconv.Itoa(i+1), "lang", a.language(), "dir", a.dir())
	j.beginning(a, &m.element)
	m.blocks(j.stock.localised(blocks, (*picture).dataURI))
	j.ending(a, &m.element)
	m.close("article")
	if err := j.flush(&m.element); err != nil {
		return err
	}
	return j.done(i + 1)
}
