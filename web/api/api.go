// Package api answers other programs, and the pages that run scripts, over a ledger: JSON by HTTP, described by an OpenAPI 3.1
// document that is made from the Go types.
//
// Errors are RFC 9457 problem details, one shape for all. Answers carry a weak ETag that changes with the ledger. Nothing that a
// report says is put as fact: every claim comes with its hedge, its chain and its words.
package api

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"reflect"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/web/internal/gzipped"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Store is what the API answers from.
type Store interface {
	cotejo.Ledger
	cotejo.Views
}

// Options are what the API can be told.
type Options struct {
	Version    string      // the program's
	Predicates []Predicate // what can be claimed, in the codebook's order

	// Token, where it is not empty, is what writes must bring as a bearer token.
	Token string
	// ReadOnly, where it is not empty, says why nothing can be written.
	ReadOnly string
	// Collate brings the ledger up to date after a decision; nil leaves that to others.
	Collate func(context.Context) error
	// Read reads inputs into the ledger and tells what becomes of each; nil is no reading over the network. It is called by many
	// goroutines at once.
	Read func(ctx context.Context, inputs []Input, tell func(Progress))
}

// Predicate is one kind of claim: its name, and what it says of its agent.
type Predicate struct {
	ID   string `json:"id"`
	Says string `json:"says"`
}

type server struct {
	store Store
	opt   Options
	jobs  jobs

	answers answers
}

// API is the handler and the description of what it answers.
type API struct {
	http.Handler
	Description *huma.OpenAPI
	server      *server
}

// News finds changes with their claims, the latest first, at most limit: for feeds.
func (a *API) News(ctx context.Context, q ChangeQuery, limit int) ([]export.News, error) {
	news, _, err := a.server.news(ctx, q, limit, 0)
	return news, err
}

// Keep gives a handler that answers GETs from memory where next has answered the same address since the ledger changed last. What next
// answers must depend on nothing but the host, the address, Accept and the ledger.
func (a *API) Keep(next http.Handler) http.Handler { return a.server.answers.keep(next) }

// New gives the API over a store. Paths begin with /api/; the description is at /openapi.json and /openapi.yaml.
func New(store Store, opt Options) (*API, error) {
	s := &server{store: store, opt: opt}
	config := huma.DefaultConfig("Cotejo", opt.Version)
	config.Info.Description = "Claims of reports on organised crime, each with its hedge, its chain of sources and its words. A claim is what a report says on somebody's word, never a fact."
	config.DocsPath, config.SchemasPath = "", ""
	config.CreateHooks = nil // no $schema in answers
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[cotejo.Text](), reflect.TypeFor[optional]())
	mux := http.NewServeMux()
	a := humago.New(mux, config)
	s.claims(a)
	s.exports(a)
	s.entities(a)
	s.documents(a)
	s.views(a)
	s.collation(a)
	s.decisions(a)
	s.readings(a)
	if err := nullable(a.OpenAPI()); err != nil {
		return nil, err
	}
	mux.HandleFunc("GET /api/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, http.StatusNotFound, "nothing is at "+r.URL.Path+"; see /openapi.json")
	})
	s.answers = answers{state: store.State, most: mostAnswers}
	kept, compressed := s.answers.keep(mux), gzipped.Handler(mux)
	return &API{s.guarded(s.tagged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, exportPath) {
			compressed.ServeHTTP(w, r)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/api/readings") { // a job is no part of the ledger
			mux.ServeHTTP(w, r)
			return
		}
		kept.ServeHTTP(w, r)
	}))), a.OpenAPI(), s}, nil
}

// optional is a text that is null where it is not known.
type optional string

// Schema implements [huma.SchemaProvider].
func (optional) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Nullable: true}
}

// nullable says of what is null where a claim has none that it may be: the generator takes a pointer to a struct for the struct.
func nullable(doc *huma.OpenAPI) error {
	schemas := doc.Components.Schemas.Map()
	for name, properties := range map[string][]string{"Claim": {"time", "quantity"}, "Attribution": {"source", "cue"}} {
		s := schemas[name]
		if s == nil {
			return fmt.Errorf("api: no schema is named %s", name)
		}
		for _, p := range properties {
			if s.Properties[p] == nil {
				return fmt.Errorf("api: %s has no property %s", name, p)
			}
			s.Properties[p] = &huma.Schema{OneOf: []*huma.Schema{s.Properties[p], {Type: "null"}}}
		}
	}
	return nil
}

// status maps the program's errors to HTTP.
var status = map[cotejo.Code]int{
	cotejo.Usage: http.StatusUnprocessableEntity, cotejo.Invalid: http.StatusUnprocessableEntity, cotejo.TooLarge: http.StatusRequestEntityTooLarge,
	cotejo.NotFound: http.StatusNotFound, cotejo.Ambiguous: http.StatusConflict, cotejo.Forbidden: http.StatusForbidden, cotejo.ReadOnly: http.StatusForbidden,
	cotejo.Locked: http.StatusServiceUnavailable, cotejo.Full: http.StatusInsufficientStorage, cotejo.Timeout: http.StatusGatewayTimeout,
}

// problem turns an error into problem details. What the program itself got wrong is not told to strangers.
func problem(err error) error {
	if err == nil {
		return nil
	}
	if made := huma.StatusError(nil); errors.As(err, &made) { // problem details already
		return err
	}
	code, ok := status[cotejo.CodeOf(err)]
	if !ok {
		return huma.NewError(http.StatusInternalServerError, "the answer could not be made")
	}
	detail := err.Error()
	if remedy := cotejo.RemedyOf(err); remedy != "" {
		detail += "; " + remedy
	}
	return huma.NewError(code, detail)
}

// get registers a GET.
func get[I, O any](a huma.API, id, path, summary string, answer func(context.Context, *I) (*O, error)) {
	huma.Register(a, huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api" + path, Summary: summary,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError}},
		func(ctx context.Context, in *I) (*body[O], error) {
			out, err := answer(ctx, in)
			if err != nil {
				return nil, problem(err)
			}
			return &body[O]{*out}, nil
		})
}

type body[T any] struct{ Body T }

// tagged gives GETs an ETag that changes with the ledger, and answers a browser that has the answer already with 304.
func (s *server) tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if (r.Method == http.MethodGet || r.Method == http.MethodHead) && !strings.HasPrefix(r.URL.Path, "/api/readings") { // a job is no part of the ledger
			state, err := s.store.State(r.Context())
			if err == nil {
				h := fnv.New64a()
				fmt.Fprint(h, s.opt.Version, "\x00", state, "\x00", r.URL.RequestURI())
				tag := fmt.Sprintf(`W/"%x"`, h.Sum64())
				w.Header().Set("ETag", tag)
				w.Header().Set("Cache-Control", "no-cache")
				if r.Header.Get("If-None-Match") == tag {
					w.WriteHeader(http.StatusNotModified)
					return
				}
			}
		}
		next.ServeHTTP(w, r)
	})
}

// Page is where a list goes on.
type Page struct {
	Limit  int  `json:"limit"`
	Offset int  `json:"offset"`
	More   bool `json:"more" doc:"there are more beyond these"`
}

// Paging is the part of a query that pages.
type Paging struct {
	Limit  int `query:"limit" minimum:"1" maximum:"500" default:"50"`
	Offset int `query:"offset" minimum:"0" maximum:"10000000" default:"0"`
}

// page cuts a list that was asked for one longer, and says whether there was more.
func page[T any](p Paging, list []T) ([]T, Page) {
	more := len(list) > p.Limit
	if more {
		list = list[:p.Limit]
	}
	if list == nil {
		list = []T{}
	}
	return list, Page{p.Limit, p.Offset, more}
}
