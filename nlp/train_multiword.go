package nlp

import (
	"math/rand/v2"
	"strings"
)

// trainSplitter learns which Spanish words that look like a verb with pronouns are one. Words are taken by type: what a
// word is, it nearly always is.
func trainSplitter(lang Lang, seen map[string][2]int, seed uint64) splitter {
	s := splitRules()[lang]
	t := newLinearTrainer(14, 0.2, 1e-4)
	rng := rand.New(rand.NewPCG(seed, 3))
	forms := sortedKeys(seen)
	var f []uint32
	for range 10 {
		for _, k := range rng.Perm(len(forms)) {
			low := strings.ToLower(forms[k])
			for n := 2; n <= 5 && n+2 <= len(low); n++ {
				if _, ok := s.clitics[low[len(low)-n:]]; !ok || !takesClitics(low[:len(low)-n]) {
					continue
				}
				f = cliticFeatures(low[:len(low)-n], low[len(low)-n:], f[:0])
				count := seen[forms[k]]
				t.learn(f, count[1] > count[0], 1)
				break
			}
		}
	}
	s.verb = t.quantize()
	return s
}
