-- What the reader writes about an article. noted, changed (its publisher edited
-- it; there are revisions) and kept (its feed was removed; it is starred or
-- noted) are in the narrow table, because lists are filtered by them.
CREATE TABLE notes (
  article INTEGER PRIMARY KEY,
  text    TEXT    NOT NULL,
  edited  INTEGER NOT NULL
) STRICT;

ALTER TABLE articles ADD COLUMN noted   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN kept    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bin      ADD COLUMN noted   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bin      ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bin      ADD COLUMN kept    INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_noted   ON articles (date) WHERE noted = 1;
CREATE INDEX articles_changed ON articles (date) WHERE changed = 1;
CREATE INDEX articles_kept    ON articles (date) WHERE kept = 1;
UPDATE articles SET changed = 1 WHERE id IN (SELECT article FROM revisions);
UPDATE articles SET kept = 1 WHERE feed IN (SELECT id FROM feeds WHERE removed > 0);

-- What the reader sees in the bin: not what went with its feed.
CREATE INDEX bin_deleted ON bin (removed) WHERE unfeed = 0;

-- When articles were published that are gone for good. Their identities stay in
-- any case; the date tells a later article under the same address from them.
CREATE TABLE destroyed (
  article   INTEGER PRIMARY KEY,
  published INTEGER NOT NULL
) STRICT;

-- Searches that the reader saved, in the order of the sidebar.
CREATE TABLE searches (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL DEFAULT 0,
  name     TEXT    NOT NULL,
  scope    TEXT    NOT NULL -- JSON of feeds.Scope
) STRICT;

-- What is to be done with articles of a scope when they arrive, in this order.
CREATE TABLE rules (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL DEFAULT 0,
  name     TEXT    NOT NULL,
  scope    TEXT    NOT NULL, -- JSON of feeds.Scope
  does     TEXT    NOT NULL, -- feeds.Action
  paused   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How much of a feed or folder is kept. 0: as the folder around it says; -1: all.
ALTER TABLE feeds   ADD COLUMN keep_days     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds   ADD COLUMN keep_articles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN keep_days     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN keep_articles INTEGER NOT NULL DEFAULT 0;

-- data is what differs from another revision, the one that replaced this one;
-- 0: it is whole.
ALTER TABLE revisions ADD COLUMN base INTEGER NOT NULL DEFAULT 0;

-- The search index again, now with notes. What it held is indexed anew in the
-- background, latest first: 'unindexed' is the last ID that still waits.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  title, author, text, note,
  content='', contentless_delete=1,
  tokenize="ascii"
);
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608), ('automerge', 8);
INSERT INTO counters
  SELECT 'unindexed', IFNULL(MAX(id), 0) FROM (SELECT id, derived FROM articles UNION ALL SELECT id, derived FROM bin)
    WHERE derived <> 0 UNION ALL
  SELECT 'bin', COUNT(*) FROM bin WHERE unfeed = 0 UNION ALL
  SELECT 'noted', 0 UNION ALL
  SELECT 'kept', COUNT(*) FROM articles WHERE kept = 1;

-- read is in no index of a topic, so that marking as read leaves them alone; what is
-- unread has its topics in its index instead. Topics have an index by feed too, for
-- lists of a feed or a folder.
DROP INDEX articles_unread;
CREATE INDEX articles_unread ON articles (date, id, topics) WHERE read = 0;
DROP INDEX articles_topic_0;
DROP INDEX articles_topic_1;
DROP INDEX articles_topic_2;
DROP INDEX articles_topic_3;
DROP INDEX articles_topic_4;
DROP INDEX articles_topic_5;
DROP INDEX articles_topic_6;
DROP INDEX articles_topic_7;
DROP INDEX articles_topic_8;
DROP INDEX articles_topic_9;
DROP INDEX articles_topic_10;
DROP INDEX articles_topic_11;
DROP INDEX articles_topic_12;
CREATE INDEX articles_topic_0 ON articles (date) WHERE topics & 1;
CREATE INDEX articles_topic_1 ON articles (date) WHERE topics & 2;
CREATE INDEX articles_topic_2 ON articles (date) WHERE topics & 4;
CREATE INDEX articles_topic_3 ON articles (date) WHERE topics & 8;
CREATE INDEX articles_topic_4 ON articles (date) WHERE topics & 16;
CREATE INDEX articles_topic_5 ON articles (date) WHERE topics & 32;
CREATE INDEX articles_topic_6 ON articles (date) WHERE topics & 64;
CREATE INDEX articles_topic_7 ON articles (date) WHERE topics & 128;
CREATE INDEX articles_topic_8 ON articles (date) WHERE topics & 256;
CREATE INDEX articles_topic_9 ON articles (date) WHERE topics & 512;
CREATE INDEX articles_topic_10 ON articles (date) WHERE topics & 1024;
CREATE INDEX articles_topic_11 ON articles (date) WHERE topics & 2048;
CREATE INDEX articles_topic_12 ON articles (date) WHERE topics & 4096;
CREATE INDEX articles_topic_feed_0 ON articles (feed, date) WHERE topics & 1;
CREATE INDEX articles_topic_feed_1 ON articles (feed, date) WHERE topics & 2;
CREATE INDEX articles_topic_feed_2 ON articles (feed, date) WHERE topics & 4;
CREATE INDEX articles_topic_feed_3 ON articles (feed, date) WHERE topics & 8;
CREATE INDEX articles_topic_feed_4 ON articles (feed, date) WHERE topics & 16;
CREATE INDEX articles_topic_feed_5 ON articles (feed, date) WHERE topics & 32;
CREATE INDEX articles_topic_feed_6 ON articles (feed, date) WHERE topics & 64;
CREATE INDEX articles_topic_feed_7 ON articles (feed, date) WHERE topics & 128;
CREATE INDEX articles_topic_feed_8 ON articles (feed, date) WHERE topics & 256;
CREATE INDEX articles_topic_feed_9 ON articles (feed, date) WHERE topics & 512;
CREATE INDEX articles_topic_feed_10 ON articles (feed, date) WHERE topics & 1024;
CREATE INDEX articles_topic_feed_11 ON articles (feed, date) WHERE topics & 2048;
CREATE INDEX articles_topic_feed_12 ON articles (feed, date) WHERE topics & 4096;

-- Searches walk the articles in their order now and need no horizons.
DROP TABLE horizons;
