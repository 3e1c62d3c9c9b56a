package nlp

import (
	"slices"
	"testing"
)

func TestRepairNicknames(t *testing.T) {
	// founded by Juan “Chispa” Ríos, with the nickname and the surname hung elsewhere
	d := &Doc{
		Form:  []string{"founded", "by", "Juan", "“", "Chispa", "”", "Ríos", "."},
		UPOS:  []UPOS{VERB, ADP, PROPN, PUNCT, PROPN, PUNCT, PROPN, PUNCT},
		Head:  []int32{-1, 2, 0, 4, 6, 4, 0, 0},
		Rel:   []string{"root", "case", "obl", "punct", "compound", "punct", "parataxis", "punct"},
		Name:  []Tag{{}, {}, {PER, true}, {}, {}, {}, {PER, true}, {}},
		Sents: []Range{{0, 8}},
	}
	repairNicknames(d)
	if want := []int32{-1, 2, 0, 2, 2, 2, 2, 0}; !slices.Equal(d.Head, want) {
		t.Errorf("heads %v, want %v", d.Head, want)
	}
	if names := d.Names(); len(names) != 1 || names[0].Start != 2 || names[0].End != 7 || names[0].Kind != PER {
		t.Errorf("names %v", names)
	}
}

func TestRepairAuxiliaries(t *testing.T) {
	// Quito has in the past reported arrests, with the subject and the time hung on the auxiliary
	d := &Doc{
		Form: []string{"Quito", "has", "in", "the", "past", "reported", "arrests"},
		UPOS: []UPOS{PROPN, VERB, ADP, DET, NOUN, VERB, NOUN},
		Head: []int32{1, 5, 4, 4, 1, -1, 5},
		Rel:  []string{"nsubj", "aux", "case", "det", "obl", "root", "obj"},
	}
	repairAuxiliaries(d)
	if want := []int32{5, 5, 4, 4, 5, -1, 5}; !slices.Equal(d.Head, want) {
		t.Errorf("heads %v, want %v", d.Head, want)
	}
	if d.UPOS[1] != AUX {
		t.Errorf("the auxiliary is a %s", d.UPOS[1])
	}
	sound := slices.Clone(d.Head)
	repairAuxiliaries(d)
	if !slices.Equal(d.Head, sound) {
		t.Errorf("a sound tree changed: %v", d.Head)
	}
}
