package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

const text = "The Lanterns moved cocaine through Manta, a naval officer told Radio Estero.\n\nThe Lanterns and the Padlocks met in Quito."

func span(words string) cotejo.Span {
	at := strings.Index(text, words)
	return cotejo.Span{Start: at, End: at + len(words)}
}

func filler(entity, words string) []cotejo.Filler {
	return []cotejo.Filler{{Entity: entity, Text: words, Span: span(words)}}
}

func reading() *cotejo.Reading {
	source := cotejo.SourceRef{Text: "a naval officer", Span: span("a naval officer")}
	return &cotejo.Reading{
		Document:     cotejo.Document{Text: text, Publisher: "Radio Estero"},
		Entities:     []cotejo.Entity{{ID: "l", Name: "The Lanterns", Type: cotejo.Organization}, {ID: "p", Name: "The Padlocks", Type: cotejo.Organization}, {ID: "m", Name: "Manta", Type: cotejo.Place, Country: "ec"}},
		Attributions: []cotejo.Attribution{{ID: "a", Source: &source}},
		Claims: []cotejo.Claim{
			{ID: "1", Predicate: "activity", Stage: "transport", Commodity: "cocaine", Polarity: "+", Hedge: cotejo.Said, Attribution: []string{"a"}, Evidence: cotejo.Evidence{Span: span("The Lanterns moved cocaine")},
				Roles: map[string][]cotejo.Filler{"agent": filler("l", "The Lanterns"), "place": filler("m", "Manta")}},
			{ID: "2", Predicate: "negotiation", Polarity: "+", Hedge: cotejo.Plain, Evidence: cotejo.Evidence{Span: span("The Lanterns and the Padlocks met")},
				Roles: map[string][]cotejo.Filler{"agent": {filler("l", "The Lanterns")[0], filler("p", "the Padlocks")[0]}}},
		},
	}
}

func TestScore(t *testing.T) {
	for _, test := range []struct {
		name, key string
		want      string
		notes     []string
	}{
		{"found", `{"id": "F1", "near": "moved cocaine", "predicate": ["activity"], "roles": {"agent": ["Lanterns"], "place": ["Manta"]}, "country": {"place": "ec"}, "stage": "transport", "hedge": ["said"], "chain": [["naval officer"]]}`,
			"facts 1/1 (100%)  hedge 1/1 (100%)  chain 1/1 (100%)  false -  claims 2, 1 in no key", nil},
		{"wrong hedge and chain", `{"id": "F1", "near": "moved cocaine", "predicate": ["activity"], "roles": {"agent": ["Lanterns"]}, "hedge": ["alleged"], "chain": []}`,
			"facts 1/1 (100%)  hedge 0/1 (0%)  chain 0/1 (0%)  false -  claims 2, 1 in no key", []string{"F1 hedge", "F1 chain"}},
		{"another paragraph", `{"id": "F1", "fact": "x", "near": "met in Quito", "predicate": ["activity"], "roles": {"agent": ["Lanterns"]}}`,
			"facts 0/1 (0%)  hedge -  chain -  false -  claims 2, 2 in no key", []string{"F1 missed"}},
		{"another country", `{"id": "F1", "fact": "x", "predicate": ["activity"], "roles": {"place": ["Manta"]}, "country": {"place": "co"}}`,
			"facts 0/1 (0%)  hedge -  chain -  false -  claims 2, 2 in no key", []string{"F1 missed"}},
		{"both ways", `{"id": "F1", "predicate": ["negotiation"], "roles": {"agent": ["Padlocks"], "party": ["Lanterns"]}, "hedge": ["plain"], "chain": []}`,
			"facts 1/1 (100%)  hedge 1/1 (100%)  chain 1/1 (100%)  false -  claims 2, 1 in no key", nil},
		{"a trap that is sprung", `{"id": "X1", "forbid": "x", "predicate": ["*"], "roles": {"agent": ["Lanterns"]}, "hedge": ["plain"]}`,
			"facts -  hedge -  chain -  false 1/1 (100%)  claims 2, 2 in no key", []string{"X1 FALSE"}},
		{"a trap that is not", `{"id": "X1", "forbid": "x", "predicate": ["activity"], "roles": {"agent": ["Lanterns"]}, "chain": []}`,
			"facts -  hedge -  chain -  false 0/1 (0%)  claims 2, 2 in no key", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var l line
			if err := json.Unmarshal([]byte(test.key), &l); err != nil {
				t.Fatal(err)
			}
			var sum totals
			notes, err := sum.score([]line{l}, reading())
			if err != nil {
				t.Fatal(err)
			}
			if sum.String() != test.want {
				t.Errorf("%s\nwant %s", sum, test.want)
			}
			if !slices.EqualFunc(notes, test.notes, strings.HasPrefix) {
				t.Errorf("notes %q, want %q", notes, test.notes)
			}
		})
	}
}

func TestAccepts(t *testing.T) {
	for _, test := range []struct {
		wanted, found string
		want          bool
	}{
		{"Ricardo Restrepo", "Restrepo", true},
		{"Restrepo", "the retired general Ricardo Restrepo", true},
		{"Lantern Cartel", "the cartel", false},
		{"Cártel del Faro", "cartel del faro", true},
		{"Manta", "Mantua", false},
	} {
		if got := accepts([]string{test.wanted}, []string{fold(test.found)}); got != test.want {
			t.Errorf("accepts(%q, %q) is %v", test.wanted, test.found, got)
		}
	}
}
