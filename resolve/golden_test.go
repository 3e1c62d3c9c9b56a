package resolve

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

var update = flag.Bool("update", false, "write what is found into the .want files")

func gaz(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// readDoc reads testdata/NAME.LANG.conllu: one text of ours, parsed.
func readDoc(t testing.TB, path string) *nlp.Doc {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	for d, err := range nlp.ReadCoNLLU(f) {
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		d.Lang = nlp.Lang(strings.Split(filepath.Base(path), ".")[1])
		return d
	}
	t.Fatalf("%s holds no document", path)
	return nil
}

// participants wants every noun and pronoun that a sentence makes part of what it says.
func participants(d *nlp.Doc) []Want {
	var out []Want
	for i := range d.Len() {
		switch d.UPOS[i] {
		case nlp.NOUN, nlp.PROPN, nlp.PRON:
			switch d.RelOf(i) {
			case "nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos":
				out = append(out, Want{Head: i})
			}
		}
	}
	return out
}

func resolved(t testing.TB, d *nlp.Doc, wants []Want) *Resolution {
	t.Helper()
	r, err := Document(d, gaz(t), wants, Options{Document: "doc"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// describeAll writes a resolution down: an entity a line, with its mentions.
func describeAll(d *nlp.Doc, r *Resolution) string {
	var b strings.Builder
	for i, e := range r.Entities {
		fmt.Fprintf(&b, "%s/%s %q %s\n", e.Type, e.Subtype, e.Name, e.Country)
		for _, m := range r.Mentions {
			if m.Entity == i {
				fmt.Fprintf(&b, "\t%d %s %q\n", d.Sentence(m.Head)+1, m.Form, d.TextOf(m.Range))
			}
		}
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.conllu")
	if err != nil || len(paths) < 9 {
		t.Fatalf("%d texts in testdata: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			d := readDoc(t, path)
			got := describeAll(d, resolved(t, d, participants(d)))
			golden := strings.TrimSuffix(path, ".conllu") + ".want"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s: got\n%s\nwant\n%s", golden, got, want)
			}
		})
	}
}
