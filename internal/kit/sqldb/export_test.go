package sqldb

import "context"

// Durable asks of a SQLite connection string what Open asks of its own.
func Durable(ctx context.Context, dsn string) error {
	c, err := liteConnect(ctx, dsn)
	if err != nil {
		return err
	}
	err = c.durable(ctx)
	if closing := c.close(); err == nil {
		err = closing
	}
	return err
}
