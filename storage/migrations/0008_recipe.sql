-- How articles are read from a page that is no feed, JSON of feeds.Recipe; empty: it is
-- a feed.
ALTER TABLE feeds ADD COLUMN recipe TEXT NOT NULL DEFAULT '';
