package weigh

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"pgregory.net/rapid"
)

func actor(name string) Filler {
	return Filler{Identity: "e:" + name, Name: name, Type: cotejo.Organization, Named: true}
}

func town(name string, within ...string) Filler {
	f := Filler{Identity: "p:" + name, Name: name, Type: cotejo.Place, Named: true}
	for _, w := range within {
		f.Within = append(f.Within, "p:"+w)
	}
	return f
}

func outlet(name string) Source {
	if name == "" {
		return Source{}
	}
	return Source{Identity: "e:" + name, Name: name, Type: cotejo.MediaSource}
}

func body(name string) Source {
	return Source{Identity: "e:" + name, Name: name, Type: cotejo.BodySource}
}

func presence(id, paper, published string, chain ...Source) Claim {
	return Claim{ID: id, Document: "d" + id, Family: "d" + id, Predicate: "presence", Polarity: "+", Hedge: cotejo.Said, Published: published, Outlet: outlet(paper),
		Chain: chain, Roles: map[string][]Filler{"agent": {actor("Los Faroles")}, "place": {town("Manta", "Manabí", "Ecuador")}}}
}

// weighAll weighs claims as a ledger does: topic by topic.
func weighAll(claims []Claim) (clusters []cotejo.Cluster, contradictions []cotejo.Contradiction) {
	s := Default()
	topics := map[int64][]Claim{}
	for _, c := range claims {
		for _, topic := range s.Topics(&c) {
			topics[topic] = append(topics[topic], c)
		}
	}
	for topic, group := range topics {
		c, x := s.Topic(topic, group)
		clusters = append(clusters, c...)
		contradictions = append(contradictions, x...)
	}
	slices.SortFunc(clusters, func(a, b cotejo.Cluster) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(contradictions, func(a, b cotejo.Contradiction) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return clusters, contradictions
}

func origins(c cotejo.Cluster) []string {
	var out []string
	for _, o := range c.Origins {
		out = append(out, o.Source)
	}
	slices.Sort(out)
	return out
}

func TestOrigins(t *testing.T) {
	wire := Source{Name: "Transcoast", Type: cotejo.MediaSource}
	official := Source{Name: "an official", Type: cotejo.AnonymousSource}
	file := Source{Name: "the court file", Type: cotejo.DocumentSource}
	copyOf := func(c Claim, first Claim) Claim {
		c.Family, c.Outlet = first.Document, first.Outlet
		return c
	}
	first := presence("1", "El Faro", "2023-05-01")
	credited := func(id, paper string) Claim {
		c := presence(id, paper, "2023-05-02")
		c.Wires = []string{"Transcoast"}
		return c
	}
	for _, test := range []struct {
		name   string
		claims []Claim
		want   []string
	}{
		{"five printings of one story", []Claim{first, copyOf(presence("2", "B", "2023-05-02"), first), copyOf(presence("3", "C", "2023-05-02"), first), copyOf(presence("4", "D", "2023-05-03"), first), copyOf(presence("5", "E", "2023-05-03"), first)}, []string{"El Faro"}},
		{"a wire credited by all", []Claim{credited("1", "A"), credited("2", "B"), credited("3", "C")}, []string{"Transcoast"}},
		{"a wire named in the chain of one and credited by another", []Claim{credited("1", "A"), presence("2", "B", "2023-05-02", wire)}, []string{"Transcoast"}},
		{"two bodies", []Claim{presence("1", "A", "2023-05-01", body("Navy")), presence("2", "A", "2023-05-02", body("Police"))}, []string{"Navy", "Police"}},
		{"one body, two papers", []Claim{presence("1", "A", "2023-05-01", body("Navy")), presence("2", "B", "2023-05-02", body("Navy"))}, []string{"Navy"}},
		{"an official and a court file", []Claim{presence("1", "A", "2023-05-01", official), presence("2", "A", "2023-05-02", file)}, []string{"an official", "the court file"}},
		{"two officials of one paper may be one", []Claim{presence("1", "A", "2023-05-01", official), presence("2", "A", "2023-05-09", Source{Name: "a second official", Type: cotejo.AnonymousSource})}, []string{"an official"}},
		{"officials of two papers", []Claim{presence("1", "A", "2023-05-01", official), presence("2", "B", "2023-05-09", official)}, []string{"an official", "an official"}},
		{"a paper and one that has it from there", []Claim{presence("1", "A", "2023-05-01"), presence("2", "B", "2023-05-02", outlet("A"))}, []string{"A"}},
		{"two that cite one another", []Claim{presence("1", "A", "2023-05-01", outlet("B")), presence("2", "B", "2023-05-02", outlet("A"))}, []string{"A"}},
		{"two that cite one another and a third", []Claim{presence("1", "A", "2023-05-01", outlet("B")), presence("2", "B", "2023-05-02", outlet("A")), presence("3", "C", "2023-05-02")}, []string{"A", "C"}},
		{"a paper that has a chain", []Claim{presence("1", "A", "2023-05-01", body("Navy"), wire), presence("2", "B", "2023-05-01", wire)}, []string{"Navy"}},
		{"prosecutors in a copy, with their country in the other", []Claim{presence("1", "A", "2023-05-01", Source{Identity: "e:p", Name: "Ruritanian prosecutors", Type: cotejo.CollectiveSource}),
			copyOf(presence("2", "B", "2023-05-02", Source{Name: "prosecutors", Type: cotejo.CollectiveSource}), presence("1", "A", "2023-05-01"))}, []string{"Ruritanian prosecutors"}},
		{"prosecutors of two texts", []Claim{presence("1", "A", "2023-05-01", Source{Identity: "e:p", Name: "Ruritanian prosecutors", Type: cotejo.CollectiveSource}),
			presence("2", "B", "2023-05-02", Source{Name: "prosecutors", Type: cotejo.CollectiveSource})}, []string{"Ruritanian prosecutors", "prosecutors"}},
		{"reportedly", []Claim{presence("1", "A", "2023-05-01", Source{Name: "reportedly", Type: cotejo.UnspecifiedSource}), presence("2", "A", "2023-05-01")}, []string{"A"}},
		{"nobody known", []Claim{presence("1", "", "2023-05-01")}, []string{"?"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			clusters, _ := weighAll(test.claims)
			if len(clusters) != 1 {
				t.Fatalf("%d clusters, want one: %+v", len(clusters), clusters)
			}
			if got := origins(clusters[0]); !slices.Equal(got, test.want) {
				t.Errorf("origins %q, want %q; %s", got, test.want, clusters[0].Reason)
			}
			brought := map[string]bool{}
			for _, o := range clusters[0].Origins {
				for _, d := range o.Documents {
					brought[d] = true
				}
			}
			if len(brought) != len(clusters[0].Documents) {
				t.Errorf("origins bring %v, want each of %v", brought, clusters[0].Documents)
			}
			if len(clusters[0].Claims) != len(test.claims) {
				t.Errorf("claims %v, want all %d", clusters[0].Claims, len(test.claims))
			}
		})
	}
}

func killing(id, published, agent string, more func(*Claim)) Claim {
	c := Claim{ID: id, Document: "d" + id, Family: "d" + id, Predicate: "killing", Polarity: "+", Hedge: cotejo.Said, Published: published, Outlet: outlet("paper " + id),
		Roles: map[string][]Filler{"victim": {{Identity: "e:Rosa", Name: "Rosa Candelario", Type: cotejo.Person, Named: true}}}}
	if agent != "" {
		c.Roles["agent"] = []Filler{actor(agent)}
	}
	if more != nil {
		more(&c)
	}
	return c
}

func output(id, published string, value float64, bound cotejo.Text) Claim {
	return Claim{ID: id, Document: "d" + id, Family: "d" + id, Predicate: "quantity", Polarity: "+", Hedge: cotejo.Said, Published: published, Outlet: outlet("paper " + id),
		Commodity: "cocaine", Roles: map[string][]Filler{"subject": {town("Colombia")}}, Quantity: &cotejo.Quantity{Value: value, Unit: "t", Per: "year", Bound: bound, Text: fmt.Sprint(value, " tons")}}
}

func TestSame(t *testing.T) {
	at := func(first, last string) func(*Claim) { return func(c *Claim) { c.First, c.Last = first, last } }
	in := func(f Filler) func(*Claim) { return func(c *Claim) { c.Roles["place"] = []Filler{f} } }
	cali, bogota, colombia := town("Cali", "Valle", "Colombia"), town("Bogotá", "Colombia"), town("Colombia")
	denied := presence("2", "B", "2023-05-02", body("Los Faroles"))
	denied.Polarity, denied.Hedge = "-", cotejo.Denied
	planned := presence("2", "B", "2023-05-02")
	planned.Hedge = cotejo.Planned
	ended := presence("2", "B", "2023-05-02")
	ended.Phase = "ends"
	both := presence("2", "B", "2023-05-02")
	both.Roles["agent"] = append(both.Roles["agent"], actor("Los Candados"))
	unnamed := presence("2", "B", "2023-05-02")
	unnamed.Roles["agent"] = []Filler{{Identity: "e:gang", Name: "a gang", Type: cotejo.Group}}
	unnamedAgain := unnamed
	unnamedAgain.ID, unnamedAgain.Document, unnamedAgain.Family = "3", "d3", "d3"
	unnamedCopy := unnamedAgain
	unnamedCopy.Family = "d2"
	dead := func(id string, n float64, more func(*Claim)) Claim {
		c := killing(id, "2024-05-03", "Los Faroles", nil)
		c.Roles = map[string][]Filler{"agent": c.Roles["agent"], "victim": {{Identity: "e:" + id, Name: "people", Type: cotejo.Group}}, "place": {{Identity: "p:" + id, Name: "Port Vell", Type: cotejo.Place}}}
		c.First, c.Last = "2024-05-02", "2024-05-02"
		c.Quantity = &cotejo.Quantity{Value: n, Unit: "persons"}
		if more != nil {
			more(&c)
		}
		return c
	}
	holds := func(id, object string, places ...Filler) Claim {
		c := presence(id, "A", "2023-05-01")
		c.Predicate, c.Family = "control", "d1"
		c.Roles = map[string][]Filler{"agent": {actor("Los Faroles")}, "object": {{Name: object}}, "place": places}
		return c
	}
	charged := func(id, quote string) Claim {
		return Claim{ID: id, Document: "d1", Family: "d1", Predicate: "charge", Polarity: "+", Hedge: cotejo.Plain, Published: "2023-05-01", Quote: quote,
			Roles: map[string][]Filler{"target": {{Identity: "e:1", Name: "Ruritanian national", Type: cotejo.Person}}}}
	}
	for _, test := range []struct {
		name    string
		claims  []Claim
		want    [][]string // claims that are the same
		against []string   // how they contradict
	}{
		{"a denial", []Claim{presence("1", "A", "2023-05-01"), denied}, [][]string{{"1"}, {"2"}}, []string{"polarity"}},
		{"a plan is no claim that it is so", []Claim{presence("1", "A", "2023-05-01"), planned}, [][]string{{"1"}, {"2"}}, nil},
		{"an end", []Claim{presence("1", "A", "2023-05-01"), ended}, [][]string{{"1"}, {"2"}}, nil},
		{"another year", []Claim{presence("1", "A", "2023-05-01"), presence("2", "A", "2019-05-01")}, [][]string{{"1"}, {"2"}}, nil},
		{"two agents say two things", []Claim{presence("1", "A", "2023-05-01"), both}, [][]string{{"1", "2"}, {"2"}}, nil},
		{"two gangs without a name are not one", []Claim{unnamed, unnamedAgain}, [][]string{{"2"}, {"3"}}, nil},
		{"but in copies of one text they are", []Claim{unnamed, unnamedCopy}, [][]string{{"2", "3"}}, nil},
		{"a killing told twice", []Claim{killing("1", "2023-05-01", "Los Faroles", nil), killing("2", "2023-05-04", "Los Faroles", nil)}, [][]string{{"1", "2"}}, nil},
		{"rival accounts", []Claim{killing("1", "2023-05-01", "Los Faroles", nil), killing("2", "2023-05-04", "Los Candados", nil)}, [][]string{{"1"}, {"2"}}, []string{"rival"}},
		{"rivals without a name", []Claim{killing("1", "2023-05-01", "Los Faroles", nil), killing("2", "2023-05-04", "", func(c *Claim) {
			c.Roles["agent"] = []Filler{{Identity: "e:gang", Name: "a gang", Type: cotejo.Group}}
		})}, [][]string{{"1"}, {"2"}}, nil},
		{"two figures of one source in one report", []Claim{output("1", "2023-05-01", 300, ""), func() Claim {
			c := output("2", "2023-05-01", 420, "")
			c.Document, c.Family, c.Outlet = "d1", "d1", outlet("paper 1")
			return c
		}()}, [][]string{{"1"}, {"2"}}, nil},
		{"a claim with two culprits", []Claim{killing("1", "2023-05-01", "Los Faroles", func(c *Claim) {
			c.Roles["agent"] = append(c.Roles["agent"], actor("Los Candados"))
		})}, [][]string{{"1"}, {"1"}}, nil},
		{"who did it is left out", []Claim{killing("1", "2023-05-01", "Los Faroles", nil), killing("2", "2023-05-04", "", nil)}, [][]string{{"1"}, {"2"}}, nil},
		{"another day", []Claim{killing("1", "2023-06-01", "", at("2023-05-01", "2023-05-01")), killing("2", "2023-06-01", "", at("2023-05-20", "2023-05-20"))}, [][]string{{"1"}, {"2"}}, nil},
		{"the town and its country", []Claim{killing("1", "2023-05-01", "", in(cali)), killing("2", "2023-05-02", "", in(colombia))}, [][]string{{"1", "2"}}, nil},
		{"two towns", []Claim{killing("1", "2023-05-01", "", in(cali)), killing("2", "2023-05-02", "", in(bogota)), killing("3", "2023-05-02", "", nil)}, [][]string{{"1"}, {"2"}, {"3"}}, nil},
		{"figures that are near", []Claim{output("1", "2023-05-01", 300, ""), output("2", "2023-07-01", 310, "")}, [][]string{{"1", "2"}}, nil},
		{"figures that are not", []Claim{output("1", "2023-05-01", 300, ""), output("2", "2023-07-01", 420, "")}, [][]string{{"1"}, {"2"}}, []string{"figure"}},
		{"at least", []Claim{output("1", "2023-05-01", 300, "min"), output("2", "2023-07-01", 420, "")}, [][]string{{"1"}, {"2"}}, nil},
		{"two counts of the dead", []Claim{dead("1", 9, nil), dead("2", 14, nil)}, [][]string{{"1"}, {"2"}}, []string{"figure"}},
		{"one count of the dead in other words", []Claim{dead("1", 9, nil), dead("2", 9, func(c *Claim) { c.Roles["victim"][0].Name = "personas" })}, [][]string{{"1", "2"}}, nil},
		{"at least so many dead", []Claim{dead("1", 9, func(c *Claim) { c.Quantity.Bound = "min" }), dead("2", 14, nil)}, [][]string{{"1"}, {"2"}}, nil},
		{"dead of another kind", []Claim{dead("1", 9, nil), dead("2", 14, func(c *Claim) { c.Roles["victim"][0].Name = "soldiers" })}, [][]string{{"1"}, {"2"}}, nil},
		{"dead by another hand", []Claim{dead("1", 9, nil), dead("2", 14, func(c *Claim) { c.Roles["agent"] = []Filler{actor("Los Candados")} })}, [][]string{{"1"}, {"2"}}, nil},
		{"dead by a hand that nobody names", []Claim{dead("1", 9, func(c *Claim) { delete(c.Roles, "agent") }), dead("2", 14, func(c *Claim) { delete(c.Roles, "agent") })}, [][]string{{"1"}, {"2"}}, nil},
		{"dead on another day", []Claim{dead("1", 9, nil), dead("2", 14, func(c *Claim) { c.First, c.Last = "2024-05-03", "2024-05-03" })}, [][]string{{"1"}, {"2"}}, nil},
		{"dead on a day that the report does not say", []Claim{dead("1", 9, nil), dead("2", 14, func(c *Claim) { c.First, c.Last = "", "" })}, [][]string{{"1"}, {"2"}}, nil},
		{"dead somewhere in a country", []Claim{dead("1", 9, func(c *Claim) { c.Roles["place"][0].Wide = true }), dead("2", 14, func(c *Claim) { c.Roles["place"][0].Wide = true })}, [][]string{{"1"}, {"2"}}, nil},
		{"dead in the village", []Claim{dead("1", 9, func(c *Claim) { c.Roles["place"][0].Name = "village" }), dead("2", 14, func(c *Claim) { c.Roles["place"][0].Name = "village" })}, [][]string{{"1"}, {"2"}}, nil},
		{"what is held, and where", []Claim{holds("1", "two yards", cali), holds("2", "two yards")}, [][]string{{"1", "2"}}, nil},
		{"what is held in two towns", []Claim{holds("1", "two yards", cali), holds("2", "two yards", bogota)}, [][]string{{"1"}, {"2"}}, nil},
		{"men of one list who have no name", []Claim{charged("1", "a Ruritanian national was charged with theft"), charged("2", "a Ruritanian national was charged with arson")}, [][]string{{"1"}, {"2"}}, nil},
		{"figures of two years", []Claim{output("1", "2023-05-01", 300, ""), output("2", "2021-07-01", 420, "")}, [][]string{{"1"}, {"2"}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			clusters, contradictions := weighAll(test.claims)
			var got [][]string
			for _, c := range clusters {
				slices.Sort(c.Claims)
				got = append(got, c.Claims)
			}
			slices.SortFunc(got, slices.Compare)
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("clusters %v, want %v", got, test.want)
			}
			var how []string
			for _, x := range contradictions {
				how = append(how, x.How)
			}
			if !slices.Equal(how, test.against) {
				t.Errorf("contradictions %v, want %v", how, test.against)
			}
		})
	}
}

func TestCredibility(t *testing.T) {
	one := []Claim{presence("1", "A", "2023-05-01", body("Navy"))}
	three := append(one, presence("2", "B", "2023-05-01", body("Police")), presence("3", "C", "2023-05-01", Source{Name: "an indictment", Type: cotejo.DocumentSource}))
	denial := presence("4", "D", "2023-05-02", body("Ministry"))
	denial.Polarity = "-"
	self := presence("5", "D", "2023-05-02", body("Los Faroles"))
	self.Polarity = "-"
	alleged := presence("6", "A", "2023-05-01", Source{Name: "rumours", Type: cotejo.UnspecifiedSource})
	alleged.Hedge, alleged.Outlet = cotejo.Alleged, Source{}
	for _, test := range []struct {
		name   string
		claims []Claim
		want   int
		says   string
	}{
		{"one body", one, 3, "one origin: Navy (body)"},
		{"three origins", three, 1, "3 independent origins"},
		{"a denial by another", append(slices.Clone(one), denial), 4, "1 deny it"},
		{"a denial by itself", append(slices.Clone(one), self), 3, "1 deny it"},
		{"rumours", []Claim{alleged}, 6, "nobody"},
	} {
		t.Run(test.name, func(t *testing.T) {
			clusters, _ := weighAll(test.claims)
			i := slices.IndexFunc(clusters, func(c cotejo.Cluster) bool { return slices.Contains(c.Claims, test.claims[0].ID) })
			if got := clusters[i]; got.Credibility != test.want || !strings.Contains(got.Reason, test.says) {
				t.Errorf("credibility %d (%s), want %d with %q", got.Credibility, got.Reason, test.want, test.says)
			}
		})
	}
}

func TestNews(t *testing.T) {
	s := Default()
	var kept []Facet
	known := func(kind cotejo.ChangeKind, subject string) []Facet {
		return slices.DeleteFunc(slices.Clone(kept), func(f Facet) bool { return f.Kind != kind || f.Subject != subject })
	}
	tie := func(id, predicate, phase string) Claim {
		return Claim{ID: id, Predicate: predicate, Phase: phase, Polarity: "+", Hedge: cotejo.Said,
			Roles: map[string][]Filler{"agent": {actor("Los Faroles")}, "party": {actor("Los Candados")}}}
	}
	inCountry := presence("3", "A", "2023-05-03")
	inCountry.Roles["place"] = []Filler{town("Ecuador")}
	elsewhere := presence("4", "A", "2023-05-03")
	elsewhere.Roles["place"] = []Filler{town("Esmeraldas", "Ecuador")}
	stage := presence("5", "A", "2023-05-04")
	stage.Predicate, stage.Stage, stage.Commodity = "activity", "transport", "cocaine"
	for i, step := range []struct {
		claim Claim
		want  []string
	}{
		{presence("1", "A", "2023-05-01"), []string{"Los Faroles: the first claim"}},
		{presence("2", "B", "2023-05-02"), nil},
		{inCountry, nil},
		{elsewhere, []string{"Los Faroles: first put in Esmeraldas"}},
		{stage, []string{"Los Faroles: first put in the transport of the trade"}},
		{tie("6", "tie", ""), []string{"Los Candados: the first claim"}},
		{tie("7", "rivalry", ""), []string{"Los Candados and Los Faroles: together before, at odds now"}},
		{output("8", "2023-05-01", 300, ""), nil},
		{output("9", "2024-05-01", 305, ""), nil},
		{output("10", "2024-05-01", 400, ""), []string{"Colombia, cocaine: 305 tons before, 400 tons now"}},
	} {
		var got []string
		for _, c := range s.News(&step.claim, known) {
			got = append(got, c.Text)
		}
		if !slices.Equal(got, step.want) {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
		kept = append(kept, s.Facets(&step.claim)...)
	}
}

// TestOrder holds that what is said of claims is a function of the set of them.
func TestOrder(t *testing.T) {
	papers := []string{"A", "B", "C", ""}
	rapid.Check(t, func(t *rapid.T) {
		var claims []Claim
		for i := range rapid.IntRange(1, 12).Draw(t, "claims") {
			id := fmt.Sprint(i)
			published := rapid.SampledFrom([]string{"", "2023-05-01", "2023-05-10", "2023-06-01", "2024-01-01"}).Draw(t, "published")
			paper := rapid.SampledFrom(papers).Draw(t, "paper")
			var c Claim
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				c = presence(id, paper, published)
			case 1:
				c = killing(id, published, rapid.SampledFrom([]string{"", "Los Faroles", "Los Candados"}).Draw(t, "agent"), nil)
				c.Roles["place"] = rapid.SampledFrom([][]Filler{nil, {town("Cali", "Valle", "Colombia")}, {town("Bogotá", "Colombia")}, {town("Colombia")}}).Draw(t, "place")
			default:
				c = output(id, published, rapid.SampledFrom([]float64{300, 310, 325, 340}).Draw(t, "value"), rapid.SampledFrom([]cotejo.Text{"", "min", "about"}).Draw(t, "bound"))
			}
			c.Outlet = outlet(paper)
			if source := rapid.SampledFrom(papers).Draw(t, "source"); source != "" {
				c.Chain = []Source{outlet(source)}
			}
			c.Polarity = rapid.SampledFrom([]string{"+", "-"}).Draw(t, "polarity")
			claims = append(claims, c)
		}
		clusters, contradictions := weighAll(claims)
		shuffled := slices.Clone(claims)
		rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed"))).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, disputes := weighAll(shuffled)
		if !reflect.DeepEqual(clusters, again) || !reflect.DeepEqual(contradictions, disputes) {
			t.Fatalf("the order matters:\n%+v\n%+v", clusters, again)
		}
		ids := map[string]bool{}
		covered := map[string]bool{}
		for _, c := range clusters {
			if ids[c.ID] {
				t.Fatalf("two clusters have the id %s: %+v", c.ID, clusters)
			}
			ids[c.ID] = true
			if len(c.Origins) == 0 {
				t.Fatalf("a cluster without an origin: %+v", c)
			}
			for _, id := range c.Claims {
				covered[id] = true
			}
		}
		if len(covered) != len(claims) {
			t.Fatalf("%d of %d claims stand in clusters", len(covered), len(claims))
		}
	})
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ name, from, to, want string }{
		{"an unknown field", "interest: 0.4", "interests: 0.4", "unknown field"},
		{"an unknown kind", "{kind: state, core: [agent, place], puts: true}", "{kind: states, core: [agent, place]}", "predicates.presence"},
		{"an unknown role", "{kind: event, core: [target]}", "{kind: event, core: [targets]}", `"targets" is neither a role`},
		{"no weight", "  denied: 1.0\n", "", "hedges.denied"},
		{"no wording", "  circle: \"{a} go back to one another\"\n", "", "words.circle"},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed := strings.Replace(string(shipped), test.from, test.to, 1)
			if changed == string(shipped) {
				t.Fatal("nothing was changed")
			}
			if _, err := Parse([]byte(changed)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// BenchmarkTopic weighs a topic of many claims, as one of the best-known actors has them.
func BenchmarkTopic(b *testing.B) {
	s := Default()
	r := rand.New(rand.NewSource(1))
	var claims []Claim
	for i := range 10_000 {
		c := presence(fmt.Sprint(i), fmt.Sprint("paper ", r.Intn(300)), fmt.Sprintf("2023-%02d-%02d", 1+r.Intn(12), 1+r.Intn(28)))
		if r.Intn(2) == 0 {
			c.Chain = []Source{body(fmt.Sprint("body ", r.Intn(100)))}
		}
		claims = append(claims, c)
	}
	topic := s.Topics(&claims[0])[0]
	for b.Loop() {
		s.Topic(topic, claims)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(claims)), "ns/claim")
}

// The word of prosecutors whom nobody names is no less than a paper's that names nobody.
func TestOffices(t *testing.T) {
	of := func(subtype string) cotejo.Cluster {
		clusters, _ := weighAll([]Claim{presence("1", "A", "2023-05-01", Source{Name: "they", Type: cotejo.CollectiveSource, Subtype: subtype})})
		return clusters[0]
	}
	bare, _ := weighAll([]Claim{presence("1", "A", "2023-05-01")})
	if office := of("prosecutor"); office.Credibility > bare[0].Credibility {
		t.Errorf("prosecutors: %d, %s; nobody: %d, %s", office.Credibility, office.Reason, bare[0].Credibility, bare[0].Reason)
	}
	if residents := of(""); residents.Credibility <= bare[0].Credibility {
		t.Errorf("residents: %d, %s", residents.Credibility, residents.Reason)
	}
	s := Default()
	if s.Offices.Weight <= s.Sources[cotejo.MediaSource] || s.Offices.Weight >= s.Sources[cotejo.BodySource] {
		t.Errorf("an office weighs %v, not between a paper and a body that is named", s.Offices.Weight)
	}
}

// What tells of a time before what is known turns nothing, and a body called by what it is alone is no news.
func TestNoNews(t *testing.T) {
	s := Default()
	tie := func(predicate, last string) Claim {
		return Claim{ID: "1", Predicate: predicate, Polarity: "+", Hedge: cotejo.Said, Last: last, Roles: map[string][]Filler{"agent": {actor("Los Faroles")}, "party": {actor("Los Candados")}}}
	}
	fight := tie("rivalry", "2024-09-10")
	known := func(kind cotejo.ChangeKind, subject string) []Facet {
		return slices.DeleteFunc(s.Facets(&fight), func(f Facet) bool { return f.Kind != kind || f.Subject != subject })
	}
	for day, want := range map[string]int{"2021-12-31": 0, "2024-10-01": 1} {
		split := tie("tie", day)
		split.Phase = "ends"
		if got := s.News(&split, known); len(got) != want {
			t.Errorf("a split of %s brings %v", day, got)
		}
	}
	police := presence("1", "A", "2023-05-01")
	police.Roles["agent"][0].Common = true
	for _, f := range s.Facets(&police) {
		if f.Kind == cotejo.NewActor || f.Kind == cotejo.NewPlace {
			t.Errorf("the police are news: %+v", f)
		}
	}
}

// Topics of a year lie together, after those of the years before.
func TestTopicsByYear(t *testing.T) {
	s := Default()
	at := func(place, day string) int64 {
		c := presence("1", "A", day)
		c.Roles["place"] = []Filler{town(place)}
		topics := s.Topics(&c)
		if len(topics) != 1 {
			t.Fatalf("topics %v", topics)
		}
		return topics[0]
	}
	last := at("Cali", "")
	for _, year := range []string{"1999", "2010", "2011", "2024"} {
		next := last
		for _, place := range []string{"Cali", "Manta", "Tumaco", "Iquitos", "Colón"} {
			topic := at(place, year+"-05-01")
			if topic <= last {
				t.Errorf("%s in %s does not come after the years before", place, year)
			}
			next = max(next, topic)
		}
		last = next
	}
}
