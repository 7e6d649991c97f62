package sqldb

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"teduh/internal/kit/fault"
)

// AppendOnly is what a trigger says when it refuses a change.
const appendOnly = "append_only"

// translate turns an engine's error into a fault where a door can answer it.
func translate(err error) error {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &lite):
		return fromSQLite(err, lite)
	case errors.As(err, &pg):
		return fromPostgres(err, pg)
	default:
		return err
	}
}

func fromSQLite(err error, e *sqlite.Error) error {
	switch {
	case e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return fault.New(fault.Conflict, "fault.taken")
	case strings.Contains(e.Error(), appendOnly):
		return fault.New(fault.Conflict, "fault.append_only")
	case e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code()&0xff == sqlite3.SQLITE_IOERR || e.Code()&0xff == sqlite3.SQLITE_BUSY:
		return fault.New(fault.Unavailable, "fault.storage")
	default:
		return err
	}
}

func fromPostgres(err error, e *pgconn.PgError) error {
	switch {
	case e.Code == "23505":
		return fault.New(fault.Conflict, "fault.taken")
	case e.Code == "P0001" && e.Message == appendOnly:
		return fault.New(fault.Conflict, "fault.append_only")
	case strings.HasPrefix(e.Code, "53") || strings.HasPrefix(e.Code, "57") || strings.HasPrefix(e.Code, "58"):
		return fault.New(fault.Unavailable, "fault.storage")
	default:
		return err
	}
}

// lost reports whether PostgreSQL gave the transaction up in favour of another,
// so that it may be tried again.
func lost(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
