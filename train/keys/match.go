package main

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// matcher holds claims of one reading against lines of its key.
type matcher struct {
	reading      *cotejo.Reading
	entities     map[string]cotejo.Entity
	attributions map[string]cotejo.Attribution
}

func newMatcher(r *cotejo.Reading) *matcher {
	m := &matcher{r, map[string]cotejo.Entity{}, map[string]cotejo.Attribution{}}
	for _, e := range r.Entities {
		m.entities[e.ID] = e
	}
	for _, a := range r.Attributions {
		m.attributions[a.ID] = a
	}
	return m
}

var violent = []string{"attack", "bombing", "killing", "kidnapping", "arson", "robbery", "sabotage", "threat"}

// mutual are the predicates in which agent and party may change places.
var mutual = []string{"tie", "rivalry", "negotiation", "agreement"}

func (m *matcher) matches(l *line, c *cotejo.Claim) bool {
	if !slices.Contains(l.Predicate, "*") && !slices.Contains(l.Predicate, c.Predicate) || l.Polarity != "" && l.Polarity != c.Polarity || !m.near(l.Near, c) {
		return false
	}
	if !slices.ContainsFunc(readings(l, c), func(roles map[string][]cotejo.Filler) bool { return m.fills(l, c.Predicate, roles) }) {
		return false
	}
	if l.Stage != nil && string(c.Stage) != *l.Stage || l.Commodity != nil && !accepts(l.Commodity, []string{fold(string(c.Commodity))}) || !quantity(l, c) {
		return false
	}
	if l.Forbid != "" {
		return (l.Hedge == nil || m.hedge(l, c)) && m.begins(l, c)
	}
	return true
}

// near says whether the claim's words touch the paragraph that holds those of the key: between blank lines, or line ends where the
// text has no blank line.
func (m *matcher) near(words string, c *cotejo.Claim) bool {
	if words == "" {
		return true
	}
	text := m.reading.Document.Text
	mark := "\n"
	if strings.Contains(strings.TrimSpace(text), "\n\n") {
		mark = "\n\n"
	}
	at := strings.Index(text, words)
	start, end := strings.LastIndex(text[:at], mark)+1, len(text)
	if i := strings.Index(text[at+len(words):], mark); i >= 0 {
		end = at + len(words) + i
	}
	return c.Evidence.End > utf8.RuneCountInString(text[:start]) && c.Evidence.Start < utf8.RuneCountInString(text[:end])
}

// readings gives the claim's roles, and in a predicate that goes both ways with agent and party changed and, where the line wants two and
// the claim names all as agents, together.
func readings(l *line, c *cotejo.Claim) []map[string][]cotejo.Filler {
	out := []map[string][]cotejo.Filler{c.Roles}
	if !slices.Contains(mutual, c.Predicate) {
		return out
	}
	with := func(agent, party []cotejo.Filler) map[string][]cotejo.Filler {
		roles := map[string][]cotejo.Filler{}
		for role, fillers := range c.Roles {
			roles[role] = fillers
		}
		roles["agent"], roles["party"] = agent, party
		return roles
	}
	agent, party := c.Roles["agent"], c.Roles["party"]
	out = append(out, with(party, agent))
	if len(party) == 0 && len(agent) > 1 && l.Roles["party"] != nil {
		out = append(out, with(agent, agent))
	}
	return out
}

func (m *matcher) fills(l *line, predicate string, roles map[string][]cotejo.Filler) bool {
	for role, wanted := range l.Roles {
		places := []string{role}
		switch {
		case (role == "victim" || role == "target") && slices.Contains(violent, predicate):
			places = []string{"victim", "target"}
		case (role == "object" || role == "place") && predicate == "control":
			places = []string{"object", "place"}
		}
		found := false
		for _, p := range places {
			found = found || slices.ContainsFunc(roles[p], func(f cotejo.Filler) bool { return m.filler(l, role, wanted, f) })
		}
		if !found {
			return false
		}
	}
	return true
}

func (m *matcher) filler(l *line, role string, wanted []string, f cotejo.Filler) bool {
	e := m.entities[f.Entity]
	kind, country := string(f.Type), string(e.Country)
	if kind == "" {
		kind = string(e.Type)
	}
	if want, ok := l.Types[role]; ok && kind != want {
		return false
	}
	if want, ok := l.Country[role]; ok && country != want {
		return false
	}
	if not, ok := l.Elsewhere[role]; ok && (country == "" || country == not) {
		return false
	}
	return accepts(wanted, m.names(f.Text, f.Entity))
}

// names are the words and the entity's name and aliases.
func (m *matcher) names(words, entity string) []string {
	e := m.entities[entity]
	var out []string
	for _, n := range append([]string{words, e.Name}, e.Aliases...) {
		if n := fold(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

func quantity(l *line, c *cotejo.Claim) bool {
	if len(l.Quantity) == 0 && l.Value == nil {
		return true
	}
	if c.Quantity == nil || l.Value != nil && c.Quantity.Value != *l.Value {
		return false
	}
	record, err := json.Marshal(c.Quantity)
	if err != nil {
		return false
	}
	fields := map[string]any{}
	if json.Unmarshal(record, &fields) != nil {
		return false
	}
	for name, raw := range l.Quantity {
		var want any
		if json.Unmarshal(raw, &want) != nil || fields[name] != want {
			return false
		}
	}
	return true
}

func (m *matcher) hedge(l *line, c *cotejo.Claim) bool {
	return slices.Contains(l.Hedge, string(c.Hedge))
}

// levels gives the names of each source of the claim's chain, innermost first.
func (m *matcher) levels(c *cotejo.Claim) [][]string {
	var out [][]string
	for _, id := range c.Attribution {
		if s := m.attributions[id].Source; s != nil {
			out = append(out, m.names(s.Text, s.Entity))
		} else {
			out = append(out, nil)
		}
	}
	return out
}

// chain says whether the claim's chain is one that the line accepts. The outlet, or a wire credited for the whole report, may come last.
func (m *matcher) chain(l *line, c *cotejo.Claim) bool {
	outlets := append([]string{string(m.reading.Document.Publisher)}, m.reading.Document.Credit...)
	found := m.levels(c)
	return slices.ContainsFunc(l.chains(), func(wanted [][]string) bool {
		levels := found
		if len(levels) == len(wanted)+1 && accepts(outlets, levels[len(levels)-1]) {
			levels = levels[:len(wanted)]
		}
		if len(levels) != len(wanted) {
			return false
		}
		for i := range wanted {
			if !accepts(wanted[i], levels[i]) {
				return false
			}
		}
		return true
	})
}

// begins says whether the claim's chain begins as a trap's does, or is empty where that is.
func (m *matcher) begins(l *line, c *cotejo.Claim) bool {
	if l.Chain == nil {
		return true
	}
	wanted, found := *l.Chain, m.levels(c)
	if len(wanted) == 0 {
		return len(found) == 0
	}
	if len(found) < len(wanted) {
		return false
	}
	for i := range wanted {
		if !accepts(wanted[i], found[i]) {
			return false
		}
	}
	return true
}

// generic are nouns that name nobody by themselves.
var generic = words(`cartel cartels gang gangs group groups organization organizations organisation band police officers officer authorities authority
government official officials member members commander commanders leader leaders boss man men woman women people persons person suspect suspects
army forces troops soldiers drug drugs trade traffickers trafficker shipment shipments country nation state states department province city town
port border region president minister ministry director prosecutor prosecutors court judge jury report statement source sources media newspaper
company vessel boat ship truck car house south north american national federal carteles grupo grupos banda bandas pandilla pandillas organizacion
policia agentes autoridades gobierno funcionario funcionarios miembros integrantes lider jefe hombre hombres mujer personas persona ejercito fuerzas
tropas droga drogas pais estado departamento provincia ciudad puerto frontera presidente ministro ministerio fiscal fiscalia juez informe fuente
fuentes medios nacional`)

func words(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(text) {
		out[w] = true
	}
	return out
}

// accepts says whether one of the names found is a wanted one: equal; or longer by six words at most; or a part with half its words that is
// no common noun alone ("Restrepo" for "Ricardo Restrepo", never "cartel" for "Sinaloa Cartel").
func accepts(wanted, found []string) bool {
	for _, w := range wanted {
		w = fold(w)
		if w == "" {
			continue
		}
		for _, f := range found {
			nw, nf := len(strings.Fields(w)), len(strings.Fields(f))
			switch {
			case w == f, strings.Contains(" "+f+" ", " "+w+" ") && nf <= nw+6:
				return true
			case f != "" && strings.Contains(" "+w+" ", " "+f+" ") && 2*nf >= nw:
				if slices.ContainsFunc(strings.Fields(f), func(x string) bool { return !generic[x] }) {
					return true
				}
			}
		}
	}
	return false
}

var articles = words("a an the el la los las")

// fold makes names comparable: case, accents, punctuation and articles aside.
func fold(name string) string {
	var out []string
	for _, w := range strings.Fields(gazetteer.Fold(name)) {
		if !articles[w] {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
