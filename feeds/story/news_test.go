package story

import (
	"time"

	"tidings/feeds"
)

// The news of these tests is invented.

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// A report is a Doc as the tests write it: hours after noon, event, and feed.
type report struct {
	event string
	feed  feeds.FeedID
	hours int
	lang  string
	title string
	text  string
}

func (r report) doc(id feeds.ArticleID) Doc {
	lang := r.lang
	if lang == "" {
		lang = "en"
	}
	return Doc{Article: id, Feed: r.feed, Time: noon.Add(time.Duration(r.hours) * time.Hour), Lang: lang, Title: r.title, Text: r.text}
}

// news are five events of one week, in order of time.
var news = []report{
	{"ferry", 1, 0, "", "Ferry runs aground off Brannoch with 140 on board", "A ferry carrying 140 passengers ran aground on rocks near the island of Brannoch early on Monday. Coastguard helicopters from Kessel lifted off forty people, and lifeboats took the rest to the harbour. The operator, Nordsund Line, said the Marigold had left its usual channel in thick fog."},
	{"budget", 2, 1, "", "Treasury raises fuel duty in surprise budget", "The finance minister Edda Kroll announced a rise in fuel duty of four cents a litre on Monday, the first in nine years. The budget also freezes income tax bands. Hauliers said the measure would cost small firms thousands, while economists called the plan cautious."},
	{"ferry", 2, 3, "", "All passengers safe after Marigold ferry grounding", "Everyone aboard the Marigold is safe after the Nordsund Line ferry struck rocks off Brannoch in fog, the coastguard said. Lifeboats and helicopters from Kessel brought 140 passengers and crew ashore. An inquiry will look at why the ferry left the channel."},
	{"telescope", 3, 5, "", "Telescope finds water vapour around distant planet", "Astronomers using the Corvina telescope have detected water vapour in the atmosphere of a planet 90 light years away. The planet, twice as large as Earth, orbits a dim red star. The team of Lucia Amaro published the spectrum on Monday."},
	{"budget", 3, 6, "", "Hauliers protest as Kroll puts up fuel duty", "Lorry drivers threatened to block motorways after finance minister Edda Kroll raised fuel duty by four cents a litre. The budget, presented on Monday, freezes income tax bands and is the first to raise the duty in nine years."},
	{"match", 1, 8, "", "Rovers beat Albion 3-1 to reach cup final", "Two goals by Tomas Wiel sent Rovers to the cup final with a 3-1 win over Albion on Monday night. Albion had led through a penalty, but their goalkeeper was sent off before half time."},
	{"telescope", 2, 9, "", "Water vapour seen on planet 90 light years from Earth", "The Corvina telescope has seen water vapour on a planet twice the size of Earth that orbits a dim red star 90 light years away. Lucia Amaro, who led the astronomers, called the spectrum the clearest yet of such an atmosphere."},
	{"strike", 3, 20, "", "Teachers in Ostmark walk out over class sizes", "Thousands of teachers in the state of Ostmark began a three day walkout on Tuesday over class sizes. The union says some primary schools teach forty children in a room. The education secretary offered talks."},
	{"ferry", 3, 26, "", "Captain of grounded ferry questioned in Kessel", "Police in Kessel questioned the captain of the Marigold on Tuesday, a day after the Nordsund Line ferry ran aground off Brannoch. Investigators have taken the voyage recorder from the ferry, which still lies on the rocks."},
	{"match", 2, 28, "", "Wiel double takes Rovers past ten-man Albion", "Tomas Wiel scored twice as Rovers came from behind to beat Albion 3-1 and reach the cup final. Albion's goalkeeper was sent off in the first half, minutes after a penalty had put them ahead."},
	{"strike", 1, 30, "", "Ostmark teachers begin three day walkout", "Schools across Ostmark were closed on Tuesday as teachers began a walkout of three days against classes of up to forty children. Their union rejected an offer of talks by the education secretary as too late."},
}

// place puts reports into an index, with IDs from one on.
func place(x *Index, list []report) []Placement {
	var out []Placement
	for i, r := range list {
		out = append(out, x.Place(Make(r.doc(feeds.ArticleID(i+1)))))
	}
	return out
}

// wire is a report that another feed takes over word by word.
var wire = report{"ferry", 4, 5, "", "Ferry runs aground off Brannoch, 140 rescued", news[0].text + " Reporting by our own correspondents."}
