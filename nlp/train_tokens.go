package nlp

import "math/rand/v2"

// trainTokenizer learns from documents where tokens end. Passes over them are in random order, the same for the same
// seed.
func trainTokenizer(docs []*Doc, seed uint64) tokenizer {
	t := newLinearTrainer(17, 0.2, 1e-5)
	rng := rand.New(rand.NewPCG(seed, 1))
	var s tokenScratch
	for range 8 {
		for _, k := range rng.Perm(len(docs)) {
			d := docs[k]
			words := wordLists()[d.Lang]
			starts := tokenStarts(d)
			s.quoted = 0
			for at := skipBlank(d.Text, 0); at < len(d.Text); at = skipBlank(d.Text, at) {
				s.atoms, at = scanChunk(d.Text, at, s.atoms[:0], words)
				if len(s.atoms) == 1 {
					continue
				}
				forget(s.atoms, rng)
				c := newChunk(d.Text, s.atoms, s.quoted > 0)
				for i := 1; i < len(s.atoms); i++ {
					cut := starts[s.atoms[i].start]
					if _, sure := c.sure(i); !sure {
						s.features = c.features(i, s.features[:0])
						t.learn(s.features, cut, 1)
					}
					c.decided(i, cut)
				}
				s.quoted = c.quotes(s.quoted)
			}
		}
	}
	return tokenizer{cut: t.quantize()}
}

// forget makes some words unknown, so that what is known of words besides their letters gets its share of the weight.
func forget(atoms []atom, rng *rand.Rand) {
	for i := range atoms {
		if a := &atoms[i]; a.class <= classNoCase && rng.Float32() < 0.1 || a.use != 0 && rng.IntN(2) == 0 {
			a.hash = rng.Uint32()
		}
	}
}

// tokenStarts gives the places where tokens of d start.
func tokenStarts(d *Doc) map[int32]bool {
	starts := make(map[int32]bool, d.Len())
	m := 0
	for i := range d.Form {
		for m < len(d.Multi) && d.Multi[m].End <= i {
			m++
		}
		if m < len(d.Multi) && d.Multi[m].Start < i {
			continue
		}
		starts[d.Start[i]] = true
	}
	return starts
}
