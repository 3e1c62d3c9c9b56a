package extract

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// voices is who says which words of a text, as its claims have it.
type voices struct {
	relations []attribute.Relation
	said      map[int][]int // for each word, the relations whose content holds it, the smallest first
	mouths    []string      // for each relation, the entity that speaks in it, or ""
	names     [][]string    // for each relation, what names who speaks in it: his name, and the words
}

// voices gives the voices of the text; refs tells who speaks.
func (p *Proposal) voices(relations []attribute.Relation, refs Referents) *voices {
	v := &voices{relations: relations, said: p.index(relations), mouths: make([]string, len(relations)), names: make([][]string, len(relations))}
	for i, r := range relations {
		named := r.Source
		if r.Antecedent.Len() > 0 {
			named = r.Antecedent
		}
		if named.Len() == 0 {
			continue
		}
		if ref, ok := refs.At(p.clause.HeadOf(named)); ok {
			v.mouths[i], v.names[i] = ref.Entity, []string{ref.Name}
		}
		v.names[i] = append(v.names[i], p.clause.TextOf(named))
	}
	p.unvouched(relations, v.said)
	return v
}

// one says whether one mouth speaks in relations i and j. Whose a whole text is, is the one whom the text goes on to name more shortly.
func (v *voices) one(i, j int) bool {
	if v.mouths[i] != "" && v.mouths[i] == v.mouths[j] {
		return true
	}
	return (v.relations[i].Author || v.relations[j].Author) && slices.ContainsFunc(v.names[i], func(a string) bool {
		return slices.ContainsFunc(v.names[j], func(b string) bool { return within(a, b) || within(b, a) })
	})
}

// within says whether all words of one name stand in another.
func within(short, long string) bool {
	parts := func(s string) []string {
		s, _, _ = strings.Cut(strings.ReplaceAll(s, "(", "["), "[") // what it is called for short
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	}
	words, all := parts(long), parts(short)
	return len(all) > 0 && !slices.ContainsFunc(all, func(w string) bool { return !slices.Contains(words, w) && w != "the" && w != "of" })
}

// index lists, for each word, the relations whose content holds it, the smallest first.
func (p *Proposal) index(relations []attribute.Relation) map[int][]int {
	out := map[int][]int{}
	order := make([]int, len(relations))
	for i := range order {
		order[i] = i
	}
	size := func(r attribute.Relation) (n int) {
		for _, c := range r.Content {
			n += c.Len()
		}
		return n
	}
	sort.SliceStable(order, func(a, b int) bool { return size(relations[order[a]]) < size(relations[order[b]]) })
	for _, i := range order {
		r := relations[i]
		for _, c := range r.Content {
			for w := c.Start; w < c.End && w < p.clause.Len(); w++ {
				out[w] = append(out[w], i)
			}
		}
	}
	return out
}

// unvouched takes from the relations that cover a word those that do not vouch for it: an accusation that is called false, "falsely
// accused of killing", and that of a verb of blaming with the word only in the description of somebody whom it names: "atribuyó la
// fuga a la orden de trasladar a Luis Mora, cabecilla de la banda" gives the report's own view of him; and what the verb only speaks of.
func (p *Proposal) unvouched(relations []attribute.Relation, said map[int][]int) {
	c, g := &p.clause, &p.clause.lang.Grammar
	for w, list := range said {
		said[w] = slices.DeleteFunc(list, func(i int) bool {
			if relations[i].Cue.Len() == 0 {
				return false
			}
			cue := c.HeadOf(relations[i].Cue)
			return codebook.Has(g.Accusing, c.lemma(cue)) && c.falsely(cue) || codebook.Has(g.Blaming, c.lemma(cue)) && c.describedUnder(w, cue) || c.presupposed(w, cue)
		})
	}
}

// presupposed says whether w stands in what the verb of saying at cue speaks of and does not say, "commented on the attack in which two
// died", or in the end for which something is declared, "declared the road closed to protest the murder".
func (c *clause) presupposed(w, cue int) bool {
	if !c.isVerb(cue) {
		return false
	}
	top, end := w, false // whether the way up goes through an infinitive
	for steps := 0; top >= 0 && int(c.Head[top]) != cue; steps++ {
		end = end || c.isVerb(top) && c.infinitive(top) && top > cue
		if top = int(c.Head[top]); steps > maxSteps {
			return false
		}
	}
	if top < 0 {
		return false
	}
	end = end || c.isVerb(top) && c.infinitive(top) && c.RelOf(top) == "advcl" && top > cue
	if end && codebook.Has(c.lang.Grammar.Declaring, c.lemma(cue)) && !c.thatUnder(cue) {
		return true
	}
	switch rel := c.RelOf(top); {
	case c.isVerb(top):
		return rel == "advcl" && c.purpose(top) && c.Child(cue, "obj") >= 0 && c.Child(cue, "ccomp", "parataxis") < 0
	case rel == "obj" || rel == "obl" || rel == "nmod":
		return c.topic(top, cue)
	}
	return false
}

// purpose says whether infinitive v tells to what end: "to demand", "para exigir".
func (c *clause) purpose(v int) bool {
	if c.Lang != nlp.Spanish {
		return c.infinitive(v)
	}
	m := c.Child(v, "mark", "case")
	return m >= 0 && strings.EqualFold(c.Form[m], "para")
}

// thatUnder says whether a that-clause hangs on verb v.
func (c *clause) thatUnder(v int) bool {
	for _, k := range c.Children(v) {
		if c.reportedClause(int(k)) {
			return true
		}
	}
	return false
}

// topic says whether noun n is what the verb of saying v speaks of: it says nothing that n does.
func (c *clause) topic(n, v int) bool {
	g, p := &c.lang.Grammar, c.preposition(n)
	if n < v || codebook.Has(g.Showing, c.lemma(n)) || slices.ContainsFunc(slices.Collect(maps.Values(g.Opining)), func(nouns []string) bool { return codebook.Has(nouns, c.lemma(n)) }) {
		return false // "described the report that"
	}
	return codebook.Has(g.Topical, c.lemma(v)) && p != "for" && p != "para" && p != "por" || codebook.Has(g.Topical, c.lemma(v)+" "+p)
}

// maxSteps bounds a walk up a tree.
const maxSteps = 64

// put settles hedge, certainty, polarity and chain from the words around the trigger and the sources that cover it.
func (claim *Claim) put(hedge cotejo.Hedge, negative bool, v *voices, said []int) {
	claim.Chain = nil
	relations := v.relations
	var inner *attribute.Relation
	in := map[int]bool{}
	level := func(i int) {
		r := &relations[i]
		again := in[i] || slices.ContainsFunc(claim.Chain, func(j int) bool { return v.one(i, j) })
		in[i] = true
		if r.Source.Len() > 0 && !r.Own && !again { // one mouth is one level, however often it is said to speak
			claim.Chain = append(claim.Chain, i)
		}
	}
	for _, i := range innerFirst(relations, said) {
		r := &relations[i]
		if r.Attitude && slices.ContainsFunc(r.Quoted, func(q nlp.Range) bool { return q.Start <= claim.Trigger && claim.Trigger < q.End }) {
			quoted := *r // 'rejected the bill, "now that they have killed a judge"': the words are his
			quoted.Attitude, quoted.Negative, quoted.Hedge, quoted.Certainty = false, false, cotejo.Said, cotejo.Certain
			r = &quoted
		}
		if claim.given && (r.Attitude || r.Hedge == cotejo.Planned) {
			continue // what is planned or wished about it tells nothing of it
		}
		if r.Attitude {
			if rank[r.Hedge] > rank[hedge] {
				hedge = r.Hedge
			}
			continue
		}
		if inner == nil {
			inner = r
		}
		level(i)
		for o := r.Outer; o >= 0 && o < len(relations) && !in[o]; o = relations[o].Outer {
			level(o)
		}
	}
	claim.Hedge, claim.Polarity = hedge, cotejo.Positive
	if inner != nil {
		if put := inner.Hedge; !(inner.Own && len(claim.Chain) == 0 && (put == cotejo.Said || put == cotejo.Reported)) && (rank[put] > rank[claim.Hedge] || claim.Hedge == "") {
			claim.Hedge = put
		}
		if inner.Negative {
			claim.Hedge, negative = cotejo.Denied, !negative
		}
	}
	if claim.Hedge == "" {
		claim.Hedge = cotejo.Plain
	}
	if negative {
		claim.Polarity = cotejo.Negative
	}
	claim.Certainty = claim.Hedge.Certainty()
	if inner != nil && claim.Hedge == inner.Hedge && inner.Certainty != "" && claim.Hedge != cotejo.Denied {
		claim.Certainty = inner.Certainty
	}
}

// innerFirst orders relations so that each stands before the one on whose word it stands, otherwise as they were.
func innerFirst(relations []attribute.Relation, said []int) []int {
	out := make([]int, 0, len(said))
	left := append([]int(nil), said...)
	for len(left) > 0 {
		next := 0
		for k, i := range left {
			if !slices.ContainsFunc(left, func(j int) bool { return j != i && relations[j].Outer == i }) {
				next = k
				break
			}
		}
		out = append(out, left[next])
		left = append(left[:next], left[next+1:]...)
	}
	return out
}
