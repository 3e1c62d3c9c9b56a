package flow

import (
	"context"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/link"
	"github.com/cotejo/cotejo/weigh"
)

// Collator sets what was read beside what is kept: which entities are one, which texts are copies or later versions, which claims say
// the same and how they weigh, and what is new. All but the news is a function of the set of the readings and the decisions; the order
// in which they came does not matter. A Collator does not change once made and may be shared by goroutines.
type Collator struct {
	matcher *link.Matcher
	scheme  *weigh.Scheme
}

// NewCollator loads the rules that ship with the program.
func NewCollator() (*Collator, error) {
	matcher, err := link.Load()
	return &Collator{matcher: matcher, scheme: weigh.Default()}, err
}

// batchSize is how many documents are collated in one transaction: what shares a topic is then weighed once for all of them.
const batchSize = 1000

// Collate collates all that is due in a ledger, in batches of a transaction each; what is done when it fails stays, and the same call
// goes on from there. Each, where it is not nil, is told how many documents each batch held.
func (c *Collator) Collate(ctx context.Context, ledger cotejo.Ledger, each func(documents int)) error {
	for {
		var due cotejo.Due
		err := ledger.Collate(ctx, func(store cotejo.Collation) (err error) {
			if due, err = store.Due(batchSize); err != nil {
				return err
			}
			b := newBatch(ctx, c, store, due)
			return b.run()
		})
		if err != nil {
			return err
		}
		if each != nil && len(due.Documents) > 0 {
			each(len(due.Documents))
		}
		if !due.More {
			return nil
		}
	}
}

// batch is one transaction's work, with what it looked up so far.
type batch struct {
	cotejo.Collation
	*Collator
	ctx context.Context
	due cotejo.Due

	documents  map[string]cotejo.Document          // by id
	named      map[string]*link.Prepared           // entities, by id
	families   map[string]string                   // document → origin
	reprinted  map[string]map[string][]cotejo.Span // document → others that have words of it, and which
	outlets    map[string]string                   // name → id of the entity
	decided    map[string][]cotejo.Decision
	facets     map[subject][]weigh.Facet
	common     map[string]bool // name of a body → whether it says only what it is
	superseded []int64         // keys of claims that a newer version of their report speaks for
	failed     error           // of a look-up that had no way to say so
}

func newBatch(ctx context.Context, c *Collator, store cotejo.Collation, due cotejo.Due) *batch {
	return &batch{Collation: store, Collator: c, ctx: ctx, due: due, documents: map[string]cotejo.Document{}, named: map[string]*link.Prepared{}, families: map[string]string{}, reprinted: map[string]map[string][]cotejo.Span{},
		outlets: map[string]string{}, decided: map[string][]cotejo.Decision{}, facets: map[subject][]weigh.Facet{}, common: map[string]bool{}}
}

func (b *batch) run() error {
	for _, step := range []func() error{b.names, b.copies, b.versions, b.claims} {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return b.Done(b.due)
}

// document finds a document by its id.
func (b *batch) document(id string) (cotejo.Document, error) {
	if d, ok := b.documents[id]; ok {
		return d, nil
	}
	d, err := b.Document(id)
	if err == nil {
		b.documents[id] = d
	}
	return d, err
}

// versions puts the versions of one address or path in order, and notes what the older ones claim.
func (b *batch) versions() error {
	again := map[string]bool{} // what these said was known before
	for _, due := range b.due.Documents {
		again[due.ID] = due.Again
	}
	for _, due := range b.due.Documents {
		all, err := b.Versions(due.ID)
		if err != nil {
			return err
		}
		for i := 1; i < len(all); i++ {
			claims, err := b.SetVersions(all[i-1].ID, all[i].ID)
			if err != nil {
				return err
			}
			if !again[all[i-1].ID] {
				b.superseded = append(b.superseded, claims...)
			}
		}
	}
	return nil
}
