package codebook

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
)

func TestDefaultIsSound(t *testing.T) {
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Predicates {
		if p.ID == "statement" {
			continue
		}
		for lang, l := range c.Languages {
			n := 0
			for _, byWord := range []map[string][]*Trigger{l.Verbs, l.Nouns, l.Adjectives} {
				for _, list := range byWord {
					for _, tr := range list {
						if tr.Predicate == p.ID {
							n++
						}
					}
				}
			}
			if n == 0 {
				t.Errorf("%s has no trigger in %s", p.ID, lang)
			}
		}
	}
}

func TestPhrasesLongestWins(t *testing.T) {
	p := Phrases{}
	p.add("ring", "jewel", false)
	p.add("crime ring", "gang", false)
	beside := func(w string) bool { return w == "crime" }
	if v, _ := p.Find("ring", beside); v != "gang" {
		t.Errorf("crime ring is a %q", v)
	}
	if v, _ := p.Find("ring", func(string) bool { return false }); v != "jewel" {
		t.Errorf("ring is a %q", v)
	}
	if _, ok := p.Find("king", beside); ok {
		t.Error("king is no phrase")
	}
}

func TestMistakesAreToldWithTheirLine(t *testing.T) {
	base := map[string]string{}
	sub, _ := fs.Sub(data, "data")
	_ = fs.WalkDir(sub, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, _ := fs.ReadFile(sub, path)
			base[path] = string(b)
		}
		return nil
	})
	for _, c := range []struct{ name, file, text, want string }{
		{"unknown predicate", "en/triggers.yaml", "triggers:\n  - {predicate: theft, verbs: [pinch]}\n", `en/triggers.yaml:2: unknown predicate "theft"`},
		{"unknown role", "en/triggers.yaml", "triggers:\n  - {predicate: arrest, verbs: [nab], thief: obj}\n", `en/triggers.yaml:2: predicate arrest has no role "thief"`},
		{"unknown class", "en/triggers.yaml", "triggers:\n\n  - {predicate: arrest, verbs: [nab], target: obj, when: {obj: [martian]}}\n", `en/triggers.yaml:3: when: obj: unknown class "martian"`},
		{"no words", "es/triggers.yaml", "triggers:\n  - {predicate: arrest, target: obj}\n", `es/triggers.yaml:2: no verbs, nouns or adjectives`},
		{"unknown stage", "es/triggers.yaml", "triggers:\n  - {predicate: activity, verbs: [ver], stage: hiding}\n", `es/triggers.yaml:2: unknown stage "hiding"`},
		{"unknown field", "en/grammar.yaml", "wher: [in]\n", `unknown field "wher"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := fstest.MapFS{}
			for path, text := range base {
				m[path] = &fstest.MapFile{Data: []byte(text)}
			}
			m[c.file] = &fstest.MapFile{Data: []byte(c.text)}
			_, err := Load(m)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestParticles(t *testing.T) {
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, tr := range c.Languages[nlp.English].Verbs["take"] {
		if tr.Word == "take over" && len(tr.Particles) == 1 && tr.Particles[0] == "over" {
			return
		}
	}
	t.Error("take over is not listed under take with its particle")
}

func TestFits(t *testing.T) {
	book, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		predicate, role string
		is              cotejo.EntityType
		want            bool
	}{
		{"arrest", "target", cotejo.Person, true},
		{"arrest", "target", cotejo.Place, false},
		{"arrest", "place", cotejo.Place, true},
		{"arrest", "place", cotejo.Person, false},
		{"membership", "agent", cotejo.Organization, true},        // somebody whose name was read as a body's
		{"membership", "destination", cotejo.Organization, false}, // no membership has one, and where others have one it is a place
	} {
		if got := book.Fits(c.predicate, c.role, c.is); got != c.want {
			t.Errorf("%s as the %s of %s: %v", c.is, c.role, c.predicate, got)
		}
	}
}
