package extract

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// clause reads the participants of an event off a tree as the sentence means them, whatever form it gives them: passive,
// relative, infinitive, participle, coordinated, or a noun under a light verb.
type clause struct {
	*nlp.Tree
	lang  *codebook.Language
	times times
}

// reach bounds how far an unexpressed participant is looked for: coordination under control under a relative clause is as
// deep as readers follow, and a bound keeps malformed trees cheap.
const reach = 6

// lemma gives the lemma of w in lower case; a Spanish pronominal infinitive ("incautarse") without its pronoun.
func (c *clause) lemma(w int) string {
	l := strings.ToLower(c.Lemma[w])
	if c.Lang == nlp.Spanish && c.UPOS[w] == nlp.VERB && strings.HasSuffix(l, "rse") {
		l = l[:len(l)-2]
	}
	return l
}

func (c *clause) isVerb(w int) bool { return c.UPOS[w] == nlp.VERB || c.UPOS[w] == nlp.AUX }

func (c *clause) isNominal(w int) bool {
	switch c.UPOS[w] {
	case nlp.NOUN, nlp.PROPN, nlp.PRON, nlp.NUM, nlp.SYM, nlp.X:
		return true
	case nlp.ADJ, nlp.DET, nlp.VERB: // "los detenidos", "the accused": a noun in all but its tag
		return c.Rel[w] == "nsubj" || c.RelOf(w) == "obj" || c.RelOf(w) == "obl" || c.RelOf(w) == "nmod"
	}
	return false
}

func (c *clause) feat(w int, want string) bool {
	return strings.Contains("|"+c.Feats[w]+"|", "|"+want+"|")
}

// relative says whether w is a relative pronoun that stands for the noun its clause modifies.
func (c *clause) relative(w int) bool {
	if c.UPOS[w] != nlp.PRON && c.UPOS[w] != nlp.DET && c.UPOS[w] != nlp.SCONJ {
		return false
	}
	if c.feat(w, "PronType=Rel") || strings.Contains(c.Feats[w], "PronType=Int,Rel") {
		return true
	}
	switch strings.ToLower(c.Form[w]) {
	case "which", "who", "whom", "that", "que", "quien", "quienes", "cual", "cuales":
		return true
	}
	return false
}

// antecedent gives the noun that the relative clause with verb v modifies, or -1.
func (c *clause) antecedent(v int) int {
	for i := 0; i < reach && v >= 0; i++ {
		switch {
		case strings.HasPrefix(c.Rel[v], "acl"):
			if c.told(int(c.Head[v])) {
				return -1
			}
			return int(c.Head[v])
		case c.Rel[v] == "conj", c.Rel[v] == "xcomp", c.Rel[v] == "ccomp":
			v = int(c.Head[v])
		default:
			return -1
		}
	}
	return -1
}

// told says whether n is whom something is told: the "que" after "contó a la agencia" opens what is told and stands for nobody.
func (c *clause) told(n int) bool {
	h := int(c.Head[n])
	return h >= 0 && c.preposition(n) == "a" && codebook.Has(c.lang.Grammar.Telling, c.lemma(h))
}

// passive says whether verb v is in the passive: what it does is done to its grammatical subject.
func (c *clause) passive(v int) bool {
	for _, k := range c.Children(v) {
		switch c.Rel[k] {
		case "nsubj:pass", "aux:pass", "csubj:pass", "expl:pass":
			return true
		}
	}
	if c.participle(v) && (c.Rel[v] == "acl" || c.Rel[v] == "amod") {
		return true
	}
	if h := int(c.Head[v]); c.participle(v) && c.Rel[v] == "xcomp" && h >= 0 && codebook.Has(c.lang.Grammar.Becoming, c.lemma(h)) {
		return true // "resultaron heridos"
	}
	if h := c.fellowVerb(v); h >= 0 && c.participle(v) && c.Child(v, "aux", "nsubj") < 0 {
		return c.passive(h)
	}
	return false
}

// fellowVerb gives the verb that v is coordinated with, or -1. A past participle that a parser has hung on a gerund belongs with the
// clause above it: "was caught months after escaping, and extradited".
func (c *clause) fellowVerb(v int) int {
	h := int(c.Head[v])
	if c.Rel[v] != "conj" || h < 0 || !c.isVerb(h) {
		return -1
	}
	if c.participle(v) && c.Child(v, "aux", "nsubj") < 0 {
		for up := h; c.ing(up) && c.RelOf(up) == "advcl"; {
			if up = int(c.Head[up]); up < 0 || !c.isVerb(up) {
				break
			}
			if c.passive(up) {
				return up
			}
		}
	}
	return h
}

// participle says whether v is a past participle.
func (c *clause) participle(v int) bool {
	if !c.feat(v, "VerbForm=Part") {
		return false
	}
	return !c.feat(v, "Tense=Pres") && !strings.HasSuffix(strings.ToLower(c.Form[v]), "ing")
}

// subject gives the logical subjects of w: who does what the verb or noun says.
func (c *clause) subject(w, depth int) []int {
	if depth > reach {
		return nil
	}
	if c.isVerb(w) {
		return c.verbSubject(w, depth)
	}
	if c.Child(w, "cop") >= 0 {
		if s := c.Child(w, "nsubj"); s >= 0 {
			return c.unlessRelative(s, w)
		}
		if s := c.inherited(w, depth); len(s) > 0 {
			return s // "is said to be the head"
		}
		if x := c.Child(w, "expl"); x >= 0 && c.Lang == nlp.English && c.lemma(x) == "it" && c.Child(w, "csubj", "ccomp", "xcomp") < 0 {
			return []int{x} // "it is present in Tumaco": a pronoun taken for an empty word
		}
	}
	if c.UPOS[w] == nlp.ADJ {
		if h := int(c.Head[w]); h >= 0 && (c.RelOf(w) == "amod" || strings.HasPrefix(c.Rel[w], "acl")) {
			return []int{h}
		}
	}
	return c.nounSubject(w, depth)
}

func (c *clause) unlessRelative(s, v int) []int {
	if c.relative(s) {
		if a := c.antecedent(v); a >= 0 {
			return []int{a}
		}
		return nil
	}
	return []int{s}
}

func (c *clause) verbSubject(v, depth int) []int {
	if c.passive(v) {
		return c.after(v, c.lang.Grammar.By)
	}
	if s := c.Child(v, "nsubj"); s >= 0 && c.Rel[s] != "nsubj:pass" {
		return c.unlessRelative(s, v)
	}
	if s := c.inherited(v, depth); len(s) > 0 {
		return s
	}
	if s := c.mistaken(v); s >= 0 {
		return []int{s}
	}
	if h := c.strandedSubject(v); h >= 0 {
		return []int{h}
	}
	return c.dropped(v, depth)
}

// mistaken gives the noun right before the finite verb v that a parser takes for its modifier: "the clan ships cocaine"; -1
// where there is none.
func (c *clause) mistaken(v int) int {
	if v == 0 || c.Lang != nlp.English || int(c.Head[v-1]) != v || c.RelOf(v-1) != "compound" && c.RelOf(v-1) != "amod" || !c.feat(v, "VerbForm=Fin") {
		return -1
	}
	if c.UPOS[v-1] == nlp.NOUN || c.UPOS[v-1] == nlp.PROPN {
		return v - 1
	}
	return -1
}

// dropped gives the subject that a Spanish finite verb leaves unsaid because it is that of the clause beside or above it: "la
// Marina intervino: destruyó tres campamentos", "negó que dirija el grupo", "aseguró que desplegará".
func (c *clause) dropped(v, depth int) []int {
	h := int(c.Head[v])
	if c.Lang != nlp.Spanish || h < 0 || !c.isVerb(h) || !c.finite(v) || c.Child(v, "nsubj", "csubj", "expl:pass", "expl:impers") >= 0 {
		return nil
	}
	switch c.RelOf(v) {
	case "parataxis", "conj":
	case "ccomp":
		if !codebook.Has(c.lang.Grammar.Owning, c.lemma(h)) && !c.feat(v, "Tense=Fut") {
			return nil
		}
	default:
		return nil
	}
	number := c.featValue(c.finiteWord(v), "Number")
	if number == "" || number != c.featValue(c.finiteWord(h), "Number") {
		return nil
	}
	return c.subject(h, depth+1)
}

// finite says whether v or its auxiliary is a finite form of the third person.
func (c *clause) finite(v int) bool {
	w := c.finiteWord(v)
	return c.feat(w, "VerbForm=Fin") && c.feat(w, "Person=3")
}

func (c *clause) finiteWord(v int) int {
	for _, k := range c.Children(v) {
		if c.RelOf(int(k)) == "aux" && c.feat(int(k), "VerbForm=Fin") {
			return int(k)
		}
	}
	return v
}

// strandedSubject gives the noun between ", and" and the finite verb v that a parser has coordinated with a noun of the
// clause before: "…, according to the office, and rebel groups control the trade". -1 where there is none.
func (c *clause) strandedSubject(v int) int {
	if rel := c.RelOf(v); rel != "parataxis" && rel != "conj" && rel != "root" || c.feat(v, "VerbForm=Inf") || c.feat(v, "VerbForm=Part") {
		return -1
	}
	for w := v - 1; w > 0 && c.Sentence(w) == c.Sentence(v); w-- {
		if c.UPOS[w] == nlp.CCONJ && c.Form[w-1] == "," {
			for h := w + 1; h < v; h++ {
				if c.Rel[h] == "conj" && int(c.Head[h]) < w && c.isNominal(h) {
					return h
				}
			}
			return -1
		}
		if c.isVerb(w) && c.feat(w, "VerbForm=Fin") {
			return -1
		}
	}
	return -1
}

// inherited gives the subject that the predicate v leaves unsaid, from the clause that it hangs on.
func (c *clause) inherited(v, depth int) []int {
	h := int(c.Head[v])
	if h < 0 {
		return nil
	}
	switch rel := c.RelOf(v); rel {
	case "conj":
		if c.isVerb(h) && !c.passive(h) {
			return c.subject(h, depth+1)
		}
		if c.isVerb(h) {
			return c.object(h, depth+1) // "was hired and began to": the passive's subject goes on acting
		}
		return c.subject(h, depth+1)
	case "xcomp", "advcl", "ccomp", "acl", "csubj":
		if !c.controlled(v) {
			return nil
		}
		if rel == "acl" {
			if c.Rel[v] == "acl:relcl" || c.ing(v) {
				return []int{h}
			}
			if s := c.subject(h, depth+1); len(s) > 0 {
				return s
			}
			if user := int(c.Head[h]); user >= 0 && c.RelOf(h) == "obj" && c.isVerb(user) {
				return c.subject(user, depth+1) // "uses boats to move the drug"
			}
			return nil
		}
		if !c.isVerb(h) {
			return c.subject(h, depth+1)
		}
		if o := c.object(h, depth+1); codebook.Has(c.lang.Grammar.Using, c.lemma(h)) && len(o) > 0 && c.tool(o[0]) {
			return c.subject(h, depth+1) // "uses the port to ship cocaine"
		}
		if c.passive(h) || c.objectControl(c.lemma(h)) && c.Child(h, "obj") >= 0 {
			return c.object(h, depth+1)
		}
		return c.subject(h, depth+1)
	}
	return nil
}

// tool says whether what noun n names cannot act: a thing, a place, a body of water.
func (c *clause) tool(n int) bool {
	if c.isThing(n) || len(c.Name) > 0 && c.Name[n].Kind == nlp.LOC {
		return true
	}
	_, place := c.class(n, "placeNoun")
	_, asset := c.class(n, "asset")
	return place || asset || codebook.Has(c.lang.Grammar.PlaceNoun, c.lemma(n))
}

func (c *clause) objectControl(lemma string) bool {
	return codebook.Has(c.lang.Grammar.ObjectControl, lemma) || codebook.Has(c.lang.Grammar.Accusing, lemma)
}

// controlled says whether the form of v leaves its subject to the clause above: an infinitive, gerund or participle.
func (c *clause) controlled(v int) bool {
	if c.Rel[v] == "xcomp" || c.Rel[v] == "acl:relcl" {
		return true
	}
	if c.feat(v, "VerbForm=Fin") && c.Child(v, "aux") < 0 {
		return false
	}
	if c.feat(v, "VerbForm=Inf") || c.feat(v, "VerbForm=Ger") {
		return true
	}
	if c.ing(v) {
		return true // "began by selling"
	}
	for _, k := range c.Children(v) {
		if c.Rel[k] == "mark" && c.lemma(int(k)) != "to" && c.UPOS[k] == nlp.SCONJ {
			return false
		}
	}
	return true
}

func (c *clause) ing(v int) bool {
	return c.feat(v, "VerbForm=Ger") || c.feat(v, "Tense=Pres") && c.feat(v, "VerbForm=Part") || strings.HasSuffix(strings.ToLower(c.Form[v]), "ing")
}

// nounSubject finds who does what an event noun says: its possessor, its by-phrase, the subject of the light verb over it,
// or of the support noun or verb that it hangs on ("a role in the production").
func (c *clause) nounSubject(n, depth int) []int {
	if p := c.Child(n, "nmod:poss"); p >= 0 && c.UPOS[p] != nlp.PRON {
		return []int{p}
	}
	if c.introduced(n, c.lang.Grammar.Behind) {
		if s := c.theme(n); len(s) > 0 {
			return s
		}
	}
	if by := c.after(n, c.lang.Grammar.By); len(by) > 0 {
		return by
	}
	g := &c.lang.Grammar
	for _, k32 := range c.Children(n) { // "the raid that the army carried out", "raids carried out by the army"
		if k := int(k32); strings.HasPrefix(c.Rel[k], "acl") && codebook.Has(g.Light, c.lemma(k)) && slices.Contains(c.object(k, depth+1), n) {
			if s := c.subject(k, depth+1); len(s) > 0 {
				return s
			}
		}
	}
	h := int(c.Head[n])
	if h < 0 {
		return nil
	}
	rel := c.RelOf(n)
	switch {
	case c.Rel[n] == "nsubj:pass" && c.isVerb(h) && codebook.Has(g.Light, c.lemma(h)):
		return c.subject(h, depth+1)
	case (rel == "obj" || c.Rel[n] == "nsubj:pass") && c.isVerb(h) && codebook.Has(g.Claiming, c.lemma(h)) && (!codebook.Has(g.Blaming, c.lemma(h)) || c.Child(h, "expl") >= 0):
		return c.subject(h, depth+1)
	case (rel == "obj" || c.Rel[n] == "nsubj:pass") && c.isVerb(h) && codebook.Has(g.Blaming, c.lemma(h)):
		return c.after(h, []string{"to", "a", "on"})
	case rel == "obj" && c.isVerb(h) && codebook.Has(g.Light, c.lemma(h)):
		return c.subject(h, depth+1)
	case rel == "conj" && depth < reach:
		return c.nounSubject(h, depth+1)
	case rel == "nmod" && codebook.Has(g.Support, c.lemma(h)):
		return c.nounSubject(h, depth+1)
	case rel == "obl" && codebook.Has(g.Engage, c.lemma(h)) && (c.isVerb(h) || c.UPOS[h] == nlp.ADJ):
		if c.isVerb(h) && c.passive(h) {
			return c.object(h, depth+1)
		}
		return c.subject(h, depth+1)
	case rel == "obl" && c.isVerb(h) && codebook.Has(g.Light, c.lemma(h)) && c.supported(h, n):
		return c.subject(h, depth+1)
	case (rel == "obl" || rel == "nmod") && c.isVerb(h) && codebook.Has(g.Accusing, c.lemma(h)):
		return c.object(h, depth+1)
	case (rel == "xcomp" || rel == "obl" || rel == "obj") && c.isVerb(h) && codebook.Has(g.Becoming, c.lemma(h)):
		return c.subject(h, depth+1)
	case rel == "compound" && depth < reach && codebook.Has(g.Support, c.lemma(h)):
		return c.nounSubject(h, depth+1)
	case rel == "nsubj" && c.isVerb(h) && codebook.Has(g.Giving, c.lemma(h)):
		if o := c.Child(h, "iobj"); o >= 0 {
			return []int{o}
		}
		return c.object(h, depth+1)
	case rel == "obl" && c.isVerb(h) && codebook.Has(g.Acting, c.lemma(h)) && c.introduced(n, []string{"as", "como"}):
		return c.subject(h, depth+1)
	}
	if p := c.Child(n, "nmod:poss"); p >= 0 {
		return []int{p}
	}
	return nil
}

// theme gives what the phrase of noun n with its preposition is said of: "the port is under the control of X", "the port passed
// into the hands of X", "the port under their control", "is suspected of being behind the murder".
func (c *clause) theme(n int) []int {
	if !c.introduced(n, c.lang.Grammar.Standing) {
		return nil
	}
	if c.Child(n, "cop") >= 0 {
		if s := c.Child(n, "nsubj"); s >= 0 {
			return c.unlessRelative(s, n)
		}
		if h := int(c.Head[n]); h >= 0 && c.isVerb(h) && codebook.Has(c.lang.Grammar.Accusing, c.lemma(h)) {
			return c.object(h, 0)
		}
		return c.inherited(n, 0)
	}
	h := int(c.Head[n])
	if h < 0 {
		return nil
	}
	switch {
	case c.RelOf(n) == "nmod" && !c.isVerb(h):
		return []int{h}
	case (c.RelOf(n) == "obl" || c.RelOf(n) == "nmod") && c.isVerb(h):
		if o := c.object(h, 0); len(o) > 0 {
			return o // "put the port under their control"
		}
		return c.subject(h, 0)
	}
	return nil
}

// supported says whether the object of v before n is a support noun: "take a role in the production", whose "in" may hang on
// either.
func (c *clause) supported(v, n int) bool {
	o := c.Child(v, "obj")
	return o >= 0 && o < n && codebook.Has(c.lang.Grammar.Support, c.lemma(o))
}

// object gives the logical objects of verb v: who or what it is done to.
func (c *clause) object(v, depth int) []int {
	if depth > reach || !c.isVerb(v) {
		return nil
	}
	h := int(c.Head[v])
	if c.passive(v) {
		for _, k := range c.Children(v) {
			if c.Rel[k] == "nsubj:pass" || c.Rel[k] == "nsubj" {
				return c.unlessRelative(int(k), v)
			}
		}
		switch {
		case h < 0:
			return nil
		case strings.HasPrefix(c.Rel[v], "acl"), c.Rel[v] == "amod":
			if one := c.among(h); one >= 0 {
				return []int{one}
			}
			return []int{h}
		case c.fellowVerb(v) >= 0:
			if h = c.fellowVerb(v); c.passive(h) {
				return c.object(h, depth+1)
			}
			return c.subject(h, depth+1)
		case c.Rel[v] == "xcomp" && c.isVerb(h):
			return c.subjectForm(h, depth+1)
		}
		return nil
	}
	relative := false
	for _, o := range c.children(v, "obj") {
		if !c.relative(o) {
			return []int{o} // a second object is the true one where "that" was taken for a pronoun
		}
		relative = true
	}
	if relative {
		if a := c.antecedent(v); a >= 0 {
			return []int{a}
		}
		return nil
	}
	// A tagger's slip on a rare word: what is a commodity by its form is no verb or adjective right after its verb.
	for _, k := range c.Children(v) {
		if rel := c.Rel[k]; int(k) > v && (rel == "xcomp" || rel == "ccomp" || rel == "acl" || rel == "dep") {
			_, goods := c.find(c.lang.Commodity, int(k))
			_, trade := c.class(int(k), "market")
			if goods || trade && c.ing(int(k)) { // "controls poaching"
				return []int{int(k)}
			}
		}
	}
	if h < 0 {
		return nil
	}
	// "own and operate facilities": an object after both verbs hangs on the first.
	if c.Rel[v] == "conj" && c.isVerb(h) && !c.passive(h) {
		if o := c.Child(h, "obj"); o > v && !c.relative(o) {
			return []int{o}
		}
	}
	// "the labs the cartel runs": the object is the noun that the clause modifies.
	if c.Rel[v] == "acl:relcl" {
		if s := c.Child(v, "nsubj"); s >= 0 && !c.relative(s) && c.Child(v, "obl", "ccomp", "xcomp") < 0 {
			return []int{h}
		}
	}
	return nil
}

// among gives who is said to be of those that pronoun h points at: "among those arrested was Juan Ruiz"; else -1.
func (c *clause) among(h int) int {
	top := int(c.Head[h])
	if c.UPOS[h] != nlp.PRON || top < 0 || c.preposition(h) != "among" && c.preposition(h) != "entre" {
		return -1
	}
	if c.isNominal(top) && c.Child(top, "cop") >= 0 && c.Child(top, "nsubj") < 0 {
		return top
	}
	if s := c.Child(top, "nsubj"); s >= 0 && (c.Child(top, "cop") >= 0 || c.lemma(top) == "be") {
		return s
	}
	return -1
}

// subjectForm gives the grammatical subject of h, logical or not: what an infinitive under a passive or raising verb shares.
func (c *clause) subjectForm(h, depth int) []int {
	if c.passive(h) {
		return c.object(h, depth)
	}
	return c.subject(h, depth)
}

// preposition gives the words that introduce noun n, in lower case, or "".
func (c *clause) preposition(n int) string {
	var parts []string
	for _, k := range c.Children(n) {
		if c.RelOf(int(k)) != "case" && !(c.Rel[k] == "mark" && c.UPOS[k] == nlp.ADP) {
			continue
		}
		parts = append(parts, c.caseWords(int(k))...)
	}
	if len(parts) == 0 {
		return c.strayPreposition(n)
	}
	return strings.Join(parts, " ")
}

// strayPreposition gives the preposition that stands right before the phrase of n and hangs elsewhere, as parsers often
// have it with "as", or "".
func (c *clause) strayPreposition(n int) string {
	if rel := c.RelOf(n); rel != "obl" && rel != "nmod" {
		return ""
	}
	first := c.Subtree(n, nil)[0]
	if first == 0 || c.UPOS[first-1] != nlp.ADP && c.UPOS[first-1] != nlp.SCONJ || c.Head[first-1] != c.Head[n] {
		return ""
	}
	return strings.ToLower(c.Form[first-1])
}

func (c *clause) caseWords(k int) []string {
	out := []string{strings.ToLower(c.Form[k])}
	for _, f := range c.Children(k) {
		if c.Rel[f] == "fixed" {
			out = append(out, strings.ToLower(c.Form[f]))
		}
	}
	return out
}

// introduced says whether noun n stands after one of the prepositions; the last word of a longer one counts alone
// ("from near the border" is near it), and a preposition of several words by its beginning.
func (c *clause) introduced(n int, prepositions []string) bool {
	p := c.preposition(n)
	if p == "" {
		return false
	}
	for _, want := range prepositions {
		if p == want || strings.HasSuffix(p, " "+want) || strings.HasPrefix(p, want+" ") {
			return true
		}
	}
	return false
}

// objectForm gives the noun that a verb acts on as its dependent, or -1.
func (c *clause) objectForm(v int) int { return c.Child(v, "obj", "nsubj:pass") }

// phrasal gives the noun after a preposition that is a phrase of its own in the tree, with word k as its middle: "at the hands
// of X", "a manos de X", "cerca de X"; -1 where k is no such middle.
func (c *clause) phrasal(k int, prepositions []string) int {
	for _, n := range c.Children(k) {
		if rel := c.RelOf(int(n)); rel != "nmod" && rel != "obl" {
			continue
		}
		last := c.preposition(int(n))
		if last == "" {
			continue
		}
		whole := strings.TrimSpace(strings.TrimSpace(c.preposition(k)+" "+c.article(k)+strings.ToLower(c.Form[k])) + " " + last)
		if codebook.Has(prepositions, whole) {
			return int(n)
		}
	}
	return -1
}

func (c *clause) article(k int) string {
	if d := c.Child(k, "det"); d >= 0 {
		return strings.ToLower(c.Form[d]) + " "
	}
	return ""
}

// after lists the nouns that hang on w after one of the prepositions, with those that hang on its object or, for a noun,
// on the light verb over it: readers and parsers differ on where such a phrase belongs.
func (c *clause) after(w int, prepositions []string) []int {
	var out []int
	from := func(h int, rels ...string) {
		for _, k := range c.Children(h) {
			if int(k) == w || !codebook.Has(rels, c.RelOf(int(k))) {
				continue
			}
			if n := c.phrasal(int(k), prepositions); n >= 0 {
				out = append(out, n)
			} else if c.introduced(int(k), prepositions) {
				out = append(out, int(k))
			} else if c.introduced(int(k), c.lang.Grammar.Whence) {
				for _, kk := range c.Children(int(k)) { // "from Guayaquil to Antwerp": the second hung on the first
					if c.RelOf(int(kk)) == "nmod" && int(kk) > int(k) && c.introduced(int(kk), c.lang.Grammar.Toward) && c.introduced(int(kk), prepositions) {
						out = append(out, int(kk))
					}
				}
			}
		}
	}
	from(w, "obl", "nmod", "advmod", "dep", "obj", "iobj") // Spanish objects may have a preposition
	if len(out) == 1 && c.Child(out[0], "conj") < 0 && c.introduced(out[0], []string{"between", "entre"}) {
		for _, k := range c.Children(w) {
			if int(k) > out[0] && c.Rel[k] == "conj" && c.isNominal(int(k)) && c.Child(int(k), "cc") >= 0 {
				out = append(out, int(k)) // "the feud between X and Y": the second hung on the feud
			}
		}
	}
	if c.isVerb(w) {
		if o := c.objectForm(w); o >= 0 && !codebook.Has(prepositions, "of") && !codebook.Has(prepositions, "de") {
			for _, f := range c.fellows(o) { // "seized rifles and pistols in Cali"
				for depth := 0; f >= 0 && depth < 3; depth++ { // "extradited members of the gang to Brazil", wherever "to" was hung
					from(f, "nmod")
					f = c.ofNoun(f)
				}
			}
		}
		return out
	}
	if of := c.ofNoun(w); len(out) == 0 && of >= 0 {
		from(of, "nmod") // "the presence of traffickers in the port"
	}
	if len(out) > 0 {
		return out
	}
	if h := int(c.Head[w]); h >= 0 && c.isVerb(h) && (c.Rel[w] == "obj" || c.Rel[w] == "nsubj:pass" || c.Rel[w] == "nsubj" && codebook.Has(c.lang.Grammar.Happening, c.lemma(h))) {
		from(h, "obl")
	}
	return out
}
