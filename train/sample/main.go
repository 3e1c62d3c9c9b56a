// Command sample draws claims at random, to be judged by eye against the sentences they were read from.
//
//	cotejo read --dry-run --format jsonl REPORTS >CLAIMS.jsonl
//	go run ./train/sample --seed 1 --n 100 CLAIMS.jsonl
//
// It prints a Markdown table in the order of the file, one row a claim, with the sentence or sentences that hold its evidence and two
// empty columns for the judgment. Statements are left out: they say nothing but who spoke. The same seed draws the same claims from the
// same file.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("sample", flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "seed of the drawing")
	n := flags.Int("n", 100, "how many claims to draw")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one file that cotejo read --format jsonl has written")
	}
	file, err := os.Open(flags.Arg(0))
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	findings, err := read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", flags.Arg(0), err)
	}
	pipeline, err := nlp.Load()
	if err != nil {
		return err
	}
	return table(out, draw(findings, *seed, *n), pipeline)
}

// draw takes n of the findings that are no statements, each as likely as any other, and keeps their order.
func draw(findings []cotejo.Finding, seed uint64, n int) []cotejo.Finding {
	var claims []cotejo.Finding
	for _, f := range findings {
		if f.Predicate != "statement" {
			claims = append(claims, f)
		}
	}
	drawn := rand.New(rand.NewPCG(seed, 0)).Perm(len(claims))
	drawn = drawn[:min(n, len(drawn))]
	slices.Sort(drawn)
	out := make([]cotejo.Finding, 0, len(drawn))
	for _, i := range drawn {
		out = append(out, claims[i])
	}
	return out
}
