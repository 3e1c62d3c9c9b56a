package attribute

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// rumours finds the conditional of rumour, by which Spanish tells what others are heard to say: "habría vendido". Nobody
// is named as the source. Under a condition ("si …") the form means something else.
func (v *view) rumours() []Relation {
	if len(v.lex.rumour) == 0 {
		return nil
	}
	var out []Relation
	for i := range v.Len() {
		if v.skip[i] || !v.lex.rumour[strings.ToLower(v.Form[i])] || v.RelOf(i) != "aux" {
			continue
		}
		h := v.parent(i)
		if h < 0 || v.conditional(h) {
			continue
		}
		cue := nlp.Range{Start: i, End: i + 1}
		content := v.trim(minus(v.words(h), cue))
		if len(content) == 0 {
			continue
		}
		out = append(out, Relation{Cue: cue, Content: content, Form: v.form(content), SourceType: cotejo.UnspecifiedSource, Hedge: cotejo.Reported,
			Certainty: cotejo.Maybe, Outer: -1, Score: 1, Why: fmt.Sprintf("conditional of rumour %q", v.TextOf(cue))})
	}
	return out
}

// conditional says whether the clause of the verb h stands under a condition, or is one.
func (v *view) conditional(h int) bool {
	for _, k := range v.Children(h) {
		if v.RelOf(int(k)) == "mark" && v.lex.word(v.lemma[k]) == "if" {
			return true
		}
		if v.RelOf(int(k)) == "advcl" {
			if m := v.Child(int(k), "mark"); m >= 0 && v.lex.word(v.lemma[m]) == "if" {
				return true
			}
		}
	}
	return false
}
