-- +goose Up

-- A transfer is answered: by taking the case over, by declining it with a reason,
-- or by the sender who withdraws it. The sender's file is told in a transaction of
-- its own.
ALTER TABLE transfer ADD COLUMN note BYTEA;                       -- why it was declined, sealed by the sender's key
ALTER TABLE transfer ADD COLUMN told INTEGER NOT NULL DEFAULT 0;  -- 1 when the sender's file says so
CREATE INDEX transfer_untold ON transfer (sender, id) WHERE told = 0;

-- What an LK3 or a Dinas tells of itself.
ALTER TABLE institution_version ADD COLUMN hours TEXT NOT NULL DEFAULT '';
ALTER TABLE institution_version ADD COLUMN serves TEXT NOT NULL DEFAULT '';      -- the area it serves, in words
ALTER TABLE institution_version ADD COLUMN facilities TEXT NOT NULL DEFAULT '';  -- codes of the list facilities, a space between

-- A code by which an agency of the catalogue sends clients to an LK3.
CREATE TABLE sender_code (
  institution TEXT NOT NULL,
  id          TEXT NOT NULL,
  agency      TEXT NOT NULL,
  hash        BYTEA NOT NULL,            -- keyed
  made        BIGINT NOT NULL,
  staff       TEXT NOT NULL,             -- who made it
  until       BIGINT NOT NULL,
  revoked     BIGINT NOT NULL,           -- 0 while it counts
  PRIMARY KEY (institution, id)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX sender_code_hash ON sender_code (hash);
CREATE INDEX sender_code_agency ON sender_code (institution, agency);

-- The receipt of a referral in: by it the sender asks how it stands.
CREATE TABLE receipt (
  institution TEXT NOT NULL,
  file        TEXT NOT NULL,             -- the contact it became
  code        TEXT NOT NULL,             -- the sender_code by which it came
  hash        BYTEA NOT NULL,            -- keyed
  sent        BIGINT NOT NULL,
  PRIMARY KEY (institution, file)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX receipt_hash ON receipt (hash);
CREATE INDEX receipt_code ON receipt (institution, code, sent);
