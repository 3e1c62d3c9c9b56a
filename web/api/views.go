package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/danielgtaylor/huma/v2"
)

// Map is claims on the map.
type Map struct {
	cotejo.Places
	Limit  int `json:"limit"`
	Offset int `json:"offset"`
}

// Matrix is who does which stage of the trade, or is where.
type Matrix struct {
	cotejo.Matrix
	Offset int `json:"offset"`
}

// Figures is figures for like things, each series by year, every figure with who gives it. None is averaged with another.
type Figures struct {
	Series []Series `json:"series"`
}

// Series is the figures for one thing, in one unit.
type Series struct {
	Subject   string      `json:"subject" doc:"what is counted, in words"`
	Commodity cotejo.Text `json:"commodity"`
	Predicate string      `json:"predicate"`
	Unit      string      `json:"unit"`
	Per       cotejo.Text `json:"per"`
	Points    []Point     `json:"points" doc:"by day"`
}

// Point is one figure.
type Point struct {
	Day      string          `json:"day" doc:"the day the figure is of, or that of its report; empty where neither is known"`
	Own      bool            `json:"own" doc:"the day is the figure's own"`
	Quantity cotejo.Quantity `json:"quantity"`
	Claim    Finding         `json:"claim"`
}

// counted are the predicates whose claims are figures.
var counted = []string{"quantity", "ranking"}

func (s *server) views(a huma.API) {
	get(a, "getMap", "/map", "Claims by place, and ways from place to place", func(ctx context.Context, in *struct {
		ClaimFilter
		By     string `query:"by" enum:"place,predicate,division" default:"predicate" doc:"an entry for each place; for each place, predicate and stage; or for each first-level division that a place is or lies in"`
		Limit  int    `query:"limit" minimum:"1" maximum:"5000" default:"500" doc:"at most so many places, and ways: those of most claims"`
		Offset int    `query:"offset" minimum:"0" maximum:"10000000" default:"0" doc:"places and ways to leave out first"`
	}) (*Map, error) {
		f, err := s.filter(&in.ClaimFilter)
		if err != nil {
			return nil, err
		}
		places, err := s.store.Places(ctx, f, cotejo.PlacesBy(in.By), in.Limit, in.Offset)
		if err != nil {
			return nil, err
		}
		return &Map{*places, in.Limit, in.Offset}, nil
	})
	get(a, "getNetwork", "/network", "What claims make of actors to one another", func(ctx context.Context, in *struct {
		ClaimFilter
		Around []string `query:"around,explode" maxItems:"50" doc:"ids of the actors whose edges are asked for; the best attested of all where there are none"`
		Edges  int      `query:"edges" minimum:"1" maximum:"5000" default:"400" doc:"at most so many edges"`
	}) (*cotejo.Network, error) {
		f, err := s.filter(&in.ClaimFilter)
		if err != nil {
			return nil, err
		}
		return s.store.Network(ctx, f, in.Around, in.Edges)
	})
	get(a, "getPath", "/path", "A shortest chain of claims between two actors", func(ctx context.Context, in *struct {
		ClaimFilter
		Start string `query:"start" required:"true" minLength:"1" maxLength:"200" doc:"id of an actor"`
		Goal  string `query:"goal" required:"true" minLength:"1" maxLength:"200" doc:"id of another"`
		Steps int    `query:"steps" minimum:"1" maximum:"8" default:"6" doc:"at most so many"`
	}) (*cotejo.Network, error) {
		f, err := s.filter(&in.ClaimFilter)
		if err != nil {
			return nil, err
		}
		return s.store.Path(ctx, f, in.Start, in.Goal, in.Steps)
	})
	get(a, "getMatrix", "/matrix", "Who does which stage of the trade, or is where", func(ctx context.Context, in *struct {
		ClaimFilter
		By      string `query:"by" enum:"stage,place" default:"stage" doc:"what the columns are"`
		Agents  int    `query:"agents" minimum:"1" maximum:"500" default:"40" doc:"at most so many, those of most claims"`
		Offset  int    `query:"offset" minimum:"0" maximum:"10000000" default:"0" doc:"agents to leave out first"`
		Columns int    `query:"columns" minimum:"1" maximum:"1000" default:"60" doc:"at most so many places, those of most claims in the rows given"`
	}) (*Matrix, error) {
		f, err := s.filter(&in.ClaimFilter)
		if err != nil {
			return nil, err
		}
		m, err := s.store.Matrix(ctx, f, in.By == "place", in.Agents, in.Offset, in.Columns)
		if err != nil {
			return nil, err
		}
		return &Matrix{*m, in.Offset}, nil
	})
	get(a, "getFigures", "/figures", "Figures for like things by day, with who gives each", func(ctx context.Context, in *struct {
		ClaimFilter
		Limit int `query:"limit" minimum:"1" maximum:"2000" default:"500" doc:"at most so many figures"`
	}) (*Figures, error) {
		f, err := s.filter(&in.ClaimFilter)
		if err != nil {
			return nil, err
		}
		if len(f.Predicates) == 0 {
			f.Predicates = counted
		}
		f.Limit = in.Limit
		list, err := Collect(s.store.Claims(ctx, f))
		return &Figures{series(list)}, err
	})
}

// series gathers figures by what they are of, the longest series first.
func series(list []cotejo.Finding) []Series {
	type key struct{ subject, commodity, predicate, unit, per string }
	by := map[key]*Series{}
	out := []Series{}
	var order []key
	for i := range list {
		f := &list[i]
		if f.Quantity == nil {
			continue
		}
		k := key{subject(f), string(f.Commodity), f.Predicate, f.Quantity.Unit, string(f.Quantity.Per)}
		if by[k] == nil {
			by[k] = &Series{Subject: k.subject, Commodity: f.Commodity, Predicate: k.predicate, Unit: k.unit, Per: f.Quantity.Per}
			order = append(order, k)
		}
		p := Point{Day: string(f.Report.Published), Quantity: *f.Quantity, Claim: newFinding(f)}
		if f.Time != nil && cmp.Or(f.Time.Start, f.Time.End) != "" {
			p.Day, p.Own = string(cmp.Or(f.Time.Start, f.Time.End)), true
		}
		by[k].Points = append(by[k].Points, p)
	}
	for _, k := range order {
		slices.SortStableFunc(by[k].Points, func(a, b Point) int { return cmp.Compare(a.Day, b.Day) })
		out = append(out, *by[k])
	}
	slices.SortStableFunc(out, func(a, b Series) int { return cmp.Compare(len(b.Points), len(a.Points)) })
	return out
}

// subject puts in words what a figure is of: of whom or of what goods, and where; in the report's own words where neither has a name.
func subject(f *cotejo.Finding) string {
	var who, where, words []string
	for _, role := range []string{"subject", "place"} {
		for _, filler := range f.Roles[role] {
			switch e, ok := f.Entities[filler.Entity]; {
			case ok && e.Type == cotejo.Place:
				where = append(where, e.Name)
			case ok && !e.Bound:
				who = append(who, e.Name)
			case f.Commodity == "":
				words = append(words, filler.Text)
			}
		}
	}
	return strings.Join(slices.Concat(who, words, where), ", ")
}
