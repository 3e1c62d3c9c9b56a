package attribute

import (
	"github.com/cotejo/cotejo/nlp"
)

// proposeContents fills in the contents that the tree, the sentence and the quotation marks offer for a cue.
func (v *view) proposeContents(c *candidate) {
	seen := map[[4]int]bool{}
	ext := whole
	add := func(rs []nlp.Range, how string, head int) {
		if len(rs) == 1 && rs[0].Start >= c.span.End && c.span.End < v.Len() && v.surface(c.span.End) == ";" {
			return // "X fled, she said; the police …": what stands behind is told anew
		}
		rs = v.trim(minus(rs, c.core))
		if len(rs) == 0 {
			return
		}
		id := [4]int{rs[0].Start, rs[len(rs)-1].End, count(rs), len(rs)}
		if seen[id] {
			return
		}
		seen[id] = true
		c.contents = append(c.contents, choice{ranges: rs, how: how, head: head, extent: ext})
	}
	c.contents = append(c.contents, choice{how: "none", head: -1})
	sent := v.Sents[v.sent[c.head]]
	v.quoted(c, sent, add)

	for _, k := range v.Children(c.head) {
		k := int(k)
		rel := v.RelOf(k)
		switch rel {
		case "punct", "aux", "cop", "det", "case", "cc", "mark", "expl", "discourse":
			continue
		}
		how := "v" + relPath(v.Rel[k])
		if p := v.preposition(k); p != "" && rel != "nsubj" {
			how += "." + p
		}
		all := v.words(k)
		add(all, how, k)
		ext = short
		for _, cut := range v.cuts(k) {
			add(minus(all, nlp.Range{Start: cut.at, End: int(v.hi[k]) + 1}), how+"/"+cut.rel, k)
		}
		ext = whole
		if !clausal(rel) {
			continue
		}
		for _, g := range v.Children(k) {
			if r := v.RelOf(int(g)); clausal(r) {
				add(v.words(int(g)), how+"v"+relPath(v.Rel[g]), int(g))
			}
		}
	}
	// Object and infinitive together: "want him to resign", "called it a mistake".
	if o, x := v.Child(c.head, "obj"), v.Child(c.head, "xcomp", "ccomp", "advcl"); o >= 0 && x >= 0 {
		add(union(v.words(o), v.words(x)), "vobj+"+v.RelOf(x), x)
	}
	if s, x := v.Child(c.head, "nsubj", "nsubj:pass"), v.Child(c.head, "xcomp"); s >= 0 && x >= 0 {
		add(union(v.words(s), v.words(x)), "v"+relPath(v.Rel[s])+"+xcomp", x)
	}
	path := ""
	for a, depth := c.head, 0; v.parent(a) >= 0 && depth < 4; depth++ {
		branch := a
		path += "^" + relPath(v.Rel[a])
		a = v.parent(a)
		if v.sent[a] != v.sent[c.head] {
			break
		}
		add(v.words(a, branch), path, a)
		for _, k := range v.Children(a) {
			k := int(k)
			if k == branch {
				continue
			}
			switch v.RelOf(k) {
			case "ccomp", "nsubj", "obj", "nmod", "obl", "parataxis", "xcomp", "csubj":
				add(v.words(k), path+"v"+relPath(v.Rel[k]), k)
			}
		}
	}
	v.beside(c, sent, add)
}

// beside offers what stands before and after the clause of the cue in its sentence, and the sentences next to it.
func (v *view) beside(c *candidate, sent nlp.Range, add func([]nlp.Range, string, int)) {
	after := nlp.Range{Start: c.span.End, End: sent.End}
	add([]nlp.Range{after}, "after", v.headOf(after))
	for i := c.span.End; i < sent.End-1; i++ {
		if s := v.surface(i); s == ":" || s == "," && i-c.span.End < 8 {
			r := nlp.Range{Start: i + 1, End: sent.End}
			add([]nlp.Range{r}, "after"+s, v.headOf(r))
			break
		}
	}
	for i := c.span.Start - 1; i > sent.Start; i-- {
		if s := v.surface(i); s == "," || v.mark(i) == closes {
			left := nlp.Range{Start: sent.Start, End: i + 1}
			add([]nlp.Range{left}, "before,", v.headOf(left))
			for j := c.span.End; j < sent.End-1; j++ {
				if s := v.surface(j); s == "," {
					add([]nlp.Range{left, {Start: j + 1, End: sent.End}}, "around", v.headOf(left))
					break
				}
			}
			break
		}
	}
	si := int(v.sent[c.head])
	if si+1 < len(v.Sents) && v.surface(sent.End-1) == ":" && v.para[sent.Start] == v.para[v.Sents[si+1].Start] {
		next := v.Sents[si+1]
		add([]nlp.Range{next}, "next", v.headOf(next))
	}
	switch c.key {
	case speaks:
		add([]nlp.Range{{Start: c.head + 1, End: v.turnEnd(c.head)}}, "turn", -1)
	case signed:
		q := v.quotes[v.quote[c.head-1]].Range
		add([]nlp.Range{q}, "signed", v.headOf(q))
	}
}

// turnEnd is where the words of the speaker before the mark i end: at the next speaker, or with the paragraph.
func (v *view) turnEnd(i int) int {
	end := v.paraEnd(i)
	for s := int(v.sent[i]) + 1; s < len(v.Sents) && v.Sents[s].Start < end; s++ {
		for w := v.Sents[s].Start; w < v.Sents[s].End && w < v.Sents[s].Start+8; w++ {
			if v.newLine(v.Sents[s].Start) && v.turns(w) {
				return v.Sents[s].Start
			}
		}
	}
	return end
}

func (v *view) paraEnd(i int) int {
	if len(v.Paras) == 0 {
		return v.Len()
	}
	return v.Paras[v.para[i]].End
}

// quoted offers the quotations in and beside the sentence of the cue.
func (v *view) quoted(c *candidate, sent nlp.Range, add func([]nlp.Range, string, int)) {
	var in []int
	for q := range v.quotes {
		if v.quotes[q].End > sent.Start && v.quotes[q].Start < sent.End && !(v.quotes[q].Start <= c.head && c.head < v.quotes[q].End) {
			in = append(in, q)
		}
	}
	left, right := -1, -1
	for _, q := range in {
		if v.quotes[q].End <= c.head {
			left = q
		} else if right < 0 {
			right = q
		}
	}
	put := func(qs []int, how string) {
		var rs []nlp.Range
		for _, q := range qs {
			rs = append(rs, v.quotes[q].Range)
		}
		last := qs[len(qs)-1]
		more := rs
		for next := v.runsOn(last); next >= 0; next = v.runsOn(next) {
			more = append(more, v.quotes[next].Range)
		}
		add(union(more, nil), how, v.headOf(rs[0]))
		if first := qs[0]; first > 0 {
			if before := v.runsOnBack(first); before >= 0 {
				add(union([]nlp.Range{v.quotes[before].Range}, union(more, nil)), how+"-", v.headOf(rs[0]))
			}
		}
	}
	if left >= 0 && right >= 0 {
		put([]int{left, right}, "quotes around")
	}
	if right >= 0 {
		put([]int{right}, "quote after")
	}
	if left >= 0 {
		put([]int{left}, "quote before")
	}
	if len(in) > 2 {
		put(in, "quotes all")
	}
	// A sentence that only names the speaker, with the quotation before or after it.
	if len(in) == 0 && sent.Len() < 25 {
		for q := range v.quotes {
			if v.quotes[q].End == sent.Start && v.para[v.quotes[q].Start] == v.para[sent.Start] {
				put([]int{q}, "quote prev")
			}
			if v.quotes[q].Start == sent.End && v.quotes[q].clause {
				put([]int{q}, "quote next")
			}
		}
	}
}

// runsOn gives the quotation that goes on from q with the same speaker, or -1: the next one, where nothing stands
// between them but the cue's own clause, and its sentence holds nothing else.
func (v *view) runsOn(q int) int {
	next := q + 1
	if next >= len(v.quotes) || !v.quotes[next].clause {
		return -1
	}
	a, b := v.quotes[q], v.quotes[next]
	if v.para[a.Start] != v.para[b.Start] {
		if a.open && v.para[b.Start] == v.para[a.Start]+1 {
			return next
		}
		return -1
	}
	sa, sb := v.sent[a.End-1], v.sent[b.Start]
	if sb == sa || sb > sa+1 || v.Sents[sb].Start != b.Start {
		return -1
	}
	end := v.Sents[v.sent[b.End-1]].End
	if end-b.End > 1 { // something follows the quotation in its sentence: its own cue
		return -1
	}
	return next
}

// runsOnBack gives the quotation before q that leads up to it with no words between, or -1.
func (v *view) runsOnBack(q int) int {
	if q == 0 || !v.quotes[q-1].clause || v.quotes[q-1].End != v.quotes[q].Start || v.para[v.quotes[q-1].Start] != v.para[v.quotes[q].Start] {
		return -1
	}
	return q - 1
}

// cut is a place where a clause may end before its subtree does, and the relation of the branch that begins there.
type cut struct {
	at  int
	rel string
}

// cuts lists the branches on the right edge of the subtree of k that a parser often hangs too low: conjoined verbs and
// trailing clauses.
func (v *view) cuts(k int) []cut {
	var out []cut
	for depth := 0; depth < 6 && len(out) < 3; depth++ {
		last := -1
		for _, c := range v.Children(k) {
			if v.hi[c] == v.hi[k] && int(c) > k && v.UPOS[c] != nlp.PUNCT {
				last = int(c)
			}
		}
		if last < 0 {
			break
		}
		switch rel := relPath(v.Rel[last]); rel {
		case "conj", "advcl", "acl", "acl:relcl", "parataxis", "appos", "dep", "obl", "nmod":
			at := int(v.lo[last])
			for at-1 > k && (v.UPOS[at-1] == nlp.PUNCT && v.mark(at-1) == noMark || v.UPOS[at-1] == nlp.CCONJ) {
				at--
			}
			out = append(out, cut{at, rel})
		}
		k = last
	}
	return out
}
