package sqldb

import (
	"context"
	"iter"
	"slices"
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
	var args []any
	for row := range rows {
		if args = append(args, row...); len(args) < together*len(columns) {
			continue
		}
		if _, err := t.exec(ctx, many, args); err != nil {
			return err
		}
		args = args[:0]
	}
	for row := range slices.Chunk(args, len(columns)) {
		if _, err := t.exec(ctx, one, row); err != nil {
			return err
		}
	}
	return nil
}

// insertion is the statement that adds so many rows. When one of them cannot be,
// those before it stay: the transaction ends with it anyway, and SQLite need not
// copy every page it touches into a temporary file so as to take them back.
func insertion(table string, columns []string, rows int) string {
	var b strings.Builder
	b.WriteString("INSERT OR FAIL INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES ")
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
