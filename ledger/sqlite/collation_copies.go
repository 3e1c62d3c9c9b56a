package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// SetSketch implements [cotejo.Collation].
func (c *collation) SetSketch(document string, keys []uint64, most int, worth func(shared, keys int) bool) ([]string, error) {
	seq, err := c.document(document)
	if err != nil {
		return nil, err
	}
	if err := c.exec(`INSERT OR REPLACE INTO sketch VALUES (?, ?)`, seq, strconv.Itoa(len(keys))); err != nil {
		return nil, err
	}
	rank := rankOf(document)
	shared := map[int64]int{}
	for _, key := range keys {
		if err := c.exec(`INSERT OR IGNORE INTO sketch_key VALUES (?, ?, ?)`, int64(key), rank, seq); err != nil {
			return nil, err
		}
		have, err := values[int64](c, `SELECT document FROM sketch_key WHERE key = ? ORDER BY rank, document LIMIT ?`, int64(key), most)
		if err != nil {
			return nil, err
		}
		for _, other := range have {
			if other != seq {
				shared[other]++
			}
		}
	}
	var alike []string
	for other, n := range shared {
		if !worth(n, n) { // it has no fewer
			continue
		}
		found, err := values[int](c, `SELECT CAST(record AS INTEGER) FROM sketch WHERE document = ?`, other)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 || !worth(n, found[0]) {
			continue
		}
		var id string
		if err := c.w.scan(c.ctx, `SELECT id FROM document WHERE seq = ?`, []any{other}, &id); err != nil {
			return nil, err
		}
		alike = append(alike, id)
	}
	slices.Sort(alike)
	return alike, nil
}

// rankOf gives a number by which documents stand in the order of their ids, whatever that of reading was.
func rankOf(id string) int64 {
	n, err := strconv.ParseUint(beginning(id), 16, 64)
	if err != nil {
		return hash(id)
	}
	return int64(n)
}

func beginning(id string) string {
	h := strings.TrimPrefix(id, idPrefix)
	return h[:min(len(h), 15)]
}

// SetOverlap implements [cotejo.Collation].
func (c *collation) SetOverlap(a, b, record string) error {
	one, err := c.document(a)
	if err != nil {
		return err
	}
	other, err := c.document(b)
	if err != nil {
		return err
	}
	const keep = `INSERT OR REPLACE INTO overlap VALUES (?, ?, ?)`
	if err := c.exec(keep, one, other, record); err != nil {
		return err
	}
	return c.exec(keep, other, one, record)
}

// SetPassages implements [cotejo.Collation].
func (c *collation) SetPassages(document, other string, spans []cotejo.Span) error {
	seq, err := c.document(document)
	if err != nil {
		return err
	}
	others, err := c.document(other)
	if err != nil {
		return err
	}
	pairs := make([][2]int, len(spans))
	for i, s := range spans {
		pairs[i] = [2]int{s.Start, s.End}
	}
	record, err := json.Marshal(pairs)
	if err != nil {
		return err
	}
	result, err := c.w.exec(c.ctx, `INSERT INTO passage VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET spans = excluded.spans WHERE spans <> excluded.spans`,
		seq, others, string(record))
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return c.exec(`INSERT OR IGNORE INTO due_claim SELECT seq FROM claim WHERE document = ?`, seq)
}

// Passages implements [cotejo.Collation].
func (c *collation) Passages(document string) (map[string][]cotejo.Span, error) {
	seq, err := c.document(document)
	if err != nil {
		return nil, err
	}
	rows, err := c.read.QueryContext(c.ctx, `SELECT d.id, p.spans FROM passage p JOIN document d ON d.seq = p.other WHERE p.document = ?`, seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]cotejo.Span{}
	for rows.Next() {
		var id string
		var record sql.RawBytes
		if err := rows.Scan(&id, &record); err != nil {
			return nil, err
		}
		var pairs [][2]int
		if err := json.Unmarshal(record, &pairs); err != nil {
			return nil, err
		}
		for _, p := range pairs {
			out[id] = append(out[id], cotejo.Span{Start: p[0], End: p[1]})
		}
	}
	return out, rows.Err()
}

// Overlapping implements [cotejo.Collation].
func (c *collation) Overlapping(documents []string) ([]cotejo.Overlapping, error) {
	seen := map[string]bool{}
	pairs := map[[2]string]string{}
	next := slices.Clone(documents)
	for len(next) > 0 {
		id := next[0]
		next = next[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		seq, err := c.document(id)
		if err != nil {
			return nil, err
		}
		rows, err := c.read.QueryContext(c.ctx, `SELECT d.id, o.record FROM overlap o JOIN document d ON d.seq = o.other WHERE o.document = ?`, seq)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var other, record string
			if err := rows.Scan(&other, &record); err != nil {
				rows.Close()
				return nil, err
			}
			pairs[[2]string{min(id, other), max(id, other)}] = record
			next = append(next, other)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	var out []cotejo.Overlapping
	for pair, record := range pairs {
		out = append(out, cotejo.Overlapping{A: pair[0], B: pair[1], Record: record})
	}
	slices.SortFunc(out, func(a, b cotejo.Overlapping) int { return slices.Compare([]string{a.A, a.B}, []string{b.A, b.B}) })
	return out, nil
}

// SetFamily implements [cotejo.Collation].
func (c *collation) SetFamily(origin string, copies []cotejo.Copy) error {
	first, err := c.document(origin)
	if err != nil {
		return err
	}
	if err := c.join(first, first, "", 1, len(copies) == 0); err != nil {
		return err
	}
	for _, copied := range copies {
		seq, err := c.document(copied.Document)
		if err == nil {
			err = c.join(seq, first, origin, copied.Overlap, false)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// join puts a document into the family of the one that was first, or out of any.
func (c *collation) join(seq, first int64, origin string, overlap float64, alone bool) error {
	var was int64
	err := c.w.scan(c.ctx, `SELECT origin FROM family WHERE document = ?`, []any{seq}, &was)
	if errors.Is(err, sql.ErrNoRows) {
		was = seq
	} else if err != nil {
		return err
	}
	if alone {
		err = c.exec(`DELETE FROM family WHERE document = ?`, seq)
	} else {
		err = c.exec(`INSERT OR REPLACE INTO family VALUES (?, ?, ?)`, seq, first, overlap)
	}
	if err != nil || was == first {
		return err
	}
	if err := c.exec(`UPDATE document SET origin = ? WHERE seq = ?`, origin, seq); err != nil {
		return err
	}
	return c.exec(`INSERT OR IGNORE INTO due_claim SELECT seq FROM claim WHERE document = ?1 OR document IN (SELECT other FROM passage WHERE document = ?1)`, seq)
}

// Family implements [cotejo.Collation].
func (c *collation) Family(document string) (string, error) {
	seq, err := c.document(document)
	if err != nil {
		return "", err
	}
	found, err := values[string](c, `SELECT d.id FROM family f JOIN document d ON d.seq = f.origin WHERE f.document = ?`, seq)
	if err != nil || len(found) == 0 {
		return document, err
	}
	return found[0], nil
}
