-- +goose Up

-- Which person is counted as which: two files of one person. Derived, compared by
-- verify; subjects as in act and served.
CREATE TABLE same_person (
  institution TEXT NOT NULL,
  subject     TEXT NOT NULL,
  root        TEXT NOT NULL,
  PRIMARY KEY (institution, subject)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX same_person_root ON same_person (institution, root, subject);
