package resolve

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// listed takes for places the names tagged as something else that stand in a list of places ("Antioquia, Córdoba and
// Nariño"), before the place that they lie in, or where a place stands in another sentence.
func (r *reader) listed() {
	surnames, places := map[string]bool{}, map[string][]gazetteer.ID{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if w := nameWords(m.name); m.kind == cotejo.Person && len(w) > 1 {
			for _, n := range r.surnames(w) {
				surnames[n] = true
			}
		}
		if m.kind == cotejo.Place && m.form == cotejo.Name && len(m.places) > 0 && (r.lex.inside[r.caseOf(m.head)] || r.hasCountry(m.places)) {
			places[gazetteer.Fold(m.name)] = m.places
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		key := gazetteer.Fold(m.name)
		if m.kind == cotejo.Place && m.form == cotejo.Name && surnames[key] && !r.lex.inside[r.caseOf(m.head)] && !r.plain(m.places) {
			m.kind, m.places = cotejo.Person, nil
			continue
		}
		if ids := places[key]; ids != nil && (m.kind == cotejo.Person || m.kind == cotejo.Organization && m.sub == "" && len(m.actors) == 0) && !surnames[key] && len(m.title) == 0 {
			m.kind, m.places = cotejo.Place, ids
			continue
		}
		if m.kind != cotejo.Person || len(m.places) == 0 {
			continue
		}
		if (r.plain(m.places) || len(nameWords(m.name)) > 1) && len(r.fellows(i)) > 0 || r.liesIn(m, r.neighbour(i)) || r.bystander(m, surnames) || r.ownsOffice(m, surnames) {
			m.kind, m.title = cotejo.Place, nil
		}
	}
}

// ownsOffice says whether a name tagged as a person's stands with a noun for what every town has: "Tumaco police", "the mayor of
// Rotterdam".
func (r *reader) ownsOffice(m *mention, surnames map[string]bool) bool {
	p := r.parent(m.head)
	if p < 0 || !r.lex.local[r.lemma[p]] || len(m.title) > 0 || m.rng.Len() > 1 || surnames[gazetteer.Fold(m.name)] {
		return false
	}
	return p >= m.rng.End && r.rel(m.head) == "compound" || p < m.rng.Start && r.rel(m.head) == "nmod"
}

// bystander says whether a name tagged as a person's stands where persons seldom do, and is a large town's of a country that
// the document names.
func (r *reader) bystander(m *mention, surnames map[string]bool) bool {
	switch r.rel(m.head) {
	case "nsubj", "obj", "iobj", "flat":
		return false
	}
	if len(m.title) > 0 || m.rng.Len() > 1 || surnames[gazetteer.Fold(m.name)] || !r.plain(m.places) {
		return false
	}
	for _, id := range m.places {
		p := r.gaz.Place(id)
		for i := range r.mentions {
			o := &r.mentions[i]
			if o.kind == cotejo.Place && len(o.places) > 0 && o.rng != m.rng && r.hasCountry(o.places) && r.gaz.Place(r.weightiest(o.places)).Country == p.Country && p.Population >= bigTown {
				return true
			}
		}
	}
	return false
}

// liesIn says whether one of the places that mention m may mean lies in one that mention j may mean.
func (r *reader) liesIn(m *mention, j int) bool {
	if j < 0 {
		return false
	}
	for _, a := range m.places {
		for _, b := range r.mentions[j].places {
			if in := r.gaz.Place(b); a != b && in.Kind != gazetteer.Town && r.gaz.Within(r.gaz.Place(a), in) {
				return true
			}
		}
	}
	return false
}
