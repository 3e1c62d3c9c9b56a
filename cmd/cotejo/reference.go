package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newReferenceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "reference",
		Short: "Keep lists of people and bodies to know them by",
		Long: `Reference keeps lists, a sanctions or a watch list say, beside what reports name. Whoever in a report is on a list by its name has that
said in its dossier; cotejo merge and cotejo split decide where names mislead.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newReferenceAddCommand(), newReferenceListCommand(), newReferenceRemoveCommand())
	return cmd
}

func newReferenceAddCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "add FILE",
		Short: "Load a list in FollowTheMoney's form",
		Long: `Add loads FollowTheMoney entities, one JSON object a line: persons, organizations, companies, public bodies and legal entities
with their names, aliases and countries; records of other schemata are left out. A list that is there already under that name is
replaced. A line that cannot be read is named, and then nothing is loaded.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if name == "" {
				name = filepath.Base(args[0])
			}
			f, err := os.Open(args[0])
			if errors.Is(err, fs.ErrNotExist) {
				return cotejo.Errorf(cotejo.NotFound, "there is no file %s", args[0])
			}
			if err != nil {
				return cotejo.Errorf(cotejo.Forbidden, "%s cannot be read", args[0]).From(err)
			}
			defer f.Close()
			references, skipped, err := flow.References(f, args[0])
			if err != nil {
				return err
			}
			ledger, err := openLedger(cmd, sqlite.Create)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			if _, err := ledger.RemoveReferences(cmd.Context(), name); err != nil {
				return err
			}
			if err := ledger.AddReferences(cmd.Context(), name, references); err != nil {
				return err
			}
			if err := collate(cmd, ledger, 0); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.ErrOrStderr(), "%d entities loaded as %s, %d other records left out\n", len(references), name, skipped)
			return err
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "`NAME` of the list (default: the file's)")
	addLedgerFlag(cmd)
	return cmd
}

func newReferenceListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Name the lists that are loaded",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			lists, err := ledger.References(cmd.Context())
			for _, l := range lists {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: %d entities, %d of them in reports\n", printable(l.Name), l.Entities, l.Met); err != nil {
					return err
				}
			}
			return err
		},
	}
	addLedgerFlag(cmd)
	return cmd
}

func newReferenceRemoveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Take a list out again",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ledger, err := openLedger(cmd, sqlite.Write)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			n, err := ledger.RemoveReferences(cmd.Context(), args[0])
			if err == nil && n == 0 {
				err = cotejo.Errorf(cotejo.NotFound, "no list %s is loaded", args[0]).Fix("see cotejo reference list")
			}
			if err != nil {
				return err
			}
			return collate(cmd, ledger, 0)
		},
	}
	addLedgerFlag(cmd)
	return cmd
}
