// Command cotejo reads reports on organised crime and keeps their claims.
//
// Rules of the terminal: what was asked for goes to standard output; errors go to standard error, one line each, with what to
// do about them; a progress bar is drawn on a terminal only. The exit status is 0 where all went well, 1 where some input was
// refused or something failed, 2 where the command was used wrongly.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode"

	"github.com/cotejo/cotejo"
	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the program: it gives the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once

	root, begun := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	ran, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	if !*begun { // it failed over flags and arguments
		err = misused(root, ran, args, err)
	}
	complain(stderr, err)
	return exitStatus(err)
}

// flagError is what is wrong with a flag.
type flagError struct{ error }

// misused says what a command wanted that failed over its flags and arguments.
func misused(root, ran *cobra.Command, args []string, err error) error {
	line := firstLine(err.Error())
	if ran == root {
		if names := root.SuggestionsFor(strings.Join(args[:min(1, len(args))], "")); len(names) > 0 {
			return cotejo.Errorf(cotejo.Usage, "%s", line).Fix("did you mean %s?", strings.Join(names, " or "))
		}
	}
	given := ran.Flags().Args()
	var flags *flagError
	if !errors.As(err, &flags) && ran.Runnable() && ran.ValidateArgs(given) != nil {
		_, want, _ := strings.Cut(ran.Use, " ")
		switch {
		case want == "":
			line = fmt.Sprintf("%s takes no arguments, and %q is one", ran.CommandPath(), given[0])
		case len(given) == 0:
			line = fmt.Sprintf("%s wants %s", ran.CommandPath(), want)
		default:
			line = fmt.Sprintf("%s wants %s, and got %s", ran.CommandPath(), want, count(len(given), "argument"))
		}
	}
	return cotejo.Errorf(cotejo.Usage, "%s", line).Fix("see %s --help", ran.CommandPath())
}

// newRoot gives the command, and whether one of its subcommands has begun to run.
func newRoot() (root *cobra.Command, begun *bool) {
	begun = new(bool)
	root = &cobra.Command{
		Use:   "cotejo",
		Short: "Read reports on organised crime and keep their claims",
		Long: `Cotejo reads reports on organised crime in English and Spanish and keeps the claims in them: who, where, what part
of the trade, on whose word, how surely put, and at which exact words.

  cotejo read reports/       reads a folder of reports and prints their claims
  cotejo who "Name"          tells what the ledger holds on somebody
  cotejo serve               shows the ledger in a browser

Everything stays on this machine: the ledger is one file, and only cotejo read with an address asks the network for anything.`,
		SilenceUsage:               true,
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		PersistentPreRun:           func(*cobra.Command, []string) { *begun = true },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &flagError{err} })
	root.AddCommand(newReadCommand(), newRereadCommand(), newClaimsCommand(), newWhoCommand(), newShowCommand(), newSameCommand(), newExportCommand(), newWeighCommand(), newClustersCommand(), newCopiesCommand(), newContradictionsCommand(), newChangesCommand(), newDecisionsCommand(), newReferenceCommand(), newServeCommand(), newCodebookCommand(), newParseCommand(), newVersionCommand())
	root.AddCommand(newDecideCommands()...)
	return root, begun
}

// errRefused ends a run whose refused inputs have been named already.
var errRefused = errors.New("some inputs were refused")

// exitStatus is the one place that maps errors to the exit status.
func exitStatus(err error) int {
	if cotejo.CodeOf(err) == cotejo.Usage {
		return 2
	}
	return 1
}

// complain tells an error in one line, with what to do about it.
func complain(w io.Writer, err error) {
	switch {
	case errors.Is(err, errRefused):
		return
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "cotejo: interrupted; what was read is kept, and the same command goes on from there")
		return
	}
	line := err.Error()
	if remedy := cotejo.RemedyOf(err); remedy != "" {
		line += "; " + remedy
	}
	fmt.Fprintln(w, "cotejo: "+printable(line))
}

// printable makes text from outside safe to show on a terminal, in one line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, strings.Join(strings.Fields(s), " "))
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}
