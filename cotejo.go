// Package cotejo is the glossary: the nouns that every step of the program shares.
//
// A Report is read into a [Document]. In its text stand [Mention]s of [Entity] values: people, bodies, places, groups.
// Somebody says something: an [Attribution] ties a source and its cue to the words it covers. A [Claim] is what is said:
// a predicate of the codebook with its roles filled, on a chain of attributions, with a hedge. All that one document
// yields is a [Reading]. A [Ledger] keeps readings and finds claims again.
//
// The package imports nothing else of the project. Its JSON form is the program's public output, schema version
// [Schema].
package cotejo

import (
	"encoding/json"
	"fmt"
)

// Schema is the version of the JSON records. It rises when a field is renamed or dropped.
const Schema = "1"

// Text is a string that JSON shows as null when it is empty: what is not known is never an empty guess.
type Text string

// MarshalJSON gives null for the empty string.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// Span is a stretch of a document's text, in Unicode code points, end exclusive.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Empty says whether the span holds no text.
func (s Span) Empty() bool { return s.End <= s.Start }

// Covers says whether o lies wholly in s.
func (s Span) Covers(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps says whether s and o share at least one code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Document is one version of one report.
type Document struct {
	ID        string   `json:"id"`        // "sha256:" and the hash of the raw bytes, in hex
	Source    string   `json:"source"`    // path or URL, as given
	Title     Text     `json:"title"`     //
	Publisher Text     `json:"publisher"` //
	Published Text     `json:"published"` // RFC 3339 full-date; empty where unknown, never guessed
	URL       Text     `json:"url"`       //
	Language  string   `json:"language"`  // ISO 639-1: "en" or "es"
	Credit    []string `json:"credit"`    // wires credited for the whole report
	Text      string   `json:"text"`      // every span of the document's records counts in this text
	Revises   Text     `json:"revises"`   // id of the version that this one supersedes
	Origin    Text     `json:"origin"`    // id of the report that this one is a copy of
}

// EntityType is what an entity is, as the contract's readers know it.
type EntityType string

// The entity types. Group is people or bodies meant together and not named one by one.
const (
	Person       EntityType = "person"
	Organization EntityType = "organization"
	Place        EntityType = "place"
	Group        EntityType = "group"
	Thing        EntityType = "document" // a report, ruling or indictment that speaks
	Time         EntityType = "time"     // mentions only
)

// Entity is somebody or something that claims are about.
type Entity struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Type     EntityType `json:"type"`
	Subtype  Text       `json:"subtype"`
	Aliases  []string   `json:"aliases"`
	Country  Text       `json:"country"` // ISO 3166-1 alpha-2, lower case
	Lat      *float64   `json:"lat,omitempty"`
	Lon      *float64   `json:"lon,omitempty"`
	Geonames Text       `json:"geonames,omitempty"`
	Within   []string   `json:"within,omitempty"` // ids of the places that hold a place, nearest first
	Bound    bool       `json:"bound,omitempty"`  // of one document only: no other can name it again
	Same     Text       `json:"same,omitempty"`   // id of the entity that it is taken for, where that is another
}

// Form is how a mention names its entity.
type Form string

// The forms of mentions.
const (
	Name      Form = "name"
	Nominal   Form = "nominal"
	Pronoun   Form = "pronoun"
	Adjective Form = "adjective" // "Turkish", which is of the place
)

// Mention is one place in a text that names an entity or a time.
type Mention struct {
	Document string     `json:"document"`
	Entity   string     `json:"entity,omitempty"`
	Text     string     `json:"text"`
	Type     EntityType `json:"type"`
	Form     Form       `json:"form,omitempty"`
	Value    string     `json:"value,omitempty"` // TIMEX3, for times
	Span
}

// SourceType is the kind of source on whose word something is said.
type SourceType string

// The kinds of source.
const (
	NamedSource       SourceType = "named"
	AnonymousSource   SourceType = "anonymous"
	BodySource        SourceType = "body"
	MediaSource       SourceType = "media"
	DocumentSource    SourceType = "document"
	CollectiveSource  SourceType = "collective"
	UnspecifiedSource SourceType = "unspecified"
)

// SourceRef is the words that name a source, and the entity they name.
type SourceRef struct {
	Entity string `json:"entity,omitempty"`
	Text   string `json:"text"`
	Span
}

// Cue is the words that show that something is said: "said", "according to", "reportedly".
type Cue struct {
	Text string `json:"text"`
	Span
}

// Attribution ties a source to the words it vouches for.
type Attribution struct {
	ID         string     `json:"id"`
	Document   string     `json:"document"`
	Source     *SourceRef `json:"source"`
	SourceType SourceType `json:"sourceType"`
	Cue        *Cue       `json:"cue"`
	Content    []Span     `json:"content"`
	Form       string     `json:"form"` // direct, indirect, mixed
}

// Filler is one thing that fills a role of a claim.
type Filler struct {
	Entity string     `json:"entity,omitempty"`
	Type   EntityType `json:"type,omitempty"`
	Text   string     `json:"text"`
	Span
}

// When is the time of a claim: the words, and days where the text settles them.
type When struct {
	Text  string `json:"text"`
	Start Text   `json:"start"`
	End   Text   `json:"end"`
}

// Quantity is a figure as the text puts it.
type Quantity struct {
	Value float64  `json:"value"`
	Max   *float64 `json:"max"`   // upper end of a range
	Bound Text     `json:"bound"` // min, max, about
	Unit  string   `json:"unit"`
	Per   Text     `json:"per"` // year, month, day
	Text  string   `json:"text"`
}

// Hedge is how the words put a claim.
type Hedge string

// The hedges, from the contract.
const (
	Plain       Hedge = "plain"
	Known       Hedge = "known"
	Said        Hedge = "said"
	Reported    Hedge = "reported"
	Alleged     Hedge = "alleged"
	Presumed    Hedge = "presumed"
	Suspected   Hedge = "suspected"
	Possible    Hedge = "possible"
	Conditional Hedge = "conditional"
	Planned     Hedge = "planned"
	Admitted    Hedge = "admitted"
	Claimed     Hedge = "claimed"
	Denied      Hedge = "denied"
)

// Hedges lists every hedge, from the surest wording to the least sure.
var Hedges = []Hedge{Plain, Known, Said, Admitted, Reported, Claimed, Presumed, Suspected, Alleged, Possible, Planned, Conditional, Denied}

// Asserts says whether words under this hedge put something as so, be it on another's word: all further hedges leave it open or deny it.
func (h Hedge) Asserts() bool {
	return h == Plain || h == Known || h == Said || h == Admitted
}

// Certainty is a place on FactBank's scale, as the innermost source puts it.
type Certainty string

// FactBank's scale.
const (
	Certain  Certainty = "certain"
	Probable Certainty = "probable"
	Maybe    Certainty = "possible"
	Unknown  Certainty = "unknown"
)

// Certainty places a hedge on FactBank's scale, as the one who speaks puts it.
func (h Hedge) Certainty() Certainty {
	switch h {
	case Alleged, Presumed, Suspected, Claimed, Reported:
		return Probable
	case Possible:
		return Maybe
	case Planned, Conditional:
		return Unknown
	}
	return Certain
}

// Polarities of a claim.
const (
	Positive = "+"
	Negative = "-"
)

// Evidence is the words that carry a claim.
type Evidence struct {
	Span
	Quote string `json:"quote"`
}

// Claim is what is said: nobody's fact, somebody's words.
type Claim struct {
	ID          string              `json:"id"`
	Document    string              `json:"document"`
	Predicate   string              `json:"predicate"`
	Roles       map[string][]Filler `json:"roles"`
	Phase       Text                `json:"phase,omitempty"` // begins, continues, ends
	Stage       Text                `json:"stage"`
	Commodity   Text                `json:"commodity"`
	Time        *When               `json:"time"`
	Quantity    *Quantity           `json:"quantity"`
	Hedge       Hedge               `json:"hedge"`
	Certainty   Certainty           `json:"certainty"`
	Polarity    string              `json:"polarity"`
	Attribution []string            `json:"attribution"` // ids, innermost source first
	Novel       bool                `json:"novel"`
	Evidence    Evidence            `json:"evidence"`
	Why         string              `json:"why"`
	Confidence  float64             `json:"confidence"`
	Corrected   *Corrected          `json:"corrected,omitempty"` // nil where nobody put anything right
}

// Reading is everything that one document yields. Every entity that a record names is in Entities.
type Reading struct {
	Document     Document
	Entities     []Entity
	Mentions     []Mention
	Attributions []Attribution
	Claims       []Claim
	Engine       string // which program read it, "" where that was not noted
}

// Roles lists every role a claim can fill, in the order in which people read them.
var Roles = []string{"agent", "subject", "party", "target", "victim", "object", "instrument", "place", "destination", "origin"}

// Check says what is wrong with a reading, or nil: spans out of the text, quotes that differ from it, ids that name nothing.
func (r *Reading) Check() error {
	text := []rune(r.Document.Text)
	at := func(what string, s Span, want string) error {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			return fmt.Errorf("%s: span %d:%d is outside the text (%d code points)", what, s.Start, s.End, len(text))
		}
		if want != "" && string(text[s.Start:s.End]) != want {
			return fmt.Errorf("%s: span %d:%d holds %q, not %q", what, s.Start, s.End, string(text[s.Start:s.End]), want)
		}
		return nil
	}
	entities := map[string]bool{}
	for _, e := range r.Entities {
		entities[e.ID] = true
	}
	for _, m := range r.Mentions {
		if err := at("mention", m.Span, m.Text); err != nil {
			return err
		}
		if m.Type != Time && !entities[m.Entity] {
			return fmt.Errorf("mention %q names no entity of the reading: %q", m.Text, m.Entity)
		}
	}
	attributions := map[string]bool{}
	for _, a := range r.Attributions {
		attributions[a.ID] = true
		if a.Source != nil {
			if err := at("source", a.Source.Span, a.Source.Text); err != nil {
				return err
			}
			if a.Source.Entity != "" && !entities[a.Source.Entity] {
				return fmt.Errorf("source %q names no entity of the reading: %q", a.Source.Text, a.Source.Entity)
			}
		}
		if a.Cue != nil {
			if err := at("cue", a.Cue.Span, a.Cue.Text); err != nil {
				return err
			}
		}
		for _, c := range a.Content {
			if err := at("content", c, ""); err != nil {
				return err
			}
		}
	}
	for _, c := range r.Claims {
		if err := at("evidence", c.Evidence.Span, c.Evidence.Quote); err != nil {
			return err
		}
		for role, fillers := range c.Roles {
			for _, f := range fillers {
				if err := at(c.Predicate+" "+role, f.Span, f.Text); err != nil {
					return err
				}
				if f.Entity != "" && !entities[f.Entity] {
					return fmt.Errorf("%s %s %q names no entity of the reading: %q", c.Predicate, role, f.Text, f.Entity)
				}
			}
		}
		for _, id := range c.Attribution {
			if !attributions[id] {
				return fmt.Errorf("%s names no attribution of the reading: %q", c.Predicate, id)
			}
		}
	}
	return nil
}
