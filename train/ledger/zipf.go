package main

import (
	"math"
	"math/rand/v2"
	"sort"
)

// zipf draws ranks from 0 up with a chance that falls with a power of the rank.
type zipf struct{ sums []float64 }

func newZipf(power float64, n int) *zipf {
	z := &zipf{make([]float64, n)}
	total := 0.0
	for i := range n {
		total += 1 / math.Pow(float64(i+3), power)
		z.sums[i] = total
	}
	return z
}

func (z *zipf) draw(r *rand.Rand) int {
	return sort.SearchFloat64s(z.sums, r.Float64()*z.sums[len(z.sums)-1])
}
