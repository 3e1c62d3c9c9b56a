package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// DueClaims implements [cotejo.Collation].
func (c *collation) DueClaims(due cotejo.Due) ([]int64, error) {
	var documents []int64
	for _, d := range due.Documents {
		seq, err := c.document(d.ID)
		if err != nil {
			return nil, err
		}
		documents = append(documents, seq)
	}
	return values[int64](c, `SELECT seq FROM claim WHERE document IN (SELECT value FROM json_each(?)) UNION SELECT claim FROM due_claim ORDER BY 1`, list(documents))
}

// Findings implements [cotejo.Collation].
func (c *collation) Findings(keys []int64) ([]cotejo.KeyedFinding, error) {
	found, err := c.findings(c.ctx, keys)
	if err != nil {
		return nil, err
	}
	hidden, err := values[int64](c, `SELECT claim FROM hidden WHERE superseded AND claim IN (SELECT value FROM json_each(?))`, list(keys))
	if err != nil {
		return nil, err
	}
	out := make([]cotejo.KeyedFinding, len(found))
	for i, f := range found {
		out[i] = cotejo.KeyedFinding{Finding: f, Key: keys[i], Superseded: slices.Contains(hidden, keys[i])}
	}
	return out, nil
}

// Weighed implements [cotejo.Collation].
func (c *collation) Weighed(keys []int64) (map[int64][]byte, error) {
	rows, err := c.read.QueryContext(c.ctx, `SELECT claim, record FROM claim_weighed WHERE claim IN (SELECT value FROM json_each(?))`, list(keys))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64][]byte{}
	for rows.Next() {
		var key int64
		var record []byte
		if err := rows.Scan(&key, &record); err != nil {
			return nil, err
		}
		out[key] = record
	}
	return out, rows.Err()
}

// SetWeighed implements [cotejo.Collation].
func (c *collation) SetWeighed(key int64, record []byte, topics []int64) error {
	had, err := c.Topics([]int64{key})
	if err != nil {
		return err
	}
	for _, t := range had {
		if !slices.Contains(topics, t) {
			if err := c.exec(`DELETE FROM claim_topic WHERE topic = ? AND claim = ?`, t, key); err != nil {
				return err
			}
		}
	}
	for _, t := range topics {
		if !slices.Contains(had, t) {
			if err := c.exec(`INSERT INTO claim_topic VALUES (?, ?)`, t, key); err != nil {
				return err
			}
		}
	}
	if record == nil {
		return c.exec(`DELETE FROM claim_weighed WHERE claim = ?`, key)
	}
	return c.exec(`INSERT OR REPLACE INTO claim_weighed VALUES (?, ?)`, key, record)
}

// Topics implements [cotejo.Collation].
func (c *collation) Topics(keys []int64) ([]int64, error) {
	return values[int64](c, `SELECT DISTINCT topic FROM claim_topic WHERE claim IN (SELECT value FROM json_each(?)) ORDER BY topic`, list(keys))
}

// Gone implements [cotejo.Collation].
func (c *collation) Gone() ([][]byte, []int64, error) {
	records, err := values[[]byte](c, `SELECT record FROM due_gone`)
	if err != nil {
		return nil, nil, err
	}
	topics, err := values[int64](c, `SELECT topic FROM due_topic`)
	return records, topics, err
}

// Topic implements [cotejo.Collation].
func (c *collation) Topic(topic int64) ([][]byte, error) {
	return values[[]byte](c, `SELECT w.record FROM claim_topic t JOIN claim_weighed w ON w.claim = t.claim WHERE t.topic = ?`, topic)
}

// record is one in the form in which it is kept.
type record struct{ ID, JSON string }

func (c *collation) records(query string, topic int64) ([]record, error) {
	s, err := c.w.statement(c.ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(c.ctx, topic)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record
	for rows.Next() {
		var r record
		if err := rows.Scan(&r.ID, &r.JSON); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

func unmarshal[T any](records []record) ([]T, error) {
	out := make([]T, len(records))
	for i, r := range records {
		if err := json.Unmarshal([]byte(r.JSON), &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// SetWeighing implements [cotejo.Collation]. What is as it was is neither read nor written.
func (c *collation) SetWeighing(topic int64, clusters []cotejo.Cluster, contradictions []cotejo.Contradiction) (cotejo.Reweighed, error) {
	var out cotejo.Reweighed
	if err := c.setClusters(topic, clusters, &out); err != nil {
		return out, err
	}
	return out, c.setContradictions(topic, contradictions, &out)
}

func (c *collation) setClusters(topic int64, clusters []cotejo.Cluster, out *cotejo.Reweighed) error {
	had, err := c.records(`SELECT id, record FROM cluster WHERE topic = ? ORDER BY seq`, topic)
	if err != nil {
		return err
	}
	now := make(map[string]string, len(clusters))
	for i := range clusters {
		data, err := json.Marshal(clusters[i])
		if err != nil {
			return err
		}
		now[clusters[i].ID] = string(data)
	}
	was := make(map[string]string, len(had))
	var changed []record
	for _, r := range had {
		was[r.ID] = r.JSON
		if now[r.ID] != r.JSON {
			changed = append(changed, r)
		}
	}
	if out.Clusters, err = unmarshal[cotejo.Cluster](changed); err != nil {
		return err
	}
	claims := make(map[string][]string, len(changed))
	for _, k := range out.Clusters {
		claims[k.ID] = k.Claims
		if now[k.ID] != "" {
			continue
		}
		if err := c.exec(`DELETE FROM cluster_claim WHERE cluster = (SELECT seq FROM cluster WHERE id = ?)`, k.ID); err != nil {
			return err
		}
		if err := c.exec(`DELETE FROM cluster WHERE id = ?`, k.ID); err != nil {
			return err
		}
	}
	for i := range clusters {
		k := &clusters[i]
		if was[k.ID] != now[k.ID] {
			if err := c.setCluster(topic, k, now[k.ID], claims[k.ID]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *collation) setCluster(topic int64, k *cotejo.Cluster, record string, had []string) error {
	var seq int64
	err := c.w.scan(c.ctx, `INSERT INTO cluster (id, topic, claims, record) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, claims = excluded.claims, record = excluded.record RETURNING seq`,
		[]any{k.ID, topic, len(k.Claims), record}, &seq)
	if err != nil {
		return err
	}
	for _, id := range had {
		if !slices.Contains(k.Claims, id) {
			if err := c.exec(`DELETE FROM cluster_claim WHERE cluster = ? AND claim = (SELECT seq FROM claim_record WHERE id = ?)`, seq, id); err != nil {
				return err
			}
		}
	}
	known := make(map[string]bool, len(had))
	for _, id := range had {
		known[id] = true
	}
	for _, id := range k.Claims {
		if !known[id] {
			if err := c.exec(`INSERT OR IGNORE INTO cluster_claim SELECT seq, ? FROM claim_record WHERE id = ?`, seq, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *collation) setContradictions(topic int64, contradictions []cotejo.Contradiction, out *cotejo.Reweighed) error {
	had, err := c.records(`SELECT id, record FROM contradiction WHERE topic = ? ORDER BY seq`, topic)
	if err != nil {
		return err
	}
	gone := make(map[string]bool, len(had))
	for _, r := range had {
		gone[r.ID] = true
	}
	for _, x := range contradictions {
		data, err := json.Marshal(x)
		if err != nil {
			return err
		}
		id := identifier("x", strconv.FormatInt(topic, 10), string(data))
		if gone[id] {
			delete(gone, id)
			continue
		}
		out.Added = append(out.Added, x)
		if err := c.exec(`INSERT OR IGNORE INTO contradiction (id, topic, record) VALUES (?, ?, ?)`, id, topic, string(data)); err != nil {
			return err
		}
	}
	if len(out.Added) > 0 {
		if out.Contradictions, err = unmarshal[cotejo.Contradiction](had); err != nil {
			return err
		}
	}
	for id := range gone {
		if err := c.exec(`DELETE FROM contradiction WHERE id = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

// identifier hashes what makes a record itself.
func identifier(kind string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return kind + ":" + hex.EncodeToString(sum[:10])
}

// Facets implements [cotejo.Collation].
func (c *collation) Facets(kind cotejo.ChangeKind, subject int64) ([]cotejo.KnownFacet, error) {
	s, err := c.w.statement(c.ctx, `SELECT value, words, day FROM facet WHERE kind = ? AND subject = ? ORDER BY day, value`)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(c.ctx, string(kind), subject)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []cotejo.KnownFacet
	for rows.Next() {
		var f cotejo.KnownFacet
		if err := rows.Scan(&f.Value, &f.Words, &f.Day); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// AddFacet implements [cotejo.Collation].
func (c *collation) AddFacet(kind cotejo.ChangeKind, subject int64, f cotejo.KnownFacet, claims int) error {
	if claims > 0 {
		return c.exec(`INSERT INTO facet VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET claims = claims + excluded.claims, day = max(day, excluded.day), words = iif(words = '', excluded.words, words)`,
			string(kind), subject, f.Value, f.Words, f.Day, claims)
	}
	if err := c.exec(`UPDATE facet SET claims = claims + ? WHERE kind = ? AND subject = ? AND value = ?`, claims, string(kind), subject, f.Value); err != nil {
		return err
	}
	return c.exec(`DELETE FROM facet WHERE kind = ? AND subject = ? AND value = ? AND claims <= 0`, string(kind), subject, f.Value)
}

// AddChange implements [cotejo.Collation].
func (c *collation) AddChange(x cotejo.Change) error {
	return c.exec(`INSERT OR IGNORE INTO change (id, kind, at, claim, cluster, text) VALUES (?, ?, ?, ?, ?, ?)`,
		identifier("n", string(x.Kind), x.Claim, x.Text), string(x.Kind), c.now, x.Claim, x.Cluster, x.Text)
}

// Decided implements [cotejo.Collation].
func (c *collation) Decided(document string, verbs ...cotejo.Verb) ([]cotejo.Decision, error) {
	where, arg := `verb IN (SELECT value FROM json_each(?))`, ""
	if document != "" {
		where, arg = where+` AND document = ?`, document
	} else {
		where += ` AND ? = ''`
	}
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = string(v)
	}
	found, err := c.decisions(c.ctx, where+` ORDER BY seq`, list(names), arg)
	if err != nil {
		return nil, err
	}
	var out []cotejo.Decision
	for _, d := range found {
		undone, err := c.undone(c.ctx, d.ID)
		if err != nil {
			return nil, err
		}
		if undone == "" {
			out = append(out, d)
		}
	}
	return out, nil
}
