package main

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/spf13/cobra"
)

// oneOf holds a flag's value against those it may have.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return cotejo.Errorf(cotejo.Usage, "--%s %q is none of %s", flag, value, strings.TrimPrefix(strings.Join(allowed, ", "), ", "))
}

// complete lets the shell complete a flag's values.
func complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // a flag that the command does not have
	}
}
