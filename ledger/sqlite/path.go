package sqlite

import (
	"cmp"
	"context"
	"slices"

	"github.com/cotejo/cotejo"
)

// side is a search from one end of a path: whom it reached, each with the one before, and whom last.
type side struct {
	before map[int32]int32
	last   []int32
}

// Path implements [cotejo.Views]. It searches breadth first from both ends, a step at a time where fewer actors were reached last: an actor
// whom everybody knows is met halfway and not looked at from.
func (l *Ledger) Path(ctx context.Context, f cotejo.Filter, from, to string, steps int) (*cotejo.Network, error) {
	none := &cotejo.Network{Nodes: []cotejo.NetworkNode{}, Edges: []cotejo.NetworkEdge{}}
	q, done, err := l.ask(ctx, f)
	if err != nil {
		return nil, err
	}
	defer done()
	c := q.columns
	var given [2]int32
	for i, id := range []string{from, to} {
		heads, err := l.heads(ctx, c, []string{id})
		if err != nil || len(heads) == 0 {
			return none, err
		}
		given[i] = heads[0]
	}
	way := q.way(given[0], given[1], steps)
	if way == nil {
		return none, nil
	}
	var found counts[edgeKey]
	var edges []int
	for i := range len(way) - 1 {
		edges = append(edges, q.edge(&found, way[i], way[i+1]))
	}
	out, err := l.network(ctx, c, &found, edges, way)
	if err != nil {
		return nil, err
	}
	out.Total = len(edges)
	return out, nil
}

// way gives the actors along a shortest chain of claims from one to another, both included; nil where none has at most so many steps.
func (q *question) way(from, to int32, steps int) []int32 {
	ends := [2]*side{{map[int32]int32{from: 0}, []int32{from}}, {map[int32]int32{to: 0}, []int32{to}}}
	meet, found := from, from == to
	for step := 0; step < steps && !found; step++ {
		near, far := ends[0], ends[1]
		if len(far.last) < len(near.last) {
			near, far = far, near
		}
		reached := q.neighbours(near)
		if len(reached) == 0 {
			return nil
		}
		near.last = reached
		for _, n := range reached {
			if _, met := far.before[n]; met {
				meet, found = n, true
				break
			}
		}
	}
	if !found {
		return nil
	}
	way := []int32{meet}
	for at := meet; at != from; at = ends[0].before[at] {
		way = append(way, ends[0].before[at])
	}
	slices.Reverse(way)
	for at := meet; at != to; at = ends[1].before[at] {
		way = append(way, ends[1].before[at])
	}
	return way
}

// neighbours takes a side a step further: it gives whom claims relate to those reached last and who was not reached yet, those of most such
// claims first, and notes from whom.
func (q *question) neighbours(s *side) []int32 {
	own := map[int32]bool{}
	for _, n := range s.last {
		own[n] = true
	}
	claims := map[int32]int{}
	var out []int32
	reach := func(from, to int32) {
		if !own[from] {
			return
		}
		if _, known := s.before[to]; !known {
			s.before[to] = from
			out = append(out, to)
		}
		claims[to]++
	}
	q.within(q.columns.of(s.last)).each(func(_ int32, cell *claimCell) {
		q.columns.bonds(cell, func(from, to int32) {
			reach(from, to)
			reach(to, from)
		})
	})
	slices.SortFunc(out, func(a, b int32) int { return cmp.Or(cmp.Compare(claims[b], claims[a]), cmp.Compare(a, b)) })
	return out
}

// edge counts the edges between two actors, and gives the place of the one that most documents speak of.
func (q *question) edge(found *counts[edgeKey], one, other int32) int {
	c := q.columns
	rarer := one // whose claims are looked at
	if len(c.entities[other].claims) < len(c.entities[one].claims) {
		rarer = other
	}
	best := -1
	q.within(c.of([]int32{rarer})).each(func(claim int32, cell *claimCell) {
		c.bonds(cell, func(from, to int32) {
			if from == one && to == other || from == other && to == one {
				found.take(edgeKey{from, to, cell.predicate}, claim, cell)
			}
		})
	})
	for at, key := range found.keys {
		if (key.from != one || key.to != other) && (key.from != other || key.to != one) {
			continue
		}
		if best < 0 || found.list[at].documents > found.list[best].documents ||
			found.list[at].documents == found.list[best].documents && key.compare(found.keys[best]) < 0 {
			best = at
		}
	}
	return best
}
