-- pictures: which pictures of an article are here, feeds.Pictures. prepared: what was
-- fetched ahead for it, feeds.Ready, or could not be; 0: nothing yet.
ALTER TABLE articles ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN prepared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bin      ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bin      ADD COLUMN prepared INTEGER NOT NULL DEFAULT 0;

-- ready: what of a feed or folder is fetched ahead, feeds.Ready. remote: whether its
-- pictures are fetched from their servers, feeds.Remote.
ALTER TABLE feeds   ADD COLUMN ready  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds   ADD COLUMN remote INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN ready  INTEGER NOT NULL DEFAULT 0;

-- Which file of the folder of pictures has what stands at an address. Two addresses
-- may have the same file.
CREATE TABLE pictures (
  address INTEGER PRIMARY KEY, -- the first 64 bits of its SHA-256
  content BLOB    NOT NULL,    -- the first 128 bits of the file's SHA-256: its name
  bytes   INTEGER NOT NULL,
  used    INTEGER NOT NULL     -- when it was last shown, to about a day
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_content ON pictures (content, bytes, used);

-- Which pictures an article has, and the addresses that each can be had from: one of
-- them is enough. Without rows for an article nobody looked, or it has none: see
-- articles.pictures.
CREATE TABLE article_pictures (
  address INTEGER NOT NULL,
  article INTEGER NOT NULL,
  picture INTEGER NOT NULL, -- its number in the article
  PRIMARY KEY (address, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_pictures_article ON article_pictures (article, picture);

-- What is to be fetched when the network and the servers allow it.
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

-- What the reader prepared for a time without a network.
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

-- Where the reader was in articles.
CREATE TABLE places (
  article INTEGER PRIMARY KEY,
  block   INTEGER NOT NULL,
  start   TEXT    NOT NULL,
  part    REAL    NOT NULL, -- of the block
  whole   REAL    NOT NULL, -- of the article
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX places_at ON places (at);

-- How many comments articles had when their feed was read last. It changes far more
-- often than anything else about an article.
CREATE TABLE replies (
  article INTEGER PRIMARY KEY,
  count   INTEGER NOT NULL
) STRICT;
