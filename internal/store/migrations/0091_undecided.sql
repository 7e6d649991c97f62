-- +goose Up

-- Cases in which the head has still to decide whether the police are told: few, closed
-- ones among them.
CREATE INDEX file_undecided ON file (institution, kind, last_contact, id, level) WHERE (level & 1024) <> 0;
