// Package reconcile matches names from a spreadsheet against a ledger: the Reconciliation Service API, version 0.2 (W3C Entity
// Reconciliation Community Group), as OpenRefine and others speak it.
//
// Names are compared by package link: it says yes to a name only where it would take two entities for one, and a match is claimed only
// where a single candidate is one. The service is for programs on this machine: of pages, only those served from loopback may read it.
package reconcile

import (
	"cmp"
	"context"
	"encoding/json"
	"html/template"
	"math"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/link"
)

// Store is what names are matched against.
type Store interface {
	Entities(ctx context.Context, query string, limit, offset int) ([]cotejo.EntityEntry, error)
	Dossier(ctx context.Context, id string, limit int) (*cotejo.Dossier, error)
}

type service struct {
	store   Store
	matcher *link.Matcher
}

// Limits of a request.
const (
	mostQueries    = 200
	mostCandidates = 25
	longestBody    = 4 << 20
)

// New gives the service, to be mounted at /reconcile and below.
func New(store Store) (http.Handler, error) {
	matcher, err := link.Load()
	if err != nil {
		return nil, err
	}
	s := &service{store, matcher}
	mux := http.NewServeMux()
	mux.HandleFunc("/reconcile", s.root)
	mux.HandleFunc("GET /reconcile/suggest/entity", s.suggestEntity)
	mux.HandleFunc("GET /reconcile/suggest/type", s.suggestType)
	mux.HandleFunc("GET /reconcile/suggest/property", s.suggestProperty)
	mux.HandleFunc("GET /reconcile/properties", s.proposeProperties)
	mux.HandleFunc("GET /reconcile/preview", s.preview)
	return local(mux), nil
}

// local lets pages from loopback read the answers, and no others.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Origin")
		if origin, err := url.Parse(r.Header.Get("Origin")); err == nil && origin.Host != "" {
			ip := net.ParseIP(origin.Hostname())
			if origin.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
				fail(w, http.StatusForbidden, "pages from elsewhere may not read this ledger")
				return
			}
			w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			w.Header().Set("Access-Control-Allow-Headers", "Content-Type")
			w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// types are the kinds of entity that names can be matched as.
var types = []ref{{"person", "Person"}, {"organization", "Organization"}, {"place", "Place"}}

// properties are what a match can be extended by.
var properties = []ref{{"type", "Type"}, {"subtype", "Kind"}, {"country", "Country (ISO 3166-1)"}, {"aliases", "Other names"}, {"claims", "Claims that name it"}, {"documents", "Reports that mention it"}}

func (s *service) root(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		fail(w, http.StatusMethodNotAllowed, "use GET or POST")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, longestBody)
	if err := r.ParseForm(); err != nil {
		fail(w, http.StatusBadRequest, "the form cannot be read")
		return
	}
	switch {
	case r.Form.Has("queries"):
		s.queries(w, r)
	case r.Form.Has("extend"):
		s.extend(w, r)
	default:
		answer(w, manifest("http://"+r.Host))
	}
}

func manifest(base string) map[string]any {
	suggest := func(of string) map[string]any {
		return map[string]any{"service_url": base, "service_path": "/reconcile/suggest/" + of}
	}
	return map[string]any{
		"versions": []string{"0.2"}, "name": "Cotejo", "identifierSpace": base + "/entity/", "schemaSpace": base + "/about#", "defaultTypes": types,
		"view":      map[string]any{"url": base + "/entity/{{id}}"},
		"suggest":   map[string]any{"entity": suggest("entity"), "type": suggest("type"), "property": suggest("property")},
		"preview":   map[string]any{"url": base + "/reconcile/preview?id={{id}}", "width": 400, "height": 160},
		"extend":    map[string]any{"propose_properties": map[string]any{"service_url": base, "service_path": "/reconcile/properties"}, "property_settings": []any{}},
		"batchSize": 50,
	}
}

// query is one name to be matched.
type query struct {
	Query string          `json:"query"`
	Type  json.RawMessage `json:"type"` // an id, or a list of them
	Limit int             `json:"limit"`
}

func (q *query) types() []string {
	var one string
	var many []string
	if json.Unmarshal(q.Type, &one) == nil && one != "" {
		return []string{one}
	}
	_ = json.Unmarshal(q.Type, &many)
	return many
}

// candidate is an entity that a name may mean.
type candidate struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description string  `json:"description,omitempty"`
	Type        []ref   `json:"type"`
	Score       float64 `json:"score"`
	Match       bool    `json:"match"`
}

func (s *service) queries(w http.ResponseWriter, r *http.Request) {
	var queries map[string]query
	if err := json.Unmarshal([]byte(r.Form.Get("queries")), &queries); err != nil {
		fail(w, http.StatusBadRequest, "queries are no JSON object of queries: "+err.Error())
		return
	}
	if len(queries) > mostQueries {
		fail(w, http.StatusBadRequest, "more than 200 queries; send them in batches")
		return
	}
	out := map[string]any{}
	for key, q := range queries {
		list, err := s.match(r.Context(), q)
		if err != nil {
			fail(w, http.StatusInternalServerError, "the ledger does not answer")
			return
		}
		out[key] = map[string]any{"result": list}
	}
	answer(w, out)
}

// match finds the entities that a name may mean, the likeliest first.
func (s *service) match(ctx context.Context, q query) ([]candidate, error) {
	if q.Limit <= 0 || q.Limit > mostCandidates {
		q.Limit = 10
	}
	wanted := q.types()
	found, err := s.find(ctx, q.Query)
	if err != nil {
		return nil, err
	}
	out := []candidate{}
	same := 0
	for _, e := range found {
		if len(wanted) > 0 && !slices.Contains(wanted, string(e.Type)) {
			continue
		}
		asked := s.matcher.Prepare(link.Record{ID: "?", Name: q.Query, Type: e.Type, Company: nil})
		verdict := s.matcher.Compare(asked, s.matcher.Prepare(link.Record{ID: e.ID, Name: e.Name, Type: e.Type, Subtype: string(e.Subtype), Country: string(e.Country), Aliases: e.Aliases}))
		c := newCandidate(&e)
		c.Score = math.Round(1000*verdict.Score) / 10
		if e.Type == cotejo.Place && slices.ContainsFunc(append(e.Aliases, e.Name), func(n string) bool { return strings.EqualFold(n, strings.TrimSpace(q.Query)) }) {
			c.Score, c.Match = 100, true // places are found by their names, and never linked
		}
		if e.Type != cotejo.Place && c.Score < mostOfPart && partOf(q.Query, append([]string{e.Name}, e.Aliases...)) {
			c.Score = max(c.Score, mostOfPart)
		}
		// One word that is but a part of a person's name fits whoever else bears it.
		c.Match = c.Match || verdict.Same && (e.Type != cotejo.Person || len(strings.Fields(q.Query)) > 1 || byname(q.Query, &e))
		if c.Match {
			same++
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	for i := range out {
		out[i].Match = out[i].Match && same == 1
	}
	return out[:min(len(out), q.Limit)], nil
}

// mostOfPart is the score of a name of which only a part was asked for: it may be meant, and is never a match by that.
const mostOfPart = 30

// partOf says whether the words asked for are all words of one of the names.
func partOf(asked string, names []string) bool {
	words := strings.Fields(gazetteer.Fold(asked))
	return len(words) > 0 && slices.ContainsFunc(names, func(n string) bool {
		has := strings.Fields(gazetteer.Fold(n))
		return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, w) })
	})
}

// byname says whether somebody is called so beside his name.
func byname(asked string, e *cotejo.EntityEntry) bool {
	asked = gazetteer.Fold(strings.TrimSpace(asked))
	for _, alias := range e.Aliases {
		// A surname is often kept among the aliases of who bears it: it is a part of the name, and no other name.
		if gazetteer.Fold(alias) == asked && !partOf(asked, []string{e.Name}) {
			return true
		}
	}
	return false
}

func newCandidate(e *cotejo.EntityEntry) candidate {
	name := string(e.Type)
	for _, t := range types {
		if t.ID == name {
			name = t.Name
		}
	}
	about := []string{string(e.Subtype), strings.ToUpper(string(e.Country))}
	return candidate{ID: e.ID, Name: e.Name, Description: strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), ", "), Type: []ref{{string(e.Type), name}}}
}

// find gives those with all words of a name, and, as names in two languages share only some, those with any long one.
func (s *service) find(ctx context.Context, name string) ([]cotejo.EntityEntry, error) {
	var out []cotejo.EntityEntry
	seen := map[string]bool{}
	words := []string{name}
	for _, w := range strings.Fields(name) {
		if len([]rune(w)) > 3 && len(words) < 8 {
			words = append(words, w)
		}
	}
	for _, w := range words {
		list, err := s.store.Entities(ctx, w, mostCandidates, 0)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if !seen[e.ID] && (e.Type == cotejo.Person || e.Type == cotejo.Organization || e.Type == cotejo.Place) && !e.Bound {
				seen[e.ID] = true
				out = append(out, e)
			}
		}
	}
	return out, nil
}

func (s *service) extend(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		IDs        []string              `json:"ids"`
		Properties []struct{ ID string } `json:"properties"`
	}
	if err := json.Unmarshal([]byte(r.Form.Get("extend")), &ask); err != nil || len(ask.IDs) > mostQueries {
		fail(w, http.StatusBadRequest, "extend is no JSON object with ids, at most 200, and properties")
		return
	}
	meta, rows := []ref{}, map[string]map[string][]map[string]any{}
	for _, p := range ask.Properties {
		if i := slices.IndexFunc(properties, func(k ref) bool { return k.ID == p.ID }); i >= 0 {
			meta = append(meta, properties[i])
		}
	}
	for _, id := range ask.IDs {
		rows[id] = map[string][]map[string]any{}
		d, err := s.store.Dossier(r.Context(), id, 1)
		if err != nil && cotejo.CodeOf(err) != cotejo.NotFound {
			fail(w, http.StatusInternalServerError, "the ledger does not answer")
			return
		}
		for _, p := range meta {
			rows[id][p.ID] = []map[string]any{}
			if err == nil {
				rows[id][p.ID] = values(d, p.ID)
			}
		}
	}
	answer(w, map[string]any{"meta": meta, "rows": rows})
}

func values(d *cotejo.Dossier, property string) []map[string]any {
	out := []map[string]any{}
	text := func(list ...string) []map[string]any {
		for _, s := range list {
			if s != "" {
				out = append(out, map[string]any{"str": s})
			}
		}
		return out
	}
	switch property {
	case "type":
		return text(string(d.Type))
	case "subtype":
		return text(string(d.Subtype))
	case "country":
		return text(string(d.Country))
	case "aliases":
		return text(d.Aliases...)
	case "claims":
		return append(out, map[string]any{"int": d.Claims})
	case "documents":
		return append(out, map[string]any{"int": d.Documents})
	}
	return out
}

func (s *service) suggestEntity(w http.ResponseWriter, r *http.Request) {
	list, err := s.find(r.Context(), r.URL.Query().Get("prefix"))
	if err != nil {
		fail(w, http.StatusInternalServerError, "the ledger does not answer")
		return
	}
	out := []map[string]any{}
	for i := range list {
		c := newCandidate(&list[i])
		out = append(out, map[string]any{"id": c.ID, "name": c.Name, "description": c.Description, "notable": c.Type})
	}
	answer(w, map[string]any{"result": out})
}

func (s *service) suggestType(w http.ResponseWriter, r *http.Request)     { suggest(w, r, types) }
func (s *service) suggestProperty(w http.ResponseWriter, r *http.Request) { suggest(w, r, properties) }

func suggest(w http.ResponseWriter, r *http.Request, from []ref) {
	out := []ref{}
	prefix := strings.ToLower(r.URL.Query().Get("prefix"))
	for _, x := range from {
		if strings.HasPrefix(strings.ToLower(x.Name), prefix) || strings.HasPrefix(x.ID, prefix) {
			out = append(out, x)
		}
	}
	answer(w, map[string]any{"result": out})
}

func (s *service) proposeProperties(w http.ResponseWriter, r *http.Request) {
	of := r.URL.Query().Get("type")
	answer(w, map[string]any{"type": of, "properties": properties})
}

var previewPage = template.Must(template.New("preview").Parse(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{.Name}}</title></head>
<body><p><strong>{{.Name}}</strong>{{with .Subtype}}, {{.}}{{end}}{{with .Country}}, {{.}}{{end}}</p><p>{{.EntityEntry.Claims}} claims name it, {{.Documents}} reports mention it.</p>
{{with .Aliases}}<p>Also: {{range $i, $a := .}}{{if $i}}; {{end}}{{$a}}{{end}}</p>{{end}}</body></html>`))

func (s *service) preview(w http.ResponseWriter, r *http.Request) {
	d, err := s.store.Dossier(r.Context(), r.URL.Query().Get("id"), 1)
	if err != nil {
		fail(w, http.StatusNotFound, "no entity has this id")
		return
	}
	// OpenRefine shows it in a frame of its own page, on this machine.
	w.Header().Del("X-Frame-Options")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors http://localhost:* http://127.0.0.1:*")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = previewPage.Execute(w, d)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	enc := json.NewEncoder(w)
	_ = enc.Encode(v)
}

func fail(w http.ResponseWriter, code int, words string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": words})
}
