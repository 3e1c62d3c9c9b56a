package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/ledger/ledgertest"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web/api"
	"github.com/cotejo/cotejo/web/internal/fixture"
	"github.com/danielgtaylor/huma/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// serve gives the API over a ledger of tame and hostile readings.
func serve(t *testing.T) *api.API {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, r := range slices.Concat(ledgertest.Readings(t), fixture.Reports(), fixture.Hostile()) {
		if _, err := l.Add(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	control := ledgertest.Readings(t)[2].Claims[1]
	_, err = l.Decide(t.Context(), cotejo.Decision{By: "Ana", Verb: cotejo.Correct, Subjects: []string{control.ID}, States: &cotejo.Correction{
		Roles: map[string][]cotejo.Filler{"instrument": {{Text: "output"}}, "origin": {}}}})
	if err != nil {
		t.Fatal(err)
	}
	ledgertest.Apply(t, l)
	a, err := api.New(l, api.Options{Version: "test", Predicates: []api.Predicate{{ID: "activity", Says: "does"}, {ID: "tie", Says: "has ties"}, {ID: "quantity", Says: "a figure"}}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ask(t *testing.T, h http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func read[T any](t *testing.T, h http.Handler, target string) T {
	t.Helper()
	w := ask(t, h, target)
	var out T
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v in %s", target, err, w.Body)
	}
	return out
}

func TestClaims(t *testing.T) {
	a := serve(t)
	all := read[api.Findings](t, a, "/api/claims?limit=2")
	if len(all.Claims) != 2 || !all.More || all.Total < 3 {
		t.Fatalf("a page of two: %d claims of %d, more: %v", len(all.Claims), all.Total, all.More)
	}
	found := read[api.Findings](t, a, "/api/claims?actor=heron&hedge=said&from=2021-01-01&to=2021-12-31&place=Cali")
	if len(found.Claims) != 1 || found.Claims[0].Claim.Predicate != "activity" || !strings.Contains(found.Claims[0].Sentence, "said Ana Ibarra") {
		t.Errorf("found %+v", found)
	}
	one := read[api.Finding](t, a, "/api/claims/"+found.Claims[0].Claim.ID)
	if one.Claim.ID != found.Claims[0].Claim.ID || len(one.Chain) != 1 || one.Report.Publisher != "Valley Ledger" {
		t.Errorf("the claim alone: %+v", one)
	}
}

// TestExports asks for every form as a file, and holds that filters hold and that nothing else is asked for.
func TestExports(t *testing.T) {
	a := serve(t)
	for _, format := range export.Formats {
		w := ask(t, a, "/api/export/"+format+"?actor=heron&title=The+Herons")
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), `attachment; filename="cotejo.`) || (!strings.Contains(w.Body.String(), "Heron Cartel") && format != "geojson") || strings.Contains(w.Body.String(), "12 to 15 tons") {
			t.Errorf("%s: %d %v %s", format, w.Code, w.Header(), w.Body)
		}
		if format == "html" && !strings.Contains(w.Body.String(), "<title>The Herons</title>") {
			t.Errorf("the page's title: %s", w.Body)
		}
		var want strings.Builder
		form := export.New(format, "The Herons", &want)
		r := ledgertest.Readings(t)[2]
		for _, f := range r.Findings() {
			if f.Predicate == "quantity" && form.Finding(&f) != nil {
				t.Fatal("cannot write")
			}
		}
		if err := form.Close(); err != nil {
			t.Fatal(err)
		}
		if w := ask(t, a, "/api/export/"+format+"?predicate=quantity&title=The+Herons&document="+r.Document.ID); w.Body.String() != want.String() {
			t.Errorf("%s is not what the command line writes: %s, want %s", format, w.Body, want.String())
		}
		if w := ask(t, a, "/api/export/"+format+"?from=2099-01-01"); w.Code != http.StatusOK {
			t.Errorf("%s of nothing: %d %s", format, w.Code, w.Body)
		}
	}
	for _, target := range []string{"/api/export/pdf", "/api/export/csv?hedge=sure", "/api/export/csv?from=may", "/api/export/csv?predicate=smuggling"} {
		if w := ask(t, a, target); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Header().Get("Content-Type"), "problem") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

// TestCorrections holds that a claim says what people put right in it, and what was read.
func TestCorrections(t *testing.T) {
	f := read[api.Findings](t, serve(t), "/api/claims?hedge=reported&q=juncos").Claims[0]
	if len(f.Corrections) != 1 || !strings.HasPrefix(f.Corrections[0], "corrected by Ana on ") || !strings.HasSuffix(f.Corrections[0], "instrument output (read: nobody), origin nobody") {
		t.Errorf("corrections %q", f.Corrections)
	}
	if c := f.Claim.Corrected; c == nil || len(c.By) != 1 || c.By[0].By != "Ana" || len(c.Read.Roles["instrument"]) != 0 || f.Claim.Roles["instrument"][0].Text != "output" {
		t.Errorf("the claim: %+v", f.Claim)
	}
}

func TestErrors(t *testing.T) {
	a := serve(t)
	for target, want := range map[string]int{
		"/api/bogus":                       http.StatusNotFound,
		"/api/claims/none":                 http.StatusNotFound,
		"/api/documents/none":              http.StatusNotFound,
		"/api/entities/none":               http.StatusNotFound,
		"/api/claims?hedge=perhaps":        http.StatusUnprocessableEntity,
		"/api/claims?predicate=smuggling":  http.StatusUnprocessableEntity,
		"/api/claims?from=yesterday":       http.StatusUnprocessableEntity,
		"/api/changes?since=abc":           http.StatusUnprocessableEntity,
		"/api/changes?since=2025-99-99":    http.StatusUnprocessableEntity,
		"/api/changes?until=soon":          http.StatusUnprocessableEntity,
		"/api/claims?limit=0":              http.StatusUnprocessableEntity,
		"/api/claims?limit=x":              http.StatusUnprocessableEntity,
		"/api/path?start=organization/x":   http.StatusUnprocessableEntity,
		"/api/search?q=":                   http.StatusUnprocessableEntity,
		"/api/network?edges=1000000000000": http.StatusUnprocessableEntity,
	} {
		w := ask(t, a, target)
		var problem struct {
			Status        int
			Title, Detail string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil || w.Code != want || problem.Status != want || problem.Title == "" {
			t.Errorf("%s: %d %s, want %d as problem details", target, w.Code, w.Body, want)
		}
		if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
			t.Errorf("%s: content type %s", target, kind)
		}
	}
}

// Days and times are both good for a feed, and an empty field asks for nothing.
func TestChangesSince(t *testing.T) {
	a := serve(t)
	for _, query := range []string{"since=2025-01-02", "since=2025-01-02T03:04:05Z", "since=2025-01-02&until="} {
		if w := ask(t, a, "/api/changes?"+query); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
}

func TestETag(t *testing.T) {
	a := serve(t)
	first := ask(t, a, "/api/claims")
	tag := first.Header().Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	if w := ask(t, a, "/api/claims", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("known already: %d %s", w.Code, w.Body)
	}
	if w := ask(t, a, "/api/claims?limit=1", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another question: %d", w.Code)
	}
}

func TestViews(t *testing.T) {
	a := serve(t)
	m := read[api.Map](t, a, "/api/map")
	for _, p := range m.Places.Places {
		if p.Claims != p.Asserted+p.Hedged+p.Denied || p.Claims == 0 {
			t.Errorf("a tally that does not add up: %+v", p)
		}
	}
	for by, column := range map[string]cotejo.Text{"stage": "production", "place": "Cali"} {
		matrix := read[api.Matrix](t, a, "/api/matrix?by="+by)
		if !slices.ContainsFunc(matrix.Cells, func(c cotejo.MatrixCell) bool { return c.AgentName == "Heron Cartel" && c.ColumnName == column }) {
			t.Errorf("Heron Cartel is missing at %s: %+v", column, matrix)
		}
	}
	figures := read[api.Figures](t, a, "/api/figures")
	if len(figures.Series) == 0 || figures.Series[0].Points[0].Claim.Claim.Quantity == nil {
		t.Errorf("no figures: %+v", figures)
	}
	network := read[struct {
		Nodes []struct{ ID string }
		Edges []struct {
			From, To, Predicate string
			Denied              int
		}
	}](t, a, "/api/network")
	if len(network.Edges) == 0 {
		t.Fatal("no edges")
	}
	e := network.Edges[0]
	around := read[struct{ Edges []any }](t, a, "/api/network?around="+url.QueryEscape(e.From))
	if len(around.Edges) == 0 {
		t.Errorf("no edges around %s", e.From)
	}
	way := read[struct {
		Nodes []struct{ ID string }
		Edges []any
	}](t, a, "/api/path?start="+url.QueryEscape(e.To)+"&goal="+url.QueryEscape(e.From))
	if len(way.Edges) != 1 || len(way.Nodes) != 2 {
		t.Errorf("the path of one step: %+v", way)
	}
}

// TestDescription asks every GET of the OpenAPI document for what it describes, with values that are good and values that are bad:
// nothing fails, and what is answered is as described.
func TestDescription(t *testing.T) {
	a := serve(t)
	w := ask(t, a, "/openapi.json")
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	firstClaim := read[api.Findings](t, a, "/api/claims?limit=1").Claims[0].Claim
	ids := map[string][]string{
		"/claims":    {firstClaim.ID},
		"/documents": {firstClaim.Document, firstClaim.Document[7:19]},
		"/entities":  {read[api.Entities](t, a, "/api/entities?limit=1").Entities[0].ID},
	}
	bad := []string{"", "none", "%00", "\u202e", strings.Repeat("x", 500), "-1", "99999999999999999999", "'\"(* a AND"}
	asked := 0
	for path, item := range a.Description.Paths {
		op := item.Get
		if op == nil {
			continue
		}
		var targets []string
		if strings.Contains(path, "{id}") {
			for _, id := range append(bad, known(ids, path)...) {
				targets = append(targets, strings.Replace(path, "{id}", url.PathEscape(id), 1))
			}
			path, id := path, known(ids, path)[0]
			for _, query := range queries(op, bad) {
				targets = append(targets, strings.Replace(path, "{id}", url.PathEscape(id), 1)+query)
			}
		} else {
			for _, query := range queries(op, bad) {
				targets = append(targets, path+query)
			}
		}
		for _, target := range targets {
			w := ask(t, a, target)
			asked++
			if w.Code >= 500 {
				t.Errorf("%.200s: %d %s", target, w.Code, w.Body)
			}
			if w.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
				matches(t, compiler, path, target, w.Body.Bytes())
			}
		}
	}
	if asked < 300 {
		t.Errorf("only %d questions", asked)
	}
}

func known(ids map[string][]string, path string) []string {
	for prefix, list := range ids {
		if strings.HasPrefix(path, "/api"+prefix+"/") {
			return list
		}
	}
	return nil
}

// queries gives query strings for an operation: none, each parameter with good and bad values.
func queries(op *huma.Operation, bad []string) []string {
	required := ""
	for _, p := range op.Parameters {
		if p.In == "query" && p.Required {
			required += "&" + p.Name + "=x"
		}
	}
	out := []string{"", "?" + required}
	for _, p := range op.Parameters {
		if p.In != "query" {
			continue
		}
		values := append([]string{"x", "1", "2021-05-03", "Cali", "heron"}, bad...)
		schema := p.Schema
		if schema.Items != nil {
			schema = schema.Items
		}
		for _, v := range schema.Enum {
			values = append(values, fmt.Sprint(v))
		}
		for _, v := range values {
			out = append(out, "?"+required+"&"+p.Name+"="+url.QueryEscape(v))
		}
	}
	return out
}

// matches holds an answer against the schema that the document gives for it.
func matches(t *testing.T, compiler *jsonschema.Compiler, path, target string, answer []byte) {
	t.Helper()
	pointer := "openapi.json#/paths/" + strings.ReplaceAll(strings.ReplaceAll(path, "~", "~0"), "/", "~1") + "/get/responses/200/content/application~1json/schema"
	schema, err := compiler.Compile(pointer)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(answer))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%.200s: %v", target, err)
	}
}
