// Command keys measures what is read from reports against answer keys: what was said, on whose word, how surely.
//
//	go run ./train/keys [--quiet] extract/testdata/blind/en extract/testdata/blind/es
//
// A folder holds reports with their keys, NAME.txt and NAME.key.jsonl; the form of a key is in extract/testdata/blind/README.md.
// A single NAME.key.jsonl can be named too. The last line gives the totals; with --quiet it is the only one, for reports that
// nobody is to look at.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/intake"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "keys:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("keys", flag.ContinueOnError)
	quiet := flags.Bool("quiet", false, "print the totals alone")
	if err := flags.Parse(args); err != nil {
		return err
	}
	keys, err := find(flags.Args())
	if err != nil {
		return err
	}
	readings, err := read(keys)
	if err != nil {
		return err
	}
	var sum totals
	for i, path := range keys {
		lines, err := readKey(path)
		if err != nil {
			return err
		}
		notes, err := sum.score(lines, readings[i])
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, note := range notes {
			if !*quiet {
				fmt.Fprintf(out, "%s %s\n", strings.TrimSuffix(filepath.Base(path), suffix), note)
			}
		}
	}
	fmt.Fprintln(out, sum)
	return nil
}

const suffix = ".key.jsonl"

// find lists the keys in folders.
func find(args []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		if strings.HasSuffix(arg, suffix) {
			out = append(out, arg)
			continue
		}
		found, err := filepath.Glob(filepath.Join(arg, "*"+suffix))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	if len(out) == 0 {
		return nil, errors.New("name a folder that holds reports and keys, NAME.txt and NAME" + suffix)
	}
	return out, nil
}

// read gives what is read from the report beside each key.
func read(keys []string) ([]*cotejo.Reading, error) {
	engine, err := flow.NewEngine()
	if err != nil {
		return nil, err
	}
	var reports []string
	for _, key := range keys {
		reports = append(reports, strings.TrimSuffix(key, suffix)+".txt")
	}
	var out []*cotejo.Reading
	_, err = flow.Read(context.Background(), intake.Walk(reports, nil, intake.Options{}), flow.Options{
		Understand: engine.Understand,
		Each: func(r flow.Result) error {
			out = append(out, r.Reading)
			return r.Err
		},
	})
	return out, err
}
