package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/copies"
)

// collection is what makeCollection wrote.
type collection struct {
	documents []cotejo.Document
	pairs     []pair
	family    map[string]string
	sources   map[string][]string
}

func readCollection(folder string) (*collection, error) {
	c := &collection{family: map[string]string{}, sources: map[string][]string{}}
	f, err := os.Open(filepath.Join(folder, "documents.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for dec := json.NewDecoder(bufio.NewReader(f)); dec.More(); {
		var d cotejo.Document
		if err := dec.Decode(&d); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		c.documents = append(c.documents, d)
	}
	if err := readRows(filepath.Join(folder, "families.tsv"), 3, func(row []string) error {
		c.family[row[0]] = row[1]
		c.sources[row[0]] = strings.Split(row[2], ",")
		return nil
	}); err != nil {
		return nil, err
	}
	return c, readRows(filepath.Join(folder, "pairs.tsv"), 6, func(row []string) error {
		share, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return err
		}
		jaccard, err := strconv.ParseFloat(row[5], 64)
		c.pairs = append(c.pairs, pair{row[0], row[1], row[2], row[3], share, jaccard})
		return err
	})
}

func readRows(path string, columns int, each func([]string) error) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		row := strings.Split(line, "\t")
		if len(row) != columns {
			return fmt.Errorf("%s:%d: want %d columns", path, i+1, columns)
		}
		if err := each(row); err != nil {
			return fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
	}
	return nil
}

type two struct{ a, b string }

func ordered(a, b string) two { return two{min(a, b), max(a, b)} }

// tally counts the pairs of one kind.
type tally struct{ pairs, candidates, partial, copies int }

func scoreCollection(folder string, showErrors bool, out io.Writer) error {
	c, err := readCollection(folder)
	if err != nil {
		return err
	}
	text := map[string]cotejo.Document{}
	for _, d := range c.documents {
		text[d.ID] = d
	}
	known := map[two]pair{}
	for _, p := range c.pairs {
		known[ordered(p.a, p.b)] = p
	}
	overlaps := map[two]copies.Overlap{}
	var found []copies.Pair
	x := newIndex()
	compared := 0
	for _, d := range c.documents {
		for _, other := range x.add(d.ID, d.Text) {
			compared++
			o := copies.Compare(d.Text, text[other].Text)
			overlaps[ordered(d.ID, other)] = o
			if o.Verdict == copies.Copy {
				found = append(found, copies.Pair{A: d.ID, B: other, ShareA: o.A, ShareB: o.B})
			}
		}
	}
	complain := func(what string, p two) {
		if showErrors {
			o := overlaps[p]
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%.2f\t%.2f\n\t%s\n\t%s\n", what, p.a[7:19], p.b[7:19], known[p].kind, o.Reason, known[p].share, known[p].jacc, head(text[p.a]), head(text[p.b]))
		}
	}
	tallies := map[string]*tally{}
	var kindsSeen []string
	tp, fn, fp, unsaid := 0, 0, 0, 0
	for _, p := range c.pairs {
		name := p.label + " " + p.kind
		t := tallies[name]
		if t == nil {
			t = &tally{}
			tallies[name] = t
			kindsSeen = append(kindsSeen, name)
		}
		at := ordered(p.a, p.b)
		o, candidate := overlaps[at]
		t.pairs++
		if candidate {
			t.candidates++
		}
		switch o.Verdict {
		case copies.Partial:
			t.partial++
		case copies.Copy:
			t.copies++
		}
		if p.label == "copy" {
			if o.Verdict == copies.Copy {
				tp++
			} else {
				fn++
				complain("missed", at)
			}
		}
	}
	for _, f := range found {
		at := ordered(f.A, f.B)
		p, ok := known[at]
		switch {
		case ok && p.label == "copy":
		case ok && p.label == "unknown" || related(c, f.A, f.B):
			unsaid++
		default:
			fp++
			complain("wrong", at)
		}
	}
	slices.Sort(kindsSeen)
	fmt.Fprintf(out, "%-18s %6s %10s %8s %6s\n", "pairs", "", "candidates", "partial", "copy")
	for _, name := range kindsSeen {
		t := tallies[name]
		fmt.Fprintf(out, "%-18s %6d %10d %8d %6d\n", name, t.pairs, t.candidates, t.partial, t.copies)
	}
	fmt.Fprintf(out, "%d documents, %.1f keys and %.2f compared each\n", len(c.documents), float64(x.keys)/float64(len(c.documents)), float64(compared)/float64(len(c.documents)))
	printShares(c.pairs, out)
	fmt.Fprintf(out, "pairs: precision %.2f recall %.2f F1 %.2f (%d right, %d wrong, %d missed; %d of which nothing is said)\n",
		percent(tp, tp+fp), percent(tp, tp+fn), percent(2*tp, 2*tp+fp+fn), tp, fp, fn, unsaid)
	fmt.Fprintf(out, "families: adjusted Rand index %.2f\n", 100*randIndex(c, copies.Families(found, c.documents)))
	return nil
}

// related says whether two documents have words from one text.
func related(c *collection, a, b string) bool {
	return slices.ContainsFunc(c.sources[a], func(s string) bool { return slices.Contains(c.sources[b], s) })
}

func head(d cotejo.Document) string {
	s := strings.Join(strings.Fields(d.Text), " ")
	return fmt.Sprintf("%s %s %s", d.Source, d.Published, s[:min(len(s), 150)])
}

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// printShares says how much of their three-word shingles the copies share, as Jaccard's coefficient.
func printShares(pairs []pair, out io.Writer) {
	var shares []float64
	for _, p := range pairs {
		if p.label == "copy" {
			shares = append(shares, p.jacc)
		}
	}
	if len(shares) == 0 {
		return
	}
	slices.Sort(shares)
	below := 0
	for _, s := range shares {
		if s < 1.0/3 {
			below++
		}
	}
	fmt.Fprintf(out, "copies share of both texts' three-word shingles: a tenth under %.2f, half under %.2f; %.0f%% share less than a third\n",
		shares[len(shares)/10], shares[len(shares)/2], percent(below, len(shares)))
}

// randIndex is the adjusted Rand index (Hubert and Arabie 1985) of families found and made.
func randIndex(c *collection, found []cotejo.Copies) float64 {
	in := map[string]string{}
	for _, f := range found {
		in[f.Origin] = f.Origin
		for _, copied := range f.Copies {
			in[copied.Document] = f.Origin
		}
	}
	cells, rows, columns := map[two]int{}, map[string]int{}, map[string]int{}
	for _, d := range c.documents {
		got := in[d.ID]
		if got == "" {
			got = d.ID
		}
		cells[two{got, c.family[d.ID]}]++
		rows[got]++
		columns[c.family[d.ID]]++
	}
	choose := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	sum := 0.0
	for _, n := range cells {
		sum += choose(n)
	}
	a, b := 0.0, 0.0
	for _, n := range rows {
		a += choose(n)
	}
	for _, n := range columns {
		b += choose(n)
	}
	expected := a * b / choose(len(c.documents))
	if (a+b)/2 == expected {
		return 1
	}
	return (sum - expected) / ((a+b)/2 - expected)
}
