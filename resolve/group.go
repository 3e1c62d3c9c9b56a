package resolve

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// groupPhrase resolves people or bodies meant together: "Mexican cartels", "mid-level FARC commanders". The same words, or
// the same noun of the same country, are the same group; "the cartels" alone is the group of cartels spoken of before.
func (r *reader) groupPhrase(p *phrase, wanted bool) {
	country := p.countryOf(r)
	key := r.groupKey(p, country)
	for e := range r.entities {
		if g := &r.entities[e]; g.typ == cotejo.Group && g.key == key && g.country == country && !r.introduces(p.head) {
			r.mean(p, e)
			return
		}
	}
	if e := r.barer(p, country); e >= 0 {
		r.mean(p, e)
		return
	}
	if p.definite && !p.possessed && len(p.modifiers) == 0 && len(p.origins) == 0 && len(p.inner) == 0 && !r.narrowed(p.head) {
		if e := r.lastGroup(p); e >= 0 {
			r.mean(p, e)
			return
		}
	}
	if !wanted {
		return
	}
	e := r.newEntity(entity{typ: cotejo.Group, sub: r.groupSub(p), name: r.text(p.rng), country: country, place: -1, actor: -1, plural: true, key: key, noun: p.lemma})
	r.entities[e].bound = country == "" && len(p.inner) == 0
	r.mean(p, e)
}

// barer gives the one group that a phrase without telling modifiers repeats: "Panamanian rings" after "Panama's smuggling
// rings"; or -1.
func (r *reader) barer(p *phrase, country string) int {
	if country == "" || len(p.modifiers) > 0 || len(p.inner) > 0 || r.tail(p.head) != "" {
		return -1
	}
	found := -1
	for e := range r.entities {
		if g := &r.entities[e]; g.typ == cotejo.Group && g.noun == p.lemma && g.country == country {
			if found >= 0 {
				return -1
			}
			found = e
		}
	}
	return found
}

func (r *reader) groupSub(p *phrase) string {
	if s := p.sub(cotejo.Organization); s != "" && p.is(cotejo.Organization) {
		return s
	}
	if s := p.sub(cotejo.Person); s != "" {
		return s
	}
	return r.lex.hints[p.lemma]
}

// groupKey is what two phrases for one group share, beside the country.
func (r *reader) groupKey(p *phrase, country string) string {
	words := slices.Clone(p.modifiers)
	for _, e := range p.inner {
		words = append(words, r.entities[e].name)
	}
	if country == "" {
		for _, id := range p.origins {
			words = append(words, r.gaz.Place(id).Name)
		}
	}
	if tail := r.tail(p.head); tail != "" {
		words = append(words, tail)
	}
	slices.Sort(words)
	return p.lemma + "|" + strings.Join(slices.Compact(words), ",")
}

// tail gives what narrows a vague noun down after it: "members of the union", "men in uniform". Other nouns have none.
func (r *reader) tail(head int) string {
	if !r.lex.vague[r.lemma[head]] {
		return ""
	}
	var words []string
	for _, c := range r.tree.Children(head) {
		k := int(c)
		if k < head {
			continue
		}
		switch r.rel(k) {
		case "nmod", "acl", "obl":
			for _, w := range r.tree.Subtree(k, nil) {
				if r.fold[w] != "" && !small[r.fold[w]] {
					words = append(words, r.lemma[w])
				}
			}
		}
	}
	return strings.Join(words, " ")
}

// narrowed says whether a clause or phrase after the noun says which are meant.
func (r *reader) narrowed(head int) bool {
	for _, c := range r.tree.Children(head) {
		if k := int(c); k > head {
			switch r.rel(k) {
			case "nmod", "acl":
				return true
			}
		}
	}
	return false
}

// lastGroup gives the one group with the noun that was spoken of last, or -1 where two come near.
func (r *reader) lastGroup(p *phrase) int {
	return r.clearest(p.head, func(e *entity) bool { return e.typ == cotejo.Group && e.noun == p.lemma })
}

// introduces says whether an article tells that the noun at a word is new: "a family" is none of the families spoken of before.
func (r *reader) introduces(head int) bool {
	for _, c := range r.tree.Children(head) {
		if r.rel(int(c)) == "det" && !r.plural(head) && strings.Contains(r.doc.Feats[c], "Definite=Ind") {
			return true
		}
	}
	return false
}
