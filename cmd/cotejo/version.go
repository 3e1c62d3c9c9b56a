package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

// version is the release that this is, or that comes next.
const version = "0.1.0"

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of its formats",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			book, err := codebook.Default()
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "cotejo %s%s, %s %s/%s\n", version, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			fmt.Fprintf(out, "ledger format %d, record schema %s, codebook %d\n", sqlite.Format(), cotejo.Schema, book.Version)
			return nil
		},
	}
}

// revision is the commit that the program was built from, where the build knows it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = " with changes"
		}
	}
	if commit == "" {
		return ""
	}
	return " (" + commit + changed + ")"
}
