package nlp

// transitions scores each name label from the start and after each label, all heads of a network together.
type transitions struct {
	scores []float32
	count  int
}

func (t *transitions) add(h *nameHead) {
	if t.scores == nil {
		t.scores, t.count = make([]float32, len(h.trans)), h.count
	}
	addGo(t.scores, h.trans)
}

// nameScratch is what finding names reuses.
type nameScratch struct {
	scores, next []float32
	back         []uint8
	path         []uint8
}

// score computes the scores of the name labels from the words' vectors, into b.labels; with more it adds them to what is
// there: a label's score is the sum of what the heads of all nets say.
func (h *nameHead) score(b *batch, width int, more bool) {
	size := roundRows(b.rows) * padded(h.count)
	if !more {
		h.emit.apply(reserve(&b.labels, size), b.h[width:], b.rows, width)
		return
	}
	own := reserve(&b.mid, size)
	h.emit.apply(own, b.h[width:], b.rows, width)
	add(b.labels[:b.rows*padded(h.count)], own)
}

// decode gives the labels of n words that maximise the sum of the words' scores, which lie stride apart, and the
// transitions between them (Viterbi 1967).
func (t transitions) decode(s *nameScratch, emit []float32, n, stride int) []uint8 {
	c := t.count
	now, next := reserve(&s.scores, c), reserve(&s.next, c)
	back, path := reserve(&s.back, n*c), reserve(&s.path, n)
	for j := range c {
		now[j] = emit[j] + t.scores[j]
	}
	for i := 1; i < n; i++ {
		for j := range c {
			from, top := 0, now[0]+t.scores[c+j]
			for k := 1; k < c; k++ {
				if v := now[k] + t.scores[(k+1)*c+j]; v > top {
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
