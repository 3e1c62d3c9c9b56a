package nlp

import "sort"

// Tree indexes the dependents of every word of a Doc, for walking its trees downwards. It is a view: it stays right only
// while the Doc's heads stay as they are.
type Tree struct {
	*Doc
	first []int32 // first[i]..first[i+1] are the places in kids of the dependents of word i
	kids  []int32
}

// NewTree indexes d, in time linear in its words.
func NewTree(d *Doc) *Tree {
	n := d.Len()
	t := &Tree{Doc: d, first: make([]int32, n+2), kids: make([]int32, n)}
	for _, h := range d.Head {
		if h >= 0 {
			t.first[h+2]++
		}
	}
	for i := 1; i < len(t.first); i++ {
		t.first[i] += t.first[i-1]
	}
	for i, h := range d.Head {
		if h >= 0 {
			t.kids[t.first[h+1]] = int32(i)
			t.first[h+1]++
		}
	}
	return t
}

// Children lists the dependents of word i, in text order. The slice must not be changed.
func (t *Tree) Children(i int) []int32 { return t.kids[t.first[i]:t.first[i+1]] }

// Child gives the first dependent of word i that has one of the relations (compared whole, then without subtype), or -1.
func (t *Tree) Child(i int, rels ...string) int {
	for _, c := range t.Children(i) {
		for _, r := range rels {
			if t.Rel[c] == r || t.RelOf(int(c)) == r {
				return int(c)
			}
		}
	}
	return -1
}

// Subtree lists word i and all that depends on it, in text order, leaving out the branches for which prune is true.
// prune may be nil.
func (t *Tree) Subtree(i int, prune func(word int) bool) []int {
	out := []int{i}
	for at := 0; at < len(out); at++ {
		for _, c := range t.Children(out[at]) {
			if prune == nil || !prune(int(c)) {
				out = append(out, int(c))
			}
		}
	}
	sort.Ints(out)
	return out
}

// Covers says whether word i is w or stands above it in the tree.
func (t *Tree) Covers(i, w int) bool {
	for ; w >= 0; w = int(t.Head[w]) {
		if w == i {
			return true
		}
	}
	return false
}

// HeadOf gives the word of r on which its other words hang: the first whose head stands outside r and which is no mark,
// article or preposition; the first word of r where all are.
func (t *Tree) HeadOf(r Range) int {
	for w := r.Start; w < r.End; w++ {
		if h := int(t.Head[w]); h < r.Start || h >= r.End {
			if t.UPOS[w] != PUNCT && t.UPOS[w] != DET && t.UPOS[w] != ADP {
				return w
			}
		}
	}
	return r.Start
}
