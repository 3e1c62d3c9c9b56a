package resolve

import (
	"slices"
	"strings"
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

func TestPlacesInNames(t *testing.T) {
	office := tiny(t, nlp.English, "The/the/DET/4/det Tumaco/Tumaco/PROPN/4/compound/B-ORG Police/Police/PROPN/4/compound/I-ORG Department/Department/PROPN/5/nsubj/I-ORG searched/search/VERB/0/root "+
		"Nariño/Nariño/PROPN/5/obj/B-LOC")
	r := resolved(t, office, nil)
	if e := find(t, r, "Tumaco"); e.Country != "co" {
		t.Errorf("%+v", e)
	}
	if n, ok := r.At(1); !ok || r.Entities[n].Type != cotejo.Organization {
		t.Error("the words of a body's name mean something else")
	}
	airport := tiny(t, nlp.English, "They/they/PRON/2/nsubj landed/land/VERB/0/root at/at/ADP/5/case Tumaco/Tumaco/PROPN/5/compound/B-LOC Airport/Airport/PROPN/2/obl/I-LOC in/in/ADP/7/case Colombia/Colombia/PROPN/2/obl/B-LOC")
	r = resolved(t, airport, nil)
	if got := holders(t, r, "Tumaco Airport"); !slices.Equal(got, []string{"Tumaco", "Nariño", "Colombia"}) {
		t.Errorf("the airport stands in %q", got)
	}
	if a, b := find(t, r, "Tumaco Airport"), find(t, r, "Tumaco"); a.Lat == nil || *a.Lat != *b.Lat {
		t.Errorf("the airport is at %v, the town at %v", a.Lat, b.Lat)
	}
	for _, words := range []string{
		"The/the/DET/3/det Cali/Cali/PROPN/3/compound/B-ORG cartel/cartel/NOUN/4/nsubj/I-ORG grew/grow/VERB/0/root",                                     // a gang is where it is
		"The/the/DET/4/det Lago/Lago/PROPN/4/compound/B-ORG Family/Family/PROPN/4/compound/I-ORG Trust/Trust/PROPN/5/nsubj/I-ORG grew/grow/VERB/0/root", // a surname
	} {
		r := resolved(t, tiny(t, nlp.English, words), nil)
		if i := slices.IndexFunc(r.Entities, func(e cotejo.Entity) bool { return e.Type == cotejo.Place }); i >= 0 {
			t.Errorf("%s: %+v", words, r.Entities[i])
		}
	}
}

// What one name is taken for tells what the others mean.
func TestPlacesTellOneAnother(t *testing.T) {
	for _, c := range []struct{ words, name, country, holder string }{
		{"Paris/Paris/PROPN/5/nsubj/B-LOC and/and/CCONJ/4/cc Henry/Henry/PROPN/4/compound/B-LOC County/County/PROPN/1/conj/I-LOC hired/hire/VERB/0/root officers/officer/NOUN+/5/obj", "Paris", "us", "Henry County"},
		{"Paris/Paris/PROPN/5/nsubj/B-LOC and/and/CCONJ/3/cc Lyon/Lyon/PROPN/1/conj/B-LOC have/have/AUX/5/aux hired/hire/VERB/0/root officers/officer/NOUN+/5/obj", "Paris", "fr", "France"},
		{"Mexico/Mexico/PROPN/9/nsubj/B-LOC ,/,/PUNCT/3/punct China/China/PROPN/1/conj/B-LOC ,/,/PUNCT/5/punct Japan/Japan/PROPN/1/conj/B-LOC and/and/CCONJ/8/cc , Peru/Peru/PROPN/1/conj/B-LOC agree/agree/VERB/0/root", "China", "cn", ""},
	} {
		c.words = strings.ReplaceAll(c.words, " , ", " ,/,/PUNCT/8/punct ")
		r := resolved(t, tiny(t, nlp.English, c.words), nil)
		e := find(t, r, c.name)
		if string(e.Country) != c.country || c.holder != "" && !slices.Contains(holders(t, r, c.name), c.holder) {
			t.Errorf("%s is of %s and lies in %q", c.name, e.Country, holders(t, r, c.name))
		}
	}
}

// A name that many towns of a country bear, with nothing to tell which, is placed nowhere; and no name of a town is that of
// an island far off.
func TestManyTownsOfOneName(t *testing.T) {
	for _, c := range []struct {
		words, name, lies string
	}{
		{"In/in/ADP/2/case Mexico/Mexico/PROPN/4/obl/B-LOC they/they/PRON/4/nsubj searched/search/VERB/0/root Pueblo/Pueblo/PROPN/6/compound/B-LOC Nuevo/Nuevo/PROPN/4/obj/I-LOC", "Pueblo Nuevo", ""},
		{"In/in/ADP/2/case Durango/Durango/PROPN/4/obl/B-LOC they/they/PRON/4/nsubj searched/search/VERB/0/root Pueblo/Pueblo/PROPN/6/compound/B-LOC Nuevo/Nuevo/PROPN/4/obj/I-LOC", "Pueblo Nuevo", "Durango"},
		{"In/in/ADP/2/case Zacatecas/Zacatecas/PROPN/4/obl/B-LOC they/they/PRON/4/nsubj searched/search/VERB/0/root Guadalupe/Guadalupe/PROPN/4/obj/B-LOC", "Guadalupe", "Zacatecas"},
	} {
		r := resolved(t, tiny(t, nlp.English, c.words), nil)
		if e := find(t, r, c.name); (e.Lat != nil) != (c.lies != "") || c.lies != "" && !slices.Contains(holders(t, r, c.name), c.lies) {
			t.Errorf("%s: %+v", c.words, e)
		}
	}
}
