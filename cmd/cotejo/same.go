package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/link"
	"github.com/spf13/cobra"
)

func newSameCommand() *cobra.Command {
	var kind string
	cmd := &cobra.Command{
		Use:   "same NAME NAME",
		Short: "Say whether two names are one person's or one body's, how surely and why",
		Long: `Same compares two names as the ledger does when it sets documents beside one another: yes or no, a score from 0 to 1, and each
sign that speaks for or against it. It asks of the names alone, whether or not a ledger
holds them; in a ledger the company that they keep and what people decided (cotejo decisions) speak too. Where people decided of two with
these names, it says what.

The exit status is 0 for yes and for no.`,
		Example: "  cotejo same \"Cártel de Sinaloa\" CDS\n  cotejo same \"Ramón Ibarra Duarte\" \"Ramón Ibarra Duarte Jr.\"",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("type", kind, "", string(cotejo.Person), string(cotejo.Organization)); err != nil {
				return err
			}
			for _, name := range args {
				if err := named(name); err != nil {
					return err
				}
			}
			matcher, err := link.Load()
			if err != nil {
				return err
			}
			if err := printSame(cmd.OutOrStdout(), matcher, args[0], args[1], cotejo.EntityType(kind)); err != nil {
				return err
			}
			return printDecided(cmd, args[0], args[1])
		},
	}
	cmd.Flags().StringVar(&kind, "type", "", "person or organization (default: what the names look like)")
	addLedgerFlag(cmd)
	complete(cmd, "type", string(cotejo.Person), string(cotejo.Organization))
	return cmd
}

func printSame(w io.Writer, m *link.Matcher, a, b string, kind cotejo.EntityType) error {
	if kind == "" {
		kind = m.Likely(a, b)
	}
	verdict, reasons := m.Explain(m.Prepare(link.Record{ID: "a", Name: a, Type: kind}), m.Prepare(link.Record{ID: "b", Name: b, Type: kind}))
	what := map[cotejo.EntityType]string{cotejo.Person: "one person", cotejo.Organization: "one body"}[kind]
	switch {
	case verdict.Same:
		fmt.Fprintf(w, "yes: %s (%.2f; %.2f is enough)\n", what, verdict.Score, m.Threshold())
	case verdict.Apart:
		fmt.Fprintf(w, "no: something tells them apart as %s\n", what)
	default:
		fmt.Fprintf(w, "no: the names do not say enough to be %s (%.2f; %.2f is enough)\n", what, verdict.Score, m.Threshold())
	}
	for _, r := range reasons {
		side := "for     "
		switch {
		case math.IsInf(r.Weight, -1):
			side = "apart   "
		case r.Weight < 0:
			side = "against "
		case r.Weight == 0:
			side = "but     "
		}
		if _, err := fmt.Fprintf(w, "  %s %s\n", side, printable(r.Text)); err != nil {
			return err
		}
	}
	return nil
}

// printDecided says what people decided of the two whom the ledger knows by the names; nothing where there is no ledger, or nobody in it.
func printDecided(cmd *cobra.Command, names ...string) (err error) {
	ledger, err := openLedger(cmd, sqlite.Read)
	if err != nil {
		return nil //nolint:nilerr // the names say what they say without one
	}
	defer closing(ledger, &err)
	pieces := make([]map[string]bool, len(names))
	for i, name := range names {
		id, err := entityID(cmd, ledger, name)
		if err != nil {
			return nil //nolint:nilerr // no decision can be of somebody who is not there
		}
		found, err := ledger.Pieces(cmd.Context(), id)
		if err != nil {
			return err
		}
		pieces[i] = map[string]bool{id: true}
		for _, p := range found {
			pieces[i][p.ID] = true
		}
	}
	decisions, err := ledger.Decisions(cmd.Context(), "", 0, 0)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if d.Undone != "" || d.Verb != cotejo.Merge && d.Verb != cotejo.Split {
			continue
		}
		in := func(ids map[string]bool) bool {
			return slices.ContainsFunc(d.Subjects, func(id string) bool { return ids[id] })
		}
		if in(pieces[0]) && in(pieces[1]) {
			fmt.Fprintf(cmd.OutOrStdout(), "decided in the ledger: %s by %s, %s (%s)\n", d.Verb, printable(d.By), d.At, d.ID)
		}
	}
	return nil
}
