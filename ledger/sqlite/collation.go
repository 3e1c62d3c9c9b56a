package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/cotejo/cotejo"
)

// Why a document is due.
const (
	dueNot   = 0
	dueNew   = 1
	dueAgain = 2
)

// Collate implements [cotejo.Ledger].
func (l *Ledger) Collate(ctx context.Context, f func(cotejo.Collation) error) error {
	return l.change(ctx, func(c *collation) error { return f(c) })
}

// change runs f in one transaction.
func (l *Ledger) change(ctx context.Context, f func(*collation) error) error {
	if l.writer == nil {
		return cotejo.Errorf(cotejo.ReadOnly, "the ledger %s is open for reading only", l.path)
	}
	c := &collation{ctx: ctx, w: l.writer, now: l.now().UTC().Format(time.RFC3339), documents: map[string]int64{}, entities: map[string]int64{}}
	c.finder = finder{path: l.path, read: l.writer, country: l.country, fits: l.fits}
	return l.wrap(l.writer.transaction(ctx, func() error { return f(c) }))
}

// collation is a [cotejo.Collation] on the connection that writes.
type collation struct {
	finder
	ctx       context.Context
	w         *writer
	now       string
	documents map[string]int64 // id → seq
	entities  map[string]int64
}

func (c *collation) exec(statement string, args ...any) error {
	_, err := c.w.exec(c.ctx, statement, args...)
	return err
}

// values runs a query for one column.
func values[T any](c *collation, query string, args ...any) ([]T, error) {
	s, err := c.w.statement(c.ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(c.ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// document gives the seq of a document.
func (c *collation) document(id string) (int64, error) {
	return c.seq(c.documents, `SELECT seq FROM document WHERE id = ?`, id)
}

func (c *collation) entity(id string) (int64, error) {
	return c.seq(c.entities, `SELECT seq FROM entity WHERE id = ?`, id)
}

func (c *collation) seq(known map[string]int64, query, id string) (int64, error) {
	if seq, ok := known[id]; ok {
		return seq, nil
	}
	var seq int64
	err := c.w.scan(c.ctx, query, []any{id}, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, cotejo.Errorf(cotejo.NotFound, "the ledger holds no %s", id)
	}
	if err == nil {
		known[id] = seq
	}
	return seq, err
}

// Due implements [cotejo.Collation].
func (c *collation) Due(limit int) (cotejo.Due, error) {
	var out cotejo.Due
	rows, err := c.read.QueryContext(c.ctx, `SELECT d.seq, d.id, s.due FROM document_state s JOIN document d ON d.seq = s.document
		WHERE s.due > 0 ORDER BY s.document LIMIT ?`, limit+1)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var d cotejo.DueDocument
		var due int
		if err := rows.Scan(&seq, &d.ID, &due); err != nil {
			return out, err
		}
		if len(out.Documents) == limit {
			out.More = true
			break
		}
		d.Again = due == dueAgain
		c.documents[d.ID] = seq
		out.Documents = append(out.Documents, d)
	}
	if err := rows.Err(); err != nil {
		return out, err
	}
	rows.Close()
	out.Entities, err = values[string](c, `SELECT e.id FROM due_entity d JOIN entity e ON e.seq = d.entity ORDER BY e.id`)
	return out, err
}

// Done implements [cotejo.Collation].
func (c *collation) Done(due cotejo.Due) error {
	for _, d := range due.Documents {
		seq, err := c.document(d.ID)
		if err == nil {
			err = c.exec(`UPDATE document_state SET due = ? WHERE document = ?`, dueNot, seq)
		}
		if err != nil {
			return err
		}
	}
	for _, table := range []string{"due_entity", "due_claim", "due_topic", "due_gone"} {
		if err := c.exec(`DELETE FROM ` + table); err != nil {
			return err
		}
	}
	return nil
}

// Document implements [cotejo.Collation].
func (c *collation) Document(id string) (cotejo.Document, error) {
	return c.finder.Document(c.ctx, id)
}

// Versions implements [cotejo.Collation].
func (c *collation) Versions(document string) ([]cotejo.Document, error) {
	var url, source string
	if err := c.w.scan(c.ctx, `SELECT url, source FROM document WHERE id = ?`, []any{document}, &url, &source); err != nil {
		return nil, err
	}
	where, of := `d.url = ? AND d.url <> ''`, url
	if url == "" {
		where, of = `d.source = ? AND d.url = '' AND d.source <> '-'`, source
	}
	rows, err := c.finder.documents(c.ctx, `SELECT `+documentColumns+` FROM document d WHERE `+where, of)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b documentRow) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.seq, b.seq))
	})
	out := make([]cotejo.Document, len(rows))
	for i, row := range rows {
		out[i] = row.Document
		c.documents[row.ID] = row.seq
	}
	return out, nil
}

// SetVersions implements [cotejo.Collation].
func (c *collation) SetVersions(older, newer string) ([]int64, error) {
	before, err := c.document(older)
	if err != nil {
		return nil, err
	}
	after, err := c.document(newer)
	if err != nil {
		return nil, err
	}
	if err := c.exec(`UPDATE document SET revises = ? WHERE seq = ? AND revises <> ?1`, older, after); err != nil {
		return nil, err
	}
	if err := c.exec(`UPDATE document_state SET later = ? WHERE document = ?`, after, before); err != nil {
		return nil, err
	}
	claims, err := values[int64](c, `SELECT c.seq FROM claim c LEFT JOIN hidden h ON h.claim = c.seq WHERE c.document = ? AND NOT coalesce(h.superseded, 0)`, before)
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, claim := range claims {
		rejected, err := c.rejected(claim)
		if err != nil {
			return nil, err
		}
		if !rejected {
			out = append(out, claim)
			if err := c.count(claim, -1); err != nil {
				return nil, err
			}
		}
		if err := c.exec(`INSERT INTO hidden VALUES (?, 0, 1) ON CONFLICT DO UPDATE SET superseded = 1`, claim); err != nil {
			return nil, err
		}
		if err := c.exec(`INSERT OR IGNORE INTO due_claim VALUES (?)`, claim); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *collation) rejected(claim int64) (bool, error) {
	found, err := values[bool](c, `SELECT rejected FROM hidden WHERE claim = ?`, claim)
	return len(found) > 0 && found[0], err
}

// count adds to the counts of all in a claim.
func (c *collation) count(claim int64, n int) error {
	err := c.exec(`UPDATE entity SET claims = claims + ? WHERE seq IN (SELECT coalesce(e.head, e.seq) FROM claim_entity x JOIN entity e ON e.seq = x.entity
		WHERE x.claim = ? AND x.kind NOT IN ('`+sourceKind+`', '`+withinKind+`'))`, n, claim)
	if err != nil {
		return err
	}
	return c.exec(`UPDATE entity SET says = says + ? WHERE seq IN (SELECT coalesce(e.head, e.seq) FROM claim_entity x JOIN entity e ON e.seq = x.entity
		WHERE x.claim = ? AND x.kind = '`+sourceKind+`')`, n, claim)
}

// SetRejected implements [cotejo.Collation].
func (c *collation) SetRejected(claim int64, rejected bool) error {
	var was, superseded bool
	err := c.w.scan(c.ctx, `SELECT rejected, superseded FROM hidden WHERE claim = ?`, []any{claim}, &was, &superseded)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if was == rejected {
		return nil
	}
	n := 1
	if rejected {
		n = -1
	}
	if err := c.exec(`UPDATE document SET claims = claims + ? WHERE seq = (SELECT document FROM claim WHERE seq = ?)`, n, claim); err != nil {
		return err
	}
	if !superseded {
		if err := c.count(claim, n); err != nil {
			return err
		}
	}
	if !rejected && !superseded {
		return c.exec(`DELETE FROM hidden WHERE claim = ?`, claim)
	}
	return c.exec(`INSERT INTO hidden VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET rejected = excluded.rejected`, claim, rejected)
}

// Holds implements [cotejo.Collation].
func (c *collation) Holds(claim string) (bool, error) {
	found, err := values[int](c, `SELECT 1 FROM claim_record WHERE id = ?`, claim)
	return len(found) > 0, err
}
