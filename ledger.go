package cotejo

import (
	"context"
	"iter"
)

// Ledger keeps readings and finds their claims again. It is safe for use by many goroutines. Its errors are [Error]s.
type Ledger interface {
	// Add keeps a reading, whole or not at all. A document that is kept already stays as it is, and added is false. Entities
	// that the ledger knows gain the aliases and the facts that they lacked.
	Add(ctx context.Context, r *Reading) (added bool, err error)

	// AddAll adds readings in their order as Add does, in one go, which is quicker: all, or where one fails none.
	AddAll(ctx context.Context, readings []*Reading) (added []bool, err error)

	// Has says whether the document with this id is kept.
	Has(ctx context.Context, id string) (bool, error)

	// Document finds a document by its id, a prefix of its id that fits no other ("sha256:" may be left out), the path or
	// URL it was read from, its title, or the last part of one path and of no other; of several versions of one path or
	// title, the one read last.
	Document(ctx context.Context, ref string) (Document, error)

	// Newer gives the version of a report that speaks for the document with this id, without its text; nil where none does.
	Newer(ctx context.Context, id string) (*Document, error)

	// Documents lists documents without their text, the one read last first.
	Documents(ctx context.Context, limit, offset int) ([]DocumentEntry, error)

	// Reading gives back all that was read from the document with this id. Its entities are as the ledger knows them now, and its claims say
	// what people put right in them.
	Reading(ctx context.Context, id string) (*Reading, error)

	// Claims finds the claims that pass every condition of the filter, in the order in which they were read.
	Claims(ctx context.Context, f Filter) iter.Seq2[Finding, error]

	// Count counts the claims that pass every condition of the filter; its Limit and Offset do not matter.
	Count(ctx context.Context, f Filter) (int, error)

	// Claim finds one claim by its id, or by the beginning of it that fits no other.
	Claim(ctx context.Context, id string) (Finding, error)

	// Entities finds entities by a name, an alias or the beginnings of words in them, whole names first, then those of most
	// claims. An empty query lists all. Case and accents do not matter.
	Entities(ctx context.Context, query string, limit, offset int) ([]EntityEntry, error)

	// Dossier gives what the ledger holds on one entity, by its id, with at most limit of its claims, the latest read first.
	Dossier(ctx context.Context, id string, limit int) (*Dossier, error)

	// Search finds documents by words of their title or text, best first. A phrase stands in double quotes, a word's beginning before an
	// asterisk. Case and accents do not matter. Where very many documents hold the words it finds the best among those read last, and says
	// among how many; 0 is among all.
	Search(ctx context.Context, query string, limit, offset int) (hits []Hit, among int, err error)

	// Clusters finds claims that say the same, weighed: those of most claims first, or those that a claim stands in.
	Clusters(ctx context.Context, f ClusterFilter) ([]Cluster, error)

	// Contradictions lists accounts that cannot both hold: all, or those that a claim has a part in.
	Contradictions(ctx context.Context, claim string, limit, offset int) ([]Contradiction, error)

	// Copies lists reports with the documents that print them again: all, or the one that a document belongs to.
	Copies(ctx context.Context, document string, limit, offset int) ([]Copies, error)

	// Changes lists what the ledger learned, the latest first.
	Changes(ctx context.Context, f ChangeFilter) ([]Change, error)

	// Decisions lists what people decided, the latest first: all, or those on a claim, an entity or a decision.
	Decisions(ctx context.Context, subject string, limit, offset int) ([]DecisionEntry, error)

	// Pieces lists all entities that are taken for the same as the one with this id, each as it was read, by id.
	Pieces(ctx context.Context, id string) ([]Entity, error)

	// Decide keeps what a person decided, for ever; it fills in the id and the time. What it touches is marked, and follows at the
	// next collation.
	Decide(ctx context.Context, d Decision) (Decision, error)

	// AddReferences keeps the records of a list, a watch list say, beside the entities of reports, to be linked with them at the next
	// collation. A record that is kept already is kept as it is now.
	AddReferences(ctx context.Context, list string, references []Reference) error

	// RemoveReferences takes a list out again, and says how many records it held.
	RemoveReferences(ctx context.Context, list string) (int, error)

	// References names the lists.
	References(ctx context.Context) ([]ReferenceList, error)

	// Replace keeps another reading of a document that is kept, in place of the one before. What people decided stays.
	Replace(ctx context.Context, r *Reading) error

	// Collate runs f in one transaction over what stands between documents. Where f fails nothing of it stays.
	Collate(ctx context.Context, f func(Collation) error) error

	// Counts says how much the ledger holds.
	Counts(ctx context.Context) (Counts, error)

	// Close lets go of the ledger.
	Close() error
}

// Filter is conditions on claims; the zero value has none and lets all claims pass. The values of one list are
// alternatives, but for Actors, who must all be there.
type Filter struct {
	Actors      []string    // ids or names of entities in an actor's role (see [ActorRoles]), each in the same claim
	Place       string      // id or name of a place in a place's role; a country also stands for the places in it
	Predicates  []string    //
	Stages      []string    //
	Commodities []string    //
	Source      string      // id or name of one who vouches: a source in the chain, the publisher, or a wire credited
	Hedges      []Hedge     //
	Certainties []Certainty //
	Polarity    string      // Positive or Negative
	From, To    string      // RFC 3339 full-dates, both within: the claim's time, or where the words settle none its document's day
	Text        string      // words of the claim and the names of those in it, as for Ledger.Search
	Document    string      // id

	Newest bool // the claims read last come first
	Limit  int  // at most so many claims; 0 is all
	Offset int  // claims to leave out first
}

// ActorRoles are the roles that [Filter.Actors] looks at.
var ActorRoles = []string{"agent", "subject", "party", "target", "victim"}

// PlaceRoles are the roles that [Filter.Place] looks at, where a place fills them: a held territory is an object.
var PlaceRoles = []string{"place", "destination", "origin", "object", "target", "subject"}

// Finding is a claim with what it takes to show it.
type Finding struct {
	Claim
	Report   Document          // its document, without text
	Chain    []Attribution     // on whose word, innermost source first; empty where only the document vouches
	Entities map[string]Entity // every entity that the claim or its chain names, by id
}

// ClusterFilter is conditions on clusters.
type ClusterFilter struct {
	Claim  string // id of one of its claims
	Least  int    // so many claims at least
	Limit  int    // at most so many clusters; 0 is all
	Offset int
}

// ChangeFilter is conditions on changes.
type ChangeFilter struct {
	Since  string // RFC 3339 full-date or time from which on the ledger learned it
	Until  string // and before which
	Kinds  []ChangeKind
	About  string // id or name of somebody or some place in the claim, or on whose word it is
	Limit  int    // at most so many; 0 is all
	Offset int
}

// Reference is a record of a list that somebody loaded.
type Reference struct {
	Entity Entity
	Record string // as the list has it
}

// ReferenceList is a list that somebody loaded.
type ReferenceList struct {
	Name     string
	Entities int
	Met      int // whom reports name
}

// Listed is a record of a list that is taken for an entity.
type Listed struct{ List, ID, Name, Record string }

// DecisionEntry is a decision in a list.
type DecisionEntry struct {
	Decision
	Undone string `json:"undone,omitempty"` // id of the decision that takes it back
	Lost   bool   `json:"lost,omitempty"`   // a new reading has no claim with its words
}

// DocumentEntry is a document in a list: its text is left out.
type DocumentEntry struct {
	Document
	Claims int    // how many claims it yields
	Engine string // which program read it, "" where that was not noted
}

// EntityEntry is an entity in a list.
type EntityEntry struct {
	Entity
	Documents int // how many documents mention it
	Claims    int // how many claims name it in a role
}

// NameCount is a name in use.
type NameCount struct {
	Name  string
	Count int // mentions
}

// Dossier is what the ledger holds on one entity.
type Dossier struct {
	EntityEntry
	Names  []NameCount // the names that texts give it, most used first
	Latest []Finding   // claims that name it in a role, the latest read first
	Says   int         // claims on its word
	Listed []Listed    // records of lists that are taken for it
}

// Hit is a document that a search found.
type Hit struct {
	DocumentEntry
	Snippet []SnippetPart
}

// SnippetPart is a piece of the text around what was searched for.
type SnippetPart struct {
	Text  string
	Match bool // these are the words searched for
}

// Counts is how much a ledger holds.
type Counts struct {
	Documents    int `json:"documents"`
	Entities     int `json:"entities"`
	Attributions int `json:"attributions"`
	Claims       int `json:"claims"`
}

// Findings gives the reading's claims, each with its chain and its entities, in order.
func (r *Reading) Findings() []Finding {
	report := r.Document
	report.Text = ""
	entities := make(map[string]Entity, len(r.Entities))
	for _, e := range r.Entities {
		entities[e.ID] = e
	}
	attributions := make(map[string]Attribution, len(r.Attributions))
	for _, a := range r.Attributions {
		attributions[a.ID] = a
	}
	out := make([]Finding, len(r.Claims))
	for i, c := range r.Claims {
		f := Finding{Claim: c, Report: report, Entities: map[string]Entity{}}
		for _, id := range c.Attribution {
			f.Chain = append(f.Chain, attributions[id])
		}
		for _, id := range f.EntityIDs() {
			if e, ok := entities[id]; ok {
				f.Entities[id] = e
			}
		}
		out[i] = f
	}
	return out
}

// EntityIDs lists the ids of the entities that fill the claim's roles or stand in its chain, each once, in the order of
// [Roles] and then of the chain.
func (f *Finding) EntityIDs() []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, role := range Roles {
		for _, filler := range f.Roles[role] {
			add(filler.Entity)
		}
	}
	for _, a := range f.Chain {
		if a.Source != nil {
			add(a.Source.Entity)
		}
	}
	return out
}
