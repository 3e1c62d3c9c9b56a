package resolve

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

// shuffled gives the document with its sentences in another order.
func shuffled(d *nlp.Doc, order []int) *nlp.Doc {
	out := &nlp.Doc{Lang: d.Lang}
	for _, s := range order {
		from := d.Sents[s]
		shift := len(out.Form) - from.Start
		start, end := d.Span(from)
		move := len(out.Text) - start
		out.Text += d.Text[start:end] + "\n"
		for i := from.Start; i < from.End; i++ {
			out.Start, out.End = append(out.Start, d.Start[i]+int32(move)), append(out.End, d.End[i]+int32(move))
			out.Form, out.Lemma, out.UPOS = append(out.Form, d.Form[i]), append(out.Lemma, d.Lemma[i]), append(out.UPOS, d.UPOS[i])
			out.Feats, out.Rel, out.Name = append(out.Feats, d.Feats[i]), append(out.Rel, d.Rel[i]), append(out.Name, d.Name[i])
			head := d.Head[i]
			if head >= 0 {
				head += int32(shift)
			}
			out.Head = append(out.Head, head)
		}
		for _, m := range d.Multi {
			if m.Start >= from.Start && m.End <= from.End {
				out.Multi = append(out.Multi, nlp.Range{Start: m.Start + shift, End: m.End + shift})
			}
		}
		sent := nlp.Range{Start: from.Start + shift, End: from.End + shift}
		out.Sents, out.Paras = append(out.Sents, sent), append(out.Paras, sent)
	}
	return out
}

// namedIDs gives the ids of the entities that have a name.
func namedIDs(r *Resolution) []string {
	var ids []string
	for _, m := range r.Mentions {
		if e := r.Entities[m.Entity]; m.Form == cotejo.Name && !slices.Contains(ids, e.ID) {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// The order in which a text names its people, bodies and places does not change who they are.
func TestOrderOfNamesDoesNotChangeIDs(t *testing.T) {
	for _, name := range []string{"persons.en", "acronym.en", "cartel.en", "places.en", "guerrilla.es"} {
		d := readDoc(t, "testdata/"+name+".conllu")
		want := namedIDs(resolved(t, d, nil))
		if len(want) == 0 {
			t.Fatalf("%s names nobody", name)
		}
		order := make([]int, len(d.Sents))
		for i := range order {
			order[i] = i
		}
		rapid.Check(t, func(rt *rapid.T) {
			r, err := Document(shuffled(d, rapid.Permutation(order).Draw(rt, "order")), gaz(t), nil, Options{Document: "doc"})
			if err != nil {
				rt.Fatal(err)
			}
			if got := namedIDs(r); !slices.Equal(got, want) {
				rt.Fatalf("%s: %v, want %v", name, got, want)
			}
		})
	}
}

// Whoever reads a document twice finds the same.
func TestSameAgain(t *testing.T) {
	d := readDoc(t, "testdata/country.en.conllu")
	first := describeAll(d, resolved(t, d, participants(d)))
	wants := participants(d)
	slices.Reverse(wants)
	for range 20 {
		if again := describeAll(d, resolved(t, d, wants)); again != first {
			t.Fatalf("%s\nwas\n%s", again, first)
		}
	}
}

// Any tree over any words is resolved without a panic, and what is found lies in the document.
func TestAnyDocument(t *testing.T) {
	forms := strings.Fields("The the El la of de ( ) , \" “ Colombia Colombia's Sinaloa cartel cartels FARC Ana Prado General president country país it they he which " +
		"border with con frontera Mexican mexicanos number A IN U.S. Córdoba Peru's y and 36 - ’s group grupo guerrilla Frente alias Restrepo police city 東京")
	rels := strings.Fields("nsubj obj obl nmod nmod:poss amod compound flat appos conj cc case det punct root acl:relcl expl advmod nummod")
	feats := []string{"", "Number=Sing", "Number=Plur", "PronType=Rel", "Gender=Masc|Number=Sing"}
	rapid.Check(t, func(rt *rapid.T) {
		d := &nlp.Doc{Lang: rapid.SampledFrom([]nlp.Lang{nlp.English, nlp.Spanish, "xx"}).Draw(rt, "lang")}
		for range rapid.IntRange(0, 3).Draw(rt, "sentences") {
			n := rapid.IntRange(1, 14).Draw(rt, "words")
			first := len(d.Form)
			for i := range n {
				form := rapid.SampledFrom(forms).Draw(rt, "form")
				d.Start = append(d.Start, int32(len(d.Text)))
				d.Text += form
				d.End = append(d.End, int32(len(d.Text)))
				d.Text += " "
				d.Form, d.Lemma = append(d.Form, form), append(d.Lemma, strings.ToLower(form))
				d.UPOS = append(d.UPOS, nlp.UPOS(rapid.IntRange(0, int(nlp.VERB)).Draw(rt, "upos")))
				d.Feats = append(d.Feats, rapid.SampledFrom(feats).Draw(rt, "feats"))
				d.Rel = append(d.Rel, rapid.SampledFrom(rels).Draw(rt, "rel"))
				d.Name = append(d.Name, nlp.Tag{Kind: nlp.Kind(rapid.IntRange(0, 4).Draw(rt, "kind")), Begin: rapid.Bool().Draw(rt, "begin")})
				head := int32(-1)
				if i > 0 {
					head = int32(first + rapid.IntRange(0, i-1).Draw(rt, "head"))
				}
				d.Head = append(d.Head, head)
			}
			d.Sents = append(d.Sents, nlp.Range{Start: first, End: len(d.Form)})
			d.Paras = append(d.Paras, nlp.Range{Start: first, End: len(d.Form)})
		}
		var wants []Want
		for i := range d.Len() {
			if rapid.Bool().Draw(rt, "want") {
				wants = append(wants, Want{Head: i, Thing: rapid.Bool().Draw(rt, "thing"), Types: rapid.SliceOfN(rapid.SampledFrom([]cotejo.EntityType{
					cotejo.Person, cotejo.Organization, cotejo.Place, cotejo.Group}), 0, 2).Draw(rt, "types")})
			}
		}
		r, err := Document(d, gaz(t), wants, Options{Document: "doc"})
		if err != nil {
			rt.Fatal(err)
		}
		ids := map[string]bool{}
		for _, e := range r.Entities {
			if ids[e.ID] {
				rt.Fatalf("two entities have the id %s", e.ID)
			}
			ids[e.ID] = true
			if e.Name == "" {
				rt.Fatalf("an entity has no name: %+v", e)
			}
		}
		for _, m := range r.Mentions {
			if m.Range.Start < 0 || m.Range.End > d.Len() || m.Range.Len() <= 0 || m.Entity < 0 || m.Entity >= len(r.Entities) {
				rt.Fatalf("mention %+v of %d words and %d entities", m, d.Len(), len(r.Entities))
			}
		}
		for i := range d.Len() {
			if e, ok := r.At(i); ok && (e < 0 || e >= len(r.Entities)) {
				rt.Fatalf("word %d means entity %d of %d", i, e, len(r.Entities))
			}
		}
	})
}
