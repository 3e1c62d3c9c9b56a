package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/spf13/cobra"
)

// stages of the trade, in its order.
var stages = []string{"cultivation", "production", "transport", "distribution", "retail", "laundering"}

// filterFlags are the flags that choose claims.
type filterFlags struct {
	cotejo.Filter
	hedges []string
}

func (f *filterFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.Actors, "actor", nil, "`NAME` of somebody in the claim; given again, of somebody else in the same claim")
	flags.StringVar(&f.Place, "place", "", "`NAME` of a place in the claim; a country stands for its towns too")
	flags.StringSliceVar(&f.Predicates, "predicate", nil, "what is claimed: `PREDICATE,…` such as presence, control, arrest")
	flags.StringSliceVar(&f.Stages, "stage", nil, "`STAGE,…` of the trade: "+strings.Join(stages, ", "))
	flags.StringSliceVar(&f.Commodities, "commodity", nil, "`GOODS,…` traded: cocaine, arms, people, …")
	flags.StringVar(&f.Source, "source", "", "`NAME` of one on whose word it is: in the chain, the publisher or a wire")
	flags.StringSliceVar(&f.hedges, "hedge", nil, "how the words put it: `HEDGE,…` of "+strings.Join(hedgeNames(), ", "))
	flags.StringVar(&f.Polarity, "polarity", "", "`+` for what is said to be so, - for what is said not to be")
	flags.StringVar(&f.From, "from", "", "`DAY`, month or year from which on: 2021-05-03, 2021-05, 2021")
	flags.StringVar(&f.To, "to", "", "`DAY`, month or year up to which")
	flags.StringVar(&f.Text, "text", "", "`WORDS` in the claim: all of them, \"a phrase\" in quotation marks, a beginning*")
	flags.StringVar(&f.Document, "document", "", "`DOC` the claim stands in: id or its beginning, path or its last part, address, or title")
	flags.BoolVar(&f.Newest, "newest", false, "the claims read last come first")
	flags.IntVar(&f.Limit, "limit", 0, "at most `N` claims (default: all)")
	flags.IntVar(&f.Offset, "offset", 0, "leave out the first `N`")
	complete(cmd, "stage", stages...)
	complete(cmd, "hedge", hedgeNames()...)
	complete(cmd, "polarity", cotejo.Positive, cotejo.Negative)
	err := cmd.RegisterFlagCompletionFunc("predicate", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		known, err := predicates()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return known, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag stands above
	}
}

// filter holds the flags against what they may be and gives the filter. Its document is looked up in the ledger.
func (f *filterFlags) filter(ctx context.Context, l cotejo.Ledger) (cotejo.Filter, error) {
	out := f.Filter
	known, err := predicates()
	if err != nil {
		return out, err
	}
	for _, p := range f.Predicates {
		if err := oneOf("predicate", p, known...); err != nil {
			return out, err
		}
	}
	for _, s := range f.Stages {
		if err := oneOf("stage", s, stages...); err != nil {
			return out, err
		}
	}
	for _, h := range f.hedges {
		if err := oneOf("hedge", h, hedgeNames()...); err != nil {
			return out, err
		}
		out.Hedges = append(out.Hedges, cotejo.Hedge(h))
	}
	if err := oneOf("polarity", f.Polarity, "", cotejo.Positive, cotejo.Negative); err != nil {
		return out, err
	}
	if f.Limit < 0 || f.Offset < 0 {
		return out, cotejo.Errorf(cotejo.Usage, "--limit and --offset cannot be below 0")
	}
	if out.From, err = firstDay("from", f.From); err != nil {
		return out, err
	}
	if out.To, err = lastDay("to", f.To); err != nil {
		return out, err
	}
	if out.From != "" && out.To != "" && out.From > out.To {
		return out, cotejo.Errorf(cotejo.Usage, "--from %s is later than --to %s", f.From, f.To)
	}
	if f.Document != "" {
		d, err := l.Document(ctx, f.Document)
		if err != nil {
			return out, err
		}
		out.Document = d.ID
	}
	return out, nil
}

// onlyDocuments says whether the flags choose whole documents and no claims in them.
func (f *filterFlags) onlyDocuments() bool {
	return len(f.Actors)+len(f.Predicates)+len(f.Stages)+len(f.Commodities)+len(f.hedges) == 0 &&
		f.Place+f.Source+f.Polarity+f.From+f.To+f.Text == "" && f.Limit+f.Offset == 0
}

func hedgeNames() []string {
	var out []string
	for _, h := range cotejo.Hedges {
		out = append(out, string(h))
	}
	return out
}

func predicates() ([]string, error) {
	book, err := codebook.Default()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range book.Predicates {
		out = append(out, p.ID)
	}
	slices.Sort(out)
	return out, nil
}

// firstDay gives the first day of a day, month or year.
func firstDay(flag, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.Format(time.DateOnly), nil
		}
	}
	return "", cotejo.Errorf(cotejo.Usage, "--%s %q is no day, month or year", flag, s).Fix("write it as 2021-05-03, 2021-05 or 2021")
}

// lastDay gives the last day of a day, month or year.
func lastDay(flag, s string) (string, error) {
	first, err := firstDay(flag, s)
	if err != nil || s == "" {
		return "", err
	}
	t, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return "", err
	}
	switch len(s) {
	case len("2006"):
		t = t.AddDate(1, 0, -1)
	case len("2006-01"):
		t = t.AddDate(0, 1, -1)
	}
	return t.Format(time.DateOnly), nil
}
