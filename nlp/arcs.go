package nlp

import "math"

// arcScratch is what parsing reuses from sentence to sentence.
type arcScratch struct {
	bilinear  []float32
	packed    []float32
	zeros     []float32
	scores    []float32
	pairs     []float32
	labels    []float32
	heads     []int32 // of a piece's words: 0 its root, else 1 + index in the piece
	relations []int
	tree      treeScratch
}

// run finds the tree of each piece from the words' vectors, and gives them to put: word i of piece k has head
// heads[i] (0 for the root, else 1 + the head's index) by relation labels[i].
func (p *parseHead) run(b *batch, width int, put func(k int, heads []int32, labels []int)) {
	stride, rows := p.stride(), roundRows(b.rows)
	p.branches.apply(b.wide, b.h[width:], b.rows, width)
	hswish(b.wide[:rows*stride])
	s := &b.arcs
	bilinear := reserve(&s.bilinear, (rows+tall)*padded(p.arc))
	p.bilinear.apply(bilinear, b.wide, b.rows, stride)
	for k, piece := range b.pieces {
		n := piece.Len()
		own := b.wide[b.first[k]*stride:]
		heads := reserve(&s.heads, n)
		p.attach(s, own, bilinear[b.first[k]*padded(p.arc):], n, heads)
		labels := reserve(&s.relations, n)
		p.name(s, own, heads, labels)
		put(k, heads, labels)
	}
}

// attach finds the heads of n words from their branches and what their bilinear forms are.
func (p *parseHead) attach(s *arcScratch, branches, bilinear []float32, n int, heads []int32) {
	a, stride := p.arc, p.stride()
	width := padded(n + 1)
	packed, scores := reserve(&s.packed, width*a), reserve(&s.scores, roundRows(n)*width)
	zeros := reserve(&s.zeros, width)
	clear(zeros)
	packHeads(packed, p.rootArc, branches[a:], n, a, stride)
	product(scores, bilinear, packed, zeros, n, padded(a), a, width)
	roots := 0
	for i := range n {
		row := scores[i*width:][:n+1]
		at, top := int32(0), row[0]
		for j := range n {
			d := min(max(j-i, -p.reach), p.reach) + p.reach
			row[j+1] += p.distance[d]
			if row[j+1] > top && j != i {
				at, top = int32(j+1), row[j+1]
			}
		}
		row[i+1] = float32(math.Inf(-1))
		if heads[i] = at; at == 0 {
			roots++
		}
	}
	if roots != 1 || !isTree(heads, &s.tree) {
		bestTree(scores, width, heads, &s.tree)
	}
}

// packHeads lays out the root's branch and those of n words for a product, as [pack] would.
func packHeads(packed, root, branches []float32, n, a, stride int) {
	for block := 0; block < n+1; block += lanes {
		dst := packed[block*a:][:lanes*a]
		for o := range lanes {
			j := block + o
			row := root
			if j > n {
				for k := range a {
					dst[k*lanes+o] = 0
				}
				continue
			} else if j > 0 {
				row = branches[(j-1)*stride:]
			}
			for k, v := range row[:a] {
				dst[k*lanes+o] = v
			}
		}
	}
}

// name finds the relations of words to their heads.
func (p *parseHead) name(s *arcScratch, branches []float32, heads []int32, labels []int) {
	r, stride, at := p.rel, p.stride(), 2*p.arc
	n := len(heads)
	pairs := reserve(&s.pairs, roundRows(n)*3*r)
	for i, h := range heads {
		dep, head := branches[i*stride+at:][:r], p.rootRel[:r]
		if h > 0 {
			head = branches[int(h-1)*stride+at+r:][:r]
		}
		row := pairs[i*3*r:][:3*r]
		copy(row, dep)
		copy(row[r:], head)
		both := row[2*r:]
		for k, v := range dep {
			both[k] = v * head[k]
		}
	}
	width := padded(p.labelCount)
	out := reserve(&s.labels, roundRows(n)*width)
	p.label.apply(out, pairs, n, 3*r)
	for i, h := range heads {
		if h == 0 {
			labels[i] = p.rootLabel
			continue
		}
		row := out[i*width:][:p.labelCount]
		row[p.rootLabel] = float32(math.Inf(-1))
		labels[i] = best(row)
	}
}
