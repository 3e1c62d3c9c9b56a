package attribute

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// Transcripts of broadcasts give in square brackets who speaks, "[Ruiz] we found the boat", what kind of text it is and whose, "[Speech]
// [President Ruiz] [Text]", and stage directions, "[words indistinct]".

// bracket is a stretch in square brackets where a text names its voices: at the start of a paragraph, behind a dateline, or behind another.
type bracket struct {
	nlp.Range // brackets included
	role      bracketRole
}

type bracketRole uint8

const (
	stage   bracketRole = iota // a stage direction: "[words indistinct]"
	ends                       // one that ends what somebody says: "[end recording]"
	outlet                     // a voice of the outlet itself: "[reporter]"
	bylined                    // a kind of text of the outlet's, whose author may follow: "[report] [Ana Ruiz]"
	genre                      // what kind of text of somebody's it is: "[speech]"
	speaker                    // a name
)

// brackets lists those that name voices, in text order.
func (v *view) brackets() []bracket {
	var out []bracket
	for i := 0; i < v.Len(); i++ {
		if v.surface(i) != "[" || v.skip[i] || !v.opensTurn(i, out) {
			continue
		}
		close := i + 1
		for close < v.Len() && close-i <= longestBracket && v.surface(close) != "]" && v.surface(close) != "[" {
			close++
		}
		if close >= v.Len() || v.surface(close) != "]" || close == i+1 {
			continue
		}
		b := bracket{Range: nlp.Range{Start: i, End: close + 1}}
		var ok bool
		if b.role, ok = v.bracketRole(nlp.Range{Start: i + 1, End: close}, out); ok {
			out = append(out, b)
			i = close
		}
	}
	return out
}

// longestBracket is how many words stand in such a bracket at most: "[interview with General Ruiz, chief of …, by unidentified reporters]".
const longestBracket = 30

// opensTurn says whether the bracket at i stands where a transcript names its voices, given those before it.
func (v *view) opensTurn(i int, before []bracket) bool {
	if n := len(before); n > 0 && before[n-1].End == i {
		return true
	}
	if i == 0 || len(v.Paras) > 0 && v.Paras[v.para[i]].Start == i {
		return true
	}
	switch v.surface(i - 1) {
	case "--", "–", "—":
		return i < firstWords
	case ".", "?", "!":
		return v.newLine(i) || v.stageWord(i+1)
	}
	return false
}

// firstWords is how far into a text its dateline may stand.
const firstWords = 40

func (v *view) stageWord(i int) bool {
	return i < v.Len() && (v.lex.stages[strings.ToLower(v.surface(i))] || v.lex.closing[strings.ToLower(v.surface(i))])
}

// bracketRole tells what the words inside a bracket are. It is not ok for what is no voice.
func (v *view) bracketRole(in nlp.Range, before []bracket) (bracketRole, bool) {
	first, last := strings.ToLower(v.surface(in.Start)), strings.ToLower(v.surface(in.End-1))
	after := stage
	if n := len(before); n > 0 && before[n-1].End == in.Start-1 {
		after = before[n-1].role
	}
	switch {
	case v.lex.closing[first]:
		return ends, true
	case v.lex.stages[first], v.lex.stages[last]:
		return stage, true
	case v.lex.labels[first], v.lex.labels[last]:
		return outlet, true
	case v.lex.genres[last]:
		return genre, true
	case v.lex.bylines[last]:
		return bylined, true
	case after == bylined:
		return outlet, true
	case after == genre:
		return speaker, true
	case v.lex.genres[first], in.Len() > 6:
		return stage, true // "interview with General Ruiz", "speech by President Ruiz at the congress"
	}
	for w := in.Start; w < in.End; w++ {
		if v.surface(w) == "," && w > in.Start { // "[Ruiz, interrupting]"
			break
		}
		if v.UPOS[w] != nlp.PROPN && (v.UPOS[w] != nlp.NOUN || strings.ToLower(v.surface(w)) == v.surface(w)) {
			return stage, false
		}
	}
	if v.ofOutlet(in) {
		return outlet, true
	}
	return speaker, true
}

// ofOutlet says whether the text elsewhere calls whoever is named in the bracket a voice of its own: "our correspondent Ana Ruiz".
func (v *view) ofOutlet(in nlp.Range) bool {
	name := v.surface(in.End - 1)
	for w := 1; w < v.Len(); w++ {
		if v.surface(w) != name || w >= in.Start && w < in.End {
			continue
		}
		for k := w - 1; k >= 0 && k >= w-longestName && v.sent[k] == v.sent[w] && (v.UPOS[k] == nlp.PROPN || v.UPOS[k] == nlp.NOUN || v.UPOS[k] == nlp.ADJ); k-- {
			if v.lex.labels[strings.ToLower(v.surface(k))] {
				return true
			}
		}
	}
	return false
}

// longestName is how many words a person's name has at most, with what he is before it.
const longestName = 5

// transcript finds the attributions that the brackets of a transcript make: whose the whole is, and who takes each turn.
func (v *view) transcript() []Relation {
	bs := v.brackets()
	var out []Relation
	turns := 0
	for _, b := range bs {
		if b.role == speaker || b.role == outlet {
			turns++
		}
	}
	add := func(source, cue nlp.Range, end int, author bool) {
		for w := source.Start + 1; w < source.End && (!author || v.kind(source.Start) == nlp.PER); w++ {
			if v.surface(w) == "," { // "[Ruiz, interrupting]"
				source.End = w
			}
		}
		content := v.trim([]nlp.Range{{Start: cue.End, End: end}})
		if len(content) == 0 || source.Len() == 0 {
			return
		}
		r := Relation{Source: source, Cue: cue, Content: content, Form: v.form(content), Hedge: cotejo.Said, Certainty: cotejo.Certain, Outer: -1, Score: 1, Author: author,
			Why: fmt.Sprintf("a transcript names %q", v.TextOf(source))}
		r.SourceType = v.sourceType(source, v.headOf(source))
		out = append(out, r)
	}
	for i, b := range bs {
		if b.role != speaker {
			continue
		}
		source := nlp.Range{Start: b.Start + 1, End: b.End - 1}
		if i > 0 && bs[i-1].role == genre && bs[i-1].End == b.Start {
			add(source, nlp.Range{Start: b.End - 1, End: b.End}, v.Len(), true)
			continue
		}
		at := b.End // its words begin behind the stage directions that follow
		for j := i + 1; j < len(bs) && bs[j].Start == at && bs[j].role == stage; j++ {
			at = bs[j].End
		}
		if at >= v.Len() || v.surface(at) == "[" {
			continue
		}
		end := v.Len()
		if turns < 2 {
			end = v.paraEnd(at)
		}
		for j := i + 1; j < len(bs); j++ {
			if bs[j].role != stage && bs[j].Start >= at {
				end = min(end, bs[j].Start)
				break
			}
		}
		add(source, nlp.Range{Start: at - 1, End: at}, end, false)
	}
	return out
}
