package sqlite

import (
	"encoding/json"
	"hash/fnv"
	"slices"

	"github.com/cotejo/cotejo"
)

// Mentioned implements [cotejo.Collation].
func (c *collation) Mentioned(document string) ([]string, error) {
	seq, err := c.document(document)
	if err != nil {
		return nil, err
	}
	return values[string](c, `SELECT e.id FROM entity_document x JOIN entity e ON e.seq = x.entity WHERE x.document = ? ORDER BY e.id`, seq)
}

// Named implements [cotejo.Collation].
func (c *collation) Named(ids []string) (map[string]cotejo.Named, error) {
	rows, err := c.read.QueryContext(c.ctx, `SELECT `+entityColumns+`, coalesce((SELECT sum(count) FROM entity_used u WHERE u.entity = e.seq), 0),
		coalesce((SELECT company FROM entity_company x WHERE x.entity = e.seq), '[]')
		FROM json_each(?) k JOIN entity e ON e.id = k.value`, list(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[string]cotejo.Named, len(ids))
	for rows.Next() {
		var e entityRow
		var n cotejo.Named
		var company string
		if err := rows.Scan(append(e.columns(), &n.Uses, &company)...); err != nil {
			return nil, err
		}
		if err := e.done(); err != nil {
			return nil, err
		}
		n.Entity = e.Entity
		if err := json.Unmarshal([]byte(company), &n.Company); err != nil {
			return nil, err
		}
		c.entities[e.ID] = e.seq
		out[e.ID] = n
	}
	return out, rows.Err()
}

// SetCompany implements [cotejo.Collation].
func (c *collation) SetCompany(entity string, company []string) error {
	seq, err := c.entity(entity)
	if err != nil {
		return err
	}
	return c.exec(`INSERT OR REPLACE INTO entity_company VALUES (?, ?)`, seq, list(company))
}

// hash makes a narrow key of a string.
func hash(s string) int64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return int64(h.Sum64())
}

// hashes makes narrow keys of strings, sorted.
func hashes(of []string) []int64 {
	out := make([]int64, len(of))
	for i, s := range of {
		out[i] = hash(s)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// SetNameKeys implements [cotejo.Collation].
func (c *collation) SetNameKeys(entity string, keys, sought []string) ([]string, bool, error) {
	seq, err := c.entity(entity)
	if err != nil {
		return nil, false, err
	}
	hashed := hashes(keys)
	had, err := values[int64](c, `SELECT key FROM entity_key WHERE entity = ? ORDER BY key`, seq)
	if err != nil {
		return nil, false, err
	}
	changed := !slices.Equal(had, hashed)
	for _, key := range without(had, hashed) {
		if err := c.exec(`DELETE FROM entity_key WHERE key = ? AND entity = ?`, key, seq); err != nil {
			return nil, false, err
		}
	}
	for _, key := range without(hashed, had) {
		if err := c.exec(`INSERT INTO entity_key VALUES (?, ?)`, key, seq); err != nil {
			return nil, false, err
		}
	}
	sharing, err := values[string](c, `SELECT DISTINCT e.id FROM entity_key k JOIN entity e ON e.seq = k.entity
		WHERE k.key IN (SELECT value FROM json_each(?)) AND k.entity <> ? ORDER BY e.id`, list(hashes(sought)), seq)
	return sharing, changed, err
}

// without gives what of a is not in b. Both are sorted.
func without(a, b []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(a), func(x int64) bool {
		_, found := slices.BinarySearch(b, x)
		return found
	})
}

// Links implements [cotejo.Collation].
func (c *collation) Links(entity string) ([]string, error) {
	seq, err := c.entity(entity)
	if err != nil {
		return nil, err
	}
	return values[string](c, `SELECT e.id FROM entity_link x JOIN entity e ON e.seq = x.other WHERE x.entity = ? ORDER BY e.id`, seq)
}

// SetLinks implements [cotejo.Collation].
func (c *collation) SetLinks(entity string, others []string) ([]string, error) {
	seq, err := c.entity(entity)
	if err != nil {
		return nil, err
	}
	had, err := c.Links(entity)
	if err != nil {
		return nil, err
	}
	var changed []string
	set := func(other, statement string) error {
		o, err := c.entity(other)
		if err != nil {
			return err
		}
		changed = append(changed, other)
		if err := c.exec(statement, seq, o); err != nil {
			return err
		}
		return c.exec(statement, o, seq)
	}
	for _, other := range had {
		if !slices.Contains(others, other) {
			if err := set(other, `DELETE FROM entity_link WHERE entity = ? AND other = ?`); err != nil {
				return nil, err
			}
		}
	}
	for _, other := range others {
		if !slices.Contains(had, other) {
			if err := set(other, `INSERT OR IGNORE INTO entity_link VALUES (?, ?)`); err != nil {
				return nil, err
			}
		}
	}
	if len(changed) > 0 {
		changed = append(changed, entity)
	}
	return changed, nil
}

// SetIdentity implements [cotejo.Collation].
func (c *collation) SetIdentity(head string, shown cotejo.Entity, members []string) error {
	top, err := c.entity(head)
	if err != nil {
		return err
	}
	record := ""
	if len(members) > 1 {
		data, err := json.Marshal(shown)
		if err != nil {
			return err
		}
		record = string(data)
	}
	moved := map[int64]bool{} // heads that lose or win somebody
	for _, member := range members {
		seq, err := c.entity(member)
		if err != nil {
			return err
		}
		var was int64
		if err := c.w.scan(c.ctx, `SELECT coalesce(head, seq) FROM entity WHERE seq = ?`, []any{seq}, &was); err != nil {
			return err
		}
		if was != top {
			moved[was], moved[top] = true, true
			if err := c.move(seq, top); err != nil {
				return err
			}
		}
	}
	if err := c.rename(top, record, shown.Name, members); err != nil {
		return err
	}
	for seq := range moved {
		if err := c.recount(seq); err != nil {
			return err
		}
	}
	return nil
}

// rename has a head shown as record says, and where that gives it another name marks the claims of all that are taken for it.
func (c *collation) rename(top int64, record, name string, members []string) error {
	var own, was string
	if err := c.w.scan(c.ctx, `SELECT name, shown FROM entity WHERE seq = ?`, []any{top}, &own, &was); err != nil {
		return err
	}
	if was == record {
		return nil
	}
	if was != "" {
		var e cotejo.Entity
		if err := json.Unmarshal([]byte(was), &e); err != nil {
			return err
		}
		own = e.Name
	}
	if err := c.exec(`UPDATE entity SET shown = ? WHERE seq = ?`, record, top); err != nil || own == name {
		return err
	}
	for _, member := range members {
		seq, err := c.entity(member)
		if err == nil {
			err = c.exec(`INSERT OR IGNORE INTO due_claim SELECT claim FROM claim_entity WHERE entity = ?`, seq)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// move has an entity taken for another, and marks its claims.
func (c *collation) move(seq, head int64) error {
	var value any = head
	if seq == head {
		value = nil
	}
	if err := c.exec(`UPDATE entity SET head = ?, shown = '' WHERE seq = ?`, value, seq); err != nil {
		return err
	}
	if err := c.exec(`INSERT OR IGNORE INTO due_claim SELECT claim FROM claim_entity WHERE entity = ?`, seq); err != nil {
		return err
	}
	return c.markNames(seq)
}

// recount counts the documents and claims of an entity and of all that are taken for it.
func (c *collation) recount(seq int64) error {
	var isHead bool
	if err := c.w.scan(c.ctx, `SELECT head IS NULL FROM entity WHERE seq = ?`, []any{seq}, &isHead); err != nil {
		return err
	}
	if !isHead {
		return c.exec(`UPDATE entity SET documents = 0, claims = 0, says = 0 WHERE seq = ?`, seq)
	}
	const all = `(SELECT seq FROM entity WHERE seq = ?1 OR head = ?1)`
	const standing = ` AND NOT EXISTS (SELECT 1 FROM hidden h WHERE h.claim = x.claim AND (h.rejected OR h.superseded))`
	return c.exec(`UPDATE entity SET
		documents = (SELECT count(DISTINCT document) FROM entity_document WHERE entity IN `+all+`),
		claims = (SELECT count(DISTINCT claim) FROM claim_entity x WHERE entity IN `+all+` AND kind IN ('`+actorKind+`', '`+placeKind+`', '`+otherKind+`')`+standing+`),
		says = (SELECT count(DISTINCT claim) FROM claim_entity x WHERE entity IN `+all+` AND kind = '`+sourceKind+`'`+standing+`)
		WHERE seq = ?1`, seq)
}

// MarkNames implements [cotejo.Collation].
func (c *collation) MarkNames(entity string) error {
	seq, err := c.entity(entity)
	if err != nil {
		return err
	}
	return c.markNames(seq)
}

// markNames marks the claims that one of an entity's names vouches for, and those in texts that have their words from such a report: whose
// outlet is the first printer's.
func (c *collation) markNames(seq int64) error {
	const vouched = `entity_name n JOIN claim_source s ON s.name = n.folded`
	err := c.exec(`INSERT OR IGNORE INTO due_claim SELECT s.claim FROM `+vouched+` WHERE n.entity = ?`, seq)
	if err != nil {
		return err
	}
	return c.exec(`WITH report AS MATERIALIZED (SELECT DISTINCT k.document FROM `+vouched+` JOIN claim k ON k.seq = s.claim WHERE n.entity = ?)
		INSERT OR IGNORE INTO due_claim SELECT k.seq FROM claim k WHERE k.document IN (
			SELECT f.document FROM report r JOIN family f ON f.origin = r.document
			UNION SELECT p.other FROM report r JOIN passage p ON p.document = r.document)`, seq)
}

// Outlet implements [cotejo.Collation].
func (c *collation) Outlet(name string) (string, error) {
	folded := fold(name)
	if folded == "" {
		return "", nil
	}
	heads, err := values[string](c, `SELECT h.id FROM entity_name n JOIN entity e ON e.seq = n.entity JOIN entity h ON h.seq = coalesce(e.head, e.seq)
		WHERE n.folded = ? AND e.type IN ('organization', 'person') AND NOT e.bound AND NOT e.reference
		ORDER BY e.subtype IN ('media', 'wire') DESC, e.type, h.id`, folded)
	if err != nil || len(heads) == 0 {
		return "", err
	}
	return heads[0], nil
}
