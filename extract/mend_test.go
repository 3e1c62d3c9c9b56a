package extract

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// TestMendKeepsTrees mends the reports of the demo and wants a tree of every sentence still: each word below one root.
func TestMendKeepsTrees(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the models")
	}
	pipeline, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := codebook.Default()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../demo/reports/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	texts := []string{"The gang ships cocaine to Spain.", "The gangs work with each other.", "In the first half of this year 96 people were murdered in Tumaco.",
		"After three weeks of surveillance, customs and gendarmerie officers searched a sawmill."}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	mended := 0
	for _, text := range texts {
		doc, plain := pipeline.Parse(text, nlp.English), pipeline.Parse(text, nlp.English)
		New(book).Mend(doc)
		for _, s := range doc.Sents {
			for w := s.Start; w < s.End; w++ {
				if doc.Head[w] != plain.Head[w] {
					mended++
				}
				at := w
				for steps := 0; at >= 0; steps++ {
					if steps > doc.Len() || at < s.Start || at >= s.End {
						t.Fatalf("%q: word %d hangs in no tree", doc.TextOf(s), w)
					}
					at = int(doc.Head[at])
				}
			}
		}
	}
	if mended == 0 {
		t.Error("nothing was mended")
	}
}
