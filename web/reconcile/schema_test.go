package reconcile_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// conforms says what a JSON text does not do that a part of the service's schema asks.
func conforms(t *testing.T, part string, text []byte) error {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/service.json#/$defs/" + part)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// TestAnswersConform holds every answer against what the specification asks.
func TestAnswersConform(t *testing.T) {
	h := service(t)
	get := func(target string) []byte {
		w := ask(h, "GET", target, nil, "")
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		return w.Body.Bytes()
	}
	manifest := get("/reconcile")
	matches := ask(h, "POST", "/reconcile", url.Values{"queries": {`{"a": {"query": "Ana Ibarra"}, "b": {"query": "Cali", "type": "place", "limit": 2}, "c": {"query": "nobody of this name"}}`}}, "").Body.Bytes()
	id := read[results](t, ask(h, "POST", "/reconcile", url.Values{"queries": {`{"q": {"query": "Cali"}}`}}, ""))["q"].Result[0].ID
	extension := ask(h, "POST", "/reconcile", url.Values{"extend": {`{"ids": ["` + id + `", "none"], "properties": [{"id": "country"}, {"id": "aliases"}, {"id": "claims"}]}`}}, "").Body.Bytes()
	for part, answers := range map[string][][]byte{
		"manifest":    {manifest},
		"results":     {matches},
		"suggestions": {get("/reconcile/suggest/entity?prefix=c"), get("/reconcile/suggest/type?prefix=p"), get("/reconcile/suggest/property?prefix=c")},
		"proposals":   {get("/reconcile/properties?type=person")},
		"extension":   {extension},
	} {
		for _, answer := range answers {
			if err := conforms(t, part, answer); err != nil {
				t.Errorf("%s: %v in %s", part, err, answer)
			}
		}
	}
	for old, new := range map[string]string{`"0.2"`: `"0.1"`, `{{id}}`: `ID`, `"width":400`: `"width":"400"`, `"identifierSpace"`: `"identifiers"`} {
		bad := strings.Replace(string(manifest), old, new, 1)
		if bad == string(manifest) || conforms(t, "manifest", []byte(bad)) == nil {
			t.Errorf("a manifest with %s for %s passes", new, old)
		}
	}
}
