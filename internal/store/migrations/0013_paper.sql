-- +goose Up

-- What an institution's letters begin and end with, and who signs them.
CREATE TABLE letterhead (
  institution TEXT NOT NULL PRIMARY KEY,
  saved       BIGINT NOT NULL,
  staff       TEXT NOT NULL,
  body        BYTEA NOT NULL             -- sealed by the institution's key
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- What people write into the report of a period. All else in it is counted.
CREATE TABLE report (
  institution TEXT NOT NULL,
  period      TEXT NOT NULL,             -- 2016-10, 2016-Q3, 2016-S1, 2016
  saved       BIGINT NOT NULL,
  staff       TEXT NOT NULL,
  body        BYTEA NOT NULL,            -- sealed by the institution's key
  PRIMARY KEY (institution, period)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- What is counted by a code of a list: an institution adds a month up without
-- reading its other facts.
CREATE INDEX fact_detail ON fact (institution, book, measure, amount) WHERE measure >= 100;
