-- +goose Up

-- What an institution chose for itself.
CREATE TABLE setting (
  institution TEXT NOT NULL,
  name        TEXT NOT NULL,
  value       INTEGER NOT NULL,
  PRIMARY KEY (institution, name)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- The files drawn for review in a month. Drawn once, by a rule that gives the
-- same files again.
CREATE TABLE review_sample (
  institution TEXT NOT NULL,
  month       INTEGER NOT NULL,
  file        TEXT NOT NULL,
  PRIMARY KEY (institution, month, file)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- A talk of supervision: about work, in nobody's file.
CREATE TABLE supervision (
  institution TEXT NOT NULL,
  id          TEXT NOT NULL,
  head        TEXT NOT NULL,             -- staff who led it
  day         INTEGER NOT NULL,
  next_day    INTEGER NOT NULL,          -- 0: none agreed
  body        BYTEA NOT NULL,            -- sealed by the institution's key
  PRIMARY KEY (institution, id)
);
CREATE TABLE supervision_with (
  institution TEXT NOT NULL,
  talk        TEXT NOT NULL,
  staff       TEXT NOT NULL,
  PRIMARY KEY (institution, talk, staff)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX supervision_staff ON supervision_with (institution, staff);
