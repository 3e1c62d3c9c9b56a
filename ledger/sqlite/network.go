package sqlite

import (
	"cmp"
	"context"
	"slices"

	"github.com/cotejo/cotejo"
)

// otherRoles are the roles opposite an agent's by which a claim relates two actors.
var otherRoles = []string{"party", "target", "victim"}

// edgeKey is what edges are counted by.
type edgeKey struct{ from, to, predicate int32 }

func (k edgeKey) compare(o edgeKey) int {
	return cmp.Or(cmp.Compare(k.from, o.from), cmp.Compare(k.to, o.to), cmp.Compare(k.predicate, o.predicate))
}

// bonds hands out the pairs of actors that a claim relates, under those that they are taken for.
func (c *columns) bonds(cell *claimCell, take func(from, to int32)) {
	fillers := c.fillersOf(cell)
	for _, a := range fillers {
		if !agentRole.has(a.role) {
			continue
		}
		from, e := c.head(a.entity)
		if e.place || e.bound {
			continue
		}
		for _, b := range fillers {
			if !partyRoles.has(b.role) {
				continue
			}
			if to, e := c.head(b.entity); to != from && !e.place && !e.bound {
				take(from, to)
			}
		}
	}
}

// of gives the claims in which one of some heads, or one taken for it, relates somebody to somebody.
func (c *columns) of(heads []int32) claimSet {
	set := c.newSet()
	for _, head := range heads {
		c.addOf(set, head, agentRole|partyRoles)
		for _, piece := range c.entities[head].pieces {
			c.addOf(set, piece, agentRole|partyRoles)
		}
	}
	return set
}

// within gives the question among the claims of a set only, which is the caller's to lose.
func (q *question) within(set claimSet) *question {
	out := *q
	out.set = set.meet(q.set)
	return &out
}

// heads gives the entities with these ids, or those that they are taken for, each once, in the order of ids; one that is not there is left out.
func (l *Ledger) heads(ctx context.Context, c *columns, ids []string) ([]int32, error) {
	var out []int32
	for _, id := range ids {
		rows, err := l.entities(ctx, `SELECT `+entityColumns+` FROM entity e WHERE e.id = ?`, id)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if head := row.identity(); head < int64(len(c.entities)) && !slices.Contains(out, int32(head)) {
				out = append(out, int32(head))
			}
		}
	}
	return out, nil
}

// Network implements [cotejo.Views].
func (l *Ledger) Network(ctx context.Context, f cotejo.Filter, actors []string, edges int) (*cotejo.Network, error) {
	q, done, err := l.ask(ctx, f)
	if err != nil {
		return nil, err
	}
	defer done()
	c := q.columns
	around, err := l.heads(ctx, c, actors)
	if err != nil {
		return nil, err
	}
	if len(actors) > 0 {
		q = q.within(c.of(around))
	}
	var found counts[edgeKey]
	q.each(func(claim int32, cell *claimCell) {
		c.bonds(cell, func(from, to int32) {
			if len(actors) == 0 || slices.Contains(around, from) || slices.Contains(around, to) {
				found.take(edgeKey{from, to, cell.predicate}, claim, cell)
			}
		})
	})
	order := make([]int, len(found.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(found.list[b].documents, found.list[a].documents), found.keys[a].compare(found.keys[b]))
	})
	shown := order[:min(edges, len(order))]
	out, err := l.network(ctx, c, &found, shown, around)
	if err != nil {
		return nil, err
	}
	out.Total, out.More = len(order), len(order) > len(shown)
	return out, nil
}

// network gives some of the edges that were counted, in order, with their ends and others as nodes.
func (l *Ledger) network(ctx context.Context, c *columns, found *counts[edgeKey], edges []int, others []int32) (*cotejo.Network, error) {
	out := &cotejo.Network{Nodes: []cotejo.NetworkNode{}, Edges: []cotejo.NetworkEdge{}}
	seqs := slices.Clone(others)
	for _, at := range edges {
		seqs = append(seqs, found.keys[at].from, found.keys[at].to)
	}
	rows, err := l.rows(ctx, seqs)
	if err != nil {
		return nil, err
	}
	nodes := make([]*entityRow, 0, len(rows))
	for _, row := range rows {
		nodes = append(nodes, row)
	}
	slices.SortFunc(nodes, func(a, b *entityRow) int {
		return cmp.Or(cmp.Compare(b.EntityEntry.Claims, a.EntityEntry.Claims), cmp.Compare(a.seq, b.seq))
	})
	for _, e := range nodes {
		out.Nodes = append(out.Nodes, cotejo.NetworkNode{ID: e.ID, Name: e.Name, Type: e.Type, Subtype: e.Subtype, Country: e.Country, Claims: e.EntityEntry.Claims})
	}
	for _, at := range edges {
		key := found.keys[at]
		out.Edges = append(out.Edges, cotejo.NetworkEdge{From: rows[key.from].ID, To: rows[key.to].ID, Predicate: c.names[key.predicate], Tally: found.list[at].tally()})
	}
	return out, nil
}
