package export

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/cotejo/cotejo"
)

// Text writes a claim for a person to read: its sentence, the words under it, and who put right what in it.
func Text(w io.Writer, f *cotejo.Finding) error {
	_, err := fmt.Fprintf(w, "%s.\n    “%s”\n", Sentence(f), clip(f.Evidence.Quote))
	for _, line := range Corrections(f) {
		if err == nil {
			_, err = fmt.Fprintf(w, "    %s\n", clip(line))
		}
	}
	return err
}

// ReportName names a report in a line: publisher and day where they are known, its title or else its file.
func ReportName(d *cotejo.Document) string {
	name := oneLine(string(d.Title))
	if name == "" {
		name = oneLine(cmp.Or(path.Base(d.Source), d.Source))
	}
	parts := []string{name}
	for _, more := range []string{oneLine(string(d.Publisher)), string(d.Published)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ")
}

// Table writes claims as lines with columns.
type Table struct {
	w     *tabwriter.Writer
	begun bool
}

// NewTable writes to w. Call Flush at the end.
func NewTable(w io.Writer) *Table { return &Table{w: tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)} }

// Finding writes a line.
func (t *Table) Finding(f *cotejo.Finding) error {
	if !t.begun {
		t.begun = true
		if _, err := fmt.Fprintln(t.w, "CLAIM\tPREDICATE\tHEDGE\tSENTENCE\tREPORT"); err != nil {
			return err
		}
	}
	line := Sentence(f)
	if f.Corrected != nil {
		line += " [corrected]"
	}
	_, err := fmt.Fprintf(t.w, "%s\t%s\t%s\t%s\t%s\n", f.ID, f.Predicate, f.Hedge, line, ReportName(&f.Report))
	return err
}

// Flush writes what is held back to find the widths of the columns.
func (t *Table) Flush() error { return t.w.Flush() }

// CSV writes claims for a spreadsheet. Several fillers of a role stand in one cell, parted by "; ", and so do the sources of a
// chain, innermost first. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
type CSV struct {
	w     *csv.Writer
	begun bool
}

// NewCSV writes to w.
func NewCSV(w io.Writer) *CSV { return &CSV{w: csv.NewWriter(w)} }

// Finding writes a row.
func (c *CSV) Finding(f *cotejo.Finding) error {
	if err := c.begin(); err != nil {
		return err
	}
	return c.w.Write(csvRow(f))
}

// begin writes the header, once.
func (c *CSV) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	return c.w.Write(csvHeader())
}

// Close writes what is buffered; a table without rows has its header all the same.
func (c *CSV) Close() error {
	if err := c.begin(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

func csvHeader() []string {
	out := []string{"claim", "sentence", "predicate", "phase", "stage", "commodity"}
	out = append(out, cotejo.Roles...)
	return append(out, "time", "time_start", "time_end", "quantity", "quantity_max", "bound", "unit", "per",
		"hedge", "certainty", "polarity", "novel", "sources", "quote", "quote_start", "quote_end", "confidence",
		"document", "source", "url", "title", "publisher", "published", "language", "corrections")
}

func csvRow(f *cotejo.Finding) []string {
	var time cotejo.When
	if f.Time != nil {
		time = *f.Time
	}
	var quantity [5]string
	if q := f.Quantity; q != nil {
		quantity = [5]string{plainNumber(q.Value), "", string(q.Bound), q.Unit, string(q.Per)}
		if q.Max != nil {
			quantity[1] = plainNumber(*q.Max)
		}
	}
	polarity := map[string]string{cotejo.Positive: "positive", cotejo.Negative: "negative"}[f.Polarity]
	row := []string{f.ID, Sentence(f), f.Predicate, string(f.Phase), string(f.Stage), string(f.Commodity)}
	for _, role := range cotejo.Roles {
		var names []string
		for _, filler := range f.Roles[role] {
			names = append(names, cmp.Or(f.Entities[filler.Entity].Name, filler.Text))
		}
		row = append(row, strings.Join(names, "; "))
	}
	row = append(row, time.Text, string(time.Start), string(time.End))
	row = append(row, quantity[:]...)
	row = append(row, string(f.Hedge), string(f.Certainty), polarity, strconv.FormatBool(f.Novel), strings.Join(sources(f), "; "),
		f.Evidence.Quote, strconv.Itoa(f.Evidence.Start), strconv.Itoa(f.Evidence.End), strconv.FormatFloat(f.Confidence, 'f', 2, 64),
		f.Document, f.Report.Source, string(f.Report.URL), string(f.Report.Title), string(f.Report.Publisher), string(f.Report.Published), f.Report.Language, strings.Join(Corrections(f), "; "))
	for i, cell := range row {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			row[i] = "'" + cell
		}
	}
	return row
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// sources names those in a claim's chain, innermost first; the words of the cue stand for one that is not named.
func sources(f *cotejo.Finding) []string {
	var out []string
	for _, a := range f.Chain {
		switch {
		case a.Source != nil:
			out = append(out, cmp.Or(f.Entities[a.Source.Entity].Name, a.Source.Text))
		case a.Cue != nil:
			out = append(out, a.Cue.Text)
		}
	}
	return out
}
