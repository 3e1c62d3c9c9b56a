package extract

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/attribute"
)

// Builder makes claims whose roles something else than the codebook's slots found.
type Builder struct {
	p *Proposal
	v *voices
}

// Builder gives a builder of claims over the proposal's text; refs tells who speaks.
func (p *Proposal) Builder(relations []attribute.Relation, refs Referents) *Builder {
	return &Builder{p, p.voices(relations, refs)}
}

// Build gives the claim that the word trigger makes with the roles given. Hedge, polarity, time and sources are read off
// the trigger as for any claim. false where the words only ask, order or wish.
func (b *Builder) Build(predicate string, trigger int, roles map[string][]Filler) (Claim, bool) {
	c := &b.p.clause
	s := c.scopeOf(trigger, b.p.book.Predicate(predicate))
	if s.Unreal || b.p.skip[trigger] {
		return Claim{}, false
	}
	claim := Claim{Predicate: predicate, Trigger: trigger, Roles: roles, Novel: s.Novel, Time: c.when(trigger), given: s.Given}
	words := append([]int{trigger}, s.Words...)
	hedge := s.Hedge
	for _, role := range cotejo.Roles {
		for _, f := range roles[role] {
			words = append(words, f.Words.Start, f.Words.End-1)
			if h := c.nounHedge(c.HeadOf(f.Words)); rank[h] > rank[hedge] {
				hedge = h
			}
		}
	}
	claim.Evidence = c.evidence(trigger, words)
	c.settle(&claim, s.denial, hedge, s.Negative, b.v)
	return claim, true
}

// Allows says whether claims of the predicate have the role.
func (b *Builder) Allows(predicate, role string) bool {
	p := b.p.book.Predicate(predicate)
	if p == nil {
		return false
	}
	_, ok := p.Roles[role]
	return ok
}
