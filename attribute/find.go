package attribute

import (
	"github.com/cotejo/cotejo/nlp"
)

// Options says how Find goes about a document.
type Options struct {
	Skip []nlp.Range // words that are no part of the report: page furniture, a dateline
}

// Find lists the attributions of a document in the order of their cues. The document needs parts of speech, heads,
// relations and sentences; lemmas, features, names and paragraphs help.
func (l *Lexicon) Find(d *nlp.Doc, opt Options) []Relation {
	lang := l.languages[d.Lang]
	if lang == nil || d.Len() == 0 || len(d.UPOS) == 0 || len(d.Head) == 0 || len(d.Rel) == 0 || len(d.Sents) == 0 {
		return nil
	}
	v := newView(d, lang, opt.Skip)
	var found []Relation
	for _, c := range v.candidates() {
		if r, ok := v.judge(&c); ok {
			found = append(found, r)
		}
	}
	return v.finish(found)
}

// judge weighs a candidate and gives the relation that it makes, if it is likely enough to be one.
func (v *view) judge(c *candidate) (Relation, bool) {
	m := v.lex.model
	s := v.settingOf(c)
	var f features
	v.cueFeatures(c, s, &f)
	p := sigmoid(m.score(cueTable, f.list))
	if p < m.threshold {
		return Relation{}, false
	}
	v.propose(c)
	src, ps := v.bestSource(c, s)
	v.leaveOut(c, src)
	x, px := v.bestContent(c, s, src)
	p *= ps * px
	if len(x.ranges) == 0 || p < m.threshold {
		return Relation{}, false
	}
	return v.relation(c, src, x, p)
}

func (v *view) bestSource(c *candidate, s setting) (choice, float64) {
	return best(c.sources, func(x choice, f *features) float64 {
		v.sourceFeatures(c, s, x, f)
		return v.lex.model.score(sourceTable, f.list)
	})
}

func (v *view) bestContent(c *candidate, s setting, src choice) (choice, float64) {
	return best(c.contents, func(x choice, f *features) float64 {
		v.contentFeatures(c, s, src, x, f)
		return v.lex.model.score(contentTable, f.list)
	})
}

// best gives the choice with the highest score and its probability among all.
func best(choices []choice, score func(choice, *features) float64) (choice, float64) {
	var f features
	scores := make([]float64, len(choices))
	top := 0
	for i, x := range choices {
		f.list = f.list[:0]
		scores[i] = score(x, &f)
		if scores[i] > scores[top] {
			top = i
		}
	}
	softmax(scores)
	return choices[top], scores[top]
}

// leaveOut takes the words of the source out of every content.
func (v *view) leaveOut(c *candidate, src choice) {
	if len(src.ranges) == 0 {
		return
	}
	for i := range c.contents {
		x := &c.contents[i]
		if overlap(x.ranges, src.ranges) > 0 {
			x.ranges = v.trim(minus(x.ranges, src.ranges[0]))
		}
	}
}
