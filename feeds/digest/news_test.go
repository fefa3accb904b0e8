package digest

import (
	"strings"
	"time"

	"tidings/feeds"
)

// The news of these tests is invented.

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func text(id feeds.ArticleID, feed feeds.FeedID, lang, title string, paragraphs ...string) Text {
	return Text{Article: id, Feed: feed, Time: noon.Add(time.Duration(id) * time.Hour), Lang: lang, Title: title, Text: strings.Join(paragraphs, "\n")}
}

// ferry is what three sources, one of them with an agency's text, say of an accident.
var ferry = []Text{
	text(1, 1, "en", "Ferry runs aground off Brannoch with 140 on board",
		"KESSEL (NPA) - A ferry carrying 140 passengers ran aground on rocks near the island of Brannoch early on Monday.",
		"Photo: The Marigold on the rocks of Brannoch in the evening light.",
		"Coastguard helicopters from Kessel lifted off forty people, and lifeboats took the rest to the harbour. He said nobody was hurt in the operation of the night.",
		"The operator, Nordsund Line, said the Marigold had left its usual channel in thick fog. What made the ferry leave its channel off Brannoch?",
		"Read also: Nordsund Line is fined over lifeboat drills on its ferries.",
		"An inquiry will look at why the ferry left the channel, the coastguard said."),
	text(2, 2, "en", "All passengers safe after Marigold ferry grounding",
		"Everyone aboard the ferry Marigold is safe after it struck rocks off Brannoch in thick fog, the coastguard said.",
		"Lifeboats and helicopters from Kessel brought 140 passengers and crew ashore near the harbour.",
		"The shipyard in Rotterdam had repaired the rudder of the Marigold only nine weeks ago for 3.5 million crowns, its records show."),
	text(3, 3, "en", "Captain of grounded ferry questioned in Kessel",
		"Police in Kessel questioned the captain of the ferry Marigold on Tuesday, a day after it ran aground off Brannoch in fog.",
		"Investigators have taken the voyage recorder from the ferry, which still lies on the rocks near the island."),
	{Article: 4, Feed: 4, Time: noon, Lang: "en", Title: "Ferry runs aground off Brannoch", CopyOf: 1,
		Text: "A ferry carrying 140 passengers ran aground on rocks near the island of Brannoch early on Monday. The wire service Orbit Alpha reported it from Halm with 17 pictures of Dock Seven."},
}

func joined(list []feeds.Sentence) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Text)
	}
	return strings.Join(out, "\n")
}
