package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

// part is a stretch of a story: words, or the name of somebody.
type part struct {
	text   string
	entity string
	role   string
}

// sentence is one sentence of a story, with the claim it makes where it makes one.
type sentence struct {
	parts []part
	claim *cotejo.Claim
	said  string // id of who says it, "" for nobody
}

// builder makes one reading.
type builder struct {
	g          *generator
	day        int
	entities   map[string]bool
	reading    cotejo.Reading
	paragraphs [][]sentence // paragraphs
	text       strings.Builder
	at         int // code points written
}

func (b *builder) keep(entities ...cotejo.Entity) {
	for _, e := range entities {
		if !b.entities[e.ID] {
			b.entities[e.ID] = true
			b.reading.Entities = append(b.reading.Entities, e)
		}
	}
}

// kinds are what the sentences say, in the wording of each.
var kinds = []struct {
	predicate, words, stage, commodity string
	party, amount                      bool
}{
	{"presence", "was seen in", "", "", false, false},
	{"presence", "has moved men into", "", "", false, false},
	{"activity", "runs laboratories in", "production", "cocaine", false, false},
	{"activity", "moves loads through", "transport", "cocaine", false, false},
	{"activity", "sells its goods in", "retail", "marijuana", false, false},
	{"control", "controls the roads of", "", "", false, false},
	{"tie", "works with", "", "", true, false},
	{"rivalry", "fights", "", "", true, false},
	{"arrest", "was arrested in", "", "", false, false},
	{"killing", "was killed in", "", "", false, false},
	{"seizure", "lost a load in", "", "cocaine", false, true},
	{"quantity", "is said to make its money in", "production", "cocaine", false, true},
}

// story makes a story: paragraphs of words among which sentences make claims.
func (b *builder) story(r *rand.Rand) {
	official := b.g.official(r)
	b.keep(official)
	for range 5 + r.IntN(4) {
		paragraph := []sentence{{parts: []part{{text: b.prose(r, 18+r.IntN(20))}}}}
		if r.IntN(5) > 0 {
			paragraph = append(paragraph, b.claims(r, official))
		}
		paragraph = append(paragraph, sentence{parts: []part{{text: b.prose(r, 10+r.IntN(10))}}})
		b.paragraphs = append(b.paragraphs, paragraph)
	}
}

func (b *builder) prose(r *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = b.g.words[b.g.vocabulary.draw(r)]
	}
	return title(strings.Join(words, " ")) + "."
}

func (b *builder) claims(r *rand.Rand, official cotejo.Entity) sentence {
	kind := kinds[r.IntN(len(kinds))]
	actor := b.g.actor(r, b.day)
	where := b.g.town(r)
	b.keep(actor)
	b.keep(where...)
	c := &cotejo.Claim{Predicate: kind.predicate, Stage: cotejo.Text(kind.stage), Commodity: cotejo.Text(kind.commodity), Hedge: cotejo.Said,
		Certainty: cotejo.Certain, Polarity: cotejo.Positive, Why: "generated", Confidence: 0.5}
	role := map[string]string{"arrest": "target", "killing": "victim", "quantity": "subject"}[kind.predicate]
	if role == "" {
		role = "agent"
	}
	s := sentence{claim: c, parts: []part{{actor.Name, actor.ID, role}, {text: " " + kind.words + " "}}}
	if kind.party {
		other := b.g.actor(r, b.day)
		b.keep(other)
		s.parts = append(s.parts, part{other.Name, other.ID, "party"}, part{text: " in "})
	}
	s.parts = append(s.parts, part{where[0].Name, where[0].ID, "place"})
	if kind.amount {
		c.Quantity = &cotejo.Quantity{Value: float64(10 * (1 + r.IntN(40))), Unit: "t"}
		c.Quantity.Text = fmt.Sprintf("%.0f tons", c.Quantity.Value)
		s.parts = append(s.parts, part{text: ", " + c.Quantity.Text})
	}
	if r.IntN(20) == 0 {
		c.Polarity, c.Hedge = cotejo.Negative, cotejo.Denied
	}
	if r.IntN(3) > 0 {
		s.said = official.ID
		s.parts = append(s.parts, part{text: ", said "}, part{official.Name, official.ID, "source"})
	}
	s.parts = append(s.parts, part{text: "."})
	return s
}

// build writes the story as a paper prints it: a copy with another head, and cut at the end.
func (b *builder) build(r *rand.Rand, copy bool, i int, publisher string) *cotejo.Reading {
	d := &b.reading.Document
	d.Title = cotejo.Text(b.prose(r, 6))
	d.Published = cotejo.Text(begin.AddDate(0, 0, i/perDay).Format("2006-01-02"))
	d.Publisher, d.Language = cotejo.Text(publisher), "en"
	d.Source = fmt.Sprintf("generated/%d.txt", i)
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d", b.g.seed, i))
	d.ID = fmt.Sprintf("sha256:%x", sum)
	b.words(string(d.Title) + "\n\n")
	printed := b.paragraphs
	if copy {
		printed = printed[:len(printed)-r.IntN(len(printed)/2)]
	}
	for _, paragraph := range printed {
		for _, s := range paragraph {
			b.sentence(&s)
		}
		b.words("\n\n")
	}
	d.Text = b.text.String()
	return &b.reading
}

func (b *builder) words(s string) cotejo.Span {
	b.text.WriteString(s)
	start := b.at
	b.at += utf8.RuneCountInString(s)
	return cotejo.Span{Start: start, End: b.at}
}

func (b *builder) sentence(s *sentence) {
	d := b.reading.Document.ID
	begin := b.text.Len()
	quote := cotejo.Evidence{Span: cotejo.Span{Start: b.at}}
	roles := map[string][]cotejo.Filler{}
	var source *cotejo.SourceRef
	for _, p := range s.parts {
		at := b.words(p.text)
		if p.entity == "" {
			continue
		}
		t := b.typeOf(p.entity)
		b.reading.Mentions = append(b.reading.Mentions, cotejo.Mention{Document: d, Entity: p.entity, Text: p.text, Type: t, Form: cotejo.Name, Span: at})
		if p.role == "source" {
			source = &cotejo.SourceRef{Entity: p.entity, Text: p.text, Span: at}
		} else {
			roles[p.role] = append(roles[p.role], cotejo.Filler{Entity: p.entity, Type: t, Text: p.text, Span: at})
		}
	}
	quote.End, quote.Quote = b.at, b.text.String()[begin:]
	b.words(" ")
	if s.claim == nil {
		return
	}
	c := *s.claim
	n := len(b.reading.Claims)
	c.ID, c.Document, c.Roles, c.Evidence, c.Attribution = fmt.Sprintf("c:%s%02x", d[7:27], n), d, roles, quote, []string{}
	if source != nil {
		id := fmt.Sprintf("a:%s%02x", d[7:27], n)
		c.Attribution = []string{id}
		b.reading.Attributions = append(b.reading.Attributions, cotejo.Attribution{ID: id, Document: d, Source: source, SourceType: cotejo.NamedSource,
			Content: []cotejo.Span{quote.Span}, Form: "indirect"})
	}
	b.reading.Claims = append(b.reading.Claims, c)
}

func (b *builder) typeOf(id string) cotejo.EntityType {
	for _, e := range b.reading.Entities {
		if e.ID == id {
			return e.Type
		}
	}
	return ""
}
