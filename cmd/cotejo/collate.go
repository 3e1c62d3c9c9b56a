package main

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/spf13/cobra"
)

// collate sets what is due in a ledger beside the rest. On a terminal a bar shows how far it is of so many documents.
func collate(cmd *cobra.Command, ledger cotejo.Ledger, documents int) error {
	collator, err := flow.NewCollator()
	if err != nil {
		return err
	}
	bar := newProgress(cmd.OutOrStdout(), cmd.ErrOrStderr(), "weighing ", documents)
	defer bar.done()
	return collator.Collate(cmd.Context(), ledger, bar.steps)
}
