// Command roles trains and measures the model that fills the roles of violence.
//
//	go run ./train/roles train [--model FILE] MUC4/train
//	go run ./train/roles score [--model FILE] MUC4/dev
//
// A folder holds MUC-4's texts and keys: text/, extracts.jsonl, templates.key. Training prints figures for texts that were
// held out in turn.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract/violence"
	"github.com/cotejo/cotejo/flow"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "roles:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("say what to do: train or score")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	s := violence.DefaultSettings()
	path := flags.String("model", "extract/violence/data/model.bin", "the model's file")
	limit := flags.Int("limit", 0, "texts to read; 0 for all")
	flags.IntVar(&s.Epochs, "epochs", s.Epochs, "rounds over the examples")
	flags.Float64Var(&s.Rate, "rate", s.Rate, "step of learning")
	flags.Float64Var(&s.Drop, "drop", s.Drop, "share of features left out at each step")
	flags.IntVar(&s.Least, "least", s.Least, "how often a feature must be met")
	without := flags.String("without", "", "features to leave out, by how their names begin, separated by commas")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("%s wants one folder of MUC-4", args[0])
	}
	rules, err := flow.NewRules()
	if err != nil {
		return err
	}
	gold, err := readMUC(rules, flags.Arg(0), *limit)
	if err != nil {
		return err
	}
	book, err := codebook.Default()
	if err != nil {
		return err
	}
	if *without != "" {
		s.Without = strings.Split(*without, ",")
	}
	s.Log = func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	switch args[0] {
	case "train":
		m, err := violence.Learn(gold, book, s)
		if err != nil {
			return err
		}
		file, err := os.Create(*path)
		if err != nil {
			return err
		}
		if err := m.Write(file); err != nil {
			file.Close()
			return err
		}
		return file.Close()
	case "score":
		b, err := os.ReadFile(*path)
		if err != nil {
			return err
		}
		m, err := violence.ReadModel(b)
		if err != nil {
			return err
		}
		fmt.Print(m.Score(gold, book))
		return nil
	}
	return fmt.Errorf("unknown command %q: train or score", args[0])
}
