package flow

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/weigh"
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

// BenchmarkDecode decodes a claim as weighing needs it from the form in which it is kept, and from the JSON of the same.
func BenchmarkDecode(b *testing.B) {
	c := weigh.Claim{ID: "c:82f4d184a00e7d71fb12", Document: "sha256:ef8f7bfa8e947a2e79cce41bf33b16ab0c34635cd5833c1dae47ff0632be0001", Predicate: "presence", Polarity: "+",
		Hedge: cotejo.Said, Certainty: "CT+", Published: "2024-05-06", Quote: "Los Faroles operan en el puerto de Manta",
		Roles: map[string][]weigh.Filler{
			"agent": {{Identity: "e:01", Name: "Los Faroles", Type: cotejo.Organization, Named: true}},
			"place": {{Identity: "e:02", Name: "Manta", Type: cotejo.Place, Named: true, Within: []string{"e:03", "e:04"}}}},
		Chain:  []weigh.Source{{Identity: "e:05", Name: "Policía Nacional", Type: cotejo.BodySource, Subtype: "police"}},
		Outlet: weigh.Source{Identity: "e:06", Name: "El Correo", Type: cotejo.MediaSource}}
	kept := encode(&c)
	b.Run("cbor", func(b *testing.B) {
		for b.Loop() {
			if _, err := decode(kept); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(kept)), "bytes")
	})
	text, err := json.Marshal(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("json", func(b *testing.B) {
		for b.Loop() {
			var c weigh.Claim
			if err := json.Unmarshal(text, &c); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(text)), "bytes")
	})
}
