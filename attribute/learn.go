package attribute

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"sort"

	"github.com/cotejo/cotejo/nlp"
)

// Gold is a document with the relations that people found in it. Of a relation only source, cue and content count.
type Gold struct {
	Doc       *nlp.Doc
	Relations []Relation
}

// Settings steers training. The zero value is not useful; see [DefaultSettings].
type Settings struct {
	Epochs int
	Rate   float64 // AdaGrad's step
	Decay  float64 // L2 penalty
	Drop   float64 // share of the features left out at each step, against overfitting
	Least  int     // how often a feature must be met
	Folds  int     // parts into which the documents are split to learn the verdict
	Seed   uint64
	Log    func(format string, args ...any)
}

// DefaultSettings are those that the shipped model was trained with.
func DefaultSettings() Settings {
	return Settings{Epochs: 3, Rate: 0.2, Decay: 1e-6, Drop: 0.3, Least: 4, Folds: 4, Seed: 1, Log: func(string, ...any) {}}
}

// cueExample is one candidate cue. choiceExample is one set of choices, of which right is the best.
type cueExample struct {
	features []uint32
	is       bool
}

type choiceExample struct {
	features [][]uint32
	right    []bool
}

// Learn gives a lexicon with the same words and a model trained on the documents. It is deterministic: the same
// documents, settings and lexicon give the same model.
func (l *Lexicon) Learn(gold []Gold, s Settings) (*Lexicon, error) {
	if len(gold) == 0 {
		return nil, errors.New("attribute: no documents to learn from")
	}
	m := newModel()
	l = l.with(m)
	l.learnKeys(gold)
	rng := rand.New(rand.NewPCG(s.Seed, 0))
	// The verdict is learned on documents that the tables before it have not seen.
	var verdicts []cueExample
	for k := range s.Folds {
		var seen, unseen []Gold
		for i, g := range gold {
			if i%s.Folds == k {
				unseen = append(unseen, g)
			} else {
				seen = append(seen, g)
			}
		}
		fold := l.with(newModel())
		fold.model.keys = m.keys
		fold.learnChoices(seen, s, rng)
		for _, g := range unseen {
			verdicts = append(verdicts, verdictExamples(newView(g.Doc, fold.languages[g.Doc.Lang], nil), g.Relations)...)
		}
		s.Log("fold %d of %d", k+1, s.Folds)
	}
	l.learnChoices(gold, s, rng)
	prune(s, verdicts)
	trainCues(m, verdictTable, verdicts, s, rng)
	m.threshold = 0.33
	return l, nil
}

// learnChoices trains the tables of cues, sources and contents.
func (l *Lexicon) learnChoices(gold []Gold, s Settings, rng *rand.Rand) {
	m := l.model
	var cues []cueExample
	var sources, contents []choiceExample
	for _, g := range gold {
		v := newView(g.Doc, l.languages[g.Doc.Lang], nil)
		cands := v.candidates()
		matched := v.match(cands, g.Relations)
		for i := range cands {
			c := &cands[i]
			set := v.settingOf(c)
			var f features
			v.cueFeatures(c, set, &f)
			r := matched[i]
			cues = append(cues, cueExample{f.list, r != nil})
			if r == nil {
				continue
			}
			v.propose(c)
			se, top := v.sourceExample(c, set, r)
			sources = append(sources, se)
			v.leaveOut(c, top)
			contents = append(contents, v.contentExample(c, set, top, r))
		}
	}
	s.Log("%d candidate cues, %d of them cues", len(cues), len(sources))
	prune(s, cues, sources, contents)
	trainCues(m, cueTable, cues, s, rng)
	trainChoices(m, sourceTable, sources, s, rng)
	trainChoices(m, contentTable, contents, s, rng)
}

// verdictExamples gives the findings of a document, each with whether it is a gold relation that none likelier has taken.
func verdictExamples(v *view, gold []Relation) []cueExample {
	fs := v.chosen()
	order := make([]int, len(fs))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return fs[order[a]].p > fs[order[b]].p })
	is := make([]bool, len(fs))
	taken := make([]bool, len(gold))
	for _, i := range order {
		for g, r := range gold {
			var want []nlp.Range
			if r.Source.Len() > 0 {
				want = []nlp.Range{r.Source}
			}
			if !taken[g] && overlap(fs[i].content.ranges, r.Content) >= half && overlap(fs[i].source.ranges, want) >= half {
				taken[g], is[i] = true, true
				break
			}
		}
	}
	out := make([]cueExample, len(fs))
	for i := range fs {
		var f features
		v.verdictFeatures(fs, i, &f)
		out[i] = cueExample{f.list, is[i]}
	}
	return out
}

// WriteModel writes the model in the form in which it is embedded.
func (l *Lexicon) WriteModel(w io.Writer) error { return l.model.write(w) }

// SetThreshold sets the least probability with which Find keeps a relation.
func (l *Lexicon) SetThreshold(p float64) { l.model.threshold = p }

// learnKeys notes the words that are cues often enough to be looked at wherever they stand.
func (l *Lexicon) learnKeys(gold []Gold) {
	times := map[string]int{}
	for _, g := range gold {
		v := newView(g.Doc, l.languages[g.Doc.Lang], nil)
		for _, r := range g.Relations {
			if r.Cue.Len() > 0 {
				h := v.headOf(r.Cue)
				times[v.lex.key(v.lemma[h], wordClass(v.UPOS[h]))]++
			}
		}
	}
	const enough = 4
	for k, n := range times {
		if n >= enough {
			l.model.keys[k] = true
		}
	}
}

// match gives for each candidate the gold relation whose cue it heads, or nil.
func (v *view) match(cands []candidate, gold []Relation) []*Relation {
	out := make([]*Relation, len(cands))
	for g := range gold {
		r := &gold[g]
		if r.Cue.Len() == 0 || len(r.Content) == 0 {
			continue
		}
		head, best := v.headOf(r.Cue), -1
		for i := range cands {
			if h := cands[i].head; h < r.Cue.Start || h >= r.Cue.End || out[i] != nil && count(out[i].Content) > count(r.Content) {
				continue
			}
			if best < 0 || cands[i].head == head || cands[best].head != head && len(cands[best].entries) == 0 && len(cands[i].entries) > 0 {
				best = i
			}
		}
		if best >= 0 {
			out[best] = r
		}
	}
	return out
}

func (v *view) sourceExample(c *candidate, s setting, r *Relation) (choiceExample, choice) {
	var e choiceExample
	want := []nlp.Range{r.Source}
	if r.Source.Len() == 0 {
		want = nil
	}
	top, most := c.sources[0], -1.0
	for _, x := range c.sources {
		var f features
		v.sourceFeatures(c, s, x, &f)
		o := overlap(x.ranges, want)
		e.features = append(e.features, f.list)
		e.right = append(e.right, o >= half)
		if o > most {
			top, most = x, o
		}
	}
	return e, top
}

func (v *view) contentExample(c *candidate, s setting, src choice, r *Relation) choiceExample {
	var e choiceExample
	most := 0.0
	for _, x := range c.contents {
		most = max(most, overlap(x.ranges, r.Content))
	}
	for _, x := range c.contents {
		var f features
		v.contentFeatures(c, s, src, x, &f)
		e.features = append(e.features, f.list)
		o := overlap(x.ranges, r.Content)
		right := o >= half && o >= most-0.1
		if most < half { // nothing fits: better nothing than something wrong
			right = len(x.ranges) == 0
		}
		e.right = append(e.right, right)
	}
	return e
}

// prune takes out the features that are met too seldom to learn from.
func prune(s Settings, cues []cueExample, rest ...[]choiceExample) {
	seldom := func(each func(func(*[]uint32))) {
		times := make([]uint16, 1<<tableBits)
		each(func(fs *[]uint32) {
			for _, f := range *fs {
				if times[f] < math.MaxUint16 {
					times[f]++
				}
			}
		})
		each(func(fs *[]uint32) {
			kept := (*fs)[:0]
			for _, f := range *fs {
				if int(times[f]) >= s.Least {
					kept = append(kept, f)
				}
			}
			*fs = kept
		})
	}
	seldom(func(f func(*[]uint32)) {
		for i := range cues {
			f(&cues[i].features)
		}
	})
	for _, examples := range rest {
		seldom(func(f func(*[]uint32)) {
			for i := range examples {
				for j := range examples[i].features {
					f(&examples[i].features[j])
				}
			}
		})
	}
}

// ada is AdaGrad over one table, with dropout of features and with the weights averaged over the last rounds.
type ada struct {
	w, g  []float32
	rate  float32
	decay float32
	drop  float64
	rng   *rand.Rand
	kept  [][]uint32
	sum   []float32 // of the weights after each round but the first
	n     float32
}

func newAda(w []float32, s Settings, rng *rand.Rand) *ada {
	return &ada{w: w, g: make([]float32, len(w)), rate: float32(s.Rate), decay: float32(s.Decay), drop: s.Drop, rng: rng}
}

// round ends a round.
func (a *ada) round(i int) {
	if i == 0 {
		return
	}
	if a.sum == nil {
		a.sum = make([]float32, len(a.w))
	}
	for j, w := range a.w {
		a.sum[j] += w
	}
	a.n++
}

// end puts the averages in place of the weights.
func (a *ada) end() {
	for j := range a.sum {
		a.w[j] = a.sum[j] / a.n
	}
}

// keep gives the features that are not dropped this time, in a buffer that the j-th call of a step reuses.
func (a *ada) keep(j int, fs []uint32) []uint32 {
	for len(a.kept) <= j {
		a.kept = append(a.kept, nil)
	}
	a.kept[j] = a.kept[j][:0]
	for _, f := range fs {
		if a.rng.Float64() >= a.drop {
			a.kept[j] = append(a.kept[j], f)
		}
	}
	return a.kept[j]
}

// score adds up weights as the model will, made up for what was dropped.
func (a *ada) score(fs []uint32) float64 {
	var s float32
	for _, f := range fs {
		s += a.w[f]
	}
	return float64(s) / (1 - a.drop)
}

func (a *ada) step(fs []uint32, gradient float32) {
	if gradient == 0 {
		return
	}
	for _, f := range fs {
		g := gradient + a.decay*a.w[f]
		a.g[f] += g * g
		a.w[f] -= a.rate * g / float32(math.Sqrt(float64(a.g[f])+1e-6))
	}
}

func trainCues(m *model, table int, examples []cueExample, s Settings, rng *rand.Rand) {
	a := newAda(m.weights[table], s, rng)
	for round := range s.Epochs {
		loss := 0.0
		for _, i := range rng.Perm(len(examples)) {
			e := examples[i]
			fs := a.keep(0, e.features)
			p := sigmoid(a.score(fs))
			y := 0.0
			if e.is {
				y = 1
			}
			loss -= y*math.Log(max(p, 1e-9)) + (1-y)*math.Log(max(1-p, 1e-9))
			a.step(fs, float32(p-y))
		}
		s.Log("table %d: loss %.4f over %d", table, loss/float64(len(examples)), len(examples))
		a.round(round)
	}
	a.end()
}

// trainChoices fits a conditional log-linear model; where several choices are right, any of them will do.
func trainChoices(m *model, table int, examples []choiceExample, s Settings, rng *rand.Rand) {
	a := newAda(m.weights[table], s, rng)
	for round := range s.Epochs {
		loss, used := 0.0, 0
		for _, i := range rng.Perm(len(examples)) {
			e := examples[i]
			p := make([]float64, len(e.features))
			for j, f := range e.features {
				p[j] = a.score(a.keep(j, f))
			}
			softmax(p)
			good := 0.0
			for j, r := range e.right {
				if r {
					good += p[j]
				}
			}
			if good == 0 {
				continue
			}
			used++
			loss -= math.Log(good)
			for j := range e.features {
				g := p[j]
				if e.right[j] {
					g -= p[j] / good
				}
				a.step(a.kept[j], float32(g))
			}
		}
		s.Log("table %d: loss %.4f over %d", table, loss/float64(max(used, 1)), used)
		a.round(round)
	}
	a.end()
}
