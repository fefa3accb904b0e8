-- Further folders in which feeds stand, beside their own one (feeds.folder).
CREATE TABLE further (
  feed   INTEGER NOT NULL,
  folder INTEGER NOT NULL,
  place  INTEGER NOT NULL, -- the order in which they were added
  PRIMARY KEY (feed, folder)
) STRICT, WITHOUT ROWID;
CREATE INDEX further_folder ON further (folder);
