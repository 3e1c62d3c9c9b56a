package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/ledgertest"
	"github.com/cotejo/cotejo/ledger/sqlite"
)

// The state changes with every write, from whichever opening of the file, and only then; counts follow.
func TestStateFollowsWrites(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "ledger.db")
	open := func(mode sqlite.Mode) *sqlite.Ledger {
		l, err := sqlite.Open(ctx, path, mode, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	writer := open(sqlite.Create)
	ledgers := []*sqlite.Ledger{writer, open(sqlite.Read)}
	readings := ledgertest.Readings(t)
	claims := 0
	seen := map[string]bool{}
	look := func(what string, fresh bool) {
		t.Helper()
		for i, l := range ledgers {
			for range 2 {
				counts, err := l.Counts(ctx)
				if err != nil || counts.Claims != claims {
					t.Errorf("%s: opening %d counts %d claims, want %d (%v)", what, i, counts.Claims, claims, err)
				}
				n, err := l.Count(ctx, cotejo.Filter{Limit: 1, Polarity: cotejo.Positive})
				all, _ := l.Count(ctx, cotejo.Filter{})
				if err != nil || all != claims || n > all {
					t.Errorf("%s: opening %d finds %d of %d claims, want all %d (%v)", what, i, n, all, claims, err)
				}
			}
			state, err := l.State(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if seen[state] == fresh {
				t.Errorf("%s: opening %d is in state %s, seen before: %v", what, i, state, seen[state])
			}
			seen[state] = true
		}
	}
	look("empty", true)
	look("looked at again", false)
	for _, r := range readings {
		if _, err := writer.Add(ctx, r); err != nil {
			t.Fatal(err)
		}
		claims += len(r.Claims)
		look("a reading", true)
	}
	if _, err := writer.Decide(ctx, cotejo.Decision{By: "Ana", Verb: cotejo.Accept, Subjects: []string{readings[0].Claims[0].ID}}); err != nil {
		t.Fatal(err)
	}
	look("a decision", true)
	look("looked at again", false)
}
