package ledgertest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

// builder puts a reading together around a text, with every span where the words first stand.
type builder struct {
	t testing.TB
	r *cotejo.Reading
}

func newReading(t testing.TB, source, text string) *builder {
	sum := sha256.Sum256([]byte(text))
	return &builder{t, &cotejo.Reading{Document: cotejo.Document{ID: "sha256:" + hex.EncodeToString(sum[:]), Source: source, Language: "en", Text: text}}}
}

// span finds words in the text.
func (b *builder) span(words string) cotejo.Span {
	b.t.Helper()
	at := strings.Index(b.r.Document.Text, words)
	if at < 0 {
		b.t.Fatalf("%q is not in the text of %s", words, b.r.Document.Source)
	}
	start := utf8.RuneCountInString(b.r.Document.Text[:at])
	return cotejo.Span{Start: start, End: start + utf8.RuneCountInString(words)}
}

// entity adds an entity and a mention of it by words.
func (b *builder) entity(e cotejo.Entity, words string) {
	b.r.Entities = append(b.r.Entities, e)
	b.r.Mentions = append(b.r.Mentions, cotejo.Mention{Document: b.r.Document.ID, Entity: e.ID, Text: words, Type: e.Type, Form: cotejo.Name, Span: b.span(words)})
}

// filler is an entity under its words.
func (b *builder) filler(id, words string) []cotejo.Filler {
	f := cotejo.Filler{Entity: id, Text: words, Span: b.span(words)}
	for _, e := range b.r.Entities {
		if e.ID == id {
			f.Type = e.Type
		}
	}
	return []cotejo.Filler{f}
}

func (b *builder) claim(c cotejo.Claim, quote string) {
	c.Document = b.r.Document.ID
	c.ID = "claim-" + b.r.Document.ID[7:19] + "-" + string(rune('a'+len(b.r.Claims)))
	c.Evidence = cotejo.Evidence{Span: b.span(quote), Quote: quote}
	b.r.Claims = append(b.r.Claims, c)
}

// Readings are three reports on invented groups, whole in every field that a ledger keeps.
func Readings(t testing.TB) []*cotejo.Reading {
	return []*cotejo.Reading{harbour(t), denial(t), figures(t)}
}

var (
	heron   = cotejo.Entity{ID: "organization/heron-cartel", Name: "Heron Cartel", Type: cotejo.Organization, Subtype: "criminal_organization", Aliases: []string{"Cártel de la Garza"}}
	rivals  = cotejo.Entity{ID: "organization/los-juncos", Name: "Los Juncos", Type: cotejo.Organization, Subtype: "criminal_organization", Aliases: []string{}}
	ibarra  = cotejo.Entity{ID: "person/ana-ibarra", Name: "Ana Ibarra", Type: cotejo.Person, Aliases: []string{}}
	cali    = cotejo.Entity{ID: "place/cali", Name: "Cali", Type: cotejo.Place, Subtype: "city", Aliases: []string{}, Country: "co"}
	country = cotejo.Entity{ID: "place/co", Name: "Colombia", Type: cotejo.Place, Subtype: "country", Aliases: []string{}, Country: "co"}
	quito   = cotejo.Entity{ID: "place/quito", Name: "Quito", Type: cotejo.Place, Subtype: "city", Aliases: []string{}}
)

func harbour(t testing.TB) *cotejo.Reading {
	b := newReading(t, "reports/harbour.txt", "Heron at work\n\nThe Heron Cartel runs laboratories in Cali, prosecutor Ana Ibarra said. “Ship\u00adments” leave on 3 May 2021.")
	d := &b.r.Document
	d.Title, d.Publisher, d.Published, d.URL, d.Credit = "Heron at work", "Valley Ledger", "2021-06-01", "https://example.org/harbour", []string{"Cordillera Press"}
	b.entity(heron, "Heron Cartel")
	b.entity(cali, "Cali")
	b.entity(ibarra, "Ana Ibarra")
	b.r.Mentions = append(b.r.Mentions, cotejo.Mention{Document: d.ID, Text: "3 May 2021", Type: cotejo.Time, Value: "2021-05-03", Span: b.span("3 May 2021")})
	b.r.Attributions = []cotejo.Attribution{{
		ID: "a1", Document: d.ID, SourceType: cotejo.NamedSource, Form: "indirect",
		Source:  &cotejo.SourceRef{Entity: ibarra.ID, Text: "prosecutor Ana Ibarra", Span: b.span("prosecutor Ana Ibarra")},
		Cue:     &cotejo.Cue{Text: "said", Span: b.span("said")},
		Content: []cotejo.Span{b.span("The Heron Cartel runs laboratories in Cali")},
	}}
	b.claim(cotejo.Claim{
		Predicate: "activity", Stage: "production", Commodity: "cocaine", Hedge: cotejo.Said, Certainty: cotejo.Certain, Polarity: cotejo.Positive,
		Roles:       map[string][]cotejo.Filler{"agent": b.filler(heron.ID, "Heron Cartel"), "place": b.filler(cali.ID, "Cali"), "object": {{Text: "laboratories", Span: b.span("laboratories")}}},
		Time:        &cotejo.When{Text: "3 May 2021", Start: "2021-05-03", End: "2021-05-03"},
		Attribution: []string{"a1"}, Novel: true, Why: "run + laboratories", Confidence: 0.75,
	}, "runs laboratories in Cali")
	return b.r
}

func denial(t testing.TB) *cotejo.Reading {
	b := newReading(t, "reports/denial.txt", "Ana Ibarra denied that Los Juncos are allied with the Cártel de la Garza in Quito, a witness told the court.")
	b.r.Document.Title = "No alliance"
	b.entity(rivals, "Los Juncos")
	alias := heron
	alias.Name, alias.Aliases = "Cártel de la Garza", []string{"Garza"}
	b.entity(alias, "Cártel de la Garza")
	b.entity(ibarra, "Ana Ibarra")
	b.entity(quito, "Quito")
	id := b.r.Document.ID
	b.r.Attributions = []cotejo.Attribution{
		{ID: "a1", Document: id, SourceType: cotejo.NamedSource, Form: "indirect", Content: []cotejo.Span{b.span("Los Juncos are allied with the Cártel de la Garza in Quito")},
			Source: &cotejo.SourceRef{Entity: ibarra.ID, Text: "Ana Ibarra", Span: b.span("Ana Ibarra")}, Cue: &cotejo.Cue{Text: "denied", Span: b.span("denied")}},
		{ID: "a2", Document: id, SourceType: cotejo.AnonymousSource, Form: "indirect", Content: []cotejo.Span{b.span("Ana Ibarra denied")},
			Source: &cotejo.SourceRef{Text: "a witness", Span: b.span("a witness")}, Cue: &cotejo.Cue{Text: "told", Span: b.span("told")}},
	}
	b.claim(cotejo.Claim{
		Predicate: "tie", Hedge: cotejo.Denied, Certainty: cotejo.Certain, Polarity: cotejo.Negative, Phase: "begins",
		Roles:       map[string][]cotejo.Filler{"agent": b.filler(rivals.ID, "Los Juncos"), "party": b.filler(heron.ID, "Cártel de la Garza"), "place": b.filler(quito.ID, "Quito")},
		Attribution: []string{"a1", "a2"}, Why: "allied", Confidence: 0.5,
	}, "Los Juncos are allied with the Cártel de la Garza in Quito")
	return b.r
}

func figures(t testing.TB) *cotejo.Reading {
	b := newReading(t, "reports/figures.txt", "Colombia’s output reached 12 to 15 tons a year. Los Juncos reportedly control the port.")
	b.r.Document.Published = "2019-02-10"
	b.entity(country, "Colombia")
	b.entity(rivals, "Los Juncos")
	b.r.Attributions = []cotejo.Attribution{{ID: "a1", Document: b.r.Document.ID, SourceType: cotejo.UnspecifiedSource, Form: "indirect",
		Cue: &cotejo.Cue{Text: "reportedly", Span: b.span("reportedly")}, Content: []cotejo.Span{b.span("Los Juncos reportedly control the port")}}}
	most := 15.0
	b.claim(cotejo.Claim{
		Predicate: "quantity", Commodity: "cocaine", Hedge: cotejo.Plain, Certainty: cotejo.Certain, Polarity: cotejo.Positive,
		Roles:    map[string][]cotejo.Filler{"subject": b.filler(country.ID, "Colombia")},
		Quantity: &cotejo.Quantity{Value: 12, Max: &most, Unit: "t", Per: "year", Text: "12 to 15 tons a year"}, Attribution: []string{}, Confidence: 0.9,
	}, "output reached 12 to 15 tons a year")
	b.claim(cotejo.Claim{
		Predicate: "control", Hedge: cotejo.Reported, Certainty: cotejo.Probable, Polarity: cotejo.Positive,
		Roles:       map[string][]cotejo.Filler{"agent": b.filler(rivals.ID, "Los Juncos"), "object": {{Text: "the port", Span: b.span("the port")}}},
		Attribution: []string{"a1"}, Confidence: 0.6,
	}, "Los Juncos reportedly control the port")
	return b.r
}
