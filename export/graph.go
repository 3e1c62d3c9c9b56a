package export

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo"
)

// graph is actors and what claims make of them to one another. An edge gathers claims of one predicate, hedge and polarity between the
// same two: what is alleged never lies under what is said.
type graph struct {
	nodes map[string]cotejo.Entity
	edges map[edgeKey]*edge
}

type edgeKey struct{ from, to, predicate, hedge, polarity string }

type edge struct {
	edgeKey
	id        string
	asserted  bool
	claims    int
	corrected int // claims that a person corrected
	documents map[string]bool
	first     string // the claims' own days, or those of their reports
	last      string
	quote     string // of the first claim
}

// ends are the roles at the ends of an edge; the first pair that a claim fills is taken.
var ends = [][2]string{{"agent", "party"}, {"agent", "target"}, {"agent", "victim"}}

func newGraph() *graph {
	return &graph{nodes: map[string]cotejo.Entity{}, edges: map[edgeKey]*edge{}}
}

// Finding adds the edges of a claim.
func (g *graph) Finding(f *cotejo.Finding) error {
	for _, pair := range ends {
		from, to := g.actors(f, pair[0]), g.actors(f, pair[1])
		if len(from) == 0 || len(to) == 0 {
			continue
		}
		for _, a := range from {
			for _, b := range to {
				if a != b {
					g.add(f, a, b)
				}
			}
		}
		break
	}
	return nil
}

// actors lists those who fill a role and are no place.
func (g *graph) actors(f *cotejo.Finding, role string) []string {
	var out []string
	for _, filler := range f.Roles[role] {
		e, ok := f.Entities[filler.Entity]
		if ok && e.Type != cotejo.Place && !slices.Contains(out, e.ID) {
			g.nodes[e.ID] = e
			out = append(out, e.ID)
		}
	}
	return out
}

func (g *graph) add(f *cotejo.Finding, from, to string) {
	key := edgeKey{from, to, f.Predicate, string(f.Hedge), f.Polarity}
	e := g.edges[key]
	if e == nil {
		e = &edge{edgeKey: key, id: edgeID(key), asserted: asserts(f), documents: map[string]bool{}, quote: f.Evidence.Quote}
		g.edges[key] = e
	}
	e.claims++
	if f.Corrected != nil {
		e.corrected++
	}
	e.documents[f.Document] = true
	start, end := days(f)
	first, last := cmp.Or(start, end, string(f.Report.Published)), cmp.Or(end, start, string(f.Report.Published))
	if first != "" && (e.first == "" || first < e.first) {
		e.first = first
	}
	e.last = max(e.last, last)
}

// sorted gives nodes and edges in an order that does not hang on that of the claims.
func (g *graph) sorted() ([]cotejo.Entity, []*edge) {
	nodes := slices.SortedFunc(maps.Values(g.nodes), func(a, b cotejo.Entity) int { return cmp.Compare(a.ID, b.ID) })
	edges := slices.SortedFunc(maps.Values(g.edges), func(a, b *edge) int { return cmp.Compare(a.id, b.id) })
	return nodes, edges
}

// identity makes an id of parts.
func identity(parts ...any) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = fmt.Sprint(p)
	}
	return strings.Join(out, "/")
}

// edgeID makes an id of what an edge is known by, without its claims.
func edgeID(key edgeKey) string {
	parts := []string{key.from, key.to, key.predicate, key.hedge, key.polarity}
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(nmtoken(p), ".", "·2E·")
	}
	return strings.Join(parts, ".")
}

// nmtoken makes an id one that GraphML takes, an NMTOKEN of XML: what may not stand in one, and what marks that, is put as its code point
// in hexadecimal between middle dots, so that no two ids become one.
func nmtoken(id string) string {
	var b strings.Builder
	for _, r := range id {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-._:", r)) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "·%X·", r)
		}
	}
	return b.String()
}

// attribute is a column of nodes or edges in GraphML and GEXF.
type attribute struct {
	name, kind string // kind: string, int or boolean, as both forms call them
	node       func(*cotejo.Entity) string
	edge       func(*edge) string
}

var nodeAttributes = []attribute{
	{name: "type", kind: "string", node: func(e *cotejo.Entity) string { return string(e.Type) }},
	{name: "subtype", kind: "string", node: func(e *cotejo.Entity) string { return string(e.Subtype) }},
	{name: "country", kind: "string", node: func(e *cotejo.Entity) string { return string(e.Country) }},
	{name: "aliases", kind: "string", node: func(e *cotejo.Entity) string { return strings.Join(e.Aliases, "; ") }},
}

var edgeAttributes = []attribute{
	{name: "predicate", kind: "string", edge: func(e *edge) string { return e.predicate }},
	{name: "hedge", kind: "string", edge: func(e *edge) string { return e.hedge }},
	{name: "polarity", kind: "string", edge: func(e *edge) string { return e.polarity }},
	{name: "asserted", kind: "boolean", edge: func(e *edge) string { return fmt.Sprint(e.asserted) }},
	{name: "claims", kind: "int", edge: func(e *edge) string { return fmt.Sprint(e.claims) }},
	{name: "corrected", kind: "int", edge: func(e *edge) string { return fmt.Sprint(e.corrected) }},
	{name: "documents", kind: "int", edge: func(e *edge) string { return fmt.Sprint(len(e.documents)) }},
	{name: "first", kind: "string", edge: func(e *edge) string { return e.first }},
	{name: "last", kind: "string", edge: func(e *edge) string { return e.last }},
	{name: "quote", kind: "string", edge: func(e *edge) string { return e.quote }},
}

// label puts an edge in words that say its hedge.
func (e *edge) label() string {
	out := e.predicate
	if e.polarity == cotejo.Negative {
		out = "not " + out
	}
	return out + " (" + e.hedge + ")"
}

// markup writes XML, keeping the first error.
type markup struct {
	w   io.Writer
	err error
}

// put writes a format whose arguments are escaped.
func (m *markup) put(format string, args ...any) {
	if m.err != nil {
		return
	}
	for i, a := range args {
		var b strings.Builder
		m.err = xml.EscapeText(&b, []byte(legible(fmt.Sprint(a))))
		args[i] = b.String()
	}
	if m.err == nil {
		_, m.err = fmt.Fprintf(m.w, format, args...)
	}
}

// GraphML writes actors and what claims say of two of them as GraphML, which Gephi, yEd and Cytoscape open.
type GraphML struct {
	*graph
	w io.Writer
}

// NewGraphML writes to w when closed.
func NewGraphML(w io.Writer) *GraphML { return &GraphML{newGraph(), w} }

// Close writes the graph.
func (g *GraphML) Close() error {
	nodes, edges := g.sorted()
	m := &markup{w: g.w}
	m.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
	m.put("  <key id=\"label\" for=\"all\" attr.name=\"label\" attr.type=\"string\"/>\n")
	for _, a := range nodeAttributes {
		m.put("  <key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"%s\"/>\n", a.name, a.name, a.kind)
	}
	for _, a := range edgeAttributes {
		m.put("  <key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n", a.name, a.name, a.kind)
	}
	m.put("  <graph id=\"claims\" edgedefault=\"directed\">\n")
	for _, n := range nodes {
		m.put("    <node id=\"%s\">\n      <data key=\"label\">%s</data>\n", nmtoken(n.ID), n.Name)
		for _, a := range nodeAttributes {
			if v := a.node(&n); v != "" {
				m.put("      <data key=\"%s\">%s</data>\n", a.name, v)
			}
		}
		m.put("    </node>\n")
	}
	for _, e := range edges {
		m.put("    <edge id=\"%s\" source=\"%s\" target=\"%s\">\n      <data key=\"label\">%s</data>\n", e.id, nmtoken(e.from), nmtoken(e.to), e.label())
		for _, a := range edgeAttributes {
			if v := a.edge(e); v != "" {
				m.put("      <data key=\"%s\">%s</data>\n", a.name, v)
			}
		}
		m.put("    </edge>\n")
	}
	m.put("  </graph>\n</graphml>\n")
	return m.err
}

// GEXF writes the same as GEXF 1.3, with the days between which each edge is claimed.
type GEXF struct {
	*graph
	w io.Writer
}

// NewGEXF writes to w when closed.
func NewGEXF(w io.Writer) *GEXF { return &GEXF{newGraph(), w} }

// gexfKinds are GEXF's names of the kinds of attributes.
var gexfKinds = map[string]string{"string": "string", "int": "integer", "boolean": "boolean"}

// Close writes the graph.
func (g *GEXF) Close() error {
	nodes, edges := g.sorted()
	m := &markup{w: g.w}
	m.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n")
	m.put("  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n")
	g.columns(m, "node", nodeAttributes)
	g.columns(m, "edge", edgeAttributes)
	m.put("    <nodes>\n")
	for _, n := range nodes {
		m.put("      <node id=\"%s\" label=\"%s\">\n        <attvalues>\n", nmtoken(n.ID), n.Name)
		for _, a := range nodeAttributes {
			if v := a.node(&n); v != "" {
				m.put("          <attvalue for=\"%s\" value=\"%s\"/>\n", a.name, v)
			}
		}
		m.put("        </attvalues>\n      </node>\n")
	}
	m.put("    </nodes>\n    <edges>\n")
	for _, e := range edges {
		m.put("      <edge id=\"%s\" source=\"%s\" target=\"%s\" label=\"%s\" weight=\"%s\"", e.id, nmtoken(e.from), nmtoken(e.to), e.label(), strconv.Itoa(e.claims))
		if e.first != "" {
			m.put(" start=\"%s\" end=\"%s\"", e.first, e.last)
		}
		m.put(">\n        <attvalues>\n")
		for _, a := range edgeAttributes {
			if v := a.edge(e); v != "" {
				m.put("          <attvalue for=\"%s\" value=\"%s\"/>\n", a.name, v)
			}
		}
		m.put("        </attvalues>\n      </edge>\n")
	}
	m.put("    </edges>\n  </graph>\n</gexf>\n")
	return m.err
}

func (g *GEXF) columns(m *markup, class string, attributes []attribute) {
	m.put("    <attributes class=\"%s\">\n", class)
	for _, a := range attributes {
		m.put("      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", a.name, a.name, gexfKinds[a.kind])
	}
	m.put("    </attributes>\n")
}
