package nlp

import (
	"slices"
	"testing"
)

func TestTree(t *testing.T) {
	// The gang left the old port
	d := &Doc{
		Form: []string{"The", "gang", "left", "the", "old", "port"},
		Head: []int32{1, 2, -1, 5, 5, 2},
		Rel:  []string{"det", "nsubj", "root", "det", "amod", "obj"},
	}
	tree := NewTree(d)
	if got := tree.Children(2); !slices.Equal(got, []int32{1, 5}) {
		t.Errorf("children of left: %v", got)
	}
	if got := tree.Children(0); len(got) != 0 {
		t.Errorf("children of The: %v", got)
	}
	if got := tree.Child(2, "obj"); got != 5 {
		t.Errorf("object of left: %d", got)
	}
	if got := tree.Subtree(5, func(w int) bool { return d.Rel[w] == "amod" }); !slices.Equal(got, []int{3, 5}) {
		t.Errorf("subtree of port without adjectives: %v", got)
	}
	d.UPOS = []UPOS{DET, NOUN, VERB, DET, ADJ, NOUN}
	if got := tree.HeadOf(Range{3, 6}); got != 5 {
		t.Errorf("head of the old port: %d", got)
	}
	if !tree.Covers(2, 4) || tree.Covers(1, 4) {
		t.Error("left stands above old, gang does not")
	}
}
