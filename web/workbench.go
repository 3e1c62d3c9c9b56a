package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"

	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/web/api"
	"github.com/cotejo/cotejo/web/reconcile"
)

// bench is a page that its script draws from the API.
type bench struct {
	ID    string
	Title string
	Says  string // what it is for, also for those without scripts
}

var benches = []bench{
	{"changes", "What is new", "What the ledger learned, the latest first; every filter is a feed."},
	{"matrix", "Matrix", "Who does which stage of the trade where."},
	{"map", "Map", "Where claims put actors, trade, violence and seizures, and the ways between places."},
	{"network", "Network", "What claims make of actors to one another."},
	{"figures", "Figures", "Figures for one thing side by side, each with who gives it."},
	{"timeline", "Timeline", "Claims by day."},
	{"review", "Review", "Claims to hold against their words, those first that would change most."},
	{"intake", "Intake", "Read more reports: drop files, paste an address or text."},
}

// workbench adds the API and the pages that draw from it. It gives what keeps answers until the ledger changes.
func (s *server) workbench(mux *http.ServeMux, store api.Store) (keep func(http.Handler) http.Handler, err error) {
	opt := s.opt.API
	opt.Version = s.opt.Version
	for _, p := range s.opt.Predicates {
		opt.Predicates = append(opt.Predicates, api.Predicate(p))
	}
	a, err := api.New(store, opt)
	if err != nil {
		return nil, err
	}
	mux.Handle("GET /api/", a)
	mux.Handle("POST /api/", a)
	mux.Handle("GET /openapi.json", a)
	mux.Handle("GET /openapi.yaml", a)
	mux.Handle("GET /api", s.serve(func(*http.Request) (*view, error) {
		return &view{Name: "api", Title: "API", Here: "about", Body: operations(a.Description)}, nil
	}))
	r, err := reconcile.New(store)
	if err != nil {
		return nil, err
	}
	for _, method := range []string{"GET", "POST", "OPTIONS"} {
		mux.Handle(method+" /reconcile", r)
	}
	mux.Handle("GET /reconcile/", r)
	mux.Handle("GET /feed.atom", a.Keep(s.feed(a, "application/atom+xml; charset=utf-8", export.Atom)))
	mux.Handle("GET /feed.json", a.Keep(s.feed(a, "application/feed+json; charset=utf-8", export.JSONFeed)))
	for _, b := range benches {
		mux.Handle("GET /"+b.ID, s.serve(func(*http.Request) (*view, error) {
			return &view{Name: "bench", Title: b.Title, Here: b.ID, Body: b}, nil
		}))
	}
	return a.Keep, nil
}

// longestFeed is how many changes a feed holds.
const longestFeed = 100

// feed gives the changes that a query chooses, as the page What is new has it, in a form that feed readers take.
func (s *server) feed(a *api.API, kind string, write func(io.Writer, export.Feed, []export.News) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		news, err := a.News(r.Context(), api.ChangeQuery{Since: q.Get("since"), Until: q.Get("until"), Kind: q["kind"], Actor: q.Get("actor")}, longestFeed)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		base := "http://" + r.Host
		var b bytes.Buffer
		err = write(&b, export.Feed{Title: "Cotejo: what is new", Self: base + r.URL.RequestURI(), Home: base + "/changes?" + r.URL.RawQuery, Link: func(n export.News) string {
			if n.Finding.ID == "" {
				return base + "/changes"
			}
			return base + documentPath(n.Finding.Document) + "#words-" + url.PathEscape(n.Finding.ID)
		}}, news)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		sum := sha256.Sum256(b.Bytes())
		sendBytes(w, r, b.Bytes(), kind, `"`+hex.EncodeToString(sum[:8])+`"`)
	}
}
