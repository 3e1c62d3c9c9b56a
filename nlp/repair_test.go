package nlp

import (
	"slices"
	"testing"
)

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
