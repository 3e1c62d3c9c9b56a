package resolve

import (
	"math"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// pronouns resolves the wanted pronouns: relative ones by their clause, personal ones by agreement and nearness.
func (r *reader) pronouns() {
	for i := range r.doc.Len() {
		if r.upos(i) != nlp.PRON && r.upos(i) != nlp.DET {
			continue
		}
		if _, done := r.at[i]; done {
			continue
		}
		if _, wanted := r.wants[i]; !wanted {
			if p, ok := r.lex.pronouns[r.fold[i]]; ok && p.Gender != "" {
				if e := r.personal(i); e >= 0 { // "he" who does nothing worth a claim is still who the next "he" is
					r.entities[e].seen = append(r.entities[e].seen, i)
				}
			}
			continue
		}
		e := r.relative(i)
		if e < 0 {
			e = r.personal(i)
		}
		if e < 0 || r.refuses(i, r.entities[e].typ) {
			continue
		}
		n := r.add(mention{rng: nlp.Range{Start: i, End: i + 1}, head: i, form: cotejo.Pronoun, kind: r.entities[e].typ, place: -1})
		r.assign(&r.mentions[n], e)
	}
}

// relative gives the entity of the noun that a relative pronoun's clause hangs on, or -1.
func (r *reader) relative(i int) int {
	if r.doc.Feats == nil || !strings.Contains(r.doc.Feats[i], "PronType=Rel") && !strings.Contains(r.doc.Feats[i], "PronType=Int,Rel") {
		return -1
	}
	for w := r.parent(i); w >= 0; w = r.parent(w) {
		if r.rel(w) == "acl" {
			if e, ok := r.at[r.parent(w)]; ok && !(r.entities[e].typ == cotejo.Place && r.lex.who[r.fold[i]]) {
				return e
			}
			return -1
		}
	}
	return -1
}

// antecedent is an entity that a pronoun may mean, with how near it stands.
type antecedent struct {
	entity int
	score  float64
}

// personal gives the entity that a personal pronoun means, or -1 where none or several fit.
func (r *reader) personal(i int) int {
	p, ok := r.lex.pronouns[r.fold[i]]
	if !ok {
		p, ok = r.lex.pronouns[r.lemma[i]]
	}
	if !ok || r.empty(i) || p.Gender != "" && r.unknownSpeaker(i) {
		return -1
	}
	if e, ok := r.reporter(i, p); ok {
		return e
	}
	if e := r.lastSayer(i, p); e >= 0 {
		return e
	}
	var list []antecedent
	for e := range r.entities {
		if s := r.nearness(e, i, p); s > 0 {
			list = append(list, antecedent{e, s})
		}
	}
	if len(list) == 0 {
		return r.onlyPerson(i, p)
	}
	slices.SortStableFunc(list, func(a, b antecedent) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.entity - b.entity
	})
	if len(list) > 1 && list[0].score < clear*list[1].score {
		return -1
	}
	return list[0].entity
}

// onlyPerson gives the one person of whom the sentences before an English "he" or "she" speak, where the nearest ones speak of nobody: a
// profile goes on about its man. -1 where several could be meant.
func (r *reader) onlyPerson(i int, p pronoun) int {
	if r.doc.Lang != nlp.English || p.Gender == "" || r.quoted[i] {
		return -1
	}
	found := -1
	for e := range r.entities {
		ent := &r.entities[e]
		if ent.typ != cotejo.Person || ent.plural || ent.gender != "" && ent.gender != p.Gender || r.namedIn(ent, i) {
			continue
		}
		near := slices.ContainsFunc(ent.seen, func(h int) bool { return h < i && r.sent[i]-r.sent[h] <= distant })
		if !near {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = e
	}
	if found < 0 || !r.entities[found].named {
		return -1
	}
	return found
}

// distant is how many sentences back a pronoun may look for the only one who can be meant.
const distant = 5

// reporter gives the entity that "it" means where it comes with what it said ("The navy seized a boat, it said"): the body that the
// words begin with, if it is one that gives account of what it does; else nobody (-1), since words that begin with a gang are rather
// told by whoever was spoken of before. It is not ok elsewhere.
func (r *reader) reporter(i int, p pronoun) (entity int, ok bool) {
	verb := r.parent(i)
	if verb < 0 || p.Gender != "" || p.Number != "sing" || r.rel(i) != "nsubj" || !r.lex.saying[r.lemma[verb]] {
		return -1, false
	}
	content := r.tree.Child(verb, "ccomp", "parataxis")
	if content < 0 && r.rel(verb) == "parataxis" {
		content = r.parent(verb)
	}
	if content < 0 || content > i {
		return -1, false
	}
	e, known := r.at[r.tree.Child(content, "nsubj")]
	if !known || r.entities[e].typ != cotejo.Organization || outlawed(r.entities[e].sub) || r.nearness(e, i, p) == 0 {
		return -1, true
	}
	return e, true
}

// lastSayer gives the entity that said what the sentence before tells, where the pronoun at i is the subject of a verb of saying in its
// turn and may stand for it: "The gang announced that it will free those it holds. They added that"; or -1.
func (r *reader) lastSayer(i int, p pronoun) int {
	q := r.sent[i] - 1
	if q < 0 || r.quoted[i] || r.rel(i) != "nsubj" || !r.says(i) || r.rel(r.parent(i)) != "root" {
		return -1
	}
	s := r.doc.Sents[q]
	for w := s.Start; w < s.End; w++ {
		if r.rel(w) != "root" || !r.lex.saying[r.lemma[w]] {
			continue
		}
		n := r.tree.Child(w, "nsubj")
		if n < 0 || r.tree.Child(w, "ccomp") < 0 {
			return -1
		}
		if e, ok := r.at[n]; ok && r.nearness(e, i, p) > 0 {
			return e
		}
	}
	return -1
}

// outlawed says whether a body of this kind gives no account of itself.
func outlawed(sub string) bool {
	switch sub {
	case "criminal_organization", "guerrilla", "paramilitary", "terrorist":
		return true
	}
	return false
}

// empty says whether "it" stands for nothing or for a clause: "it is known that".
func (r *reader) empty(i int) bool {
	p := r.parent(i)
	if r.rel(i) == "expl" && (r.fold[i] != "it" || p < 0 || r.upos(p) != nlp.ADJ) {
		return true
	}
	if r.fold[i] != "it" {
		return false
	}
	if p >= 0 && r.lex.saying[r.lemma[p]] {
		return r.rel(i) != "nsubj" // who "denied it" denied what was said
	}
	return p >= 0 && (r.tree.Child(p, "ccomp", "csubj") >= 0 || r.upos(p) == nlp.ADJ && r.tree.Child(p, "xcomp", "advcl", "acl") >= 0)
}

// nearness weighs an entity as the antecedent of a pronoun: only mentions in the same sentence before it and in the
// sentence before count, subjects most; 0 where it does not agree.
func (r *reader) nearness(e, at int, p pronoun) float64 {
	ent := &r.entities[e]
	if !slices.Contains(p.Of, ent.typ) && !(p.Number == "plur" && r.bandNamed(ent)) {
		return 0
	}
	if p.Number == "plur" && ent.typ != cotejo.Group && !manyHeaded(ent.sub) && !r.bandNamed(ent) || p.Number == "sing" && ent.plural {
		return 0
	}
	if p.Gender != "" && ent.gender != "" && p.Gender != ent.gender {
		return 0
	}
	if ent.typ == cotejo.Place && ent.sub != "country" {
		return 0
	}
	kind := 1.0
	if p.Number == "plur" && ent.typ == cotejo.Organization {
		kind = 0.6 // a body is "it" before it is "they"
	}
	if r.namedIn(ent, at) {
		return 0
	}
	best := 0.0
	for _, h := range ent.seen {
		d := r.sent[at] - r.sent[h]
		if h >= at || d > r.reach(at) || d < 0 || r.upos(h) == nlp.ADJ {
			continue
		}
		if r.disagrees(at, h) {
			continue
		}
		if r.quoted[at] && !r.quoted[h] && r.says(h) {
			continue // who speaks is "I" in what he says
		}
		in := h // what stands in the place of the clause: of "his lawyer, Ana Ruiz, said", the lawyer
		if r.rel(h) == "appos" {
			in = r.parent(h)
		}
		s := 0.4
		switch r.rel(in) {
		case "nsubj":
			s = 3
			if v := r.parent(in); v >= 0 && r.rel(v) == "acl" {
				s = 1.2 // who stands in an aside is not what the text goes on about
			}
		case "obj", "iobj":
			s = 1.5
		case "obl", "nmod", "compound":
			s = 0.7
		}
		if d == 1 && r.says(in) && r.rel(at) == "nsubj" && r.says(at) {
			s *= 2 // who spoke goes on speaking
		}
		if d >= 1 {
			if p.Gender == "" && r.para[at] != r.para[h] {
				continue
			}
			s *= math.Pow(0.6, float64(d))
		}
		if d == 0 && (r.parent(h) == r.parent(at) || r.sharesSubject(r.parent(at), r.parent(h)) && r.rel(h) == "nsubj") { // "it saw it": two parts of one clause are two things
			s = 0
		}
		best = max(best, s*kind)
	}
	return best
}

// namedIn says whether an entity is named in the quotation whose speaker the pronoun is: nobody speaks of himself by his name.
func (r *reader) namedIn(e *entity, at int) bool {
	verb := r.parent(at)
	if verb < 0 || r.quoted[at] || r.rel(at) != "nsubj" || !r.lex.saying[r.lemma[verb]] {
		return false
	}
	return slices.ContainsFunc(e.seen, func(h int) bool {
		return h < at && r.quoted[h] && r.upos(h) == nlp.PROPN && r.para[h] == r.para[at] && r.sent[at]-r.sent[h] <= 1
	})
}

// reach is how many sentences back a pronoun may look: one, and one more in Spanish past a sentence that leaves its subject unsaid
// and so goes on about the one before.
func (r *reader) reach(at int) int {
	q := r.sent[at] - 1
	if r.doc.Lang != nlp.Spanish || q < 1 {
		return 1
	}
	s := r.doc.Sents[q]
	for w := s.Start; w < s.End; w++ {
		if r.rel(w) == "root" && r.upos(w) == nlp.VERB && r.tree.Child(w, "nsubj", "csubj") < 0 {
			return 2
		}
	}
	return 1
}

// bandNamed says whether a body is called as its people are: "Los Rastrojos", "the Extraditables".
func (r *reader) bandNamed(e *entity) bool {
	if e.typ != cotejo.Organization {
		return false
	}
	for _, h := range e.seen {
		if r.upos(h) == nlp.PROPN && h < len(r.doc.Feats) && featOf(r.doc.Feats[h], "Number=") == "Plur" {
			return true
		}
	}
	return slices.ContainsFunc(e.names, func(n string) bool {
		first, _, many := strings.Cut(gazetteer.Fold(n), " ")
		return many && r.lex.band[first]
	})
}

// disagrees says whether the Spanish pronoun at i, which stands for an object, has another number or gender than the common noun
// at h: "los" is no "guerrilla".
func (r *reader) disagrees(i, h int) bool {
	if r.doc.Lang != nlp.Spanish || r.doc.Feats == nil || r.upos(h) != nlp.NOUN {
		return false
	}
	switch r.fold[i] {
	case "lo", "la", "los", "las":
	default:
		return false
	}
	for _, feature := range []string{"Gender=", "Number="} {
		a, b := featOf(r.doc.Feats[i], feature), featOf(r.doc.Feats[h], feature)
		if a != "" && b != "" && a != b {
			return true
		}
	}
	return false
}

func featOf(feats, feature string) string {
	for _, one := range strings.Split(feats, "|") {
		if v, ok := strings.CutPrefix(one, feature); ok {
			return v
		}
	}
	return ""
}

// sharesSubject says whether verb v goes on from the verb above it without a subject of its own.
func (r *reader) sharesSubject(v, above int) bool {
	return v >= 0 && above >= 0 && r.rel(v) == "conj" && r.parent(v) == above && r.tree.Child(v, "nsubj", "nsubj:pass") < 0
}

// unknownSpeaker says whether the pronoun stands in what somebody says of whom nobody can tell who he is: "a witness said that he had
// paid" speaks of the witness rather than of whoever was named before.
func (r *reader) unknownSpeaker(i int) bool {
	for v, steps := r.parent(i), 0; v >= 0 && steps < 8; v, steps = r.parent(v), steps+1 {
		if r.rel(v) != "ccomp" {
			continue
		}
		if p := r.parent(v); p >= 0 && r.lex.saying[r.lemma[p]] {
			s := r.tree.Child(p, "nsubj")
			if s < 0 || s > i || r.upos(s) == nlp.PRON {
				return false
			}
			_, known := r.at[s]
			return !known
		}
	}
	return false
}

// manyHeaded says whether a body of this kind is spoken of as "they".
func manyHeaded(sub string) bool {
	return outlawed(sub) || sub == "police" || sub == "military"
}
