package resolve

import (
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// innerPlaces finds the places in the names of bodies and facilities: "Licking County Board of Realtors", "University of
// Pennsylvania", "Cámara de Comercio de Tumaco". They tell where a report is at home, and where a facility stands.
func (r *reader) innerPlaces() {
	surnames, places := map[string]bool{}, map[string]bool{}
	for i := range r.mentions {
		m := &r.mentions[i]
		switch w := nameWords(m.name); {
		case m.kind == cotejo.Person && len(w) > 1:
			for _, n := range r.surnames(w) {
				surnames[n] = true
			}
		case m.kind == cotejo.Place && m.form == cotejo.Name && len(m.places) > 0:
			places[gazetteer.Fold(m.name)] = true
		}
	}
	for i := range r.mentions {
		m := r.mentions[i]
		if !r.mayHoldPlace(&m) {
			continue
		}
		rng, ids := r.innerPlace(m.rng)
		key := gazetteer.Fold(r.text(rng))
		if len(ids) == 0 || surnames[key] || !places[key] && !r.telling(ids) && !r.local(m.rng) {
			continue
		}
		r.mentions[i].holder = r.add(mention{rng: rng, head: rng.End - 1, form: cotejo.Name, kind: cotejo.Place, name: bare(r.text(rng)), places: ids, place: -1, inner: true}) + 1
	}
}

// mayHoldPlace says whether a name can be made with that of a place: a body's or a facility's that no list knows. A gang's
// says nothing of where it is.
func (r *reader) mayHoldPlace(m *mention) bool {
	if m.form != cotejo.Name || m.rng.Len() < 2 || len(m.actors) > 0 || slices.Contains(armed, m.sub) {
		return false
	}
	return m.kind == cotejo.Organization || m.kind == cotejo.Place && len(m.places) == 0 && r.facility(m.rng)
}

// innerPlace gives the place that a name begins with, or ends with after "of".
func (r *reader) innerPlace(rng nlp.Range) (nlp.Range, []gazetteer.ID) {
	for i := rng.End - 1; i > rng.Start; i-- {
		if f := r.fold[i-1]; f != "of" && f != "de" && f != "del" {
			continue
		}
		in := nlp.Range{Start: i, End: rng.End}
		if ids := r.gaz.Find(r.text(in)); len(ids) > 0 && r.allCapital(in) {
			return in, ids
		}
	}
	n, ids := r.gaz.Longest(r.surface[rng.Start:rng.End])
	in := nlp.Range{Start: rng.Start, End: rng.Start + n}
	if n == 0 || n >= rng.Len() || !r.allCapital(in) || r.fold[in.End-1] == "" {
		return nlp.Range{}, nil
	}
	return in, ids
}

// telling says whether one of the places is a country, a division or a county: few bear such a name and are nowhere near.
func (r *reader) telling(ids []gazetteer.ID) bool {
	return slices.ContainsFunc(ids, func(id gazetteer.ID) bool {
		switch r.gaz.Place(id).Kind {
		case gazetteer.Country, gazetteer.Division, gazetteer.County:
			return true
		}
		return false
	})
}

// local says whether a word of the name is a noun for what every town has: a council, a police department.
func (r *reader) local(rng nlp.Range) bool {
	for i := rng.Start; i < rng.End; i++ {
		if r.lex.local[r.fold[i]] || r.lex.local[r.lemma[i]] {
			return true
		}
	}
	return false
}

// facility says whether a name is that of a building or site: its head is a noun for one.
func (r *reader) facility(rng nlp.Range) bool {
	head := rng.End - 1
	if r.doc.Lang == nlp.Spanish {
		head = rng.Start
	}
	return r.lex.facility[r.fold[head]] || r.lex.facility[r.lemma[head]]
}
