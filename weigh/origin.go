package weigh

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// node is one who speaks or passes on, in the paths by which a group's claims reach us.
type node struct {
	key     string
	name    string
	kind    cotejo.SourceType
	from    map[string]bool // keys of those whose word it passes on
	to      []*node         // those who pass on its word
	circle  int             // which circle of nodes that pass on one another's word it is in
	subtype string          // what kind of office or body it is
	weight  float64         // the most that its word weighs in any claim
	paths   [][]string
	reports list // documents that bring its word
	self    bool // it speaks for itself
}

// mostPaths bounds the paths that are written out for an origin.
const mostPaths = 20

// weight is what stands behind a group.
type weight struct {
	origins []cotejo.Origin
	support float64
	circles [][]string // names of those that go back to one another and to nobody else
	self    []string   // names of those who speak for themselves
}

// path gives those by whom the claim reaches us, the innermost first: its chain, the wires credited, who printed it. The keys of
// two who cannot be told apart are equal: of those who have no name, one through whom they speak hears them all, so that two
// anonymous officials of one paper are never counted twice.
func (c *Claim) path() []node {
	var out []node
	add := func(s Source) {
		n := node{key: s.Identity, name: s.Name, kind: s.Type, subtype: s.Subtype}
		if s.Identity == "" && s.Name != "" && s.Type != cotejo.MediaSource && s.Type != cotejo.NamedSource {
			n.key = "" // told by whoever passes it on
		} else if n.key == "" {
			n.key = fold(s.Name)
		}
		if n.key != "" || n.name != "" {
			out = append(out, n)
		}
	}
	for _, s := range c.Chain {
		add(s)
	}
	for _, w := range c.Wires {
		if !slices.ContainsFunc(out, func(n node) bool { return fold(n.name) == fold(w) }) {
			add(Source{Name: w, Type: cotejo.MediaSource})
		}
	}
	last := c.Outlet
	if last.Identity == "" && last.Name == "" {
		last = Source{Identity: "document " + c.Family, Name: "?", Type: cotejo.UnspecifiedSource}
	}
	if len(out) == 0 || out[len(out)-1].key != cmp.Or(last.Identity, fold(last.Name)) {
		add(last)
	}
	for len(out) > 1 && out[0].kind == cotejo.UnspecifiedSource { // "reportedly" is the word of whoever writes it
		out = out[1:]
	}
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].key == "" {
			through := c.Family
			if i+1 < len(out) {
				through = out[i+1].key
			}
			out[i].key = string(out[i].kind) + " of " + through
		}
	}
	return out
}

// voice names the innermost source.
func (c *Claim) voice() string {
	if p := c.path(); len(p) > 0 {
		return p[0].name
	}
	return "?"
}

// weigh finds the origins of a group: those whose word nobody in it passes on from another. Of some who pass on one another's
// word and nobody else's, one counts.
func (s *Scheme) weigh(g *group) weight {
	nodes := map[string]*node{}
	named := g.named()
	for _, a := range g.atoms {
		c := a.claim
		path := c.path()
		if key := c.shortFor(named); key != "" {
			path[0].key = key
		}
		var names []string
		for i := range path {
			n := nodes[path[i].key]
			if n == nil {
				n = &node{key: path[i].key, name: path[i].name, kind: path[i].kind, from: map[string]bool{}}
				nodes[n.key] = n
			}
			if i > 0 && path[i-1].key != n.key {
				n.from[path[i-1].key] = true
			}
			names = append(names, path[i].name)
		}
		n := nodes[path[0].key]
		w := s.Sources[n.kind]
		if n.kind == cotejo.CollectiveSource && slices.Contains(s.Offices.Subtypes, path[0].subtype) {
			w = s.Offices.Weight
		}
		w *= s.Hedges[c.Hedge]
		if c.Polarity == cotejo.Negative && c.speaks(n.key) {
			w *= s.Interest
			n.self = true
		}
		n.weight = max(n.weight, w)
		n.reports.add(c.Document)
		if len(n.paths) < mostPaths && !slices.ContainsFunc(n.paths, func(p []string) bool { return slices.Equal(p, names) }) {
			n.paths = append(n.paths, names)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(nodes)) {
		for from := range nodes[key].from {
			nodes[from].to = append(nodes[from].to, nodes[key])
		}
	}
	var out weight
	for _, circle := range circles(nodes) {
		first, ok := s.source(circle, nodes)
		if !ok {
			continue
		}
		if len(circle) > 1 {
			var names []string
			for _, n := range circle {
				names = append(names, n.name)
			}
			out.circles = append(out.circles, names)
		}
		if first.self {
			out.self = append(out.self, first.name)
		}
		out.support += first.weight
		out.origins = append(out.origins, cotejo.Origin{Source: first.name, SourceType: first.kind, Documents: first.reports.items, Paths: first.paths})
	}
	slices.SortStableFunc(out.origins, func(a, b cotejo.Origin) int {
		return cmp.Or(-cmp.Compare(s.Sources[a.SourceType], s.Sources[b.SourceType]), -cmp.Compare(len(a.Documents), len(b.Documents)), cmp.Compare(a.Source, b.Source))
	})
	return out
}

// named gives those with an identity on whose word the claims of each family stand, by family and kind.
func (g *group) named() map[string][]Source {
	out := map[string][]Source{}
	for _, a := range g.atoms {
		if c := a.claim; len(c.Chain) > 0 && c.Chain[0].Identity != "" {
			of := join(c.Family, string(c.Chain[0].Type))
			out[of] = append(out[of], c.Chain[0])
		}
	}
	return out
}

// shortFor gives the identity of the one of the same text for whom the innermost source, which has none, is short: one printing has
// "Costa Rican prosecutors", the next "prosecutors". It is "" where there is none, or several.
func (c *Claim) shortFor(named map[string][]Source) string {
	if len(c.Chain) == 0 || c.Chain[0].Identity != "" || c.Chain[0].Name == "" {
		return ""
	}
	found := ""
	short := " " + fold(c.Chain[0].Name) + " "
	for _, s := range named[join(c.Family, string(c.Chain[0].Type))] {
		if full := " " + fold(s.Name) + " "; !strings.HasPrefix(full, short) && !strings.HasSuffix(full, short) {
			continue
		}
		if found != "" && found != s.Identity {
			return ""
		}
		found = s.Identity
	}
	return found
}

// source gives what a circle of nodes counts for as one origin, unless they have it from somebody outside.
func (s *Scheme) source(circle []*node, nodes map[string]*node) (node, bool) {
	for _, n := range circle {
		for key := range n.from {
			if nodes[key].circle != n.circle {
				return node{}, false
			}
		}
	}
	out := node{}
	for i, n := range circle {
		if i == 0 {
			out.key, out.name, out.kind = n.key, n.name, n.kind
		}
		out.weight = max(out.weight, n.weight)
		out.self = out.self || n.self
		out.paths = append(out.paths, n.paths...)
	}
	for _, n := range downstream(circle) {
		for _, d := range n.reports.items {
			out.reports.add(d)
		}
	}
	out.paths = out.paths[:min(len(out.paths), mostPaths)]
	return out, true
}

// downstream gives a circle and all who have it from there, by whatever way.
func downstream(circle []*node) []*node {
	out := slices.Clone(circle)
	seen := map[*node]bool{}
	for _, n := range out {
		seen[n] = true
	}
	for i := 0; i < len(out); i++ {
		for _, n := range out[i].to {
			if !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	return out
}

// list is strings in the order in which they came, each once.
type list struct {
	items []string
	seen  map[string]bool
}

func (l *list) add(item string) {
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	if !l.seen[item] {
		l.seen[item] = true
		l.items = append(l.items, item)
	}
}

// speaks says whether the one with this key is an actor of the claim.
func (c *Claim) speaks(key string) bool {
	for _, role := range []string{"agent", "party", "subject"} {
		for _, f := range c.Roles[role] {
			if f.Identity != "" && f.Identity == key {
				return true
			}
		}
	}
	return false
}

// circles gives the strongly connected components of the nodes (Tarjan 1972), each sorted, in the order of their first keys.
func circles(nodes map[string]*node) [][]*node {
	t := tarjan{nodes: nodes, index: map[string]int{}, low: map[string]int{}, on: map[string]bool{}}
	for _, key := range slices.Sorted(maps.Keys(nodes)) {
		if t.index[key] == 0 {
			t.visit(key)
		}
	}
	for i, circle := range t.out {
		slices.SortFunc(circle, func(a, b *node) int { return cmp.Compare(a.key, b.key) })
		for _, n := range circle {
			n.circle = i
		}
	}
	return t.out
}

type tarjan struct {
	nodes map[string]*node
	index map[string]int
	low   map[string]int
	on    map[string]bool
	stack []string
	out   [][]*node
}

func (t *tarjan) visit(key string) {
	t.index[key] = len(t.index) + 1
	t.low[key] = t.index[key]
	t.stack = append(t.stack, key)
	t.on[key] = true
	for _, next := range slices.Sorted(maps.Keys(t.nodes[key].from)) {
		if t.index[next] == 0 {
			t.visit(next)
			t.low[key] = min(t.low[key], t.low[next])
		} else if t.on[next] {
			t.low[key] = min(t.low[key], t.index[next])
		}
	}
	if t.low[key] != t.index[key] {
		return
	}
	var circle []*node
	for {
		n := len(t.stack) - 1
		top := t.stack[n]
		t.stack = t.stack[:n]
		t.on[top] = false
		circle = append(circle, t.nodes[top])
		if top == key {
			break
		}
	}
	t.out = append(t.out, circle)
}
