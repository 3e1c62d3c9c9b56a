package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/cotejo/cotejo"
)

const entityColumns = `e.seq, e.id, e.name, e.type, e.subtype, e.aliases, e.country, e.lat, e.lon, e.geonames, e.documents, e.claims, e.says,
	e.bound, e.within, e.head, coalesce((SELECT h.id FROM entity h WHERE h.seq = e.head), ''), e.shown`

// entityRow is a row of entityColumns. Scan into columns, then call done.
type entityRow struct {
	cotejo.EntityEntry
	seq             int64
	says            int
	aliases, within string
	head            sql.NullInt64
	shown           string
}

func (e *entityRow) columns() []any {
	return []any{&e.seq, &e.ID, &e.Name, &e.Type, &e.Subtype, &e.aliases, &e.Country, &e.Lat, &e.Lon, &e.Geonames,
		&e.Documents, &e.EntityEntry.Claims, &e.says, &e.Bound, &e.within, &e.head, &e.Same, &e.shown}
}

func (e *entityRow) done() error {
	if e.within != "[]" {
		if err := json.Unmarshal([]byte(e.within), &e.Within); err != nil {
			return err
		}
	}
	return json.Unmarshal([]byte(e.aliases), &e.Aliases)
}

// identity is the seq of the entity that this one is taken for.
func (e *entityRow) identity() int64 {
	if e.head.Valid {
		return e.head.Int64
	}
	return e.seq
}

// entry gives a head as it is shown: with the names of all that are taken for it.
func (e *entityRow) entry() (cotejo.EntityEntry, error) {
	out := e.EntityEntry
	if e.shown == "" {
		return out, nil
	}
	err := json.Unmarshal([]byte(e.shown), &out.Entity)
	return out, err
}

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
		rows, err = l.entities(ctx, `SELECT `+entityColumns+` FROM entity e WHERE e.head IS NULL AND e.documents > 0 ORDER BY e.claims DESC, e.seq LIMIT ? OFFSET ?`, all(limit), offset)
	} else if words := match(query, true); words != "" {
		rows, err = l.called(ctx, words, fold(query), limit, offset)
	}
	if err != nil {
		return nil, err
	}
	out := make([]cotejo.EntityEntry, len(rows))
	for i, row := range rows {
		if out[i], err = row.entry(); err != nil {
			return nil, l.wrap(err)
		}
	}
	return out, nil
}

// manyNamed is the number of names from which on it is worth looking among the entities of most claims first.
const manyNamed = 1000

// mostKnown is how many those are.
const mostKnown = 2000

// called finds entities by words of their names; whole is such a name from end to end.
func (l *finder) called(ctx context.Context, words, whole string, limit, offset int) ([]entityRow, error) {
	var names int
	err := l.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM entity_text WHERE entity_text MATCH ? LIMIT ?)`, words, manyNamed).Scan(&names)
	if err != nil {
		return nil, l.wrap(err)
	}
	const (
		known  = `(e.documents > 0 OR e.reference)`
		wholes = `SELECT coalesce(m.head, m.seq) AS seq FROM entity_name n JOIN entity m ON m.seq = n.entity WHERE n.folded = ?2`
		// The entities of most claims, and the pieces by whose names they are found.
		most = `most AS MATERIALIZED (SELECT e.seq FROM entity e WHERE e.head IS NULL AND ` + known + ` ORDER BY e.claims DESC, e.seq DESC LIMIT ?5),
			piece AS MATERIALIZED (SELECT seq, seq AS head FROM most UNION ALL SELECT m.seq, m.head FROM most CROSS JOIN entity m ON m.head = most.seq), `
		ofMost = `SELECT piece.head AS seq FROM entity_text t CROSS JOIN piece ON piece.seq = t.rowid WHERE entity_text MATCH ?1 UNION ` + wholes
		ofAll  = `SELECT coalesce(m.head, m.seq) AS seq FROM entity_text t JOIN entity m ON m.seq = t.rowid WHERE entity_text MATCH ?1`
	)
	query := func(with, of string) string {
		return `WITH ` + with + `named AS MATERIALIZED (` + of + `), whole AS MATERIALIZED (` + wholes + `),
			found AS MATERIALIZED (SELECT e.seq, e.seq IN (SELECT seq FROM whole) AS whole, e.claims, e.documents FROM entity e
				WHERE e.seq IN (SELECT seq FROM named) AND ` + known + `
				ORDER BY whole DESC, e.claims DESC, e.documents DESC, e.seq LIMIT ?3 OFFSET ?4)
			SELECT ` + entityColumns + ` FROM found JOIN entity e ON e.seq = found.seq
			ORDER BY found.whole DESC, e.claims DESC, e.documents DESC, e.seq`
	}
	if names == manyNamed && limit > 0 {
		rows, err := l.entities(ctx, query(most, ofMost), words, whole, limit, offset, mostKnown)
		if err != nil || len(rows) == limit { // else those of few claims are wanted too
			return rows, err
		}
	}
	return l.entities(ctx, query("", ofAll), words, whole, all(limit), offset)
}

// members gives the seqs of all that are taken for a head, itself first.
func (l *finder) members(ctx context.Context, head int64) ([]int64, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT seq FROM entity WHERE head = ? ORDER BY seq`, head)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	out := []int64{head}
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, seq)
	}
	return out, l.wrap(rows.Err())
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
	if rows[0].head.Valid {
		return l.Dossier(ctx, string(rows[0].Same), limit)
	}
	members, err := l.members(ctx, rows[0].seq)
	if err != nil {
		return nil, err
	}
	d := &cotejo.Dossier{Says: rows[0].says}
	if d.EntityEntry, err = rows[0].entry(); err != nil {
		return nil, l.wrap(err)
	}
	if d.Names, err = l.names(ctx, members); err != nil {
		return nil, err
	}
	if d.Listed, err = l.listed(ctx, rows[0].seq); err != nil {
		return nil, err
	}
	p := plan{newest: true, checks: []string{notHidden}}
	for _, member := range members {
		for _, kind := range []string{actorKind, placeKind, otherKind} {
			p.driver = append(p.driver, entityTerm(member, kind))
		}
	}
	keys, err := l.keys(ctx, p, 0, false, limit, 0)
	if err != nil {
		return nil, err
	}
	d.Latest, err = l.findings(ctx, keys)
	return d, err
}

func (l *finder) names(ctx context.Context, entities []int64) ([]cotejo.NameCount, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT name, sum(count) AS n FROM entity_used WHERE entity IN (SELECT value FROM json_each(?))
		GROUP BY name ORDER BY n DESC, name`, list(entities))
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
		(SELECT count(*) FROM attribution), (SELECT count(*) FROM claim) - (SELECT count(*) FROM hidden)`).Scan(&c.Documents, &c.Entities, &c.Attributions, &c.Claims)
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
