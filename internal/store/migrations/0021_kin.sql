-- +goose Up

-- Which two families are counted as one because a person of one is counted as a
-- person of the other. Derived, compared by verify; subjects as in act and served.
CREATE TABLE kin (
  institution TEXT NOT NULL,
  person      TEXT NOT NULL,             -- who is counted as another
  family      TEXT NOT NULL,
  other       TEXT NOT NULL,
  PRIMARY KEY (institution, person)
-- pg: );
-- sqlite: ) WITHOUT ROWID;
CREATE INDEX kin_family ON kin (institution, family, other);
CREATE INDEX kin_other ON kin (institution, other, family);
