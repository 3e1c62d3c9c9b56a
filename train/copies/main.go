// Command copies makes collections of texts that print one another and of texts that only look like it, and measures how well package
// copies tells them apart.
//
//	go run ./train/copies make --seed 1 "$COTEJO_CORPORA/polnear/dev" OUT
//	go run ./train/copies score [--errors] OUT
//	go run ./train/copies time --seed 1 --documents 100000 "$COTEJO_CORPORA/polnear/train"
//
// make takes the texts of a part of PolNeAR and writes documents.jsonl, pairs.tsv (two ids; copy, none or unknown; how it was made; which
// part of the shorter text's three-word shingles the other has; which part of those of both) and families.tsv (a document, the one that it
// goes back to, all that it has words from). score reads them as a ledger would: pairs that share keys are compared, copies make families. time does the same with
// generated texts, whose words follow one another as in those of the folder, 30 in 100 of them reprints.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "copies:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("say make [--seed N] POLNEAR_FOLDER OUT, score [--errors] FOLDER or time [--seed N] [--documents N] POLNEAR_FOLDER")

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	flags := flag.NewFlagSet("copies "+args[0], flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "of the dice")
	documents := flags.Int("documents", 100_000, "how many texts to generate")
	showErrors := flags.Bool("errors", false, "list the pairs that are wrong")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	switch {
	case args[0] == "make" && flags.NArg() == 2:
		return makeCollection(*seed, flags.Arg(0), flags.Arg(1))
	case args[0] == "score" && flags.NArg() == 1:
		return scoreCollection(flags.Arg(0), *showErrors, out)
	case args[0] == "time" && flags.NArg() == 1:
		return timeCollection(*seed, *documents, flags.Arg(0), out)
	}
	return errUsage
}
