-- +goose Up

-- A referral and what was heard of it: derived from the entries of its file.
CREATE TABLE referral (
  institution TEXT NOT NULL,             -- that refers
  id          TEXT NOT NULL,             -- the entry
  file        TEXT NOT NULL,
  number      TEXT NOT NULL,             -- neutral
  target      TEXT NOT NULL,
  agency      TEXT NOT NULL,             -- of the catalogue, or a Dinas; "" when in neither
  urgency     TEXT NOT NULL,
  day         INTEGER NOT NULL,
  due         INTEGER NOT NULL,          -- an answer is expected by then, 0 when nobody said
  state       TEXT NOT NULL,
  heard       INTEGER NOT NULL,          -- the last reply
  waits       INTEGER NOT NULL,          -- 1 while the agency has not answered
  overridden  INTEGER NOT NULL,          -- 1 when it was shared without consent
  PRIMARY KEY (institution, id)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX referral_file ON referral (institution, file, due) WHERE waits = 1;
CREATE INDEX referral_day ON referral (institution, day);
CREATE INDEX referral_agency ON referral (agency, day);

-- The code on the letter to the agency. The newest is the only one that counts.
CREATE TABLE letter_code (
  institution TEXT NOT NULL,
  referral    TEXT NOT NULL,
  hash        BYTEA NOT NULL,            -- keyed
  request     TEXT NOT NULL,             -- id of the form that asked for it
  made        BIGINT NOT NULL,
  until       BIGINT NOT NULL,
  PRIMARY KEY (institution, referral)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX letter_code_hash ON letter_code (hash);

-- The catalogue of services: to whom clients of a regency or province can be
-- referred. A reference table; it holds nothing of clients.
CREATE TABLE agency (
  id       TEXT NOT NULL PRIMARY KEY,
  version  INTEGER NOT NULL,
  area     TEXT NOT NULL,                -- regency or province
  kind     TEXT NOT NULL,                -- of the list referral_targets
  name     TEXT NOT NULL,
  address  TEXT NOT NULL,
  phone    TEXT NOT NULL,
  hours    TEXT NOT NULL,
  services TEXT NOT NULL,
  checked  INTEGER NOT NULL,             -- day on which somebody made sure
  ended    INTEGER NOT NULL              -- day since which it is no more, 0 while it is
);
CREATE INDEX agency_area ON agency (area, kind);
