package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"strings"

	"github.com/cotejo/cotejo"
)

// page is how many claims are fetched at a time: no read stays open while the caller works.
const page = 256

// Claims implements [cotejo.Ledger].
func (l *finder) Claims(ctx context.Context, f cotejo.Filter) iter.Seq2[cotejo.Finding, error] {
	return func(yield func(cotejo.Finding, error) bool) {
		p, err := l.plan(ctx, f)
		if err != nil {
			yield(cotejo.Finding{}, err)
			return
		}
		left, offset := f.Limit, f.Offset
		var last int64
		for begun := false; ; begun, offset = true, 0 {
			size := page
			if f.Limit > 0 {
				size = min(size, left)
			}
			keys, err := l.keys(ctx, p, last, begun, size, offset)
			var found []cotejo.Finding
			if err == nil {
				found, err = l.findings(ctx, keys)
			}
			if err != nil {
				yield(cotejo.Finding{}, err)
				return
			}
			for _, finding := range found {
				if !yield(finding, nil) {
					return
				}
			}
			left -= len(keys)
			if len(keys) < size || f.Limit > 0 && left <= 0 {
				return
			}
			last = keys[len(keys)-1]
		}
	}
}

// Count implements [cotejo.Ledger].
func (l *finder) Count(ctx context.Context, f cotejo.Filter) (n int, err error) {
	p, err := l.plan(ctx, f)
	if err != nil || p.nothing {
		return 0, err
	}
	query, args := p.query(0, false)
	err = l.read.QueryRowContext(ctx, `SELECT count(*) FROM (`+query+`)`, args...).Scan(&n)
	return n, l.wrap(err)
}

// claimPrefix is what every claim id begins with.
const claimPrefix = "c:"

// Claim implements [cotejo.Ledger].
func (l *finder) Claim(ctx context.Context, id string) (cotejo.Finding, error) {
	var seq int64
	var n int
	err := l.read.QueryRowContext(ctx, `SELECT seq FROM claim_record WHERE id = ?`, id).Scan(&seq)
	if hash := strings.TrimPrefix(id, claimPrefix); errors.Is(err, sql.ErrNoRows) && strings.HasPrefix(id, claimPrefix) && len(hash) >= minPrefix && isHex(hash) {
		// 'g' is the first character after the hexadecimal digits: the range is all ids that begin so.
		err = l.read.QueryRowContext(ctx, `SELECT min(seq), count(*) FROM claim_record WHERE id >= ?1 AND id < ?1 || 'g'
			HAVING count(*) > 0`, id).Scan(&seq, &n)
		if err == nil && n > 1 {
			return cotejo.Finding{}, cotejo.Errorf(cotejo.Ambiguous, "%d claims begin with %s", n, id).Fix("give more of the id")
		}
	}
	if errors.Is(err, sql.ErrNoRows) {
		return cotejo.Finding{}, cotejo.Errorf(cotejo.NotFound, "the ledger holds no claim %s", id)
	}
	if err != nil {
		return cotejo.Finding{}, l.wrap(err)
	}
	found, err := l.findings(ctx, []int64{seq})
	if err != nil {
		return cotejo.Finding{}, err
	}
	return found[0], nil
}

// keys gives the claims that a plan finds, by seq, in the plan's order: those beyond last where it has begun.
func (l *finder) keys(ctx context.Context, p plan, last int64, begun bool, limit, offset int) ([]int64, error) {
	if p.nothing {
		return nil, nil
	}
	query, args := p.query(last, begun)
	order := " ORDER BY k LIMIT ? OFFSET ?"
	if p.newest {
		order = " ORDER BY k DESC LIMIT ? OFFSET ?"
	}
	rows, err := l.read.QueryContext(ctx, query+order, append(args, all(limit), offset)...)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var k int64
		if err := rows.Scan(&k); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, k)
	}
	return out, l.wrap(rows.Err())
}

// findings fetches claims with what it takes to show them, in the order of keys.
func (l *finder) findings(ctx context.Context, keys []int64) ([]cotejo.Finding, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	given := list(keys)
	bySeq, documents, err := l.claimRecords(ctx, given)
	if err != nil {
		return nil, err
	}
	chains, err := l.attributions(ctx, given)
	if err != nil {
		return nil, err
	}
	reports, err := l.documents(ctx, `SELECT `+documentColumns+` FROM document d
		WHERE d.seq IN (SELECT c.document FROM claim c WHERE c.seq IN (SELECT value FROM json_each(?)))`, given)
	if err != nil {
		return nil, err
	}
	report := map[int64]cotejo.Document{}
	for _, row := range reports {
		report[row.seq] = row.Document
	}
	out := make([]cotejo.Finding, len(keys))
	var ids []string
	for i, key := range keys {
		f := cotejo.Finding{Claim: bySeq[key], Report: report[documents[key]], Entities: map[string]cotejo.Entity{}}
		for _, id := range f.Attribution {
			f.Chain = append(f.Chain, chains[attributionKey{documents[key], id}])
		}
		ids = append(ids, f.EntityIDs()...)
		out[i] = f
	}
	known, err := l.takenFor(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range out {
		for _, id := range out[i].EntityIDs() {
			if e, ok := known[id]; ok {
				out[i].Entities[id] = e
			}
		}
	}
	return out, nil
}

// claimRecords gives the claims of a JSON list of seqs, and their documents.
func (l *finder) claimRecords(ctx context.Context, list string) (map[int64]cotejo.Claim, map[int64]int64, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT c.seq, c.document, r.record FROM json_each(?) k
		JOIN claim c ON c.seq = k.value JOIN claim_record r ON r.seq = c.seq`, list)
	if err != nil {
		return nil, nil, l.wrap(err)
	}
	defer rows.Close()
	claims, documents := map[int64]cotejo.Claim{}, map[int64]int64{}
	for rows.Next() {
		var seq, document int64
		var record sql.RawBytes
		if err := rows.Scan(&seq, &document, &record); err != nil {
			return nil, nil, l.wrap(err)
		}
		var c cotejo.Claim
		if err := json.Unmarshal(record, &c); err != nil {
			return nil, nil, l.wrap(err)
		}
		claims[seq], documents[seq] = c, document
	}
	return claims, documents, l.wrap(rows.Err())
}

type attributionKey struct {
	document int64
	id       string
}

// attributions gives the attributions in the documents of a JSON list of claims.
func (l *finder) attributions(ctx context.Context, list string) (map[attributionKey]cotejo.Attribution, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT a.document, a.record FROM attribution a
		WHERE a.document IN (SELECT c.document FROM claim c WHERE c.seq IN (SELECT value FROM json_each(?)))`, list)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	out := map[attributionKey]cotejo.Attribution{}
	for rows.Next() {
		var document int64
		var record sql.RawBytes
		if err := rows.Scan(&document, &record); err != nil {
			return nil, l.wrap(err)
		}
		var a cotejo.Attribution
		if err := json.Unmarshal(record, &a); err != nil {
			return nil, l.wrap(err)
		}
		out[attributionKey{document, a.ID}] = a
	}
	return out, l.wrap(rows.Err())
}

// term is one index that hands out claims in the order of reading.
type term struct {
	from  string // table
	index string // index to walk whatever SQLite thinks, or ""
	key   string // its column of claims
	where string // over the table as %t, with a ? for each of args
	args  []any
}

// source is the term's part of a query, from the table on, with the table under an alias.
func (t *term) source(alias string) string {
	s := t.from + " " + alias
	if t.index != "" {
		s += " INDEXED BY " + t.index
	}
	return s + " WHERE " + strings.ReplaceAll(t.where, "%t", alias)
}

// condition is a filter's condition, in the two ways in which it can be met.
type condition struct {
	terms []term // indexes that together hand out the claims that pass it; nil: there are none, check every claim
	check string // an expression over the claim %k, with a ? for each of args
	args  []any
}

// plan is how the claims of a filter are found: one condition's indexes drive, the others are checks on what they hand out.
type plan struct {
	driver  []term
	checks  []string
	args    []any
	newest  bool
	nothing bool // no claim can pass
}

// query gives a SELECT of the column k, without order. Each of its parts walks an index in order of k, and SQLite merges
// them so, whence a page costs what it shows and not what there is.
func (p *plan) query(last int64, begun bool) (string, []any) {
	var parts []string
	var args []any
	for _, t := range p.driver {
		part := "SELECT t." + t.key + " AS k FROM " + t.source("t")
		args = append(args, t.args...)
		if begun {
			part += " AND t." + t.key + map[bool]string{false: " > ?", true: " < ?"}[p.newest]
			args = append(args, last)
		}
		for _, check := range p.checks {
			part += " AND " + strings.ReplaceAll(check, "%k", "t."+t.key)
		}
		args = append(args, p.args...)
		parts = append(parts, part)
	}
	return strings.Join(parts, " UNION "), args
}
