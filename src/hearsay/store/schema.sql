-- One case. Everything a machine made can be made again from document; judgement is what people decided.
CREATE TABLE document (
  id    TEXT PRIMARY KEY,
  root  TEXT NOT NULL,          -- the argument of `hearsay trace` it came with
  path  TEXT NOT NULL,
  base  TEXT NOT NULL,          -- id of its content and declared metadata, shared by identical reports
  body  BLOB NOT NULL
);
CREATE TABLE product (
  stage  TEXT NOT NULL,
  key    TEXT NOT NULL,         -- report id, hash of a text, or '' for the pile
  inputs TEXT NOT NULL,         -- hash of stage, version and what went in: decides what must be made again
  digest TEXT NOT NULL,         -- hash of body
  body   BLOB NOT NULL,         -- msgpack, zlib
  PRIMARY KEY (stage, key)
);
CREATE TABLE dropped (
  stage  TEXT NOT NULL,
  key    TEXT NOT NULL,
  report TEXT,
  what   TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX dropped_of ON dropped (stage, key);
CREATE TABLE run (
  id       INTEGER PRIMARY KEY,
  version  TEXT NOT NULL,
  finished INTEGER NOT NULL DEFAULT 0,
  seconds  TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE judgement (        -- append-only; undoing is a new row
  id     INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,
  by     TEXT NOT NULL,
  verb   TEXT NOT NULL,
  subject TEXT NOT NULL,        -- ids with exact quotes, JSON
  value  TEXT,
  reason TEXT,
  undoes INTEGER REFERENCES judgement (id)
);
