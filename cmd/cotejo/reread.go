package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newRereadCommand() *cobra.Command {
	var all bool
	var jobs int
	cmd := &cobra.Command{
		Use:   "reread [DOC...]",
		Short: "Read reports of the ledger again, as this version reads them",
		Long: `Reread reads the texts in the ledger again, with the models and the codebook of this version, and keeps what it finds in place of
what was read before: the documents named, or all that another version read. What people decided stays: a decision holds for the claim with
the same words, and those whose words no claim has any more are listed.

DOC is the id of a document, a beginning of it that fits no other, the path or address it was read from, or its title.`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if all && len(args) > 0 {
				return cotejo.Errorf(cotejo.Usage, "--all is all: name no documents with it")
			}
			ledger, err := openLedger(cmd, sqlite.Write)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			return reread(cmd, ledger, args, all, jobs)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "all documents, those too that this version read")
	cmd.Flags().IntVar(&jobs, "jobs", 0, "reports to understand at once (default: one a core)")
	addLedgerFlag(cmd)
	return cmd
}

func reread(cmd *cobra.Command, ledger cotejo.Ledger, args []string, all bool, jobs int) error {
	ctx := cmd.Context()
	name, err := engineName()
	if err != nil {
		return err
	}
	var documents []string
	for _, ref := range args {
		d, err := ledger.Document(ctx, ref)
		if err != nil {
			return err
		}
		documents = append(documents, d.ID)
	}
	if len(args) == 0 {
		but := name
		if all {
			but = "\x00" // what no engine is called
		}
		if documents, err = flow.Stale(ctx, ledger, but); err != nil {
			return err
		}
	}
	if len(documents) == 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "Nothing to do: this version has read all reports.")
		return nil
	}
	engine, err := flow.NewEngine()
	if err != nil {
		return err
	}
	bar := newProgress(cmd.OutOrStdout(), cmd.ErrOrStderr(), "reading ", len(documents))
	defer bar.done()
	sum, err := flow.Reread(ctx, documents, flow.Options{Understand: engine.Understand, Engine: name, Ledger: ledger, Jobs: jobs, Each: func(r flow.Result) error {
		if r.Err != nil {
			complain(bar.err, r.Err)
		}
		bar.step()
		return nil
	}})
	bar.done()
	err = errors.Join(err, collate(cmd, ledger, len(documents)))
	fmt.Fprintln(cmd.ErrOrStderr(), summarise(sum))
	if err == nil {
		err = printLost(cmd, ledger, cmd.OutOrStdout())
	}
	if err == nil && sum.Refused > 0 {
		err = errRefused
	}
	return err
}

// printLost lists the decisions in force whose words no claim has any more.
func printLost(cmd *cobra.Command, ledger cotejo.Ledger, w io.Writer) error {
	decisions, err := ledger.Decisions(cmd.Context(), "", 0, 0)
	for _, d := range decisions {
		if d.Lost && d.Undone == "" {
			line, err := decisionLine(cmd.Context(), ledger, &d)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, printable(line))
		}
	}
	return err
}

// engineName names what reads here: the program's version and its codebook's.
func engineName() (string, error) {
	book, err := codebook.Default()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("cotejo %s%s, codebook %d", version, revision(), book.Version), nil
}
