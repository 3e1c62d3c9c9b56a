package main

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo/copies"
)

// index holds the keys of a collection, as a ledger would.
type index struct {
	sketches map[string]copies.Keys
	holders  map[uint64][]string // documents with a key, by id: at most copies.Most
	keys     int
}

func newIndex() *index {
	return &index{sketches: map[string]copies.Keys{}, holders: map[uint64][]string{}}
}

// add adds a text and gives the documents that are worth comparing with it, sorted.
func (x *index) add(id, text string) []string {
	s := copies.Sketch(text)
	x.sketches[id] = s
	x.keys += len(s.Keys)
	shared := map[string]int{}
	for _, key := range s.Keys {
		for _, other := range x.holders[key] {
			shared[other]++
		}
		at, _ := slices.BinarySearch(x.holders[key], id)
		if at < copies.Most {
			held := slices.Insert(x.holders[key], at, id)
			x.holders[key] = held[:min(len(held), copies.Most)]
		}
	}
	var out []string
	for other, n := range shared {
		if other != id && copies.Worth(n, len(s.Keys), len(x.sketches[other].Keys)) {
			out = append(out, other)
		}
	}
	slices.SortFunc(out, strings.Compare)
	return out
}
