package main

import (
	"testing"

	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/train/corpora"
)

func TestEagles(t *testing.T) {
	for _, c := range []struct {
		tag, feats string
		upos       nlp.UPOS
		ok         bool
	}{
		{"ncfp000", "Gender=Fem|Number=Plur", nlp.NOUN, true},
		{"aq0cs0", "Number=Sing", nlp.ADJ, true},
		{"vmip3p0", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", nlp.VERB, true},
		{"vmic1s0", "Mood=Cnd|Number=Sing|Person=1|VerbForm=Fin", nlp.VERB, true},
		{"vmp00pf", "Gender=Fem|Number=Plur|VerbForm=Part", nlp.VERB, true},
		{"vmn0000", "VerbForm=Inf", nlp.VERB, true},
		{"rg", "", nlp.ADV, true},
		{"np00000", "", nlp.X, false},
	} {
		upos, feats, ok := eagles(corpora.Leaf{Tag: c.tag, Form: "x"})
		if c.ok && (upos != c.upos || feats != c.feats || !ok) || !c.ok && ok {
			t.Errorf("%s: %s %q %v", c.tag, upos, feats, ok)
		}
	}
	if withPronouns(corpora.Leaf{Tag: "vmn0000", Form: "dar"}) || !withPronouns(corpora.Leaf{Tag: "vmn0000", Form: "darle"}) {
		t.Error("pronouns")
	}
}
