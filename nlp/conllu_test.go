package nlp

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// rows makes CoNLL-U lines of words separated by blanks.
func rows(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		if !strings.HasPrefix(l, "#") {
			l = strings.Join(strings.Fields(l), "\t")
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

func readAll(t testing.TB, s string) ([]*Doc, error) {
	t.Helper()
	var out []*Doc
	for d, err := range ReadCoNLLU(strings.NewReader(s)) {
		if err != nil {
			return out, err
		}
		out = append(out, d)
	}
	return out, nil
}

var twoDocs = rows(
	"# newdoc id = uno",
	"# newpar",
	"# sent_id = uno-a",
	"1 La el DET da0fs0 Definite=Def|Gender=Fem 2 det _ _",
	"2 jefa jefa NOUN _ Gender=Fem 3 nsubj _ _",
	"3 vino venir VERB _ _ 0 root _ _",
	"4-5 del _ _ _ _ _ _ _ _",
	"4 de de ADP _ _ 6 case _ _",
	"5 el el DET _ _ 6 det _ _",
	"6 Cauca cauca PROPN _ _ 3 obl _ NER=B-LOC|SpaceAfter=No",
	"7 . . PUNCT _ _ 3 punct _ _",
	"",
	"# newpar",
	"1 Así así ADV _ _ 0 root _ _",
	"",
	"# newdoc id = dos",
	"1 Fin fin NOUN _ _ 0 root _ NER=I-MISC",
	"2 Azul azul ADJ _ _ 1 amod _ NER=I-MISC",
	"2.1 x x _ _ _ _ _ _ _",
)

func TestReadCoNLLU(t *testing.T) {
	docs, err := readAll(t, twoDocs)
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, error %v", len(docs), err)
	}
	d := docs[0]
	if want := "La jefa vino del Cauca.\n\nAsí"; d.Text != want {
		t.Errorf("text %q, not %q", d.Text, want)
	}
	if want := []string{"La", "jefa", "vino", "de", "el", "Cauca", ".", "Así"}; !reflect.DeepEqual(d.Form, want) {
		t.Errorf("forms %q", d.Form)
	}
	if d.Text[d.Start[4]:d.End[4]] != "del" || !reflect.DeepEqual(d.Multi, []Range{{3, 5}}) {
		t.Errorf("multiword token %v at %d:%d", d.Multi, d.Start[4], d.End[4])
	}
	if want := []int32{1, 2, -1, 5, 5, 2, 2, -1}; !reflect.DeepEqual(d.Head, want) {
		t.Errorf("heads %v", d.Head)
	}
	if want := []Range{{0, 7}, {7, 8}}; !reflect.DeepEqual(d.Sents, want) || !reflect.DeepEqual(d.Paras, want) {
		t.Errorf("sentences %v, paragraphs %v", d.Sents, d.Paras)
	}
	if d.Start[3] != 13 || d.Start[4] != 13 || d.End[3] != 16 {
		t.Errorf("the words of del stand at %d:%d and %d:%d", d.Start[3], d.End[3], d.Start[4], d.End[4])
	}
	if d.ID != "uno" || d.SentIDs[0] != "uno-a" || d.XPOS[0] != "da0fs0" || d.Feats[1] != "Gender=Fem" || d.UPOS[2] != VERB {
		t.Errorf("read %+v", d)
	}
	if got := d.Names(); len(got) != 1 || got[0].Kind != LOC || d.TextOf(got[0].Range) != "Cauca" {
		t.Errorf("names %v", got)
	}
	if got := docs[1].Names(); len(got) != 1 || got[0].Range != (Range{0, 2}) || docs[1].XPOS != nil {
		t.Errorf("second document: names %v, XPOS %v", got, docs[1].XPOS)
	}
}

func TestReadCoNLLUTokenRange(t *testing.T) {
	in := rows(
		"1 Ñandú _ _ _ _ _ _ _ TokenRange=3:8",
		"2 , _ _ _ _ _ _ _ TokenRange=8:9",
		"",
		"# newpar",
		"1 Él _ _ _ _ _ _ _ TokenRange=12:14",
	)
	docs, err := readAll(t, in)
	if err != nil {
		t.Fatal(err)
	}
	d := docs[0]
	if want := "   Ñandú,\n\n Él"; d.Text != want {
		t.Errorf("text %q, not %q", d.Text, want)
	}
	if d.Head != nil || d.Rel != nil || d.Lemma != nil || d.UPOS != nil || d.Feats != nil || d.Name != nil {
		t.Errorf("columns that are not there: %+v", d)
	}
	if err := d.SetText("\n\n\nÑandú,\n\n\tÉl\n"); err != nil {
		t.Fatal(err)
	}
	if got := d.TextOf(Range{0, 3}); got != "Ñandú,\n\n\tÉl" || d.Form[2] != "Él" {
		t.Errorf("after SetText: %q, %q", got, d.Form)
	}
	if err := d.SetText("Ñandú, Ella"); err == nil {
		t.Error("SetText took another text")
	}
}

func TestReadCoNLLUOwnOffsets(t *testing.T) {
	docs, err := readAll(t, rows("1-2 Don't _ _ _ _ _ _ _ _", "1 Do _ _ _ _ _ _ _ _", "2 n't _ _ _ _ _ _ _ _", "3 go _ _ _ _ _ _ _ _"))
	if err != nil {
		t.Fatal(err)
	}
	d := docs[0]
	if err := d.SetText("\tDon't  go"); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(d.Start, []int32{1, 3, 8}) || !reflect.DeepEqual(d.End, []int32{3, 6, 10}) {
		t.Errorf("words stand at %v to %v", d.Start, d.End)
	}
}

func TestReadCoNLLUErrors(t *testing.T) {
	word := func(cols string) string { return rows(cols) }
	for _, c := range []struct{ name, in, want string }{
		{"columns", "1\tx\t_\n", "line 1: 3 columns, not 10"},
		{"too many columns", "# sent_id = 1\n" + strings.Repeat("1\t", 10) + "_\n", "line 2: 11 columns"},
		{"id", word("1 a _ _ _ _ _ _ _ _") + word("3 b _ _ _ _ _ _ _ _"), `line 2: id "3" where 2 was expected`},
		{"head text", word("1 a _ _ _ _ x _ _ _"), `line 1: head "x"`},
		{"head outside", word("1 a _ _ _ _ 7 _ _ _") + "\n", "line 2: word 1 of the sentence that ends here has head 7"},
		{"cycle", word("1 a _ _ _ _ 2 x _ _") + word("2 b _ _ _ _ 1 x _ _"), "depends on itself"},
		{"self", word("1 a _ _ _ _ 1 x _ _"), "depends on itself"},
		{"open multiword", word("1-2 del _ _ _ _ _ _ _ _") + word("1 de _ _ _ _ _ _ _ _") + "\n", "ends inside a multiword token"},
		{"empty form", "1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", "the form is empty"},
		{"range length", word("1 ab _ _ _ _ _ _ _ TokenRange=0:3"), "does not fit the form"},
		{"range order", word("1 ab _ _ _ _ _ _ _ TokenRange=0:2") + word("2 c _ _ _ _ _ _ _ TokenRange=1:2"), "starts before code point 2"},
		{"range far", word("1 ab _ _ _ _ _ _ _ TokenRange=99000000:99000002"), "without a token"},
	} {
		_, err := readAll(t, c.in)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestWriteCoNLLURoundTrip(t *testing.T) {
	docs, err := readAll(t, twoDocs)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range docs {
		if err := WriteCoNLLU(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(filepath.Join("testdata", "conllu", "written.conllu"))
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("written:\n%s\nwant:\n%s", b.String(), want)
	}
	again, err := readAll(t, b.String())
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range again {
		d.SentIDs, docs[i].SentIDs = nil, nil
		if !reflect.DeepEqual(d, docs[i]) {
			t.Errorf("document %d came back as %+v, not %+v", i, d, docs[i])
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteCoNLLUKeepsError(t *testing.T) {
	docs, _ := readAll(t, twoDocs)
	if err := WriteCoNLLU(brokenWriter{}, docs[0]); err == nil {
		t.Error("no error from a full disk")
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	seeds, _ := filepath.Glob(filepath.Join("testdata", "conllu", "*.conllu"))
	if len(seeds) == 0 {
		f.Fatal("no seeds in testdata/conllu")
	}
	for _, s := range seeds {
		b, err := os.ReadFile(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add(twoDocs)
	f.Add(rows("1 a _ _ _ _ 2 x _ TokenRange=5:6", "2 _ _ _ _ _ 0 root _ NER=B-PER"))
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := readAll(t, in)
		for _, d := range docs {
			checkOffsets(t, d)
			if !utf8.ValidString(in) {
				continue
			}
			var b strings.Builder
			if err := WriteCoNLLU(&b, d); err != nil {
				t.Fatal(err)
			}
			again, err := readAll(t, b.String())
			if err != nil || len(again) != 1 {
				t.Fatalf("what was written is not read: %d documents, %v\n%q", len(again), err, b.String())
			}
			if !reflect.DeepEqual(again[0].Form, d.Form) || !reflect.DeepEqual(again[0].Head, d.Head) || !reflect.DeepEqual(again[0].Names(), d.Names()) {
				t.Fatalf("%q came back as %q", b.String(), again[0].Form)
			}
		}
		if err != nil && !strings.HasPrefix(err.Error(), "conllu: line ") {
			t.Fatalf("error without its line: %v", err)
		}
	})
}

// checkOffsets fails the test where words and text do not fit each other.
func checkOffsets(t testing.TB, d *Doc) {
	t.Helper()
	at, m := int32(0), 0
	for i := range d.Form {
		for m < len(d.Multi) && d.Multi[m].End <= i {
			m++
		}
		inMulti := m < len(d.Multi) && d.Multi[m].Start <= i
		switch {
		case d.Start[i] >= d.End[i] || int(d.End[i]) > len(d.Text):
			t.Fatalf("word %d %q stands at %d:%d of %d bytes", i, d.Form[i], d.Start[i], d.End[i], len(d.Text))
		case !inMulti && d.Form[i] != d.Text[d.Start[i]:d.End[i]]:
			t.Fatalf("word %d is %q, its text %q", i, d.Form[i], d.Text[d.Start[i]:d.End[i]])
		case inMulti && i > d.Multi[m].Start && d.Start[i] != d.Start[i-1] && d.Start[i] != d.End[i-1]:
			t.Fatalf("words %d and %d of one multiword token stand at %d and %d", i-1, i, d.Start[i-1], d.Start[i])
		case !(inMulti && i > d.Multi[m].Start) && d.Start[i] < at:
			t.Fatalf("word %d %q starts at %d, before %d", i, d.Form[i], d.Start[i], at)
		}
		at = d.End[i]
	}
	for name, ranges := range map[string][]Range{"sentences": d.Sents, "paragraphs": d.Paras} {
		next := 0
		for _, r := range ranges {
			if r.Start != next || r.End <= r.Start {
				t.Fatalf("%s %v do not cover the words in order", name, ranges)
			}
			next = r.End
		}
		if next != d.Len() {
			t.Fatalf("%s cover %d of %d words", name, next, d.Len())
		}
	}
}
