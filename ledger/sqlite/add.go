package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
)

// Kinds of claim_entity.
const (
	actorKind  = "actor"
	placeKind  = "place"
	withinKind = "within" // a place that holds one in the claim
	otherKind  = "other"
	sourceKind = "source"
)

// mention is what a document keeps of a [cotejo.Mention]: the text itself says the rest.
type mention struct {
	Entity string            `json:"e,omitempty"`
	Type   cotejo.EntityType `json:"t"`
	Form   cotejo.Form       `json:"f,omitempty"`
	Value  string            `json:"v,omitempty"`
	Start  int               `json:"s"`
	End    int               `json:"n"`
}

// Add implements [cotejo.Ledger].
func (l *Ledger) Add(ctx context.Context, r *cotejo.Reading) (added bool, err error) {
	all, err := l.AddAll(ctx, []*cotejo.Reading{r})
	return err == nil && all[0], err
}

// AddAll implements [cotejo.Ledger].
func (l *Ledger) AddAll(ctx context.Context, readings []*cotejo.Reading) ([]bool, error) {
	if l.writer == nil {
		return nil, cotejo.Errorf(cotejo.ReadOnly, "the ledger %s is open for reading only", l.path)
	}
	for _, r := range readings {
		if err := r.Check(); err != nil {
			return nil, cotejo.Errorf(cotejo.Internal, "what was read from %s does not fit together", r.Document.Source).From(err)
		}
	}
	added := make([]bool, len(readings))
	a, now := newAdder(ctx, l.writer), l.now()
	err := l.writer.transaction(ctx, func() (err error) {
		for i, r := range readings {
			if added[i], err = a.reading(r, now); err != nil {
				return err
			}
		}
		return a.finish()
	})
	if err != nil {
		return nil, l.wrap(err)
	}
	return added, nil
}

// adder writes readings in one transaction, which ends with finish.
type adder struct {
	ctx       context.Context
	w         *writer
	rows      map[string]*entityRow // by id, of the entities met so far
	entities  map[string]int64      // id → seq
	heads     map[string]int64      // id → seq of the entity that it is taken for
	within    map[string][]string
	countries map[string]string // id → country, of places
	names     map[string]string // id → the name that the ledger knows it by

	// What finish writes. Counts and uses of one entity add up over readings.
	counts map[int64]*increments
	uses   map[use]int
	texts  []text
}

// increments is what is to be added to the counts of an entity.
type increments struct{ documents, claims, says int }

// use is an entity by a name that texts give it.
type use struct {
	entity int64
	name   string
}

// text is a row of a full-text index. These are written last: SQLite writes out what the indexes hold in memory before every statement
// that may have to be undone apart from its transaction.
type text struct {
	statement string
	args      []any
}

func newAdder(ctx context.Context, w *writer) *adder {
	return &adder{ctx: ctx, w: w, rows: map[string]*entityRow{}, entities: map[string]int64{}, heads: map[string]int64{}, within: map[string][]string{},
		countries: map[string]string{}, names: map[string]string{}, counts: map[int64]*increments{}, uses: map[use]int{}}
}

// finish writes what was put off.
func (a *adder) finish() error {
	for _, seq := range slices.Sorted(maps.Keys(a.counts)) {
		n := a.counts[seq]
		err := a.exec(`UPDATE entity SET documents = documents + ?, claims = claims + ?, says = says + ? WHERE seq = ?`, n.documents, n.claims, n.says, seq)
		if err != nil {
			return err
		}
	}
	uses := slices.SortedFunc(maps.Keys(a.uses), func(x, y use) int { return cmp.Or(cmp.Compare(x.entity, y.entity), cmp.Compare(x.name, y.name)) })
	for _, u := range uses {
		err := a.exec(`INSERT INTO entity_used VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`, u.entity, u.name, a.uses[u])
		if err != nil {
			return err
		}
	}
	for _, t := range a.texts {
		if err := a.exec(t.statement, t.args...); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) write(statement string, args ...any) {
	a.texts = append(a.texts, text{statement, args})
}

// count gives what is to be added to the counts of an entity.
func (a *adder) count(seq int64) *increments {
	n := a.counts[seq]
	if n == nil {
		n = &increments{}
		a.counts[seq] = n
	}
	return n
}

func (a *adder) exec(statement string, args ...any) error {
	_, err := a.w.exec(a.ctx, statement, args...)
	return err
}

func (a *adder) reading(r *cotejo.Reading, now time.Time) (bool, error) {
	document, err := a.document(r, now)
	if errors.Is(err, sql.ErrNoRows) { // the document is kept already
		return false, nil
	}
	if err == nil {
		err = a.records(document, r)
	}
	return err == nil, err
}

// records writes all but the document itself.
func (a *adder) records(document int64, r *cotejo.Reading) error {
	for i := range r.Entities {
		if err := a.entity(&r.Entities[i]); err != nil {
			return err
		}
	}
	if err := a.mentions(document, r); err != nil {
		return err
	}
	for i, attribution := range r.Attributions {
		record, err := json.Marshal(attribution)
		if err != nil {
			return err
		}
		if err := a.exec(`INSERT INTO attribution VALUES (?, ?, ?, ?)`, document, i, attribution.ID, string(record)); err != nil {
			return err
		}
	}
	for _, finding := range r.Findings() {
		if err := a.claim(document, &finding); err != nil {
			return err
		}
	}
	return nil
}

// encodeMentions gives a reading's mentions as its document keeps them.
func encodeMentions(r *cotejo.Reading) (string, error) {
	kept := make([]mention, len(r.Mentions))
	for i, m := range r.Mentions {
		kept[i] = mention{m.Entity, m.Type, m.Form, m.Value, m.Start, m.End}
	}
	data, err := json.Marshal(kept)
	return string(data), err
}

func (a *adder) document(r *cotejo.Reading, now time.Time) (seq int64, err error) {
	d := &r.Document
	credit, err := json.Marshal(d.Credit)
	if err != nil {
		return 0, err
	}
	mentions, err := encodeMentions(r)
	if err != nil {
		return 0, err
	}
	err = a.w.scan(a.ctx, `INSERT INTO document
		(id, source, url, title, publisher, published, language, credit, revises, origin, kept, claims, mentions, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING seq`, []any{
		d.ID, d.Source, string(d.URL), string(d.Title), string(d.Publisher), string(d.Published), d.Language, string(credit),
		string(d.Revises), string(d.Origin), now.UTC().Format(time.RFC3339), len(r.Claims), mentions, d.Text}, &seq)
	if err != nil {
		return 0, err
	}
	if err := a.exec(`INSERT INTO document_state VALUES (?, ?, ?, NULL)`, seq, dueNew, r.Engine); err != nil {
		return 0, err
	}
	a.write(`INSERT INTO document_text (rowid, title, text) VALUES (?, ?, ?)`, seq, string(d.Title), d.Text)
	return seq, nil
}

// entity keeps an entity, or teaches a known one what it lacked.
func (a *adder) entity(e *cotejo.Entity) error {
	known, err := a.known(e.ID)
	if err != nil {
		return err
	}
	now := *e
	if known != nil {
		now = learn(known.Entity, *e)
		a.met(known)
	}
	a.within[e.ID] = now.Within
	a.names[e.ID] = now.Name
	if now.Type == cotejo.Place {
		a.countries[e.ID] = string(now.Country)
	}
	if known != nil && reflect.DeepEqual(now, known.Entity) {
		return nil
	}
	if known != nil && now.Country != known.Country && now.Type == cotejo.Place {
		err = a.exec(`INSERT OR IGNORE INTO claim_country SELECT ?, claim FROM claim_entity WHERE entity = ? AND kind = ?`,
			string(now.Country), known.seq, placeKind)
		if err != nil {
			return err
		}
	}
	return a.keep(&now)
}

// met notes an entity as the ledger has it.
func (a *adder) met(e *entityRow) {
	a.entities[e.ID], a.heads[e.ID] = e.seq, e.identity()
	a.within[e.ID], a.names[e.ID] = e.Within, e.Name
	if e.Type == cotejo.Place {
		a.countries[e.ID] = string(e.Country)
	}
}

// known gives the entity with this id as the ledger has it, or nil.
func (a *adder) known(id string) (*entityRow, error) {
	if e, ok := a.rows[id]; ok {
		return e, nil
	}
	var e entityRow
	err := a.w.scan(a.ctx, `SELECT `+entityColumns+` FROM entity e WHERE id = ?`, []any{id}, e.columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a.rows[id] = &e
	return &e, e.done()
}

// keep writes an entity with its names.
func (a *adder) keep(e *cotejo.Entity) error {
	aliases, err := json.Marshal(e.Aliases)
	if err != nil {
		return err
	}
	var seq int64
	err = a.w.scan(a.ctx, `INSERT INTO entity
		(id, name, type, subtype, aliases, country, lat, lon, geonames, documents, claims, says, bound, within)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)
		ON CONFLICT (id) DO UPDATE SET subtype = excluded.subtype, aliases = excluded.aliases, country = excluded.country,
			lat = excluded.lat, lon = excluded.lon, geonames = excluded.geonames, bound = excluded.bound, within = excluded.within
		RETURNING seq`, []any{e.ID, e.Name, string(e.Type), string(e.Subtype), string(aliases), string(e.Country), e.Lat, e.Lon,
		string(e.Geonames), e.Bound, list(e.Within)}, &seq)
	if err != nil {
		return err
	}
	a.entities[e.ID] = seq
	if a.heads[e.ID] == 0 {
		a.heads[e.ID] = seq
	}
	if a.rows[e.ID] == nil {
		a.rows[e.ID] = &entityRow{seq: seq}
	}
	a.rows[e.ID].Entity = *e
	names := append([]string{e.Name}, e.Aliases...)
	for _, name := range names {
		if err := a.exec(`INSERT OR IGNORE INTO entity_name VALUES (?, ?)`, fold(name), seq); err != nil {
			return err
		}
	}
	a.write(`INSERT OR REPLACE INTO entity_text (rowid, names) VALUES (?, ?)`, seq, strings.Join(names, "\n"))
	return nil
}

// learn gives what is known, with the aliases of e and the facts of e that it lacked.
func learn(known, e cotejo.Entity) cotejo.Entity {
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		if name != known.Name && !slices.Contains(known.Aliases, name) {
			known.Aliases = append(known.Aliases, name)
		}
	}
	known.Subtype = first(known.Subtype, e.Subtype)
	known.Country = first(known.Country, e.Country)
	known.Geonames = first(known.Geonames, e.Geonames)
	known.Bound = e.Bound
	if len(e.Within) > len(known.Within) {
		known.Within = e.Within
	}
	known.Lat = cmp.Or(known.Lat, e.Lat)
	known.Lon = cmp.Or(known.Lon, e.Lon)
	return known
}

// first gives the first in the alphabet of what two readings say, so that their order does not matter.
func first(a, b cotejo.Text) cotejo.Text {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func (a *adder) mentions(document int64, r *cotejo.Reading) error {
	seen := map[string]bool{}
	for _, m := range r.Mentions {
		if m.Entity == "" {
			continue
		}
		seen[m.Entity] = true
		if m.Form == cotejo.Name {
			a.uses[use{a.entities[m.Entity], strings.Join(strings.Fields(m.Text), " ")}]++
		}
	}
	heads := map[int64]bool{}
	for _, e := range r.Entities {
		if !seen[e.ID] {
			continue
		}
		if err := a.exec(`INSERT OR IGNORE INTO entity_document VALUES (?, ?)`, a.entities[e.ID], document); err != nil {
			return err
		}
		heads[a.heads[e.ID]] = true
	}
	for head := range heads {
		a.count(head).documents++
	}
	return nil
}

func (a *adder) claim(document int64, f *cotejo.Finding) error {
	first, last := days(f)
	result, err := a.w.exec(a.ctx, `INSERT INTO claim
		(document, predicate, stage, commodity, hedge, certainty, polarity, first, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		document, f.Predicate, string(f.Stage), string(f.Commodity), string(f.Hedge), string(f.Certainty), f.Polarity, first, last)
	if err != nil {
		return err
	}
	seq, err := result.LastInsertId()
	if err != nil {
		return err
	}
	record, err := json.Marshal(f.Claim)
	if err != nil {
		return err
	}
	if err := a.exec(`INSERT INTO claim_record VALUES (?, ?, ?)`, seq, f.ID, string(record)); err != nil {
		return err
	}
	return a.index(seq, f)
}

// index writes what a claim is found by beside its own columns.
func (a *adder) index(seq int64, f *cotejo.Finding) error {
	a.write(`INSERT INTO claim_text (rowid, words) VALUES (?, ?)`, seq, a.words(f))
	if err := a.actors(seq, f); err != nil {
		return err
	}
	return a.sources(seq, f)
}

// days gives the days that a claim is found by: its own, or where its words settle none its document's.
func days(f *cotejo.Finding) (first, last string) {
	if t := f.Time; t != nil && (t.Start != "" || t.End != "") {
		return string(cmp.Or(t.Start, t.End)), string(cmp.Or(t.End, t.Start))
	}
	return string(f.Report.Published), string(f.Report.Published)
}

// words is what a search for a claim looks at: the words that carry it, and the names of all in it.
func (a *adder) words(f *cotejo.Finding) string {
	lines := []string{f.Evidence.Quote, f.Predicate, string(f.Stage), string(f.Commodity)}
	for _, id := range f.EntityIDs() {
		lines = append(lines, a.names[id])
	}
	for _, role := range cotejo.Roles {
		for _, filler := range f.Roles[role] {
			lines = append(lines, filler.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (a *adder) actors(claim int64, f *cotejo.Finding) error {
	heads := map[int64]bool{}
	for _, role := range cotejo.Roles {
		for _, filler := range f.Roles[role] {
			if filler.Entity == "" {
				continue
			}
			heads[a.heads[filler.Entity]] = true
			if err := a.exec(`INSERT OR IGNORE INTO claim_role VALUES (?, ?, ?)`, claim, role, a.entities[filler.Entity]); err != nil {
				return err
			}
			for _, kind := range kinds(role, f.Entities[filler.Entity].Type) {
				if err := a.exec(`INSERT OR IGNORE INTO claim_entity VALUES (?, ?, ?)`, a.entities[filler.Entity], kind, claim); err != nil {
					return err
				}
				if country := a.countries[filler.Entity]; kind == placeKind && country != "" {
					if err := a.exec(`INSERT OR IGNORE INTO claim_country VALUES (?, ?)`, country, claim); err != nil {
						return err
					}
				}
				if kind != placeKind {
					continue
				}
				for _, holder := range a.within[filler.Entity] {
					seq, err := a.seq(holder)
					if err == nil && seq != 0 {
						err = a.exec(`INSERT OR IGNORE INTO claim_entity VALUES (?, ?, ?)`, seq, withinKind, claim)
					}
					if err != nil {
						return err
					}
				}
			}
		}
	}
	for head := range heads {
		a.count(head).claims++
	}
	return nil
}

// seq gives the seq of an entity that may be of another reading, or 0.
func (a *adder) seq(id string) (seq int64, err error) {
	if seq, ok := a.entities[id]; ok {
		return seq, nil
	}
	err = a.w.scan(a.ctx, `SELECT seq FROM entity WHERE id = ?`, []any{id}, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err == nil {
		a.entities[id] = seq
	}
	return seq, err
}

// kinds says how a claim is found by an entity of this type in this role.
func kinds(role string, t cotejo.EntityType) []string {
	var out []string
	if slices.Contains(cotejo.ActorRoles, role) {
		out = append(out, actorKind)
	}
	if t == cotejo.Place && slices.Contains(cotejo.PlaceRoles, role) {
		out = append(out, placeKind)
	}
	if len(out) == 0 {
		out = append(out, otherKind)
	}
	return out
}

func (a *adder) sources(claim int64, f *cotejo.Finding) error {
	names := map[string]bool{fold(string(f.Report.Publisher)): true}
	for _, wire := range f.Report.Credit {
		names[fold(wire)] = true
	}
	says := map[string]bool{}
	for _, attribution := range f.Chain {
		switch source := attribution.Source; {
		case source == nil:
		case source.Entity == "":
			names[fold(source.Text)] = true
		default:
			says[source.Entity] = true
		}
	}
	for name := range names {
		if name == "" {
			continue
		}
		if err := a.exec(`INSERT OR IGNORE INTO claim_source VALUES (?, ?)`, name, claim); err != nil {
			return err
		}
	}
	heads := map[int64]bool{}
	for id := range says {
		if err := a.exec(`INSERT OR IGNORE INTO claim_entity VALUES (?, ?, ?)`, a.entities[id], sourceKind, claim); err != nil {
			return err
		}
		heads[a.heads[id]] = true
	}
	for head := range heads {
		a.count(head).says++
	}
	return nil
}
