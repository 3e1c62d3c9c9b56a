package extract

import (
	"strings"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// Mend puts right, in place, what a parser often gets wrong about the codebook's own verbs: an English present that is spelled
// like a plural, "the gang ships cocaine", taken for the head of a noun phrase. Only a clause that would otherwise have no
// verb is touched. Who "wants to report" something reports it: there the verb of saying is made the head.
func (e *Extractor) Mend(doc *nlp.Doc) {
	if lang := e.book.Languages[doc.Lang]; lang != nil {
		for _, r := range doc.Sents {
			for w := r.Start; w < r.End; w++ {
				wishedSaying(doc, lang, r, w)
			}
		}
	}
	lang := e.book.Languages[nlp.English]
	if doc.Lang != nlp.English || lang == nil {
		return
	}
	for _, r := range doc.Sents {
		for w := r.Start + 4; w < r.End; w++ {
			inLaw(doc, r, w)
		}
		for w := r.Start + 1; w+1 < r.End; w++ {
			gerundObject(doc, lang, r, w)
			accusersDeed(doc, lang, r, w)
			verbAsCompound(doc, lang, r, w)
		}
		for w := r.Start + 1; w < r.End; w++ {
			subjectless(doc, r, w)
			accusedObject(doc, lang, r, w)
		}
		for w := r.Start + 1; w+1 < r.End; w++ {
			if presentAsPlural(doc, lang, r, w) {
				makePresent(doc, r, w)
			} else if presentAsNoun(doc, lang, r, w) {
				doc.UPOS[w], doc.Feats[w] = nlp.VERB, "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
			}
		}
	}
}

// inLaw makes one noun of a relation by marriage that a tokenizer has parted at its hyphens, "brother-in-law", with word w as its end: the
// first word is the head, and what hung on the last hangs on it.
func inLaw(d *nlp.Doc, r nlp.Range, w int) {
	k := w - 4
	if !strings.EqualFold(d.Form[w], "law") && !strings.EqualFold(d.Form[w], "laws") || d.Form[w-1] != "-" || !strings.EqualFold(d.Form[w-2], "in") || d.Form[w-3] != "-" || d.UPOS[k] != nlp.NOUN {
		return
	}
	for i := r.Start; i < k; i++ {
		if d.UPOS[i] == nlp.PROPN && (int(d.Head[i]) == w || int(d.Head[i]) == k) && d.Rel[i] != "nmod:poss" {
			return // whose relation it is, hung so that it would name him
		}
	}
	switch {
	case int(d.Head[k]) == w:
		d.Head[k], d.Rel[k] = d.Head[w], d.Rel[w]
	case int(d.Head[w]) != k:
		return
	}
	for i := r.Start; i < r.End; i++ {
		if i != k && i != w && int(d.Head[i]) == w && (i < k || i > w) {
			d.Head[i] = int32(k)
		}
	}
	d.Head[w], d.Rel[w] = int32(k), "flat"
	for i := k + 1; i < w; i++ {
		d.Head[i], d.Rel[i] = int32(k), "flat"
	}
}

// gerundObject makes a gerund of what a parser has for the modifier of its own object, "accused of laundering money for the gang": right
// behind a preposition, and right before goods or money.
func gerundObject(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) {
	h := int(d.Head[w])
	stem, ing := strings.CutSuffix(d.Form[w], "ing")
	if !ing || h <= w || h > w+2 || d.Rel[w] != "compound" && d.Rel[w] != "amod" || d.UPOS[w-1] != nlp.ADP && d.UPOS[w-1] != nlp.SCONJ || int(d.Head[w-1]) != h && int(d.Head[w-1]) != w {
		return
	}
	if lang.Verbs[stem] == nil && lang.Verbs[stem+"e"] == nil && lang.Verbs[undoubled(stem)] == nil {
		return
	}
	goods := func(p codebook.Phrases) bool {
		_, ok := p.Find(strings.ToLower(d.Lemma[h]), func(string) bool { return true })
		return ok
	}
	if !goods(lang.Commodity) && !(lang.Classes["money"] != nil && goods(lang.Classes["money"].Words)) {
		return
	}
	for _, verb := range []string{stem + "e", undoubled(stem), stem} {
		if lang.Verbs[verb] != nil {
			d.Lemma[w] = verb
		}
	}
	d.UPOS[w], d.Feats[w] = nlp.VERB, "VerbForm=Ger"
	d.Head[w], d.Rel[w] = d.Head[h], "advcl"
	if top := int(d.Head[w]); top >= 0 && d.UPOS[top] != nlp.VERB {
		d.Rel[w] = "acl"
	}
	d.Head[h], d.Rel[h] = int32(w), "obj"
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) != h || k == w {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[k], ":"); {
		case k < w && rel == "case":
			d.Head[k], d.Rel[k] = int32(w), "mark"
		case k > h && rel == "nmod" && !ofCase(d, r, k):
			d.Head[k], d.Rel[k] = int32(w), "obl"
		}
	}
}

// ofCase says whether n stands after "of".
func ofCase(d *nlp.Doc, r nlp.Range, n int) bool {
	for k := r.Start; k < n; k++ {
		if int(d.Head[k]) == n && d.Rel[k] == "case" && strings.EqualFold(d.Form[k], "of") {
			return true
		}
	}
	return false
}

// accusersDeed hangs the deed of "accused by prosecutors of laundering money" on the accusation, where a parser has it as the doing of those
// who accuse.
func accusersDeed(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) {
	by := int(d.Head[w])
	if d.UPOS[w] != nlp.VERB || by < 0 || by > w || d.UPOS[by] == nlp.VERB || !strings.HasSuffix(d.Form[w], "ing") || d.UPOS[w-1] != nlp.SCONJ && d.UPOS[w-1] != nlp.ADP {
		return
	}
	v := int(d.Head[by])
	if v < 0 || v > by || d.UPOS[v] != nlp.VERB || !codebook.Has(lang.Grammar.Accusing, strings.ToLower(d.Lemma[v])) {
		return
	}
	for k := v; k < by; k++ {
		if int(d.Head[k]) == by && d.Rel[k] == "case" && strings.EqualFold(d.Form[k], "by") {
			d.Head[w], d.Rel[w] = int32(v), "advcl"
			return
		}
	}
}

// verbAsCompound makes the verb of its clause of a word that can be one, in a sentence that has no other, where a parser takes the subject
// and it for modifiers of the object: "Los Halcones extort shopkeepers in Lima."
func verbAsCompound(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) {
	h := int(d.Head[w])
	if d.UPOS[w] != nlp.NOUN || d.Rel[w] != "compound" || h != w+1 || d.Head[h] >= 0 || d.UPOS[h] != nlp.NOUN || !strings.HasSuffix(d.Form[h], "s") || lang.Verbs[d.Form[w]] == nil {
		return
	}
	if d.UPOS[w-1] != nlp.PROPN && !(d.UPOS[w-1] == nlp.NOUN && strings.HasSuffix(d.Form[w-1], "s")) || d.Form[r.End-1] != "." {
		return
	}
	for k := r.Start; k < r.End; k++ {
		if d.UPOS[k] == nlp.VERB && strings.Contains(d.Feats[k], "VerbForm=Fin") || d.UPOS[k] == nlp.AUX || int(d.Head[k]) == h && (d.Rel[k] == "case" || d.Rel[k] == "cop") {
			return
		}
	}
	s := w - 1
	for steps := 0; steps < 8 && int(d.Head[s]) != h; steps++ {
		if s = int(d.Head[s]); s < r.Start || s >= w {
			return
		}
	}
	if int(d.Head[s]) != h {
		return
	}
	d.UPOS[w], d.Feats[w] = nlp.VERB, "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
	d.Head[w], d.Rel[w] = d.Head[h], d.Rel[h]
	d.Head[h], d.Rel[h] = int32(w), "obj"
	for k := r.Start; k < s; k++ {
		if int(d.Head[k]) == h {
			d.Head[k] = int32(s)
		}
	}
	d.Head[s], d.Rel[s] = int32(w), "nsubj"
}

// wishedSaying makes a verb of saying that is the infinitive of a verb of wishing, w, the head of the clause: "the command wants to
// report that" is a report. What somebody does not want to say stays as it is.
func wishedSaying(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) {
	g := &lang.Grammar
	if d.UPOS[w] != nlp.VERB || !codebook.Has(g.Wishing, strings.ToLower(d.Lemma[w])) {
		return
	}
	say := -1
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) != w {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[k], ":"); {
		case codebook.Has(g.Negation, strings.ToLower(d.Lemma[k])):
			return
		case rel == "xcomp" && k > w && k-w <= 4 && d.UPOS[k] == nlp.VERB && codebook.Has(g.Announcing, strings.ToLower(d.Lemma[k])):
			say = k
		}
	}
	if say < 0 {
		return
	}
	d.Head[say], d.Rel[say] = d.Head[w], d.Rel[w]
	d.Feats[say] = d.Feats[w]
	for k := r.Start; k < r.End; k++ {
		switch {
		case k == w:
			d.Head[k], d.Rel[k] = int32(say), "dep"
		case int(d.Head[k]) == w && k != say:
			d.Head[k] = int32(say)
		case int(d.Head[k]) == say && d.Rel[k] == "mark" && k < say:
			d.Rel[k] = "dep"
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
			case "nmod":
				if under(d, r, k, "case") { // "From Cali the drug travels to"
					d.Rel[k] = "obl"
					continue
				}
				d.Head[k] = int32(subject)
			case "det", "compound", "amod", "nummod", "flat":
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

// subjectless gives finite verb w the noun phrase right before it as its subject, where it has none and a parser has hung that phrase
// on the words that open the clause: "After weeks of surveillance, customs officers searched a sawmill", "in that year 96 people died".
func subjectless(d *nlp.Doc, r nlp.Range, w int) {
	if d.UPOS[w] != nlp.VERB {
		return
	}
	group, finite, passive := w, strings.Contains(d.Feats[w], "VerbForm=Fin") && !strings.Contains(d.Feats[w], "Mood=Imp"), false
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) != w {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[k], ":"); rel {
		case "nsubj", "csubj", "expl", "cop", "mark":
			return
		case "aux":
			group = min(group, k)
			finite = finite || strings.Contains(d.Feats[k], "VerbForm=Fin")
			passive = passive || d.Rel[k] == "aux:pass"
		case "obj", "obl", "advmod", "iobj", "ccomp", "xcomp", "advcl", "punct", "parataxis", "conj", "compound":
		default:
			return
		}
	}
	switch rel, _, _ := strings.Cut(d.Rel[w], ":"); rel {
	case "root", "ccomp", "parataxis":
	default:
		return
	}
	last := group - 1
	for last > r.Start && d.UPOS[last] == nlp.ADV {
		last--
	}
	if !finite || last <= r.Start || d.UPOS[last] != nlp.NOUN && d.UPOS[last] != nlp.PROPN {
		return
	}
	top := last // the word under the verb that holds the noun
	for steps := 0; steps < 32 && d.Head[top] >= 0 && int(d.Head[top]) != w; steps++ {
		top = int(d.Head[top])
	}
	if int(d.Head[top]) != w || top > group || !strings.HasPrefix(d.Rel[top], "obl") {
		return
	}
	for n := last; n != top; n = int(d.Head[n]) {
		first, ends := edges(d, r, n)
		if ends != last || d.UPOS[n] != nlp.NOUN && d.UPOS[n] != nlp.PROPN {
			continue
		}
		rel, _, _ := strings.Cut(d.Rel[n], ":")
		opens := first > r.Start && d.Form[first-1] == ","
		switch {
		case rel == "nmod" && d.Rel[n] == "nmod" && !under(d, r, n, "case") && d.UPOS[first] != nlp.ADP && first == numbered(d, r, n):
		case rel == "nmod" && parted(d, r, n):
		case (rel == "conj" || rel == "appos") && opens && !under(d, r, n, "cc"):
		case rel == "conj" && under(d, r, n, "cc"):
			fellow := before(d, r, n, first)
			if fellow < 0 {
				continue
			}
			d.Head[n] = int32(fellow)
			n = fellow
		default:
			continue
		}
		d.Head[n], d.Rel[n] = int32(w), "nsubj"
		if passive {
			d.Rel[n] = "nsubj:pass"
		}
		return
	}
}

// edges gives the first and the last word of the phrase of n.
func edges(d *nlp.Doc, r nlp.Range, n int) (first, last int) {
	first, last = n, n
	for k := r.Start; k < r.End; k++ {
		for w, steps := k, 0; w >= 0 && steps < 32; w, steps = int(d.Head[w]), steps+1 {
			if w == n {
				first, last = min(first, k), max(last, k)
				break
			}
		}
	}
	return first, last
}

// under says whether a word of the relation hangs on n.
func under(d *nlp.Doc, r nlp.Range, n int, rel string) bool {
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) == n && d.Rel[k] == rel {
			return true
		}
	}
	return false
}

// parted hangs the words before the number that opens the phrase of n on the noun among them, where they are a phrase of their own: "of
// this year 96 people". false, and nothing is changed, where they are not.
func parted(d *nlp.Doc, r nlp.Range, n int) bool {
	number := numbered(d, r, n)
	if number < 0 {
		return false
	}
	inner := -1
	for k := r.Start; k < number; k++ {
		if (int(d.Head[k]) == n || d.Head[k] == d.Head[n] && d.Rel[k] == "nmod") && (d.UPOS[k] == nlp.NOUN || d.UPOS[k] == nlp.PROPN || d.UPOS[k] == nlp.NUM) {
			inner = k
		}
	}
	if inner < 0 || d.Rel[inner] == "compound" || under(d, r, inner, "case") {
		return false
	}
	if _, last := edges(d, r, inner); last != number-1 {
		return false
	}
	for k := r.Start; k < number; k++ {
		if int(d.Head[k]) == n && k != inner {
			d.Head[k] = int32(inner)
		}
	}
	d.Head[inner], d.Rel[inner] = d.Head[n], "nmod"
	return true
}

// numbered gives the number that opens the phrase of n, or -1: what tells it from the noun before it.
func numbered(d *nlp.Doc, r nlp.Range, n int) int {
	for k := r.Start; k < n; k++ {
		if int(d.Head[k]) == n && d.Rel[k] == "nummod" {
			first, _ := edges(d, r, k)
			return first
		}
	}
	return -1
}

// before gives the noun coordinated with n that stands right before it, after a comma and without one of its own: "customs" of ",
// customs and gendarmerie officers"; or -1.
func before(d *nlp.Doc, r nlp.Range, n, first int) int {
	for k := first - 1; k > r.Start; k-- {
		if d.Head[k] == d.Head[n] && d.Rel[k] == "conj" && !under(d, r, k, "cc") {
			begins, ends := edges(d, r, k)
			if ends == first-1 && begins > r.Start && d.Form[begins-1] == "," {
				return k
			}
			return -1
		}
	}
	return -1
}

// accusedObject hangs "accused", set off behind an object, on that object: whom "sanctioned three companies, accused of buying chemicals"
// accuses is the companies. Parsers hang it on the verb, and so on the one who sanctions.
func accusedObject(d *nlp.Doc, lang *codebook.Language, r nlp.Range, w int) {
	h := int(d.Head[w])
	if h < 0 || h > w || d.Rel[w] != "advcl" || d.Form[w-1] != "," || d.UPOS[h] != nlp.VERB || !strings.Contains(d.Feats[w], "VerbForm=Part") || !codebook.Has(lang.Grammar.Accusing, d.Lemma[w]) {
		return
	}
	for k := r.Start; k < r.End; k++ {
		if int(d.Head[k]) == w && (d.Rel[k] == "mark" || strings.HasPrefix(d.Rel[k], "nsubj")) {
			return
		}
	}
	for o := h + 1; o < w; o++ {
		if int(d.Head[o]) == h && d.Rel[o] == "obj" {
			d.Head[w], d.Rel[w] = int32(o), "acl"
			return
		}
	}
}
