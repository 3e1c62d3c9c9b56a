package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// truecaser knows how names are written where that is not with one capital: FARC, McDonald.
type truecaser map[string]string

func newTruecaser(list string) truecaser {
	t := truecaser{}
	for form := range strings.SplitSeq(list, "\n") {
		if form != "" {
			t[lowerForm(form)] = form
		}
	}
	return t
}

// append appends a word of a name, given in lower case, as it is usually written.
func (t truecaser) append(dst []byte, low string) []byte {
	if form, ok := t[low]; ok {
		return append(dst, form...)
	}
	return appendTitle(dst, low)
}

// appendTitle appends s with its first letter a capital.
func appendTitle(dst []byte, s string) []byte {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return append(dst, s...)
	}
	return append(utf8.AppendRune(dst, unicode.ToTitle(r)), s[n:]...)
}

// Truecase gives the text that the words r cover as it would stand in a sentence that is not all in capitals: "the Army of
// Port Elisa" for "THE ARMY OF PORT ELISA". Text of other sentences is given as it stands.
func (p *Pipeline) Truecase(d *Doc, r Range) string {
	s := d.Sentence(r.Start)
	if r.Len() <= 0 || s < 0 || caseMode(d.Form[d.Sents[s].Start:d.Sents[s].End]) != 'u' {
		return d.TextOf(r)
	}
	cases := p.language(d.Lang).lemmatizer.cases
	var out []byte
	at := d.Start[r.Start]
	for i := r.Start; i < r.End; i++ {
		if d.Start[i] < at {
			continue // a word that shares its token's offsets
		}
		out = append(out, d.Text[at:d.Start[i]]...)
		low := lowerForm(d.Text[d.Start[i]:d.End[i]])
		switch {
		case i == d.Sents[s].Start, d.UPOS[i] == PROPN, d.Name[i].Kind != NoName && contentWord(d.UPOS[i]),
			isUpper(firstRune(d.Lemma[i])) && contentWord(d.UPOS[i]):
			out = cases.append(out, low)
		default:
			out = append(out, low...)
		}
		at = d.End[i]
	}
	return string(out)
}

func contentWord(u UPOS) bool {
	return u == NOUN || u == ADJ || u == VERB || u == NUM || u == X
}

// learnCases lists the words that texts mostly write with capitals other than one at the front. Sentences in capitals and
// their first words do not count.
func learnCases(docs []*Doc) string {
	counts := map[string]map[string]int{}
	for _, d := range docs {
		for _, s := range d.Sents {
			if s.Len() < 4 || caseMode(d.Form[s.Start:s.End]) == 'u' {
				continue
			}
			for _, form := range d.Form[s.Start+1 : s.End] {
				low := lowerForm(form)
				if upper, lower := letterCase(form); upper+lower < 2 {
					continue
				}
				if counts[low] == nil {
					counts[low] = map[string]int{}
				}
				counts[low][form]++
			}
		}
	}
	var out []string
	for _, low := range sortedKeys(counts) {
		form, n := topCount(counts[low])
		all := 0
		for _, m := range counts[low] {
			all += m
		}
		if n >= 2 && 10*n >= 6*all && form != low && form != string(appendTitle(nil, low)) {
			out = append(out, form)
		}
	}
	return strings.Join(out, "\n")
}
