package copies

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"pgregory.net/rapid"
)

func doc(id, day, publisher string, credit ...string) cotejo.Document {
	return cotejo.Document{ID: id, Published: cotejo.Text(day), Publisher: cotejo.Text(publisher), Credit: credit}
}

func TestFamilies(t *testing.T) {
	for _, test := range []struct {
		name      string
		pairs     []Pair
		documents []cotejo.Document
		want      string // origin: copy share, …
	}{
		{"nobody", nil, []cotejo.Document{doc("a", "", "")}, ""},
		{"the first day", []Pair{{"a", "b", 0.5, 1}},
			[]cotejo.Document{doc("a", "2031-03-05", ""), doc("b", "2031-03-04", "")}, "b: a 0.50"},
		{"a day that is not known is not first", []Pair{{"a", "b", 1, 0.9}},
			[]cotejo.Document{doc("a", "", ""), doc("b", "2031-03-04", "")}, "b: a 1.00"},
		{"no day is known", []Pair{{"b", "a", 1, 0.9}},
			[]cotejo.Document{doc("a", "", ""), doc("b", "", "")}, "a: b 1.00"},
		{"the wire that another credits", []Pair{{"a", "w", 1, 0.9}},
			[]cotejo.Document{doc("a", "2031-03-04", "El Faro", "MAREAS"), doc("w", "2031-03-05", "Mareas")}, "w: a 1.00"},
		{"a wire that nobody else credits", []Pair{{"a", "w", 1, 0.9}},
			[]cotejo.Document{doc("a", "2031-03-04", "El Faro"), doc("w", "2031-03-05", "Mareas", "Mareas")}, "a: w 0.90"},
		{"a chain", []Pair{{"a", "b", 1, 1}, {"b", "c", 0.8, 0.6}},
			[]cotejo.Document{doc("a", "2031-03-04", ""), doc("b", "2031-03-05", ""), doc("c", "2031-03-06", "")}, "a: b 1.00, c 0.60"},
		{"two texts that have a third of each other", []Pair{{"a", "b", 0.4, 0.4}},
			[]cotejo.Document{doc("a", "2031-03-04", ""), doc("b", "2031-03-04", "")}, ""},
		{"a document that is not there", []Pair{{"a", "x", 1, 1}}, []cotejo.Document{doc("a", "2031-03-04", "")}, ""},
		{"two reports and a later one put together out of both", []Pair{{"a", "m", 1, 0.6}, {"b", "m", 1, 0.4}},
			[]cotejo.Document{doc("a", "2031-03-04", ""), doc("b", "2031-03-04", ""), doc("m", "2031-03-05", "")}, "a: m 0.60"},
		{"a report and two later pieces of it", []Pair{{"a", "m", 1, 0.6}, {"b", "m", 1, 0.4}},
			[]cotejo.Document{doc("a", "2031-03-05", ""), doc("b", "2031-03-05", ""), doc("m", "2031-03-04", "")}, "m: a 1.00, b 1.00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range Families(test.pairs, test.documents) {
				var copied []string
				for _, c := range f.Copies {
					copied = append(copied, fmt.Sprintf("%s %.2f", c.Document, c.Overlap))
				}
				got = append(got, f.Origin+": "+strings.Join(copied, ", "))
			}
			if s := strings.Join(got, "; "); s != test.want {
				t.Errorf("got %q, want %q", s, test.want)
			}
		})
	}
}

func TestFamiliesDoNotDependOnOrder(t *testing.T) {
	id := rapid.SampledFrom(strings.Split("abcdefghij", ""))
	share := rapid.SampledFrom([]float64{0.4, 0.5, 0.8, 1})
	rapid.Check(t, func(t *rapid.T) {
		var documents []cotejo.Document
		for _, name := range rapid.SliceOfNDistinct(id, 2, 10, rapid.ID[string]).Draw(t, "ids") {
			d := doc(name, rapid.SampledFrom([]string{"", "2031-03-04", "2031-03-05", "2031-03-06"}).Draw(t, "day"), rapid.SampledFrom([]string{"", "Mareas"}).Draw(t, "publisher"))
			if rapid.Bool().Draw(t, "credited") {
				d.Credit = []string{"Mareas"}
			}
			documents = append(documents, d)
		}
		pairs := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Pair {
			return Pair{id.Draw(t, "a"), id.Draw(t, "b"), share.Draw(t, "a"), share.Draw(t, "b")}
		}), 0, 20, func(p Pair) string { return min(p.A, p.B) + max(p.A, p.B) }).Draw(t, "pairs")
		want := Families(pairs, documents)

		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		pairs, documents = slices.Clone(pairs), slices.Clone(documents)
		r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		r.Shuffle(len(documents), func(i, j int) { documents[i], documents[j] = documents[j], documents[i] })
		for i, p := range pairs {
			if r.IntN(2) == 0 {
				pairs[i] = Pair{p.B, p.A, p.ShareB, p.ShareA}
			}
		}
		if got := Families(pairs, documents); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		seen := map[string]bool{}
		for _, f := range want {
			for _, d := range append([]cotejo.Copy{{Document: f.Origin, Overlap: 1}}, f.Copies...) {
				if seen[d.Document] || d.Overlap <= 0 {
					t.Fatalf("%v", want)
				}
				seen[d.Document] = true
			}
		}
	})
}

func TestOrigin(t *testing.T) {
	paper, other, wire := doc("a", "2031-03-04", "El Faro", "Mareas"), doc("b", "2031-03-05", "La Cala"), doc("w", "2031-03-05", "Mareas")
	for _, test := range []struct {
		name     string
		d        cotejo.Document
		family   []cotejo.Document
		document string
		wires    string
		reason   string
	}{
		{"alone", other, nil, "b", "", "no copy of it is known"},
		{"a wire whose text is not there", paper, nil, "a", "Mareas", "it credits Mareas"},
		{"a wire whose text is there", paper, []cotejo.Document{paper, wire}, "w", "Mareas", "the others credit Mareas"},
		{"a copy that drops the credit", other, []cotejo.Document{paper, other}, "a", "Mareas", "the first to print it credits Mareas"},
		{"a copy that keeps what the first dropped", doc("c", "2031-03-03", ""), []cotejo.Document{paper, doc("c", "2031-03-03", "")}, "c", "Mareas", "a copy of it credits Mareas"},
		{"two on one day", other, []cotejo.Document{other, doc("c", "2031-03-05", "")}, "b", "", "several were printed on the first day"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Origin(test.d, test.family)
			if got.Document != test.document || strings.Join(got.Wires, ",") != test.wires || !strings.Contains(got.Reason, test.reason) {
				t.Errorf("%+v", got)
			}
		})
	}
	if First(nil) != "" {
		t.Error("somebody was first among nobody")
	}
}
