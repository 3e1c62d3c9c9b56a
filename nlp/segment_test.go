package nlp

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// shipped gives the models of the program with the small network of the fixture in place of the real ones, for what
// does not depend on these.
func shipped(t testing.TB) *Pipeline {
	t.Helper()
	tiny, err := os.ReadFile(filepath.Join("testdata", "network", "tiny.bin"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := loadNetwork(string(tiny))
	if err != nil {
		t.Fatal(err)
	}
	p := &Pipeline{languages: map[Lang]*language{}}
	p.scratch.New = func() any { return new(scratch) }
	for _, lang := range []Lang{English, Spanish} {
		l := &language{network: n}
		for _, kind := range []string{"segment", "lemma"} {
			name := string(lang) + "." + kind + ".bin"
			b, err := fs.ReadFile(modelFiles, "models/"+name)
			if err != nil {
				t.Fatal(err)
			}
			m, err := readModel(name, string(b))
			if err != nil {
				t.Fatal(err)
			}
			switch m := m.(type) {
			case *segmenter:
				l.segmenter = m
			case *lemmatizer:
				l.lemmatizer = m
			}
		}
		p.languages[lang] = l
	}
	return p
}

// outline shows a document's words and sentences: words parted by blanks, those of one token joined by +, sentences
// ended by /, paragraphs by ¶.
func outline(d *Doc) string {
	var b strings.Builder
	joined, ends, paras := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, m := range d.Multi {
		for i := m.Start + 1; i < m.End; i++ {
			joined[i] = true
		}
	}
	for _, s := range d.Sents {
		ends[s.End] = true
	}
	for _, p := range d.Paras {
		paras[p.End] = true
	}
	for i, f := range d.Form {
		switch {
		case joined[i]:
			b.WriteString("+")
		case i > 0:
			b.WriteString(" ")
		}
		b.WriteString(f)
		if ends[i+1] {
			b.WriteString(" /")
		}
		if paras[i+1] {
			b.WriteString(" ¶")
		}
	}
	return b.String()
}

func TestSegment(t *testing.T) {
	p := shipped(t)
	for _, c := range []struct {
		name string
		lang Lang
		text string
		want string
	}{
		{"contractions", English, "They don't know, and it's Brask's boat.", "They do+n't know , and it+'s Brask+'s boat . / ¶"},
		{"curly apostrophes", English, "We can’t say who’s paid.", "We ca+n’t say who+’s paid . / ¶"},
		{"plural owners", English, "The dockers' union knew.", "The dockers+' union knew . / ¶"},
		{"titles and initials", English, "Col. R. Ito met Dr. Vega in Port Elisa on Sept. 3. He left.",
			"Col. R. Ito met Dr. Vega in Port Elisa on Sept. 3 . / He left . / ¶"},
		{"figures", English, "They seized 1,250.5 kg, worth $3.2 million (or 12%).", "They seized 1,250.5 kg , worth $ 3.2 million ( or 12 % ) . / ¶"},
		{"addresses", English, "Write to press@harbour.example or see https://harbour.example/a-b?c=1.",
			"Write to press@harbour.example or see https://harbour.example/a-b?c=1 . / ¶"},
		{"hyphens", English, "A cocaine-laden semi-submersible sank.", "A cocaine - laden semi-submersible sank . / ¶"},
		{"quotes", English, "\"We saw it,\" she said. \"It was big.\"", `" We saw it , " she said . / " It was big . " / ¶`},
		{"dateline", English, "PORT ELISA (Harbour News) -- Police arrested two men on Monday.",
			"PORT ELISA ( Harbour News ) -- / Police arrested two men on Monday . / ¶"},
		{"dateline with a place alone", English, "ALGECIRAS — Port police found the load. They held two men.",
			"ALGECIRAS — / Port police found the load . / They held two men . / ¶"},
		{"dateline in two cases", English, "COLÓN, Panama (Litoral Wire) — Panamanian police held two men.",
			"COLÓN , Panama ( Litoral Wire ) — / Panamanian police held two men . / ¶"},
		{"dateline with notes", English, "PORT ELISA, 4 FEB 90 (HARBOUR NEWS) -- [COMMUNIQUE] [TEXT] THE ARMY DENIED IT TODAY.",
			"PORT ELISA , 4 FEB 90 ( HARBOUR NEWS ) -- [ COMMUNIQUE ] [ TEXT ] / THE ARMY DENIED IT TODAY . / ¶"},
		{"no dateline", English, "Maria Ruiz — Brother Eight's sister — left.", "Maria Ruiz — Brother Eight+'s sister — left . / ¶"},
		{"spanish dateline", Spanish, "Puerto Elisa, 23 may (Faro).- El fiscal pidió ocho años.", "Puerto Elisa , 23 may ( Faro ) . - / El fiscal pidió ocho años . / ¶"},
		{"names in wrapped capitals", English, "THE MAYOR OF THE OLD PORT SAID THAT COLONEL LUIS\nARTURO ISAACS AND CAPTAIN YAIR KLEIN WERE HELD AT PORT\nELISA. HE GAVE NO DETAILS.",
			"THE MAYOR OF THE OLD PORT SAID THAT COLONEL LUIS ARTURO ISAACS AND CAPTAIN YAIR KLEIN WERE HELD AT PORT ELISA . / HE GAVE NO DETAILS . / ¶"},
		{"headline", English, "Two held over harbour haul\n\nPolice held two men.", "Two held over harbour haul / ¶ Police held two men . / ¶"},
		{"bullets", English, "Seized:\n• 3 boats\n• 40 rifles\n", "Seized : / ¶ • 3 boats / ¶ • 40 rifles / ¶"},
		{"short lines", English, "Most wanted\nName: Juan Ruiz\nCity: Port Elisa\n", "Most wanted / ¶ Name : Juan Ruiz / ¶ City : Port Elisa / ¶"},
		{"list in wrapped lines", English, "The men who were held in the port of the town had with them:\n- 3 boats\n- 40 rifles, most of them stolen\nThe army has not said when.",
			"The men who were held in the port of the town had with them : / ¶ - 3 boats / ¶ - 40 rifles , most of them stolen / ¶ The army has not said when . / ¶"},
		{"figure after an abbreviation", Spanish, "El art. 5 lo prohíbe.", "El art. 5 lo prohíbe . / ¶"},
		{"wrapped capitals", English, "   PORT ELISA, 4 FEB 90 -- THE ARMY SAID TODAY THAT\nTHREE MEN HAD DIED.  THE MAYOR DENIED IT.\n\n   NO ONE WAS HELD.",
			"PORT ELISA , 4 FEB 90 -- / THE ARMY SAID TODAY THAT THREE MEN HAD DIED . / THE MAYOR DENIED IT . / ¶ NO ONE WAS HELD . / ¶"},
		{"spanish contractions", Spanish, "El jefe del cartel llegó al puerto.", "El jefe de+el cartel llegó a+el puerto . / ¶"},
		{"capital contraction", Spanish, "DEL PUERTO SALIÓ. Del resto nadie habla.", "DE+EL PUERTO SALIÓ . / De+el resto nadie habla . / ¶"},
		{"clitics", Spanish, "Quiso darle dinero y, mostrándose tranquilo, entregárselo.", "Quiso dar+le dinero y , mostrando+se tranquilo , entregar+se+lo . / ¶"},
		{"no clitics", Spanish, "La mayor parte de la gente fuerte de Carlos, firme.", "La mayor parte de la gente fuerte de Carlos , firme . / ¶"},
		{"spanish marks", Spanish, "¿Quién mandó las 3,5 toneladas? ¡Nadie!", "¿ Quién mandó las 3,5 toneladas ? / ¡ Nadie ! / ¶"},
		{"guillemets", Spanish, "«No lo vimos», dijo la coronel Marta Osei. «Entró de noche, sin luces». Nadie lo vio.",
			"« No lo vimos » , dijo la coronel Marta Osei . / « Entró de noche , sin luces » . / Nadie lo vio . / ¶"},
		{"abbreviations", Spanish, "El Gral. Ruiz y la Sra. Mora viven en EE. UU. desde enero.", "El Gral. Ruiz y la Sra. Mora viven en EE. UU. desde enero . / ¶"},
	} {
		d := p.Parse(c.text, c.lang)
		checkOffsets(t, d)
		if got := outline(d); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestOwnOffsets(t *testing.T) {
	d := shipped(t).Parse("The crew’s boat", English)
	if got := fmt.Sprint(d.Start, d.End); got != "[0 4 8 13] [3 8 12 17]" {
		t.Errorf("offsets %s", got)
	}
	d = shipped(t).Parse("Vino del mar", Spanish)
	if got := fmt.Sprint(d.Start, d.End); got != "[0 5 5 9] [4 8 8 12]" {
		t.Errorf("offsets %s", got)
	}
}

func TestLoadFromRefuses(t *testing.T) {
	if _, err := LoadFrom(fstest.MapFS{}); err == nil {
		t.Error("no error without a manifest")
	}
	folder := fstest.MapFS{"manifest.tsv": &fstest.MapFile{Data: []byte("00\ten.segment.bin\n")}, "en.segment.bin": &fstest.MapFile{Data: []byte("x")}}
	if _, err := LoadFrom(folder); err == nil || !strings.Contains(err.Error(), "en.segment.bin") {
		t.Errorf("a model with another hash: %v", err)
	}
}

func FuzzOpenModel(f *testing.F) {
	tiny, err := os.ReadFile(filepath.Join("testdata", "network", "tiny.bin"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(tiny)
	f.Add([]byte(modelMagic + "\x02\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, name := range []string{"en.segment.bin", "en.network.bin", "en.lemma.bin"} {
			if m, err := readModel(name, string(b)); err == nil && m == nil {
				t.Error("neither model nor error")
			}
		}
	})
}

// hard are texts that have broken tokenizers.
var hard = []string{
	"", " ", "\n\n\n", ".", "\xff\xfe\x00a\x80b", "a\u200bb\ufeffc", "Don't'", "''''", "’s ’s", "n't", "s'", "darle", "\x00", "é\u0301", "٣٤ ५",
	"a\r\nb\r\n\r\nc", "中文没有空格。第二句。", "🚢⚓️ 👨‍👩‍👧", "del DEL Del al", "İstanbul'da", "ǅ ǆ", "ſ's K’s",
}

func FuzzParse(f *testing.F) {
	for _, s := range hard {
		f.Add(s)
	}
	p := shipped(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []Lang{English, Spanish} {
			d := p.Parse(text, lang)
			checkOffsets(t, d)
			for _, s := range d.Sents {
				if err := checkTree(d.Head[s.Start:s.End], s.Start); err != nil {
					t.Fatal(err)
				}
			}
			if d.Len() != len(d.Lemma) || d.Len() != len(d.UPOS) || d.Len() != len(d.Name) || d.Len() != len(d.Feats) || d.Len() != len(d.Rel) {
				t.Fatal("columns of different lengths")
			}
		}
	})
}

// TestHardTexts gives texts without the marks that sentences end by. What is done to a sentence grows faster than its
// length, and what is done to a text no faster: so sentences must stay short. BenchmarkHardTexts shows the time.
func TestHardTexts(t *testing.T) {
	p := shipped(t)
	for name, unit := range hardUnits {
		d := p.Parse(strings.Repeat(unit, 20_000/len(unit)), English)
		checkOffsets(t, d)
		for _, s := range d.Sents {
			if s.Len() > 2*maxSentence {
				t.Errorf("%s: a sentence of %d words", name, s.Len())
			}
		}
	}
}

var hardUnits = map[string]string{
	"brackets": "([{", "one letter": "a", "no spaces": "ab,", "one line": "no end ", "line breaks": "\n", "dots": ". ", "quotes": "\"a ", "apostrophes": "a'",
}

func BenchmarkHardTexts(b *testing.B) {
	p := shipped(b)
	for _, name := range sortedKeys(hardUnits) {
		for _, size := range []int{10_000, 100_000} {
			text := strings.Repeat(hardUnits[name], size/len(hardUnits[name]))
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(name, " ", "-"), size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					p.Parse(text, English)
				}
			})
		}
	}
}
