package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sample = `*!-DCTVALUE="2014-05-02T10:00"-!*	O	-

Police	O	-
seized	O	-
the	O	-
boat	O	-
last	B-DATE	2014-03
March	I-DATE	2014-03
.	O	-

*!-DCTVALUE="2014-05-02"-!*	O	-

He	O	-
fled	O	-
yesterday	B-DATE	2014-05-01
.	O	-

*!-DCTVALUE="2014-05-02"-!*	O	-

It	O	-
began	O	-
in	O	-
2011	B-DATE	2012
.	O	-
`

func TestCorpus(t *testing.T) {
	articles, err := parseCorpus(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) != 3 || articles[0].text != "Police seized the boat last March .\n" || articles[0].published != "2014-05-02" {
		t.Fatalf("got %+v", articles)
	}
	if g := articles[0].gold; len(g) != 1 || articles[0].text[g[0].start:g[0].end] != "last March" || g[0].value != "2014-03" {
		t.Errorf("mentions %+v", g)
	}
	if _, err := parseCorpus(strings.NewReader("word\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a line without its columns: %v", err)
	}
}

func TestScore(t *testing.T) {
	var s scores
	pairs := s.add([]mention{{0, 4, "2011"}, {10, 20, "2012"}, {30, 34, "P1D"}}, []mention{{0, 4, "2011"}, {12, 20, "2013"}, {50, 54, "2014"}})
	if s != (scores{gold: 3, found: 3, exact: 1, overlap: 2, value: 1}) {
		t.Errorf("got %+v", s)
	}
	if len(pairs) != 4 {
		t.Errorf("pairs %+v", pairs)
	}
	if p, r, f := s.f1(s.value); p < 33.3 || p > 33.4 || r != p || f < 33.3 || f > 33.4 {
		t.Errorf("P %v R %v F1 %v", p, r, f)
	}
}

func TestRun(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "own-en-part.tsv"), []byte(sample), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run([]string{"--held", "--show", folder}, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"key 2012 [2011]\tfound 2011 [2011]", "en dev:  spans 100.0 exact, 100.0 overlapping; values P 50.0 R 50.0 F1 50.0 (2 in the key, 2 found)", "en held: spans 100.0 exact, 100.0 overlapping; values P 100.0"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing from\n%s", want, out.String())
		}
	}
	if err := run([]string{t.TempDir()}, &out); err == nil {
		t.Error("a folder without corpora is no error")
	}
}
