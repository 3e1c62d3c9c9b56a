package attribute

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// relation makes a relation of a finding. It makes none where the cue says that nothing was said.
func (v *view) relation(f *finding) (Relation, bool) {
	c, src, x := &f.candidate, f.source, f.content
	r := Relation{Cue: c.span, Content: x.ranges, Outer: -1, Score: f.p, Form: v.form(x.ranges)}
	if len(src.ranges) > 0 {
		r.Source = src.ranges[0]
	}
	r.SourceType = cotejo.UnspecifiedSource
	if src.head >= 0 {
		r.SourceType = v.sourceType(r.Source, src.head)
		if v.relative(src.head) {
			r.Antecedent = v.antecedent(src.head)
			if r.Antecedent.Len() > 0 {
				r.SourceType = v.sourceType(r.Antecedent, v.headOf(r.Antecedent))
			}
		}
	}
	frame := v.frameOf(x)
	if e := pick(c.entries, frame); e != nil {
		r.Hedge, r.Certainty, r.Negative, r.Attitude = cotejo.Hedge(e.Hedge.string), cotejo.Certainty(e.Certainty.string), e.Negative, e.Attitude
		if !e.Attitude && !e.Negative && e.Hedge.string != string(cotejo.Known) && v.unsaid(c.head) {
			return Relation{}, false
		}
		if e.Negative && v.unsaid(c.head) { // "did not deny that" neither denies nor says
			return Relation{}, false
		}
	} else {
		r.Hedge, r.Certainty = cotejo.Said, cotejo.Certain
		r.Attitude = frame != "clause" && frame != "quote" || v.unsaid(c.head)
	}
	r.Why = fmt.Sprintf("cue %q (%s), source %s, content %s", v.TextOf(c.span), c.key, src.how, x.how)
	return r, true
}

// form tells how far a content stands in quotation marks.
func (v *view) form(rs []nlp.Range) string {
	in, out := false, false
	for _, r := range rs {
		for i := r.Start; i < r.End; i++ {
			switch {
			case v.quote[i] >= 0 && !v.quotes[v.quote[i]].name:
				in = true
			case v.UPOS[i] != nlp.PUNCT:
				out = true
			}
		}
	}
	switch {
	case in && out:
		return Mixed
	case in:
		return Direct
	}
	return Indirect
}

// unsaid says whether the cue at i tells that its content was not said: negated, or under a verb of refusing or failing.
func (v *view) unsaid(i int) bool {
	for depth := 0; depth < 3; depth++ {
		for _, k := range v.Children(i) {
			switch v.RelOf(int(k)) {
			case "advmod", "neg", "det", "cc":
				if v.lex.negation[v.lemma[k]] {
					return true
				}
			}
		}
		rel := v.RelOf(i)
		p := v.parent(i)
		if p < 0 || rel != "xcomp" && rel != "conj" {
			return false
		}
		if rel == "xcomp" {
			if v.lex.withholding[v.lemma[p]] {
				return true
			}
		} else {
			return false
		}
		i = p
	}
	return false
}

// antecedent is the noun phrase that the relative pronoun i stands for, or empty.
func (v *view) antecedent(i int) nlp.Range {
	for a, depth := i, 0; v.parent(a) >= 0 && depth < 4; a, depth = v.parent(a), depth+1 {
		if h := v.parent(a); strings.HasPrefix(v.Rel[a], "acl") && v.nominal(h) {
			return v.phraseOf(h, &candidate{head: a, core: nlp.Range{Start: a, End: a + 1}}, v.offNoun)
		}
	}
	return nlp.Range{}
}

// sourceType tells what kind of source speaks in the words r, headed by h.
func (v *view) sourceType(r nlp.Range, h int) cotejo.SourceType {
	src := v.lex.sources
	anon, media := src[cotejo.AnonymousSource], src[cotejo.MediaSource]
	text := v.TextOf(r)
	lower := strings.ToLower(text)
	lemma := v.lemma[h]
	named, unnamed := false, false
	for i := r.Start; i < r.End; i++ {
		if v.kind(i) == nlp.PER {
			named = true
		}
		if anon.adjectives[v.lemma[i]] {
			unnamed = true
		}
	}
	plural := v.feat(h, "Number") == "Plur"
	name := v.kind(h) == nlp.ORG || v.UPOS[h] == nlp.PROPN
	last := lower[strings.LastIndexByte(lower, ' ')+1:]
	switch {
	case unnamed:
		return cotejo.AnonymousSource
	case media.names[strings.TrimPrefix(strings.TrimPrefix(lower, "the "), "el ")], media.names[lower], v.kind(h) != nlp.PER && name && media.suffixes[last],
		media.nouns[lemma] && !named:
		return cotejo.MediaSource
	case v.UPOS[h] == nlp.PRON && v.lex.generic[lemma]:
		return cotejo.UnspecifiedSource
	case v.UPOS[h] == nlp.PRON:
		if plural {
			return cotejo.CollectiveSource
		}
		return cotejo.NamedSource // a person spoken of before: whoever resolves the pronoun knows better
	case v.kind(h) == nlp.PER, named && v.UPOS[h] != nlp.NOUN:
		return cotejo.NamedSource
	case src[cotejo.DocumentSource].nouns[lemma]:
		return cotejo.DocumentSource
	case plural && src[cotejo.CollectiveSource].nouns[lemma]:
		return cotejo.CollectiveSource
	case src[cotejo.BodySource].nouns[lemma], v.kind(h) == nlp.ORG, v.kind(h) == nlp.LOC:
		return cotejo.BodySource
	case anon.nouns[lemma]:
		return cotejo.AnonymousSource
	case named:
		return cotejo.NamedSource
	case anon.titles[lemma]:
		if v.UPOS[h] == nlp.PROPN {
			return cotejo.NamedSource
		}
		if plural {
			return cotejo.CollectiveSource
		}
		if v.definite(h) { // "the director of the police": one man, though his name is not here
			return cotejo.NamedSource
		}
		return cotejo.AnonymousSource
	case v.UPOS[h] == nlp.PROPN:
		return cotejo.NamedSource
	case plural:
		return cotejo.CollectiveSource
	}
	return cotejo.UnspecifiedSource
}

// definite says whether the noun h is marked as known: by an article, a possessor or a demonstrative.
func (v *view) definite(h int) bool {
	for _, k := range v.Children(h) {
		switch v.Rel[k] {
		case "det":
			return v.feat(int(k), "Definite") != "Ind" && v.lemma[k] != "a" && v.lemma[k] != "un" && v.lemma[k] != "uno"
		case "nmod:poss", "det:poss":
			return true
		}
	}
	return false
}

// finish orders what was found, adds the media to whom sources spoke, and links each relation to the one on whose word
// it stands.
func (v *view) finish(found []Relation) []Relation {
	for i, n := 0, len(found); i < n; i++ {
		if r, ok := v.hearer(&found[i]); ok {
			found = append(found, r)
		}
	}
	for i := range found {
		best := -1
		for j := range found {
			if i != j && found[j].covers(&found[i]) && (best < 0 || count(found[j].Content) < count(found[best].Content)) {
				best = j
			}
		}
		found[i].Outer = best
	}
	return found
}

// covers says whether r vouches for all that makes the relation o: its cue and its content.
func (r *Relation) covers(o *Relation) bool {
	if r.Cue == o.Cue && r.Source == o.Source {
		return false
	}
	for i := o.Cue.Start; i < o.Cue.End; i++ {
		if !holds(r.Content, i) {
			return false
		}
	}
	return true
}

// hearer makes the relation of the medium to which the source of r spoke: "an official told the daily that …" reaches us
// on the word of the daily.
func (v *view) hearer(r *Relation) (Relation, bool) {
	if r.Attitude || r.Source.Len() == 0 {
		return Relation{}, false
	}
	h := v.headOf(r.Cue)
	for _, k := range v.Children(h) {
		k := int(k)
		switch v.RelOf(k) {
		case "iobj", "obj", "obl":
		default:
			continue
		}
		if p := v.preposition(k); p != "" && p != "to" {
			continue
		}
		phrase := v.phraseOf(k, &candidate{head: h, core: r.Cue}, v.offNoun)
		if holds(r.Content, k) || overlap([]nlp.Range{phrase}, []nlp.Range{r.Source}) > 0 || v.sourceType(phrase, k) != cotejo.MediaSource ||
			v.lex.sources[cotejo.MediaSource].nouns[v.lemma[k]] && v.feat(k, "Number") == "Plur" {
			continue
		}
		inner := union(union([]nlp.Range{r.Source}, []nlp.Range{r.Cue}), r.Content)
		return Relation{Source: phrase, Cue: nlp.Range{Start: h, End: h + 1}, Content: inner, Form: r.Form, SourceType: cotejo.MediaSource,
			Hedge: cotejo.Said, Certainty: cotejo.Certain, Outer: -1, Score: r.Score,
			Why: fmt.Sprintf("%q heard it: told at %q", v.TextOf(phrase), v.TextOf(r.Cue))}, true
	}
	return Relation{}, false
}
