package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
)

// applicationID marks a SQLite file as a ledger: "Cotj" in ASCII.
const applicationID = 0x436f746a

// format is the newest ledger format that this program knows: the number of its migrations.
var format = len(migrations)

//go:embed migrations/*.sql
var migrationFiles embed.FS

var migrations = loadMigrations()

// loadMigrations reads the numbered statements that lead from each format to the next. File NNNN_*.sql leads to format NNNN.
func loadMigrations() []string {
	files, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	out := make([]string, len(files))
	for i, file := range files {
		var n int
		if _, err := fmt.Sscanf(file, "migrations/%04d_", &n); err != nil || n != i+1 {
			panic("migration out of order: " + file)
		}
		statements, err := migrationFiles.ReadFile(file)
		if err != nil {
			panic(err)
		}
		out[i] = string(statements)
	}
	return out
}

// migrate brings the file to the newest format, one step a transaction, so that an interruption leaves a whole format.
func (l *Ledger) migrate(ctx context.Context) error {
	for {
		tx, err := l.write.BeginTx(ctx, nil)
		if err != nil {
			return l.wrap(err)
		}
		var version int // looked up under the lock: another process may have been here first
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version >= format {
			tx.Rollback()
			return l.wrap(err)
		}
		_, err = tx.ExecContext(ctx, migrations[version])
		if err == nil {
			_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version+1))
		}
		if err == nil {
			err = tx.Commit()
		}
		if err != nil {
			tx.Rollback()
			return l.wrap(err)
		}
	}
}

// Format is the newest ledger format that this program reads and the one it writes.
func Format() int { return format }
