package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newClaimsCommand() *cobra.Command {
	var f filterFlags
	var format string
	cmd := &cobra.Command{
		Use:   "claims",
		Short: "Print claims from the ledger",
		Long: `Claims prints the claims in the ledger that pass every filter given. Names are found without regard to case and accents, by
any alias, and by a part of the name where no name fits whole. A claim is found by its own time, or where its words settle
none by the day of its report.

In JSON Lines it prints what cotejo read printed: with no filter but --document all the records of the documents, otherwise each
document with the claims that pass and what they name.`,
		Example: "  cotejo claims --actor \"Sinaloa Cartel\" --place Colombia\n  cotejo claims --predicate arrest,extradition --from 2020 --format csv > arrests.csv\n  cotejo claims --text 'submarine*' --hedge denied",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return claims(cmd, f, format) },
	}
	f.add(cmd)
	cmd.Flags().StringVar(&format, "format", "table", "what to print: table, text, jsonl or csv")
	complete(cmd, "format", "table", "text", "jsonl", "csv")
	addLedgerFlag(cmd)
	return cmd
}

func claims(cmd *cobra.Command, flags filterFlags, format string) (err error) {
	if err := oneOf("format", format, "table", "text", "jsonl", "csv"); err != nil {
		return err
	}
	ledger, err := openLedger(cmd, sqlite.Read)
	if err != nil {
		return err
	}
	defer closing(ledger, &err)
	filter, err := flags.filter(cmd.Context(), ledger)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	if format == "jsonl" && flags.onlyDocuments() {
		if err := wholeDocuments(cmd.Context(), ledger, filter, out); err != nil {
			return err
		}
		return out.Flush()
	}
	each, end := claimPrinter(cmd.Context(), ledger, format, out)
	n := 0
	for f, err := range ledger.Claims(cmd.Context(), filter) {
		if err == nil {
			n++
			err = each(&f)
		}
		if err != nil {
			return err
		}
	}
	if n == 0 && format != "jsonl" && format != "csv" {
		fmt.Fprintln(cmd.ErrOrStderr(), "No claims found.")
	}
	if err := end(); err != nil {
		return err
	}
	return out.Flush()
}

// claimPrinter gives what prints a claim in a format, and what ends the printing.
func claimPrinter(ctx context.Context, l cotejo.Ledger, format string, w io.Writer) (each func(*cotejo.Finding) error, end func() error) {
	nothing := func() error { return nil }
	switch format {
	case "csv":
		c := export.NewCSV(w)
		return c.Finding, c.Close
	case "jsonl":
		lines, document := export.NewJSONL(w), ""
		return func(f *cotejo.Finding) error {
			if f.Document != document {
				document = f.Document
				d, err := l.Document(ctx, document)
				if err == nil {
					err = lines.Document(d)
				}
				if err != nil {
					return err
				}
			}
			return lines.Finding(f)
		}, nothing
	case "text":
		return func(f *cotejo.Finding) error {
			if err := export.Text(w, f); err != nil {
				return err
			}
			_, err := fmt.Fprintf(w, "    %s\n", export.ReportName(&f.Report))
			return err
		}, nothing
	}
	t := export.NewTable(w)
	return t.Finding, t.Flush
}

// wholeDocuments prints all records of one document, or of all in the order in which they were read.
func wholeDocuments(ctx context.Context, l cotejo.Ledger, f cotejo.Filter, w io.Writer) error {
	ids := []string{f.Document}
	superseded := map[string]bool{} // a newer version speaks for it
	if f.Document == "" {
		entries, err := l.Documents(ctx, 0, 0)
		if err != nil {
			return err
		}
		ids = ids[:0]
		for _, e := range entries {
			ids = append(ids, e.ID)
			superseded[string(e.Revises)] = true
		}
		if !f.Newest {
			slices.Reverse(ids)
		}
	}
	lines := export.NewJSONL(w)
	for _, id := range ids {
		r, err := l.Reading(ctx, id)
		if err == nil {
			if superseded[id] {
				r.Claims = nil
			}
			err = lines.Reading(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
