package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/web/api"
)

// mostPieces is how many of the entities that are taken for one its page lists, and mostDecided how many decisions.
const (
	mostPieces  = 60
	mostDecided = 40
)

// identityView is what is taken for the entity of a dossier, and what people decided of who it is.
type identityView struct {
	ID       string
	Pieces   []pieceView // as they were read, none where the entity stands alone
	More     int         // pieces that are left out
	Decided  []decidedView
	Writable bool   // people can decide here
	Refusal  string // why they cannot, or ""
}

// pieceView is one entity of several that are taken for the same.
type pieceView struct {
	Name    string
	Kind    string
	Aliases string
	ID      string
	From    string // the piece to tell it from when it is split off
}

// decidedView is a decision on an entity, in words.
type decidedView struct {
	cotejo.DecisionEntry
	Names []link // whom it is about
}

// identity says what is taken for the entity with the given id.
func (s *server) identity(ctx context.Context, id string) (identityView, error) {
	v := identityView{ID: id}
	if v.Writable = s.writable(); !v.Writable {
		v.Refusal = s.opt.API.ReadOnly
	}
	pieces, err := s.ledger.Pieces(ctx, id)
	if err != nil {
		return v, err
	}
	// The entity that the page is of comes first: the others are told from it.
	slices.SortStableFunc(pieces, func(a, b cotejo.Entity) int { return cmp.Compare(rank(a.ID == id), rank(b.ID == id)) })
	v.More = max(0, len(pieces)-mostPieces)
	pieces = pieces[:len(pieces)-v.More]
	known := map[string]string{}
	for i, e := range pieces {
		known[e.ID] = e.Name
		p := pieceView{Name: cmp.Or(clip(longName, e.Name), "unnamed"), Kind: kindOf(e), ID: e.ID, From: pieces[0].ID}
		if i == 0 && len(pieces) > 1 {
			p.From = pieces[1].ID
		}
		p.Aliases = clip(longSentence, strings.Join(slices.DeleteFunc(slices.Clone(e.Aliases), func(a string) bool { return a == e.Name }), " · "))
		v.Pieces = append(v.Pieces, p)
	}
	if len(v.Pieces) == 1 {
		v.Pieces = nil
	}
	var decided []cotejo.DecisionEntry
	for _, e := range pieces {
		found, err := s.ledger.Decisions(ctx, e.ID, mostDecided, 0)
		if err != nil {
			return v, err
		}
		for _, d := range found {
			if !slices.ContainsFunc(decided, func(o cotejo.DecisionEntry) bool { return o.ID == d.ID }) {
				decided = append(decided, d)
			}
		}
	}
	slices.SortStableFunc(decided, func(a, b cotejo.DecisionEntry) int { return strings.Compare(b.At, a.At) })
	for _, d := range decided[:min(len(decided), mostDecided)] {
		view := decidedView{DecisionEntry: d}
		for _, subject := range d.Subjects[:min(len(d.Subjects), 2)] { // a merge goes on with all that were taken for the two
			name, ok := known[subject]
			if !ok {
				if name, err = s.pieceName(ctx, subject); err != nil {
					return v, err
				}
				known[subject] = name
			}
			view.Names = append(view.Names, link{cmp.Or(clip(longName, name), "unnamed"), entityPath(subject)})
		}
		v.Decided = append(v.Decided, view)
	}
	return v, nil
}

// writable says whether people can decide here.
func (s *server) writable() bool {
	_, answers := s.ledger.(api.Store)
	return answers && s.opt.API.ReadOnly == ""
}

// rank orders what holds before what does not.
func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

// pieceName names the entity with this id as it was read, or by its id where the ledger no longer holds it.
func (s *server) pieceName(ctx context.Context, id string) (string, error) {
	pieces, err := s.ledger.Pieces(ctx, id)
	if err != nil && cotejo.CodeOf(err) != cotejo.NotFound {
		return "", err
	}
	for _, e := range pieces {
		if e.ID == id {
			return e.Name, nil
		}
	}
	return id, nil
}
