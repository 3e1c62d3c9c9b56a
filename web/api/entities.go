package api

import (
	"context"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/danielgtaylor/huma/v2"
)

// EntityEntry is an entity in a list.
type EntityEntry struct {
	cotejo.Entity
	Documents int `json:"documents" doc:"how many mention it"`
	Claims    int `json:"claims" doc:"how many name it in a role"`
}

func newEntity(e *cotejo.EntityEntry) EntityEntry {
	out := EntityEntry{e.Entity, e.Documents, e.Claims}
	out.Aliases = filled(out.Aliases)
	return out
}

// Entities is a page of entities.
type Entities struct {
	Entities []EntityEntry `json:"entities"`
	Page
}

// Dossier is what the ledger holds on one entity.
type Dossier struct {
	Entity   EntityEntry `json:"entity"`
	Names    []Name      `json:"names" doc:"the names that texts give it, most used first"`
	Says     int         `json:"says" doc:"claims on its word"`
	Sections []Section   `json:"sections" doc:"claims that name it, by what they are about, the latest read first"`
}

// Name is a name in use.
type Name struct {
	Name  string `json:"name"`
	Count int    `json:"count" doc:"mentions"`
}

// Section is claims of one kind.
type Section struct {
	Title  string    `json:"title"`
	Claims []Finding `json:"claims"`
}

// Timeline is claims on their days.
type Timeline struct {
	Events []Event `json:"events" doc:"the earliest first"`
}

// Event is a claim on its day.
type Event struct {
	Day   string  `json:"day" doc:"the day the claim is about, or that of its report"`
	Own   bool    `json:"own" doc:"the day is the claim's own"`
	Claim Finding `json:"claim"`
}

func (s *server) entities(a huma.API) {
	get(a, "listEntities", "/entities", "Find people, bodies and places by name", func(ctx context.Context, in *struct {
		Q string `query:"q" maxLength:"200" doc:"a name, an alias or beginnings of words in them; all where it is empty"`
		Paging
	}) (*Entities, error) {
		list, err := s.store.Entities(ctx, in.Q, in.Limit+1, in.Offset)
		if err != nil {
			return nil, err
		}
		out := &Entities{Entities: []EntityEntry{}}
		list, out.Page = page(in.Paging, list)
		for i := range list {
			out.Entities = append(out.Entities, newEntity(&list[i]))
		}
		return out, nil
	})
	get(a, "getEntity", "/entities/{id}", "What the ledger holds on somebody or some place", func(ctx context.Context, in *struct {
		ID    string `path:"id" maxLength:"200"`
		Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"at most so many claims"`
	}) (*Dossier, error) {
		d, err := s.store.Dossier(ctx, in.ID, in.Limit)
		if err != nil {
			return nil, err
		}
		out := &Dossier{Entity: newEntity(&d.EntityEntry), Names: []Name{}, Says: d.Says, Sections: []Section{}}
		for _, n := range d.Names {
			out.Names = append(out.Names, Name(n))
		}
		for _, section := range export.Sections(d.Latest) {
			out.Sections = append(out.Sections, Section{section.Title, newFindings(section.Findings)})
		}
		return out, nil
	})
	get(a, "getTimeline", "/entities/{id}/timeline", "The claims that name somebody, by day", func(ctx context.Context, in *struct {
		ID    string `path:"id" maxLength:"200"`
		Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"500" doc:"at most so many claims, those read last"`
	}) (*Timeline, error) {
		d, err := s.store.Dossier(ctx, in.ID, in.Limit)
		if err != nil {
			return nil, err
		}
		out := &Timeline{Events: []Event{}}
		for _, e := range export.Timeline(d.Latest) {
			out.Events = append(out.Events, Event{e.Day, e.About, newFinding(&e.Finding)})
		}
		return out, nil
	})
}
