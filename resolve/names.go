package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// lookAhead is how many words a name is looked up with.
const lookAhead = 12

// bigTown is the population from which a town is found without being tagged as a name or standing where a place stands.
const bigTown = 200000

// findNames finds every name: well-known bodies, names made with a head ("the Sinaloa cartel"), names of places of several
// words, what the tagger found, adjectives of origin, and places that the tagger missed.
func (r *reader) findNames() {
	tags := r.tagged()
	r.eachFree(func(i int) int { return r.body(i, tags) })
	r.eachFree(func(i int) int { return r.headed(i, tags) })
	r.eachFree(func(i int) int { return r.longPlace(i, tags) })
	r.eachFree(r.origin)
	r.eachFree(r.nickInside)
	r.eachFree(r.bandOf)
	r.eachFree(func(i int) int { return r.pluralBand(i, tags) })
	for _, n := range r.doc.Names() {
		r.tag(n)
	}
	r.eachFree(r.titled)
	r.eachFree(r.shortPlace)
	r.eachFree(r.actingName)
}

// eachFree calls find at every word that is part of no name yet; find gives the word at which its name ends, or 0.
func (r *reader) eachFree(find func(i int) int) {
	for i := 0; i < r.doc.Len(); {
		if !r.taken[i] && r.fold[i] != "" {
			if end := find(i); end > i {
				i = end
				continue
			}
		}
		i++
	}
}

// tagged gives, for every word, the tagger's name that holds it.
func (r *reader) tagged() []nlp.NameSpan {
	out := make([]nlp.NameSpan, r.doc.Len())
	for _, n := range r.doc.Names() {
		for i := n.Start; i < n.End; i++ {
			out[i] = n
		}
	}
	return out
}

// function words of names; they need no capital.
var small = set([]string{"the", "of", "and", "for", "on", "de", "del", "la", "las", "el", "los", "y", "e", "en", "para", "contra", "a", "al", "da", "do", "dos", "au", "du", "le", "les", "sur", "am", "der", "upon"})

// spelled says whether the words of a range are written as a name: the last telling word, and one more if there are
// three, has a capital.
func (r *reader) spelled(rng nlp.Range) bool {
	capitals, telling, last := 0, 0, false
	for i := rng.Start; i < rng.End; i++ {
		if r.fold[i] == "" || small[r.fold[i]] {
			continue
		}
		telling++
		last = r.likeName(i) || r.fold[i][0] >= '0' && r.fold[i][0] <= '9'
		if last {
			capitals++
		}
	}
	if !last && telling > 1 && r.fold[rng.End-1] != "" { // "Sinaloa cartel": the head may come last and small
		_, last = r.lex.named[r.lemma[rng.End-1]]
	}
	if r.shout[rng.Start] && telling > 2 {
		return true
	}
	return last && capitals > 0 && 2*capitals >= telling-1
}

// body finds a well-known body at word i.
func (r *reader) body(i int, tags []nlp.NameSpan) int {
	n, ids := r.gaz.LongestActor(r.words(i, lookAhead))
	if small[r.fold[i]] && i+1 < r.sentence(i).End && !r.taken[i+1] { // "los Mossos" is shorter than what follows the article
		if m, longer := r.gaz.LongestActor(r.words(i+1, lookAhead)); n > 0 && m+1 > n {
			n, ids = m+1, longer
		}
	}
	if n == 0 {
		return 0
	}
	rng := nlp.Range{Start: i, End: i + n}
	if !r.spelled(rng) || !r.free(rng) {
		return 0
	}
	if t := tags[i]; t.Kind != nlp.NoName && t.Len() > n && t.Start <= i && i+n <= t.End && !r.hasSense(t.Start, cotejo.Person) && (t.Kind == nlp.PER || t.Kind == nlp.ORG && t.Len() > n+1) {
		return 0
	}
	telling := 0
	at := i
	for j := rng.Start; j < rng.End; j++ {
		if r.fold[j] != "" && !small[r.fold[j]] {
			telling++
			at = j
		}
	}
	if telling == 1 && !r.standsAlone(i, at, n, ids) {
		return 0
	}
	end := rng.End
	if end < r.sentence(i).End {
		if _, ok := r.lex.named[r.lemma[end]]; ok && !r.taken[end] { // "the Zetas cartels"
			rng.End = end + 1
		}
	}
	name := r.text(nlp.Range{Start: i, End: end})
	r.addBody(rng, name, ids)
	if rng.End > end {
		r.sharedHead(rng, r.lemma[rng.End-1])
	}
	return rng.End
}

// standsAlone says whether a name of one telling word is a name here: many are words too ("Semana", "Proceso"), and many
// are surnames. Word at is the telling one of the n from i on.
func (r *reader) standsAlone(i, at, n int, ids []int) bool {
	end := i + n
	kind := r.ner(at)
	switch {
	case end < r.sentence(i).End && r.lex.named[r.lemma[end]] != "" && !r.shout[at]: // "the Zetas cartels"
		return true
	case r.shout[at]:
		return kind != nlp.NoName && kind != nlp.PER || kind == nlp.NoName && acronym(r.doc.Form[at]) && len(r.doc.Form[at]) > 3 && r.nominal(at) && r.gaz.Actor(ids[0]).Known(r.doc.Form[at])
	case acronym(r.doc.Form[at]) && len(r.doc.Form[at]) > 2:
		return true
	case r.first(i):
		return kind != nlp.NoName && kind != nlp.PER
	case n > 1 && r.capital(i): // "El Tiempo"
		return true
	}
	return kind != nlp.PER && (kind != nlp.NoName || r.upos(at) == nlp.PROPN || r.gaz.Actor(ids[0]).Subtype == "criminal_organization" && !r.nameGoesOn(end, nlp.Range{Start: i, End: end}))
}

// addBody adds a mention of a body by name.
func (r *reader) addBody(rng nlp.Range, name string, actors []int) {
	m := mention{rng: rng, head: r.headOf(rng), form: cotejo.Name, kind: cotejo.Organization, name: bare(name), actors: actors, place: -1}
	if len(actors) > 0 {
		m.sub = r.gaz.Actor(actors[0]).Subtype
	}
	r.take(rng)
	r.add(m)
}

// bare takes an English article off a name. Spanish ones are often part of it: "El Tiempo", "Los Zetas".
func bare(name string) string {
	for _, a := range []string{"the ", "The ", "THE "} {
		if rest, ok := strings.CutPrefix(name, a); ok {
			return rest
		}
	}
	return name
}

// headed finds a name made with a head: "Sinaloa cartel", "Frente 36", "cárteles de Medellín y Cali".
func (r *reader) headed(i int, tags []nlp.NameSpan) int {
	if sub, ok := r.lex.namedAfter[r.lemma[i]]; ok && r.nominal(i) {
		return r.headFirst(i, sub)
	}
	sub, ok := r.lex.named[r.lemma[i]]
	if !ok || !r.nominal(i) || tags[i].Kind == nlp.ORG && tags[i].End > i+1 && r.capital(i) { // "Patriotic Front of the Jungle" is longer
		return 0
	}
	start := i
	if start > r.sentence(i).Start && r.lex.idle[r.fold[start-1]] {
		start-- // "Cali drug cartel"
	}
	start = r.runBefore(start)
	if start < 0 {
		return 0
	}
	rng := nlp.Range{Start: start, End: i + 1}
	r.addNamed(rng, r.text(nlp.Range{Start: start, End: i}), r.headWord(i), sub)
	r.sharedHead(rng, r.lemma[i])
	return i + 1
}

// headWord gives the head of a name in the singular, as it is written where it can be.
func (r *reader) headWord(i int) string {
	if r.plural(i) {
		return r.lemma[i]
	}
	return r.doc.Form[i]
}

func (r *reader) nominal(i int) bool {
	switch r.upos(i) {
	case nlp.NOUN, nlp.PROPN, nlp.X:
		return true
	}
	return false
}

// runBefore gives where the run of capitalised names begins that ends before word i, or -1.
func (r *reader) runBefore(i int) int {
	start := i
	for start > r.sentence(i).Start {
		w := start - 1
		if r.taken[w] || !r.likeName(w) || r.upos(w) == nlp.DET || len(r.gaz.Adjective(r.doc.Form[w])) > 0 || r.upos(w) != nlp.PROPN && r.ner(w) == nlp.NoName && (r.shout[w] || r.first(w) || !r.nominal(w) && r.upos(w) != nlp.ADJ) {
			break
		}
		if _, title := r.lex.titles[r.fold[w]]; title {
			break
		}
		start = w
	}
	if start == i {
		return -1
	}
	return start
}

// sharedHead finds the names before one that borrow its head: "the Medellin and Cali cartels".
func (r *reader) sharedHead(rng nlp.Range, head string) {
	if !r.plural(rng.End - 1) {
		return
	}
	for at := rng.Start; ; {
		begin := r.sentence(rng.Start).Start
		j := at - 1
		for j >= begin && r.upos(j) == nlp.DET {
			j--
		}
		if j < begin || r.upos(j) != nlp.CCONJ && r.doc.Form[j] != "," {
			return
		}
		start := r.runBefore(j)
		if start < 0 {
			return
		}
		r.addNamed(nlp.Range{Start: start, End: j}, r.text(nlp.Range{Start: start, End: j}), head, r.lex.named[head])
		at = start
	}
}

// addNamed adds a body called by a name and a head, known or not.
func (r *reader) addNamed(rng nlp.Range, own, head, sub string) {
	name := own + " " + head
	actors := r.gaz.Actors(name)
	if len(actors) == 0 {
		actors = r.gaz.Actors(own)
	}
	r.addBody(rng, name, actors)
	m := &r.mentions[len(r.mentions)-1]
	if len(actors) == 0 {
		m.sub = sub
	}
}

// headFirst finds a name that follows its head, as Spanish has it.
func (r *reader) headFirst(i int, sub string) int {
	end := r.sentence(i).End
	j := i + 1
	for j < end && j < i+4 && (r.fold[j] == "de" || r.upos(j) == nlp.DET && !r.capital(j) || r.doc.Form[j] == "«" || r.doc.Form[j] == "\"" || r.doc.Form[j] == "“") {
		j++
	}
	stop := r.runAfter(j)
	if stop == j || r.taken[j] {
		return 0
	}
	if j > i+1 && r.fold[i+1] == "de" && !r.capital(i) && !r.lex.namedOf[r.lemma[i]] {
		return 0 // "una banda de Manta" is no name; "el cartel de Manta" is
	}
	link := ""
	if j > i+1 {
		link = r.text(nlp.Range{Start: i + 1, End: j}) + " "
	}
	head := upperFirst(singular(r.doc.Form[i]))
	r.addBody(nlp.Range{Start: i, End: stop}, r.text(nlp.Range{Start: i, End: stop}), nil)
	r.nameAfter(head, link, nlp.Range{Start: j, End: stop}, sub)
	last := stop
	if !r.plural(i) {
		return last
	}
	for k := stop; k < end && (r.upos(k) == nlp.CCONJ || r.doc.Form[k] == ","); { // "los cárteles de Medellín y Cali"
		k++
		for k < end && (r.fold[k] == "de" || r.upos(k) == nlp.DET && !r.capital(k)) {
			k++
		}
		stop := r.runAfter(k)
		if stop == k || !r.free(nlp.Range{Start: k, End: stop}) {
			break
		}
		r.addBody(nlp.Range{Start: k, End: stop}, "", nil)
		r.nameAfter(head, link, nlp.Range{Start: k, End: stop}, sub)
		last, k = stop, stop
	}
	return last
}

// nameAfter names the mention just added by its head and its own words.
func (r *reader) nameAfter(head, link string, own nlp.Range, sub string) {
	m := &r.mentions[len(r.mentions)-1]
	m.name = head + " " + link + r.text(own)
	m.actors = r.gaz.Actors(m.name)
	if len(m.actors) == 0 && own.Len() > 1 {
		m.actors = r.gaz.Actors(r.text(own))
	}
	m.sub = sub
	if len(m.actors) > 0 {
		m.sub = r.gaz.Actor(m.actors[0]).Subtype
	}
}

// runAfter gives where the run of capitalised or numbered words that begins at word i ends.
func (r *reader) runAfter(i int) int {
	end := i
	for j := i; j < r.sentence(min(i, r.doc.Len()-1)).End && j < r.doc.Len(); j++ {
		switch {
		case r.taken[j]:
			return end
		case r.likeName(j) && (r.upos(j) == nlp.PROPN || r.ner(j) != nlp.NoName || j > i || r.goesOnName(j)), j == i && r.upos(j) == nlp.NUM:
			end = j + 1
		case r.fold[j] == "de" || r.fold[j] == "la" || r.fold[j] == "los":
			if r.ner(j) == nlp.NoName {
				return end
			}
		default:
			return end
		}
	}
	return end
}

// goesOnName says whether capitalised common noun j goes on the name that a capitalised head right before it begins: "el Frente
// Resistencia Pacífica".
func (r *reader) goesOnName(j int) bool {
	if r.doc.Lang != nlp.Spanish || j == 0 || r.sent[j] != r.sent[j-1] || r.shout[j] || r.upos(j) != nlp.NOUN && r.upos(j) != nlp.ADJ {
		return false
	}
	return r.capital(j-1) && !r.first(j-1) && r.capital(j)
}

func singular(w string) string {
	if s, ok := strings.CutSuffix(w, "les"); ok {
		return s + "l"
	}
	if s, ok := strings.CutSuffix(w, "nes"); ok {
		return s + "n"
	}
	return strings.TrimSuffix(w, "s")
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// origin finds an adjective of origin, which is of its place.
func (r *reader) origin(i int) int {
	for n := 2; n >= 1; n-- {
		rng := nlp.Range{Start: i, End: i + n}
		if rng.End > r.sentence(i).End || !r.free(rng) {
			continue
		}
		ids := r.gaz.Adjective(r.text(rng))
		if len(ids) == 0 || r.capital(i) && (!r.shout[i] || r.doc.Lang != nlp.Spanish) && r.hasCountry(r.gaz.Find(r.text(rng))) { // "China" is no Spanish adjective
			continue
		}
		last := rng.End - 1
		switch r.upos(last) {
		case nlp.ADJ, nlp.NOUN, nlp.PROPN, nlp.X:
		default:
			continue
		}
		if r.doc.Lang != nlp.Spanish && !r.capital(i) {
			continue
		}
		id := r.weightiest(ids)
		for j := rng.Start; j < rng.End; j++ {
			r.country[j] = int(id) + 1
		}
		if r.modifies(last) {
			r.take(rng)
			r.add(mention{rng: rng, head: last, form: cotejo.Adjective, kind: cotejo.Place, places: []gazetteer.ID{id}, place: id})
		}
		return rng.End
	}
	return 0
}

// modifies says whether a word of origin stands as an adjective: "Turkish", not "a Turk".
func (r *reader) modifies(i int) bool {
	switch r.rel(i) {
	case "amod", "compound", "flat", "nmod", "conj":
		return r.upos(i) == nlp.ADJ || r.rel(i) == "amod" || r.rel(i) == "compound"
	}
	return r.upos(i) == nlp.ADJ
}

func (r *reader) weightiest(ids []gazetteer.ID) gazetteer.ID {
	best := ids[0]
	for _, id := range ids[1:] {
		if r.gaz.Place(id).Population > r.gaz.Place(best).Population {
			best = id
		}
	}
	return best
}

// longPlace finds the name of a place that has several words.
func (r *reader) longPlace(i int, tags []nlp.NameSpan) int {
	if !r.capital(i) && !small[r.fold[i]] {
		return 0
	}
	n, ids := r.gaz.Longest(r.words(i, lookAhead))
	if n < 2 {
		return 0
	}
	rng := nlp.Range{Start: i, End: i + n}
	if !r.free(rng) || !r.allCapital(rng) {
		return 0
	}
	if r.hasCountry(ids) && tags[i].Kind == nlp.PER { // nobody is called El Salvador
		r.addPlace(rng, ids)
		return rng.End
	}
	if t := tags[i]; t.Kind != nlp.NoName && t.Kind != nlp.LOC && (t.Start < i || t.End > rng.End) {
		return 0
	}
	if t := tags[rng.End-1]; t.Kind != nlp.NoName && (t.Start < i || t.End > rng.End) {
		return 0
	}
	if tags[i].Kind == nlp.PER || tags[i].Kind == nlp.NoName && !r.plain(ids) {
		return 0
	}
	r.addPlace(rng, ids)
	return rng.End
}

// allCapital says whether all telling words of the range are written as names.
func (r *reader) allCapital(rng nlp.Range) bool {
	telling := 0
	for i := rng.Start; i < rng.End; i++ {
		if r.fold[i] == "" || small[r.fold[i]] {
			continue
		}
		telling++
		if !r.likeName(i) {
			return false
		}
	}
	return telling > 0
}

// plain says whether one of the places is too well known to be missed.
func (r *reader) plain(ids []gazetteer.ID) bool {
	for _, id := range ids {
		switch p := r.gaz.Place(id); p.Kind {
		case gazetteer.Town:
			if p.Population >= bigTown {
				return true
			}
		case gazetteer.County:
		default:
			return true
		}
	}
	return false
}

func (r *reader) addPlace(rng nlp.Range, ids []gazetteer.ID) {
	r.take(rng)
	r.add(mention{rng: rng, head: r.headOf(rng), form: cotejo.Name, kind: cotejo.Place, name: bare(r.text(rng)), places: ids, place: -1})
}

// shortPlace finds the name of a place that the tagger missed.
func (r *reader) shortPlace(i int) int {
	if !r.likeName(i) || r.ner(i) != nlp.NoName && !r.loose[i] || r.upos(i) != nlp.PROPN && r.first(i) {
		return 0
	}
	switch r.upos(i) {
	case nlp.PROPN, nlp.NOUN, nlp.X, nlp.ADJ:
	default:
		return 0
	}
	n, ids := r.gaz.Longest(r.words(i, lookAhead))
	rng := nlp.Range{Start: i, End: i + n}
	if n == 0 || !r.free(rng) || !r.allCapital(rng) {
		return 0
	}
	if r.nameGoesOn(i-1, rng) || r.nameGoesOn(rng.End, rng) {
		return 0
	}
	if r.initials(rng) && !r.hasCountry(ids) && (i == r.sentence(i).Start || r.doc.Form[i-1] != "," || r.shout[i]) {
		return 0 // "IN" is a word before it is Indiana
	}
	if !r.plain(ids) && !(r.lex.where[r.caseOf(r.headOf(rng))] && r.upos(i) == nlp.PROPN) {
		return 0
	}
	r.addPlace(rng, ids)
	return rng.End
}

// initials says whether a name is two capitals and nothing else: a postal code.
func (r *reader) initials(rng nlp.Range) bool {
	return rng.Len() == 1 && len(r.doc.Form[rng.Start]) == 2
}

// nickInside finds the name of a person with a nickname in quotation marks between its words, as papers print it: Hernán "Tucho"
// Bressano.
func (r *reader) nickInside(i int) int {
	end := r.sentence(i).End
	if !r.likeName(i) || r.shout[i] {
		return 0
	}
	j := i + 1
	for j < end && j < i+3 && r.likeName(j) && !r.taken[j] {
		j++
	}
	if j >= end || !quoteMark(r.doc.Form[j]) {
		return 0
	}
	k := j + 1
	for k < end && k < j+5 && !quoteMark(r.doc.Form[k]) {
		k++
	}
	if k == j+1 || k+1 >= end || !quoteMark(r.doc.Form[k]) || !r.capital(j+1) && !r.capital(k-1) || !r.likeName(k+1) || r.upos(k+1) != nlp.PROPN {
		return 0
	}
	_, given := r.lex.given[r.fold[i]]
	if !given && r.ner(i) != nlp.PER {
		return 0
	}
	stop := k + 2
	for stop < end && stop < k+4 && r.likeName(stop) && !r.taken[stop] {
		stop++
	}
	rng := nlp.Range{Start: i, End: stop}
	if !r.free(rng) {
		return 0
	}
	r.person(rng)
	m := &r.mentions[len(r.mentions)-1]
	if m.rng.End == stop { // known by name and by nickname
		m.name = r.text(nlp.Range{Start: m.rng.Start, End: j}) + " " + r.text(nlp.Range{Start: k + 1, End: stop})
	}
	return stop
}

func quoteMark(form string) bool {
	switch form {
	case `"`, "“", "”", "«", "»", "‘", "’", "'", "''", "``":
		return true
	}
	return false
}

// bandOf finds the name of a Spanish band that is called after where it is from, "Los del Pasillo", which taggers take for the place:
// its article has a capital where no sentence begins.
func (r *reader) bandOf(i int) int {
	end := r.sentence(i).End
	if r.doc.Lang != nlp.Spanish || r.first(i) || r.shout[i] || !r.capital(i) || !r.lex.band[r.fold[i]] || i+2 >= end || r.fold[i+1] != "de" {
		return 0
	}
	j := i + 2
	for j < end && r.upos(j) == nlp.DET && !r.capital(j) {
		j++
	}
	stop := j
	for stop < end && stop < j+4 && r.likeName(stop) && !r.taken[stop] {
		stop++
	}
	rng := nlp.Range{Start: i, End: stop}
	if stop == j || !r.free(rng) {
		return 0
	}
	r.addBody(rng, r.text(rng), nil)
	return stop
}

// pluralBand finds the name of a Spanish band that is called as its people are, "Los Tiburones", "Los Triana", whatever the tagger makes of
// it: an article in the plural and a capital after it, where persons or bodies fill a role, and nothing that a list or a noun before it
// ("el barrio Los Olivos") knows for a place.
func (r *reader) pluralBand(i int, tags []nlp.NameSpan) int {
	s := r.sentence(i)
	if r.doc.Lang != nlp.Spanish || !r.lex.band[r.fold[i]] || !r.capital(i) || r.shout[i] || i+1 >= s.End || r.taken[i+1] || !r.capital(i+1) {
		return 0
	}
	end := i + 2
	for end < s.End && end < i+5 && !r.taken[end] && r.capital(end) && r.fold[end] != "" {
		end++
	}
	if t := tags[i+1]; t.Kind != nlp.NoName && t.Start >= i && t.End > end { // "Los Comuneros del Mira"
		end = t.End
	}
	rng := nlp.Range{Start: i, End: end}
	head := r.headOf(rng)
	w, wanted := r.wants[head]
	if !wanted || w.Thing || !slices.Contains(w.Types, cotejo.Organization) || !r.free(rng) || r.lex.inside[r.caseOf(head)] {
		return 0
	}
	if r.hasSense(i+1, cotejo.Organization) || r.first(i) && (len(r.lex.nouns[r.lemma[i+1]]) > 0 && r.upos(i+1) != nlp.PROPN || r.upos(i+1) != nlp.PROPN && r.upos(i+1) != nlp.NOUN && r.upos(i+1) != nlp.ADJ) {
		return 0
	}
	if len(r.gaz.Actors(r.text(rng))) > 0 || r.hasCountry(r.gaz.Find(r.text(nlp.Range{Start: i + 1, End: end}))) {
		return 0
	}
	ids := r.gaz.Find(r.text(rng))
	if r.plain(ids) || len(ids) > 0 && (!r.acting(head) || r.rel(head) != "nsubj" || !r.pluralVerb(r.parent(head))) || r.ofLandmark(i) {
		return 0
	}
	r.addBody(rng, r.text(rng), nil)
	return end
}

// pluralVerb says whether word v is a verb in the plural.
func (r *reader) pluralVerb(v int) bool {
	return v >= 0 && r.doc.Feats != nil && (r.upos(v) == nlp.VERB || r.upos(v) == nlp.AUX) && featOf(r.doc.Feats[v], "Number=") == "Plur"
}

// ofLandmark says whether a noun for a place, a building or an office that every town has stands before word i, with "de" or without: what
// follows is where it stands.
func (r *reader) ofLandmark(i int) bool {
	begin := r.sentence(i).Start
	at := i - 1
	if at >= begin && r.fold[at] == "de" {
		at--
	}
	if at < begin || r.upos(at) != nlp.NOUN {
		return false
	}
	return r.hasSense(at, cotejo.Place) || r.lex.facility[r.lemma[at]] || r.lex.local[r.lemma[at]] || at == i-1 && !r.hasSense(at, cotejo.Organization)
}

// titled finds the name of a person that the tagger missed: two capitalised words or more after the title of an office.
func (r *reader) titled(i int) int {
	begin := r.sentence(i).Start
	if i == begin || r.taken[i-1] || !r.capital(i) || r.upos(i) != nlp.PROPN || r.lex.titles[r.fold[i-1]] == "" {
		return 0
	}
	end := i
	for end < r.sentence(i).End && !r.taken[end] && r.capital(end) && r.upos(end) == nlp.PROPN && r.lex.nouns[r.lemma[end]] == nil && r.lex.titles[r.fold[end]] == "" && (r.ner(end) == nlp.NoName || r.ner(end) == nlp.PER) {
		end++
	}
	if end < i+2 {
		return 0
	}
	r.person(nlp.Range{Start: i, End: end})
	return end
}

// nameGoesOn says whether word j, beside the range, looks like part of the same name.
func (r *reader) nameGoesOn(j int, rng nlp.Range) bool {
	if j < r.sentence(rng.Start).Start || j >= r.sentence(rng.Start).End || r.shout[j] && r.ner(j) == nlp.NoName {
		return false
	}
	return r.likeName(j) && r.upos(j) == nlp.PROPN && !r.first(j)
}
