-- Subjects of the reader's own. Which articles belong to one is told by its bit in
-- articles.topics, as for the built-in ones of the table topics; while it is there, it
-- has indexes of its own like theirs, see own.go.
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

-- The built-in topics that the reader gave articles, as articles.scores has them. They
-- stand whatever is derived.
CREATE TABLE topic_corrections (
  article INTEGER PRIMARY KEY,
  scores  TEXT    NOT NULL
) STRICT;

-- What the reader does not want to see, and which articles each mute hides.
CREATE TABLE mutes (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name    TEXT    NOT NULL,
  scope   TEXT    NOT NULL, -- JSON of feeds.Scope
  unless  TEXT    NOT NULL,
  sources INTEGER NOT NULL,
  until   INTEGER NOT NULL  -- 0: no end
) STRICT;
CREATE TABLE muted (
  article INTEGER NOT NULL,
  mute    INTEGER NOT NULL,
  PRIMARY KEY (article, mute)
) STRICT, WITHOUT ROWID;
CREATE INDEX muted_mute ON muted (mute, article);

-- muted: 1 while a mute hides the article, 2 if it was unread then. It counts as read,
-- so that no count and no index has to know of mutes.
ALTER TABLE articles ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bin      ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_muted ON articles (date) WHERE muted > 0;

-- What the reader said about stories, feeds.StoryCorrection.
CREATE TABLE story_corrections (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind   TEXT    NOT NULL,
  a      INTEGER NOT NULL,
  b      INTEGER NOT NULL,
  feed_a INTEGER NOT NULL,
  feed_b INTEGER NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

-- The stories that the reader follows, and what came to them in words of its own
-- since.
CREATE TABLE followed (
  story INTEGER PRIMARY KEY,
  since INTEGER NOT NULL,
  seen  INTEGER NOT NULL, -- when the reader looked at it last
  told  INTEGER NOT NULL, -- when the reader was told of a development last; 0: never
  quiet INTEGER NOT NULL  -- 1: the reader was told that nothing comes any more
) STRICT;
CREATE TABLE developments (
  article INTEGER PRIMARY KEY,
  story   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  news    INTEGER NOT NULL, -- 1: by a source that had not written about it, or of a new day
  told    INTEGER NOT NULL
) STRICT;
CREATE INDEX developments_story ON developments (story, at);

-- Which articles the reader opened lately.
CREATE TABLE opens (
  article INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL -- the last time
) STRICT;
CREATE INDEX opens_at ON opens (at);

-- publisher: whose feed it is, the registrable domain of its site. independent: how
-- many publishers write about a story in words of their own.
ALTER TABLE feeds   ADD COLUMN publisher   TEXT    NOT NULL DEFAULT '';
ALTER TABLE stories ADD COLUMN independent INTEGER NOT NULL DEFAULT 1;
UPDATE stories SET independent = sources;
