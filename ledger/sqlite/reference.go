package sqlite

import (
	"context"

	"github.com/cotejo/cotejo"
)

// AddReferences implements [cotejo.Ledger].
func (l *Ledger) AddReferences(ctx context.Context, name string, references []cotejo.Reference) error {
	return l.change(ctx, func(c *collation) error {
		a := newAdder(ctx, l.writer)
		for i := range references {
			r := &references[i]
			if err := c.exec(`DELETE FROM reference WHERE entity = (SELECT seq FROM entity WHERE id = ?)`, r.Entity.ID); err != nil {
				return err
			}
			if err := a.keep(&r.Entity); err != nil {
				return err
			}
			seq := a.entities[r.Entity.ID]
			for _, statement := range []string{`UPDATE entity SET reference = 1 WHERE seq = ?`, `INSERT OR IGNORE INTO due_entity VALUES (?)`} {
				if err := c.exec(statement, seq); err != nil {
					return err
				}
			}
			if err := c.exec(`INSERT INTO reference VALUES (?, ?, ?)`, seq, name, r.Record); err != nil {
				return err
			}
		}
		return a.finish()
	})
}

// RemoveReferences implements [cotejo.Ledger].
func (l *Ledger) RemoveReferences(ctx context.Context, name string) (removed int, err error) {
	err = l.change(ctx, func(c *collation) error {
		entities, err := values[int64](c, `SELECT entity FROM reference WHERE list = ?`, name)
		if err != nil {
			return err
		}
		removed = len(entities)
		for _, seq := range entities {
			// The entity stays, since decisions may name it, but as one that nobody can be taken for.
			for _, statement := range []string{
				`DELETE FROM reference WHERE entity = ?`,
				`UPDATE entity SET reference = 0, bound = 1 WHERE seq = ?`,
				`INSERT OR IGNORE INTO due_entity VALUES (?)`,
			} {
				if err := c.exec(statement, seq); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return removed, err
}

// References implements [cotejo.Ledger].
func (l *finder) References(ctx context.Context) ([]cotejo.ReferenceList, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT r.list, count(*), count(DISTINCT h.seq) FROM reference r JOIN entity e ON e.seq = r.entity
		LEFT JOIN entity h ON h.seq = coalesce(e.head, e.seq) AND h.documents > 0 GROUP BY r.list ORDER BY r.list`)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []cotejo.ReferenceList
	for rows.Next() {
		var r cotejo.ReferenceList
		if err := rows.Scan(&r.Name, &r.Entities, &r.Met); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, r)
	}
	return out, l.wrap(rows.Err())
}

// listed gives the records of lists that are taken for the same as an entity.
func (l *finder) listed(ctx context.Context, head int64) ([]cotejo.Listed, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT r.list, e.id, e.name, r.record FROM entity e JOIN reference r ON r.entity = e.seq
		WHERE e.seq = ?1 OR e.head = ?1 ORDER BY r.list, e.id`, head)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []cotejo.Listed
	for rows.Next() {
		var r cotejo.Listed
		if err := rows.Scan(&r.List, &r.ID, &r.Name, &r.Record); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, r)
	}
	return out, l.wrap(rows.Err())
}
