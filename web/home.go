package web

import (
	"net/http"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/web/api"
)

// homeView is what the first page shows.
type homeView struct {
	Counts  cotejo.Counts
	Newest  []claimView
	Reports []documentRow
	Actors  []entityRow
}

func (s *server) home(r *http.Request) (*view, error) {
	ctx := r.Context()
	counts, err := s.ledger.Counts(ctx)
	if err != nil {
		return nil, err
	}
	v := homeView{Counts: counts}
	findings, err := api.Collect(s.ledger.Claims(ctx, cotejo.Filter{Newest: true, Limit: 20}))
	if err != nil {
		return nil, err
	}
	v.Newest = viewClaims(findings)
	entries, err := s.ledger.Documents(ctx, 8, 0)
	if err != nil {
		return nil, err
	}
	v.Reports = documentRows(entries)
	actors, err := s.ledger.Entities(ctx, "", 12, 0)
	if err != nil {
		return nil, err
	}
	v.Actors = s.entityRows(actors)
	return &view{Name: "home", Here: "home", Body: v}, nil
}

// aboutView is what the page that explains shows.
type aboutView struct {
	Hedges     []hedgeView
	Predicates []Predicate
}

func (s *server) about(*http.Request) (*view, error) {
	v := aboutView{Predicates: s.opt.Predicates}
	for _, h := range cotejo.Hedges {
		v.Hedges = append(v.Hedges, viewHedge(h))
	}
	return &view{Name: "about", Title: "How to read it", Here: "about", Body: v}, nil
}
