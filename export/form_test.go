package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// harbourClaims are claims of each kind that the forms tell apart: relations put as so, left open, denied and planned; an event on a journey
// between places; a group; a report without an address.
func harbourClaims() []cotejo.Finding {
	place := func(id, name string, lat, lon float64) cotejo.Entity {
		return cotejo.Entity{ID: id, Name: name, Type: cotejo.Place, Country: "ec", Lat: &lat, Lon: &lon}
	}
	entities := map[string]cotejo.Entity{}
	for _, e := range []cotejo.Entity{
		{ID: "e:faroles", Name: "Los Faroles", Type: cotejo.Organization, Subtype: "criminal_organization", Aliases: []string{"The Lanterns"}, Country: "ec"},
		{ID: "e:candados", Name: "Los Candados", Type: cotejo.Organization, Subtype: "criminal_organization"},
		{ID: "e:rosa", Name: "Rosa Candelario", Type: cotejo.Person},
		{ID: "e:police", Name: "National Police", Type: cotejo.Organization, Subtype: "police", Country: "ec"},
		{ID: "e:boatmen", Name: "local boatmen", Type: cotejo.Group},
		place("e:manta", "Manta", -0.95, -80.72), place("e:colima", "Colima", 19.24, -103.72),
		{ID: "e:somewhere", Name: "the river mouth", Type: cotejo.Place},
	} {
		entities[e.ID] = e
	}
	reports := []cotejo.Document{
		{ID: "sha256:01", Source: "https://example.org/faroles?page=1", Title: "The Lanterns’ harbour", Publisher: "Manta Observer", Published: "2023-05-04", Language: "en"},
		{ID: "sha256:02", Source: "reports/candados.txt", Language: "es"},
	}
	var out []cotejo.Finding
	add := func(report int, predicate string, hedge cotejo.Hedge, polarity string, roles map[string]string, change func(*cotejo.Finding)) {
		f := cotejo.Finding{Report: reports[report], Entities: entities}
		f.Claim = cotejo.Claim{ID: "c:" + string(rune('a'+len(out))), Document: reports[report].ID, Predicate: predicate, Hedge: hedge, Polarity: polarity, Certainty: cotejo.Certain,
			Evidence: cotejo.Evidence{Span: cotejo.Span{Start: 3, End: 9}, Quote: "words of the report about " + predicate}, Roles: map[string][]cotejo.Filler{}}
		for role, ids := range roles {
			for _, id := range strings.Fields(ids) {
				f.Roles[role] = append(f.Roles[role], cotejo.Filler{Entity: id, Text: entities[id].Name, Type: entities[id].Type})
			}
		}
		if change != nil {
			change(&f)
		}
		out = append(out, f)
	}
	said := func(f *cotejo.Finding) {
		f.Attribution = []string{"a"}
		f.Chain = []cotejo.Attribution{{ID: "a", Source: &cotejo.SourceRef{Entity: "e:police", Text: "the police"}, SourceType: cotejo.BodySource}}
	}
	add(0, "membership", cotejo.Said, "+", map[string]string{"agent": "e:rosa", "party": "e:faroles"}, said)
	add(0, "leadership", cotejo.Plain, "+", map[string]string{"agent": "e:rosa", "party": "e:faroles"}, nil)
	add(0, "membership", cotejo.Alleged, "+", map[string]string{"agent": "e:rosa", "party": "e:candados"}, said)
	add(0, "membership", cotejo.Said, "+", map[string]string{"agent": "e:rosa", "party": "e:boatmen"}, nil)
	add(0, "tie", cotejo.Denied, "-", map[string]string{"agent": "e:faroles", "party": "e:candados"}, said)
	add(0, "rivalry", cotejo.Plain, "+", map[string]string{"agent": "e:faroles", "party": "e:candados"}, func(f *cotejo.Finding) {
		f.Time = &cotejo.When{Text: "since 2021", Start: "2021-01-01"}
	})
	add(1, "rivalry", cotejo.Plain, "+", map[string]string{"agent": "e:faroles", "party": "e:candados"}, nil)
	add(0, "activity", cotejo.Possible, "+", map[string]string{"agent": "e:faroles", "origin": "e:manta", "destination": "e:colima", "place": "e:somewhere"}, func(f *cotejo.Finding) {
		f.Stage, f.Commodity = "transport", "cocaine"
	})
	add(1, "arrest", cotejo.Said, "+", map[string]string{"agent": "e:police", "target": "e:rosa", "place": "e:manta"}, func(f *cotejo.Finding) {
		f.Time = &cotejo.When{Text: "on 2 May 2023", Start: "2023-05-02", End: "2023-05-02"}
	})
	add(1, "presence", cotejo.Planned, "+", map[string]string{"agent": "e:faroles", "place": "e:colima"}, nil)
	return out
}

func write(t testing.TB, format string, findings []cotejo.Finding) string {
	var b bytes.Buffer
	w := New(format, "Los Faroles", &b)
	for _, f := range findings {
		if err := w.Finding(&f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestForms(t *testing.T) {
	for _, format := range Formats {
		t.Run(format, func(t *testing.T) {
			got := write(t, format, harbourClaims())
			golden(t, "testdata/harbour."+format, got)
			reads(t, format, got)
			backwards := harbourClaims()
			slices.Reverse(backwards)
			if format == "graphml" || format == "gexf" { // a graph does not hang on the order of the claims, but for the quote shown
				if strip(write(t, format, backwards)) != strip(got) {
					t.Error("the order of claims changes the graph")
				}
			}
			reads(t, format, write(t, format, nil))
		})
	}
	if New("pdf", "", io.Discard) != nil {
		t.Error("a form that is none has a writer")
	}
}

func strip(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if !strings.Contains(line, `"quote"`) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// reads holds what was written against the grammar of its form.
func reads(t testing.TB, format, text string) {
	switch format {
	case "ftm":
		followTheMoney(t, text)
	case "geojson":
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if err := featureCollection(t).Validate(value); err != nil {
			t.Errorf("the schema of GeoJSON: %v", err)
		}
		var c struct {
			Type     string
			Features []struct {
				Type, ID   string
				Geometry   struct{ Type string }
				Properties map[string]any
			}
		}
		if err := json.Unmarshal([]byte(text), &c); err != nil || c.Type != "FeatureCollection" || c.Features == nil {
			t.Fatalf("no FeatureCollection: %v: %s", err, text)
		}
		ids := map[string]bool{}
		for _, f := range c.Features {
			if f.Type != "Feature" || ids[f.ID] || f.Geometry.Type != "Point" && f.Geometry.Type != "LineString" || f.Properties["hedge"] == "" {
				t.Errorf("a feature that is none: %+v", f)
			}
			ids[f.ID] = true
		}
	case "graphml", "gexf":
		for _, fault := range graphGrammars(t)[format].faults(text) {
			t.Errorf("the schema of %s: %s", format, fault)
		}
	case "html", "atom":
		dec := xml.NewDecoder(strings.NewReader(text))
		if format == "html" {
			dec.Strict, dec.AutoClose, dec.Entity = false, append(xml.HTMLAutoClose, "meta", "br"), xml.HTMLEntity
		}
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v in %s", err, text)
			}
		}
	}
}

// followTheMoney holds entities against the model: schemas, property names, types and ranges, required properties.
func followTheMoney(t testing.TB, lines string) {
	var model struct {
		Schemata map[string]struct {
			Is, Required, Edge []string
			Properties         map[string][2]string
		}
		Values map[string]string // the codes of a type that has a list of them
	}
	data, err := os.ReadFile("testdata/ftm-model.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &model); err != nil {
		t.Fatal(err)
	}
	entities := map[string]ftmEntity{}
	for line := range strings.Lines(lines) {
		var e ftmEntity
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err, line)
		}
		if _, twice := entities[e.ID]; twice {
			t.Errorf("%s is written twice", e.ID)
		}
		entities[e.ID] = e
	}
	for _, e := range entities {
		schema, ok := model.Schemata[e.Schema]
		if !ok {
			t.Errorf("no schema %s", e.Schema)
			continue
		}
		for _, property := range append(schema.Required, schema.Edge...) {
			if len(e.Properties[property]) == 0 {
				t.Errorf("%s %s has no %s", e.Schema, e.ID, property)
			}
		}
		for property, values := range e.Properties {
			kind, ok := schema.Properties[property]
			if !ok {
				t.Errorf("%s has no property %s", e.Schema, property)
			}
			for _, v := range values {
				switch kind[0] {
				case "entity":
					if !slices.Contains(model.Schemata[entities[v].Schema].Is, kind[1]) {
						t.Errorf("%s.%s is to be a %s, not the %s %s", e.Schema, property, kind[1], entities[v].Schema, v)
					}
				case "date":
					if _, err := time.Parse(time.DateOnly, v); err != nil {
						t.Errorf("%s.%s is no day: %s", e.Schema, property, v)
					}
				case "country", "language":
					if !slices.Contains(strings.Fields(model.Values[kind[0]]), v) {
						t.Errorf("%s.%s is no %s: %s", e.Schema, property, kind[0], v)
					}
				case "url":
					if u, err := url.Parse(v); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
						t.Errorf("%s.%s is no address: %s", e.Schema, property, v)
					}
				default:
					if v == "" {
						t.Errorf("%s.%s is empty", e.Schema, property)
					}
				}
			}
		}
	}
}

// TestFTMFlattensNothing holds that only what the words put as so becomes a relation of the model's own kinds.
func TestFTMFlattensNothing(t *testing.T) {
	kinds := map[string]int{}
	for line := range strings.Lines(write(t, "ftm", harbourClaims())) {
		var e ftmEntity
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		kinds[e.Schema]++
		if e.Schema == "UnknownLink" && !strings.Contains(e.Properties["role"][0], "(") {
			t.Errorf("a link whose role does not say its hedge: %v", e.Properties["role"])
		}
	}
	want := map[string]int{"Article": 2, "Organization": 2, "Person": 1, "PublicBody": 1, "LegalEntity": 1, "Address": 3,
		"Membership": 1, "Directorship": 1, "UnknownLink": 4, "Event": 2, "Note": 2}
	for kind, n := range want {
		if kinds[kind] != n {
			t.Errorf("%d %s, want %d (all: %v)", kinds[kind], kind, n, kinds)
		}
	}
}

// TestFormsSayWhoCorrected holds that no form gives what a person put right for what was read, nor leaves out what was.
func TestFormsSayWhoCorrected(t *testing.T) {
	findings := harbourClaims()
	for i := range findings {
		findings[i].Claim = findings[i].Correct([]cotejo.Decision{{ID: "d:1", At: "2024-05-01T10:00:00Z", By: "Ana <i>", Verb: cotejo.Correct, Note: "see the file",
			States: &cotejo.Correction{Hedge: cotejo.Claimed, Roles: map[string][]cotejo.Filler{"instrument": {{Text: "speedboats"}}}}}})
	}
	for _, format := range Formats {
		got := write(t, format, findings)
		reads(t, format, got)
		want := []string{"corrected by Ana", "on 2024-05-01: hedge claimed (read: said), instrument speedboats (read: nobody) (see the file)"}
		if format == "graphml" || format == "gexf" { // an edge gathers claims
			want = []string{map[string]string{"graphml": `<data key="corrected">1</data>`, "gexf": `<attvalue for="corrected" value="1"/>`}[format]}
		}
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s does not say %q: %s", format, w, got)
			}
		}
	}
	var text bytes.Buffer
	if err := Text(&text, &findings[0]); err != nil || !strings.Contains(text.String(), "\n    corrected by Ana <i> on 2024-05-01: hedge claimed (read: said)") {
		t.Errorf("%v: %s", err, text.String())
	}
	n := News{cotejo.Change{Text: "new"}, findings[0]}
	if !strings.Contains(n.content(), "\ncorrected by Ana") {
		t.Errorf("the feed: %s", n.content())
	}
}

func news() []News {
	var out []News
	for i, f := range harbourClaims() {
		out = append(out, News{cotejo.Change{ID: "n:" + string(rune('a'+i)), Kind: cotejo.NewPlace, At: "2023-05-05T10:00:00Z", Claim: f.ID, Text: "Los Faroles: first put in Manta"}, f})
	}
	return append(out, News{Change: cotejo.Change{ID: "n:z", Kind: cotejo.Withdrawn, At: "2023-05-06T10:00:00Z", Text: "a claim is no longer made"}})
}

func TestFeeds(t *testing.T) {
	head := Feed{Title: "What is new", Self: "http://127.0.0.1:8080/feed.atom", Home: "http://127.0.0.1:8080/", Link: func(n News) string { return "http://127.0.0.1:8080/claim/" + n.Claim }}
	var atom, feed bytes.Buffer
	if err := Atom(&atom, head, news()); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/harbour.atom", atom.String())
	reads(t, "atom", atom.String())
	if err := JSONFeed(&feed, head, news()); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/harbour.feed.json", feed.String())
	for _, n := range [][]News{nil, news()} {
		var b bytes.Buffer
		if err := Atom(&b, Feed{Title: "x"}, n); err != nil {
			t.Fatal(err)
		}
		reads(t, "atom", b.String())
	}
}

// FuzzForms holds that no name, words or address breaks a form.
func FuzzForms(f *testing.F) {
	f.Add("Los \u202eselora\u202c", "<script>alert(1)</script>", "http://[::1]:namedport")
	f.Add("]]>\x00\x1b[31m\ufffe", "\xff\xfe & \"'", "javascript:alert(1)")
	f.Fuzz(func(t *testing.T, name, words, address string) {
		findings := harbourClaims()
		for i := range findings {
			f := &findings[i]
			f.Report.Title, f.Report.Source, f.Evidence.Quote = cotejo.Text(name), address, words
			f.Predicate += words
			entities := map[string]cotejo.Entity{}
			for id, e := range f.Entities {
				e.Name += name
				e.Aliases = []string{words, name}
				entities[id] = e
			}
			f.Entities = entities
		}
		for _, format := range Formats {
			got := write(t, format, findings)
			reads(t, format, got)
			if format == "html" && (strings.Contains(got, "<script") || strings.Contains(got, `href="javascript`)) {
				t.Errorf("a report's script runs: %s", got)
			}
		}
		var b bytes.Buffer
		var list []News
		for _, f := range findings {
			list = append(list, News{cotejo.Change{ID: name, At: "2023-05-05T10:00:00Z", Text: words}, f})
		}
		if err := Atom(&b, Feed{Title: name}, list); err != nil {
			t.Fatal(err)
		}
		reads(t, "atom", b.String())
	})
}
