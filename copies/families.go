package copies

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// Pair is two documents of which one prints the other's text, with the shares that [Compare] gives.
type Pair struct {
	A, B           string // ids
	ShareA, ShareB float64
}

// half is the share that joins: where less of either text stands in the other, both have pieces of a third.
const half = 0.45

// whole is the share of a text from which on it counts as one reprint, and not as one of several put together.
const whole = 0.75

// Families gives the families of copies, sorted by the id of the origin: the connected parts of what the pairs join, two documents at
// least. Documents need no text, and pairs with a document that is not among them are left out. The result depends on what the
// pairs and documents are and not on their order.
//
// A pair joins where nearly half of one text stands in the other: what shares less may have pieces of a third.
//
// A text that was put together out of earlier ones does not make them one: where less than three quarters of it stand in a text of
// a day before its own, it is taken for a copy of the one of those that gives it most. Days that are not known part nothing.
//
// The origin is the first by [First]. The overlap of a copy is the share of its text that stands in the origin, or where that pair
// is not given the largest that stands in any of the family.
func Families(pairs []Pair, documents []cotejo.Document) []cotejo.Copies {
	known := make(map[string]*cotejo.Document, len(documents))
	for i := range documents {
		known[documents[i].ID] = &documents[i]
	}
	edges := joining(pairs, known)
	parts := newParts()
	for _, e := range edges {
		parts.join(e.A, e.B)
	}
	var out []cotejo.Copies
	for _, members := range parts.all() {
		family := make([]cotejo.Document, len(members))
		for i, id := range members {
			family[i] = *known[id]
		}
		origin := First(family)
		c := cotejo.Copies{Origin: origin}
		for _, id := range members {
			if id != origin {
				c.Copies = append(c.Copies, cotejo.Copy{Document: id})
			}
		}
		out = append(out, c)
	}
	overlaps(out, edges)
	slices.SortFunc(out, func(a, b cotejo.Copies) int { return strings.Compare(a.Origin, b.Origin) })
	return out
}

// joining gives the pairs that make families.
func joining(pairs []Pair, known map[string]*cotejo.Document) []Pair {
	best := map[string]Pair{} // of a text put together out of earlier ones: the pair to keep, as A
	var out []Pair
	for _, p := range pairs {
		a, b := known[p.A], known[p.B]
		if a == nil || b == nil || p.A == p.B || max(p.ShareA, p.ShareB) < half {
			continue
		}
		if a.Published < b.Published {
			p = Pair{p.B, p.A, p.ShareB, p.ShareA}
			a, b = b, a
		}
		if b.Published == "" || a.Published == b.Published || p.ShareA >= whole {
			out = append(out, p)
			continue
		}
		was, ok := best[p.A]
		if !ok || cmp.Or(cmp.Compare(p.ShareA, was.ShareA), strings.Compare(string(known[was.B].Published), string(b.Published)), strings.Compare(was.B, p.B)) > 0 {
			best[p.A] = p
		}
	}
	for _, p := range best {
		out = append(out, p)
	}
	return out
}

// overlaps fills in the shares of the copies.
func overlaps(families []cotejo.Copies, edges []Pair) {
	type place struct{ family, copy int }
	at := map[string]place{}
	for i, f := range families {
		for j, c := range f.Copies {
			at[c.Document] = place{i, j}
		}
	}
	direct := map[string]bool{}
	see := func(id, other string, share float64) {
		p, ok := at[id]
		if !ok {
			return
		}
		c := &families[p.family].Copies[p.copy]
		toOrigin := other == families[p.family].Origin
		switch {
		case toOrigin && !direct[id]:
			direct[id], c.Overlap = true, share
		case toOrigin == direct[id]:
			c.Overlap = max(c.Overlap, share)
		}
	}
	for _, e := range edges {
		see(e.A, e.B, e.ShareA)
		see(e.B, e.A, e.ShareB)
	}
}
