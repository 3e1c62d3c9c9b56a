// Package web shows a ledger in a browser: pages for people, rendered on the server, over any [cotejo.Ledger].
//
// The pages need nothing from elsewhere: styles, scripts and pictures are in the program, and the browser is told to ask
// no other host. They work without scripts, but for the workbench, which draws what the API counts. What the ledger holds is never trusted: it
// came out of documents that anybody may have written.
package web

import (
	"log/slog"
	"net/http"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/web/api"
	"github.com/cotejo/cotejo/web/internal/gzipped"
)

// Options are what a server of pages can be told. The zero value is fit for use on loopback.
type Options struct {
	// Hosts are names and addresses, without port, that requests may be meant for besides those of loopback. Requests meant
	// for others are refused: a page elsewhere could have pointed its own name at this machine.
	Hosts []string

	// Predicates are what can be claimed, in the codebook's order, for the search form and the guide.
	Predicates []Predicate

	// Country names a country by its ISO 3166-1 code; nil, or "" from it, shows the code.
	Country func(code string) string

	// Version is the program's, for the foot of the pages.
	Version string

	// API is what the API can be told, but for the version and the predicates, which it shares with the pages.
	API api.Options

	// Log takes failures of the program's own; nil is [slog.Default].
	Log *slog.Logger
}

// Predicate is one kind of claim: its name, and what it says of its agent.
type Predicate struct{ ID, Says string }

// server is what all pages share.
type server struct {
	ledger cotejo.Ledger
	opt    Options
	log    *slog.Logger
	pages  *pages
}

// NewHandler gives the pages over a ledger. Over one that counts for views it gives the API and the pages that draw, too.
func NewHandler(l cotejo.Ledger, opt Options) (http.Handler, error) {
	a, err := loadAssets()
	if err != nil {
		return nil, err
	}
	p, err := loadPages(a)
	if err != nil {
		return nil, err
	}
	s := &server{ledger: l, opt: opt, log: opt.Log, pages: p}
	if s.log == nil {
		s.log = slog.Default()
	}
	mux := http.NewServeMux()
	for pattern, show := range map[string]page{
		"GET /{$}":              s.home,
		"GET /search":           s.search,
		"GET /entities":         s.entities,
		"GET /claim/{id...}":    s.claim,
		"GET /documents":        s.documents,
		"GET /document/{id...}": s.document,
		"GET /versions/{id...}": s.versions,
		"GET /about":            s.about,
		"GET /":                 s.nowhere,
	} {
		mux.Handle(pattern, s.serve(show))
	}
	mux.Handle("GET /assets/", a)
	dossiers := s.serve(s.entity)
	if store, ok := l.(api.Store); ok {
		keep, err := s.workbench(mux, store)
		if err != nil {
			return nil, err
		}
		dossiers = keep(dossiers) // of hundreds of claims
	}
	mux.Handle("GET /entity/{id...}", dossiers)
	mux.HandleFunc("GET /robots.txt", robots)
	return s.guard(gzipped.Handler(mux)), nil
}

// robots asks crawlers away, for the ledger that somebody opens to a network.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /\n"))
}
