// Package ledgertest holds what every kind of ledger must do, as tests to run against it.
package ledgertest

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cotejo/cotejo"
)

// Run tests a kind of ledger. Each call of open must give a new and empty one, closed by the caller's own cleanup.
func Run(t *testing.T, open func(t *testing.T) cotejo.Ledger) {
	for name, test := range map[string]func(*testing.T, cotejo.Ledger){
		"a reading comes back as it went in":          readingComesBack,
		"a document is kept once":                     addedOnce,
		"readings can be added together":              together,
		"a broken reading leaves nothing":             wholeOrNothing,
		"an interrupted reading leaves nothing":       cancelled,
		"documents are found by what they are called": documents,
		"claims pass filters":                         filters,
		"claims come in pages":                        pages,
		"entities are found by name":                  entities,
		"entities learn":                              entitiesLearn,
		"a dossier holds what there is":               dossier,
		"text is searched":                            search,
		"many may use it at once":                     concurrent,
		"a country learnt later is found":             countryLearntLater,
		"a place holds what is in it":                 placeHolds,
		"another reading takes the place of the one":  replaced,
		"decisions are kept":                          decisions,
		"wrong decisions are refused":                 wrongDecisions,
		"what people put right is right":              corrected,
		"a collation is whole or nothing":             collationWhole,
		"what changed is listed":                      changes,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var ctx = context.Background()

// Fill adds the readings of [Readings] to an empty ledger, and gives them.
func Fill(t testing.TB, l cotejo.Ledger) []*cotejo.Reading {
	t.Helper()
	readings := Readings(t)
	for _, r := range readings {
		if added, err := l.Add(ctx, r); err != nil || !added {
			t.Fatalf("Add(%s) = %v, %v", r.Document.Source, added, err)
		}
	}
	return readings
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func readingComesBack(t *testing.T, l cotejo.Ledger) {
	want := Readings(t)[0] // nothing else in the ledger teaches its entities more
	if _, err := l.Add(ctx, want); err != nil {
		t.Fatal(err)
	}
	got, err := l.Reading(ctx, want.Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := asJSON(t, got), asJSON(t, want); a != b {
		t.Errorf("got  %s\nwant %s", a, b)
	}
	if _, err := l.Reading(ctx, "sha256:00"); cotejo.CodeOf(err) != cotejo.NotFound {
		t.Errorf("a reading that is not there: %v", err)
	}
}

func addedOnce(t *testing.T, l cotejo.Ledger) {
	Fill(t, l)
	keptOnce(t, l)
}

// keptOnce holds that all readings are kept, and stay as they are when they are added again.
func keptOnce(t *testing.T, l cotejo.Ledger) {
	readings := Readings(t)
	before, err := l.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want := (cotejo.Counts{Documents: 3, Entities: 6, Attributions: 4, Claims: 4}); before != want {
		t.Errorf("counts %+v, want %+v", before, want)
	}
	for _, r := range readings {
		if added, err := l.Add(ctx, r); err != nil || added {
			t.Errorf("adding %s again = %v, %v", r.Document.Source, added, err)
		}
		if has, err := l.Has(ctx, r.Document.ID); err != nil || !has {
			t.Errorf("Has(%s) = %v, %v", r.Document.Source, has, err)
		}
	}
	if after, err := l.Counts(ctx); err != nil || after != before {
		t.Errorf("adding again changed %+v to %+v, %v", before, after, err)
	}
	if has, err := l.Has(ctx, "sha256:00"); err != nil || has {
		t.Errorf("Has of nothing = %v, %v", has, err)
	}
}

func empty(t *testing.T, l cotejo.Ledger) {
	t.Helper()
	if c, err := l.Counts(ctx); err != nil || c != (cotejo.Counts{}) {
		t.Errorf("something stayed: %+v, %v", c, err)
	}
	if hits, _, err := l.Search(ctx, "Heron", 10, 0); err != nil || len(hits) > 0 {
		t.Errorf("text stayed: %v, %v", hits, err)
	}
	if found, err := l.Entities(ctx, "Heron", 10, 0); err != nil || len(found) > 0 {
		t.Errorf("names stayed: %v, %v", found, err)
	}
}

func wholeOrNothing(t *testing.T, l cotejo.Ledger) {
	good := Readings(t)[0]
	for name, spoil := range map[string]func(*cotejo.Reading){
		"a span outside the text":     func(r *cotejo.Reading) { r.Claims[0].Evidence.End += 1000 },
		"a quote that is not there":   func(r *cotejo.Reading) { r.Claims[0].Evidence.Quote = "never said" },
		"an entity that is not there": func(r *cotejo.Reading) { r.Mentions[0].Entity = "nobody" },
		"an attribution to nothing":   func(r *cotejo.Reading) { r.Claims[0].Attribution = []string{"a9"} },
		"two claims with the same id": func(r *cotejo.Reading) { r.Claims = append(r.Claims, r.Claims[0]) },
	} {
		bad := *Readings(t)[0]
		spoil(&bad)
		if added, err := l.Add(ctx, &bad); err == nil || added {
			t.Errorf("%s: Add = %v, %v", name, added, err)
		}
		empty(t, l)
	}
	bad := *Readings(t)[1]
	bad.Claims = append(bad.Claims, bad.Claims...)
	if added, err := l.AddAll(ctx, []*cotejo.Reading{good, &bad}); err == nil {
		t.Errorf("with a broken one: AddAll = %v", added)
	}
	empty(t, l)
	if added, err := l.Add(ctx, good); err != nil || !added {
		t.Errorf("after the broken ones: Add = %v, %v", added, err)
	}
}

// Readings that are added together leave a ledger as they do one by one.
func together(t *testing.T, l cotejo.Ledger) {
	readings := Readings(t)
	added, err := l.AddAll(ctx, append(readings, readings[1]))
	if err != nil || !slices.Equal(added, []bool{true, true, true, false}) {
		t.Fatalf("AddAll = %v, %v", added, err)
	}
	keptOnce(t, l)
}

func cancelled(t *testing.T, l cotejo.Ledger) {
	stopped, stop := context.WithCancel(ctx)
	stop()
	if added, err := l.Add(stopped, Readings(t)[0]); !errors.Is(err, context.Canceled) || added {
		t.Errorf("Add = %v, %v", added, err)
	}
	empty(t, l)
	Fill(t, l)
}

func documents(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	want := readings[0].Document
	for _, ref := range []string{want.ID, want.ID[:len("sha256:")+6], want.ID[len("sha256:"):][:8], "reports/harbour.txt", "Heron at work"} {
		if got, err := l.Document(ctx, ref); err != nil || got.ID != want.ID || got.Text != want.Text {
			t.Errorf("Document(%q) = %s, %v", ref, got.ID, err)
		}
	}
	for _, ref := range []string{"", "nothing", "sha256:", "ffffffffffff"} {
		if _, err := l.Document(ctx, ref); cotejo.CodeOf(err) != cotejo.NotFound {
			t.Errorf("Document(%q): %v", ref, err)
		}
	}
	again := newReading(t, "reports/harbour.txt", "A later version.")
	if _, err := l.Add(ctx, again.r); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Document(ctx, "reports/harbour.txt"); err != nil || got.ID != again.r.Document.ID {
		t.Errorf("of two versions, got %s, %v; want the one read last", got.ID, err)
	}
	list, err := l.Documents(ctx, 2, 1)
	if err != nil || len(list) != 2 || list[0].ID != readings[2].Document.ID || list[0].Claims != 2 || list[0].Text != "" {
		t.Errorf("Documents = %+v, %v", list, err)
	}
}

// quotes gives the words of the claims that a filter finds.
func quotes(t *testing.T, l cotejo.Ledger, f cotejo.Filter) []string {
	t.Helper()
	out := []string{}
	for finding, err := range l.Claims(ctx, f) {
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		out = append(out, finding.Evidence.Quote)
	}
	n, err := l.Count(ctx, cotejo.Filter{Actors: f.Actors, Place: f.Place, Predicates: f.Predicates, Stages: f.Stages, Commodities: f.Commodities,
		Source: f.Source, Hedges: f.Hedges, Certainties: f.Certainties, Polarity: f.Polarity, From: f.From, To: f.To, Text: f.Text, Document: f.Document})
	if err != nil || f.Limit == 0 && f.Offset == 0 && n != len(out) {
		t.Errorf("%+v: Count = %d, %v for %d claims", f, n, err, len(out))
	}
	return out
}

func filters(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	laboratories, alliance, output, port := readings[0].Claims[0].Evidence.Quote, readings[1].Claims[0].Evidence.Quote,
		readings[2].Claims[0].Evidence.Quote, readings[2].Claims[1].Evidence.Quote
	none := []string{}
	for _, c := range []struct {
		name   string
		filter cotejo.Filter
		want   []string
	}{
		{"none", cotejo.Filter{}, []string{laboratories, alliance, output, port}},
		{"newest first", cotejo.Filter{Newest: true}, []string{port, output, alliance, laboratories}},
		{"limit", cotejo.Filter{Limit: 2}, []string{laboratories, alliance}},
		{"limit and offset", cotejo.Filter{Limit: 2, Offset: 1}, []string{alliance, output}},
		{"offset", cotejo.Filter{Offset: 3}, []string{port}},
		{"actor by id", cotejo.Filter{Actors: []string{heron.ID}}, []string{laboratories, alliance}},
		{"actor by name, newest first", cotejo.Filter{Actors: []string{"heron cartel"}, Newest: true}, []string{alliance, laboratories}},
		{"actor by alias without accents", cotejo.Filter{Actors: []string{"cartel de la garza"}}, []string{laboratories, alliance}},
		{"actor by alias learnt from another report", cotejo.Filter{Actors: []string{"Garza"}}, []string{laboratories, alliance}},
		{"actor by a word of the name", cotejo.Filter{Actors: []string{"juncos"}}, []string{alliance, port}},
		{"two actors in one claim", cotejo.Filter{Actors: []string{"Heron Cartel", "Los Juncos"}}, []string{alliance}},
		{"an actor is no source", cotejo.Filter{Actors: []string{"Ana Ibarra"}}, none},
		{"nobody", cotejo.Filter{Actors: []string{"Nobody"}}, none},
		{"no name at all", cotejo.Filter{Actors: []string{"?!"}}, none},
		{"place", cotejo.Filter{Place: "Cali"}, []string{laboratories}},
		{"a country is its towns too", cotejo.Filter{Place: "Colombia"}, []string{laboratories, output}},
		{"a town of no known country", cotejo.Filter{Place: "quito"}, []string{alliance}},
		{"predicate", cotejo.Filter{Predicates: []string{"tie"}}, []string{alliance}},
		{"either predicate", cotejo.Filter{Predicates: []string{"tie", "control"}}, []string{alliance, port}},
		{"stage", cotejo.Filter{Stages: []string{"production"}}, []string{laboratories}},
		{"commodity", cotejo.Filter{Commodities: []string{"cocaine"}}, []string{laboratories, output}},
		{"source in the chain", cotejo.Filter{Source: "Ana Ibarra"}, []string{laboratories, alliance}},
		{"source without a name", cotejo.Filter{Source: "a witness"}, []string{alliance}},
		{"publisher as source", cotejo.Filter{Source: "valley ledger"}, []string{laboratories}},
		{"wire as source", cotejo.Filter{Source: "Cordillera Press"}, []string{laboratories}},
		{"hedge", cotejo.Filter{Hedges: []cotejo.Hedge{cotejo.Denied, cotejo.Plain}}, []string{alliance, output}},
		{"certainty", cotejo.Filter{Certainties: []cotejo.Certainty{cotejo.Probable}}, []string{port}},
		{"polarity", cotejo.Filter{Polarity: cotejo.Negative}, []string{alliance}},
		{"from", cotejo.Filter{From: "2021-05-03"}, []string{laboratories}},
		{"a claim's own time beats its document's day", cotejo.Filter{From: "2021-05-04"}, none},
		{"to", cotejo.Filter{To: "2019-02-10"}, []string{output, port}},
		{"from and to", cotejo.Filter{From: "2019-01-01", To: "2021-12-31"}, []string{laboratories, output, port}},
		{"text of the words", cotejo.Filter{Text: "laboratories"}, []string{laboratories}},
		{"text of a name that the words do not give", cotejo.Filter{Text: `"heron cartel"`}, []string{laboratories, alliance}},
		{"text by beginning", cotejo.Filter{Text: "labor*"}, []string{laboratories}},
		{"text that would be syntax", cotejo.Filter{Text: `NEAR(port AND "`}, none},
		{"text of no word", cotejo.Filter{Text: "—"}, none},
		{"document", cotejo.Filter{Document: readings[2].Document.ID}, []string{output, port}},
		{"no such document", cotejo.Filter{Document: "sha256:00"}, none},
		{"all together", cotejo.Filter{Actors: []string{"Heron Cartel"}, Place: "Colombia", Predicates: []string{"activity"}, Stages: []string{"production"},
			Source: "Ana Ibarra", Hedges: []cotejo.Hedge{cotejo.Said}, Polarity: "+", From: "2021-01-01", To: "2021-12-31", Text: "laboratories", Document: readings[0].Document.ID}, []string{laboratories}},
		{"all together but one", cotejo.Filter{Actors: []string{"Heron Cartel"}, Place: "Colombia", Text: "laboratories", Hedges: []cotejo.Hedge{cotejo.Denied}}, none},
	} {
		if got := quotes(t, l, c.filter); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for f := range l.Claims(ctx, cotejo.Filter{Predicates: []string{"tie"}}) {
		if f.Report.Title != "No alliance" || len(f.Chain) != 2 || f.Chain[1].Source.Text != "a witness" || f.Entities[heron.ID].Name != "Heron Cartel" || len(f.Entities) != 4 {
			t.Errorf("finding without its surroundings: %s", asJSON(t, f))
		}
		if got, err := l.Claim(ctx, f.ID); err != nil || asJSON(t, got) != asJSON(t, f) {
			t.Errorf("Claim(%s) = %v, %v", f.ID, asJSON(t, got), err)
		}
	}
	if _, err := l.Claim(ctx, "nothing"); cotejo.CodeOf(err) != cotejo.NotFound {
		t.Errorf("a claim that is not there: %v", err)
	}
}

// many adds a document with n claims of Los Juncos.
func many(t *testing.T, l cotejo.Ledger, n int) []string {
	t.Helper()
	b := newReading(t, "many.txt", strings.Repeat("Los Juncos hold the port. ", n))
	b.entity(rivals, "Los Juncos")
	var ids []string
	for i := range n {
		b.claim(cotejo.Claim{Predicate: "control", Hedge: cotejo.Plain, Certainty: cotejo.Certain, Polarity: cotejo.Positive, Attribution: []string{},
			Roles: map[string][]cotejo.Filler{"agent": b.filler(rivals.ID, "Los Juncos")}}, "Los Juncos hold the port")
		b.r.Claims[i].ID = "many-" + strings.Repeat("i", i)
		ids = append(ids, b.r.Claims[i].ID)
	}
	if _, err := l.Add(ctx, b.r); err != nil {
		t.Fatal(err)
	}
	return ids
}

func pages(t *testing.T, l cotejo.Ledger) {
	want := many(t, l, 700)
	for _, f := range []cotejo.Filter{{}, {Actors: []string{"Los Juncos"}}, {Text: "port"}, {Limit: 600}, {Offset: 650}, {Offset: 10, Limit: 600, Hedges: []cotejo.Hedge{cotejo.Plain}}} {
		for _, newest := range []bool{false, true} {
			expected := slices.Clone(want)
			if newest {
				slices.Reverse(expected)
			}
			expected = expected[f.Offset:]
			if f.Limit > 0 {
				expected = expected[:min(f.Limit, len(expected))]
			}
			f.Newest = newest
			var got []string
			for finding, err := range l.Claims(ctx, f) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, finding.ID)
			}
			if !slices.Equal(got, expected) {
				t.Errorf("%+v: %d claims, want %d in order", f, len(got), len(expected))
			}
		}
	}
	for range l.Claims(ctx, cotejo.Filter{}) {
		break // a caller may stop early
	}
}

func entities(t *testing.T, l cotejo.Ledger) {
	Fill(t, l)
	for query, want := range map[string][]string{
		"":                   {rivals.ID, heron.ID, country.ID, cali.ID, quito.ID, ibarra.ID},
		"heron cartel":       {heron.ID},
		"CARTEL de la Garza": {heron.ID},
		"cart gar":           {heron.ID},
		"jun":                {rivals.ID},
		"c":                  {heron.ID, cali.ID, country.ID},
		"nobody":             {},
		"*":                  {},
	} {
		found, err := l.Entities(ctx, query, 0, 0)
		got := []string{}
		for _, e := range found {
			got = append(got, e.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Entities(%q) = %q, %v; want %q", query, got, err, want)
		}
	}
	found, err := l.Entities(ctx, "", 2, 0)
	if err != nil || len(found) != 2 || found[0].Claims != 2 || found[1].Claims != 2 || found[0].Documents != 2 {
		t.Errorf("the most claimed first: %+v, %v", found, err)
	}
	if more, err := l.Entities(ctx, "", 2, 5); err != nil || len(more) != 1 || more[0].ID != ibarra.ID {
		t.Errorf("the last: %+v, %v", more, err)
	}
}

func entitiesLearn(t *testing.T, l cotejo.Ledger) {
	Fill(t, l)
	found, err := l.Entities(ctx, "Heron Cartel", 1, 0)
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	if e := found[0]; e.Name != "Heron Cartel" || !slices.Equal(e.Aliases, []string{"Cártel de la Garza", "Garza"}) || e.Subtype != "criminal_organization" {
		t.Errorf("learnt %+v", e)
	}
}

func dossier(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	d, err := l.Dossier(ctx, heron.ID, 10)
	if err != nil {
		t.Fatal(err)
	}
	if d.EntityEntry.Claims != 2 || d.Documents != 2 || len(d.Latest) != 2 || d.Latest[0].ID != readings[1].Claims[0].ID ||
		!slices.Equal(d.Names, []cotejo.NameCount{{Name: "Cártel de la Garza", Count: 1}, {Name: "Heron Cartel", Count: 1}}) {
		t.Errorf("dossier %s", asJSON(t, d))
	}
	if d, err := l.Dossier(ctx, heron.ID, 1); err != nil || len(d.Latest) != 1 || d.EntityEntry.Claims != 2 {
		t.Errorf("cut off at one claim: %s, %v", asJSON(t, d), err)
	}
	if d, err := l.Dossier(ctx, ibarra.ID, 10); err != nil || d.Says != 2 || len(d.Latest) != 0 {
		t.Errorf("a source: %s, %v", asJSON(t, d), err)
	}
	if _, err := l.Dossier(ctx, "nobody", 10); cotejo.CodeOf(err) != cotejo.NotFound {
		t.Errorf("nobody: %v", err)
	}
}

func search(t *testing.T, l cotejo.Ledger) {
	Fill(t, l)
	for query, want := range map[string]string{
		"cartel garza":          "reports/denial.txt",
		`"runs laboratories"`:   "reports/harbour.txt",
		`"laboratories runs"`:   "",
		"outp*":                 "reports/figures.txt",
		"alliance":              "reports/denial.txt", // in its title
		"nothing":               "",
		"":                      "",
		`") OR text MATCH ("`:   "",
		"col:umn AND (x":        "",
		strings.Repeat(`"`, 99): "",
	} {
		hits, _, err := l.Search(ctx, query, 10, 0)
		switch {
		case err != nil:
			t.Errorf("Search(%q): %v", query, err)
		case want == "" && len(hits) > 0, want != "" && (len(hits) != 1 || hits[0].Source != want):
			t.Errorf("Search(%q) = %+v, want %s", query, hits, want)
		}
	}
	hits, _, err := l.Search(ctx, "laboratories", 10, 0)
	if err != nil || len(hits) != 1 || hits[0].DocumentEntry.Claims != 1 {
		t.Fatal(hits, err)
	}
	var whole strings.Builder
	var marked []string
	for _, part := range hits[0].Snippet {
		whole.WriteString(part.Text)
		if part.Match {
			marked = append(marked, part.Text)
		}
	}
	if !slices.Equal(marked, []string{"laboratories"}) || !strings.Contains(whole.String(), "runs laboratories in Cali") {
		t.Errorf("snippet %+v", hits[0].Snippet)
	}
	if hits, _, err := l.Search(ctx, "the", 1, 1); err != nil || len(hits) != 1 {
		t.Errorf("the second page of one: %v, %v", hits, err)
	}
}

func concurrent(t *testing.T, l cotejo.Ledger) {
	readings := Readings(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	added := 0
	for range 8 {
		for _, r := range readings {
			wg.Go(func() {
				ok, err := l.Add(ctx, r)
				if err != nil {
					t.Error(err)
				}
				if ok {
					mu.Lock()
					added++
					mu.Unlock()
				}
				for f, err := range l.Claims(ctx, cotejo.Filter{Document: r.Document.ID}) {
					if err != nil || f.Report.ID != r.Document.ID {
						t.Error(f.Report.ID, err)
					}
				}
				if _, err := l.Reading(ctx, r.Document.ID); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if added != len(readings) {
		t.Errorf("%d readings were added, want each once", added)
	}
}

func countryLearntLater(t *testing.T, l cotejo.Ledger) {
	Fill(t, l)
	if got := quotes(t, l, cotejo.Filter{Place: "Ecuador"}); len(got) > 0 {
		t.Fatalf("before: %q", got)
	}
	b := newReading(t, "later.txt", "Quito is the capital of Ecuador.")
	known := quito
	known.Country = "ec"
	b.entity(known, "Quito")
	b.entity(cotejo.Entity{ID: "place/ec", Name: "Ecuador", Type: cotejo.Place, Subtype: "country", Country: "ec", Aliases: []string{}}, "Ecuador")
	if _, err := l.Add(ctx, b.r); err != nil {
		t.Fatal(err)
	}
	if got := quotes(t, l, cotejo.Filter{Place: "Ecuador"}); len(got) != 1 {
		t.Errorf("after: %q", got)
	}
}
