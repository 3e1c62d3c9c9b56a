package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/web/internal/fixture"
	"pgregory.net/rapid"
)

// drawn writes a layout as a line: "[1,2:words]^2" is words of claims 1 and 2, at whose end claim 2 ends; paragraphs stand apart with |.
func drawn(paragraphs []paragraph) string {
	var out []string
	for _, p := range paragraphs {
		var b strings.Builder
		for _, pc := range p.Pieces {
			if !pc.Marked() {
				b.WriteString(pc.Text)
				continue
			}
			fmt.Fprintf(&b, "[%s:%s]", strings.ReplaceAll(pc.For(), " ", ","), pc.Text)
			for _, c := range pc.Ends {
				fmt.Fprintf(&b, "^%d", c.Number)
			}
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "|")
}

func claimAt(start, end int) cotejo.Finding {
	return cotejo.Finding{Claim: cotejo.Claim{ID: fmt.Sprintf("c%d-%d", start, end), Hedge: cotejo.Said, Evidence: cotejo.Evidence{Span: cotejo.Span{Start: start, End: end}}}}
}

func TestLay(t *testing.T) {
	for _, c := range []struct {
		name, text string
		spans      [][2]int
		want       string
	}{
		{"none", "ab cd", nil, "ab cd"},
		{"one", "ab cd", [][2]int{{3, 5}}, "ab [1:cd]^1"},
		{"code points, not bytes", "ñá cd", [][2]int{{3, 5}}, "ñá [1:cd]^1"},
		{"nested", "abcdef", [][2]int{{2, 4}, {0, 6}}, "[1:ab][1,2:cd]^2[1:ef]^1"},
		{"crossing", "abcdef", [][2]int{{0, 4}, {2, 6}}, "[1:ab][1,2:cd]^1[2:ef]^2"},
		{"the same words", "abcdef", [][2]int{{1, 3}, {1, 3}}, "a[1,2:bc]^1^2def"},
		{"over paragraphs", "ab\n\ncd\n\nef", [][2]int{{1, 9}}, "a[1:b]|[1:cd]|[1:e]^1f"},
		{"line breaks part paragraphs", "ab\ncd", [][2]int{{3, 5}}, "ab|[1:cd]^1"},
		{"white space at the ends", "ab\n\ncd", [][2]int{{1, 4}}, "a[1:b]^1|cd"},
		{"outside the text", "abc", [][2]int{{2, 99}, {-5, 1}}, "[1:a]^1b[2:c]^2"},
		{"nowhere", "abc", [][2]int{{7, 9}}, "abc"},
		{"backwards", "abc", [][2]int{{2, 1}}, "abc"},
		{"no text", "", [][2]int{{0, 0}}, ""},
	} {
		var findings []cotejo.Finding
		for _, s := range c.spans {
			findings = append(findings, claimAt(s[0], s[1]))
		}
		got := lay(c.text, findings)
		if d := drawn(got); d != c.want {
			t.Errorf("%s: %s, want %s", c.name, d, c.want)
		}
		cards := 0
		for _, p := range got {
			cards += len(p.Claims)
		}
		if cards != len(c.spans) {
			t.Errorf("%s: %d cards for %d claims", c.name, cards, len(c.spans))
		}
	}
}

func TestLayMarksSources(t *testing.T) {
	reading := fixture.Reports()[0]
	var vouching []string
	for _, p := range lay(reading.Document.Text, reading.Findings()) {
		for _, pc := range p.Pieces {
			if slices.Contains(pc.Vouches, 1) {
				vouching = append(vouching, pc.Text)
			}
		}
	}
	if got := strings.Join(vouching, "|"); got != "Agencia Sur|Teresa Lucena, a prosecutor|told" {
		t.Errorf("claim 1 rests on %q", got)
	}
}

// Whatever spans claims have, the text stays whole but for the white space between paragraphs, every claim gets one card, and each piece is
// under exactly the claims that cover it.
func TestLayKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab ñ\n")), 0, 60, -1).Draw(t, "text")
		runes := []rune(text)
		var findings []cotejo.Finding
		for i := range rapid.IntRange(0, 6).Draw(t, "claims") {
			start := rapid.IntRange(-2, len(runes)+2).Draw(t, "start")
			f := claimAt(start, start+rapid.IntRange(-1, 20).Draw(t, "length"))
			f.ID = fmt.Sprint(i)
			findings = append(findings, f)
		}
		var kept strings.Builder
		cards := map[string]int{}
		begins, ends := map[int]int{}, map[int]int{}
		for _, p := range lay(text, findings) {
			for _, c := range p.Claims {
				cards[c.ID]++
			}
			for _, pc := range p.Pieces {
				kept.WriteString(pc.Text)
				for _, c := range pc.Begins {
					begins[c.Number]++
				}
				for _, c := range pc.Ends {
					ends[c.Number]++
				}
				if pc.Depth != min(len(pc.Claims), 3) {
					t.Fatalf("depth %d under claims %v", pc.Depth, pc.Claims)
				}
			}
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if bare(kept.String()) != bare(text) {
			t.Fatalf("%q became %q", text, kept.String())
		}
		if len(cards) != len(findings) {
			t.Fatalf("%d claims, cards for %v", len(findings), cards)
		}
		for n, times := range begins {
			if times != 1 || ends[n] != 1 {
				t.Fatalf("claim %d begins %d times and ends %d times", n, times, ends[n])
			}
		}
		if len(begins) != len(ends) {
			t.Fatalf("claims begin %v and end %v", begins, ends)
		}
	})
}

func TestWrappedLinesFlow(t *testing.T) {
	wrappedText := strings.Repeat("some words that fill a line of a plain text to about its width\n", 3) + "and end."
	if p := lay(wrappedText, nil); len(p) != 1 || !p[0].Wrapped {
		t.Errorf("lines broken to a width became %d paragraphs", len(p))
	}
	if p := lay("Title\nA line\nAnother line", nil); len(p) != 3 || p[0].Wrapped {
		t.Errorf("short lines became %d paragraphs, want 3", len(p))
	}
}
