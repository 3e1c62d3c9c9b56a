package nlp

// nameScratch is what finding names reuses.
type nameScratch struct {
	scores, next []float32
	back         []uint8
	path         []uint8
}

// run finds the best sequence of name labels of each piece (Viterbi 1967) from the words' vectors, and gives it to put.
func (h *nameHead) run(b *batch, width int, put func(k int, labels []uint8)) {
	stride := padded(h.count)
	out := reserve(&b.mid, roundRows(b.rows)*stride)
	h.emit.apply(out, b.h[width:], b.rows, width)
	for k, piece := range b.pieces {
		put(k, h.decode(&b.names, out[b.first[k]*stride:], piece.Len(), stride))
	}
}

// decode gives the labels that maximise the sum of the words' scores and the transitions between them.
func (h *nameHead) decode(s *nameScratch, emit []float32, n, stride int) []uint8 {
	c := h.count
	now, next := reserve(&s.scores, c), reserve(&s.next, c)
	back, path := reserve(&s.back, n*c), reserve(&s.path, n)
	for j := range c {
		now[j] = emit[j] + h.trans[j]
	}
	for i := 1; i < n; i++ {
		for j := range c {
			from, top := 0, now[0]+h.trans[c+j]
			for k := 1; k < c; k++ {
				if v := now[k] + h.trans[(k+1)*c+j]; v > top {
					from, top = k, v
				}
			}
			next[j], back[i*c+j] = top+emit[i*stride+j], uint8(from)
		}
		now, next = next, now
	}
	at := best(now)
	for i := n - 1; i >= 0; i-- {
		path[i] = uint8(at)
		at = int(back[i*c+at])
	}
	return path
}
