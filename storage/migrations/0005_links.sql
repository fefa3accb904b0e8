-- Which pages the articles of the last days link to.
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
