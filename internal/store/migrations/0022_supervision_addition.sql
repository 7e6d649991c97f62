-- +goose Up

-- What was added to a talk of supervision later: the talk itself stays as it was.
CREATE TABLE supervision_addition (
  institution TEXT NOT NULL,
  id          TEXT NOT NULL,
  talk        TEXT NOT NULL,
  staff       TEXT NOT NULL,             -- who added it
  day         INTEGER NOT NULL,
  body        BYTEA NOT NULL,            -- sealed by the institution's key
  PRIMARY KEY (institution, id)
);
CREATE INDEX supervision_addition_talk ON supervision_addition (institution, talk);
