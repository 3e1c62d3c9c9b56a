// Package sqlite keeps the ledger in one SQLite file, readable by any number of processes while one writes.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
	_ "modernc.org/sqlite" // the driver, in pure Go
)

// Mode says what a ledger is opened for.
type Mode int

// The modes.
const (
	Read   Mode = iota // find only; the file must be there
	Write              // find and add; the file must be there
	Create             // find and add; a missing file is made
)

// Options for [Open]. The zero value is the usual.
type Options struct {
	// Wait is how long a write waits for another process to let go of the file; 0 is five seconds.
	Wait time.Duration

	// Country gives the ISO 3166-1 code, in lower case, of the country with a name, or "". Without it a country is known by name
	// once a report has named it.
	Country func(name string) string

	// Fits says whether what was read as a type can fill a role of a predicate. Without it a person can put anybody in any role.
	Fits func(predicate, role string, t cotejo.EntityType) bool
}

// Ledger is a [cotejo.Ledger] in a file.
type Ledger struct {
	finder
	write    *sql.DB // one connection; nil when opened to read
	writer   *writer // on it
	pools    *sql.DB // what finder reads from
	state    state
	counting counting // what views are counted from

	now func() time.Time
}

// finder finds what a ledger holds, as one connection or a pool of them sees it.
type finder struct {
	path    string
	read    querier
	country func(name string) string                               // or nil
	fits    func(predicate, role string, t cotejo.EntityType) bool // or nil
}

// querier is a connection or a pool.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

var _ cotejo.Ledger = (*Ledger)(nil)

// Open opens the ledger in the file at path. A ledger of an older format is brought up to date, one of a newer format
// refused.
func Open(ctx context.Context, path string, mode Mode, options Options) (*Ledger, error) {
	if options.Wait == 0 {
		options.Wait = 5 * time.Second
	}
	l := &Ledger{finder: finder{path: path, country: options.Country, fits: options.Fits}, now: time.Now}
	if err := l.open(ctx, mode, options); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func (l *Ledger) open(ctx context.Context, mode Mode, options Options) error {
	if err := l.checkFile(mode); err != nil {
		return err
	}
	version, err := l.probe(ctx, options)
	if err != nil {
		return err
	}
	if version == 0 && mode != Create {
		return cotejo.Errorf(cotejo.NotLedger, "%s is empty: it holds no ledger", l.path).
			Fix("read something into it first: cotejo read --ledger %s REPORT", l.path)
	}
	if mode != Read || version < format {
		// Most indexes are over hashes, so that every batch touches pages all over the file: a large cache (KiB), and a long log (pages)
		// before those go into the file, write each less often.
		l.write = l.pool(options, 1, "_txlock=immediate", "_pragma=journal_mode(wal)", "_pragma=synchronous(normal)",
			"_pragma=cache_size(-262144)", "_pragma=wal_autocheckpoint(65536)")
		if err := l.migrate(ctx); err != nil {
			return err
		}
	}
	if mode == Read && l.write != nil { // it was opened to bring the format up to date
		l.write.Close()
		l.write = nil
	}
	if l.write != nil {
		if l.writer, err = newWriter(ctx, l.write); err != nil {
			return l.wrap(err)
		}
	}
	l.pools = l.pool(options, 8, "mode=ro")
	if mode == Read && l.pools.PingContext(ctx) != nil && l.settled() {
		// SQLite wants to write beside a file in WAL mode even to read it. Where it may not, and nothing waits in a
		// -wal file, the file itself is the whole ledger.
		l.pools.Close()
		l.pools = l.pool(options, 8, "immutable=1")
	}
	l.read = l.pools
	return l.wrap(l.pools.PingContext(ctx))
}

// checkFile says early and clearly what SQLite would say vaguely.
func (l *Ledger) checkFile(mode Mode) error {
	info, err := os.Stat(l.path)
	switch {
	case err == nil && info.IsDir():
		return cotejo.Errorf(cotejo.NotLedger, "%s is a folder, not a ledger", l.path).Fix("name a file in it with --ledger")
	case err == nil || errors.Is(err, fs.ErrNotExist) && mode == Create:
		if _, err := os.Stat(filepath.Dir(l.path)); err != nil {
			return cotejo.Errorf(cotejo.NotFound, "there is no folder %s for the ledger", filepath.Dir(l.path)).Fix("make the folder, or name another file with --ledger")
		}
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return cotejo.Errorf(cotejo.NotFound, "there is no ledger at %s", l.path).
			Fix("read something first (cotejo read REPORT), or name the ledger with --ledger or COTEJO_LEDGER")
	default:
		return cotejo.Errorf(cotejo.Forbidden, "the ledger %s cannot be opened", l.path).From(err)
	}
}

// probe looks at the file without changing it and gives its format, 0 for none yet.
func (l *Ledger) probe(ctx context.Context, options Options) (version int, err error) {
	if _, err := os.Stat(l.path); err != nil {
		return 0, nil
	}
	db := l.pool(options, 1, "mode=ro")
	defer db.Close()
	application, version, tables, err := identify(ctx, db)
	if err != nil && l.settled() {
		db.Close()
		db = l.pool(options, 1, "immutable=1")
		application, version, tables, err = identify(ctx, db)
	}
	switch {
	case err != nil:
		return 0, l.wrap(err)
	case application == 0 && version == 0 && tables == 0:
		return 0, nil
	case application != applicationID:
		return 0, cotejo.Errorf(cotejo.NotLedger, "%s is a database of another program, not a ledger", l.path).Fix("name the ledger with --ledger or COTEJO_LEDGER")
	case version > format:
		return 0, cotejo.Errorf(cotejo.Newer, "the ledger %s has format %d; this program knows formats up to %d", l.path, version, format).
			Fix("use the version of cotejo that wrote it, or a later one")
	}
	return version, nil
}

func identify(ctx context.Context, db *sql.DB) (application, version, tables int, err error) {
	err = db.QueryRowContext(ctx, `SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id a, pragma_user_version v`).Scan(&application, &version, &tables)
	return application, version, tables, err
}

// settled says whether nothing waits beside the file to be written into it.
func (l *Ledger) settled() bool {
	info, err := os.Stat(l.path + "-wal")
	return err != nil || info.Size() == 0
}

func (l *Ledger) pool(options Options, connections int, parameters ...string) *sql.DB {
	parameters = append([]string{
		"_pragma=busy_timeout(" + strconv.FormatInt(options.Wait.Milliseconds(), 10) + ")",
		"_pragma=foreign_keys(1)",
	}, parameters...)
	name := "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(l.path) + "?" + strings.Join(parameters, "&")
	db, err := sql.Open("sqlite", name)
	if err != nil {
		panic(err) // the driver is linked in: Open only fails for a name that nobody registered
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// Close lets go of the file. Closing again does nothing.
func (l *Ledger) Close() error {
	var errs []error
	errs = append(errs, l.state.close())
	if l.writer != nil {
		errs = append(errs, l.writer.close())
	}
	for _, db := range []*sql.DB{l.pools, l.write} { // the writer last: it folds the -wal file into the ledger
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	l.writer, l.pools, l.write = nil, nil, nil
	return l.wrap(errors.Join(errs...))
}
