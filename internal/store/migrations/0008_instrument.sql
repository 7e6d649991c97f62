-- +goose Up

-- Instruments that the ministry or an LK3 keeps. Those that come with the program
-- are in it; a row without a body says that one of them is no longer offered.
-- Questions are no secret; answers are entries.
CREATE TABLE instrument (
  institution TEXT NOT NULL,             -- whose, "" for the ministry's: for all
  code        TEXT NOT NULL,
  version     INTEGER NOT NULL,
  status      TEXT NOT NULL,             -- trial, in_use, retired
  staff       TEXT NOT NULL,             -- who said so last
  at          BIGINT NOT NULL,
  body        BYTEA NOT NULL,            -- the definition; never changed once it was in use
  PRIMARY KEY (institution, code, version)
);
