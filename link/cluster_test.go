package link

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cotejo/cotejo"
	"pgregory.net/rapid"
)

// names of invented people and bodies, near to one another on purpose.
var crowd = []struct {
	typ   cotejo.EntityType
	names []string
}{
	{cotejo.Person, []string{"Evaristo Quiñe", "Evaristo Quiñe Soto", "Evaristo Quiñe Luna", "E. Quiñe Soto", "Evaristo Quiñe Jr.", "Evaristo \"El Tordo\" Quiñe", "El Tordo", "Quiñe", "Quiñe Soto",
		"Evaristo Rey Quiñe Soto", "Evaristo Tomás Quiñe Soto", "Evaristo Tomás Quiñe", "Juan García", "Juan García Soto", "Juan García Luna", "García", "Evaristo Quine", "Evaristo Kiñe Soto", "Comandante Tordo", "alias Grillo", "Evaristo Quiñe, alias Grillo", "0varisto Quiñe Soto"}},
	{cotejo.Organization, []string{"Policía Nacional", "Policía Nacional del Perú", "Policía Nacional de Colombia", "Peruvian National Police", "National Police", "Los Cuatreros", "banda Los Cuatreros", "Los Cuatreros Nuevos", "Cártel de Ribera Honda",
		"Ribera Honda Cartel", "CRH", "Frente 10", "Frente 18", "10th Front", "Décimo Frente", "Armada Roja Popular (ARP)", "ARP", "Popular Red Navy", "Alianza Rural Popular", "DEA", "Drug Enforcement Administration", "Sinaloa Cartel", "Cártel de Sinaloa", "CDS"}},
}

func drawRecords(t *rapid.T, m *Matcher) []*Prepared {
	kind := crowd[rapid.IntRange(0, len(crowd)-1).Draw(t, "kind")]
	n := rapid.IntRange(1, 14).Draw(t, "n")
	var out []*Prepared
	for i := range n {
		r := Record{ID: fmt.Sprintf("e:%02d", i), Type: kind.typ, Name: rapid.SampledFrom(kind.names).Draw(t, "name"), Uses: rapid.IntRange(1, 3).Draw(t, "uses"),
			Country: rapid.SampledFrom([]string{"", "", "co", "pe"}).Draw(t, "country")}
		if rapid.Bool().Draw(t, "company known") {
			r.Company = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 3).Draw(t, "company")
		}
		if rapid.IntRange(0, 5).Draw(t, "alias") == 0 {
			r.Aliases = []string{rapid.SampledFrom(kind.names).Draw(t, "alias name")}
		}
		r.Bound = rapid.IntRange(0, 9).Draw(t, "bound") == 0
		out = append(out, m.Prepare(r))
	}
	return out
}

func drawDecisions(t *rapid.T, nodes []*Prepared) []Decision {
	var out []Decision
	for i := range rapid.IntRange(0, 4).Draw(t, "decisions") {
		a, b := rapid.SampledFrom(nodes).Draw(t, "a"), rapid.SampledFrom(nodes).Draw(t, "b")
		out = append(out, Decision{A: a.ID(), B: b.ID(), Same: rapid.Bool().Draw(t, "same"), At: fmt.Sprint(i % 3)})
	}
	return out
}

func TestCompareIsSymmetric(t *testing.T) {
	m := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := drawRecords(t, m)
		for _, a := range nodes {
			for _, b := range nodes {
				v, w := m.Compare(a, b), m.Compare(b, a)
				if v != w {
					t.Fatalf("%q, %q: %v one way, %v the other", a.rec.Name, b.rec.Name, v, w)
				}
				if v.Same && v.Apart {
					t.Fatalf("%q, %q: same and apart", a.rec.Name, b.rec.Name)
				}
				x, reasons := m.Explain(a, b)
				if x != v {
					t.Fatalf("%q, %q: compared %v, explained %v", a.rec.Name, b.rec.Name, v, x)
				}
				if len(reasons) == 0 {
					t.Fatalf("%q, %q: no reason", a.rec.Name, b.rec.Name)
				}
			}
		}
	})
}

// meet says whether one of two records finds the other by its keys, which must then hold for both.
func meet(m *Matcher, a, b *Prepared) bool {
	finds := func(a, b *Prepared) bool {
		_, sought := m.Keys(a)
		kept, _ := m.Keys(b)
		return slices.ContainsFunc(sought, func(k string) bool { return slices.Contains(kept, k) })
	}
	if finds(a, b) != finds(b, a) {
		panic(fmt.Sprintf("of %q and %q one finds the other alone", a.rec.Name, b.rec.Name))
	}
	return finds(a, b)
}

func TestSameMeet(t *testing.T) {
	m := loaded(t)
	check := func(t interface{ Fatalf(string, ...any) }, a, b *Prepared) {
		if !m.Compare(a, b).Same {
			return
		}
		if !meet(m, a, b) {
			t.Fatalf("%q and %q are the same and do not meet", a.rec.Name, b.rec.Name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		nodes := drawRecords(t, m)
		for i, a := range nodes {
			for _, b := range nodes[:i] {
				check(t, a, b)
			}
		}
	})
	for _, p := range readPairs(t) {
		if p.typ != cotejo.Group {
			check(t, m.named(p.a, p.typ), m.named(p.b, p.typ))
		}
	}
}

func shuffled[T any](t *rapid.T, s []T) []T { return rapid.Permutation(s).Draw(t, "order") }

func TestClusterDoesNotDependOnOrder(t *testing.T) {
	m := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := drawRecords(t, m)
		decisions := drawDecisions(t, nodes)
		want := m.Cluster(nodes, decisions)
		got := m.Cluster(shuffled(t, nodes), shuffled(t, decisions))
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("in another order %v, was %v", got, want)
		}
		members := 0
		for _, g := range want {
			members += len(g.Members)
			if !slices.Contains(g.Members, g.Head) {
				t.Fatalf("the head of %v is no member", g)
			}
		}
		if members != len(nodes) {
			t.Fatalf("%d members of %d records", members, len(nodes))
		}
	})
}

func TestClusterHoldsNoTwoThatAreApart(t *testing.T) {
	m := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := drawRecords(t, m)
		byID := map[string]*Prepared{}
		for _, n := range nodes {
			byID[n.ID()] = n
		}
		for _, g := range m.Cluster(nodes, nil) {
			for i, a := range g.Members {
				for _, b := range g.Members[:i] {
					if m.Compare(byID[a], byID[b]).Apart {
						t.Fatalf("%q and %q are in one group", byID[a].rec.Name, byID[b].rec.Name)
					}
				}
			}
		}
	})
}

// A decision holds until a later one; undone, it leaves nothing behind.
func TestDecisionsHold(t *testing.T) {
	m := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := drawRecords(t, m)
		decisions := drawDecisions(t, nodes)
		a, b := rapid.SampledFrom(nodes).Draw(t, "a"), rapid.SampledFrom(nodes).Draw(t, "b")
		if a == b {
			return
		}
		same := rapid.Bool().Draw(t, "same")
		groups := m.Cluster(nodes, append(slices.Clone(decisions), Decision{A: a.ID(), B: b.ID(), Same: same, At: "9"}))
		together := slices.ContainsFunc(groups, func(g Group) bool { return slices.Contains(g.Members, a.ID()) && slices.Contains(g.Members, b.ID()) })
		if together != same {
			t.Fatalf("decided %v of %q and %q; together: %v", same, a.rec.Name, b.rec.Name, together)
		}
	})
}

// growingGraph keeps what comes, record by record, as a ledger does.
type growingGraph struct {
	memoryGraph
	m     *Matcher
	group map[string]Group
}

func (g *growingGraph) take(groups []Group) {
	for _, group := range groups {
		for _, id := range group.Members {
			g.group[id] = group
		}
	}
}

func TestAroundEqualsCluster(t *testing.T) {
	m := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := drawRecords(t, m)
		decisions := drawDecisions(t, nodes)
		g := &growingGraph{memoryGraph{map[string]*Prepared{}, map[string][]string{}}, m, map[string]Group{}}
		var made []Decision
		for i, n := range nodes {
			for id, o := range g.nodes {
				if m.Compare(n, o).Same {
					g.same[id] = append(g.same[id], n.ID())
					g.same[n.ID()] = append(g.same[n.ID()], id)
				}
			}
			g.nodes[n.ID()] = n
			g.take(m.Around([]string{n.ID()}, g, made))
			if i < len(decisions) { // decided as the records come, also of those that are not there yet
				made = append(made, decisions[i])
				g.take(m.Around([]string{decisions[i].A, decisions[i].B}, g, made))
			}
			if len(made) > 1 && rapid.IntRange(0, 3).Draw(t, "undo") == 0 {
				d := made[0]
				made = made[1:]
				g.take(m.Around([]string{d.A, d.B}, g, made))
			}
			want := map[string]Group{}
			for _, group := range m.Cluster(nodes[:i+1], made) {
				for _, id := range group.Members {
					want[id] = group
				}
			}
			if fmt.Sprint(g.group) != fmt.Sprint(want) {
				t.Fatalf("after %q, step by step %v, at once %v", n.rec.Name, g.group, want)
			}
		}
	})
}

func TestIncompleteNamesStayApart(t *testing.T) {
	m := loaded(t)
	for _, test := range []struct {
		name  string
		typ   cotejo.EntityType
		names []string
		want  string
	}{
		{"fits one", cotejo.Person, []string{"Evaristo Quiñe", "Evaristo Quiñe Soto"}, "[{0 [0 1]}]"},
		{"fits two", cotejo.Person, []string{"Evaristo Quiñe", "Evaristo Quiñe Soto", "Evaristo Quiñe Luna"}, "[{0 [0]} {1 [1]} {2 [2]}]"},
		{"father and son", cotejo.Person, []string{"Evaristo Quiñe Soto", "Evaristo Quiñe Soto Jr.", "Quiñe Soto"}, "[{0 [0 2]} {1 [1]}]"},
		{"a surname of two", cotejo.Person, []string{"Quiñe", "Evaristo Quiñe", "Tomás Quiñe"}, "[{0 [0]} {1 [1]} {2 [2]}]"},
		{"police of two countries", cotejo.Organization, []string{"Policía Nacional", "Policía Nacional del Perú", "Colombian National Police"}, "[{0 [0]} {1 [1]} {2 [2]}]"},
		{"an acronym between two", cotejo.Organization, []string{"ARP", "Armada Roja Popular", "Alianza Rural Popular"}, "[{0 [0]} {1 [1]} {2 [2]}]"},
		{"a chain of three", cotejo.Person, []string{"El Tordo", "Evaristo Quiñe, alias El Tordo", "Evaristo Quiñe Soto"}, "[{0 [0 1 2]}]"},
	} {
		var nodes []*Prepared
		for i, name := range test.names {
			nodes = append(nodes, m.Prepare(Record{ID: fmt.Sprint(i), Name: name, Type: test.typ}))
		}
		if got := fmt.Sprint(m.Cluster(nodes, nil)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestCommonNamesAreNoKeyAlone(t *testing.T) {
	m := loaded(t)
	person, organization := cotejo.Person, cotejo.Organization
	for _, test := range []struct {
		a, b   Record
		shared bool
	}{
		{Record{Name: "Policía Nacional", Type: organization, Company: []string{"x"}}, Record{Name: "National Police", Type: organization, Company: []string{"y"}}, false},
		{Record{Name: "Policía Nacional", Type: organization, Company: []string{"x"}}, Record{Name: "National Police", Type: organization, Company: []string{"x"}}, true},
		{Record{Name: "Policía Nacional", Type: organization, Country: "hn", Company: []string{"x"}}, Record{Name: "National Police", Type: organization, Country: "hn", Company: []string{"y"}}, true},
		{Record{Name: "Policía Nacional", Type: organization, Country: "hn", Company: []string{"x"}}, Record{Name: "National Police", Type: organization, Country: "ni", Company: []string{"y"}}, false},
		{Record{Name: "Cartel de Valle Alto", Type: organization}, Record{Name: "Cartel de Villa Amarga", Type: organization}, false},
		{Record{Name: "Cartel de Valle Alto", Type: organization}, Record{Name: "CVA", Type: organization}, true},
		{Record{Name: "García", Type: person, Company: []string{"x"}}, Record{Name: "Pedro García", Type: person, Company: []string{"y"}}, false},
		{Record{Name: "García", Type: person}, Record{Name: "Pedro García", Type: person}, false},
		{Record{Name: "Juan Carlos García Soto", Type: person, Company: []string{"x"}}, Record{Name: "Juan Carlos Pérez Luna", Type: person, Company: []string{"y"}}, false},
		{Record{Name: "Quiñonal", Type: person, Company: []string{"x"}}, Record{Name: "Pedro Quiñonal", Type: person, Company: []string{"x"}}, true},
	} {
		if got := meet(m, m.Prepare(test.a), m.Prepare(test.b)); got != test.shared {
			t.Errorf("%q %v and %q %v share a key: %v, want %v", test.a.Name, test.a.Company, test.b.Name, test.b.Company, got, test.shared)
		}
	}
}
