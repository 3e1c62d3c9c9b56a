package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// Frame is what a trigger word may claim, before it is known who its participants are.
type Frame struct {
	Rule    *codebook.Trigger
	Trigger int                // the trigger's word
	Roles   map[string][][]Arg // role → slots in order of preference → fillers
	Amounts []int              // heads of noun phrases that may hold the figure

	slots map[string][]int // heads by slot, for the rule's conditions
}

// Arg is one participant as the sentence gives it.
type Arg struct {
	Head  int
	Words nlp.Range
	Slot  string
	Hedge cotejo.Hedge // where the phrase itself is hedged: "alleged members"; else ""
	None  bool         // "no officer": said to be nobody
}

// frames finds every frame that the codebook's triggers allow in the words for which skip is false.
func (c *clause) frames(skip func(word int) bool) []*Frame {
	var out []*Frame
	for w := 0; w < c.Len(); w++ {
		if skip(w) {
			continue
		}
		for _, rule := range c.rules(w) {
			if c.hasParticles(w, rule) {
				out = append(out, c.frame(w, rule))
			}
		}
	}
	return out
}

func (c *clause) rules(w int) []*codebook.Trigger {
	lemma := c.lemma(w)
	located := c.located(w)
	if c.insideName(w) {
		return located
	}
	switch c.UPOS[w] {
	case nlp.VERB, nlp.AUX:
		if c.Rel[w] == "aux" || c.Rel[w] == "cop" || c.Rel[w] == "aux:pass" {
			return nil
		}
		if c.Lang == nlp.Spanish && c.participle(w) && c.Child(w, "det") >= 0 && c.preposition(w) != "" {
			return nil // "ante los juzgados": a noun in all but its tag
		}
		if c.excludes(w) {
			return nil // who rules out a pact rules nothing
		}
		if found := c.lang.Verbs[lemma]; found != nil {
			return found
		}
		return c.lang.Verbs[c.verbOf(w)]
	case nlp.NOUN:
		if c.RelOf(w) == "compound" && !codebook.Has(c.lang.Grammar.Support, c.lemma(int(c.Head[w]))) {
			if site, _ := c.class(int(c.Head[w]), "site"); site != "" {
				return nil // "production facilities" is a site, no production of its own
			}
		}
		return append(located, c.nounRules(lemma)...)
	case nlp.PROPN: // "Commander Pardo": a title says what its bearer does
		titles := located
		for _, rule := range c.lang.Nouns[lemma] {
			for _, role := range rule.Roles {
				if role.Role == "agent" && role.Slots[0][0][0] == "named" {
					titles = append(titles, rule)
				}
			}
			if rule.Named && w+1 < c.Len() && c.Sentence(w+1) == c.Sentence(w) && title(c.Form[w+1]) {
				titles = append(titles, rule)
			}
		}
		return titles
	case nlp.ADJ:
		if det := c.Child(w, "det"); c.Lang == nlp.Spanish && det >= 0 && det < w && c.lang.Adjectives[lemma] == nil {
			return c.nounRules(lemma) // "era el segundo al mando de"
		}
		return c.lang.Adjectives[lemma]
	}
	return nil
}

// located gives the triggers of the copula that says that somebody is in the place that noun w names: "is thought to be in Dubai".
func (c *clause) located(w int) []*codebook.Trigger {
	cop := c.Child(w, "cop")
	if cop < 0 || !c.isNominal(w) || !c.introduced(w, c.lang.Grammar.Where) {
		return nil
	}
	return slices.Clone(c.lang.Verbs[c.lemma(cop)])
}

// nounRules gives the triggers of a noun; a Spanish feminine has those of its masculine.
func (c *clause) nounRules(lemma string) []*codebook.Trigger {
	found := c.lang.Nouns[lemma]
	if stem, ok := strings.CutSuffix(lemma, "a"); found == nil && ok && c.Lang == nlp.Spanish {
		if found = c.lang.Nouns[stem+"o"]; found == nil {
			found = c.lang.Nouns[stem]
		}
	}
	return found
}

// respelled gives the endings that Spanish infinitives have where lemmatizers keep the spelling of a form: "dirijar" for
// "dirigir".
var respelled = [][2]string{{"jar", "gir"}, {"jar", "ger"}, {"zcar", "cer"}, {"zcar", "cir"}, {"guar", "guir"}, {"iar", "ir"}, {"que", "quir"}, {"ar", "ir"}, {"ar", "er"}, {"er", "ir"}, {"ir", "ar"}, {"er", "ar"}, {"ir", "er"}}

// verbOf gives the verb of the codebook that a form can be of, for the forms whose lemma is no word: "bri" of "bribed",
// "dirijar" of "dirija"; or "".
func (c *clause) verbOf(w int) string {
	if c.Lang == nlp.Spanish {
		for _, r := range respelled {
			if stem, ok := strings.CutSuffix(c.lemma(w), r[0]); ok && c.lang.Verbs[stem+r[1]] != nil {
				return stem + r[1]
			}
		}
		return ""
	}
	form := strings.ToLower(c.Form[w])
	for _, ending := range []string{"ed", "ing", "es", "s", "d"} {
		stem, ok := strings.CutSuffix(form, ending)
		if !ok {
			continue
		}
		for _, verb := range []string{stem + "e", stem, undoubled(stem)} {
			if c.lang.Verbs[verb] != nil {
				return verb
			}
		}
	}
	return ""
}

// undoubled gives a stem without the second of the two like consonants that it ends in: "gun" of "gunned".
func undoubled(stem string) string {
	if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
		return stem[:n-1]
	}
	return stem
}

// insideName says whether w is but a word of a name: "the Detained Persons Unit". Titles before a person's name are none.
func (c *clause) insideName(w int) bool {
	if len(c.Name) > 0 && (c.Name[w].Kind == nlp.ORG || c.Name[w].Kind == nlp.LOC) {
		return w > 0 && c.Name[w-1].Kind == c.Name[w].Kind || !slices.ContainsFunc(c.lang.Nouns[c.lemma(w)], func(t *codebook.Trigger) bool { return t.Named })
	}
	if rel := c.RelOf(w); rel != "amod" && rel != "compound" {
		return false
	}
	h := int(c.Head[w])
	if len(c.Name) > 0 && c.Name[h].Kind == nlp.PER {
		return false
	}
	if h <= w || c.Sentence(w) < 0 || c.Sents[c.Sentence(w)].Start == w {
		return false
	}
	for k := w; k <= h; k++ { // "Specially Designated Global Terrorists"
		if !title(c.Form[k]) {
			return false
		}
	}
	return true
}

// title says whether a word is written with a capital first letter and small ones after it.
func title(form string) bool {
	first, size := utf8.DecodeRuneInString(form)
	rest := form[size:]
	return unicode.IsUpper(first) && rest != "" && strings.ToLower(rest) == rest
}

// hasParticles says whether the trigger's further words stand with it: "take over", "death threat".
func (c *clause) hasParticles(w int, rule *codebook.Trigger) bool {
	for i, p := range rule.Particles {
		if w+1+i < c.Len() && (c.lemma(w+1+i) == p || strings.EqualFold(c.Form[w+1+i], p)) {
			continue
		}
		found := false
		for _, k := range c.Children(w) {
			switch c.RelOf(int(k)) {
			case "compound", "advmod", "obj", "obl", "amod", "case", "fixed", "xcomp":
				found = found || c.lemma(int(k)) == p || strings.EqualFold(c.Form[k], p)
			}
		}
		if !found {
			return false
		}
	}
	return true
}

func (c *clause) frame(w int, rule *codebook.Trigger) *Frame {
	f := &Frame{Rule: rule, Trigger: w, Roles: map[string][][]Arg{}, slots: map[string][]int{}}
	for _, rs := range rule.Roles {
		for _, set := range rs.Slots {
			var args []Arg
			for _, slot := range set {
				name := strings.Join(slot, ">")
				for _, h := range c.slot(f, w, slot) {
					if name == "subj" && c.RelOf(h) == "nmod" && int(c.Head[h]) == w && c.Rel[h] == "nmod:poss" && ownedBy(rule, rs.Role) {
						continue // "the candidate's murder"
					}
					heads := c.heads(h)
					if name == "named" && c.Lang == nlp.Spanish && c.RelOf(w) == "appos" && int(c.Head[w]) == h && c.feat(w, "Number=Sing") {
						heads = c.through(h) // "Mora, jefe de la banda, y su hermano": he alone leads it
					}
					if rs.Role == "object" { // who holds the port of a city does not hold the city
						heads = c.counted(h)
					}
					for _, head := range heads {
						if head != w || name == "self" {
							args = append(args, c.arg(head, name))
						}
					}
				}
			}
			f.Roles[rs.Role] = append(f.Roles[rs.Role], args)
			if onlyPlace[rs.Role] {
				f.Roles[rs.Role] = append(f.Roles[rs.Role], c.placed(args))
			}
		}
		for _, heads := range c.elsewhere(f, w, rs) {
			var args []Arg
			for _, h := range heads {
				for _, head := range c.heads(h) {
					if head != w {
						args = append(args, c.arg(head, "elsewhere"))
					}
				}
			}
			if len(args) > 0 {
				f.Roles[rs.Role] = append(f.Roles[rs.Role], args)
			}
		}
	}
	if origins := f.Roles["origin"]; len(origins) > 0 && len(f.Roles["place"]) > 0 { // where it comes from is not where it is done
		for i, args := range f.Roles["place"] {
			f.Roles["place"][i] = slices.DeleteFunc(slices.Clone(args), func(a Arg) bool {
				return slices.ContainsFunc(origins, func(from []Arg) bool {
					return slices.ContainsFunc(from, func(b Arg) bool { return a.Head == b.Head })
				})
			})
		}
	}
	for _, set := range rule.Amount {
		for _, slot := range set {
			f.Amounts = append(f.Amounts, c.slot(f, w, slot)...)
		}
	}
	return f
}

// ownedBy says whether the possessor of the trigger's noun fills another role than the one given.
func ownedBy(rule *codebook.Trigger, role string) bool {
	for _, rs := range rule.Roles {
		for _, set := range rs.Slots {
			for _, slot := range set {
				if rs.Role != role && len(slot) == 1 && slot[0] == "poss" {
					return true
				}
			}
		}
	}
	return false
}

// onlyPlace are the roles that nothing but a place fills.
var onlyPlace = map[string]bool{"place": true, "destination": true, "origin": true}

// placed gives the places that hold those of args which may be none themselves: "in a villa in Cancún", "outside his home near
// the port of Manta".
func (c *clause) placed(args []Arg) []Arg {
	g := &c.lang.Grammar
	var out []Arg
	for _, a := range args {
		at := []int{a.Head}
		for depth := 0; depth < 3 && len(at) > 0; depth++ {
			var next []int
			for _, w := range at {
				for _, k := range c.Children(w) {
					if c.RelOf(int(k)) == "nmod" && c.Rel[k] != "nmod:poss" && int(k) > w && (c.introduced(int(k), g.Where) || c.introduced(int(k), g.Holding)) && !c.isTime(int(k)) {
						next = append(next, int(k))
					}
				}
			}
			for _, h := range next {
				for _, head := range c.heads(h) {
					out = append(out, c.arg(head, a.Slot))
				}
			}
			at = next
		}
	}
	return out
}

// elsewhere lists, nearest first, where else in its sentence the filler of a role may stand, for where what the tree gives does
// not fit: above the noun that a parser hangs a relative clause on, and within the phrases around the verb.
func (c *clause) elsewhere(f *Frame, w int, rs codebook.RoleSlots) (out [][]int) {
	for _, set := range rs.Slots {
		for _, slot := range set {
			if len(slot) != 1 {
				continue
			}
			switch slot[0] {
			case "subj":
				for _, h := range c.antecedents(w) {
					out = append(out, []int{h})
				}
			case "where":
				if h := int(c.Head[w]); c.Lang == nlp.Spanish && c.Rel[w] == "xcomp" && h >= 0 && c.isVerb(h) && c.isVerb(w) && c.participle(w) { // "murieron acribillados en Soledad"
					if heads := c.where(h); len(heads) > 0 {
						out = append(out, heads)
					} else if heads := c.deep(h, c.lang.Grammar.Where); len(heads) > 0 {
						out = append(out, heads)
					}
				}
				if heads := c.deep(w, c.lang.Grammar.Where); len(heads) > 0 {
					out = append(out, heads)
				}
			case "entre":
				if !c.isVerb(w) && len(c.after(w, []string{"entre"})) == 0 {
					for _, k := range c.Subtree(w, c.isVerbal) { // "una pugna por la sucesión entre los primos y su rival"
						if k <= w || c.RelOf(k) != "nmod" || !c.introduced(k, []string{"entre"}) {
							continue
						}
						both := []int{k}
						for _, j := range c.Subtree(w, c.isVerbal) { // the other may hang on any noun between
							if j > k && c.Rel[j] == "conj" && c.isNominal(j) && c.Child(j, "cc") >= 0 && !c.Covers(k, j) {
								both = append(both, j)
								break
							}
						}
						out = append(out, both)
						break
					}
				}
			case "de":
				if c.isVerb(w) && len(c.find1(w, "se")) > 0 { // "se incautó en alta mar de 14,7 toneladas"
					var counted []int
					for _, k := range c.deep(w, []string{"de"}) {
						if c.Child(k, "nummod") >= 0 {
							counted = append(counted, k)
						}
					}
					if len(counted) > 0 {
						out = append(out, counted[:1])
					}
				}
			case "toward":
				if heads := c.deep(w, c.lang.Grammar.Toward); len(heads) > 0 {
					out = append(out, heads)
				} else if onlyPlace[rs.Role] {
					out = append(out, c.below(w, c.lang.Grammar.Toward)...)
				}
			case "to", "from":
				if rs.Role == "party" { // "sold it in bulk to the smugglers"
					out = append(out, c.below(w, []string{slot[0]})...)
				}
			case "whence":
				if onlyPlace[rs.Role] {
					out = append(out, c.below(w, c.lang.Grammar.Whence)...)
				}
			case "a":
				var people []int // "condenó a una multa de mil euros a Ruiz": things after "a" are too many to guess among
				for _, h := range c.deep(w, []string{"a"}) {
					if _, ok := c.class(h, "people"); ok || len(c.Name) > 0 && c.Name[h].Kind == nlp.PER {
						people = append(people, h)
					}
				}
				if len(people) > 0 && c.Child(w, "obj") < 0 {
					out = append(out, people)
				}
			}
		}
	}
	return out
}

// antecedents lists the nouns above the one that the relative clause of Spanish verb v hangs on that agree with it in number.
func (c *clause) antecedents(v int) (out []int) {
	if c.Lang != nlp.Spanish || !c.isVerb(v) || c.Rel[v] != "acl:relcl" || c.Child(v, "nsubj") < 0 || !c.relative(c.Child(v, "nsubj")) {
		return nil
	}
	for n := int(c.Head[c.Head[v]]); n >= 0 && c.isNominal(n) && !c.isVerb(n); n = int(c.Head[n]) {
		if c.agrees(v, n) {
			out = append(out, n)
		}
	}
	return out
}

// deep lists the nouns after one of the prepositions anywhere under Spanish verb w, clauses of their own left out, or for a noun
// beside it under its verb: parsers hang what ends a long sentence on any noun before it.
func (c *clause) deep(w int, prepositions []string) (out []int) {
	if c.Lang != nlp.Spanish {
		return nil
	}
	from := w
	for at, steps := w, 0; !c.isVerb(w) && steps < 4; steps++ { // "se dedica al acopio en casas y a su envío, en barcos, hasta las islas"
		if at = int(c.Head[at]); at < 0 || c.isVerb(at) {
			w = at
			break
		}
	}
	if w < 0 || !c.isVerb(w) || !c.isVerb(from) && c.RelOf(from) == "nsubj" {
		return nil
	}
	for _, k := range c.Subtree(w, func(k int) bool {
		if k != w && int(c.Head[k]) == w && c.Rel[k] == "xcomp" && c.participle(k) && c.Child(k, "aux") < 0 {
			return false // "vive escondido en Cúcuta"
		}
		return k != w && (c.isVerb(k) && c.RelOf(k) != "amod" || c.RelOf(k) == "nsubj")
	}) {
		if rel := c.RelOf(k); k > w && k > from && (rel == "nmod" || rel == "obl") && c.introduced(k, prepositions) && !c.isTime(k) && !c.ofPost(k, w) {
			out = append(out, k)
		}
	}
	return out
}

// below lists, one by one, the nouns after one of the prepositions that an English parser has hung on a noun under verb w: "travels in
// containers to Antwerp", "brought the drug in lorries from Kerman".
func (c *clause) below(w int, prepositions []string) (out [][]int) {
	if c.Lang != nlp.English || !c.isVerb(w) {
		return nil
	}
	for _, k := range c.Subtree(w, func(k int) bool {
		return k != w && (c.isVerb(k) || c.RelOf(k) == "nsubj" || c.RelOf(k) == "appos" || c.RelOf(k) == "parataxis" || c.RelOf(k) == "advcl")
	}) {
		if k > w && c.RelOf(k) == "nmod" && c.introduced(k, prepositions) && !c.isTime(k) && !c.animate(int(c.Head[k])) {
			out = append(out, []int{k})
		}
	}
	return out
}

// ofPost says whether the place k, under verb w, is within the description of somebody set off by a comma, and so that of his post:
// "detuvieron a Luis Mora, presunto jefe de la banda en Manta". A comma of its own parts it from the description.
func (c *clause) ofPost(k, w int) bool {
	if c.apart(k) {
		return false
	}
	for n := int(c.Head[k]); n >= 0 && n != w; n = int(c.Head[n]) {
		if c.RelOf(n) == "appos" && c.UPOS[n] == nlp.NOUN && c.apart(n) {
			return true
		}
	}
	return false
}

func (c *clause) arg(head int, slot string) Arg {
	a := Arg{Head: head, Words: c.phrase(head), Slot: slot}
	if p := int(c.Head[head]); c.Lang == nlp.Spanish && p >= 0 && p < head && (c.UPOS[p] == nlp.PRON || c.UPOS[p] == nlp.NUM) && c.ofNoun(p) == head && codebook.Has(c.lang.Grammar.Transparent, c.lemma(p)) {
		a.Words = nlp.Range{Start: p, End: max(a.Words.End, p+1)} // "uno de los hermanos" is not the brothers
	}
	a.Hedge = c.nounHedge(head)
	for _, k := range c.Children(head) {
		if rel := c.RelOf(int(k)); (rel == "det" || rel == "cc" || rel == "nummod" || rel == "advmod" && int(k) < head) && c.negates(int(k)) {
			a.None = true
		}
	}
	if codebook.Has(c.lang.Grammar.Negation, c.lemma(head)) {
		a.None = true
	}
	return a
}

// slot lists the heads that stand in a slot of word w.
func (c *clause) slot(f *Frame, w int, slot codebook.Slot) []int {
	at := []int{w}
	for i, step := range slot {
		var next []int
		for _, h := range at {
			next = append(next, c.step(f, h, step)...)
		}
		if i+1 < len(slot) && slot[i+1] != "within" {
			var all []int
			for _, h := range next {
				all = append(all, c.heads(h)...)
			}
			next = all
		}
		at = next
	}
	return at
}

func (c *clause) step(f *Frame, w int, step string) []int {
	if w == f.Trigger {
		if known, ok := f.slots[step]; ok {
			return known
		}
	}
	found := c.find1(w, step)
	if w == f.Trigger && step == "obj" && len(found) == 1 && (slices.Contains(f.Rule.Particles, c.lemma(found[0])) || slices.Contains(f.Rule.Particles, strings.ToLower(c.Form[found[0]]))) {
		found = slices.DeleteFunc(c.children(w, "obj"), func(k int) bool { return k == found[0] }) // "prendieron fuego la casilla"
	}
	if w == f.Trigger && step == "obj" && len(found) == 0 && len(f.Rule.Particles) > 0 {
		found = c.after(w, f.Rule.Particles) // "sold off their pieces": a particle taken for a preposition
	}
	if w == f.Trigger {
		f.slots[step] = found
	}
	return found
}

func (c *clause) find1(w int, step string) []int {
	g := &c.lang.Grammar
	switch step {
	case "self":
		return []int{w}
	case "subj":
		return c.subject(w, 0)
	case "goods":
		return c.meant(c.subject(w, 0))
	case "obj":
		return c.meant(c.object(w, 0))
	case "xcomp":
		return append(c.children(w, "xcomp"), c.children(w, "advcl")...)
	case "iobj":
		return c.children(w, "iobj")
	case "where":
		return c.where(w)
	case "toward":
		return c.after(w, g.Toward)
	case "whence":
		return c.after(w, g.Whence)
	case "by":
		return c.after(w, g.By)
	case "poss":
		return c.owner(w)
	case "appos":
		if out := c.children(w, "appos"); len(out) > 0 || c.Rel[w] != "appos" {
			return out
		}
		return []int{int(c.Head[w])}
	case "host":
		return c.host(w)
	case "theme":
		return c.stands(w)
	case "body":
		if b := c.bodyOf(w); b >= 0 {
			return []int{b}
		}
		return nil
	case "accused":
		return c.accusedOf(w)
	case "atop":
		if h := int(c.Head[w]); c.Child(w, "cop") < 0 && h >= 0 && c.isVerb(h) && c.objectForm(h) >= 0 && c.Child(h, "nsubj") >= 0 {
			return nil // "succeeded him at the head of": he is there no more
		}
		return c.stands(w)
	case "raised":
		return c.raisedOver(w)
	case "second":
		return c.children(w, "obj")
	case "compound":
		return c.children(w, "compound")
	case "amod":
		return c.children(w, "amod")
	case "case":
		return c.children(w, "case")
	case "passive":
		if c.isVerb(w) && c.passive(w) {
			return []int{w}
		}
		return nil
	case "within":
		return c.within(w)
	case "named":
		return c.named(w)
	case "copula":
		return c.copula(w)
	case "bare":
		if c.Child(w, "det", "nmod:poss") >= 0 {
			return nil // "died in the war with": no party to it
		}
		return c.stands(w)
	case "ground":
		return c.ground(w)
	case "se":
		for _, k := range c.Children(w) {
			if strings.EqualFold(c.Form[k], "se") {
				return []int{w}
			}
		}
		return nil
	case "among":
		if p := c.preposition(w); p == "entre" || p == "among" {
			return c.situated(w, 0) // "among those arrested is X"
		}
		return nil
	}
	return c.after(w, []string{step})
}

// raisedOver gives the verb whose passive says how surely the infinitive at w is told: "is believed to be in Dubai".
func (c *clause) raisedOver(w int) []int {
	if h := int(c.Head[w]); h >= 0 && c.RelOf(w) == "xcomp" && c.isVerb(h) && c.passive(h) && c.raised(c.lemma(h)) != "" {
		return []int{h}
	}
	return nil
}

// owner gives the possessors of a noun: "the gang's", "su".
func (c *clause) owner(w int) []int {
	out := c.children(w, "nmod:poss")
	for _, k := range c.Children(w) {
		if c.Rel[k] == "det" && (c.feat(int(k), "Poss=Yes") || c.lemma(int(k)) == "cuyo") {
			out = append(out, int(k))
		}
	}
	return out
}

// accusedOf gives who is accused of the event of noun w: "the clan is suspected in the death of".
func (c *clause) accusedOf(w int) []int {
	h := int(c.Head[w])
	if rel := c.RelOf(w); h < 0 || !c.isVerb(h) || rel != "obl" && rel != "nmod" || !codebook.Has(c.lang.Grammar.Accusing, c.lemma(h)) {
		return nil
	}
	return c.object(h, 0)
}

// host gives who does what the clause says during the event of noun w: "police arrested six men in a raid".
func (c *clause) host(w int) []int {
	h := int(c.Head[w])
	if h < 0 || c.RelOf(w) != "obl" || !c.isVerb(h) || !c.introduced(w, c.lang.Grammar.During) {
		return nil
	}
	return c.subject(h, 0)
}

// meant adds to the pronoun that is an object the goods that it stands for: "they buy the paste and sell it".
func (c *clause) meant(heads []int) []int {
	if len(heads) == 1 && codebook.Has(c.lang.Grammar.Transparent, c.lemma(heads[0])) { // "moves most of it"
		if of := c.ofNoun(heads[0]); of >= 0 && c.UPOS[of] == nlp.PRON {
			if c.Lang == nlp.Spanish && c.manyMeant(of) {
				return nil // "uno de ellos", after laboratories and emissaries
			}
			return c.meant([]int{of})
		}
	}
	if len(heads) != 1 {
		return heads
	}
	w := heads[0]
	article := c.UPOS[w] == nlp.DET && c.Lang == nlp.Spanish && accusative(c.Form[w]) // a clitic that the tagger mistook
	if !article && (c.UPOS[w] != nlp.PRON || c.feat(w, "Reflex=Yes") || !c.feat(w, "PronType=Prs") || !c.feat(w, "Person=3")) {
		return heads
	}
	agrees := func(k int, feature string) bool {
		want := c.featValue(w, feature)
		got := c.featValue(k, feature)
		return want == "" || got == "" || want == got
	}
	first := c.Sentence(w)
	for k := w - 1; k >= 0 && c.Sentence(k) >= first-2; k-- {
		if c.UPOS[k] != nlp.NOUN || c.RelOf(k) == "compound" || !agrees(k, "Number") || !agrees(k, "Gender") {
			continue
		}
		if _, goods := c.class(k, "goods"); goods || c.isCommodity(k) {
			return append(heads, k)
		}
	}
	return heads
}

// manyMeant says whether a pronoun of the third person can stand for more than one noun of the two sentences before its own.
func (c *clause) manyMeant(w int) bool {
	first, found := c.Sentence(w), -1
	for k := w - 1; k >= 0 && c.Sentence(k) >= first-2; k-- {
		if c.UPOS[k] != nlp.NOUN || c.isTime(k) {
			continue
		}
		same := true
		for _, feature := range []string{"Number", "Gender"} {
			a, b := c.featValue(w, feature), c.featValue(k, feature)
			same = same && (a == "" || a == b)
		}
		if !same {
			continue
		}
		if found >= 0 && c.lemma(found) != c.lemma(k) {
			return true
		}
		found = k
	}
	return false
}

// featValue gives the value of a feature of w, or "".
func (c *clause) featValue(w int, feature string) string {
	for _, one := range strings.Split(c.Feats[w], "|") {
		if v, ok := strings.CutPrefix(one, feature+"="); ok {
			return v
		}
	}
	return ""
}

// where gives the places of w: those after a preposition of place, and for a noun those of the verb that says that it takes
// place.
func (c *clause) where(w int) []int {
	g := &c.lang.Grammar
	out := c.untimed(c.after(w, g.Where))
	if len(out) == 0 && c.Lang == nlp.English && c.Rel[w] == "acl:relcl" {
		for _, k := range c.Children(w) { // "the port, where the gang operates"
			if int(k) < w && strings.EqualFold(c.Form[k], "where") {
				return []int{int(c.Head[w])}
			}
		}
	}
	if len(out) > 0 || c.isVerb(w) {
		return out
	}
	for _, k := range c.Subtree(w, c.isVerbal) { // the clause may hang on the last noun of the phrase
		for _, v := range c.Children(k) {
			if strings.HasPrefix(c.Rel[v], "acl") && codebook.Has(g.Happening, c.lemma(int(v))) {
				out = append(out, c.after(int(v), g.Where)...)
			}
		}
	}
	if h := int(c.Head[w]); len(out) == 0 && h >= 0 && c.Lang == nlp.Spanish && c.RelOf(w) == "nsubj" && c.Child(h, "cop") >= 0 && c.isNominal(h) && c.introduced(h, g.Where) && !c.isTime(h) {
		return []int{h} // "su base está en Timbiquí"
	}
	if h := int(c.Head[w]); len(out) == 0 && h >= 0 && c.RelOf(w) == "nsubj" && codebook.Has(g.Happening, c.lemma(h)) {
		out = c.after(h, g.Where)
	}
	return out
}

func (c *clause) isVerbal(w int) bool { return c.isVerb(w) }

// within lists the nouns that hang on noun w, with or without a preposition: what a parser makes of a long genitive.
func (c *clause) within(w int) []int {
	var out []int
	for _, k := range c.Subtree(w, c.isVerbal) {
		if rel := c.RelOf(k); k != w && (rel == "nmod" || rel == "appos" || rel == "dep") && c.UPOS[k] == nlp.NOUN {
			out = append(out, k)
		}
	}
	return out
}

func (c *clause) untimed(heads []int) []int {
	var out []int
	for _, h := range heads {
		if !c.isTime(h) {
			out = append(out, h)
		}
	}
	return out
}

func (c *clause) children(w int, rel string) []int {
	var out []int
	for _, k := range c.Children(w) {
		if c.Rel[k] == rel || c.RelOf(int(k)) == rel {
			out = append(out, int(k))
		}
	}
	return out
}

// named gives the person whom the noun w describes: its apposition, the name it is a title of, or the subject that is said
// to be it.
func (c *clause) named(w int) []int {
	isName := func(k int) bool {
		return c.lemma(k) != "alias" && (c.UPOS[k] == nlp.PROPN || len(c.Name) > 0 && c.Name[k].Kind == nlp.PER)
	}
	var such []int
	for _, k := range c.Children(w) {
		if c.RelOf(int(k)) == "appos" && c.UPOS[k] == nlp.NOUN && len(c.Name) > 0 { // "its leader, a former driver called Juan Ruiz"
			for _, kk := range c.Subtree(int(k), nil) {
				if kk > int(k) && c.Name[kk].Kind == nlp.PER {
					return []int{kk}
				}
			}
		}
		if c.lemma(int(k)) == "alias" { // "el cabecilla, alias Chispa"
			for _, kk := range c.Children(int(k)) {
				if c.UPOS[kk] == nlp.PROPN {
					return []int{int(kk)}
				}
			}
		}
		if c.Lang == nlp.Spanish && c.UPOS[k] == nlp.PRON && c.preposition(int(k)) == "entre" && len(c.Name) > 0 { // "miembros de la banda, entre ellos Luis Mora"
			for _, kk := range c.Children(int(k)) {
				if c.RelOf(int(kk)) == "appos" && c.Name[kk].Kind == nlp.PER {
					return []int{int(kk)}
				}
			}
		}
		if n := c.calledSo(int(k)); n >= 0 {
			return []int{n}
		}
		if rel := c.RelOf(int(k)); (rel == "appos" || rel == "flat") && isName(int(k)) {
			return []int{int(k)}
		}
		if isName(int(k)) && codebook.Has(c.lang.Grammar.Such, c.preposition(int(k))) {
			such = append(such, int(k)) // "members of the gang, including Luis Mora"
		}
	}
	if len(such) > 0 {
		return such
	}
	if list := c.listedAfter(w); len(list) > 0 {
		return list
	}
	h := int(c.Head[w])
	if h >= 0 && c.lemma(h) == "alias" && (c.RelOf(w) == "appos" || c.RelOf(w) == "nsubj") { // "Alias Chispa, jefe de la banda"
		for _, k := range c.Children(h) {
			if c.RelOf(int(k)) == "flat" && int(k) == h+1 {
				return []int{int(k)}
			}
		}
	}
	if first := c.Subtree(w, nil)[0]; h >= 0 && c.RelOf(w) == "appos" && (c.UPOS[first] == nlp.CCONJ || first > 0 && c.UPOS[first-1] == nlp.CCONJ) {
		return nil // "President Ruiz, and a member of the gang": the last of a list
	}
	if h >= 0 && isName(h) {
		switch c.RelOf(w) {
		case "appos", "compound", "flat", "nmod":
			if c.RelOf(w) != "nmod" || c.preposition(w) == "" {
				return []int{h}
			}
		}
	}
	if h >= 0 && c.regardedAs(w, h) {
		return c.regarded(w, h)
	}
	if h >= 0 && c.Lang == nlp.English && c.Rel[w] == "nsubj:pass" && codebook.Has(c.lang.Grammar.Naming, c.lemma(h)) {
		for _, k := range c.Children(h) { // "the boss has been named as Juan Ruiz"
			if int(k) > h && (c.RelOf(int(k)) == "obl" && c.introduced(int(k), []string{"as"}) || c.RelOf(int(k)) == "xcomp") && isName(int(k)) {
				return []int{int(k)}
			}
		}
	}
	if rel := c.RelOf(w); h >= 0 && (rel == "xcomp" || rel == "obl" || rel == "obj") && c.isVerb(h) && codebook.Has(c.lang.Grammar.Becoming, c.lemma(h)) {
		return c.subject(h, 0)
	}
	if h >= 0 && c.RelOf(w) == "obl" && c.isVerb(h) && c.introduced(w, []string{"as", "como"}) {
		if codebook.Has(c.lang.Grammar.Acting, c.lemma(h)) && !c.passive(h) {
			return c.subject(h, 0) // "acts as the armed wing"
		}
	}
	if h >= 0 && c.RelOf(w) == "nsubj" && c.Child(h, "cop") >= 0 && c.UPOS[h] != nlp.ADJ && (isName(h) || c.animate(h)) {
		return []int{h} // "the owners of the river are X"
	}
	if c.Child(w, "cop") < 0 {
		return nil
	}
	if s := c.Child(w, "nsubj"); s >= 0 {
		return c.unlessRelative(s, w)
	}
	if s := c.inherited(w, 0); len(s) > 0 || c.Lang != nlp.Spanish || h >= 0 {
		return s
	}
	return c.carriedOn(w) // "Fue el primer exportador"
}

// listedAfter gives the persons named after a comma behind people and their body, whom a parser hangs on the body: "two members of the
// clan, Juan Ruiz and Luis Mora,".
func (c *clause) listedAfter(w int) (out []int) {
	of := c.ofNoun(w)
	if c.Lang != nlp.English || of < 0 || len(c.Name) == 0 {
		return nil
	}
	for _, k := range c.Children(of) {
		if int(k) < of || c.Name[k].Kind != nlp.PER {
			continue
		}
		if c.RelOf(int(k)) == "appos" && c.Form[c.Subtree(int(k), nil)[0]-1] == "," || c.Rel[k] == "conj" && len(out) > 0 {
			out = append(out, int(k))
		}
	}
	return out
}

// ground gives the noun that a phrase with noun w in its middle stands before, "al frente de la banda", whether the tree has the
// phrase as one preposition or as a noun of its own.
func (c *clause) ground(w int) []int {
	if c.Rel[w] == "fixed" {
		if p := int(c.Head[w]); p >= 0 && c.RelOf(p) == "case" && c.Head[p] > int32(w) {
			return []int{int(c.Head[p])}
		}
		return nil
	}
	if c.preposition(w) == "" && c.RelOf(w) != "case" {
		return nil
	}
	if of := c.ofNoun(w); of >= 0 {
		return []int{of}
	}
	return nil
}

// stands gives who or what is said to stand there: X of "X está al frente de la banda".
func (c *clause) stands(w int) []int {
	if c.Rel[w] == "fixed" {
		if g := c.ground(w); len(g) > 0 {
			return c.situated(g[0], 0)
		}
		return nil
	}
	return c.theme(w, 0)
}

// regardedAs says whether noun w is what verb h takes somebody for: "considerado el jefe", "señalado como miembro".
func (c *clause) regardedAs(w, h int) bool {
	if !c.isVerb(h) || c.raised(c.lemma(h)) == "" && !codebook.Has(c.lang.Grammar.Accusing, c.lemma(h)) && !codebook.Has(c.lang.Grammar.Naming, c.lemma(h)) {
		return false
	}
	switch c.RelOf(w) {
	case "xcomp":
		return true
	case "obl":
		p := c.preposition(w)
		return p == "as" || p == "como"
	case "obj", "nsubj":
		return c.Lang == nlp.Spanish && w > h && c.preposition(w) == ""
	}
	return false
}

// regarded gives whom verb h takes for what noun w says.
func (c *clause) regarded(w, h int) []int {
	if c.participle(h) && (strings.HasPrefix(c.Rel[h], "acl") || c.Rel[h] == "amod") && c.Child(h, "aux") < 0 {
		return []int{int(c.Head[h])}
	}
	for _, k32 := range c.Children(h) {
		k := int(k32)
		if k == w || c.RelOf(k) == "nsubj" && !c.passive(h) {
			continue
		}
		switch c.RelOf(k) {
		case "nsubj", "obj", "iobj", "obl":
			if p := c.preposition(k); p != "" && p != "a" {
				continue
			}
			return c.unlessRelative(k, h)
		}
	}
	return nil
}

// calledSo gives the person's name that the apposition k gives to somebody: "a Brazilian called Juan Ruiz"; or -1.
func (c *clause) calledSo(k int) int {
	if c.RelOf(k) != "appos" || len(c.Name) == 0 || c.Name[k].Kind == nlp.PER {
		return -1
	}
	for _, v := range c.Children(k) {
		if c.RelOf(int(v)) != "acl" || !codebook.Has(c.lang.Grammar.Calling, c.lemma(int(v))) {
			continue
		}
		for _, n := range c.Children(int(v)) {
			if (c.Name[n].Kind == nlp.PER || c.Lang == nlp.English && c.UPOS[n] == nlp.PROPN && c.preposition(int(n)) == "") && n > v {
				return int(n)
			}
		}
	}
	return -1
}

// copula gives what the noun w is said to be or to reach: "output was 290 tons".
func (c *clause) copula(w int) []int {
	h := int(c.Head[w])
	if h < 0 || c.RelOf(w) != "nsubj" {
		return nil
	}
	if c.Child(h, "cop") >= 0 {
		return []int{h}
	}
	out := c.children(h, "obj")
	return append(out, c.after(h, []string{"to", "at", "a", "en"})...)
}

// why tells in one line what made the frame.
func (c *clause) why(f *Frame, roles []string) string {
	kind := "verb"
	switch c.UPOS[f.Trigger] {
	case nlp.NOUN:
		kind = "noun"
	case nlp.ADJ:
		kind = "adjective"
	}
	slices.Sort(roles)
	return fmt.Sprintf("%s %q (%s, %s): %s", kind, f.Rule.Word, c.Form[f.Trigger], f.Rule.Where, strings.Join(roles, ", "))
}
