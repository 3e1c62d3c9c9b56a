package flow

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/weigh"
)

// subject is of whom facets are known, and of which kind.
type subject struct {
	kind cotejo.ChangeKind
	key  int64
}

// known gives what is known of a subject, the earliest day first. A failure of the ledger is kept in failed.
func (b *batch) known(kind cotejo.ChangeKind, of string) []weigh.Facet {
	s := subject{kind, hash(of)}
	if found, ok := b.facets[s]; ok {
		return found
	}
	kept, err := b.Facets(kind, s.key)
	if err != nil {
		b.failed = err
		return nil
	}
	out := make([]weigh.Facet, len(kept))
	for i, f := range kept {
		out[i] = weigh.Facet{Kind: kind, Subject: of, Value: f.Value, Words: f.Words, Day: f.Day}
	}
	b.facets[s] = out
	return out
}

// remember adds what a claim says to what is known.
func (b *batch) remember(c *weigh.Claim) error {
	for _, f := range b.scheme.Facets(c) {
		s := subject{f.Kind, hash(f.Subject)}
		if err := b.AddFacet(f.Kind, s.key, cotejo.KnownFacet{Value: f.Value, Words: f.Words, Day: f.Day}, 1); err != nil {
			return err
		}
		known, ok := b.facets[s]
		if !ok {
			continue
		}
		i := slices.IndexFunc(known, func(o weigh.Facet) bool { return o.Value == f.Value })
		switch {
		case i < 0:
			known = append(known, f)
		case known[i].Day < f.Day:
			known[i].Day = f.Day
		default:
			continue
		}
		b.facets[s] = byDay(known)
	}
	return nil
}

// byDay sorts facets, the earliest first.
func byDay(facets []weigh.Facet) []weigh.Facet {
	slices.SortStableFunc(facets, func(a, b weigh.Facet) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Value, b.Value)) })
	return facets
}

// forget takes what a claim said out of what is known.
func (b *batch) forget(record string) error {
	c, err := decode(record)
	if err != nil {
		return err
	}
	for _, f := range b.scheme.Facets(&c) {
		s := subject{f.Kind, hash(f.Subject)}
		delete(b.facets, s)
		if err := b.AddFacet(f.Kind, s.key, cotejo.KnownFacet{Value: f.Value}, -1); err != nil {
			return err
		}
	}
	return nil
}

// weighed is a claim as the ledger keeps it for weighing: short names, and nothing that is empty.
type weighed struct {
	ID        string              `json:"i"`
	Document  string              `json:"d"`
	Family    string              `json:"f,omitempty"` // where it is not the document
	Predicate string              `json:"p"`
	Stage     string              `json:"s,omitempty"`
	Commodity string              `json:"c,omitempty"`
	Phase     string              `json:"ph,omitempty"`
	Polarity  string              `json:"po"`
	Roles     map[string][]filled `json:"r,omitempty"`
	Hedge     cotejo.Hedge        `json:"h"`
	Certainty cotejo.Certainty    `json:"ce,omitempty"`
	First     string              `json:"a,omitempty"`
	Last      string              `json:"z,omitempty"`
	Published string              `json:"pu,omitempty"`
	Quantity  *cotejo.Quantity    `json:"q,omitempty"`
	Quote     string              `json:"w"`
	Chain     []spoken            `json:"ch,omitempty"`
	Outlet    *spoken             `json:"o,omitempty"`
}

type filled struct {
	Identity string            `json:"i,omitempty"`
	Name     string            `json:"n"`
	Type     cotejo.EntityType `json:"t,omitempty"`
	Named    bool              `json:"k,omitempty"`
	Common   bool              `json:"m,omitempty"`
	Within   []string          `json:"w,omitempty"`
	Wide     bool              `json:"e,omitempty"`
}

type spoken struct {
	Identity string            `json:"i,omitempty"`
	Name     string            `json:"n,omitempty"`
	Type     cotejo.SourceType `json:"t,omitempty"`
	Subtype  string            `json:"s,omitempty"`
}

func encode(c *weigh.Claim) string {
	w := weighed{ID: c.ID, Document: c.Document, Predicate: c.Predicate, Stage: c.Stage, Commodity: c.Commodity, Phase: c.Phase, Polarity: c.Polarity,
		Roles: map[string][]filled{}, Hedge: c.Hedge, Certainty: c.Certainty, First: c.First, Last: c.Last, Published: c.Published, Quantity: c.Quantity, Quote: c.Quote}
	if c.Family != c.Document {
		w.Family = c.Family
	}
	for role, fillers := range c.Roles {
		for _, f := range fillers {
			w.Roles[role] = append(w.Roles[role], filled(f))
		}
	}
	for _, s := range c.Chain {
		w.Chain = append(w.Chain, spoken(s))
	}
	if c.Outlet != (weigh.Source{}) {
		o := spoken(c.Outlet)
		w.Outlet = &o
	}
	data, err := json.Marshal(w)
	if err != nil {
		panic(err) // numbers that JSON has no form for are no figures of a text
	}
	return string(data)
}

func decode(record string) (weigh.Claim, error) {
	var w weighed
	if err := json.Unmarshal([]byte(record), &w); err != nil {
		return weigh.Claim{}, err
	}
	c := weigh.Claim{ID: w.ID, Document: w.Document, Family: cmp.Or(w.Family, w.Document), Predicate: w.Predicate, Stage: w.Stage, Commodity: w.Commodity,
		Phase: w.Phase, Polarity: w.Polarity, Roles: make(map[string][]weigh.Filler, len(w.Roles)), Hedge: w.Hedge, Certainty: w.Certainty,
		First: w.First, Last: w.Last, Published: w.Published, Quantity: w.Quantity, Quote: w.Quote}
	for role, fillers := range w.Roles {
		for _, f := range fillers {
			c.Roles[role] = append(c.Roles[role], weigh.Filler(f))
		}
	}
	for _, s := range w.Chain {
		c.Chain = append(c.Chain, weigh.Source(s))
	}
	if w.Outlet != nil {
		c.Outlet = weigh.Source(*w.Outlet)
	}
	return c, nil
}
