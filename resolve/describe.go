package resolve

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// clear is how much more salient than any other an entity must be for a description to mean it.
const clear = 1.5

// describe resolves the phrases that describe: those wanted, and those that mean an entity already named. It goes through
// the text in order, so that each phrase sees what stands before it.
func (r *reader) describe() {
	for i := range r.doc.Len() {
		if _, wanted := r.wants[i]; wanted && r.lex.pronouns[r.fold[i]].Number == "plur" {
			r.plurals = append(r.plurals, i)
		}
	}
	for i := range r.doc.Len() {
		_, wanted := r.wants[i]
		known := len(r.entities)
		if !wanted && r.awaited(i) {
			r.phraseOf(i, true)
			for e := known; e < len(r.entities); e++ {
				r.entities[e].idle = true
			}
			continue
		}
		r.phraseOf(i, wanted)
	}
}

// phraseOf resolves the noun phrase that word i heads, if it heads one.
func (r *reader) phraseOf(i int, wanted bool) {
	if _, done := r.at[i]; done || r.taken[i] || !r.describes(i, wanted) {
		return
	}
	head := r.counted(i)
	if head != i {
		if e, ok := r.at[head]; ok {
			r.at[i] = e
			return
		}
	}
	r.phrase(head, wanted)
	if e, ok := r.at[head]; ok && head != i {
		r.at[i] = e
		r.entities[e].seen = append(r.entities[e].seen, i)
	}
}

// awaited says whether noun i may be what a pronoun of its sentence or the next means: people whom nothing is claimed of until
// "they" do something.
func (r *reader) awaited(i int) bool {
	if len(r.plurals) == 0 || r.upos(i) != nlp.NOUN || !r.plural(i) || r.rel(i) == "compound" || !r.hasSense(i, cotejo.Person) {
		return false
	}
	return slices.ContainsFunc(r.plurals, func(p int) bool {
		return p > i && r.sent[p]-r.sent[i] <= 1 && r.para[p] == r.para[i]
	})
}

// describes says whether a word can head a description.
func (r *reader) describes(i int, wanted bool) bool {
	switch r.upos(i) {
	case nlp.NOUN, nlp.PROPN, nlp.ADJ, nlp.X, nlp.NUM:
	case nlp.VERB: // "los detenidos": a noun in all but its tag
		return wanted && r.rel(i) != "root" && r.tree.Child(i, "det") >= 0 && r.hasSense(i, cotejo.Person)
	default:
		return false
	}
	if r.wants[i].Thing {
		return false
	}
	if wanted {
		return true
	}
	_, ok := r.lex.nouns[r.lemma[i]]
	return ok && r.upos(i) == nlp.NOUN
}

// phrase resolves one noun phrase.
func (r *reader) phrase(head int, wanted bool) {
	p := r.parse(head)
	if len(p.senses) == 0 {
		if wanted && !r.partOf(&p) {
			r.unknown(&p)
		}
		return
	}
	if p.is(cotejo.Place) && !r.refuses(head, cotejo.Place) {
		if r.placePhrase(&p) || !p.is(cotejo.Person) && !p.is(cotejo.Organization) {
			return
		}
	}
	switch {
	case p.plural && (p.is(cotejo.Person) || p.is(cotejo.Organization)) && !r.uncountable(&p):
		r.groupPhrase(&p, wanted)
	case p.is(cotejo.Organization):
		r.bodyPhrase(&p, wanted)
	case p.is(cotejo.Person):
		r.personPhrase(&p, wanted)
	case p.is(cotejo.Thing) && wanted:
		r.own(&p, cotejo.Thing, "")
	}
}

// uncountable says whether a noun for a body has a plural's number and a singular's form: "police".
func (r *reader) uncountable(p *phrase) bool {
	return p.is(cotejo.Organization) && !p.is(cotejo.Person) && r.fold[p.head] == p.lemma && !r.lex.collective[p.lemma]
}

// refuses says whether a want at the head does not take the type.
func (r *reader) refuses(head int, t cotejo.EntityType) bool {
	w, ok := r.wants[head]
	return ok && len(w.Types) > 0 && !slices.Contains(w.Types, t)
}

// mean adds a nominal mention of an entity.
func (r *reader) mean(p *phrase, e int) {
	n := r.add(mention{rng: p.rng, head: p.head, form: cotejo.Nominal, kind: r.entities[e].typ, name: r.text(p.rng), place: -1})
	r.assign(&r.mentions[n], e)
}

// own makes an entity of this document alone out of a phrase, and means it.
func (r *reader) own(p *phrase, t cotejo.EntityType, sub string) int {
	e := r.newEntity(entity{typ: t, sub: sub, name: r.text(p.rng), country: p.countryOf(r), place: -1, actor: -1, plural: p.plural, bound: true, noun: p.lemma})
	r.entities[e].titles[p.lemma] = true
	r.entities[e].gender = r.genderOf([]string{r.fold[p.head], p.lemma})
	r.mean(p, e)
	return e
}

// partOf takes a number that stands for people: some of those meant ("two of those arrested", "eight of the defendants", "uno de
// ellos"), or those left of them ("the remaining four").
func (r *reader) partOf(p *phrase) bool {
	if r.upos(p.head) != nlp.NUM || r.refuses(p.head, cotejo.Person) || r.rel(p.head) == "nummod" {
		return false
	}
	people := false
	for _, c := range r.tree.Children(p.head) {
		switch k := int(c); {
		case k > p.head && r.rel(k) == "nmod" && r.upos(k) == nlp.PRON:
			people = people || r.lex.pronouns[r.fold[k]].Number == "plur" || strings.Contains(r.doc.Feats[k], "Number=Plur")
		case k > p.head && r.rel(k) == "nmod" && (r.caseOf(k) == "of" || r.caseOf(k) == "de"):
			people = people || r.plural(k) && r.hasSense(k, cotejo.Person)
		case k < p.head && r.rel(k) == "amod":
			people = people || r.lex.rest[r.lemma[k]] || r.lex.rest[r.fold[k]]
		}
	}
	if !people {
		return false
	}
	if r.lex.single[r.fold[p.head]] {
		r.own(p, cotejo.Person, "")
	} else {
		r.own(p, cotejo.Group, "")
	}
	return true
}

// unknown takes a wanted phrase whose noun the lexicon does not have, where it is plainly a name.
func (r *reader) unknown(p *phrase) {
	if r.upos(p.head) != nlp.PROPN || !r.likeName(p.head) || r.shout[p.head] {
		return
	}
	w := r.wants[p.head]
	if len(w.Types) == 1 && w.Types[0] != cotejo.Group {
		r.own(p, w.Types[0], "")
	}
}

// salience weighs how present an entity is to the reader at a word: every mention before it counts, the near ones more,
// subjects most.
func (r *reader) salience(e, at int) float64 {
	s := 0.0
	for _, h := range r.entities[e].seen {
		if h >= at {
			continue
		}
		w := 1.0
		if r.rel(h) == "nsubj" {
			w = 1.5
		}
		if r.upos(h) == nlp.ADJ {
			w = 0.6
		}
		s += w * math.Pow(0.7, float64(r.sent[at]-r.sent[h]))
	}
	return s
}

// clearest gives the entity most salient at a word among those that fit, where no other comes near, or -1.
func (r *reader) clearest(at int, fits func(e *entity) bool) int {
	best, most, second := -1, 0.0, 0.0
	for e := range r.entities {
		if !fits(&r.entities[e]) {
			continue
		}
		s := r.salience(e, at)
		if s == 0 {
			continue
		}
		if s > most {
			best, most, second = e, s, most
		} else if s > second {
			second = s
		}
	}
	if best < 0 || most < clear*second {
		return -1
	}
	return best
}

// placePhrase resolves "the Andean nation", "the department of Nariño", "the border with Ecuador".
func (r *reader) placePhrase(p *phrase) bool {
	kind := ""
	for _, s := range p.senses {
		if s.typ == cotejo.Place {
			kind = s.subtype
		}
	}
	if kind == "border" {
		return r.borderPhrase(p)
	}
	for _, c := range r.tree.Children(p.head) { // "the department of Nariño": the name is the place
		k := int(c)
		if rel := r.rel(k); rel != "nmod" && rel != "appos" && rel != "flat" && rel != "compound" || rel == "nmod" && r.caseOf(k) != "of" && r.caseOf(k) != "de" {
			continue
		}
		if p.plural && r.tree.Child(k, "conj") < 0 {
			continue // "some areas of Nariño" are not Nariño; "the departments of Nariño and Cauca" are the two
		}
		if e, ok := r.at[k]; ok && r.entities[e].typ == cotejo.Place && r.entities[e].named && r.upos(k) == nlp.PROPN && (k > p.head || r.rel(k) == "compound") && r.ofKind(e, kind) {
			r.at[p.head] = e
			return true
		}
	}
	if p.other || p.speaker || r.narrowed(p.head) {
		return false
	}
	if kind == "country" && p.definite && !p.plural && (len(p.origins) > 0 || len(p.modifiers) == 0) {
		if e := r.pointed(p); e >= 0 {
			r.mean(p, e)
			return true
		}
		if e := r.clearest(p.head, func(e *entity) bool { return r.fitsCountry(e, p) }); e >= 0 {
			r.mean(p, e)
			return true
		}
		return false
	}
	if p.definite && !p.plural && len(p.modifiers) == 0 && len(p.origins) == 0 && kind == "city" {
		capital := r.lex.capital[p.lemma]
		if e := r.clearest(p.head, func(e *entity) bool {
			return e.typ == cotejo.Place && e.sub == "city" && e.named && (!capital || r.isCapital(e))
		}); e >= 0 {
			r.mean(p, e)
			return true
		}
	}
	return false
}

// ofKind says whether a place can be called a country, a region or a city.
func (r *reader) ofKind(e int, kind string) bool {
	sub := r.entities[e].sub
	return sub == "" || sub == kind || kind == "region" && sub != "country"
}

// isCapital says whether a place is the capital of its country.
func (r *reader) isCapital(e *entity) bool {
	id, ok := r.gaz.Code(e.country)
	return ok && e.place >= 0 && gazetteer.Fold(r.gaz.Place(id).Capital) == gazetteer.Fold(r.gaz.Place(e.place).Name)
}

// pointed gives the country that "that country" points back to: the one named last, in this sentence or the one before.
func (r *reader) pointed(p *phrase) int {
	that := false
	for _, c := range r.tree.Children(p.head) {
		that = that || r.lex.pointing[r.fold[c]] || r.lex.pointing[r.lemma[c]]
	}
	if !that {
		return -1
	}
	best, last := -1, -1
	for e := range r.entities {
		if o := &r.entities[e]; r.fitsCountry(o, p) {
			for _, h := range o.seen {
				if h < p.head && h > last && r.sent[p.head]-r.sent[h] <= 1 {
					best, last = e, h
				}
			}
		}
	}
	return best
}

// governed says whether a noun that the word hangs on is itself the entity's: "U.S. aid to the country" is no aid to the
// United States.
func (r *reader) governed(at int, e *entity) bool {
	for w, steps := at, 0; steps < 3 && (r.rel(w) == "nmod" || r.rel(w) == "obl"); steps++ {
		w = r.parent(w)
		if w < 0 {
			return false
		}
		for _, c := range r.tree.Children(w) {
			if slices.Contains(e.seen, int(c)) && int(c) != at && (r.rel(int(c)) == "amod" || r.rel(int(c)) == "compound" || r.possessive(int(c))) {
				return true
			}
		}
	}
	return false
}

// fitsCountry says whether an entity is a country that the phrase can describe.
func (r *reader) fitsCountry(e *entity, p *phrase) bool {
	if e.typ != cotejo.Place || e.sub != string(gazetteer.Country) || e.place < 0 {
		return false
	}
	if r.governed(p.head, e) || !e.named && len(p.origins) == 0 {
		return false
	}
	at := r.gaz.Place(e.place)
	for _, id := range p.origins {
		o := r.gaz.Place(id)
		if o.Kind == gazetteer.Country && p.possessed {
			return false // "Colombia's nation" is no description of a third country
		}
		if id != e.place && !r.gaz.Within(at, o) {
			return false
		}
	}
	return true
}

// borderPhrase resolves a border by the countries on its two sides. One side may be left to the text: the country most
// spoken of among the other's neighbours.
func (r *reader) borderPhrase(p *phrase) bool {
	sides := map[string]bool{}
	collect := func(k int) {
		if e, ok := r.at[k]; ok && r.entities[e].typ == cotejo.Place && r.entities[e].sub == "country" {
			sides[r.entities[e].country] = true
		}
	}
	end := p.head + 1
	for _, c := range r.tree.Children(p.head) {
		k := int(c)
		switch r.rel(k) {
		case "nmod":
			switch prep := r.caseOf(k); {
			case prep == "with" || prep == "con" || prep == "between" || prep == "entre" || prep == "of" || prep == "de":
				collect(k)
				if prep != "of" && prep != "de" {
					end = max(end, k+1)
				}
				for _, cc := range r.tree.Children(k) {
					if r.rel(int(cc)) == "conj" {
						collect(int(cc))
						if prep == "between" || prep == "entre" {
							end = max(end, int(cc)+1)
						}
					}
				}
			default:
				if r.possessive(k) {
					collect(k)
				}
			}
		case "amod", "compound":
			collect(k)
			for _, cc := range r.tree.Children(k) {
				collect(int(cc))
			}
		}
	}
	for _, id := range p.origins {
		if o := r.gaz.Place(id); o.Kind == gazetteer.Country {
			sides[o.Country] = true
		}
	}
	if len(sides) == 1 {
		var one string
		for c := range sides {
			one = c
		}
		id, ok := r.gaz.Code(one)
		if !ok {
			return false
		}
		near := r.gaz.Place(id).Neighbours
		if other := r.clearest(p.head, func(e *entity) bool {
			return e.typ == cotejo.Place && e.sub == "country" && slices.Contains(near, e.country)
		}); other >= 0 {
			sides[r.entities[other].country] = true
		} else if at := r.mainCountry(near); at != "" {
			sides[at] = true
		}
	}
	if len(sides) != 2 {
		return false
	}
	var names []string
	for c := range sides {
		id, ok := r.gaz.Code(c)
		if !ok {
			return false
		}
		names = append(names, r.gaz.Place(id).Name)
	}
	slices.Sort(names)
	name := strings.Join(names, "-") + " border"
	e := slices.IndexFunc(r.entities, func(e entity) bool { return e.typ == cotejo.Place && e.sub == "border" && e.name == name })
	if e < 0 {
		e = r.newEntity(entity{typ: cotejo.Place, sub: "border", name: name, place: -1, actor: -1, sides: slices.Sorted(maps.Keys(sides))})
	}
	p.rng.End = max(p.rng.End, end)
	r.mean(p, e)
	r.entities[e].addName(r.text(p.rng))
	return true
}

// bodyPhrase resolves a body that is described: "the guerrilla group", "the Mexican drug trafficking organization", "the
// national police".
func (r *reader) bodyPhrase(p *phrase, wanted bool) {
	sub := p.sub(cotejo.Organization)
	if e := r.namedBeside(p); e >= 0 {
		r.at[p.head] = e
		return
	}
	if p.definite && !p.possessed && !p.other && !p.speaker && len(p.inner) == 0 && !r.ofSomething(p.head) {
		if e := r.clearest(p.head, func(e *entity) bool { return r.fitsBody(e, p, sub) }); e >= 0 && r.seenNear(e, p.head) {
			r.mean(p, e)
			return
		}
	}
	if !wanted {
		return
	}
	if office(sub) {
		r.officePhrase(p, sub)
		return
	}
	if e := r.sameBody(p); e >= 0 {
		r.mean(p, e)
		return
	}
	r.own(p, cotejo.Organization, sub)
}

// namedBeside gives the body whose name stands beside the phrase: "the daily El Tiempo", "the guerrilla group FARC".
func (r *reader) namedBeside(p *phrase) int {
	for _, c := range r.tree.Children(p.head) {
		switch r.rel(int(c)) {
		case "appos", "flat":
			if e, ok := r.at[int(c)]; ok && r.entities[e].typ == cotejo.Organization && r.entities[e].named && r.canBe(&r.entities[e], p) {
				return e
			}
		}
	}
	if q := r.parent(p.head); q >= 0 && r.rel(p.head) == "appos" {
		if e, ok := r.at[q]; ok && r.entities[e].typ == cotejo.Organization && r.canBe(&r.entities[e], p) {
			return e
		}
	}
	return -1
}

// ofSomething says whether "of" and what follows make another body of the noun: "the Group of Eight".
func (r *reader) ofSomething(head int) bool {
	for _, c := range r.tree.Children(head) {
		if k := int(c); k > head && r.rel(k) == "nmod" && (r.caseOf(k) == "of" || r.caseOf(k) == "de") {
			return true
		}
	}
	return false
}

// canBe says whether an apposition can speak of a body: their kinds must not differ.
func (r *reader) canBe(e *entity, p *phrase) bool {
	sub := p.sub(cotejo.Organization)
	return e.sub == "" || sub == e.sub || sub == "" && (slices.Contains(r.lex.standsFor[p.lemma], e.sub) || e.called(p.lemma) || !r.lex.vague[p.lemma])
}

// fitsBody says whether a named body can be what the phrase describes.
func (r *reader) fitsBody(e *entity, p *phrase, sub string) bool {
	if e.typ != cotejo.Organization || !e.named || e.plural {
		return false
	}
	if sub != "" && e.sub != sub {
		return false
	}
	if sub == "" && !slices.Contains(r.lex.standsFor[p.lemma], e.sub) && !e.called(p.lemma) || office(sub) && !r.headedBy(e, p.lemma) {
		return false
	}
	if len(p.origins) > 0 {
		c := p.countryOf(r)
		if c == "" || e.country != c {
			return false
		}
	} else if office(sub) && e.country != "" && !r.foremostCountry(e.country, p.head) {
		return false // the army is not the one army that is named, but that of the country spoken of
	}
	for _, m := range p.modifiers { // a modifier that says more than the kind must stand in the name
		if _, hint := r.lex.hints[m]; !hint && !e.called(m) {
			return false
		}
	}
	return true
}

// headedBy says whether a noun heads one of the names that the text gives an entity: "court" of "Supreme Court of Justice",
// but not "government" of "Government Commission".
func (r *reader) headedBy(e *entity, noun string) bool {
	return slices.ContainsFunc(e.names, func(n string) bool {
		words := strings.Fields(gazetteer.Fold(n))
		if r.doc.Lang == nlp.Spanish {
			return len(words) > 0 && (words[0] == noun || len(words) > 1 && small[words[0]] && words[1] == noun)
		}
		if of := slices.Index(words, "of"); of > 0 {
			words = words[:of]
		}
		return len(words) > 0 && words[len(words)-1] == noun
	})
}

// foremostCountry says whether no country is more salient at a word than the one of the code.
func (r *reader) foremostCountry(code string, at int) bool {
	best, most := "", 0.0
	for e := range r.entities {
		if o := &r.entities[e]; o.typ == cotejo.Place && o.sub == string(gazetteer.Country) {
			if s := r.salience(e, at); s > most {
				best, most = o.country, s
			}
		}
	}
	return best == "" || best == code
}

// called says whether a noun stands in one of the names that the text gives an entity: "court" of "Supreme Court".
func (e *entity) called(noun string) bool {
	return slices.ContainsFunc(e.names, func(n string) bool { return strings.Contains(" "+gazetteer.Fold(n)+" ", " "+noun+" ") })
}

// sameBody gives the described body of this document that has the same words, or -1.
func (r *reader) sameBody(p *phrase) int {
	if !p.definite {
		return -1
	}
	name := gazetteer.Fold(r.text(p.rng))
	country := p.countryOf(r)
	return slices.IndexFunc(r.entities, func(e entity) bool {
		return e.typ == cotejo.Organization && !e.named && e.bound && e.country == country && gazetteer.Fold(e.name) == name
	})
}
