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
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newWeighCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "weigh CLAIM",
		Short: "Tell who else says what a claim says, and who says otherwise",
		Long: `Weigh prints the clusters that a claim stands in: the claims that say the same, the independent origins behind them with the
paths that lead to each, what speaks against them, and a suggested credibility on the Admiralty scale (1 confirmed to 5 improbable, 6 cannot
be judged) with its reason. What to believe is for people to decide: cotejo accept, cotejo reject.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			out := bufio.NewWriter(cmd.OutOrStdout())
			if err := printWeighing(cmd.Context(), ledger, args[0], out); err != nil {
				return err
			}
			return out.Flush()
		},
	}
	addLedgerFlag(cmd)
	return cmd
}

func printWeighing(ctx context.Context, l cotejo.Ledger, id string, w io.Writer) error {
	f, err := l.Claim(ctx, id)
	if err != nil {
		return err
	}
	id = f.ID
	clusters, err := l.Clusters(ctx, cotejo.ClusterFilter{Claim: id})
	if err != nil {
		return err
	}
	contradictions, err := l.Contradictions(ctx, id, 0, 0)
	if err != nil {
		return err
	}
	decisions, err := l.Decisions(ctx, id, 0, 0)
	if err != nil {
		return err
	}
	if err := export.Text(w, &f); err != nil {
		return err
	}
	fmt.Fprintf(w, "    %s\n", export.ReportName(&f.Report))
	for _, d := range decisions {
		line, err := decisionLine(ctx, l, &d)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "    %s\n", printable(line))
	}
	if len(clusters) == 0 {
		why, err := unclustered(ctx, l, &f, decisions)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "It stands in no cluster: %s.\n", printable(why))
	}
	for _, k := range clusters {
		printCluster(w, &k)
	}
	for _, x := range contradictions {
		fmt.Fprintf(w, "\nContradiction (%s): %s\n", x.How, printable(x.Reason))
		other := x.B
		if slices.Contains(x.B, id) {
			other = x.A
		}
		for _, claim := range other[:min(len(other), 10)] {
			o, err := l.Claim(ctx, claim)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "  %s  %s. [%s]\n", claim, export.Sentence(&o), export.ReportName(&o.Report))
		}
	}
	return nil
}

// unclustered says why a claim stands in no cluster.
func unclustered(ctx context.Context, l cotejo.Ledger, f *cotejo.Finding, decisions []cotejo.DecisionEntry) (string, error) {
	for _, d := range decisions { // the latest first; what was taken back decides nothing
		if d.Undone != "" || d.Verb != cotejo.Accept && d.Verb != cotejo.Reject {
			continue
		}
		if d.Verb == cotejo.Reject {
			return fmt.Sprintf("%s rejected it (%s)", d.By, d.ID), nil
		}
		break
	}
	newer, err := l.Newer(ctx, f.Document)
	switch {
	case err != nil:
		return "", err
	case newer != nil:
		return "a newer version of its report speaks for it: " + newerName(newer), nil
	case f.Predicate == "statement":
		return "it is a statement, and those are not compared", nil
	}
	return "it has not been set beside others", nil
}

// newerName names a version of a report by its title, day and id.
func newerName(d *cotejo.Document) string {
	return fmt.Sprintf("%s (%s)", export.ReportName(d), d.ID)
}

func printCluster(w io.Writer, k *cotejo.Cluster) {
	days := ""
	if k.First != "" {
		days = ", " + string(k.First)
		if k.Last != k.First {
			days += " to " + string(k.Last)
		}
	}
	fmt.Fprintf(w, "\nCluster %s: %s in %s%s\n", k.ID, count(len(k.Claims), "claim"), count(len(k.Documents), "report"), days)
	fmt.Fprintf(w, "Suggested credibility: %d, %s\n", k.Credibility, printable(k.Reason))
	for _, o := range k.Origins {
		fmt.Fprintf(w, "Origin: %s (%s), in %s\n", printable(o.Source), o.SourceType, count(len(o.Documents), "report"))
		for _, path := range o.Paths {
			fmt.Fprintf(w, "  %s\n", printable(strings.Join(path, " → ")))
		}
	}
	for _, c := range k.Contradicts {
		fmt.Fprintf(w, "Against it: cluster %s (%s)\n", c.Cluster, c.How)
	}
	fmt.Fprintf(w, "Claims: %s\n", strings.Join(k.Claims[:min(len(k.Claims), 20)], " "))
}

// lister is a command that lists records of one kind.
//
// Each gives how many it found; where there are none, the table says so on standard error in the words of none.
func lister(use, short, long, none string, each func(cmd *cobra.Command, l cotejo.Ledger, limit, offset int, lines *export.JSONL, w io.Writer) (int, error)) *cobra.Command {
	var format string
	var limit, offset int
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  long,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if err := oneOf("format", format, "table", "jsonl"); err != nil {
				return err
			}
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			out := bufio.NewWriter(cmd.OutOrStdout())
			var lines *export.JSONL
			if format == "jsonl" {
				lines = export.NewJSONL(out)
			}
			n, err := each(cmd, ledger, limit, offset, lines, out)
			if err != nil {
				return err
			}
			if n == 0 && lines == nil {
				fmt.Fprintln(cmd.ErrOrStderr(), none)
			}
			return out.Flush()
		},
	}
	listFlags(cmd, &format, &limit, &offset)
	return cmd
}

func newClustersCommand() *cobra.Command {
	var least int
	cmd := lister("clusters", "List claims that say the same, weighed",
		`Clusters lists claims that say the same, those of most claims first, with the independent origins behind them and a suggested credibility.`, "No clusters found.",
		func(cmd *cobra.Command, l cotejo.Ledger, limit, offset int, lines *export.JSONL, w io.Writer) (int, error) {
			found, err := l.Clusters(cmd.Context(), cotejo.ClusterFilter{Least: least, Limit: limit, Offset: offset})
			for _, k := range found {
				if lines != nil {
					err = lines.Cluster(k)
				} else if f, e := l.Claim(cmd.Context(), k.Claims[0]); e != nil {
					err = e
				} else {
					_, err = fmt.Fprintf(w, "%s  %d  %s, %s: %s.\n", k.ID, k.Credibility, count(len(k.Claims), "claim"), count(len(k.Origins), "origin"), export.Sentence(&f))
				}
				if err != nil {
					return 0, err
				}
			}
			return len(found), err
		})
	cmd.Flags().IntVar(&least, "least", 1, "only clusters of `N` claims or more")
	return cmd
}

func newCopiesCommand() *cobra.Command {
	return lister("copies", "List reports that print one text",
		`Copies lists each report that others print again, with those that do and how much of their text is in it.`, "No copies found.",
		func(cmd *cobra.Command, l cotejo.Ledger, limit, offset int, lines *export.JSONL, w io.Writer) (int, error) {
			found, err := l.Copies(cmd.Context(), "", limit, offset)
			for _, c := range found {
				if lines != nil {
					err = lines.Copies(c)
				} else {
					err = printCopies(cmd.Context(), l, &c, w)
				}
				if err != nil {
					return 0, err
				}
			}
			return len(found), err
		})
}

func printCopies(ctx context.Context, l cotejo.Ledger, c *cotejo.Copies, w io.Writer) error {
	d, err := l.Document(ctx, c.Origin)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s (%s)\n", export.ReportName(&d), printable(d.Source))
	for _, x := range c.Copies {
		d, err := l.Document(ctx, x.Document)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "  %3.0f %%  %s (%s)\n", 100*x.Overlap, export.ReportName(&d), printable(d.Source))
	}
	return nil
}

func newContradictionsCommand() *cobra.Command {
	return lister("contradictions", "List accounts that cannot both hold",
		`Contradictions lists accounts that cannot both hold, side by side: figures that differ, what one affirms and another denies, rival names for who did it.`, "No contradictions found.",
		func(cmd *cobra.Command, l cotejo.Ledger, limit, offset int, lines *export.JSONL, w io.Writer) (int, error) {
			found, err := l.Contradictions(cmd.Context(), "", limit, offset)
			for _, x := range found {
				if lines != nil {
					err = lines.Contradiction(x)
				} else {
					err = printContradiction(cmd.Context(), l, &x, w)
				}
				if err != nil {
					return 0, err
				}
			}
			return len(found), err
		})
}

func printContradiction(ctx context.Context, l cotejo.Ledger, x *cotejo.Contradiction, w io.Writer) error {
	fmt.Fprintf(w, "%s: %s\n", x.How, printable(x.Reason))
	for _, id := range []string{x.A[0], x.B[0]} {
		f, err := l.Claim(ctx, id)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "  %s  %s. [%s]\n", id, export.Sentence(&f), export.ReportName(&f.Report))
	}
	return nil
}

func newChangesCommand() *cobra.Command {
	var since, until, format string
	var kinds []string
	var limit int
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what is new, the latest first",
		Long: `Changes lists what the ledger learned since a day: an actor new to it, to a place or to a stage of the trade, a tie that turned, a
figure that moved, an account that speaks against another, one more independent origin, a claim that a new version of its report no longer
makes, and what people decided.`,
		Example: "  cotejo changes --since 2021-05-03\n  cotejo changes --kind place,stage --format atom > feed.atom",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if err := oneOf("format", format, "table", "jsonl", "atom", "jsonfeed"); err != nil {
				return err
			}
			f := cotejo.ChangeFilter{Limit: limit}
			for _, k := range kinds {
				if err := oneOf("kind", k, changeKinds...); err != nil {
					return err
				}
				f.Kinds = append(f.Kinds, cotejo.ChangeKind(k))
			}
			if f.Since, err = firstDay("since", since); err != nil {
				return err
			}
			if until != "" {
				if f.Until, err = lastDay("until", until); err != nil {
					return err
				}
				f.Until += "T24" // later than any time of that day
			}
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			found, err := ledger.Changes(cmd.Context(), f)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			if err := writeChanges(cmd.Context(), ledger, found, format, out); err != nil {
				return err
			}
			return out.Flush()
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&since, "since", "", "`DAY`, month or year from which on the ledger learned it")
	flags.StringVar(&until, "until", "", "`DAY`, month or year up to which")
	flags.StringSliceVar(&kinds, "kind", nil, "`KIND,…` of change: "+strings.Join(changeKinds, ", "))
	flags.IntVar(&limit, "limit", 0, "at most `N` (default: all)")
	flags.StringVar(&format, "format", "table", "what to print: table, jsonl, atom or jsonfeed")
	complete(cmd, "format", "table", "jsonl", "atom", "jsonfeed")
	complete(cmd, "kind", changeKinds...)
	addLedgerFlag(cmd)
	return cmd
}

var changeKinds = []string{string(cotejo.NewActor), string(cotejo.NewPlace), string(cotejo.NewStage), string(cotejo.Turned), string(cotejo.Moved),
	string(cotejo.Contradicted), string(cotejo.Withdrawn), string(cotejo.Corroborated), string(cotejo.DecidedChange)}

func writeChanges(ctx context.Context, l cotejo.Ledger, changes []cotejo.Change, format string, w io.Writer) error {
	switch format {
	case "table":
		if len(changes) == 0 {
			_, err := fmt.Fprintln(w, "No changes found.")
			return err
		}
		for _, c := range changes {
			if _, err := fmt.Fprintf(w, "%s  %-13s  %s  %s\n", c.At, c.Kind, printable(c.Text), c.Claim); err != nil {
				return err
			}
		}
		return nil
	case "jsonl":
		lines := export.NewJSONL(w)
		for _, c := range changes {
			if err := lines.Change(c); err != nil {
				return err
			}
		}
		return nil
	}
	var news []export.News
	for _, c := range changes {
		n := export.News{Change: c}
		if c.Claim != "" {
			f, err := l.Claim(ctx, c.Claim)
			if err != nil && cotejo.CodeOf(err) != cotejo.NotFound {
				return err
			}
			n.Finding = f
		}
		news = append(news, n)
	}
	feed := export.Feed{Title: "Cotejo: what is new"}
	if format == "atom" {
		return export.Atom(w, feed, news)
	}
	return export.JSONFeed(w, feed, news)
}
