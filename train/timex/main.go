// Command timex measures the expressions of time that are found against corpora with TIMEX3 values.
//
//	go run ./train/timex [--held] [--show] FOLDER
//
// FOLDER (or COTEJO_CORPORA with its folder timex) holds files whose names have the language between hyphens,
// NAME-en-train.tsv.gz; the form of a file is told at readCorpus. The rules are developed on the documents with even numbers,
// counted from 0; those with odd numbers are held out, and measured only with --held. With --show, what the development half
// has wrong is listed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/timex"
	"github.com/cotejo/cotejo/train/corpora"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "timex:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("timex", flag.ContinueOnError)
	held := flags.Bool("held", false, "measure the held-out half as well")
	show := flags.Bool("show", false, "list what the development half has wrong")
	if err := flags.Parse(args); err != nil {
		return err
	}
	folder, err := corpora.Part(flags.Arg(0), "timex")
	if err != nil {
		return err
	}
	pipeline, err := nlp.Load()
	if err != nil {
		return err
	}
	finder, err := timex.Load()
	if err != nil {
		return err
	}
	any := false
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} {
		paths, err := filepath.Glob(filepath.Join(folder, "*-"+string(lang)+"-*.tsv*"))
		if err != nil {
			return err
		}
		for _, path := range paths {
			any = true
			articles, err := readCorpus(path)
			if err != nil {
				return err
			}
			var dev, rest scores
			for i, a := range articles {
				if i%2 == 1 {
					if *held {
						rest.add(a.gold, find(pipeline, finder, lang, a))
					}
					continue
				}
				for _, p := range dev.add(a.gold, find(pipeline, finder, lang, a)) {
					if *show {
						tell(out, a, p)
					}
				}
			}
			fmt.Fprintf(out, "%s dev:  %v\n", lang, &dev)
			if *held {
				fmt.Fprintf(out, "%s held: %v\n", lang, &rest)
			}
		}
	}
	if !any {
		return fmt.Errorf("%s: no file NAME-en-PART.tsv or NAME-es-PART.tsv", folder)
	}
	return nil
}

func find(pipeline *nlp.Pipeline, finder *timex.Finder, lang nlp.Lang, a article) []mention {
	doc := pipeline.Parse(a.text, lang)
	var out []mention
	for _, e := range finder.Find(doc, a.published) {
		start, end := doc.Span(e.Words)
		out = append(out, mention{start, end, e.Value})
	}
	return out
}

// tell lists a pair that does not agree, with the words around it.
func tell(out io.Writer, a article, p pair) {
	value := func(m *mention) string {
		if m == nil {
			return "-"
		}
		return m.value + " [" + a.text[m.start:m.end] + "]"
	}
	at := p.gold
	if at == nil {
		at = p.found
	}
	if p.gold != nil && p.found != nil && p.gold.value == p.found.value {
		return
	}
	around := a.text[max(0, at.start-60):min(len(a.text), at.end+40)]
	fmt.Fprintf(out, "%s\tkey %s\tfound %s\t%s\n", a.published, value(p.gold), value(p.found), strings.ToValidUTF8(strings.ReplaceAll(around, "\n", " / "), ""))
}
