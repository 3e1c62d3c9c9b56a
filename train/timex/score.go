package main

import "fmt"

// scores counts as TempEval-3 does (UzZaman and others 2013): spans that agree wholly, spans that overlap, and of those the
// ones with the right value.
type scores struct {
	gold, found, exact, overlap, value int
}

// pair is a mention of the key and what was found for it; nil where there is none.
type pair struct{ gold, found *mention }

// add scores one text. Each mention of the key takes the one found mention that it shares most with.
func (s *scores) add(gold, found []mention) []pair {
	s.gold += len(gold)
	s.found += len(found)
	used := make([]bool, len(found))
	var out []pair
	for i := range gold {
		g := &gold[i]
		best, shared := -1, 0
		for j, f := range found {
			if n := min(g.end, f.end) - max(g.start, f.start); !used[j] && n > shared {
				best, shared = j, n
			}
		}
		if best < 0 {
			out = append(out, pair{gold: g})
			continue
		}
		f := &found[best]
		used[best] = true
		out = append(out, pair{g, f})
		s.overlap++
		if g.start == f.start && g.end == f.end {
			s.exact++
		}
		if g.value == f.value {
			s.value++
		}
	}
	for j := range found {
		if !used[j] {
			out = append(out, pair{found: &found[j]})
		}
	}
	return out
}

// f1 gives precision, recall and F1 of n right ones, in percent.
func (s *scores) f1(n int) (precision, recall, f float64) {
	if n == 0 {
		return 0, 0, 0
	}
	p, r := float64(n)/float64(s.found), float64(n)/float64(s.gold)
	return 100 * p, 100 * r, 200 * p * r / (p + r)
}

func (s *scores) String() string {
	_, _, exact := s.f1(s.exact)
	_, _, overlap := s.f1(s.overlap)
	p, r, value := s.f1(s.value)
	return fmt.Sprintf("spans %.1f exact, %.1f overlapping; values P %.1f R %.1f F1 %.1f (%d in the key, %d found)", exact, overlap, p, r, value, s.gold, s.found)
}
