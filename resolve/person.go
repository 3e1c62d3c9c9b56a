package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// mergePersons gathers the names of persons, fullest names first, so that a short form finds its bearer wherever it
// stands. A short form that two persons share stays a person of its own.
func (r *reader) mergePersons() {
	var order []int
	for i := range r.mentions {
		if r.mentions[i].kind == cotejo.Person {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(nameWords(r.mentions[b].name)), len(nameWords(r.mentions[a].name)))
	})
	var people []int
	for _, i := range order {
		m := &r.mentions[i]
		e := r.bearer(people, m)
		if e < 0 {
			e = r.newEntity(entity{typ: cotejo.Person, name: m.name, place: -1, actor: -1})
			people = append(people, e)
		}
		r.assign(m, e)
		r.setGender(&r.entities[e], m)
	}
	for _, e := range people {
		p := &r.entities[e]
		p.bound = len(nameWords(p.name)) < 2 // a surname alone is another person's in another report
		r.offices(e)
	}
}

// nameWords gives the folded telling words of a person's name.
func nameWords(name string) []string {
	return slices.DeleteFunc(strings.Fields(gazetteer.Fold(name)), func(w string) bool { return small[w] || w == "alias" })
}

// surnames gives the words of a full name that may stand for its bearer alone: the last, and in Spanish, where people have two
// surnames and are called by the first, all that is no given name.
func (r *reader) surnames(words []string) []string {
	out := words[len(words)-1:]
	if r.doc.Lang != nlp.Spanish || len(words) < 3 {
		return out
	}
	for _, w := range words[1 : len(words)-1] {
		if _, given := r.lex.given[w]; !given {
			out = append(slices.Clone(out), w)
		}
	}
	return out
}

// befallen says whether the word fills a role that persons fill, as subject or object of what is done to them.
func (r *reader) befallen(head int) bool {
	w, ok := r.wants[head]
	if !ok || !slices.Contains(w.Types, cotejo.Person) || slices.Contains(w.Types, cotejo.Place) && r.rel(head) != "nsubj" {
		return false
	}
	switch r.rel(head) {
	case "nsubj", "obj", "iobj", "obl":
		return true
	}
	return false
}

// bearer gives the one person among those whose name the mention's can be short for, or -1.
func (r *reader) bearer(people []int, m *mention) int {
	words := nameWords(m.name)
	if len(words) == 0 {
		return -1
	}
	var fit []int
	for _, e := range people {
		for _, name := range r.entities[e].names {
			full := nameWords(name)
			if slices.Equal(full, words) {
				return e
			}
			if !shortens(words, full) && !r.givenName(words, full, e, m) || r.clash(e, m) {
				continue
			}
			if !slices.Contains(fit, e) {
				fit = append(fit, e)
			}
		}
	}
	return r.foremost(fit)
}

// foremost gives the one of several persons whom the text names in full by far the most, or -1.
func (r *reader) foremost(people []int) int {
	if len(people) == 1 {
		return people[0]
	}
	best, most, second := -1, 0, 0
	for _, e := range people {
		n := 0
		for _, h := range r.entities[e].seen {
			if r.rel(h) != "compound" {
				n++
			}
		}
		if n > most {
			best, most, second = e, n, most
		} else if n > second {
			second = n
		}
	}
	if most < 2 || most < 3*second {
		return -1
	}
	return best
}

// shortens says whether a name can be short for a fuller one: its words stand in it in the same order, and not only as the
// first given name. Initials stand for words.
func shortens(short, full []string) bool {
	if len(short) >= len(full) {
		return false
	}
	at := 0
	for _, w := range short {
		for at < len(full) && full[at] != w && !(len(w) == 1 && strings.HasPrefix(full[at], w)) {
			at++
		}
		if at == len(full) {
			return false
		}
		at++
	}
	return len(short) > 1 || short[0] != full[0] || len(short[0]) == 1
}

// givenName says whether a given name alone stands for a person named in full before.
func (r *reader) givenName(short, full []string, e int, m *mention) bool {
	return len(short) == 1 && len(full) > 1 && short[0] == full[0] && len(r.entities[e].seen) > 0 && slices.Min(r.entities[e].seen) < m.head
}

// clash says whether a title of the mention is of the other sex than the person's.
func (r *reader) clash(e int, m *mention) bool {
	g := r.genderOf(m.title)
	return g != "" && r.entities[e].gender != "" && r.entities[e].gender != g
}

func (r *reader) genderOf(titles []string) string {
	for _, t := range titles {
		switch {
		case r.lex.female[t]:
			return "fem"
		case r.lex.male[t]:
			return "masc"
		}
	}
	return ""
}

func (r *reader) setGender(e *entity, m *mention) {
	if g := r.genderOf(m.title); g != "" {
		e.gender = g
	}
	if words := nameWords(m.name); e.gender == "" && len(words) > 0 {
		e.gender = r.lex.given[words[0]]
	}
}

// offices notes what appositions and modifiers say a person is: "Restrepo, the minister", "the minister, Restrepo".
func (r *reader) offices(e int) {
	for _, head := range r.entities[e].seen {
		note := func(w int) {
			if r.hasSense(w, cotejo.Person) {
				r.entities[e].titles[r.lemma[w]] = true
				if g := r.genderOf([]string{r.fold[w]}); g != "" && r.entities[e].gender == "" {
					r.entities[e].gender = g
				}
			}
		}
		for _, c := range r.tree.Children(head) {
			switch r.rel(int(c)) {
			case "appos", "compound", "flat":
				note(int(c))
			}
		}
		if p := r.parent(head); p >= 0 {
			switch r.rel(head) {
			case "appos", "flat":
				note(p)
				if _, named := r.at[p]; !named && r.hasSense(p, cotejo.Person) && !r.plural(p) {
					r.at[p] = e // "the spokesman Ruiz": the office is the person
				}
			}
		}
	}
}
