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
	told, nick := map[string]cotejo.EntityType{}, map[string]bool{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if !r.unlisted(m) {
			continue
		}
		if t := r.told(m); t != "" && !nick[nameKey(m.name)] {
			nick[nameKey(m.name)] = r.nicknamed(m.rng) || r.quotedBehind(m) >= 0
			if nick[nameKey(m.name)] {
				told[nameKey(m.name)] = t // whatever else it seems elsewhere
				continue
			}
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
		if t := told[nameKey(m.name)]; t != "" && !(len(m.places) > 0 && r.lex.inside[r.caseOf(m.head)]) {
			m.kind = t
			if t != cotejo.Place {
				m.places = nil
			}
		}
	}
}

// unlisted says whether a mention is a name that no list of bodies knows, nor the gazetteer but for a small town.
func (r *reader) unlisted(m *mention) bool {
	return m.form == cotejo.Name && len(m.actors) == 0 && m.place < 0 && !r.plain(m.places)
}

func (r *reader) told(m *mention) cotejo.EntityType {
	words := strings.Fields(gazetteer.Fold(m.name))
	if len(words) == 0 {
		return ""
	}
	if r.nicknamed(m.rng) || r.quotedBehind(m) >= 0 {
		return cotejo.Person
	}
	first := m.rng.Start
	if first > r.sentence(first).Start && r.lex.band[r.fold[first-1]] && r.capital(first-1) { // opens a Spanish sentence
		words = append([]string{r.fold[first-1]}, words...)
	}
	listed := len(m.places) > 0
	if band := len(words) > 1 && r.lex.band[words[0]]; band && !listed && !r.mostlyLocated(m) && slices.ContainsFunc(words[1:], func(w string) bool { return strings.HasSuffix(w, "s") }) {
		return cotejo.Organization
	}
	if m.kind == cotejo.Place && !r.located(m) && r.acting(m.head) && (!listed || r.rel(m.head) == "nsubj") {
		if slices.Contains(r.wants[m.head].Types, cotejo.Organization) && r.apposed(m) != cotejo.Person {
			return cotejo.Organization
		}
		return cotejo.Person
	}
	if r.bracketed(m) || r.bodyNoun(m, words) {
		return cotejo.Organization
	}
	if n := r.named(m); n >= 0 {
		return r.lex.nouns[r.lemma[n]][0].typ
	}
	if t := r.apposed(m); t != "" {
		return t
	}
	owner := r.owner(m)
	if listed {
		if owner != "" && !slices.ContainsFunc(m.places, func(id gazetteer.ID) bool { return r.gaz.Place(id).Country == owner }) {
			return cotejo.Organization
		}
		return ""
	}
	if r.lex.article[words[0]] && r.capital(first) && len(words) > 2 && m.sub == "" && !slices.ContainsFunc(words, func(w string) bool { _, ok := r.lex.given[w]; return ok }) {
		return cotejo.Organization
	}
	_, given := r.lex.given[words[0]]
	if given && len(words) > 1 && len(words) < 5 && m.sub == "" && !r.located(m) {
		return cotejo.Person
	}
	if !given && len(m.title) == 0 && owner != "" {
		return cotejo.Organization
	}
	return ""
}

// located says whether a name stands where places stand, in this mention or another.
func (r *reader) located(m *mention) bool {
	return slices.ContainsFunc(r.mentions, func(o mention) bool {
		return o.form == cotejo.Name && o.kind == cotejo.Place && r.lex.inside[r.caseOf(o.head)] && nameKey(o.name) == nameKey(m.name)
	})
}

// mostlyLocated says whether a name stands where places stand more often than elsewhere: who joins a band goes "into" it too.
func (r *reader) mostlyLocated(m *mention) bool {
	n, where := 0, 0
	for i := range r.mentions {
		o := &r.mentions[i]
		if o.form == cotejo.Name && nameKey(o.name) == nameKey(m.name) {
			n++
			if r.lex.inside[r.caseOf(o.head)] {
				where++
			}
		}
	}
	return 2*where > n || where == n && n > 0
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
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} { // reports of one language name bodies of the other
		x, err := lexiconOf(lang)
		if err != nil {
			continue
		}
		head := words[len(words)-1]
		if lang == nlp.Spanish {
			head = words[0]
			if x.article[head] && len(words) > 1 {
				head = words[1] // "La Hermandad del Norte"
			}
		}
		if senses := x.nouns[head]; len(senses) == 1 && senses[0].typ == cotejo.Organization {
			return true
		}
	}
	return false
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
func (r *reader) apposed(m *mention) cotejo.EntityType {
	for _, n := range r.appositions(m) {
		if senses := r.lex.nouns[r.lemma[n]]; len(senses) == 1 && senses[0].typ != cotejo.Thing {
			return senses[0].typ
		}
	}
	return ""
}

// appositions gives the nouns in apposition to a name that are no names themselves: by the tree, or right after a comma
// wherever the parse hangs them.
func (r *reader) appositions(m *mention) []int {
	var nouns []int
	for _, c := range r.tree.Children(m.head) {
		if r.rel(int(c)) == "appos" && !r.taken[c] {
			nouns = append(nouns, int(c))
		}
	}
	if p := r.parent(m.head); p >= 0 && (r.rel(m.head) == "appos" || r.rel(m.head) == "flat") && !r.taken[p] {
		nouns = append(nouns, p)
	}
	if end := m.rng.End; end < r.sentence(m.head).End && r.doc.Form[end] == "," {
		for k := end + 1; k < min(end+7, r.sentence(m.head).End) && r.upos(k) != nlp.PUNCT && r.upos(k) != nlp.VERB; k++ {
			if r.rel(k) == "appos" && !r.taken[k] && !slices.Contains(nouns, k) {
				nouns = append(nouns, k)
			}
		}
	}
	return nouns
}

// owner gives the country that stands as the owner of a name: "Mexico's X", "the Mexican X"; or "".
func (r *reader) owner(m *mention) string {
	for _, c := range r.tree.Children(m.head) {
		k := int(c)
		if k >= m.rng.Start || r.rel(k) != "amod" && r.rel(k) != "compound" && !(r.rel(k) == "nmod" && r.possessive(k)) {
			continue
		}
		if r.country[k] > 0 {
			return r.gaz.Place(gazetteer.ID(r.country[k] - 1)).Country
		}
		for i := range r.mentions {
			if o := &r.mentions[i]; o.head == k && o.kind == cotejo.Place && r.hasCountry(o.places) {
				return r.gaz.Place(r.weightiest(o.places)).Country
			}
		}
	}
	return ""
}
