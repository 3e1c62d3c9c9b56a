package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/danielgtaylor/huma/v2"
)

// ChangeEntry is a line of the change feed with the claim that brings it.
type ChangeEntry struct {
	cotejo.Change
	Finding *Finding `json:"finding,omitempty" doc:"left out where the claim is no longer kept"`
}

// Changes is a page of the change feed, the latest first.
type Changes struct {
	Changes []ChangeEntry `json:"changes"`
	Page
}

// ChangeQuery chooses changes.
type ChangeQuery struct {
	Since string   `query:"since" maxLength:"40" doc:"RFC 3339 full-date or time from which on the ledger learned it"`
	Until string   `query:"until" maxLength:"40" doc:"and before which"`
	Kind  []string `query:"kind,explode" enum:"actor,place,stage,tie,figure,contradiction,withdrawn,origin,decision"`
	Actor string   `query:"actor" maxLength:"200" doc:"id, name or words of the name of somebody or some place in the claim, or on whose word it is"`
}

// Resolve implements [huma.Resolver]: days and times that are none are refused.
func (q *ChangeQuery) Resolve(huma.Context) []error {
	var out []error
	for name, when := range map[string]string{"since": q.Since, "until": q.Until} {
		_, day := time.Parse(time.DateOnly, when)
		_, instant := time.Parse(time.RFC3339, when)
		if when != "" && day != nil && instant != nil {
			out = append(out, &huma.ErrorDetail{Location: "query." + name, Message: "write a day as 2021-05-03, a time as 2021-05-03T08:00:00Z", Value: when})
		}
	}
	return out
}

// News finds changes with their claims, for the API and for feeds. More says whether there are others beyond them.
func (s *server) news(ctx context.Context, q ChangeQuery, limit, offset int) (out []export.News, more bool, err error) {
	list, err := s.store.Changes(ctx, cotejo.ChangeFilter{Since: q.Since, Until: q.Until, Kinds: cast[cotejo.ChangeKind](q.Kind), About: q.Actor,
		Limit: limit + 1, Offset: offset})
	if err != nil {
		return nil, false, err
	}
	if more = len(list) > limit; more {
		list = list[:limit]
	}
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.Claim
	}
	claims, err := s.store.ClaimsByID(ctx, ids)
	for _, c := range list {
		out = append(out, export.News{Change: c, Finding: claims[c.Claim]})
	}
	return out, more, err
}

// Clusters is what says the same as a claim, weighed.
type Clusters struct {
	Clusters []cotejo.Cluster `json:"clusters"`
}

// Contradictions is a page of accounts that cannot both hold.
type Contradictions struct {
	Contradictions []cotejo.Contradiction `json:"contradictions"`
	Page
}

// CopiesPage is a page of reports that others print again.
type CopiesPage struct {
	Copies []cotejo.Copies `json:"copies"`
	Page
}

// Decisions is a page of what people decided, the latest first.
type Decisions struct {
	Decisions []cotejo.DecisionEntry `json:"decisions"`
	Page
}

// Review is claims that nobody has decided on, those first that would change most.
type Review struct {
	Items []ReviewItem `json:"items"`
}

// ReviewItem is a claim to be held against its words.
type ReviewItem struct {
	Finding Finding  `json:"finding"`
	Reasons []string `json:"reasons" doc:"why it is worth a look, in words"`
	Weight  float64  `json:"weight"`
}

func (s *server) collation(a huma.API) {
	get(a, "listChanges", "/changes", "What the ledger learned, the latest first", func(ctx context.Context, in *struct {
		ChangeQuery
		Paging
	}) (*Changes, error) {
		news, more, err := s.news(ctx, in.ChangeQuery, in.Limit, in.Offset)
		out := &Changes{Changes: []ChangeEntry{}, Page: Page{in.Limit, in.Offset, more}}
		for i := range news {
			c := ChangeEntry{Change: news[i].Change}
			if news[i].Finding.ID != "" {
				f := newFinding(&news[i].Finding)
				c.Finding = &f
			}
			out.Changes = append(out.Changes, c)
		}
		return out, err
	})
	get(a, "getClusters", "/claims/{id}/clusters", "What says the same as a claim: its independent origins, what contradicts it, a suggested credibility", func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"200"`
	}) (*Clusters, error) {
		if _, err := s.store.Claim(ctx, in.ID); err != nil {
			return nil, err
		}
		list, err := s.store.Clusters(ctx, cotejo.ClusterFilter{Claim: in.ID})
		for i := range list {
			list[i].Contradicts, list[i].Origins = filled(list[i].Contradicts), filled(list[i].Origins)
		}
		return &Clusters{filled(list)}, err
	})
	get(a, "listContradictions", "/contradictions", "Accounts that cannot both hold", func(ctx context.Context, in *struct {
		Claim string `query:"claim" maxLength:"200" doc:"id of a claim that has a part in them; all where it is empty"`
		Paging
	}) (*Contradictions, error) {
		list, err := s.store.Contradictions(ctx, in.Claim, in.Limit+1, in.Offset)
		out := &Contradictions{}
		out.Contradictions, out.Page = page(in.Paging, list)
		return out, err
	})
	get(a, "listCopies", "/copies", "Reports that others print again", func(ctx context.Context, in *struct {
		Document string `query:"document" maxLength:"200" doc:"id of a report of the family; all where it is empty"`
		Paging
	}) (*CopiesPage, error) {
		list, err := s.store.Copies(ctx, in.Document, in.Limit+1, in.Offset)
		out := &CopiesPage{}
		out.Copies, out.Page = page(in.Paging, list)
		return out, err
	})
	get(a, "listDecisions", "/decisions", "What people decided, the latest first", func(ctx context.Context, in *struct {
		Subject string `query:"subject" maxLength:"200" doc:"id of a claim, an entity or a decision; all where it is empty"`
		Paging
	}) (*Decisions, error) {
		list, err := s.store.Decisions(ctx, in.Subject, in.Limit+1, in.Offset)
		out := &Decisions{}
		out.Decisions, out.Page = page(in.Paging, list)
		return out, err
	})
	get(a, "getReview", "/review", "Claims that nobody has decided on, those first that would change most", func(ctx context.Context, in *struct {
		Limit int `query:"limit" minimum:"1" maximum:"200" default:"50"`
	}) (*Review, error) {
		return s.review(ctx, in.Limit)
	})
}

// reviewWeights says how much hangs on a claim for each thing that it alone may have brought: judgements, like those of the weighing scheme.
var reviewWeights = map[cotejo.ChangeKind]float64{cotejo.Contradicted: 3, cotejo.Turned: 3, cotejo.Moved: 2, cotejo.NewPlace: 2, cotejo.NewStage: 2, cotejo.NewActor: 1}

// review gathers the claims behind contradictions and changes; what is less surely read weighs more.
func (s *server) review(ctx context.Context, limit int) (*Review, error) {
	reasons, weights, order := map[string][]string{}, map[string]float64{}, []string{}
	note := func(claim, reason string, weight float64) {
		if claim == "" {
			return
		}
		if _, known := weights[claim]; !known {
			order = append(order, claim)
		}
		weights[claim] += weight
		if !slices.Contains(reasons[claim], reason) {
			reasons[claim] = append(reasons[claim], reason)
		}
	}
	contradictions, err := s.store.Contradictions(ctx, "", 4*limit, 0)
	if err != nil {
		return nil, err
	}
	for _, c := range contradictions {
		for _, side := range [][]string{c.A, c.B} {
			if len(side) == 1 { // one claim alone stands against the others
				note(side[0], c.Reason, reviewWeights[cotejo.Contradicted])
			}
		}
	}
	changes, err := s.store.Changes(ctx, cotejo.ChangeFilter{Limit: 8 * limit})
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if w := reviewWeights[c.Kind]; w > 0 {
			note(c.Claim, c.Text, w)
		}
	}
	claims, err := s.store.ClaimsByID(ctx, order)
	if err != nil {
		return nil, err
	}
	out := &Review{Items: []ReviewItem{}}
	for _, id := range order {
		f, known := claims[id]
		if !known {
			continue
		}
		decided, err := s.store.Decisions(ctx, id, 20, 0)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(decided, func(d cotejo.DecisionEntry) bool {
			return d.Undone == "" && (d.Verb == cotejo.Accept || d.Verb == cotejo.Reject || d.Verb == cotejo.Correct)
		}) {
			continue
		}
		out.Items = append(out.Items, ReviewItem{newFinding(&f), reasons[id], weights[id] * (1.5 - f.Confidence)})
	}
	slices.SortStableFunc(out.Items, func(a, b ReviewItem) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Finding.Claim.ID, b.Finding.Claim.ID))
	})
	out.Items = out.Items[:min(len(out.Items), limit)]
	return out, nil
}
