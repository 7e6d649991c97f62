-- +goose Up

-- Reference tables: small, the same on every node.
CREATE TABLE institution (
  id      TEXT NOT NULL PRIMARY KEY,
  code    TEXT NOT NULL,               -- short, in case numbers
  version INTEGER NOT NULL             -- the current one of institution_version
);
CREATE UNIQUE INDEX institution_code ON institution (code);

-- What was known of an institution, from when, said by whom. Never changed.
CREATE TABLE institution_version (
  institution  TEXT NOT NULL,
  version      INTEGER NOT NULL,
  at           BIGINT NOT NULL,
  staff        TEXT NOT NULL,
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  area         TEXT NOT NULL,
  status       TEXT NOT NULL,
  decree       TEXT NOT NULL,
  decree_from  INTEGER NOT NULL,
  decree_until INTEGER NOT NULL,
  address      TEXT NOT NULL,
  phone        TEXT NOT NULL,
  email        TEXT NOT NULL,
  PRIMARY KEY (institution, version)
);
CREATE INDEX institution_area ON institution_version (area);

-- Whether and how much APBD money is set aside in a year (UU 23/2014).
CREATE TABLE budget (
  institution TEXT NOT NULL,
  year        INTEGER NOT NULL,
  status      TEXT NOT NULL,
  planned     BIGINT NOT NULL,         -- rupiah
  changed     BIGINT NOT NULL,
  realised    BIGINT NOT NULL,
  code        TEXT NOT NULL,           -- sub-activity code as text, it changes by year
  decree      TEXT NOT NULL,
  PRIMARY KEY (institution, year)
);

-- An LK3's own finer codes under a problem of the national list.
CREATE TABLE second_level (
  institution TEXT NOT NULL,
  code        TEXT NOT NULL,
  under       TEXT NOT NULL,           -- first-level code
  name        TEXT NOT NULL,
  PRIMARY KEY (institution, code)
);

CREATE TABLE training (
  id        TEXT NOT NULL PRIMARY KEY,
  wave      TEXT NOT NULL,
  place     TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day  INTEGER NOT NULL,
  resources TEXT NOT NULL,             -- one organisation a line
  criterion TEXT NOT NULL,
  guests    TEXT NOT NULL
);
CREATE TABLE training_institution (
  training       TEXT NOT NULL,
  institution    TEXT NOT NULL,
  present        BOOLEAN NOT NULL,
  social_workers INTEGER NOT NULL,
  psychologists  INTEGER NOT NULL,
  PRIMARY KEY (training, institution)
);

-- People who work. Names and numbers are sealed by a key of the installation.
CREATE TABLE staff (
  id         TEXT NOT NULL PRIMARY KEY,
  account    TEXT NOT NULL,            -- what is typed at sign-in
  name       BYTEA NOT NULL,
  profession TEXT NOT NULL,
  password   TEXT NOT NULL,            -- argon2id, "" when none is set
  created    BIGINT NOT NULL,
  ended      BIGINT NOT NULL           -- 0 while the account lives
);
CREATE UNIQUE INDEX staff_account ON staff (account);

CREATE TABLE post (
  id          TEXT NOT NULL PRIMARY KEY,
  staff       TEXT NOT NULL,
  institution TEXT NOT NULL,
  role        TEXT NOT NULL,
  first_day   INTEGER NOT NULL,
  last_day    INTEGER NOT NULL         -- 0 while it lasts
);
CREATE INDEX post_staff ON post (staff);
CREATE INDEX post_institution ON post (institution);

CREATE TABLE credential (
  staff       TEXT NOT NULL,
  n           INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  number      BYTEA NOT NULL,
  issuer      TEXT NOT NULL,
  valid_until INTEGER NOT NULL,
  PRIMARY KEY (staff, n)
);

CREATE TABLE session (
  id          TEXT NOT NULL PRIMARY KEY, -- shown in the list of sessions
  token       BYTEA NOT NULL,            -- SHA-256 of the cookie
  staff       TEXT NOT NULL,
  institution TEXT NOT NULL,             -- the one acted for
  device      TEXT NOT NULL,
  created     BIGINT NOT NULL,
  seen        BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_token ON session (token);
CREATE INDEX session_staff ON session (staff);

-- A year's cube as it was, with the positions it includes: a cache that may be
-- deleted at any time.
CREATE TABLE snapshot (
  year INTEGER NOT NULL PRIMARY KEY,
  data BYTEA NOT NULL
);
