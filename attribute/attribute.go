// Package attribute finds who says what in an annotated text: sources, cues and the words they cover.
//
// The terms are PolNeAR's (Newell, Margolin and Ruths 2018): a source is the words that name who speaks, a cue the words
// that show that something is attributed, a content the words attributed.
//
// A [Lexicon] holds the cues of English and Spanish and a model that weighs them. [Lexicon.Find] proposes, for every word
// that may be a cue, the sources and contents that the tree and the quotation marks offer, and keeps the best of each
// where the whole is likely enough. Source and content are chosen by log-linear rankers, the cue by a logistic
// classifier. Spanish cues stand in the lexicon beside the English one that they behave like, so that one model serves
// both languages.
package attribute

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// Relation is one attribution. Ranges count words of the Doc it was found in.
type Relation struct {
	Source     nlp.Range   // empty where the words name nobody ("reportedly")
	Antecedent nlp.Range   // the words that a relative pronoun source stands for ("the officer, who said …"), else empty
	Cue        nlp.Range   // empty for a bare quotation whose source is carried on
	Content    []nlp.Range // the words vouched for, in text order
	Form       string      // direct, indirect, mixed
	SourceType cotejo.SourceType
	Hedge      cotejo.Hedge     // how the cue puts its content: said, alleged, admitted, …
	Certainty  cotejo.Certainty // what the cue makes of its content for a reader
	Negative   bool             // the cue denies its content: "denied that"
	Attitude   bool             // the cue tells a stance, wish or plan and vouches for nothing: no level of a claim's chain
	Own        bool             // the source is "we" or "I" of whoever's words these are, the document's or an outer source's: no mouth of its own
	Quoted     []nlp.Range      // of an attitude, the clauses in quotation marks: these its source said
	Author     bool             // the whole text is the source's: a speech, a communique
	Outer      int              // index of the relation on whose word this one stands ("…, according to Reuters"), or -1
	Why        string           // the rule and the words it went by
	Score      float64          // the model's probability that cue, source and content are all right, 0 to 1
}

// The forms of an attribution.
const (
	Direct   = "direct"   // every word of the content stands in quotation marks
	Indirect = "indirect" // none does
	Mixed    = "mixed"
)
