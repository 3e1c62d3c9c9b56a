package attribute

import (
	"fmt"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// nest links each relation to the one on whose word it stands: the smallest whose content holds its cue.
// One that names nobody is nobody's word.
func (v *view) nest(found []Relation) {
	passed := map[[2]int]bool{}
	for i := range found {
		for j := range found {
			if i != j && v.passesOn(&found[j], &found[i]) {
				// "…, said the general, according to Reuters": what Reuters vouches for is that the general said it.
				found[j].Content = union(found[j].Content, v.told(&found[i]))
				passed[[2]int{j, i}] = true
			}
		}
	}
	for i := range found {
		best := -1
		for j := range found {
			if i != j && found[j].Source.Len() > 0 && found[j].covers(&found[i]) && !passed[[2]int{i, j}] && (best < 0 || count(found[j].Content) < count(found[best].Content)) {
				best = j
			}
		}
		found[i].Outer = best
	}
	for i := range found {
		r := &found[i]
		r.Own = v.firstPerson(r) && (r.Outer >= 0 || v.quote[r.Cue.Start] < 0)
	}
}

// firstPerson says whether the source of r is whoever utters the words around it: "we have learned that".
func (v *view) firstPerson(r *Relation) bool {
	if r.Cue.Len() == 0 {
		return false
	}
	if r.Source.Len() > 0 {
		return v.feat(v.headOf(r.Source), "Person") == "1"
	}
	for i := r.Cue.Start; i < r.Cue.End; i++ {
		if v.feat(i, "Person") == "1" {
			return true
		}
	}
	return false
}

// told is all that makes r: who says, that he says, and what.
func (v *view) told(r *Relation) []nlp.Range {
	all := union([]nlp.Range{r.Cue}, r.Content)
	if r.Source.Len() > 0 && v.sent[r.Source.Start] == v.sent[r.Cue.Start] {
		all = union([]nlp.Range{r.Source}, all)
	}
	return all
}

// passesOn says whether the phrase of outer ("according to Reuters") and the verb of inner attribute the same words in
// the same sentence.
func (v *view) passesOn(outer, inner *Relation) bool {
	return outer.Cue.Len() > 0 && inner.Cue.Len() > 0 && outer.Source.Len() > 0 && v.sent[outer.Cue.Start] == v.sent[inner.Cue.Start] &&
		v.phrasal(outer.Cue) && !v.phrasal(inner.Cue) && !v.opensContent(outer.Cue, inner) && !inner.Attitude && (overlap(outer.Content, inner.Content) >= half || outer.covers(inner) && inner.covers(outer)) &&
		overlap([]nlp.Range{outer.Source}, []nlp.Range{inner.Source}) == 0
}

// opensContent says whether the phrase is the first of what the verb of r attributes: "said that according to the police …" is the word of
// the police, passed on by whoever said so.
func (v *view) opensContent(phrase nlp.Range, r *Relation) bool {
	if phrase.Start < r.Cue.End || phrase.Start-r.Cue.End > longest {
		return false
	}
	for w := r.Cue.End; w < phrase.Start; w++ {
		if v.UPOS[w] != nlp.SCONJ && v.UPOS[w] != nlp.PUNCT && v.UPOS[w] != nlp.ADV {
			return false
		}
	}
	return true
}

// phrasal says whether a cue is a phrase such as "according to".
func (v *view) phrasal(cue nlp.Range) bool {
	n, _ := v.lex.phrase(v, cue.Start)
	return n > 0
}

// covers says whether r vouches for all of the cue of o.
func (r *Relation) covers(o *Relation) bool {
	if r.Cue == o.Cue && r.Source == o.Source || o.Cue.Len() == 0 {
		return false
	}
	for i := o.Cue.Start; i < o.Cue.End; i++ {
		if !holds(r.Content, i) {
			return false
		}
	}
	return true
}

// hearer makes the relation of the medium to which the source of f spoke: "an official told the daily that …", "said in
// an interview with the station" reach us on the word of the medium.
func (v *view) hearer(f *finding, r *Relation) (Relation, bool) {
	if r.Attitude || r.Source.Len() == 0 || len(f.entries) == 0 || v.UPOS[f.head] != nlp.VERB {
		return Relation{}, false
	}
	if frame := v.frameOf(f.content); frame == "object" || frame == "infinitive" {
		return Relation{}, false
	}
	for _, k := range v.Children(f.head) {
		k := int(k)
		p := v.preposition(k)
		switch v.RelOf(k) {
		case "iobj", "obj":
			if f.key != "tell/v" && p != "to" {
				continue
			}
		case "obl":
			if p != "to" && !(p == "by" && f.set.voice == "pass") {
				if m, ok := v.medium(f, r, k); ok {
					return m, true
				}
				continue
			}
		default:
			continue
		}
		if m, ok := v.heard(f, r, k); ok {
			return m, true
		}
	}
	return Relation{}, false
}

// medium looks for a medium under the noun k: "in an interview with the station", "in a statement to the agency".
func (v *view) medium(f *finding, r *Relation, k int) (Relation, bool) {
	for _, g := range v.Children(k) {
		if v.RelOf(int(g)) == "nmod" {
			switch v.preposition(int(g)) {
			case "with", "to":
				if m, ok := v.heard(f, r, int(g)); ok {
					return m, true
				}
			}
		}
	}
	return Relation{}, false
}

// heard makes the relation if the noun k names a single medium that is neither source nor content.
func (v *view) heard(f *finding, r *Relation, k int) (Relation, bool) {
	phrase := v.phraseOf(k, &f.candidate, v.offNoun)
	plural := v.feat(k, "Number") == "Plur" && v.lex.sources[cotejo.MediaSource].nouns[v.lemma[k]]
	if plural || v.lex.press[v.lemma[k]] || holds(r.Content, k) || overlap([]nlp.Range{phrase}, []nlp.Range{r.Source}) > 0 || v.sourceType(phrase, k) != cotejo.MediaSource {
		return Relation{}, false
	}
	return Relation{Source: phrase, Cue: nlp.Range{Start: f.head, End: f.head + 1}, Content: v.told(r), Form: r.Form, SourceType: cotejo.MediaSource,
		Hedge: cotejo.Said, Certainty: cotejo.Certain, Outer: -1, Score: r.Score,
		Why: fmt.Sprintf("%q heard it: cue %q", v.TextOf(phrase), v.TextOf(r.Cue))}, true
}

// carry gives the source of a verb that leaves its subject unsaid, as Spanish does: whoever spoke in the sentences just
// before, or else the person that the sentence before is about. It is empty where nobody offers.
func (v *view) carry(f *finding, before []Relation) nlp.Range {
	s := int(v.sent[f.head])
	if v.mayHaveSubject(f, before) {
		return nlp.Range{}
	}
	number := v.feat(f.head, "Number")
	fits := func(h int) bool {
		n := v.feat(h, "Number")
		return n == "" || number == "" || n == number
	}
	for back := 0; back <= 2 && s-back >= 0; back++ {
		at := s - back
		for i := len(before) - 1; i >= 0; i-- {
			r := before[i]
			if r.Source.Len() == 0 || r.Attitude || r.Cue.Len() == 0 || int(v.sent[r.Cue.Start]) != at || r.Cue.Start >= f.span.Start {
				continue
			}
			if h := v.headOf(r.Source); fits(h) {
				return r.Source
			}
		}
		if back == 0 {
			continue
		}
		for i := v.Sents[at].Start; i < v.Sents[at].End; i++ {
			if v.Head[i] >= 0 {
				continue
			}
			if k := v.Child(i, "nsubj"); k >= 0 && fits(k) {
				switch v.sourceTypeOf(k) {
				case cotejo.NamedSource, cotejo.AnonymousSource, cotejo.CollectiveSource:
					return v.phraseOf(k, &candidate{head: i, core: nlp.Range{Start: i, End: i + 1}}, v.offCore)
				}
			}
			return nlp.Range{}
		}
	}
	return nlp.Range{}
}

// mayHaveSubject says whether a noun without preposition stands in the part of the sentence that is the cue's own: the
// parser may have missed a subject there, and a wrong source is worse than none.
func (v *view) mayHaveSubject(f *finding, before []Relation) bool {
	sent := v.Sents[v.sent[f.head]]
	start := sent.Start
	for _, r := range before { // what an earlier cue covers is not the cue's own
		if r.Cue.Start < f.head {
			start = max(start, r.Cue.End)
			for _, c := range r.Content {
				if c.End <= f.head {
					start = max(start, c.End)
				}
			}
		}
	}
	for i := start; i < sent.End; i++ {
		if holds(f.content.ranges, i) || v.UPOS[i] != nlp.NOUN && v.UPOS[i] != nlp.PROPN && (v.UPOS[i] != nlp.PRON || v.lemma[i] == "se") {
			continue
		}
		switch rel := v.RelOf(i); {
		case rel == "flat" || rel == "fixed" || rel == "compound", v.Child(i, "case") >= 0, v.Rel[i] == "obl:tmod":
			continue
		case v.UPOS[i] == nlp.PRON && (rel == "obj" || rel == "iobj" || rel == "expl"):
			continue
		}
		return true
	}
	return false
}

// sourceTypeOf is the source type of the phrase that the noun k heads.
func (v *view) sourceTypeOf(k int) cotejo.SourceType {
	return v.sourceType(nlp.Range{Start: k, End: k + 1}, k)
}

// unspoken says whether the verb of f has no subject of its own and yet somebody who speaks: finite, active, not
// impersonal, in a language that leaves subjects out.
func (v *view) unspoken(f *finding) bool {
	if v.Lang != nlp.Spanish || v.UPOS[f.head] != nlp.VERB || f.set.voice == "pass" || v.impersonal(f.head) || v.Child(f.head, "nsubj", "csubj", "expl") >= 0 {
		return false
	}
	switch v.verbForm(f.head) {
	case "Inf", "Ger", "Part":
		return false
	}
	return true
}
