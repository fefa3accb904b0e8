// Package parse reads feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, as they
// are found in the world.
//
// A document is brought to UTF-8, what stands before the feed is cut away, and
// one quick pass over its markup (a survey) tells whether gofeed can read it as
// it is. The same pass reads what is ordinary, as gofeed would but several times
// faster (fast*.go); gofeed reads the rest, and is what the tests hold the fast
// reader to. If the document has a flaw, or if gofeed fails, it is mended: tags
// balanced, illegal characters dropped. What was understood is then put into
// the nouns of package feeds: links made absolute, titles made plain text,
// authors split, Media RSS, iTunes and Dublin Core read, whatever prefix they have. JSON Feed has a reader
// of its own, which takes each item by itself.
package parse

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"tidings/feeds"
)

// Feed reads a document in any format of feeds. location is its final address
// (after redirects), against which relative links are resolved; contentType is
// the HTTP header as received. Both may be empty.
//
// What is understood of a broken feed is returned, and Document.Warnings says
// what was mended or left out. Titles and descriptions are plain text; Summary
// and Content of an entry are HTML as published, with absolute links.
//
// Errors: feeds.ErrEmpty; *NotFeedError, which is feeds.ErrNotFeed.
func Feed(body []byte, contentType, location string) (*feeds.Document, error) {
	doc, err := document(body, contentType, location)
	if err != nil {
		return nil, err
	}
	for i := range doc.Entries {
		nameByID(&doc.Entries[i])
	}
	bound(doc)
	return doc, nil
}

// document reads a document in any format.
func document(body []byte, contentType, location string) (*feeds.Document, error) {
	doc := &feeds.Document{}
	body, warning, cut := unpack(body)
	doc.Partial = cut
	if warning != "" {
		doc.Warnings = append(doc.Warnings, warning)
	}
	text := bytes.TrimFunc(UTF8(body, contentType), isBlank)
	if len(text) == 0 {
		return nil, feeds.ErrEmpty
	}
	if text[0] == '{' || text[0] == '[' {
		if err := jsonFeed(text, location, doc); err != nil {
			return nil, err
		}
		return doc, nil
	}
	f, at := findRoot(text)
	if f == unknown {
		if i := jsonVersion.FindIndex(text); i != nil {
			return doc, jsonFeed(text[i[0]:], location, doc)
		}
		return nil, &NotFeedError{Kind: kindOf(body, text, contentType)}
	}
	feed, whole := withEntities(text[at:], documentEntities(text[:at]))
	if !whole {
		doc.Warnings = append(doc.Warnings, "entities of the document expand too far; read in part")
	}
	if err := readXML(feed, f, location, doc); err != nil {
		return nil, &NotFeedError{Kind: "xml", Err: err}
	}
	return doc, nil
}

// readXML reads a document that begins with the root element of a feed. Where it
// is damaged, what comes before the damage is read as it is, so that the articles
// there are what they were.
func readXML(text []byte, f format, location string, into *feeds.Document) error {
	r := readingOf(text, f, location)
	err := readSurveyed(text, r, f, location, into)
	if err == nil {
		return nil
	}
	into.Warnings = append(into.Warnings, "mended: "+err.Error())
	from := r.sound
	if r.flaw == "" { // gofeed does not say where it failed
		from = sound{}
	}
	for {
		mended, lost, half := mend(text, f, from)
		err = readSurveyed(mended, readingOf(mended, f, location), f, location, into)
		if err == nil {
			into.Partial, into.Half = into.Partial || lost, half && len(into.Entries) > 0
			return nil
		}
		if from.end == 0 {
			return err
		}
		from = sound{}
	}
}

// readSurveyed maps what the fast reader understood, else gives a document without a
// flaw to gofeed. A panic in there is an error of this one feed and not of the program.
func readSurveyed(text []byte, r reading, f format, location string, into *feeds.Document) (err error) {
	if r.flaw != "" {
		return errors.New(r.flaw)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parser failed: %v", p)
		}
	}()
	if r.rss == nil && r.atom == nil {
		if err := r.byGofeed(text, f); err != nil {
			return err
		}
	}
	m := mapping{location: location, survey: r.survey, doc: into, xhtml: xhtmlReplacer(text)}
	names := renamer{doc: text}
	if r.atom != nil {
		names.atom(r.atom)
		m.atom(r.atom)
	} else {
		names.rss(r.rss)
		m.rss(r.rss)
	}
	return nil
}

// byGofeed lets gofeed read the document.
func (r *reading) byGofeed(text []byte, f format) (err error) {
	body := bytes.NewReader(r.withoutBases(text))
	if f == atomFormat {
		r.atom, err = new(atom.Parser).Parse(body)
	} else {
		r.rss, err = new(rss.Parser).Parse(body)
	}
	return err
}
