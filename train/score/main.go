// Command score measures annotation against gold CoNLL-U: tokens, sentences, words, UPOS, features, lemmas, UAS, LAS and
// names, in F1 as the CoNLL 2018 shared task counts them.
//
//	go run ./train/score GOLD.conllu SYSTEM.conllu             two files of the same text
//	go run ./train/score --lang es GOLD.conllu                 parse the gold's raw text with the program's models
//	go run ./train/score --lang en --tokens GOLD.conllu        keep the gold's sentences and tokens
//	go run ./train/score --lang en --tokens --upper GOLD.conllu  … in capitals
//
// Files may be gzipped. --held-out takes every fifth sentence.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/train/corpora"
)

type options struct {
	lang, models  string
	tokens, upper bool
	heldOut       bool
}

func main() {
	var o options
	flag.StringVar(&o.lang, "lang", "", "parse with the program's models for this language: en or es")
	flag.StringVar(&o.models, "models", "", "folder of models to use in place of the program's")
	flag.BoolVar(&o.tokens, "tokens", false, "keep the gold's sentences and tokens")
	flag.BoolVar(&o.upper, "upper", false, "write the gold in capitals first")
	flag.BoolVar(&o.heldOut, "held-out", false, "take only every fifth sentence, as the models' training leaves out of es_gsd-dev")
	flag.Parse()
	if err := run(flag.Args(), o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, o options) error {
	want := 2
	if o.lang != "" {
		want = 1
	}
	if len(args) != want {
		return fmt.Errorf("%d files, not %d: give GOLD and SYSTEM, or --lang and GOLD", len(args), want)
	}
	keep := func(int) bool { return true }
	if o.heldOut {
		keep = corpora.HeldOut
	}
	gold, err := corpora.Docs(args[0], nlp.Lang(o.lang), keep)
	if err != nil {
		return err
	}
	if o.upper {
		for _, d := range gold {
			if err := capitals(d); err != nil {
				return err
			}
		}
	}
	var system []*nlp.Doc
	if o.lang == "" {
		system, err = corpora.Docs(args[1], "", nil)
	} else {
		system, err = parse(gold, o)
	}
	if err != nil {
		return err
	}
	report, err := Score(gold, system)
	if err != nil {
		return err
	}
	fmt.Print(report)
	return nil
}

// parse annotates the texts of documents, or with --tokens their words.
func parse(gold []*nlp.Doc, o options) ([]*nlp.Doc, error) {
	load := nlp.Load
	if o.models != "" {
		load = func() (*nlp.Pipeline, error) { return nlp.LoadFrom(os.DirFS(o.models)) }
	}
	p, err := load()
	if err != nil {
		return nil, err
	}
	var out []*nlp.Doc
	for _, d := range gold {
		if o.tokens {
			c := *d
			p.Annotate(&c)
			out = append(out, &c)
			continue
		}
		out = append(out, p.Parse(d.Text, d.Lang))
	}
	return out, nil
}

// capitals writes a document in capitals. Letters whose capital is longer or shorter stay as they are.
func capitals(d *nlp.Doc) error {
	upper := func(s string) string {
		return strings.Map(func(r rune) rune {
			if u := []rune(strings.ToUpper(string(r))); len(u) == 1 && len(string(u[0])) == len(string(r)) {
				return u[0]
			}
			return r
		}, s)
	}
	text := upper(d.Text)
	if len(text) != len(d.Text) {
		return fmt.Errorf("document %s is not UTF-8", d.ID)
	}
	for i, f := range d.Form {
		d.Form[i] = upper(f)
	}
	d.Text = text
	return nil
}
