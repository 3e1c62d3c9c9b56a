package sqlite

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/cotejo/cotejo"
)

// bond is the reading of a report that says no more than that one works with another.
func bond(i int, one, other string) *cotejo.Reading {
	text := one + " works with " + other
	at := cotejo.Span{Start: len(one) + len(" works with "), End: len(text)}
	return &cotejo.Reading{
		Document: cotejo.Document{ID: fmt.Sprintf("sha256:%064d", i), Source: fmt.Sprint(i), Language: "en", Text: text},
		Entities: []cotejo.Entity{{ID: one, Name: one, Type: cotejo.Organization, Aliases: []string{}}, {ID: other, Name: other, Type: cotejo.Organization, Aliases: []string{}}},
		Claims: []cotejo.Claim{{
			ID: fmt.Sprint("c", i), Document: fmt.Sprintf("sha256:%064d", i), Predicate: "tie", Hedge: cotejo.Plain, Certainty: cotejo.Certain, Polarity: cotejo.Positive,
			Roles: map[string][]cotejo.Filler{
				"agent": {{Entity: one, Type: cotejo.Organization, Text: one, Span: cotejo.Span{End: len(one)}}},
				"party": {{Entity: other, Type: cotejo.Organization, Text: other, Span: at}},
			},
			Evidence: cotejo.Evidence{Span: cotejo.Span{End: len(text)}, Quote: text},
		}},
	}
}

// A path is as short as any: its edges hang together from one end to the other, and there are as many as a search over all bonds needs.
func TestPathIsShortest(t *testing.T) {
	l := openNew(t, t.TempDir()+"/ledger.db")
	random := rand.New(rand.NewPCG(7, 0))
	const actors, bonds = 24, 26
	name := func(i int) string { return fmt.Sprintf("Group%02d", i) }
	var distance [actors][actors]int
	for i := range actors {
		for j := range actors {
			if i != j {
				distance[i][j] = actors
			}
		}
	}
	for i := range bonds {
		one, other := random.IntN(actors), random.IntN(actors)
		if one == other {
			continue
		}
		if _, err := l.Add(t.Context(), bond(i, name(one), name(other))); err != nil {
			t.Fatal(err)
		}
		distance[one][other], distance[other][one] = 1, 1
	}
	for via := range actors {
		for i := range actors {
			for j := range actors {
				distance[i][j] = min(distance[i][j], distance[i][via]+distance[via][j])
			}
		}
	}
	const steps = 4
	lengths := map[int]bool{}
	for i := range actors {
		for j := range actors {
			path, err := l.Path(t.Context(), cotejo.Filter{Predicates: []string{"tie"}}, name(i), name(j), steps)
			if err != nil {
				t.Fatal(err)
			}
			want := distance[i][j]
			if want > steps {
				want = 0
			}
			at := name(i)
			for _, e := range path.Edges {
				switch at {
				case e.From:
					at = e.To
				case e.To:
					at = e.From
				default:
					t.Errorf("%s to %s: the edge %+v does not follow on %s", name(i), name(j), e, at)
				}
				if e.Claims == 0 {
					t.Errorf("an edge of no claims: %+v", e)
				}
			}
			if len(path.Edges) != want || want > 0 && (at != name(j) || len(path.Nodes) != want+1) {
				t.Errorf("%s to %s: %d edges and %d nodes, want %d edges; it ends at %s", name(i), name(j), len(path.Edges), len(path.Nodes), want, at)
			}
			lengths[want] = true
		}
	}
	if len(lengths) != steps+1 {
		t.Errorf("only paths of lengths %v were tried", lengths)
	}
}
