package attribute

import (
	"strconv"
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// yes names a flag in a feature.
func yes(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// String names an extent in a feature.
func (e extent) String() string { return [...]string{"whole", "short", "chunk"}[e] }

// bucket names a length or distance.
func bucket(n int) string {
	switch {
	case n < 0:
		return "-"
	case n <= 4:
		return strconv.Itoa(n)
	case n <= 6:
		return "6"
	case n <= 9:
		return "9"
	case n <= 15:
		return "15"
	case n <= 25:
		return "25"
	case n <= 40:
		return "40"
	}
	return "41+"
}

// groupOf is the name by which the model knows the first lexicon group of a cue; Spanish groups go by the English group
// of the word that they are like.
func (c *candidate) groupOf(l *language) string {
	if len(c.entries) == 0 {
		return "none"
	}
	e := c.entries[0]
	return e.Hedge.string + "/" + e.Pos.string + "/" + yes(e.Attitude)
}

// setting is what the model asks of a cue's surroundings more than once.
type setting struct {
	group     string
	signature string // which dependents the cue has
	voice     string
	inQuote   bool
	leftMark  string // a quotation that ends right before the cue's clause
	rightMark string // one that begins right after
}

func (v *view) settingOf(c *candidate) setting {
	h := c.head
	s := setting{group: c.groupOf(v.lex), inQuote: v.quote[h] >= 0, voice: "act"}
	var b strings.Builder
	for _, rel := range []string{"nsubj", "nsubj:pass", "obj", "ccomp", "xcomp", "parataxis", "expl"} {
		has := false
		for _, k := range v.Children(h) {
			if v.Rel[k] == rel || rel == "ccomp" && v.RelOf(int(k)) == "csubj" {
				has = true
			}
		}
		b.WriteString(yes(has))
		if rel == "nsubj:pass" && has {
			s.voice = "pass"
		}
	}
	for _, k := range v.Children(h) {
		if v.Rel[k] == "aux:pass" || v.lex.word(v.lemma[k]) == "it" && v.RelOf(int(k)) == "expl" {
			s.voice = "pass"
		}
	}
	s.signature = b.String()
	sent := v.Sents[v.sent[h]]
	s.leftMark, s.rightMark = "-", "-"
	for i, steps := c.span.Start-1, 0; i >= sent.Start-1 && i >= 0 && steps < 12; i, steps = i-1, steps+1 {
		if v.quote[i] >= 0 && v.quote[i] != v.quote[h] {
			s.leftMark = yes(v.quotes[v.quote[i]].clause) + bucket(min(steps, 4))
			break
		}
		if x := v.surface(i); x == "," && steps > 0 || x == ";" {
			break
		}
	}
	for i, steps := c.span.End, 0; i < sent.End && steps < 12; i, steps = i+1, steps+1 {
		if v.quote[i] >= 0 && v.quote[i] != v.quote[h] {
			s.rightMark = yes(v.quotes[v.quote[i]].clause) + bucket(min(steps, 4))
			break
		}
	}
	return s
}

// near is the lemma of the word at i in the model's English, or a mark for the edge of the sentence.
func (v *view) near(i int, sent nlp.Range) string {
	if i < sent.Start || i >= sent.End {
		return "|"
	}
	return v.lex.word(v.lemma[i])
}

// feat gives the value of one feature of word i, or "".
func (v *view) feat(i int, name string) string {
	if i >= len(v.Feats) {
		return ""
	}
	for f := range strings.SplitSeq(v.Feats[i], "|") {
		if val, ok := strings.CutPrefix(f, name+"="); ok {
			return val
		}
	}
	return ""
}

// verbForm is the form of a verb, in terms that treebanks agree on: present participles count as gerunds.
func (v *view) verbForm(i int) string {
	switch form, tense := v.feat(i, "VerbForm"), v.feat(i, "Tense"); {
	case form == "Part" && tense == "Pres":
		return "Ger"
	case form == "Fin":
		return form + tense
	default:
		return form
	}
}

// cueFeatures describes a candidate to the classifier of cues.
func (v *view) cueFeatures(c *candidate, s setting, f *features) {
	h := c.head
	sent := v.Sents[v.sent[h]]
	class := class(c.key)
	both := func(parts ...string) {
		f.add(append(parts, class)...)
		f.add(append(parts, c.key)...)
		f.add(append(parts, s.group)...)
	}
	both("bias")
	both("sig", s.signature)
	both("form", v.verbForm(h))
	both("rel", relPath(v.Rel[h]))
	both("left", s.leftMark)
	both("right", s.rightMark)
	f.add("sigmarks", s.signature, s.leftMark, s.rightMark)
	f.add("sigmarksg", s.signature, s.leftMark, s.rightMark, s.group)
	both("in", yes(s.inQuote))
	both("prev", v.near(c.core.Start-1, sent))
	both("next", v.near(c.core.End, sent))
	f.add("next2", v.near(c.core.End, sent), v.near(c.core.End+1, sent))
	f.add("prev2", v.near(c.core.Start-1, sent), v.near(c.core.Start-2, sent))
	if p := v.parent(h); p >= 0 {
		f.add("parent", relPath(v.Rel[h]), v.lex.word(v.lemma[p]))
		f.add("parentkey", relPath(v.Rel[h]), v.lex.key(v.lemma[p], wordClass(v.UPOS[p])), c.key)
		f.add("parentpos", relPath(v.Rel[h]), v.UPOS[p].String(), s.group)
	} else {
		f.add("root", class)
	}
	for _, k := range v.Children(h) {
		k := int(k)
		rel := relPath(v.Rel[k])
		switch rel {
		case "punct":
			continue
		case "aux", "advmod", "mark", "neg", "cc":
			both(rel, v.lex.word(v.lemma[k]))
		case "nsubj", "nsubj:pass", "obj", "nmod:poss":
			both(rel+"p", v.UPOS[k].String(), v.kind(k).String())
			f.add(rel, v.lex.word(v.lemma[k]))
			f.add(rel, v.lex.word(v.lemma[k]), s.group)
			f.add(rel, v.lex.word(v.lemma[k]), c.key)
			f.add(rel+"t", v.nounType(k), c.key)
			f.add(rel+"t", v.nounType(k), s.group)
			if rel == "obj" {
				both("objquote", yes(v.quote[k] >= 0))
			}
		default:
			p := v.preposition(k)
			both("child", rel, p)
			if rel == "ccomp" || rel == "xcomp" {
				both(rel+"m", yes(v.Child(k, "mark") >= 0), v.UPOS[k].String())
				f.add(rel+"l", v.lex.word(v.lemma[k]))
			}
		}
	}
	f.add("place", bucket(h-sent.Start), class)
	f.add("title", yes(v.para[h] == 0 && len(v.Paras) > 1), class)
	f.add("titlekey", yes(v.para[h] == 0 && len(v.Paras) > 1), c.key)
	f.add("len", bucket(sent.Len()), class)
	f.add("question", yes(v.surface(sent.End-1) == "?"), s.group)
}

// nounType is the kind of source that the lexicon expects of a noun, pronoun or name.
func (v *view) nounType(i int) string {
	if v.UPOS[i] == nlp.PRON {
		return "pron"
	}
	if k := v.kind(i); k != nlp.NoName {
		return k.String()
	}
	for _, t := range sourceTypes {
		if g := v.lex.sources[t]; g.nouns[v.lemma[i]] || g.titles[v.lemma[i]] {
			return string(t)
		}
	}
	return v.UPOS[i].String()
}

// sourceFeatures describes a choice of source for a cue.
func (v *view) sourceFeatures(c *candidate, s setting, x choice, f *features) {
	f.add("how", x.how)
	f.add("how", x.how, c.key)
	f.add("how", x.how, s.group)
	f.add("how", x.how, s.voice)
	f.add("how", x.how, s.signature)
	f.add("how", x.how, relPath(v.Rel[c.head]))
	if x.head < 0 {
		f.add("none", s.voice, s.signature, c.key)
		f.add("none", relPath(v.Rel[c.head]), s.group)
		f.add("none", v.verbForm(c.head), s.signature)
		return
	}
	h := x.head
	t := v.nounType(h)
	f.add("type", t)
	f.add("type", t, x.how)
	f.add("type", t, s.group)
	f.add("type", t, c.key)
	f.add("lemma", v.lex.word(v.lemma[h]))
	f.add("lemma", v.lex.word(v.lemma[h]), x.how)
	side := "right"
	if h < c.head {
		side = "left"
	}
	d := bucket(max(c.head-h, h-c.head))
	f.add("dist", side, d)
	f.add("dist", side, d, s.voice)
	f.add("dist", side, x.how)
	f.add("quote", yes(v.quote[h] >= 0), yes(v.quote[c.head] >= 0), yes(v.quote[h] >= 0 && v.quote[h] == v.quote[c.head]))
	f.add("short", x.extent.String(), x.how)
	r := x.ranges[0]
	f.add("len", x.extent.String(), bucket(count(x.ranges)), x.how)
	comma, verb := false, false
	for i := r.Start; i < r.End; i++ {
		comma = comma || v.surface(i) == ","
		verb = verb || v.UPOS[i] == nlp.VERB
	}
	f.add("inside", yes(comma), yes(verb), x.extent.String())
	f.add("inside", yes(comma), yes(verb), t)
	f.add("first", v.UPOS[r.Start].String(), x.extent.String())
	f.add("before", v.near(r.Start-1, v.Sents[v.sent[h]]), side)
	f.add("after", v.near(r.End, v.Sents[v.sent[h]]), side)
	f.add("form", v.verbForm(c.head), x.how)
	beside := x.ranges[0].End == c.span.Start || x.ranges[0].Start == c.span.End
	f.add("beside", yes(beside), side)

}

// frameOf is the frame in which a content stands to its cue.
func (v *view) frameOf(x choice) string {
	switch {
	case strings.HasPrefix(x.how, "quote"):
		return "quote"
	case strings.HasPrefix(x.how, "^"):
		return "around"
	case x.head < 0:
		return "clause"
	case v.verbal(x.head):
		if v.verbForm(x.head) == "Inf" && v.Child(x.head, "nsubj") < 0 {
			return "infinitive"
		}
		if k := v.Child(x.head, "mark"); k >= 0 && v.lemma[k] == "to" {
			return "infinitive"
		}
		return "clause"
	}
	return "object"
}

// contentFeatures describes a choice of content for a cue whose source is chosen.
func (v *view) contentFeatures(c *candidate, s setting, src choice, x choice, f *features) {
	f.add("how", x.how)
	f.add("how", x.how, c.key)
	f.add("how", x.how, s.group)
	f.add("how", x.how, s.signature)
	f.add("how", x.how, s.leftMark, s.rightMark)
	f.add("how", x.how, s.voice)
	if len(x.ranges) == 0 {
		f.add("none", s.signature, s.group)
		f.add("none", s.leftMark, s.rightMark, s.group)
		return
	}
	first, last := x.ranges[0].Start, x.ranges[len(x.ranges)-1].End-1
	sent := v.Sents[v.sent[c.head]]
	q := "none"
	switch whole := v.whollyQuoted(x.ranges); {
	case whole && len(x.ranges) > 1:
		q = "all"
	case whole:
		q = "one"
	case v.quote[first] >= 0 && v.quote[first] != v.quote[c.head]:
		q = "starts"
	case v.quote[last] >= 0 && v.quote[last] != v.quote[c.head]:
		q = "ends"
	}
	side := "around"
	gap := 0
	switch {
	case first >= c.span.End:
		side, gap = "after", first-c.span.End
	case last < c.span.Start:
		side, gap = "before", c.span.Start-1-last
	}
	frame := v.frameOf(x)
	open := v.near(first, nlp.Range{Start: 0, End: v.Len()})
	f.add("q", q)
	f.add("q", q, s.leftMark, s.rightMark)
	f.add("q", q, s.group)
	f.add("q", q, x.how)
	f.add("side", side, bucket(gap), s.group)
	f.add("side", side, c.key)
	f.add("side", side, bucket(gap), s.signature)
	f.add("side", side, q, s.leftMark, s.rightMark)
	f.add("frame", frame, c.key)
	f.add("frame", frame, s.group)
	f.add("frame", frame, s.signature)
	if len(c.entries) > 0 {
		e := pick(c.entries, frame)
		listed := false
		for _, g := range e.frames {
			listed = listed || g == frame
		}
		f.add("listed", frame, yes(listed))
	}
	f.add("open", open)
	f.add("open", open, x.how)
	f.add("open", open, c.key)
	f.add("len", bucket(count(x.ranges)), s.group)
	f.add("len", bucket(count(x.ranges)), x.how)
	f.add("ranges", strconv.Itoa(min(len(x.ranges), 4)), side)
	f.add("ends", v.surface(last), yes(last+1 >= sent.End-1), side)
	f.add("starts", yes(first <= sent.Start), side)
	inside := v.quote[c.head] >= 0
	out := inside && (v.quote[first] != v.quote[c.head] || v.quote[last] != v.quote[c.head])
	f.add("leaves", yes(inside), yes(out))
	f.add("sentences", strconv.Itoa(min(int(v.sent[last]-v.sent[first]), 4)), q)
	f.add("short", x.extent.String(), x.how)
	f.add("short", x.extent.String(), s.group)
	f.add("short", x.extent.String(), c.key)
	if next := last + 1; next < sent.End {
		f.add("next", v.near(next, sent), x.extent.String())
		f.add("next", v.near(next, sent), v.near(next+1, sent))
		f.add("nextpos", v.UPOS[next].String(), v.UPOS[min(next+1, sent.End-1)].String(), x.extent.String())
		f.add("nextkey", v.lex.key(v.lemma[next], wordClass(v.UPOS[next])))
		f.add("nextkey", v.lex.key(v.lemma[min(next+1, sent.End-1)], wordClass(v.UPOS[min(next+1, sent.End-1)])), x.extent.String())
	}
	if x.head >= 0 {
		h := x.head
		f.add("head", v.UPOS[h].String(), x.how)
		f.add("head", v.UPOS[h].String(), s.group)
		f.add("headlemma", v.lex.word(v.lemma[h]))
		f.add("headlemma", v.lex.word(v.lemma[h]), c.key)
		f.add("headsubj", yes(v.Child(h, "nsubj", "csubj") >= 0), x.how)
		f.add("kind", v.nounType(h), s.group)
	}
	if src.head >= 0 {
		f.add("source", yes(holds(x.ranges, src.head)), x.how)
		rightOf := "l"
		if src.head > c.head {
			rightOf = "r"
		}
		f.add("sourceside", rightOf, side, q)
		f.add("sourcehow", src.how, x.how)
	} else {
		f.add("sourceless", x.how)
	}
}

// whollyQuoted says whether every range begins and ends in quotation marks and holds nothing outside them.
func (v *view) whollyQuoted(rs []nlp.Range) bool {
	for _, r := range rs {
		for i := r.Start; i < r.End; i++ {
			if v.quote[i] < 0 {
				return false
			}
		}
	}
	return len(rs) > 0
}

// tenth names a probability.
func tenth(p float64) string { return strconv.Itoa(int(p * 9.999)) }

// verdictFeatures describes finding i among the others of its document.
func (v *view) verdictFeatures(fs []finding, i int, f *features) {
	x := &fs[i]
	frame := v.frameOf(x.content)
	all := x.pc * x.ps * x.px
	f.add("all", tenth(all))
	f.add("all", strconv.Itoa(int(all*25)))
	f.add("cue", tenth(x.pc))
	f.add("source", tenth(x.ps))
	f.add("content", tenth(x.px))
	f.add("cuecontent", tenth(x.pc), tenth(x.px))
	f.add("sourcecontent", tenth(x.ps), tenth(x.px))
	f.add("all", tenth(all), x.set.group)
	f.add("key", x.key)
	f.add("group", x.set.group)
	f.add("frame", frame, x.key)
	f.add("frame", frame, x.set.group)
	f.add("how", x.content.how)
	f.add("how", x.content.how, x.set.group)
	f.add("how", x.source.how)
	f.add("how", x.source.how, x.set.group)
	f.add("hows", x.source.how, x.content.how)
	f.add("how", x.content.how, tenth(x.px))
	f.add("how", x.source.how, tenth(x.ps))
	f.add("short", x.source.extent.String(), x.content.extent.String())
	f.add("len", bucket(count(x.content.ranges)), x.set.group)
	f.add("quoted", yes(v.whollyQuoted(x.content.ranges)), x.set.leftMark, x.set.rightMark)
	f.add("rel", relPath(v.Rel[x.head]), x.set.group)
	f.add("sig", x.set.signature, x.set.group)
	if x.source.head >= 0 {
		t := v.nounType(x.source.head)
		f.add("type", t)
		f.add("type", t, x.key)
		f.add("type", t, x.set.group, frame)
		f.add("sourcelen", bucket(count(x.source.ranges)))
	}
	if x.content.head >= 0 {
		f.add("kind", v.nounType(x.content.head), frame, x.set.group)
	}
	twin, better, within, without, before := false, false, false, false, false
	for j := range fs {
		y := &fs[j]
		if j == i || y.content.ranges[0].Start >= x.content.ranges[len(x.content.ranges)-1].End ||
			x.content.ranges[0].Start >= y.content.ranges[len(y.content.ranges)-1].End {
			continue
		}
		if overlap(x.content.ranges, y.content.ranges) >= half {
			if (class(x.key) == "p") != (class(y.key) == "p") { // "said …, according to …": both may be
				f.add("pair", y.key, x.key)
				continue
			}
			twin = true
			if o := y.pc * y.ps * y.px; o > all || o == all && j < i {
				better = true
			}
			before = before || y.head < x.head
			f.add("twin", y.key, x.key)
			continue
		}
		if holds(y.content.ranges, x.head) && y.pc > 0.3 {
			within = true
		}
		if holds(x.content.ranges, y.head) && y.pc > 0.3 {
			without = true
		}
	}
	f.add("twins", yes(twin), yes(better), yes(before))
	f.add("twins", yes(twin), yes(better), x.set.group)
	f.add("better", yes(better), tenth(all))
	f.add("nest", yes(within), yes(without))
	f.add("nest", yes(within), yes(without), x.set.group)
}

// class is the class in a cue's key.
func class(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }
