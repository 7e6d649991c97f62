-- +goose Up

-- What another list told of an LK3: never counted, shown until the LK3's own
-- files count.
CREATE TABLE institution_told (
  institution   TEXT NOT NULL PRIMARY KEY,
  at            BIGINT NOT NULL,
  chair         BYTEA NOT NULL,          -- sealed: name and telephone of its chair
  professionals INTEGER NOT NULL,        -- -1: not told
  clients       INTEGER NOT NULL,
  cases         INTEGER NOT NULL
);
