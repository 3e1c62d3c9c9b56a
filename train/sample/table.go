package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// table writes the findings as rows of a Markdown table. Offsets are code points, as in the file.
func table(w io.Writer, findings []cotejo.Finding, pipeline *nlp.Pipeline) error {
	fmt.Fprintln(w, "| | document | evidence | predicate | roles | hedge | chain | sentence | predicate and roles right | hedge and chain right |")
	fmt.Fprintln(w, "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
	var parsed *nlp.Doc
	for i, f := range findings {
		if parsed == nil || parsed.ID != f.Report.ID {
			parsed = pipeline.Parse(f.Report.Text, nlp.Lang(f.Report.Language))
			parsed.ID = f.Report.ID
		}
		cells := []string{
			fmt.Sprint(i + 1), filepath.Base(f.Report.Source), fmt.Sprintf("%d-%d", f.Evidence.Start, f.Evidence.End),
			what(f), roles(f), manner(f), chain(f), sentences(parsed, f.Evidence.Span), "", "",
		}
		for j := range cells {
			cells[j] = cell(cells[j])
		}
		if _, err := fmt.Fprintln(w, "| "+strings.Join(cells, " | ")+" |"); err != nil {
			return err
		}
	}
	return nil
}

// cell puts text on one line, without what would end the cell.
func cell(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

// what gives the predicate with all that narrows it.
func what(f cotejo.Finding) string {
	var narrower []string
	for _, s := range []cotejo.Text{f.Phase, f.Stage, f.Commodity} {
		if s != "" {
			narrower = append(narrower, string(s))
		}
	}
	if f.Quantity != nil {
		q := fmt.Sprint(f.Quantity.Value)
		if f.Quantity.Max != nil {
			q += fmt.Sprint(" to ", *f.Quantity.Max)
		}
		narrower = append(narrower, strings.Join(strings.Fields(fmt.Sprint(f.Quantity.Bound, " ", q, " ", f.Quantity.Unit)), " "))
	}
	if len(narrower) == 0 {
		return f.Predicate
	}
	return f.Predicate + " (" + strings.Join(narrower, ", ") + ")"
}

// roles gives the fillers as the text has them, with the name of the entity where that is another.
func roles(f cotejo.Finding) string {
	var out []string
	for _, role := range cotejo.Roles {
		for _, filler := range f.Roles[role] {
			out = append(out, role+": "+named(filler.Text, f.Entities[filler.Entity].Name))
		}
	}
	return strings.Join(out, "; ")
}

func named(text, name string) string {
	if name == "" || strings.EqualFold(strings.Join(strings.Fields(text), " "), name) {
		return text
	}
	return text + " (" + name + ")"
}

// manner gives the hedge, with the certainty, and the polarity of what is denied.
func manner(f cotejo.Finding) string {
	out := string(f.Hedge) + ", " + string(f.Certainty)
	if f.Polarity == cotejo.Negative {
		out += ", " + f.Polarity
	}
	return out
}

// chain gives the sources, the innermost first; a cue in quotes stands for a source that is not named.
func chain(f cotejo.Finding) string {
	out := make([]string, len(f.Chain))
	for i, a := range f.Chain {
		switch {
		case a.Source != nil:
			out[i] = named(a.Source.Text, f.Entities[a.Source.Entity].Name)
		case a.Cue != nil:
			out[i] = fmt.Sprintf("%q", a.Cue.Text)
		}
	}
	return strings.Join(out, " < ")
}

// sentences gives the sentences of d that share text with a span in code points.
func sentences(d *nlp.Doc, span cotejo.Span) string {
	runes := []rune(d.Text)
	from, to := len(string(runes[:span.Start])), len(string(runes[:span.End]))
	var out []string
	for _, s := range d.Sents {
		if start, end := d.Span(s); start < to && from < end {
			out = append(out, d.Text[start:end])
		}
	}
	return strings.Join(out, " ")
}
