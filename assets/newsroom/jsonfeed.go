package newsroom

import (
	"encoding/json"
	"time"
)

// JSON Feed 1.1.
type jsonDoc struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url"`
	Feed        string     `json:"feed_url"`
	Description string     `json:"description"`
	Icon        string     `json:"icon"`
	Language    string     `json:"language"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html,omitempty"`
	Text      string       `json:"content_text,omitempty"`
	Summary   string       `json:"summary"`
	Image     string       `json:"image,omitempty"`
	Published string       `json:"date_published"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

func (n *Newsroom) jsonFeed(s Source, list []Article, base string) ([]byte, error) {
	doc := jsonDoc{
		Version: "https://jsonfeed.org/version/1.1", Title: s.Title,
		Home: base + s.Home, Feed: base + s.feedPath(), Description: s.Description,
		Icon: base + s.Home + "favicon.png", Language: s.Language, Items: []jsonItem{},
	}
	for _, a := range list {
		doc.Items = append(doc.Items, n.jsonItem(s, a, base))
	}
	return json.MarshalIndent(doc, "", " ")
}

func (n *Newsroom) jsonItem(s Source, a Article, base string) jsonItem {
	item := jsonItem{
		ID: a.guid(), URL: base + a.path(), Title: a.Title, Summary: a.Lead(),
		Published: a.Published.Format(time.RFC3339),
	}
	if s.Full {
		item.HTML = n.content(s, a, base)
	} else {
		item.Text = a.Lead()
	}
	if p := a.picturePath(); p != "" {
		item.Image = base + p
	}
	if a.Author != "" {
		item.Authors = []jsonAuthor{{a.Author}}
	}
	if name := s.sections[a.Section]; name != "" {
		item.Tags = []string{name}
	}
	return item
}
