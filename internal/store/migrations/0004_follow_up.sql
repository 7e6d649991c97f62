-- +goose Up

-- Closed cases whose client is to be asked how it goes.
CREATE INDEX file_follow ON file (institution, kind, next_due, id, level) WHERE status = 'closed' AND next_due > 0;
