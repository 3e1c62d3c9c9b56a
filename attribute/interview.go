package attribute

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// Interviews print questions and answers by turns: Spanish papers behind dashes, "—¿Quién manda? —La banda la dirige …", others behind
// marks, "Q: … A: …". Who answers is named before the first question.

// turn is what one voice of an interview says without a break.
type turn struct {
	nlp.Range      // from its mark to the end of what is surely its own
	opens     int  // where its words begin, behind its mark
	answers   bool // it is no question
}

// interview finds the attributions of an interview: all that stands in its answers is the word of who is interviewed, also where the text
// does not make out who that is. What its questions say is the outlet's own.
func (v *view) interview() []Relation {
	turns := v.marked()
	if len(turns) == 0 {
		turns = v.dashed()
	}
	if len(turns) == 0 {
		return nil
	}
	source := v.interviewee(turns[0].Start)
	var out []Relation
	for _, t := range turns {
		content := v.trim([]nlp.Range{{Start: t.opens, End: t.End}})
		if !t.answers || len(content) == 0 {
			continue
		}
		r := Relation{Source: source, Cue: nlp.Range{Start: t.Start, End: t.opens}, Content: content, Form: v.form(content), Hedge: cotejo.Said, Certainty: cotejo.Certain,
			SourceType: cotejo.UnspecifiedSource, Outer: -1, Score: 1, Why: "an answer in an interview"}
		if source.Len() > 0 {
			r.SourceType = v.sourceType(source, v.headOf(source))
			r.Why = fmt.Sprintf("an answer in an interview with %q", v.TextOf(source))
		}
		out = append(out, r)
	}
	return out
}

// fewestQuestions is how many questions make an interview.
const fewestQuestions = 2

// marked gives the turns of an interview that marks each one: "Q:", "A:".
func (v *view) marked() []turn {
	var out []turn
	questions, answers := 0, 0
	for _, p := range v.Paras {
		mark := strings.ToLower(strings.TrimSuffix(v.surface(p.Start), "."))
		opens := p.Start + 1
		for opens < p.End && opens <= p.Start+2 && codeMark(v.surface(opens)) { // "P.:"
			opens++
		}
		if opens >= p.End || !v.lex.asks[mark] && !v.lex.replies[mark] || opens == p.Start+1 && mark == strings.ToLower(v.surface(p.Start)) {
			if n := len(out); n > 0 {
				out[n-1].End = p.End // a paragraph without a mark goes on with its turn
			}
			continue
		}
		t := turn{Range: p, opens: opens, answers: v.lex.replies[mark]}
		if t.answers {
			answers++
		} else {
			questions++
		}
		out = append(out, t)
	}
	if questions < fewestQuestions || answers < fewestQuestions {
		return nil
	}
	last := &out[len(out)-1]
	last.End = v.paraEnd(last.Start) // what follows the last turn may be told again
	return out
}

// codeMark says whether a form may stand between the mark of a turn and its words.
func codeMark(form string) bool {
	return form == ":" || form == "." || form == "-" || form == "—" || form == "–"
}

// dashed gives the turns of an interview in which each paragraph behind a dash is one, question and answer by turns. A list whose items
// stand behind dashes is none.
func (v *view) dashed() []turn {
	var out []turn
	asked := [2]int{}
	for _, p := range v.Paras {
		if p.Len() < 2 || !dash(v.surface(p.Start)) {
			continue
		}
		t := turn{Range: p, opens: p.Start + 1}
		if v.surface(p.End-1) == "?" {
			asked[len(out)%2]++
		}
		out = append(out, t)
	}
	asking := 0
	if asked[1] > asked[0] {
		asking = 1
	}
	if asked[asking] < fewestQuestions || asked[asking] < 2*asked[1-asking] || 3*asked[asking] < len(out)/2 {
		return nil
	}
	for i := range out {
		out[i].answers = i%2 != asking && v.surface(out[i].End-1) != "?"
	}
	return out
}

func dash(form string) bool { return form == "—" || form == "–" || form == "-" || form == "--" }

// interviewee gives the name of who is interviewed, as the words before the first question have it: whoever an interview is said to be
// with, else the person who is the first to do something there, else the only one. It is empty where that is nobody.
func (v *view) interviewee(end int) nlp.Range {
	var first, named nlp.Range
	people := map[string]bool{}
	for _, span := range v.Names() {
		if span.Kind != nlp.PER || span.End > end {
			continue
		}
		name := span.Range
		people[strings.ToLower(v.surface(name.End-1))] = true
		h := v.headOf(name)
		for rel := v.RelOf(h); v.parent(h) >= 0 && v.preposition(h) == "" && (rel == "appos" || rel == "nmod" || rel == "flat" || rel == "compound"); rel = v.RelOf(h) {
			h = v.parent(h) // "la jueza Laura Medina"
		}
		if p := v.parent(h); p >= 0 {
			if v.lex.interviews[v.lemma[p]] || v.lex.interviews[v.lemma[v.above(p)]] {
				return name
			}
			if first.Len() == 0 && v.RelOf(h) == "nsubj" && v.UPOS[p] == nlp.VERB {
				first = name
			}
		}
		named = name
	}
	switch {
	case first.Len() > 0:
		return first
	case len(people) == 1:
		return named
	}
	return nlp.Range{}
}

// above gives the head of word i, or i where it has none.
func (v *view) above(i int) int {
	if h := v.parent(i); h >= 0 {
		return h
	}
	return i
}
