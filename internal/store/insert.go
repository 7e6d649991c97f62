package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// insertion is a table whose rows are only added: one statement a row, or in
// bulk when a transaction writes a great many.
type insertion struct {
	table   string
	columns []string
	text    string
	ordered func(a, b []any) int // of rows that do not come in the order of their keys
}

// into makes an insertion. otherwise says what becomes of a row that is there
// already, "" when that cannot be; in bulk there is never one.
func into(table, columns, otherwise string) *insertion {
	names := strings.Split(columns, ", ")
	places := make([]string, len(names))
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	return &insertion{table: table, columns: names, text: "INSERT INTO " + table + " (" + columns + ") VALUES (" + strings.Join(places, ", ") + ") " + otherwise}
}

// by says that the rows of a transaction come in another order than that of the
// column after the institution, by which they are stored.
func (in *insertion) by(column string) *insertion {
	at := slices.Index(in.columns, column)
	in.ordered = func(a, b []any) int { return strings.Compare(a[at].(string), b[at].(string)) }
	return in
}

const asItIs = "ON CONFLICT DO NOTHING"

var (
	intoAudit = into("audit", "institution, seq, at, staff, job, verb, kind, subject, detail, prev, hash", "")
	intoEntry = into("entry", "institution, position, file, id, kind, version, occurred, day, area, author, device, recorded, open_month, body, hash", "")
	intoFact  = into("fact", "institution, position, n, file, measure, period, book, area, residence, problem, sex, age, amount, cause", "")
	intoFile  = into("file", "institution, id, kind, number, author, first_day, status, track, level, problem, next_due, last_contact, entries, last, label", "").by("id")
	intoKey   = into("file_key", "institution, file, wrapped", "").by("file")
	intoParty = into("party", "institution, file, person", "")
	intoStaff = into("assignment", "institution, file, staff", "")
	intoAct   = into("act", "institution, subject, month, file", asItIs).by("subject")
	intoToken = into("token", "institution, token, person", asItIs)
	intoMatch = into("match_token", "institution, token, person", asItIs)
	intoNamed = into("case_token", "institution, token, file", asItIs)

	intoLikeness = into("likeness", "institution, person, other, other_person, why, found, settled", asItIs).by("person")

	intoServed = into("served", "institution, subject, year, length, first, month, file, area, residence, problem, sex, age",
		`ON CONFLICT (institution, subject, length, first) DO UPDATE SET month = excluded.month, file = excluded.file, area = excluded.area,
			residence = excluded.residence, problem = excluded.problem, sex = excluded.sex, age = excluded.age`).by("subject")
)

// insert adds a row.
func (w *Work) insert(ctx context.Context, in *insertion, row ...any) error {
	if w.many != nil {
		w.many.gather(in, row)
		return nil
	}
	return w.tx.Queue(ctx, in.text, row...)
}
