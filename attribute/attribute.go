// Package attribute finds who says what in an annotated text: sources, cues and the words they cover.
//
// The terms are PolNeAR's (Newell, Margolin and Ruths 2018): a source is the words that name who speaks, a cue the words
// that show that something is attributed, a content the words attributed.
package attribute

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// Relation is one attribution. Ranges count words of the Doc it was found in.
type Relation struct {
	Source     nlp.Range   // empty where the words name nobody ("reportedly")
	Cue        nlp.Range   // empty for a bare quotation whose source is carried on
	Content    []nlp.Range // the words vouched for, in text order
	Form       string      // direct, indirect, mixed
	SourceType cotejo.SourceType
	Hedge      cotejo.Hedge     // how the cue puts its content: said, alleged, admitted, …
	Certainty  cotejo.Certainty // what the cue makes of its content for a reader
	Negative   bool             // the cue denies its content: "denied that"
	Outer      int              // index of the relation on whose word this one stands ("…, according to Reuters"), or -1
	Why        string           // the rule and the words it went by
}
