package extract

import (
	"strings"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// Mend puts right, in place, what a parser often gets wrong about the codebook's own verbs: an English present that is spelled
// like a plural, "the gang ships cocaine", taken for the head of a noun phrase. Only a clause that would otherwise have no
// verb is touched.
func (e *Extractor) Mend(doc *nlp.Doc) {
	lang := e.book.Languages[nlp.English]
	if doc.Lang != nlp.English || lang == nil {
		return
	}
	for _, r := range doc.Sents {
		for w := r.Start + 1; w+1 < r.End; w++ {
			if presentAsPlural(doc, lang, r, w) {
				makePresent(doc, r, w)
			} else if presentAsNoun(doc, lang, r, w) {
				doc.UPOS[w], doc.Feats[w] = nlp.VERB, "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
			}
		}
	}
}

// presentAsPlural says whether w, tagged a noun, can only be the verb of its clause.
func presentAsPlural(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) bool {
	form := d.Form[w]
	if d.UPOS[w] != nlp.NOUN || !strings.HasSuffix(form, "s") || form != strings.ToLower(form) || lang.Verbs[thirdPerson(lang, form)] == nil {
		return false
	}
	if int(d.Head[w-1]) != w || d.UPOS[w-1] != nlp.NOUN && d.UPOS[w-1] != nlp.PROPN || d.UPOS[w-1] == nlp.NOUN && strings.HasSuffix(d.Form[w-1], "s") {
		return false
	}
	switch d.UPOS[w+1] {
	case nlp.DET, nlp.NUM, nlp.ADP, nlp.ADJ, nlp.NOUN, nlp.PROPN, nlp.PRON, nlp.PART, nlp.ADV, nlp.SYM:
	default:
		return false
	}
	h := int(d.Head[w])
	switch rel, _, _ := strings.Cut(d.Rel[w], ":"); {
	case h < 0, rel == "ccomp", rel == "parataxis":
	case rel == "conj" && d.UPOS[h] == nlp.VERB:
	default:
		return false
	}
	if last := d.Form[r.End-1]; last != "." && last != ";" && last != "”" && last != "\"" {
		return false // a heading
	}
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) != w {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[k], ":"); rel {
		case "cop", "nsubj", "case", "aux", "expl":
			return false
		case "det":
			if k == w-1 {
				return false
			}
		}
	}
	return true
}

// presentAsNoun says whether w, tagged a noun, has a subject as only a verb has: "the gangs work with each other".
func presentAsNoun(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) bool {
	if d.UPOS[w] != nlp.NOUN || lang.Verbs[d.Form[w]] == nil || int(d.Head[w]) >= 0 && d.Rel[w] != "conj" && d.Rel[w] != "ccomp" && d.Rel[w] != "parataxis" {
		return false
	}
	subject := false
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) != w {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[k], ":"); rel {
		case "cop", "det", "case", "amod", "nummod":
			return false
		case "nsubj":
			subject = k < w
		}
	}
	return subject
}

// thirdPerson gives the verb of the codebook of which form is the third person of the present, or "".
func thirdPerson(lang *codebook.Language, form string) string {
	for _, ending := range [][2]string{{"s", ""}, {"es", ""}, {"ies", "y"}} {
		if stem, ok := strings.CutSuffix(form, ending[0]); ok && lang.Verbs[stem+ending[1]] != nil {
			return stem + ending[1]
		}
	}
	return ""
}

// makePresent makes w a finite verb: the noun before it its subject, what followed it as part of a noun phrase its objects.
func makePresent(d *nlp.Doc, r nlp.Range, w int) {
	d.UPOS[w], d.Feats[w] = nlp.VERB, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
	if h := int(d.Head[w]); h >= 0 && strings.HasPrefix(d.Rel[w], "obj") {
		d.Rel[w] = "ccomp"
	}
	subject, object := w-1, -1
	d.Rel[subject] = "nsubj"
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) != w || k == subject {
			continue
		}
		rel, _, _ := strings.Cut(d.Rel[k], ":")
		if k < w {
			switch rel {
			case "det", "compound", "amod", "nummod", "nmod", "flat":
				d.Head[k] = int32(subject)
			}
			continue
		}
		switch rel {
		case "compound", "appos", "flat", "dep":
			d.Rel[k], object = "obj", k
		case "nmod":
			d.Rel[k] = "obl"
		case "acl", "xcomp":
			if k == w+1 && d.UPOS[k] != nlp.VERB { // "smuggles abalone": a rare noun taken for an adjective
				d.UPOS[k], d.Rel[k], object = nlp.NOUN, "obj", k
				for kk := r.Start; kk < r.End; kk++ {
					if int(d.Head[kk]) == k && strings.HasPrefix(d.Rel[kk], "obl") || int(d.Head[kk]) == k && d.Rel[kk] == "punct" {
						d.Head[kk] = int32(w)
					}
				}
			} else if object >= 0 && rel == "acl" {
				d.Head[k] = int32(object)
			}
		}
	}
}
