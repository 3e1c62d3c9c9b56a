package export

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/cotejo/cotejo"
)

// GeoJSON writes a FeatureCollection (RFC 7946): a point for each place in a claim that is on the map, and a line from origin to
// destination where both are. Each feature carries the claim with its hedge, its chain and its words.
type GeoJSON struct {
	w io.Writer
	n int
}

// NewGeoJSON writes to w.
func NewGeoJSON(w io.Writer) *GeoJSON { return &GeoJSON{w: w} }

type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   geometry   `json:"geometry"`
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"` // longitude first
}

// properties is a claim laid flat.
type properties struct {
	Claim     string      `json:"claim"`
	Sentence  string      `json:"sentence"`
	Predicate string      `json:"predicate"`
	Role      string      `json:"role"`
	Place     string      `json:"place"`
	To        string      `json:"to,omitempty"`
	Stage     cotejo.Text `json:"stage"`
	Commodity cotejo.Text `json:"commodity"`
	Hedge     string      `json:"hedge"`
	Certainty string      `json:"certainty"`
	Polarity  string      `json:"polarity"`
	Asserted  bool        `json:"asserted"` // false where the words leave it open or deny it
	Sources   []string    `json:"sources"`
	Quote     string      `json:"quote"`
	Start     cotejo.Text `json:"start"`
	End       cotejo.Text `json:"end"`
	Published cotejo.Text `json:"published"`
	Report    string      `json:"report"`
	URL       cotejo.Text `json:"url"`
	Document  string      `json:"document"`
	Corrected []string    `json:"corrections"` // who put right what, and what was read
}

// Finding writes the features of a claim.
func (g *GeoJSON) Finding(f *cotejo.Finding) error {
	base := properties{Claim: f.ID, Sentence: Sentence(f), Predicate: f.Predicate, Stage: f.Stage, Commodity: f.Commodity, Hedge: string(f.Hedge),
		Certainty: string(f.Certainty), Polarity: f.Polarity, Asserted: asserts(f), Sources: []string{}, Quote: legible(f.Evidence.Quote),
		Published: f.Report.Published, Report: ReportName(&f.Report), URL: f.Report.URL, Document: f.Document, Corrected: append([]string{}, Corrections(f)...)}
	for _, s := range sources(f) {
		base.Sources = append(base.Sources, legible(s))
	}
	start, end := days(f)
	base.Start, base.End = cotejo.Text(start), cotejo.Text(end)
	for _, role := range cotejo.PlaceRoles {
		for i, filler := range f.Roles[role] {
			at, ok := point(f, filler)
			if !ok {
				continue
			}
			p := base
			p.Role, p.Place = role, legible(f.Entities[filler.Entity].Name)
			if err := g.feature(feature{"Feature", identity(f.ID, role, i), geometry{"Point", at}, p}); err != nil {
				return err
			}
		}
	}
	for i, from := range f.Roles["origin"] {
		for j, to := range f.Roles["destination"] {
			a, ok := point(f, from)
			b, both := point(f, to)
			if !ok || !both {
				continue
			}
			p := base
			p.Role, p.Place, p.To = "flow", legible(f.Entities[from.Entity].Name), legible(f.Entities[to.Entity].Name)
			if err := g.feature(feature{"Feature", identity(f.ID, "flow", i, j), geometry{"LineString", [][2]float64{a, b}}, p}); err != nil {
				return err
			}
		}
	}
	return nil
}

// point gives the longitude and latitude of the place that a filler names.
func point(f *cotejo.Finding, filler cotejo.Filler) (at [2]float64, ok bool) {
	e, known := f.Entities[filler.Entity]
	if !known || e.Type != cotejo.Place || e.Lat == nil || e.Lon == nil {
		return at, false
	}
	return [2]float64{*e.Lon, *e.Lat}, true
}

func (g *GeoJSON) feature(f feature) error {
	var b bytes.Buffer
	if g.n == 0 {
		b.WriteString("{\"type\":\"FeatureCollection\",\"features\":[\n")
	} else {
		b.WriteString(",\n")
	}
	g.n++
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // Encode ends the line
	_, err := g.w.Write(b.Bytes())
	return err
}

// Close ends the collection.
func (g *GeoJSON) Close() error {
	end := "\n]}\n"
	if g.n == 0 {
		end = "{\"type\":\"FeatureCollection\",\"features\":[]}\n"
	}
	_, err := io.WriteString(g.w, end)
	return err
}
