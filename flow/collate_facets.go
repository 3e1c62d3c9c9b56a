package flow

import (
	"cmp"
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
func (b *batch) forget(record []byte) error {
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
