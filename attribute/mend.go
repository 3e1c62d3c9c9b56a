package attribute

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// mend gives d, or a copy in which trees are put right where parsers are known to err around verbs of saying: that-clauses
// hung on a noun before them, and subjects hung elsewhere than on the verb that they stand before.
func mend(d *nlp.Doc, lex *language) *nlp.Doc {
	t := nlp.NewTree(d)
	heads, rels, tags := d.Head, d.Rel, d.UPOS
	speak := func(i int) { // a verb that the tagger has for a noun
		if tags[i] != nlp.VERB {
			if &tags[0] == &d.UPOS[0] {
				tags = append([]nlp.UPOS(nil), d.UPOS...)
			}
			tags[i] = nlp.VERB
		}
	}
	attach := func(i, h int, rel string) {
		if &heads[0] == &d.Head[0] {
			heads, rels = append([]int32(nil), d.Head...), append([]string(nil), d.Rel...)
		}
		heads[i], rels[i] = int32(h), rel
	}
	for _, s := range d.Sents {
		for i := s.Start; i < s.End; i++ {
			if who, top := parenthetical(t, lex, i, s); who >= 0 {
				speak(i)
				attach(i, top, "parataxis")
				attach(who, i, "nsubj")
				continue
			}
			if who, what := plainPresent(t, lex, i, s); who >= 0 {
				speak(i)
				attach(who, i, "nsubj")
				attach(what, i, "ccomp")
				continue
			}
			if unjoined(t, lex, i) {
				before := t.Subtree(t.Child(i, "nsubj"), nil)[0] - 1
				for _, k := range t.Children(i) {
					if int(k) < before {
						attach(int(k), int(t.Head[i]), t.Rel[k]) // "as well" is of what is said
					}
				}
				attach(i, int(t.Head[i]), "parataxis")
			}
			if d.UPOS[i] != nlp.VERB || i >= len(d.Lemma) || !lex.takesClause(d.Lemma[i]) {
				continue
			}
			if c := obliqueClause(t, i); c >= 0 {
				attach(c, i, "ccomp")
			}
			if c := strayClause(t, lex, i, s); c >= 0 {
				attach(c, i, "ccomp")
			}
			if n := straySubject(t, i, s); n >= 0 && !t.Covers(n, i) {
				attach(n, i, "nsubj")
			}
		}
	}
	if len(heads) == 0 || &heads[0] == &d.Head[0] {
		return d
	}
	c := *d
	c.Head, c.Rel, c.UPOS = heads, rels, tags
	return &c
}

// longest is how many words the speaker of a clause between commas has at most.
const longest = 8

// parenthetical gives who speaks, and the verb that heads the sentence, where word i stands with its speaker between commas inside an
// English clause, "The load, the daily reports, had been stolen", and the parser has them for part of the noun before; else -1.
func parenthetical(t *nlp.Tree, lex *language, i int, s nlp.Range) (who, top int) {
	if t.Lang != nlp.English || t.UPOS[i] != nlp.NOUN && t.UPOS[i] != nlp.VERB || i+1 >= s.End || t.Form[i+1] != "," || !lex.takesClause(t.Lemma[i]) {
		return -1, -1
	}
	rel := t.RelOf(i)
	if rel != "appos" && rel != "acl" && rel != "compound" && rel != "dep" && rel != "nmod" {
		return -1, -1
	}
	comma := i - 1
	for comma > s.Start && t.Form[comma] != "," && i-comma <= longest {
		if tag := t.UPOS[comma]; tag == nlp.VERB || tag == nlp.AUX || tag == nlp.SCONJ || tag == nlp.CCONJ || tag == nlp.PUNCT {
			return -1, -1
		}
		comma--
	}
	if comma <= s.Start || t.Form[comma] != "," || comma == i-1 {
		return -1, -1
	}
	who = -1
	for w := comma + 1; w < i; w++ {
		if h := int(t.Head[w]); (t.UPOS[w] == nlp.NOUN || t.UPOS[w] == nlp.PROPN || t.UPOS[w] == nlp.PRON) && (h <= comma || h >= i) {
			who = w
		}
	}
	if who < 0 {
		return -1, -1
	}
	for top = i + 2; top < s.End; top++ { // the sentence goes on with its verb
		switch t.UPOS[top] {
		case nlp.VERB:
			if n := t.Child(top, "nsubj", "nsubj:pass"); n >= 0 && n < comma && !t.Covers(i, top) && !t.Covers(who, top) {
				return who, top
			}
			return -1, -1
		case nlp.AUX, nlp.ADV, nlp.PART:
		default:
			return -1, -1
		}
	}
	return -1, -1
}

// plainPresent gives the speakers before word i and the head of the clause after it, where an English present is taken for a noun:
// "Police allege he is the man"; else -1.
func plainPresent(t *nlp.Tree, lex *language, i int, s nlp.Range) (who, what int) {
	if t.Lang != nlp.English || t.UPOS[i] != nlp.NOUN || t.Head[i] >= 0 || i == s.Start || !lex.takesClause(strings.ToLower(t.Form[i])) || len(lex.cues[strings.ToLower(t.Form[i])+"/n"]) > 0 {
		return -1, -1
	}
	if int(t.Head[i-1]) != i || t.UPOS[i-1] != nlp.NOUN && t.UPOS[i-1] != nlp.PROPN || t.Child(i, "cop", "nsubj", "det") >= 0 {
		return -1, -1
	}
	for _, k := range t.Children(i) {
		if int(k) > i && t.Child(int(k), "nsubj", "nsubj:pass", "expl") > i {
			return i - 1, int(k)
		}
	}
	return -1, -1
}

// unjoined says whether the verb of saying i is coordinated by a comma alone, with a speaker of its own after it: what stands before is
// what he says. "It moved cocaine as well, a lieutenant told the paper".
func unjoined(t *nlp.Tree, lex *language, i int) bool {
	h := int(t.Head[i])
	if t.Lang != nlp.English || t.UPOS[i] != nlp.VERB || t.Rel[i] != "conj" || h < 0 || h > i || t.UPOS[h] != nlp.VERB || !lex.takesClause(t.Lemma[i]) || t.Child(i, "cc", "ccomp") >= 0 {
		return false
	}
	n := t.Child(i, "nsubj")
	if n < 0 || n > i {
		return false
	}
	first := t.Subtree(n, nil)[0]
	return first > 0 && t.Form[first-1] == ","
}

// takesClause says whether a verb is listed with a clause for its content.
func (l *language) takesClause(lemma string) bool {
	for _, e := range l.cues[lemma+"/v"] {
		for _, f := range e.frames {
			if f == "clause" && !e.Attitude {
				return true
			}
		}
	}
	return false
}

// strayClause gives the head of a that-clause with a subject of its own that hangs on a noun under the verb i, though the
// verb has no clause: "it was reported last March that …". Nouns that take such clauses themselves keep theirs.
func strayClause(t *nlp.Tree, lex *language, i int, s nlp.Range) int {
	if t.Child(i, "ccomp", "csubj", "xcomp") >= 0 {
		return -1
	}
	for w := i + 1; w < s.End; w++ {
		h := int(t.Head[w])
		if h <= i || h >= w || t.RelOf(w) != "acl" || int(t.Head[h]) != i || len(lex.cues[t.Lemma[h]+"/n"]) > 0 {
			continue
		}
		if complete(t, lex, w) || hears(t, h, i) && len(t.Children(w)) > 0 && lex.word(t.Lemma[t.Children(w)[0]]) == "that" {
			return w
		}
	}
	return -1
}

// obliqueClause gives the head of a Spanish clause that the verb i takes with a preposition, "coinciden en que", "advirtió de que", where
// the parser has it for an adverbial one; or -1.
func obliqueClause(t *nlp.Tree, i int) int {
	if t.Lang != nlp.Spanish || t.Child(i, "ccomp") >= 0 {
		return -1
	}
	for _, k := range t.Children(i) {
		if rel := t.RelOf(int(k)); int(k) < i || rel != "advcl" && rel != "xcomp" && rel != "obl" {
			continue
		}
		kids := t.Children(int(k))
		if len(kids) < 2 || int(kids[1]) != int(kids[0])+1 || !strings.EqualFold(t.Form[kids[1]], "que") {
			continue
		}
		switch strings.ToLower(t.Form[kids[0]]) {
		case "en", "de":
			return int(k)
		}
	}
	return -1
}

// hears says whether n is whom the Spanish verb i tells something: "a la agencia", "ante el juez".
func hears(t *nlp.Tree, n, i int) bool {
	if t.Lang != nlp.Spanish || int(t.Head[n]) != i {
		return false
	}
	c := t.Child(n, "case")
	return c >= 0 && (strings.EqualFold(t.Form[c], "a") || strings.EqualFold(t.Form[c], "ante"))
}

// complete says whether the clause of w opens with "that" and lacks nothing: it has its subject, and where the parser
// takes "that" for a relative pronoun, another word has the place that it gives it.
func complete(t *nlp.Tree, lex *language, w int) bool {
	if t.Child(w, "nsubj", "nsubj:pass", "expl") < 0 {
		return false
	}
	kids := t.Children(w)
	if len(kids) == 0 || int(kids[0]) >= w || lex.word(t.Lemma[kids[0]]) != "that" {
		return false
	}
	first := int(kids[0])
	if t.RelOf(first) == "mark" {
		return true
	}
	for _, k := range kids[1:] {
		if t.Rel[k] == t.Rel[first] {
			return true
		}
	}
	return false
}

// straySubject gives the noun that stands right before the finite verb i and its auxiliaries, after a comma or at the
// start of its sentence, where the verb has no subject and the noun no preposition and no good place in the tree.
func straySubject(t *nlp.Tree, i int, s nlp.Range) int {
	if t.Child(i, "nsubj", "csubj", "expl", "aux:pass") >= 0 {
		return -1
	}
	first := i
	for _, k := range t.Children(i) {
		if int(k) < first && t.RelOf(int(k)) == "aux" {
			first = int(k)
		}
	}
	n := first - 1
	if n < s.Start || t.UPOS[n] != nlp.NOUN && t.UPOS[n] != nlp.PROPN {
		return -1
	}
	for t.RelOf(n) == "flat" && t.Head[n] >= int32(s.Start) {
		n = int(t.Head[n])
	}
	switch t.RelOf(n) {
	case "appos", "dep", "parataxis", "list", "root", "conj", "vocative", "dislocated":
	default:
		return -1
	}
	start := n
	for _, w := range t.Subtree(n, nil) {
		if w < start && w >= s.Start {
			start = w
		}
	}
	if t.Child(n, "case", "cc") >= 0 || start > s.Start && t.Form[start-1] != "," {
		return -1
	}
	return n
}
