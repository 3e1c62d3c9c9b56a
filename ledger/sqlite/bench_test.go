package sqlite

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cotejo/cotejo"
)

var scale = flag.Int("claims", 20_000, "claims in the ledger that the benchmarks search")

// generated makes the i-th of many invented reports: eight claims, actors and towns by a power law, a claim in ten with its own day.
func generated(random *rand.Rand, i int) *cotejo.Reading {
	actors, towns := rand.NewZipf(random, 1.2, 10, 20_000), rand.NewZipf(random, 1.1, 20, 5_000)
	predicates := []string{"presence", "activity", "activity", "control", "tie", "rivalry", "arrest", "arrest", "seizure", "killing", "quantity"}
	stages := []string{"", "", "production", "transport", "distribution", "cultivation"}
	commodities := []string{"", "cocaine", "cocaine", "heroin", "arms", "gold"}
	var text strings.Builder
	r := &cotejo.Reading{}
	entities := map[string]bool{}
	entity := func(e cotejo.Entity) string {
		if !entities[e.ID] {
			entities[e.ID] = true
			r.Entities = append(r.Entities, e)
		}
		return e.ID
	}
	word := func(s string) cotejo.Span {
		start := text.Len() // all ASCII
		text.WriteString(s)
		end := text.Len()
		text.WriteByte(' ')
		return cotejo.Span{Start: start, End: end}
	}
	id := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(fmt.Sprint(i))))
	published := time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(7000)).Format(time.DateOnly)
	for j := range 8 {
		a, p := actors.Uint64(), towns.Uint64()
		agent := entity(cotejo.Entity{ID: fmt.Sprint("organization/", a), Name: fmt.Sprintf("Cartel number%d", a), Type: cotejo.Organization, Aliases: []string{fmt.Sprintf("C%d", a)}})
		town := entity(cotejo.Entity{ID: fmt.Sprint("place/", p), Name: fmt.Sprintf("Town%d", p), Type: cotejo.Place, Country: cotejo.Text([]string{"co", "mx", "ec", "pe", "br"}[p%5])})
		source := entity(cotejo.Entity{ID: fmt.Sprint("person/", a%977), Name: fmt.Sprintf("Officer number%d", a%977), Type: cotejo.Person})
		start := text.Len()
		agentAt := word(fmt.Sprintf("Cartel number%d", a))
		word([]string{"runs laboratories in", "was seen in", "fights others over the port of", "lost two boats near"}[random.IntN(4)])
		townAt := word(fmt.Sprintf("Town%d", p))
		quote := cotejo.Evidence{Span: cotejo.Span{Start: start, End: text.Len() - 1}}
		sourceAt := word(fmt.Sprintf("said Officer number%d.", a%977))
		quote.Quote = text.String()[quote.Start:quote.End]
		attribution := fmt.Sprint("a", j)
		r.Attributions = append(r.Attributions, cotejo.Attribution{ID: attribution, Document: id, SourceType: cotejo.NamedSource,
			Source: &cotejo.SourceRef{Entity: source, Text: text.String()[sourceAt.Start:sourceAt.End], Span: sourceAt}, Content: []cotejo.Span{quote.Span}})
		for _, m := range []struct {
			entity string
			at     cotejo.Span
			t      cotejo.EntityType
		}{{agent, agentAt, cotejo.Organization}, {town, townAt, cotejo.Place}} {
			r.Mentions = append(r.Mentions, cotejo.Mention{Document: id, Entity: m.entity, Text: text.String()[m.at.Start:m.at.End], Type: m.t, Form: cotejo.Name, Span: m.at})
		}
		c := cotejo.Claim{ID: fmt.Sprintf("c:%d-%d", i, j), Document: id, Predicate: predicates[random.IntN(len(predicates))],
			Stage: cotejo.Text(stages[random.IntN(len(stages))]), Commodity: cotejo.Text(commodities[random.IntN(len(commodities))]),
			Hedge: cotejo.Hedges[min(random.IntN(40), len(cotejo.Hedges)-1)%len(cotejo.Hedges)], Certainty: cotejo.Certain, Polarity: cotejo.Positive,
			Roles: map[string][]cotejo.Filler{
				"agent": {{Entity: agent, Type: cotejo.Organization, Text: text.String()[agentAt.Start:agentAt.End], Span: agentAt}},
				"place": {{Entity: town, Type: cotejo.Place, Text: text.String()[townAt.Start:townAt.End], Span: townAt}}},
			Attribution: []string{attribution}, Evidence: quote, Why: "generated", Confidence: 0.5}
		if random.IntN(10) == 0 {
			c.Time = &cotejo.When{Text: "then", Start: cotejo.Text(published), End: cotejo.Text(published)}
		}
		r.Claims = append(r.Claims, c)
	}
	r.Document = cotejo.Document{ID: id, Source: fmt.Sprintf("generated/%d.txt", i), Title: cotejo.Text(fmt.Sprintf("Report %d", i)),
		Publisher: cotejo.Text(fmt.Sprintf("Paper %d", random.IntN(300))), Published: cotejo.Text(published), Language: "en", Text: text.String()}
	return r
}

// BenchmarkLedger adds -claims claims of generated reports and then times each way to find them again, in milliseconds at the median
// and at the worst of a hundred:
//
//	go test -run - -bench Ledger -benchtime 1x -timeout 1h ./ledger/sqlite -claims 1000000
func BenchmarkLedger(b *testing.B) {
	l := openNew(b, filepath.Join(b.TempDir(), "ledger.db"))
	random := rand.New(rand.NewPCG(1, 2))
	documents := *scale / 8
	begun := time.Now()
	var last time.Duration
	for i := range documents {
		if i == documents-documents/10 {
			last = -time.Since(begun)
		}
		if added, err := l.Add(b.Context(), generated(random, i)); err != nil || !added {
			b.Fatal(added, err)
		}
	}
	took := time.Since(begun)
	last += took
	b.Logf("%d documents added at %.0f a second, the last tenth at %.0f", documents, float64(documents)/took.Seconds(), float64(documents/10)/last.Seconds())

	filters := map[string]cotejo.Filter{
		"everything":              {},
		"the most named actor":    {Actors: []string{"Cartel number0"}},
		"a rare actor":            {Actors: []string{"Cartel number4000"}},
		"a town":                  {Place: "Town3"},
		"two actors":              {Actors: []string{"Cartel number0", "Cartel number1"}},
		"actor and town":          {Actors: []string{"Cartel number0"}, Place: "Town3"},
		"actor, predicate, hedge": {Actors: []string{"Cartel number0"}, Predicates: []string{"control", "tie"}, Hedges: []cotejo.Hedge{cotejo.Known}},
		"predicate and stage":     {Predicates: []string{"killing"}, Stages: []string{"transport"}},
		"source":                  {Source: "Officer number5"},
		"publisher":               {Source: "Paper 7"},
		"a month":                 {From: "2012-03-01", To: "2012-03-31"},
		"an actor in a month":     {Actors: []string{"Cartel number0"}, From: "2012-03-01", To: "2012-03-31"},
		"common words":            {Text: "laboratories"},
		"rare words":              {Text: `"Town4321"`},
		"common words and actor":  {Text: "laboratories", Actors: []string{"Cartel number0"}},
		"rare pair":               {Hedges: []cotejo.Hedge{cotejo.Known}, Place: "Town9", Predicates: []string{"quantity"}},
		"nothing":                 {Actors: []string{"Nobody"}},
	}
	for name, f := range filters {
		for _, newest := range []bool{false, true} {
			f.Limit, f.Newest = 50, newest
			timed(b, fmt.Sprintf("claims/%s/newest=%v", name, newest), func(ctx context.Context) error {
				for _, err := range l.Claims(ctx, f) {
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		timed(b, "count/"+name, func(ctx context.Context) error { _, err := l.Count(ctx, f); return err })
	}
	timed(b, "country", func(ctx context.Context) error {
		_, err := l.Count(ctx, cotejo.Filter{Place: "co", Limit: 50})
		return err
	})
	timed(b, "dossier", func(ctx context.Context) error { _, err := l.Dossier(ctx, "organization/0", 200); return err })
	timed(b, "entities by beginning", func(ctx context.Context) error { _, err := l.Entities(ctx, "car", 20, 0); return err })
	timed(b, "entities, most claimed", func(ctx context.Context) error { _, err := l.Entities(ctx, "", 50, 0); return err })
	timed(b, "search rare", func(ctx context.Context) error { _, _, err := l.Search(ctx, "Town4321", 20, 0); return err })
	timed(b, "search common", func(ctx context.Context) error { _, _, err := l.Search(ctx, "laboratories port", 20, 0); return err })
	timed(b, "counts", func(ctx context.Context) error { _, err := l.Counts(ctx); return err })
}

func timed(b *testing.B, name string, f func(context.Context) error) {
	b.Run(name, func(b *testing.B) {
		var times []time.Duration
		for b.Loop() {
			begun := time.Now()
			for range 20 {
				if err := f(b.Context()); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(begun))
				begun = time.Now()
				if len(times) > 3 && times[0] > time.Second {
					break
				}
			}
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/median")
		b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "ms/worst")
		b.ReportMetric(0, "ns/op")
	})
}
