package extract

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// claims gives the frame's claim and, where a participant's own clause adds to it on a hedge of its own ("shipments that
// were presumably destined for Mexico"), a second one that says that too.
func (d *decision) claims(v *voices) []Claim {
	c := &d.p.clause
	s := c.scopeOf(d.Trigger, d.predicate)
	if s.Unreal {
		return nil
	}
	base := Claim{Predicate: d.predicate.ID, Trigger: d.Trigger, Roles: map[string][]Filler{}, Phase: d.Rule.Phase, Stage: d.stage(), Commodity: d.commodity(),
		Novel: s.Novel, Polarity: cotejo.Positive, Confidence: 0.8, given: s.Given}
	if s.Phase != "" && (base.Phase != "" || s.Phase == "ends" && d.predicate.Habitual) {
		base.Phase = s.Phase
	}
	d.part()
	var why []string
	words := append([]int{d.Trigger}, s.Words...)
	hedge, negative := s.Hedge, s.Negative
	for _, role := range cotejo.Roles {
		named := slices.ContainsFunc(d.roles[role], func(a Arg) bool { return !a.None })
		for _, a := range d.roles[role] {
			if a.None && named {
				continue // "killed by soldiers, not by any gang" says who did it
			}
			base.Roles[role] = append(base.Roles[role], d.filler(a))
			why = append(why, role+" by "+a.Slot)
			words = append(words, a.Words.Start, a.Words.End-1)
			if rank[a.Hedge] > rank[hedge] {
				hedge = a.Hedge
			}
			negative = negative || a.None
			if c.UPOS[a.Head] == nlp.PRON {
				base.Confidence -= 0.1
			}
		}
	}
	if each := d.each(); len(each) > 0 {
		var out []Claim
		for _, one := range each {
			out = append(out, one.claims(v)...)
		}
		return out
	}
	if !d.figure(&base, &words) {
		return nil
	}
	if !c.isVerb(d.Trigger) {
		base.Confidence -= 0.1
	}
	base.Time = c.when(d.Trigger)
	base.Evidence = c.evidence(d.Trigger, words)
	base.Why = c.why(d.Frame, why)
	c.settle(&base, s.denial, hedge, negative, v)
	out := []Claim{base}
	if _, ok := d.predicate.Roles["destination"]; ok {
		out = append(out, d.bound(base, words, s.denial, negative, v)...)
	}
	return out
}

// settle puts claim as the words around its trigger have it; denial is the verb of denying that it stands under, or -1.
func (c *clause) settle(claim *Claim, denial int, hedge cotejo.Hedge, negative bool, v *voices) {
	said := c.denied(denial, v.relations, v.said[claim.Trigger])
	claim.put(hedge, negative, v, said)
	if denial >= 0 && claim.Hedge != cotejo.Denied { // on nobody's word that is known
		claim.put(hedge, !negative, v, said)
		claim.Hedge, claim.Certainty = cotejo.Denied, cotejo.Denied.Certainty()
	}
}

// denied adds to the relations that cover a claim the one of the verb of denying that it stands under, where its content leaves the
// claim's own word out.
func (c *clause) denied(verb int, relations []attribute.Relation, said []int) []int {
	for i, r := range relations {
		if verb >= 0 && r.Negative && r.Cue.Start <= verb && verb < r.Cue.End && !slices.Contains(said, i) {
			return append(slices.Clone(said), i)
		}
	}
	return said
}

// part leaves whoever or whatever is both hurt and hit in one of the two roles: people are victims, bodies and things targets.
func (d *decision) part() {
	roles := map[string][]Arg{}
	for role, args := range d.roles {
		roles[role] = args
	}
	both := func(a Arg, role string) bool {
		return slices.ContainsFunc(d.roles[role], func(b Arg) bool { return b.Head == a.Head })
	}
	roles["target"] = slices.DeleteFunc(slices.Clone(d.roles["target"]), func(a Arg) bool { return both(a, "victim") && d.is(a.Head, "people") })
	roles["victim"] = slices.DeleteFunc(slices.Clone(d.roles["victim"]), func(a Arg) bool { return both(a, "target") && !d.is(a.Head, "people") })
	d.roles = roles
}

// each parts a decision by things, where things with figures of their own fill one role with others: "200 kilos of cocaine and two
// pistols" were not each 200 kilos. nil where one figure or none speaks of all.
func (d *decision) each() []*decision {
	c := &d.p.clause
	for _, role := range []string{"object", "target", "victim"} {
		var parts [][]Arg
		var rest []Arg
		for _, a := range d.roles[role] {
			if c.quantity(a.Head) != nil {
				parts = append(parts, []Arg{a})
			} else {
				rest = append(rest, a)
			}
		}
		if len(parts) == 0 || len(d.roles[role]) < 2 {
			continue
		}
		if len(rest) > 0 {
			parts = append(parts, rest)
		}
		var out []*decision
		for _, part := range parts {
			one := *d
			one.roles = map[string][]Arg{}
			for r, args := range d.roles {
				one.roles[r] = args
			}
			one.roles[role] = part
			out = append(out, &one)
		}
		return out
	}
	return nil
}

func (d *decision) filler(a Arg) Filler {
	f := Filler{Words: a.Words}
	if ref, ok := d.refs.At(a.Head); ok {
		f.Entity, f.Type = ref.Entity, ref.Type
	}
	return f
}

// figure reads the claim's quantity. false where the predicate needs one and the words give none.
func (d *decision) figure(claim *Claim, words *[]int) bool {
	c := &d.p.clause
	need := d.predicate.Quantity == "needed"
	if d.predicate.ID == "ranking" {
		for _, h := range d.Amounts {
			if r := c.rankOf(h); r > 0 {
				claim.Quantity = &cotejo.Quantity{Value: r, Unit: "rank", Text: c.TextOf(c.phrase(h))}
				if claim.Commodity == "" {
					claim.Commodity = c.commodity(h)
				}
				*words = append(*words, h)
				return claim.Commodity != "" || d.is(d.roles["subject"][0].Head, "actor")
			}
		}
		return false
	}
	heads := d.Amounts
	if !need {
		for _, role := range d.counted() {
			for _, a := range d.roles[role] {
				heads = append(heads, a.Head)
				heads = append(heads, d.measures(a.Head)...)
			}
		}
	}
	for _, h := range heads {
		q := c.quantity(h)
		if q == nil || need && !(d.peopled(h, q) && d.Rule.CountsSubject()) && slices.ContainsFunc(d.roles["subject"], func(a Arg) bool { return a.Head == h }) {
			continue
		}
		if _, measured := c.find(c.lang.Units, h); need && !measured && q.Unit == c.lemma(h) && h != d.Trigger && !(c.Lang == nlp.Spanish && d.peopled(h, q)) {
			_, tally := c.class(d.Trigger, "tally")
			if c.UPOS[h] != nlp.NUM || !tally || c.isTime(h) {
				continue // "produces three labs" is no figure of output
			}
			q.Unit = c.lemma(d.Trigger) // "homicides rose to 2,100"
			if of := c.ofNoun(d.Trigger); of >= 0 && !slices.ContainsFunc(d.roles["subject"], func(a Arg) bool { return a.Head == of }) {
				q.Unit = c.lemma(of) // "the number of murders fell to 212"
			}
		}
		claim.Quantity = q
		*words = append(*words, h)
		return true
	}
	return !need
}

// peopled says whether the figure q of the noun at h counts people: "4.500 familias".
func (d *decision) peopled(h int, q *cotejo.Quantity) bool {
	if q.Unit == "persons" {
		return true
	}
	_, people := d.p.clause.class(h, "people")
	return people
}

// measures lists what under the Spanish noun for a load says how much of it there is: "un envío de 3.500 kilos", "la carga, 620 kilos de
// cocaína". A figure of its own comes before.
func (d *decision) measures(h int) (out []int) {
	c := &d.p.clause
	if c.Lang != nlp.Spanish || c.quantity(h) != nil || !d.is(h, "contraband") && !d.is(h, "goods") {
		return nil
	}
	for _, k := range c.Children(h) {
		rel := c.RelOf(int(k))
		if unit, ok := c.find(c.lang.Units, int(k)); ok && int(k) > h && slices.Contains(weights, unit) && (rel == "appos" || rel == "nmod" && c.preposition(int(k)) == "de") {
			out = append(out, int(k))
		}
	}
	return out
}

// counted lists the roles whose fillers a figure may count: of those who belong to a body, how many they are.
func (d *decision) counted() []string {
	if d.predicate.ID == "membership" {
		return []string{"agent"}
	}
	return []string{"object", "target", "victim"}
}

// bound reads where goods are bound or come from off the clause that modifies them.
func (d *decision) bound(base Claim, words []int, denial int, negative bool, v *voices) []Claim {
	c := &d.p.clause
	g := &c.lang.Grammar
	for _, role := range []string{"object", "target"} {
		for _, a := range d.roles[role] {
			for _, k32 := range c.Children(a.Head) {
				k := int(k32)
				if rel := c.RelOf(k); rel != "acl" && rel != "amod" {
					continue
				}
				to, list := "destination", g.Toward
				if codebook.Has(g.Coming, c.lemma(k)) {
					to, list = "origin", g.Whence
				} else if !codebook.Has(g.Destined, c.lemma(k)) {
					continue
				}
				var args []Arg
				for _, h := range c.after(k, list) {
					for _, head := range c.heads(h) {
						if one := c.arg(head, "bound"); d.fits(one, d.predicate.Roles[to]) {
							args = append(args, one)
						}
					}
				}
				if len(args) == 0 {
					continue
				}
				s := c.scopeOf(k, &codebook.Predicate{Habitual: true})
				out := base
				out.Roles = map[string][]Filler{}
				for r, f := range base.Roles {
					out.Roles[r] = f
				}
				out.Roles[to] = nil
				for _, one := range args {
					out.Roles[to] = append(out.Roles[to], d.filler(one))
					words = append(words, one.Words.Start, one.Words.End-1)
				}
				out.Evidence = c.evidence(d.Trigger, append(words, k))
				out.Why += fmt.Sprintf(", %s by %q", to, c.Form[k])
				c.settle(&out, denial, s.Hedge, negative || s.Negative, v)
				return []Claim{out}
			}
		}
	}
	return nil
}

// statements gives a claim for each source whose words no other claim covers.
func (p *Proposal) statements(v *voices, covered []bool, refs Referents) []Claim {
	c, relations := &p.clause, v.relations
	var out []Claim
	for i, r := range relations {
		if covered[i] || r.Attitude || r.Source.Len() == 0 || len(r.Content) == 0 || p.skip[r.Source.Start] || p.passedOn(relations, i) || c.fragment(r) {
			continue
		}
		head := c.HeadOf(r.Source)
		ref, ok := refs.At(head)
		if !ok {
			continue
		}
		claim := Claim{Predicate: "statement", Trigger: -1, Confidence: 0.7, Why: r.Why,
			Roles:    map[string][]Filler{"agent": {{Words: r.Source, Entity: ref.Entity, Type: ref.Type}}},
			Evidence: r.Content[0]}
		claim.put("", false, v, append([]int{i}, p.around(relations, i)...))
		out = append(out, claim)
	}
	return out
}

// passedOn says whether relation i only passes on what somebody says in so many words: "dijeron a la agencia fuentes del ejército".
func (p *Proposal) passedOn(relations []attribute.Relation, i int) bool {
	heard := relations[i]
	return slices.ContainsFunc(relations, func(r attribute.Relation) bool {
		return r.Outer == i && len(r.Content) > 0 && r.Content[0] == heard.Content[0] && r.Source.Len() > 0 && r.Cue.Start <= heard.Cue.Start && heard.Cue.End <= r.Cue.End
	})
}

// fragment says whether what relation r has for content says nothing by itself: in Spanish a phrase with a preposition before it and no
// verb in it, which only completes the verb of saying ("explicó a la agencia"), a lone word for joining clauses, or what describes the
// speaker ("fuentes consultadas por la agencia"). A quotation is always somebody's words.
func (c *clause) fragment(r attribute.Relation) bool {
	if c.Lang != nlp.Spanish || r.Form != attribute.Indirect {
		return false
	}
	x := r.Content[0]
	verb := false
	for _, part := range r.Content {
		for w := part.Start; w < part.End; w++ {
			verb = verb || c.UPOS[w] == nlp.VERB || c.UPOS[w] == nlp.AUX
		}
	}
	first := c.UPOS[x.Start]
	if !verb && (first == nlp.ADP || x.Len() == 1 && first != nlp.NOUN && first != nlp.PROPN) {
		return true
	}
	h := c.HeadOf(x)
	return len(r.Content) == 1 && r.Source.End == x.Start && strings.HasPrefix(c.Rel[h], "acl") && c.participle(h) && int(c.Head[h]) >= r.Source.Start && int(c.Head[h]) < r.Source.End
}

// around lists the relations whose content holds the whole of relation i, smallest first: on whose word it stands.
func (p *Proposal) around(relations []attribute.Relation, i int) []int {
	var out []int
	for j, r := range relations {
		if j == i {
			continue
		}
		for _, c := range r.Content {
			inner := relations[i].Content[0]
			if c.Start <= inner.Start && inner.End <= c.End && c.Len() > inner.Len() {
				out = append(out, j)
				break
			}
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return relations[out[a]].Content[0].Len() < relations[out[b]].Content[0].Len() })
	return out
}

// evidence gives the words from the first to the last of those given that stand in the trigger's sentence.
func (c *clause) evidence(trigger int, words []int) nlp.Range {
	r := nlp.Range{Start: trigger, End: trigger + 1}
	q := c.Sentence(trigger)
	for _, w := range words {
		if w < 0 || w >= c.Len() || c.Sentence(w) != q {
			continue
		}
		if w < r.Start {
			r.Start = w
		}
		if w+1 > r.End {
			r.End = w + 1
		}
	}
	return c.wholeTokens(r)
}
