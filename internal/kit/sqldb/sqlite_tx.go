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
	places := make([]string, len(columns))
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	text := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(places, ", ") + ")"
	for row := range rows {
		if _, err := t.exec(ctx, text, row); err != nil {
			return err
		}
	}
	return nil
}
