// Package codebook is what can be claimed and in which words: predicates, the words that trigger them, the classes of
// nouns they ask for, and the grammar that joins them, all read from YAML files that an analyst can extend.
package codebook

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// Codebook is a checked set of predicates with the words of every language. It does not change once loaded and may be
// shared by goroutines.
type Codebook struct {
	Version    int
	Predicates []*Predicate
	Languages  map[nlp.Lang]*Language

	byID map[string]*Predicate
}

// Predicate gives the predicate with that id, or nil.
func (c *Codebook) Predicate(id string) *Predicate { return c.byID[id] }

// Predicate is one kind of claim.
type Predicate struct {
	ID         string          `yaml:"id"`
	Says       string          `yaml:"says"`
	After      string          `yaml:"after"`
	Habitual   bool            `yaml:"habitual"`   // a purpose tells that it is done
	Reciprocal bool            `yaml:"reciprocal"` // two who do it do it to one another
	Mooted     bool            `yaml:"mooted"`     // it can be discussed or proposed before it is done
	Decreed    bool            `yaml:"decreed"`    // an order for it does not tell that it is done
	Roles      map[string]Role `yaml:"roles"`
	About      []string        `yaml:"about"`    // "role.class", "commodity" or "report": one must hold, where any is given
	Any        []string        `yaml:"any"`      // roles one of which must be filled, or "role.class", where any is given
	Mutual     bool            `yaml:"mutual"`   // what the agent does with the party, the party does with the agent
	Actors     []string        `yaml:"actors"`   // roles whose fillers are taken for actors of the trade by what this says of them
	Quantity   string          `yaml:"quantity"` // "needed" or ""
}

// Role says what may fill a role.
type Role struct {
	Types   []cotejo.EntityType `yaml:"types"`
	Thing   bool                `yaml:"thing"`   // goods, buildings, vehicles: fillers that are no entity
	Classes []string            `yaml:"classes"` // nouns of these classes fit too
	Needed  bool                `yaml:"needed"`  // no claim without it, where the trigger has a slot for it
}

// Fits says whether what was read as a type can fill a role of a predicate: where the predicate names types for the role, one of those, else
// one of those that any predicate names for it. Bodies and people are not told apart, for a name alone is often read as either.
func (b *Codebook) Fits(predicate, role string, t cotejo.EntityType) bool {
	named, fit := false, false
	for own := range 2 {
		for _, p := range b.Predicates {
			if own == 0 && p.ID != predicate {
				continue
			}
			for _, known := range p.Roles[role].Types {
				named = true
				fit = fit || known == t || bears(known) && bears(t)
			}
		}
		if named {
			return fit
		}
	}
	return true
}

// bears says whether a type is one of people: somebody, a body or a group.
func bears(t cotejo.EntityType) bool {
	return t == cotejo.Person || t == cotejo.Organization || t == cotejo.Group
}

// Language is the words of one language.
type Language struct {
	Grammar    Grammar
	Classes    map[string]*Class
	Units      Phrases // phrase → unit
	Commodity  Phrases // phrase → commodity
	Verbs      map[string][]*Trigger
	Nouns      map[string][]*Trigger
	Adjectives map[string][]*Trigger
	headFirst  bool
}

// Grammar is how a language joins an event and its participants, and the words that scope over an event.
type Grammar struct {
	Where  []string `yaml:"where"`
	Toward []string `yaml:"toward"`
	Whence []string `yaml:"whence"`
	By     []string `yaml:"by"`

	Holding     []string          `yaml:"holding"`     // prepositions between a thing or place and the larger place that holds it: "the port of Manta"
	During      []string          `yaml:"during"`      // prepositions before the event in which something else is done
	Past        []string          `yaml:"past"`        // prepositions before an event that is taken for done, whatever is planned in answer to it
	Retracted   []string          `yaml:"retracted"`   // sources whose words are taken back where they are told: "an earlier version of this article"
	HoldingFor  []string          `yaml:"holdingFor"`  // verbs of holding or seeking somebody, which tell of what he is accused
	Convicting  []string          `yaml:"convicting"`  // verbs that find somebody guilty or punish him
	Wherefore   []string          `yaml:"wherefore"`   // prepositions before that for which somebody is held or convicted
	Blame       []string          `yaml:"blame"`       // what is claimed of a deed: "claimed responsibility for"
	Nonfactive  []string          `yaml:"nonfactive"`  // verbs of saying, showing and thinking: where they are negated, nobody says what stands under them
	Imagining   []string          `yaml:"imagining"`   // verbs under which nothing is so
	Doubting    []string          `yaml:"doubting"`    // verbs of doubt
	Improbable  []string          `yaml:"improbable"`  // adjectives of what is not likely or not shown
	Little      []string          `yaml:"little"`      // adverbs that turn probable into improbable
	Withdrawing []string          `yaml:"withdrawing"` // verbs of taking back what was said
	Mistaken    []string          `yaml:"mistaken"`    // what is said of those who say what is not so: "it would be wrong to say"
	Against     []string          `yaml:"against"`     // prepositions of what somebody does not or ought not say: "warned against thinking"
	Contrary    []string          `yaml:"contrary"`    // prepositions before what is told only to be set aside: "contrary to reports that"
	Optative    []string          `yaml:"optative"`    // adverbs that make a clause a wish
	Fiction     []string          `yaml:"fiction"`     // works in which what happens is invented
	Denying     []string          `yaml:"denying"`     // verbs that say that what stands under them is not so
	Rejecting   []string          `yaml:"rejecting"`   // verbs that turn down what is said
	Irregular   map[string]string `yaml:"irregular"`   // forms of verbs that lemmatizers get wrong, and their lemmas
	Awaited     []string          `yaml:"awaited"`     // what is said of a deed that is not done yet: "is pending"
	Handiwork   []string          `yaml:"handiwork"`   // what a deed is called as somebody's: "was the work of"
	Mutually    []string          `yaml:"mutually"`    // objects that are the subjects: "fight each other"
	Answering   []string          `yaml:"answering"`   // verbs that make somebody answer for a deed: "hold responsible"
	Having      []string          `yaml:"having"`      // prepositions before what somebody has: "a group with ties to"

	Light         []string `yaml:"light"`         // verbs whose subject is the subject of the noun they govern
	Support       []string `yaml:"support"`       // nouns that lend their subject to the noun after "in"
	Engage        []string `yaml:"engage"`        // verbs that lend their subject to the noun after "in"
	ObjectControl []string `yaml:"objectControl"` // verbs whose object is the subject of the infinitive
	Accusing      []string `yaml:"accusing"`      // verbs whose object is said to have done what stands under them
	Sending       []string `yaml:"sending"`       // verbs that tell what somebody is to do, not that he did it

	Blaming  []string `yaml:"blaming"`  // verbs that give what is done as their object, and who did it after "to"
	Claiming []string `yaml:"claiming"` // verbs whose subject says that he did what their object is
	Owning   []string `yaml:"owning"`   // verbs that speak of what their subject did, where the clause under them names nobody

	Suffering []string `yaml:"suffering"` // verbs of what befalls: in the clause under a verb of telling, its subject, where none is named

	Authors []string `yaml:"authors"` // nouns for who did what stands after "de"

	States []string `yaml:"states"` // verbs for what holds, and is not done

	Becoming []string `yaml:"becoming"` // verbs whose complement their subject comes to be
	Naming   []string `yaml:"naming"`   // verbs that say after "as" what their object is
	Calling  []string `yaml:"calling"`  // verbs that give a name
	Behind   []string `yaml:"behind"`   // prepositions between those who did something and what they did
	Standing []string `yaml:"standing"` // prepositions before a noun that says in what state something is: "under the control of"
	Limiting []string `yaml:"limiting"` // adverbs that take the force from a negation before them: "not only"
	Both     []string `yaml:"both"`     // determiners of two: "both gangs"
	Still    []string `yaml:"still"`    // adverbs that a negation makes one of: "no longer"
	Acting   []string `yaml:"acting"`   // verbs that say after "as" what their subject is
	Giving   []string `yaml:"giving"`   // verbs whose object has what their subject names: "control of the wells gives it an advantage"
	Showing  []string `yaml:"showing"`  // nouns for what shows that something is so: where there is none, it is not
	Keeping  []string `yaml:"keeping"`  // verbs whose participle tells what state their object is in
	Lying    []string `yaml:"lying"`    // verbs that with "se" tell where their subject is
	Staying  []string `yaml:"staying"`  // verbs whose participle tells what state their subject is in

	Happening []string `yaml:"happening"` // verbs that only say that an event takes place

	Begins    []string `yaml:"begins"`
	Continues []string `yaml:"continues"`
	Ends      []string `yaml:"ends"`

	Waning           []string            `yaml:"waning"`    // verbs that say that their subject is no more
	Mooting          []string            `yaml:"mooting"`   // verbs under which an agreement is not reached yet
	Failing          []string            `yaml:"failing"`   // verbs, nouns and adjectives under which nothing came about
	Blocking         []string            `yaml:"blocking"`  // verbs whose object or charge did not come about
	Falsehood        []string            `yaml:"falsehood"` // predicates that deny the clause under them
	Truth            []string            `yaml:"truth"`     // predicates that deny it when they are negated
	Attempt          []string            `yaml:"attempt"`   // those under which it is open whether it did
	Planning         []string            `yaml:"planning"`
	Achieving        []string            `yaml:"achieving"` // verbs, some with particle or object, whose infinitive tells what was done
	Ordering         []string            `yaml:"ordering"`  // verbs of decreeing, and
	Orders           []string            `yaml:"orders"`    // nouns
	Wishing          []string            `yaml:"wishing"`   // verbs that, before one of announcing, only introduce what is said
	Announcing       []string            `yaml:"announcing"`
	Possible         []string            `yaml:"possible"`
	Probable         []string            `yaml:"probable"`
	Conditional      []string            `yaml:"conditional"`
	ConditionalMarks []string            `yaml:"conditionalMarks"`
	Alleged          []string            `yaml:"alleged"`
	Alleging         []string            `yaml:"alleging"` // forms that allege all that follows in their sentence, whatever a tagger makes of them
	Presumed         []string            `yaml:"presumed"`
	Suspected        []string            `yaml:"suspected"`
	Reported         []string            `yaml:"reported"`
	Claimed          []string            `yaml:"claimed"`
	Negation         []string            `yaml:"negation"`
	Using            []string            `yaml:"using"`        // verbs of using: what their object is used for is done
	Advising         []string            `yaml:"advising"`     // modals of advice; in Spanish in their conditional
	Presupposing     []string            `yaml:"presupposing"` // verbs that speak of what their object tells as done
	Topical          []string            `yaml:"topical"`      // verbs of saying whose object they speak of and do not tell
	Declaring        []string            `yaml:"declaring"`    // verbs that make their object what they call it, to some end
	Demanding        []string            `yaml:"demanding"`    // verbs whose clause tells what somebody wants done
	Witnessing       []string            `yaml:"witnessing"`   // light verbs whose subject tells of violence, or suffers it
	Before           []string            `yaml:"before"`       // conjunctions of what is to come, and
	Averting         []string            `yaml:"averting"`     // verbs beside which it did not
	Contesting       []string            `yaml:"contesting"`   // verbs whose object is another's decision
	Excluding        []string            `yaml:"excluding"`    // verbs that leave the clause under them possible where they are negated
	Raising          map[string][]string `yaml:"raising"`      // hedge: verbs whose passive puts it on the infinitive under them
	Opining          map[string][]string `yaml:"opining"`      // hedge: nouns that put it on the clause under them: "signs that"
	Telling          []string            `yaml:"telling"`      // verbs whose clause may be parsed as a relative one of whom they tell
	Inquiring        []string            `yaml:"inquiring"`    // verbs under which "whether" leaves all open
	Asking           []string            `yaml:"asking"`       // determiners of embedded questions
	Novel            []string            `yaml:"novel"`
	NovelLemmas      []string            `yaml:"novelLemmas"`

	Usual []string `yaml:"usual"` // adjectives that leave open what kind of body it is: "the rival group"

	Such        []string `yaml:"such"`        // what introduces examples of a group
	Transparent []string `yaml:"transparent"` // nouns that only count or portion the noun after "of"
	PlaceNoun   []string `yaml:"placeNoun"`

	Destined []string `yaml:"destined"` // words that tell where goods are bound
	Coming   []string `yaml:"coming"`   // words that tell where goods come from

	TimeNouns []string `yaml:"timeNouns"`

	Per          map[string]string   `yaml:"per"`      // nouns of a rate: "a year"
	PerWords     []string            `yaml:"perWords"` // what stands before them
	Rates        map[string]string   `yaml:"rates"`    // adjectives of a rate: "annual"
	Bounds       map[string][]string `yaml:"bounds"`
	Numbers      map[string]float64  `yaml:"numbers"`
	Ordinals     map[string]float64  `yaml:"ordinals"`
	Superlatives []string            `yaml:"superlatives"`
	Decimal      string              `yaml:"decimal"`
}

// Has says whether list holds word; both are lemmas in lower case.
func Has(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// Class is a kind of thing that nouns name.
type Class struct {
	Subtypes []string
	Stage    string
	Words    Phrases
}

// HasSubtype says whether entities of that subtype belong to the class.
func (c *Class) HasSubtype(s string) bool { return c != nil && Has(c.Subtypes, s) }

// Phrases maps phrases to values, indexed by the lemma of the phrase's head.
type Phrases map[string][]Phrase

// Phrase is a head with the lemmas that must stand beside it.
type Phrase struct {
	Others []string
	Value  string
}

func (p Phrases) add(phrase, value string, headFirst bool) {
	words := strings.Fields(phrase)
	if len(words) == 0 {
		return
	}
	head, others := words[len(words)-1], words[:len(words)-1]
	if headFirst {
		head, others = words[0], words[1:]
	}
	p[head] = append(p[head], Phrase{others, value})
}

// Find gives the value of the longest phrase with that head for whose other words beside is true.
func (p Phrases) Find(head string, beside func(word string) bool) (value string, ok bool) {
	longest := -1
	for _, ph := range p[head] {
		if len(ph.Others) <= longest {
			continue
		}
		all := true
		for _, o := range ph.Others {
			if !beside(o) {
				all = false
				break
			}
		}
		if all {
			value, ok, longest = ph.Value, true, len(ph.Others)
		}
	}
	return value, ok
}

// Trigger is words that make a claim, with the slots where its roles stand.
type Trigger struct {
	Predicate  string
	Word       string // as the codebook gives it: "take over"
	Particles  []string
	Phase      string
	Stage      string   // a stage, or "object"
	Named      bool     // the noun counts as the first word of a name too: "Operation Iron Gate"
	Any        []string // roles one of which must be filled, in place of those that the predicate names
	Reciprocal bool     // two who do it do it to one another, whatever the predicate says of that
	Weak       bool     // the word alone tells nothing of the predicate: "claimed two lives"
	Roles      []RoleSlots
	Amount     []SlotSet
	When, Not  []Condition
	Where      string // file:line
}

// RoleSlots gives where the fillers of a role stand, or nil.
func (t *Trigger) RoleSlots(role string) []SlotSet {
	for _, r := range t.Roles {
		if r.Role == role {
			return r.Slots
		}
	}
	return nil
}

// CountsSubject says whether the figure stands where the subject does: "4.500 families were displaced".
func (t *Trigger) CountsSubject() bool {
	return slices.EqualFunc(t.RoleSlots("subject"), t.Amount, func(a, b SlotSet) bool {
		return slices.EqualFunc(a, b, func(x, y Slot) bool { return slices.Equal(x, y) })
	})
}

// RoleSlots says where the fillers of a role stand.
type RoleSlots struct {
	Role  string
	Slots []SlotSet // in order of preference
}

// SlotSet is slots whose fillers count together.
type SlotSet []Slot

// Slot is a path of steps from the trigger: subj, obj, iobj, poss, compound, amod, case, self, named, passive, within, where, toward, whence, by,
// copula, host, appos, among, theme, bare, ground (of "X is at the head of Y" the theme is X and the ground Y; bare is the theme of a phrase
// without an article, "X is at war with Y"), se (a Spanish verb with "se"), second, or a preposition.
type Slot []string

// Condition asks that what fills a slot or role belongs to one of the classes.
type Condition struct {
	Slot    string
	Classes []string
}
