package cotejo

// Cluster is claims that say the same, weighed: how many independent origins stand behind them, and what speaks against them.
type Cluster struct {
	ID          string    `json:"id"`
	Claims      []string  `json:"claims"`    // ids, the earliest published first
	Documents   []string  `json:"documents"` // ids, the earliest published first
	Origins     []Origin  `json:"origins"`   // the ones nearest to the event first
	Contradicts []Counter `json:"contradicts"`
	Credibility int       `json:"credibility"` // Admiralty: 1 confirmed by others … 5 improbable, 6 cannot be judged; a suggestion
	Reason      string    `json:"reason"`      // why that credibility, in words
	First       Text      `json:"first"`       // RFC 3339 full-date: the first day that it is said of
	Last        Text      `json:"last"`
}

// Origin is somebody on whose word a cluster stands and who does not have it from another origin of the cluster.
type Origin struct {
	Source     string     `json:"source"` // a name, or the words for one who has none
	SourceType SourceType `json:"sourceType"`
	Documents  []string   `json:"documents"` // ids of those that bring its word
	Paths      [][]string `json:"paths"`     // names that lead to it, the origin first, who printed it last
}

// Counter is a cluster that speaks against another.
type Counter struct {
	Cluster string `json:"cluster"`
	How     string `json:"how"` // figure, polarity, rival
}

// Contradiction is two accounts that cannot both hold.
type Contradiction struct {
	How    string   `json:"how"` // figure, polarity, rival
	A      []string `json:"a"`   // ids of claims
	B      []string `json:"b"`
	Reason string   `json:"reason"` // in words: who says what against whom
}

// Copies is one report and the documents that print it again.
type Copies struct {
	Origin string `json:"origin"` // id of the document that was first
	Copies []Copy `json:"copies"`
}

// Copy is a document that prints another's text.
type Copy struct {
	Document string  `json:"document"`
	Overlap  float64 `json:"overlap"` // the share of its text that stands in the origin's family, 0 to 1
}

// ChangeKind is what is new about a [Change].
type ChangeKind string

// The kinds of change.
const (
	NewActor      ChangeKind = "actor"         // somebody of whom no claim was kept before
	NewPlace      ChangeKind = "place"         // an actor where no claim put it before
	NewStage      ChangeKind = "stage"         // an actor in a stage of the trade that is new for it
	Turned        ChangeKind = "tie"           // a tie that turned: allies at odds, rivals allied, a tie that ended
	Moved         ChangeKind = "figure"        // a figure that differs from the one before
	Contradicted  ChangeKind = "contradiction" // an account that speaks against another
	Withdrawn     ChangeKind = "withdrawn"     // a claim that a new version of its report no longer makes
	Corroborated  ChangeKind = "origin"        // one more independent origin for what was claimed before
	DecidedChange ChangeKind = "decision"      // somebody accepted, rejected, corrected, merged or split
)

// Change is one line of the change feed: what the ledger learned, on a day, from a claim.
type Change struct {
	ID      string     `json:"id"`
	Kind    ChangeKind `json:"change"`
	At      string     `json:"at"`      // RFC 3339, UTC: when the ledger learned it
	Claim   string     `json:"claim"`   // id of the claim that brings it
	Cluster string     `json:"cluster"` // id of its cluster, or ""
	Text    string     `json:"text"`    // in words
}

// Verb is what a person decides.
type Verb string

// The verbs of decisions.
const (
	Accept   Verb = "accept"  // the claim is read right
	Reject   Verb = "reject"  // the claim is read wrong: it is left out everywhere
	Correct  Verb = "correct" // the claim is read wrong in what the decision states; the rest of it is right
	Merge    Verb = "merge"   // two entities are one
	Split    Verb = "split"   // two entities are not the same
	Annotate Verb = "note"    // words beside a claim or an entity
	Undo     Verb = "undo"    // takes an earlier decision back
)

// Decision is what a person decided. Decisions are only ever added; one that is undone stays, with the decision that undoes it.
type Decision struct {
	ID       string   `json:"id"`
	At       string   `json:"at"` // RFC 3339, UTC
	By       string   `json:"by"` // who
	Verb     Verb     `json:"verb"`
	Subjects []string `json:"subjects"` // ids: a claim; two entities, in a merge with all that were taken for either; the decision to undo
	Note     string   `json:"note"`

	States *Correction `json:"states,omitempty"` // of a correction: what is right

	// Of a decision on a claim: where its words stand, so that it outlives a new reading of the document.
	Document  string `json:"document,omitempty"`
	Predicate string `json:"predicate,omitempty"`
	Quote     string `json:"quote,omitempty"`
}
