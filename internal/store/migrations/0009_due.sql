-- +goose Up

-- What is promised in a case by a day, and the tasks that were done: derived,
-- compared by verify.
CREATE TABLE due (
  institution TEXT NOT NULL,
  file        TEXT NOT NULL,
  kind        TEXT NOT NULL,             -- meeting, appointment, task, measure, step, reply, resume, followup, decision
  entry       TEXT NOT NULL,             -- that promises it
  item        TEXT NOT NULL,             -- which of those the entry promises; the code of a step
  staff       TEXT NOT NULL,             -- who does it, "" for whoever has the case, or head
  day         INTEGER NOT NULL,
  minute      INTEGER NOT NULL,          -- of the day, -1 without a time
  done        INTEGER NOT NULL,          -- day, 0 while it is open
  what        BYTEA NOT NULL,            -- sealed by the file's key
  PRIMARY KEY (institution, file, kind, entry, item)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX due_day ON due (institution, day);
