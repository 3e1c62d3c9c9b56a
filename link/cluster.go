package link

import (
	"cmp"
	"slices"
)

// Decision is what a person decided of two entities.
type Decision struct {
	A, B string // ids
	Same bool
	At   string // when; of decisions that contradict one another the later holds
}

// Group is records that are one.
type Group struct {
	Head    string   // id of the one whose name it goes by: a well-known name first, then the most used
	Members []string // ids, ascending; Head among them
}

// Graph is records and which of them [Matcher.Compare] calls the same.
type Graph interface {
	// Prepared gives the record with an id, or nil.
	Prepared(id string) *Prepared
	// Same gives the ids of the records that are compared with it as the same, in any order.
	Same(id string) []string
}

// Cluster makes groups of records. Every record is in one group. It is a function of the sets of its arguments: their order does
// not matter.
//
// A person's decisions hold first. A record that fits two others which names tell apart (a father and a son, two people of one
// first surname) joins neither. The rest are joined from the surest verdict to the least sure, but never so that a group holds two
// that names or a decision tell apart.
func (m *Matcher) Cluster(nodes []*Prepared, decisions []Decision) []Group {
	g := memoryGraph{nodes: map[string]*Prepared{}, same: map[string][]string{}}
	ids := make([]string, 0, len(nodes))
	kept, sought := map[string][]string{}, map[string][]string{}
	for _, n := range nodes {
		if g.nodes[n.rec.ID] != nil {
			continue
		}
		g.nodes[n.rec.ID] = n
		ids = append(ids, n.rec.ID)
		here, there := m.Keys(n)
		for _, k := range here {
			kept[k] = append(kept[k], n.rec.ID)
		}
		for _, k := range there {
			sought[k] = append(sought[k], n.rec.ID)
		}
	}
	seen := map[[2]string]bool{}
	for k, block := range kept {
		for _, a := range block {
			for _, b := range sought[k] {
				p := pairOf(a, b)
				if a == b || seen[p] {
					continue
				}
				seen[p] = true
				if m.Compare(g.nodes[a], g.nodes[b]).Same {
					g.same[a] = append(g.same[a], b)
					g.same[b] = append(g.same[b], a)
				}
			}
		}
	}
	return m.Around(ids, g, decisions)
}

type memoryGraph struct {
	nodes map[string]*Prepared
	same  map[string][]string
}

func (g memoryGraph) Prepared(id string) *Prepared { return g.nodes[id] }
func (g memoryGraph) Same(id string) []string      { return g.same[id] }

func pairOf(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}

// Around gives the groups of all records whose group may be another since some changed: those that are new, whose edges changed
// or of whom something was decided or undone. For an edge or a decision that went away both ends have changed. The groups are those
// that [Matcher.Cluster] gives for all records at once.
func (m *Matcher) Around(changed []string, g Graph, decisions []Decision) []Group {
	c := &clusterer{m: m, graph: g, union: newUnion(decisions), nodes: map[string]*cluster{}, ambiguous: map[*cluster]bool{}, near: map[*cluster][]*cluster{}}
	walked := c.walk(c.union.reach(changed))
	return c.groups(walked)
}

// cluster is records that decisions hold together: one record, mostly.
type cluster struct {
	id      string // its first member
	members []*Prepared
}

type clusterer struct {
	m         *Matcher
	graph     Graph
	union     *union
	nodes     map[string]*cluster     // by id of a member
	near      map[*cluster][]*cluster // neighbours, by id
	ambiguous map[*cluster]bool
}

// node gives the cluster of an id; nil where there is no such record.
func (c *clusterer) node(id string) *cluster {
	if n, ok := c.nodes[id]; ok {
		return n
	}
	n := &cluster{}
	for _, member := range c.union.members(id) {
		if p := c.graph.Prepared(member); p != nil {
			n.members = append(n.members, p)
		}
	}
	if len(n.members) == 0 {
		c.nodes[id] = nil
		return nil
	}
	n.id = n.members[0].rec.ID
	for _, member := range c.union.members(id) {
		c.nodes[member] = n
	}
	return n
}

// neighbours gives those that a cluster may be one with.
func (c *clusterer) neighbours(n *cluster) []*cluster {
	if near, ok := c.near[n]; ok {
		return near
	}
	seen := map[*cluster]bool{n: true, nil: true}
	var near []*cluster
	for _, p := range n.members {
		for _, id := range c.graph.Same(p.rec.ID) {
			if o := c.node(id); !seen[o] {
				seen[o] = true
				if !c.apart(n, o) && !c.decidedApart(n, o) {
					near = append(near, o)
				}
			}
		}
	}
	slices.SortFunc(near, func(a, b *cluster) int { return cmp.Compare(a.id, b.id) })
	c.near[n] = near
	return near
}

// apart says whether names tell two clusters apart.
func (c *clusterer) apart(a, b *cluster) bool {
	for _, p := range a.members {
		for _, q := range b.members {
			if c.m.Compare(p, q).Apart {
				return true
			}
		}
	}
	return false
}

func (c *clusterer) decidedApart(a, b *cluster) bool {
	if len(c.union.apart) == 0 {
		return false
	}
	for _, p := range a.members {
		for _, q := range b.members {
			if c.union.apart[pairOf(p.rec.ID, q.rec.ID)] {
				return true
			}
		}
	}
	return false
}

// fitsTwo says whether a cluster fits two others that names tell apart.
func (c *clusterer) fitsTwo(n *cluster) bool {
	if is, ok := c.ambiguous[n]; ok {
		return is
	}
	is := false
	near := c.neighbours(n)
search:
	for i := range near {
		for j := range i {
			if c.apart(near[i], near[j]) {
				is = true
				break search
			}
		}
	}
	c.ambiguous[n] = is
	return is
}

// walk gives the clusters whose group may have changed. A record that comes makes its neighbours fit two where they fitted one, so
// that their neighbours may lose them; from there on, only those that fit one lead further.
func (c *clusterer) walk(changed []string) []*cluster {
	depth := map[*cluster]int{}
	var queue []*cluster
	push := func(n *cluster, d int) {
		if n == nil {
			return
		}
		if old, ok := depth[n]; ok && old <= d {
			return
		}
		depth[n] = d
		queue = append(queue, n)
	}
	for _, id := range changed {
		push(c.node(id), 0)
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		if d := depth[n]; d < 2 || !c.fitsTwo(n) {
			for _, o := range c.neighbours(n) {
				push(o, min(d+1, 2))
			}
			for _, id := range c.touched(n, d) {
				push(c.node(id), d+1)
			}
		}
	}
	out := make([]*cluster, 0, len(depth))
	for n := range depth {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b *cluster) int { return cmp.Compare(a.id, b.id) })
	return out
}

// touched gives the ids that were neighbours of a cluster near to what changed before decisions told them apart.
func (c *clusterer) touched(n *cluster, depth int) []string {
	if depth >= 2 {
		return nil
	}
	var out []string
	for _, p := range n.members {
		out = append(out, c.graph.Same(p.rec.ID)...)
	}
	return out
}

// edge is two clusters that may be one.
type edge struct {
	a, b  *cluster
	score float64
}

// groups joins clusters, from the surest edge to the least sure.
func (c *clusterer) groups(walked []*cluster) []Group {
	var edges []edge
	for _, n := range walked {
		if c.fitsTwo(n) {
			continue
		}
		for _, o := range c.neighbours(n) {
			if n.id < o.id && !c.fitsTwo(o) {
				edges = append(edges, edge{n, o, c.score(n, o)})
			}
		}
	}
	slices.SortFunc(edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a.id, y.a.id), cmp.Compare(x.b.id, y.b.id))
	})
	joined := map[*cluster]*[]*cluster{}
	for _, n := range walked {
		joined[n] = &[]*cluster{n}
	}
	for _, e := range edges {
		x, y := joined[e.a], joined[e.b]
		if x == y || c.anyApart(*x, *y) {
			continue
		}
		*x = append(*x, *y...)
		for _, n := range *y {
			joined[n] = x
		}
	}
	var out []Group
	for _, n := range walked {
		if set := joined[n]; slices.MinFunc(*set, func(a, b *cluster) int { return cmp.Compare(a.id, b.id) }) == n {
			out = append(out, c.group(*set))
		}
	}
	return out
}

func (c *clusterer) anyApart(xs, ys []*cluster) bool {
	for _, x := range xs {
		for _, y := range ys {
			if c.apart(x, y) || c.decidedApart(x, y) {
				return true
			}
		}
	}
	return false
}

func (c *clusterer) score(a, b *cluster) float64 {
	best := 0.0
	for _, p := range a.members {
		for _, q := range b.members {
			best = max(best, c.m.Compare(p, q).Score)
		}
	}
	return best
}

func (c *clusterer) group(set []*cluster) Group {
	var members []*Prepared
	for _, n := range set {
		members = append(members, n.members...)
	}
	head := slices.MinFunc(members, func(a, b *Prepared) int {
		return cmp.Or(-cmp.Compare(a.fame(), b.fame()), -cmp.Compare(a.rec.Uses, b.rec.Uses), cmp.Compare(a.rec.Name, b.rec.Name), cmp.Compare(a.rec.ID, b.rec.ID))
	})
	g := Group{Head: head.rec.ID}
	for _, p := range members {
		g.Members = append(g.Members, p.rec.ID)
	}
	slices.Sort(g.Members)
	return g
}

// fame is 1 where the name is a well-known one.
func (p *Prepared) fame() int {
	if p.body != nil && p.body.actor >= 0 || p.person != nil && p.person.byname >= 0 {
		return 1
	}
	return 0
}

// union is what decisions hold together and apart.
type union struct {
	of    map[string][]string // id → ids held together with it, ascending; itself alone where absent
	apart map[[2]string]bool
	all   map[string][]string // id → those of whom something was decided together with it
}

// newUnion settles decisions from the last to the first: one that contradicts a later one is passed over.
func newUnion(decisions []Decision) *union {
	u := &union{of: map[string][]string{}, apart: map[[2]string]bool{}, all: map[string][]string{}}
	ordered := slices.Clone(decisions)
	slices.SortFunc(ordered, func(x, y Decision) int {
		px, py := pairOf(x.A, x.B), pairOf(y.A, y.B)
		same := 0
		if x.Same != y.Same {
			same = 1
			if !x.Same {
				same = -1
			}
		}
		return cmp.Or(cmp.Compare(y.At, x.At), cmp.Compare(px[0], py[0]), cmp.Compare(px[1], py[1]), same)
	})
	for _, d := range ordered {
		if d.A == d.B {
			continue
		}
		u.all[d.A] = append(u.all[d.A], d.B)
		u.all[d.B] = append(u.all[d.B], d.A)
		x, y := u.members(d.A), u.members(d.B)
		together := slices.Contains(x, d.B)
		switch {
		case !d.Same && !together:
			u.apart[pairOf(d.A, d.B)] = true
		case d.Same && !together && !u.anyApart(x, y):
			both := slices.Concat(x, y)
			slices.Sort(both)
			for _, id := range both {
				u.of[id] = both
			}
		}
	}
	return u
}

func (u *union) members(id string) []string {
	if m, ok := u.of[id]; ok {
		return m
	}
	return []string{id}
}

func (u *union) anyApart(xs, ys []string) bool {
	for _, x := range xs {
		for _, y := range ys {
			if u.apart[pairOf(x, y)] {
				return true
			}
		}
	}
	return false
}

// reach gives ids and all that decisions connect with them: one that is undone can bring an earlier one to bear.
func (u *union) reach(ids []string) []string {
	seen := map[string]bool{}
	queue := slices.Clone(ids)
	var out []string
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		out = append(out, id)
		queue = append(queue, u.all[id]...)
	}
	return out
}
