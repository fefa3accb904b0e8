-- How the server of a feed is asked, feeds.Access, and what was found, feeds.FetchState.
ALTER TABLE feeds ADD COLUMN user_agent TEXT    NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN proxy      TEXT    NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN http1      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN insecure   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN secret     INTEGER NOT NULL DEFAULT 0; -- 1: the keyring has more
ALTER TABLE feeds ADD COLUMN class      TEXT    NOT NULL DEFAULT ''; -- of the error
ALTER TABLE feeds ADD COLUMN failing    INTEGER NOT NULL DEFAULT 0; -- since when
ALTER TABLE feeds ADD COLUMN size       INTEGER NOT NULL DEFAULT 0; -- bytes of the last document
ALTER TABLE feeds ADD COLUMN took       INTEGER NOT NULL DEFAULT 0; -- milliseconds
ALTER TABLE feeds ADD COLUMN answer     TEXT    NOT NULL DEFAULT ''; -- JSON of headers
ALTER TABLE feeds ADD COLUMN dates      TEXT    NOT NULL DEFAULT ''; -- seconds, of the newest articles of the last document
UPDATE feeds SET failing = checked WHERE failures > 0;

-- The interval of the feeds in a folder that have none themselves, in seconds. 0: as
-- the folder around it says.
ALTER TABLE folders ADD COLUMN every INTEGER NOT NULL DEFAULT 0;

-- Addresses that subscriptions had before they moved, in canonical form.
CREATE TABLE former (
  address TEXT PRIMARY KEY,
  feed    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX former_feed ON former (feed);

-- How the last times ended that a feed was asked. Equal ones in a row are one.
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

-- Hosts that asked to be left alone until then.
CREATE TABLE hosts (
  name   TEXT PRIMARY KEY,
  closed INTEGER NOT NULL,
  why    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- What was deleted of a feed, for entries that come again under other names.
CREATE INDEX bin_again ON bin (feed, date) WHERE unfeed = 0;

-- What belongs to an article beside its enclosures, JSON of feeds.Link; its rights.
ALTER TABLE heads ADD COLUMN links  TEXT NOT NULL DEFAULT '';
ALTER TABLE heads ADD COLUMN rights TEXT NOT NULL DEFAULT '';
