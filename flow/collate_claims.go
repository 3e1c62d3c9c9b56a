package flow

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/weigh"
)

// chunk is how many claims are looked up at once.
const chunk = 500

// claims weighs what is due: the claims of due documents and those that were marked, and all that share a topic with them.
func (b *batch) claims() error {
	keys, err := b.DueClaims(b.due)
	if err != nil {
		return err
	}
	fresh := map[string]bool{}
	for _, d := range b.due.Documents {
		fresh[d.ID] = !d.Again
	}
	records, gone, err := b.Gone()
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := b.forget(record); err != nil {
			return err
		}
	}
	w := weighing{batch: b, topics: map[int64]bool{}, fresh: map[string]bool{}, said: map[string]bool{}, was: map[string][]weigh.Facet{}}
	w.touch(gone)
	// What was known before must be known anew before it is asked what is new.
	for _, news := range []bool{false, true} {
		for part := range slices.Chunk(keys, chunk) {
			if err := w.part(part, fresh, news); err != nil {
				return err
			}
		}
	}
	if err := w.withdrawn(); err != nil {
		return err
	}
	topics := make([]int64, 0, len(w.topics))
	for t := range w.topics {
		topics = append(topics, t)
	}
	slices.Sort(topics)
	for _, t := range topics {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		if err := w.topic(t); err != nil {
			return err
		}
	}
	return nil
}

// weighing is the claims of a batch on their way through the topics.
type weighing struct {
	*batch
	topics map[int64]bool
	fresh  map[string]bool // ids of claims that are new

	// What claims said for whose report a newer version speaks since this batch: it is no news there.
	said map[string]bool          // by statement
	was  map[string][]weigh.Facet // by document
}

func (w *weighing) touch(topics []int64) {
	for _, t := range topics {
		w.topics[t] = true
	}
}

// part takes up claims: those of new documents where news is set, the others where it is not.
func (w *weighing) part(keys []int64, fresh map[string]bool, news bool) error {
	found, err := w.Findings(keys)
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(f cotejo.KeyedFinding) bool { return fresh[f.Document] != news })
	if len(found) == 0 {
		return nil
	}
	mine := make([]int64, len(found))
	for i, f := range found {
		mine[i] = f.Key
	}
	before, err := w.Topics(mine)
	if err != nil {
		return err
	}
	w.touch(before)
	old, err := w.Weighed(mine)
	if err != nil {
		return err
	}
	for _, f := range found {
		if record, ok := old[f.Key]; ok {
			if f.Superseded {
				c, err := decode(record)
				if err != nil {
					return err
				}
				w.said[statement(&f.Finding, f.Document)] = true
				w.was[f.Document] = append(w.was[f.Document], w.scheme.Facets(&c)...)
			}
			if err := w.forget(record); err != nil {
				return err
			}
		}
		if err := w.take(&f, news); err != nil {
			return err
		}
	}
	return nil
}

// take keeps what weighing needs of a claim, and says what is new about it.
func (w *weighing) take(f *cotejo.KeyedFinding, news bool) error {
	rejected, err := w.rejected(&f.Finding)
	if err != nil {
		return err
	}
	if err := w.correct(f); err != nil {
		return err
	}
	if err := w.SetRejected(f.Key, rejected); err != nil {
		return err
	}
	if rejected || f.Superseded {
		return w.SetWeighed(f.Key, nil, nil)
	}
	c, err := w.claim(&f.Finding)
	if err != nil {
		return err
	}
	if news && !w.said[statement(&f.Finding, string(f.Report.Revises))] {
		w.fresh[c.ID] = true
		for _, change := range w.scheme.News(&c, w.knownBut(string(f.Report.Revises))) {
			if err := w.AddChange(change); err != nil {
				return err
			}
		}
	}
	if w.failed != nil {
		return w.failed
	}
	if err := w.remember(&c); err != nil {
		return err
	}
	topics := w.scheme.Topics(&c)
	w.touch(topics)
	return w.SetWeighed(f.Key, encode(&c), topics)
}

// knownBut gives what is known as known does, and what the older version of a report said, which leaves the answers with this one.
func (w *weighing) knownBut(older string) func(cotejo.ChangeKind, string) []weigh.Facet {
	return func(kind cotejo.ChangeKind, of string) []weigh.Facet {
		out := w.known(kind, of)
		for _, f := range w.was[older] {
			if f.Kind == kind && f.Subject == of && !slices.ContainsFunc(out, func(o weigh.Facet) bool { return o.Value == f.Value }) {
				out = byDay(append(slices.Clone(out), f))
			}
		}
		return out
	}
}

// rejected says whether a person decided that a claim is read wrong.
func (b *batch) rejected(f *cotejo.Finding) (bool, error) {
	rejected := false
	decisions, err := b.decisionsOn(f)
	for _, d := range decisions {
		if d.Verb != cotejo.Correct {
			rejected = d.Verb == cotejo.Reject
		}
	}
	return rejected, err
}

// correct has a claim say what people put right in it.
func (b *batch) correct(f *cotejo.KeyedFinding) error {
	decisions, err := b.decisionsOn(&f.Finding)
	if err != nil {
		return err
	}
	decisions = slices.DeleteFunc(decisions, func(d cotejo.Decision) bool { return d.Verb != cotejo.Correct })
	if len(decisions) == 0 && f.Corrected == nil {
		return nil
	}
	if err := b.SetCorrected(f.Key, decisions); err != nil {
		return err
	}
	found, err := b.Findings([]int64{f.Key})
	if err == nil {
		*f = found[0]
	}
	return err
}

// decisionsOn gives the decisions in force on a claim, in their order. A decision holds for the claim with its id, and where a new reading
// has none of that id for the one with its words.
func (b *batch) decisionsOn(f *cotejo.Finding) ([]cotejo.Decision, error) {
	decisions, ok := b.decided[f.Document]
	if !ok {
		var err error
		if decisions, err = b.Decided(f.Document, cotejo.Accept, cotejo.Reject, cotejo.Correct); err != nil {
			return nil, err
		}
		b.decided[f.Document] = decisions
	}
	var out []cotejo.Decision
	for _, d := range decisions {
		fits := d.Subjects[0] == f.ID
		if !fits && d.Predicate == f.AsRead().Predicate && d.Quote == f.Evidence.Quote {
			held, err := b.Holds(d.Subjects[0])
			if err != nil {
				return nil, err
			}
			fits = !held
		}
		if fits {
			out = append(out, d)
		}
	}
	return out, nil
}

// claim gives a claim as weighing sees it.
func (b *batch) claim(f *cotejo.Finding) (weigh.Claim, error) {
	origin, err := b.printed(f.Document, f.Evidence.Span)
	if err != nil {
		return weigh.Claim{}, err
	}
	first, err := b.document(origin)
	if err != nil {
		return weigh.Claim{}, err
	}
	c := weigh.Claim{ID: f.ID, Document: f.Document, Family: origin, Predicate: f.Predicate, Stage: string(f.Stage), Commodity: string(f.Commodity),
		Phase: string(f.Phase), Polarity: f.Polarity, Roles: map[string][]weigh.Filler{}, Hedge: f.Hedge, Certainty: f.Certainty,
		Published: string(f.Report.Published), Quantity: f.Quantity, Quote: f.Evidence.Quote}
	if f.Time != nil {
		c.First, c.Last = string(f.Time.Start), string(f.Time.End)
	}
	for role, fillers := range f.Roles {
		for _, x := range fillers {
			c.Roles[role] = append(c.Roles[role], b.filler(f, x))
		}
	}
	for _, a := range f.Chain {
		c.Chain = append(c.Chain, source(f, a))
	}
	credit := first.Credit
	if len(credit) == 0 {
		credit = f.Report.Credit
	}
	for _, wire := range credit {
		s, err := b.outlet(wire)
		if err != nil {
			return c, err
		}
		if !slices.ContainsFunc(c.Chain, func(o weigh.Source) bool { return o.Identity != "" && o.Identity == s.Identity }) {
			c.Chain = append(c.Chain, s)
		}
	}
	c.Outlet, err = b.outlet(string(first.Publisher))
	return c, err
}

// wide are the kinds of place that hold towns.
var wide = []string{string(gazetteer.Country), string(gazetteer.Region), string(gazetteer.Continent), string(gazetteer.Sea)}

func (b *batch) filler(f *cotejo.Finding, x cotejo.Filler) weigh.Filler {
	e, ok := f.Entities[x.Entity]
	if !ok {
		return weigh.Filler{Name: x.Text, Type: x.Type}
	}
	out := weigh.Filler{Identity: e.ID, Name: e.Name, Type: e.Type, Named: !e.Bound, Within: e.Within}
	switch e.Type {
	case cotejo.Place:
		out.Wide = slices.Contains(wide, string(e.Subtype))
	case cotejo.Organization:
		common, ok := b.common[e.Name]
		if !ok {
			common = b.matcher.Common(e.Name)
			b.common[e.Name] = common
		}
		out.Common = common
		out.Named = out.Named && (!common || e.Country != "")
	}
	return out
}

func source(f *cotejo.Finding, a cotejo.Attribution) weigh.Source {
	s := weigh.Source{Type: a.SourceType}
	if a.Source == nil {
		return s
	}
	s.Name = a.Source.Text
	if e, ok := f.Entities[a.Source.Entity]; ok {
		s.Subtype = string(e.Subtype)
		if !e.Bound {
			s.Identity, s.Name = e.ID, e.Name
		}
	}
	return s
}

// family gives the document that printed a document's text first.
func (b *batch) family(document string) (string, error) {
	if origin, ok := b.families[document]; ok {
		return origin, nil
	}
	origin, err := b.Family(document)
	if err == nil {
		b.families[document] = origin
	}
	return origin, err
}

// outlet gives a publisher or a wire by its name.
func (b *batch) outlet(name string) (weigh.Source, error) {
	if name == "" {
		return weigh.Source{}, nil
	}
	id, ok := b.outlets[name]
	if !ok {
		var err error
		if id, err = b.Outlet(name); err != nil {
			return weigh.Source{}, err
		}
		b.outlets[name] = id
	}
	return weigh.Source{Identity: id, Name: name, Type: cotejo.MediaSource}, nil
}

// topic weighs a topic and says what is new about it.
func (w *weighing) topic(topic int64) error {
	records, err := w.Topic(topic)
	if err != nil {
		return err
	}
	claims := make([]weigh.Claim, len(records))
	for i, record := range records {
		if claims[i], err = decode(record); err != nil {
			return err
		}
	}
	clusters, contradictions := w.scheme.Topic(topic, claims)
	changed, err := w.SetWeighing(topic, clusters, contradictions)
	if err != nil {
		return err
	}
	if err := w.gained(changed.Clusters, clusters); err != nil {
		return err
	}
	return w.disputed(changed.Contradictions, changed.Added)
}

// gained says which of a topic's clusters stand on more origins than before, where they changed.
func (w *weighing) gained(before, after []cotejo.Cluster) error {
	old := map[string]*cotejo.Cluster{}
	for i := range before {
		old[before[i].ID] = &before[i]
	}
	for i := range after {
		k := &after[i]
		was := old[k.ID]
		claim := w.firstFresh(k.Claims)
		if was == nil || claim == "" {
			continue
		}
		if words := w.scheme.Gained(was, k); words != "" {
			if err := w.AddChange(cotejo.Change{Kind: cotejo.Corroborated, Claim: claim, Cluster: k.ID, Text: words}); err != nil {
				return err
			}
		}
	}
	return nil
}

// disputed says which of the contradictions that were added are not one of those before in other words.
func (w *weighing) disputed(before, added []cotejo.Contradiction) error {
	for _, x := range added {
		claim := w.firstFresh(append(slices.Clone(x.A), x.B...))
		if claim == "" || slices.ContainsFunc(before, func(o cotejo.Contradiction) bool {
			return o.How == x.How && slices.Contains(x.A, o.A[0]) && slices.Contains(x.B, o.B[0])
		}) {
			continue
		}
		if err := w.AddChange(cotejo.Change{Kind: cotejo.Contradicted, Claim: claim, Text: x.Reason}); err != nil {
			return err
		}
	}
	return nil
}

func (w *weighing) firstFresh(claims []string) string {
	for _, id := range claims {
		if w.fresh[id] {
			return id
		}
	}
	return ""
}

// withdrawn says which claims a new version of their report no longer makes.
func (w *weighing) withdrawn() error {
	if len(w.superseded) == 0 {
		return nil
	}
	keys, err := w.DueClaims(w.due)
	if err != nil {
		return err
	}
	said := map[string]bool{}
	for part := range slices.Chunk(keys, chunk) {
		found, err := w.Findings(part)
		if err != nil {
			return err
		}
		for _, f := range found {
			said[statement(&f.Finding, string(f.Report.Revises))] = true
		}
	}
	for part := range slices.Chunk(w.superseded, chunk) {
		found, err := w.Findings(part)
		if err != nil {
			return err
		}
		for _, f := range found {
			if said[statement(&f.Finding, f.Document)] {
				continue
			}
			report := string(f.Report.Title)
			if report == "" {
				report = f.Report.Source
			}
			if err := w.AddChange(cotejo.Change{Kind: cotejo.Withdrawn, Claim: f.ID, Text: w.scheme.Dropped(report, f.Evidence.Quote)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// statement is what two versions of a report have in common where both make a claim: what is said of whom and where, and what figure
// is given, in whatever words.
func statement(f *cotejo.Finding, version string) string {
	parts := []string{version, f.Predicate, f.Polarity, string(f.Stage)}
	for _, role := range cotejo.Roles {
		for _, x := range f.Roles[role] {
			if e, ok := f.Entities[x.Entity]; ok {
				parts = append(parts, role+" "+e.ID)
				if e.Bound {
					parts[len(parts)-1] = role + " " + gazetteer.Fold(x.Text)
				}
			}
		}
	}
	if f.Quantity != nil {
		parts = append(parts, strconv.FormatFloat(f.Quantity.Value, 'g', -1, 64)+" "+f.Quantity.Unit)
	}
	return strings.Join(parts, "\x00")
}

func hash(s string) int64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return int64(h.Sum64())
}
