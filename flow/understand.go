package flow

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/extract/violence"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/resolve"
	"github.com/cotejo/cotejo/timex"
)

// Engine turns documents into readings. It does not change once made and may be shared by goroutines.
type Engine struct {
	pipeline  *nlp.Pipeline
	lexicon   *attribute.Lexicon
	gazetteer *gazetteer.Gazetteer
	extractor *extract.Extractor
	book      *codebook.Codebook
	violence  *violence.Model
	times     *timex.Finder
}

// NewEngine loads the models, lexicons, gazetteer and codebook that ship with the program.
func NewEngine() (*Engine, error) {
	e, err := newEngine()
	if err != nil {
		return nil, err
	}
	e.violence, err = violence.Load()
	return e, err
}

// newEngine loads all but the model of violence, which is trained on what the rest finds.
func newEngine() (*Engine, error) {
	pipeline, err := nlp.Load()
	if err != nil {
		return nil, err
	}
	lexicon, err := attribute.Load()
	if err != nil {
		return nil, err
	}
	places, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	book, err := codebook.Default()
	if err != nil {
		return nil, err
	}
	times, err := timex.Load()
	if err != nil {
		return nil, err
	}
	return &Engine{pipeline: pipeline, lexicon: lexicon, gazetteer: places, extractor: extract.New(book), book: book, times: times}, nil
}

// Understand reads a document: its text is parsed, sources and claims are found, and who and what they name is resolved.
// Furniture is stretches of the text, in code points, that belong to the page and not to the report.
func (e *Engine) Understand(doc cotejo.Document, furniture []cotejo.Span) (cotejo.Reading, error) {
	parsed := e.pipeline.Parse(doc.Text, nlp.Lang(doc.Language))
	return e.read(doc, parsed, furniture)
}

// found is what the steps make of one parsed text.
type found struct {
	tree       *nlp.Tree
	times      []timex.Expression
	relations  []attribute.Relation
	proposal   *extract.Proposal
	resolution *resolve.Resolution
	claims     []extract.Claim
}

func (e *Engine) find(doc cotejo.Document, parsed *nlp.Doc, skip []nlp.Range) (found, error) {
	e.extractor.Mend(parsed)
	f := found{tree: nlp.NewTree(parsed), times: e.times.Find(parsed, string(doc.Published))}
	var err error
	f.relations = e.lexicon.Find(parsed, attribute.Options{Skip: skip})
	f.proposal = e.extractor.Propose(parsed, skip, f.times)
	f.resolution, err = resolve.Document(parsed, e.gazetteer, e.wants(f.tree, f.proposal, f.relations), resolve.Options{Document: doc.ID})
	return f, err
}

// read does what Understand does, for a text that is parsed.
func (e *Engine) read(doc cotejo.Document, parsed *nlp.Doc, furniture []cotejo.Span) (cotejo.Reading, error) {
	points := newPoints(doc.Text)
	f, err := e.find(doc, parsed, points.words(parsed, furniture))
	if err != nil {
		return cotejo.Reading{}, fmt.Errorf("resolving %s: %w", doc.Source, err)
	}
	f.claims = e.claims(parsed, f)
	if len(doc.Credit) == 0 {
		doc.Credit = e.lexicon.Credit(parsed)
	}
	return write(doc, parsed, points, f), nil
}

// write turns what was found over words into records over code points.
func write(doc cotejo.Document, parsed *nlp.Doc, points points, f found) cotejo.Reading {
	w := writer{doc: doc, parsed: parsed, tree: f.tree, points: points, resolution: f.resolution}
	w.reading.Document = doc
	w.reading.Entities = f.resolution.Entities
	w.mentions(f.times)
	w.attributions(f.relations)
	for _, claim := range f.claims {
		w.claim(claim)
	}
	return w.reading
}

// speaks are the types of those who can vouch for something.
var speaks = []cotejo.EntityType{cotejo.Person, cotejo.Organization, cotejo.Group, cotejo.Place, cotejo.Thing}

func (e *Engine) wants(tree *nlp.Tree, proposal *extract.Proposal, relations []attribute.Relation) []resolve.Want {
	var out []resolve.Want
	seen := map[int]bool{}
	for _, r := range relations {
		for _, source := range []nlp.Range{r.Source, r.Antecedent} {
			if source.Len() > 0 {
				h := tree.HeadOf(source)
				seen[h] = true
				out = append(out, resolve.Want{Head: h, Range: source, Types: speaks})
			}
		}
	}
	for _, w := range append(proposal.Wants(), violence.Wants(tree.Doc, e.book)...) {
		if !seen[w.Head] {
			seen[w.Head] = true
			out = append(out, resolve.Want{Head: w.Head, Range: w.Words, Types: w.Types, Thing: w.Thing})
		}
	}
	return out
}

// referents tells the extractor who a participant is.
type referents struct {
	*resolve.Resolution
	nouns map[int][]int // heads of the nouns that name an entity, by entity
}

func newReferents(r *resolve.Resolution, t *nlp.Tree) referents {
	out := referents{r, map[int][]int{}}
	for _, m := range r.Mentions {
		if m.Form == cotejo.Pronoun || m.Form == cotejo.Adjective {
			continue
		}
		if t.UPOS[m.Head] == nlp.NOUN {
			out.nouns[m.Entity] = append(out.nouns[m.Entity], m.Head)
		} else if h := int(t.Head[m.Head]); h >= 0 && t.UPOS[h] == nlp.NOUN && (t.Rel[m.Head] == "compound" || t.Rel[m.Head] == "appos" || t.RelOf(m.Head) == "flat") {
			out.nouns[m.Entity] = append(out.nouns[m.Entity], h) // "the Black Dune clan"
		}
		for _, k := range t.Children(m.Head) {
			if t.Rel[k] == "appos" && t.UPOS[k] == nlp.NOUN {
				out.nouns[m.Entity] = append(out.nouns[m.Entity], int(k)) // "Black Dune, a clan of boatmen"
			}
		}
	}
	return out
}

func (r referents) At(head int) (extract.Referent, bool) {
	i, ok := r.Resolution.At(head)
	if !ok {
		return extract.Referent{}, false
	}
	e := r.Entities[i]
	return extract.Referent{Entity: e.ID, Name: e.Name, Type: e.Type, Subtype: string(e.Subtype), Nouns: r.nouns[i]}, true
}

// writer holds what it takes to write the records of one document.
type writer struct {
	doc        cotejo.Document
	parsed     *nlp.Doc
	tree       *nlp.Tree
	points     points
	resolution *resolve.Resolution
	reading    cotejo.Reading
	ids        []string // of attributions, by relation
	levels     []bool   // relations that count as levels of a chain
}

func (w *writer) span(r nlp.Range) cotejo.Span {
	start, end := w.parsed.Span(r)
	return cotejo.Span{Start: w.points.at(start), End: w.points.at(end)}
}

func (w *writer) mentions(times []timex.Expression) {
	for _, m := range w.resolution.Mentions {
		e := w.resolution.Entities[m.Entity]
		w.reading.Mentions = append(w.reading.Mentions, cotejo.Mention{Document: w.doc.ID, Entity: e.ID, Text: w.parsed.TextOf(m.Range),
			Type: e.Type, Form: m.Form, Span: w.span(m.Range)})
	}
	for _, t := range times {
		w.reading.Mentions = append(w.reading.Mentions, cotejo.Mention{Document: w.doc.ID, Text: w.parsed.TextOf(t.Words), Type: cotejo.Time, Value: t.Value, Span: w.span(t.Words)})
	}
}

func (w *writer) attributions(relations []attribute.Relation) {
	for i, r := range relations {
		a := cotejo.Attribution{Document: w.doc.ID, SourceType: r.SourceType, Form: r.Form, Content: []cotejo.Span{}}
		level := true
		if r.Source.Len() > 0 {
			a.Source = &cotejo.SourceRef{Text: w.parsed.TextOf(r.Source), Span: w.span(r.Source)}
			named := r.Source
			if r.Antecedent.Len() > 0 {
				named = r.Antecedent
			}
			if e, ok := w.speaker(named); ok {
				a.Source.Entity = w.resolution.Entities[e].ID
				level = !w.prints(w.resolution.Entities[e])
			}
		}
		if r.Cue.Len() > 0 {
			a.Cue = &cotejo.Cue{Text: w.parsed.TextOf(r.Cue), Span: w.span(r.Cue)}
		}
		for _, c := range r.Content {
			if c.Len() > 0 {
				a.Content = append(a.Content, w.span(c))
			}
		}
		a.ID = identifier("a", w.doc.ID, i, a.Source, a.Cue, a.Content)
		w.ids = append(w.ids, a.ID)
		w.levels = append(w.levels, level)
		w.reading.Attributions = append(w.reading.Attributions, a)
	}
}

// speaker gives the entity that the words of a source name: of a description and a name for one another ("the newspaper El
// Faro") the name.
func (w *writer) speaker(r nlp.Range) (int, bool) {
	h := w.tree.HeadOf(r)
	for k := r.Start; k <= r.End && k < w.tree.Len(); k++ {
		if w.tree.UPOS[k] != nlp.PROPN {
			continue
		}
		if k == h+1 && w.tree.UPOS[h] == nlp.NOUN && w.tree.Head[k] == w.tree.Head[h] && w.tree.Rel[k] == w.tree.Rel[h] { // a name hung beside its description
			if e, ok := w.resolution.At(k); ok && w.resolution.Entities[e].Type != cotejo.Place {
				return e, true
			}
		}
		if k == r.End || int(w.tree.Head[k]) != h && int(w.tree.Head[h]) != k {
			continue
		}
		low := k
		if int(w.tree.Head[h]) == k {
			low = h
		}
		switch w.tree.Rel[low] {
		case "appos", "flat", "compound", "nmod:desc", "nmod:unmarked":
			if e, ok := w.resolution.At(k); ok && w.resolution.Entities[e].Type != cotejo.Place {
				return e, true
			}
		}
	}
	return w.resolution.At(h)
}

// prints says whether e is the outlet that prints the report, or a wire credited for the whole of it: no level of a chain.
func (w *writer) prints(e cotejo.Entity) bool {
	for _, outlet := range append([]string{string(w.doc.Publisher)}, w.doc.Credit...) {
		if outlet == "" {
			continue
		}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			if gazetteer.Fold(name) == gazetteer.Fold(outlet) {
				return true
			}
		}
	}
	return false
}

func (w *writer) claim(c extract.Claim) {
	out := cotejo.Claim{Document: w.doc.ID, Predicate: c.Predicate, Roles: map[string][]cotejo.Filler{}, Phase: cotejo.Text(c.Phase),
		Stage: cotejo.Text(c.Stage), Commodity: cotejo.Text(c.Commodity), Time: c.Time, Quantity: c.Quantity, Hedge: c.Hedge,
		Certainty: c.Certainty, Polarity: c.Polarity, Attribution: []string{}, Novel: c.Novel, Why: c.Why, Confidence: math.Round(100*c.Confidence) / 100}
	for role, fillers := range c.Roles {
		for _, f := range fillers {
			out.Roles[role] = append(out.Roles[role], cotejo.Filler{Entity: f.Entity, Type: f.Type, Text: w.parsed.TextOf(f.Words), Span: w.span(f.Words)})
		}
	}
	for i, r := range c.Chain {
		if i > 0 && i == len(c.Chain)-1 && !w.levels[r] {
			continue
		}
		out.Attribution = append(out.Attribution, w.ids[r])
	}
	out.Evidence = cotejo.Evidence{Span: w.span(c.Evidence), Quote: w.parsed.TextOf(c.Evidence)}
	out.ID = identifier("c", w.doc.ID, out.Predicate, out.Evidence.Span, roleKey(out.Roles), out.Polarity, out.Attribution)
	w.reading.Claims = append(w.reading.Claims, out)
}

func roleKey(roles map[string][]cotejo.Filler) string {
	var parts []string
	for role, fillers := range roles {
		for _, f := range fillers {
			parts = append(parts, fmt.Sprint(role, f.Start, f.End))
		}
	}
	sort.Strings(parts)
	return strings.Join(parts, " ")
}

// identifier hashes what makes a record itself, so that the same words read again give the same id.
func identifier(kind string, parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		if s, ok := p.(*cotejo.SourceRef); ok && s != nil {
			p = s.Span
		}
		if s, ok := p.(*cotejo.Cue); ok && s != nil {
			p = s.Span
		}
		fmt.Fprintf(h, "%v\x00", p)
	}
	return kind + ":" + hex.EncodeToString(h.Sum(nil)[:10])
}

// points maps byte offsets of a text to code points.
type points struct{ at32 []int32 }

func newPoints(text string) points {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return points{}
	}
	at := make([]int32, len(text)+1)
	n := int32(0)
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		for j := 0; j < size; j++ {
			at[i+j] = n
		}
		i += size
		n++
	}
	at[len(text)] = n
	return points{at}
}

func (p points) at(offset int) int {
	if p.at32 == nil {
		return offset
	}
	return int(p.at32[offset])
}

// words gives the words of doc that the spans cover.
func (p points) words(doc *nlp.Doc, spans []cotejo.Span) []nlp.Range {
	var out []nlp.Range
	for _, s := range spans {
		from := sort.Search(doc.Len(), func(w int) bool { return p.at(int(doc.End[w])) > s.Start })
		to := sort.Search(doc.Len(), func(w int) bool { return p.at(int(doc.Start[w])) >= s.End })
		if from < to {
			out = append(out, nlp.Range{Start: from, End: to})
		}
	}
	return out
}
