package attribute

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// nouns finds what grammar alone makes an attribution of a noun of saying: whose it is and what it tells both hang on it, "the
// government's report that …", "the announcement made by the president of the arrest of …". Nouns in found are left as they are.
func (v *view) nouns(found []Relation) []Relation {
	var out []Relation
	for i := range v.Len() {
		if v.skip[i] || v.UPOS[i] != nlp.NOUN || v.RelOf(i) == "compound" || v.quote[i] >= 0 {
			continue
		}
		e := pick(v.lex.cues[v.lemma[i]+"/n"], "clause")
		if e == nil || e.Attitude || cued(found, i) {
			continue
		}
		source, content := v.nounSource(i), -1
		if source < 0 {
			continue
		}
		for _, k := range v.Children(i) {
			switch rel := v.RelOf(int(k)); {
			case int(k) <= i || int(k) == source:
			case (rel == "acl" || rel == "ccomp") && v.thatClause(int(k)) && v.Child(int(k), "nsubj", "nsubj:pass") >= 0:
				content = int(k)
			}
		}
		if content < 0 && v.lex.tellsObject[v.lex.verbOf[v.lemma[i]]] {
			content = v.toldOf(i, source)
		}
		if content < 0 {
			continue
		}
		words := v.trim(v.words(content))
		phrase := v.phraseOf(source, &candidate{head: i, core: nlp.Range{Start: i, End: i + 1}}, v.offCore)
		if len(words) > 0 && words[0].Start > phrase.Start && words[0].Start < phrase.End { // "the announcement by the minister of the arrest"
			phrase.End = words[0].Start
			for phrase.Len() > 1 && v.UPOS[phrase.End-1] == nlp.ADP {
				phrase.End--
			}
		}
		if len(words) == 0 || holds(words, phrase.Start) || holds(words, i) {
			continue
		}
		if as := pick(v.lex.cues[v.lex.verbOf[v.lemma[i]]+"/v"], "clause"); as != nil {
			e = as
		}
		out = append(out, Relation{Source: phrase, Cue: nlp.Range{Start: i, End: i + 1}, Content: words, Form: v.form(words), SourceType: v.sourceType(phrase, source),
			Hedge: cotejo.Hedge(e.Hedge.string), Certainty: cotejo.Certainty(e.Certainty.string), Negative: e.Negative, Outer: -1, Score: likely,
			Why: fmt.Sprintf("noun %q of %q", v.Form[i], v.TextOf(phrase))})
	}
	return out
}

// cued says whether a relation has word i for its cue.
func cued(found []Relation, i int) bool {
	for _, r := range found {
		if r.Cue.Start <= i && i < r.Cue.End && !r.Attitude {
			return true
		}
	}
	return false
}

// nounSource gives who makes the report that noun i names: by a possessive, "by", or a participle with "by"; or -1.
func (v *view) nounSource(i int) int {
	for _, k32 := range v.Children(i) {
		k := int(k32)
		rel := v.RelOf(k)
		switch {
		case v.Rel[k] == "nmod:poss" && v.UPOS[k] != nlp.PRON, rel == "nmod" && k > i && v.preposition(k) == "by",
			v.Lang == nlp.Spanish && rel == "nmod" && k > i && v.preposition(k) == "of" && v.speaks(k):
			return k
		case rel == "acl" && k > i && v.verbForm(k) == "Part":
			for _, g := range v.Children(k) {
				if int(g) > k && v.RelOf(int(g)) == "obl" && v.preposition(int(g)) == "by" {
					return int(g)
				}
			}
		}
	}
	return -1
}

// speaks says whether noun k names somebody who can say something.
func (v *view) speaks(k int) bool {
	switch v.sourceTypeOf(k) {
	case cotejo.UnspecifiedSource, cotejo.DocumentSource:
		return v.kind(k) == nlp.PER || v.kind(k) == nlp.ORG
	}
	return true
}

// toldOf gives the noun that tells what noun i announces, "of the arrest": behind its source, wherever a parser hangs it; or -1.
func (v *view) toldOf(i, source int) int {
	end := v.Sents[v.sent[i]].End
	for k := max(i, source) + 1; k < end; k++ {
		switch {
		case v.UPOS[k] == nlp.VERB && strings.HasPrefix(v.verbForm(k), "Fin"):
			return -1
		case v.UPOS[k] == nlp.NOUN && v.preposition(k) == "of" && (v.Covers(i, k) || v.Covers(source, k)) && v.Child(k, "det") >= 0 && !v.speaks(k):
			return k
		}
	}
	return -1
}

// listed has what a colon and numbers introduce, "the command states the following: 1. … 2. …", be the words of whoever says so, to the end
// of the last number's paragraph.
func (v *view) listed(found []Relation) []Relation {
	for i := 1; i+3 < v.Len(); i++ {
		if v.surface(i) != ":" || v.skip[i] || !v.numbered(i+1, "1") {
			continue
		}
		last, n := i+1, 2
		for w := i + 3; w+1 < v.Len() && n < 100; w++ {
			if v.numbered(w, fmt.Sprint(n)) {
				last, n = w, n+1
			}
		}
		content := v.trim([]nlp.Range{{Start: i + 1, End: v.paraEnd(last)}})
		if len(content) == 0 {
			continue
		}
		cue, at := -1, -1
		start := v.Sents[v.sent[i]].Start
		for f := range found {
			if r := &found[f]; !r.Attitude && r.Source.Len() > 0 && r.Cue.Start >= start && r.Cue.End <= i {
				at = f
			}
		}
		if at >= 0 {
			found[at].Content = union(found[at].Content, content)
			continue
		}
		for w := start; w < i; w++ {
			if v.UPOS[w] == nlp.VERB && v.lex.takesClause(v.lemma[w]) && v.Child(w, "nsubj") >= 0 && v.Child(w, "nsubj") < w {
				cue = w
			}
		}
		if cue < 0 {
			continue
		}
		e := pick(v.lex.cues[v.lemma[cue]+"/v"], "clause")
		source := v.phraseOf(v.Child(cue, "nsubj"), &candidate{head: cue, core: nlp.Range{Start: cue, End: cue + 1}}, v.offCore)
		found = append(found, Relation{Source: source, Cue: nlp.Range{Start: cue, End: cue + 1}, Content: content, Form: v.form(content), SourceType: v.sourceType(source, v.headOf(source)),
			Hedge: cotejo.Hedge(e.Hedge.string), Certainty: cotejo.Certainty(e.Certainty.string), Outer: -1, Score: likely, Why: "a numbered list that somebody gives"})
	}
	return found
}

// numbered says whether word i is the number n of a list.
func (v *view) numbered(i int, n string) bool {
	if v.surface(i) != n && v.surface(i) != n+"." && v.surface(i) != n+")" {
		return false
	}
	if v.surface(i) == n && (i+1 >= v.Len() || v.surface(i+1) != "." && v.surface(i+1) != ")" && v.surface(i+1) != ".-") {
		return false
	}
	switch v.surface(i - 1) {
	case ":", ".", ";", "!", "?":
		return true
	}
	return v.newLine(i)
}
