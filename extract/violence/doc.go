// Package violence fills the roles of violent events by a model learned from MUC-4's templates: who did it, to whom, to
// what, with what.
//
// Rules find such roles where grammar shows them. The model looks at every noun phrase of a text and asks whether it is
// somebody who did violence, a body behind it, a thing hit, a person hurt or a weapon used in an event that the text
// reports as such; so it drops what rules took from mere mentions of violence, and finds what stands in another clause.
package violence

import (
	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/nlp"
)

// Text is an annotated text with what rules found in it.
type Text struct {
	Doc       *nlp.Doc
	Claims    []extract.Claim
	Relations []attribute.Relation
	Refs      extract.Referents
}

// Kind is a role as MUC-4's templates have it.
type Kind int

// The kinds of role. MUC-4 keeps the names of people hurt apart from descriptions of them; so do figures.
const (
	Perpetrator Kind = iota // people who did it
	Body                    // the organisation behind them
	Target                  // a thing hit
	Victim                  // a named person hurt
	Described               // people hurt who are not named
	Weapon
	kinds
)

var kindNames = [kinds]string{"PerpInd", "PerpOrg", "Target", "Victim", "Described", "Weapon"}

// String gives the kind as figures name it.
func (k Kind) String() string { return kindNames[k] }

// Kinds lists them.
func Kinds() []Kind {
	return []Kind{Perpetrator, Body, Target, Victim, Described, Weapon}
}

var kindRoles = [kinds]string{"agent", "agent", "target", "victim", "victim", "instrument"}

// Role gives the role of a claim that the kind fills.
func (k Kind) Role() string { return kindRoles[k] }

// predicates are those whose claims the model may change.
var predicates = map[string]bool{"attack": true, "bombing": true, "killing": true, "kidnapping": true, "arson": true, "robbery": true, "sabotage": true, "threat": true}

// triggers lists, for each word of the text, the violent predicates for which it is a trigger of the codebook.
func triggers(doc *nlp.Doc, lang *codebook.Language, lemma []string) map[int][]string {
	out := map[int][]string{}
	for w := range doc.Form {
		var rules []*codebook.Trigger
		switch doc.UPOS[w] {
		case nlp.VERB:
			rules = lang.Verbs[lemma[w]]
		case nlp.NOUN, nlp.PROPN:
			rules = lang.Nouns[lemma[w]]
		}
		for _, r := range rules {
			if predicates[r.Predicate] && len(r.Particles) == 0 && !r.Weak && !codebook.Has(out[w], r.Predicate) {
				out[w] = append(out[w], r.Predicate)
			}
		}
	}
	return out
}
