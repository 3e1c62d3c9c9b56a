package copies

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func show(old, new string, changes []Change) []string {
	o, n := []rune(old), []rune(new)
	var out []string
	for _, c := range changes {
		s := string(c.Kind)
		if !c.Old.Empty() {
			s += " [" + string(o[c.Old.Start:c.Old.End]) + "]"
		}
		if !c.New.Empty() {
			s += " [" + string(n[c.New.Start:c.New.End]) + "]"
		}
		out = append(out, s)
	}
	return out
}

func TestChanges(t *testing.T) {
	old := "El alcalde lo negó. «¿Quién paga?», preguntó Rus.\n\nLa lancha llevaba cuatro toneladas, según la policía. Nadie durmió."
	for _, test := range []struct {
		name, new string
		want      []string
	}{
		{"nothing", old, nil},
		{"capitals and line ends", strings.ToUpper(strings.ReplaceAll(old, "\n\n", "\n \n")), nil},
		{"another order", "Nadie durmió. La lancha llevaba cuatro toneladas, según la policía.\nEl alcalde lo negó.\n«¿Quién paga?», preguntó Rus.", nil},
		{"a figure", strings.Replace(old, "cuatro", "seis", 1),
			[]string{"changed [La lancha llevaba cuatro toneladas, según la policía.] [La lancha llevaba seis toneladas, según la policía.]"}},
		{"one more and one less", strings.Replace(old, "El alcalde lo negó. ", "Hay nueve presos en Ñuñoa. ", 1),
			[]string{"added [Hay nueve presos en Ñuñoa.]", "dropped [El alcalde lo negó.]"}},
		{"said twice", old + " Nadie durmió.", []string{"added [Nadie durmió.]"}},
		{"all gone", "", []string{"dropped [El alcalde lo negó.]", "dropped [«¿Quién paga?», preguntó Rus.]", "dropped [La lancha llevaba cuatro toneladas, según la policía.]", "dropped [Nadie durmió.]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := show(old, test.new, Changes(old, test.new)); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// Whatever the texts are, what one direction adds the other drops, and spans lie in the texts.
func TestChangesBothWays(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Uno ve.", "Ñu va.", "El ñu va ya.", "\n", "¿Sí?", "3 van", "…", "ir."}), 0, 30).Draw(t, "text"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		count := func(cs []Change, k ChangeKind) (n int) {
			for _, c := range cs {
				if c.Kind == k {
					n++
				}
			}
			return n
		}
		there, back := Changes(a, b), Changes(b, a)
		show(a, b, there)
		if count(there, Added)+count(there, Changed) != count(back, Dropped)+count(back, Changed) {
			t.Fatalf("%q and %q", show(a, b, there), show(b, a, back))
		}
	})
}

func FuzzChanges(f *testing.F) {
	f.Add(wireText, ownReport)
	f.Add("\xff. A", "\u0301. B? \n\n «C»")
	f.Fuzz(func(t *testing.T, old, new string) { show(old, new, Changes(old, new)) })
}

func BenchmarkChanges(b *testing.B) {
	sentences := func(seed uint64) string { return strings.ReplaceAll(otherText(seed, 500_000), " wa", ". Wa") }
	old, new := sentences(1), sentences(2)
	same := strings.Repeat("Ay ay. ", 300_000)
	for _, x := range []struct{ name, old, new string }{{"nothing in common", old, new}, {"one sentence", same, same[7:]}} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				Changes(x.old, x.new)
			}
		})
	}
}
