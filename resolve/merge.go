package resolve

import (
	"slices"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// mergeNames gathers the names into entities.
func (r *reader) mergeNames() {
	r.agree()
	r.mergeBodies()
	r.defineAcronyms()
	r.mergePlaces()
	r.learnBodies()
	r.mergePersons()
	r.nicknames()
	r.recall()
	r.nicknames() // recall finds some that are written like a surname known by then
}

// agree gives mentions of one name one kind, where the tagger wavers: a word that is the surname of a person named in full
// is that person, wherever no place stands; else the kind that most mentions have.
func (r *reader) agree() {
	surnames := map[string]bool{}
	votes := map[string]map[cotejo.EntityType]int{}
	open := func(m *mention) bool { return m.form == cotejo.Name && !m.inner && len(m.actors) == 0 && m.sub == "" }
	headed := map[string]*mention{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if w := nameWords(m.name); open(m) && m.kind == cotejo.Person && len(w) > 1 {
			for _, n := range r.surnames(w) {
				surnames[n] = true
			}
		}
		if m.kind == cotejo.Organization && m.form == cotejo.Name {
			if own := r.withoutHead(gazetteer.Fold(m.name)); own != "" {
				headed[own] = m
			}
		}
	}
	var people [][]string
	for i := range r.mentions {
		if m := &r.mentions[i]; open(m) && m.kind == cotejo.Person {
			if w := nameWords(m.name); len(w) > 1 {
				people = append(people, w)
			}
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if !open(m) || m.kind == cotejo.Person {
			continue
		}
		key := gazetteer.Fold(m.name)
		part := surnames[key]
		if part && r.lex.where[r.caseOf(m.head)] && r.befallen(m.head) && r.caseOf(m.head) == "a" {
			m.kind, m.place, m.places = cotejo.Person, -1, nil // "a Lagos lo reemplazó"
			continue
		}
		if w := nameWords(m.name); m.place < 0 && !part && len(w) > 1 { // "Arrieta Montes" of "Saúl Arrieta Montes"
			part = slices.ContainsFunc(people, func(full []string) bool { return shortens(w, full) })
		}
		if part && !r.lex.where[r.caseOf(m.head)] && (m.place < 0 || !r.plain([]gazetteer.ID{m.place}) || r.befallen(m.head)) {
			m.kind, m.place, m.places = cotejo.Person, -1, nil
		}
	}
	for i := range r.mentions { // "Sinaloa" tagged as anything, where "Sinaloa cartel" is named
		m := &r.mentions[i]
		h := headed[gazetteer.Fold(m.name)]
		if h == nil || !open(m) || m.kind == cotejo.Place && len(m.places) > 0 || len(m.title) > 0 || r.lex.inside[r.caseOf(m.head)] {
			continue
		}
		m.kind, m.name, m.actors, m.sub = cotejo.Organization, h.name, h.actors, h.sub
	}
	for i := range r.mentions {
		if m := &r.mentions[i]; open(m) && m.place < 0 {
			key := nameKey(m.name)
			if votes[key] == nil {
				votes[key] = map[cotejo.EntityType]int{}
			}
			votes[key][m.kind]++
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if !open(m) || m.place >= 0 || r.lex.where[r.caseOf(m.head)] && m.kind == cotejo.Place {
			continue
		}
		v := votes[nameKey(m.name)]
		for _, k := range []cotejo.EntityType{cotejo.Person, cotejo.Organization, cotejo.Place} {
			if v[k] > v[m.kind] {
				m.kind = k
			}
		}
	}
}

// nameKey is what two mentions of one body's name share.
func nameKey(name string) string {
	key := gazetteer.Fold(name)
	for _, a := range []string{"the ", "los ", "las ", "el ", "la "} {
		key = strings.TrimPrefix(key, a)
	}
	return key
}

func (r *reader) mergeBodies() {
	byName := map[string]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.kind != cotejo.Organization {
			continue
		}
		if len(m.actors) > 0 {
			r.assign(m, r.actorEntity(r.likeliest(m.actors)))
			continue
		}
		key := nameKey(m.name)
		if own := r.withoutHead(key); own != "" && m.sub == "criminal_organization" {
			key = own + " cartel" // the Esmeraldas gang is the Esmeraldas cartel
		}
		e, ok := byName[key]
		if !ok {
			e = r.newEntity(entity{typ: cotejo.Organization, sub: m.sub, name: m.name, place: -1, actor: -1})
			byName[key] = e
		}
		r.assign(m, e)
		if r.entities[e].sub == "" {
			r.entities[e].sub = m.sub
		}
	}
	r.shortenBodies()
	for i := range r.entities {
		r.setCountry(&r.entities[i])
	}
}

// shortenBodies joins a body whose name nothing is known of with the one body whose name goes on from it: "the Marea" with "the
// Marea do Norte".
func (r *reader) shortenBodies() {
	for i := range r.entities {
		e := &r.entities[i]
		if e.typ != cotejo.Organization || e.actor >= 0 || e.sub != "" || len(e.seen) == 0 {
			continue
		}
		short := strings.Fields(nameKey(e.name))
		if len(short) == 0 || slices.ContainsFunc(r.lex.nouns[short[0]], func(s sense) bool { return s.typ != cotejo.Organization || s.subtype != "" }) {
			continue
		}
		found := -1
		for j := range r.entities {
			o := &r.entities[j]
			full := strings.Fields(nameKey(o.name))
			if j == i || o.typ != cotejo.Organization || o.actor >= 0 || len(o.seen) == 0 || len(full) <= len(short) || !r.shortened(full, short) {
				continue
			}
			if found >= 0 {
				found = -2
				break
			}
			found = j
		}
		if found >= 0 {
			r.join(found, i)
		}
	}
}

// shortened says whether short is how a text goes on calling the body named full: its first words, or in Spanish the noun that
// heads it, "el Comando" of "Tercer Comando Fronterizo".
func (r *reader) shortened(full, short []string) bool {
	if slices.Equal(full[:len(short)], short) {
		return true
	}
	return r.doc.Lang == nlp.Spanish && len(short) == 1 && len(full) > 2 && full[1] == short[0] && len(r.lex.nouns[short[0]]) > 0
}

// likeliest chooses among bodies of one name the one of the country most spoken of.
func (r *reader) likeliest(actors []int) int {
	best, most := actors[0], -1
	for _, a := range actors {
		country, n := r.gaz.Actor(a).Country, 0
		for i := range r.mentions {
			if p := r.mentions[i].place; country != "" && p >= 0 && r.gaz.Place(p).Country == country {
				n++
			}
		}
		if n > most {
			best, most = a, n
		}
	}
	return best
}

func (r *reader) actorEntity(a int) int {
	if e, ok := r.bodies[a]; ok {
		return e
	}
	actor := r.gaz.Actor(a)
	e := r.newEntity(entity{typ: cotejo.Organization, sub: actor.Subtype, name: actor.Name, country: actor.Country, place: -1, actor: a})
	r.bodies[a] = e
	return e
}

// setCountry finds the country of a body in its name ("Colombian National Police"), or, for an office that every country
// has, in what the document is about. An office whose country stays unknown is this document's own.
func (r *reader) setCountry(e *entity) {
	if e.typ != cotejo.Organization || e.actor >= 0 || e.country != "" {
		return
	}
	words := strings.Fields(e.name)
	for i := range words {
		for n := 2; n >= 1; n-- {
			if i+n > len(words) {
				continue
			}
			w := strings.Join(words[i:i+n], " ")
			ids := r.gaz.Adjective(w)
			if len(ids) == 0 {
				ids = slices.DeleteFunc(slices.Clone(r.gaz.Find(w)), func(id gazetteer.ID) bool { return r.gaz.Place(id).Kind != gazetteer.Country })
			}
			if len(ids) > 0 {
				if c := r.gaz.Place(r.weightiest(ids)).Country; c != "" {
					e.country = c
					return
				}
			}
		}
	}
	if office(e.sub) {
		e.country = r.mainCountry(nil)
		e.bound = e.country == ""
	}
}

// defineAcronyms joins a name with the acronym that stands in brackets after it, or the other way round.
func (r *reader) defineAcronyms() {
	for i := 1; i+2 < r.doc.Len(); i++ {
		if r.doc.Form[i] != "(" || r.sent[i] != r.sent[i+1] {
			continue
		}
		long := r.endingAt(i)
		if long < 0 || r.mentions[long].kind != cotejo.Organization {
			continue
		}
		short := r.startingAt(i + 1)
		if short < 0 {
			if !acronym(r.doc.Form[i+1]) || r.doc.Form[i+2] != ")" || r.taken[i+1] {
				continue
			}
			rng := nlp.Range{Start: i + 1, End: i + 2}
			r.take(rng)
			short = r.add(mention{rng: rng, head: i + 1, form: cotejo.Name, kind: cotejo.Organization, name: r.doc.Form[i+1], place: -1})
			r.assign(&r.mentions[short], r.mentions[long].entity)
			r.adopt(r.doc.Form[i+1], r.mentions[long].entity)
			continue
		}
		s := &r.mentions[short]
		if end := s.rng.End; end >= r.doc.Len() || r.doc.Form[end] != ")" || s.entity < 0 || s.kind != cotejo.Organization || s.entity == r.mentions[long].entity {
			continue
		}
		if acronym(s.name) || acronym(r.mentions[long].name) && initialsOf(r.mentions[long].name, s.name) {
			r.join(r.mentions[long].entity, s.entity)
		}
	}
}

// initialsOf says whether the letters of an acronym begin words of a name, in their order.
func initialsOf(short, name string) bool {
	words := strings.Fields(gazetteer.Fold(name))
	for _, c := range strings.ReplaceAll(gazetteer.Fold(short), " ", "") {
		at := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, string(c)) })
		if at < 0 {
			return false
		}
		words = words[at+1:]
	}
	return true
}

// acronym says whether a word is an acronym: "ELN", "UNODC".
func acronym(w string) bool {
	n := 0
	for _, c := range w {
		switch {
		case unicode.IsUpper(c):
			n++
		case c == '-' || c == '.' || unicode.IsDigit(c):
		default:
			return false
		}
	}
	return n >= 2 && len(w) <= 10
}

// endingAt gives the mention by name that ends before word i, a possessive's mark let pass, or -1.
func (r *reader) endingAt(i int) int {
	if i > 0 && (r.fold[i-1] == "s" || r.fold[i-1] == "") && r.upos(i-1) == nlp.PART {
		i--
	}
	for n := range r.mentions {
		if r.mentions[n].form == cotejo.Name && r.mentions[n].rng.End == i {
			return n
		}
	}
	return -1
}

func (r *reader) startingAt(i int) int {
	for n := range r.mentions {
		if r.mentions[n].form == cotejo.Name && r.mentions[n].rng.Start == i {
			return n
		}
	}
	return -1
}

// adopt gives an entity every other place where its acronym stands.
func (r *reader) adopt(short string, e int) {
	for i := range r.doc.Len() {
		if r.doc.Form[i] == short && !r.taken[i] {
			rng := nlp.Range{Start: i, End: i + 1}
			r.take(rng)
			n := r.add(mention{rng: rng, head: i, form: cotejo.Name, kind: cotejo.Organization, name: short, place: -1})
			r.assign(&r.mentions[n], e)
		}
	}
	for n := range r.mentions {
		if m := &r.mentions[n]; m.kind == cotejo.Organization && m.name == short && m.entity >= 0 && m.entity != e {
			r.join(e, m.entity)
		}
	}
}

// join makes two entities one. The one that is a known body stays.
func (r *reader) join(a, b int) {
	if a == b {
		return
	}
	if r.entities[b].actor >= 0 && r.entities[a].actor < 0 {
		a, b = b, a
	} else if r.entities[b].actor >= 0 && r.entities[b].actor != r.entities[a].actor {
		return
	}
	for i := range r.mentions {
		if r.mentions[i].entity == b {
			r.mentions[i].entity = a
		}
	}
	for h, e := range r.at {
		if e == b {
			r.at[h] = a
		}
	}
	for _, n := range r.entities[b].names {
		r.entities[a].addName(n)
	}
	for t := range r.entities[b].titles {
		r.entities[a].titles[t] = true
	}
	r.entities[a].seen = append(r.entities[a].seen, r.entities[b].seen...)
	if r.entities[a].sub == "" {
		r.entities[a].sub = r.entities[b].sub
	}
	r.entities[b].seen = nil
}

// mergePlaces makes entities of the places, but for those names that stand for a body: "Sinaloa" that buys, where the
// document names the Sinaloa cartel.
func (r *reader) mergePlaces() {
	short := r.shortBodies()
	unknown := map[string]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.kind != cotejo.Place || m.inner && m.place < 0 {
			continue
		}
		if e, ok := short[gazetteer.Fold(m.name)]; ok && m.form == cotejo.Name && !m.inner && r.acts(m) {
			m.kind, m.place = cotejo.Organization, -1
			r.assign(m, e)
			continue
		}
		if m.place >= 0 {
			r.assign(m, r.placeEntity(m.place))
			continue
		}
		key := gazetteer.Fold(m.name)
		e, ok := unknown[key]
		if !ok {
			e = r.newEntity(entity{typ: cotejo.Place, name: m.name, place: -1, actor: -1, bound: true})
			unknown[key] = e
			if m.holder > 0 && r.mentions[m.holder-1].place >= 0 {
				r.entities[e].site = []gazetteer.ID{r.mentions[m.holder-1].place}
			}
		}
		r.assign(m, e)
	}
}

// shortBodies gives the bodies of the document that are named with a head, by the name without it.
func (r *reader) shortBodies() map[string]int {
	out := map[string]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.kind != cotejo.Organization || m.entity < 0 || m.form != cotejo.Name {
			continue
		}
		names := []string{m.name}
		if a := r.entities[m.entity].actor; a >= 0 {
			names = append(names, r.gaz.Actor(a).Names...)
		}
		for _, name := range names {
			if own := r.withoutHead(gazetteer.Fold(name)); own != "" {
				out[own] = m.entity
			}
		}
	}
	return out
}

// withoutHead takes the head off a folded name: "sinaloa cartel" and "cartel de sinaloa" give "sinaloa".
func (r *reader) withoutHead(key string) string {
	words := strings.Fields(key)
	if len(words) < 2 {
		return ""
	}
	if isHead(words[len(words)-1]) {
		return strings.Join(words[:len(words)-1], " ")
	}
	if isHead(words[0]) {
		words = words[1:]
		for len(words) > 1 && (words[0] == "de" || words[0] == "del" || words[0] == "los" || words[0] == "la") {
			words = words[1:]
		}
		return strings.Join(words, " ")
	}
	return ""
}

// isHead says whether a folded word makes a name of a body with the words beside it, in either language.
func isHead(word string) bool {
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} {
		x, err := lexiconOf(lang)
		if err != nil {
			continue
		}
		if _, ok := x.named[word]; ok {
			return true
		}
		if _, ok := x.namedAfter[word]; ok {
			return true
		}
	}
	return false
}

// acts says whether the sentence has the name do what bodies do, and places do not.
func (r *reader) acts(m *mention) bool {
	if r.lex.where[r.caseOf(m.head)] {
		return false
	}
	if w, ok := r.wants[m.head]; ok && len(w.Types) > 0 {
		place, body := slices.Contains(w.Types, cotejo.Place), slices.Contains(w.Types, cotejo.Organization)
		if place != body {
			return body
		}
	}
	switch r.rel(m.head) {
	case "nsubj", "obj", "iobj":
		return true
	case "obl":
		return r.caseOf(m.head) == "by" || r.caseOf(m.head) == "por"
	case "compound", "nmod", "amod":
		p := r.parent(m.head)
		return p >= 0 && !r.hasSense(p, cotejo.Place) && (r.hasSense(p, cotejo.Person) || r.hasSense(p, cotejo.Organization))
	case "conj":
		p := r.parent(m.head)
		if e, ok := r.at[p]; ok && p >= 0 {
			return r.entities[e].typ == cotejo.Organization
		}
	}
	return false
}
