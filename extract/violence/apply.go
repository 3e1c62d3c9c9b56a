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
	for _, f := range m.fillersOf(v, a.cs, m.scores(v, a.cs)) {
		if m.probability(&f) >= m.keep[f.kind] {
			a.fillers = append(a.fillers, f)
		}
	}
	a.weigh()
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

// application is the model at work on one text.
type application struct {
	m       *Model
	v       *view
	build   Builder
	cs      []candidate
	fillers []filler // those that are kept
	placed  map[int]bool
	out     []extract.Claim
}

// weigh goes over the claims of rules.
func (a *application) weigh() {
	a.placed = map[int]bool{}
	for _, c := range a.v.Claims {
		if !predicates[c.Predicate] || c.Polarity == cotejo.Negative {
			a.out = append(a.out, c)
			continue
		}
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
		c.Roles, c.Confidence = roles, most
		c.Why = fmt.Sprintf("%s; model of violence %.2f", c.Why, most)
		a.out = append(a.out, c)
	}
}

// find gives the kept filler that a filler of a rule's claim is, or -1.
func (a *application) find(f extract.Filler, role string) int {
	head := a.v.headOf(f.Words)
	for i := range a.fillers {
		g := &a.fillers[i]
		if g.kind.Role() != role {
			continue
		}
		if f.Entity != "" && f.Entity == g.key {
			return i
		}
		for _, m := range g.mentions {
			if a.cs[m.candidate].head == head {
				return i
			}
		}
	}
	return -1
}

// mentionAt gives the mention of filler i where the rule has it; where that is a pronoun, the likeliest.
func (a *application) mentionAt(i int, f extract.Filler) mention {
	head := a.v.headOf(f.Words)
	for _, m := range a.fillers[i].mentions {
		if a.cs[m.candidate].head == head {
			return m
		}
	}
	return a.fillers[i].best()
}

func (a *application) filler(f *filler, at mention) extract.Filler {
	out := extract.Filler{Words: at.words}
	if ref, ok := a.v.referent(a.cs[at.candidate].head); ok {
		out.Entity, out.Type = ref.Entity, ref.Type
	}
	return out
}

// place puts a filler that no rule has into the claim of the event that it stands nearest to, or makes that claim.
func (a *application) place(i int) {
	f := &a.fillers[i]
	order := append([]mention(nil), f.mentions...)
	sort.SliceStable(order, func(x, y int) bool { return order[x].score > order[y].score })
	for _, m := range order {
		if a.m.scale[f.kind]*m.score+a.m.shift[f.kind] < -3 {
			break
		}
		for _, w := range a.events(a.cs[m.candidate].head) {
			if a.putAt(f, m, w) {
				return
			}
		}
	}
	head := a.cs[order[0].candidate].head
	best := -1
	for c := range a.out {
		claim := &a.out[c]
		if !predicates[claim.Predicate] || claim.Polarity == cotejo.Negative || !a.build.Allows(claim.Predicate, f.kind.Role()) {
			continue
		}
		if best < 0 || distance(claim.Trigger, head) < distance(a.out[best].Trigger, head) {
			best = c
		}
	}
	if best >= 0 {
		a.add(&a.out[best], f, order[0])
	}
}

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

// putAt adds the filler to the claim that word w makes, or makes one.
func (a *application) putAt(f *filler, m mention, w int) bool {
	for c := range a.out {
		claim := &a.out[c]
		if claim.Trigger == w && predicates[claim.Predicate] && claim.Polarity == cotejo.Positive && a.build.Allows(claim.Predicate, f.kind.Role()) {
			a.add(claim, f, m)
			return true
		}
	}
	for _, predicate := range a.v.triggers[w] {
		if !a.build.Allows(predicate, f.kind.Role()) {
			continue
		}
		claim, ok := a.build.Build(predicate, w, map[string][]extract.Filler{f.kind.Role(): {a.filler(f, m)}})
		if !ok || claim.Polarity == cotejo.Negative {
			continue
		}
		claim.Confidence = a.m.probability(f)
		claim.Why = fmt.Sprintf("%q; %s", a.v.Form[w], a.why(f, m))
		a.out = append(a.out, claim)
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
