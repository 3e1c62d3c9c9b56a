package violence

import (
	"fmt"
	"sort"

	"github.com/cotejo/cotejo/nlp"
)

// examine judges the fillers of a text anew, now that all are known: each beside its rivals for the role, what else it
// might be, and what else the text reports.
func (m *Model) examine(v *view, fs []filler, scores [][kinds]float64) {
	for i, list := range judgeFeatures(v, fs, scores) {
		fs[i].score = m.judge.one(list)
	}
}

// thermometer adds a feature for every half step that x passes.
func thermometer(f *features, x float64, parts ...string) {
	for t := -4.0; t <= 4; t += 0.5 {
		if x > t {
			f.add(append(parts, fmt.Sprint(t))...)
		}
	}
}

// judgeFeatures describes each filler by the scores of its mentions and of the fillers around it.
func judgeFeatures(v *view, fs []filler, scores [][kinds]float64) [][]uint32 {
	var top [kinds]float64
	for k := range top {
		top[k] = -6
	}
	rank := make([]int, len(fs))
	byKind := map[Kind][]int{}
	for i := range fs {
		k := fs[i].kind
		top[k] = max(top[k], fs[i].raw)
		byKind[k] = append(byKind[k], i)
	}
	for _, list := range byKind {
		sort.SliceStable(list, func(a, b int) bool { return fs[list[a]].raw > fs[list[b]].raw })
		for r, i := range list {
			rank[i] = r
		}
	}
	out := make([][]uint32, len(fs))
	for i := range fs {
		g := &fs[i]
		k := g.kind.String()
		var f features
		f.add("kind", k)
		thermometer(&f, g.raw, "score", k)
		second, many := -6.0, 0
		for _, m := range g.mentions {
			if m != g.best() {
				second = max(second, m.score)
			}
			if m.score > -2 {
				many++
			}
		}
		thermometer(&f, second, "second", k)
		f.add("many", bucket(many, 0, 1, 2, 3, 5), k)
		f.add("rank", bucket(rank[i], 0, 1, 2, 3, 5, 8), k)
		thermometer(&f, g.raw-top[g.kind]+4, "below the first", k)
		for other := range kinds {
			if other == g.kind {
				continue
			}
			thermometer(&f, top[other], "beside", other.String(), k)
			thermometer(&f, scores[g.best().candidate][other], "else", other.String(), k)
		}
		for t := 0.1; t < 1; t += 0.1 {
			if v.document > t {
				f.add("text above", fmt.Sprintf("%.1f", t), k)
			}
		}
		w := g.best().words
		f.add("sentence", bucket(v.sentence[w.Start], 0, 1, 2, 4, 8, 16), k)
		f.add("length", bucket(w.Len(), 1, 2, 3, 5), k)
		if v.name[w.End-1].Len() == 0 && v.UPOS[w.End-1] == nlp.NOUN {
			f.add("last", v.word(w.End-1), k)
			f.add("called", Normal(v.TextOf(w)), k)
		}
		out[i] = f.list
	}
	return out
}

// judgeExamples gives the fillers of a lesson, each with whether it names an entity that no likelier one names.
func judgeExamples(l *lesson) []example {
	order := make([]int, len(l.fillers))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return l.fillers[order[a]].raw > l.fillers[order[b]].raw })
	right := make([]uint32, len(l.fillers))
	taken := map[string]bool{}
	for _, i := range order {
		f := &l.fillers[i]
		name := Normal(l.view.TextOf(f.best().words))
		if !l.gold.names(f.kind, name) {
			continue
		}
		entity := name
		for e, names := range l.gold.Roles[f.kind] {
			if contains(names, name) {
				entity = fmt.Sprint(e)
			}
		}
		if key := fmt.Sprint(f.kind, entity); !taken[key] {
			taken[key] = true
			right[i] = 1
		}
	}
	var out []example
	for i, list := range judgeFeatures(l.view, l.fillers, l.scores) {
		out = append(out, example{list, right[i]})
	}
	return out
}

// learnJudge trains the judgement on lessons whose fillers models found that were not trained on them, and has it judge
// each part of them after learning from the others.
func (m *Model) learnJudge(ls []*lesson, s Settings) {
	examples := map[*lesson][]example{}
	gather := func(ls []*lesson) (out []example) {
		for _, l := range ls {
			out = append(out, examples[l]...)
		}
		return out
	}
	for _, l := range ls {
		examples[l] = judgeExamples(l)
	}
	s.Epochs, s.Drop = 4, 0.2 // few features, most of them steps of one scale
	m.judge.fit(gather(ls), s)
	for k := range s.Folds {
		seen, unseen := part(ls, s.Folds, k)
		f := newModel()
		f.judge.fit(gather(seen), s)
		for _, l := range unseen {
			for i, e := range examples[l] {
				l.fillers[i].score = f.judge.one(e.features)
			}
		}
	}
}
