package nlp

import (
	"math"
	"math/rand/v2"
	"testing"
)

func randomFloats(rng *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(rng.NormFloat64()) * 2
	}
	return out
}

func near(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); d > 1e-4*(1+math.Abs(float64(want[i]))) || math.IsNaN(d) {
			t.Fatalf("%s: value %d is %g, not %g", what, i, got[i], want[i])
		}
	}
}

func TestProductAgainstDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ n, in, out, stride int }{{1, 8, 3, 8}, {6, 16, 16, 16}, {13, 24, 40, 8}, {29, 128, 300, 128}, {7, 5, 1, 9}} {
		rows := roundRows(c.n)
		x := randomFloats(rng, (rows-1)*c.stride+c.in)
		w, b := randomFloats(rng, c.in*c.out), randomFloats(rng, c.out)
		m := newMatrix(w, b, c.out, c.in)
		y := make([]float32, rows*padded(c.out))
		m.apply(y, x, c.n, c.stride)
		for i := range c.n {
			want := make([]float32, c.out)
			for o := range want {
				sum := float64(b[o])
				for k := range c.in {
					sum += float64(w[o*c.in+k]) * float64(x[i*c.stride+k])
				}
				want[o] = float32(sum)
			}
			near(t, "product", y[i*padded(c.out):], want)
		}
	}
}

// TestKernelsAgree compares what runs on this machine with plain Go.
func TestKernelsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for _, n := range []int{1, 7, 8, 16, 24, 128, 136} {
		x, y, g, z := randomFloats(rng, n), randomFloats(rng, n), randomFloats(rng, n), randomFloats(rng, n)
		small := make([]int8, n)
		for i := range small {
			small[i] = int8(rng.IntN(256) - 128)
		}
		two := func(f func(dst []float32), plain func(dst []float32), what string) {
			a, b := append([]float32(nil), y...), append([]float32(nil), y...)
			f(a)
			plain(b)
			near(t, what, a, b)
		}
		two(hswish, hswishGo, "hswish")
		two(func(d []float32) { addHswish(d, x) }, func(d []float32) { addHswishGo(d, x) }, "addHswish")
		two(func(d []float32) { add(d, x) }, func(d []float32) { addGo(d, x) }, "add")
		two(func(d []float32) { addBytes(d, small, 0.03) }, func(d []float32) { addBytesGo(d, small, 0.03) }, "addBytes")
		two(func(d []float32) { norm(d, x, g, z) }, func(d []float32) { normGo(d, x, g, z) }, "norm")
		c1, c2 := append([]float32(nil), x...), append([]float32(nil), x...)
		two(func(d []float32) { scan(d, c1, g, z) }, func(d []float32) { scanGo(d, c2, g, z) }, "scan")
		near(t, "scan state", c1, c2)
	}
	x, w, b := randomFloats(rng, 5*40+24), randomFloats(rng, 24*lanes), randomFloats(rng, lanes)
	y1, y2 := make([]float32, tall*32), make([]float32, tall*32)
	productTall(&y1[0], &x[0], &w[0], &b[0], 24, 40, 32)
	productTallGo(&y2[0], &x[0], &w[0], &b[0], 24, 40, 32)
	near(t, "productTall", y1, y2)
}

func BenchmarkProduct(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 3))
	m := newMatrix(randomFloats(rng, 384*128), randomFloats(rng, 128), 128, 384)
	x, y := randomFloats(rng, 128*128+384), make([]float32, roundRows(128)*128)
	for b.Loop() {
		m.apply(y, x, 120, 128)
	}
	b.ReportMetric(float64(b.N)*120*128*384/float64(b.Elapsed().Nanoseconds()), "GMAC/s")
}
