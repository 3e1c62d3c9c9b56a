package timex

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// ahead is the direction of what is meant to happen ("plans to meet on Friday"): a week is looked for ahead, a month where it is
// nearest.
const ahead = 2

// direction says on which side of its base an open date lies: -1 before, 1 after, 0 unknown, or ahead. Strict leaves the base
// itself out.
func (r *resolver) direction(units []unit, m *match) (way int, strict bool) {
	d := m.get(dir)
	if d != 0 && abs(d) < soft {
		return d, true
	}
	way = r.tense(words(r.doc, units, m.from, m.to))
	if d < 0 || d > 0 && way >= 0 { // "until March": ahead, but not of what has happened
		return sign(d), false
	}
	return way, false
}

// tense gives the time of the verb that the words hang on: -1 past, where there is none too, 1 future, 0 present, or ahead.
func (r *resolver) tense(at nlp.Range) int {
	d := r.doc
	w := at.Start
	for i := 0; i < 40; i++ { // a bound, whatever the heads are
		if (w < at.Start || w >= at.End) && (d.UPOS[w] == nlp.VERB || d.UPOS[w] == nlp.AUX) {
			if way, ok := r.verb(w); ok {
				return way
			}
		}
		if d.Head[w] < 0 {
			break
		}
		w = int(d.Head[w])
	}
	return -1
}

// completes says whether the auxiliary right before participle w is that of the perfect, Spanish "haber" in all its moods.
func (r *resolver) completes(w int) bool {
	d := r.doc
	for k := w - 1; k >= 0 && k >= w-3; k-- {
		if int(d.Head[k]) == w && d.UPOS[k] == nlp.AUX {
			return k < len(d.Lemma) && d.Lemma[k] == "haber"
		}
	}
	return false
}

// verb gives the time of verb w by its form and its auxiliaries; false where it takes that of the verb above.
func (r *resolver) verb(w int) (way int, ok bool) {
	d := r.doc
	auxiliary, perfect, future, will := "", false, false, false
	for k := max(0, w-6); k < w; k++ {
		if int(d.Head[k]) != w || d.UPOS[k] != nlp.AUX && d.UPOS[k] != nlp.VERB {
			continue
		}
		if form := strings.ToLower(d.Form[k]); r.grammar.future[form] {
			future, will = true, will || form == "will" || form == "shall"
		}
		perfect = perfect || r.grammar.perfect[strings.ToLower(d.Form[k])]
		auxiliary += d.Feats[k] + "|"
	}
	if future {
		if perfect && !will {
			return -1, true // "may have fled", "would have fled"
		}
		return 1, true
	}
	feats := d.Feats[w]
	has := func(s string) bool { return strings.Contains(feats, s) || strings.Contains(auxiliary, s) }
	switch {
	case strings.Contains(auxiliary, "Mood=Cnd") && strings.Contains(feats, "VerbForm=Part") && r.completes(w):
		return -1, true // "habría huido": a rumour of what was
	case has("Tense=Fut"), has("Mood=Cnd"):
		return 1, true
	case perfect, strings.Contains(auxiliary, "Tense=Past"), strings.Contains(auxiliary, "Tense=Imp"):
		return -1, true
	case strings.Contains(auxiliary, "Tense=Pres"):
		return 0, true
	case strings.Contains(feats, "VerbForm=Part") && strings.Contains(feats, "Tense=Pres"), strings.Contains(feats, "VerbForm=Ger"):
		return 0, false
	case has("Tense=Past"), has("Tense=Imp"), has("VerbForm=Part"):
		return -1, true
	case has("VerbForm=Inf"):
		return ahead, true
	case has("Tense=Pres"):
		return 0, true
	}
	return 0, false
}
