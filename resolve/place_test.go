package resolve

import (
	"slices"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// holders gives the names of the places that hold the one called name, nearest first.
func holders(t testing.TB, r *Resolution, name string) []string {
	t.Helper()
	var out []string
	for _, id := range find(t, r, name).Within {
		i := slices.IndexFunc(r.Entities, func(e cotejo.Entity) bool { return e.ID == id })
		if i < 0 {
			t.Fatalf("%s lies in %s, which is no entity", name, id)
		}
		out = append(out, r.Entities[i].Name)
	}
	return out
}

// A place is held by its divisions and its country, and they are the same entities where another text names them.
func TestWithin(t *testing.T) {
	town := resolved(t, tiny(t, nlp.English, "They/they/PRON/2/nsubj landed/land/VERB/0/root in/in/ADP/4/case Tumaco/Tumaco/PROPN/2/obl/B-LOC ,/,/PUNCT/6/punct Colombia/Colombia/PROPN/4/appos/B-LOC"), nil)
	if got := holders(t, town, "Tumaco"); !slices.Equal(got, []string{"Nariño", "Colombia"}) {
		t.Errorf("Tumaco lies in %q", got)
	}
	if got := holders(t, town, "Colombia"); got != nil {
		t.Errorf("Colombia lies in %q", got)
	}
	for _, m := range town.Mentions {
		if town.Entities[m.Entity].Name == "Nariño" {
			t.Error("Nariño is mentioned")
		}
	}
	division := resolved(t, tiny(t, nlp.Spanish, "Hay/haber/VERB/0/root coca/coca/NOUN/1/obj en/en/ADP/4/case Nariño/Nariño/PROPN/1/obl/B-LOC y/y/CCONJ/6/cc Putumayo/Putumayo/PROPN/4/conj/B-LOC"), nil)
	if a, b := find(t, division, "Nariño"), find(t, town, "Nariño"); a.ID != b.ID {
		t.Errorf("Nariño is %s where it is named and %s where it holds a place", a.ID, b.ID)
	}
}

func TestBorders(t *testing.T) {
	for _, c := range []struct {
		words, name string
		sides       []string
	}{
		{"Colombia/Colombia/PROPN/2/nsubj/B-LOC watches/watch/VERB/0/root the/the/DET/4/det border/border/NOUN/2/obj with/with/ADP/6/case Ecuador/Ecuador/PROPN/4/nmod/B-LOC",
			"Colombia-Ecuador border", []string{"Colombia", "Ecuador"}},
		{"In/in/ADP/2/case Antioquia/Antioquia/PROPN/3/obl/B-LOC fled/flee/VERB/0/root to/to/ADP/6/case the/the/DET/6/det border/border/NOUN/3/obl with/with/ADP/8/case Panama/Panama/PROPN/6/nmod/B-LOC",
			"Colombia-Panama border", []string{"Colombia", "Panama"}}, // the country at hand is named by one of its divisions alone
		{"He/he/PRON/2/nsubj crossed/cross/VERB/0/root the/the/DET/7/det U.S./U.S./PROPN/6/compound/B-LOC -/-/PUNCT/4/punct Mexico/Mexico/PROPN/7/compound/I-LOC border/border/NOUN/2/obj",
			"Mexico-United States border", []string{"Mexico", "United States"}},
	} {
		d := tiny(t, nlp.English, c.words)
		r := resolved(t, d, participants(d))
		if got := holders(t, r, c.name); !slices.Equal(got, c.sides) {
			t.Errorf("%s lies in %q", c.name, got)
		}
		if e := find(t, r, c.name); e.Subtype != "border" || e.Lat == nil || e.Country != "" {
			t.Errorf("%+v", e)
		}
	}
	d := tiny(t, nlp.English, "Troops/troop/NOUN+/2/nsubj watch/watch/VERB/0/root the/the/DET/4/det border/border/NOUN/2/obj")
	if r := resolved(t, d, participants(d)); slices.ContainsFunc(r.Entities, func(e cotejo.Entity) bool { return e.Subtype == "border" }) {
		t.Errorf("a border of nobody: %+v", r.Entities)
	}
}

// An office that is not said to be of a country is of the one at hand.
func TestOfficesHaveTheCountryAtHand(t *testing.T) {
	d := tiny(t, nlp.English, "In/in/ADP/2/case Ecuador/Ecuador/PROPN/9/obl/B-LOC and/and/CCONJ/4/cc Quito/Quito/PROPN/2/conj/B-LOC ,/,/PUNCT/9/punct the/the/DET/8/det national/national/ADJ/8/amod police/police/NOUN/9/nsubj searched/search/VERB/0/root")
	r := resolved(t, d, participants(d))
	i := slices.IndexFunc(r.Entities, func(e cotejo.Entity) bool { return e.Subtype == "police" })
	if i < 0 || r.Entities[i].Country != "ec" || r.Entities[i].Bound {
		t.Errorf("%+v", r.Entities)
	}
}
