package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"teduh/internal/kit/fault"
)

// appendOnly is what a trigger says when it refuses a change.
const appendOnly = "append_only"

var errStorage = fault.New(fault.Unavailable, "fault.storage")

// refusal is an engine's error as the rest of the program may see it: the fault
// a door answers, if it is one, and what a log may say. The engine's sentence is
// kept only where it cannot quote an argument.
type refusal struct {
	fault  *fault.Error
	says   string
	lost   bool // given up in favour of another transaction
	broken bool // the connection is gone, and nobody knows what it did last
}

func (r *refusal) Error() string {
	if r.fault == nil {
		return r.says
	}
	return r.fault.Error() + ": " + r.says
}

func (r *refusal) Unwrap() error {
	if r.fault == nil {
		return nil
	}
	return r.fault
}

// translate turns the error of an engine into a refusal. The end of the context
// comes first: engines report it in their own ways.
func translate(ctx context.Context, err error) error {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	var known *refusal
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &known):
		return err
	case errors.As(err, &lite):
		return fromSQLite(lite)
	case errors.As(err, &connect):
		return &refusal{fault: errStorage, says: "no connection", broken: true}
	case errors.As(err, &pg):
		return fromPostgres(pg)
	case isBroken(err):
		return &refusal{fault: errStorage, says: "connection lost", broken: true}
	default:
		return fromDriver(err)
	}
}

func fromSQLite(e *sqlite.Error) error {
	r := &refusal{says: "sqlite: " + e.Error()}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		r.fault = fault.New(fault.Conflict, "fault.taken")
	case sqlite3.SQLITE_CONSTRAINT_TRIGGER:
		if strings.Contains(e.Error(), appendOnly) {
			r.fault = fault.New(fault.Conflict, "fault.append_only")
		}
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN,
		sqlite3.SQLITE_READONLY:
		r.fault = errStorage
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		r.fault = fault.New(fault.Unavailable, "fault.damaged")
	}
	return r
}

// fromPostgres reads the SQLSTATE. Class 22, data exceptions, quotes the data,
// and so does a COPY that this side stopped because a value does not fit.
func fromPostgres(e *pgconn.PgError) error {
	r := &refusal{says: "SQLSTATE " + e.Code}
	stopped := e.Code == "57014" && strings.HasPrefix(e.Message, "COPY")
	if !stopped && !strings.HasPrefix(e.Code, "22") {
		r.says += ": " + e.Message
	}
	switch class := e.Code[:min(2, len(e.Code))]; {
	case e.Code == "23505":
		r.fault = fault.New(fault.Conflict, "fault.taken")
	case e.Code == "42501": // insufficient_privilege
		r.fault = fault.New(fault.Unavailable, "fault.database_rights")
	case e.Code == "P0001" && e.Message == appendOnly:
		r.fault = fault.New(fault.Conflict, "fault.append_only")
	case e.Code == "40001" || e.Code == "40P01":
		r.fault, r.lost = errStorage, true
	case class == "08" || strings.HasPrefix(e.Code, "57P"):
		r.fault, r.broken = errStorage, true
	case stopped:
	case class == "53" || e.Code == "55P03" || class == "57" || class == "58":
		r.fault = errStorage
	}
	return r
}

// isBroken reports whether a connection failed below SQL.
func isBroken(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.Is(err, puddle.ErrClosedPool)
}

// fromDriver keeps of an error made on this side of the connection only what
// cannot quote an argument or a value.
func fromDriver(err error) error {
	var scan pgx.ScanArgError
	if errors.As(err, &scan) {
		return &refusal{says: fmt.Sprintf("sqldb: column %d (%s) does not fit its place", scan.ColumnIndex+1, scan.FieldName)}
	}
	if _, at, encoding := strings.Cut(err.Error(), "failed to encode args["); encoding {
		index, _, _ := strings.Cut(at, "]")
		return &refusal{says: "sqldb: argument " + index + ", counted from 0, does not fit its place"}
	}
	return err
}

// refused returns the refusal in an error's chain, an empty one when there is
// none.
func refused(err error) refusal {
	var r *refusal
	if errors.As(err, &r) {
		return *r
	}
	return refusal{}
}
