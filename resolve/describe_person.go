package resolve

import (
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// near is how many sentences back a description of a person reaches.
const near = 4

// personPhrase resolves one person who is described: by an office or trade that a person named before has, or, in a
// report's opening, the office of the one official whom it names after.
func (r *reader) personPhrase(p *phrase, wanted bool) {
	if e := r.besidePerson(p); e >= 0 {
		r.at[p.head] = e
		return
	}
	if p.definite && !p.secret && !p.other && !p.speaker {
		if e := r.holder(p); e >= 0 {
			r.mean(p, e)
			return
		}
		if e := r.introduced(p); e >= 0 {
			r.mean(p, e)
			return
		}
		if e := r.samePerson(p); e >= 0 {
			r.mean(p, e)
			return
		}
	}
	if wanted {
		r.own(p, cotejo.Person, "")
	}
}

// besidePerson gives the person whose name stands beside the phrase: "the minister, Juan Ruiz".
func (r *reader) besidePerson(p *phrase) int {
	for _, c := range r.tree.Children(p.head) {
		switch r.rel(int(c)) {
		case "appos", "flat":
			if e, ok := r.at[int(c)]; ok && r.entities[e].typ == cotejo.Person && r.entities[e].named && r.closed(p.head, int(c)) && !slices.Contains(p.inner, e) {
				return e
			}
		}
	}
	if q := r.parent(p.head); q >= 0 && r.rel(p.head) == "appos" {
		if e, ok := r.at[q]; ok && r.entities[e].typ == cotejo.Person && !slices.Contains(p.inner, e) {
			return e
		}
	}
	return -1
}

// closed says whether a name after a comma is closed by a mark too, as an apposition is: "his lawyer, Ruiz, said" but not
// "according to his lawyer, Ruiz is".
func (r *reader) closed(head, name int) bool {
	comma := false
	for i := head; i < name; i++ {
		comma = comma || r.doc.Form[i] == ","
	}
	if !comma {
		return true
	}
	end := name + 1
	for i := range r.mentions {
		if m := &r.mentions[i]; m.form == cotejo.Name && m.rng.Start <= name && name < m.rng.End {
			end = m.rng.End
		}
	}
	return end >= r.sentence(name).End || r.upos(end) == nlp.PUNCT
}

// holder gives the one person named shortly before who has the office or trade, or -1.
func (r *reader) holder(p *phrase) int {
	if p.possessed || len(p.origins) > 0 || len(p.inner) > 0 {
		return -1
	}
	found := -1
	for e := range r.entities {
		o := &r.entities[e]
		if o.typ != cotejo.Person || !o.named || !o.titles[p.lemma] && !o.titles[r.fold[p.head]] || !r.seenNear(e, p.head) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = e
	}
	return found
}

func (r *reader) seenNear(e, at int) bool {
	for _, h := range r.entities[e].seen {
		if h < at && r.sent[at]-r.sent[h] <= near {
			return true
		}
	}
	return false
}

// opening and reach bound the office that opens a report and the name that answers it, in sentences.
const opening, reach = 3, 6

// introduced gives the person whom a report first calls by an office ("Colombia's anti-narcotics director said") and names
// later. It takes much: the phrase says something in the report's opening, one person alone is named in what follows, that
// person says something and bears a title of the same kind, and nobody is described by an office in between.
func (r *reader) introduced(p *phrase) int {
	if r.sent[p.head] >= opening || !r.says(p.head) || len(p.origins) == 0 && !p.possessed {
		return -1
	}
	kind := p.sub(cotejo.Person)
	if kind == "" {
		return -1
	}
	found := -1
	for e := range r.entities {
		o := &r.entities[e]
		if o.typ != cotejo.Person || !o.named {
			continue
		}
		speaks := false
		for _, h := range o.seen {
			if h < p.head {
				return -1
			}
			if r.sent[h]-r.sent[p.head] <= reach && r.says(h) {
				speaks = true
			}
		}
		if !speaks || !r.official(o) {
			return -1 // another person is named: it may be either
		}
		if found >= 0 {
			return -1
		}
		found = e
	}
	return found
}

// official says whether one of a person's titles is of an office: of state, police or army.
func (r *reader) official(e *entity) bool {
	for t := range e.titles {
		if r.lex.titles[t] != "" {
			return true
		}
		for _, s := range r.lex.nouns[t] {
			if s.typ == cotejo.Person && s.subtype != "" {
				return true
			}
		}
	}
	return false
}

// says says whether the phrase is the speaker of a verb of saying. A speaker after the verb may be parsed as its object.
func (r *reader) says(head int) bool {
	p := r.parent(head)
	if p < 0 || !r.lex.saying[r.lemma[p]] {
		return false
	}
	switch r.rel(head) {
	case "nsubj":
		return true
	case "obj":
		return head > p
	}
	return false
}

// samePerson gives the person without a name whom the document called by the same words before, or -1.
func (r *reader) samePerson(p *phrase) int {
	return r.clearest(p.head, func(e *entity) bool {
		return e.typ == cotejo.Person && !e.named && e.noun == p.lemma && (len(p.origins) == 0 || e.country == p.countryOf(r))
	})
}
