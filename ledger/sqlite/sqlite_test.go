package sqlite

import (
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/ledgertest"
)

func openNew(t testing.TB, path string) *Ledger {
	t.Helper()
	l, err := Open(t.Context(), path, Create, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestConformance(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) cotejo.Ledger { return openNew(t, t.TempDir()+"/ledger.db") })
}

// A country stands for its towns even where no report names it.
func TestCountryThatNoReportNames(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir()+"/ledger.db", Create, Options{Country: func(name string) string {
		return map[string]string{"Colombia": "co", "France": "fr"}[name]
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Add(t.Context(), ledgertest.Readings(t)[0]); err != nil { // in Cali
		t.Fatal(err)
	}
	for place, want := range map[string]int{"Colombia": 1, "France": 0, "Peru": 0} {
		if n, err := l.Count(t.Context(), cotejo.Filter{Place: place}); err != nil || n != want {
			t.Errorf("%s: %d, %v; want %d", place, n, err, want)
		}
	}
}
