package extract

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// heads widens a participant to all that the words name: its coordinated fellows, what a counting noun counts ("a number of
// commanders"), and the named place under a generic one ("the departments of Antioquia").
func (c *clause) heads(w int) []int {
	var out []int
	for _, h := range c.fellows(w) {
		out = append(out, c.through(h)...)
	}
	return out
}

// counted is heads without the step from a generic place to the named one.
func (c *clause) counted(w int) []int {
	var out []int
	for _, h := range c.fellows(w) {
		if of := c.ofNoun(h); of >= 0 && codebook.Has(c.lang.Grammar.Transparent, c.lemma(h)) {
			out = append(out, c.counted(of)...)
		} else {
			out = append(out, h)
		}
	}
	return out
}

func (c *clause) fellows(w int) []int {
	out := []int{w}
	if k := c.joined(w); k >= 0 {
		out = append(out, k)
	}
	for at := 0; at < len(out) && len(out) < 64; at++ {
		for _, k := range c.Children(out[at]) {
			if c.describesAll(out[at], int(k)) {
				continue
			}
			if c.Rel[k] == "conj" && c.isNominal(int(k)) || c.RelOf(int(k)) == "nmod" && codebook.Has(c.lang.Grammar.Such, c.preposition(int(k))) {
				out = append(out, int(k)) // "groups like the one and the other" means both
			} else if c.listed(out[at], int(k)) {
				out = append(out, int(k))
			} else if of := c.ofNoun(out[at]); of == int(k) && c.Child(out[at], "nummod") >= 0 {
				for _, kk := range c.Children(of) { // "300 packets of cigarettes, four boats": the second hung on the cigarettes
					if c.Rel[kk] == "conj" && c.UPOS[kk] == nlp.NOUN && c.Child(int(kk), "nummod") >= 0 {
						out = append(out, int(kk))
					}
				}
			}
			for _, kk := range c.trailing(out[at], int(k)) {
				if !slices.Contains(out, kk) {
					out = append(out, kk)
				}
			}
			if rel := c.RelOf(int(k)); (rel == "appos" || rel == "flat") && c.UPOS[k] == nlp.PROPN {
				several := c.Lang == nlp.Spanish && c.UPOS[out[at]] == nlp.NOUN && c.feat(out[at], "Number=Plur")
				below := c.Children(int(k))
				if article := c.Child(int(k), "det"); c.Lang == nlp.Spanish && article >= 0 && c.UPOS[article] == nlp.PROPN {
					below = append(slices.Clone(below), c.Children(article)...)
				}
				for _, kk := range below { // "la banda Los Halcones y el cartel": the parse hangs the second on the name
					if c.Rel[kk] == "conj" && c.isNominal(int(kk)) {
						if several { // "dos bandas: Los Rojos y Los Halcones": the names are the two
							out[at], several = int(k), false
						}
						out = append(out, int(kk))
					}
				}
			}
		}
	}
	return out
}

// describesAll says whether common noun k, which a parser makes one more of the Spanish list that begins with h, only describes those
// listed before it: after the "y" of a list comes no further one, "Los Rojos y Los Halcones, dos bandas de Cali".
func (c *clause) describesAll(h, k int) bool {
	if c.Lang != nlp.Spanish || c.Rel[k] != "conj" || c.UPOS[k] != nlp.NOUN || !c.apart(k) || c.Child(k, "cc") >= 0 {
		return false
	}
	closed := false
	for _, j := range c.Children(h) {
		if c.Rel[j] == "conj" && c.Child(int(j), "cc") >= 0 {
			if int(j) > k {
				return false
			}
			closed = true
		}
	}
	return closed
}

// joined gives the name that "y" joins to the name w where a parser hangs both on their Spanish verb: "Los Triana y Los Rojos se
// aliaron"; or -1.
func (c *clause) joined(w int) int {
	h := int(c.Head[w])
	if c.Lang != nlp.Spanish || h < 0 || c.UPOS[w] != nlp.PROPN && c.UPOS[w] != nlp.NOUN {
		return -1
	}
	if rel := c.RelOf(w); rel != "nsubj" && rel != "obj" && rel != "obl" {
		return -1
	}
	below := c.Subtree(w, nil)
	next := below[len(below)-1] + 1
	if next+1 >= c.Len() || c.UPOS[next] != nlp.CCONJ || int(c.Head[next]) == w {
		return -1
	}
	for _, k := range c.Children(h) {
		if int(k) > next && c.Rel[k] == c.Rel[w] && (c.UPOS[k] == nlp.PROPN || c.UPOS[k] == nlp.NOUN) && c.Subtree(int(k), nil)[0] == next+1 {
			return int(k)
		}
	}
	return -1
}

// listed says whether k, which a parser hangs on counted noun h as an apposition or under its unit, is the next of a list:
// "four rifles, 300 million pesos and 28 kilos".
func (c *clause) listed(h, k int) bool {
	if k < h || c.UPOS[k] != nlp.NOUN || c.Child(h, "nummod") < 0 || c.RelOf(k) != "appos" {
		return false
	}
	first := c.Subtree(k, nil)[0]
	return c.Child(k, "nummod") >= 0 && first > 0 && c.Form[first-1] != "(" && c.Form[first] != "("
}

// trailing lists what goes on a list that begins with counted noun h, where a parser coordinates it with what is counted: of "28 kilos de
// base de coca, doce fusiles y 780 euros" the rifles and the money are no part of the coca.
func (c *clause) trailing(h, k int) (out []int) {
	rel := c.RelOf(k)
	if k < h || c.Child(h, "nummod") < 0 || rel != "nmod" && rel != "appos" && rel != "conj" && rel != "amod" || rel == "conj" && c.isNominal(k) {
		return nil
	}
	for _, n := range c.Subtree(k, c.isVerbal) {
		if n == k || c.RelOf(n) != "conj" && c.RelOf(n) != "appos" || c.UPOS[n] != nlp.NOUN && c.UPOS[n] != nlp.SYM || c.Child(n, "nummod") < 0 || c.preposition(n) != "" {
			continue
		}
		if up := int(c.Head[n]); c.RelOf(n) == "conj" && up != k && c.Child(up, "nummod") >= 0 {
			continue // goes on a list of its own, which fellows follows
		}
		first := c.Child(n, "nummod")
		if first < n && first > 0 && (c.Form[first-1] == "," || c.UPOS[first-1] == nlp.CCONJ) || c.UPOS[n] == nlp.SYM {
			out = append(out, n)
		}
	}
	return out
}

func (c *clause) through(h int) []int {
	g := &c.lang.Grammar
	lemma := c.lemma(h)
	if lemma == "alias" {
		for _, k := range c.Children(h) {
			if c.UPOS[k] == nlp.PROPN {
				return []int{int(k)}
			}
		}
	}
	if codebook.Has(g.Transparent, lemma) {
		if of := c.ofNoun(h); of >= 0 && !(c.UPOS[h] == nlp.NUM && c.relative(of)) { // "one of whom" is not both
			return c.heads(of)
		}
	}
	if codebook.Has(g.PlaceNoun, lemma) {
		for _, k := range c.Children(h) {
			if c.UPOS[k] != nlp.PROPN {
				continue
			}
			if c.Rel[k] == "appos" || c.Rel[k] == "flat" || c.RelOf(int(k)) == "nmod" && (c.preposition(int(k)) == "of" || c.preposition(int(k)) == "de") {
				return c.fellows(int(k))
			}
		}
	}
	return []int{h}
}

// ofNoun gives the noun after "of" or "de" under h, or -1.
func (c *clause) ofNoun(h int) int {
	for _, k := range c.Children(h) {
		if p := c.preposition(int(k)); int(k) > h && (p == "of" || p == "de") && c.RelOf(int(k)) == "nmod" {
			return int(k)
		}
	}
	return -1
}

// phrase gives the words that name participant h: its modifiers and what hangs on it with "of", without articles, clauses,
// appositions and coordinated fellows.
func (c *clause) phrase(h int) nlp.Range {
	lo, hi := h, h
	var walk func(w int)
	walk = func(w int) {
		if w < lo {
			lo = w
		}
		if w > hi {
			hi = w
		}
		for _, k := range c.Children(w) {
			if c.belongs(int(k), w, h) {
				walk(int(k))
			}
		}
	}
	walk(h)
	lo, hi = c.contiguous(h, lo, hi)
	for lo < h && (c.Rel[lo] == "case" || c.UPOS[lo] == nlp.DET || c.UPOS[lo] == nlp.PUNCT || c.UPOS[lo] == nlp.CCONJ || c.UPOS[lo] == nlp.ADP) {
		lo++
	}
	for hi > h && (c.UPOS[hi] == nlp.PUNCT && c.Form[hi] != ")" || c.UPOS[hi] == nlp.CCONJ || c.UPOS[hi] == nlp.ADP || c.UPOS[hi] == nlp.PART) {
		hi--
	}
	for w := lo; w <= hi; w++ { // "… (FARC) trafficking": a bracket that opens before the phrase is none of it
		if c.Form[w] == "(" {
			break
		}
		if c.Form[w] == ")" && w < h {
			lo = w + 1
		}
	}
	if lo > 0 && c.quotes(lo, hi)%2 == 1 && quoteMark(c.Form[lo-1]) {
		lo-- // a name in quotation marks keeps both
	}
	return c.wholeTokens(c.Hyphenated(nlp.Range{Start: lo, End: hi + 1}))
}

func (c *clause) quotes(lo, hi int) (n int) {
	for w := lo; w <= hi; w++ {
		if quoteMark(c.Form[w]) {
			n++
		}
	}
	return n
}

func quoteMark(form string) bool {
	switch form {
	case `"`, "“", "”", "«", "»", "''", "``":
		return true
	}
	return false
}

// belongs says whether k, which hangs on head, is part of the phrase that names top.
func (c *clause) belongs(k, head, top int) bool {
	switch c.RelOf(k) {
	case "punct":
		return c.Form[k] != "," && c.Form[k] != ";" && c.Form[k] != ":"
	case "compound", "amod", "nummod", "flat", "goeswith", "fixed", "case", "det", "advmod":
		return c.Rel[k] != "case" || k > head || c.RelOf(head) == "nmod"
	case "nmod":
		if c.Rel[k] == "nmod:poss" {
			return true
		}
		p := c.preposition(k)
		return p == "of" || p == "de" || p == "del" || p == ""
	case "appos":
		return c.Lang == nlp.Spanish && head == top && k > head && c.UPOS[k] == nlp.PROPN && c.UPOS[head] == nlp.NOUN && c.Subtree(k, nil)[0] == head+1 // "los hermanos Riquelme"
	case "conj", "cc":
		return head != top && c.RelOf(head) != "appos" // "members of the one gang and the other": the second belongs to the same members
	}
	return false
}

// contiguous keeps the run of words around h that all belong to its phrase, so that a quotation of it is true to the text.
func (c *clause) contiguous(h, lo, hi int) (int, int) {
	inside := func(w int) bool {
		for i := 0; i < 12 && w >= 0; i++ {
			if w == h {
				return true
			}
			if p := int(c.Head[w]); p < 0 || !c.belongs(w, p, h) {
				return false
			}
			w = int(c.Head[w])
		}
		return false
	}
	from, to := h, h
	for from > lo && inside(from-1) {
		from--
	}
	for to < hi && inside(to+1) {
		to++
	}
	return from, to
}

// wholeTokens widens r so that it does not cut a multiword token, whose words share their offsets.
func (c *clause) wholeTokens(r nlp.Range) nlp.Range {
	for r.Start > 0 && c.Start[r.Start-1] == c.Start[r.Start] && c.End[r.Start-1] == c.End[r.Start] {
		r.Start--
	}
	for r.End < c.Len() && c.Start[r.End] == c.Start[r.End-1] && c.End[r.End] == c.End[r.End-1] {
		r.End++
	}
	return r
}

// class gives the value under which the noun at h belongs to the class: for most its id, for commodities the commodity.
func (c *clause) class(h int, class string) (string, bool) {
	cl := c.lang.Classes[class]
	if cl == nil {
		return "", false
	}
	return c.find(cl.Words, h)
}

func (c *clause) find(p codebook.Phrases, h int) (string, bool) {
	beside := func(word string) bool {
		for k := h + 1; c.Lang == nlp.Spanish && k < min(h+4, c.Len()) && c.Sentence(k) == c.Sentence(h) && c.UPOS[k] != nlp.PUNCT && !c.isVerb(k); k++ {
			if c.lemma(k) == word || strings.EqualFold(c.Form[k], word) {
				return true // "toneladas de pasta base", whatever hangs on what
			}
		}
		for _, k := range c.Children(h) {
			switch c.RelOf(int(k)) {
			case "compound", "amod", "nmod", "flat", "appos", "fixed":
				if c.lemma(int(k)) == word || strings.EqualFold(c.Form[k], word) {
					return true
				}
				for _, kk := range c.Children(int(k)) {
					if c.RelOf(int(kk)) == "compound" && c.lemma(int(kk)) == word {
						return true
					}
				}
			}
		}
		return false
	}
	if v, ok := p.Find(c.lemma(h), beside); ok {
		return v, true
	}
	return p.Find(strings.ToLower(c.Form[h]), beside)
}

// isThing says whether the common noun at h names something that can be taken, hit or held, and nobody.
func (c *clause) isThing(h int) bool {
	if c.UPOS[h] != nlp.NOUN && !(c.UPOS[h] == nlp.ADJ && c.Child(h, "nummod") >= 0) { // "22 inmuebles", taken for an adjective
		return false
	}
	for _, class := range []string{"people", "actor", "law", "placeNoun"} {
		if _, ok := c.class(h, class); ok {
			return false
		}
	}
	for _, class := range []string{"asset", "goods", "weapon", "site", "plantation", "corridor", "market", "share", "commodity"} {
		if _, ok := c.class(h, class); ok {
			return true
		}
	}
	return false
}

// isCommodity says whether the noun at h names a commodity, or a measure or container of one: "300 kilos of cocaine", "a bag of rice".
func (c *clause) isCommodity(h int) bool {
	if _, ok := c.find(c.lang.Commodity, h); ok || c.again(h) != "" {
		return true
	}
	_, unit := c.find(c.lang.Units, h)
	_, goods := c.class(h, "goods")
	if !unit && !c.counting(h) && !(goods && c.ofNoun(h) >= 0) {
		return false
	}
	return c.commodity(h) != ""
}

// again gives the commodity of a noun that alone names none, where the text has called one so before: "la base" after "28 kilos de base
// de coca"; or "".
func (c *clause) again(h int) string {
	if c.UPOS[h] != nlp.NOUN || len(c.lang.Commodity[c.lemma(h)]) == 0 || c.Child(h, "det") < 0 || c.Child(h, "nmod") >= 0 {
		return ""
	}
	for w := h - 1; w >= 0; w-- {
		if c.UPOS[w] == nlp.NOUN && c.lemma(w) == c.lemma(h) {
			if v, ok := c.find(c.lang.Commodity, w); ok {
				return v
			}
		}
	}
	return ""
}

// commodity gives the commodity that the noun at h or a noun that modifies it names.
func (c *clause) commodity(h int) string {
	if v, ok := c.find(c.lang.Commodity, h); ok {
		return v
	}
	if v := c.again(h); v != "" {
		return v
	}
	for _, k := range c.Children(h) {
		switch c.RelOf(int(k)) {
		case "compound", "nmod", "amod", "obj", "obl":
			if rel := c.RelOf(int(k)); c.Rel[k] == "nmod:poss" || rel == "obj" && !c.isVerb(h) || rel == "obl" && !(c.Lang == nlp.English && c.isVerb(h)) {
				continue
			}
			if v := c.commodity(int(k)); v != "" {
				return v
			}
		case "acl":
			if int(k) > h {
				continue
			}
			for _, kk := range c.Children(int(k)) { // "the top coca producing nation"
				if v, ok := c.find(c.lang.Commodity, int(kk)); ok {
					return v
				}
			}
		}
	}
	return ""
}
