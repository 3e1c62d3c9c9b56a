package copies

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

// ChangeKind is what happened to a sentence between two versions of a text.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Dropped ChangeKind = "dropped"
	Changed ChangeKind = "changed"
)

// Change is one sentence that one version of a text has and the other has not, or has otherwise.
type Change struct {
	Kind ChangeKind
	Old  cotejo.Span // empty where it was added
	New  cotejo.Span // empty where it was dropped
}

const (
	alike  = 0.5 // share of the words of two sentences, each counted once, from which on one is the other changed
	common = 20  // a word in more sentences than this brings none together
)

// Changes sets two versions of a text side by side, by sentences. A sentence that stands in both is no change, wherever it stands; case,
// accents and punctuation do not matter. Of what is left, sentences that have half of their words in common are one that changed. The
// order is that of the new version, and what was dropped comes last, in the order of the old one.
func Changes(old, new string) []Change {
	was, is := unmatched(sentences(old), sentences(new))
	var out []Change
	paired := pairs(was, is)
	gone := make([]bool, len(was))
	for j, s := range is {
		if i, ok := paired[j]; ok {
			gone[i] = true
			out = append(out, Change{Changed, was[i].span, s.span})
		} else {
			out = append(out, Change{Kind: Added, New: s.span})
		}
	}
	for i, s := range was {
		if !gone[i] {
			out = append(out, Change{Kind: Dropped, Old: s.span})
		}
	}
	return out
}

// sentence is a sentence with the hashes of its words.
type sentence struct {
	span  cotejo.Span
	words []uint64 // sorted, each once
	key   uint64   // of all words in order
}

// unmatched leaves out the sentences that stand in both.
func unmatched(a, b []sentence) (restA, restB []sentence) {
	count := map[uint64]int{}
	for _, s := range a {
		count[s.key]++
	}
	for _, s := range b {
		if count[s.key] > 0 {
			count[s.key]--
		} else {
			restB = append(restB, s)
		}
	}
	for i := len(a) - 1; i >= 0; i-- { // the last of several the same are those left over
		if s := a[i]; count[s.key] > 0 {
			count[s.key]--
			restA = append(restA, s)
		}
	}
	slices.Reverse(restA)
	return restA, restB
}

// pairs finds for sentences of b the one of a that it was, the most alike first.
func pairs(a, b []sentence) map[int]int {
	index := map[uint64][]int{}
	for i, s := range a {
		for _, w := range s.words {
			index[w] = append(index[w], i)
		}
	}
	type pair struct {
		i, j int
		same float64
	}
	var found []pair
	for j, s := range b {
		counts := map[int]bool{}
		for _, w := range s.words {
			if len(index[w]) <= common {
				for _, i := range index[w] {
					counts[i] = true
				}
			}
		}
		for i := range counts {
			if same := dice(a[i].words, s.words); same >= alike {
				found = append(found, pair{i, j, same})
			}
		}
	}
	slices.SortFunc(found, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.same, x.same), cmp.Compare(x.j, y.j), cmp.Compare(x.i, y.i))
	})
	out, taken := map[int]int{}, map[int]bool{}
	for _, p := range found {
		if _, ok := out[p.j]; !ok && !taken[p.i] {
			out[p.j], taken[p.i] = p.i, true
		}
	}
	return out
}

// dice is the coefficient of two sorted sets (Dice 1945).
func dice(a, b []uint64) float64 {
	same := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			same++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}

// sentences cuts a text at line ends and behind points that a capital, a figure or a quotation mark follows. Pieces without a word are
// left out. Both versions are cut alike, which is all that a comparison needs of it.
func sentences(text string) []sentence {
	var out []sentence
	ws := words(text)
	add := func(start, end int) {
		n := 0
		for n < len(ws) && ws[n].span.Start < end {
			n++
		}
		if n == 0 {
			return
		}
		s := sentence{span: cotejo.Span{Start: start, End: end}}
		for _, w := range ws[:n] {
			s.words = append(s.words, w.hash)
			s.key = mix(s.key*31 + w.hash)
		}
		ws = ws[n:]
		s.words = distinct(s.words)
		out = append(out, s)
	}
	start, end, at := 0, 0, 0 // start of the sentence and end of what was seen of it, without space
	point, space := false, false
	for i := 0; i < len(text); at++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r == '\n':
			add(start, end)
			start, end, point = at+1, at+1, false
			space = true
			continue
		case unicode.IsSpace(r):
			if end == start {
				start, end = at+1, at+1
			}
			space = true
			continue
		case point && space && (unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("“\"«‘'¿¡—-", r)):
			add(start, end)
			start, point = at, false
		}
		switch {
		case strings.ContainsRune(".!?…", r):
			point = true
		case !strings.ContainsRune("”\"»’')", r):
			point = false
		}
		end, space = at+1, false
	}
	add(start, end)
	return out
}
