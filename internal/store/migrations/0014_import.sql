-- +goose Up

-- A spreadsheet of old cases between its check and its import, and what became
-- of it. What it holds lies in import_part until it is imported, for a day at
-- most.
CREATE TABLE import (
  institution TEXT NOT NULL,
  id          TEXT NOT NULL,
  staff       TEXT NOT NULL,             -- who sent it
  at          BIGINT NOT NULL,
  state       TEXT NOT NULL,             -- checking, checked, writing, done, failed
  found       BYTEA NOT NULL,            -- sealed by the institution's key: counts, and the first problems with their cells
  PRIMARY KEY (institution, id)
);
CREATE TABLE import_part (
  institution TEXT NOT NULL,
  id          TEXT NOT NULL,
  n           INTEGER NOT NULL,
  data        BYTEA NOT NULL,            -- sealed by the institution's key
  PRIMARY KEY (institution, id, n)
);
