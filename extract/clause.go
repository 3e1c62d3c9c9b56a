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
	lang   *codebook.Language
	times  times
	lemmas []string // of each word, as the codebook has it
}

// reach bounds how far an unexpressed participant is looked for: coordination under control under a relative clause is as
// deep as readers follow, and a bound keeps malformed trees cheap.
const reach = 6

// lemma gives the lemma of w in lower case, as the codebook has it.
func (c *clause) lemma(w int) string { return c.lemmas[w] }

// learnLemmas takes the lemma of each word in lower case; of a Spanish verb without its pronoun ("incautarse") and its diphthong.
func (c *clause) learnLemmas() {
	c.lemmas = make([]string, c.Len())
	for w, l := range c.Lemma {
		l = strings.ToLower(l)
		if c.Lang == nlp.Spanish && c.UPOS[w] == nlp.VERB {
			if strings.HasSuffix(l, "rse") {
				l = l[:len(l)-2]
			}
			l = c.unbroken(l)
		}
		if c.isVerb(w) && len(c.lang.Grammar.Irregular) > 0 {
			if v, ok := c.lang.Grammar.Irregular[strings.ToLower(c.Form[w])]; ok {
				l = v
			}
		}
		c.lemmas[w] = l
	}
}

// unbroken gives a Spanish infinitive whose stem a lemmatizer has left with the diphthong of its stressed forms, "recomiendar", as the
// codebook has it.
func (c *clause) unbroken(l string) string {
	for _, d := range [][2]string{{"ie", "e"}, {"ue", "o"}} {
		if i := strings.LastIndex(l, d[0]); i > 0 {
			if v := l[:i] + d[1] + l[i+2:]; c.lang.Verbs[l] == nil && (c.lang.Verbs[v] != nil || codebook.Has(c.lang.Grammar.Planning, v) || codebook.Has(c.lang.Grammar.Light, v) || codebook.Has(c.lang.Grammar.Owning, v)) {
				return v
			}
		}
	}
	if stem, ok := strings.CutSuffix(l, "ir"); ok && c.lang.Verbs[l] == nil { // "rindir" for "rendir"
		if i := strings.LastIndex(stem, "i"); i > 0 && c.lang.Verbs[stem[:i]+"e"+stem[i+1:]+"ir"] != nil {
			return stem[:i] + "e" + stem[i+1:] + "ir"
		}
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
			if n := int(c.Head[v]); c.Rel[n] == "appos" && len(c.Name) > 0 && c.Name[c.Head[n]].Kind == nlp.PER && n > 0 && quoteMark(c.Form[n-1]) {
				return int(c.Head[n]) // Juan Ruiz, "Chispa", who leads
			}
			n := int(c.Head[v])
			for c.RelOf(n) == "flat" && c.Head[n] >= 0 {
				n = int(c.Head[n])
			}
			if one := c.oneOf(n); one >= 0 {
				return one
			}
			return n
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
	p := c.preposition(n)
	return h >= 0 && (p == "a" || p == "ante" || p == "" && c.Lang == nlp.Spanish && c.RelOf(n) == "obl" && c.isTime(n)) && codebook.Has(c.lang.Grammar.Telling, c.lemma(h))
}

// passive says whether verb v is in the passive: what it does is done to its grammatical subject.
func (c *clause) passive(v int) bool {
	for _, k := range c.Children(v) {
		switch c.Rel[k] {
		case "nsubj:pass", "aux:pass", "csubj:pass", "expl:pass":
			return true
		}
	}
	if a := c.Child(v, "aux"); c.participle(v) && (c.Rel[v] == "acl" || c.Rel[v] == "amod" || c.Lang == nlp.Spanish && c.Child(v, "cop") >= 0 || c.RelOf(v) == "advcl" && c.Child(v, "aux", "nsubj", "mark", "obj") < 0 && (c.Lang == nlp.Spanish || int(c.Head[v]) > v || len(c.after(v, c.lang.Grammar.By)) > 0)) {
		return a < 0 || c.lemma(a) != "have" // "suspected of having bought"
	}
	if c.reflexivePassive(v) {
		return true
	}
	if h := int(c.Head[v]); c.participle(v) && c.Rel[v] == "xcomp" && h >= 0 && (codebook.Has(c.lang.Grammar.Becoming, c.lemma(h)) || codebook.Has(c.lang.Grammar.Staying, c.lemma(h)) || codebook.Has(c.lang.Grammar.Keeping, c.lemma(h))) {
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

// reflexivePassive says whether Spanish "se" makes a passive of v, though the parser takes it for part of the verb: "se
// intervinieron 18 kilos", where things do nothing to themselves, and "a Ruiz se le acusa", where nobody is named who does it.
func (c *clause) reflexivePassive(v int) bool {
	if c.Lang != nlp.Spanish || c.UPOS[v] != nlp.VERB {
		return false
	}
	se, dative := false, false
	for _, k := range c.Children(v) {
		form := strings.ToLower(c.Form[k])
		se = se || form == "se" && c.RelOf(int(k)) != "iobj"
		dative = dative || c.UPOS[k] == nlp.PRON && (form == "le" || form == "les")
	}
	if !se || c.Child(v, "obj") >= 0 && !dative {
		return false
	}
	s := c.Child(v, "nsubj")
	if s < 0 {
		return dative
	}
	if s < v && codebook.Has(c.lang.Grammar.Lying, c.lemma(v)) {
		return false // "el laboratorio se encontraba en el monte"
	}
	_, unit := c.find(c.lang.Units, s)
	return !c.relative(s) && (c.isThing(s) || c.isCommodity(s) || unit && !c.animate(s))
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
	if c.UPOS[w] == nlp.ADJ && c.Child(w, "aux:pass") >= 0 { // "was bound for": an adjective parsed as a passive
		if s := c.Child(w, "nsubj:pass", "nsubj"); s >= 0 {
			return c.unlessRelative(s, w)
		}
	}
	if c.UPOS[w] == nlp.ADJ {
		h := int(c.Head[w])
		if h >= 0 && (c.RelOf(w) == "amod" || strings.HasPrefix(c.Rel[w], "acl")) {
			return []int{h}
		}
		if h >= 0 && c.Rel[w] == "xcomp" && c.isVerb(h) && c.Lang == nlp.English { // "hold the clan responsible", "remains active"
			if o := c.object(h, depth+1); len(o) > 0 {
				return o
			}
			return c.subject(h, depth+1)
		}
	}
	return c.nounSubject(w, depth)
}

func (c *clause) unlessRelative(s, v int) []int {
	if c.relative(s) {
		if a := c.shared(v); a >= 0 {
			return c.ofForm(v, a)
		}
		if a := c.antecedent(v); a >= 0 {
			return c.ofForm(v, a)
		}
		return nil
	}
	return []int{s}
}

// ofForm gives noun a, or where the Spanish participle v has another gender, the last name under it that stands before v: of "la
// compañera de Elmer Huarca, que fue condenado", Huarca.
func (c *clause) ofForm(v, a int) []int {
	gender := c.featValue(v, "Gender")
	if c.Lang != nlp.Spanish || gender == "" || !c.participle(v) || !c.passive(v) {
		return []int{a}
	}
	has := c.featValue(a, "Gender")
	if det := c.Child(a, "det"); has == "" && det >= 0 {
		has = c.featValue(det, "Gender")
	}
	if has == "" || has == gender || c.UPOS[a] != nlp.NOUN {
		return []int{a}
	}
	last := -1
	for _, k := range c.Subtree(a, c.isVerbal) {
		if k < v && k != a && len(c.Name) > 0 && c.Name[k].Kind == nlp.PER && c.RelOf(k) != "flat" {
			last = k
		}
	}
	if last < 0 {
		return nil
	}
	return []int{last}
}

func (c *clause) verbSubject(v, depth int) []int {
	if c.passive(v) {
		if h := int(c.Head[v]); c.Lang == nlp.Spanish && h >= 0 && (c.Rel[v] == "xcomp" || c.Rel[v] == "obj") && c.isVerb(h) && codebook.Has(c.lang.Grammar.Keeping, c.lemma(h)) && !c.passive(h) {
			return c.subject(h, depth+1) // "la banda tiene amenazado al cura"
		}
		return c.doer(v)
	}
	if s, _, ok := c.inverted(v); ok {
		return []int{s}
	}
	if a := c.shared(v); a >= 0 {
		return []int{a}
	}
	if s := c.nominative(v); s >= 0 && !c.misplaced(v, s) {
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
	if s := c.fronted(v); s >= 0 {
		return []int{s}
	}
	return c.dropped(v, depth)
}

// nominative gives the subject that hangs on verb v, or -1: no label before a colon ("REPORTER: police arrested two").
func (c *clause) nominative(v int) int {
	for _, k := range c.Children(v) {
		if c.Rel[k] == "nsubj" && (int(k)+1 >= c.Len() || c.Form[k+1] != ":" || int(k)+1 > v) {
			return int(k)
		}
	}
	return -1
}

// shared gives the noun of a relative clause that goes on with "y que", where the parser has coordinated v with a verb above: "un
// grupo nacido en el sur y que ahora controla el puerto"; or -1.
func (c *clause) shared(v int) int {
	if c.Lang != nlp.Spanish || c.Rel[v] != "conj" || !c.finite(v) {
		return -1
	}
	que := -1
	for _, k := range c.Children(v) {
		if int(k) < v && strings.EqualFold(c.Form[k], "que") && (c.RelOf(int(k)) == "mark" || c.RelOf(int(k)) == "nsubj") {
			que = int(k)
		}
	}
	if que < 1 || c.UPOS[que-1] != nlp.CCONJ || c.RelOf(que) == "mark" && c.Child(v, "nsubj") >= 0 {
		return -1
	}
	for w := que - 1; w >= 0 && c.Sentence(w) == c.Sentence(v); w-- {
		if c.UPOS[w] == nlp.SCONJ && strings.EqualFold(c.Form[w], "que") {
			return -1 // "dijo que … y que …"
		}
		if n := int(c.Head[w]); strings.HasPrefix(c.Rel[w], "acl") && n >= 0 && n < w && c.agrees(v, n) && c.isNominal(n) {
			return n
		}
	}
	return -1
}

// misplaced says whether s, which the parser takes for the subject of Spanish verb v after it, has the wrong number for that: it
// is what somebody does it to ("nos tirotearon la puerta").
func (c *clause) misplaced(v, s int) bool {
	return c.Lang == nlp.Spanish && s > v && c.finite(v) && !c.relative(s) && !c.agrees(v, s) && c.UPOS[s] == nlp.NOUN && c.Child(v, "cop") < 0
}

// inverted gives subject and object of a Spanish clause whose subject stands after its verb, where the parser takes the one for
// the other: "la droga que enviaba un grupo", "los cargamentos los aporta un empresario", "lo introducen los pasadores".
func (c *clause) inverted(v int) (subject, object int, ok bool) {
	if c.Lang != nlp.Spanish || !c.finite(v) {
		return -1, -1, false
	}
	clitic, before, after, rel := -1, -1, -1, -1
	for _, k32 := range c.Children(v) {
		k := int(k32)
		r := c.RelOf(k)
		switch {
		case accusative(c.Form[k]) && k < v && (c.UPOS[k] == nlp.PRON && r == "obj" || c.UPOS[k] == nlp.DET && k == v-1):
			clitic = k
		case r != "nsubj" && r != "obj":
		case c.relative(k):
			rel = k
		case k < v && c.UPOS[k] != nlp.PRON && before < 0: // a second is but the name of the first: "el barrio La Chinita lo manejan"
			before = k
		case k > v && after < 0 && (c.UPOS[k] == nlp.NOUN || c.UPOS[k] == nlp.PROPN) && c.preposition(k) == "" && !c.isTime(k):
			after = k
		}
	}
	if after < 0 || !c.agrees(v, after) {
		return -1, -1, false
	}
	switch {
	case clitic >= 0 && before >= 0 && c.sameForm(clitic, before) && (c.Child(after, "det") >= 0 || c.UPOS[after] == nlp.PROPN):
		return after, before, true
	case clitic >= 0 && before < 0 && rel < 0 && c.RelOf(after) == "obj":
		return after, clitic, true
	case rel >= 0 && c.RelOf(rel) == "nsubj" && c.RelOf(after) == "obj" && c.Child(v, "expl") < 0:
		if a := c.antecedent(v); a >= 0 && !c.animate(a) && c.animate(after) {
			return after, a, true
		}
	}
	return -1, -1, false
}

// isInverted says whether n is the object of an inverted clause of v.
func (c *clause) isInverted(v, n int) bool {
	_, o, ok := c.inverted(v)
	return ok && o == n
}

// accusative says whether a Spanish pronoun stands for an object.
func accusative(form string) bool {
	switch strings.ToLower(form) {
	case "lo", "la", "los", "las":
		return true
	}
	return false
}

// animate says whether the noun at w names people or a body, as far as its word tells.
func (c *clause) animate(w int) bool {
	if len(c.Name) > 0 && (c.Name[w].Kind == nlp.PER || c.Name[w].Kind == nlp.ORG) {
		return true
	}
	for _, class := range []string{"people", "actor", "law", "group", "officer"} {
		if _, ok := c.class(w, class); ok {
			return true
		}
	}
	return false
}

// agrees says whether nothing in the form of noun n keeps it from being the subject of the finite verb v.
func (c *clause) agrees(v, n int) bool {
	verb, noun := c.featValue(c.finiteWord(v), "Number"), c.featValue(n, "Number")
	if verb == "" || noun == "" || verb == noun || c.lemma(n) == "alias" {
		return true
	}
	return verb == "Plur" && c.Child(n, "conj") >= 0
}

// sameForm says whether a pronoun has the gender and number of a noun.
func (c *clause) sameForm(pronoun, noun int) bool {
	for _, feature := range []string{"Gender", "Number"} {
		a, b := c.featValue(pronoun, feature), c.featValue(noun, feature)
		if a != "" && b != "" && a != b {
			return false
		}
	}
	return true
}

// doer gives who does what the passive v says was done. A parser may hang them on what stands right before: "was founded in the
// prison of Cali by Juan Ruiz", "is sold to the gang by smugglers".
func (c *clause) doer(v int) []int {
	by := c.lang.Grammar.By
	if out := c.after(v, by); len(out) > 0 {
		return out
	}
	if h := int(c.Head[v]); c.Lang == nlp.English && h >= 0 && c.Rel[v] == "xcomp" && codebook.Has(c.lang.Grammar.Keeping, c.lemma(h)) {
		return c.subject(h, 0) // "had his rival murdered"
	}
	for _, k := range c.Children(v) {
		if rel := c.RelOf(int(k)); int(k) < v || rel != "obl" && !(rel == "obj" && c.Lang == nlp.English) || c.Lang != nlp.English && !c.introduced(int(k), c.lang.Grammar.Where) {
			continue
		}
		_, violent := c.class(int(k), "assault")
		for _, w := range c.Subtree(int(k), c.isVerbal) {
			if violent && c.Lang == nlp.English && w > int(k) && int(c.Head[w]) == int(k) && c.RelOf(w) == "nmod" && c.introduced(w, by) && c.introduced(int(k), []string{"in", "during"}) {
				return []int{w} // "killed in an ambush by the gang"
			}
			if w > int(k) && c.RelOf(w) == "nmod" && c.introduced(w, by) && (c.lang.Nouns[c.lemma(int(c.Head[w]))] == nil || c.Lang == nlp.English && !c.happens(int(c.Head[w]))) {
				return []int{w}
			}
		}
	}
	return nil
}

// mistaken gives the noun right before the finite verb v that a parser takes for its modifier: "the clan ships cocaine"; -1
// where there is none.
func (c *clause) mistaken(v int) int {
	if v == 0 || c.Lang != nlp.English || !c.feat(v, "VerbForm=Fin") {
		return -1
	}
	s := v - 1
	for c.RelOf(s) == "flat" && int(c.Head[s]) >= 0 && int(c.Head[s]) < s { // "Los Halcones hold the port"
		s = int(c.Head[s])
	}
	if int(c.Head[s]) != v || c.RelOf(s) != "compound" && c.RelOf(s) != "amod" {
		return -1
	}
	if c.UPOS[s] == nlp.NOUN || c.UPOS[s] == nlp.PROPN {
		return s
	}
	return -1
}

// dropped gives the subject that a Spanish finite verb leaves unsaid because it is that of the clause beside or above it, or of
// the sentence before: "la Marina intervino: destruyó tres campamentos", "negó que dirija el grupo", "se han ido al sur, donde
// trabajan para otros", "Opera desde 2015".
func (c *clause) dropped(v, depth int) []int {
	if c.Lang != nlp.Spanish || !c.finite(v) || c.Child(v, "nsubj", "csubj", "expl:pass", "expl:impers") >= 0 {
		return nil
	}
	h := int(c.Head[v])
	if h < 0 {
		return c.carriedOn(v)
	}
	switch c.RelOf(v) {
	case "parataxis", "conj":
		if !c.isVerb(h) {
			return nil
		}
	case "ccomp", "csubj":
		if !c.isVerb(h) {
			return nil
		}
		if c.impersonal(h) { // "se fugó y se cree que vive en Lima"
			if c.RelOf(h) == "conj" && c.isVerb(int(c.Head[h])) {
				h = int(c.Head[h])
				break
			}
			return c.carriedOn(v)
		}
		if !c.tellsOfItself(h) && !c.feat(v, "Tense=Fut") && !codebook.Has(c.lang.Grammar.Suffering, c.lemma(v)) {
			return nil
		}
	case "acl":
		if c.told(h) { // "reconoció el domingo que se sentó con ellos"
			if verb := int(c.Head[h]); c.tellsOfItself(verb) {
				return c.subject(verb, depth+1)
			}
			return nil
		}
		if c.Rel[v] != "acl:relcl" || !c.adverbial(v) && !c.pied(v) {
			return nil
		}
		for h >= 0 && !c.isVerb(h) {
			h = int(c.Head[h])
		}
		if h < 0 {
			return nil
		}
	case "advcl":
		if !c.isVerb(h) || v < h {
			return nil
		}
	default:
		return nil
	}
	number := c.featValue(c.finiteWord(v), "Number")
	if number == "" || number != c.featValue(c.finiteWord(h), "Number") {
		return nil
	}
	return c.subjectForm(h, depth+1)
}

// suffers says whether the relative pronoun of the clause of v stands for whom it is done to: "a quienes pagaron".
func (c *clause) suffers(v int) bool {
	for _, k := range c.Children(v) {
		if c.relative(int(k)) && c.preposition(int(k)) == "a" {
			return true
		}
	}
	return false
}

// pied says whether a relative pronoun after a preposition opens the clause of v: "los socios con los que se disputan el puerto", "the
// murder for which they are blamed".
func (c *clause) pied(v int) bool {
	for _, k := range c.Children(v) {
		if c.relative(int(k)) && c.RelOf(int(k)) == "obl" && c.preposition(int(k)) != "" && c.preposition(int(k)) != "a" {
			return true
		}
	}
	return false
}

// impersonal says whether Spanish verb v has "se" and no subject: "se cree que".
func (c *clause) impersonal(v int) bool {
	se := false
	for _, k := range c.Children(v) {
		se = se || strings.EqualFold(c.Form[k], "se")
	}
	return se && c.Child(v, "nsubj") < 0
}

// tellsOfItself says whether what verb h tells in a clause that names nobody is of its own subject: those who admit and deny, and
// authorities, which report what they did.
func (c *clause) tellsOfItself(h int) bool {
	if codebook.Has(c.lang.Grammar.Owning, c.lemma(h)) {
		return true
	}
	s := c.Child(h, "nsubj")
	if s < 0 || c.relative(s) || len(c.Name) > 0 && c.Name[s].Kind == nlp.PER {
		return false
	}
	_, law := c.class(s, "law")
	_, people := c.class(s, "people")
	return law && !people
}

// adverbial says whether a relative adverb opens the clause of v, so that it lacks no participant: "donde", "cuando".
func (c *clause) adverbial(v int) bool {
	for _, k := range c.Children(v) {
		switch strings.ToLower(c.Form[k]) {
		case "donde", "cuando", "adonde", "mientras":
			return int(k) < v
		}
	}
	return false
}

// carriedOn gives the subject that the main verb v of a sentence leaves unsaid because it goes on about the one of the sentence
// before, where that has but one subject that fits. A plural in the past that acts on somebody may mean anybody ("mataron a un fiscal") and is left.
func (c *clause) carriedOn(v int) []int {
	q := c.Sentence(v)
	number := c.featValue(c.finiteWord(v), "Number")
	if q <= 0 || number == "" {
		return nil
	}
	if number == "Plur" && c.feat(c.finiteWord(v), "Tense=Past") && !c.passive(v) && (c.Child(v, "obj", "iobj", "obl:arg") >= 0 || len(c.after(v, []string{"a"})) > 0 && len(c.where(v)) == 0) {
		return nil
	}
	for _, k := range c.Children(v) {
		if strings.EqualFold(c.Form[k], "se") || c.RelOf(int(k)) == "ccomp" {
			return nil // impersonal, or who says something: another's business
		}
	}
	for back := 1; back <= 2 && q-back >= 0; back++ {
		s := c.Sents[q-back]
		found := -1
		for w := s.Start; w < s.End; w++ {
			if !c.isVerb(w) || !c.feat(c.finiteWord(w), "Person=3") || strings.HasPrefix(c.Rel[w], "acl") || c.RelOf(w) == "advcl" || c.Rel[w] == "aux" || c.Rel[w] == "cop" || c.Rel[w] == "aux:pass" {
				continue
			}
			n := c.Child(w, "nsubj")
			if n < 0 || c.relative(n) || c.UPOS[n] == nlp.PRON || c.happens(n) || !c.agrees(v, n) || c.featValue(c.finiteWord(w), "Number") != number {
				continue
			}
			if found >= 0 {
				return nil
			}
			found = n
		}
		for w := s.Start; found < 0 && w < s.End; w++ { // "X es el líder", "X, detenido ayer"
			if n := c.Child(w, "nsubj"); n >= 0 && !c.isVerb(w) && c.Child(w, "cop") >= 0 && int(c.Head[w]) < 0 && !c.relative(n) && c.UPOS[n] != nlp.PRON && c.agrees(v, n) {
				found = n
				if c.UPOS[w] == nlp.PROPN && c.UPOS[n] != nlp.PROPN {
					found = w // "los dueños del río son X": of X goes on what follows
				}
			}
		}
		if found >= 0 {
			return []int{found}
		}
		root, verbs := -1, 0
		for w := s.Start; w < s.End; w++ {
			if c.Head[w] < 0 {
				root = w
			}
			if c.isVerb(w) {
				verbs++
			}
		}
		if root >= 0 && verbs == 0 && c.UPOS[root] == nlp.NOUN && c.featValue(root, "Number") == number && s.Len() > 3 {
			return []int{root} // "Otra bomba en el puerto, la segunda del mes."
		}
		if root < 0 || !c.isVerb(root) || c.Child(root, "nsubj", "csubj", "expl") >= 0 || c.featValue(c.finiteWord(root), "Number") != number {
			return nil
		}
	}
	return nil
}

// happens says whether noun n names what is done and nobody who does it: a trigger whose agent stands elsewhere.
func (c *clause) happens(n int) bool {
	for _, rule := range c.lang.Nouns[c.lemma(n)] {
		if slots := rule.RoleSlots("agent"); len(slots) > 0 && slots[0][0][0] == "named" {
			return false
		}
	}
	if _, outfit := c.class(n, "outfit"); outfit || c.animate(n) {
		return false
	}
	return len(c.lang.Nouns[c.lemma(n)]) > 0
}

// finite says whether v or its auxiliary is a finite form of the third person.
func (c *clause) finite(v int) bool {
	w := c.finiteWord(v)
	return c.feat(w, "VerbForm=Fin") && c.feat(w, "Person=3")
}

func (c *clause) finiteWord(v int) int {
	for _, k := range c.Children(v) {
		if rel := c.RelOf(int(k)); (rel == "aux" || rel == "cop") && c.feat(int(k), "VerbForm=Fin") {
			return int(k)
		}
	}
	return v
}

// fronted gives the subject of a clause before Spanish verb v that the parser hangs on it though nothing subordinates it: "un grupo
// armado entró al pueblo, quemó la comandancia"; or -1.
func (c *clause) fronted(v int) int {
	if c.Lang != nlp.Spanish || !c.finite(v) {
		return -1
	}
	for i := len(c.Children(v)) - 1; i >= 0; i-- {
		k := int(c.Children(v)[i])
		if k < v && c.RelOf(k) == "advcl" && c.finite(k) && c.Child(k, "mark") < 0 && !c.adverbial(k) {
			if s := c.Child(k, "nsubj"); s >= 0 && !c.relative(s) && c.agrees(v, s) {
				return s
			}
		}
	}
	return -1
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
		if g := c.gerundAbove(v, h); g >= 0 {
			return c.subject(g, depth+1)
		}
		if o := c.agreeing(v, h); o != h {
			if o < 0 {
				return nil
			}
			return c.subject(o, depth+1)
		}
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
			if c.told(h) && c.finite(v) {
				return nil // "contó a la agencia que lo amenazaron"
			}
			if c.Lang == nlp.Spanish && c.Rel[v] == "acl:relcl" && c.finite(v) && (c.adverbial(v) || c.pied(v) || c.suffers(v)) {
				return nil // "al sur, donde trabajan": the south does not
			}
			if c.Rel[v] == "acl:relcl" || c.ing(v) {
				return []int{h}
			}
			if c.contested(h) {
				return nil // "apelará la decisión de extraditarlo": the decision is another's
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
		if c.Lang == nlp.Spanish && c.objectControl(c.lemma(h)) && c.charging(v) {
			return c.after(h, []string{"a"}) // "imputó al comerciante por lavar", the accused hung as an oblique: never who accuses
		}
		return c.subject(h, depth+1)
	}
	return nil
}

// oneOf gives whom a clause after the body n is about in Spanish, where n only tells whose he is, "un sargento de la Policía que
// vendía armas"; or -1. A body's own clause has no need of somebody new before it.
func (c *clause) oneOf(n int) int {
	h := int(c.Head[n])
	if c.Lang != nlp.Spanish || h < 0 || c.RelOf(n) != "nmod" || c.preposition(n) != "de" || c.UPOS[h] != nlp.NOUN || !c.feat(h, "Number=Sing") {
		return -1
	}
	if _, law := c.class(n, "law"); !law && !c.animate(h) {
		return -1
	}
	if d := c.Child(h, "det"); d < 0 || !c.feat(d, "Definite=Ind") {
		return -1
	}
	return h
}

// contested says whether noun n is what a verb of contesting acts on.
func (c *clause) contested(n int) bool {
	v := int(c.Head[n])
	return v >= 0 && c.isVerb(v) && c.RelOf(n) == "obj" && codebook.Has(c.lang.Grammar.Contesting, c.lemma(v))
}

// charging says whether Spanish infinitive v tells of what somebody is accused or for what he is punished: "por lavar", "de lavar".
func (c *clause) charging(v int) bool {
	m := c.Child(v, "mark", "case")
	return m >= 0 && (strings.EqualFold(c.Form[m], "por") || strings.EqualFold(c.Form[m], "de"))
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

// agreeing gives the verb with which the Spanish verb v shares its subject: h, with which it is coordinated, or where their
// numbers differ the last finite verb before v that has its number; -1 where there is none.
func (c *clause) agreeing(v, h int) int {
	if c.Lang != nlp.Spanish || !c.isVerb(h) || !c.isVerb(v) {
		return h
	}
	a, b := c.finiteWord(v), c.finiteWord(h)
	if !c.feat(a, "VerbForm=Fin") || !c.feat(b, "VerbForm=Fin") || c.featValue(a, "Number") == c.featValue(b, "Number") {
		return h
	}
	for w := v - 1; w >= 0 && c.Sentence(w) == c.Sentence(v); w-- {
		if c.UPOS[w] == nlp.VERB && c.Rel[w] != "aux" && c.feat(c.finiteWord(w), "VerbForm=Fin") && c.featValue(c.finiteWord(w), "Number") == c.featValue(a, "Number") {
			return w
		}
	}
	return -1
}

// gerundAbove gives the gerund that gerund v goes on from, where a parser has coordinated it with a word under that: "attacked the
// camp, killing 37 civilians, of whom 21 were children, and abducting 14 women"; or -1.
func (c *clause) gerundAbove(v, h int) int {
	if c.Lang != nlp.English || !c.ing(v) || c.isVerb(h) {
		return -1
	}
	for w := h; w >= 0; w = int(c.Head[w]) {
		if c.isVerb(w) && w < v {
			if c.ing(w) && c.RelOf(w) == "advcl" {
				return w
			}
			return -1
		}
	}
	return -1
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
	if a := c.Child(v, "aux"); a >= 0 && strings.EqualFold(c.Form[a], "having") {
		return true // "of having bought"
	}
	return c.feat(v, "VerbForm=Ger") || c.feat(v, "Tense=Pres") && c.feat(v, "VerbForm=Part") || strings.HasSuffix(strings.ToLower(c.Form[v]), "ing")
}

// nounSubject finds who does what an event noun says: its possessor, its by-phrase, the subject of the light verb over it,
// or of the support noun or verb that it hangs on ("a role in the production").
func (c *clause) nounSubject(n, depth int) []int {
	if p := c.Child(n, "nmod:poss"); p >= 0 && c.UPOS[p] != nlp.PRON {
		return []int{p}
	}
	if c.introduced(n, c.lang.Grammar.Behind) {
		if s := c.theme(n, depth+1); len(s) > 0 {
			return s
		}
	}
	if by := c.after(n, c.lang.Grammar.By); len(by) > 0 {
		return by
	}
	g := &c.lang.Grammar
	for _, k32 := range c.Children(n) { // "27 murders attributed to the gang"
		if k := int(k32); strings.HasPrefix(c.Rel[k], "acl") && c.participle(k) && codebook.Has(g.Blaming, c.lemma(k)) {
			if s := c.after(k, []string{"to", "a", "on"}); len(s) > 0 {
				return s
			}
		}
	}
	for _, k32 := range c.Children(n) { // "the raid that the army carried out", "raids carried out by the army"
		if k := int(k32); strings.HasPrefix(c.Rel[k], "acl") && codebook.Has(g.Light, c.lemma(k)) && slices.Contains(c.object(k, depth+1), n) {
			if s := c.subject(k, depth+1); len(s) > 0 {
				return s
			}
		}
	}
	for _, k32 := range c.Children(n) { // "the murder for which the clan is blamed"
		k := int(k32)
		if !strings.HasPrefix(c.Rel[k], "acl") || !c.isVerb(k) || !codebook.Has(g.Accusing, c.lemma(k)) || !c.pied(k) {
			continue
		}
		if o := c.object(k, depth+1); len(o) > 0 && o[0] != n {
			return o
		}
	}
	h := int(c.Head[n])
	if h < 0 {
		return nil
	}
	rel := c.RelOf(n)
	if c.isVerb(h) && rel == "obl" && c.bounded(n) {
		rel = "obj" // "se le atribuyen por lo menos 27 homicidios"
	}
	switch {
	case rel == "nmod" && codebook.Has(g.Authors, c.lemma(h)) && c.introduced(n, c.lang.Grammar.Holding):
		if c.Child(h, "cop") >= 0 {
			return c.subject(h, depth+1) // "la banda sería la responsable del atentado"
		}
		return c.named(h) // "Los Rojos, autores de la masacre"
	case rel == "nmod" && c.Lang == nlp.Spanish && c.blamed(h) && c.introduced(n, []string{"de", "por"}):
		return []int{h} // "culpó a la banda del ataque"
	case rel == "nmod" && len(g.Having) > 0 && !c.isVerb(h) && c.introduced(n, g.Having):
		if c.Child(h, "cop") >= 0 {
			return c.subject(h, depth+1) // "X es una banda con base en Lima"
		}
		return []int{h} // "un grupo con presencia en tres países"
	case rel == "obl" && len(g.Having) > 0 && c.Child(h, "cop") >= 0 && c.introduced(n, g.Having) && n < h:
		return c.subject(h, depth+1) // "With a turnover of five million, the gang is the richest"
	case rel == "nsubj" && c.Child(h, "cop") >= 0 && codebook.Has(g.Handiwork, c.lemma(h)):
		if of := c.ofNoun(h); of >= 0 {
			return []int{of} // "the killing was the work of the gang"
		}
		return c.owner(h)
	case rel == "obl" && c.concerned(n) >= 0:
		return c.subject(c.concerned(n), depth+1) // "had nothing to do with the killing"
	case rel == "obl" && len(g.Having) > 0 && c.isVerb(h) && c.introduced(n, g.Having) && (codebook.Has(g.Light, c.lemma(h)) && c.Lang == nlp.Spanish || c.apart(n)):
		return c.subjectForm(h, depth+1) // "la organización, con base en Medellín, tenía", "cuenta con el apoyo de"
	case c.Rel[n] == "nsubj:pass" && c.isVerb(h) && codebook.Has(g.Light, c.lemma(h)):
		return c.subject(h, depth+1)
	case c.claimsItself(h, n):
		return c.unlessRelative(c.nominative(h), h) // "Los Rojos se atribuyeron el ataque"
	case (rel == "obj" || c.Rel[n] == "nsubj:pass") && c.isVerb(h) && codebook.Has(g.Claiming, c.lemma(h)) && (!codebook.Has(g.Blaming, c.lemma(h)) || c.Child(h, "expl") >= 0 && len(c.after(h, []string{"to", "a", "on"})) == 0):
		return c.subject(h, depth+1)
	case (rel == "obj" || c.Rel[n] == "nsubj:pass" || rel == "nsubj" && c.reflexivePassive(h)) && c.isVerb(h) && codebook.Has(g.Blaming, c.lemma(h)):
		var out []int
		for _, to := range c.after(h, []string{"to", "a", "on"}) {
			out = append(out, c.unlessRelative(to, h)...) // "the gang to which 27 murders are attributed"
		}
		return out
	case rel == "obj" && c.isVerb(h) && codebook.Has(g.Light, c.lemma(h)):
		return c.subject(h, depth+1)
	case rel == "conj" && depth < reach:
		return c.nounSubject(c.coordinated(n), depth+1)
	case rel == "nmod" && codebook.Has(g.Support, c.lemma(h)):
		return c.nounSubject(h, depth+1)
	case rel == "nmod" && codebook.Has(g.Blame, c.lemma(h)) && int(c.Head[h]) >= 0 && codebook.Has(g.Claiming, c.lemma(int(c.Head[h]))):
		return c.nounSubject(h, depth+1) // "claimed responsibility for the murder"
	case rel == "obl" && codebook.Has(g.Engage, c.lemma(h)) && (c.isVerb(h) || c.UPOS[h] == nlp.ADJ):
		if c.isVerb(h) && c.passive(h) {
			return c.object(h, depth+1)
		}
		return c.subject(h, depth+1)
	case rel == "obl" && c.isVerb(h) && codebook.Has(g.Light, c.lemma(h)) && c.supported(h, n):
		return c.subject(h, depth+1)
	case rel == "nsubj" && c.isVerb(h) && (codebook.Has(g.Light, c.lemma(h)) || codebook.Has(g.Claiming, c.lemma(h))) && c.isInverted(h, n):
		s, _, _ := c.inverted(h)
		return []int{s} // "el atentado lo hizo la banda"
	case rel == "obl" && c.isVerb(h) && c.heldFor(h, n), rel == "obl" && c.isVerb(h) && codebook.Has(g.Convicting, c.lemma(h)) && c.introduced(n, g.Wherefore):
		return c.object(h, depth+1) // "arrested over the killing of"
	case rel == "obj" && c.isVerb(h) && c.denies(h):
		return c.subject(h, depth+1) // "denied a role in the killing"
	case (rel == "obl" || rel == "nmod") && c.isVerb(h) && codebook.Has(g.Accusing, c.lemma(h)):
		if o := c.object(h, depth+1); len(o) > 0 {
			return o
		}
		return slices.DeleteFunc(c.after(h, []string{"a"}), func(k int) bool { return k == n })
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

// heldFor says whether w tells for what somebody is held or sought, which is no more than an accusation.
func (c *clause) heldFor(h, w int) bool {
	g := &c.lang.Grammar
	if len(g.Wherefore) == 0 || !c.isVerb(h) || !codebook.Has(g.HoldingFor, c.lemma(h)) || !c.passive(h) && c.objectForm(h) < 0 {
		return false
	}
	if c.isVerb(w) {
		m := c.Child(w, "mark", "case")
		return m >= 0 && codebook.Has(g.Wherefore, strings.ToLower(c.Form[m])) && c.ing(w)
	}
	return c.introduced(w, g.Wherefore)
}

// claimsItself says whether the subject of Spanish verb h takes on himself what noun n after it says: "Los Rojos se atribuyeron el ataque".
func (c *clause) claimsItself(h, n int) bool {
	if c.Lang != nlp.Spanish || n < h || !c.isVerb(h) || !codebook.Has(c.lang.Grammar.Claiming, c.lemma(h)) || c.Child(h, "expl") < 0 || len(c.after(h, []string{"a"})) > 0 {
		return false
	}
	s := c.nominative(h)
	return s >= 0 && s < h && s != n
}

// blamed says whether Spanish noun h stands after "a" under a verb of accusing.
func (c *clause) blamed(h int) bool {
	v := int(c.Head[h])
	if v < 0 || !c.isVerb(v) || c.passive(v) || c.preposition(h) != "a" {
		return false
	}
	rel := c.RelOf(h)
	return (rel == "obj" || rel == "obl" || rel == "iobj") && codebook.Has(c.lang.Grammar.Accusing, c.lemma(v)) && (c.animate(h) || c.UPOS[h] == nlp.PROPN)
}

// concerned gives the verb of having over English "nothing to do with" noun n, or -1.
func (c *clause) concerned(n int) int {
	do := int(c.Head[n])
	if c.Lang != nlp.English || do < 0 || !c.isVerb(do) || !c.infinitive(do) || c.RelOf(do) != "acl" || !c.introduced(n, c.lang.Grammar.Having) {
		return -1
	}
	what := int(c.Head[do])
	if v := int(c.Head[what]); c.UPOS[what] == nlp.PRON && v >= 0 && c.RelOf(what) == "obj" && c.isVerb(v) {
		return v
	}
	return -1
}

// coordinated gives the word that noun n is coordinated with. Where n has a preposition of its own it is one with the same:
// "el acopio de droga en casas de Jaén y a su envío" hangs on the town in many trees.
func (c *clause) coordinated(n int) int {
	h := int(c.Head[n])
	p := c.preposition(n)
	if p == "" {
		return h
	}
	for at := h; at >= 0 && !c.isVerb(at); at = int(c.Head[at]) {
		if c.preposition(at) == p {
			return at
		}
	}
	return h
}

// bounded says whether what looks like the preposition of noun n only bounds its figure: "al menos 22 toneladas".
func (c *clause) bounded(n int) bool {
	number := c.Child(n, "nummod")
	if number < 0 {
		return false
	}
	bound, from := c.bound(number)
	k := c.Child(n, "case")
	return bound != "" && (k < 0 || k >= from && k < number)
}

// apart says whether a comma stands before the phrase of n.
func (c *clause) apart(n int) bool {
	first := c.Subtree(n, nil)[0]
	if c.UPOS[first] == nlp.PUNCT {
		return true
	}
	return first > 0 && c.Form[first-1] == ","
}

// theme gives what the phrase of noun n with its preposition is said of: "the port is under the control of X", "the port passed
// into the hands of X", "the port under their control", "is suspected of being behind the murder", "al frente de la banda está X".
func (c *clause) theme(n, depth int) []int {
	if depth > reach || !c.introduced(n, c.lang.Grammar.Standing) {
		return nil
	}
	return c.situated(n, depth)
}

// situated is theme for a phrase with whatever preposition.
func (c *clause) situated(n, depth int) []int {
	if c.Child(n, "cop") >= 0 {
		if s := c.Child(n, "nsubj"); s >= 0 {
			return c.unlessRelative(s, n)
		}
		if h := int(c.Head[n]); h >= 0 && c.isVerb(h) && codebook.Has(c.lang.Grammar.Accusing, c.lemma(h)) {
			return c.object(h, depth+1)
		}
		return c.inherited(n, depth+1)
	}
	h := int(c.Head[n])
	if h < 0 {
		return nil
	}
	switch rel := c.RelOf(n); {
	case c.isVerb(h) && (rel == "obl" || rel == "nmod"):
		if o := c.object(h, depth+1); len(o) > 0 {
			return o // "put the port under their control"
		}
		return c.subject(h, depth+1)
	case c.isVerb(h):
		return nil
	case c.Child(h, "cop") >= 0 && n < h:
		return []int{h}
	case c.Child(h, "cop") >= 0 && rel != "nmod":
		return c.subject(h, depth+1)
	case rel == "nmod" || c.Lang == nlp.Spanish && rel == "obl":
		return []int{h}
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
		s := -1
		for _, k := range c.Children(v) {
			if c.UPOS[k] == nlp.X && int(k)+1 < c.Len() && c.Form[k+1] == ")" {
				continue // "b) Fueron retenidas"
			}
			if (c.Rel[k] == "nsubj:pass" || c.Rel[k] == "nsubj") && (s < 0 || c.relative(s)) {
				s = int(k) // a second is the true one where "que" was taken for a pronoun
			}
		}
		if s >= 0 {
			return c.unlessRelative(s, v)
		}
		if o := c.Child(v, "obj"); o > v && c.Lang == nlp.Spanish { // "quedaron detenidas cuatro personas"
			return []int{o}
		}
		if o := c.strayObject(v); o >= 0 { // "fueron asesinadas en el municipio 112 personas"
			return []int{o}
		}
		switch {
		case h < 0:
			return c.dropped(v, depth) // "Fue detenido en Lima"
		case c.RelOf(v) == "advcl" && c.isVerb(h) && c.Child(v, "aux") < 0:
			if v < h || c.passive(h) {
				return c.subjectForm(h, depth+1) // "extradited in May, she pleaded guilty"
			}
			if o := c.object(h, depth+1); len(o) > 0 {
				return o // "arrested Ruiz, accused of fraud"
			}
			return c.after(h, []string{"a"})
		case strings.HasPrefix(c.Rel[v], "acl"), c.Rel[v] == "amod":
			if one := c.among(h); one >= 0 {
				return []int{one}
			}
			if p := c.peopleOf(h); p >= 0 && c.Form[v-1] == "," {
				return []int{p} // "members of the gang, arrested in Lima"
			}
			if body := c.bodyOf(h); body >= 0 {
				return []int{body}
			}
			return []int{h}
		case c.fellowVerb(v) >= 0:
			if h = c.fellowVerb(v); c.passive(h) {
				return c.object(h, depth+1)
			}
			return c.subject(h, depth+1)
		case c.Lang == nlp.Spanish && c.Rel[v] == "obj" && codebook.Has(c.lang.Grammar.Keeping, c.lemma(h)):
			return c.after(h, []string{"a"}) // "tiene amenazado al cura", the participle taken for what he has
		case c.Rel[v] == "xcomp" && c.isVerb(h):
			if codebook.Has(c.lang.Grammar.Keeping, c.lemma(h)) && !c.passive(h) { // "tienen secuestrado a un fiscal"
				for _, at := range []int{v, h} {
					if to := c.after(at, []string{"a"}); len(to) > 0 {
						return to
					}
				}
				return c.object(h, depth+1)
			}
			return c.subjectForm(h, depth+1)
		}
		return nil
	}
	if _, o, ok := c.inverted(v); ok {
		return []int{o}
	}
	relative, oblique := false, -1
	for _, o := range c.children(v, "obj") {
		relative = relative || c.relative(o)
	}
	for _, o := range c.children(v, "obj") {
		switch p := c.preposition(o); {
		case c.relative(o):
		case c.Lang == nlp.Spanish && p == "a" && oblique < 0 && c.Child(o, "nummod") >= 0 && c.isThing(o) == false && !c.animate(o) && len(c.children(v, "obj")) > 1:
			oblique = o // "abordó a 180 millas el buque"
		case relative && p == "a":
			oblique = o // "concesiones que había arrebatado a sus dueños"

		case p != "" && p != "a" && p != "to" && p != "de":
			oblique = o // "recoger en alta mar la droga": the sea is none
		case c.Lang == nlp.Spanish && c.UPOS[o] == nlp.PRON && accusative(c.Form[o]) && c.doubled(v, o) >= 0:
			return []int{c.doubled(v, o)}
		default:
			return []int{o} // a second object is the true one where "that" was taken for a pronoun
		}
	}
	if o := c.strayObject(v); o >= 0 {
		return []int{o}
	}
	if s := c.nominative(v); c.Lang == nlp.Spanish && s >= 0 && s < v && c.Child(v, "expl") < 0 && c.Child(v, "cop") < 0 && !c.relative(s) {
		for _, k := range c.Children(v) { // "la Policía desmanteló la organización", both taken for who does it
			if int(k) > v && c.Rel[k] == "nsubj" && c.UPOS[k] == nlp.NOUN && c.preposition(int(k)) == "" && c.Child(int(k), "det", "nummod") >= 0 && !c.isTime(int(k)) {
				return []int{int(k)}
			}
		}
	}
	for _, k := range c.Children(v) {
		if c.Rel[k] == "nsubj" && c.misplaced(v, int(k)) {
			return []int{int(k)}
		}
	}
	if oblique >= 0 && !relative {
		return []int{oblique}
	}
	for _, k := range c.Children(v) { // "moved about two tons": what only bounds the figure taken for a preposition
		if c.Lang == nlp.English && !relative && int(k) > v && c.Rel[k] == "obl" && (c.UPOS[k] == nlp.NOUN || c.UPOS[k] == nlp.SYM) && c.Child(int(k), "nummod") >= 0 && !c.isTime(int(k)) && (c.preposition(int(k)) == "" || c.bounded(int(k)) || c.preposition(int(k)) == "between" && c.Child(c.Child(int(k), "nummod"), "conj") >= 0) {
			return []int{int(k)}
		}
	}
	for _, k := range c.Children(v) { // "a quien la fiscalía considera"
		relative = relative || c.Lang == nlp.Spanish && c.relative(int(k)) && c.RelOf(int(k)) == "obl" && c.preposition(int(k)) == "a"
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
		if s := c.Child(v, "nsubj"); s >= 0 && !c.relative(s) && c.Child(v, "ccomp", "xcomp") < 0 && !c.placedThere(v) {
			return []int{h}
		}
	}
	return nil
}

// placedThere says whether an adjunct other than of time stands under v: what its clause modifies may be its place and not its object.
func (c *clause) placedThere(v int) bool {
	for _, k := range c.Children(v) {
		if c.RelOf(int(k)) == "obl" && !(c.Lang == nlp.English && c.isTime(int(k))) {
			return true
		}
	}
	return false
}

// doubled gives who is named with "a" before the verb beside the Spanish clitic o that stands for him, "a Luis Mora lo agarraron", or -1.
func (c *clause) doubled(v, o int) int {
	for _, k32 := range c.Children(v) {
		k := int(k32)
		if rel := c.RelOf(k); k < v && k != o && (rel == "obl" || rel == "obj" || rel == "iobj") && c.preposition(k) == "a" && (c.UPOS[k] == nlp.NOUN || c.UPOS[k] == nlp.PROPN) && !c.isTime(k) && c.animate(k) {
			return k
		}
	}
	return -1
}

// peopleOf gives the people whom the body named by noun h only tells of, "members of the gang", or -1.
func (c *clause) peopleOf(h int) int {
	persons := func(w int) bool {
		unit, ok := c.find(c.lang.Units, w)
		return ok && unit == "persons"
	}
	if p := int(c.Head[h]); p >= 0 && c.RelOf(h) == "nmod" && persons(p) && !persons(h) {
		return p
	}
	return -1
}

// bodyOf gives the body of which noun h only counts the people, "an armed group of 600 fighters" in English, or -1: who leads them
// leads it.
func (c *clause) bodyOf(h int) int {
	p := int(c.Head[h])
	if c.Lang != nlp.English || p < 0 || c.RelOf(h) != "nmod" || c.preposition(h) != "of" || c.Child(h, "nummod") < 0 {
		return -1
	}
	if _, body := c.class(p, "group"); !body {
		return -1
	}
	if top := int(c.Head[p]); c.RelOf(p) == "appos" && len(c.Name) > 0 && c.Name[top].Kind == nlp.ORG {
		return top // "the Front, an armed group of"
	}
	if s := c.Child(p, "nsubj"); s >= 0 && c.Child(p, "cop") >= 0 && !c.relative(s) {
		return s
	}
	return p
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

// strayObject gives the object of v that a parser hangs elsewhere: a clitic taken for an article ("la venden"), and a counted
// noun without a preposition ("intervino en un garaje de San Roque 3,4 toneladas") or with what only bounds its figure ("introdujo
// en la Península al menos 22 toneladas"); or -1.
func (c *clause) strayObject(v int) int {
	if c.Lang != nlp.Spanish {
		return -1
	}
	for _, k := range c.Children(v) {
		if int(k) == v-1 && c.UPOS[k] == nlp.DET && c.RelOf(int(k)) == "det" && accusative(c.Form[k]) && c.finite(v) {
			return int(k)
		}
	}
	for _, k := range c.Subtree(v, func(w int) bool { return w != v && (c.isVerb(w) || c.RelOf(w) == "nsubj") }) {
		if k <= v || c.UPOS[k] != nlp.NOUN && c.UPOS[k] != nlp.SYM || c.Child(k, "nummod") < 0 || c.isTime(k) {
			continue
		}
		switch rel := c.RelOf(k); rel {
		case "appos", "obl", "nmod", "dep":
		default:
			continue
		}
		number := c.Child(k, "nummod")
		bound, first := c.bound(number)
		if first <= v+1 {
			return k
		}
		switch c.UPOS[first-1] {
		case nlp.ADP, nlp.DET, nlp.CCONJ, nlp.SCONJ, nlp.ADJ, nlp.NUM:
			continue
		case nlp.PUNCT:
			if bound == "" {
				continue
			}
		}
		return k
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
	if first == 0 || c.UPOS[first-1] != nlp.ADP && c.UPOS[first-1] != nlp.SCONJ {
		return ""
	}
	if at := int(c.Head[first-1]); c.Head[first-1] != c.Head[n] && !(at > n && c.Rel[at] == "conj" && c.Head[at] == c.Head[n]) { // "between X and Y" on Y
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
		if strings.Contains(want, " ") && c.opens(n, want) {
			return true
		}
		if p == want || strings.HasSuffix(p, " "+want) || strings.HasPrefix(p, want+" ") {
			return true
		}
	}
	return false
}

// contracted takes Spanish contractions apart, as texts are.
var contracted = strings.NewReplacer(" al ", " a el ", " del ", " de el ")

// opens says whether the words of a longer preposition stand right before noun n, whatever the tree makes of them: "por parte
// de", "bajo el control de".
func (c *clause) opens(n int, preposition string) bool {
	last := -1
	for _, k := range c.Children(n) {
		if c.RelOf(int(k)) == "case" && int(k) < n {
			last = int(k)
			for _, f := range c.Children(last) {
				if c.Rel[f] == "fixed" && int(f) > last && int(f) < n {
					last = int(f)
				}
			}
		}
	}
	end := preposition[strings.LastIndexByte(preposition, ' ')+1:]
	if c.Lang == nlp.Spanish && (end == "al" || end == "del") {
		end = "el"
	}
	if last < 0 || !strings.EqualFold(c.Form[last], end) { // before anything is taken apart: it is asked for every phrase
		return false
	}
	words := strings.Fields(preposition)
	if c.Lang == nlp.Spanish {
		words = strings.Fields(contracted.Replace(" " + preposition + " "))
	}
	from := last - len(words) + 1
	if from < 0 || c.Sentence(from) != c.Sentence(n) {
		return false
	}
	for i, word := range words {
		if !strings.EqualFold(c.Form[from+i], word) {
			return false
		}
	}
	return true
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
			if int(k) > out[0] && (c.Rel[k] == "conj" || c.Rel[k] == "nmod" && c.preposition(int(k)) == "") && c.isNominal(int(k)) && c.Child(int(k), "cc") >= 0 {
				out = append(out, int(k)) // "the feud between X and Y": the second hung on the feud
			}
		}
	}
	if len(out) == 1 && c.introduced(out[0], []string{"between", "entre"}) && len(c.fellows(out[0])) == 1 {
		for _, k := range c.Subtree(out[0], c.isVerbal) { // "between members of the police and the gang": the second hung on the police
			if c.Rel[k] == "conj" && c.isNominal(k) && c.Child(k, "cc") >= 0 {
				out = append(out, k)
				break
			}
		}
	}
	if c.isVerb(w) {
		if len(out) > 0 && c.Lang == nlp.Spanish && codebook.Has(prepositions, "a") && len(prepositions) == 1 {
			return out // "al joven le imputan un delito de atentado a agentes"
		}
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
	if h := int(c.Head[w]); h >= 0 && h < w && c.Rel[w] == "conj" && !c.isVerb(h) {
		from(h, "nmod") // "entrada y registro de 16 domicilios"
		if out = slices.DeleteFunc(out, func(k int) bool { return k < w }); len(out) > 0 {
			return out
		}
	}
	if h := int(c.Head[w]); h >= 0 && c.Lang == nlp.English && codebook.Has(prepositions, "by") && !codebook.Has(c.lang.Grammar.Light, c.lemma(h)) && !codebook.Has(c.lang.Grammar.Happening, c.lemma(h)) {
		return out // "the attack was condemned by the bishop"
	}
	if k := w + 1; c.Lang == nlp.Spanish && c.UPOS[w] == nlp.NOUN && k < c.Len() && (c.UPOS[k] == nlp.ADJ || c.participle(k) && int(c.Head[k]) == w) && c.Sentence(k) == c.Sentence(w) {
		if from(k, "obl", "nmod"); len(out) > 0 {
			return out // "enemigos acérrimos de X"
		}
	}
	if c.Lang == nlp.Spanish && c.UPOS[w] == nlp.NOUN && codebook.Has(prepositions, "de") {
		for _, k := range c.Children(w) { // "fundador y jefe de la banda", "secuestro y muerte de un fiscal"
			if c.Rel[k] == "conj" && c.UPOS[k] == nlp.NOUN && c.Child(int(k), "det", "nummod", "case") < 0 {
				if from(int(k), "nmod"); len(out) > 0 {
					return out
				}
			}
		}
	}
	if h := int(c.Head[w]); h >= 0 && c.isVerb(h) && (c.Rel[w] == "obj" || c.Lang == nlp.Spanish && c.RelOf(w) == "obl" && c.Child(w, "det") < 0 && c.introduced(w, c.lang.Grammar.Standing) || c.Rel[w] == "nsubj:pass" || c.Rel[w] == "nsubj" && codebook.Has(c.lang.Grammar.Happening, c.lemma(h))) {
		from(h, "obl")
	}
	return out
}
