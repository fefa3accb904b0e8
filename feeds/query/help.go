package query

// Help is one field of the language, for a page that explains it and for the list
// below the search box.
type Help struct {
	Name    string // as it stands before the colon
	Hint    string // what it finds
	Example string
}

// Fields are all fields, those that are asked for most first.
func Fields() []Help { return append([]Help(nil), fieldHelp...) }

var fieldHelp = []Help{
	{"is", "what you did with it, or what became of it", "is:unread"},
	{"from", "of a feed", `from:"harbour news"`},
	{"topic", "about a topic", "topic:business"},
	{"since", "of that day and later", "since:7d"},
	{"title", "with a word in the headline", "title:flood"},
	{"author", "by an author", `author:"Thanh Hà"`},
	{"folder", "of the feeds in a folder", "folder:asia"},
	{"has", "with a picture, sound, full text or a note", "has:audio"},
	{"lang", "in a language", "lang:vi"},
	{"before", "from before that day", "before:2026-01-02"},
	{"on", "of that day, month or year", "on:yesterday"},
	{"words", "of a length", "words:>800"},
	{"text", "with a word in the text", "text:dam"},
	{"note", "with a word in your note", "note:recipe"},
	{"url", "whose address contains this", "url:/world"},
	{"story", "of the story with this number", "story:4711"},
	{"re", "where a regular expression finds something", "re:/colou?rs?/"},
}
