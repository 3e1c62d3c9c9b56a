package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/nlp"
	"github.com/spf13/cobra"
)

type parseOptions struct {
	lang   string
	tokens bool
}

func newParseCommand() *cobra.Command {
	var o parseOptions
	cmd := &cobra.Command{
		Use:   "parse FILE...",
		Short: "Print the sentences, words, trees and names of texts as CoNLL-U",
		Long: `Parse annotates plain text, English or Spanish, and prints it in the CoNLL-U format of Universal Dependencies: words with
their lemmas, parts of speech, features and the tree of each sentence. The last column tells where a token stands in the
text (TokenRange=start:end, in code points) and the words of names (NER=B-PER, I-PER, …).

With --tokens the files are CoNLL-U already: their sentences and words are kept and annotated anew.

- is standard input.`,
		Example: "  cotejo parse report.txt\n  cotejo parse --lang es --tokens gold.conllu > ours.conllu",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return parse(cmd, args, o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.lang, "lang", "", "language of all files, en or es (default: each is detected)")
	flags.BoolVar(&o.tokens, "tokens", false, "files are CoNLL-U: keep their sentences and words")
	complete(cmd, "lang", "en", "es")
	return cmd
}

func parse(cmd *cobra.Command, args []string, o parseOptions) error {
	if err := oneOf("lang", o.lang, "", "en", "es"); err != nil {
		return err
	}
	p, err := nlp.Load()
	if err != nil {
		return err
	}
	type result struct {
		text []byte
		err  error
	}
	// Files are annotated side by side and printed in order.
	results := make(chan chan result, runtime.GOMAXPROCS(0))
	go func() {
		defer close(results)
		for _, name := range args {
			if cmd.Context().Err() != nil {
				return
			}
			r := make(chan result, 1)
			results <- r
			go func() {
				var b bytes.Buffer
				err := parseFile(&b, name, cmd.InOrStdin(), p, o)
				r <- result{b.Bytes(), err}
			}()
		}
	}()
	out := bufio.NewWriter(cmd.OutOrStdout())
	refused := false
	var failed error
	for r := range results {
		r := <-r
		if r.err != nil {
			complain(cmd.ErrOrStderr(), r.err)
			refused = true
		} else if _, err := out.Write(r.text); err != nil && failed == nil {
			failed = err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := cmd.Context().Err(); err != nil {
		return err
	}
	if failed == nil && refused {
		return errRefused
	}
	return failed
}

// parseFile annotates one file and writes it to w.
func parseFile(w io.Writer, name string, stdin io.Reader, p *nlp.Pipeline, o parseOptions) error {
	raw, err := readFile(name, stdin)
	if err != nil {
		return err
	}
	text, err := intake.Decode(raw)
	if err != nil {
		return cotejo.Errorf(cotejo.Invalid, "%s: %v", name, err).Fix("parse reads plain text; cotejo read takes other kinds of files")
	}
	if !o.tokens {
		d := p.Parse(text, language(text, o.lang))
		d.ID = filepath.Base(name)
		return nlp.WriteCoNLLU(w, d)
	}
	for d, err := range nlp.ReadCoNLLU(bytes.NewReader([]byte(text))) {
		if err != nil {
			return cotejo.Errorf(cotejo.Invalid, "%s: %v", name, err)
		}
		d.Lang = language(d.Text, o.lang)
		p.Annotate(d)
		if err := nlp.WriteCoNLLU(w, d); err != nil {
			return err
		}
	}
	return nil
}

func readFile(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	raw, err := os.ReadFile(name)
	if err == nil {
		return raw, nil
	}
	code := cotejo.Invalid
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		code = cotejo.NotFound
	}
	return nil, cotejo.Errorf(code, "%s: %v", name, err)
}

// language is the one asked for, or else the text's own; where that cannot be told, English.
func language(text, asked string) nlp.Lang {
	if asked == "" {
		asked, _ = intake.DetectLanguage(text)
	}
	if asked == "es" {
		return nlp.Spanish
	}
	return nlp.English
}
