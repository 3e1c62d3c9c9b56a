package resolve

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// phrase is a noun phrase without a name of its own, taken apart.
type phrase struct {
	head      int
	rng       nlp.Range // from the first modifier to the head, without the determiner
	lemma     string
	senses    []sense
	definite  bool
	possessed bool // "its leader", "Colombia's director"
	plural    bool
	secret    bool     // "an anonymous official"
	other     bool     // "the neighbouring country"
	speaker   bool     // "our country"
	official  bool     // "the crime squad"
	modifiers []string // folded, without those that single nobody out
	hint      string   // the kind that a modifier gives a vague noun
	origins   []gazetteer.ID
	inner     []int // entities named inside: the FARC of "FARC commanders"
}

func (p *phrase) is(t cotejo.EntityType) bool {
	return slices.ContainsFunc(p.senses, func(s sense) bool { return s.typ == t })
}

// sub gives the kind of entity of a type that the head or a modifier tells.
func (p *phrase) sub(t cotejo.EntityType) string {
	for _, s := range p.senses {
		if s.typ == t && s.subtype != "" {
			return s.subtype
		}
	}
	if t == cotejo.Person {
		return "" // a leftist student is no guerrilla
	}
	if p.official && p.hint == "criminal_organization" {
		return ""
	}
	return p.hint
}

// parse takes the noun phrase of a head apart.
func (r *reader) parse(head int) phrase {
	p := phrase{head: head, rng: nlp.Range{Start: head, End: head + 1}, lemma: r.lemma[head], plural: r.plural(head) || r.lex.collective[r.lemma[head]]}
	p.official = r.lex.official[p.lemma]
	p.senses = r.senses(head)
	_, further := r.lex.further[p.lemma]
	p.plural = p.plural || p.senses != nil && !further && !strings.ContainsAny(p.lemma, "- ") && r.lex.nouns[p.lemma] == nil && r.lex.nouns[r.fold[head]] == nil
	p.widen(r)
	if p.rng.Len() > 1 { // "the armed forces" are a body, and one
		if s := r.lex.nouns[gazetteer.Fold(r.text(p.rng))]; s != nil {
			p.senses, p.plural = s, false
		}
	}
	if p.senses == nil && r.country[head] > 0 { // "a Colombian", "dos colombianos"
		p.senses = []sense{{cotejo.Person, ""}}
		p.origins = append(p.origins, gazetteer.ID(r.country[head]-1))
	}
	for _, c := range r.tree.Children(head) {
		k := int(c)
		p.other = p.other || r.lex.other[r.lemma[k]] || r.lex.other[r.fold[k]]
		p.speaker = p.speaker || r.lex.speaker[r.lemma[k]] || r.lex.speaker[r.fold[k]]
		switch r.rel(k) {
		case "det":
			p.definite = p.definite || r.lex.definite[r.fold[k]] || r.lex.definite[r.lemma[k]]
			continue
		case "nmod":
			if r.possessive(k) || strings.HasPrefix(r.doc.Rel[k], "nmod:poss") {
				p.definite, p.possessed = true, true
				p.inside(r, k)
				continue
			}
			if c := r.caseOf(k); c == "of" || c == "de" {
				p.inside(r, k)
			}
			if k > head || r.caseOf(k) != "" {
				continue
			}
		case "amod", "compound", "nummod", "flat", "advmod":
			if k < p.rng.Start && r.rel(k) == "compound" {
				continue // a name before "and" that the parse puts under the noun
			}
		default:
			continue
		}
		if r.lex.secret[r.lemma[k]] || r.lex.secret[r.fold[k]] {
			p.secret = true
		}
		p.inside(r, k)
		p.modify(r, k)
	}
	return p
}

// senses gives what the noun at a word denotes, by its lemma or, where a lemmatizer takes it for a form of a verb ("los
// detenidos"), by its form.
func (r *reader) senses(i int) []sense {
	if i+1 < len(r.lemma) && r.doc.Lang == nlp.Spanish && r.parent(i+1) == i {
		if s := r.lex.nouns[r.lemma[i]+" "+r.lemma[i+1]]; s != nil {
			return s // "crimen organizado"
		}
	}
	for _, form := range []string{r.lemma[i], r.fold[i], strings.TrimSuffix(r.fold[i], "s"), strings.TrimSuffix(r.fold[i], "es")} {
		if s := r.lex.nouns[form]; s != nil {
			return s
		}
	}
	if r.upos(i) != nlp.NOUN {
		return nil
	}
	if s, ok := r.lex.further[r.lemma[i]]; ok {
		return []sense{s}
	}
	if at := strings.LastIndexAny(r.lemma[i], "- "); at > 0 { // "co-offender", "ex-boxer"
		last := r.lemma[i][at+1:]
		if s := r.lex.nouns[last]; s != nil {
			return s
		}
		if s, ok := r.lex.further[last]; ok {
			return []sense{s}
		}
	}
	if r.agentive(i) {
		return []sense{{cotejo.Person, ""}}
	}
	return nil
}

// agentive says whether a Spanish noun that no list knows names a person by how it is made, and stands where only persons and bodies
// do: "un luchador dirigía la red".
func (r *reader) agentive(i int) bool {
	if r.doc.Lang != nlp.Spanish || r.upos(i) != nlp.NOUN || r.capital(i) || !r.acting(i) {
		return false
	}
	w := strings.TrimSuffix(strings.TrimSuffix(r.fold[i], "s"), "e")
	for _, ending := range []string{"dor", "dora", "ista", "ologo", "ologa", "ero", "era"} {
		if strings.HasSuffix(w, ending) && len(w) > len(ending)+2 && (len(ending) > 3 || ending == "dor" || len(w) > 6) {
			return true
		}
	}
	return false
}

// modify notes what a modifier tells.
func (p *phrase) modify(r *reader, k int) {
	if h, ok := r.lex.hints[r.lemma[k]]; ok && p.hint == "" {
		p.hint = h
	} else if h, ok := r.lex.hints[r.fold[k]]; ok && p.hint == "" {
		p.hint = h
	}
	for _, w := range []string{r.lemma[k], r.fold[k]} {
		if r.lex.idle[w] || r.lex.definite[w] {
			return
		}
	}
	if r.country[k] == 0 && r.rel(k) != "nummod" && r.rel(k) != "advmod" {
		p.modifiers = append(p.modifiers, r.lemma[k])
	}
	for _, c := range r.tree.Children(k) { // "drug trafficking organization": each word tells
		if rel := r.rel(int(c)); int(c) < p.head && (rel == "compound" || rel == "amod") {
			p.inside(r, int(c))
			p.modify(r, int(c))
		}
	}
}

// inside notes the place that a modifier is of, or the entity that it names.
func (p *phrase) inside(r *reader, k int) {
	if id := r.country[k]; id > 0 {
		p.origins = append(p.origins, gazetteer.ID(id-1))
		return
	}
	e, ok := r.at[k]
	if !ok {
		return
	}
	if ent := &r.entities[e]; ent.typ == cotejo.Place {
		if ent.place >= 0 {
			p.origins = append(p.origins, ent.place)
		}
	} else {
		p.inner = append(p.inner, e)
	}
}

// widen sets the range to the head and the modifiers right beside it, without determiners and counts.
func (p *phrase) widen(r *reader) {
	words := r.tree.Subtree(p.head, func(w int) bool {
		switch r.rel(w) {
		case "amod", "compound":
			return w > p.head && r.parent(w) == p.head && r.doc.Lang != nlp.Spanish
		case "flat", "fixed", "goeswith":
			return false
		case "nmod":
			return !(w < p.head && r.caseOf(w) == "" && !r.possessive(w))
		case "nummod", "punct", "advmod", "conj", "cc", "dep":
			return !r.between(w, p.head)
		}
		return true
	})
	at := slices.Index(words, p.head)
	for n := at; n > 0 && words[n-1] == words[n]-1; n-- {
		if w := words[n-1]; r.upos(w) == nlp.CCONJ && w > 0 && r.taken[w-1] {
			break // "the FARC and crime rings"
		}
		p.rng.Start = words[n-1]
	}
	for n := at; n+1 < len(words) && words[n+1] == words[n]+1; n++ {
		p.rng.End = words[n+1] + 1
	}
	for p.rng.Start < p.head && (r.upos(p.rng.Start) == nlp.DET || r.upos(p.rng.Start) == nlp.PRON || r.upos(p.rng.Start) == nlp.NUM || r.fold[p.rng.Start] == "" || r.upos(p.rng.Start) == nlp.PUNCT) {
		p.rng.Start++
	}
	for p.rng.End > p.head+1 && (r.fold[p.rng.End-1] == "" || r.upos(p.rng.End-1) == nlp.CCONJ || r.upos(p.rng.End-1) == nlp.ADP || r.upos(p.rng.End-1) == nlp.DET) {
		p.rng.End--
	}
	p.rng.Start = r.doc.Hyphenated(p.rng).Start // "13-year-old player"
}

// between says whether a word hangs on a modifier that stands before the head: the hyphen of "right-wing".
func (r *reader) between(w, head int) bool {
	p := r.parent(w)
	return w < head && p >= 0 && p != head
}

// countryOf gives the one country that the phrase is of, or "".
func (p *phrase) countryOf(r *reader) string {
	country := ""
	for _, id := range p.origins {
		c := r.gaz.Place(id).Country
		if c == "" {
			continue
		}
		if country != "" && country != c {
			return ""
		}
		country = c
	}
	return country
}

// counted follows a noun that counts to what it counts: "a number of commanders" speaks of commanders.
func (r *reader) counted(head int) int {
	for range 4 {
		if !r.lex.measures[r.lemma[head]] {
			break
		}
		next := -1
		for _, c := range r.tree.Children(head) {
			if k := int(c); k > head && r.rel(k) == "nmod" && (r.caseOf(k) == "of" || r.caseOf(k) == "de") && (r.hasSense(k, cotejo.Person) || r.hasSense(k, cotejo.Organization) || r.country[k] > 0 || r.plural(k) && r.upos(k) == nlp.NOUN) {
				next = k
			}
		}
		if next < 0 {
			break
		}
		head = next
	}
	return head
}
