package attribute

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// candidate is a word that may be a cue, with the sources and contents that its surroundings offer.
type candidate struct {
	head     int       // the word whose place in the tree counts
	span     nlp.Range // the cue as it would be marked
	core     nlp.Range // the words that make it a cue: head, or the phrase
	entries  []*cue    // what the lexicon says of it
	key      string    // lemma and class of the word, in the model's English: "say/v"
	sources  []choice
	contents []choice
}

// choice is one reading of a source or a content: its words, how they were come by, and the word that heads them.
type choice struct {
	ranges []nlp.Range
	how    string // the path or rule: part of the explanation, and a feature
	head   int    // -1 where it has none
}

// wordClass is the part of speech as cue keys write it.
func wordClass(u nlp.UPOS) string {
	switch u {
	case nlp.VERB, nlp.AUX:
		return "v"
	case nlp.NOUN, nlp.PROPN:
		return "n"
	case nlp.ADJ:
		return "j"
	case nlp.ADV:
		return "r"
	}
	return "p"
}

// candidates lists the words that may be cues, in text order.
func (v *view) candidates() []candidate {
	var out []candidate
	for i := 0; i < v.Len(); i++ {
		if v.skip[i] {
			continue
		}
		if n, e := v.lex.phrase(v, i); n > 0 {
			core := nlp.Range{Start: i, End: i + n}
			out = append(out, candidate{head: v.headOf(core), span: core, core: core, entries: e, key: e[0].like + "/p"})
			i += n - 1
			continue
		}
		class := wordClass(v.UPOS[i])
		e := v.lex.cues[v.lemma[i]+"/"+class]
		key := v.lex.key(v.lemma[i], class)
		if e == nil && class == "n" && v.Head[i] >= 0 && v.RelOf(i) == "flat" {
			continue
		}
		switch {
		case e != nil || v.lex.known(key) || class == "v" && v.UPOS[i] == nlp.VERB:
		case v.surface(i) == ":" && v.afterSpeaker(i):
			key = ":/p"
		default:
			continue
		}
		out = append(out, candidate{head: i, span: v.cueSpan(i), core: nlp.Range{Start: i, End: i + 1}, entries: e, key: key})
	}
	return out
}

// headOf is the word of r whose head stands outside r.
func (v *view) headOf(r nlp.Range) int {
	for i := r.Start; i < r.End; i++ {
		if h := v.parent(i); h < r.Start || h >= r.End {
			return i
		}
	}
	return r.Start
}

// afterSpeaker says whether the colon i follows nothing but a short name at the start of its sentence, as in a transcript.
func (v *view) afterSpeaker(i int) bool {
	start := v.Sents[v.sent[i]].Start
	if i == start || i-start > 8 {
		return false
	}
	for w := start; w < i; w++ {
		if v.UPOS[w] == nlp.VERB || v.UPOS[w] == nlp.AUX {
			return false
		}
	}
	return true
}

// cueSpan widens a cue word by its auxiliaries, negation and the adverbs that stand beside it.
func (v *view) cueSpan(i int) nlp.Range {
	r := nlp.Range{Start: i, End: i + 1}
	if v.UPOS[i] != nlp.VERB && v.UPOS[i] != nlp.AUX {
		return r
	}
	for r.Start > v.Sents[v.sent[i]].Start {
		w := r.Start - 1
		rel := v.RelOf(w)
		if v.parent(w) != i || rel != "aux" && rel != "advmod" && rel != "neg" && !(rel == "mark" && v.lemma[w] == "to") {
			break
		}
		if rel == "advmod" && v.UPOS[w] != nlp.ADV && v.UPOS[w] != nlp.PART {
			break
		}
		r.Start = w
	}
	if r.End < v.Sents[v.sent[i]].End && v.parent(r.End) == i && v.Rel[r.End] == "compound:prt" {
		r.End++
	}
	return r
}

// relPath writes a relation for a path: its subtype stays only where it changes who does what.
func relPath(rel string) string {
	base, sub, _ := strings.Cut(rel, ":")
	switch sub {
	case "pass", "agent", "poss", "relcl":
		return rel
	}
	return base
}

// clausal says whether a relation brings a clause or an object that can hold a content.
func clausal(rel string) bool {
	switch rel {
	case "ccomp", "xcomp", "obj", "obl", "nmod", "acl", "advcl", "dep", "parataxis", "csubj":
		return true
	}
	return false
}

// propose fills in the sources that the tree offers for a cue.
func (v *view) propose(c *candidate) {
	v.proposeSources(c)
	v.proposeContents(c)
}

func (v *view) proposeSources(c *candidate) {
	seen := map[[2]int]bool{}
	add := func(h int, how string) {
		if h < 0 || c.core.Start <= h && h < c.core.End || !v.nominal(h) && !v.relative(h) {
			return
		}
		full := v.phraseOf(h, c)
		if full.Len() > 0 && !seen[[2]int{full.Start, full.End}] {
			seen[[2]int{full.Start, full.End}] = true
			c.sources = append(c.sources, choice{ranges: []nlp.Range{full}, how: how, head: h})
		}
	}
	c.sources = append(c.sources, choice{how: "none", head: -1})
	for _, k := range v.Children(c.head) {
		k := int(k)
		switch rel := v.RelOf(k); rel {
		case "nsubj", "obl", "obj", "iobj", "nmod", "compound", "amod", "det", "dep", "appos", "csubj", "advmod", "flat":
			how := "v" + relPath(v.Rel[k])
			if p := v.preposition(k); p != "" {
				how += "." + p
			}
			add(k, how)
			if rel == "obj" || rel == "obl" || rel == "nmod" {
				for _, g := range v.Children(k) {
					if r := v.RelOf(int(g)); r == "nmod" {
						add(int(g), how+"v"+relPath(v.Rel[g]))
					}
				}
			}
		case "xcomp", "advcl", "ccomp":
			for _, g := range v.Children(k) {
				if r := v.RelOf(int(g)); r == "nsubj" || r == "obl" {
					add(int(g), "v"+rel+"v"+relPath(v.Rel[g]))
				}
			}
		}
	}
	path := ""
	for a, depth := c.head, 0; v.parent(a) >= 0 && depth < 5; depth++ {
		path += "^" + relPath(v.Rel[a])
		a = v.parent(a)
		add(a, path)
		for _, k := range v.Children(a) {
			k := int(k)
			if v.Covers(k, c.head) {
				continue
			}
			switch v.RelOf(k) {
			case "nsubj", "obj", "iobj", "nmod", "obl", "compound", "dep":
				how := path + "v" + relPath(v.Rel[k])
				if p := v.preposition(k); p != "" {
					how += "." + p
				}
				add(k, how)
			}
		}
	}
	if c.key == ":/p" {
		s := v.Sents[v.sent[c.head]].Start
		c.sources = append(c.sources, choice{ranges: []nlp.Range{{Start: s, End: c.head}}, how: "speaker", head: v.headOf(nlp.Range{Start: s, End: c.head})})
	}
}

// relative says whether word i is a relative pronoun.
func (v *view) relative(i int) bool {
	return v.lex.relative[v.lemma[i]] && (v.UPOS[i] == nlp.PRON || v.UPOS[i] == nlp.SCONJ || v.UPOS[i] == nlp.DET)
}

// preposition is the lemma of the adposition or possessive before the noun i, in the model's English.
func (v *view) preposition(i int) string {
	if k := v.Child(i, "case"); k >= 0 {
		return v.lex.word(v.lemma[k])
	}
	return ""
}

// phraseOf gives the noun phrase of h as one run of words around it, less its preposition and the cue with what hangs
// on that.
func (v *view) phraseOf(h int, c *candidate) nlp.Range {
	lo, hi := h, h
	cut := -1 // the branch of h that holds the cue
	for a, depth := c.head, 0; a >= 0 && depth < maxDepth; a, depth = v.parent(a), depth+1 {
		if v.parent(a) == h {
			cut = a
		}
	}
	for _, w := range v.Subtree(h, func(w int) bool { return w == cut || v.offNoun(h, w) }) {
		lo, hi = min(lo, w), max(hi, w)
	}
	r := nlp.Range{Start: lo, End: hi + 1}
	if cut >= 0 { // keep the side of the cue on which h stands
		for _, x := range []nlp.Range{{Start: int(v.lo[cut]), End: int(v.hi[cut]) + 1}, c.core} {
			if x.Start > h && x.Start < r.End {
				r.End = x.Start
			}
			if x.End <= h && x.End > r.Start {
				r.Start = x.End
			}
		}
	}
	if c.core.Start > h && c.core.Start < r.End {
		r.End = c.core.Start
	}
	if c.core.End <= h && c.core.End > r.Start {
		r.Start = c.core.End
	}
	if r.Start > h || r.End <= h {
		return nlp.Range{Start: h, End: h + 1}
	}
	for r.Start < h && (v.RelOf(r.Start) == "case" && v.parent(r.Start) == h || v.UPOS[r.Start] == nlp.PUNCT && v.mark(r.Start) == noMark) {
		r.Start++
	}
	for r.End-1 > h && (v.UPOS[r.End-1] == nlp.PUNCT && !v.closesInside(r) || v.RelOf(r.End-1) == "case" && v.parent(r.End-1) == h) {
		r.End--
	}
	return r
}

// closesInside says whether the last word of r is a bracket or quotation mark that r also opens.
func (v *view) closesInside(r nlp.Range) bool {
	switch v.surface(r.End - 1) {
	case ")", "-RRB-", "]", "”", "\"", "''", "»":
		for i := r.Start; i < r.End-1; i++ {
			switch v.surface(i) {
			case "(", "-LRB-", "[", "“", "\"", "``", "«":
				return true
			}
		}
	}
	return false
}

// offNoun says whether dependent w of the noun h belongs to the clause around it and not to its phrase.
func (v *view) offNoun(h, w int) bool {
	if v.parent(w) != h {
		return false
	}
	switch v.RelOf(w) {
	case "case", "cop", "nsubj", "aux", "mark", "parataxis", "ccomp", "advcl", "discourse", "obj", "xcomp", "csubj", "expl":
		return true
	case "punct":
		return w == int(v.lo[h]) || w == int(v.hi[h])
	case "cc":
		return w < h
	}
	return false
}
