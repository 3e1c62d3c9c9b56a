package violence

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// candidate is a noun that may fill a role, with the phrases that may name the filler.
type candidate struct {
	head    int
	phrases []phrase
}

// phrase is one way to cut the words around a head.
type phrase struct {
	words nlp.Range
	cut   string
}

// candidates lists the nouns and names of the text: heads of phrases, nouns that modify others ("rifle fire", "FMLN
// guerrillas") and each name once.
func (v *view) candidates() []candidate {
	var out []candidate
	for w := 0; w < v.Len(); w++ {
		switch v.UPOS[w] {
		case nlp.NOUN, nlp.PROPN:
		case nlp.ADJ:
			if !v.inClass(w, "actor") && !v.inClass(w, "weapon") {
				continue
			}
		default:
			if v.name[w].Len() == 0 {
				continue
			}
		}
		if v.timeWord(w) {
			continue
		}
		if r := v.name[w]; r.Len() > 0 && v.nameHead(r) != w {
			continue
		}
		if h := int(v.Head[w]); h >= 0 && v.name[w].Len() == 0 && v.RelOf(w) == "flat" {
			continue
		}
		out = append(out, candidate{head: w, phrases: v.phrases(w)})
	}
	return out
}

// nameHead gives the word of a name that the others hang on.
func (v *view) nameHead(r nlp.Range) int {
	for w := r.Start; w < r.End; w++ {
		if h := int(v.Head[w]); h < r.Start || h >= r.End {
			return w
		}
	}
	return r.Start
}

// phrases cuts the words around h in every way in which the text may be meant to name the filler, the widest first.
func (v *view) phrases(h int) []phrase {
	var out []phrase
	add := func(r nlp.Range, cut string) {
		for r.Start < r.End-1 && v.loose(r.Start) {
			r.Start++
		}
		for r.End > r.Start+1 && v.UPOS[r.End-1] == nlp.PUNCT && v.Form[r.End-1] != `"` {
			r.End--
		}
		for _, p := range out {
			if p.words == r {
				return
			}
		}
		out = append(out, phrase{r, cut})
	}
	full := v.spread(h, nil)
	with := func(preps ...string) nlp.Range { return v.spread(h, preps) }
	if of := with("of", "de"); of != full {
		add(of, "of")
	}
	if pp := with("*"); pp != full {
		add(pp, "pp")
	}
	add(full, "full")
	start := full.Start
	for start < h && (v.UPOS[start] == nlp.NUM || v.UPOS[start] == nlp.DET || v.UPOS[start] == nlp.ADV || v.UPOS[start] == nlp.ADP) {
		start++
	}
	add(nlp.Range{Start: start, End: full.End}, "uncounted")
	start = h
	for start > full.Start && (v.RelOf(start-1) == "compound" || v.RelOf(start-1) == "flat") {
		start--
	}
	add(nlp.Range{Start: start, End: full.End}, "compound")
	if v.name[h].Len() > 0 {
		add(v.name[h], "name")
	}
	add(nlp.Range{Start: h, End: h + 1}, "head")
	return out
}

// loose says whether a word at the edge of a phrase is no part of what it names.
func (v *view) loose(w int) bool {
	switch v.UPOS[w] {
	case nlp.DET, nlp.CCONJ, nlp.ADP, nlp.AUX, nlp.SCONJ:
		return true
	case nlp.PUNCT:
		return v.Form[w] != `"`
	}
	return false
}

// spread gives the run of words around h that modify it, with the phrases that hang on it by the given prepositions.
func (v *view) spread(h int, preps []string) nlp.Range {
	belongs := func(k, head int) bool {
		switch v.RelOf(k) {
		case "compound", "amod", "nummod", "flat", "goeswith", "fixed", "det", "advmod", "nmod:poss":
			return true
		case "punct":
			return k < h && (v.Form[k] == `"` || v.Form[k] == "-") || v.Form[k] == `"` || v.Form[k] == "-"
		case "case":
			return k > head || head != h
		case "nmod":
			if v.Rel[k] == "nmod:poss" {
				return true
			}
			if head != h && len(preps) == 0 {
				return false
			}
			p := v.preposition(k)
			for _, want := range preps {
				if want == "*" || want == p {
					return true
				}
			}
		}
		return false
	}
	inside := func(w int) bool {
		for i := 0; i < 10; i++ {
			if w == h {
				return true
			}
			p := int(v.Head[w])
			if p < 0 || !belongs(w, p) {
				return false
			}
			w = p
		}
		return false
	}
	from, to := h, h
	for from > 0 && inside(from-1) {
		from--
	}
	for to+1 < v.Len() && inside(to+1) {
		to++
	}
	return nlp.Range{Start: from, End: to + 1}
}

// preposition gives the lemma of the word's own preposition, or "".
func (v *view) preposition(w int) string {
	for _, k := range v.Children(w) {
		if v.Rel[k] == "case" {
			return v.lemma[k]
		}
	}
	return ""
}

func (v *view) timeWord(w int) bool {
	for _, n := range v.lang.Grammar.TimeNouns {
		if n == v.lemma[w] {
			return true
		}
	}
	return strings.IndexFunc(v.Form[w], func(r rune) bool { return r < '0' || r > '9' }) < 0
}
