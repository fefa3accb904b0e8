package topic

import (
	"testing"

	"tidings/feeds"
)

// The lead says what an article is about; its whole text may tell more, or something else.
var (
	matchLead  = Doc{Title: "The striker and the goal", Text: "The football club won the match.", Lang: "en"}
	matchWhole = Doc{Title: matchLead.Title, Text: matchLead.Text + " The village has talked of little but the old oak and its long shade since then.", Lang: "en"}
	otherWhole = Doc{Title: "The striker", Text: "The minister told parliament that the election law and the vote on the budget had to wait, and the opposition called for the president of the senate.", Lang: "en"}
)

func TestAWholeTextOnTheSameSubjectKeepsTheTopicsThatItsLeadHad(t *testing.T) {
	m := New()
	had := m.Of(matchLead)
	if len(had) == 0 || had[0].Topic != feeds.Sport {
		t.Fatalf("the lead is about %v", had)
	}
	m.Learn(matchLead)
	for range 10 { // other words are learned meanwhile, and the model is heard more
		for _, n := range news {
			m.Learn(Doc{Title: n.title, Text: n.text, Lang: n.lang})
		}
	}
	for range 2 { // the second time as the first
		got := m.Whole(Read(matchWhole), Read(matchLead), had)
		if len(got) == 0 || got[0].Topic != feeds.Sport || got[0].Score < had[0].Score {
			t.Errorf("the whole text is about %v, its lead was about %v", got, had)
		}
		had = got
	}
}

func TestAWholeTextAboutSomethingElseTakesTheTopicOfItsLeadAway(t *testing.T) {
	m := schooled()
	had := m.Of(matchLead)
	m.Learn(matchLead)
	for _, x := range m.Whole(Read(otherWhole), Read(matchLead), had) {
		if x.Topic == feeds.Sport {
			t.Errorf("it is about sport still: %v", x)
		}
	}
}

func TestAnArticleWhoseTextCameLaterLosesNoMoreThanItTaught(t *testing.T) {
	m := schooled()
	lead := Doc{Title: "Kass tuli koju tagasi", Lang: "et", Link: "https://example.ee/sport/1"}
	whole := lead
	whole.Text = "Meeskond võitis mängu, treener kiitis mängijaid ja väravaid."
	m.Learn(Doc{Title: "Meeskond võitis mängu", Text: whole.Text, Lang: "et", Link: "https://example.ee/sport/2"})
	before := m.Scores(whole)
	m.Learn(lead)
	l := Read(lead)
	for topic, x := range named(m.scores(Read(whole), &l)) {
		if diff := x - before[topic]; diff > 0.01 || diff < -0.01 {
			t.Errorf("%s is %v, was %v before its lead was learned", topic, x, before[topic])
		}
	}
}

func TestATopicOfTheReadersOwnDoesNotDisturbTheJudgement(t *testing.T) {
	m := schooled()
	with := m.Whole(Read(matchWhole), Read(matchLead), []feeds.TopicScore{{Topic: "own", Score: 1}})
	without := m.Whole(Read(matchWhole), Read(matchLead), nil)
	if len(with) != len(without) {
		t.Errorf("%v with it, %v without", with, without)
	}
}
