package sqlite

import (
	"cmp"
	"context"
	"slices"

	"github.com/cotejo/cotejo"
)

var _ cotejo.Views = (*Ledger)(nil)

// count is a tally in the making: claims come to it in the order of reading.
type count struct {
	claims, documents, asserted, denied int
	first, last                         int32
	claim, document                     int32 // counted last
}

func (n *count) take(claim int32, cell *claimCell) {
	if n.claim == claim && n.claims > 0 {
		return
	}
	n.claim = claim
	n.claims++
	if n.document != cell.document { // a document's claims come one after the other
		n.document = cell.document
		n.documents++
	}
	switch {
	case cell.asserted:
		n.asserted++
	case cell.denied:
		n.denied++
	}
	if cell.first > 0 && (n.first == 0 || cell.first < n.first) {
		n.first = cell.first
	}
	n.last = max(n.last, cell.last)
}

func (n *count) tally() cotejo.Tally {
	return cotejo.Tally{Claims: n.claims, Documents: n.documents, Asserted: n.asserted, Denied: n.denied, Hedged: n.claims - n.asserted - n.denied,
		First: dayText(n.first), Last: dayText(n.last)}
}

// counts are tallies in the making, by what they are of.
type counts[K comparable] struct {
	at   map[K]int
	keys []K
	list []count
}

func (c *counts[K]) take(key K, claim int32, cell *claimCell) {
	at, ok := c.at[key]
	if !ok {
		if c.at == nil {
			c.at = map[K]int{}
		}
		at = len(c.list)
		c.at[key], c.keys, c.list = at, append(c.keys, key), append(c.list, count{})
	}
	c.list[at].take(claim, cell)
}

// ranked gives the places in keys of a part of the tallies: those of most claims first, and of as many the lesser by the order first.
func (c *counts[K]) ranked(order func(a, b K) int, limit, offset int) []int {
	out := make([]int, len(c.keys))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(c.list[b].claims, c.list[a].claims), order(c.keys[a], c.keys[b]))
	})
	out = out[min(offset, len(out)):]
	return out[:min(limit, len(out))]
}

// byNumber orders entities by number: those read first come first.
func byNumber(a, b int32) int { return cmp.Compare(a, b) }

// rows gives heads as they are shown, by seq.
func (l *Ledger) rows(ctx context.Context, seqs []int32) (map[int32]*entityRow, error) {
	given := make([]int64, len(seqs))
	for i, s := range seqs {
		given[i] = int64(s)
	}
	rows, err := l.entities(ctx, `SELECT `+entityColumns+` FROM entity e WHERE e.seq IN (SELECT value FROM json_each(?))`, list(given))
	if err != nil {
		return nil, err
	}
	out := make(map[int32]*entityRow, len(rows))
	for i := range rows {
		row := &rows[i]
		lat, lon := row.Lat, row.Lon // by which it is on the map
		if row.EntityEntry, err = row.entry(); err != nil {
			return nil, l.wrap(err)
		}
		row.Lat, row.Lon = lat, lon
		out[int32(row.seq)] = row
	}
	return out, nil
}

// placeKey is what claims on the map are counted by.
type placeKey struct{ place, predicate, stage int32 }

// flowKey is what ways are counted by.
type flowKey struct{ from, to, commodity int32 }

func (k flowKey) compare(o flowKey) int {
	return cmp.Or(cmp.Compare(k.from, o.from), cmp.Compare(k.to, o.to), cmp.Compare(k.commodity, o.commodity))
}

// located gives the places on the map that fill one of the roles, under those that they are taken for.
func (c *columns) located(cell *claimCell, roles roleSet, take func(place int32)) {
	for _, filler := range c.fillersOf(cell) {
		if roles.has(filler.role) {
			if head, e := c.head(filler.entity); e.place && e.located {
				take(head)
			}
		}
	}
}

// divisions gives the first-level divisions on the map that a place in one of the roles is, or lies in.
func (c *columns) divisions(cell *claimCell, roles roleSet, take func(division int32)) {
	for _, filler := range c.fillersOf(cell) {
		if !roles.has(filler.role) {
			continue
		}
		place, e := c.head(filler.entity)
		if !e.place {
			continue
		}
		holders := c.entities[filler.entity].within
		for i := 0; i < len(holders) && !e.region; i++ {
			if holder, ok := c.regions[holders[i]]; ok {
				place, e = c.head(holder)
			}
		}
		if e.region && e.located {
			take(place)
		}
	}
}

// Places implements [cotejo.Views].
func (l *Ledger) Places(ctx context.Context, f cotejo.Filter, by cotejo.PlacesBy, limit, offset int) (*cotejo.Places, error) {
	q, done, err := l.ask(ctx, f)
	if err != nil {
		return nil, err
	}
	defer done()
	c := q.columns
	var places counts[int32]
	var detail counts[placeKey]
	var flows counts[flowKey]
	q.each(func(claim int32, cell *claimCell) {
		if by == cotejo.ByDivision {
			c.divisions(cell, placeRoles, func(place int32) { places.take(place, claim, cell) })
		} else {
			c.located(cell, placeRoles, func(place int32) {
				places.take(place, claim, cell)
				if by == cotejo.ByPredicate {
					detail.take(placeKey{place, cell.predicate, cell.stage}, claim, cell)
				}
			})
		}
		c.located(cell, originRole, func(from int32) {
			c.located(cell, goalRole, func(to int32) {
				if from != to {
					flows.take(flowKey{from, to, cell.commodity}, claim, cell)
				}
			})
		})
	})
	out := &cotejo.Places{Places: []cotejo.PlaceCount{}, Flows: []cotejo.FlowCount{}, Total: len(places.keys), TotalFlows: len(flows.keys)}
	shown := places.ranked(byNumber, limit, offset)
	ways := flows.ranked(flowKey.compare, limit, offset)
	var seqs []int32
	rank := map[int32]int{}
	for n, at := range shown {
		seqs = append(seqs, places.keys[at])
		rank[places.keys[at]] = n
	}
	for _, at := range ways {
		seqs = append(seqs, flows.keys[at].from, flows.keys[at].to)
	}
	rows, err := l.rows(ctx, seqs)
	if err != nil {
		return nil, err
	}
	of := func(place int32, predicate, stage string, n *count) cotejo.PlaceCount {
		e := rows[place]
		return cotejo.PlaceCount{Place: e.ID, Name: e.Name, Subtype: e.Subtype, Country: e.Country, Geonames: e.Geonames, Lat: *e.Lat, Lon: *e.Lon,
			Predicate: predicate, Stage: cotejo.Text(stage), Tally: n.tally()}
	}
	if by != cotejo.ByPredicate {
		for _, at := range shown {
			out.Places = append(out.Places, of(places.keys[at], "", "", &places.list[at]))
		}
	} else {
		var parts []int
		for at, key := range detail.keys {
			if _, ok := rank[key.place]; ok {
				parts = append(parts, at)
			}
		}
		slices.SortFunc(parts, func(a, b int) int {
			j, k := detail.keys[a], detail.keys[b]
			return cmp.Or(cmp.Compare(rank[j.place], rank[k.place]), cmp.Compare(c.names[j.predicate], c.names[k.predicate]), cmp.Compare(c.names[j.stage], c.names[k.stage]))
		})
		for _, at := range parts {
			key := detail.keys[at]
			out.Places = append(out.Places, of(key.place, c.names[key.predicate], c.names[key.stage], &detail.list[at]))
		}
	}
	for _, at := range ways {
		key := flows.keys[at]
		a, b := rows[key.from], rows[key.to]
		out.Flows = append(out.Flows, cotejo.FlowCount{From: a.ID, To: b.ID, Names: [2]string{a.Name, b.Name}, Start: [2]float64{*a.Lon, *a.Lat}, End: [2]float64{*b.Lon, *b.Lat},
			Commodity: cotejo.Text(c.names[key.commodity]), Tally: flows.list[at].tally()})
	}
	return out, nil
}

// inTrade are the predicates that put their agent in the trade.
var inTrade = []string{"activity", "presence", "control", "supply", "acquisition"}

// cellKey is what a matrix is counted by. The column is a stage, or a place; 0: none.
type cellKey struct{ agent, column int32 }

// Matrix implements [cotejo.Views].
func (l *Ledger) Matrix(ctx context.Context, f cotejo.Filter, places bool, agents, offset, columns int) (*cotejo.Matrix, error) {
	q, done, err := l.ask(ctx, f)
	if err != nil {
		return nil, err
	}
	defer done()
	c := q.columns
	var rows counts[int32]
	var cells counts[cellKey]
	trade := numbers(c, inTrade)
	q.each(func(claim int32, cell *claimCell) {
		if !slices.Contains(trade, cell.predicate) {
			return
		}
		for _, filler := range c.fillersOf(cell) {
			if !agentRole.has(filler.role) {
				continue
			}
			agent, e := c.head(filler.entity)
			if e.place || e.bound {
				continue
			}
			rows.take(agent, claim, cell)
			if !places {
				cells.take(cellKey{agent, cell.stage}, claim, cell)
				continue
			}
			some := false
			for _, other := range c.fillersOf(cell) {
				if place, e := c.head(other.entity); columnRoles.has(other.role) && e.place {
					some = true
					cells.take(cellKey{agent, place}, claim, cell)
				}
			}
			if !some {
				cells.take(cellKey{agent, 0}, claim, cell)
			}
		}
	})
	out := &cotejo.Matrix{Cells: []cotejo.MatrixCell{}, Agents: len(rows.keys)}
	rank := map[int32]int{}
	for n, at := range rows.ranked(byNumber, agents, offset) {
		rank[rows.keys[at]] = n
	}
	in := func(at int) bool { _, ok := rank[cells.keys[at].agent]; return ok }
	kept, total := c.widest(&cells, in, places, columns)
	out.Columns = total
	var shown []int
	var seqs []int32
	for at, key := range cells.keys {
		if in(at) && (kept == nil || kept[key.column]) {
			shown = append(shown, at)
			seqs = append(seqs, key.agent)
			if places && key.column > 0 {
				seqs = append(seqs, key.column)
			}
		}
	}
	slices.SortFunc(shown, func(a, b int) int {
		j, k := cells.keys[a], cells.keys[b]
		return cmp.Or(cmp.Compare(rank[j.agent], rank[k.agent]), cmp.Compare(cells.list[b].claims, cells.list[a].claims), cmp.Compare(j.column, k.column))
	})
	known, err := l.rows(ctx, seqs)
	if err != nil {
		return nil, err
	}
	for _, at := range shown {
		key := cells.keys[at]
		cell := cotejo.MatrixCell{Agent: known[key.agent].ID, AgentName: known[key.agent].Name, Tally: cells.list[at].tally()}
		switch {
		case !places:
			cell.Column, cell.ColumnName = cotejo.Text(c.names[key.column]), cotejo.Text(c.names[key.column])
		case key.column > 0:
			cell.Column, cell.ColumnName = cotejo.Text(known[key.column].ID), cotejo.Text(known[key.column].Name)
		}
		out.Cells = append(out.Cells, cell)
	}
	return out, nil
}

// widest gives the columns to show, nil for all, and how many there are: those of most claims in the cells that are in, and the one of none.
func (c *columns) widest(cells *counts[cellKey], in func(int) bool, places bool, most int) (map[int32]bool, int) {
	claims := map[int32]int{}
	for at, key := range cells.keys {
		if in(at) && key.column > 0 {
			claims[key.column] += cells.list[at].claims
		}
	}
	if !places || len(claims) <= most {
		return nil, len(claims)
	}
	order := make([]int32, 0, len(claims))
	for column := range claims {
		order = append(order, column)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(claims[b], claims[a]), cmp.Compare(a, b)) })
	kept := map[int32]bool{0: true}
	for _, column := range order[:most] {
		kept[column] = true
	}
	return kept, len(claims)
}

// ClaimsByID implements [cotejo.Views].
func (l *Ledger) ClaimsByID(ctx context.Context, ids []string) (map[string]cotejo.Finding, error) {
	keys, err := l.claimKeys(ctx, ids)
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

func (l *finder) claimKeys(ctx context.Context, ids []string) ([]int64, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT seq FROM claim_record WHERE id IN (SELECT value FROM json_each(?))`, list(ids))
	if err != nil {
		return nil, l.wrap(err)
	}
	defer rows.Close()
	var keys []int64
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, l.wrap(err)
		}
		keys = append(keys, seq)
	}
	return keys, l.wrap(rows.Err())
}
