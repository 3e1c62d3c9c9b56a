package attribute

import (
	"slices"
	"sort"
	"strings"

	"github.com/cotejo/cotejo"
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
	fs := v.findings()
	for i := range fs {
		if fs[i].p < lang.model.threshold {
			continue
		}
		r, ok := v.relation(&fs[i])
		if !ok || v.labelled(&fs[i], &r) {
			continue
		}
		if r.Source.Len() == 0 && v.unspoken(&fs[i]) {
			if r.Source = v.carry(&fs[i], found); r.Source.Len() > 0 {
				r.SourceType = v.sourceType(r.Source, v.headOf(r.Source))
				r.Why += ", subject unsaid: carried on"
			}
		}
		found = append(found, r)
		if m, ok := v.hearer(&fs[i], &r); ok {
			found = append(found, m)
		}
	}
	found = v.listed(append(found, v.nouns(found)...))
	found = append(found, v.rumours()...)
	found = append(found, v.transcript()...)
	found = append(found, v.interview()...)
	sort.SliceStable(found, func(i, j int) bool { return found[i].Cue.Start < found[j].Cue.Start })
	v.nest(found)
	return found
}

// labelled says whether a turn follows no speaker's name but a heading, or a voice of the outlet itself: "REPORTER:", "Note:". What
// such a voice says the document says.
func (v *view) labelled(f *finding, r *Relation) bool {
	return f.key == speaks && r.Source.Len() == 1 && (v.lex.asks[v.lemma[r.Source.Start]] || v.lex.replies[v.lemma[r.Source.Start]] || v.lex.labels[v.lemma[r.Source.Start]] || v.lex.labels[strings.ToLower(v.Form[r.Source.Start])])
}

// finding is a cue with the source and content chosen for it.
type finding struct {
	candidate
	set        setting
	source     choice
	content    choice
	pc, ps, px float64 // how likely the cue is one, the source right, the content right, each by itself
	firm       bool    // grammar alone makes it an attribution
	p          float64 // how likely the whole is right
}

// findings lists every candidate that may come to something, with p as the last of the model's tables judges it.
func (v *view) findings() []finding {
	fs := v.chosen()
	var f features
	for i := range fs {
		f.list = f.list[:0]
		v.verdictFeatures(fs, i, &f)
		fs[i].p = sigmoid(v.lex.model.score(verdictTable, f.list))
		if x := &fs[i]; x.firm && x.ps >= likely && x.px >= likely {
			x.p = max(x.p, likely)
		}
	}
	return fs
}

// firm says whether grammar alone makes the cue an attribution, whatever the model makes of the rest of the sentence: a
// listed verb that vouches, with a subject and a that-clause or a quotation; a phrase such as "according to".
func (v *view) firm(c *candidate, s setting) bool {
	if s.inQuote || len(c.entries) == 0 || c.entries[0].Attitude {
		return false
	}
	if class(c.key) == "p" {
		return true // "according to" says it all
	}
	if v.UPOS[c.head] == nlp.ADV {
		return c.entries[0].Hedge.string == string(cotejo.Reported) || c.entries[0].Hedge.string == string(cotejo.Alleged)
	}
	e := pick(c.entries, "clause")
	if e == nil || e.Attitude || !slices.Contains(e.frames, "clause") || v.UPOS[c.head] != nlp.VERB {
		return false
	}
	if k := v.Child(c.head, "mark", "case", "advmod"); k >= 0 && k < c.head && v.lex.asSaid[v.lemma[k]] {
		return true // "según informó la policía"
	}
	if !v.plainly(c.head) {
		return false
	}
	if strings.HasPrefix(s.leftMark, "1") && slices.Contains(e.frames, "quote") && v.Child(c.head, "nsubj") >= 0 {
		return true // a quotation right before the speaker and the verb
	}
	for _, k := range v.Children(c.head) {
		k := int(k)
		switch rel := v.RelOf(k); {
		case rel == "ccomp" || rel == "csubj":
			if v.thatClause(k) {
				return true
			}
		case k > c.head && v.lex.tellsObject[v.lemma[c.head]] && v.UPOS[k] == nlp.NOUN && (rel == "obj" || rel == "obl" && v.preposition(k) == "to"):
			return true
		}
	}
	return false
}

// plainly says whether the verb i has a subject that is neither speaker nor hearer, or is passive, and tells of what was
// and not of what may be.
func (v *view) plainly(i int) bool {
	subject := false
	for _, k := range v.Children(i) {
		switch v.RelOf(int(k)) {
		case "aux":
			if v.UPOS[k] == nlp.AUX && v.lex.modal[v.lemma[k]] {
				return false
			}
			subject = subject || v.Rel[k] == "aux:pass"
		case "nsubj", "expl":
			if p := v.feat(int(k), "Person"); p == "1" || p == "2" || v.lex.speaker[v.lemma[k]] {
				return false
			}
			subject = true
		}
	}
	switch v.verbForm(i) {
	case "Inf", "Ger":
		return false
	}
	if v.Lang == nlp.Spanish { // a finite verb carries its subject in itself
		subject = true
	}
	return subject && v.surface(v.Sents[v.sent[i]].End-1) != "?"
}

// chosen lists the candidates that are not hopeless, each with its best source and content.
func (v *view) chosen() []finding {
	var out []finding
	m := v.lex.model
	var f features
	for _, c := range v.candidates() {
		s := v.settingOf(&c)
		f.list = f.list[:0]
		v.cueFeatures(&c, s, &f)
		pc := sigmoid(m.score(cueTable, f.list))
		firm := v.firm(&c, s)
		if pc < hopeless && !firm || v.contrasted(c.head) {
			continue
		}
		v.propose(&c)
		src, ps := v.bestSource(&c, s)
		v.leaveOut(&c, src)
		x, px := v.bestContent(&c, s, src)
		if len(x.ranges) == 0 || pc*ps*px < hopeless && !firm {
			continue
		}
		c.sources, c.contents = nil, nil
		out = append(out, finding{candidate: c, set: s, source: src, content: x, pc: pc, ps: ps, px: px, p: pc * ps * px, firm: firm})
	}
	return out
}

func (v *view) bestSource(c *candidate, s setting) (choice, float64) {
	return best(c.sources, func(x choice, f *features) float64 {
		v.sourceFeatures(c, s, x, f)
		return v.lex.model.score(sourceTable, f.list) + v.prefer(c, s, x)
	})
}

func (v *view) bestContent(c *candidate, s setting, src choice) (choice, float64) {
	return best(c.contents, func(x choice, f *features) float64 {
		v.contentFeatures(c, s, src, x, f)
		score := v.lex.model.score(contentTable, f.list)
		if v.UPOS[c.head] == nlp.ADV && len(c.entries) > 0 && x.how == "^advmod" {
			score += much // an adverb speaks of the clause in which it stands
		}
		if x.how == "vccomp" && v.thatClause(x.head) {
			score += much / 2 // rather the clause itself than all that follows the verb
		}
		return score
	})
}

// contrasted says whether the clause of verb i, "as the police hold", follows a contrast, "blamed the one and not the other": which of the
// two its speaker holds, the words leave open.
func (v *view) contrasted(i int) bool {
	m := v.Child(i, "mark", "advmod", "case")
	start := v.Sents[v.sent[i]].Start
	if m <= start || m > i || v.lemma[m] != "como" && v.lemma[m] != "as" {
		return false
	}
	for w := m - 1; w > start && m-w <= longest && v.UPOS[w] != nlp.VERB && v.UPOS[w] != nlp.AUX; w-- {
		if (v.lemma[w] == "no" || v.lemma[w] == "not") && v.UPOS[w-1] == nlp.CCONJ {
			return true
		}
	}
	return false
}

// thatClause says whether a clause begins with "that".
func (v *view) thatClause(h int) bool {
	for _, m := range v.Children(h) {
		if v.RelOf(int(m)) == "mark" && v.lex.word(v.lemma[m]) == "that" {
			return true
		}
	}
	return false
}

// much is what a plain matter of grammar adds to a score.
const much = 6

// prefer adds to the score of a source what grammar knows better than a model of English politics.
func (v *view) prefer(c *candidate, s setting, x choice) float64 {
	switch {
	case v.UPOS[c.head] == nlp.ADV && len(c.entries) > 0 && x.how == "none": // "reportedly" names nobody
		return 3 * much
	case x.head < 0:
		return 0
	case s.voice == "pass" && strings.HasPrefix(x.how, "vobl") && v.sourceTypeOf(x.head) == cotejo.MediaSource: // "it was reported in the media"
		return much
	case v.Child(c.head, "aux:pass") >= 0 && int(v.Head[x.head]) == c.head && v.RelOf(x.head) == "nsubj": // "fue acusado": who is accused does not speak
		return -much
	case x.how == "^acl:relcl" && v.Child(c.head, "nsubj") < 0 && v.Lang != nlp.English: // "de los que afirmó": of whom, not who
		return -much
	}
	return 0
}

// best gives the choice that most likely fits, and how likely that is: the probabilities of all choices that overlap it by
// half speak for it, since near twins share what one of them alone would have.
func best(choices []choice, score func(choice, *features) float64) (choice, float64) {
	var f features
	p := make([]float64, len(choices))
	for i, x := range choices {
		f.list = f.list[:0]
		p[i] = score(x, &f)
	}
	softmax(p)
	top, most := 0, 0.0
	for i, x := range choices {
		if p[i] < slight {
			continue
		}
		sum := 0.0
		for j, y := range choices {
			if i == j || p[j] >= slight && overlap(x.ranges, y.ranges) >= half {
				sum += p[j]
			}
		}
		// Among twins the likelier one.
		if sum > most+1e-3 || sum > most-1e-3 && p[i] > p[top] {
			top, most = i, sum
		}
	}
	return choices[top], min(most, 1)
}

const (
	half     = 0.5  // overlap from which two choices tell the same, as attribution is scored
	likely   = 0.5  // what is likelier than this by each of its parts is kept where the grammar is plain
	hopeless = 0.04 // below this a cue, or all of a finding, is not looked at again
	slight   = 0.01 // choices less likely than this are not weighed
)

// leaveOut takes the words of the source out of every content.
func (v *view) leaveOut(c *candidate, src choice) {
	if len(src.ranges) == 0 {
		return
	}
	kept := c.contents[:0]
	for _, x := range c.contents {
		if overlap(x.ranges, src.ranges) > 0 && len(x.ranges) > 0 {
			if x.ranges = v.trim(minus(x.ranges, src.ranges[0])); len(x.ranges) == 0 {
				continue
			}
		}
		kept = append(kept, x)
	}
	c.contents = kept
}
