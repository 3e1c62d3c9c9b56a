package violence

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/nlp"
)

//go:embed data/model.bin
var shipped []byte

// Load gives the model that ships with the program.
var Load = sync.OnceValues(func() (*Model, error) { return ReadModel(shipped) })

// Builder makes claims of triggers; see [extract.Builder].
type Builder interface {
	Build(predicate string, trigger int, roles map[string][]extract.Filler) (extract.Claim, bool)
	Allows(predicate, role string) bool
}

// Apply gives the claims of the text as the model has them: those of violence without the fillers it does not believe, and
// not at all where none is left; and with those that rules missed. Other claims stay as they are, and so does whatever is
// denied. Texts in languages that it was not trained for stay as they are.
func (m *Model) Apply(t Text, book *codebook.Codebook, build Builder) []extract.Claim {
	lang := book.Languages[t.Doc.Lang]
	if t.Doc.Lang != nlp.English || lang == nil {
		return t.Claims
	}
	v := newView(t, lang)
	if len(v.triggers) == 0 {
		return t.Claims
	}
	m.relevance(v)
	a := application{m: m, v: v, build: build, cs: v.candidates()}
	scores := m.scores(v, a.cs)
	fillers := m.fillersOf(v, a.cs, scores)
	m.examine(v, fillers, scores)
	// What the model does not find in a text unlike those it learned from may be there all the same: it takes nothing from rules.
	strange := v.familiar < m.strange || v.Len() < brief
	for _, f := range fillers {
		if m.probability(&f) >= a.least(&f, strange) {
			a.name(&f)
			a.fillers = append(a.fillers, f)
		}
	}
	a.distinct()
	a.weigh(strange)
	for i := range a.fillers {
		if !a.placed[i] {
			a.place(i)
		}
	}
	sort.SliceStable(a.out, func(x, y int) bool { return a.out[x].Evidence.Start < a.out[y].Evidence.Start })
	return a.out
}

func (m *Model) probability(f *filler) float64 {
	return sigmoid(m.scale[f.kind]*f.score + m.shift[f.kind])
}

// brief is the number of words below which a text is unlike the wires that the model learned from: a short item says little besides.
const brief = 120

// agreed is the confidence in a claim that a rule read and the model finds too: of those judged by eye 48 of 49 were right (docs/precision.md).
const agreed = 0.96

// sure is the probability from which a filler is believed where it would be worst to be wrong: in texts of other kinds, and
// of people named as perpetrators.
const sure = 0.5

// least gives the probability from which a filler is kept.
func (a *application) least(f *filler, strange bool) float64 {
	if strange || f.kind == Perpetrator && a.v.kind[a.cs[f.best().candidate].head] == nlp.PER {
		return max(sure, a.m.keep[f.kind])
	}
	if f.kind == Described { // a person nobody names is often anybody: "the killing of civilians"
		return max(sure, a.m.keep[f.kind])
	}
	return a.m.keep[f.kind]
}

// application is the model at work on one text.
type application struct {
	m       *Model
	v       *view
	build   Builder
	cs      []candidate
	fillers []filler // those that are kept
	placed  map[int]bool
	made    map[int]bool // triggers of the claims that the model made
	out     []extract.Claim
}

// name has a description of a person whom the text names too stand by that name.
func (a *application) name(f *filler) {
	if f.kind != Described {
		return
	}
	head := a.cs[f.best().candidate].head
	ref, known := a.v.referent(head)
	for i, c := range a.cs {
		if a.v.kind[c.head] != nlp.PER || c.head == head {
			continue
		}
		other, ok := a.v.referent(c.head)
		one := known && ok && ref.Entity != "" && other.Entity == ref.Entity
		if !one && !a.v.beside(head, c.head) {
			continue
		}
		f.kind = Victim
		if ok && other.Entity != "" {
			f.key = other.Entity
		}
		f.mentions = append(f.mentions, mention{i, a.v.name[c.head], f.raw + 1})
		return
	}
}

// beside says whether one of the words is a title or apposition of the other.
func (v *view) beside(a, b int) bool {
	if int(v.Head[a]) == b {
		a, b = b, a
	}
	if int(v.Head[b]) != a {
		return false
	}
	switch v.RelOf(b) {
	case "appos", "flat", "compound":
		return true
	}
	return false
}

// distinct leaves each person hurt once: by name, or by description where that is likelier.
func (a *application) distinct() {
	same := func(f, g *filler) bool {
		return f.key == g.key || a.cs[f.best().candidate].head == a.cs[g.best().candidate].head
	}
	var out []filler
	for i := range a.fillers {
		f := &a.fillers[i]
		twice := false
		for j := range a.fillers {
			g := &a.fillers[j]
			if i == j || f.kind.Role() != "victim" || g.kind.Role() != "victim" || !same(f, g) {
				continue
			}
			named := a.v.name[a.cs[f.best().candidate].head].Len() > 0
			twice = twice || f.kind != g.kind && (f.kind == Described) == named || f.kind == g.kind && j < i
		}
		if !twice {
			out = append(out, *f)
		}
	}
	a.fillers = out
}

// weigh goes over the claims of rules.
func (a *application) weigh(strange bool) {
	a.placed, a.made = map[int]bool{}, map[int]bool{}
	for _, c := range a.v.Claims {
		if !predicates[c.Predicate] || c.Polarity == cotejo.Negative {
			a.out = append(a.out, c)
			continue
		}
		// What a sentence says outright, who did it to whom, is its claim whatever the model has seen; so is a plan.
		firm := strange || c.Certainty == cotejo.Unknown || len(c.Roles["agent"]) > 0 && len(c.Roles["victim"])+len(c.Roles["target"]) > 0
		roles := map[string][]extract.Filler{}
		held, most := false, 0.0
		for role, fillers := range c.Roles {
			if role == "place" {
				roles[role] = fillers
				continue
			}
			for _, f := range fillers {
				i := a.find(f, role)
				if i < 0 {
					if firm {
						roles[role], held = append(roles[role], f), true
					}
					continue
				}
				a.placed[i], held = true, true
				most = max(most, a.m.probability(&a.fillers[i]))
				roles[role] = append(roles[role], a.filler(&a.fillers[i], a.mentionAt(i, f)))
			}
		}
		if !held {
			continue
		}
		c.Roles = roles
		if most > 0 {
			c.Confidence = max(agreed, most)
			c.Why = fmt.Sprintf("%s; model of violence %.2f", c.Why, most)
		}
		a.out = append(a.out, c)
	}
}

// find gives the kept filler that a filler of a rule's claim is, or -1.
func (a *application) find(f extract.Filler, role string) int {
	head := a.v.HeadOf(f.Words)
	exact, same := -1, -1
	for i := range a.fillers {
		g := &a.fillers[i]
		if g.kind.Role() != role {
			continue
		}
		for _, m := range g.mentions {
			if a.cs[m.candidate].head == head {
				if exact < 0 || g.score > a.fillers[exact].score {
					exact = i
				}
			}
		}
		if f.Entity != "" && f.Entity == g.key && (same < 0 || g.score > a.fillers[same].score) {
			same = i
		}
	}
	if exact >= 0 {
		return exact
	}
	return same
}

// mentionAt gives the mention of filler i where the rule has it; where that is a pronoun or says little, the likeliest.
func (a *application) mentionAt(i int, f extract.Filler) mention {
	head := a.v.HeadOf(f.Words)
	for _, m := range a.fillers[i].mentions {
		if a.cs[m.candidate].head == head && m.score > a.fillers[i].raw-lesser {
			return m
		}
	}
	return a.fillers[i].best()
}

func (a *application) filler(f *filler, at mention) extract.Filler {
	out := extract.Filler{Words: at.words}
	// All mentions in one role are one entity, whatever resolution made of each: that of the likeliest.
	if ref, ok := a.v.referent(a.cs[f.best().candidate].head); ok {
		out.Entity, out.Type = ref.Entity, ref.Type
	}
	if f.kind == Body {
		out.Type = cotejo.Organization
	} else if f.kind == Perpetrator && out.Type == cotejo.Organization {
		out.Type = cotejo.Group // its people, not the body
	}
	return out
}

// place puts a filler that no rule has into the claim of the event that it stands nearest to, or makes that claim.
func (a *application) place(i int) {
	f := &a.fillers[i]
	order := append([]mention(nil), f.mentions...)
	sort.SliceStable(order, func(x, y int) bool { return order[x].score > order[y].score })
	for _, m := range order {
		if m.score < f.raw-lesser {
			break
		}
		for _, w := range a.events(a.cs[m.candidate].head) {
			if a.v.path(a.cs[m.candidate].head, w) == "" && a.m.probability(f) < loose {
				continue
			}
			if a.putAt(f, m, w) {
				return
			}
		}
	}
	if a.m.probability(f) < loose {
		return
	}
	head := a.cs[order[0].candidate].head
	best := -1
	for c := range a.out {
		claim := &a.out[c]
		if !predicates[claim.Predicate] || claim.Polarity == cotejo.Negative || !a.build.Allows(claim.Predicate, f.kind.Role()) {
			continue
		}
		if distance(a.v.sentence[claim.Trigger], a.v.sentence[head]) > near {
			continue
		}
		if best < 0 || distance(claim.Trigger, head) < distance(a.out[best].Trigger, head) {
			best = c
		}
	}
	if best < 0 {
		for _, w := range a.around(head) {
			if a.putAt(f, order[0], w) {
				return
			}
		}
	}
	if best >= 0 {
		a.join(&a.out[best], f, order[0])
	}
}

// join adds the filler to a claim, to one of a rule only where a short way through the tree leads to it: of what the model added to rules'
// claims from elsewhere, half was wrong when read by eye (docs/precision.md).
func (a *application) join(claim *extract.Claim, f *filler, m mention) bool {
	if !a.made[claim.Trigger] && a.v.path(a.cs[m.candidate].head, claim.Trigger) == "" || a.clashes(claim, f, m) {
		return false
	}
	a.add(claim, f, m)
	return true
}

// clashes says whether the claim has the filler in a role that nobody has beside this one: who kidnaps is not who is kidnapped.
func (a *application) clashes(claim *extract.Claim, f *filler, m mention) bool {
	one := a.filler(f, m)
	for role, fillers := range claim.Roles {
		if (role == "agent") == (f.kind.Role() == "agent") || role == "instrument" || role == "place" {
			continue
		}
		for _, other := range fillers {
			if one.Entity != "" && one.Entity == other.Entity || one.Words == other.Words {
				return true
			}
		}
	}
	return false
}

// lesser is how much less may speak for a mention of a filler than for its likeliest, for it to stand for it.
const lesser = 2

// loose is the probability from which a filler is added to an event that no short way through the tree leads to.
const loose = 0.35

// near is how many sentences from the event that it is added to a filler may stand.
const near = 4

func distance(a, b int) int { return max(a-b, b-a) }

// events lists the words of the sentence of h that may report violence, the nearest in the tree first.
func (a *application) events(h int) []int {
	type event struct{ word, steps int }
	var list []event
	s := a.v.Sents[a.v.sentence[h]]
	for w := s.Start; w < s.End; w++ {
		if len(a.v.triggers[w]) == 0 {
			continue
		}
		steps := 10 * distance(w, h)
		if p := a.v.path(h, w); p != "" {
			steps = strings.Count(p, ">") + strings.Count(p, "<")
		}
		list = append(list, event{w, steps})
	}
	sort.SliceStable(list, func(x, y int) bool { return list[x].steps < list[y].steps })
	var out []int
	for _, e := range list {
		out = append(out, e.word)
	}
	return out
}

// around lists the words that may report violence in the sentences near that of h, the nearest first.
func (a *application) around(h int) []int {
	var out []int
	for w := range a.v.triggers {
		if distance(a.v.sentence[w], a.v.sentence[h]) <= near {
			out = append(out, w)
		}
	}
	sort.Slice(out, func(x, y int) bool {
		dx, dy := distance(out[x], h), distance(out[y], h)
		return dx < dy || dx == dy && out[x] < out[y]
	})
	return out
}

// putAt adds the filler to the claim that word w makes, or makes one.
func (a *application) putAt(f *filler, m mention, w int) bool {
	for c := range a.out {
		claim := &a.out[c]
		if claim.Trigger == w && predicates[claim.Predicate] && claim.Polarity == cotejo.Positive && a.build.Allows(claim.Predicate, f.kind.Role()) {
			return a.join(claim, f, m)
		}
	}
	for _, predicate := range a.v.triggers[w] {
		if !a.build.Allows(predicate, f.kind.Role()) || predicate == "threat" { // of threats that the model alone made, none was right when read by eye
			continue
		}
		claim, ok := a.build.Build(predicate, w, map[string][]extract.Filler{f.kind.Role(): {a.filler(f, m)}})
		if !ok || claim.Polarity == cotejo.Negative {
			continue
		}
		claim.Confidence = a.m.probability(f)
		claim.Why = fmt.Sprintf("%q; %s", a.v.Form[w], a.why(f, m))
		a.out = append(a.out, claim)
		a.made[w] = true
		return true
	}
	return false
}

func (a *application) add(claim *extract.Claim, f *filler, m mention) {
	role := f.kind.Role()
	claim.Roles[role] = append(claim.Roles[role], a.filler(f, m))
	claim.Why += "; " + a.why(f, m)
	claim.Confidence = max(claim.Confidence, a.m.probability(f))
}

// why tells what spoke most for the filler.
func (a *application) why(f *filler, m mention) string {
	const most = 3
	fs := features{tell: true}
	a.v.roleFeatures(&a.cs[m.candidate], &fs)
	order := make([]int, len(fs.list))
	for i := range order {
		order[i] = i
	}
	weight := func(i int) float32 { return a.m.role.w[int(fs.list[i])*int(kinds)+int(f.kind)] }
	sort.SliceStable(order, func(x, y int) bool { return weight(order[x]) > weight(order[y]) })
	var said []string
	for _, i := range order[:min(most, len(order))] {
		if weight(i) > 0 {
			said = append(said, fs.words[i])
		}
	}
	return fmt.Sprintf("model of violence %.2f: %s %q for %s", a.m.probability(f), f.kind.Role(), a.v.TextOf(m.words), strings.Join(said, ", "))
}
