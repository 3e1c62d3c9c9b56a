package api

import (
	"context"

	"github.com/cotejo/cotejo"
	"github.com/danielgtaylor/huma/v2"
)

// Reports is a page of reports.
type Reports struct {
	Reports []ReportEntry `json:"reports"`
	Page
}

// ReportEntry is a report in a list.
type ReportEntry struct {
	Report
	Claims int `json:"claims" doc:"how many it makes"`
}

// Reading is all that was read from a report.
type Reading struct {
	Report       Report               `json:"report"`
	Text         string               `json:"text" doc:"spans count its code points"`
	Entities     []cotejo.Entity      `json:"entities"`
	Mentions     []cotejo.Mention     `json:"mentions"`
	Attributions []cotejo.Attribution `json:"attributions"`
	Claims       []cotejo.Claim       `json:"claims"`
}

// Hits is a page of reports that a search found.
type Hits struct {
	Hits  []Hit `json:"hits"`
	Among int   `json:"among" doc:"where very many reports hold the words: these are the best of so many read last; 0: of all"`
	Page
}

// Hit is a report with the words found in it.
type Hit struct {
	Report  ReportEntry   `json:"report"`
	Snippet []SnippetPart `json:"snippet"`
}

// SnippetPart is a piece of text around what was searched for.
type SnippetPart struct {
	Text  string `json:"text"`
	Match bool   `json:"match"`
}

// Vocabulary is what claims are made of.
type Vocabulary struct {
	Predicates  []Predicate `json:"predicates"`
	Roles       []string    `json:"roles"`
	Hedges      []string    `json:"hedges" doc:"from the surest wording to the least sure"`
	Certainties []string    `json:"certainties"`
	Stages      []string    `json:"stages"`
}

func (s *server) documents(a huma.API) {
	get(a, "listReports", "/documents", "Reports, the one read last first", func(ctx context.Context, in *struct{ Paging }) (*Reports, error) {
		list, err := s.store.Documents(ctx, in.Limit+1, in.Offset)
		if err != nil {
			return nil, err
		}
		out := &Reports{Reports: []ReportEntry{}}
		list, out.Page = page(in.Paging, list)
		for i := range list {
			out.Reports = append(out.Reports, ReportEntry{newReport(&list[i].Document), list[i].Claims})
		}
		return out, nil
	})
	get(a, "getReading", "/documents/{id}", "A report with all that was read from it", func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"200"`
	}) (*Reading, error) {
		d, err := s.store.Document(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		r, err := s.store.Reading(ctx, d.ID)
		if err != nil {
			return nil, err
		}
		out := &Reading{newReport(&r.Document), r.Document.Text, filled(r.Entities), filled(r.Mentions), filled(r.Attributions), filled(r.Claims)}
		for i := range out.Entities {
			out.Entities[i].Aliases = filled(out.Entities[i].Aliases)
		}
		for i := range out.Attributions {
			out.Attributions[i].Content = filled(out.Attributions[i].Content)
		}
		for i := range out.Claims {
			out.Claims[i].Attribution = filled(out.Claims[i].Attribution)
		}
		return out, nil
	})
	get(a, "search", "/search", "Find reports by words of their title or text", func(ctx context.Context, in *struct {
		Q string `query:"q" required:"true" minLength:"1" maxLength:"400"`
		Paging
	}) (*Hits, error) {
		list, among, err := s.store.Search(ctx, in.Q, in.Limit+1, in.Offset)
		if err != nil {
			return nil, err
		}
		out := &Hits{Hits: []Hit{}, Among: among}
		list, out.Page = page(in.Paging, list)
		for i := range list {
			hit := Hit{Report: ReportEntry{newReport(&list[i].Document), list[i].Claims}, Snippet: []SnippetPart{}}
			for _, p := range list[i].Snippet {
				hit.Snippet = append(hit.Snippet, SnippetPart(p))
			}
			out.Hits = append(out.Hits, hit)
		}
		return out, nil
	})
	get(a, "getVocabulary", "/vocabulary", "What claims are made of", func(context.Context, *struct{}) (*Vocabulary, error) {
		out := &Vocabulary{Predicates: filled(s.opt.Predicates), Roles: cotejo.Roles, Stages: Stages, Hedges: []string{},
			Certainties: []string{string(cotejo.Certain), string(cotejo.Probable), string(cotejo.Maybe), string(cotejo.Unknown)}}
		for _, h := range cotejo.Hedges {
			out.Hedges = append(out.Hedges, string(h))
		}
		return out, nil
	})
}

// Stages are the stages of the trade, in its order.
var Stages = []string{"cultivation", "production", "transport", "distribution", "retail", "laundering"}
