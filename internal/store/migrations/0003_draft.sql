-- +goose Up

-- What somebody typed and has not sent yet. Mutable, private, never counted.
CREATE TABLE draft (
  institution TEXT NOT NULL,
  staff       TEXT NOT NULL,
  place       TEXT NOT NULL,             -- address of the form
  file        TEXT NOT NULL,             -- it writes in, "" for one that begins a file
  saved       BIGINT NOT NULL,
  body        BYTEA NOT NULL,            -- sealed by the institution's key
  PRIMARY KEY (institution, staff, place)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
