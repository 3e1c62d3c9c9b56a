package extract

import (
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/timex"
)

// times are the expressions of time of one text, by the words that they hold.
type times struct {
	list []timex.Expression
	at   map[int]int // word to place in list
}

func newTimes(list []timex.Expression) times {
	t := times{list, map[int]int{}}
	for i, e := range list {
		for w := e.Words.Start; w < e.Words.End; w++ {
			t.at[w] = i
		}
	}
	return t
}

// isTime says whether the noun at w names a time.
func (c *clause) isTime(w int) bool {
	if codebook.Has(c.lang.Grammar.TimeNouns, c.lemma(w)) || codebook.Has(c.lang.Grammar.TimeNouns, strings.ToLower(c.Form[w])) {
		return true
	}
	i, ok := c.times.at[w]
	return ok && c.times.list[i].Type != timex.Set && c.UPOS[w] != nlp.ADJ
}

// when reads the time of what word w says from the expressions that hang on it or on the verb over it. Of several it takes the
// first whose days are settled, or else the first.
func (c *clause) when(w int) *cotejo.When {
	var out *cotejo.When
	for at, i := w, 0; at >= 0 && i < 3; i++ {
		for _, k := range c.Children(at) {
			e, ok := c.timeOn(int(k), at)
			if !ok {
				continue
			}
			t := &cotejo.When{Text: c.TextOf(e.Phrase), Start: cotejo.Text(e.Start), End: cotejo.Text(e.End)}
			if t.Start != "" || t.End != "" {
				return t
			}
			if out == nil {
				out = t
			}
		}
		if out != nil || c.isVerb(at) && c.Rel[at] != "xcomp" || c.RelOf(at) == "appos" { // who leads the gang that fled in May did not lead it in May
			break
		}
		at = int(c.Head[at])
	}
	return out
}

// timeOn gives the expression that dependent k of word at is, where it says when: "on Friday", "last year", "the murder of
// 2010", and no length of time that says how much ("sentenced to ten years").
func (c *clause) timeOn(k, at int) (timex.Expression, bool) {
	i, ok := c.times.at[k]
	if !ok || c.times.list[i].Vague {
		return timex.Expression{}, false
	}
	e := c.times.list[i]
	switch c.RelOf(k) {
	case "obl", "advmod", "nmod":
	default:
		return e, false
	}
	if e.Phrase.Start < e.Words.Start || e.Type == timex.Time {
		return e, true
	}
	switch c.preposition(k) {
	case "":
		return e, e.Type == timex.Date || e.Type == timex.Time
	case "of", "de":
		return e, e.Type == timex.Date && !c.isVerb(at)
	}
	return e, false
}
