package nlp

import "testing"

// TestPlainGo parses reports with the kernels in plain Go: they round otherwise, and should find the same.
func TestPlainGo(t *testing.T) {
	if !fast {
		t.Skip("this machine has no AVX2")
	}
	p := loaded(t)
	defer func() { fast = true }()
	for _, lang := range []Lang{English, Spanish} {
		text := report(t, lang)
		fast = true
		want := p.Parse(text, lang)
		fast = false
		got := p.Parse(text, lang)
		other := 0
		for i := range want.Form {
			if got.Form[i] != want.Form[i] || got.UPOS[i] != want.UPOS[i] || got.Feats[i] != want.Feats[i] || got.Head[i] != want.Head[i] || got.Rel[i] != want.Rel[i] || got.Name[i] != want.Name[i] {
				other++
			}
		}
		// A tie in the fourth decimal may fall the other way.
		if other > want.Len()/200 {
			t.Errorf("%s: %d of %d words came out otherwise", lang, other, want.Len())
		}
	}
}
