// Command seed fills a ledger with the readings that the browser tests look at and no ordinary report would yield. It is
// for tests only.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web/internal/fixture"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "seed:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	readings := map[string]func() []*cotejo.Reading{"ordinary": fixture.Reports, "hostile": fixture.Hostile, "versions": fixture.Versions}
	if len(args) != 2 || readings[args[0]] == nil {
		return fmt.Errorf("usage: seed ordinary|hostile|versions LEDGER")
	}
	ctx := context.Background()
	l, err := sqlite.Open(ctx, args[1], sqlite.Create, sqlite.Options{})
	if err != nil {
		return err
	}
	for _, r := range readings[args[0]]() {
		if _, err := l.Add(ctx, r); err != nil {
			return fmt.Errorf("%s: %w", r.Document.Source, err)
		}
	}
	return l.Close()
}
