package nlp

import (
	"math/rand/v2"
	"strings"
)

// trainBoundaries learns where sentences start, from documents laid out in several ways, as they are and in capitals.
func trainBoundaries(docs []*Doc, seed uint64) boundaries {
	t := newLinearTrainer(20, 0.05, 1e-5)
	rng := rand.New(rand.NewPCG(seed, 2))
	var s boundaryState
	var f []uint32
	for range 6 {
		for _, k := range rng.Perm(len(docs)) {
			how := layParas
			if rng.IntN(3) == 0 {
				how = rng.IntN(layouts)
			}
			change := (func(string) string)(nil)
			switch rng.IntN(10) {
			case 0:
				change = strings.ToUpper
			case 1:
				change = strings.ToLower
			}
			if rng.IntN(3) == 0 {
				change = curlyQuotes(change)
			}
			l := layOut(docs[k], how, change, rng)
			eachParagraph(l.text, l.tokens, wordLists()[docs[k].Lang], &s, func(from int) {
				for i := 1; i < len(s.tokens); i++ {
					if _, sure := s.sure(i); !sure {
						f = s.features(i, f[:0])
						t.learn(f, l.starts[from+i], 1)
					}
					s.passed(i, l.starts[from+i])
				}
			})
		}
	}
	return boundaries{start: t.quantize()}
}

// curlyQuotes writes straight quotation marks as those that open and close by turns, after change, if that is not nil.
func curlyQuotes(change func(string) string) func(string) string {
	open := false
	return func(word string) string {
		switch {
		case word == `"`:
			open = !open
			if open {
				return "“"
			}
			return "”"
		case change != nil:
			return change(word)
		}
		return word
	}
}
