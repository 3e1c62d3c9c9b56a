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
