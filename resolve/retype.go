package resolve

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// retype corrects the kind of names that no list knows by what surely tells it: a band's article ("Los Rastrojos"), a noun in
// apposition ("X, a trafficking ring"), a country that owns it ("Mexico's X"), a given name that it begins with.
func (r *reader) retype() {
	told := map[string]cotejo.EntityType{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if !r.unlisted(m) {
			continue
		}
		if t := r.told(m); t != "" {
			if was, ok := told[nameKey(m.name)]; !ok || was == t {
				told[nameKey(m.name)] = t
			} else {
				told[nameKey(m.name)] = "" // the text disagrees
			}
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if !r.unlisted(m) || len(m.title) > 0 {
			continue
		}
		if t := told[nameKey(m.name)]; t != "" {
			m.kind = t
		}
	}
}

// unlisted says whether a mention is a name that neither gazetteer nor list of bodies knows.
func (r *reader) unlisted(m *mention) bool {
	return m.form == cotejo.Name && len(m.actors) == 0 && m.place < 0 && len(m.places) == 0
}

func (r *reader) told(m *mention) cotejo.EntityType {
	words := strings.Fields(gazetteer.Fold(m.name))
	if len(words) == 0 {
		return ""
	}
	first := m.rng.Start
	if first > r.sentence(first).Start && r.lex.band[r.fold[first-1]] && r.capital(first-1) { // opens a Spanish sentence
		words = append([]string{r.fold[first-1]}, words...)
	}
	if band := len(words) > 1 && r.lex.band[words[0]]; band && !slices.ContainsFunc(words[1:], func(w string) bool { return !small[w] && !strings.HasSuffix(w, "s") }) {
		return cotejo.Organization
	}
	if r.bracketed(m) || r.bodyNoun(m, words) {
		return cotejo.Organization
	}
	if n := r.named(m); n >= 0 {
		return r.lex.nouns[r.lemma[n]][0].typ
	}
	if t := r.apposed(m.head); t != "" {
		return t
	}
	if r.lex.article[words[0]] && r.capital(first) && len(words) > 2 && m.sub == "" && !slices.ContainsFunc(words, func(w string) bool { _, ok := r.lex.given[w]; return ok }) {
		return cotejo.Organization
	}
	_, given := r.lex.given[words[0]]
	if given && len(words) > 1 && len(words) < 5 && m.sub == "" {
		return cotejo.Person
	}
	if !given && len(m.title) == 0 && r.owned(m) {
		return cotejo.Organization
	}
	return ""
}

// bracketed says whether a name is the agency in a dateline: "QUITO (Paralelo) —".
func (r *reader) bracketed(m *mention) bool {
	i, end := m.rng.Start-1, m.rng.End
	s := r.sentence(m.rng.Start)
	if i <= s.Start || end+1 >= s.End || r.doc.Form[i] != "(" || r.doc.Form[end] != ")" || i-s.Start > 8 {
		return false
	}
	return r.upos(end+1) == nlp.PUNCT && r.doc.Form[end+1] != "," && r.likeName(s.Start)
}

// bodyNoun says whether the word that heads a name is a noun for a body: "Observatorio Cauce", "Crop Commission".
func (r *reader) bodyNoun(m *mention, words []string) bool {
	if len(words) < 2 || m.kind == cotejo.Organization {
		return false
	}
	head := words[len(words)-1]
	if r.doc.Lang == nlp.Spanish || len(r.lex.nouns[head]) == 0 {
		head = words[0]
	}
	senses := r.lex.nouns[head]
	return len(senses) == 1 && senses[0].typ == cotejo.Organization
}

// named gives the noun for what bears the name, where the text introduces it so ("the cartel known as X"), or -1.
func (r *reader) named(m *mention) int {
	begin := r.sentence(m.rng.Start).Start
	i := m.rng.Start - 1
	for i >= begin && (r.fold[i] == "" || r.upos(i) == nlp.DET) {
		i--
	}
	for n := 2; n >= 1; n-- {
		if i-n < begin || !r.lex.naming[strings.Join(r.fold[i-n+1:i+1], " ")] {
			continue
		}
		for k := i - n; k >= begin && k > i-n-4; k-- {
			if senses := r.lex.nouns[r.lemma[k]]; len(senses) > 0 && !r.taken[k] {
				return k
			}
			if r.upos(k) == nlp.VERB {
				break
			}
		}
	}
	return -1
}

// apposed gives the type that a noun in apposition to a name tells, where it tells one.
func (r *reader) apposed(head int) cotejo.EntityType {
	var nouns []int
	for _, c := range r.tree.Children(head) {
		if r.rel(int(c)) == "appos" {
			nouns = append(nouns, int(c))
		}
	}
	if p := r.parent(head); p >= 0 && (r.rel(head) == "appos" || r.rel(head) == "flat") {
		nouns = append(nouns, p)
	}
	for _, n := range nouns {
		if r.taken[n] {
			continue
		}
		senses := r.lex.nouns[r.lemma[n]]
		if len(senses) == 1 && senses[0].typ != cotejo.Thing {
			return senses[0].typ
		}
	}
	return ""
}

// owned says whether a country stands as the owner of a name: "Mexico's X", "the Mexican X".
func (r *reader) owned(m *mention) bool {
	for _, c := range r.tree.Children(m.head) {
		k := int(c)
		if k >= m.rng.Start {
			continue
		}
		switch {
		case r.rel(k) == "nmod" && r.possessive(k), r.rel(k) == "amod", r.rel(k) == "compound":
			if r.country[k] > 0 {
				return true
			}
			for i := range r.mentions {
				if o := &r.mentions[i]; o.head == k && o.place >= 0 && r.gaz.Place(o.place).Kind == gazetteer.Country {
					return true
				}
			}
		}
	}
	return false
}
