package demo_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
)

// Every demo report is read, says who published it and when, and stands in the story's table as it is.
func TestReports(t *testing.T) {
	story, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	byURL := map[cotejo.Text][]string{}
	languages := map[string]int{}
	ids := map[string]string{}
	for in, err := range intake.Walk([]string{"reports"}, nil, intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := in.Read(context.Background())
		if err != nil {
			t.Error(err)
			continue
		}
		d, name := r.Document, filepath.Base(in.Name)
		languages[d.Language]++
		if other, ok := ids[d.ID]; ok {
			t.Errorf("%s and %s are the same bytes", name, other)
		}
		ids[d.ID] = name
		byURL[d.URL] = append(byURL[d.URL], name)
		if d.Title == "" || d.Publisher == "" || d.Published == "" || d.URL == "" {
			t.Errorf("%s lacks what its side file or page should say: %q, %q, %q, %q", name, d.Title, d.Publisher, d.Published, d.URL)
		}
		if lang, ok := intake.DetectLanguage(d.Text); !ok || lang != d.Language {
			t.Errorf("%s is called %s but reads as %q", name, d.Language, lang)
		}
		if row := "| `" + name + "` | " + d.Language + " | " + string(d.Published) + " |"; !strings.Contains(string(story), row) {
			t.Errorf("README.md lacks the row %s", row)
		}
	}
	if languages["en"] != 18 || languages["es"] != 12 {
		t.Errorf("got %v reports", languages)
	}
	for url, names := range byURL {
		if revised := strings.Contains(string(url), "muere-el-relojero"); len(names) > 1 != revised {
			t.Errorf("%s is the address of %v", url, names)
		}
	}
}

// What the pages hold besides their report is either gone or marked.
func TestPages(t *testing.T) {
	for name, c := range map[string]struct{ begins, marked, gone string }{
		"gulf-lantern-puerto-cortes-crackdown.html":  {"PUERTO CORTÉS, Honduras — Honduras has put", "Read more: Port clerk held over container seals", "Bruma Cartel"},
		"noticiero-colima-detenidos-manzanillo.html": {"MANZANILLO, Col.- Elementos de la Marina", "Lea también: Así creció el puerto en diez años", "Deportes"},
	} {
		for in := range intake.Walk([]string{filepath.Join("reports", name)}, nil, intake.Options{}) {
			r, err := in.Read(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			text := []rune(r.Document.Text)
			var marked, kept strings.Builder
			at := 0
			for _, s := range r.Furniture {
				kept.WriteString(string(text[at:s.Start]))
				marked.WriteString(string(text[s.Start:s.End]) + "\n")
				at = s.End
			}
			kept.WriteString(string(text[at:]))
			if !strings.Contains(kept.String(), c.begins) || !strings.Contains(marked.String(), c.marked) || strings.Contains(string(text), c.gone) {
				t.Errorf("%s: kept\n%s\nmarked\n%s", name, kept.String(), marked.String())
			}
			for _, word := range []string{"cookies", "newsletter", "Share", "twitter", "Síguenos", "Comparte", "reservados", "reserved"} {
				if strings.Contains(kept.String(), word) {
					t.Errorf("%s: %q is left in the report", name, word)
				}
			}
		}
	}
}
