package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/spf13/cobra"
)

func newShowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show DOC|CLAIM",
		Short: "Print a report with its claims marked, or the paragraph of one claim",
		Long: `Show prints the text of a report in the ledger with the words of each claim between numbered brackets (underlined on a
terminal), and under it the claims with their hedges and sources. Of one claim it prints the paragraph that the claim's words stand in, and by
what it was found, and of one that was rejected who rejected it and when.

DOC is the id of the document, a beginning of it that fits no other, the path or address it was read from, the name of its file
where no other has it, or its title. CLAIM is the id of a claim, as "cotejo claims" prints it, or the beginning of one.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ledger, err := openLedger(cmd, sqlite.Read)
			if err != nil {
				return err
			}
			defer closing(ledger, &err)
			var document string
			var claim *cotejo.Finding
			if strings.HasPrefix(args[0], "c:") {
				f, err := ledger.Claim(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				document, claim = f.Document, &f
			} else {
				d, err := ledger.Document(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				document = d.ID
			}
			r, err := ledger.Reading(cmd.Context(), document)
			if err != nil {
				return err
			}
			style := plainMarks
			if isTerminal(cmd.OutOrStdout()) && os.Getenv("NO_COLOR") == "" {
				style = terminalMarks
			}
			newer, err := ledger.Newer(cmd.Context(), document)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			if newer != nil {
				fmt.Fprintf(out, "A newer version of this report speaks for it: %s\n\n", printable(newerName(newer)))
			}
			if claim == nil {
				printDocument(out, r, style)
				return out.Flush()
			}
			printClaim(out, r, claim, style)
			if !lists(r, claim.ID) {
				line, err := rejection(cmd.Context(), ledger, claim)
				if err != nil {
					return err
				}
				fmt.Fprintf(out, "   %s\n", printable(line))
			}
			return out.Flush()
		},
	}
	addLedgerFlag(cmd)
	return cmd
}

// marks is how the words of claims are set off: open and close get the claim's number.
type marks struct{ open, close string }

var (
	plainMarks    = marks{"[%d ", " %d]"}
	terminalMarks = marks{"\x1b[4m", "\x1b[24m\x1b[2m⁽%d⁾\x1b[22m"}
)

func printDocument(w io.Writer, r *cotejo.Reading, style marks) {
	all := make([]int, len(r.Claims))
	for i := range all {
		all[i] = i
	}
	printHead(w, r)
	fmt.Fprintln(w, marked(r, all, cotejo.Span{End: len([]rune(r.Document.Text))}, style))
	if len(r.Claims) == 0 {
		fmt.Fprintln(w, "\nNo claims found.")
		return
	}
	fmt.Fprintln(w)
	for i, f := range r.Findings() {
		fmt.Fprintf(w, "%d  %s. [%s; %s]\n", i+1, export.Sentence(&f), f.Hedge, f.ID)
		printCorrections(w, &f)
	}
}

func printHead(w io.Writer, r *cotejo.Reading) {
	fmt.Fprintf(w, "%s\n%s\n%s\n\n", export.ReportName(&r.Document), printable(r.Document.Source), r.Document.ID)
}

// printClaim prints the paragraph of a claim's words, and the claim with what it was found by. A claim that the reading does not list, for
// somebody rejected it, has the number after its last.
func printClaim(w io.Writer, r *cotejo.Reading, f *cotejo.Finding, style marks) {
	i := slices.IndexFunc(r.Claims, func(c cotejo.Claim) bool { return c.ID == f.ID })
	if i < 0 {
		with := *r
		with.Claims = append(slices.Clone(r.Claims), f.Claim)
		r, i = &with, len(r.Claims)
	}
	printHead(w, r)
	fmt.Fprintln(w, marked(r, []int{i}, paragraph([]rune(r.Document.Text), f.Evidence.Span), style))
	fmt.Fprintf(w, "\n%d  %s. [%s; %s]\n   found by: %s\n", i+1, export.Sentence(f), f.Hedge, f.ID, printable(f.Why))
	printCorrections(w, f)
}

// lists says whether a reading lists a claim.
func lists(r *cotejo.Reading, id string) bool {
	return slices.ContainsFunc(r.Claims, func(c cotejo.Claim) bool { return c.ID == id })
}

// rejection says who rejected a claim, and when. A decision is on the words: the claim may have had another id when it was made.
func rejection(ctx context.Context, ledger cotejo.Ledger, f *cotejo.Finding) (string, error) {
	decisions, err := ledger.Decisions(ctx, "", 0, 0)
	if err != nil {
		return "", err
	}
	for _, d := range decisions { // the latest first
		if d.Verb == cotejo.Reject && d.Undone == "" && d.Document == f.Document && d.Predicate == f.AsRead().Predicate && d.Quote == f.Evidence.Quote {
			line := fmt.Sprintf("rejected by %s on %s, and left out of every answer; cotejo undo %s brings it back", d.By, d.At[:min(len(d.At), len(time.DateOnly))], d.ID)
			if d.Note != "" {
				line += " (" + d.Note + ")"
			}
			return line, nil
		}
	}
	return "rejected, and left out of every answer; cotejo decisions says by whom", nil
}

func printCorrections(w io.Writer, f *cotejo.Finding) {
	for _, line := range export.Corrections(f) {
		fmt.Fprintf(w, "   %s\n", printable(line))
	}
}

// paragraph gives the paragraphs that words stand in, parted from others by empty lines.
func paragraph(text []rune, words cotejo.Span) cotejo.Span {
	gap := func(i int) bool { return text[i] == '\n' && (i+1 == len(text) || text[i+1] == '\n') }
	start, end := words.Start, words.End
	for start > 0 && !gap(start-1) {
		start--
	}
	for end < len(text) && !gap(end) {
		end++
	}
	return cotejo.Span{Start: start, End: end}
}

// marked gives a part of the text with the words of some claims, by their place in the reading, between marks. Where claims share words the
// marks nest or overlap. The words of claims lie within the part.
func marked(r *cotejo.Reading, claims []int, part cotejo.Span, style marks) string {
	type event struct {
		at, other int // where the mark stands, and where its partner does
		closes    bool
		claim     int
	}
	var events []event
	for _, i := range claims {
		span := r.Claims[i].Evidence.Span
		if !span.Empty() {
			events = append(events, event{span.Start, span.End, false, i + 1}, event{span.End, span.Start, true, i + 1})
		}
	}
	slices.SortStableFunc(events, func(a, b event) int {
		if a.closes != b.closes && a.at == b.at { // what ends here ends before what begins here
			if a.closes {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.other, a.other)) // of two, the longer stands outside
	})
	var b strings.Builder
	open := 0
	text := []rune(r.Document.Text)
	at := part.Start
	for _, e := range events {
		b.WriteString(shown(text[at:e.at]))
		at = e.at
		mark := style.open
		if e.closes {
			mark = style.close
			open--
		} else {
			open++
		}
		mark = strings.ReplaceAll(mark, "%d", strconv.Itoa(e.claim))
		if e.closes && open > 0 && style == terminalMarks {
			mark += style.open // the words of another claim go on
		}
		b.WriteString(mark)
	}
	b.WriteString(shown(text[at:part.End]))
	return strings.Trim(b.String(), "\n")
}

// shown drops what steers terminals or turns the direction of reading.
func shown(text []rune) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || unicode.IsPrint(r) || unicode.Is(unicode.Zs, r) {
			return r
		}
		return -1
	}, string(text))
}
