package main

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/spf13/cobra"
)

// collate sets what is due in a ledger beside the rest.
func collate(cmd *cobra.Command, ledger cotejo.Ledger) error {
	collator, err := flow.NewCollator()
	if err != nil {
		return err
	}
	return collator.Collate(cmd.Context(), ledger, nil)
}
