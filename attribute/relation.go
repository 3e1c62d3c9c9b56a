package attribute

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// unlisted is the least probability of a verb outside the lexicon with a plain object: the model has met such verbs as
// stances in politics, and elsewhere they are mostly deeds.
const unlisted = 0.45

// relation makes a relation of a finding. It makes none where the cue says that nothing was said.
func (v *view) relation(f *finding) (Relation, bool) {
	c, src, x := &f.candidate, f.source, f.content
	r := Relation{Cue: c.span, Content: x.ranges, Outer: -1, Score: f.p, Form: v.form(x.ranges)}
	if len(src.ranges) > 0 {
		r.Source = v.untold(src.ranges[0], src.head)
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
	if within := v.aside(f); within.Len() > 0 {
		var kept []nlp.Range
		for _, c := range r.Content {
			if lo, hi := max(c.Start, within.Start), min(c.End, within.End); lo < hi {
				kept = append(kept, nlp.Range{Start: lo, End: hi})
			}
		}
		if len(kept) > 0 {
			r.Content = kept
		}
	}
	frame := v.frameOf(x)
	if v.asked(c.head) {
		return Relation{}, false
	}
	if frame == "object" && v.lex.taken[v.lemma[c.head]] != nil && x.head >= 0 && v.lex.taken[v.lemma[c.head]][v.lemma[x.head]] {
		return Relation{}, false // "claimed the lives of"
	}
	if v.Lang == nlp.Spanish && v.lex.deeds[v.lemma[c.head]] && v.keeps(c.head) {
		return Relation{}, false // "mantiene secuestrado a un fiscal"
	}
	if frame == "object" && v.UPOS[c.head] == nlp.VERB && r.Form == Indirect && (v.lex.deeds[v.lemma[c.head]] || len(c.entries) == 0 && f.p < unlisted) {
		return Relation{}, false
	}
	if e := pick(c.entries, frame); e != nil {
		r.Hedge, r.Certainty, r.Negative, r.Attitude = cotejo.Hedge(e.Hedge.string), cotejo.Certainty(e.Certainty.string), e.Negative, e.Attitude
		if !e.Attitude && !e.Negative && e.Hedge.string != string(cotejo.Known) && v.unsaid(c.head) {
			return Relation{}, false
		}
		if e.Negative && v.unsaid(c.head) { // "did not deny that" neither denies nor says
			return Relation{}, false
		}
		if e.Negative && (frame == "quote" || r.Form == Direct) {
			r.Negative, r.Hedge = false, cotejo.Said // 'denied it: "I know nobody"': the words are his, and not what he denies
		}
		if (e.Impersonal.string != "" || cotejo.Hedge(e.Hedge.string) == cotejo.Presumed || cotejo.Hedge(e.Hedge.string) == cotejo.Suspected) && v.impersonal(c.head) && strings.HasPrefix(src.how, "^conj") {
			r.Source, r.Antecedent, r.SourceType = nlp.Range{}, nlp.Range{}, cotejo.UnspecifiedSource // "se fugó y se cree que": nobody's belief
		}
		if e.Impersonal.string != "" && r.Source.Len() == 0 && (f.set.voice == "pass" || v.impersonal(c.head)) {
			r.Hedge = cotejo.Hedge(e.Impersonal.string)
		}
	} else if v.lex.withholding[v.lemma[c.head]] && (frame == "clause" || frame == "quote") {
		return Relation{}, false // "refused to say who …"
	} else {
		r.Hedge, r.Certainty = cotejo.Said, cotejo.Certain
		r.Attitude = frame != "clause" && frame != "quote" || v.unsaid(c.head)
	}
	if r.Attitude {
		for _, q := range v.quotes {
			if q.clause && !q.name && q.Len() >= quotedClause && holds(r.Content, q.Start+1) && holds(r.Content, q.End-2) {
				r.Quoted = append(r.Quoted, q.Range)
			}
		}
	}
	r.Why = fmt.Sprintf("cue %q (%s), source %s, content %s", v.TextOf(c.span), c.key, src.how, x.how)
	return r, true
}

// quotedClause is from how many words, marks included, a quotation is a clause that somebody said, and no words held at arm's length.
const quotedClause = 8

// untold gives the words of a source without the clause that tells more of a body in passing: "the hospital, which did not say who
// they were". A person's is kept, as PolNeAR has it.
func (v *view) untold(r nlp.Range, head int) nlp.Range {
	if head < r.Start || head >= r.End {
		return r
	}
	for _, k := range v.Children(head) {
		if int(k) <= head || v.RelOf(int(k)) != "acl" {
			continue
		}
		first := v.Subtree(int(k), nil)[0]
		for first < int(k) && v.UPOS[first] == nlp.PUNCT {
			first++
		}
		if at := first - 1; at > head && at < r.End && v.Form[at] == "," && v.lex.aside[v.lemma[first]] {
			return nlp.Range{Start: r.Start, End: at}
		}
	}
	return r
}

// keeps says whether a participle tells in what state the verb i keeps its object.
func (v *view) keeps(i int) bool {
	for _, k := range v.Children(i) {
		if rel := v.RelOf(int(k)); int(k) == i+1 && (rel == "xcomp" || rel == "obj") && v.verbForm(int(k)) == "Part" {
			return true
		}
	}
	return false
}

// aside gives the relative clause that a source named in passing stands in, "que cuenta, según la policía, con cien hombres": what
// stands around it is another's word. Empty where it stands in none.
func (v *view) aside(f *finding) nlp.Range {
	if !strings.HasSuffix(f.key, "/p") || f.source.head < 0 || v.Lang != nlp.Spanish {
		return nlp.Range{}
	}
	at := int(v.Head[f.source.head])
	for steps := 0; at >= 0 && steps < 3; steps++ {
		switch {
		case v.RelOf(at) == "acl" && v.UPOS[at] == nlp.VERB, v.Rel[at] == "conj" && v.Head[at] >= 0 && v.RelOf(int(v.Head[at])) == "acl" && v.UPOS[at] == nlp.VERB:
			words := v.Subtree(at, nil)
			first, last := words[0], words[len(words)-1]
			if f.span.Start > first && f.span.Start <= last && v.Child(at, "nsubj", "obl", "mark", "obj") >= 0 {
				return nlp.Range{Start: first, End: last + 1}
			}
			return nlp.Range{}
		}
		at = int(v.Head[at])
	}
	return nlp.Range{}
}

// impersonal says whether the verb i is turned so that nobody is its subject, as Spanish does with "se".
func (v *view) impersonal(i int) bool {
	for _, k := range v.Children(i) {
		if v.lemma[k] == "se" || strings.EqualFold(v.Form[k], "se") {
			return v.Lang == nlp.Spanish
		}
	}
	return false
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
	medium := false // "the Colombian daily El Tiempo": a name with what it is before it
	for i := r.Start; i < r.End && v.UPOS[h] == nlp.PROPN; i++ {
		medium = medium || media.nouns[v.surface(i)] && (i < h || v.parent(h) == i)
	}
	for n := range 3 {
		if i := r.End - 1 - n; i >= r.Start {
			medium = medium || media.names[strings.ToLower(v.TextOf(nlp.Range{Start: i, End: r.End}))]
		}
	}
	last := lower[strings.LastIndexByte(lower, ' ')+1:]
	switch {
	case unnamed:
		return cotejo.AnonymousSource
	case medium, v.kind(h) != nlp.PER && name && media.suffixes[last],
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

// asked says whether the cue i is the verb of a question of the text's own, "why hasn't he spoken of it?": that he did is not told.
func (v *view) asked(i int) bool {
	return v.parent(i) < 0 && v.surface(v.Sents[v.sent[i]].End-1) == "?" && v.quote[i] < 0
}
