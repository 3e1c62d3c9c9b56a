package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/ledgertest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s", file, got)
	}
}

func TestJSONL(t *testing.T) {
	var b bytes.Buffer
	j := NewJSONL(&b)
	for _, r := range ledgertest.Readings(t) {
		if err := j.Reading(r); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "testdata/readings.jsonl", b.String())
	checkOrder(t, b.String())
}

// checkOrder holds lines against the rules of the format: kind first, documents before their records, entities before use.
func checkOrder(t *testing.T, lines string) {
	t.Helper()
	order := []string{"document", "mention", "attribution", "claim"}
	entities := map[string]bool{}
	document, stage := "", 0
	scanner := bufio.NewScanner(strings.NewReader(lines))
	for scanner.Scan() {
		line := scanner.Text()
		var r struct {
			Kind, ID, Document, Entity, Schema string
			Source                             json.RawMessage
			Roles                              map[string][]cotejo.Filler
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err, line)
		}
		if !strings.HasPrefix(line, `{"kind":"`+r.Kind+`"`) {
			t.Errorf("kind is not the first field: %s", line)
		}
		if r.Kind == "entity" {
			entities[r.ID] = true
			continue
		}
		at := slices.Index(order, r.Kind)
		if r.Kind == "document" {
			document, stage = r.ID, 0
			if r.Schema != cotejo.Schema {
				t.Errorf("schema %q", r.Schema)
			}
		}
		if at < stage {
			t.Errorf("a %s after a %s", r.Kind, order[stage])
		}
		stage = at
		used := []string{r.Entity}
		var source struct{ Entity string }
		if json.Unmarshal(r.Source, &source) == nil {
			used = append(used, source.Entity)
		}
		for _, fillers := range r.Roles {
			for _, f := range fillers {
				used = append(used, f.Entity)
			}
		}
		for _, id := range used {
			if id != "" && !entities[id] {
				t.Errorf("%s is used before its record: %s", id, line)
			}
		}
		if r.Kind != "document" && r.Document != document {
			t.Errorf("a record of %s after document %s", r.Document, document)
		}
	}
}

func TestJSONLFindings(t *testing.T) {
	var b bytes.Buffer
	j := NewJSONL(&b)
	for _, r := range ledgertest.Readings(t) {
		if err := j.Document(r.Document); err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Findings() {
			for range 2 { // attributions are not repeated
				if err := j.Finding(&f); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if n := strings.Count(b.String(), `{"kind":"attribution"`); n != 4 {
		t.Errorf("%d attributions", n)
	}
	if n := strings.Count(b.String(), `{"kind":"claim"`); n != 8 {
		t.Errorf("%d claims", n)
	}
}

func TestJSONLNeverNullLists(t *testing.T) {
	r := &cotejo.Reading{
		Document:     cotejo.Document{ID: "d", Text: "<A> & B"},
		Entities:     []cotejo.Entity{{ID: "e"}},
		Mentions:     []cotejo.Mention{{Document: "d", Entity: "e"}},
		Attributions: []cotejo.Attribution{{ID: "a", Document: "d"}},
		Claims:       []cotejo.Claim{{ID: "c", Document: "d"}},
	}
	var b bytes.Buffer
	if err := NewJSONL(&b).Reading(r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"credit":[]`, `"published":null`, `"aliases":[]`, `"content":[]`, `"source":null`, `"roles":{}`, `"attribution":[]`, `"text":"<A> & B"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in %s", want, b.String())
		}
	}
}

func findings(t *testing.T) []cotejo.Finding {
	var out []cotejo.Finding
	for _, r := range ledgertest.Readings(t) {
		out = append(out, r.Findings()...)
	}
	return out
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	for _, f := range findings(t) {
		if err := Text(&b, &f); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "testdata/readings.txt", b.String())
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	table := NewTable(&b)
	for _, f := range findings(t) {
		if err := table.Finding(&f); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/readings.table", b.String())
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	c := NewCSV(&b)
	found := findings(t)
	found[0].Evidence.Quote = "=cmd|' /C calc'!A0"
	for _, f := range found {
		if err := c.Finding(&f); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/readings.csv", b.String())
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+len(found) {
		t.Fatal(len(rows), err)
	}
	column := slices.Index(rows[0], "quote")
	if got := rows[1][column]; got != "'=cmd|' /C calc'!A0" {
		t.Errorf("a cell that a spreadsheet would run: %s", got)
	}
}

func TestSections(t *testing.T) {
	found := findings(t)
	found = append(found, cotejo.Finding{Claim: cotejo.Claim{Predicate: "smuggling"}})
	var got []string
	n := 0
	for _, s := range Sections(found) {
		got = append(got, s.Title)
		n += len(s.Findings)
	}
	if want := []string{"Roles in the trade", "Places", "Ties", "Figures", "Other claims"}; !slices.Equal(got, want) || n != len(found) {
		t.Errorf("%d claims in %q, want %d in %q", n, got, len(found), want)
	}
}

func TestTimeline(t *testing.T) {
	var got []string
	for _, e := range Timeline(findings(t)) {
		got = append(got, e.Day)
	}
	if want := []string{"2019-02-10", "2019-02-10", "2021-05-03"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
