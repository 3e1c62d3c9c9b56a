package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
)

const documentColumns = `d.seq, d.id, d.source, d.url, d.title, d.publisher, d.published, d.language, d.credit, d.revises, d.origin, d.claims,
	coalesce((SELECT engine FROM document_state s WHERE s.document = d.seq), '')`

// documentRow is a row of documentColumns. Scan into columns, then call done.
type documentRow struct {
	cotejo.DocumentEntry
	seq    int64
	credit string
}

func (d *documentRow) columns() []any {
	return []any{&d.seq, &d.ID, &d.Source, &d.URL, &d.Title, &d.Publisher, &d.Published, &d.Language, &d.credit, &d.Revises, &d.Origin, &d.Claims, &d.Engine}
}

func (d *documentRow) done() error { return json.Unmarshal([]byte(d.credit), &d.Credit) }

// documents runs a query for documentColumns.
func (l *finder) documents(ctx context.Context, query string, args ...any) ([]documentRow, error) {
	rows, err := l.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []documentRow
	for rows.Next() {
		var d documentRow
		if err := rows.Scan(d.columns()...); err != nil {
			return nil, l.wrap(err)
		}
		if err := d.done(); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, d)
	}
	return out, l.wrap(rows.Err())
}

// Documents implements [cotejo.Ledger].
func (l *finder) Documents(ctx context.Context, limit, offset int) ([]cotejo.DocumentEntry, error) {
	rows, err := l.documents(ctx, `SELECT `+documentColumns+` FROM document d ORDER BY d.seq DESC LIMIT ? OFFSET ?`, all(limit), offset)
	out := make([]cotejo.DocumentEntry, len(rows))
	for i, row := range rows {
		out[i] = row.DocumentEntry
	}
	return out, err
}

// idPrefix is what every document id begins with.
const idPrefix = "sha256:"

// minPrefix is the shortest beginning of an id's hash that [Ledger.Document] takes for one.
const minPrefix = 4

// Document implements [cotejo.Ledger].
func (l *finder) Document(ctx context.Context, ref string) (cotejo.Document, error) {
	row, err := l.lookUp(ctx, ref)
	if err != nil {
		return cotejo.Document{}, err
	}
	return l.withText(ctx, row)
}

func (l *finder) withText(ctx context.Context, row documentRow) (cotejo.Document, error) {
	d := row.DocumentEntry.Document
	err := l.read.QueryRowContext(ctx, `SELECT text FROM document WHERE seq = ?`, row.seq).Scan(&d.Text)
	return d, l.wrap(err)
}

func (l *finder) lookUp(ctx context.Context, ref string) (documentRow, error) {
	rows, err := l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.id = ?1`, ref)
	if hash := strings.TrimPrefix(ref, idPrefix); err == nil && len(rows) == 0 && len(hash) >= minPrefix && isHex(hash) {
		// 'g' is the first character after the hexadecimal digits: the range is all ids that begin so.
		rows, err = l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.id >= ?1 AND d.id < ?1 || 'g' ORDER BY d.id LIMIT 2`, idPrefix+hash)
	}
	if err == nil && len(rows) == 0 && ref != "" {
		rows, err = l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.source = ?1 OR d.title = ?1 ORDER BY d.seq DESC LIMIT 1`, ref)
	}
	if err == nil && len(rows) == 0 && ref != "" {
		rows, err = l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE substr(d.source, -length('/' || ?1)) = '/' || ?1 ORDER BY d.seq DESC`, ref)
		for _, row := range rows {
			if row.Source != rows[0].Source {
				return documentRow{}, cotejo.Errorf(cotejo.Ambiguous, "more than one document is called %s: %s and %s", ref, rows[0].Source, row.Source).Fix("give the path or the id")
			}
		}
		rows = rows[:min(len(rows), 1)] // of versions read from one path, the latest
	}
	switch {
	case err != nil:
		return documentRow{}, err
	case len(rows) == 0:
		return documentRow{}, cotejo.Errorf(cotejo.NotFound, "the ledger holds no document %q", ref).Fix("give its id or the beginning of it, its path or URL as it was read, or its whole title")
	case len(rows) > 1:
		return documentRow{}, cotejo.Errorf(cotejo.Ambiguous, "more than one document begins with %s: %s and %s", ref, rows[0].ID, rows[1].ID).Fix("give more of the id")
	}
	return rows[0], nil
}

func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdef") == ""
}

// Newer implements [cotejo.Ledger].
func (l *finder) Newer(ctx context.Context, id string) (*cotejo.Document, error) {
	rows, err := l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.seq = (
		SELECT s.later FROM document o JOIN document_state s ON s.document = o.seq WHERE o.id = ?)`, id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0].DocumentEntry.Document, nil
}

// Reading implements [cotejo.Ledger].
func (l *finder) Reading(ctx context.Context, id string) (*cotejo.Reading, error) {
	rows, err := l.documents(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, cotejo.Errorf(cotejo.NotFound, "the ledger holds no document %s", id)
	}
	r := &cotejo.Reading{}
	if r.Document, err = l.withText(ctx, rows[0]); err != nil {
		return nil, err
	}
	if r.Mentions, err = l.mentions(ctx, rows[0].seq, &r.Document); err != nil {
		return nil, err
	}
	if r.Attributions, err = records[cotejo.Attribution](ctx, l, `SELECT record FROM attribution WHERE document = ? ORDER BY n`, rows[0].seq); err != nil {
		return nil, err
	}
	r.Claims, err = records[cotejo.Claim](ctx, l, `SELECT r.record FROM claim c JOIN claim_record r ON r.seq = c.seq WHERE c.document = ?
		AND NOT EXISTS (SELECT 1 FROM hidden h WHERE h.claim = c.seq AND h.rejected) ORDER BY c.seq`, rows[0].seq)
	if err != nil {
		return nil, err
	}
	r.Engine = rows[0].Engine
	if err == nil {
		r.Entities, err = l.entitiesOf(ctx, r)
	}
	return r, err
}

func (l *finder) mentions(ctx context.Context, document int64, d *cotejo.Document) ([]cotejo.Mention, error) {
	var data string
	if err := l.read.QueryRowContext(ctx, `SELECT mentions FROM document WHERE seq = ?`, document).Scan(&data); err != nil {
		return nil, l.wrap(err)
	}
	var kept []mention
	if err := json.Unmarshal([]byte(data), &kept); err != nil {
		return nil, l.wrap(err)
	}
	text := []rune(d.Text)
	out := make([]cotejo.Mention, len(kept))
	for i, m := range kept {
		if m.Start < 0 || m.Start > m.End || m.End > len(text) {
			return nil, l.wrap(fmt.Errorf("a mention at %d:%d is outside the text of %s", m.Start, m.End, d.ID))
		}
		out[i] = cotejo.Mention{Document: d.ID, Entity: m.Entity, Text: string(text[m.Start:m.End]), Type: m.Type, Form: m.Form, Value: m.Value,
			Span: cotejo.Span{Start: m.Start, End: m.End}}
	}
	return out, nil
}

// entitiesOf gives the entities that the records of a reading name, in the order in which they name them.
func (l *finder) entitiesOf(ctx context.Context, r *cotejo.Reading) ([]cotejo.Entity, error) {
	var ids []string
	for _, m := range r.Mentions {
		ids = append(ids, m.Entity)
	}
	for _, a := range r.Attributions {
		if a.Source != nil {
			ids = append(ids, a.Source.Entity)
		}
	}
	for _, f := range r.Findings() {
		ids = append(ids, f.EntityIDs()...)
	}
	known, err := l.entitiesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []cotejo.Entity
	for _, id := range ids {
		if e, ok := known[id]; ok {
			out = append(out, e)
			delete(known, id)
		}
	}
	return out, nil
}

// takenFor gives the entities that those with these ids are taken for, as they are shown.
func (l *finder) takenFor(ctx context.Context, ids []string) (map[string]cotejo.Entity, error) {
	const byID = `SELECT ` + entityColumns + ` FROM entity e WHERE e.id IN (SELECT value FROM json_each(?))`
	rows, err := l.entities(ctx, byID, list(ids))
	if err != nil {
		return nil, err
	}
	out := make(map[string]cotejo.Entity, len(rows))
	others := map[string][]string{} // head → who is taken for it
	var heads []string
	for _, row := range rows {
		if row.head.Valid {
			heads = append(heads, string(row.Same))
			others[string(row.Same)] = append(others[string(row.Same)], row.ID)
			continue
		}
		entry, err := row.entry()
		if err != nil {
			return nil, l.wrap(err)
		}
		out[row.ID] = entry.Entity
	}
	if len(heads) == 0 {
		return out, nil
	}
	if rows, err = l.entities(ctx, byID, list(heads)); err != nil {
		return nil, err
	}
	for _, row := range rows {
		entry, err := row.entry()
		if err != nil {
			return nil, l.wrap(err)
		}
		for _, id := range others[row.ID] {
			out[id] = entry.Entity
		}
	}
	return out, nil
}

// entitiesByID gives the entities with these ids as they were read, those that the ledger has.
func (l *finder) entitiesByID(ctx context.Context, ids []string) (map[string]cotejo.Entity, error) {
	rows, err := l.entities(ctx, `SELECT `+entityColumns+` FROM entity e WHERE e.id IN (SELECT value FROM json_each(?))`, list(ids))
	out := make(map[string]cotejo.Entity, len(rows))
	for _, row := range rows {
		out[row.ID] = row.Entity
	}
	return out, err
}

// records runs a query for one column of JSON records.
func records[T any](ctx context.Context, l *finder, query string, args ...any) ([]T, error) {
	rows, err := l.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var data sql.RawBytes
		if err := rows.Scan(&data); err != nil {
			return nil, l.wrap(err)
		}
		var record T
		if err := json.Unmarshal(data, &record); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, record)
	}
	return out, l.wrap(rows.Err())
}

// mostCompared is among how many reports that hold the words the best are looked for. A word that so many hold tells little of which is best.
const mostCompared = 2000

// Search implements [cotejo.Ledger].
func (l *finder) Search(ctx context.Context, query string, limit, offset int) (out []cotejo.Hit, among int, err error) {
	words := match(query, false)
	if words == "" {
		return nil, 0, nil
	}
	var since int64
	err = l.read.QueryRowContext(ctx, `SELECT rowid FROM document_text WHERE document_text MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?`, words, mostCompared).Scan(&since)
	switch {
	case err == nil:
		among = mostCompared
	case !errors.Is(err, sql.ErrNoRows):
		return nil, 0, l.wrap(err)
	}
	// The marks are control characters that no decoded text holds; a title weighs as much as five hits in the text.
	rows, err := l.read.QueryContext(ctx, `SELECT `+documentColumns+`, h.snippet FROM (
			SELECT rowid AS seq, rank, snippet(document_text, 1, char(2), char(3), '…', 32) AS snippet
			FROM document_text WHERE document_text MATCH ? AND rowid > ? AND rank MATCH 'bm25(5.0, 1.0)' ORDER BY rank LIMIT ? OFFSET ?
		) h JOIN document d ON d.seq = h.seq ORDER BY h.rank, d.seq`, words, since, all(limit), offset)
	if err != nil {
		return nil, 0, l.wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		var d documentRow
		var snippet string
		if err := rows.Scan(append(d.columns(), &snippet)...); err != nil {
			return nil, 0, l.wrap(err)
		}
		if err := d.done(); err != nil {
			return nil, 0, l.wrap(err)
		}
		out = append(out, cotejo.Hit{DocumentEntry: d.DocumentEntry, Snippet: parts(snippet)})
	}
	return out, among, l.wrap(rows.Err())
}

// parts cuts a snippet at its marks.
func parts(snippet string) []cotejo.SnippetPart {
	var out []cotejo.SnippetPart
	for i, piece := range strings.FieldsFunc(strings.ReplaceAll(snippet, "\x02", "\x03\x02"), func(r rune) bool { return r == '\x03' }) {
		text, match := strings.CutPrefix(piece, "\x02")
		if i == 0 {
			text = strings.TrimLeft(text, "\n ")
		}
		if text != "" {
			out = append(out, cotejo.SnippetPart{Text: text, Match: match})
		}
	}
	return out
}
