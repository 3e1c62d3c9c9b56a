package nlp

import "math"

// treeScratch is what finding trees reuses.
type treeScratch struct {
	state []int32
	score []float64
	from  []int32
	to    []int32
	alive []bool
	best  []int32
	cycle []int32
	next  []int32 // the words of a node are a list that starts with the word it goes by
	last  []int32 // and ends with this one
	arcs  []cycleArc
	round []int // where the arcs of each cycle end in arcs
}

// cycleArc is the arc into a node of a cycle from within it, and the list of the words of that node.
type cycleArc struct{ from, to, first, last int32 }

// isTree says whether heads (0 the root, else 1 + index) have no cycle.
func isTree(heads []int32, s *treeScratch) bool {
	state := reserve(&s.state, len(heads)+1)
	clear(state)
	for i := range heads {
		j, mark := int32(i)+1, int32(i)+1
		for j != 0 && state[j] == 0 {
			state[j] = mark
			j = heads[j-1]
		}
		if j != 0 && state[j] == mark {
			return false
		}
	}
	return true
}

// rootCost is taken off every arc from the root, so that the best tree has one of them. It is far above any score.
const rootCost = 1e7

// bestTree finds the heads that make the best tree with exactly one word on the root (Chu and Liu 1965, Edmonds 1967).
// Row i of scores has the score of each head of word i: the root, then the words.
func bestTree(scores []float32, width int, heads []int32, s *treeScratch) {
	n := len(heads) + 1
	// Cell [d*n+h] is the best arc into node d from node h; nodes are the root, words, and cycles put together, which
	// go by one of their words. from and to say which words the arc joins.
	score, from, to := reserve(&s.score, n*n), reserve(&s.from, n*n), reserve(&s.to, n*n)
	for d := 1; d < n; d++ {
		for h := 0; h < n; h++ {
			v := float64(scores[(d-1)*width+h])
			switch {
			case h == d || math.IsInf(v, -1) || math.IsNaN(v):
				v = -math.MaxFloat64 / 4
			case h == 0:
				v -= rootCost
			}
			score[d*n+h], from[d*n+h], to[d*n+h] = v, int32(h), int32(d)
		}
	}
	alive, next, last, best := reserve(&s.alive, n), reserve(&s.next, n), reserve(&s.last, n), reserve(&s.best, n)
	for i := range alive {
		alive[i], last[i] = true, int32(i)
	}
	s.arcs, s.round = s.arcs[:0], append(s.round[:0], 0)
	for d := 1; d < n; d++ {
		best[d] = bestHead(score[d*n:(d+1)*n], alive, d)
	}
	for {
		cycle := s.findCycle(best, alive)
		if cycle == nil {
			break
		}
		for _, v := range cycle {
			cell := int(v)*n + int(best[v])
			s.arcs = append(s.arcs, cycleArc{from[cell], to[cell], v, last[v]})
		}
		s.round = append(s.round, len(s.arcs))
		contract(cycle, best, alive, score, from, to, n)
		for _, v := range cycle[1:] {
			next[last[cycle[0]]], last[cycle[0]] = v, last[v]
		}
		rep := cycle[0]
		for d := 1; d < n; d++ {
			if alive[d] && !alive[best[d]] {
				best[d] = rep
			}
		}
		best[rep] = bestHead(score[int(rep)*n:(int(rep)+1)*n], alive, int(rep))
	}
	for i := range heads {
		heads[i] = -1
	}
	for d := 1; d < n; d++ {
		if alive[d] {
			cell := d*n + int(best[d])
			heads[to[cell]-1] = from[cell]
		}
	}
	for i := len(s.round) - 1; i > 0; i-- {
		s.open(s.arcs[s.round[i-1]:s.round[i]], heads)
	}
}

// bestHead gives the best head of node d among those alive.
func bestHead(row []float64, alive []bool, d int) int32 {
	at := 0
	for h, v := range row {
		if v > row[at] && alive[h] && h != d {
			at = h
		}
	}
	return int32(at)
}

// open sets the heads along a cycle, all but that of the node through which the tree enters it: one of its words has
// its head already.
func (s *treeScratch) open(cycle []cycleArc, heads []int32) {
	entered := 0
	for k, a := range cycle {
		for w := a.first; ; w = s.next[w] {
			if heads[w-1] >= 0 {
				entered = k
			}
			if w == a.last {
				break
			}
		}
	}
	for k, a := range cycle {
		if k != entered {
			heads[a.to-1] = a.from
		}
	}
}

// findCycle gives a cycle of best heads, or nil.
func (s *treeScratch) findCycle(best []int32, alive []bool) []int32 {
	state := reserve(&s.state, len(best))
	clear(state)
	for i := 1; i < len(best); i++ {
		if !alive[i] {
			continue
		}
		j := int32(i)
		for j != 0 && state[j] == 0 {
			state[j] = int32(i)
			j = best[j]
		}
		if j != 0 && state[j] == int32(i) {
			s.cycle = append(s.cycle[:0], j)
			for k := best[j]; k != j; k = best[k] {
				s.cycle = append(s.cycle, k)
			}
			return s.cycle
		}
	}
	return nil
}

// contract puts the nodes of a cycle together into the first of them: an arc out of the cycle is the best from any of
// its nodes; one into it is worth what the cycle gains by it over the arc that it replaces.
func contract(cycle, best []int32, alive []bool, score []float64, from, to []int32, n int) {
	weight := 0.0
	for _, v := range cycle {
		alive[v] = false
		weight += score[int(v)*n+int(best[v])]
	}
	rep := int(cycle[0])
	for u := range n {
		if !alive[u] {
			continue
		}
		in, inAt, outAt := math.Inf(-1), 0, 0
		for i, v := range cycle {
			cell := int(v)*n + u
			if gain := score[cell] - score[int(v)*n+int(best[v])]; gain > in {
				in, inAt = gain, cell
			}
			if cell := u*n + int(v); i == 0 || score[cell] > score[outAt] {
				outAt = cell
			}
		}
		if u > 0 {
			cell := u*n + rep
			score[cell], from[cell], to[cell] = score[outAt], from[outAt], to[outAt]
		}
		cell := rep*n + u
		score[cell], from[cell], to[cell] = weight+in, from[inAt], to[inAt]
	}
	alive[rep] = true
}
