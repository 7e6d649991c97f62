-- +goose Up

-- A client who may be the one of another file: one row for both files when they
-- lie here, else a message to the head of each institution.
CREATE TABLE likeness (
  institution  TEXT NOT NULL,
  person       TEXT NOT NULL,            -- a file here
  other        TEXT NOT NULL,            -- institution
  other_person TEXT NOT NULL,            -- when it is here too, else ""
  why          TEXT NOT NULL,            -- nik, phone, name: what is the same; resembles
  found        BIGINT NOT NULL,
  settled      BIGINT NOT NULL,          -- 0 while nobody looked into it
  PRIMARY KEY (institution, person, other, other_person, why)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX likeness_open ON likeness (institution, found, person, other, other_person) WHERE settled = 0;
