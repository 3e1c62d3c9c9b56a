package attribute

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/nlp"
	"github.com/rogpeppe/go-internal/txtar"
)

// knownFailures are cases that come out wrong, with the reason. One that comes right must leave the list.
var knownFailures = map[string]string{
	"es/a-un-diario": "the tree parts the name of the paper from the word before it",
	"en/relative":    "the tree takes the main verb after the clause for a part of it",
}

// write gives the relations of a text in the notation of the test files.
func write(d *nlp.Doc, found []Relation) string {
	words := func(r nlp.Range) string { return strings.Join(strings.Fields(d.TextOf(r)), " ") }
	var lines []string
	for _, r := range found {
		if r.Attitude {
			continue
		}
		var content []string
		for _, c := range r.Content {
			content = append(content, words(c))
		}
		line := fmt.Sprintf("[%s] <%s> %s {%s, %s}", words(r.Source), words(r.Cue), strings.Join(content, " … "), r.Hedge, r.SourceType)
		if r.Outer >= 0 {
			line += " ^ " + words(found[r.Outer].Source)
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return "no attribution"
	}
	return strings.Join(lines, "\n")
}

func TestFind(t *testing.T) {
	lexicon, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	pipeline, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", string(lang)+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		if len(archive.Files) == 0 {
			t.Fatalf("%s.txtar holds no case", lang)
		}
		for _, file := range archive.Files {
			name := string(lang) + "/" + file.Name
			met[name] = true
			t.Run(name, func(t *testing.T) {
				text, want, ok := strings.Cut(string(file.Data), "\n---\n")
				if !ok {
					t.Fatal("no line of three dashes between text and expectation")
				}
				d := pipeline.Parse(text, lang)
				got := write(d, lexicon.Find(d, Options{}))
				right := got == strings.TrimSpace(want)
				switch reason, known := knownFailures[name]; {
				case known && right:
					t.Errorf("comes right now: take it off the list of known failures (%s)", reason)
				case !known && !right:
					t.Errorf("%s\n got %s\nwant %s", text, got, strings.TrimSpace(want))
				}
			})
		}
	}
	for name := range knownFailures {
		if !met[name] {
			t.Errorf("known failure %q is no case", name)
		}
	}
}

func TestSkippedWordsSayNothing(t *testing.T) {
	lexicon, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	pipeline, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := pipeline.Parse("The police said that the gang has left Cali.", nlp.English)
	rel := slices.Clone(d.Rel)
	if got := lexicon.Find(d, Options{}); len(got) != 1 {
		t.Fatalf("%d relations without skipping, want 1", len(got))
	}
	if got := lexicon.Find(d, Options{Skip: []nlp.Range{{Start: 0, End: d.Len()}}}); len(got) != 0 {
		t.Errorf("%d relations in skipped words", len(got))
	}
	if !slices.Equal(rel, d.Rel) {
		t.Error("Find changed the document")
	}
}

func BenchmarkFind(b *testing.B) {
	lexicon, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	pipeline, err := nlp.Load()
	if err != nil {
		b.Fatal(err)
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "en.txtar"))
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for _, f := range archive.Files {
		t, _, _ := strings.Cut(string(f.Data), "\n---\n")
		text.WriteString(t + "\n\n")
	}
	d := pipeline.Parse(text.String(), nlp.English)
	b.ReportAllocs()
	for b.Loop() {
		lexicon.Find(d, Options{})
	}
	b.ReportMetric(float64(d.Len())*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
