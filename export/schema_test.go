package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// graphGrammar is what a schema asks of a form of graphs: testdata/schemas/graphs.yaml says what its fields mean.
type graphGrammar struct {
	Namespace, Root string
	Elements        map[string]struct {
		Attributes map[string]string
		Children   string
		Text       bool
	}
	Unique []struct {
		Scope, Attribute string
		Elements         []string
	}
	Refers []struct{ Scope, Element, Attribute, To string }
	Values struct{ Declared, Type, Used, By, Value string }
}

// markupElement is an element of a document.
type markupElement struct {
	name       string
	attributes map[string]string
	children   []*markupElement
	text       string
}

// below lists the elements of a name under this one.
func (e *markupElement) below(name string) (out []*markupElement) {
	for _, c := range e.children {
		if c.name == name {
			out = append(out, c)
		}
		out = append(out, c.below(name)...)
	}
	return out
}

func readMarkup(namespace, text string) (*markupElement, error) {
	root := &markupElement{}
	stack := []*markupElement{root}
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Space != namespace {
				return nil, fmt.Errorf("<%s> is of %q", t.Name.Local, t.Name.Space)
			}
			e := &markupElement{name: t.Name.Local, attributes: map[string]string{}}
			for _, a := range t.Attr {
				if a.Name.Local != "xmlns" {
					e.attributes[a.Name.Local] = a.Value
				}
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
	return root, nil
}

var loadGrammars = sync.OnceValues(func() (out map[string]*graphGrammar, err error) {
	data, err := os.ReadFile("testdata/schemas/graphs.yaml")
	if err == nil {
		err = yaml.UnmarshalWithOptions(data, &out, yaml.Strict())
	}
	return out, err
})

func graphGrammars(t testing.TB) map[string]*graphGrammar {
	t.Helper()
	grammars, err := loadGrammars()
	if err != nil {
		t.Fatal(err)
	}
	return grammars
}

// faults lists what a document does not do that its schema asks.
func (g *graphGrammar) faults(text string) (out []string) {
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	document, err := readMarkup(g.Namespace, text)
	if err != nil {
		return []string{err.Error()}
	}
	if len(document.children) != 1 || document.children[0].name != g.Root {
		return []string{"the root is no " + g.Root}
	}
	for name := range g.Elements {
		for _, e := range document.below(name) {
			g.element(e, fault)
		}
	}
	for _, u := range g.Unique {
		for _, scope := range document.below(u.Scope) {
			seen := map[string]bool{}
			for _, name := range u.Elements {
				for _, e := range scope.below(name) {
					if v, has := e.attributes[u.Attribute]; has && seen[v] {
						fault("two <%s> in one <%s> with %s %q", name, u.Scope, u.Attribute, v)
					}
					seen[e.attributes[u.Attribute]] = true
				}
			}
		}
	}
	for _, r := range g.Refers {
		for _, scope := range document.below(r.Scope) {
			known := map[string]bool{}
			for _, e := range scope.below(r.To) {
				known[e.attributes["id"]] = true
			}
			for _, e := range scope.below(r.Element) {
				if v := e.attributes[r.Attribute]; !known[v] {
					fault("no <%s> is %q, as a <%s> says", r.To, v, r.Element)
				}
			}
		}
	}
	types := map[string]string{}
	for _, e := range document.below(g.Values.Declared) {
		types[e.attributes["id"]] = e.attributes[g.Values.Type]
	}
	for _, e := range document.below(g.Values.Used) {
		v := e.text
		if g.Values.Value != "" {
			v = e.attributes[g.Values.Value]
		}
		var err error
		switch types[e.attributes[g.Values.By]] {
		case "int", "integer":
			_, err = strconv.Atoi(v)
		case "boolean":
			_, err = strconv.ParseBool(v)
		}
		if err != nil {
			fault("%s is no %s: %v", e.attributes[g.Values.By], types[e.attributes[g.Values.By]], err)
		}
	}
	return out
}

func (g *graphGrammar) element(e *markupElement, fault func(string, ...any)) {
	rule := g.Elements[e.name]
	for name, kind := range rule.Attributes {
		if v, has := e.attributes[name]; !has && strings.HasSuffix(kind, "!") {
			fault("a <%s> without %s", e.name, name)
		} else if has && !isOf(strings.TrimSuffix(kind, "!"), v) {
			fault("<%s %s=%q> is no %s", e.name, name, v, kind)
		}
	}
	for name := range e.attributes {
		if _, ok := rule.Attributes[name]; !ok {
			fault("a <%s> has no %s", e.name, name)
		}
	}
	var names strings.Builder
	for _, c := range e.children {
		names.WriteString(c.name + " ")
	}
	if !regexp.MustCompile("^(" + rule.Children + ")$").MatchString(names.String()) {
		fault("<%s> holds %s, not %s", e.name, names.String(), rule.Children)
	}
	if !rule.Text && strings.TrimSpace(e.text) != "" {
		fault("text in <%s>: %s", e.name, e.text)
	}
}

var nmtokens = regexp.MustCompile(`^[-.\w:\x{B7}]+$`)

func isOf(kind, v string) bool {
	var err error
	switch kind {
	case "string":
		return true
	case "nmtoken":
		return nmtokens.MatchString(v)
	case "double":
		_, err = strconv.ParseFloat(v, 64)
	case "count":
		_, err = strconv.ParseUint(v, 10, 64)
	case "time":
		if _, err = strconv.ParseFloat(v, 64); err != nil {
			_, err = time.Parse(time.DateOnly, v)
		}
	default:
		return slices.Contains(strings.Split(kind, "|"), v)
	}
	return err == nil
}

// TestGraphGrammars holds that what breaks a schema is found to.
func TestGraphGrammars(t *testing.T) {
	grammars := graphGrammars(t)
	for _, c := range []struct{ format, old, new, want string }{
		{"graphml", `<edge id="`, `<edge id="a/b `, "is no nmtoken"},
		{"graphml", `source="e:rosa"`, `source="e:nobody"`, "no <node> is"},
		{"graphml", `<data key="type">`, `<data key="kind">`, "no <key> is"},
		{"graphml", ` edgedefault="directed"`, ``, "without edgedefault"},
		{"graphml", `<data key="claims">1`, `<data key="claims">one`, "is no int"},
		{"graphml", `<node id="e:rosa">`, `<node id="e:faroles">`, "two <node>"},
		{"graphml", `</graph>`, `</graph><key id="late" for="all"/>`, "<graphml> holds"},
		{"graphml", `xmlns="http://graphml.graphdrawing.org/xmlns"`, ``, "is of"},
		{"gexf", `version="1.3"`, `version="1.1"`, "is no 1.3"},
		{"gexf", `weight="1"`, `weight="many"`, "is no double"},
		{"gexf", `start="2021-01-01"`, `start="since 2021"`, "is no time"},
		{"gexf", `</nodes>`, `</nodes><nodes></nodes>`, "<graph> holds"},
		{"gexf", `<attvalue for="hedge"`, `<attvalue of="hedge"`, "without for"},
	} {
		good := write(t, c.format, harbourClaims())
		bad := strings.Replace(good, c.old, c.new, 1)
		if faults := grammars[c.format].faults(bad); bad == good || !strings.Contains(strings.Join(faults, "\n"), c.want) {
			t.Errorf("%s for %s in %s: faults %q, want one that says %s", c.new, c.old, c.format, faults, c.want)
		}
	}
}

var loadFeatureCollection = sync.OnceValues(func() (*jsonschema.Schema, error) {
	return jsonschema.NewCompiler().Compile("testdata/schemas/geojson.json")
})

// TestIDsOfGraphs holds that no two edges become one, whatever their ids are of.
func TestIDsOfGraphs(t *testing.T) {
	keys := []edgeKey{{"e:a", "e:b", "tie", "plain", "+"}, {"e:a", "e:b", "tie", "plain", "-"}, {"e:a.e:b", "tie", "plain", "x", "+"}, {"e:a", "e:b.tie", "plain", "x", "+"},
		{"r:NK-ñ/1", "e:b", "tie", "plain", "+"}, {"r:NK-·F1··2F·1", "e:b", "tie", "plain", "+"}, {"r:NK n 1", "e:b", "tie", "plain", "+"}}
	seen := map[string]edgeKey{}
	for _, k := range keys {
		id := edgeID(k)
		if other, twice := seen[id]; twice || !isOf("nmtoken", id) {
			t.Errorf("%q for %v, and for %v", id, k, other)
		}
		seen[id] = k
	}
}

// featureCollection is the published schema of a FeatureCollection.
func featureCollection(t testing.TB) *jsonschema.Schema {
	t.Helper()
	schema, err := loadFeatureCollection()
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestGeoJSONSchema holds that what breaks the schema is found to.
func TestGeoJSONSchema(t *testing.T) {
	schema := featureCollection(t)
	good := write(t, "geojson", harbourClaims())
	for old, new := range map[string]string{`"type":"Point"`: `"type":"Dot"`, `"properties"`: `"about"`, `"coordinates":[`: `"coordinates":["east",`} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(good, old, new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s for %s passes", new, old)
		}
	}
}
