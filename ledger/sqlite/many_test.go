package sqlite

import (
	"fmt"
	"testing"

	"github.com/cotejo/cotejo"
)

// Of very many reports that hold a word the best among those read last are found, and it is said among how many.
func TestSearchForAWordOfAll(t *testing.T) {
	ctx := t.Context()
	l := openNew(t, t.TempDir()+"/ledger.db")
	add := func(i int, one, other string) {
		if _, err := l.Add(ctx, bond(i, one, other)); err != nil {
			t.Fatal(err)
		}
	}
	add(0, "Early", "Early")
	for i := 1; i < mostCompared; i++ {
		add(i, "Alba", "Bruma")
	}
	hits, among, err := l.Search(ctx, "works", 5, 0)
	if err != nil || len(hits) != 5 || among != 0 {
		t.Fatalf("%d hits, the best of %d, %v", len(hits), among, err)
	}
	add(mostCompared, "Late", "Late")
	for query, want := range map[string]int{"works": mostCompared, "Early": 0, "Late": 0, "Alba": 0} {
		hits, among, err := l.Search(ctx, query, 1, 0)
		if err != nil || len(hits) != 1 || among != want {
			t.Errorf("%s: %d hits, the best of %d, %v; want the best of %d", query, len(hits), among, err, want)
		}
	}
	if hits, _, err := l.Search(ctx, "works", 1, mostCompared-1); err != nil || len(hits) != 1 {
		t.Errorf("the last of those compared: %d hits, %v", len(hits), err)
	}
	if hits, _, err := l.Search(ctx, "works", 1, mostCompared); err != nil || len(hits) != 0 {
		t.Errorf("beyond those compared: %d hits, %v", len(hits), err)
	}
}

// Of very many entities with a word in their names the first are found as if all had been sorted.
func TestNamesOfVeryMany(t *testing.T) {
	ctx := t.Context()
	l := openNew(t, t.TempDir()+"/ledger.db")
	const many = manyNamed + 400
	name := func(i int) string { return fmt.Sprintf("Cartel %d", i) }
	add := func(i int, one, other string) {
		r := bond(i, one, other)
		for _, fillers := range r.Claims[0].Roles {
			f := fillers[0]
			r.Mentions = append(r.Mentions, cotejo.Mention{Document: r.Document.ID, Entity: f.Entity, Text: f.Text, Type: f.Type, Form: cotejo.Name, Span: f.Span})
		}
		if _, err := l.Add(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	for i := range many {
		add(i, name(i), name(i*i%97))
	}
	add(many, "Cartel", name(3)) // the whole name
	err := l.Collate(ctx, func(c cotejo.Collation) error {
		return c.SetIdentity(name(9), cotejo.Entity{ID: name(9), Name: "Nine", Type: cotejo.Organization, Aliases: []string{name(9)}}, []string{name(9), name(1000)})
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.Entities(ctx, "cartel", 0, 0)
	if err != nil || len(all) != many || all[0].Name != "Cartel" {
		t.Fatalf("%d entities, %v", len(all), err)
	}
	for _, c := range []struct{ limit, offset int }{{6, 0}, {6, 1}, {50, 40}, {1, many - 1}, {500, many - 100}, {3, many}} {
		got, err := l.Entities(ctx, "cartel", c.limit, c.offset)
		if err != nil {
			t.Fatal(err)
		}
		want := all[min(c.offset, len(all)):min(c.offset+c.limit, len(all))]
		if a, b := asJSON(t, got), asJSON(t, want); a != b && len(want) > 0 || len(got) != len(want) {
			t.Errorf("%d after %d: %s\nwant %s", c.limit, c.offset, a, b)
		}
	}
}
