package extract

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// unasserted says whether verb at stands in a clause that nobody asserts, though a verb of saying or thinking h is over it: one that is
// said not to be said or shown ("nobody has proved that", "the report does not say that"), that somebody fails or is wrong to say
// ("failed to show that", "it would be a mistake to think that"), or that is only imagined ("he dreamed that"). What is not known or
// not noticed is so all the same (factive verbs; Kiparsky and Kiparsky 1970) and is not meant.
func (c *clause) unasserted(at, h int) bool {
	g := &c.lang.Grammar
	rel := c.RelOf(at)
	if (rel == "ccomp" || rel == "csubj") && at > h && c.unlikely(h) {
		return true
	}
	if !c.isVerb(h) || at < h || rel != "ccomp" && (rel != "advcl" || !c.reportedClause(at)) {
		return false
	}
	if codebook.Has(g.Doubting, c.lemma(h)) || c.takenBack(h) {
		return true
	}
	if codebook.Has(g.Imagining, c.lemma(h)) && !c.firstPerson(h) {
		return true
	}
	if !codebook.Has(g.Nonfactive, c.lemma(h)) || c.spoken(at, h) {
		return false
	}
	for v, steps := h, 0; steps < reach; steps++ {
		if c.negated(v) || c.nobody(v) {
			return true
		}
		over := int(c.Head[v])
		if over < 0 || c.feat(v, "VerbForm=Fin") {
			return false
		}
		lemma := c.lemma(over)
		if codebook.Has(g.Failing, lemma) || codebook.Has(g.Attempt, lemma) && c.RelOf(v) != "acl" || codebook.Has(g.Falsehood, lemma) || codebook.Has(g.Mistaken, lemma) {
			return true
		}
		if short := c.Child(over, "advmod"); short >= 0 && codebook.Has(g.Mistaken, c.lemma(short)) {
			return true // "stopped short of saying"
		}
		if m := c.Child(v, "mark", "case"); m >= 0 && codebook.Has(g.Against, strings.ToLower(c.Form[m])) {
			return true
		}
		if c.RelOf(v) != "xcomp" {
			return false
		}
		v = over
	}
	return false
}

// unlikely says whether predicate p makes its clause unlikely or leaves it open: "it remains unproven that", "es poco probable que".
func (c *clause) unlikely(p int) bool {
	g := &c.lang.Grammar
	if codebook.Has(g.Improbable, c.lemma(p)) {
		return !c.negated(p)
	}
	little := c.Child(p, "advmod")
	return little >= 0 && codebook.Has(g.Little, c.lemma(little)) && (codebook.Has(g.Possible, c.lemma(p)) || codebook.Has(g.Probable, c.lemma(p)))
}

// takenBack says whether verb v tells what a text no longer says: "an earlier version of this article said that".
func (c *clause) takenBack(v int) bool {
	q := c.Sentence(v)
	if q < 0 {
		return false
	}
	return c.retracts(nlp.Range{Start: c.Sents[q].Start, End: v}) // "Correction: an earlier version of", whatever the tree makes of it
}

// retracts says whether words name a text that has been taken back: "an earlier version of this article".
func (c *clause) retracts(r nlp.Range) bool {
	words := strings.ToLower(c.TextOf(r))
	return slices.ContainsFunc(c.lang.Grammar.Retracted, func(s string) bool { return strings.Contains(words, s) })
}

// nobody says whether the subject of verb v is nobody: "no witness said", "nadie ha probado".
func (c *clause) nobody(v int) bool {
	s := c.Child(v, "nsubj")
	if s < 0 {
		return false
	}
	if c.negates(s) {
		return true
	}
	for _, k := range c.Children(s) {
		if c.RelOf(int(k)) == "det" && c.negates(int(k)) {
			return true
		}
	}
	return false
}

// wished says whether a wish opens the clause of verb v: "ojalá opere".
func (c *clause) wished(v int) bool {
	g := &c.lang.Grammar
	for _, k := range c.Children(v) {
		if c.RelOf(int(k)) == "advmod" && codebook.Has(g.Optative, c.lemma(int(k))) {
			return true
		}
	}
	return false
}

// invented says whether the clause of verb v tells what happens in a work of fiction: "in the novel, the gang holds the port".
func (c *clause) invented(v int) bool {
	g := &c.lang.Grammar
	for _, k32 := range c.Children(v) {
		k := int(k32)
		if c.RelOf(k) == "obl" && codebook.Has(g.Fiction, c.lemma(k)) && c.introduced(k, []string{"in", "en"}) && c.Child(k, "nmod") < 0 {
			return true
		}
	}
	return false
}

// mark gives the words of a mark with those fixed to it, in lower case: "a menos que".
func (c *clause) mark(k int) string {
	words := strings.ToLower(c.Form[k])
	for _, f := range c.Children(k) {
		if c.Rel[f] == "fixed" {
			words += " " + strings.ToLower(c.Form[f])
		}
	}
	return words
}

// disproved says whether what noun n tells of, "the rumour that", is called false by verb h over it, or is told only to be set aside:
// "contrary to reports that".
func (c *clause) disproved(n, h int) bool {
	g := &c.lang.Grammar
	if c.introduced(n, g.Contrary) {
		return true
	}
	if a := c.Child(n, "acl"); a >= 0 && c.UPOS[a] == nlp.ADJ && codebook.Has(g.Falsehood, c.lemma(a)) && c.Child(a, "cop") >= 0 {
		return !c.negated(a)
	}
	if h >= 0 && int(c.Head[n]) == h && c.isVerb(h) && codebook.Has(g.Withdrawing, c.lemma(h)) {
		return true // "the paper retracted its report that"
	}
	if h < 0 || c.RelOf(n) != "nsubj" || int(c.Head[n]) != h {
		return false
	}
	if codebook.Has(g.Falsehood, c.lemma(h)) {
		return !c.negated(h)
	}
	x := c.Child(h, "xcomp", "obj", "acl")
	return x >= 0 && c.UPOS[x] != nlp.VERB && codebook.Has(g.Falsehood, c.lemma(x)) && !c.negated(h)
}
