package violence

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// tableBits is the number of bits of a feature's hash.
const tableBits = 20

// features gathers hashed features; with words, what each says as well.
type features struct {
	list  []uint32
	words []string
	tell  bool
	// without names features, by how they begin, that are left out
	without []string
}

func (f *features) reset() { f.list, f.words = f.list[:0], f.words[:0] }

// add puts in the feature that the parts make together. Hashes are FNV-1a.
func (f *features) add(parts ...string) {
	for _, name := range f.without {
		if strings.HasPrefix(parts[0], name) {
			return
		}
	}
	h := uint32(2166136261)
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	f.list = append(f.list, (h^h>>15)&(1<<tableBits-1))
	if f.tell {
		f.words = append(f.words, strings.Join(parts, " "))
	}
}

// governor tells how the phrase with head w stands to the word above it: past fellows of a list, appositions and the nouns
// that a compound modifies.
type governor struct {
	word int
	rel  string // relation with preposition: "obl by", "nsubj:pass"
	via  string // what was climbed over
}

func (v *view) governor(w int) governor {
	via := ""
	for i := 0; i < 6; i++ {
		rel := v.Rel[w]
		h := int(v.Head[w])
		if h < 0 {
			return governor{-1, "root", via}
		}
		switch base := v.RelOf(w); {
		case base == "conj" && v.nominal(h), base == "appos", base == "flat":
			via = base
			w = h
			continue
		case base == "nmod" && v.counts(h) && (v.preposition(w) == "of" || v.preposition(w) == "de"):
			via = "portion"
			w = h
			continue
		}
		if p := v.preposition(w); p != "" {
			rel = v.RelOf(w) + " " + p
		}
		return governor{h, rel, via}
	}
	return governor{-1, "root", via}
}

func (v *view) nominal(w int) bool {
	return v.UPOS[w] == nlp.NOUN || v.UPOS[w] == nlp.PROPN || v.UPOS[w] == nlp.PRON
}

func (v *view) counts(w int) bool {
	for _, t := range v.lang.Grammar.Transparent {
		if t == v.lemma[w] {
			return true
		}
	}
	return v.inClass(w, "group")
}

func bucket(n int, edges ...int) string {
	for _, e := range edges {
		if n <= e {
			return fmt.Sprint("<=", e)
		}
	}
	return "more"
}

// word gives a lemma, or for names their kind, so that nothing is learned of who happened to be in the news.
func (v *view) word(w int) string {
	if v.kind[w] == nlp.PER || v.kind[w] == nlp.LOC {
		return "<" + v.kind[w].String() + ">"
	}
	return v.lemma[w]
}

// roleFeatures describes a candidate.
func (v *view) roleFeatures(c *candidate, f *features) {
	h := c.head
	class := v.class(h)
	lemma := v.word(h)
	s := v.Sents[v.sentence[h]]
	f.add("bias")
	f.add("head", lemma)
	f.add("class", class)
	for _, k := range v.classesOf(h) {
		f.add("word class", k)
	}
	form := "common"
	if v.name[h].Len() > 0 {
		form = v.kind[h].String()
	} else if v.UPOS[h] == nlp.PROPN {
		form = "proper"
	} else if v.UPOS[h] == nlp.ADJ {
		form = "adjective"
	}
	f.add("form", form)
	ref, known := v.referent(h)
	if known {
		f.add("entity", string(ref.Type), ref.Subtype)
		f.add("entity type", string(ref.Type), form)
	} else {
		f.add("no entity", form)
	}
	number := "one"
	if strings.Contains(v.Feats[h], "Number=Plur") {
		number = "many"
	}
	det := "none"
	for _, k := range v.Children(h) {
		switch v.RelOf(int(k)) {
		case "det":
			det = v.lemma[k]
		case "nummod":
			det = "number"
			f.add("counted", class)
		case "amod", "compound":
			f.add("modifier", v.word(int(k)))
			f.add("modifier of", v.word(int(k)), class)
			for _, kc := range v.classesOf(int(k)) {
				f.add("modifier class", kc, class)
			}
		case "appos":
			f.add("apposition", v.class(int(k)), form)
		case "nmod":
			f.add("nmod", v.preposition(int(k)), v.word(int(k)))
			f.add("nmod class", v.preposition(int(k)), v.class(int(k)), class)
		case "acl":
			f.add("acl", v.lemma[k], class)
		}
	}
	f.add("number", number, det, form)
	g := v.governor(h)
	gl, gg, ggrel := "root", "", ""
	if g.word >= 0 {
		gl = v.word(g.word)
		up := v.governor(g.word)
		ggrel = up.rel
		if up.word >= 0 {
			gg = v.word(up.word)
		}
	}
	trig := ""
	if g.word >= 0 {
		for _, p := range v.triggers[g.word] {
			trig = p
			f.add("governed by event", p, g.rel, class)
			f.add("governed by event of", p, g.rel)
		}
	}
	f.add("governor", gl, g.rel)
	f.add("governor of class", gl, g.rel, class)
	f.add("governor of head", gl, g.rel, lemma)
	f.add("relation", g.rel, class)
	if g.via != "" {
		f.add("via", g.via, gl, g.rel)
	}
	if v.RelOf(h) == "conj" || v.RelOf(h) == "appos" {
		f.add("beside", v.RelOf(h), v.class(int(v.Head[h])), class)
	}
	f.add("second governor", gg, ggrel, gl, g.rel)
	f.add("second governor word", gg, class)
	if g.word >= 0 {
		for _, k := range v.Children(g.word) {
			if int(k) == h {
				continue
			}
			switch rel := v.RelOf(int(k)); rel {
			case "nsubj", "obj", "obl", "iobj":
				f.add("sibling", v.Rel[k], v.class(int(k)), g.rel, class, trig)
				f.add("sibling word", v.Rel[k], v.word(int(k)), gl, g.rel)
			case "compound", "nmod", "amod":
				f.add("governor has", v.word(int(k)), gl, g.rel)
			case "advmod", "aux":
				f.add("governor with", v.lemma[k], trig, g.rel)
			}
		}
	}
	v.aroundFeatures(h, s, class, f)
	v.eventFeatures(h, s, class, form, f)
	v.ruleFeatures(h, class, f)
	place := bucket(v.sentence[h], 0, 1, 2, 4, 8, 16)
	f.add("place", place, class)
	f.add("place of form", place, form)
	f.add("times", bucket(v.folds[v.lemma[h]], 1, 2, 4, 8), class)
	f.add("times of head", bucket(v.folds[v.lemma[h]], 1, 2, 4, 8), lemma)
}

// aroundFeatures tells the words near the candidate and those of its sentence.
func (v *view) aroundFeatures(h int, s nlp.Range, class string, f *features) {
	for d := -3; d <= 3; d++ {
		w := h + d
		if d == 0 || w < s.Start || w >= s.End {
			continue
		}
		at := fmt.Sprint(d)
		f.add("near", at, v.word(w))
		if d >= -1 && d <= 1 {
			f.add("next of class", at, v.word(w), class)
		}
	}
	for w := max(s.Start, h-8); w < min(s.End, h+9); w++ {
		if w != h && content(v.UPOS[w]) {
			side := "before"
			if w > h {
				side = "after"
			}
			f.add("around", side, v.word(w), class)
		}
	}
}

func content(u nlp.UPOS) bool {
	return u == nlp.NOUN || u == nlp.VERB || u == nlp.ADJ || u == nlp.PROPN || u == nlp.ADV
}

// eventFeatures tells how the candidate stands to the words of its sentence that may report violence.
func (v *view) eventFeatures(h int, s nlp.Range, class, form string, f *features) {
	best, bestPath := -1, ""
	n := 0
	for w := s.Start; w < s.End; w++ {
		ps := v.triggers[w]
		if len(ps) == 0 || w == h {
			continue
		}
		n++
		f.add("event", ps[0], class)
		if path := v.path(h, w); path != "" && (best < 0 || len(path) < len(bestPath)) {
			best, bestPath = w, path
		}
	}
	f.add("events", bucket(n, 0, 1, 2, 3), class)
	if best >= 0 {
		p := v.triggers[best][0]
		f.add("path", bestPath, class)
		f.add("path to", bestPath, p)
		f.add("path to word", bestPath, v.lemma[best])
		f.add("path of form", bestPath, p, form)
	}
	if v.triggers[h] != nil {
		f.add("is event", v.triggers[h][0])
	}
}

// path writes the way through the tree from word a to word b, or "" where it is long.
func (v *view) path(a, b int) string {
	const most = 5
	up := []int{a}
	for w := a; len(up) <= most; {
		w = int(v.Head[w])
		if w < 0 {
			break
		}
		up = append(up, w)
	}
	down := []int{b}
	for w := b; len(down) <= most; {
		w = int(v.Head[w])
		if w < 0 {
			break
		}
		down = append(down, w)
	}
	for i, x := range up {
		for j, y := range down {
			if x != y || i+j > most {
				continue
			}
			var out strings.Builder
			for _, w := range up[:i] {
				out.WriteString(">" + v.Rel[w])
				if p := v.preposition(w); p != "" && w == a {
					out.WriteString(" " + p)
				}
			}
			for k := j - 1; k >= 0; k-- {
				out.WriteString("<" + v.Rel[down[k]])
			}
			return out.String()
		}
	}
	return ""
}

// ruleFeatures tells what rules made of the phrase.
func (v *view) ruleFeatures(h int, class string, f *features) {
	any := false
	for _, r := range v.ruled[h] {
		c := &v.Claims[r.claim]
		if c.Predicate == "statement" {
			continue
		}
		any = true
		f.add("rule", c.Predicate, r.role)
		f.add("rule of class", c.Predicate, r.role, class)
		if predicates[c.Predicate] {
			f.add("rule violent", r.role)
			f.add("rule put", r.role, string(c.Hedge), c.Polarity)
			for role, fillers := range c.Roles {
				if role != r.role && len(fillers) > 0 {
					f.add("rule beside", c.Predicate, r.role, role, v.class(v.HeadOf(fillers[0].Words)))
				}
			}
		}
	}
	if !any {
		f.add("no rule", class)
	}
}

// bagFeatures lists the words of the text for telling whether it reports violence.
func (v *view) bagFeatures(f *features) {
	seen := map[string]bool{}
	last := ""
	for w := 0; w < v.Len(); w++ {
		if !content(v.UPOS[w]) && v.UPOS[w] != nlp.AUX && v.UPOS[w] != nlp.NUM {
			continue
		}
		word := v.word(w)
		if !seen[word] {
			seen[word] = true
			f.add("text", word)
		}
		if pair := last + "_" + word; last != "" && !seen[pair] {
			seen[pair] = true
			f.add("text pair", last, word)
		}
		last = word
		for _, p := range v.triggers[w] {
			if !seen["!"+p] {
				seen["!"+p] = true
				f.add("text event", p)
			}
		}
	}
}

// phraseFeatures describes one cut of a candidate.
func (v *view) phraseFeatures(c *candidate, p phrase, k Kind, f *features) {
	kind := k.String()
	f.add("cut", p.cut, kind)
	f.add("cut of head", p.cut, v.word(c.head), kind)
	f.add("length", bucket(p.words.Len(), 1, 2, 3, 4, 6, 9), kind)
	first, last := p.words.Start, p.words.End-1
	f.add("first", v.word(first), v.UPOS[first].String(), kind)
	f.add("first tag", v.UPOS[first].String(), v.Rel[first], p.cut, kind)
	f.add("last tag", v.UPOS[last].String(), v.Rel[last], kind)
	f.add("last", v.word(last), kind)
	if first > 0 {
		f.add("left out", v.word(first-1), v.Rel[first-1], kind)
		f.add("left out tag", v.UPOS[first-1].String(), v.Rel[first-1], v.kind[first-1].String(), kind)
	}
	if last+1 < v.Len() {
		f.add("left out after", v.word(last+1), v.Rel[last+1], kind)
		f.add("left out after tag", v.UPOS[last+1].String(), v.Rel[last+1], v.kind[last+1].String(), kind)
	}
	inside, names := 0, 0
	for w := first; w <= last; w++ {
		f.add("inside", v.word(w), kind)
		if v.Rel[w] == "nmod" || v.Rel[w] == "nmod:poss" {
			f.add("inside nmod", v.preposition(w), v.class(w), kind)
		}
		if v.name[w].Len() > 0 {
			names++
		}
		if v.name[w].Len() > 0 && w == v.name[w].Start {
			inside++
		}
	}
	f.add("names inside", fmt.Sprint(inside), fmt.Sprint(names == p.words.Len()), p.cut, kind)
	if n := v.name[c.head]; n.Len() > 0 {
		f.add("name edges", fmt.Sprint(n.Start-first, " ", last+1-n.End), kind, v.kind[c.head].String())
	}
}
