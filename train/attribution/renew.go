package main

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// penn gives the universal part of speech and features of a Penn tag, where its relation does not say otherwise.
var penn = map[string]struct {
	upos  nlp.UPOS
	feats string
}{
	"CC": {nlp.CCONJ, ""}, "CD": {nlp.NUM, "NumType=Card"}, "DT": {nlp.DET, ""}, "EX": {nlp.PRON, ""}, "FW": {nlp.X, ""}, "IN": {nlp.ADP, ""},
	"JJ": {nlp.ADJ, "Degree=Pos"}, "JJR": {nlp.ADJ, "Degree=Cmp"}, "JJS": {nlp.ADJ, "Degree=Sup"}, "LS": {nlp.X, ""},
	"MD": {nlp.AUX, "VerbForm=Fin"}, "NN": {nlp.NOUN, "Number=Sing"}, "NNS": {nlp.NOUN, "Number=Plur"}, "NNP": {nlp.PROPN, "Number=Sing"},
	"NNPS": {nlp.PROPN, "Number=Plur"}, "PDT": {nlp.DET, ""}, "POS": {nlp.PART, ""}, "PRP": {nlp.PRON, "PronType=Prs"},
	"PRP$": {nlp.PRON, "Poss=Yes|PronType=Prs"}, "RB": {nlp.ADV, ""}, "RBR": {nlp.ADV, "Degree=Cmp"}, "RBS": {nlp.ADV, "Degree=Sup"},
	"RP": {nlp.ADP, ""}, "SYM": {nlp.SYM, ""}, "TO": {nlp.PART, ""}, "UH": {nlp.INTJ, ""}, "VB": {nlp.VERB, "VerbForm=Inf"},
	"VBD": {nlp.VERB, "Tense=Past|VerbForm=Fin"}, "VBG": {nlp.VERB, "VerbForm=Ger"}, "VBN": {nlp.VERB, "Tense=Past|VerbForm=Part"},
	"VBP": {nlp.VERB, "Tense=Pres|VerbForm=Fin"}, "VBZ": {nlp.VERB, "Tense=Pres|VerbForm=Fin"}, "WDT": {nlp.PRON, "PronType=Rel"},
	"WP": {nlp.PRON, "PronType=Rel"}, "WP$": {nlp.PRON, "Poss=Yes|PronType=Rel"}, "WRB": {nlp.ADV, ""},
	",": {nlp.PUNCT, ""}, ".": {nlp.PUNCT, ""}, ":": {nlp.PUNCT, ""}, "``": {nlp.PUNCT, ""}, "''": {nlp.PUNCT, ""},
	"-LRB-": {nlp.PUNCT, ""}, "-RRB-": {nlp.PUNCT, ""}, "HYPH": {nlp.PUNCT, ""}, "#": {nlp.SYM, ""}, "$": {nlp.SYM, ""},
}

// renamed are relations of UD 1 under their names in UD 2.
var renamed = map[string]string{
	"dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "neg": "advmod", "mwe": "fixed", "name": "flat",
	"nmod:tmod": "obl:tmod", "nmod:npmod": "obl:npmod",
}

// renew brings trees of UD 1 with Penn tags to UD 2: parts of speech, names of relations, obliques, and conjunctions on
// the conjunct that follows them.
func (r *rows) renew() {
	for i := range r.words {
		w := &r.words[i]
		p, ok := penn[w.xpos]
		if !ok {
			p.upos = nlp.X
			if strings.IndexFunc(w.form, func(c rune) bool { return c >= '0' }) < 0 {
				p.upos = nlp.PUNCT
			}
		}
		w.upos, w.feats = p.upos, p.feats
		switch {
		case w.rel == "aux" || w.rel == "auxpass" || w.rel == "cop":
			w.upos = nlp.AUX
		case w.xpos == "IN" && w.rel == "mark":
			w.upos = nlp.SCONJ
		case w.xpos == "TO" && w.rel == "case":
			w.upos = nlp.ADP
		case w.xpos == "DT" && w.rel != "det" && w.rel != "neg":
			w.upos = nlp.PRON
		}
	}
	for i := range r.words {
		w := &r.words[i]
		base, _, _ := strings.Cut(w.rel, ":")
		switch {
		case w.rel == "neg" && w.upos == nlp.DET:
			w.rel = "det"
		case renamed[w.rel] != "":
			w.rel = renamed[w.rel]
		case base == "nmod" && w.rel != "nmod:poss" && w.head >= 0 && r.predicate(w.head):
			w.rel = "obl"
		case w.rel == "cc" && w.head >= 0 && i > w.head:
			for k := i + 1; k < len(r.words) && k < i+60; k++ {
				if r.words[k].rel == "conj" && r.words[k].head == w.head {
					w.head = k
					break
				}
			}
		}
	}
}

func (r *rows) predicate(i int) bool {
	switch r.words[i].upos {
	case nlp.VERB, nlp.AUX, nlp.ADJ, nlp.ADV:
		return true
	}
	return false
}
