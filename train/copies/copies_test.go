package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

// writeTexts makes a folder of texts as PolNeAR's, of invented words.
func writeTexts(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "text"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		var ps []string
		for p := range 8 {
			var ws []string
			for w := range 30 {
				ws = append(ws, fmt.Sprintf("word%dx%d", i, (p*31+w*w)%97))
			}
			ps = append(ps, fmt.Sprintf("Commander Tolosa said that %s. It cost %d coins and %d pearls.", strings.Join(ws, " "), 10+i+p, 50+i*p))
		}
		name := fmt.Sprintf("lantern_2031-03-%02d_story-%d.txt", 1+i%28, i)
		if err := os.WriteFile(filepath.Join(folder, "text", name), []byte(strings.Join(ps, "\n\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestMakeAndScore(t *testing.T) {
	texts := writeTexts(t, 40)
	var outs [2]string
	for i := range outs {
		folder := t.TempDir()
		if err := run([]string{"make", "--seed", "3", texts, folder}, &bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := run([]string{"score", folder}, &out); err != nil {
			t.Fatal(err)
		}
		outs[i] = out.String()
	}
	if outs[0] != outs[1] {
		t.Errorf("one seed, two results:\n%s\n%s", outs[0], outs[1])
	}
	for _, want := range []string{"copy cut", "copy scan", "none update", "pairs: precision", "adjusted Rand index"} {
		if !strings.Contains(outs[0], want) {
			t.Errorf("no %q in\n%s", want, outs[0])
		}
	}
}

func TestTime(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{"time", "--documents", "60", writeTexts(t, 10)}, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "60 documents in ") {
		t.Error(out.String())
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"make"}, {"score", "a", "b"}, {"time", t.TempDir()}} {
		if err := run(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%q is no mistake", args)
		}
	}
}

func TestRandIndex(t *testing.T) {
	c := &collection{family: map[string]string{"a": "a", "b": "a", "c": "c", "d": "c"}}
	for id := range c.family {
		c.documents = append(c.documents, cotejo.Document{ID: id})
	}
	right := []cotejo.Copies{{Origin: "a", Copies: []cotejo.Copy{{Document: "b"}}}, {Origin: "d", Copies: []cotejo.Copy{{Document: "c"}}}}
	crossed := []cotejo.Copies{{Origin: "a", Copies: []cotejo.Copy{{Document: "c"}}}, {Origin: "b", Copies: []cotejo.Copy{{Document: "d"}}}}
	for _, test := range []struct {
		found []cotejo.Copies
		want  float64
	}{{right, 1}, {crossed, -0.5}, {nil, 0}} {
		if got := randIndex(c, test.found); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("got %v, want %v", got, test.want)
		}
	}
}

func TestRenewChangesFiguresAndKeepsYears(t *testing.T) {
	e, err := newEditor(1)
	if err != nil {
		t.Fatal(err)
	}
	got, n := e.renew("In 2016 they had 12 boats and 7 crews.", 1)
	if n != 2 || !strings.Contains(got, "In 2016") || strings.Contains(got, " 12 ") || strings.Contains(got, " 7 ") {
		t.Errorf("%d in %q", n, got)
	}
}
