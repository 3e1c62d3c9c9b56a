// Package extract finds what an annotated text claims: predicates of the codebook with their roles, how surely each is put,
// and on whose word.
//
// It works in two steps, with resolution between them. [Extractor.Propose] reads off every tree what its words may claim.
// Which of it is a claim depends on who the participants are: a cartel that arrives somewhere is one, a president is not.
// So [Proposal.Claims] decides once a [Referents] can say what each participant is.
package extract

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/timex"
)

// Extractor finds claims by a codebook. It may be shared by goroutines.
type Extractor struct{ book *codebook.Codebook }

// New gives an extractor for the codebook.
func New(book *codebook.Codebook) *Extractor { return &Extractor{book} }

// Proposal is what the words of one text may claim.
type Proposal struct {
	book   *codebook.Codebook
	clause clause
	frames []*Frame
	skip   []bool
	trade  int // whether the text is about the trade: 0 not looked at, 1 yes, -1 no
}

// Propose reads every frame off doc, which must have tags, lemmas and trees. Words in skip claim nothing. Times are the
// expressions of time in doc.
func (e *Extractor) Propose(doc *nlp.Doc, skip []nlp.Range, times []timex.Expression) *Proposal {
	p := &Proposal{book: e.book, clause: clause{Tree: nlp.NewTree(doc), lang: e.book.Languages[doc.Lang], times: newTimes(times)}, skip: make([]bool, doc.Len())}
	for _, r := range skip {
		for w := max(r.Start, 0); w < min(r.End, len(p.skip)); w++ {
			p.skip[w] = true
		}
	}
	if p.clause.lang == nil {
		return p
	}
	p.clause.learnLemmas()
	p.frames = p.clause.frames(func(w int) bool { return p.skip[w] })
	return p
}

// Want is a participant whose entity the claims ask for.
type Want struct {
	Head  int
	Words nlp.Range
	Types []cotejo.EntityType // what its role accepts
	Thing bool                // the words name goods, buildings, vehicles or the like: no entity
}

// Wants lists every participant that some claim may need, each head once, with all that its roles accept.
func (p *Proposal) Wants() []Want {
	at := map[int]int{}
	var out []Want
	for _, f := range p.frames {
		predicate := p.book.Predicate(f.Rule.Predicate)
		for _, rs := range f.Rule.Roles {
			role := predicate.Roles[rs.Role]
			for _, alternative := range f.Roles[rs.Role] {
				for _, a := range alternative {
					i, ok := at[a.Head]
					if !ok {
						i = len(out)
						at[a.Head] = i
						out = append(out, Want{Head: a.Head, Words: a.Words, Thing: p.clause.isThing(a.Head)})
					}
					for _, t := range role.Types {
						if !hasType(out[i].Types, t) {
							out[i].Types = append(out[i].Types, t)
						}
					}
				}
			}
		}
	}
	return out
}

func hasType(list []cotejo.EntityType, t cotejo.EntityType) bool {
	for _, x := range list {
		if x == t {
			return true
		}
	}
	return false
}

// Referent is who or what a participant is.
type Referent struct {
	Entity  string // id
	Name    string
	Type    cotejo.EntityType
	Subtype string
	Nouns   []int // heads of the nouns that the text has for it anywhere: "the clan" for a name that says nothing
}

// Referents says who the participant with head word head is; false where nobody can tell.
type Referents interface {
	At(head int) (Referent, bool)
}

// Claim is a claim over the words of one Doc.
type Claim struct {
	Predicate string
	Trigger   int // the word that makes it; -1 for a statement
	Roles     map[string][]Filler
	Phase     string
	Stage     string
	Commodity string
	Time      *cotejo.When
	Quantity  *cotejo.Quantity
	Hedge     cotejo.Hedge
	Certainty cotejo.Certainty
	Polarity  string
	Chain     []int // indexes of relations, innermost source first
	Novel     bool
	Evidence  nlp.Range
	Why       string
	given     bool // spoken of as done: what is asked or wished about it does not hedge it
	// Confidence is a prior by kind of rule until it is calibrated on held data.
	Confidence float64
}

// Filler is what fills a role: words, and the entity they name, where they name one.
type Filler struct {
	Words  nlp.Range
	Entity string
	Type   cotejo.EntityType
}
