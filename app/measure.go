package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/extract"
	"tidings/feeds/fetch"
	"tidings/feeds/language"
	"tidings/feeds/parse"
	"tidings/feeds/story"
	"tidings/feeds/topic"
)

// What follows lets every step of an article's way be measured from outside:
// the same functions that the program itself uses, given a document, with the
// result in a form that stays the same over time.

// ParsedFeed is a feed as "tidingsctl parse --json" prints it. Dates are UTC.
type ParsedFeed struct {
	ID       string       `json:"id,omitempty"`
	Err      string       `json:"err,omitempty"`
	Feed     ParsedHead   `json:"feed"`
	Items    []ParsedItem `json:"items"`
	Partial  bool         `json:"partial,omitempty"`  // items may be missing
	Warnings []string     `json:"warnings,omitempty"` // what was mended or left out
}

// ParsedHead is what a feed says of itself.
type ParsedHead struct {
	ID          string   `json:"id,omitempty"`
	Title       string   `json:"title,omitempty"`
	Link        string   `json:"link,omitempty"`
	Description string   `json:"description,omitempty"`
	Info        string   `json:"info,omitempty"`
	Copyright   string   `json:"copyright,omitempty"`
	Language    string   `json:"language,omitempty"`
	Published   string   `json:"published,omitempty"`
	Updated     string   `json:"updated,omitempty"`
	Image       string   `json:"image,omitempty"`
	Authors     []string `json:"authors,omitempty"`
	Categories  []string `json:"categories,omitempty"`
}

// ParsedItem is an entry of a feed, its texts as clean HTML.
type ParsedItem struct {
	Title      string       `json:"title,omitempty"`
	Link       string       `json:"link,omitempty"`
	ID         string       `json:"id,omitempty"`
	Summary    string       `json:"summary,omitempty"`
	Content    string       `json:"content,omitempty"`
	Published  string       `json:"published,omitempty"`
	Updated    string       `json:"updated,omitempty"`
	Authors    []string     `json:"authors,omitempty"`
	Categories []string     `json:"categories,omitempty"`
	Enclosures []ParsedFile `json:"enclosures,omitempty"`
	Image      string       `json:"image,omitempty"`
	Copyright  string       `json:"copyright,omitempty"`
	Links      []feeds.Link `json:"links,omitempty"`
}

// ParsedFile is an enclosure.
type ParsedFile struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`
	Length string `json:"length,omitempty"` // bytes
}

// ParseDocument reads a feed's document as a refresh would.
func ParseDocument(body []byte, contentType, location string) ParsedFeed {
	doc, err := parse.Feed(body, contentType, location)
	if err != nil {
		return ParsedFeed{Err: err.Error(), Items: []ParsedItem{}}
	}
	out := ParsedFeed{Partial: doc.Partial, Warnings: doc.Warnings, Feed: ParsedHead{
		ID: doc.ID, Info: doc.Info, Copyright: doc.Rights, Title: doc.Title, Link: doc.Site, Description: doc.Description, Language: doc.Language,
		Published: utc(doc.Published), Updated: utc(doc.Updated), Image: doc.Icon,
		Authors: authorNames(doc.Authors), Categories: doc.Categories,
	}, Items: make([]ParsedItem, len(doc.Entries))}
	for i, e := range doc.Entries {
		out.Items[i] = ParsedItem{
			Title: e.Title, Link: e.Link, ID: e.GUID,
			Summary: content.Clean(cmp.Or(e.Summary, e.Content), e.Link), Content: content.Clean(e.Content, e.Link),
			Published: utc(e.Published), Updated: utc(e.Updated), Authors: authorNames(e.Authors),
			Categories: e.Categories, Enclosures: parsedFiles(e.Enclosures), Image: e.Image,
			Copyright: e.Rights, Links: e.Links,
		}
	}
	return out
}

func parsedFiles(list []feeds.Enclosure) []ParsedFile {
	var out []ParsedFile
	for _, x := range list {
		f := ParsedFile{URL: x.URL, Type: x.Type}
		if x.Length > 0 {
			f.Length = strconv.FormatInt(x.Length, 10)
		}
		out = append(out, f)
	}
	return out
}

func utc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05")
}

// authorNames are authors as "name|email".
func authorNames(list []feeds.Author) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name+"|"+a.Email)
	}
	return out
}

// A Download is a document as its server sent it, decompressed.
type Download struct {
	URL         string // after redirects
	ContentType string
	Body        []byte
}

// Ask asks for one document, without a profile.
func Ask(ctx context.Context, address string) (Download, error) {
	client := fetch.New(fetch.Config{UserAgent: userAgent})
	defer client.Close()
	r, err := client.Get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptPage})
	if err != nil {
		return Download{}, fmt.Errorf("ask %s: %w", address, err)
	}
	return Download{URL: r.URL, ContentType: r.ContentType, Body: r.Body}, nil
}

// PlainText is the text of an article's HTML, to be read.
func PlainText(html string) string { return content.ReadingText(html) }

// ExtractedPage is an article as "tidingsctl extract --json" prints it.
type ExtractedPage struct {
	ID        string `json:"id,omitempty"`
	URL       string `json:"url"`
	Err       string `json:"err,omitempty"`
	Title     string `json:"title,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Image     string `json:"image,omitempty"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
	Cause     error  `json:"-"` // Err, for Explain
}

// FailedPage is a page that could not be had or holds no article.
func FailedPage(location string, err error) ExtractedPage {
	return ExtractedPage{URL: location, Err: err.Error(), Cause: err}
}

// ExtractDocument finds the article of a web page as fetching full text would.
func ExtractDocument(body []byte, contentType, location string) ExtractedPage {
	a, err := extract.Page(body, contentType, location)
	if err != nil {
		return FailedPage(location, err)
	}
	out := ExtractedPage{URL: location}
	out.Title, out.Author, out.Published, out.Image = a.Title, a.Author, utc(a.Published), a.Image
	out.Lang = language.Of(a.Title, a.Text, a.Language)
	out.Text, out.HTML = PlainText(a.HTML), a.HTML
	return out
}

// AnalysedDoc is an article to be analysed. Every field but ID may be empty.
type AnalysedDoc struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Summary string    `json:"summary"`
	Text    string    `json:"text"`
	URL     string    `json:"url"`
	Lang    string    `json:"lang"`
	Date    looseTime `json:"date"`
}

// looseTime is a time in any of the formats that feeds have; zero for others.
type looseTime struct{ time.Time }

func (t *looseTime) UnmarshalJSON(data []byte) error {
	t.Time, _ = parse.Date(strings.Trim(string(data), `"`))
	return nil
}

// Analysis is what Tidings thinks of an article.
type Analysis struct {
	ID      string                  `json:"id"`
	Lang    string                  `json:"lang"`
	Topics  []feeds.Topic           `json:"topics"`
	Scores  map[feeds.Topic]float64 `json:"scores"`
	Cluster string                  `json:"cluster"`
	Related []string                `json:"related,omitempty"` // by likeness, of the same story or not
	Beside  []string                `json:"beside,omitempty"`  // related articles that a reader would be shown
}

// Analyse tells language, topics and story of articles in one pass in the order
// of their dates, as if they had come from feeds, and then the most similar ones
// of each. The result is in the order of the input.
func Analyse(docs []AnalysedDoc, related int) []Analysis {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return docs[a].Date.Compare(docs[b].Date.Time) })
	// Nothing is forgotten: what is given at once may span years.
	model, index := topic.New(), story.NewIndex(story.Options{Keep: 1 << 62, MaxDocs: 1<<16 - 1})
	vectors := make([]*story.Vector, len(docs))
	readings := make([]topic.Reading, len(docs))
	out := make([]Analysis, len(docs))
	for _, i := range order {
		d := docs[i]
		text := d.Text
		if !strings.HasPrefix(text, d.Summary) {
			text = d.Summary + "\n\n" + text
		}
		lang := language.Of(d.Title, text, d.Lang)
		about := topicDoc(feeds.Article{Title: d.Title, Link: d.URL}, text, lang, nil)
		vectors[i] = story.Make(storyDoc(feeds.Article{
			ID: feeds.ArticleID(i + 1), Feed: feedOf(d), Published: d.Date.Time, Title: d.Title,
		}, text, lang))
		a := &out[i]
		a.ID, a.Lang = d.ID, lang
		readings[i] = topic.Read(about)
		model.Absorb(readings[i])
	}
	index.Add(vectors)
	analyseTopics(out, model, readings, index)
	for i := range docs {
		for _, r := range index.Similar(vectors[i], related) {
			out[i].Related = append(out[i].Related, docs[r.Article-1].ID)
		}
		for _, r := range index.Related(vectors[i], min(related, relatedShown)) {
			out[i].Beside = append(out[i].Beside, docs[r.Article-1].ID)
		}
	}
	return out
}

// analyseTopics tells topics when all is read, as of articles that are derived again.
func analyseTopics(out []Analysis, model *topic.Model, readings []topic.Reading, index *story.Index) {
	judged := make([][]feeds.TopicScore, len(out))
	stories := map[feeds.StoryID][]int{} // those of their articles that have topics
	for i := range out {
		in := index.Story(feeds.ArticleID(i + 1))
		out[i].Cluster, out[i].Scores, out[i].Topics = fmt.Sprint(in), model.ScoresAgain(readings[i]), []feeds.Topic{}
		if judged[i] = model.Again(readings[i]); len(judged[i]) > 0 {
			stories[in] = append(stories[in], i)
		}
	}
	for i := range out {
		var others [][]feeds.TopicScore
		for _, j := range stories[index.Story(feeds.ArticleID(i+1))] {
			if j != i {
				others = append(others, judged[j])
			}
		}
		topics := judged[i]
		if len(others) >= quorum {
			topics = topic.Vote(topics, others...)
			for t, x := range out[i].Scores {
				out[i].Scores[t] = x / 2
			}
			for _, x := range topic.Average(others...) {
				out[i].Scores[x.Topic] += x.Score / 2
			}
		}
		for _, t := range topics {
			out[i].Topics = append(out[i].Topics, t.Topic)
		}
	}
}

// feedOf gives each site a number of its own.
func feedOf(d AnalysedDoc) feeds.FeedID {
	n := feeds.FeedID(1)
	for _, b := range []byte(hostOf(d.URL)) {
		n = n*31 + feeds.FeedID(b)
	}
	return n & (1<<40 - 1)
}
