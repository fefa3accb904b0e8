-- What the migrations make. Written by: go test ./storage -update

CREATE TABLE article_pictures (
  address INTEGER NOT NULL,
  article INTEGER NOT NULL,
  picture INTEGER NOT NULL, -- its number in the article
  PRIMARY KEY (address, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_pictures_article ON article_pictures (article, picture);

CREATE TABLE articles (
  id       INTEGER PRIMARY KEY,
  feed     INTEGER NOT NULL,
  date     INTEGER NOT NULL,            -- Unix milliseconds, as all times
  hash     INTEGER NOT NULL,            -- of the publisher's entry
  read     INTEGER NOT NULL DEFAULT 0,
  starred  INTEGER NOT NULL DEFAULT 0,
  later    INTEGER NOT NULL DEFAULT 0,
  story    INTEGER NOT NULL DEFAULT 0,
  topics   INTEGER NOT NULL DEFAULT 0,  -- a bit for each, see topics
  scores   TEXT    NOT NULL DEFAULT '', -- "business 0.81,world 0.4", best first
  language TEXT    NOT NULL DEFAULT '',
  derived  INTEGER NOT NULL DEFAULT 0   -- version of derived data; 0: none; negative: of an older text
, noted   INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, kept    INTEGER NOT NULL DEFAULT 0, pictures INTEGER NOT NULL DEFAULT 0, prepared INTEGER NOT NULL DEFAULT 0, muted INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX articles_changed ON articles (date) WHERE changed = 1;

CREATE INDEX articles_date        ON articles (date);

CREATE INDEX articles_derived     ON articles (derived, id);

CREATE INDEX articles_feed        ON articles (feed, date);

CREATE INDEX articles_feed_unread ON articles (feed, date)  WHERE read = 0;

CREATE INDEX articles_kept    ON articles (date) WHERE kept = 1;

CREATE INDEX articles_later       ON articles (date)        WHERE later = 1;

CREATE INDEX articles_muted ON articles (date) WHERE muted > 0;

CREATE INDEX articles_noted   ON articles (date) WHERE noted = 1;

CREATE INDEX articles_starred     ON articles (date)        WHERE starred = 1;

CREATE INDEX articles_story       ON articles (story, date) WHERE story <> 0;

CREATE INDEX articles_topic_0 ON articles (date) WHERE topics & 1;

CREATE INDEX articles_topic_1 ON articles (date) WHERE topics & 2;

CREATE INDEX articles_topic_10 ON articles (date) WHERE topics & 1024;

CREATE INDEX articles_topic_11 ON articles (date) WHERE topics & 2048;

CREATE INDEX articles_topic_12 ON articles (date) WHERE topics & 4096;

CREATE INDEX articles_topic_2 ON articles (date) WHERE topics & 4;

CREATE INDEX articles_topic_3 ON articles (date) WHERE topics & 8;

CREATE INDEX articles_topic_4 ON articles (date) WHERE topics & 16;

CREATE INDEX articles_topic_5 ON articles (date) WHERE topics & 32;

CREATE INDEX articles_topic_6 ON articles (date) WHERE topics & 64;

CREATE INDEX articles_topic_7 ON articles (date) WHERE topics & 128;

CREATE INDEX articles_topic_8 ON articles (date) WHERE topics & 256;

CREATE INDEX articles_topic_9 ON articles (date) WHERE topics & 512;

CREATE INDEX articles_topic_feed_0 ON articles (feed, date) WHERE topics & 1;

CREATE INDEX articles_topic_feed_1 ON articles (feed, date) WHERE topics & 2;

CREATE INDEX articles_topic_feed_10 ON articles (feed, date) WHERE topics & 1024;

CREATE INDEX articles_topic_feed_11 ON articles (feed, date) WHERE topics & 2048;

CREATE INDEX articles_topic_feed_12 ON articles (feed, date) WHERE topics & 4096;

CREATE INDEX articles_topic_feed_2 ON articles (feed, date) WHERE topics & 4;

CREATE INDEX articles_topic_feed_3 ON articles (feed, date) WHERE topics & 8;

CREATE INDEX articles_topic_feed_4 ON articles (feed, date) WHERE topics & 16;

CREATE INDEX articles_topic_feed_5 ON articles (feed, date) WHERE topics & 32;

CREATE INDEX articles_topic_feed_6 ON articles (feed, date) WHERE topics & 64;

CREATE INDEX articles_topic_feed_7 ON articles (feed, date) WHERE topics & 128;

CREATE INDEX articles_topic_feed_8 ON articles (feed, date) WHERE topics & 256;

CREATE INDEX articles_topic_feed_9 ON articles (feed, date) WHERE topics & 512;

CREATE INDEX articles_unread ON articles (date, id, topics) WHERE read = 0;

CREATE TABLE bin (
  id       INTEGER PRIMARY KEY,
  feed     INTEGER NOT NULL,
  date     INTEGER NOT NULL,
  hash     INTEGER NOT NULL,
  read     INTEGER NOT NULL,
  starred  INTEGER NOT NULL,
  later    INTEGER NOT NULL,
  story    INTEGER NOT NULL,
  topics   INTEGER NOT NULL,
  scores   TEXT    NOT NULL,
  language TEXT    NOT NULL,
  derived  INTEGER NOT NULL,
  unfeed   INTEGER NOT NULL, -- 1: because its feed was removed
  removed  INTEGER NOT NULL
, noted   INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, kept    INTEGER NOT NULL DEFAULT 0, pictures INTEGER NOT NULL DEFAULT 0, prepared INTEGER NOT NULL DEFAULT 0, muted INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX bin_again ON bin (feed, date) WHERE unfeed = 0;

CREATE INDEX bin_deleted ON bin (removed) WHERE unfeed = 0;

CREATE INDEX bin_feed ON bin (feed) WHERE unfeed = 1;

CREATE INDEX bin_removed ON bin (removed);

CREATE TABLE bodies (
  id   INTEGER PRIMARY KEY,
  data BLOB NOT NULL -- HTML, full HTML and text, one zstd frame
) STRICT;

CREATE TABLE counters (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE derived (
  article INTEGER PRIMARY KEY,
  score   REAL    NOT NULL, -- similarity to the story
  why     TEXT    NOT NULL,
  copy_of INTEGER NOT NULL,
  vector  BLOB    NOT NULL
) STRICT;

CREATE TABLE destroyed (
  article   INTEGER PRIMARY KEY,
  published INTEGER NOT NULL
) STRICT;

CREATE TABLE developments (
  article INTEGER PRIMARY KEY,
  story   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  news    INTEGER NOT NULL, -- 1: by a source that had not written about it, or of a new day
  told    INTEGER NOT NULL
) STRICT;

CREATE INDEX developments_story ON developments (story, at);

CREATE TABLE feeds (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  folder        INTEGER NOT NULL DEFAULT 0,
  position      INTEGER NOT NULL DEFAULT 0,
  address       TEXT    NOT NULL, -- canonical form of url: the same feed compares equal
  url           TEXT    NOT NULL,
  site          TEXT    NOT NULL DEFAULT '',
  title         TEXT    NOT NULL DEFAULT '',
  own_title     TEXT    NOT NULL DEFAULT '',
  description   TEXT    NOT NULL DEFAULT '',
  language      TEXT    NOT NULL DEFAULT '',
  icon          TEXT    NOT NULL DEFAULT '',
  added         INTEGER NOT NULL,
  full_text     INTEGER NOT NULL DEFAULT 0,
  every         INTEGER NOT NULL DEFAULT 0, -- seconds
  paused        INTEGER NOT NULL DEFAULT 0,
  removed       INTEGER NOT NULL DEFAULT 0, -- when; 0: subscribed
  unread        INTEGER NOT NULL DEFAULT 0, -- maintained counts of articles
  total         INTEGER NOT NULL DEFAULT 0,
  etag          TEXT    NOT NULL DEFAULT '',
  last_modified TEXT    NOT NULL DEFAULT '',
  validator_url TEXT    NOT NULL DEFAULT '', -- the address that gave them
  body_hash     TEXT    NOT NULL DEFAULT '',
  ttl           INTEGER NOT NULL DEFAULT 0, -- seconds, as the last document said
  skip_hours    INTEGER NOT NULL DEFAULT 0, -- a bit for each hour, GMT
  skip_days     INTEGER NOT NULL DEFAULT 0, -- a bit for each day from Sunday, GMT
  checked       INTEGER NOT NULL DEFAULT 0,
  changed       INTEGER NOT NULL DEFAULT 0,
  next          INTEGER NOT NULL DEFAULT 0,
  why           TEXT    NOT NULL DEFAULT '',
  status        INTEGER NOT NULL DEFAULT 0,
  error         TEXT    NOT NULL DEFAULT '',
  failures      INTEGER NOT NULL DEFAULT 0,
  moved_to      TEXT    NOT NULL DEFAULT '',
  moved_times   INTEGER NOT NULL DEFAULT 0,
  gone          INTEGER NOT NULL DEFAULT 0
, keep_days     INTEGER NOT NULL DEFAULT 0, keep_articles INTEGER NOT NULL DEFAULT 0, ready  INTEGER NOT NULL DEFAULT 0, remote INTEGER NOT NULL DEFAULT 0, publisher   TEXT    NOT NULL DEFAULT '', user_agent TEXT    NOT NULL DEFAULT '', proxy      TEXT    NOT NULL DEFAULT '', http1      INTEGER NOT NULL DEFAULT 0, insecure   INTEGER NOT NULL DEFAULT 0, secret     INTEGER NOT NULL DEFAULT 0, class      TEXT    NOT NULL DEFAULT '', failing    INTEGER NOT NULL DEFAULT 0, size       INTEGER NOT NULL DEFAULT 0, took       INTEGER NOT NULL DEFAULT 0, answer     TEXT    NOT NULL DEFAULT '', dates      TEXT    NOT NULL DEFAULT '', recipe TEXT NOT NULL DEFAULT '') STRICT;

CREATE UNIQUE INDEX feeds_address ON feeds (address) WHERE removed = 0;

CREATE INDEX feeds_due ON feeds (next) WHERE removed = 0 AND paused = 0 AND gone = 0;

CREATE TABLE folders (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  parent   INTEGER NOT NULL DEFAULT 0,
  name     TEXT    NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  closed   INTEGER NOT NULL DEFAULT 0
, keep_days     INTEGER NOT NULL DEFAULT 0, keep_articles INTEGER NOT NULL DEFAULT 0, ready  INTEGER NOT NULL DEFAULT 0, every INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE followed (
  story INTEGER PRIMARY KEY,
  since INTEGER NOT NULL,
  seen  INTEGER NOT NULL, -- when the reader looked at it last
  told  INTEGER NOT NULL, -- when the reader was told of a development last; 0: never
  quiet INTEGER NOT NULL  -- 1: the reader was told that nothing comes any more
) STRICT;

CREATE TABLE former (
  address TEXT PRIMARY KEY,
  feed    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX former_feed ON former (feed);

CREATE TABLE further (
  feed   INTEGER NOT NULL,
  folder INTEGER NOT NULL,
  place  INTEGER NOT NULL, -- the order in which they were added
  PRIMARY KEY (feed, folder)
) STRICT, WITHOUT ROWID;

CREATE INDEX further_folder ON further (folder);

CREATE TABLE heads (
  id         INTEGER PRIMARY KEY,
  guid       TEXT    NOT NULL,
  link       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  lead       TEXT    NOT NULL,
  image      TEXT    NOT NULL,
  comments   TEXT    NOT NULL,
  authors    TEXT    NOT NULL, -- JSON; empty: none
  categories TEXT    NOT NULL, -- JSON
  enclosures TEXT    NOT NULL, -- JSON
  published  INTEGER NOT NULL,
  updated    INTEGER NOT NULL,
  received   INTEGER NOT NULL,
  words      INTEGER NOT NULL,
  full_text  INTEGER NOT NULL DEFAULT 0
, links  TEXT NOT NULL DEFAULT '', rights TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE hosts (
  name   TEXT PRIMARY KEY,
  closed INTEGER NOT NULL,
  why    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identities (
  feed    INTEGER NOT NULL,
  key     INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  at   INTEGER NOT NULL,
  what TEXT    NOT NULL, -- a sentence
  undo BLOB    NOT NULL  -- zstd of JSON, see journal.go
) STRICT;

CREATE TABLE links (
  page    INTEGER NOT NULL, -- the first 64 bits of the SHA-256 of its canonical address
  feed    INTEGER NOT NULL,
  article INTEGER NOT NULL,
  date    INTEGER NOT NULL, -- of the article
  shared  INTEGER NOT NULL DEFAULT 0, -- 1: another feed links to it, too
  PRIMARY KEY (page, feed, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_date   ON links (date);

CREATE INDEX links_shared ON links (date) WHERE shared = 1;

CREATE TABLE muted (
  article INTEGER NOT NULL,
  mute    INTEGER NOT NULL,
  PRIMARY KEY (article, mute)
) STRICT, WITHOUT ROWID;

CREATE INDEX muted_mute ON muted (mute, article);

CREATE TABLE mutes (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name    TEXT    NOT NULL,
  scope   TEXT    NOT NULL, -- JSON of feeds.Scope
  unless  TEXT    NOT NULL,
  sources INTEGER NOT NULL,
  until   INTEGER NOT NULL  -- 0: no end
) STRICT;

CREATE TABLE notes (
  article INTEGER PRIMARY KEY,
  text    TEXT    NOT NULL,
  edited  INTEGER NOT NULL
) STRICT;

CREATE TABLE opens (
  article INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL -- the last time
) STRICT;

CREATE INDEX opens_at ON opens (at);

CREATE TABLE own_topics (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  position  INTEGER NOT NULL DEFAULT 0,
  bit       INTEGER NOT NULL UNIQUE,
  name      TEXT    NOT NULL,
  kind      TEXT    NOT NULL, -- feeds.OwnKind
  spellings TEXT    NOT NULL, -- JSON, as the next ones; empty: none
  search    TEXT    NOT NULL,
  examples  TEXT    NOT NULL,
  unlike    TEXT    NOT NULL
) STRICT;

CREATE TABLE packs (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  began     INTEGER NOT NULL,
  ended     INTEGER NOT NULL DEFAULT 0, -- 0: goes on
  cancelled INTEGER NOT NULL DEFAULT 0,
  articles  INTEGER NOT NULL,           -- in all
  done      INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0,
  left_out  INTEGER NOT NULL DEFAULT 0, -- done, but there was no room for the pictures
  pictures  INTEGER NOT NULL DEFAULT 0,
  bytes     INTEGER NOT NULL DEFAULT 0, -- of them
  most      INTEGER NOT NULL            -- bytes; 0: as many as there is room for
) STRICT;

CREATE TABLE pictures (
  address INTEGER PRIMARY KEY, -- the first 64 bits of its SHA-256
  content BLOB    NOT NULL,    -- the first 128 bits of the file's SHA-256: its name
  bytes   INTEGER NOT NULL,
  used    INTEGER NOT NULL     -- when it was last shown, to about a day
) STRICT, WITHOUT ROWID;

CREATE INDEX pictures_content ON pictures (content, bytes, used);

CREATE TABLE places (
  article INTEGER PRIMARY KEY,
  block   INTEGER NOT NULL,
  start   TEXT    NOT NULL,
  part    REAL    NOT NULL, -- of the block
  whole   REAL    NOT NULL, -- of the article
  at      INTEGER NOT NULL
) STRICT;

CREATE INDEX places_at ON places (at);

CREATE TABLE queue (
  article INTEGER PRIMARY KEY,
  wants   INTEGER NOT NULL,            -- 1: its whole text, 2: its pictures, 3: both
  why     INTEGER NOT NULL,            -- storage.Reason; what is first is fetched first
  pack    INTEGER NOT NULL DEFAULT 0,  -- of packs; 0: of none
  tries   INTEGER NOT NULL DEFAULT 0,
  next    INTEGER NOT NULL DEFAULT 0,  -- not before
  leased  INTEGER NOT NULL DEFAULT 0,  -- a program works on it until then, or has ended
  failed  INTEGER NOT NULL DEFAULT 0,  -- 1: given up
  error   TEXT    NOT NULL DEFAULT '', -- a sentence: the reason of the last failure
  added   INTEGER NOT NULL
) STRICT;

CREATE INDEX queue_order ON queue (why, article DESC) WHERE failed = 0;

CREATE INDEX queue_pack  ON queue (pack) WHERE pack <> 0;

CREATE TABLE replies (
  article INTEGER PRIMARY KEY,
  count   INTEGER NOT NULL
) STRICT;

CREATE TABLE revisions (
  id       INTEGER PRIMARY KEY,
  article  INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  title    TEXT    NOT NULL,
  data     BLOB    NOT NULL
, base INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX revisions_article ON revisions (article);

CREATE TABLE rules (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL DEFAULT 0,
  name     TEXT    NOT NULL,
  scope    TEXT    NOT NULL, -- JSON of feeds.Scope
  does     TEXT    NOT NULL, -- feeds.Action
  paused   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
  title, author, text, note,
  content='', contentless_delete=1,
  tokenize="ascii"
);

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stories (
  id       INTEGER PRIMARY KEY,
  lead     INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  sources  INTEGER NOT NULL
, independent INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE INDEX stories_last ON stories (last);

CREATE TABLE story_corrections (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind   TEXT    NOT NULL,
  a      INTEGER NOT NULL,
  b      INTEGER NOT NULL,
  feed_a INTEGER NOT NULL,
  feed_b INTEGER NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

CREATE TABLE topic_corrections (
  article INTEGER PRIMARY KEY,
  scores  TEXT    NOT NULL
) STRICT;

CREATE TABLE topics (
  bit  INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tries (
  id      INTEGER PRIMARY KEY,
  feed    INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  times   INTEGER NOT NULL,
  status  INTEGER NOT NULL,
  class   TEXT    NOT NULL,
  error   TEXT    NOT NULL,
  bytes   INTEGER NOT NULL,
  took    INTEGER NOT NULL, -- milliseconds, of the last
  new     INTEGER NOT NULL, -- articles
  changed INTEGER NOT NULL,
  url     TEXT    NOT NULL  -- after redirects; empty: the feed's own
) STRICT;

CREATE INDEX tries_feed ON tries (feed, id);
