package flow

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/nlp"
)

// BenchmarkUnderstand measures the whole reading of the demo's reports, from text to claims, on one core.
func BenchmarkUnderstand(b *testing.B) {
	engine, err := NewEngine()
	if err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob("../demo/reports/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatalf("no reports: %v", err)
	}
	var docs []cotejo.Document
	tokens := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		lang, _ := intake.DetectLanguage(string(text))
		tokens += engine.pipeline.Parse(string(text), nlp.Lang(lang)).Len()
		docs = append(docs, cotejo.Document{ID: "sha256:" + file, Source: file, Language: lang, Text: string(text)})
	}
	for b.Loop() {
		for _, doc := range docs {
			if _, err := engine.Understand(doc, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
