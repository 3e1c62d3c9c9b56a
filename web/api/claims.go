package api

import (
	"context"
	"iter"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/danielgtaylor/huma/v2"
)

// Finding is a claim with what it takes to show it.
type Finding struct {
	Claim       cotejo.Claim             `json:"claim"`
	Sentence    string                   `json:"sentence" doc:"the claim in plain English, with its hedge and its chain"`
	Chain       []cotejo.Attribution     `json:"chain" doc:"on whose word, innermost source first"`
	Entities    map[string]cotejo.Entity `json:"entities" doc:"all that the claim and its chain name, by the ids in it"`
	Report      Report                   `json:"report"`
	Corrections []string                 `json:"corrections" doc:"who put right what in the claim, and what was read there, in words"`
}

// Report is a document without its text.
type Report struct {
	ID        string      `json:"id"`
	Source    string      `json:"source" doc:"path or address, as given"`
	Title     cotejo.Text `json:"title"`
	Publisher cotejo.Text `json:"publisher"`
	Published cotejo.Text `json:"published"`
	URL       cotejo.Text `json:"url"`
	Language  string      `json:"language"`
	Credit    []string    `json:"credit"`
	Revises   cotejo.Text `json:"revises"`
	Origin    cotejo.Text `json:"origin"`
}

func newReport(d *cotejo.Document) Report {
	return Report{d.ID, d.Source, d.Title, d.Publisher, d.Published, d.URL, d.Language, filled(d.Credit), d.Revises, d.Origin}
}

// filled gives an empty list for none, so that nobody has to tell null from [].
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func newFinding(f *cotejo.Finding) Finding {
	out := Finding{Claim: f.Claim, Sentence: export.Sentence(f), Chain: filled(f.Chain), Entities: f.Entities, Report: newReport(&f.Report), Corrections: filled(export.Corrections(f))}
	out.Claim.Attribution = filled(out.Claim.Attribution)
	for id, e := range out.Entities {
		e.Aliases = filled(e.Aliases)
		out.Entities[id] = e
	}
	for i := range out.Chain {
		out.Chain[i].Content = filled(out.Chain[i].Content)
	}
	return out
}

func newFindings(list []cotejo.Finding) []Finding {
	out := make([]Finding, len(list))
	for i := range list {
		out[i] = newFinding(&list[i])
	}
	return out
}

// Findings is a page of claims.
type Findings struct {
	Claims []Finding `json:"claims"`
	Total  int       `json:"total" doc:"claims that pass the filter"`
	Page
}

func (s *server) claims(a huma.API) {
	get(a, "listClaims", "/claims", "Find claims", func(ctx context.Context, in *struct {
		ClaimFilter
		Paging
	}) (*Findings, error) {
		f, err := s.filter(&in.ClaimFilter)
		if err != nil {
			return nil, err
		}
		out := &Findings{}
		if out.Total, err = s.store.Count(ctx, f); err != nil {
			return nil, err
		}
		f.Limit, f.Offset = in.Limit+1, in.Offset
		list, err := Collect(s.store.Claims(ctx, f))
		if err != nil {
			return nil, err
		}
		list, out.Page = page(in.Paging, list)
		out.Claims = newFindings(list)
		return out, nil
	})
	get(a, "getClaim", "/claims/{id}", "One claim", func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"200"`
	}) (*Finding, error) {
		f, err := s.store.Claim(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		out := newFinding(&f)
		return &out, nil
	})
}

// Collect takes all of a sequence, up to its first error.
func Collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
