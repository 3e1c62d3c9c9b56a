package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/nlp"
	"github.com/spf13/cobra"
)

func newCodebookCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "codebook", Short: "Check the codebook, or try it on a sentence"}
	check := &cobra.Command{
		Use:   "check [FOLDER]",
		Short: "Say what is wrong with a codebook, each mistake with its file and line",
		Long: `Check reads the codebook that ships with the program, or one in a folder of the same form: predicates.yaml, and
grammar.yaml, classes.yaml and triggers.yaml in en/ and es/.`,
		Args: cobra.MaximumNArgs(1),
		RunE: checkCodebook,
	}
	var lang string
	try := &cobra.Command{
		Use:     "try SENTENCE",
		Short:   "Show the claims of a sentence, and what became of every trigger in it",
		Example: `  cotejo codebook try "The Halcones gang allegedly runs cocaine labs in Nariño, police said."`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return tryCodebook(cmd, strings.Join(args, " "), lang) },
	}
	try.Flags().StringVar(&lang, "lang", "", "language of the sentence, en or es (default: it is detected)")
	complete(try, "lang", "en", "es")
	cmd.AddCommand(check, try)
	return cmd
}

func checkCodebook(cmd *cobra.Command, args []string) error {
	book, err := codebook.Default()
	if len(args) == 1 {
		book, err = codebook.Load(os.DirFS(args[0]))
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
		for _, line := range lines[:len(lines)-1] {
			fmt.Fprintln(cmd.ErrOrStderr(), "cotejo: "+printable(line))
		}
		return cotejo.Errorf(cotejo.Invalid, "%s", lines[len(lines)-1])
	}
	fmt.Fprintf(cmd.OutOrStdout(), "codebook version %d: %d predicates, no mistakes\n", book.Version, len(book.Predicates))
	return nil
}

func tryCodebook(cmd *cobra.Command, text, lang string) error {
	if err := oneOf("lang", lang, "", "en", "es"); err != nil {
		return err
	}
	if lang == "" {
		var ok bool
		if lang, ok = intake.DetectLanguage(text); !ok {
			return cotejo.Errorf(cotejo.Usage, "the sentence is too short to tell its language").Fix("give --lang en or --lang es")
		}
	}
	engine, err := flow.NewEngine()
	if err != nil {
		return err
	}
	reading, traces, err := engine.Try(text, nlp.Lang(lang))
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	for _, f := range reading.Findings() {
		fmt.Fprintf(out, "%s\n    %s\n", export.Sentence(&f), f.Why)
	}
	for _, t := range traces {
		if t.Refused != "" {
			fmt.Fprintf(out, "no %s by %q (%s): %s\n", t.Predicate, t.Trigger, t.Rule, t.Refused)
		}
	}
	if len(traces) == 0 {
		fmt.Fprintln(out, "no trigger of the codebook fired")
	}
	return nil
}
