-- +goose Up

-- By whom else a case is found: keyed hashes of the names and telephones of those
-- whom it names beside its first client. The key is the institution's.
CREATE TABLE case_token (
  institution TEXT NOT NULL,
  token       BYTEA NOT NULL,
  file        TEXT NOT NULL,
  PRIMARY KEY (institution, token, file)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
