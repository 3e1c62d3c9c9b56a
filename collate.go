package cotejo

// Collation is a ledger's readings and what stands between them, open to be brought up to date in one transaction; see [Ledger].Collate.
// Nothing here decides anything: who is whom, what is a copy and what says the same is for the steps to say. Claims go by keys: a
// ledger's own numbers, in the order of reading.
type Collation interface {
	// Due gives what is to be done: at most limit documents, and all else that was marked since the last collation.
	Due(limit int) (Due, error)

	// Done takes what was due off the list, with all that was marked meanwhile.
	Done(Due) error

	// Mentioned gives the ids of the entities that a document mentions, sorted.
	Mentioned(document string) ([]string, error)

	// Named gives entities with what tells them apart. Ids that the ledger does not have are left out.
	Named(entities []string) (map[string]Named, error)

	// SetCompany says whom an entity is mentioned with.
	SetCompany(entity string, company []string) error

	// SetNameKeys says by which keys an entity is found, and gives the others that are found by one of those sought. It says whether the
	// entity's are others than before.
	SetNameKeys(entity string, keys, sought []string) (found []string, changed bool, err error)

	// Links gives the entities whose names say that they are the same as this one, sorted.
	Links(entity string) ([]string, error)

	// SetLinks says which they are, for both sides. It says whether that changed anything for any.
	SetLinks(entity string, others []string) (changed []string, err error)

	// SetIdentity says that all members are taken for head, shown as given, and marks the claims of those for whom that is news.
	SetIdentity(head string, shown Entity, members []string) error

	// MarkNames marks the claims whose publisher, wire or unnamed source is called by one of the entity's names.
	MarkNames(entity string) error

	// Outlet gives the id of the entity that a publisher's or a wire's name stands for, "" for none.
	Outlet(name string) (string, error)

	// Document finds a document by its id, with its text.
	Document(id string) (Document, error)

	// SetSketch keeps what copies of a text are found by, and gives the other documents that are worth a closer look by how many keys they
	// share and how many they have, sorted. For each key at most most documents are looked at, in an order that is not that of reading.
	SetSketch(document string, keys []uint64, most int, worth func(shared, keys int) bool) ([]string, error)

	// SetOverlap keeps how much two documents have in common.
	SetOverlap(a, b, record string) error

	// Overlapping gives the connected neighbourhood of documents that overlap, by pairs.
	Overlapping(documents []string) ([]Overlapping, error)

	// SetPassages says which words of a document stand in another too, and marks the document's claims where that is news.
	SetPassages(document, other string, spans []Span) error

	// Passages gives the words of a document that stand in others too, as SetPassages was told, by the other's id.
	Passages(document string) (map[string][]Span, error)

	// SetFamily says which documents print the text of origin, and with what overlap; a family of one is none. It marks the claims of
	// those for whom that is news.
	SetFamily(origin string, copies []Copy) error

	// Family gives the document that printed a document's text first: itself where it is no copy.
	Family(document string) (string, error)

	// Versions gives the documents with the same address as this one, or where it has none the same path, the earliest published first
	// and then in the order of reading. They come without their text.
	Versions(document string) ([]Document, error)

	// SetVersions says which of two documents the other supersedes: older's claims leave the answers. Withdrawn gives the claims that it
	// supersedes now and did not before.
	SetVersions(older, newer string) (withdrawn []int64, err error)

	// DueClaims gives the keys of the claims in due documents and of those that were marked, in order.
	DueClaims(Due) ([]int64, error)

	// Findings gives claims as [Ledger].Claim does, in the order of keys. Entities are those that they are taken for.
	Findings(keys []int64) ([]KeyedFinding, error)

	// Weighed gives what SetWeighed kept of claims, by key.
	Weighed(keys []int64) (map[int64][]byte, error)

	// SetWeighed keeps what weighing needs of a claim, nil for nothing, and the topics it belongs to.
	SetWeighed(key int64, record []byte, topics []int64) error

	// Topics gives the topics of claims, as SetWeighed was told.
	Topics(keys []int64) ([]int64, error)

	// Gone gives what SetWeighed kept of claims that are no longer read since the last collation, and their topics.
	Gone() (records [][]byte, topics []int64, err error)

	// Topic gives what SetWeighed kept of all claims of a topic.
	Topic(topic int64) ([][]byte, error)

	// SetWeighing keeps what came of weighing a topic, in place of what was there, and says what that changed.
	SetWeighing(topic int64, clusters []Cluster, contradictions []Contradiction) (Reweighed, error)

	// Facets gives what is known of a subject, the earliest day first.
	Facets(kind ChangeKind, subject int64) ([]KnownFacet, error)

	// AddFacet adds to the number of claims that say a facet; what no claim says any more is forgotten.
	AddFacet(kind ChangeKind, subject int64, f KnownFacet, claims int) error

	// AddChange puts a line into the change feed. Its time is now, its id the ledger's; a line that is there already stays as it is.
	AddChange(Change) error

	// Decided gives the decisions in force with one of these verbs: all, or those on a document where one is given.
	Decided(document string, verbs ...Verb) ([]Decision, error)

	// Holds says whether a claim with this id is kept.
	Holds(claim string) (bool, error)

	// SetCorrected has a claim say what decisions in force put right in it, in their order, in every answer and count; without any it says again
	// what was read. The claim must not be in any topic yet that it does not belong to as it is said then: SetWeighed comes after it.
	SetCorrected(key int64, decisions []Decision) error

	// SetRejected takes a claim out of the answers or puts it back.
	SetRejected(key int64, rejected bool) error
}

// Due is what a collation has to do.
type Due struct {
	Documents []DueDocument // in the order of reading
	Entities  []string      // sorted
	More      bool          // there are more documents
}

// Empty says whether there is nothing to do; claims may be marked all the same.
func (d *Due) Empty() bool { return len(d.Documents)+len(d.Entities) == 0 }

// DueDocument is a document that is to be set beside the others.
type DueDocument struct {
	ID    string
	Again bool // it was read again: what it says is no news
}

// Reweighed is what changed when a topic was weighed again.
type Reweighed struct {
	Clusters       []Cluster       // as they were, of those that are no more or not as they were
	Contradictions []Contradiction // all that were there, where any was added
	Added          []Contradiction // those that were not
}

// Named is an entity as the ledger knows it, with what tells it apart from its namesakes.
type Named struct {
	Entity
	Uses    int      // how often texts name it
	Company []string // whom it is mentioned with, as SetCompany was told
}

// Overlapping is what two documents have in common, as SetOverlap was told.
type Overlapping struct{ A, B, Record string }

// KeyedFinding is a finding with its key.
type KeyedFinding struct {
	Finding
	Key        int64
	Superseded bool // a newer version of its report speaks for it
}

// KnownFacet is something that claims say of a subject.
type KnownFacet struct{ Value, Words, Day string }
