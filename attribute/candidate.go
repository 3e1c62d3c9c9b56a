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
	extent extent
}

// extent tells how much of the phrase or clause of its head a choice takes.
type extent uint8

const (
	whole   extent = iota // all that the tree gives it
	short                 // less: without clauses, appositions and conjuncts, or cut before a trailing branch
	chunked               // the words around the head that parts of speech alone make one phrase
)

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
		if n, e := v.lex.phrase(v, i); n > 0 && !v.introduces(i, n) {
			core := nlp.Range{Start: i, End: i + n}
			out = append(out, candidate{head: v.headOf(core), span: core, core: core, entries: e, key: e[0].like + "/p"})
			i += n - 1
			continue
		}
		class := wordClass(v.UPOS[i])
		var e []*cue
		if class != "p" { // phrases were looked for above
			e = v.lex.cues[v.lemma[i]+"/"+class]
		}
		key := v.lex.key(v.lemma[i], class)
		if e == nil && class == "n" && v.Head[i] >= 0 && v.RelOf(i) == "flat" {
			continue
		}
		switch {
		case v.turns(i):
			key = speaks
		case v.signs(i):
			key = signed
		case e != nil:
		case v.Lang != nlp.English: // the model has met no other words of the language
			continue
		case v.UPOS[i] == nlp.PUNCT: // marks are cues only in the two places above
			continue
		case key == speaks || key == signed:
			continue
		case v.lex.known(key) || class == "v" && v.UPOS[i] == nlp.VERB:
		default:
			continue
		}
		out = append(out, candidate{head: i, span: v.cueSpan(i), core: nlp.Range{Start: i, End: i + 1}, entries: e, key: key})
	}
	return out
}

// The keys of cues that are marks: the colon after a speaker's name, the dash before the name
// under a quotation.
const (
	speaks = ":/p"
	signed = "—/p"
)

// introduces says whether the phrase of n words at i only brings in a verb of saying: "según informó la policía".
func (v *view) introduces(i, n int) bool {
	end := v.Sents[v.sent[i]].End
	for w := i + n; w < end && w < i+n+3; w++ {
		switch v.UPOS[w] {
		case nlp.VERB:
			return true
		case nlp.AUX, nlp.ADV:
			continue
		case nlp.PRON:
			if v.lemma[w] == "él" || v.lemma[w] == "se" || v.lemma[w] == "lo" {
				continue
			}
		}
		break
	}
	return false
}

// signs says whether word i is the dash between a quotation and the name of who said it.
func (v *view) signs(i int) bool {
	switch v.surface(i) {
	case "—", "―", "–", "--":
	default:
		return false
	}
	return i > 0 && v.quote[i-1] >= 0 && v.quotes[v.quote[i-1]].End == i && i+1 < v.Len() && v.UPOS[i+1] == nlp.PROPN && v.signature(i).Len() > 0
}

// signature is the name after the dash i, up to the end of its line, or empty where more than a name stands there.
func (v *view) signature(i int) nlp.Range {
	r := nlp.Range{Start: i + 1, End: i + 1}
	for r.End < v.Len() && r.Len() < 12 && v.mark(r.End) == noMark && !v.newLine(r.End) {
		if v.UPOS[r.End] == nlp.VERB || v.UPOS[r.End] == nlp.AUX {
			return nlp.Range{}
		}
		r.End++
	}
	for r.Len() > 0 && v.UPOS[r.End-1] == nlp.PUNCT {
		r.End--
	}
	return r
}

// newLine says whether a line of the text begins between word i-1 and word i.
func (v *view) newLine(i int) bool {
	return i > 0 && v.End[i-1] <= v.Start[i] && int(v.Start[i]) <= len(v.Text) && strings.Contains(v.Text[v.End[i-1]:v.Start[i]], "\n")
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

// turns says whether word i is the colon behind a speaker's name with which his words begin: "Ruiz:".
func (v *view) turns(i int) bool { return v.surface(i) == ":" && v.afterSpeaker(i) }

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
		if v.parent(w) != i || rel != "aux" && rel != "expl" && rel != "advmod" && rel != "neg" && !(rel == "mark" && v.lemma[w] == "to") {
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
		full := v.phraseOf(h, c, v.offNoun)
		for i, r := range []nlp.Range{full, v.phraseOf(h, c, v.offCore), v.chunk(h, c)} {
			if i == 0 && v.sprawls(h, r) {
				continue
			}
			if !seen[[2]int{r.Start, r.End}] {
				seen[[2]int{r.Start, r.End}] = true
				c.sources = append(c.sources, choice{ranges: []nlp.Range{r}, how: how, head: h, extent: extent(i)})
			}
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
	var named nlp.Range
	switch c.key {
	case speaks:
		named = nlp.Range{Start: v.Sents[v.sent[c.head]].Start, End: c.head}
		for named.Len() > 1 && v.UPOS[named.Start] == nlp.PUNCT {
			named.Start++
		}
	case signed:
		named = v.signature(c.head)
	}
	if named.Len() > 0 {
		c.sources = append(c.sources, choice{ranges: []nlp.Range{named}, how: "name", head: v.headOf(named)})
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
// on that. off tells which dependents do not belong to it.
func (v *view) phraseOf(h int, c *candidate, off func(h, w int) bool) nlp.Range {
	lo, hi := h, h
	cut := -1 // the branch of h that holds the cue
	for a, depth := c.head, 0; a >= 0 && depth < maxDepth; a, depth = v.parent(a), depth+1 {
		if v.parent(a) == h {
			cut = a
		}
	}
	for _, w := range v.Subtree(h, func(w int) bool { return w == cut || off(h, w) || v.phraseCase(w) }) {
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
	for _, m := range v.Multi { // half of "del" or "al" is no place to begin
		if m.Start < r.Start && r.Start < m.End && m.End <= h {
			r.Start = m.End
		}
	}
	for r.Start < h && (v.RelOf(r.Start) == "case" && v.parent(r.Start) == h || v.UPOS[r.Start] == nlp.PUNCT && v.mark(r.Start) == noMark) {
		r.Start++
	}
	for r.End-1 > h && (v.UPOS[r.End-1] == nlp.PUNCT && !v.closesInside(r) || v.RelOf(r.End-1) == "case" && v.parent(r.End-1) == h) {
		r.End--
	}
	return r
}

// phraseCase says whether word w is the source of a phrase such as "according to": it belongs to no other phrase.
func (v *view) phraseCase(w int) bool {
	for _, k := range v.Children(w) {
		if v.RelOf(int(k)) == "case" {
			if n, _ := v.lex.phrase(v, int(k)); n > 0 {
				return true
			}
		}
	}
	return false
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

// offCore says whether w keeps the phrase of the noun h from being short: a clause, an apposition, a conjunct.
func (v *view) offCore(h, w int) bool {
	if v.offNoun(h, w) {
		return true
	}
	if v.parent(w) != h {
		return false
	}
	switch v.RelOf(w) {
	case "acl", "appos", "conj", "cc", "punct", "dep", "list", "orphan", "obl", "advmod":
		return true
	case "nmod", "compound", "flat", "amod", "nummod", "det":
		return v.lo[w] < int32(h) && v.hi[w]-v.lo[w] > 6
	}
	return false
}

// sprawls says whether the phrase r of the noun h holds a finite verb that is in no clause on a noun: then the parser has
// hung more of the sentence on h than belongs there.
func (v *view) sprawls(h int, r nlp.Range) bool {
	for i := r.Start; i < r.End; i++ {
		if !strings.HasPrefix(v.verbForm(i), "Fin") || i == h {
			continue
		}
		on := false
		for a, depth := i, 0; a >= 0 && a != h && depth < maxDepth; a, depth = v.parent(a), depth+1 {
			on = on || strings.HasPrefix(v.Rel[a], "acl") || v.RelOf(a) == "appos"
		}
		if !on {
			return true
		}
	}
	return false
}

// chunk is the noun phrase of h by parts of speech alone: what a wrong tree cannot tear apart.
func (v *view) chunk(h int, c *candidate) nlp.Range {
	r := nlp.Range{Start: h, End: h + 1}
	sent := v.Sents[v.sent[h]]
	if v.UPOS[h] == nlp.PRON {
		return r
	}
	inside := func(i int) bool {
		if i < sent.Start || i >= sent.End || c.core.Start <= i && i < c.core.End || v.mark(i) != noMark {
			return false
		}
		switch v.UPOS[i] {
		case nlp.NOUN, nlp.PROPN, nlp.NUM, nlp.X:
			return true
		}
		return false
	}
	for r.Start-1 >= sent.Start {
		w := r.Start - 1
		switch {
		case inside(w), v.UPOS[w] == nlp.ADJ, v.UPOS[w] == nlp.PART && v.Rel[w] == "case":
		case v.UPOS[w] == nlp.DET || v.Rel[w] == "nmod:poss":
			r.Start = w
			if w > sent.Start && v.UPOS[w-1] == nlp.DET {
				r.Start--
			}
			return v.rightOf(r, inside)
		default:
			return v.rightOf(r, inside)
		}
		r.Start = w
	}
	return v.rightOf(r, inside)
}

// rightOf widens a chunk to its right, over names and a bracket.
func (v *view) rightOf(r nlp.Range, inside func(int) bool) nlp.Range {
	for inside(r.End) {
		r.End++
	}
	if r.End < v.Len() {
		if s := v.surface(r.End); s == "(" || s == "-LRB-" {
			for i := r.End; i < v.Len() && i < r.End+8; i++ {
				if s := v.surface(i); s == ")" || s == "-RRB-" {
					r.End = i + 1
					break
				}
			}
		}
	}
	return r
}
