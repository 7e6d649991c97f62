-- +goose Up

-- WITHOUT ROWID keeps a small row in its key's tree: one place to write instead
-- of two. Large rows (file, entry, audit) are better off without it.

-- One row an institution with files: the heads of its two chains. Its lock
-- makes an institution serial; institutions never wait for each other.
CREATE TABLE head (
  institution TEXT NOT NULL PRIMARY KEY,
  area        TEXT NOT NULL,             -- regency, where the institution lies now
  code        TEXT NOT NULL,             -- short code in case numbers
  position    BIGINT NOT NULL,           -- of its last entry
  entry_hash  BYTEA NOT NULL,
  audit       BIGINT NOT NULL,           -- sequence of its last audit line
  audit_hash  BYTEA NOT NULL,
  open_month  INTEGER NOT NULL,          -- earliest open month, yyyymm
  last_day    INTEGER NOT NULL,          -- latest day anything happened, yyyymmdd
  wrapped_key BYTEA NOT NULL             -- the institution's key, wrapped by the installation's
-- pg: );
-- sqlite: ) WITHOUT ROWID;

CREATE TABLE file (
  institution  TEXT NOT NULL,
  id           TEXT NOT NULL,
  kind         TEXT NOT NULL,            -- person, contact, case, group
  number       TEXT,                     -- of a case
  author       TEXT NOT NULL,
  first_day    INTEGER NOT NULL,
  status       TEXT NOT NULL,
  track        TEXT NOT NULL,
  level        INTEGER NOT NULL,         -- flags as bits, and whether it is assigned
  problem      TEXT NOT NULL,
  next_due     INTEGER NOT NULL,         -- 0: nothing promised
  last_contact INTEGER NOT NULL,
  entries      INTEGER NOT NULL,
  last         BIGINT NOT NULL,          -- position of its last entry
  label        BYTEA NOT NULL,           -- sealed: initials and age, for lists
  PRIMARY KEY (institution, id)
);
CREATE UNIQUE INDEX file_number ON file (institution, number);
-- Lists in the order of the board: those that are open and those not coded, by
-- last contact; all by their first day. The first two hold every column of
-- their counts: SQLite prefers them for it.
CREATE INDEX file_open ON file (institution, kind, last_contact, id, level, next_due, status) WHERE status <> 'closed';
CREATE INDEX file_uncoded ON file (institution, kind, last_contact, id, level) WHERE (level & 1) <> 0;
CREATE INDEX file_day ON file (institution, kind, first_day, id);

-- The key of a file, wrapped by its institution's key. Destroying this row
-- erases the file and leaves the figures.
CREATE TABLE file_key (
  institution TEXT NOT NULL,
  file        TEXT NOT NULL,
  wrapped     BYTEA NOT NULL,
  PRIMARY KEY (institution, file)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

CREATE TABLE entry (
  institution TEXT NOT NULL,
  position    BIGINT NOT NULL,
  file        TEXT NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,
  version     INTEGER NOT NULL,
  occurred    BIGINT NOT NULL,
  day         INTEGER NOT NULL,
  area        TEXT NOT NULL,
  author      TEXT NOT NULL,
  device      TEXT NOT NULL,
  recorded    BIGINT NOT NULL,
  open_month  INTEGER NOT NULL,
  body        BYTEA NOT NULL,            -- sealed by the file's key
  hash        BYTEA NOT NULL,
  PRIMARY KEY (institution, position)
);
CREATE UNIQUE INDEX entry_id ON entry (institution, id);
CREATE INDEX entry_file ON entry (institution, file, position);

-- Signed amounts, inserted with their entry.
CREATE TABLE fact (
  institution TEXT NOT NULL,
  position    BIGINT NOT NULL,
  n           INTEGER NOT NULL,
  file        TEXT NOT NULL,
  measure     INTEGER NOT NULL,
  period      INTEGER NOT NULL,
  book        INTEGER NOT NULL,
  area        TEXT NOT NULL,
  residence   TEXT NOT NULL,
  problem     TEXT NOT NULL,
  sex         TEXT NOT NULL,
  age         TEXT NOT NULL,
  amount      INTEGER NOT NULL,
  cause       INTEGER NOT NULL,
  PRIMARY KEY (institution, position, n)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- Bodies' kinds and versions in this database: an unknown one stops start-up.
CREATE TABLE body_version (
  kind    TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, version)
);

-- Who works on which case now; derived, compared by verify.
CREATE TABLE assignment (
  institution TEXT NOT NULL,
  file        TEXT NOT NULL,
  staff       TEXT NOT NULL,
  PRIMARY KEY (institution, file, staff)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX assignment_staff ON assignment (institution, staff, file);

-- Which persons take part in which case; derived.
CREATE TABLE party (
  institution TEXT NOT NULL,
  file        TEXT NOT NULL,
  person      TEXT NOT NULL,
  PRIMARY KEY (institution, file, person)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX party_person ON party (institution, person, file);

-- In which months a file served whom, and the one fact that says so.
CREATE TABLE act (
  institution TEXT NOT NULL,
  subject     TEXT NOT NULL,
  month       INTEGER NOT NULL,
  file        TEXT NOT NULL,
  PRIMARY KEY (institution, subject, month, file)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE TABLE served (
  institution TEXT NOT NULL,
  subject     TEXT NOT NULL,
  year        INTEGER NOT NULL,
  length      INTEGER NOT NULL,
  first       INTEGER NOT NULL,          -- first month of the period
  month       INTEGER NOT NULL,          -- of the act
  file        TEXT NOT NULL,
  area        TEXT NOT NULL,
  residence   TEXT NOT NULL,
  problem     TEXT NOT NULL,
  sex         TEXT NOT NULL,
  age         TEXT NOT NULL,
  PRIMARY KEY (institution, subject, length, first)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX served_file ON served (institution, file);

-- Keyed hashes of what a person can be found by.
CREATE TABLE token (
  institution TEXT NOT NULL,
  token       BYTEA NOT NULL,
  person      TEXT NOT NULL,
  PRIMARY KEY (institution, token, person)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
-- By an installation key, for matches between institutions only.
CREATE TABLE match_token (
  token       BYTEA NOT NULL,
  institution TEXT NOT NULL,
  person      TEXT NOT NULL,
  PRIMARY KEY (token, institution, person)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

-- A case on its way to another institution: a message, never a shared row.
CREATE TABLE transfer (
  institution TEXT NOT NULL,             -- that receives
  id          TEXT NOT NULL,
  sender      TEXT NOT NULL,
  sender_file TEXT NOT NULL,
  sent        BIGINT NOT NULL,
  state       TEXT NOT NULL,             -- sent, accepted, declined
  message     BYTEA NOT NULL,            -- sealed by the receiver's key
  accepted    TEXT NOT NULL,             -- the file it became, "" until then
  PRIMARY KEY (institution, id)
);
CREATE INDEX transfer_sender ON transfer (sender, sent);

CREATE TABLE case_number (
  institution TEXT NOT NULL,
  year        INTEGER NOT NULL,
  last        INTEGER NOT NULL,
  PRIMARY KEY (institution, year)
-- pg: );
-- sqlite: ) WITHOUT ROWID;

CREATE TABLE month_closed (
  institution TEXT NOT NULL,
  month       INTEGER NOT NULL,
  at          BIGINT NOT NULL,
  staff       TEXT NOT NULL,
  PRIMARY KEY (institution, month)
);

CREATE TABLE audit (
  institution TEXT NOT NULL,             -- "" for the installation's own chain
  seq         BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  staff       TEXT NOT NULL,
  job         TEXT NOT NULL,             -- of the program itself, "" for a person
  verb        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  subject     TEXT NOT NULL,
  detail      TEXT NOT NULL,
  prev        BYTEA NOT NULL,
  hash        BYTEA NOT NULL,
  PRIMARY KEY (institution, seq)
);

-- The installation: its name, whether its data are examples, proof of its key.
CREATE TABLE installation (
  key   TEXT NOT NULL PRIMARY KEY,
  value BYTEA NOT NULL
);

-- sqlite: CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- sqlite: CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- sqlite: CREATE TRIGGER fact_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- sqlite: CREATE TRIGGER fact_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- sqlite: CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- sqlite: CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- pg: CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''append_only''; END';
-- pg: CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION append_only();
-- pg: CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON fact FOR EACH ROW EXECUTE FUNCTION append_only();
-- pg: CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION append_only();
-- pg: CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION append_only();
-- pg: CREATE TRIGGER fact_no_truncate BEFORE TRUNCATE ON fact FOR EACH STATEMENT EXECUTE FUNCTION append_only();
-- pg: CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION append_only();
