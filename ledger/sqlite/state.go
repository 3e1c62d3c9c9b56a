package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/cotejo/cotejo"
)

// state knows whether the file changed since it was looked at last, whoever changed it, and keeps counts until then.
type state struct {
	mu     sync.Mutex
	conn   *sql.Conn // one for good: what SQLite tells is of one connection
	opened string    // tells this opening of the file from others
	at     string    // the state that counts are of
	counts map[string]any
}

func (s *state) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == nil {
		return nil
	}
	defer func() { s.conn = nil }()
	return s.conn.Close()
}

// mostCounts bounds how many counts are kept. The next one drops all: whoever needs them counts again.
const mostCounts = 2000

// State implements [cotejo.Views]. It costs one look at the file's header, by PRAGMA data_version.
func (l *Ledger) State(ctx context.Context) (string, error) {
	l.state.mu.Lock()
	defer l.state.mu.Unlock()
	ctx = context.WithoutCancel(ctx) // a request that is given up must not cost the connection
	if l.state.conn == nil {
		conn, err := l.pools.Conn(ctx)
		if err != nil {
			return "", l.wrap(err)
		}
		l.state.conn, l.state.opened = conn, rand.Text()[:8]
	}
	var version int64
	if err := l.state.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		l.state.conn.Close()
		l.state.conn = nil
		return "", l.wrap(err)
	}
	return fmt.Sprintf("%s-%d", l.state.opened, version), nil
}

// counted gives what count counts, or gave since the ledger changed last.
func counted[T any](ctx context.Context, l *Ledger, key string, count func() (T, error)) (T, error) {
	now, err := l.State(ctx) // before counting: what is counted is no older
	if err != nil {
		return count()
	}
	l.state.mu.Lock()
	if l.state.at != now || len(l.state.counts) >= mostCounts {
		l.state.at, l.state.counts = now, map[string]any{}
	}
	known, ok := l.state.counts[key].(T)
	l.state.mu.Unlock()
	if ok {
		return known, nil
	}
	n, err := count()
	if err == nil {
		l.state.mu.Lock()
		defer l.state.mu.Unlock()
		if l.state.at == now {
			l.state.counts[key] = n
		}
	}
	return n, err
}

// Count implements [cotejo.Ledger]. A count is kept until the ledger changes.
func (l *Ledger) Count(ctx context.Context, f cotejo.Filter) (int, error) {
	f.Limit, f.Offset, f.Newest = 0, 0, false
	key, err := json.Marshal(f)
	if err != nil {
		return 0, l.wrap(err)
	}
	return counted(ctx, l, string(key), func() (int, error) { return l.finder.Count(ctx, f) })
}

// Counts implements [cotejo.Ledger]. It is counted once until the ledger changes.
func (l *Ledger) Counts(ctx context.Context) (cotejo.Counts, error) {
	return counted(ctx, l, "", func() (cotejo.Counts, error) { return l.finder.Counts(ctx) })
}
