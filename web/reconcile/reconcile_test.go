package reconcile_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/ledger/ledgertest"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web/reconcile"
)

func service(t testing.TB) http.Handler {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	ledgertest.Fill(t, l)
	h, err := reconcile.New(l)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, method, target string, form url.Values, origin string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:4141"+target, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func read[T any](t *testing.T, w *httptest.ResponseRecorder) (out T) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return out
}

// TestManifest holds that every address of the manifest answers.
func TestManifest(t *testing.T) {
	h := service(t)
	type place struct {
		Path string `json:"service_path"`
	}
	m := read[struct {
		Preview struct{ URL string }
		Suggest map[string]place
		Extend  struct {
			Propose place `json:"propose_properties"`
		}
	}](t, ask(h, "GET", "/reconcile", nil, ""))
	id := read[results](t, ask(h, "POST", "/reconcile", url.Values{"queries": {`{"q": {"query": "Cali"}}`}}, ""))["q"].Result[0].ID
	preview, err := url.Parse(strings.Replace(m.Preview.URL, "{{id}}", id, 1))
	if err != nil {
		t.Fatal(err)
	}
	targets := []string{preview.RequestURI(), m.Extend.Propose.Path + "?type=person"}
	for _, s := range m.Suggest {
		targets = append(targets, s.Path+"?prefix=c")
	}
	for _, target := range targets {
		if w := ask(h, "GET", target, nil, ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	if len(targets) != 5 {
		t.Errorf("%d addresses: %q", len(targets), targets)
	}
}

type results map[string]struct {
	Result []struct {
		ID, Name string
		Type     []struct{ ID, Name string }
		Score    float64
		Match    bool
	}
}

func TestQueries(t *testing.T) {
	h := service(t)
	got := read[results](t, ask(h, "POST", "/reconcile", url.Values{"queries": {`{
		"a": {"query": "Cártel de la Garza"}, "b": {"query": "Ana Ibarra", "type": "person", "limit": 1}, "c": {"query": "Ana Ibarra", "type": ["place"]},
		"d": {"query": "nobody of this name"}, "e": {"query": "cali", "type": "place"}}`}}, "http://127.0.0.1:3333"))
	for key, want := range map[string]string{"a": "Heron Cartel", "b": "Ana Ibarra", "e": "Cali"} {
		if r := got[key].Result; len(r) == 0 || r[0].Name != want || !r[0].Match || r[0].Score <= 50 || len(r[0].Type) != 1 {
			t.Errorf("%s: %+v, want a match with %s", key, r, want)
		}
	}
	parts := read[results](t, ask(h, "POST", "/reconcile", url.Values{"queries": {`{"surname": {"query": "Ibarra", "type": "person"}, "part": {"query": "heron"}}`}}, ""))
	for key, want := range map[string]string{"surname": "Ana Ibarra", "part": "Heron Cartel"} {
		if r := parts[key].Result; len(r) == 0 || r[0].Name != want || r[0].Match || r[0].Score <= 0 {
			t.Errorf("%s: %+v, want %s with a score and no match", key, r, want)
		}
	}
	for _, key := range []string{"c", "d"} {
		if r := got[key].Result; r == nil || len(r) > 0 {
			t.Errorf("%s: %+v, want an empty list", key, r)
		}
	}
	for _, bad := range []url.Values{{"queries": {"["}}, {"extend": {"x"}}} {
		if w := ask(h, "POST", "/reconcile", bad, ""); w.Code != http.StatusBadRequest {
			t.Errorf("%v: %d", bad, w.Code)
		}
	}
}

func TestExtend(t *testing.T) {
	h := service(t)
	id := read[results](t, ask(h, "POST", "/reconcile", url.Values{"queries": {`{"q": {"query": "Cali"}}`}}, ""))["q"].Result[0].ID
	got := read[struct {
		Meta []struct{ ID, Name string }
		Rows map[string]map[string][]struct {
			Str string
			Int *int
		}
	}](t, ask(h, "POST", "/reconcile", url.Values{"extend": {`{"ids": ["` + id + `", "none"], "properties": [{"id": "country"}, {"id": "claims"}, {"id": "unknown"}]}`}}, ""))
	if len(got.Meta) != 2 || len(got.Rows) != 2 || got.Rows[id]["country"][0].Str != "co" || got.Rows[id]["claims"][0].Int == nil || len(got.Rows["none"]["country"]) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestOrigins(t *testing.T) {
	h := service(t)
	for origin, want := range map[string]int{"http://localhost:3333": http.StatusOK, "http://[::1]:3333": http.StatusOK, "https://example.org": http.StatusForbidden, "null": http.StatusOK} {
		w := ask(h, "GET", "/reconcile", nil, origin)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", origin, w.Code, want)
		}
		if allowed := w.Header().Get("Access-Control-Allow-Origin"); (allowed == origin) != (want == http.StatusOK && origin != "null") {
			t.Errorf("%s: allowed is %q", origin, allowed)
		}
	}
}

// FuzzQueries holds that no form breaks the service.
func FuzzQueries(f *testing.F) {
	f.Add(`{"q": {"query": "a", "type": 7, "limit": -1}}`, `{"ids": [""], "properties": [{}]}`)
	f.Add(`{"q": null}`, `null`)
	h := service(f)
	f.Fuzz(func(t *testing.T, queries, extend string) {
		for _, form := range []url.Values{{"queries": {queries}}, {"extend": {extend}}} {
			if w := ask(h, "POST", "/reconcile", form, ""); w.Code >= 500 {
				t.Errorf("%v: %d %s", form, w.Code, w.Body)
			}
		}
	})
}
