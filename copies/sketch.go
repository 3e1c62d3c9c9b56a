// Package copies finds texts that print one another: reprints that editors cut, put in another order and gave another head, against
// reports of one event that were written apart.
//
// A ledger keeps the keys of [Sketch] for each text. Texts that share keys ([Worth]) are laid beside one another by [Compare]. Pairs
// of copies make families with an origin ([Families], [Origin]). [Changes] sets versions of one text side by side.
//
// All are functions of their arguments alone. Offsets are code points.
package copies

import "slices"

// The scheme of the keys. Ledgers keep them: other numbers here find nothing in an old ledger.
const (
	shingle = 3                  // words
	sample  = ^uint64(0) / 32    // one shingle in 32 is a key,
	least   = 16                 // but of a short text so many with the smallest hashes,
	largest = 256                // and of a long one no more than so many
	seed    = 0x9e3779b97f4a7c15 // of the hash of a shingle
)

// Most is how many documents are looked at for one key: those with the smallest ids. Ids are hashes, so that which they are depends
// on the texts and not on the order of reading. A key of boilerplate then costs no more than this, and a story that more have printed
// still finds some of its own.
const Most = 64

// Keys is what a ledger keeps of a text so that its copies are found.
type Keys struct {
	Keys  []uint64 // sorted, each once
	Words int      // of the text
}

// Sketch gives the keys of a text: hashes of its runs of three words, in the manner of "modulo sampling" (Manber 1994; Broder 1997
// takes the smallest instead, which does for short texts here): whether a run is a key depends on it alone, so that a third of a
// text's runs kept is about a third of its keys kept, wherever they stand and whatever stands between. Case, accents and
// punctuation do not matter. A text of fewer words than three has no keys.
func Sketch(text string) Keys {
	ws := words(text)
	var keys []uint64
	for i := 0; i+shingle <= len(ws); i++ {
		h := uint64(seed)
		for _, w := range ws[i : i+shingle] {
			h = mix(h*31 + w.hash)
		}
		keys = append(keys, h)
	}
	keys = distinct(keys)
	sampled, _ := slices.BinarySearch(keys, sample)
	keys = keys[:min(len(keys), max(least, min(sampled, largest)))]
	return Keys{slices.Clip(slices.Clone(keys)), len(ws)}
}

// Worth says whether two texts of so many keys that share so many of them can be copies, so that [Compare] is worth its time. It is
// made to let a copy pass that keeps a third of the runs of the shorter text.
func Worth(shared, a, b int) bool {
	return shared >= 2 && 8*shared >= min(a, b)
}
