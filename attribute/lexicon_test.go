package attribute

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/nlp"
	"pgregory.net/rapid"
)

func TestLexiconMistakesHaveTheirLine(t *testing.T) {
	good, err := data.ReadFile("data/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"hedge: known", "hedge: certainly", `unknown hedge "certainly"`},
		{"pos: phrase", "pos: clause", `unknown part of speech "clause"`},
		{"frames: [around]", "frames: [beside]", `unknown frame "beside"`},
		{"certainty: probable", "certainty: perhaps", `unknown certainty "perhaps"`},
		{"lemmas: [suspect, mistrust]", "lemmas: [suspect, suspect]", `"suspect" stands twice`},
		{"- type: media", "- type: rumour", `unknown type of source "rumour"`},
	} {
		if !bytes.Contains(good, []byte(c.old)) {
			t.Fatalf("the lexicon has no %q to spoil", c.old)
		}
		line := 1 + strings.Count(string(good[:bytes.Index(good, []byte(c.old))]), "\n")
		_, err := parseLanguage("en.yaml", bytes.Replace(good, []byte(c.old), []byte(c.new), 1))
		if want := fmt.Sprintf("en.yaml:%d: ", line); err == nil || !strings.Contains(err.Error(), want+c.want) {
			t.Errorf("%q: got %v, want %s%s", c.new, err, want, c.want)
		}
	}
	if _, err := parseLanguage("en.yaml", []byte("language: en\nqueues: []\n")); err == nil || !strings.Contains(err.Error(), "2:") {
		t.Errorf("unknown field: got %v, want its line", err)
	}
}

func TestModelSurvivesItsFile(t *testing.T) {
	m := newModel()
	m.keys["say/v"] = true
	m.threshold = 0.25
	m.weights[cueTable][7], m.weights[verdictTable][9] = 1.27, -0.5
	var b bytes.Buffer
	if err := m.write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := readModel(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !got.keys["say/v"] || got.threshold != 0.25 || got.weights[cueTable][7] != m.weights[cueTable][7] || got.weights[verdictTable][9] != -0.5 {
		t.Error("the model read is not the one written")
	}
	for _, bad := range [][]byte{nil, []byte("something else"), b.Bytes()[:len(b.Bytes())/2], []byte(modelMagic)} {
		if _, err := readModel(bad); err == nil {
			t.Errorf("%d bytes that are no model are read", len(bad))
		}
	}
}

// Any tree, even one with circles and heads outside, gives relations whose ranges lie in the document.
func TestFindOnAnyTree(t *testing.T) {
	lexicon, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"said", "police", "that", "\"", ",", "Reuters", "according", "to", "reportedly", "who", ":", "—", "claim", "told", "dijo", "según", "habría", "(", ")", "."}
	tags := []nlp.UPOS{nlp.VERB, nlp.NOUN, nlp.SCONJ, nlp.PUNCT, nlp.PROPN, nlp.ADP, nlp.ADV, nlp.PRON, nlp.AUX}
	rels := []string{"root", "nsubj", "obj", "ccomp", "obl", "mark", "punct", "acl:relcl", "advmod", "conj", "aux", "case", "appos", "flat", "parataxis"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		d := &nlp.Doc{Lang: rapid.SampledFrom([]nlp.Lang{nlp.English, nlp.Spanish, "fr"}).Draw(t, "lang")}
		var text strings.Builder
		for i := range n {
			w := rapid.SampledFrom(words).Draw(t, "word")
			d.Start = append(d.Start, int32(text.Len()))
			text.WriteString(w)
			d.End = append(d.End, int32(text.Len()))
			text.WriteString(rapid.SampledFrom([]string{" ", "", "\n"}).Draw(t, "gap"))
			d.Form, d.Lemma = append(d.Form, w), append(d.Lemma, w)
			d.UPOS = append(d.UPOS, rapid.SampledFrom(tags).Draw(t, "tag"))
			d.Feats = append(d.Feats, "")
			d.Head = append(d.Head, int32(rapid.IntRange(-1, n+1).Draw(t, "head")))
			d.Rel = append(d.Rel, rapid.SampledFrom(rels).Draw(t, "rel"))
			d.Name = append(d.Name, nlp.Tag{})
			if i == 0 || rapid.IntRange(0, 9).Draw(t, "end") == 0 {
				d.Sents = append(d.Sents, nlp.Range{Start: i, End: i})
				if i == 0 || rapid.Bool().Draw(t, "par") {
					d.Paras = append(d.Paras, nlp.Range{Start: i, End: i})
				}
			}
			d.Sents[len(d.Sents)-1].End, d.Paras[len(d.Paras)-1].End = i+1, i+1
		}
		d.Text = text.String()
		found := lexicon.Find(d, Options{})
		for _, r := range found {
			for _, x := range append([]nlp.Range{r.Source, r.Cue, r.Antecedent}, r.Content...) {
				if x.Start < 0 || x.End > n || x.Start > x.End {
					t.Fatalf("range %v in a document of %d words", x, n)
				}
			}
			if len(r.Content) == 0 || r.Outer >= len(found) {
				t.Fatalf("relation %+v", r)
			}
		}
		lexicon.Credit(d)
	})
}

func TestCredit(t *testing.T) {
	lexicon, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang nlp.Lang
		text string
		want string
	}{
		{nlp.English, "   BOGOTA, 4 FEB 90 (ACAN-EFE) -- [TEXT] THE ARMY LEFT ARAUCA.", "ACAN-EFE"},
		{nlp.English, "BOGOTA (Reuters) - The army left Arauca on Monday.", "Reuters"},
		{nlp.English, "The army left Arauca on Monday.\n\n(AFP)", "AFP"},
		{nlp.English, "TUMACO, Colombia (Transcoast Press) — The navy seized two boats.", "Transcoast Press"},
		{nlp.English, "Two boats seized\n\nBy Transcoast Press\n\nThe navy seized two boats.", "Transcoast Press"},
		{nlp.English, "Two boats seized\n\nThe navy seized two boats, the free press says.", ""},
		{nlp.Spanish, "TUMACO (Agencia Sur) - La Armada incautó dos lanchas.", "Agencia Sur"},
		{nlp.English, "The army (which left Arauca) - and the navy - said nothing.", ""},
		{nlp.English, "General Soto told Reuters that the army left Arauca.", ""},
		{nlp.Spanish, "Bogotá, 4 feb (EFE).-\n\nEl ejército salió de Arauca.", "EFE"},
		{nlp.Spanish, "El ejército salió de Arauca.\n\nEFE", "EFE"},
		{nlp.Spanish, "La guerrilla (ELN) - que salió de Arauca - no dijo nada.", ""},
	} {
		if got := strings.Join(lexicon.Credit(&nlp.Doc{Text: c.text, Lang: c.lang}), ", "); !strings.EqualFold(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
