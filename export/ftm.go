package export

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/goccy/go-yaml"
)

//go:embed data/ftm.yaml
var ftmYAML []byte

// ftmRules is how claims stand in the FollowTheMoney model: data/ftm.yaml.
type ftmRules struct {
	Subtypes  map[string]string            `yaml:"subtypes"`
	Types     map[cotejo.EntityType]string `yaml:"types"`
	Relations map[string]ftmRelation       `yaml:"relations"`
	Kinds     map[string][]string          `yaml:"kinds"`
	Languages map[string]string            `yaml:"languages"`
}

type ftmRelation struct {
	Schema string    `yaml:"schema"`
	From   [2]string `yaml:"from"` // a role, and the property it fills
	To     [2]string `yaml:"to"`
	Needs  [2]string `yaml:"needs"`
}

var ftm = sync.OnceValue(func() *ftmRules {
	r := &ftmRules{}
	if err := yaml.UnmarshalWithOptions(ftmYAML, r, yaml.Strict()); err != nil {
		panic(fmt.Errorf("export/data/ftm.yaml: %w", err)) // a test reads the same bytes
	}
	return r
})

// FTM writes FollowTheMoney entities as JSON Lines, the form of `ftm` and Aleph: each report as an Article, everybody and every place
// in a claim, and the claim itself as a relation, an Event or a Note. What is hedged says so in its role, status and summary; nothing that
// a report leaves open or denies becomes a relation of its own kind. An entity is written once.
type FTM struct {
	w       io.Writer
	buf     bytes.Buffer
	written map[string]bool
}

// NewFTM writes to w.
func NewFTM(w io.Writer) *FTM { return &FTM{w: w, written: map[string]bool{}} }

// ftmEntity is a record of the model's own JSON form.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func newFTMEntity(schema, id string) *ftmEntity {
	return &ftmEntity{ID: ftmID(id), Schema: schema, Properties: map[string][]string{}}
}

// ftmID makes an id that the model takes anywhere: letters, digits and hyphens.
func ftmID(id string) string { return "cotejo-" + strings.ReplaceAll(id, ":", "-") }

func (e *ftmEntity) add(property string, values ...string) {
	for _, v := range values {
		if v = legible(v); v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

func (x *FTM) put(e *ftmEntity) error {
	if x.written[e.ID] {
		return nil
	}
	x.written[e.ID] = true
	x.buf.Reset()
	enc := json.NewEncoder(&x.buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return err
	}
	_, err := x.w.Write(x.buf.Bytes())
	return err
}

// Finding writes a claim, after what it names.
func (x *FTM) Finding(f *cotejo.Finding) error {
	if err := x.report(f); err != nil {
		return err
	}
	for _, id := range f.EntityIDs() {
		if e, ok := f.Entities[id]; ok {
			if err := x.entity(&e); err != nil {
				return err
			}
		}
	}
	if !holds(f) {
		return x.note(f)
	}
	if r, ok := ftm().Relations[f.Predicate]; ok && len(f.Roles[r.From[0]]) > 0 && len(f.Roles[r.To[0]]) > 0 {
		return x.relations(f, r)
	}
	return x.event(f)
}

// Close does nothing: every line is whole.
func (x *FTM) Close() error { return nil }

func (x *FTM) report(f *cotejo.Finding) error {
	d := &f.Report
	e := newFTMEntity("Article", f.Document)
	name := path.Base(d.Source)
	if u, err := url.Parse(d.Source); err == nil && u.Host != "" {
		name = u.Host + u.Path
	}
	e.add("fileName", name)
	e.add("title", string(d.Title))
	e.add("publisher", string(d.Publisher))
	e.add("publishedAt", string(d.Published))
	e.add("sourceUrl", webAddress(d))
	e.add("language", ftm().Languages[d.Language])
	return x.put(e)
}

// webAddress gives the address of a report on the web, or "".
func webAddress(d *cotejo.Document) string {
	for _, address := range []string{string(d.URL), d.Source} {
		if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return u.String()
		}
	}
	return ""
}

// schema gives the model's schema for an entity, or "".
func (r *ftmRules) schema(e *cotejo.Entity) string {
	if e.Type == cotejo.Organization {
		return cmp.Or(r.Subtypes[string(e.Subtype)], r.Types[e.Type])
	}
	return r.Types[e.Type]
}

func (x *FTM) entity(e *cotejo.Entity) error {
	schema := ftm().schema(e)
	if schema == "" {
		return nil
	}
	out := newFTMEntity(schema, e.ID)
	out.add("name", e.Name)
	switch schema {
	case "Address":
		out.add("full", e.Name)
		out.add("country", string(e.Country))
		if e.Lat != nil && e.Lon != nil {
			out.add("latitude", strconv.FormatFloat(*e.Lat, 'f', -1, 64))
			out.add("longitude", strconv.FormatFloat(*e.Lon, 'f', -1, 64))
		}
	case "Document":
		out.add("title", e.Name)
		out.add("fileName", e.Name)
	default:
		out.add("alias", e.Aliases...)
		out.add("country", string(e.Country))
		if e.Type == cotejo.Group {
			out.add("summary", "People or bodies meant together, not named one by one.")
		}
	}
	return x.put(out)
}

// about adds to e what every record of a claim says: how it is put, on whose word, and the words.
func (x *FTM) about(e *ftmEntity, f *cotejo.Finding) {
	e.add("summary", Sentence(f))
	e.add("summary", Corrections(f)...)
	e.add("description", f.Evidence.Quote)
	e.add("publisher", string(f.Report.Publisher))
	e.add("sourceUrl", webAddress(&f.Report))
	e.add("proof", ftmID(f.Document))
}

// dated adds the claim's own days, and the day of its report as that of the record.
func (x *FTM) dated(e *ftmEntity, f *cotejo.Finding) {
	start, end := days(f)
	e.add("startDate", start)
	e.add("endDate", end)
	e.add("date", string(f.Report.Published))
	e.add("recordId", f.ID)
}

func (x *FTM) relations(f *cotejo.Finding, r ftmRelation) error {
	for i, from := range f.Roles[r.From[0]] {
		for j, to := range f.Roles[r.To[0]] {
			a, b := f.Entities[from.Entity], f.Entities[to.Entity]
			if a.ID == "" || b.ID == "" || a.ID == b.ID || ftm().schema(&a) == "" || ftm().schema(&b) == "" {
				continue
			}
			relation := r
			if !asserts(f) || !ftm().is(&a, r.Needs[0]) || !ftm().is(&b, r.Needs[1]) {
				relation.Schema, relation.From[1], relation.To[1] = "UnknownLink", "subject", "object"
			}
			e := newFTMEntity(relation.Schema, identity(f.ID, i, j))
			e.ID = strings.ReplaceAll(e.ID, "/", "-")
			e.add(relation.From[1], ftmID(a.ID))
			e.add(relation.To[1], ftmID(b.ID))
			e.add("role", f.Predicate+" ("+string(f.Hedge)+")")
			e.add("status", string(f.Hedge))
			x.about(e, f)
			x.dated(e, f)
			if err := x.put(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// is says whether an entity's schema is one, or descends from it.
func (r *ftmRules) is(e *cotejo.Entity, schema string) bool {
	own := r.schema(e)
	return own == schema || slices.Contains(r.Kinds[own], schema)
}

func (x *FTM) event(f *cotejo.Finding) error {
	e := newFTMEntity("Event", f.ID)
	e.add("name", Sentence(f))
	e.add("keywords", f.Predicate, "hedge: "+string(f.Hedge), "certainty: "+string(f.Certainty))
	for _, role := range cotejo.Roles {
		for _, filler := range f.Roles[role] {
			who, ok := f.Entities[filler.Entity]
			switch {
			case !ok:
			case who.Type == cotejo.Place:
				e.add("location", who.Name)
				e.add("addressEntity", ftmID(who.ID))
				e.add("country", string(who.Country))
			case ftm().schema(&who) != "":
				e.add("involved", ftmID(who.ID))
			}
		}
	}
	x.about(e, f)
	x.dated(e, f)
	return x.put(e)
}

func (x *FTM) note(f *cotejo.Finding) error {
	e := newFTMEntity("Note", f.ID)
	e.add("name", Sentence(f))
	e.add("keywords", f.Predicate, "hedge: "+string(f.Hedge), "polarity: "+f.Polarity)
	for _, id := range f.EntityIDs() {
		if who, ok := f.Entities[id]; ok && ftm().schema(&who) != "" {
			e.add("entity", ftmID(id))
		}
	}
	x.about(e, f)
	return x.put(e)
}
