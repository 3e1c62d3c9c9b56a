package link

import (
	"os"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

type pair struct {
	a, b  string
	typ   cotejo.EntityType
	same  bool
	habit string
	half  string
}

func readPairs(t testing.TB) []pair {
	t.Helper()
	text, err := os.ReadFile("testdata/pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	header := true
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 6 {
			t.Fatalf("%d cells, want 6: %q", len(cells), line)
		}
		if header {
			header = false
			continue
		}
		out = append(out, pair{cells[0], cells[1], cotejo.EntityType(cells[2]), cells[3] == "yes", cells[4], cells[5]})
	}
	if len(out) < 300 {
		t.Fatalf("only %d pairs", len(out))
	}
	return out
}

func loaded(t testing.TB) *Matcher {
	t.Helper()
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *Matcher) named(name string, typ cotejo.EntityType) *Prepared {
	return m.Prepare(Record{ID: name, Name: name, Type: typ})
}

// counts is right and wrong answers.
type counts struct{ found, wrong, missed int }

func (c counts) precision() float64 { return ratio(c.found, c.found+c.wrong) }
func (c counts) recall() float64    { return ratio(c.found, c.found+c.missed) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// The pairs were made by somebody who did not write the matcher. Which rows of the held half go wrong is not shown.
func TestPairs(t *testing.T) {
	m := loaded(t)
	halves := map[string]*counts{"dev": {}, "held": {}}
	habits := map[string]*counts{}
	for _, p := range readPairs(t) {
		a, b := m.named(p.a, p.typ), m.named(p.b, p.typ)
		got := m.Compare(a, b).Same
		if habits[p.habit] == nil {
			habits[p.habit] = &counts{}
		}
		for _, c := range []*counts{halves[p.half], habits[p.habit]} {
			switch {
			case got && p.same:
				c.found++
			case got:
				c.wrong++
			case p.same:
				c.missed++
			}
		}
		if got != p.same && p.half == "dev" {
			v, reasons := m.Explain(a, b)
			t.Logf("%s | %s: %v, want %v (%s, %.2f) %v", p.a, p.b, got, p.same, p.habit, v.Score, reasons)
		}
	}
	for habit, c := range habits {
		if c.wrong+c.missed > 0 {
			t.Logf("%-28s found %d, wrong %d, missed %d", habit, c.found, c.wrong, c.missed)
		}
	}
	for half, c := range halves {
		t.Logf("%s: precision %.4f, recall %.4f (found %d, wrong %d, missed %d)", half, c.precision(), c.recall(), c.found, c.wrong, c.missed)
		if c.precision() < 0.97 || c.recall() < 0.85 {
			t.Errorf("%s: precision %.4f, recall %.4f; want at least 0.97 and 0.85", half, c.precision(), c.recall())
		}
	}
}
