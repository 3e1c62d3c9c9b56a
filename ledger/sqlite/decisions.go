package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

const decisionColumns = `id, at, by, verb, subjects, note, document, predicate, quote, states`

// decisions runs a query over decision, from WHERE on.
func (l *finder) decisions(ctx context.Context, where string, args ...any) ([]cotejo.Decision, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT `+decisionColumns+` FROM decision WHERE `+where, args...)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []cotejo.Decision
	for rows.Next() {
		var d cotejo.Decision
		var subjects, states string
		if err := rows.Scan(&d.ID, &d.At, &d.By, &d.Verb, &subjects, &d.Note, &d.Document, &d.Predicate, &d.Quote, &states); err != nil {
			return nil, l.wrap(err)
		}
		if states != "" {
			if err := json.Unmarshal([]byte(states), &d.States); err != nil {
				return nil, l.wrap(err)
			}
		}
		if err := json.Unmarshal([]byte(subjects), &d.Subjects); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, d)
	}
	return out, l.wrap(rows.Err())
}

// undone gives the id of the decision in force that takes a decision back, or "".
func (l *finder) undone(ctx context.Context, id string) (string, error) {
	undos, err := l.decisions(ctx, `verb = 'undo' AND seq IN (SELECT decision FROM decision_subject WHERE subject = ?) ORDER BY seq`, id)
	if err != nil {
		return "", err
	}
	for _, u := range undos {
		by, err := l.undone(ctx, u.ID)
		if err != nil || by == "" {
			return u.ID, err
		}
	}
	return "", nil
}

// Decisions implements [cotejo.Ledger].
func (l *finder) Decisions(ctx context.Context, subject string, limit, offset int) ([]cotejo.DecisionEntry, error) {
	found, err := l.decisions(ctx, `?1 = '' OR seq IN (SELECT decision FROM decision_subject WHERE subject = ?1) ORDER BY seq DESC LIMIT ?2 OFFSET ?3`,
		subject, all(limit), offset)
	if err != nil {
		return nil, err
	}
	out := make([]cotejo.DecisionEntry, len(found))
	for i, d := range found {
		out[i].Decision = d
		if out[i].Undone, err = l.undone(ctx, d.ID); err != nil {
			return nil, err
		}
		if d.Quote == "" {
			continue
		}
		// Its words: the claim itself, or where a new reading gave it another id, one of the same predicate with the same words.
		err := l.read.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM claim_record WHERE id = ?1) AND NOT EXISTS (
			SELECT 1 FROM document d JOIN claim c ON c.document = d.seq JOIN claim_record r ON r.seq = c.seq
			WHERE d.id = ?2 AND `+readPredicate+` = ?3 AND json_extract(r.record, '$.evidence.quote') = ?4)`,
			d.Subjects[0], d.Document, d.Predicate, d.Quote).Scan(&out[i].Lost)
		if err != nil {
			return nil, l.wrap(err)
		}
	}
	return out, nil
}

// readPredicate is the predicate with which a claim c with the record r was read, whatever people put right in it.
const readPredicate = `coalesce(json_extract(r.record, '$.corrected.read.predicate'), c.predicate)`

// subjects says how many things a verb is about.
var subjects = map[cotejo.Verb]int{cotejo.Accept: 1, cotejo.Reject: 1, cotejo.Correct: 1, cotejo.Merge: 2, cotejo.Split: 2, cotejo.Annotate: 1, cotejo.Undo: 1}

// Decide implements [cotejo.Ledger].
func (l *Ledger) Decide(ctx context.Context, d cotejo.Decision) (cotejo.Decision, error) {
	n, ok := subjects[d.Verb]
	switch {
	case !ok:
		return d, cotejo.Errorf(cotejo.Usage, "nobody can decide to %q", d.Verb)
	case len(d.Subjects) != n:
		return d, cotejo.Errorf(cotejo.Usage, "to %s takes %d ids, not %d", d.Verb, n, len(d.Subjects))
	case n == 2 && d.Subjects[0] == d.Subjects[1]:
		return d, cotejo.Errorf(cotejo.Usage, "%s twice: name two", d.Subjects[0])
	case d.Verb == cotejo.Correct && d.States.Empty():
		return d, cotejo.Errorf(cotejo.Usage, "nothing is stated that would correct the claim").Fix("state a predicate, a hedge, a polarity or who fills a role")
	case d.Verb != cotejo.Correct && d.States != nil:
		return d, cotejo.Errorf(cotejo.Usage, "to %s states nothing of a claim", d.Verb).Fix("correct it")
	case d.Verb == cotejo.Annotate && strings.TrimSpace(d.Note) == "":
		return d, cotejo.Errorf(cotejo.Usage, "a note wants its words").Fix("say what there is to note")
	case strings.TrimSpace(d.By) == "":
		return d, cotejo.Errorf(cotejo.Usage, "nobody is named who decides").Fix("name yourself with --by or COTEJO_USER")
	}
	err := l.change(ctx, func(c *collation) error {
		words, err := c.about(&d)
		if err != nil {
			return err
		}
		return c.decide(&d, words)
	})
	return d, err
}

// mergeable says whether what was read as these two types can be one. A gang is read as an organization in one report and as a group in
// another, and so is a person by his alias alone as a group; a person is no organization, and a place is only ever a place.
func mergeable(a, b cotejo.EntityType) bool {
	group := func(a, b cotejo.EntityType) bool {
		return a == cotejo.Group && (b == cotejo.Person || b == cotejo.Organization)
	}
	return a == b || group(a, b) || group(b, a)
}

// about looks up what a decision is about, and puts it in words.
func (c *collation) about(d *cotejo.Decision) (string, error) {
	switch d.Verb {
	case cotejo.Merge, cotejo.Split:
		var names, members []string
		var two []cotejo.Entity
		for _, id := range d.Subjects {
			pieces, err := c.Pieces(c.ctx, id)
			if err != nil {
				return "", err
			}
			for _, e := range pieces {
				members = append(members, e.ID)
			}
			found, err := c.takenFor(c.ctx, []string{id})
			if err != nil {
				return "", err
			}
			e, ok := found[id]
			if !ok {
				return "", cotejo.Errorf(cotejo.NotFound, "the ledger holds no entity %s", id)
			}
			two = append(two, e)
			names = append(names, e.Name)
		}
		if a, b := two[0], two[1]; d.Verb == cotejo.Merge && !mergeable(a.Type, b.Type) {
			return "", cotejo.Errorf(cotejo.Invalid, "%s (%s) and %s (%s) are of different kinds and cannot be one", a.Name, a.Type, b.Name, b.Type).Fix("merge two of one kind")
		}
		if d.Verb == cotejo.Merge { // with all that is taken for either, whatever their names say of one another
			for _, id := range members {
				if !slices.Contains(d.Subjects, id) {
					d.Subjects = append(d.Subjects, id)
				}
			}
			return fmt.Sprintf("%s and %s are one", names[0], names[1]), nil
		}
		return fmt.Sprintf("%s and %s are not the same", names[0], names[1]), nil
	case cotejo.Undo:
		found, err := c.decisions(c.ctx, `id = ?`, d.Subjects[0])
		if err != nil {
			return "", err
		}
		if len(found) == 0 {
			return "", cotejo.Errorf(cotejo.NotFound, "the ledger holds no decision %s", d.Subjects[0]).Fix("see cotejo decisions")
		}
		by, err := c.undone(c.ctx, d.Subjects[0])
		if err != nil {
			return "", err
		}
		if by != "" {
			return "", cotejo.Errorf(cotejo.Usage, "the decision %s is undone already, by %s", d.Subjects[0], by)
		}
		return fmt.Sprintf("the decision of %s to %s is taken back", found[0].By, found[0].Verb), nil
	}
	f, err := c.Claim(c.ctx, d.Subjects[0])
	switch {
	case err == nil:
		d.Subjects = []string{f.ID} // the beginning of an id is enough to name it
		d.Document, d.Predicate, d.Quote = f.Document, f.AsRead().Predicate, f.Evidence.Quote
		if d.Verb == cotejo.Correct {
			return fmt.Sprintf("corrected: “%s”", f.Evidence.Quote), c.states(d, &f)
		}
		return fmt.Sprintf("%s: “%s”", map[cotejo.Verb]string{cotejo.Accept: "accepted", cotejo.Reject: "rejected", cotejo.Annotate: "noted"}[d.Verb], f.Evidence.Quote), nil
	case cotejo.CodeOf(err) != cotejo.NotFound || d.Verb != cotejo.Annotate:
		return "", err
	}
	if _, err := c.entity(d.Subjects[0]); err != nil {
		return "", cotejo.Errorf(cotejo.NotFound, "the ledger holds neither a claim nor an entity %s", d.Subjects[0])
	}
	return "noted", nil
}

// Pieces implements [cotejo.Ledger].
func (l *finder) Pieces(ctx context.Context, id string) ([]cotejo.Entity, error) {
	rows, err := l.family(ctx, `FROM entity e WHERE e.id = ?`, "", id)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, cotejo.Errorf(cotejo.NotFound, "the ledger holds no entity %s", id)
	}
	out := make([]cotejo.Entity, len(rows))
	for i, row := range rows {
		out[i] = row.Entity
	}
	slices.SortFunc(out, func(a, b cotejo.Entity) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// decide writes a decision down and marks what it touches.
func (c *collation) decide(d *cotejo.Decision, words string) error {
	d.At = c.now
	data, states := list(d.Subjects), ""
	if d.States != nil {
		record, err := json.Marshal(d.States)
		if err != nil {
			return err
		}
		states = string(record)
	}
	var n int
	if err := c.w.scan(c.ctx, `SELECT coalesce(max(seq), 0) + 1 FROM decision`, nil, &n); err != nil {
		return err
	}
	d.ID = identifier("d", fmt.Sprint(n), d.At, d.By, string(d.Verb), data, states)
	err := c.exec(`INSERT INTO decision (seq, id, at, by, verb, subjects, note, document, predicate, quote, states) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, d.ID, d.At, d.By, string(d.Verb), data, d.Note, d.Document, d.Predicate, d.Quote, states)
	if err != nil {
		return err
	}
	for _, s := range d.Subjects {
		if err := c.exec(`INSERT OR IGNORE INTO decision_subject VALUES (?, ?)`, s, n); err != nil {
			return err
		}
	}
	claim := ""
	if d.Quote != "" {
		claim = d.Subjects[0]
	}
	if d.Verb != cotejo.Annotate {
		if err := c.AddChange(cotejo.Change{Kind: cotejo.DecidedChange, Claim: claim, Text: d.By + ": " + words}); err != nil {
			return err
		}
	}
	return c.mark(d)
}

// mark marks what a decision touches, and of one that takes another back what that one touched.
func (c *collation) mark(d *cotejo.Decision) error {
	switch d.Verb {
	case cotejo.Undo:
		undone, err := c.decisions(c.ctx, `id = ?`, d.Subjects[0])
		if err != nil || len(undone) == 0 {
			return err
		}
		return c.mark(&undone[0])
	case cotejo.Merge, cotejo.Split:
		for _, id := range d.Subjects {
			seq, err := c.entity(id)
			if err == nil {
				err = c.exec(`INSERT OR IGNORE INTO due_entity VALUES (?)`, seq)
			}
			if err != nil && cotejo.CodeOf(err) != cotejo.NotFound {
				return err
			}
		}
	case cotejo.Accept, cotejo.Reject, cotejo.Correct:
		return c.exec(`INSERT OR IGNORE INTO due_claim SELECT c.seq FROM document d JOIN claim c ON c.document = d.seq JOIN claim_record r ON r.seq = c.seq
			WHERE d.id = ? AND `+readPredicate+` = ?`, d.Document, d.Predicate)
	}
	return nil
}

// Changes implements [cotejo.Ledger].
func (l *finder) Changes(ctx context.Context, f cotejo.ChangeFilter) ([]cotejo.Change, error) {
	kinds := make([]string, len(f.Kinds))
	for i, k := range f.Kinds {
		kinds[i] = string(k)
	}
	about, where, err := l.about(ctx, f.About)
	if err != nil {
		return nil, err
	}
	rows, err := l.read.QueryContext(ctx, `SELECT id, kind, at, claim, cluster, text FROM change n
		WHERE at >= ?1 AND (?2 = '' OR at < ?2) AND (?3 = '[]' OR kind IN (SELECT value FROM json_each(?3)))`+where+`
			AND NOT EXISTS (SELECT 1 FROM claim_record r JOIN hidden h ON h.claim = r.seq WHERE r.id = n.claim AND h.rejected AND n.kind <> 'decision')
		ORDER BY at DESC, seq DESC LIMIT ?4 OFFSET ?5`, f.Since, f.Until, list(kinds), all(f.Limit), f.Offset, about)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []cotejo.Change
	for rows.Next() {
		var c cotejo.Change
		if err := rows.Scan(&c.ID, &c.Kind, &c.At, &c.Claim, &c.Cluster, &c.Text); err != nil {
			return nil, l.wrap(err)
		}
		out = append(out, c)
	}
	return out, l.wrap(rows.Err())
}

// about gives the condition ?6 on changes n that somebody or some place is in their claims. Where the claims are few they drive; else the
// changes do, whose latest soon hold enough.
func (l *finder) about(ctx context.Context, who string) (entities, where string, err error) {
	if who == "" {
		return "", "", nil
	}
	rows, err := l.resolve(ctx, who, "")
	if err != nil {
		return "", "", err
	}
	claims := 0
	seqs := make([]int64, len(rows))
	for i, e := range rows {
		seqs[i] = e.seq
		if e.head.Valid { // its claims are counted with its head's
			continue
		}
		claims += e.EntityEntry.Claims + e.says
	}
	const of = "x.entity IN (SELECT value FROM json_each(?6))"
	if claims < enough {
		return list(seqs), " AND n.claim IN (SELECT r.id FROM claim_entity x JOIN claim_record r ON r.seq = x.claim WHERE " + of + ")", nil
	}
	return list(seqs), " AND EXISTS (SELECT 1 FROM claim_record r JOIN claim_entity x ON x.claim = r.seq WHERE r.id = n.claim AND " + of + ")", nil
}

// Clusters implements [cotejo.Ledger].
func (l *finder) Clusters(ctx context.Context, f cotejo.ClusterFilter) ([]cotejo.Cluster, error) {
	if f.Claim != "" {
		return records[cotejo.Cluster](ctx, l, `SELECT k.record FROM claim_record r JOIN cluster_claim x ON x.claim = r.seq JOIN cluster k ON k.seq = x.cluster
			WHERE r.id = ? AND k.claims >= ? ORDER BY k.seq LIMIT ? OFFSET ?`, f.Claim, f.Least, all(f.Limit), f.Offset)
	}
	return records[cotejo.Cluster](ctx, l, `SELECT record FROM cluster WHERE claims >= ? ORDER BY claims DESC, id LIMIT ? OFFSET ?`, f.Least, all(f.Limit), f.Offset)
}

// Contradictions implements [cotejo.Ledger].
func (l *finder) Contradictions(ctx context.Context, claim string, limit, offset int) ([]cotejo.Contradiction, error) {
	if claim == "" {
		return records[cotejo.Contradiction](ctx, l, `SELECT DISTINCT record FROM contradiction ORDER BY record LIMIT ? OFFSET ?`, all(limit), offset)
	}
	found, err := records[cotejo.Contradiction](ctx, l, `SELECT DISTINCT x.record FROM claim_record r JOIN claim_topic t ON t.claim = r.seq
		JOIN contradiction x ON x.topic = t.topic WHERE r.id = ? ORDER BY x.record`, claim)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(x cotejo.Contradiction) bool { return !slices.Contains(x.A, claim) && !slices.Contains(x.B, claim) })
	found = found[min(offset, len(found)):]
	if limit > 0 {
		found = found[:min(limit, len(found))]
	}
	return found, nil
}

// Copies implements [cotejo.Ledger].
func (l *finder) Copies(ctx context.Context, document string, limit, offset int) ([]cotejo.Copies, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT o.id, d.id, f.overlap FROM family f JOIN document o ON o.seq = f.origin JOIN document d ON d.seq = f.document
		WHERE f.origin IN (SELECT origin FROM family WHERE document = origin AND (?1 = '' OR origin = (
			SELECT g.origin FROM family g JOIN document x ON x.seq = g.document WHERE x.id = ?1)) ORDER BY origin LIMIT ?2 OFFSET ?3)
		ORDER BY f.origin, d.published, d.id`, document, all(limit), offset)
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var out []cotejo.Copies
	for rows.Next() {
		var origin string
		var copied cotejo.Copy
		if err := rows.Scan(&origin, &copied.Document, &copied.Overlap); err != nil {
			return nil, l.wrap(err)
		}
		if len(out) == 0 || out[len(out)-1].Origin != origin {
			out = append(out, cotejo.Copies{Origin: origin, Copies: []cotejo.Copy{}})
		}
		if copied.Document != origin {
			family := &out[len(out)-1]
			family.Copies = append(family.Copies, copied)
		}
	}
	return out, l.wrap(rows.Err())
}
