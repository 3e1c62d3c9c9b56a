package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/cotejo/cotejo"
)

const entityColumns = `e.seq, e.id, e.name, e.type, e.subtype, e.aliases, e.country, e.lat, e.lon, e.geonames, e.documents, e.claims, e.says`

// entityRow is a row of entityColumns. Scan into columns, then call done.
type entityRow struct {
	cotejo.EntityEntry
	seq     int64
	says    int
	aliases string
}

func (e *entityRow) columns() []any {
	return []any{&e.seq, &e.ID, &e.Name, &e.Type, &e.Subtype, &e.aliases, &e.Country, &e.Lat, &e.Lon, &e.Geonames,
		&e.Documents, &e.EntityEntry.Claims, &e.says}
}

func (e *entityRow) done() error { return json.Unmarshal([]byte(e.aliases), &e.Aliases) }

// entities runs a query for entityColumns.
func (l *finder) entities(ctx context.Context, query string, args ...any) ([]entityRow, error) {
	rows, err := l.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []entityRow
	for rows.Next() {
		var e entityRow
		if err := rows.Scan(e.columns()...); err != nil {
			return nil, l.wrap(err)
		}
		if err := e.done(); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, e)
	}
	return out, l.wrap(rows.Err())
}

// Entities implements [cotejo.Ledger].
func (l *finder) Entities(ctx context.Context, query string, limit, offset int) ([]cotejo.EntityEntry, error) {
	var rows []entityRow
	var err error
	if query == "" {
		rows, err = l.entities(ctx, `SELECT `+entityColumns+` FROM entity e ORDER BY e.claims DESC, e.seq LIMIT ? OFFSET ?`, all(limit), offset)
	} else if words := match(query, true); words != "" {
		rows, err = l.entities(ctx, `SELECT `+entityColumns+` FROM entity_text t JOIN entity e ON e.seq = t.rowid
			WHERE entity_text MATCH ?1
			ORDER BY EXISTS (SELECT 1 FROM entity_name n WHERE n.folded = ?2 AND n.entity = e.seq) DESC, e.claims DESC, e.documents DESC, e.seq
			LIMIT ?3 OFFSET ?4`, words, fold(query), all(limit), offset)
	}
	out := make([]cotejo.EntityEntry, len(rows))
	for i, row := range rows {
		out[i] = row.EntityEntry
	}
	return out, err
}

// all turns "0 is all" into SQLite's way to say so.
func all(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit
}

// Dossier implements [cotejo.Ledger].
func (l *finder) Dossier(ctx context.Context, id string, limit int) (*cotejo.Dossier, error) {
	rows, err := l.entities(ctx, `SELECT `+entityColumns+` FROM entity e WHERE e.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, cotejo.Errorf(cotejo.NotFound, "the ledger holds no entity %s", id)
	}
	d := &cotejo.Dossier{EntityEntry: rows[0].EntityEntry, Says: rows[0].says}
	if d.Names, err = l.names(ctx, rows[0].seq); err != nil {
		return nil, err
	}
	var named []term
	for _, kind := range []string{actorKind, placeKind, otherKind} {
		named = append(named, entityTerm(rows[0].seq, kind))
	}
	keys, err := l.keys(ctx, plan{driver: named, newest: true}, 0, false, limit, 0)
	if err != nil {
		return nil, err
	}
	d.Latest, err = l.findings(ctx, keys)
	return d, err
}

func (l *finder) names(ctx context.Context, entity int64) ([]cotejo.NameCount, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT name, count FROM entity_used WHERE entity = ? ORDER BY count DESC, name`, entity)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []cotejo.NameCount
	for rows.Next() {
		var n cotejo.NameCount
		if err := rows.Scan(&n.Name, &n.Count); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, n)
	}
	return out, l.wrap(rows.Err())
}

// Counts implements [cotejo.Ledger].
func (l *finder) Counts(ctx context.Context) (c cotejo.Counts, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM entity),
		(SELECT count(*) FROM attribution), (SELECT count(*) FROM claim)`).Scan(&c.Documents, &c.Entities, &c.Attributions, &c.Claims)
	return c, l.wrap(err)
}

// Has implements [cotejo.Ledger].
func (l *finder) Has(ctx context.Context, id string) (bool, error) {
	var one int
	err := l.read.QueryRowContext(ctx, `SELECT 1 FROM document WHERE id = ?`, id).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, l.wrap(err)
}
