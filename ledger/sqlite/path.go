package sqlite

import (
	"context"
	"slices"

	"github.com/cotejo/cotejo"
)

// widest bounds how many actors one step of a path is searched from: those of most claims.
const widest = 500

// side is a search from one end of a path: whom it reached, each with the one before, and whom last.
type side struct {
	before map[string]string
	last   []string
}

// Path implements [cotejo.Views]. It searches breadth first from both ends, a step at a time where fewer actors were reached last: an actor
// whom everybody knows is met halfway and not looked at from.
func (l *Ledger) Path(ctx context.Context, f cotejo.Filter, from, to string, steps int) (*cotejo.Network, error) {
	out := &cotejo.Network{Nodes: []cotejo.NetworkNode{}, Edges: []cotejo.NetworkEdge{}}
	ends := [2]*side{{map[string]string{from: ""}, []string{from}}, {map[string]string{to: ""}, []string{to}}}
	meet, found := from, from == to
	for step := 0; step < steps && !found; step++ {
		near, far := ends[0], ends[1]
		if len(far.last) < len(near.last) {
			near, far = far, near
		}
		if len(near.last) == 0 {
			break
		}
		next, err := l.neighbours(ctx, f, near.last[:min(len(near.last), widest)])
		if err != nil {
			return nil, err
		}
		near.last = nil
		for _, n := range next {
			if _, known := near.before[n[1]]; known {
				continue
			}
			near.before[n[1]] = n[0]
			near.last = append(near.last, n[1])
			if _, met := far.before[n[1]]; met && !found {
				meet, found = n[1], true
			}
		}
	}
	if !found {
		return out, nil
	}
	ids := []string{meet}
	for at := meet; at != from; at = ends[0].before[at] {
		ids = append(ids, ends[0].before[at])
	}
	slices.Reverse(ids)
	for at := meet; at != to; at = ends[1].before[at] {
		ids = append(ids, ends[1].before[at])
	}
	for i := range len(ids) - 1 {
		e, err := l.edge(ctx, f, ids[i], ids[i+1])
		if err != nil {
			return nil, err
		}
		out.Edges = append(out.Edges, e)
	}
	var err error
	out.Nodes, err = l.nodes(ctx, ids)
	return out, err
}

// related joins those whom a claim relates, as a and b.
var related = roleJoin("a", "agent") + roleJoin("b", otherRoles...) + `
	WHERE a.type <> 'place' AND b.type <> 'place' AND a.bound = 0 AND b.bound = 0 AND a.seq <> b.seq`

// neighbours gives whom claims relate to actors: pairs of an actor and another, the others of most claims first.
func (l *Ledger) neighbours(ctx context.Context, f cotejo.Filter, actors []string) ([][2]string, error) {
	from, where, args, err := l.fromActors(ctx, f, actors)
	if err != nil {
		return nil, err
	}
	given := list(actors)
	query := `WITH pair AS MATERIALIZED (SELECT DISTINCT a.seq AS x, b.seq AS y, a.id AS xid, b.id AS yid, a.claims AS xc, b.claims AS yc` + from + related + where + `)
		SELECT xid, yid, yc AS n, y AS other, x AS own FROM pair WHERE xid IN (SELECT value FROM json_each(?))
		UNION SELECT yid, xid, xc, x, y FROM pair WHERE yid IN (SELECT value FROM json_each(?)) ORDER BY n DESC, other, own`
	args = append(args, given, given)
	var out [][2]string
	err = l.each(ctx, query, args, func(into func(...any) error) error {
		var pair [2]string
		var n, other, own int64
		err := into(&pair[0], &pair[1], &n, &other, &own)
		out = append(out, pair)
		return err
	})
	return out, err
}

// edge gives the edge between two actors that most documents speak of.
func (l *Ledger) edge(ctx context.Context, f cotejo.Filter, one, other string) (e cotejo.NetworkEdge, err error) {
	nodes, err := l.nodes(ctx, []string{one, other})
	if err != nil || len(nodes) < 2 {
		return e, err
	}
	rarer := nodes[1].ID // its claims drive
	from, where, args, err := l.fromActors(ctx, f, []string{rarer})
	if err != nil {
		return e, err
	}
	pair := list([]string{one, other})
	err = l.each(ctx, `SELECT a.id, b.id, c.predicate, `+tallyColumns+from+related+where+`
		AND a.id IN (SELECT value FROM json_each(?)) AND b.id IN (SELECT value FROM json_each(?))
		GROUP BY a.seq, b.seq, c.predicate ORDER BY 5 DESC, a.seq, b.seq, c.predicate LIMIT 1`, append(args, pair, pair), func(into func(...any) error) error {
		err := into(append([]any{&e.From, &e.To, &e.Predicate}, tallyInto(&e.Tally)...)...)
		settle(&e.Tally)
		return err
	})
	return e, err
}
