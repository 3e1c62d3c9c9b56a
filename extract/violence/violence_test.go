package violence_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract/violence"
	"github.com/cotejo/cotejo/nlp"
)

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		`THE "LAS PALMAS" BRIDGE`: "las palmas bridge",
		"a car-bomb":              "carbomb",
		"The Army of the Lake":    "army of lake",
		"  two\nguards ":          "two guards",
		"Ana":                     "ana",
	} {
		if got := violence.Normal(in); got != want {
			t.Errorf("Normal(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestModelRoundTrip(t *testing.T) {
	m, err := violence.Load()
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	if err := m.Write(&first); err != nil {
		t.Fatal(err)
	}
	again, err := violence.ReadModel(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Write(&second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("a model that is read and written again is another")
	}
}

func TestReadModelRefuses(t *testing.T) {
	m, err := violence.Load()
	if err != nil {
		t.Fatal(err)
	}
	var whole bytes.Buffer
	if err := m.Write(&whole); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"nothing":         nil,
		"another version": append([]byte("COTEJO-VIOLENCE-0\n"), whole.Bytes()...),
		"cut short":       whole.Bytes()[:whole.Len()/2],
		"no gzip":         []byte("COTEJO-VIOLENCE-4\nweights"),
	} {
		if _, err := violence.ReadModel(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add([]byte(nil))
	f.Add([]byte("COTEJO-VIOLENCE-4\n"))
	f.Add([]byte("COTEJO-VIOLENCE-4\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x01\x00\x00\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := violence.ReadModel(b)
		if (m == nil) == (err == nil) {
			t.Errorf("model %v, error %v", m, err)
		}
	})
}

// wires are texts of our own about places and people that do not exist.
var wires = []string{
	"SAN TELMO, 12 MAR 90 -- GUERRILLAS TODAY KIDNAPPED THE MAYOR, RAUL OTERO.",
	"SAN TELMO, 13 MAR 90 -- A BOMB EXPLODED LAST NIGHT AT THE MILL. THE LAKE FRONT CLAIMED RESPONSIBILITY.",
	"SAN TELMO, 14 MAR 90 -- THE MINISTER OPENED A SCHOOL AND SPOKE OF PEACE.",
	"SAN TELMO, 15 MAR 90 -- GUNMEN SHOT DEAD THE JUDGE IN HIS CAR.",
	"SAN TELMO, 16 MAR 90 -- PRICES ROSE AGAIN, THE BANK SAID.",
}

func TestLearnIsDeterministic(t *testing.T) {
	pipeline, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := codebook.Default()
	if err != nil {
		t.Fatal(err)
	}
	learn := func() []byte {
		var gold []violence.Gold
		for _, w := range wires {
			g := violence.Gold{Text: violence.Text{Doc: pipeline.Parse(w, nlp.English)}}
			if strings.Contains(w, "GUERRILLAS") {
				g.Roles[violence.Perpetrator] = [][]string{{"guerrillas"}}
			}
			gold = append(gold, g)
		}
		s := violence.DefaultSettings()
		s.Epochs, s.Least = 2, 1
		m, err := violence.Learn(gold, book, s)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := m.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if !bytes.Equal(learn(), learn()) {
		t.Error("the same texts give two models")
	}
}

func TestLearnWantsTexts(t *testing.T) {
	book, err := codebook.Default()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := violence.Learn(nil, book, violence.DefaultSettings()); err == nil {
		t.Error("no error for no texts")
	}
}
