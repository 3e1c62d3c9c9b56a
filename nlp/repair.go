package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// repairAuxiliaries moves what hangs on an auxiliary or copula to the word it serves: by the UD guidelines function words take
// no subjects, objects or clauses. Parsers slip where words stand between the two: "has in the past reported".
func repairAuxiliaries(d *Doc) {
	for w, h := range d.Head {
		if h < 0 || !servant(d.Rel[h]) {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[w], ":"); rel {
		case "nsubj", "csubj", "obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "mark", "aux", "cop", "parataxis":
		default:
			continue
		}
		top := h
		for steps := 0; steps < 4 && top >= 0 && servant(d.Rel[top]); steps++ {
			top = d.Head[top]
		}
		if top >= 0 && int(top) != w && !servant(d.Rel[top]) {
			d.Head[w] = top
		}
	}
	for w, rel := range d.Rel {
		if servant(rel) && d.UPOS[w] == VERB {
			d.UPOS[w] = AUX
		}
	}
}

func servant(rel string) bool { return rel == "aux" || rel == "aux:pass" || rel == "cop" }

// repairTags takes Spanish participles for the nouns that they are where they stand for people and things: "desconocidos hicieron",
// "encapuchados quemaron un bus". A participle that opens its sentence, or a part of it after a comma, right before a finite verb
// of its number that has no subject, is that.
func repairTags(d *Doc) {
	if d.Lang != Spanish || d.Feats == nil {
		return
	}
	for _, s := range d.Sents {
		repairVerb(d, s)
	}
	subject := make(map[int32]bool)
	for w, rel := range d.Rel {
		if base, _, _ := strings.Cut(rel, ":"); base == "nsubj" || base == "csubj" {
			subject[d.Head[w]] = true
		}
	}
	for _, s := range d.Sents {
		for w := s.Start; w < s.End; w++ {
			if d.UPOS[w] == ADJ {
				repairPassive(d, s, w)
			}
			if d.UPOS[w] != VERB || !strings.Contains(d.Feats[w], "VerbForm=Part") {
				continue
			}
			h := int(d.Head[w])
			switch rel, _, _ := strings.Cut(d.Rel[w], ":"); rel {
			case "nsubj", "obj", "iobj":
			case "advcl", "amod", "dep", "dislocated":
				if h != w+1 || !strings.Contains(d.Feats[h], "VerbForm=Fin") || !strings.Contains(d.Feats[w], "Number=Plur") || !strings.Contains(d.Feats[h], "Number=Plur") || subject[int32(h)] || w > s.Start && d.UPOS[w-1] != PUNCT {
					continue
				}
				d.Rel[w] = "nsubj"
			default:
				continue
			}
			d.UPOS[w], d.Feats[w] = NOUN, without(d.Feats[w], "VerbForm=", "Tense=")
		}
	}
}

// repairVerb finds the finite verb of a Spanish sentence that has none, where the tagger took it for a noun: a lower-case word that ends as the
// third person of the present does, right after its subject or a clitic, "el clan surte de cocaína a la banda", "a la banda la comanda Mora",
// "la organización factura 100 millones".
func repairVerb(d *Doc, s Range) {
	root := -1
	for w := s.Start; w < s.End; w++ {
		if d.Head[w] < 0 {
			root = w
		}
		if d.UPOS[w] == VERB && !strings.Contains(d.Feats[w], "VerbForm=Part") && (d.Rel[w] == "root" || d.Rel[w] == "ccomp" || d.Rel[w] == "parataxis" || d.Rel[w] == "conj") || d.Rel[w] == "cop" || d.Rel[w] == "aux" {
			return
		}
	}
	if root < 0 || d.UPOS[root] != NOUN && d.UPOS[root] != ADJ {
		return
	}
	child := func(h int, rels ...string) int {
		for k := s.Start; k < s.End; k++ {
			if int(d.Head[k]) == h {
				base, _, _ := strings.Cut(d.Rel[k], ":")
				for _, rel := range rels {
					if base == rel {
						return k
					}
				}
			}
		}
		return -1
	}
	clitic := func(w int) bool {
		return w > s.Start && int(d.Head[w-1]) == w && wordSet("lo", "la", "los", "las")[strings.ToLower(d.Form[w-1])]
	}
	verb, subject := -1, -1
	if finiteForm(d.Form[root]) && root > s.Start && child(root, "cop", "case") < 0 {
		det := child(root, "det")
		switch k := child(root, "nsubj", "appos"); {
		case det >= 0 && !(det == root-1 && clitic(root)):
		case k >= 0 && k < root && d.UPOS[root-1] != PUNCT && d.UPOS[root-1] != ADP:
			verb, subject = root, k
		}
	}
	if verb < 0 {
		for w := root + 1; w+1 < s.End; w++ {
			if int(d.Head[w]) != root || d.UPOS[w] != NOUN && d.UPOS[w] != ADJ || !finiteForm(d.Form[w]) || d.Rel[w] != "appos" && d.Rel[w] != "nmod" && d.Rel[w] != "amod" && d.Rel[w] != "flat" && d.Rel[w] != "dep" {
				continue
			}
			next := d.UPOS[w+1] == NUM || d.UPOS[w+1] == DET || strings.EqualFold(d.Form[w+1], "a") && d.UPOS[w+1] == ADP
			if d.UPOS[w] == NOUN && next && child(w, "case", "det", "punct") < 0 && d.UPOS[w-1] != PUNCT && d.UPOS[w-1] != ADP && d.UPOS[w-1] != CCONJ && child(root, "det") >= 0 {
				verb, subject = w, root
				break
			}
		}
		if verb < 0 {
			return
		}
		d.Head[verb], d.Rel[verb] = d.Head[root], d.Rel[root]
		d.Head[root] = int32(verb)
		for k := verb + 1; k < s.End; k++ {
			if int(d.Head[k]) == root {
				d.Head[k] = int32(verb)
			}
		}
	}
	d.Rel[subject] = "nsubj"
	number := "Sing"
	if strings.HasSuffix(d.Form[verb], "n") {
		number = "Plur"
	}
	d.UPOS[verb], d.Feats[verb] = VERB, "Mood=Ind|Number="+number+"|Person=3|Tense=Pres|VerbForm=Fin"
	if clitic(verb) {
		d.UPOS[verb-1], d.Rel[verb-1] = PRON, "obj"
	}
	for k := verb + 1; k < s.End; k++ {
		if int(d.Head[k]) != verb {
			continue
		}
		switch d.Rel[k] {
		case "nmod", "appos", "amod", "flat", "dep":
			if child(k, "case") >= 0 {
				d.Rel[k] = "obl"
			} else if d.UPOS[k] == NOUN || d.UPOS[k] == PROPN || d.UPOS[k] == NUM {
				d.Rel[k] = "obj"
			}
		}
	}
}

// finiteForm says whether a Spanish word in small letters ends as a verb in the third person of the present does.
func finiteForm(form string) bool {
	if len(form) < 4 || capital(form) || strings.HasSuffix(form, "ble") || strings.HasSuffix(form, "nte") || strings.HasSuffix(form, "mente") {
		return false
	}
	for _, end := range []string{"a", "e", "an", "en"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

// repairPassive takes for the participle that it is a Spanish word that the tagger has for an adjective under the auxiliary of the passive:
// "fueron allanadas siete viviendas".
func repairPassive(d *Doc, s Range, w int) {
	stem, infinitive := "", ""
	form := strings.TrimSuffix(strings.ToLower(d.Form[w]), "s")
	for _, end := range [][2]string{{"ado", "ar"}, {"ada", "ar"}, {"ido", "er"}, {"ida", "er"}} {
		if rest, ok := strings.CutSuffix(form, end[0]); ok && rest != "" {
			stem, infinitive = rest, end[1]
		}
	}
	if stem == "" {
		return
	}
	passive := false
	for k := s.Start; k < s.End; k++ {
		passive = passive || int(d.Head[k]) == w && d.Rel[k] == "aux:pass"
	}
	if !passive {
		return
	}
	d.UPOS[w] = VERB
	if len(d.Lemma) > w {
		d.Lemma[w] = stem + infinitive
	}
	d.Feats[w] = strings.Trim(d.Feats[w]+"|VerbForm=Part|Tense=Past", "|_")
	for k := s.Start; k < s.End; k++ {
		if int(d.Head[k]) == w && d.Rel[k] == "nsubj" {
			d.Rel[k] = "nsubj:pass"
		}
	}
}

// without gives features but for those that begin so.
func without(feats string, prefixes ...string) string {
	var out []string
	for _, one := range strings.Split(feats, "|") {
		drop := false
		for _, p := range prefixes {
			drop = drop || strings.HasPrefix(one, p)
		}
		if !drop {
			out = append(out, one)
		}
	}
	return strings.Join(out, "|")
}

// repairNumbers makes one number of a Spanish one that is spelled in two words, "noventa y tres personas", where the parser coordinates
// the tens with what is counted: the noun takes the place of the tens, which count it.
func repairNumbers(d *Doc) {
	if d.Lang != Spanish {
		return
	}
	for _, s := range d.Sents {
		for w := s.Start; w+3 < s.End; w++ {
			noun := w + 3
			if d.Form[w+1] != "y" || !tens[strings.ToLower(d.Form[w])] || !units[strings.ToLower(d.Form[w+2])] || d.UPOS[noun] != NOUN && d.UPOS[noun] != PROPN || int(d.Head[w]) == noun {
				continue
			}
			if under(d, w, noun) {
				continue
			}
			d.Head[noun], d.Rel[noun] = d.Head[w], d.Rel[w]
			for k := s.Start; k < s.End; k++ {
				if int(d.Head[k]) == w && k != noun { // prepositions before, and what follows
					d.Head[k] = int32(noun)
				}
			}
			d.UPOS[w], d.UPOS[w+2] = NUM, NUM
			d.Head[w], d.Rel[w] = int32(noun), "nummod"
			d.Head[w+1], d.Rel[w+1] = int32(w+2), "cc"
			d.Head[w+2], d.Rel[w+2] = int32(w), "conj"
		}
	}
}

// under says whether word w hangs on top, at whatever remove.
func under(d *Doc, w, top int) bool {
	for steps := 0; w >= 0 && steps < len(d.Head); steps++ {
		if w == top {
			return true
		}
		w = int(d.Head[w])
	}
	return false
}

var (
	tens  = wordSet("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
	units = wordSet("un", "una", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
)

func wordSet(words ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[w] = true
	}
	return out
}

// repairNicknames makes one name of a person's with his nickname in quotation marks inside it: Washington “Pelícano” Quiñónez. Taggers
// and parsers break it in two at the marks.
func repairNicknames(d *Doc) {
	if len(d.Name) == 0 {
		return
	}
	for q := 1; q+3 < d.Len(); q++ {
		mark := d.Form[q]
		if mark != "“" && mark != `"` && mark != "«" || d.UPOS[q-1] != PROPN || d.Sentence(q-1) != d.Sentence(q) {
			continue
		}
		end := q + 1
		for end < d.Len() && end-q < 5 && capital(d.Form[end]) {
			end++
		}
		if end == q+1 || end+1 >= d.Len() || d.Form[end] != closing[mark] || d.UPOS[end+1] != PROPN || !capital(d.Form[end+1]) || d.Sentence(end+1) != d.Sentence(q) {
			continue
		}
		if d.Name[q-1].Kind != PER && d.Name[end+1].Kind != PER {
			continue
		}
		first, last := q-1, end+1
		for first > 0 && !d.Name[first].Begin && d.Name[first].Kind != NoName && d.Name[first-1].Kind == d.Name[first].Kind {
			first--
		}
		for last+1 < d.Len() && d.Name[last+1].Kind == PER && !d.Name[last+1].Begin {
			last++
		}
		d.oneName(first, last)
		q = last
	}
}

var closing = map[string]string{"“": "”", `"`: `"`, "«": "»"}

func capital(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}

// oneName makes the words from first to last the name of one person, headed by the first.
func (d *Doc) oneName(first, last int) {
	inside := func(w int32) bool { return int(w) >= first && int(w) <= last }
	top, rel := d.Head[first], d.Rel[first]
	for w := first; w <= last; w++ {
		above := d.Head[w]
		for steps := 0; above >= 0 && !inside(above) && steps < d.Len(); steps++ {
			above = d.Head[above]
		}
		if above < 0 { // no word of the name stands above this one
			top, rel = d.Head[w], d.Rel[w]
			break
		}
	}
	for w := range d.Head {
		switch {
		case w == first:
			d.Head[w], d.Rel[w] = top, rel
		case inside(int32(w)):
			d.Head[w] = int32(first)
			if d.UPOS[w] != PUNCT {
				d.Rel[w] = "flat"
			}
		case inside(d.Head[w]):
			d.Head[w] = int32(first)
		}
	}
	for w := first; w <= last; w++ {
		d.Name[w] = Tag{Kind: PER, Begin: w == first}
	}
}

// repairParentheses gives a verb that follows what was said the subject that stands right before it with a name between commas:
// "…, the security minister, Ana Ibarra, said on Monday". Parsers take him for an apposition to a noun of what was said.
func repairParentheses(d *Doc) {
	for v, upos := range d.UPOS {
		if upos != VERB || v < 6 || d.Feats == nil || !strings.Contains(d.Feats[v], "VerbForm=Fin") || d.Form[v-1] != "," || !saidBefore(d, v) {
			continue
		}
		first := v - 1
		for first > 0 && d.UPOS[first-1] == PROPN {
			first--
		}
		title := first - 2
		if first == v-1 || title < 1 || d.Form[first-1] != "," || d.UPOS[title] != NOUN {
			continue
		}
		start := title
		for start > 0 && (d.UPOS[start-1] == NOUN || d.UPOS[start-1] == PROPN || d.UPOS[start-1] == ADJ || d.UPOS[start-1] == DET) {
			start--
		}
		if start == 0 || d.Form[start-1] != "," {
			continue
		}
		within := func(w int32, from, to int) bool { return int(w) >= from && int(w) < to }
		for w := start; w < title; w++ {
			if !within(d.Head[w], start, title+1) {
				d.Head[w] = int32(title)
			}
		}
		for w := first + 1; w < v-1; w++ {
			if !within(d.Head[w], first, v-1) {
				d.Head[w], d.Rel[w] = int32(first), "flat"
			}
		}
		d.Head[first], d.Rel[first] = int32(title), "appos"
		d.Head[title], d.Rel[title] = int32(v), "nsubj"
	}
}

// saidBefore says whether verb v has a clause before it that it tells, and no subject.
func saidBefore(d *Doc, v int) bool {
	told := false
	for w, h := range d.Head {
		if int(h) != v {
			continue
		}
		switch rel, _, _ := strings.Cut(d.Rel[w], ":"); rel {
		case "nsubj", "csubj", "expl":
			return false
		case "ccomp", "parataxis":
			told = told || w < v
		}
	}
	return told
}
