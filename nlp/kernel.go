package nlp

import (
	"math"
	"unsafe"
)

// The kernels in plain Go: what every machine runs that has no faster ones, and what those are tested against.

// productTallGo computes lanes outputs of tall rows: sums of products of x, whose rows are stride apart, and packed
// weights, into y, whose rows are width apart.
func productTallGo(y, x, packed, bias *float32, in, stride, width int) {
	ys, xs := unsafe.Slice(y, (tall-1)*width+lanes), unsafe.Slice(x, (tall-1)*stride+in)
	ps := unsafe.Slice(packed, in*lanes)
	for i := range tall {
		sum := *(*[lanes]float32)(unsafe.Slice(bias, lanes))
		for k, v := range xs[i*stride:][:in] {
			p := (*[lanes]float32)(ps[k*lanes:])
			for o := range sum {
				sum[o] += v * p[o]
			}
		}
		copy(ys[i*width:], sum[:])
	}
}

// hswishGo is x·clip(x+3, 0, 6)/6.
func hswishGo(x []float32) {
	for i, v := range x {
		x[i] = v * min(max(v+3, 0), 6) * (1.0 / 6)
	}
}

// addHswishGo adds hswish(x) to y.
func addHswishGo(y, x []float32) {
	for i, v := range x {
		y[i] += v * min(max(v+3, 0), 6) * (1.0 / 6)
	}
}

func addGo(y, x []float32) {
	for i, v := range x {
		y[i] += v
	}
}

// addBytesGo adds scale·x to y.
func addBytesGo(y []float32, x []int8, scale float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += scale * float32(x[i])
	}
}

// normEpsilon keeps the division of a layer norm from that by zero.
const normEpsilon = 1e-5

// normGo is layer norm: y = (x - mean)/deviation·gain + bias.
func normGo(y, x, gain, bias []float32) {
	n := float32(len(x))
	sum := float32(0)
	for _, v := range x {
		sum += v
	}
	mean := sum / n
	squares := float32(0)
	for _, v := range x {
		squares += (v - mean) * (v - mean)
	}
	r := 1 / float32(math.Sqrt(float64(squares/n+normEpsilon)))
	for i, v := range x {
		y[i] = (v-mean)*r*gain[i] + bias[i]
	}
}

// scanGo is one step of a gated mean: c = f·c + (1-f)·z with f = ½ + ½g/√(1+g²), and out = hswish(c).
func scanGo(out, c, gate, z []float32) {
	for i, g := range gate {
		f := 0.5 + 0.5*g/float32(math.Sqrt(float64(1+g*g)))
		v := f*c[i] + (1-f)*z[i]
		c[i] = v
		out[i] = v * min(max(v+3, 0), 6) * (1.0 / 6)
	}
}
