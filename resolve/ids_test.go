package resolve

import (
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// tiny makes a one-sentence document of words written form/lemma/UPOS/head/relation[/name], heads counted from 1.
func tiny(t testing.TB, lang nlp.Lang, words string) *nlp.Doc {
	t.Helper()
	var b strings.Builder
	b.WriteString("# newpar\n")
	for i, w := range strings.Fields(words) {
		p := strings.Split(w, "/")
		misc := "_"
		if len(p) > 5 {
			misc = "NER=" + p[5]
		}
		number := "_"
		if strings.HasSuffix(p[2], "+") {
			p[2], number = strings.TrimSuffix(p[2], "+"), "Number=Plur"
		}
		b.WriteString(strings.Join([]string{string(rune('1' + i)), p[0], p[1], p[2], "_", number, p[3], p[4], "_", misc}, "\t") + "\n")
	}
	b.WriteString("\n")
	for d, err := range nlp.ReadCoNLLU(strings.NewReader(b.String())) {
		if err != nil {
			t.Fatal(err)
		}
		d.Lang = lang
		return d
	}
	t.Fatal("no document")
	return nil
}

func find(t testing.TB, r *Resolution, name string) cotejo.Entity {
	t.Helper()
	i := slices.IndexFunc(r.Entities, func(e cotejo.Entity) bool { return e.Name == name })
	if i < 0 {
		t.Fatalf("nobody is called %q: %+v", name, r.Entities)
	}
	return r.Entities[i]
}

// One body has one id, whatever the language and the form of its name.
func TestOneBodyOneID(t *testing.T) {
	en := resolved(t, tiny(t, nlp.English, "The/the/DET/3/det FARC/FARC/PROPN/3/compound leaders/leader/NOUN+/4/nsubj met/meet/VERB/0/root UNODC/UNODC/PROPN/4/obj/B-ORG"), nil)
	es := resolved(t, tiny(t, nlp.Spanish, "Las/el/DET/2/det Fuerzas/fuerzas/PROPN/7/nsubj/B-ORG Armadas/armadas/PROPN/2/flat/I-ORG Revolucionarias/revolucionarias/PROPN/2/flat/I-ORG "+
		"de/de/ADP/6/case/I-ORG Colombia/Colombia/PROPN/2/nmod/I-ORG hablaron/hablar/VERB/0/root"), nil)
	a, b := find(t, en, "Revolutionary Armed Forces of Colombia"), find(t, es, "Revolutionary Armed Forces of Colombia")
	if a.ID != b.ID || a.Country != "co" || a.Subtype != "guerrilla" {
		t.Errorf("%+v and %+v", a, b)
	}
}

// Two reports' anonymous officials, and two men of one surname, are never one.
func TestWhoCannotBeNamedAgainIsBound(t *testing.T) {
	d := readDoc(t, "testdata/anonymous.en.conllu")
	ids := map[string][]string{}
	for _, doc := range []string{"one", "two"} {
		r, err := Document(d, gaz(t), participants(d), Options{Document: doc})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"anonymous official", "Peru", "Reuters"} {
			ids[name] = append(ids[name], find(t, r, name).ID)
		}
	}
	for name, same := range map[string]bool{"anonymous official": false, "Peru": true, "Reuters": true} {
		if (ids[name][0] == ids[name][1]) != same {
			t.Errorf("%s has the ids %v", name, ids[name])
		}
	}
}

// The roles that a name fills tell whether it means the place or the body named after it.
func TestTypesTellPlaceFromBody(t *testing.T) {
	d := readDoc(t, "testdata/cartel.en.conllu")
	for word, want := range map[int]cotejo.EntityType{1: cotejo.Organization, 9: cotejo.Place} {
		r := resolved(t, d, []Want{{Head: word}})
		if e, ok := r.At(word); !ok || r.Entities[e].Type != want || d.Form[word] != "Esmeraldas" {
			t.Errorf("word %d, %q, means %v %v", word, d.Form[word], e, ok)
		}
	}
}

func TestPlacesByCompany(t *testing.T) {
	for _, c := range []struct{ words, country, division string }{
		{"In/in/ADP/2/case Córdoba/Córdoba/PROPN/0/root/B-LOC ,/,/PUNCT/4/punct Antioquia/Antioquia/PROPN/2/conj/B-LOC and/and/CCONJ/6/cc Sucre/Sucre/PROPN/2/conj/B-LOC", "co", "CO-COR"},
		{"In/in/ADP/2/case Córdoba/Córdoba/PROPN/0/root/B-LOC ,/,/PUNCT/4/punct Argentina/Argentina/PROPN/2/appos/B-LOC", "ar", ""},
		{"In/in/ADP/2/case Córdoba/Córdoba/PROPN/0/root/B-LOC and/and/CCONJ/4/cc Sevilla/Sevilla/PROPN/2/conj/B-LOC ,/,/PUNCT/6/punct Spain/Spain/PROPN/4/appos/B-LOC", "es", ""},
	} {
		r := resolved(t, tiny(t, nlp.English, c.words), nil)
		e := find(t, r, "Córdoba")
		if string(e.Country) != c.country || e.Lat == nil {
			t.Errorf("%s: Córdoba is of %q", c.words, e.Country)
		}
	}
}

// An office of one country is one, with or without the country in its name, in the list of bodies or not.
func TestOneOfficeOneID(t *testing.T) {
	for _, c := range []struct{ adjective, country, code string }{{"Colombian", "Colombia", "co"}, {"Bolivian", "Bolivia", "bo"}} {
		named := tiny(t, nlp.English, "The/the/DET/3/det "+c.adjective+"/"+c.adjective+"/ADJ/3/amod/B-ORG Navy/Navy/PROPN/4/nsubj/I-ORG left/leave/VERB/0/root "+
			c.country+"/"+c.country+"/PROPN/4/obj/B-LOC")
		described := tiny(t, nlp.English, c.country+"/"+c.country+"/PROPN/3/nmod:poss/B-LOC 's/'s/PART/1/case navy/navy/NOUN/4/nsubj left/leave/VERB/0/root "+
			c.country+"/"+c.country+"/PROPN/4/obj/B-LOC")
		var ids []string
		for _, d := range []*nlp.Doc{named, described} {
			r := resolved(t, d, []Want{{Head: 2}})
			e, ok := r.At(2)
			if !ok || string(r.Entities[e].Country) != c.code || r.Entities[e].Subtype != "military" {
				t.Fatalf("%+v", r.Entities)
			}
			ids = append(ids, r.Entities[e].ID)
		}
		if ids[0] != ids[1] {
			t.Errorf("the %s navy has the ids %v", c.adjective, ids)
		}
	}
}

// A body is of the country of the large place that it is named after, and not of that of a small one that bears the same word.
func TestCountryOfWhatABodyIsNamedAfter(t *testing.T) {
	for name, want := range map[string]string{"Estero": "", "Tijuana": "mx"} {
		d := tiny(t, nlp.Spanish, "El/el/DET/2/det Clan/clan/PROPN/5/nsubj/B-ORG de/de/ADP/4/case/I-ORG "+name+"/"+name+"/PROPN/2/nmod/I-ORG atacó/atacar/VERB/0/root")
		if e := find(t, resolved(t, d, nil), "Clan de "+name); e.Country != cotejo.Text(want) {
			t.Errorf("Clan de %s is of %q", name, e.Country)
		}
	}
}

// A name in quotation marks between commas is the nickname of the person before it, unless it is a band's.
func TestQuotedNickname(t *testing.T) {
	before, after := `/PROPN/END/nsubj/B-PER Ruiz/Ruiz/PROPN/1/flat/I-PER ,/,/PUNCT/5/punct "/"/PUNCT/5/punct `, ` "/"/PUNCT/5/punct ,/,/PUNCT/5/punct huyó/huir/VERB/0/root`
	read := func(nick, end string) *Resolution {
		return resolved(t, tiny(t, nlp.Spanish, strings.Replace("Juan/Juan"+before+nick+after, "END", end, 1)), nil)
	}
	if e := find(t, read("Chispa/Chispa/PROPN/2/appos/B-ORG", "8"), "Juan Ruiz"); !slices.Contains(e.Aliases, "Chispa") {
		t.Errorf("%+v", e)
	}
	r := read("Los/el/DET/6/det/B-ORG Pumas/pumas/PROPN+/2/appos/I-ORG", "9")
	if a, b := find(t, r, "Juan Ruiz"), find(t, r, "Los Pumas"); len(a.Aliases) > 0 || b.Type != cotejo.Organization {
		t.Errorf("%+v, %+v", a, b)
	}
}
