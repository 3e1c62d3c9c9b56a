package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/ledger/sqlite"
)

func TestReadingsHold(t *testing.T) {
	g, again, other := newGenerator(1), newGenerator(1), newGenerator(2)
	claims, ids := 0, map[string]bool{}
	for i := range 300 {
		r := g.reading(i)
		if err := r.Check(); err != nil {
			t.Fatalf("reading %d: %v", i, err)
		}
		if ids[r.Document.ID] {
			t.Fatalf("reading %d has the id of one before", i)
		}
		ids[r.Document.ID] = true
		claims += len(r.Claims)
		if i%50 == 0 && (!reflect.DeepEqual(r, again.reading(i)) || reflect.DeepEqual(r, other.reading(i))) {
			t.Errorf("reading %d is not the seed's own", i)
		}
	}
	if mean := float64(claims) / 300; mean < 4 || mean > 6 {
		t.Errorf("%.1f claims a report", mean)
	}
}

// What is generated has in it what collation has to find: copies, and one actor under two names.
func TestReadingsMeet(t *testing.T) {
	l, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db", sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	collator, err := flow.NewCollator()
	if err != nil {
		t.Fatal(err)
	}
	m := &measurement{ledger: l, collator: collator, generator: newGenerator(1)}
	const n = 300
	if err := m.add(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	families, err := l.Copies(t.Context(), "", n, 0)
	if err != nil {
		t.Fatal(err)
	}
	prints := 0
	for _, f := range families {
		prints += len(f.Copies)
	}
	if share := float64(prints) / n; share < copied/2 || share > copied*3/2 {
		t.Errorf("%.0f%% of the reports are copies", 100*share)
	}
	top, err := l.Entities(t.Context(), "", n, 0)
	if err != nil {
		t.Fatal(err)
	}
	renamed := slices.IndexFunc(top, func(e cotejo.EntityEntry) bool {
		return strings.HasSuffix(e.Name, " Cartel") && slices.ContainsFunc(e.Aliases, func(a string) bool { return strings.HasPrefix(a, "Cártel de ") })
	})
	if renamed < 0 {
		t.Error("no actor goes by two names")
	}
}
