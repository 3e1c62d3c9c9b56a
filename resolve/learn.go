package resolve

import (
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// learnBodies gathers what the text says of bodies that no list knows: their kind, from appositions and the nouns that they
// modify ("the FPJ, a rebel group", "FPJ rebels"), and their country, from the place that they are named after.
func (r *reader) learnBodies() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.kind != cotejo.Organization || m.form != cotejo.Name || m.entity < 0 {
			continue
		}
		if n := r.named(m); n >= 0 && r.hasSense(n, cotejo.Organization) {
			if o := &r.entities[m.entity]; o.sub == "" {
				o.sub = r.kindBy(n)
			}
			r.at[n] = m.entity
		}
		for _, n := range r.appositions(m) {
			if o := &r.entities[m.entity]; r.hasSense(n, cotejo.Organization) && o.named && !r.plural(n) {
				if sub := r.kindBy(n); o.sub == "" || o.sub == sub {
					o.sub = sub
					r.at[n] = m.entity
				}
			}
		}
	}
	for e := range r.entities {
		o := &r.entities[e]
		if o.typ != cotejo.Organization || o.actor >= 0 || !o.named {
			continue
		}
		if o.sub == "" {
			o.sub = r.kindOf(o)
		}
		if o.country == "" {
			o.country = r.namedAfter(o)
		}
	}
}

// armed are the kinds of body that the nouns for their people tell: "rebels", "paramilitaries".
var armed = []string{"guerrilla", "criminal_organization", "paramilitary", "terrorist"}

func (r *reader) kindOf(o *entity) string {
	for _, h := range o.seen {
		for _, c := range r.tree.Children(h) {
			if k := int(c); r.rel(k) == "appos" {
				if sub := r.kindBy(k); sub != "" {
					return sub
				}
			}
		}
		p := r.parent(h)
		if p < 0 {
			continue
		}
		switch r.rel(h) {
		case "appos", "flat":
			if sub := r.kindBy(p); sub != "" {
				return sub
			}
		case "compound", "nmod":
			if c := r.caseOf(h); r.rel(h) == "compound" || c == "of" || c == "de" {
				if sub := r.kindBy(p); slices.Contains(armed, sub) && !r.hasSense(p, cotejo.Organization) {
					return sub
				}
			}
		}
	}
	return ""
}

// kindBy gives the kind of body that a noun and its modifiers tell, or "".
func (r *reader) kindBy(w int) string {
	if _, ok := r.at[w]; ok {
		return ""
	}
	for _, s := range r.lex.nouns[r.lemma[w]] {
		if s.typ == cotejo.Organization && s.subtype != "" {
			return s.subtype
		}
	}
	if h := r.lex.hints[r.lemma[w]]; h != "" {
		return h
	}
	if !r.hasSense(w, cotejo.Organization) {
		return ""
	}
	for _, c := range r.tree.Children(w) {
		switch k := int(c); r.rel(k) {
		case "amod", "compound", "nmod":
			if h := r.lex.hints[r.lemma[k]]; h != "" {
				return h
			}
		}
	}
	return ""
}

// namedAfter gives the country of the place that a body with a head is named after: "Cali cartel".
func (r *reader) namedAfter(o *entity) string {
	for _, n := range o.names {
		own := r.withoutHead(gazetteer.Fold(n))
		if own == "" {
			continue
		}
		country := ""
		for i := range r.mentions {
			if m := &r.mentions[i]; m.kind == cotejo.Place && m.place >= 0 && gazetteer.Fold(m.name) == own {
				country = r.gaz.Place(m.place).Country
			}
		}
		if country == "" {
			large := false // any other is a word that some town far away bears too
			for _, id := range r.gaz.Find(own) {
				p := r.gaz.Place(id)
				if country != "" && p.Country != country {
					return ""
				}
				country = p.Country
				large = large || p.Kind != gazetteer.Town || p.Population >= bigTown
			}
			if !large {
				country = ""
			}
		}
		if country != "" {
			return country
		}
	}
	return ""
}
