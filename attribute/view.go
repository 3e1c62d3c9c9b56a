package attribute

import (
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// maxDepth bounds every walk up a tree: deeper trees are a parser's mistakes, and a cycle must not hang us.
const maxDepth = 100

// view is a Doc with what the rules ask of it again and again.
type view struct {
	*nlp.Tree
	lex    *language
	lo, hi []int32  // edges of each word's subtree, hi inclusive
	lemma  []string // lower case; the form where there is no lemma
	sent   []int32  // index of the word's sentence
	para   []int32  // index of the word's paragraph
	skip   []bool   // page furniture
	quotes []quote
	quote  []int32 // index in quotes of the quotation that holds the word, or -1
}

func newView(d *nlp.Doc, lex *language, skip []nlp.Range) *view {
	n := d.Len()
	d = mend(acyclic(d), lex)
	v := &view{Tree: nlp.NewTree(d), lex: lex, lo: make([]int32, n), hi: make([]int32, n), lemma: make([]string, n),
		sent: make([]int32, n), para: make([]int32, n), skip: make([]bool, n)}
	for i := range n {
		v.lo[i], v.hi[i] = int32(i), int32(i)
		switch {
		case i < len(d.Lemma) && d.Lemma[i] != "" && d.Lemma[i] != "_":
			v.lemma[i] = strings.ToLower(d.Lemma[i])
		default:
			v.lemma[i] = strings.ToLower(d.Form[i])
		}
	}
	for i := range n {
		for h, depth := d.Head[i], 0; h >= 0 && depth < maxDepth; h, depth = d.Head[h], depth+1 {
			if int32(i) < v.lo[h] {
				v.lo[h] = int32(i)
			}
			if int32(i) > v.hi[h] {
				v.hi[h] = int32(i)
			}
		}
	}
	for s, r := range d.Sents {
		for i := r.Start; i < r.End; i++ {
			v.sent[i] = int32(s)
		}
	}
	for p, r := range d.Paras {
		for i := r.Start; i < r.End; i++ {
			v.para[i] = int32(p)
		}
	}
	for _, r := range skip {
		for i := max(r.Start, 0); i < r.End && i < n; i++ {
			v.skip[i] = true
		}
	}
	v.findQuotes()
	v.turnSubjects()
	return v
}

// turnSubjects makes subjects of the objects that parsers see where the speaker follows a verb of saying: "…, said the
// general", "según informó la policía".
func (v *view) turnSubjects() {
	copied := false
	for i := range v.Len() {
		if v.UPOS[i] != nlp.VERB || v.lex.cues[v.lemma[i]+"/v"] == nil || v.Child(i, "nsubj", "aux:pass") >= 0 {
			continue
		}
		h := v.Child(i, "obj")
		if h < i || !v.nominal(h) || v.preposition(h) != "" || !v.afterContent(i) {
			continue
		}
		switch v.verbForm(i) {
		case "Inf", "Ger":
			continue
		}
		if v.sourceTypeOf(h) == cotejo.UnspecifiedSource {
			continue
		}
		if !copied { // the caller's document is not ours to change
			d := *v.Doc
			d.Rel = append([]string(nil), d.Rel...)
			v.Tree.Doc, copied = &d, true
		}
		v.Rel[h] = "nsubj"
	}
}

// afterContent says whether what stands right before the verb i shows that its content came before it, or is to come
// around it: a comma or quotation mark, or a word like "según".
func (v *view) afterContent(i int) bool {
	r := v.cueSpan(i)
	b := r.Start - 1
	if b <= v.Sents[v.sent[i]].Start {
		return false
	}
	return v.surface(b) == "," || v.mark(b) == closes || v.mark(b) == either || v.lex.asSaid[v.lemma[b]]
}

// acyclic gives d, or a copy whose heads are cut where they run in a circle, point outside or stand deeper than maxDepth.
func acyclic(d *nlp.Doc) *nlp.Doc {
	copied := false
	for i := range d.Head {
		depth := 0
		for h := d.Head[i]; h >= 0 && depth <= maxDepth; depth++ {
			if int(h) >= len(d.Head) {
				depth = maxDepth
				break
			}
			h = d.Head[h]
		}
		if depth > maxDepth || d.Head[i] >= int32(len(d.Head)) {
			if !copied {
				c := *d
				c.Head = append([]int32(nil), d.Head...)
				d, copied = &c, true
			}
			d.Head[i] = -1
		}
	}
	return d
}

// surface is the word as the text has it.
func (v *view) surface(i int) string {
	s, e := v.Start[i], v.End[i]
	if s >= 0 && int(e) <= len(v.Text) && s < e {
		if t := v.Text[s:e]; strings.TrimSpace(t) != "" {
			return t
		}
	}
	return v.Form[i]
}

// parent is the word's head, or -1.
func (v *view) parent(i int) int { return int(v.Head[i]) }

// verbal says whether word i heads a clause: a verb, or a predicate with a copula.
func (v *view) verbal(i int) bool {
	return v.UPOS[i] == nlp.VERB || v.UPOS[i] == nlp.AUX || v.Child(i, "cop") >= 0
}

// nominal says whether word i can head a noun phrase.
func (v *view) nominal(i int) bool {
	switch v.UPOS[i] {
	case nlp.NOUN, nlp.PROPN, nlp.PRON, nlp.NUM, nlp.DET, nlp.X:
		return true
	}
	return false
}

// kind is the kind of name in which word i stands.
func (v *view) kind(i int) nlp.Kind {
	if i < len(v.Name) {
		return v.Name[i].Kind
	}
	return nlp.NoName
}

// words gives the subtree of i, less the branches at the words without.
func (v *view) words(i int, without ...int) []nlp.Range {
	return ranges(v.Subtree(i, func(w int) bool {
		for _, x := range without {
			if w == x {
				return true
			}
		}
		return false
	}))
}

// ranges joins ascending word indices to ranges.
func ranges(words []int) []nlp.Range {
	var out []nlp.Range
	for _, w := range words {
		if n := len(out); n > 0 && out[n-1].End >= w {
			out[n-1].End = w + 1
			continue
		}
		out = append(out, nlp.Range{Start: w, End: w + 1})
	}
	return out
}

// count is the number of words in rs.
func count(rs []nlp.Range) int {
	n := 0
	for _, r := range rs {
		n += r.Len()
	}
	return n
}

// holds says whether rs has word i.
func holds(rs []nlp.Range, i int) bool {
	for _, r := range rs {
		if r.Start <= i && i < r.End {
			return true
		}
	}
	return false
}

// minus takes the words of cut out of rs.
func minus(rs []nlp.Range, cut nlp.Range) []nlp.Range {
	if cut.Len() <= 0 {
		return rs
	}
	var out []nlp.Range
	for _, r := range rs {
		if a := (nlp.Range{Start: r.Start, End: min(r.End, cut.Start)}); a.Len() > 0 {
			out = append(out, a)
		}
		if b := (nlp.Range{Start: max(r.Start, cut.End), End: r.End}); b.Len() > 0 {
			out = append(out, b)
		}
	}
	return out
}

// union joins two sorted lists of ranges.
func union(a, b []nlp.Range) []nlp.Range {
	all := make([]nlp.Range, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		var r nlp.Range
		if len(b) == 0 || len(a) > 0 && a[0].Start <= b[0].Start {
			r, a = a[0], a[1:]
		} else {
			r, b = b[0], b[1:]
		}
		if n := len(all); n > 0 && all[n-1].End >= r.Start {
			all[n-1].End = max(all[n-1].End, r.End)
			continue
		}
		all = append(all, r)
	}
	return all
}

// overlap is the Jaccard index of two lists of ranges over words.
func overlap(a, b []nlp.Range) float64 {
	common := 0
	for _, x := range a {
		for _, y := range b {
			if o := (nlp.Range{Start: max(x.Start, y.Start), End: min(x.End, y.End)}); o.Len() > 0 {
				common += o.Len()
			}
		}
	}
	total := count(a) + count(b) - common
	if total == 0 {
		return 1
	}
	return float64(common) / float64(total)
}

// trim drops the punctuation at the edges of each range that is no part of what is said: commas, colons, dashes and full
// stops outside quotation marks; a closing mark that pairs inside stays.
func (v *view) trim(rs []nlp.Range) []nlp.Range {
	out := rs[:0:0]
	for _, r := range rs {
		for r.Len() > 0 && v.edge(r.Start) {
			r.Start++
		}
		for r.Len() > 0 && v.edge(r.End-1) {
			r.End--
		}
		if r.Len() == 1 && v.UPOS[r.Start] == nlp.PUNCT {
			continue
		}
		if r.Len() > 0 {
			out = append(out, r)
		}
	}
	return out
}

// edge says whether word i is punctuation that does not belong at the edge of a content.
func (v *view) edge(i int) bool {
	if v.UPOS[i] == nlp.PUNCT || v.UPOS[i] == nlp.SYM {
		switch v.surface(i) {
		case ",", ";", ":", "--", "-", "–", "—", "...", "…":
			return true
		case ".":
			return v.quote[i] < 0
		}
	}
	return false
}
