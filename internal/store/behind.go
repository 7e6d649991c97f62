package store

import (
	"context"
	"fmt"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Number says which facts of an institution a number of a recap adds up.
type Number struct {
	Terms    []recap.Term
	Problems []string // of its line
	Sex, Age string   // of its column, "" for all
}

// Counted is a file with what it adds to a number.
type Counted struct {
	Line
	Amount int64
}

// Behind returns the files that a number adds up and the actor may read, newest
// first, at most limit after an offset, and what all of them add. Its cost
// grows with the facts of the institution.
func (h *Handle) Behind(ctx context.Context, institution string, n Number, limit, offset int) (files []Counted, amount int64, err error) {
	defer fault.Wrap(&err, "Behind(%s)", institution)
	sum, args := n.sum([]any{institution})
	where, args := h.predicate(access.Read, args)
	amounts := map[string]int64{}
	var readable []string
	err = sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var file string
		var of int64
		err := r.Scan(&file, &of)
		amount += of
		amounts[file] = of
		readable = append(readable, file)
		return err
	}, `SELECT f.id, b.amount FROM (`+sum+`) b JOIN file f ON f.institution = $1 AND f.id = b.file WHERE `+where+` ORDER BY f.first_day DESC, f.id DESC`, args...)
	if err != nil {
		return nil, 0, err
	}
	readable = readable[min(offset, len(readable)):]
	if readable = readable[:min(limit, len(readable))]; len(readable) == 0 {
		return nil, amount, nil
	}
	places, args := list([]any{institution}, readable)
	lines, err := h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND f.id IN (`+places+`) ORDER BY f.first_day DESC, f.id DESC`, args...)
	for _, l := range lines {
		files = append(files, Counted{l, amounts[l.ID]})
	}
	return files, amount, err
}

// sum adds the number up by file; the institution is the first argument.
func (n Number) sum(args []any) (string, []any) {
	amounts := make([]string, len(n.Terms))
	for i, t := range n.Terms {
		args = append(args, int64(t.Measure), t.From, t.To)
		amounts[i] = fmt.Sprintf(`CASE WHEN measure = %s AND book BETWEEN %s AND %s THEN %d * amount ELSE 0 END`, arg(len(args)-2), arg(len(args)-1), arg(len(args)), t.Sign)
	}
	amount := `CAST(sum(` + strings.Join(amounts, " + ") + `) AS BIGINT)`
	places, args := list(args, n.Problems)
	where := `institution = $1 AND problem IN (` + places + `)`
	if n.Sex != "" {
		args = append(args, n.Sex)
		where += ` AND sex = ` + arg(len(args))
	}
	if n.Age != "" {
		args = append(args, n.Age)
		where += ` AND age = ` + arg(len(args))
	}
	return `SELECT file, ` + amount + ` AS amount FROM fact WHERE ` + where + ` GROUP BY file HAVING ` + amount + ` <> 0`, args
}
