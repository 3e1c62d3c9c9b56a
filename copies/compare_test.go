package copies

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCompare(t *testing.T) {
	ps := paragraphs(wireText)
	edited := strings.NewReplacer(
		"PUERTO SOMBRA, 4 March (Mareas) - Police seized", "Sailors took 7 big sacks off a boat on Monday night, 5 March 2031. The police seized",
		"Commander Irene Tolosa told reporters", "according to Commander Tolosa, who spoke",
		"Prosecutors say that they now buy", "According to prosecutors, they buy",
		"who asked not to be named because he", "whom the paper does not name as he",
		"It said it would answer", "The town hall will answer").Replace(wireText)
	figures := strings.NewReplacer("four tons", "six tons", "Nine men", "Twelve men", "forty miles", "25 miles").Replace(wireText)
	scanned := strings.NewReplacer("boat", "b0at", "were", "wcre", "river", "rivcr", "said", "sald").Replace(wireText)
	for _, test := range []struct {
		name, a, b string
		want       Verdict
	}{
		{"the same", wireText, wireText, Copy},
		{"capitals", wireText, strings.ToUpper(wireText), Copy},
		{"cut to its first half", wireText, joined(ps[:3]...), Copy},
		{"put in another order", wireText, joined("Tons of cocaine off Puerto Sombra", ps[3], ps[4], ps[0], ps[1]), Copy},
		{"attributions in other words", wireText, edited, Copy},
		{"scanned", wireText, scanned, Copy},
		{"with another text behind", wireText, joined(wireText, otherText(3, 250)), Copy},
		{"one figure put right", wireText, strings.Replace(wireText, "forty miles", "50 miles", 1), Copy},
		{"figures brought up to date", wireText, figures, Partial},
		{"another reporter's own words", wireText, ownReport, Partial},
		{"one notice at the foot", joined(otherText(4, 90), footNotice), joined(otherText(5, 60), footNotice), Partial},
		{"quotes alone", quoting(6), quoting(7), Partial},
		{"another text", wireText, otherText(8, 300), None},
		{"nothing", wireText, "", None},
		{"nothing at all", "", "", None},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Compare(test.a, test.b)
			if got.Verdict != test.want || got.Reason == "" {
				t.Errorf("%s: %s (%.2f, %.2f)", got.Verdict, got.Reason, got.A, got.B)
			}
		})
	}
}

// quoting is a text of which more than half are the same quotes.
func quoting(seed uint64) string {
	quote := "“" + paragraphs(wireText)[3] + "”"
	return joined(otherText(seed, 30), quote, otherText(seed+50, 30))
}

func TestCompareSaysWhere(t *testing.T) {
	shared := "los nueve señores del muelle guardaban los sacos en la bodega del Ñandú"
	a := "Ayer, según él, " + shared + ". Fin."
	b := "«" + strings.ToUpper(shared) + "», dijo."
	got := Compare(a, b)
	if len(got.Spans) != 1 {
		t.Fatalf("%+v", got)
	}
	cut := func(text string, from, to int) string { return string([]rune(text)[from:to]) }
	if s := got.Spans[0]; cut(a, s.A.Start, s.A.End) != shared || cut(b, s.B.Start, s.B.End) != strings.ToUpper(shared) {
		t.Errorf("%q and %q", cut(a, s.A.Start, s.A.End), cut(b, s.B.Start, s.B.End))
	}
}

func TestCompareSame(t *testing.T) {
	ps := paragraphs(wireText)
	digest := joined(otherText(9, 300), strings.Replace(ps[3], "Prosecutors say that they now buy paste", "According to prosecutors they buy paste now", 1), otherText(10, 300))
	for _, test := range []struct{ name, a, b, want string }{
		{"a paragraph in a digest", wireText, digest,
			"The Calamares began as stevedores who let crates pass for a fee|buy paste|in the hills behind Valdeniebla, cook it in sheds along the river and ship it north in boats built for tuna"},
		{"half a sentence", wireText, joined(otherText(9, 300), "The Calamares began as stevedores who let crates pass for a fee.", otherText(10, 300)), ""},
	} {
		got := Compare(test.a, test.b)
		if got.Verdict != Partial {
			t.Errorf("%s: %s", test.name, got.Verdict)
		}
		var same []string
		for _, m := range got.Same {
			x, y := string([]rune(test.a)[m.A.Start:m.A.End]), string([]rune(test.b)[m.B.Start:m.B.End])
			if x != y {
				t.Errorf("%s: %q and %q", test.name, x, y)
			}
			same = append(same, x)
		}
		if strings.Join(same, "|") != test.want {
			t.Errorf("%s: %q, want %q", test.name, same, test.want)
		}
	}
}

func TestNumbersFile(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"fr\tdeux", `no language "fr"`}, {"en two", "want a language"}, {"es\tDos", `write "dos"`}, {"es\tdieciséis", `write "dieciseis"`}, {"en\ttwo\nen\ttwo", "twice"},
	} {
		if _, err := readNumbers(test.line); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v", test.line, err)
		}
	}
	if numbers["siete"] != "es" || numbers["seven"] != "en" {
		t.Error("sevens are missing")
	}
}

// check holds for any two texts.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, a, b string) {
	t.Helper()
	o, back := Compare(a, b), Compare(b, a)
	if o.Verdict != back.Verdict || o.A != back.B || o.B != back.A || o.Reason != back.Reason || len(o.Spans) != len(back.Spans) {
		t.Fatalf("not the same from both sides: %+v and %+v", o, back)
	}
	if o.A < 0 || o.A > 1 || o.B < 0 || o.B > 1 || (o.Verdict == None) != (len(o.Spans) == 0) {
		t.Fatalf("%+v", o)
	}
	if len(o.Same) != len(back.Same) {
		t.Fatalf("not the same words from both sides: %+v and %+v", o.Same, back.Same)
	}
	for _, m := range o.Same {
		if x, y := words(string([]rune(a)[m.A.Start:m.A.End])), words(string([]rune(b)[m.B.Start:m.B.End])); !slices.EqualFunc(x, y, func(x, y word) bool { return x.hash == y.hash }) {
			t.Fatalf("%+v is not the same", m)
		}
	}
	for i, m := range o.Spans {
		if m.A.Start < 0 || m.A.Empty() || m.A.End > utf8.RuneCountInString(a) || m.B.Start < 0 || m.B.Empty() || m.B.End > utf8.RuneCountInString(b) {
			t.Fatalf("span %+v of %d and %d", m, utf8.RuneCountInString(a), utf8.RuneCountInString(b))
		}
		if i > 0 && m.A.Start < o.Spans[i-1].A.Start {
			t.Fatalf("spans out of order: %+v", o.Spans)
		}
	}
}

func TestCompareHolds(t *testing.T) {
	vocabulary := rapid.SampledFrom([]string{"a", "b", "c", "dos", "3", "“", "”", ".", "\n"})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(vocabulary, 0, 80).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) { check(t, text.Draw(t, "a"), text.Draw(t, "b")) })
}

func FuzzCompare(f *testing.F) {
	f.Add(wireText, ownReport)
	f.Add(strings.Repeat("a b ", 50), strings.Repeat("a b b ", 50))
	f.Add("\xff\xfe “dos” \x00", "İstanbul ﬁn Å \u0301")
	f.Fuzz(func(t *testing.T, a, b string) { check(t, a, b) })
}

func FuzzSketch(f *testing.F) {
	f.Add(wireText)
	f.Add("\xff 1 2\u0301 ½ ﬁ")
	f.Fuzz(func(t *testing.T, text string) {
		s := Sketch(text)
		if len(s.Keys) > largest || len(s.Keys) > s.Words {
			t.Fatalf("%d keys of %d words", len(s.Keys), s.Words)
		}
		for _, w := range words(text) {
			if w.span.Empty() || w.span.End > utf8.RuneCountInString(text) {
				t.Fatalf("word at %+v", w.span)
			}
		}
	})
}

// Texts on which alignments are slow: ten times the text may take ten times as long and no more. Run with -bench Compare.
func BenchmarkCompare(b *testing.B) {
	for _, kind := range []struct {
		name string
		make func(n int) (string, string)
	}{
		{"story", func(n int) (string, string) {
			return otherText(1, n), otherText(1, n/2) + otherText(2, n/2)
		}},
		{"one word", func(n int) (string, string) { return strings.Repeat("ay ", n), strings.Repeat("ay ", n-1) }},
		{"one word against seven", func(n int) (string, string) { return strings.Repeat("ay ", n), strings.Repeat("ay ", 7) }},
		{"two rhythms", func(n int) (string, string) {
			return strings.Repeat("a b c d x ", n/5), strings.Repeat("a b c d y y y ", n/7)
		}},
		{"no space", func(n int) (string, string) { return strings.Repeat("a", 5*n), strings.Repeat("a", 5*n-1) }},
	} {
		for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, n), func(b *testing.B) {
				x, y := kind.make(n)
				start := time.Now()
				for b.Loop() {
					Compare(x, y)
				}
				b.ReportMetric(float64(time.Since(start).Nanoseconds())/float64(b.N)/float64(n), "ns/word")
			})
		}
	}
}

func BenchmarkSketch(b *testing.B) {
	for _, n := range []int{740, 1_000_000} {
		text := otherText(1, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Sketch(text)
			}
		})
	}
}
