package export

import (
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
)

// say builds a finding around roles given as "role: name" and gives its sentence.
type say struct {
	predicate string
	roles     string // "agent: Heron Cartel | place: Cali, Quito | object: 'laboratories'"; a name in quotes is no entity
	with      func(*cotejo.Finding)
	chain     string // "Ana Ibarra | Cordillera Press"; a name in quotes is no entity
	want      string
}

func (c say) finding() *cotejo.Finding {
	f := &cotejo.Finding{Entities: map[string]cotejo.Entity{}}
	f.Predicate, f.Hedge, f.Polarity, f.Report.Language = c.predicate, cotejo.Plain, cotejo.Positive, "en"
	f.Roles = map[string][]cotejo.Filler{}
	entity := func(name string) (id, text string) {
		if text, ok := strings.CutPrefix(name, "'"); ok {
			return "", strings.TrimSuffix(text, "'")
		}
		e := cotejo.Entity{ID: name, Name: name, Type: cotejo.Organization}
		if strings.HasPrefix(name, "Mexican") {
			e.Type = cotejo.Group
		}
		if strings.Contains(name, "border") {
			e.Type, e.Subtype = cotejo.Place, "border"
		}
		f.Entities[name] = e
		return name, name
	}
	at := 0
	for part := range strings.SplitSeq(c.roles, " | ") {
		role, names, ok := strings.Cut(part, ": ")
		if !ok {
			continue
		}
		for name := range strings.SplitSeq(names, ", ") {
			id, text := entity(name)
			at += 100
			f.Roles[role] = append(f.Roles[role], cotejo.Filler{Entity: id, Text: text, Span: cotejo.Span{Start: at, End: at + 1}})
		}
	}
	for name := range strings.SplitSeq(c.chain, " | ") {
		switch name {
		case "":
		case "nobody":
			f.Chain = append(f.Chain, cotejo.Attribution{SourceType: cotejo.UnspecifiedSource})
		default:
			id, text := entity(name)
			at += 100
			f.Chain = append(f.Chain, cotejo.Attribution{Source: &cotejo.SourceRef{Entity: id, Text: text, Span: cotejo.Span{Start: at, End: at + 1}}})
		}
	}
	if c.with != nil {
		c.with(f)
	}
	return f
}

func stage(s cotejo.Text) func(*cotejo.Finding)  { return func(f *cotejo.Finding) { f.Stage = s } }
func phase(s cotejo.Text) func(*cotejo.Finding)  { return func(f *cotejo.Finding) { f.Phase = s } }
func hedge(h cotejo.Hedge) func(*cotejo.Finding) { return func(f *cotejo.Finding) { f.Hedge = h } }
func negative(f *cotejo.Finding)                 { f.Polarity = cotejo.Negative }
func all(fs ...func(*cotejo.Finding)) func(*cotejo.Finding) {
	return func(f *cotejo.Finding) {
		for _, g := range fs {
			g(f)
		}
	}
}
func amount(q cotejo.Quantity) func(*cotejo.Finding) {
	return func(f *cotejo.Finding) { f.Quantity = &q }
}

func TestSentence(t *testing.T) {
	most := 14.5
	for _, c := range []say{
		// Hedges and chains.
		{"activity", "agent: Heron Cartel | object: 'processing labs' | place: Antioquia", all(stage("production"), hedge(cotejo.Reported)), "nobody",
			"Heron Cartel runs processing labs in Antioquia, reportedly"},
		{"activity", "agent: Heron Cartel | object: 'processing labs' | place: Antioquia", all(stage("production"), hedge(cotejo.Said)), "Ana Ibarra | Cordillera Press",
			"Heron Cartel runs processing labs in Antioquia, said Ana Ibarra, according to Cordillera Press"},
		{"arrest", "target: Heron Cartel | agent: police", hedge(cotejo.Alleged), "Colombia", "Police arrested Heron Cartel, allegedly, according to Colombia"},
		{"tie", "agent: Mexican cartels | party: 'local producers'", hedge(cotejo.Known), "", "Mexican cartels have ties to local producers, as is known"},
		{"presence", "agent: 'foreign traffickers' | place: Colombia", hedge(cotejo.Admitted), "'An official'", "Foreign traffickers are active in Colombia, admitted an official"},
		{"control", "agent: Los Juncos | object: 'the port'", nil, "", "Los Juncos control the port"},
		{"control", "agent: Heron Cartel, Los Juncos | object: 'The port'", nil, "", "Heron Cartel and Los Juncos control the port"},
		{"control", "agent: A, B, C | object: 'it'", hedge(cotejo.Possible), "", "A, B and C control it, possibly"},
		{"control", "agent: A | object: 'it'", hedge(cotejo.Said), "'She' | Cordillera Press", "A controls it, said Cordillera Press"},
		{"control", "agent: A | object: 'it'", hedge(cotejo.Said), "'it'", "A controls it, it is said"},
		// Denial, plans and conditions change the verb.
		{"supply", "agent: Heron Cartel | party: police | object: 'cash'", all(hedge(cotejo.Denied), negative), "Ana Ibarra", "Heron Cartel supplies police with cash, which Ana Ibarra denied"},
		{"tie", "agent: Los Juncos | party: Heron Cartel", all(hedge(cotejo.Denied), negative), "", "Los Juncos have ties to Heron Cartel, which is denied"},
		{"killing", "victim: 'no guard'", negative, "", "No guard was not killed"},
		{"killing", "agent: Heron Cartel | victim: Ana Ibarra", negative, "", "Heron Cartel did not kill Ana Ibarra"},
		{"control", "agent: Heron Cartel | object: 'the port'", negative, "", "Heron Cartel does not control the port"},
		{"presence", "agent: Mexican cartels | place: Quito", negative, "", "Mexican cartels are not active in Quito"},
		{"activity", "agent: Heron Cartel | object: 'facilities' | place: South America", all(stage("production"), hedge(cotejo.Conditional)), "", "Heron Cartel would run facilities in South America"},
		{"presence", "agent: Heron Cartel | place: Quito", all(hedge(cotejo.Conditional), negative), "", "Heron Cartel would not be active in Quito"},
		{"extradition", "target: Ana Ibarra | destination: Peru", hedge(cotejo.Planned), "", "Ana Ibarra is to be extradited to Peru"},
		{"attack", "agent: Los Juncos | target: 'the bridge'", all(hedge(cotejo.Planned), negative), "a witness", "Los Juncos are not to attack the bridge, according to a witness"},
		// Roles, phases and what else was said.
		{"presence", "agent: Heron Cartel | place: border with Ecuador", nil, "", "Heron Cartel is active near border with Ecuador"},
		{"activity", "agent: Heron Cartel | object: 'labs' | place: border with Ecuador", nil, "", "Heron Cartel runs labs near border with Ecuador"},
		{"presence", "agent: Heron Cartel | place: Cali, Quito", phase("begins"), "", "Heron Cartel entered Cali and Quito"},
		{"acquisition", "party: 'A number of commanders' | object: 'their pieces'", hedge(cotejo.Said), "'An anonymous official' | El Diario", "A number of commanders sold off their pieces, said an anonymous official, according to El Diario"},
		{"acquisition", "agent: Heron Cartel | party: Los Juncos | object: 'franchises'", nil, "", "Heron Cartel acquired franchises from Los Juncos"},
		{"seizure", "agent: police | object: 'the drug' | destination: Mexico", all(amount(cotejo.Quantity{Value: 1200, Unit: "kg", Bound: "min"}), hedge(cotejo.Presumed)), "",
			"Police seized the drug (at least 1,200 kg) to Mexico, presumably"},
		{"quantity", "subject: Colombia", all(func(f *cotejo.Finding) { f.Commodity = "cocaine" }, amount(cotejo.Quantity{Value: 12, Max: &most, Unit: "t", Per: "year"})), "UN",
			"The figure for Colombia is 12 to 14.5 tonnes a year (cocaine), according to UN"},
		{"seizure", "agent: police | object: '3.2 tons of cocaine'", amount(cotejo.Quantity{Value: 3.2, Unit: "t", Text: "3.2 tons"}), "", "Police seized 3.2 tons of cocaine"},
		{"quantity", "subject: Colombia", amount(cotejo.Quantity{Value: 40, Unit: "percent", Bound: "about"}), "", "The figure for Colombia is about 40%"},
		{"ranking", "subject: Peru", amount(cotejo.Quantity{Value: 1}), "", "Peru ranks number 1"},
		{"arrest", "target: Ana Ibarra | place: Cali", func(f *cotejo.Finding) { f.Time = &cotejo.When{Text: "on 3\nMay"} }, "", "Ana Ibarra was arrested in Cali (on 3 May)"},
		{"arrest", "target: Ana Ibarra", func(f *cotejo.Finding) { f.Time = &cotejo.When{Start: "2021-05-03", End: "2021-05-04"}; f.Novel = true }, "", "Ana Ibarra was arrested (2021-05-03 to 2021-05-04), which is new"},
		{"bombing", "agent: Los Juncos | target: 'a station' | victim: 'two guards' | instrument: 'a car'", nil, "", "Los Juncos bombed a station, hitting two guards with a car"},
		{"statement", "agent: Ana Ibarra", func(f *cotejo.Finding) { f.Evidence.Quote = "we will\n not rest"; f.Hedge = cotejo.Said }, "Ana Ibarra | Cordillera Press", "Ana Ibarra: “we will not rest”, according to Cordillera Press"},
		{"statement", "agent: Ana Ibarra", func(f *cotejo.Finding) {
			f.Evidence.Quote, f.Hedge, f.Polarity = "that he was paid", cotejo.Denied, cotejo.Negative
		}, "Ana Ibarra | Cordillera Press", "Ana Ibarra denied: “that he was paid”, according to Cordillera Press"},
		{"activity", "agent: Garza | object: 'laboratorios'", func(f *cotejo.Finding) { f.Report.Language = "es" }, "", "Garza runs “laboratorios”"},
		// What an analyst has added without words, and what outside text may try.
		{"smuggling", "agent: Heron Cartel | object: 'gold'", nil, "", "Smuggling, agent Heron Cartel, object gold"},
		{"control", "agent: 'Evil\x1b[31m\u202eReversed' | object: 'the port'", nil, "", "Evil[31mReversed controls the port"},
	} {
		if got := Sentence(c.finding()); got != c.want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.predicate, c.roles, got, c.want)
		}
	}
}

// Every predicate can be said with any roles missing, and says every role that is there.
func TestEveryPredicateHasWords(t *testing.T) {
	known, err := codebook.Default()
	if err != nil {
		t.Fatal(err)
	}
	if len(known.Predicates) == 0 {
		t.Fatal("no predicates")
	}
	sectioned := map[string]int{}
	for _, s := range book().Sections {
		for _, p := range s.Predicates {
			sectioned[p]++
		}
	}
	for _, p := range known.Predicates {
		if len(book().Predicates[p.ID]) == 0 {
			t.Errorf("%s has no words in sentences.yaml", p.ID)
		}
		if sectioned[p.ID] != 1 {
			t.Errorf("%s stands in %d sections of a dossier", p.ID, sectioned[p.ID])
		}
		var roles []string
		for role := range p.Roles {
			roles = append(roles, role)
		}
		for _, ph := range []cotejo.Text{"", "begins", "continues", "ends"} {
			for set := range 1 << len(roles) {
				var given []string
				for i, role := range roles {
					if set&(1<<i) != 0 {
						given = append(given, role+": The "+role)
					}
				}
				c := say{predicate: p.ID, roles: strings.Join(given, " | "), with: phase(ph)}
				got := Sentence(c.finding())
				for _, g := range given {
					_, name, _ := strings.Cut(g, ": ")
					if !strings.Contains(got, name) {
						t.Errorf("%s of %s: %q does not say %s", p.ID, c.roles, got, name)
					}
				}
				if strings.ContainsAny(got, "{}<>[]|") || strings.Contains(got, "  ") {
					t.Errorf("%s of %s: %q", p.ID, c.roles, got)
				}
			}
		}
	}
	for predicate := range book().Predicates {
		if known.Predicate(predicate) == nil {
			t.Errorf("sentences.yaml says %q, which the codebook lacks", predicate)
		}
	}
}

func TestPhrasebookRefuses(t *testing.T) {
	const hedges = "hedges: {plain: {}, known: {}, said: {}, admitted: {}, reported: {}, claimed: {}, presumed: {}, suspected: {}, alleged: {}, possible: {}, planned: {}, conditional: {}, denied: {}}\n"
	if _, err := readPhrasebook([]byte(hedges + "predicates: {arrest: [{say: \"{target} <were/was> arrested[ by {agent}]\"}]}")); err != nil {
		t.Fatal("a good one: ", err)
	}
	for bad, want := range map[string]string{
		hedges + "predicates: {arrest: [{say: \"{nobody} here\"}]}":                 "nothing is called",
		hedges + "predicates: {arrest: [{say: \"{target here\"}]}":                  "without its partner",
		hedges + "predicates: {arrest: [{say: \"{target} <arrest>\"}]}":             "is no verb",
		hedges + "predicates: {arrest: [{has: [target], say: \"x\"}]}":              "must have no condition",
		hedges + "predicates: {arrest: [{object: ship, say: \"x\"}, {say: \"x\"}]}": "no words",
		hedges + "predicates: {arrest: [{sya: x}]}":                                 "unknown field",
		"predicates: {}": "has no words",
	} {
		if _, err := readPhrasebook([]byte(bad)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", bad, err, want)
		}
	}
}

func TestUnquoted(t *testing.T) {
	for text, want := range map[string]string{
		"“We count everything,”":      "We count everything",
		`"Nobody came"`:               "Nobody came",
		"«Nadie vino»":                "Nadie vino",
		"that “nobody” came":          "that “nobody” came",
		"“Nobody” came, and “nobody”": "“Nobody” came, and “nobody”",
		"“Nobody came":                "“Nobody came",
		"":                            "",
	} {
		if got := unquoted(text); got != want {
			t.Errorf("unquoted(%q) = %q, want %q", text, got, want)
		}
	}
}
