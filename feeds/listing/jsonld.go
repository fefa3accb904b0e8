package listing

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"

	"tidings/feeds"
)

// Bounds of JSON-LD.
const (
	maxScripts = 50
	maxScript  = 2 << 20 // bytes
	maxNesting = 8
)

// linked reads the articles in a page's JSON-LD: each by itself, and those in lists.
func (p *page) linked() []feeds.Entry {
	r := &ldReader{page: p}
	scripts := 0
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "script" || !strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") || n.FirstChild == nil {
			continue
		}
		if scripts++; scripts > maxScripts {
			break
		}
		if v, ok := ldValue(n.FirstChild.Data); ok {
			r.walk(v, 0)
		}
	}
	return p.fill(r.entries)
}

// ldValue reads a script as it is found in the world: in a comment, with line ends in
// strings.
func ldValue(script string) (v any, ok bool) {
	if len(script) > maxScript {
		return nil, false
	}
	script = strings.TrimSpace(script)
	script = strings.TrimSuffix(strings.TrimPrefix(script, "<!--"), "-->")
	script = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(script)
	if json.Unmarshal([]byte(script), &v) == nil {
		return v, true
	}
	err := json.Unmarshal([]byte(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(script)), &v)
	return v, err == nil
}

type ldReader struct {
	page    *page
	entries []feeds.Entry
}

// holders are the properties in which lists of articles lie.
var holders = []string{"@graph", "itemListElement", "item", "mainEntity", "hasPart", "blogPost", "blogPosts", "dataFeedElement", "liveBlogUpdate", "event", "events"}

func (r *ldReader) walk(v any, depth int) {
	if depth > maxNesting || len(r.entries) >= mostItems {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			r.walk(x, depth+1)
		}
	case map[string]any:
		kind := typeOf(v)
		if kind == "BreadcrumbList" || kind == "SiteNavigationElement" {
			return
		}
		if isArticleType(kind) {
			if e := r.entry(v, kind); e.Link != "" {
				r.entries = append(r.entries, e)
			}
		} else if kind == "ListItem" && v["item"] == nil || kind == "ListItem" && isString(v["item"]) {
			link := cmp.Or(r.page.resolve(word(v["url"])), r.page.resolve(word(v["item"])), r.page.resolve(word(v["@id"])))
			if link != "" && r.page.isPage(link) {
				r.entries = append(r.entries, feeds.Entry{Article: feeds.Article{Link: link, Title: plain(word(v["name"])), Image: r.picture(v["image"])}, Summary: paragraph(plain(word(v["description"])))})
			}
			return
		}
		for _, key := range holders {
			if x, ok := v[key]; ok {
				r.walk(x, depth+1)
			}
		}
	}
}

func isString(v any) bool { _, ok := v.(string); return ok }

// isArticleType reports whether a type of schema.org is one of articles or events.
func isArticleType(kind string) bool {
	switch kind {
	case "BlogPosting", "Report", "SocialMediaPosting", "PodcastEpisode", "VideoObject", "Review", "CreativeWork", "Festival":
		return true
	}
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Event") && kind != "PublicationEvent"
}

// typeOf is the type of a thing; of several, the first that is one of articles.
func typeOf(v map[string]any) string {
	switch t := v["@type"].(type) {
	case string:
		return lastPart(t)
	case []any:
		first := ""
		for _, x := range t {
			name := lastPart(word(x))
			if isArticleType(name) {
				return name
			}
			first = cmp.Or(first, name)
		}
		return first
	}
	return ""
}

// lastPart is the name of a type without where it is defined.
func lastPart(name string) string {
	name = strings.TrimSpace(name)
	return name[strings.LastIndexAny(name, "/#:")+1:]
}

func (r *ldReader) entry(v map[string]any, kind string) feeds.Entry {
	p := r.page
	var e feeds.Entry
	e.Link = p.resolve(cmp.Or(word(v["url"]), word(v["mainEntityOfPage"])))
	if id := word(v["@id"]); e.Link == "" && strings.HasPrefix(id, "http") {
		e.Link = p.resolve(id)
	}
	if e.Link == "" || !p.isPage(e.Link) {
		return feeds.Entry{}
	}
	e.Title = plain(cmp.Or(word(v["headline"]), word(v["name"])))
	e.Published, _ = machineDate(cmp.Or(word(v["datePublished"]), word(v["uploadDate"]), word(v["dateCreated"])))
	e.Updated, _ = machineDate(word(v["dateModified"]))
	e.Summary = paragraph(plain(cmp.Or(word(v["description"]), word(v["abstract"]))))
	e.Image = cmp.Or(r.picture(v["image"]), r.picture(v["thumbnailUrl"]))
	e.Language = word(v["inLanguage"])
	for _, name := range names(v["author"]) {
		e.Authors = append(e.Authors, feeds.Author{Name: name})
	}
	if section := names(v["articleSection"]); len(section) > 0 {
		e.Categories = section
	}
	if strings.HasSuffix(kind, "Event") || kind == "Festival" {
		e.Summary = paragraph(occasion(v)) + e.Summary
	}
	return e
}

// occasion is when and where an event is. It is no date of an article: most are in the
// future.
func occasion(v map[string]any) string {
	var parts []string
	if text := word(v["startDate"]); text != "" {
		if t, ok := machineDate(text); ok {
			layout := "2 January 2006"
			if strings.Contains(text, "T") { // in the zone that the page gives
				if own, err := time.Parse(time.RFC3339, text); err == nil {
					t, layout = own, "2 January 2006, 15:04"
				}
			}
			text = t.Format(layout)
		}
		parts = append(parts, plain(text))
	}
	if place, ok := v["location"].(map[string]any); ok {
		parts = append(parts, plain(word(place["name"])))
	}
	return strings.Join(parts, " · ")
}

func (r *ldReader) picture(v any) string { return r.page.resolve(word(v)) }

// word is the text of a value, or what names a thing: its address or name.
func word(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return word(v[0])
			}
		}
	case map[string]any:
		for _, key := range []string{"url", "contentUrl", "@value", "@id", "name"} {
			if s, ok := v[key].(string); ok && s != "" {
				return strings.TrimSpace(s)
			}
		}
	}
	return ""
}

// names are those of people or sections: texts or things.
func names(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		if name := plain(v); name != "" && len(name) <= longestName {
			out = append(out, name)
		}
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return names(s)
		}
	case []any:
		for _, x := range v[:min(len(v), 10)] {
			if _, nested := x.([]any); !nested {
				out = append(out, names(x)...)
			}
		}
	}
	return out
}

// plain is a text without the entities that many escape twice.
func plain(s string) string { return oneLine(html.UnescapeString(s)) }
