package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

var _ cotejo.Views = (*Ledger)(nil)

// tallyColumns count the claims c of a group; they are scanned with tallyInto.
const tallyColumns = `count(*), count(DISTINCT c.document),
	sum(c.polarity = '+' AND c.hedge IN ('plain', 'known', 'said', 'admitted')), sum(c.polarity = '-'),
	ifnull(min(nullif(c.first, '')), ''), max(c.last)`

func tallyInto(t *cotejo.Tally) []any {
	return []any{&t.Claims, &t.Documents, &t.Asserted, &t.Denied, &t.First, &t.Last}
}

// settle works out what the database did not count.
func settle(t *cotejo.Tally) { t.Hedged = t.Claims - t.Asserted - t.Denied }

// from gives the claims of a filter as a subquery "found" with the column k, joined to claim c.
func (l *Ledger) from(ctx context.Context, f cotejo.Filter) (clause string, args []any, nothing bool, err error) {
	f.Limit, f.Offset, f.Newest = 0, 0, false
	p, err := l.plan(ctx, f)
	if err != nil || p.nothing {
		return "", nil, true, err
	}
	query, args := p.query(0, false)
	return " FROM (" + query + ") found CROSS JOIN claim c ON c.seq = found.k", args, false, nil
}

// roleJoin joins those who fill one of the roles, as entity and the one that it is taken for.
func roleJoin(alias string, roles ...string) string {
	return fmt.Sprintf(` CROSS JOIN claim_role %[1]sr ON %[1]sr.claim = c.seq AND %[1]sr.role IN ('%[2]s')
		CROSS JOIN entity %[1]sl ON %[1]sl.seq = %[1]sr.entity CROSS JOIN entity %[1]s ON %[1]s.seq = ifnull(%[1]sl.head, %[1]sl.seq)`,
		alias, strings.Join(roles, "', '"))
}

// query runs a query and hands each row to scan.
func (l *Ledger) each(ctx context.Context, query string, args []any, scan func(into func(...any) error) error) error {
	rows, err := l.read.QueryContext(ctx, query, args...)
	if err != nil {
		return l.wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return l.wrap(err)
		}
	}
	return l.wrap(rows.Err())
}

// Places implements [cotejo.Views].
func (l *Ledger) Places(ctx context.Context, f cotejo.Filter) (places []cotejo.PlaceCount, flows []cotejo.FlowCount, err error) {
	from, args, nothing, err := l.from(ctx, f)
	if err != nil || nothing {
		return nil, nil, err
	}
	err = l.each(ctx, `SELECT p.id, p.name, p.subtype, p.country, p.lat, p.lon, c.predicate, c.stage, `+tallyColumns+from+
		roleJoin("p", cotejo.PlaceRoles...)+` WHERE p.type = 'place' AND p.lat IS NOT NULL AND p.lon IS NOT NULL
		GROUP BY p.seq, c.predicate, c.stage ORDER BY p.seq, c.predicate, c.stage`, args, func(into func(...any) error) error {
		var c cotejo.PlaceCount
		err := into(append([]any{&c.Place, &c.Name, &c.Subtype, &c.Country, &c.Lat, &c.Lon, &c.Predicate, &c.Stage}, tallyInto(&c.Tally)...)...)
		settle(&c.Tally)
		places = append(places, c)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = l.each(ctx, `SELECT a.id, a.name, a.lon, a.lat, b.id, b.name, b.lon, b.lat, c.commodity, `+tallyColumns+from+
		roleJoin("a", "origin")+roleJoin("b", "destination")+` WHERE a.lat IS NOT NULL AND a.lon IS NOT NULL AND b.lat IS NOT NULL AND b.lon IS NOT NULL
		AND a.seq <> b.seq GROUP BY a.seq, b.seq, c.commodity ORDER BY a.seq, b.seq, c.commodity`, args, func(into func(...any) error) error {
		var c cotejo.FlowCount
		err := into(append([]any{&c.From, &c.Names[0], &c.Start[0], &c.Start[1], &c.To, &c.Names[1], &c.End[0], &c.End[1], &c.Commodity}, tallyInto(&c.Tally)...)...)
		settle(&c.Tally)
		flows = append(flows, c)
		return err
	})
	return places, flows, err
}

// otherRoles are the roles opposite an agent's by which a claim relates two actors.
var otherRoles = []string{"party", "target", "victim"}

// Network implements [cotejo.Views].
func (l *Ledger) Network(ctx context.Context, f cotejo.Filter, actors []string, edges int) (*cotejo.Network, error) {
	out := &cotejo.Network{Nodes: []cotejo.NetworkNode{}, Edges: []cotejo.NetworkEdge{}}
	from, args, nothing, err := l.from(ctx, f)
	if err != nil || nothing {
		return out, err
	}
	where := ""
	if len(actors) > 0 {
		if from, where, args, err = l.fromActors(ctx, f, actors); err != nil {
			return nil, err
		}
	}
	var ids []string
	err = l.each(ctx, `SELECT a.id, b.id, c.predicate, `+tallyColumns+from+related+where+`
		GROUP BY a.seq, b.seq, c.predicate ORDER BY 5 DESC, a.seq, b.seq, c.predicate LIMIT ?`, append(slices.Clone(args), edges+1), func(into func(...any) error) error {
		var e cotejo.NetworkEdge
		err := into(append([]any{&e.From, &e.To, &e.Predicate}, tallyInto(&e.Tally)...)...)
		settle(&e.Tally)
		if len(out.Edges) == edges {
			out.More = true
			return err
		}
		out.Edges = append(out.Edges, e)
		ids = append(ids, e.From, e.To)
		return err
	})
	if err != nil {
		return nil, err
	}
	out.Nodes, err = l.nodes(ctx, append(ids, actors...))
	return out, err
}

// fromActors gives the claims of a filter in which one of the actors stands at an end: their claims drive, for they are few, and what the
// filter finds may be all there are.
func (l *Ledger) fromActors(ctx context.Context, f cotejo.Filter, actors []string) (from, where string, args []any, err error) {
	list, err := json.Marshal(actors)
	if err != nil {
		return "", "", nil, err
	}
	from = ` FROM (SELECT DISTINCT r.claim AS k FROM json_each(?) w CROSS JOIN entity h ON h.id = w.value
		CROSS JOIN entity e ON e.seq = h.seq OR e.head = h.seq CROSS JOIN claim_role r ON r.entity = e.seq
		WHERE r.role IN ('agent', '` + strings.Join(otherRoles, "', '") + `')) mine CROSS JOIN claim c ON c.seq = mine.k`
	where = ` AND (a.id IN (SELECT value FROM json_each(?)) OR b.id IN (SELECT value FROM json_each(?)))`
	args = []any{string(list), string(list), string(list)}
	conditions, err := l.conditions(ctx, f)
	for _, c := range conditions {
		where += " AND " + strings.ReplaceAll(c.check, "%k", "c.seq")
		args = append(args, c.args...)
	}
	return from, where, args, err
}

// nodes gives the actors with these ids, each once, those of most claims first.
func (l *Ledger) nodes(ctx context.Context, ids []string) ([]cotejo.NetworkNode, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	out := []cotejo.NetworkNode{}
	err = l.each(ctx, `SELECT e.id, e.name, e.type, e.subtype, e.country, e.claims FROM entity e WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.claims DESC, e.seq`,
		[]any{string(list)}, func(into func(...any) error) error {
			var n cotejo.NetworkNode
			err := into(&n.ID, &n.Name, &n.Type, &n.Subtype, &n.Country, &n.Claims)
			out = append(out, n)
			return err
		})
	return out, err
}

// matrixPlaces joins the places of a claim, or nothing where it has none.
const matrixPlaces = `
	LEFT JOIN claim_role pr ON pr.claim = c.seq AND pr.role IN ('place', 'object', 'destination', 'origin')
		AND EXISTS (SELECT 1 FROM entity x WHERE x.seq = pr.entity AND x.type = 'place')
	LEFT JOIN entity p ON p.seq = pr.entity`

// Matrix implements [cotejo.Views].
func (l *Ledger) Matrix(ctx context.Context, f cotejo.Filter, places bool, agents int) ([]cotejo.MatrixCell, error) {
	from, args, nothing, err := l.from(ctx, f)
	if err != nil || nothing {
		return nil, err
	}
	column, group, join := "c.stage, c.stage", "c.stage", ""
	if places {
		column, group, join = "ifnull(p.id, ''), ifnull(p.name, '')", "p.seq", matrixPlaces
	}
	var out []cotejo.MatrixCell
	count := map[string]int{}
	err = l.each(ctx, `SELECT a.id, a.name, `+column+`, `+tallyColumns+from+roleJoin("a", "agent")+join+`
		WHERE a.type <> 'place' AND a.bound = 0 AND c.predicate IN ('activity', 'presence', 'control', 'supply', 'acquisition')
		GROUP BY a.seq, `+group+` ORDER BY a.seq, `+group, args, func(into func(...any) error) error {
		var c cotejo.MatrixCell
		err := into(append([]any{&c.Agent, &c.AgentName, &c.Column, &c.ColumnName}, tallyInto(&c.Tally)...)...)
		settle(&c.Tally)
		count[c.Agent] += c.Claims
		out = append(out, c)
		return err
	})
	if err != nil || len(count) <= agents {
		return out, err
	}
	most := make([]string, 0, len(count))
	for id := range count {
		most = append(most, id)
	}
	slices.SortFunc(most, func(a, b string) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	kept := map[string]bool{}
	for _, id := range most[:agents] {
		kept[id] = true
	}
	return slices.DeleteFunc(out, func(c cotejo.MatrixCell) bool { return !kept[c.Agent] }), nil
}

// ClaimsByID implements [cotejo.Views].
func (l *Ledger) ClaimsByID(ctx context.Context, ids []string) (map[string]cotejo.Finding, error) {
	var keys []int64
	err := l.each(ctx, `SELECT seq FROM claim_record WHERE id IN (SELECT value FROM json_each(?))`, []any{list(ids)}, func(into func(...any) error) error {
		var seq int64
		err := into(&seq)
		keys = append(keys, seq)
		return err
	})
	if err != nil {
		return nil, err
	}
	found, err := l.findings(ctx, keys)
	out := make(map[string]cotejo.Finding, len(found))
	for _, f := range found {
		out[f.ID] = f
	}
	return out, err
}
