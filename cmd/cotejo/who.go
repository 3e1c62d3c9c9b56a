package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newWhoCommand() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "who NAME",
		Short: "Tell what the ledger holds on somebody or some place",
		Long: `Who prints a dossier: the names of a person, body, group or place, and the claims that name it by kind (roles in the trade,
places, ties, violence, the law, figures), each with its hedge, its sources and its report, then the same on a line of time.

NAME is an id, a name or an alias, without regard to case and accents, or the beginnings of its words.`,
		Example: "  cotejo who \"Cártel de Sinaloa\"\n  cotejo who Tumaco",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			id, err := whoIs(cmd.Context(), ledger, strings.Join(args, " "))
			if err != nil {
				return err
			}
			d, err := ledger.Dossier(cmd.Context(), id, limit)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			printDossier(out, d)
			return out.Flush()
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 200, "at most `N` claims, the latest read; 0 for all")
	addLedgerFlag(cmd)
	return cmd
}

// named refuses a name that is blank.
func named(name string) error {
	if strings.TrimSpace(name) == "" {
		return cotejo.Errorf(cotejo.Usage, "the name is empty").Fix("give a name or an id")
	}
	return nil
}

// whoIs gives the id of the one entity that a person means by a name.
func whoIs(ctx context.Context, l cotejo.Ledger, name string) (string, error) {
	if err := named(name); err != nil {
		return "", err
	}
	if d, err := l.Dossier(ctx, name, 1); err == nil {
		return d.ID, nil
	} else if cotejo.CodeOf(err) != cotejo.NotFound {
		return "", err
	}
	const most = 6
	found, err := l.Entities(ctx, name, 50, 0)
	if err != nil {
		return "", err
	}
	whole := slices.DeleteFunc(slices.Clone(found), func(e cotejo.EntityEntry) bool {
		return !slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return gazetteer.Fold(n) == gazetteer.Fold(name) })
	})
	if len(whole) > 0 {
		found = whole
		// Records of lists tell who is on them; a name that reports give to one is his.
		read := slices.DeleteFunc(slices.Clone(whole), func(e cotejo.EntityEntry) bool { return strings.HasPrefix(e.ID, "r:") })
		if len(read) > 0 {
			found = read
		}
	}
	switch len(found) {
	case 0:
		return "", cotejo.Errorf(cotejo.NotFound, "the ledger holds nobody called %q", name).Fix("try a part of the name, or cotejo claims --text")
	case 1:
		return found[0].ID, nil
	}
	var names []string
	for _, e := range found[:min(most, len(found))] {
		names = append(names, fmt.Sprintf("%s (%s, %s: %s)", e.Name, e.Type, count(e.Claims, "claim"), e.ID))
	}
	if len(found) > most {
		names = append(names, "…")
	}
	return "", cotejo.Errorf(cotejo.Ambiguous, "%q may be %s", name, strings.Join(names, ", or ")).Fix("give the whole name or the id after the colon")
}

func printDossier(w io.Writer, d *cotejo.Dossier) {
	kind := string(d.Type)
	if d.Subtype != "" {
		kind = strings.ReplaceAll(string(d.Subtype), "_", " ")
	}
	if d.Country != "" && d.Subtype != "country" {
		kind += ", " + strings.ToUpper(string(d.Country))
	}
	fmt.Fprintf(w, "%s (%s)\n", printable(d.Name), printable(kind))
	if len(d.Aliases) > 0 {
		fmt.Fprintf(w, "Also known as: %s\n", printable(strings.Join(d.Aliases, "; ")))
	}
	if len(d.Names) > 0 {
		var names []string
		for _, n := range d.Names {
			names = append(names, fmt.Sprintf("%s (%d)", n.Name, n.Count))
		}
		fmt.Fprintf(w, "Named in texts: %s\n", printable(strings.Join(names, "; ")))
	}
	for _, r := range d.Listed {
		fmt.Fprintf(w, "On the list %s: %s (%s)\n", printable(r.List), printable(r.Name), printable(strings.TrimPrefix(r.ID, "r:")))
	}
	fmt.Fprintf(w, "In %s and %s; %s on its word\nId: %s\n", count(d.Documents, "report"), count(d.EntityEntry.Claims, "claim"), count(d.Says, "claim"), d.ID)
	if left := d.EntityEntry.Claims - len(d.Latest); left > 0 {
		fmt.Fprintf(w, "The latest %d claims follow; --limit 0 shows the other %d.\n", len(d.Latest), left)
	}
	for _, section := range export.Sections(d.Latest) {
		fmt.Fprintf(w, "\n%s\n", section.Title)
		for _, f := range section.Findings {
			fmt.Fprintf(w, "  %s.\n      %s; %s\n", export.Sentence(&f), f.Hedge, export.ReportName(&f.Report))
		}
	}
	timeline := export.Timeline(d.Latest)
	if len(timeline) == 0 {
		return
	}
	fmt.Fprint(w, "\nTimeline (≤: no later than, the day of the report)\n")
	for _, e := range timeline {
		mark := "≤ "
		if e.About {
			mark = "  "
		}
		fmt.Fprintf(w, "  %s%s  %s. [%s; %s]\n", mark, e.Day, export.Sentence(&e.Finding), e.Finding.Hedge, export.ReportName(&e.Finding.Report))
	}
}
