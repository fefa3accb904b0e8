package app

import (
	"strings"
	"testing"
)

// The news of these tests is invented.
const (
	fined = "A court in Kessel fined the ferry operator Nordsund Line after inspectors found that crews of three ferries, " +
		"the Marigold among them, had skipped lifeboat drills for months. Nordsund Line said it would train its crews again."
	aground = "The ferry Marigold ran aground on rocks near the island of Brannoch early on Monday with 140 passengers on board. " +
		"Lifeboats brought them to Kessel. The operator, Nordsund Line, said the ferry Marigold had left its channel in fog. " +
		"Inspectors had criticised lifeboat drills of the crews."
)

func TestRelatedArticlesAreFoundBeyondTheReachOfTheIndex(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Paper",
		item("1", "Nordsund Line fined over lifeboat drills of its ferry crews", fined, 24*200),
		item("2", "How to cook mussels", "Wash the mussels in cold water and steam them with leeks and cider for five minutes.", 24*190),
		item("3", "Nordsund Line ferry Marigold runs aground off Brannoch", aground, 2),
	)
	core := openCore(t, Config{})
	subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	c, err := core.Coverage(t.Context(), articleCalled(t, core, "Nordsund Line ferry Marigold runs aground off Brannoch").ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Related) != 1 || c.Related[0].Title != "Nordsund Line fined over lifeboat drills of its ferry crews" || !strings.HasPrefix(c.Related[0].Why, "199 days before · ") {
		t.Errorf("related are %+v", c.Related)
	}
	// And the other way round, from an article that the index does not remember.
	c, err = core.Coverage(t.Context(), articleCalled(t, core, "Nordsund Line fined over lifeboat drills of its ferry crews").ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Related) != 1 || c.Related[0].Title != "Nordsund Line ferry Marigold runs aground off Brannoch" || !strings.HasPrefix(c.Related[0].Why, "199 days later · ") {
		t.Errorf("related are %+v", c.Related)
	}
}
