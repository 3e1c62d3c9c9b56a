package nlp

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode"
)

func loaded(t testing.TB) *Pipeline {
	t.Helper()
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func report(t testing.TB, lang Lang) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "reports", string(lang)+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestManifest(t *testing.T) {
	list, err := fs.ReadFile(modelFiles, "models/manifest.tsv")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(modelFiles, "models/*.bin")
	if err != nil || len(files) != 6 {
		t.Fatalf("models %v, error %v", files, err)
	}
	size := 0
	for _, f := range files {
		b, err := fs.ReadFile(modelFiles, f)
		if err != nil {
			t.Fatal(err)
		}
		size += len(b)
		if line := fmt.Sprintf("%x\t%s\n", sha256.Sum256(b), filepath.Base(f)); !strings.Contains(string(list), line) {
			t.Errorf("manifest.tsv lacks %q: run go run ./train/manifest", line)
		}
	}
	if size >= 40<<20 {
		t.Errorf("the models have %d bytes: they should stay under 40 MB", size)
	}
}

// words finds the words of d with a form.
func words(d *Doc, form string) (at []int) {
	for i, f := range d.Form {
		if f == form {
			at = append(at, i)
		}
	}
	return at
}

func TestParse(t *testing.T) {
	p := loaded(t)
	for _, c := range []struct {
		lang                         Lang
		text                         string
		word, lemma, feat, rel, head string
		upos                         UPOS
		name                         string
		kind                         Kind
	}{
		{English, "Police arrested two men in Antwerp.", "arrested", "arrest", "Tense=Past", "root", "", VERB, "Antwerp", LOC},
		{English, "POLICE ARRESTED TWO MEN IN ANTWERP.", "MEN", "man", "Number=Plur", "obj", "ARRESTED", NOUN, "ANTWERP", LOC},
		{English, "The boat was seized by Maria Ruiz.", "boat", "boat", "Number=Sing", "nsubj:pass", "seized", NOUN, "Maria Ruiz", PER},
		{Spanish, "La policía detuvo a dos hombres en Bogotá.", "hombres", "hombre", "Number=Plur", "obj", "detuvo", NOUN, "Bogotá", LOC},
		{Spanish, "Los barcos fueron incautados por Marta Ruiz.", "incautados", "incautar", "VerbForm=Part", "root", "", VERB, "Marta Ruiz", PER},
	} {
		d := p.Parse(c.text, c.lang)
		at := words(d, c.word)
		if len(at) != 1 {
			t.Errorf("%q: %d words %q", c.text, len(at), c.word)
			continue
		}
		i, head := at[0], ""
		if h := d.Head[i]; h >= 0 {
			head = d.Form[h]
		}
		if d.Lemma[i] != c.lemma || d.UPOS[i] != c.upos || !strings.Contains(d.Feats[i], c.feat) || d.Rel[i] != c.rel || head != c.head {
			t.Errorf("%q: %s is %s %s %s, %s of %q", c.text, c.word, d.Lemma[i], d.UPOS[i], d.Feats[i], d.Rel[i], head)
		}
		if names := d.Names(); len(names) != 1 || d.TextOf(names[0].Range) != c.name || names[0].Kind != c.kind {
			t.Errorf("%q: names %v", c.text, names)
		}
	}
}

// TestAnnotateKeepsWords annotates what Parse made: nothing may change.
func TestAnnotateKeepsWords(t *testing.T) {
	p := loaded(t)
	for _, lang := range []Lang{English, Spanish} {
		d := p.Parse(report(t, lang), lang)
		c := *d
		p.Annotate(&c)
		if !reflect.DeepEqual(&c, d) {
			t.Errorf("%s: annotating a parsed report changes it", lang)
		}
	}
}

// TestParseTogether parses many texts at once and one by one.
func TestParseTogether(t *testing.T) {
	p := loaded(t)
	texts := []string{report(t, English), report(t, Spanish), "", "One.", strings.Repeat("boats and ", 300)}
	want := make([]*Doc, len(texts))
	for i, text := range texts {
		want[i] = p.Parse(text, []Lang{English, Spanish}[i%2])
	}
	var wg sync.WaitGroup
	for range 4 {
		for i, text := range texts {
			wg.Go(func() {
				if got := p.Parse(text, []Lang{English, Spanish}[i%2]); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("text %d came out otherwise beside others", i)
				}
			})
		}
	}
	wg.Wait()
}

func BenchmarkParse(b *testing.B) {
	p := loaded(b)
	for _, lang := range []Lang{English, Spanish} {
		text := strings.Repeat(report(b, lang)+"\n\n", 10)
		b.Run(string(lang), func(b *testing.B) {
			b.ReportAllocs()
			words := 0
			for b.Loop() {
				words += p.Parse(text, lang).Len()
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "tokens/s")
		})
		b.Run(string(lang)+"/parallel", func(b *testing.B) {
			n := p.Parse(text, lang).Len()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					p.Parse(text, lang)
				}
			})
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	models, err := fs.Sub(modelFiles, "models")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := LoadFrom(models); err != nil {
			b.Fatal(err)
		}
	}
}

// However a text is set, its marks are marks: a name, a verb or a noun that a quotation mark is taken for spoils the whole sentence.
func TestTypography(t *testing.T) {
	p := loaded(t)
	for lang, texts := range map[Lang][]string{
		Spanish: {"Dijo: “Es falso”.", "Dijo: ‘Es falso’.", "Dijo: «Es falso».", "Dijo: „Es falso‟.", "—¿Quién manda ahora? —preguntó.", "– La banda opera aquí.", "Pagaban… y se iban.",
			"El alcalde ―que es nuevo― dijo que sí.", "• La banda opera aquí.", "· La banda opera aquí.", "● La banda opera aquí.", "▪ La banda opera aquí."},
		English: {"He said: “It is false”.", "He said: ‘It is false’.", "He said: „It is false‟.", "The mayor — who is new — said so.", "The mayor ― who is new ― said so.", "They paid… and left.",
			"• The gang operates here.", "● The gang operates here.", "▪ The gang operates here."},
	} {
		for _, text := range texts {
			d := p.Parse(text, lang)
			for i, form := range d.Form {
				if !strings.ContainsFunc(form, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && d.UPOS[i] != PUNCT {
					t.Errorf("%s: %q in %q is %v", lang, form, text, d.UPOS[i])
				}
			}
		}
	}
}
