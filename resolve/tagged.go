package resolve

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// tag takes a name that the tagger found, where nothing better is known of its words.
func (r *reader) tag(n nlp.NameSpan) {
	rng := r.trim(n.Range)
	if rng.Len() <= 0 || !r.nameable(rng) {
		for i := n.Start; i < n.End; i++ {
			r.loose[i] = true
		}
		return
	}
	rng = r.withArticle(rng)
	if n.Kind != nlp.PER && r.nicknamed(rng) {
		n.Kind = nlp.PER
	} else if n.Kind != nlp.LOC && r.landmark(rng) {
		n.Kind = nlp.LOC
	}
	switch n.Kind {
	case nlp.PER:
		r.person(r.withoutHome(rng))
	case nlp.LOC:
		r.location(rng)
	case nlp.ORG:
		r.organization(rng)
	case nlp.MISC:
		if r.doc.Lang == nlp.Spanish && n.Len() > 1 && r.lex.band[r.fold[n.Start]] && r.capital(n.Start) && len(r.gaz.Find(r.text(rng))) == 0 && strings.HasSuffix(r.fold[n.Start+1], "s") {
			r.organization(rng) // "Los Comuneros del Mira"
			return
		}
		if r.doc.Lang == nlp.Spanish && n.Len() > 1 && r.hasSense(r.headOf(rng), cotejo.Organization) && r.capital(r.headOf(rng)) {
			r.organization(rng) // "Tercer Comando Fronterizo"
			return
		}
		ids := r.gaz.Find(r.text(rng))
		head := r.headOf(rng)
		if len(ids) > 0 && r.plain(ids) || len(ids) == 0 && r.lex.inside[r.caseOf(head)] && r.upos(head) == nlp.PROPN && slices.Contains(r.wants[head].Types, cotejo.Place) {
			r.addPlace(rng, ids)
		}
	}
}

// landmark says whether a Spanish name follows a noun for what such a place is, "el río Malinowski", "por el barrio Obrero", or stands
// where only a place is asked for and is nobody's whom the text has titled.
func (r *reader) landmark(rng nlp.Range) bool {
	if r.doc.Lang != nlp.Spanish || rng.Start == 0 || len(r.gaz.Actors(r.text(rng))) > 0 {
		return false
	}
	before := rng.Start - 1
	head := r.headOf(rng)
	if r.upos(before) == nlp.NOUN && !r.capital(before) && r.sent[before] == r.sent[head] && r.hasSense(before, cotejo.Place) && len(r.lex.nouns[r.lemma[before]]) == 1 {
		return r.parent(head) == before || r.parent(before) == head
	}
	w, ok := r.wants[head]
	if !ok || len(w.Types) == 0 || !r.lex.where[r.caseOf(head)] || r.caseOf(head) == "a" || r.caseOf(head) == "por" || r.caseOf(head) == "entre" || r.caseOf(head) == "sobre" {
		return false
	}
	for _, t := range w.Types {
		if t != cotejo.Place {
			return false
		}
	}
	return r.rel(head) == "obl" || r.rel(head) == "nmod"
}

// withArticle adds a Spanish article with a capital that the tagger left off a name: "La Nueva Familia".
func (r *reader) withArticle(rng nlp.Range) nlp.Range {
	i := rng.Start - 1
	if i < r.sentence(rng.Start).Start || r.taken[i] || !r.capital(i) || r.shout[i] || !r.lex.article[r.fold[i]] && !r.lex.band[r.fold[i]] {
		return rng
	}
	if r.doc.Lang == nlp.Spanish && r.first(i) {
		return rng
	}
	rng.Start = i
	return rng
}

// nameable says whether the words can be a name at all: not a lone word of another class, nor one that begins with the
// office of whom it goes on to name.
func (r *reader) nameable(rng nlp.Range) bool {
	capital := false
	for i := rng.Start; i < rng.End; i++ {
		capital = capital || r.capital(i)
	}
	if !capital || rng.Len() == 1 && r.initials(rng) && r.shout[rng.Start] {
		return false
	}
	if rng.Len() == 1 {
		switch r.upos(rng.Start) {
		case nlp.VERB, nlp.AUX, nlp.ADV, nlp.PRON, nlp.DET, nlp.ADP, nlp.SCONJ, nlp.CCONJ, nlp.INTJ:
			return false
		}
	}
	return rng.Len() == 1 || r.capital(rng.Start) || !r.hasSense(rng.Start, cotejo.Person) && !(r.hasSense(rng.Start, cotejo.Place) && r.fold[rng.Start+1] == "of")
}

// trim takes off a tagger's name what is no part of it: words taken already, articles, marks, the possessive.
func (r *reader) trim(rng nlp.Range) nlp.Range {
	for i := rng.Start + 1; i < rng.End; i++ {
		if f := r.doc.Form[i]; f == "]" || f == "[" {
			rng.End = i // "[President Mario Ruiz] [Text]"
		}
	}
	loose := func(i int) bool {
		return r.taken[i] || r.fold[i] == "" || r.fold[i] == "s" || r.upos(i) == nlp.DET && !r.capital(i) || r.upos(i) == nlp.ADP || r.doc.Lang != nlp.Spanish && r.fold[i] == "the"
	}
	for rng.Len() > 0 && loose(rng.Start) {
		rng.Start++
	}
	for rng.Len() > 0 && loose(rng.End-1) {
		rng.End--
	}
	for i := rng.Start; i < rng.End; i++ {
		if r.taken[i] {
			rng.End = i
		}
	}
	return rng
}

// person takes the name of a person, and the titles before it.
func (r *reader) person(rng nlp.Range) {
	var titles []string
	var words []int
	for rng.Len() > 1 {
		if r.country[rng.Start] > 0 {
			rng.Start++ // "Salvadoran President Ruiz"
			continue
		}
		if _, ok := r.lex.titles[r.fold[rng.Start]]; !ok {
			break
		}
		titles, words = append(titles, r.fold[rng.Start]), append(words, rng.Start)
		rng.Start++
		for rng.Len() > 1 && r.fold[rng.Start] == "" {
			rng.Start++
		}
	}
	for i := rng.Start - 1; i >= r.sentence(rng.Start).Start && i > rng.Start-4; i-- {
		if r.taken[i] || r.officeOf(rng, i) {
			break
		}
		if _, ok := r.lex.titles[r.fold[i]]; ok {
			titles, words = append(titles, r.fold[i]), append(words, i)
			continue
		}
		if r.fold[i] != "" && !small[r.fold[i]] {
			break
		}
	}
	if rng.Len() == 1 {
		if _, ok := r.lex.titles[r.fold[rng.Start]]; ok {
			return
		}
	}
	var places []gazetteer.ID
	if ids := r.gaz.Find(r.text(rng)); len(ids) > 0 && len(titles) == 0 {
		if r.hasCountry(ids) || r.lex.inside[r.caseOf(r.headOf(rng))] || r.dateline(rng) {
			r.addPlace(rng, ids)
			return
		}
		places = ids
	}
	r.take(rng)
	r.add(mention{rng: rng, head: r.headOf(rng), form: cotejo.Name, kind: cotejo.Person, name: r.text(rng), title: titles, office: words, places: places, place: -1})
}

// officeOf says whether the word at i, before a name, makes it the place of an office and not the name of its bearer: "the mayor of
// Rotterdam".
func (r *reader) officeOf(rng nlp.Range, i int) bool {
	return rng.Len() == 1 && i == rng.Start-1 && (r.fold[i] == "of" || r.fold[i] == "de") && len(r.gaz.Find(r.text(rng))) > 0
}

// withoutHome takes off a person's name, and for a place, the home that the tagger took for its end: "Ana Ruiz of Tumaco".
func (r *reader) withoutHome(rng nlp.Range) nlp.Range {
	for i := rng.Start + 2; i+1 < rng.End; i++ {
		if r.doc.Lang != nlp.English || r.fold[i] != "of" {
			continue
		}
		home := nlp.Range{Start: i + 1, End: rng.End}
		if ids := r.gaz.Find(r.text(home)); len(ids) > 0 {
			r.addPlace(home, ids)
			rng.End = i
		}
	}
	return rng
}

// dateline says whether a name opens its sentence and a comma or bracket follows: "MANAGUA, 3 May (EFE)".
func (r *reader) dateline(rng nlp.Range) bool {
	end := r.sentence(rng.Start).End
	if !r.first(rng.Start) || rng.End >= end || r.doc.Form[rng.End] != "," && r.doc.Form[rng.End] != "(" && r.upos(rng.End) != nlp.PUNCT {
		return false
	}
	if text := r.text(rng); strings.ToUpper(text) == text && len(text) > 3 {
		return true
	}
	for i := rng.End; i < min(end, rng.End+8); i++ {
		if f := r.doc.Form[i]; f == "—" || f == "--" || f == "–" {
			return true
		}
	}
	return false
}

// afterTitle gives where, after the last title in the range, the name of its bearer begins; 0 where there is no title
// of an office, or more than a name follows it.
func (r *reader) afterTitle(rng nlp.Range) int {
	at := 0
	for i := rng.Start; i+1 < rng.End; i++ {
		if kind, ok := r.lex.titles[r.fold[i]]; ok && kind != "" {
			at = i + 1
		}
	}
	for i := at; at > 0 && i < rng.End; i++ {
		if r.fold[i] != "" && (!r.capital(i) || r.lex.nouns[r.lemma[i]] != nil || small[r.fold[i]]) {
			return 0
		}
	}
	return at
}

// hasCountry says whether one of the places is a country: no person is called so and nothing else.
func (r *reader) hasCountry(ids []gazetteer.ID) bool {
	return slices.ContainsFunc(ids, func(id gazetteer.ID) bool { return r.gaz.Place(id).Kind == gazetteer.Country })
}

// location takes the name of a place: all its words, or the longest run of them that is known.
func (r *reader) location(rng nlp.Range) {
	if ids := r.gaz.Find(r.text(rng)); len(ids) > 0 {
		r.addPlace(rng, ids)
		return
	}
	if r.pair(rng) {
		return
	}
	for i := rng.Start; i < rng.End; i++ {
		if r.upos(i) == nlp.DET && r.doc.Lang == nlp.Spanish {
			continue // "La" is no Louisiana
		}
		if n, ids := r.gaz.Longest(r.surface[i:rng.End]); n > 0 && 2*n >= rng.Len() && r.plain(ids) {
			r.addPlace(nlp.Range{Start: i, End: i + n}, ids)
			return
		}
	}
	if r.calledPlace(rng) {
		return
	}
	r.addPlace(rng, nil)
}

// pair takes two names of places that a hyphen joins: "the U.S.-Mexico border".
func (r *reader) pair(rng nlp.Range) bool {
	for i := rng.Start + 1; i+1 < rng.End; i++ {
		if f := r.doc.Form[i]; f != "-" && f != "–" {
			continue
		}
		a, b := nlp.Range{Start: rng.Start, End: i}, nlp.Range{Start: i + 1, End: rng.End}
		first, second := r.gaz.Find(r.text(a)), r.gaz.Find(r.text(b))
		if !r.plain(first) || !r.plain(second) {
			return false
		}
		r.addPlace(a, first)
		r.addPlace(b, second)
		return true
	}
	return false
}

// calledPlace takes a name that says what sort of place it is: "Sinaloa state", "Antioquia Department", "aeropuerto de
// Manila" is none.
func (r *reader) calledPlace(rng nlp.Range) bool {
	in := rng
	for in.Len() > 1 && r.hasSense(in.End-1, cotejo.Place) {
		in.End--
	}
	if r.doc.Lang == nlp.Spanish && r.hasSense(in.Start, cotejo.Place) {
		for in.Len() > 1 && (in.Start == rng.Start || r.fold[in.Start] == "de" || r.upos(in.Start) == nlp.DET && !r.capital(in.Start)) {
			in.Start++
		}
	}
	if in == rng {
		return false
	}
	ids := r.gaz.Find(r.text(in))
	if len(ids) == 0 || !r.plain(ids) {
		return false
	}
	r.addPlace(rng, ids)
	r.mentions[len(r.mentions)-1].name = r.text(in)
	return true
}

// organization takes the name of a body, unless it is a place's where a place stands.
func (r *reader) organization(rng nlp.Range) {
	if ids := r.gaz.Find(r.text(rng)); len(ids) > 0 && (r.plain(ids) || r.dateline(rng) || r.lex.inside[r.caseOf(r.headOf(rng))]) {
		loose := false // a dateline, a list: nothing that a body does
		switch r.rel(r.headOf(rng)) {
		case "root", "appos", "dep", "parataxis", "flat":
			loose = true
		}
		if r.hasCountry(ids) || loose || r.dateline(rng) || r.lex.where[r.caseOf(r.headOf(rng))] {
			r.addPlace(rng, ids)
			return
		}
	}
	if r.calledPlace(rng) {
		return
	}
	if at := r.afterTitle(rng); at > rng.Start { // "Defence Minister Ana Ruiz"
		r.person(nlp.Range{Start: at - 1, End: rng.End})
		return
	}
	if r.hasSense(rng.Start, cotejo.Person) && rng.Len() > 1 { // "Secretario de la ONU" holds an office
		return
	}
	m := mention{rng: rng, head: r.headOf(rng), form: cotejo.Name, kind: cotejo.Organization, name: bare(r.text(rng)), place: -1}
	for i := rng.Start; i < rng.End && m.sub == ""; i++ {
		for _, s := range r.lex.nouns[r.lemma[i]] {
			if s.typ == cotejo.Organization && s.subtype != "" {
				m.sub = s.subtype
			}
		}
	}
	r.take(rng)
	r.add(m)
}
