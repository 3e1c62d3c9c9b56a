package copies

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Ledgers keep keys: these must come out the same for ever.
func TestSketchIsTheSameForEver(t *testing.T) {
	got := Sketch("Nine men were arrested, and two jumped into the sea.")
	want := []uint64{0xf16683ba28694c, 0x1bf6b3549a834e17, 0x7a990e1408b2b7d9, 0x8291abaca188d6fa, 0xc96933d49263aed4, 0xccc8339ee28c4490, 0xf11e37c6db7b7a37, 0xf4fb70456f18038d}
	if !slices.Equal(got.Keys, want) || got.Words != 10 {
		t.Errorf("got %#x of %d words", got.Keys, got.Words)
	}
}

func TestSketch(t *testing.T) {
	sketch := Sketch(wireText)
	for _, test := range []struct {
		name, text string
		same       bool
	}{
		{"capitals", strings.ToUpper(wireText), true},
		{"other marks", strings.NewReplacer(",", " ;", `"`, "»", "-", "—").Replace(wireText), true},
		{"accents", strings.ReplaceAll(wireText, "o", "ó"), true},
		{"accents apart", strings.ReplaceAll(wireText, "o", "o\u0301"), true},
		{"another text", ownReport, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := slices.Equal(Sketch(test.text).Keys, sketch.Keys); got != test.same {
				t.Errorf("same keys: %v", got)
			}
		})
	}
}

func TestSketchOfShortAndLongTexts(t *testing.T) {
	for _, test := range []struct{ words, min, max int }{
		{2, 0, 0}, {3, 1, 1}, {12, 10, 10}, {200, least, least}, {740, least, 40}, {3000, 60, 130}, {60_000, largest, largest},
	} {
		if n := len(Sketch(otherText(7, test.words)).Keys); n < test.min || n > test.max {
			t.Errorf("%d words: %d keys", test.words, n)
		}
	}
	if n := len(Sketch(strings.Repeat("ay ", 100_000)).Keys); n != 1 {
		t.Errorf("one word again and again: %d keys", n)
	}
}

// What a text shares with a part of another is the part of the keys that it is of the text.
func TestSketchFindsAThird(t *testing.T) {
	found := 0
	for seed := range uint64(200) {
		original := otherText(seed, 800)
		ps := paragraphs(original)
		reprint := joined(joined(ps[6:10]...), otherText(seed+1000, 300), ps[2])
		a, b := Sketch(original), Sketch(reprint)
		shared := 0
		for _, key := range a.Keys {
			if _, ok := slices.BinarySearch(b.Keys, key); ok {
				shared++
			}
		}
		if Worth(shared, len(a.Keys), len(b.Keys)) {
			found++
		}
	}
	if found < 190 {
		t.Errorf("%d of 200 reprints are found by their keys", found)
	}
}

func TestWorth(t *testing.T) {
	for _, test := range []struct {
		shared, a, b int
		want         bool
	}{
		{0, 0, 0, false}, {1, 1, 1, false}, {2, 16, 16, true}, {2, 16, 200, true}, {2, 24, 30, false}, {3, 24, 30, true},
	} {
		if got := Worth(test.shared, test.a, test.b); got != test.want || got != Worth(test.shared, test.b, test.a) {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

func TestSketchOfTheSameText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		a, b := Sketch(text), Sketch(" "+text+"\n")
		if !slices.Equal(a.Keys, b.Keys) || a.Words != b.Words {
			t.Fatal("space around a text matters")
		}
		if !slices.IsSorted(a.Keys) || len(slices.Compact(slices.Clone(a.Keys))) != len(a.Keys) {
			t.Fatal("keys are not sorted, each once")
		}
	})
}
