package parse

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
)

// jsonFeed reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
// Each member of the feed and each item is decoded by itself, so that a wrong
// type or the cut-off end loses that alone.
func jsonFeed(text []byte, location string, into *feeds.Document) error {
	members, items, err := jsonMembers(text)
	if err == errTooMany {
		into.Warnings = append(into.Warnings, err.Error())
	} else if err != nil { // line breaks in strings are the commonest flaw
		again, moreItems, errAgain := jsonMembers(withoutControls(text))
		if errAgain == nil || len(moreItems) > len(items) {
			members, items = again, moreItems
		}
		into.Partial = true
		into.Warnings = append(into.Warnings, "JSON is damaged: "+err.Error())
	}
	version := jsonText(members["version"])
	if !strings.Contains(version, "jsonfeed.org") && items == nil {
		return &NotFeedError{Kind: "json"}
	}
	j := jsonReader{doc: into, location: location}
	j.feed(members)
	for i, item := range items {
		fields, ok := item.(map[string]any)
		if !ok {
			into.Warnings = append(into.Warnings, fmt.Sprintf("item %d is not an object", i+1))
			continue
		}
		into.Entries = append(into.Entries, j.entry(fields))
	}
	return nil
}

// jsonMembers reads the members of the object up to the first error. items is
// nil when there is no list of that name.
func jsonMembers(text []byte) (members map[string]any, items []any, err error) {
	members = map[string]any{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return members, nil, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return members, items, err
		}
		name, _ := key.(string)
		if name == "items" {
			more, err := jsonItems(d)
			if items == nil {
				items = more
			} else { // a second list of that name does not hide the first
				items = append(items, more...)
			}
			if err != nil {
				return members, items, err
			}
			continue
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return members, items, err
		}
		members[name] = value
	}
	_, err = d.Token()
	return members, items, err
}

var errTooMany = errors.New("more entries than are read")

// jsonItems reads the elements of a list up to the first error.
func jsonItems(d *json.Decoder) ([]any, error) {
	t, err := d.Token()
	if err != nil || t == nil {
		return nil, err
	}
	if t != json.Delim('[') {
		return nil, fmt.Errorf("items are %v, not a list", t)
	}
	items := []any{}
	for d.More() {
		if len(items) == maxEntries {
			return items, errTooMany
		}
		var item any
		if err := d.Decode(&item); err != nil {
			return items, err
		}
		items = append(items, item)
	}
	_, err = d.Token()
	return items, err
}

// withoutControls replaces control characters by spaces: between values they are
// white space anyway, in strings they are not allowed.
func withoutControls(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
}

type jsonReader struct {
	doc      *feeds.Document
	location string
}

func (j jsonReader) feed(m map[string]any) {
	d := j.doc
	d.Title, d.Description = plain(jsonText(m["title"])), plain(jsonText(m["description"]))
	d.Site, d.URL = j.link(m["home_page_url"]), j.link(m["feed_url"])
	d.Icon = cmp.Or(j.link(m["icon"]), j.link(m["favicon"]))
	d.Language = languageTag(jsonText(m["language"]))
	d.Authors = j.people(m)
}

func (j jsonReader) entry(m map[string]any) feeds.Entry {
	var e feeds.Entry
	e.GUID = jsonText(m["id"])
	e.Link = cmp.Or(j.link(m["url"]), j.link(m["external_url"]))
	if e.Link == "" && isWeb(e.GUID) {
		e.Link = e.GUID
	}
	relate(&e, feeds.Link{Rel: feeds.RelVia, URL: j.link(m["external_url"])})
	e.Title = plain(jsonText(m["title"]))
	e.Language = languageTag(jsonText(m["language"]))
	e.Published, e.Updated = jsonDate(m["date_published"]), jsonDate(m["date_modified"])
	settleDates(&e)
	base := htmlBase("", e.Link, j.doc.Site, j.location)
	e.Summary = asHTML(jsonText(m["summary"]))
	e.Content = absoluteLinks(cmp.Or(jsonText(m["content_html"]), asHTML(jsonText(m["content_text"]))), base)
	e.Image = cmp.Or(j.link(m["image"]), j.link(m["banner_image"]))
	e.Authors = j.people(m)
	for _, tag := range jsonList(m["tags"]) {
		categorize(&e.Categories, jsonText(tag))
	}
	for _, a := range jsonList(m["attachments"]) {
		if fields, ok := a.(map[string]any); ok {
			enclose(&e, feeds.Enclosure{
				URL: j.link(fields["url"]), Type: jsonText(fields["mime_type"]),
				Length: size(jsonText(fields["size_in_bytes"])), Title: plain(jsonText(fields["title"])),
				Duration: duration(jsonText(fields["duration_in_seconds"])),
			})
		}
	}
	return e
}

func (j jsonReader) link(v any) string { return resolve(j.location, jsonText(v)) }

// people reads authors (1.1) and author (1.0), as objects or as bare names.
func (j jsonReader) people(m map[string]any) []feeds.Author {
	var p people
	for _, a := range append(jsonList(m["authors"]), jsonList(m["author"])...) {
		fields, ok := a.(map[string]any)
		if !ok {
			p.add(person(jsonText(a)))
			continue
		}
		author := person(jsonText(fields["name"]))
		author.URL = cmp.Or(j.link(fields["url"]), author.URL)
		p.add(author)
	}
	return p
}

// jsonText is a string, or a number as it is written; empty for the rest.
func jsonText(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	}
	return ""
}

// jsonDate is a date; zero if it is none.
func jsonDate(v any) time.Time {
	t, _ := Date(jsonText(v))
	return t
}

// jsonList is a list, or a single value where a list should be.
func jsonList(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}
