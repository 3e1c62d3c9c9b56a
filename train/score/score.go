package main

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo/nlp"
)

// word is a word of all documents laid end to end. Places count characters that are not white space.
type word struct {
	start, end  int // of its token
	multi       bool
	form, lemma string
	upos        nlp.UPOS
	feats, rel  string
	head        int // index among all words, or -1
}

type span struct{ start, end int }

type name struct {
	span
	kind nlp.Kind
}

// text is the annotation of documents laid end to end.
type text struct {
	chars      []rune
	tokens     map[span]bool
	sentences  map[span]bool
	words      []word
	names      map[name]bool
	hasNames   bool
	tokenCount int
}

func layOut(docs []*nlp.Doc) *text {
	t := &text{tokens: map[span]bool{}, sentences: map[span]bool{}, names: map[name]bool{}}
	for _, d := range docs {
		t.add(d)
	}
	return t
}

func (t *text) add(d *nlp.Doc) {
	base, m := len(t.words), 0
	for i := 0; i < d.Len(); {
		r := nlp.Range{Start: i, End: i + 1}
		if m < len(d.Multi) && d.Multi[m].Start == i {
			r = d.Multi[m]
			m++
		}
		at := span{start: len(t.chars)}
		for _, c := range d.TextOf(r) {
			if !unicode.IsSpace(c) {
				t.chars = append(t.chars, c)
			}
		}
		at.end = len(t.chars)
		t.tokens[at] = true
		t.tokenCount++
		for ; i < r.End; i++ {
			t.words = append(t.words, wordOf(d, i, at, r.Len() > 1, base))
		}
	}
	for _, s := range d.Sents {
		t.sentences[span{t.words[base+s.Start].start, t.words[base+s.End-1].end}] = true
	}
	t.hasNames = t.hasNames || d.Name != nil
	for _, n := range d.Names() {
		t.names[name{span{t.words[base+n.Start].start, t.words[base+n.End-1].end}, n.Kind}] = true
	}
}

func wordOf(d *nlp.Doc, i int, at span, multi bool, base int) word {
	w := word{start: at.start, end: at.end, multi: multi, form: d.Form[i], head: -1}
	if d.Lemma != nil {
		w.lemma = d.Lemma[i]
	}
	if d.UPOS != nil {
		w.upos = d.UPOS[i]
	}
	if d.Feats != nil {
		w.feats = d.Feats[i]
	}
	if d.Head != nil {
		w.rel = d.RelOf(i)
		if h := int(d.Head[i]); h >= 0 {
			w.head = base + h
		}
	}
	return w
}

// pair is a word of the gold and the word of the system that it is aligned with.
type pair struct{ gold, system int }

// align pairs words as the CoNLL 2018 shared task does: those with equal spans, and where either side has a multiword
// token, those on the longest common subsequence of the forms in lower case (Zeman et al. 2018).
func align(gold, system []word) []pair {
	var out []pair
	i, j := 0, 0
	for i < len(gold) && j < len(system) {
		g, s := &gold[i], &system[j]
		switch {
		case g.multi || s.multi:
			end := 0
			if g.multi {
				end = g.end
			}
			if s.multi {
				end = max(end, s.end)
			}
			gi, sj := i, j
			for grew := true; grew; {
				grew = false
				for ; i < len(gold) && gold[i].start < end; i++ {
					if gold[i].multi && gold[i].end > end {
						end, grew = gold[i].end, true
					}
				}
				for ; j < len(system) && system[j].start < end; j++ {
					if system[j].multi && system[j].end > end {
						end, grew = system[j].end, true
					}
				}
			}
			out = append(out, common(gold, system, gi, i, sj, j)...)
		case g.start == s.start && g.end == s.end:
			out = append(out, pair{i, j})
			i++
			j++
		case g.start <= s.start:
			i++
		default:
			j++
		}
	}
	return out
}

// common pairs the words of gold[gi:gj] and system[si:sj] on a longest common subsequence.
func common(gold, system []word, gi, gj, si, sj int) []pair {
	a, b := gold[gi:gj], system[si:sj]
	same := func(x, y int) bool { return strings.EqualFold(a[x].form, b[y].form) }
	longest := make([][]int, len(a)+1)
	for x := range longest {
		longest[x] = make([]int, len(b)+1)
	}
	for x := len(a) - 1; x >= 0; x-- {
		for y := len(b) - 1; y >= 0; y-- {
			if same(x, y) {
				longest[x][y] = longest[x+1][y+1] + 1
			} else {
				longest[x][y] = max(longest[x+1][y], longest[x][y+1])
			}
		}
	}
	var out []pair
	for x, y := 0, 0; x < len(a) && y < len(b); {
		switch {
		case same(x, y):
			out = append(out, pair{gi + x, si + y})
			x++
			y++
		case longest[x+1][y] >= longest[x][y+1]:
			x++
		default:
			y++
		}
	}
	return out
}

// Row is one measure.
type Row struct {
	Name                string
	Right, System, Gold int
}

// F1 is the harmonic mean of precision and recall, in percent.
func (r Row) F1() float64 {
	if r.System+r.Gold == 0 {
		return 0
	}
	return 200 * float64(r.Right) / float64(r.System+r.Gold)
}

// Report is all measures, in the order they are printed.
type Report []Row

func (r Report) String() string {
	var b strings.Builder
	percent := func(a, n int) float64 { return 100 * float64(a) / float64(max(n, 1)) }
	for _, row := range r {
		fmt.Fprintf(&b, "%-10s P %6.2f  R %6.2f  F1 %6.2f  (%d right, %d system, %d gold)\n", row.Name,
			percent(row.Right, row.System), percent(row.Right, row.Gold), row.F1(), row.Right, row.System, row.Gold)
	}
	return b.String()
}

// Score measures system against gold. Both must hold the same characters, white space aside.
func Score(gold, system []*nlp.Doc) (Report, error) {
	g, s := layOut(gold), layOut(system)
	for i := range max(len(g.chars), len(s.chars)) {
		if i >= len(g.chars) || i >= len(s.chars) || g.chars[i] != s.chars[i] {
			return nil, fmt.Errorf("the two hold different text, first at character %d: %q and %q", i,
				string(g.chars[min(max(0, i-20), len(g.chars)):min(i+20, len(g.chars))]), string(s.chars[min(max(0, i-20), len(s.chars)):min(i+20, len(s.chars))]))
		}
	}
	r := Report{
		{"tokens", both(g.tokens, s.tokens), s.tokenCount, g.tokenCount},
		{"sentences", both(g.sentences, s.sentences), len(s.sentences), len(g.sentences)},
	}
	pairs := align(g.words, s.words)
	partner := make([]int, len(g.words))
	for i := range partner {
		partner[i] = -1
	}
	for _, p := range pairs {
		partner[p.gold] = p.system
	}
	count := func(name string, right func(a, b *word) bool) {
		n := 0
		for _, p := range pairs {
			if right(&g.words[p.gold], &s.words[p.system]) {
				n++
			}
		}
		r = append(r, Row{name, n, len(s.words), len(g.words)})
	}
	attached := func(a, b *word) bool {
		if a.head < 0 || b.head < 0 {
			return a.head < 0 && b.head < 0
		}
		return partner[a.head] == b.head
	}
	count("words", func(a, b *word) bool { return true })
	count("UPOS", func(a, b *word) bool { return a.upos == b.upos })
	count("features", func(a, b *word) bool { return a.feats == b.feats })
	count("lemma", func(a, b *word) bool { return a.lemma == "" || a.lemma == "_" || a.lemma == b.lemma })
	count("UAS", attached)
	count("LAS", func(a, b *word) bool { return attached(a, b) && a.rel == b.rel })
	if g.hasNames && s.hasNames {
		r = append(r, nameRows(g.names, s.names)...)
	}
	return r, nil
}

func both[K comparable](a, b map[K]bool) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// nameRows measures names by kind, exact span and kind, and all together.
func nameRows(gold, system map[name]bool) (rows []Row) {
	byKind := map[nlp.Kind]*Row{}
	row := func(k nlp.Kind) *Row {
		if byKind[k] == nil {
			byKind[k] = &Row{Name: "  " + k.String()}
		}
		return byKind[k]
	}
	for n := range gold {
		row(n.kind).Gold++
		if system[n] {
			row(n.kind).Right++
		}
	}
	for n := range system {
		row(n.kind).System++
	}
	all := Row{Name: "names"}
	for _, r := range byKind {
		rows = append(rows, *r)
		all.Right, all.System, all.Gold = all.Right+r.Right, all.System+r.System, all.Gold+r.Gold
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Name < rows[j].Name })
	return append(rows, all)
}
