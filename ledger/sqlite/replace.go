package sqlite

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/cotejo/cotejo"
)

// Replace implements [cotejo.Ledger].
func (l *Ledger) Replace(ctx context.Context, r *cotejo.Reading) error {
	if err := r.Check(); err != nil {
		return cotejo.Errorf(cotejo.Internal, "what was read from %s does not fit together", r.Document.Source).From(err)
	}
	return l.change(ctx, func(c *collation) error {
		document, err := c.document(r.Document.ID)
		if err != nil {
			return err
		}
		old, err := c.Reading(ctx, r.Document.ID)
		if err != nil {
			return err
		}
		if err := c.remove(document, old); err != nil {
			return err
		}
		a := newAdder(ctx, l.writer)
		if err := a.records(document, r); err != nil {
			return err
		}
		if err := a.again(document, r); err != nil {
			return err
		}
		return a.finish()
	})
}

// remove takes out all that was read from a document, and leaves word of it for the next collation.
func (c *collation) remove(document int64, old *cotejo.Reading) error {
	claims, err := values[int64](c, `SELECT seq FROM claim WHERE document = ?`, document)
	if err != nil {
		return err
	}
	for _, claim := range claims {
		if err := c.removeClaim(claim); err != nil {
			return err
		}
	}
	if err := c.exec(`DELETE FROM attribution WHERE document = ?`, document); err != nil {
		return err
	}
	for _, m := range old.Mentions {
		if m.Entity == "" || m.Form != cotejo.Name {
			continue
		}
		seq, err := c.entity(m.Entity)
		if err != nil {
			return err
		}
		name := strings.Join(strings.Fields(m.Text), " ")
		if err := c.exec(`UPDATE entity_used SET count = count - 1 WHERE entity = ? AND name = ?`, seq, name); err != nil {
			return err
		}
		if err := c.exec(`DELETE FROM entity_used WHERE entity = ? AND name = ? AND count <= 0`, seq, name); err != nil {
			return err
		}
	}
	const mentioned = `(SELECT entity FROM entity_document WHERE document = ?1)`
	for _, statement := range []string{
		`INSERT OR IGNORE INTO due_entity SELECT entity FROM entity_document WHERE document = ?1`,
		`UPDATE entity SET documents = documents - 1 WHERE seq IN (SELECT coalesce(head, seq) FROM entity WHERE seq IN ` + mentioned + `)`,
		`DELETE FROM entity_document WHERE document = ?1`,
	} {
		if err := c.exec(statement, document); err != nil {
			return err
		}
	}
	return nil
}

// unindex takes a claim out of the counts of all in it, unless it is hidden and counts for nobody, and out of what it is found by.
func (c *collation) unindex(claim int64) (counted bool, err error) {
	hidden, err := values[int](c, `SELECT 1 FROM hidden WHERE claim = ?`, claim)
	if err != nil {
		return false, err
	}
	counted = len(hidden) == 0
	if counted {
		if err := c.count(claim, -1); err != nil {
			return false, err
		}
	}
	for _, statement := range []string{
		`DELETE FROM claim_entity WHERE claim = ?`,
		`DELETE FROM claim_country WHERE claim = ?`,
		`DELETE FROM claim_source WHERE claim = ?`,
		`DELETE FROM claim_text WHERE rowid = ?`,
	} {
		if err := c.exec(statement, claim); err != nil {
			return false, err
		}
	}
	return counted, nil
}

func (c *collation) removeClaim(claim int64) error {
	if _, err := c.unindex(claim); err != nil {
		return err
	}
	for _, statement := range []string{
		`INSERT INTO due_gone SELECT record FROM claim_weighed WHERE claim = ?`,
		`INSERT OR IGNORE INTO due_topic SELECT topic FROM claim_topic WHERE claim = ?`,
		`DELETE FROM due_claim WHERE claim = ?`,
		`DELETE FROM claim_weighed WHERE claim = ?`,
		`DELETE FROM claim_topic WHERE claim = ?`,
		`DELETE FROM cluster_claim WHERE claim = ?`,
		`DELETE FROM hidden WHERE claim = ?`,
		`DELETE FROM claim_record WHERE seq = ?`,
		`DELETE FROM claim WHERE seq = ?`,
	} {
		if err := c.exec(statement, claim); err != nil {
			return err
		}
	}
	return nil
}

// again notes that a document was read again.
func (a *adder) again(document int64, r *cotejo.Reading) error {
	mentions, err := encodeMentions(r)
	if err != nil {
		return err
	}
	credit, err := json.Marshal(r.Document.Credit)
	if err != nil {
		return err
	}
	err = a.exec(`UPDATE document SET credit = ?, claims = ?, mentions = ? WHERE seq = ?`, string(credit), len(r.Claims), mentions, document)
	if err != nil {
		return err
	}
	// One that nobody has set beside the others yet is as new as before.
	return a.exec(`UPDATE document_state SET due = iif(due = ?, due, ?), engine = ? WHERE document = ?`, dueNew, dueAgain, r.Engine, document)
}
