-- +goose Up

-- The secret address at which somebody's own calendar program reads when there
-- is something to do: of one person at one institution, until it is revoked.
CREATE TABLE feed (
  institution TEXT NOT NULL,
  staff       TEXT NOT NULL,
  token       BYTEA NOT NULL,            -- SHA-256 of the secret
  made        BIGINT NOT NULL,
  PRIMARY KEY (institution, staff)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE UNIQUE INDEX feed_token ON feed (token);

-- Who wants to be reminded by e-mail that something is due, and for which day
-- that was done last.
CREATE TABLE reminder (
  institution TEXT NOT NULL,
  staff       TEXT NOT NULL,
  address     BYTEA NOT NULL,            -- sealed
  language    TEXT NOT NULL,
  last_day    INTEGER NOT NULL,          -- 0 before the first
  PRIMARY KEY (institution, staff)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
