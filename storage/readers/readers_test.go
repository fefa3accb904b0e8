package readers

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
)

// made is a database with these statements in it, in a folder of the test.
func made(t testing.TB, name string, statements ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return path
}

func write(t testing.TB, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func opened(t testing.TB, p Place) *Library {
	t.Helper()
	l, err := Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// all are the articles of a library, by their titles.
func all(t testing.TB, l *Library) map[string]Article {
	t.Helper()
	out := map[string]Article{}
	for i := range l.Feeds {
		err := l.Articles(t.Context(), i, func(a Article) error { out[a.Title] = a; return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// counted compares the numbers of a library.
func counted(t testing.TB, l *Library, feeds, articles, unread, starred int) {
	t.Helper()
	a, u, s := l.Total()
	if len(l.Feeds) != feeds || a != articles || u != unread || s != starred {
		t.Errorf("%d feeds, %d articles, %d unread, %d starred: %+v, %v", len(l.Feeds), a, u, s, l.Feeds, l.Warnings)
	}
}

var lifereaTables = []string{
	`CREATE TABLE items (item_id INTEGER, parent_item_id INTEGER, node_id TEXT, parent_node_id TEXT, title TEXT, read INTEGER, updated INTEGER,
		popup INTEGER, marked INTEGER, source TEXT, source_id TEXT, valid_guid INTEGER, description TEXT, date INTEGER, comment_feed_id TEXT, comment INTEGER, PRIMARY KEY (item_id))`,
	`CREATE TABLE metadata (item_id INTEGER, nr INTEGER, key TEXT, value TEXT, PRIMARY KEY (item_id, nr))`,
	`CREATE TABLE subscription (node_id STRING, source STRING, orig_source STRING, filter_cmd STRING, update_interval INTEGER, default_interval INTEGER,
		discontinued INTEGER, available INTEGER, PRIMARY KEY (node_id))`,
	`CREATE TABLE node (node_id STRING, parent_id STRING, title STRING, type INTEGER, expanded INTEGER, view_mode INTEGER, sort_column INTEGER, sort_reversed INTEGER, PRIMARY KEY (node_id))`,
}

var lifereaRows = []string{
	`INSERT INTO node (node_id, parent_id, title, type) VALUES ('root', NULL, NULL, 'root'), ('harbour', 'root', 'Harbours', 'folder'), ('abcdefg', 'harbour', 'Quay', 'feed'), ('hijklmn', 'root', 'Script', 'feed')`,
	`INSERT INTO subscription (node_id, source) VALUES ('abcdefg', 'https://quay.example/feed'), ('hijklmn', '|/usr/bin/feed')`,
	`INSERT INTO items (item_id, node_id, title, read, marked, source, source_id, valid_guid, description, date, comment) VALUES
		(1, 'abcdefg', 'Ferry', 1, 1, 'https://quay.example/ferry', 'q-1', 1, '<p>The ferry sails.</p>', 1700000000, 0),
		(2, 'abcdefg', 'Crane', 0, 0, 'https://quay.example/crane', 'q-2', 1, 'The crane stands.', 1700003600, 0),
		(3, 'abcdefg', 'A comment', 0, 0, '', 'c', 1, 'Nice.', 1700003600, 1)`,
	`INSERT INTO metadata VALUES (1, 0, 'author', 'Ada Moor'), (1, 1, 'category', 'Ships'), (1, 2, 'category', 'Tides'), (1, 3, 'enclosure', 'enc:0:audio/mpeg:4711:https://quay.example/a%20b.mp3')`,
}

func TestLifereaIsRead(t *testing.T) {
	path := made(t, "liferea.db", append(lifereaTables, lifereaRows...)...)
	l := opened(t, Place{Kind: Liferea, Path: path})
	counted(t, l, 1, 2, 1, 1)
	if f := l.Feeds[0]; f.OwnTitle != "Quay" || len(f.Path) != 1 || f.Path[0] != "Harbours" || f.URL != "https://quay.example/feed" {
		t.Errorf("%+v", f)
	}
	list := all(t, l)
	a := list["Ferry"]
	if a.GUID != "q-1" || a.Link != "https://quay.example/ferry" || !a.Status.Read || !a.Status.Starred || a.Content != "<p>The ferry sails.</p>" ||
		a.Published.Unix() != 1700000000 || len(a.Authors) != 1 || a.Authors[0].Name != "Ada Moor" || len(a.Categories) != 2 ||
		len(a.Enclosures) != 1 || a.Enclosures[0].Length != 4711 || a.Enclosures[0].Type != "audio/mpeg" {
		t.Errorf("%+v", a)
	}
	if a := list["Crane"]; a.Status.Read || a.Status.Starred {
		t.Errorf("%+v", a)
	}
}

func TestTheListOfLifereaGivesOrderFoldersAndNames(t *testing.T) {
	path := made(t, "liferea.db", append(lifereaTables, lifereaRows...)...)
	list := write(t, filepath.Join(t.TempDir(), "feedlist.opml"), `<opml><body><outline text="Sea"><outline text="Deep">
		<outline text="My quay" title="My quay" xmlUrl="https://quay.example/feed"/></outline></outline>
		<outline text="New" xmlUrl="https://new.example/feed"/><outline type="vfolder" text="Unread"/></body></opml>`)
	l := opened(t, Place{Kind: Liferea, Path: path, List: list})
	counted(t, l, 2, 2, 1, 1)
	if f := l.Feeds[0]; f.OwnTitle != "My quay" || len(f.Path) != 2 || f.Path[1] != "Deep" || f.Articles != 2 {
		t.Errorf("%+v", f)
	}
}

func TestLifereaOfLongAgoIsRead(t *testing.T) {
	path := made(t, "liferea.db",
		`CREATE TABLE items (title TEXT, read INTEGER, updated INTEGER, popup INTEGER, marked INTEGER, source TEXT, source_id TEXT, valid_guid INTEGER, description TEXT, date INTEGER, comment_feed_id INTEGER, comment INTEGER)`,
		`CREATE TABLE itemsets (item_id INTEGER, parent_item_id INTEGER, node_id TEXT, parent_node_id TEXT, read INTEGER, comment INTEGER, PRIMARY KEY (item_id, node_id))`,
		`CREATE TABLE subscription (node_id STRING, source STRING, PRIMARY KEY (node_id))`,
		`INSERT INTO subscription VALUES ('abcdefg', 'http://quay.example/feed')`,
		`INSERT INTO items (title, read, marked, source, source_id, description, date) VALUES ('Ferry', 0, 1, 'http://quay.example/ferry', 'q-1', 'It sails.', 1200000000)`,
		`INSERT INTO itemsets VALUES (1, 0, 'abcdefg', 'abcdefg', 1, 0)`)
	l := opened(t, Place{Kind: Liferea, Path: path})
	counted(t, l, 1, 1, 0, 1)
	if a := all(t, l)["Ferry"]; !a.Status.Read || !a.Status.Starred || a.GUID != "q-1" {
		t.Errorf("%+v", a)
	}
}

func TestRSSGuardIsReadInAllItsVersions(t *testing.T) {
	categories := `CREATE TABLE Categories (id INTEGER PRIMARY KEY, ordr INTEGER, parent_id INTEGER NOT NULL, title TEXT NOT NULL, account_id INTEGER)`
	tree := `INSERT INTO Categories (id, ordr, parent_id, title, account_id) VALUES (1, 0, -1, 'Sea', 1), (2, 0, 1, 'Harbours', 1)`
	accounts := `CREATE TABLE Accounts (id INTEGER PRIMARY KEY, ordr INTEGER, type TEXT NOT NULL)`
	for name, statements := range map[string][]string{
		"version 2": {
			`CREATE TABLE Categories (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL, title TEXT NOT NULL)`,
			`INSERT INTO Categories VALUES (1, -1, 'Sea'), (2, 1, 'Harbours')`,
			`CREATE TABLE Feeds (id INTEGER PRIMARY KEY, title TEXT, description TEXT, category INTEGER, encoding TEXT, url TEXT UNIQUE)`,
			`INSERT INTO Feeds VALUES (7, 'Quay', 'Ships', 2, 'UTF-8', 'https://quay.example/feed')`,
			`CREATE TABLE Messages (id INTEGER PRIMARY KEY, is_read INTEGER(1), is_deleted INTEGER(1), is_important INTEGER(1), feed INTEGER NOT NULL, title TEXT, url TEXT, author TEXT, date_created INTEGER, contents TEXT)`,
			`INSERT INTO Messages VALUES (1, 1, 0, 1, 7, 'Ferry', 'https://quay.example/ferry', 'Ada Moor', 1700000000000, '<p>It sails.</p>'),
				(2, 0, 0, 0, 7, 'Crane', 'https://quay.example/crane', '', 1700000000000, ''), (3, 0, 1, 0, 7, 'Deleted', '', '', 1700000000000, '')`,
		},
		"version 3.9": {
			categories, tree, accounts, `INSERT INTO Accounts VALUES (1, 0, 'std-rss'), (2, 1, 'tt-rss')`,
			`CREATE TABLE Feeds (id INTEGER PRIMARY KEY, ordr INTEGER, title TEXT, description TEXT, category INTEGER, source TEXT, account_id INTEGER, custom_id TEXT)`,
			`INSERT INTO Feeds VALUES (7, 0, 'Quay', 'Ships', 2, 'https://quay.example/feed', 1, '7'), (8, 1, 'Elsewhere', '', -1, '', 2, '7')`,
			`CREATE TABLE Messages (id INTEGER PRIMARY KEY, is_read INTEGER, is_important INTEGER, is_deleted INTEGER, is_pdeleted INTEGER, feed TEXT NOT NULL, title TEXT, url TEXT, author TEXT,
				date_created BIGINT, contents TEXT, enclosures TEXT, score REAL, account_id INTEGER, custom_id TEXT, custom_hash TEXT, labels TEXT)`,
			`INSERT INTO Messages (id, is_read, is_important, is_deleted, is_pdeleted, feed, title, url, author, date_created, contents, enclosures, account_id, custom_id) VALUES
				(1, 1, 1, 0, 0, '7', 'Ferry', 'https://quay.example/ferry', 'Ada Moor', 1700000000000, '<p>It sails.</p>', 'YXVkaW8vbXBlZw==&aHR0cHM6Ly9xdWF5LmV4YW1wbGUvYS5tcDM=', 1, 'q-1'),
				(2, 0, 0, 0, 0, '7', 'Crane', 'https://quay.example/crane', '', 1700000000000, '', '', 1, NULL),
				(3, 0, 0, 0, 1, '7', 'Deleted', '', '', 1700000000000, '', '', 1, 'q-3')`,
		},
		"version 5": {
			categories, tree, accounts, `INSERT INTO Accounts VALUES (1, 0, 'std-rss')`,
			`CREATE TABLE Feeds (id INTEGER PRIMARY KEY, ordr INTEGER, title VARCHAR(400), description TEXT, category INTEGER, source TEXT, account_id INTEGER, custom_id VARCHAR(250))`,
			`INSERT INTO Feeds VALUES (7, 0, 'Quay', 'Ships', 2, 'https://quay.example/feed', 1, 'seven')`,
			`CREATE TABLE Messages (id INTEGER PRIMARY KEY, is_read INTEGER(1), is_important INTEGER(1), is_deleted INTEGER(1), is_pdeleted INTEGER(1), feed INTEGER NOT NULL, title VARCHAR(500), url VARCHAR(1200), author VARCHAR(400),
				date_created BIGINT, contents TEXT, enclosures TEXT, account_id INTEGER, custom_id VARCHAR(250))`,
			`INSERT INTO Messages VALUES (1, 1, 1, 0, 0, 7, 'Ferry', 'https://quay.example/ferry', 'Ada Moor', 1700000000000, '<p>It sails.</p>', '[{"url":"https://quay.example/a.mp3","mime":"audio/mpeg"}]', 1, 'q-1'),
				(2, 0, 0, 0, 0, 7, 'Crane', 'https://quay.example/crane', '', 1700000000000, '', '', 1, 'q-2')`,
			`CREATE TABLE Labels (id INTEGER PRIMARY KEY, name VARCHAR(200))`, `INSERT INTO Labels VALUES (1, 'Tea')`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := opened(t, Place{Kind: RSSGuard, Path: made(t, "database.db", statements...)})
			counted(t, l, 1, 2, 1, 1)
			if f := l.Feeds[0]; f.OwnTitle != "Quay" || len(f.Path) != 2 || f.Path[0] != "Sea" {
				t.Errorf("%+v", f)
			}
			a := all(t, l)["Ferry"]
			if !a.Status.Read || !a.Status.Starred || a.Published.Unix() != 1700000000 || a.Link != "https://quay.example/ferry" || a.Authors[0].Name != "Ada Moor" {
				t.Errorf("%+v", a)
			}
			if name != "version 2" && (a.GUID != "q-1" || len(a.Enclosures) != 1 || a.Enclosures[0].URL != "https://quay.example/a.mp3" || a.Enclosures[0].Type != "audio/mpeg") {
				t.Errorf("%+v", a)
			}
			if name == "version 5" && len(l.Warnings) != 1 {
				t.Errorf("%q", l.Warnings)
			}
		})
	}
}

func quiteRSS(t testing.TB) string {
	return made(t, "feeds.db",
		`CREATE TABLE feeds(id integer primary key, text varchar, title varchar, description varchar, xmlUrl varchar, htmlUrl varchar, parentId integer default 0, rowToParent integer)`,
		`CREATE TABLE news(id integer primary key, feedId integer, guid varchar, description varchar, content varchar, title varchar, published varchar, modified varchar, received varchar,
			author_name varchar, author_uri varchar, author_email varchar, category varchar, label varchar, new integer default 1, read integer default 0, starred integer default 0, deleted integer default 0,
			comments varchar, enclosure_length, enclosure_type, enclosure_url, link_href varchar, link_alternate varchar)`,
		`INSERT INTO feeds VALUES (1, 'Sea', 'Sea', '', '', '', 0, 0), (2, 'My quay', 'The Quay Courier', 'Ships', 'https://quay.example/feed', 'https://quay.example/', 1, 0)`,
		`INSERT INTO news (id, feedId, guid, description, content, title, published, received, author_name, category, read, starred, deleted, enclosure_length, enclosure_type, enclosure_url, link_href) VALUES
			(1, 2, 'q-1', 'Short.', '<p>It sails.</p>', 'Ferry', '2023-11-14T22:13:20', '2023-11-15T08:00:00', 'Ada Moor', 'Ships	Tides', 2, 1, 0, '4711', 'audio/mpeg', 'https://quay.example/a.mp3', 'https://quay.example/ferry'),
			(2, 2, 'q-2', 'Text.', '', 'Crane', '', '2023-11-15T08:00:00', '', '', 0, 0, 0, '', '', '', 'https://quay.example/crane'),
			(3, 2, 'q-3', '', '', 'Deleted', '', '', '', '', 0, 0, 1, '', '', '', ''), (4, 99, 'x', '', '', 'Stray', '', '', '', '', 0, 1, 0, '', '', '', '')`)
}

func TestQuiteRSSIsRead(t *testing.T) {
	l := opened(t, Place{Kind: QuiteRSS, Path: quiteRSS(t)})
	counted(t, l, 1, 2, 1, 1)
	if f := l.Feeds[0]; f.OwnTitle != "My quay" || f.Title != "The Quay Courier" || f.Site != "https://quay.example/" || len(f.Path) != 1 || f.Path[0] != "Sea" {
		t.Errorf("%+v", f)
	}
	list := all(t, l)
	a := list["Ferry"]
	if a.GUID != "q-1" || !a.Status.Read || !a.Status.Starred || a.Summary != "Short." || a.Published.Unix() != 1700000000 || len(a.Categories) != 2 ||
		len(a.Enclosures) != 1 || a.Enclosures[0].Length != 4711 || a.Received.IsZero() {
		t.Errorf("%+v", a)
	}
	if a := list["Crane"]; !a.Published.IsZero() || a.Received.IsZero() || a.Status.Read {
		t.Errorf("%+v", a)
	}
	if len(l.Warnings) != 1 {
		t.Errorf("%q", l.Warnings)
	}
}

func TestNetNewsWireIsReadInAllItsVersions(t *testing.T) {
	for name, columns := range map[string]string{"6.1": "", "6.2": ", markdown TEXT, authors TEXT"} {
		t.Run(name, func(t *testing.T) {
			statements := []string{
				`CREATE TABLE articles (articleID TEXT NOT NULL PRIMARY KEY, feedID TEXT NOT NULL, uniqueID TEXT NOT NULL, title TEXT, contentHTML TEXT, contentText TEXT, url TEXT, externalURL TEXT, summary TEXT,
					imageURL TEXT, bannerImageURL TEXT, datePublished DATE, dateModified DATE, searchRowID INTEGER` + columns + `)`,
				`CREATE TABLE statuses (articleID TEXT NOT NULL PRIMARY KEY, read BOOL NOT NULL DEFAULT 0, starred BOOL NOT NULL DEFAULT 0, dateArrived DATE NOT NULL DEFAULT 0)`,
				`CREATE TABLE authors (authorID TEXT NOT NULL PRIMARY KEY, name TEXT, url TEXT, avatarURL TEXT, emailAddress TEXT)`,
				`CREATE TABLE authorsLookup (authorID TEXT NOT NULL, articleID TEXT NOT NULL, PRIMARY KEY(authorID, articleID))`,
				`INSERT INTO articles (articleID, feedID, uniqueID, title, contentHTML, url, summary, imageURL, datePublished) VALUES
					('x1', 'https://quay.example/feed', 'q-1', 'Ferry', '<p>It sails.</p>', 'https://quay.example/ferry', 'Short.', 'https://quay.example/f.png', 1700000000.5),
					('x2', 'https://quay.example/feed', '0123456789abcdef0123456789abcdef', 'Crane', NULL, 'https://quay.example/crane', NULL, NULL, NULL),
					('x3', 'https://gone.example/feed', 'z', 'Gone', NULL, NULL, NULL, NULL, NULL)`,
				`INSERT INTO statuses VALUES ('x1', 1, 1, 1700000100.0), ('x2', 0, 0, 1700000200.0), ('x3', 1, 1, 0)`,
				`INSERT INTO authors (authorID, name) VALUES ('a', 'Ada Moor')`, `INSERT INTO authorsLookup VALUES ('a', 'x1')`,
			}
			if columns != "" {
				statements = append(statements, `UPDATE articles SET authors = '[{"name":"Ada Moor"}]' WHERE articleID = 'x1'`)
			}
			path := made(t, "DB.sqlite3", statements...)
			list := write(t, filepath.Join(filepath.Dir(path), "Subscriptions.opml"), `<opml><body><outline text="Sea"><outline text="Quay" title="Quay" xmlUrl="https://quay.example/feed"/></outline></body></opml>`)
			p, err := Recognise(t.Context(), filepath.Dir(path))
			if err != nil || p != (Place{NetNewsWire, path, list}) {
				t.Fatalf("%+v, %v", p, err)
			}
			l := opened(t, p)
			counted(t, l, 1, 2, 1, 1)
			found := all(t, l)
			a := found["Ferry"]
			if a.GUID != "q-1" || !a.Status.Starred || a.Published.Unix() != 1700000000 || len(a.Authors) != 1 || a.Authors[0].Name != "Ada Moor" || a.Image == "" || a.Summary != "Short." {
				t.Errorf("%+v", a)
			}
			if a := found["Crane"]; a.GUID != "" || a.Received.Unix() != 1700000200 {
				t.Errorf("an ID that the program made is no GUID: %+v", a)
			}
			if len(l.Warnings) != 1 {
				t.Errorf("%q", l.Warnings)
			}
		})
	}
}

func newsboat(t testing.TB) string {
	return made(t, "cache.db",
		`CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL)`,
		`CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
			feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
			enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0)`,
		`INSERT INTO rss_feed VALUES ('https://quay.example/feed', 'https://quay.example/', 'The Quay Courier'), ('https://old.example/feed', '', 'Old')`,
		`INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, flags, deleted) VALUES
			('q-1', 'Ferry', 'Ada Moor', 'https://quay.example/ferry', 'https://quay.example/feed', 1700000000, '<p>It sails.</p>', 0, 'https://quay.example/a.mp3', 'audio/mpeg', 's', 0),
			('q-2', 'Crane', '', 'https://quay.example/crane', 'https://quay.example/feed', 1700000000, '', 1, NULL, NULL, NULL, 0),
			('q-3', 'Deleted', '', '', 'https://quay.example/feed', 1700000000, '', 1, NULL, NULL, NULL, 1), ('o', 'Old', '', '', 'https://old.example/feed', 1700000000, '', 1, NULL, NULL, NULL, 0)`)
}

func TestNewsboatIsReadWithItsAddressesAndQueries(t *testing.T) {
	path := newsboat(t)
	write(t, filepath.Join(filepath.Dir(path), "urls"), `# mine
https://quay.example/feed "Sea and sky" tides "~My \"quay\"" !
https://new.example/feed
"query:Unread ferries:unread = \"yes\" and (title # \"ferry\" or author # \"Moor\")"
"query:Odd:title =~ \"a.*b\""
exec:/usr/bin/feed
`)
	p, err := Recognise(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	l := opened(t, p)
	counted(t, l, 2, 2, 1, 1)
	if f := l.Feeds[0]; f.OwnTitle != `My "quay"` || f.Title != "The Quay Courier" || len(f.Path) != 1 || f.Path[0] != "Sea and sky" {
		t.Errorf("%+v", f)
	}
	if a := all(t, l)["Ferry"]; !a.Status.Read || !a.Status.Starred || len(a.Enclosures) != 1 {
		t.Errorf("%+v", a)
	}
	if len(l.Searches) != 1 || l.Searches[0] != (Search{"Unread ferries", `is:unread ((title:"ferry" OR author:"Moor"))`}) {
		t.Errorf("%+v", l.Searches)
	}
	if len(l.Warnings) != 3 { // the query, the command, the articles of the feed that went
		t.Errorf("%q", l.Warnings)
	}
	counted(t, opened(t, Place{Kind: Newsboat, Path: path}), 2, 3, 2, 1) // without the file, all that it knows
}
