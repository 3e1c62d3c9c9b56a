package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/nlp"
)

const text = "Señor Ames came on Monday. Nobody cared. The Lanterns\nmoved cocaine, he told us."

func span(words string) cotejo.Span {
	start := len([]rune(text[:strings.Index(text, words)]))
	return cotejo.Span{Start: start, End: start + len([]rune(words))}
}

// printed gives a reading of the text with some claims and a statement, as cotejo read prints it.
func printed(t *testing.T, claims int) *bytes.Buffer {
	t.Helper()
	reading := &cotejo.Reading{
		Document:     cotejo.Document{ID: "sha256:1", Source: "folder/ames.txt", Language: "en", Text: text},
		Entities:     []cotejo.Entity{{ID: "a", Name: "Ames", Type: cotejo.Person}, {ID: "l", Name: "The Lanterns", Type: cotejo.Organization}},
		Attributions: []cotejo.Attribution{{ID: "s", Document: "sha256:1", Source: &cotejo.SourceRef{Entity: "a", Text: "he", Span: span("he told")}}},
	}
	for i := range claims {
		reading.Claims = append(reading.Claims, cotejo.Claim{
			ID: strings.Repeat("c", i+1), Document: "sha256:1", Predicate: "activity", Stage: "transport", Commodity: "cocaine",
			Roles: map[string][]cotejo.Filler{"agent": {{Entity: "l", Text: "The Lanterns", Span: span("The Lanterns")}}},
			Hedge: cotejo.Said, Certainty: cotejo.Certain, Polarity: cotejo.Positive, Attribution: []string{"s"},
			Evidence: cotejo.Evidence{Span: span("moved cocaine"), Quote: "moved cocaine"},
		})
	}
	reading.Claims = append(reading.Claims, cotejo.Claim{ID: "x", Document: "sha256:1", Predicate: "statement", Evidence: cotejo.Evidence{Span: span("he told us")}})
	var out bytes.Buffer
	if err := export.NewJSONL(&out).Reading(reading); err != nil {
		t.Fatal(err)
	}
	return &out
}

func TestDraw(t *testing.T) {
	findings, err := read(printed(t, 40))
	if err != nil {
		t.Fatal(err)
	}
	ids := func(drawn []cotejo.Finding) string {
		var out []string
		for _, f := range drawn {
			out = append(out, f.ID)
		}
		return strings.Join(out, " ")
	}
	first := draw(findings, 1, 10)
	if len(first) != 10 {
		t.Fatalf("drew %d claims, not 10", len(first))
	}
	if again := draw(findings, 1, 10); ids(again) != ids(first) {
		t.Error("the same seed draws other claims")
	}
	if other := draw(findings, 2, 10); ids(other) == ids(first) {
		t.Error("another seed draws the same claims")
	}
	for i := 1; i < len(first); i++ {
		if len(first[i].ID) <= len(first[i-1].ID) {
			t.Errorf("claim %d stands out of order or twice", len(first[i].ID))
		}
	}
	all := draw(findings, 1, 1000)
	if len(all) != 40 || strings.Contains(ids(all), "x") {
		t.Errorf("drew %d of 40 claims: %s", len(all), ids(all))
	}
}

func TestTable(t *testing.T) {
	findings, err := read(printed(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	pipeline, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := table(&out, draw(findings, 1, 10), pipeline); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(out.String()), "\n")
	want := "| 1 | ames.txt | 54-67 | activity (transport, cocaine) | agent: The Lanterns | said, certain | he (Ames) | The Lanterns moved cocaine, he told us. |  |  |"
	if len(rows) != 3 || rows[2] != want {
		t.Errorf("table:\n%s\nwant the row:\n%s", out.String(), want)
	}
}

func TestCell(t *testing.T) {
	if got := cell("either\n  | or"); got != `either \| or` {
		t.Errorf("cell: %q", got)
	}
}

func TestReadRefuses(t *testing.T) {
	if _, err := read(strings.NewReader("{\"kind\": \"claim\"}\nno record\n")); err == nil || !strings.Contains(err.Error(), "record 2") {
		t.Errorf("error %v does not say which record", err)
	}
}
