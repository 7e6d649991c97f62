-- +goose Up

-- For which end of a case a code for the survey was given, and how often. It
-- does not say which code.
CREATE TABLE survey_given (
  institution TEXT NOT NULL,
  file        TEXT NOT NULL,
  closing     TEXT NOT NULL,             -- entry that ended the case
  times       INTEGER NOT NULL,
  PRIMARY KEY (institution, file, closing)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- Codes that were given out, by their keyed hash. Nothing says to whom.
CREATE TABLE survey_code (
  institution TEXT NOT NULL,
  hash        BYTEA NOT NULL,
  year        INTEGER NOT NULL,
  until       INTEGER NOT NULL,          -- last day, yyyymmdd
  used        INTEGER NOT NULL,          -- 0 or 1; not when
  PRIMARY KEY (institution, hash)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX survey_code_hash ON survey_code (hash);

-- What was answered: by chance alone, without code, person or time.
CREATE TABLE survey_answer (
  institution TEXT NOT NULL,
  id          BYTEA NOT NULL,            -- chance
  year        INTEGER NOT NULL,          -- of the code
  block       INTEGER NOT NULL,          -- shown when the block is whole
  body        BYTEA NOT NULL,            -- sealed by the institution's key
  PRIMARY KEY (institution, id)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- A complaint lies at the institution that reads it.
CREATE TABLE complaint (
  institution TEXT NOT NULL,             -- that reads it
  id          TEXT NOT NULL,
  about       TEXT NOT NULL,             -- service, worker, head
  lk3         TEXT NOT NULL,             -- whose service it is about
  receipt     BYTEA NOT NULL,            -- keyed hash of the receipt's code
  received    BIGINT NOT NULL,
  answered    BIGINT NOT NULL,           -- 0 until then
  body        BYTEA NOT NULL,            -- sealed by the reader's key
  answer      BYTEA NOT NULL,
  PRIMARY KEY (institution, id)
);
CREATE INDEX complaint_receipt ON complaint (receipt);
