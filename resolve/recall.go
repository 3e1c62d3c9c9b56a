package resolve

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// longestRecalled is the number of words up to which a name that the tagger missed is looked for.
const longestRecalled = 5

// recall finds the names that the tagger missed where it knew them elsewhere: surnames of persons named in full, and
// names of bodies, with their article or without.
func (r *reader) recall() {
	known := map[string]int{}
	learn := func(key string, e int) {
		if len(key) < 3 || r.lex.nouns[key] != nil {
			return
		}
		if other, ok := known[key]; ok && other != e {
			known[key] = -1 // two bear it
			return
		}
		known[key] = e
	}
	for i := range r.entities {
		o := &r.entities[i]
		if !o.named || len(o.seen) == 0 {
			continue
		}
		for _, n := range o.names {
			switch o.typ {
			case cotejo.Person:
				if w := nameWords(n); len(w) > 1 {
					for _, surname := range r.surnames(w) {
						learn(surname, i)
					}
				}
			case cotejo.Organization:
				learn(nameKey(n), i)
			}
		}
	}
	r.eachFree(func(i int) int {
		for n := min(longestRecalled, r.sentence(i).End-i); n > 0; n-- {
			rng := nlp.Range{Start: i, End: i + n}
			e, ok := known[strings.Join(slices.DeleteFunc(slices.Clone(r.fold[i:i+n]), func(w string) bool { return w == "" }), " ")]
			if !ok || e < 0 || r.fold[rng.End-1] == "" || !r.free(rng) || !r.recalled(rng) {
				continue
			}
			rng = r.withArticle(rng)
			r.take(rng)
			m := r.add(mention{rng: rng, head: r.headOf(rng), form: cotejo.Name, kind: r.entities[e].typ, name: r.text(rng), place: -1})
			r.assign(&r.mentions[m], e)
			return rng.End
		}
		return 0
	})
}

// recalled says whether words that name an entity elsewhere name it here too: they are written as a name, and it ends with
// them.
func (r *reader) recalled(rng nlp.Range) bool {
	if !r.allCapital(rng) || r.nameGoesOn(rng.End, rng) || r.nameGoesOn(rng.Start-1, rng) {
		return false
	}
	if rng.Len() > 1 {
		return !r.shout[rng.Start]
	}
	return r.upos(rng.Start) == nlp.PROPN || !r.first(rng.Start) && !r.shout[rng.Start]
}

// actingName finds a name that the tagger missed, or has no kind for, by what the sentence has it do: only persons and bodies
// smuggle, kill and lead.
func (r *reader) actingName(i int) int {
	if !r.capital(i) || r.shout[i] || r.upos(i) != nlp.PROPN && !r.bandWord(i) || r.first(i) && r.ner(i) == nlp.NoName && r.lex.nouns[r.lemma[i]] != nil {
		return 0
	}
	end := i + 1
	for j := end; j < r.sentence(i).End && !r.taken[j] && (small[r.fold[j]] || r.capital(j) && r.upos(j) == nlp.PROPN); j++ {
		if r.capital(j) {
			end = j + 1
		}
	}
	rng := nlp.Range{Start: i, End: end}
	head := r.headOf(rng)
	if !r.nicknamed(rng) && !r.acting(head) || r.hasSense(head, cotejo.Person) || r.hasSense(head, cotejo.Place) || len(r.gaz.Find(r.text(rng))) > 0 {
		return 0
	}
	rng = r.withArticle(rng)
	kind := cotejo.Organization
	if r.nicknamed(rng) || !slices.Contains(r.wants[head].Types, kind) {
		kind = cotejo.Person
	}
	r.take(rng)
	r.add(mention{rng: rng, head: head, form: cotejo.Name, kind: kind, name: bare(r.text(rng)), place: -1})
	return rng.End
}

// bandWord says whether word i, which the tagger takes for a common noun, is the name of a band: a plural with a capital after
// its article, where no sentence begins ("Los Pitufos").
func (r *reader) bandWord(i int) bool {
	if i == r.sentence(i).Start || !r.lex.band[r.fold[i-1]] || !strings.HasSuffix(r.fold[i], "s") {
		return false
	}
	switch r.upos(i) {
	case nlp.NOUN, nlp.ADJ:
		return r.lex.nouns[r.lemma[i]] == nil
	}
	return false
}

// acting says whether the word fills a role that persons and bodies fill and places do not.
func (r *reader) acting(head int) bool {
	w, ok := r.wants[head]
	if !ok || len(w.Types) == 0 || w.Thing || slices.Contains(w.Types, cotejo.Place) || r.lex.inside[r.caseOf(head)] {
		return false
	}
	return slices.Contains(w.Types, cotejo.Person) || slices.Contains(w.Types, cotejo.Organization)
}

// nicknames gives a person the name that stands after "alias" behind his own, or in quotation marks between commas: "Juan Ruiz, alias
// Chispa", "Juan Ruiz, "Chispa", ...".
func (r *reader) nicknames() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.kind != cotejo.Person || m.form != cotejo.Name {
			continue
		}
		own := r.endingBefore(m.rng.Start)
		if own < 0 {
			own = r.quotedBehind(m)
		}
		if own < 0 || r.mentions[own].kind != cotejo.Person || r.mentions[own].entity < 0 || r.mentions[own].entity == m.entity {
			continue
		}
		if m.entity >= 0 {
			if r.another(m, own) {
				continue
			}
			r.join(r.mentions[own].entity, m.entity)
		}
	}
}

// another says whether the bearer of a nickname is a person named in full whose first name is not that of the one it stands behind: a
// surname that somebody else bears.
func (r *reader) another(m *mention, own int) bool {
	first := nameWords(r.mentions[own].name)
	for _, n := range r.entities[m.entity].names {
		if w := nameWords(n); len(w) > 1 && !slices.Equal(w, nameWords(m.name)) && (len(first) == 0 || w[0] != first[0]) {
			return true
		}
	}
	return false
}

// quotedBehind gives the mention by full name of a person behind which another name stands alone in quotation marks, between commas or
// at the end: "Juan Ruiz, "Chispa", leader of …"; or -1. A band's name, and what a list knows, is no nickname.
func (r *reader) quotedBehind(m *mention) int {
	begin, end := r.sentence(m.rng.Start).Start, r.sentence(m.rng.Start).End
	open, after := m.rng.Start-1, m.rng.End
	if open-1 > begin && !quoteMark(r.doc.Form[open]) && r.lex.article[r.fold[open]] { // "El Mono"
		open--
	}
	if m.form != cotejo.Name || !r.unlisted(m) || m.rng.Len() > 3 || open-1 <= begin || after >= end || !quoteMark(r.doc.Form[open]) || !quoteMark(r.doc.Form[after]) ||
		r.doc.Form[open-1] != "," || r.lex.band[r.fold[open+1]] || strings.EqualFold(r.doc.Form[open+1], "the") {
		return -1
	}
	if after+1 < end && r.doc.Form[after+1] != "," && r.doc.Form[after+1] != "." && r.doc.Form[after+1] != ")" {
		return -1
	}
	own := r.endingAt(open - 1)
	if own < 0 || len(nameWords(r.mentions[own].name)) < 2 || r.mentions[own].kind != cotejo.Person && r.told(&r.mentions[own]) != cotejo.Person {
		return -1
	}
	return own
}

// endingBefore gives the mention by name behind which words that introduce a nickname lead to word i, or -1.
func (r *reader) endingBefore(i int) int {
	begin := r.sentence(i).Start
	for n := 3; n >= 1; n-- {
		var words []string
		at := i
		for len(words) < n && at > begin {
			at--
			if r.fold[at] != "" {
				words = append([]string{r.fold[at]}, words...)
			}
		}
		if len(words) < n || !r.lex.nicknaming[strings.Join(words, " ")] {
			continue
		}
		for at > begin && r.fold[at-1] == "" {
			at--
		}
		return r.endingAt(at)
	}
	return -1
}

// nicknamed says whether words that introduce a nickname stand right before the range.
func (r *reader) nicknamed(rng nlp.Range) bool {
	begin := r.sentence(rng.Start).Start
	var words []string
	for at := rng.Start - 1; at >= begin && len(words) < 3; at-- {
		if r.fold[at] == "" {
			continue
		}
		words = append([]string{r.fold[at]}, words...)
		if r.lex.nicknaming[strings.Join(words, " ")] {
			return true
		}
	}
	return false
}
