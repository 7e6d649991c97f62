package sqldb

import (
	"context"
	"iter"
	"strconv"
	"strings"
)

// liteTx is one job's part of a transaction.
type liteTx struct {
	liteReader
	changed bool
}

// query counts as a change unless it plainly reads: INSERT … RETURNING does
// not.
func (t *liteTx) query(ctx context.Context, text string, args []any) (cursor, error) {
	t.changed = t.changed || !strings.HasPrefix(strings.TrimSpace(text), "SELECT")
	return t.liteReader.query(ctx, text, args)
}

func (t *liteTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	t.changed = true
	return t.c.exec(ctx, text, args)
}

func (t *liteTx) queue(ctx context.Context, text string, args []any) error {
	_, err := t.exec(ctx, text, args)
	return err
}

func (t *liteTx) lock(context.Context, string, string, any) error { return nil }

func (t *liteTx) bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	const together = 24 // rows in a statement
	many, one := insertion(table, columns, together), insertion(table, columns, 1)
	var kept [][]any
	var args []any
	for row := range rows {
		if kept = append(kept, row); len(kept) < together {
			continue
		}
		args = args[:0]
		for _, r := range kept {
			args = append(args, r...)
		}
		kept = kept[:0]
		if _, err := t.exec(ctx, many, args); err != nil {
			return err
		}
	}
	for _, row := range kept {
		if _, err := t.exec(ctx, one, row); err != nil {
			return err
		}
	}
	return nil
}

// insertion is the statement that adds so many rows.
func insertion(table string, columns []string, rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES ")
	place := 0
	for n := range rows {
		if n > 0 {
			b.WriteString(", ")
		}
		for i := range columns {
			place++
			b.WriteString(map[bool]string{true: "(", false: ", "}[i == 0] + "$" + strconv.Itoa(place))
		}
		b.WriteString(")")
	}
	return b.String()
}
