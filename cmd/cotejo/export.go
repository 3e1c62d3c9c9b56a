package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newExportCommand() *cobra.Command {
	var f filterFlags
	var format, out, title string
	cmd := &cobra.Command{
		Use:   "export --format FORM",
		Short: "Put claims into a form that other programs open",
		Long: `Export writes the claims that pass every filter given: FollowTheMoney entities (ftm), GeoJSON (geojson), graphs for Gephi and its like
(graphml, gexf), a table (csv) or a page that stands alone (html). Every form says how a claim is hedged; what a report leaves open, plans or
denies never stands as a plain relation. docs/exports.md tells what each form says.`,
		Example: "  cotejo export --format html --actor \"Sinaloa Cartel\" --out sinaloa.html\n  cotejo export --format geojson --predicate seizure > seizures.geojson",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return exportClaims(cmd, f, format, out, title) },
	}
	f.add(cmd)
	cmd.Flags().StringVar(&format, "format", "", "`FORM`: "+strings.Join(export.Formats, ", "))
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write, whole or not at all (default: standard output)")
	cmd.Flags().StringVar(&title, "title", "", "`WORDS` that head the page (default: the actors and the place asked for)")
	complete(cmd, "format", export.Formats...)
	addLedgerFlag(cmd)
	return cmd
}

func exportClaims(cmd *cobra.Command, flags filterFlags, format, out, title string) (err error) {
	if format == "" {
		return cotejo.Errorf(cotejo.Usage, "say which form with --format").Fix("one of %s", strings.Join(export.Formats, ", "))
	}
	if err := oneOf("format", format, export.Formats...); err != nil {
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
	title = cmp.Or(title, strings.Join(flags.Actors, " and "), flags.Place, "Claims")
	if out == "" {
		return writeForm(cmd, ledger, filter, format, title, cmd.OutOrStdout())
	}
	return writeFile(out, func(w io.Writer) error {
		return writeForm(cmd, ledger, filter, format, title, w)
	})
}

// writeForm writes the claims that pass a filter, and says so where there are none: an empty form looks like one that went wrong.
func writeForm(cmd *cobra.Command, l cotejo.Ledger, filter cotejo.Filter, format, title string, w io.Writer) error {
	n := 0
	buffered := bufio.NewWriter(w)
	form := export.New(format, title, buffered)
	for f, err := range l.Claims(cmd.Context(), filter) {
		if err == nil {
			n++
			err = form.Finding(&f)
		}
		if err != nil {
			return err
		}
	}
	if err := form.Close(); err != nil {
		return err
	}
	if n == 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "No claims found.")
	}
	return buffered.Flush()
}

// writeFile writes a file beside its place and moves it there when it is whole, so that what stood there before is not lost to a failure.
func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".cotejo-*")
	if err != nil {
		return cotejo.Errorf(cotejo.Forbidden, "%s cannot be written", path).Fix("name a file in a folder that can be written with --out").From(err)
	}
	defer os.Remove(file.Name()) //nolint:errcheck // it is gone once it is moved
	err = write(file)
	if err == nil {
		err = file.Chmod(0o644)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return err
}
