package main

import (
	"strings"
	"testing"

	"github.com/cotejo/cotejo/nlp"
)

func read(t *testing.T, lines ...string) []*nlp.Doc {
	t.Helper()
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.Join(strings.Fields(l), "\t") + "\n")
	}
	var docs []*nlp.Doc
	for d, err := range nlp.ReadCoNLLU(strings.NewReader(b.String())) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

var gold = []string{
	"1 Vino venir VERB _ _ 0 root _ NER=O",
	"2-3 del _ _ _ _ _ _ _ _",
	"2 de de ADP _ _ 4 case _ NER=O",
	"3 el el DET _ _ 4 det _ NER=O",
	"4 Puerto puerto PROPN _ _ 1 obl:arg _ NER=B-LOC",
	"5 Azul azul PROPN _ _ 4 flat _ NER=I-LOC",
	"",
	"1 Calló callar VERB _ _ 0 root _ NER=O",
}

func TestScoreItself(t *testing.T) {
	r, err := Score(read(t, gold...), read(t, gold...))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r {
		if row.F1() != 100 {
			t.Errorf("%s of a file against itself: %.2f", row.Name, row.F1())
		}
	}
	if r[len(r)-1].Gold != 1 {
		t.Errorf("%d names", r[len(r)-1].Gold)
	}
}

func TestScoreErrors(t *testing.T) {
	// One token where gold has two, no multiword token, one sentence, a wrong head, and a subtype left out.
	system := []string{
		"1 Vino venir VERB _ _ 0 root _ NER=O",
		"2 del de ADP _ _ 3 case _ NER=O",
		"3 PuertoAzul puerto PROPN _ _ 1 obl _ NER=B-LOC",
		"4 Calló callar NOUN _ _ 1 conj _ NER=O",
	}
	r, err := Score(read(t, gold...), read(t, system...))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]int{
		"tokens": {3, 4, 5}, "sentences": {0, 1, 2}, "words": {2, 4, 6}, "UPOS": {1, 4, 6}, "lemma": {2, 4, 6}, "UAS": {1, 4, 6}, "LAS": {1, 4, 6}, "names": {1, 1, 1},
	}
	for _, row := range r {
		if w, ok := want[row.Name]; ok && w != [3]int{row.Right, row.System, row.Gold} {
			t.Errorf("%s: %d right, %d system, %d gold, not %v", row.Name, row.Right, row.System, row.Gold, w)
		}
	}
	system[0] = "1 Vinó venir VERB _ _ 0 root _ _"
	if _, err := Score(read(t, gold...), read(t, system...)); err == nil || !strings.Contains(err.Error(), "different text") {
		t.Errorf("other text: %v", err)
	}
}

func TestCapitals(t *testing.T) {
	d := read(t, gold...)[0]
	if err := capitals(d); err != nil || d.Form[4] != "AZUL" || d.TextOf(nlp.Range{Start: 1, End: 3}) != "DEL" {
		t.Errorf("%v %q, error %v", d.Form, d.Text, err)
	}
}
