package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

type readOptions struct {
	format       string
	dryRun       bool
	lang         string
	maxSize      string
	allowPrivate bool
	timeout      time.Duration
	jobs         int
}

func newReadCommand() *cobra.Command {
	var o readOptions
	cmd := &cobra.Command{
		Use:   "read INPUT...",
		Short: "Read reports, print their claims and keep them in the ledger",
		Long: `Read reads reports: files of plain text or HTML, folders with all that is in them, http and https addresses, and - for
standard input. It prints each claim as a sentence with its hedge and its sources, the words that carry it below, and keeps
all in the ledger. A report that the ledger has is not read again; a run that was interrupted goes on where it was.

A file NAME.meta.json beside the report NAME may give its title, publisher, published (a day), url and language.`,
		Example: "  cotejo read report.txt\n  cotejo read --format jsonl reports/ > claims.jsonl\n  curl -s https://example.org/article | cotejo read -",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return read(cmd, args, o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.format, "format", "text", "what to print: text for people, jsonl for programs, none")
	flags.BoolVar(&o.dryRun, "dry-run", false, "print only; keep nothing and need no ledger")
	flags.StringVar(&o.lang, "lang", "", "language of all inputs, en or es (default: each is detected)")
	flags.StringVar(&o.maxSize, "max-size", "50MB", "largest input to read")
	flags.BoolVar(&o.allowPrivate, "allow-private", false, "let addresses lead to this machine and to private networks")
	flags.DurationVar(&o.timeout, "timeout", intake.DefaultTimeout, "longest time to fetch an address")
	flags.IntVar(&o.jobs, "jobs", 0, "reports to understand at once (default: one a core)")
	addLedgerFlag(cmd)
	complete(cmd, "format", "text", "jsonl", "none")
	complete(cmd, "lang", "en", "es")
	return cmd
}

func read(cmd *cobra.Command, args []string, o readOptions) (err error) {
	if err := oneOf("format", o.format, "text", "jsonl", "none"); err != nil {
		return err
	}
	if err := oneOf("lang", o.lang, "", "en", "es"); err != nil {
		return err
	}
	size, err := parseSize(o.maxSize)
	if err != nil {
		return err
	}
	if o.jobs < 0 {
		return cotejo.Errorf(cotejo.Usage, "--jobs %d: there is no reading with fewer than one", o.jobs)
	}
	opt := flow.Options{Jobs: o.jobs}
	if !o.dryRun {
		ledger, err := openLedger(cmd, sqlite.Create)
		if err != nil {
			return err
		}
		defer closing(ledger, &err)
		opt.Ledger = ledger
	}
	engine, err := flow.NewEngine()
	if err != nil {
		return err
	}
	opt.Understand = engine.Understand
	if opt.Engine, err = engineName(); err != nil {
		return err
	}
	inputs := collect(cmd.Context(), intake.Walk(args, cmd.InOrStdin(), intake.Options{MaxBytes: size, Language: o.lang, Timeout: o.timeout, AllowPrivate: o.allowPrivate}))
	err = readAll(cmd, inputs, o.format, opt)
	if opt.Ledger == nil || err != nil && !errors.Is(err, errRefused) {
		return err
	}
	return errors.Join(err, collate(cmd, opt.Ledger, len(inputs)))
}

// collect lists the inputs before the first is read, so that the progress bar knows how many there are.
func collect(ctx context.Context, walk iter.Seq2[intake.Input, error]) []listed {
	var out []listed
	for input, err := range walk {
		if ctx.Err() != nil {
			break
		}
		out = append(out, listed{input, err})
	}
	return out
}

type listed struct {
	input intake.Input
	err   error
}

func readAll(cmd *cobra.Command, inputs []listed, format string, opt flow.Options) error {
	bar := newProgress(cmd.OutOrStdout(), cmd.ErrOrStderr(), "reading ", len(inputs))
	defer bar.done()
	out := bufio.NewWriter(bar.out)
	show := newPrinter(format, out)
	opt.Each = func(r flow.Result) error {
		if r.Err != nil {
			complain(bar.err, r.Err)
		} else if err := show(r); err != nil {
			return err
		}
		bar.step()
		return out.Flush()
	}
	sum, err := flow.Read(cmd.Context(), func(yield func(intake.Input, error) bool) {
		for _, in := range inputs {
			if !yield(in.input, in.err) {
				return
			}
		}
	}, opt)
	bar.done()
	if format != "jsonl" && sum.Read+sum.Known > 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), summarise(sum))
	}
	if err == nil && sum.Refused > 0 {
		err = errRefused
	}
	return err
}

// newPrinter gives what prints a result in a format.
func newPrinter(format string, w io.Writer) func(flow.Result) error {
	switch format {
	case "none":
		return func(flow.Result) error { return nil }
	case "jsonl":
		lines := export.NewJSONL(w)
		return func(r flow.Result) error { return lines.Reading(r.Reading) }
	}
	first := true
	return func(r flow.Result) error {
		if !first {
			fmt.Fprintln(w)
		}
		first = false
		return printReading(w, r.Reading)
	}
}

// printReading writes a report's claims for a person.
func printReading(w io.Writer, r *cotejo.Reading) error {
	fmt.Fprintf(w, "%s (%s)\n", export.ReportName(&r.Document), printable(r.Document.Source))
	if len(r.Claims) == 0 {
		fmt.Fprintln(w, "No claims found.")
	}
	for _, f := range r.Findings() {
		if err := export.Text(w, &f); err != nil {
			return err
		}
	}
	return nil
}

func summarise(sum flow.Summary) string {
	s := fmt.Sprintf("%s read, %s", count(sum.Read, "report"), count(sum.Claims, "claim"))
	if sum.Known > 0 {
		s += fmt.Sprintf("; %d in the ledger before", sum.Known)
	}
	if sum.Refused > 0 {
		s += fmt.Sprintf("; %d refused", sum.Refused)
	}
	return s
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// parseSize reads a size in bytes, "200MB" or "1 GiB"; KB, MB and GB are counted in powers of 1024, as intake shows them.
func parseSize(s string) (int64, error) {
	unit := strings.ToUpper(strings.TrimLeft(strings.TrimSpace(s), "0123456789. "))
	number := strings.TrimSpace(s)[:len(strings.TrimSpace(s))-len(unit)]
	shift := slices.Index([]string{"", "K", "M", "G"}, strings.TrimSuffix(strings.TrimSuffix(unit, "B"), "I"))
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || shift < 0 || v <= 0 || v > 1<<20 && shift == 3 {
		return 0, cotejo.Errorf(cotejo.Usage, "--max-size %s is no size", s).Fix("give bytes, or a number with KB, MB or GB: 200MB")
	}
	return int64(v * float64(int64(1)<<(10*shift))), nil
}
