package violence

import (
	"errors"
	"sort"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// lesson is a text prepared for learning.
type lesson struct {
	gold       *Gold
	view       *view
	candidates []candidate
	is         []uint32 // by candidate: bit k where some cut of it names a gold filler of kind k
	scores     [][kinds]float64
	fillers    []filler
}

func newLesson(g *Gold, lang *codebook.Language) *lesson {
	l := &lesson{gold: g, view: newView(g.Text, lang)}
	l.candidates = l.view.candidates()
	l.is = make([]uint32, len(l.candidates))
	for i, c := range l.candidates {
		for _, p := range c.phrases {
			for k := range kinds {
				if g.names(k, g.Text.Doc.TextOf(p.words)) {
					l.is[i] |= 1 << k
				}
			}
		}
	}
	return l
}

// names says whether the phrase names a filler of kind k.
func (g *Gold) names(k Kind, phrase string) bool {
	phrase = Normal(phrase)
	return named(g.Roles[k], phrase) || k == Described && contains(g.Spare, phrase)
}

func named(entities [][]string, phrase string) bool {
	for _, e := range entities {
		if contains(e, phrase) {
			return true
		}
	}
	return false
}

func (l *lesson) relevant() uint32 {
	for _, r := range l.gold.Roles {
		if len(r) > 0 {
			return 1
		}
	}
	return 0
}

// fold gives the part of n into which item i falls; parts are runs, so that reports of one event, which stand together,
// fall into one.
func fold(i, n, folds int) int { return i * folds / n }

func lessons(gold []Gold, book *codebook.Codebook) []*lesson {
	var out []*lesson
	for i := range gold {
		out = append(out, newLesson(&gold[i], book.Languages[gold[i].Text.Doc.Lang]))
	}
	return out
}

func (m *Model) learnRelevance(ls []*lesson, s Settings) {
	var docs []example
	for _, l := range ls {
		var f features
		l.view.bagFeatures(&f)
		docs = append(docs, example{f.list, l.relevant()})
	}
	m.document.fit(docs, s)
}

// relevance notes how likely the text reports violence, and how much it is like those learned from.
func (m *Model) relevance(v *view) {
	var f features
	v.bagFeatures(&f)
	v.document = sigmoid(m.document.one(f.list))
	v.familiar = m.familiar(f.list)
}

// familiar gives the share of the text's words and pairs of words that the texts learned from have too.
func (m *Model) familiar(bag []uint32) float64 {
	known := 0
	for _, x := range bag {
		if m.document.w[x] != 0 {
			known++
		}
	}
	return float64(known) / float64(max(len(bag), 1))
}

func (m *Model) learnRoles(ls []*lesson, s Settings) {
	var roles, phrases []example
	for _, l := range ls {
		for i := range l.candidates {
			c := &l.candidates[i]
			f := features{without: s.Without}
			l.view.roleFeatures(c, &f)
			roles = append(roles, example{f.list, l.is[i]})
			for k := range kinds {
				if l.is[i]>>k&1 == 0 || len(c.phrases) == 1 {
					continue
				}
				for _, p := range c.phrases {
					var f features
					l.view.phraseFeatures(c, p, k, &f)
					e := example{features: f.list}
					if l.gold.names(k, l.gold.Text.Doc.TextOf(p.words)) {
						e.is = 1
					}
					phrases = append(phrases, e)
				}
			}
		}
	}
	s.Log("%d candidates, %d cuts", len(roles), len(phrases))
	m.role.fit(roles, s)
	m.phrase.fit(phrases, s)
}

func (m *Model) scoreAll(l *lesson) {
	l.scores = m.scores(l.view, l.candidates)
}

func (m *Model) scores(v *view, cs []candidate) [][kinds]float64 {
	out := make([][kinds]float64, len(cs))
	f := features{without: m.without}
	for i := range cs {
		f.reset()
		v.roleFeatures(&cs[i], &f)
		m.role.score(f.list, out[i][:])
	}
	return out
}

// cut gives the phrase of the candidate that best names a filler of kind k.
func (m *Model) cut(v *view, c *candidate, k Kind) nlp.Range {
	best, most := c.phrases[0].words, -1e9
	var f features
	for _, p := range c.phrases {
		f.reset()
		v.phraseFeatures(c, p, k, &f)
		if s := m.phrase.one(f.list); s > most {
			best, most = p.words, s
		}
	}
	return best
}

func part(ls []*lesson, folds, k int) (seen, unseen []*lesson) {
	for i, l := range ls {
		if fold(i, len(ls), folds) == k {
			unseen = append(unseen, l)
		} else {
			seen = append(seen, l)
		}
	}
	return seen, unseen
}

// Learn trains a model on the texts. It is deterministic: the same texts, settings and codebook give the same model. What
// is learned on top of something learned sees that only as it judges texts it was not trained on.
func Learn(gold []Gold, book *codebook.Codebook, s Settings) (*Model, error) {
	if len(gold) < s.Folds {
		return nil, errors.New("violence: fewer texts than folds")
	}
	ls := lessons(gold, book)
	for k := range s.Folds {
		seen, unseen := part(ls, s.Folds, k)
		m := newModel()
		m.learnRelevance(seen, s)
		for _, l := range unseen {
			m.relevance(l.view)
		}
	}
	m := newModel()
	var familiar []float64
	for _, l := range ls {
		familiar = append(familiar, l.view.familiar)
	}
	sort.Float64s(familiar)
	m.strange = familiar[len(familiar)/10]
	s.Log("strange below %.3f, as the least known tenth of the texts is", m.strange)
	for k := range s.Folds {
		seen, unseen := part(ls, s.Folds, k)
		f := newModel()
		f.without = s.Without
		f.learnRoles(seen, s)
		for _, l := range unseen {
			f.scoreAll(l)
			l.fillers = f.fillersOf(l.view, l.candidates, l.scores)
		}
		s.Log("fold %d of %d", k+1, s.Folds)
	}
	m.learnJudge(ls, s)
	m.calibrate(ls, s)
	m.learnRelevance(ls, s)
	m.learnRoles(ls, s)
	return m, nil
}
