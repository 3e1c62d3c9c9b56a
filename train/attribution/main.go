// Command attribution trains and measures the model of package attribute on a folder of PolNeAR.
//
//	go run ./train/attribution train --out attribute/data/model.bin POLNEAR/train
//	go run ./train/attribution try POLNEAR/train
//	go run ./train/attribution score POLNEAR/dev
//	go run ./train/attribution errors POLNEAR/dev
//	go run ./train/attribution print POLNEAR/dev >attributions.jsonl
//	go run ./train/attribution show --lang es FILE.conllu
//
// try holds back a fifth of the documents and scores on it, for choosing settings. --trees FILE takes trees from a file;
// without it the texts are parsed by the program's own pipeline. FILE is CoNLL-U, gzipped or not, with one document for each text, or a folder of such files. Files that tell offsets as Begin= and End= are taken for PolNeAR's own layer
// of UD 1 trees and are brought to UD 2.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/nlp"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "attribution:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("say what to do: train, try, score, errors, print or show")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	trees := flags.String("trees", "", "CoNLL-U file, or folder of them, with the trees of the texts")
	out := flags.String("out", "", "where to write the model")
	model := flags.String("model", "", "a model to use in place of the shipped one")
	threshold := flags.Float64("threshold", 0, "the least probability of a relation")
	lang := flags.String("lang", "en", "language of the texts that show is given")
	epochs := flags.Int("epochs", 0, "rounds of training")
	decay := flags.Float64("decay", -1, "L2 penalty of training")
	drop := flags.Float64("drop", -1, "share of features left out at each step of training")
	least := flags.Int("least", 0, "how often a feature must be met in training")
	rate := flags.Float64("rate", -1, "step of training")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one folder of PolNeAR, such as polnear/dev, or for show one file of trees")
	}
	get := attribute.Load
	if args[0] == "train" || args[0] == "try" || *model != "" {
		get = attribute.Untrained
	}
	lexicon, err := get()
	if err != nil {
		return err
	}
	if *model != "" {
		b, err := os.ReadFile(*model)
		if err != nil {
			return err
		}
		if lexicon, err = lexicon.WithModel(b); err != nil {
			return fmt.Errorf("%s: %w", *model, err)
		}
	}
	if *threshold > 0 {
		lexicon.SetThreshold(*threshold)
	}
	if args[0] == "show" {
		return show(os.Stdout, lexicon, flags.Arg(0), nlp.Lang(*lang))
	}
	docs, err := readFolder(flags.Arg(0), *trees)
	if err != nil {
		return err
	}
	settings := attribute.DefaultSettings()
	settings.Log = func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	if *epochs > 0 {
		settings.Epochs = *epochs
	}
	if *least > 0 {
		settings.Least = *least
	}
	for p, v := range map[*float64]float64{&settings.Decay: *decay, &settings.Drop: *drop, &settings.Rate: *rate} {
		if v >= 0 {
			*p = v
		}
	}
	switch args[0] {
	case "train":
		return train(lexicon, docs, settings, *out)
	case "try":
		return try(lexicon, docs, settings)
	case "score":
		var s score
		for _, d := range docs {
			s.add(d, lexicon.Find(d.doc, attribute.Options{}))
		}
		s.print(os.Stdout)
		return nil
	case "print":
		w := bufio.NewWriter(os.Stdout)
		for _, d := range docs {
			for _, record := range records(d, lexicon.Find(d.doc, attribute.Options{})) {
				b, err := json.Marshal(record)
				if err != nil {
					return err
				}
				w.Write(append(b, '\n'))
			}
		}
		return w.Flush()
	case "errors":
		return showErrors(os.Stdout, lexicon, docs)
	}
	return fmt.Errorf("unknown command %q: say train, try, score, errors, print or show", args[0])
}

func train(l *attribute.Lexicon, docs []document, s attribute.Settings, out string) error {
	if out == "" {
		return errors.New("say with --out where to write the model")
	}
	var gold []attribute.Gold
	for _, d := range docs {
		gold = append(gold, attribute.Gold{Doc: d.doc, Relations: d.gold})
	}
	learned, err := l.Learn(gold, s)
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := learned.WriteModel(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// try trains on four fifths of the documents and scores the rest at several thresholds.
func try(l *attribute.Lexicon, docs []document, s attribute.Settings) error {
	var gold []attribute.Gold
	var rest []document
	for i, d := range docs {
		if i%5 == 4 {
			rest = append(rest, d)
		} else {
			gold = append(gold, attribute.Gold{Doc: d.doc, Relations: d.gold})
		}
	}
	learned, err := l.Learn(gold, s)
	if err != nil {
		return err
	}
	for _, t := range []float64{0.25, 0.3, 0.35, 0.4, 0.45, 0.5} {
		learned.SetThreshold(t)
		var sc score
		for _, d := range rest {
			sc.add(d, learned.Find(d.doc, attribute.Options{}))
		}
		fmt.Printf("threshold %.2f\n", t)
		sc.print(os.Stdout)
	}
	return nil
}
