package web

import (
	"net/http"

	"github.com/cotejo/cotejo/web/api"
)

// bench is a page that its script draws from the API.
type bench struct {
	ID    string
	Title string
	Says  string // what it is for, also for those without scripts
}

var benches = []bench{
	{"matrix", "Matrix", "Who does which stage of the trade where."},
	{"map", "Map", "Where claims put actors, trade, violence and seizures, and the ways between places."},
	{"network", "Network", "What claims make of actors to one another."},
	{"figures", "Figures", "Figures for one thing side by side, each with who gives it."},
	{"timeline", "Timeline", "Claims by day."},
}

// workbench adds the API and the pages that draw from it.
func (s *server) workbench(mux *http.ServeMux, store api.Store) error {
	opt := api.Options{Version: s.opt.Version}
	for _, p := range s.opt.Predicates {
		opt.Predicates = append(opt.Predicates, api.Predicate(p))
	}
	a, err := api.New(store, opt)
	if err != nil {
		return err
	}
	mux.Handle("GET /api/", a)
	mux.Handle("GET /openapi.json", a)
	mux.Handle("GET /openapi.yaml", a)
	mux.Handle("GET /api", s.serve(func(*http.Request) (*view, error) {
		return &view{Name: "api", Title: "API", Here: "about", Body: operations(a.Description)}, nil
	}))
	for _, b := range benches {
		mux.Handle("GET /"+b.ID, s.serve(func(*http.Request) (*view, error) {
			return &view{Name: "bench", Title: b.Title, Here: b.ID, Body: b}, nil
		}))
	}
	return nil
}
