package resolve

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// neighbour gives the mention that says where mention i lies: "Ipiales, Nariño", "Ipiales in Nariño", or -1.
func (r *reader) neighbour(i int) int {
	m := &r.mentions[i]
	for j := range r.mentions {
		o := &r.mentions[j]
		if o.kind != cotejo.Place || o.form != cotejo.Name || o.inner || o.rng.Start <= m.rng.End-1 || o.rng.Start > m.rng.End+6 {
			continue
		}
		ok := o.rng.Start > m.rng.End
		for k := m.rng.End; k < o.rng.Start; k++ {
			f := r.doc.Form[k]
			switch {
			case f == "," || f == "(" || f == "'s":
			case r.fold[k] == "in" || r.fold[k] == "en" || r.fold[k] == "de" || r.fold[k] == "the" || r.fold[k] == "el" || r.fold[k] == "of":
			case r.hasSense(k, cotejo.Place):
			default:
				ok = false
			}
		}
		if ok && !r.listGoesOn(o.rng.End) {
			return j
		}
	}
	return -1
}

// listGoesOn says whether further names and "and" follow at word i: "Florida, Texas and Ohio" says not that Florida lies in
// Texas, nor does "Ohio, Florida, Texas and Iowa" of Ohio and Florida.
func (r *reader) listGoesOn(i int) bool {
	end := r.sentence(min(i, r.doc.Len()-1)).End
	for i < end && r.doc.Form[i] == "," {
		i++
		if i < end && r.upos(i) == nlp.CCONJ {
			break
		}
		from := i
		for i < end && r.capital(i) {
			i++
		}
		if i == from {
			return false
		}
	}
	return i+1 < end && r.upos(i) == nlp.CCONJ && r.capital(i+1)
}

// fellows gives the mentions that stand beside mention i in a list of names.
func (r *reader) fellows(i int) []int {
	m := &r.mentions[i]
	var out []int
	for j := range r.mentions {
		o := &r.mentions[j]
		if j == i || o.kind != cotejo.Place || o.form != cotejo.Name || o.inner {
			continue
		}
		a, b := m.rng, o.rng
		if b.Start < a.Start {
			a, b = b, a
		}
		if b.Start-a.End > 4 || b.Start < a.End {
			continue
		}
		list := false
		for k := a.End; k < b.Start; k++ {
			switch f := r.fold[k]; {
			case r.doc.Form[k] == "," || f == "and" || f == "or" || f == "y" || f == "e" || f == "o":
				list = true
			case f == "in" || f == "en" || f == "de" || f == "the" || f == "el" || f == "la":
			default:
				list = false
				k = b.Start
			}
		}
		if list {
			out = append(out, j)
		}
	}
	return out
}

// called gives the sort of place that the words beside a name call it: country, region or city; or "".
func (r *reader) called(head int) string {
	sort := func(w int) string {
		for _, s := range r.lex.nouns[r.lemma[w]] {
			if s.typ == cotejo.Place {
				return s.subtype
			}
		}
		return ""
	}
	if p := r.parent(head); p >= 0 {
		switch c := r.caseOf(head); r.rel(head) {
		case "nmod":
			if c == "of" || c == "de" {
				return sort(p)
			}
		case "compound", "appos", "flat":
			return sort(p)
		}
	}
	for _, c := range r.tree.Children(head) {
		switch r.rel(int(c)) {
		case "appos", "compound", "flat":
			if s := sort(int(c)); s != "" {
				return s
			}
		}
	}
	return ""
}

// placeClass gives the sort of place that nouns tell apart.
func placeClass(k gazetteer.Kind) string {
	switch k {
	case gazetteer.Country:
		return "country"
	case gazetteer.Town:
		return "city"
	}
	return "region"
}
