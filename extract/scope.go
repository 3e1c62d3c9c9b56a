package extract

import (
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// scope is what the words around a trigger make of it, sources aside.
type scope struct {
	Hedge    cotejo.Hedge // "" where nothing hedges it
	Negative bool
	Unreal   bool // a question, an order: nobody claims it
	Novel    bool
	Given    bool // spoken of as done, whatever is asked or wished about it
	Phase    string
	Words    []int // the words that it went by

	denial  int  // the verb of denying that the claim stands under, or -1
	concord bool // denied by a word such as Spanish "ninguno", beside which "no" denies nothing more
}

// rank orders hedges by how far they take a claim from fact; the furthest one wins where several scope over a trigger.
var rank = map[cotejo.Hedge]int{"": 0, cotejo.Plain: 0, cotejo.Reported: 1, cotejo.Presumed: 2, cotejo.Claimed: 3, cotejo.Alleged: 4,
	cotejo.Suspected: 5, cotejo.Possible: 6, cotejo.Planned: 7, cotejo.Conditional: 8}

func (s *scope) put(h cotejo.Hedge, w int) {
	if rank[h] > rank[s.Hedge] {
		s.Hedge = h
	}
	s.Words = append(s.Words, w)
}

// wordHedge gives the hedge that an adverb or adjective puts on what it modifies.
func (c *clause) wordHedge(w int) cotejo.Hedge {
	g, lemma, form := &c.lang.Grammar, c.lemma(w), strings.ToLower(c.Form[w])
	for _, x := range []struct {
		words []string
		hedge cotejo.Hedge
	}{{g.Alleged, cotejo.Alleged}, {g.Presumed, cotejo.Presumed}, {g.Suspected, cotejo.Suspected}, {g.Reported, cotejo.Reported},
		{g.Claimed, cotejo.Claimed}, {g.Possible, cotejo.Possible}, {g.Probable, cotejo.Presumed}} {
		if codebook.Has(x.words, lemma) || codebook.Has(x.words, form) {
			return x.hedge
		}
	}
	return ""
}

// nounHedge gives the hedge that a noun's own modifiers put on it: "alleged members".
func (c *clause) nounHedge(h int) cotejo.Hedge {
	for _, k := range c.Children(h) {
		if c.Rel[k] == "amod" || c.Rel[k] == "advmod" || c.Rel[k] == "acl" && c.UPOS[k] == nlp.ADJ {
			if x := c.wordHedge(int(k)); x != "" {
				return x
			}
		}
	}
	return ""
}

// scopeOf reads what scopes over word w: modals, adverbs, negation and conditions at it, at the light verb over it, and at the
// verbs whose infinitive it is. A purpose is a plan, unless what it names is habitual.
//
// What is mooted, as a truce may be, is not done by being spoken of; what is decreed, as an arrest may be, not by being ordered.
func (c *clause) scopeOf(w int, p *codebook.Predicate) scope {
	s := scope{denial: -1}
	habitual, mooted := p.Habitual, p.Mooted
	g := &c.lang.Grammar
	if q := c.Sentence(w); q >= 0 && c.question(c.Sents[q]) {
		s.Unreal = true
	}
	if c.Lang == nlp.Spanish && c.isVerb(w) && int(c.Head[w]) < 0 && c.feat(w, "VerbForm=Inf") && c.Child(w, "aux") < 0 {
		s.Unreal = true // "Al ministerio, desplegar una unidad": what is asked for
	}
	if x := c.nounHedge(w); x != "" && !c.isVerb(w) {
		s.put(x, w)
	}
	if c.pending(w) {
		s.Unreal = true
	}
	wanted := false // only spoken of as asked for or tried
	for at, steps := w, 0; at >= 0 && steps < reach; steps++ {
		c.markers(at, &s)
		if c.isVerb(at) && (c.wished(at) || c.invented(at)) {
			s.Unreal = true
		}
		h := int(c.Head[at])
		if h < 0 {
			break
		}
		if c.unasserted(at, h) {
			s.Unreal = true
		}
		rel := c.RelOf(at)
		if rel == "advcl" && c.reportedClause(at) {
			rel = "ccomp"
		}
		if rel == "conj" && c.isVerb(h) && c.isVerb(at) && !c.feat(at, "VerbForm=Fin") && c.Child(at, "mark", "case") >= 0 && codebook.Has(g.Accusing, c.lemma(h)) {
			s.put(cotejo.Alleged, h) // "is accused of laundering and of belonging to a gang", hung on the accusing
			break
		}
		if codebook.Has([]string{"xcomp", "advcl", "obl", "ccomp", "acl", "nmod"}, rel) && (at > h || rel != "ccomp" && rel != "advcl") {
			if codebook.Has(g.Accusing, c.lemma(h)) || codebook.Has(g.Accusing, strings.ToLower(c.Form[h])) {
				if c.falsely(h) {
					s.Negative = !s.Negative // who calls an accusation false denies what it is of
					s.Words = append(s.Words, h)
					break
				}
				s.put(cotejo.Alleged, h)
				break // what somebody is accused of is no plan of his
			}
		}
		if rel == "nmod" && !c.isVerb(at) && c.blamed(h) && c.introduced(at, []string{"de", "por"}) {
			s.put(cotejo.Alleged, int(c.Head[h])) // "culpó a la banda del ataque"
		}
		if (rel == "obj" || rel == "nsubj" && c.passive(h)) && c.isVerb(h) && codebook.Has(g.Blaming, c.lemma(h)) && !c.isVerb(at) && !c.claimsItself(h, at) {
			s.put(cotejo.Alleged, h)
		}
		for _, k := range c.Children(at) { // "27 murders attributed to the gang"
			if strings.HasPrefix(c.Rel[k], "acl") && !c.isVerb(at) && c.participle(int(k)) && codebook.Has(g.Blaming, c.lemma(int(k))) {
				s.put(cotejo.Alleged, int(k))
			}
		}
		if (rel == "obj" || c.Rel[at] == "nsubj:pass" || rel == "nsubj" && c.isInverted(h, at)) && c.isVerb(h) && codebook.Has(g.Claiming, c.lemma(h)) && !c.isVerb(at) {
			s.put(cotejo.Claimed, h)
		}
		if !c.isVerb(at) && c.regardedAs(at, h) && c.raised(c.lemma(h)) != "" {
			s.put(c.raised(c.lemma(h)), h) // "considered the leader of"
		} else if c.Lang == nlp.English && !c.isVerb(at) && c.regardedAs(at, h) && codebook.Has(g.Naming, c.lemma(h)) && !codebook.Has(g.Calling, c.lemma(h)) {
			s.put(cotejo.Reported, h) // "is described as the head": somebody's word
		}
		if mooted && (rel == "obj" || c.Rel[at] == "nsubj:pass") && !c.isVerb(at) && c.verbIn(h, g.Mooting) {
			s.put(cotejo.Planned, h) // "discussed a truce"
			break
		}
		if rel == "obl" && c.Lang == nlp.English && c.UPOS[h] == nlp.ADJ && c.Rel[h] == "xcomp" && codebook.Has(g.Engage, c.lemma(h)) && codebook.Has(g.Answering, c.lemma(int(c.Head[h]))) {
			s.put(cotejo.Alleged, h) // "hold the clan responsible for eleven murders"
		}
		for _, k := range c.Children(at) { // "the murder for which the clan is blamed"
			if strings.HasPrefix(c.Rel[k], "acl") && !c.isVerb(at) && c.isVerb(int(k)) && c.pied(int(k)) && codebook.Has(g.Accusing, c.lemma(int(k))) {
				s.put(cotejo.Alleged, int(k))
			}
		}
		if c.Lang == nlp.English && !c.isVerb(w) && at == w && c.roleNoun(w) && c.Child(w, "cop") < 0 && (rel == "obj" || rel == "nsubj") && !codebook.Has(g.Becoming, c.lemma(h)) {
			break // "the leader of the gang was never arrested" says that he leads it
		}
		c.turnedDown(at, h, &s)
		if (rel == "advcl" || rel == "obl" || rel == "xcomp") && c.heldFor(h, at) {
			s.put(cotejo.Alleged, h) // "arrested for smuggling", "wanted for the murder of"
			break
		}
		if rel == "nmod" && !c.isVerb(h) && codebook.Has(g.Blocking, c.lemma(h)) {
			s.Unreal = true // "the suspension of the executions"
		}
		if codebook.Has(g.Blocking, c.lemma(h)) && !(rel == "advcl" && c.because(at)) && !(rel == "xcomp" && codebook.Has(g.States, c.lemma(at))) && !(rel == "xcomp" && c.denies(h)) && !(rel == "obj" && c.denies(h) && !c.isVerb(at) && (habitual || codebook.Has(g.Support, c.lemma(at)))) && codebook.Has([]string{"obj", "nsubj", "xcomp", "advcl", "obl"}, rel) && (rel != "nsubj" || c.Rel[at] == "nsubj:pass") && (rel != "obj" || !c.isVerb(at)) && !(rel == "advcl" && c.Lang == nlp.English && c.participle(at) && c.passive(at)) {
			s.Unreal = true
		}
		if rel == "advcl" && c.isVerb(at) && c.before(at) && c.averted(h) {
			s.Negative = !s.Negative // "was defused before it exploded"
			s.Words = append(s.Words, h)
			break
		}
		if (rel == "ccomp" || rel == "csubj") && c.excludes(h) {
			if c.negated(h) {
				s.put(cotejo.Possible, h)
			} else {
				s.denial = h
			}
		}
		if rel == "ccomp" || rel == "csubj" {
			if codebook.Has(g.Possible, c.lemma(h)) {
				s.put(cotejo.Possible, h) // "it is possible that"
			} else if x := c.wordHedge(h); x != "" && !c.isVerb(h) {
				s.put(x, h)
			}
		}
		if rel == "ccomp" && c.isVerb(at) && at > h && codebook.Has(g.Demanding, c.lemma(h)) && (c.Lang == nlp.Spanish && c.feat(c.finiteWord(at), "Mood=Sub") || c.Lang == nlp.English && !c.feat(c.finiteWord(at), "Tense=Past")) {
			s.put(cotejo.Planned, h) // "demands that the government arrest them"
		}
		if rel == "ccomp" && c.firstPerson(h) && !c.negated(h) {
			if x := c.raised(c.lemma(h)); x == cotejo.Presumed || x == cotejo.Suspected {
				s.put(x, h) // "we believe that"
			}
		}
		if rel == "ccomp" || rel == "csubj" || rel == "acl" {
			s.Negative = s.Negative != c.disputed(h)
		}
		if n := c.opinion(at, h); n >= 0 {
			if c.disproved(n, h) || c.disproved(n, int(c.Head[n])) {
				s.Unreal = true
			}
			for hedge, nouns := range g.Opining {
				if codebook.Has(nouns, c.lemma(n)) {
					s.put(cotejo.Hedge(hedge), n) // "there are signs that", "existen indicios de que"
					if v := int(c.Head[n]); v >= 0 && c.RelOf(n) == "obj" && (c.verbIn(v, g.Rejecting) || c.excludes(v)) {
						s.denial = v // "rejects the accusation that"
					}
				}
			}
		}
		if (rel == "ccomp" || rel == "acl" || rel == "nmod") && !c.isVerb(h) && codebook.Has(g.Showing, c.lemma(h)) && (c.negated(h) || c.Lang == nlp.Spanish && (c.RelOf(h) == "obj" || c.RelOf(h) == "nsubj") && c.isVerb(int(c.Head[h])) && c.negated(int(c.Head[h]))) {
			s.Negative = !s.Negative // "there is no evidence that"
			s.Words = append(s.Words, h)
		}
		switch {
		case rel == "xcomp" || rel == "advcl" && c.controlled(at) && c.infinitive(at) || (rel == "csubj" || rel == "obl") && c.isVerb(at) && c.feat(at, "VerbForm=Inf") && codebook.Has(g.Planning, c.lemma(h)):
			lemma := c.lemma(h)
			switch {
			case c.achieves(h):
				// "managed to", "took advantage of the dark to": it was done
			case codebook.Has(g.Planning, lemma):
				s.put(cotejo.Planned, h)
			case codebook.Has(g.Failing, lemma) && c.denies(h):
				// "ha negado tener": who denies does not refuse, and on whose word it is not so is told elsewhere
			case codebook.Has(g.Failing, lemma):
				s.Unreal = true
			case codebook.Has(g.Attempt, lemma):
				s.put(cotejo.Planned, h)
			case codebook.Has(g.Possible, lemma):
				s.put(cotejo.Possible, h)
			case rel == "xcomp" && c.passive(h) && c.raised(lemma) != "":
				s.put(c.raised(lemma), h)
			case rel == "advcl" && c.Lang == nlp.Spanish && c.reason(at):
				if !codebook.Has(g.Owning, lemma) && c.isVerb(h) && c.objectControl(lemma) {
					s.put(cotejo.Alleged, h) // "detenido por vender droga"
				}
			case codebook.Has(g.Using, lemma):
				// what weapons are used to do is done
			case rel == "advcl" && c.Lang == nlp.Spanish && c.afterwards(at):
				// "tras matar a dos policías": it was done
			case rel == "advcl" && !habitual || codebook.Has(g.Sending, lemma):
				s.put(cotejo.Planned, at)
			}
			if codebook.Has(g.Begins, lemma) {
				s.Phase = "begins"
			} else if codebook.Has(g.Continues, lemma) {
				s.Phase = "continues"
			} else if codebook.Has(g.Ends, lemma) {
				s.Phase = "ends"
			}
			at = h
		case rel == "acl" && c.infinitive(at) && (c.used(h) || c.RelOf(h) == "obj" && c.achieves(int(c.Head[h]))):
			at = int(c.Head[h]) // "uses boats to move the drug"
		case rel == "acl" && c.infinitive(at):
			s.put(cotejo.Planned, at) // "a plan to attack"
			s.Unreal = s.Unreal || codebook.Has(g.Failing, c.lemma(h))
			at = h
		case rel == "nmod" && codebook.Has(g.Attempt, c.lemma(h)):
			s.put(cotejo.Planned, h) // "attempts at extortion", "tentativa de asesinato"
			wanted = true
			at = h
		case rel == "conj" && c.isVerb(at) && c.isVerb(h) && c.Child(at, "nsubj", "aux") < 0:
			at = h // coordinated verbs without a subject of their own share their modal
		case c.Rel[at] == "nsubj:pass" && !c.isVerb(at) && c.isVerb(h) && codebook.Has(g.Planning, c.lemma(h)) && c.Child(h, "xcomp", "advcl") >= 0:
			s.Given = true // "the attacks are intended to provoke": the end is planned, the means are there
			at = -1
		case rel == "acl" && !c.isVerb(h) && c.denigrated(h):
			s.Unreal = true // "cannot be considered as people who must be jailed"
			at = -1
		case rel == "acl" && (c.feat(at, "VerbForm=Fin") && c.feat(at, "Tense=Past") || c.underway(at)):
			s.Given = true // "ordered them to pay the man who killed her"
			at = -1
		case (rel == "obl" || rel == "nmod" || rel == "obj") && !c.isVerb(at) && c.isVerb(h) && c.topic(at, h):
			s.Given = true // "asked about the murder"
			at = -1
		case (rel == "obl" || rel == "nmod") && !c.isVerb(at) && c.introduced(at, g.Past):
			s.Given = true // "decided to extradite him following the murder"
			at = -1
		case (rel == "obj" || c.Rel[at] == "nsubj:pass") && c.isVerb(h) && !c.isVerb(at):
			switch lemma := c.lemma(h); {
			case p.Decreed && codebook.Has(g.Ordering, lemma):
				s.put(cotejo.Planned, h)
				at = h
			case codebook.Has(g.Presupposing, lemma):
				s.Given = true
				at = -1 // who is to investigate a murder speaks of one that was done
			case !codebook.Has(g.Light, lemma) && (codebook.Has(g.Planning, lemma) || codebook.Has(g.Attempt, lemma) || codebook.Has(g.Sending, lemma)):
				s.put(cotejo.Planned, h)
				at = h
			default:
				s.Given = s.Given || codebook.Has(g.Sending, lemma) // who ordered a murder had it done
				if codebook.Has(g.Ends, lemma) {
					s.Phase = "ends" // "broke off the alliance"
				}
				at = h
			}
		case c.Rel[at] == "nsubj" && !c.isVerb(at) && c.isVerb(h) && c.verbIn(h, g.Waning):
			s.Phase = "ends" // "the alliance collapsed"
			at = -1
		case rel == "nsubj" && !c.isVerb(at) && codebook.Has(g.Awaited, c.lemma(h)):
			s.put(cotejo.Planned, h) // "his extradition is pending"
			at = -1
		case rel == "nsubj" && !c.isVerb(at) && c.Child(h, "expl") >= 0:
			at = h // "no attack was made", "there were no attacks": what holds for the verb holds for the noun
		case rel == "conj" && !c.isVerb(at) && !c.isVerb(h):
			at = h // "there will be no bombings or murders"
		case rel == "conj" && c.isVerb(at) && !c.isVerb(h) && !c.feat(at, "VerbForm=Fin"):
			at = h // "accused of laundering and of belonging to a gang"
		case p.Decreed && !c.isVerb(at) && (rel == "obl" || rel == "nmod") && c.ordered(at, h):
			s.put(cotejo.Planned, h) // "issued an order for the arrest of"
			at = h
		case rel == "obl" && c.concerned(at) >= 0:
			s.Negative = s.Negative != c.negates(int(c.Head[h])) // "had nothing to do with the killing"
			at = c.concerned(at)
		case rel == "nmod" && codebook.Has(g.Support, c.lemma(h)) || rel == "nmod" && codebook.Has(g.Authors, c.lemma(h)):
			at = h
		case rel == "obl" && c.isVerb(h) && !c.isVerb(at) && (codebook.Has(g.Engage, c.lemma(h)) || codebook.Has(g.Light, c.lemma(h)) && c.supported(h, at)):
			at = h // "did not take part in the raid"
		default:
			at = -1
		}
	}
	if q := c.Sentence(w); q >= 0 {
		for i := c.Sents[q].Start; i < w; i++ {
			form := strings.ToLower(c.Form[i])
			if codebook.Has(g.Alleging, form) || i+1 < w && codebook.Has(g.Alleging, form+" "+strings.ToLower(c.Form[i+1])) {
				s.put(cotejo.Alleged, i)
			}
		}
	}
	s.Unreal = s.Unreal || c.inquired(w) || wanted && s.Negative // "has received no request for his extradition" says nothing of one
	s.Novel = c.novel(w)
	return s
}

// roleNoun says whether noun w is a trigger that tells what somebody is: "leader", "member".
func (c *clause) roleNoun(w int) bool {
	for _, rule := range c.lang.Nouns[c.lemma(w)] {
		if slots := rule.RoleSlots("agent"); len(slots) > 0 && slots[0][0][0] == "named" {
			return true
		}
	}
	return false
}

// reportedClause says whether v opens with "that": content, whatever the parse calls it.
func (c *clause) reportedClause(v int) bool {
	m := c.Child(v, "mark")
	if m < 0 || c.lemma(m) != "that" && c.lemma(m) != "que" {
		return false
	}
	for w := c.Subtree(v, nil)[0]; w < m; w++ { // "however," may stand before it
		if c.UPOS[w] != nlp.PUNCT && c.UPOS[w] != nlp.ADV || w == m-1 && c.UPOS[w] == nlp.ADV {
			return false // "now that", "ya que" tell why
		}
	}
	return true
}

// opinion gives the noun that the clause of verb at tells the content of, whether it hangs on the noun or on the verb h beside it:
// "signs that", "hay indicios de que"; or -1.
func (c *clause) opinion(at, h int) int {
	if !c.isVerb(at) || c.Child(at, "mark") < 0 || c.infinitive(at) {
		return -1
	}
	switch rel := c.RelOf(at); {
	case (rel == "acl" || rel == "ccomp") && !c.isVerb(h):
		return h
	case rel == "advcl" || rel == "ccomp":
		if n := c.Subtree(at, nil)[0] - 1; n >= 0 && (n > h || at < h) && int(c.Head[n]) == h && c.UPOS[n] == nlp.NOUN {
			return n
		}
	}
	return -1
}

// inquired says whether w stands anywhere under an embedded question: "did not say whether officers were among those arrested".
func (c *clause) inquired(w int) bool {
	g := &c.lang.Grammar
	for at := w; at >= 0; at = int(c.Head[at]) {
		for _, k := range c.Children(at) {
			if c.Rel[k] != "mark" || !codebook.Has(g.ConditionalMarks, c.lemma(int(k))) {
				continue
			}
			if h := int(c.Head[at]); c.RelOf(at) == "ccomp" || h >= 0 && codebook.Has(g.Inquiring, c.lemma(h)) {
				return true
			}
		}
	}
	return false
}

// disputed says whether predicate p denies the clause under it: "it is false that", "no es cierto que".
func (c *clause) disputed(p int) bool {
	g, lemma := &c.lang.Grammar, c.lemma(p)
	if codebook.Has(g.Falsehood, lemma) {
		return true
	}
	if !codebook.Has(g.Truth, lemma) {
		return false
	}
	return c.negated(p)
}

// neither says whether those whom h begins to list are each denied, "ni el uno ni el otro": nothing is said of the two together.
func (c *clause) neither(h int) bool {
	for _, k := range c.Children(h) {
		if rel := c.RelOf(int(k)); int(k) < h && (rel == "cc" || rel == "cc:preconj" || rel == "det" || rel == "advmod") && codebook.Has(c.lang.Grammar.Negation, c.lemma(int(k))) {
			return true
		}
	}
	return false
}

// falsely says whether an adverb beside verb v calls what it says false: "acusado falsamente".
func (c *clause) falsely(v int) bool {
	for _, k := range []int{v - 1, v + 1} { // wherever a parser hangs it
		if k >= 0 && k < c.Len() && c.UPOS[k] == nlp.ADV && codebook.Has(c.lang.Grammar.Falsehood, c.lemma(k)) {
			return true
		}
	}
	return false
}

// until says whether Spanish verb v is what something lasts to: "hasta que lleguen", "antes de que lleguen".
func (c *clause) until(v int) bool {
	if c.Lang != nlp.Spanish {
		return false
	}
	for _, k := range c.Children(v) {
		if c.RelOf(int(k)) == "mark" && (c.lemma(int(k)) == "hasta" || c.lemma(int(k)) == "antes") {
			return true
		}
	}
	return false
}

// pending says whether Spanish verb w tells what others wait for: "hasta que capturen al cabecilla".
func (c *clause) pending(w int) bool {
	return c.isVerb(w) && c.until(w) && c.feat(w, "Mood=Sub") && c.feat(w, "Tense=Pres")
}

// negates says whether word k denies what it hangs on; "not only" does not, nor does the "no" of "hasta que no".
func (c *clause) negates(k int) bool {
	if h := int(c.Head[k]); h >= 0 && k < h && strings.EqualFold(c.Form[k], "no") && c.until(h) {
		return false
	}
	if k+1 < c.Len() && c.Form[k+1] == "," && c.RelOf(k) == "advmod" && k > 0 && c.UPOS[k-1] == nlp.SCONJ {
		return false // "como dijo que no, le quemaron la casa": an answer of its own
	}
	return codebook.Has(c.lang.Grammar.Negation, c.lemma(k)) && (k+1 >= c.Len() || !codebook.Has(c.lang.Grammar.Limiting, strings.ToLower(c.Form[k+1])))
}

// negated says whether a negation hangs on w.
func (c *clause) negated(w int) bool {
	for _, k := range c.Children(w) {
		if c.negates(int(k)) {
			return true
		}
	}
	return false
}

// achieves says whether verb v tells that what its infinitive names was done: "managed to", "went on to", "took advantage of it to".
func (c *clause) achieves(v int) bool {
	g := &c.lang.Grammar
	if v < 0 || !c.isVerb(v) && c.UPOS[v] != nlp.ADJ {
		return false
	}
	if o := c.Child(v, "obj"); o >= 0 && codebook.Has(g.Achieving, c.lemma(v)+" "+c.lemma(o)) {
		return true
	}
	return c.verbIn(v, g.Achieving)
}

// ordered says whether noun n, under h, is what an order is for: "an order for the arrest", "issued a warrant for his arrest".
func (c *clause) ordered(n, h int) bool {
	if !c.introduced(n, c.lang.Grammar.Toward) && !c.introduced(n, c.lang.Grammar.Holding) {
		return false
	}
	if !c.isVerb(h) {
		return codebook.Has(c.lang.Grammar.Orders, c.lemma(h))
	}
	o := c.objectForm(h)
	return o >= 0 && o < n && codebook.Has(c.lang.Grammar.Orders, c.lemma(o))
}

// denigrated says whether noun n is what somebody is said not to be taken for: "cannot be considered as criminals or as people who …".
func (c *clause) denigrated(n int) bool {
	for steps := 0; c.RelOf(n) == "conj" && steps < reach && c.Head[n] >= 0; steps++ {
		n = int(c.Head[n])
	}
	h := int(c.Head[n])
	return h >= 0 && c.isVerb(h) && c.regardedAs(n, h) && c.negated(h)
}

// underway says whether the finite clause of v tells what goes on or has been done: "are using", "has killed".
func (c *clause) underway(v int) bool {
	going := false
	for _, k := range c.Children(v) {
		if c.RelOf(int(k)) != "aux" {
			continue
		}
		if lemma := c.lemma(int(k)); lemma != "be" && lemma != "have" && lemma != "estar" && lemma != "haber" || !c.feat(int(k), "Tense=Pres") && !c.feat(int(k), "Tense=Past") {
			return false
		}
		going = going || !c.passive(v) || c.feat(int(k), "Tense=Past")
	}
	return going
}

// because says whether the clause of v tells why, and not what the verb above it is about: "now that", "ya que".
func (c *clause) because(v int) bool {
	m := c.Child(v, "mark")
	return m > 0 && (c.lemma(m) == "that" || c.lemma(m) == "que") && c.UPOS[m-1] == nlp.ADV
}

// before says whether the clause of v tells what was to come: "before it exploded", "antes de que explotara".
func (c *clause) before(v int) bool {
	for _, k := range c.Children(v) {
		if rel := c.RelOf(int(k)); int(k) < v && (rel == "mark" || rel == "advmod" || rel == "case") && codebook.Has(c.lang.Grammar.Before, c.lemma(int(k))) {
			return true
		}
	}
	return false
}

// averted says whether verb v, or one coordinated with it, tells that something was kept from happening.
func (c *clause) averted(v int) bool {
	if c.Rel[v] == "conj" && c.Head[v] >= 0 && codebook.Has(c.lang.Grammar.Averting, c.lemma(int(c.Head[v]))) {
		return true
	}
	for _, k := range c.Children(v) {
		if c.Rel[k] == "conj" && codebook.Has(c.lang.Grammar.Averting, c.lemma(int(k))) {
			return true
		}
	}
	return codebook.Has(c.lang.Grammar.Averting, c.lemma(v))
}

// used says whether n is what a verb of using acts on.
func (c *clause) used(n int) bool {
	v := int(c.Head[n])
	return v >= 0 && c.RelOf(n) == "obj" && codebook.Has(c.lang.Grammar.Using, c.lemma(v))
}

// excludes says whether v is a verb that rules out the clause under it.
func (c *clause) excludes(v int) bool { return c.verbIn(v, c.lang.Grammar.Excluding) }

// verbIn says whether the list holds verb v, alone or with its particle.
func (c *clause) verbIn(v int, list []string) bool {
	if codebook.Has(list, c.lemma(v)) {
		return true
	}
	for _, k := range c.Children(v) {
		if (c.RelOf(int(k)) == "compound" || c.RelOf(int(k)) == "advmod") && codebook.Has(list, c.lemma(v)+" "+c.lemma(int(k))) {
			return true
		}
	}
	return false
}

// raised gives the hedge that the passive of a verb puts on its infinitive: "is believed to hide", or "".
func (c *clause) raised(lemma string) cotejo.Hedge {
	for hedge, verbs := range c.lang.Grammar.Raising {
		if codebook.Has(verbs, lemma) {
			return cotejo.Hedge(hedge)
		}
	}
	return ""
}

// firstPerson says whether the subject of verb v is whoever utters it.
func (c *clause) firstPerson(v int) bool {
	if n := c.Child(v, "nsubj"); n >= 0 {
		return c.feat(n, "Person=1")
	}
	return c.feat(c.finiteWord(v), "Person=1")
}

// denies says whether verb h denies what stands under it, "ha negado tener", "denied having", and does not refuse it, "se negó a pagar".
func (c *clause) denies(h int) bool {
	return c.verbIn(h, c.lang.Grammar.Denying) && c.Child(h, "expl", "iobj") < 0
}

// turnedDown notes in s that verb h denies or turns down what stands under it as at: nobody who is said to deny a thing, to reject that
// it is so or to rule it out is said to have done it. What is not yet done may only be turned down: "rejected joining the gang", "rechazó
// pagar". Who does not deny a thing has not owned it either.
func (c *clause) turnedDown(at, h int, s *scope) {
	g := &c.lang.Grammar
	rel := c.RelOf(at)
	said := rel == "ccomp" && at > h && !c.spoken(at, h) || rel == "advcl" && c.reportedClause(at)
	bare := rel == "xcomp" || rel == "advcl" && at > h && c.isVerb(at) && c.follows(at, h)
	named := rel == "obj" && !c.isVerb(at)
	switch {
	case c.denies(h) && (said || bare || named), said && c.verbIn(h, g.Rejecting):
		if c.negated(h) {
			s.Unreal = true
		} else {
			s.denial = h
		}
	case bare && (c.excludes(h) || c.verbIn(h, g.Rejecting)):
		if (c.Child(at, "aux") >= 0 || codebook.Has(g.States, c.lemma(at))) && !c.negated(h) {
			s.denial = h // "dismissed having paid", "rechazó tener nexos"
		} else {
			s.Unreal = true
		}
	}
}

// spoken says whether punctuation sets the clause of verb v off from verb h before it: the denier's own words, "he denied it: 'I am no
// member'", which say themselves what is not so.
func (c *clause) spoken(v, h int) bool {
	for w := h + 1; w <= c.Subtree(v, nil)[0]; w++ {
		if c.UPOS[w] == nlp.PUNCT {
			return true
		}
	}
	return false
}

// follows says whether non-finite verb v opens right after verb h, with no more between than h's particle: "ruled out having paid".
func (c *clause) follows(v, h int) bool {
	if c.feat(v, "VerbForm=Fin") {
		return false
	}
	first := c.Subtree(v, nil)[0]
	for w := h + 1; w < first; w++ {
		if !strings.HasPrefix(c.Rel[w], "compound") {
			return false
		}
	}
	return c.Child(v, "mark") < 0
}

// reason says whether Spanish infinitive v tells why, and not to what end: "por comprar precursores".
func (c *clause) reason(v int) bool {
	m := c.Child(v, "mark")
	return m >= 0 && strings.EqualFold(c.Form[m], "por")
}

// afterwards says whether Spanish infinitive v tells what went before or came with the clause above: "tras matar", "después de matar".
func (c *clause) afterwards(v int) bool {
	for _, k := range c.Children(v) {
		if rel := c.RelOf(int(k)); int(k) < v && (rel == "mark" || rel == "case" || rel == "advmod") && (codebook.Has(c.lang.Grammar.Past, c.lemma(int(k))) || codebook.Has(c.lang.Grammar.Past, strings.ToLower(c.Form[k]))) {
			return true
		}
	}
	return false
}

func (c *clause) infinitive(v int) bool {
	if c.feat(v, "VerbForm=Inf") {
		return true
	}
	for _, k := range c.Children(v) {
		if c.Rel[k] == "mark" && c.lemma(int(k)) == "to" {
			return true
		}
	}
	return false
}

// markers reads the modals, adverbs, negation and conditional marks that hang on word w itself.
func (c *clause) markers(w int, s *scope) {
	g := &c.lang.Grammar
	if c.isVerb(w) {
		if c.Child(w, "cop") >= 0 && c.feat(w, "VerbForm=Inf") {
			s.put(cotejo.Planned, w) // "their goal was to kidnap"
		}
		if subj, aux := c.Child(w, "nsubj"), c.Child(w, "aux"); c.Lang == nlp.English && aux >= 0 && subj > aux && c.Subtree(w, nil)[0] == aux {
			s.put(cotejo.Conditional, aux) // "had the clan bought the rifles, …"
		}
	}
	for _, k32 := range c.Children(w) {
		k := int(k32)
		lemma := c.lemma(k)
		switch c.RelOf(k) {
		case "aux":
			if codebook.Has(g.Advising, lemma) && (c.Lang != nlp.Spanish || c.feat(k, "Mood=Cnd")) {
				s.Unreal = true // advice tells nothing of what is
			}
			switch {
			case codebook.Has(g.Conditional, lemma):
				s.put(cotejo.Conditional, k)
			case codebook.Has(g.Possible, lemma):
				s.put(cotejo.Possible, k)
			case codebook.Has(g.Planning, lemma):
				s.put(cotejo.Planned, k)
			case codebook.Has(g.Probable, lemma):
				s.put(cotejo.Presumed, k)
			}
			if c.feat(k, "Mood=Cnd") {
				s.put(cotejo.Reported, k)
			}
			if c.feat(k, "Tense=Fut") {
				s.put(cotejo.Planned, k) // "será extraditado"
			}
		case "cop":
			if c.feat(k, "Mood=Cnd") {
				s.put(cotejo.Reported, k) // "estaría escondido"
			}
			if c.feat(k, "Tense=Fut") {
				s.put(cotejo.Planned, k)
			}
		case "amod", "compound":
			switch {
			case c.isVerb(w):
			case codebook.Has(g.Failing, lemma), codebook.Has(g.Failing, strings.ToLower(c.Form[k])):
				s.Unreal = true
			case codebook.Has(g.Attempt, lemma):
				s.put(cotejo.Planned, k)
			}
		case "advmod", "obl", "discourse", "det", "cc":
			if c.negates(k) || codebook.Has(g.Still, strings.ToLower(c.Form[k])) && c.negated(k) {
				concord := c.Lang == nlp.Spanish && lemma != "no"
				s.Negative = concord || s.concord || !s.Negative // "no ha recibido ninguna" denies once
				s.concord = s.concord || concord
				s.Words = append(s.Words, k)
			} else if h := c.wordHedge(k); h != "" && c.UPOS[k] != nlp.PROPN { // "in May" is no "may"
				s.put(h, k)
			} else if codebook.Has(g.Failing, lemma) {
				s.Unreal = true // "was almost killed"
			}
		case "mark", "case":
			if codebook.Has(g.ConditionalMarks, lemma) || codebook.Has(g.ConditionalMarks, c.mark(k)) {
				s.put(cotejo.Conditional, k)
			}
			if codebook.Has(g.Negation, lemma) {
				s.Negative = true
				s.Words = append(s.Words, k)
			}
		case "nsubj":
			if codebook.Has(g.Negation, lemma) {
				s.Negative = true
			}
		}
	}
	if c.isVerb(w) && c.feat(w, "Mood=Imp") && !(c.Lang == nlp.English && (c.nominative(w) >= 0 || c.mistaken(w) >= 0)) {
		s.Unreal = true
	}
	if c.isVerb(w) && c.feat(w, "Mood=Cnd") {
		s.put(cotejo.Conditional, w)
	}
	if c.isVerb(w) && c.feat(w, "Tense=Fut") {
		s.put(cotejo.Planned, w)
	}
}

func (c *clause) question(r nlp.Range) bool {
	for w := r.End - 1; w >= r.Start && c.UPOS[w] == nlp.PUNCT; w-- {
		if c.Form[w] == "?" {
			return true
		}
	}
	return false
}

// novel says whether the words tell that what w says is new: a phrase of the grammar's hangs on w or on a word above it.
func (c *clause) novel(w int) bool {
	q := c.Sentence(w)
	if q < 0 {
		return false
	}
	r := c.Sents[q]
	for i := r.Start; i < r.End; i++ {
		if codebook.Has(c.lang.Grammar.NovelLemmas, c.lemma(i)) && int(c.Head[i]) >= 0 && c.Covers(int(c.Head[i]), w) && c.near(int(c.Head[i]), w) {
			return true
		}
		for _, phrase := range c.lang.Grammar.Novel {
			words := strings.Fields(phrase)
			if len(words) < 2 || i+len(words) > r.End {
				continue
			}
			match := true
			for j, p := range words {
				if !strings.EqualFold(c.Form[i+j], p) {
					match = false
					break
				}
			}
			if !match {
				continue
			}
			top := i + len(words) - 1
			if c.Covers(top, w) {
				return true // "the first time that …"
			}
			switch c.RelOf(top) {
			case "obl", "nmod", "advmod", "obj", "fixed", "amod":
				if h := int(c.Head[top]); h >= 0 && c.Covers(h, w) && c.near(h, w) {
					return true
				}
			}
		}
	}
	return false
}

// near says whether a stands no more than a few steps above w, so that what modifies a bears on w.
func (c *clause) near(a, w int) bool {
	for i := 0; i <= 3 && w >= 0; i++ {
		if w == a {
			return true
		}
		w = int(c.Head[w])
	}
	return false
}
