package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// writer is the one connection that changes the file, with its statements compiled once.
type writer struct {
	mu         sync.Mutex
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &writer{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

// transaction runs f between BEGIN and COMMIT. Where f or the commit fails nothing of it stays.
func (w *writer) transaction(ctx context.Context, f func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := f()
	if err == nil {
		_, err = w.conn.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		// SQLite has rolled back by itself after some failures; then this one has nothing to do and says so.
		w.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

func (w *writer) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := w.statements[text]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(ctx, text)
	if err == nil {
		w.statements[text] = s
	}
	return s, err
}

func (w *writer) exec(ctx context.Context, text string, args ...any) (sql.Result, error) {
	s, err := w.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// scan runs a query that gives one row and reads it.
func (w *writer) scan(ctx context.Context, text string, args []any, into ...any) error {
	s, err := w.statement(ctx, text)
	if err != nil {
		return err
	}
	return s.QueryRowContext(ctx, args...).Scan(into...)
}

// QueryContext implements querier within a transaction.
func (w *writer) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	s, err := w.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext implements querier within a transaction.
func (w *writer) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	s, err := w.statement(ctx, text)
	if err != nil {
		return w.conn.QueryRowContext(ctx, text, args...) // which says the same
	}
	return s.QueryRowContext(ctx, args...)
}

func (w *writer) close() error {
	for _, s := range w.statements {
		s.Close()
	}
	return w.conn.Close()
}
