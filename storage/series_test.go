package storage

import (
	"fmt"
	"testing"
	"time"

	"tidings/feeds"
)

// What belongs to a series differs in little, and every piece of it is an article.
func TestPiecesOfASeriesAreArticlesEach(t *testing.T) {
	const home = "https://harbour.example/programme"
	dated := func(i int) time.Time { return noon.AddDate(0, 0, i-9) }
	file := func(i int) []feeds.Enclosure {
		return []feeds.Enclosure{{URL: fmt.Sprintf("https://harbour.example/%d.mp3", i), Type: "audio/mpeg"}}
	}
	for name, piece := range map[string]func(int) feeds.Entry{
		"every GUID and link is the front page": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: "https://harbour.example/", Link: "https://harbour.example/",
				Title: []string{"Flood in the north", "Strike at the port", "A new bridge", "Election day"}[i], Published: dated(i)}}
		},
		"every GUID and link is one page, without texts": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: home, Link: home,
				Title: []string{"Flood in the north", "Strike at the port", "A new bridge", "Election day"}[i], Published: dated(i)}}
		},
		"the same without dates": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: home, Link: home,
				Title: []string{"Flood in the north", "Strike at the port", "A new bridge", "Election day"}[i]}, Summary: fmt.Sprint("Text ", i)}
		},
		"one GUID and title": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: "comic", Link: fmt.Sprint("https://harbour.example/comics/", i),
				Title: "Comic of the day", Published: dated(i)}, Content: fmt.Sprintf(`<img src="%d.png">`, i)}
		},
		"one link and title": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Link: home, Title: "Comic of the day", Published: dated(i)},
				Content: fmt.Sprintf(`<img src="%d.png">`, i)}
		},
		"quotes without titles that share a link": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Link: home}, Summary: fmt.Sprint("What was said on day ", i)}
		},
		"dated quotes without titles that share a link": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Link: home, Published: dated(i)}, Content: fmt.Sprint("What was said on day ", i)}
		},
		"numbered episodes that share a link": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Link: home, Title: fmt.Sprint("The Harbour Hour, episode ", i), Published: dated(i), Enclosures: file(i)}}
		},
		"episodes of which only the file differs": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Link: home, Title: "The Harbour Hour", Enclosures: file(i)}}
		},
		"dated episodes of which only the file differs": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Title: "The Harbour Hour", Enclosures: file(i), Published: dated(i)}}
		},
		"reports that name their day": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{Link: home, Title: fmt.Sprintf("Tides for %d November", 10+i), Published: dated(i)},
				Summary: fmt.Sprint("High water at ", 5+i)}
		},
		"posts of a live report": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: fmt.Sprint("post-", i), Link: home, Title: fmt.Sprintf("Count of the votes, %d:30", 18+i),
				Published: noon.Add(time.Duration(i-9) * time.Hour)}, Summary: fmt.Sprint("Result no. ", i)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := openNew(t)
			together := addFeed(t, db, "harbour", 0)
			all := []feeds.Entry{piece(3), piece(2), piece(1), piece(0)}
			if saved := fetch(t, db, together, all...); len(saved.New) != 4 {
				t.Errorf("in one document %d are new", len(saved.New))
			}
			if saved := fetch(t, db, together, all...); len(saved.New)+len(saved.Changed) != 0 {
				t.Errorf("the next time %d are new, %d changed", len(saved.New), len(saved.Changed))
			}
			if all[0].Published.IsZero() || all[0].GUID == home {
				return // nothing tells then that what comes alone is no new version
			}
			alone, ids := addFeed(t, db, "alone", 0), 0
			for i := range 4 {
				ids += len(fetch(t, db, alone, piece(i)).New)
				if saved := fetch(t, db, alone, piece(i)); len(saved.New)+len(saved.Changed) != 0 {
					t.Errorf("piece %d again: %d are new, %d changed", i, len(saved.New), len(saved.Changed))
				}
			}
			if ids != 4 {
				t.Errorf("one by one %d are new", ids)
			}
			countsAreTrue(t, db)
		})
	}
}

// A page that says the same again after something else says it again.
func TestWhatComesBackUnderASharedLinkIsNewAgain(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for i, weather := range []string{"Sunny", "Gales from the west", "Sunny", "Fog", "Sunny"} {
		e := feeds.Entry{Article: feeds.Article{Link: "https://harbour.example/weather", Title: weather, Published: noon.AddDate(0, 0, i-9)}}
		fetch(t, db, feed, e)
		fetch(t, db, feed, e)
	}
	if got := titles(t, db, feeds.Scope{}, 9); len(got) != 5 {
		t.Errorf("%q", got)
	}
}

// What keeps its GUID and link is one article, whatever becomes of it, and so is an episode
// that has a GUID alone.
func TestALiveReportOfManyDaysIsOneArticle(t *testing.T) {
	for name, version := range map[string]func(int) feeds.Entry{
		"a live report": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: "live-1", Link: "https://harbour.example/live",
				Title: []string{"Storm comes near", "Port closed: what we know", "Clearing up begins", "Questions for the mayor"}[i]}, Content: fmt.Sprint("Summary ", i*i)}
		},
		"an episode without link": func(i int) feeds.Entry {
			return feeds.Entry{Article: feeds.Article{GUID: "episode-12", Title: "The Harbour Hour 12",
				Enclosures: []feeds.Enclosure{{URL: fmt.Sprintf("https://files.example/%d.mp3", i)}}}, Content: fmt.Sprint(i, i+1, i+2)}
		},
	} {
		db := openNew(t)
		feed := addFeed(t, db, "harbour", 0)
		for i := range 4 {
			e := version(i)
			e.Published = noon.AddDate(0, 0, i-9)
			fetch(t, db, feed, e)
		}
		if c := counts(t, db); c.Total != 1 {
			t.Errorf("%s: %d articles", name, c.Total)
		}
	}
}

// A link that went over to the latest piece leads to it: what is said of that next is a new
// version of it and no other article.
func TestVersionsUnderASharedLinkStayTheLatestPiece(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for day := range 3 {
		for hour := range 4 {
			fetch(t, db, feed, feeds.Entry{Article: feeds.Article{Link: "https://harbour.example/weather", Title: []string{"Sunny", "Gales", "Fog"}[day],
				Published: noon.AddDate(0, 0, day-9).Add(time.Duration(hour) * time.Hour)}, Content: fmt.Sprintf("<p>Day %d, observed at %d:00.</p>", day, hour)})
		}
	}
	if got := titles(t, db, feeds.Scope{}, 9); len(got) != 3 {
		t.Errorf("%q", got)
	}
}
