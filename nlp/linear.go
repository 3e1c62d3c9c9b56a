package nlp

import "math"

// linear is a two-way linear classifier over hashed features (Weinberger et al. 2009): many features share a table, and
// what they mean is not kept.
type linear struct {
	weights []int16 // a power of two of them
	scale   float32 // a weight's value is its number times scale
}

// score is above 0 where the answer is yes; it is the logit of the probability.
func (l *linear) score(features []uint32) float32 {
	mask := uint32(len(l.weights) - 1)
	sum := int32(0)
	for _, f := range features {
		sum += int32(l.weights[f&mask])
	}
	return float32(sum) * l.scale
}

// linearTrainer learns a linear classifier by logistic regression with AdaGrad steps (Duchi et al. 2011), one example
// at a time, so that the same examples in the same order give the same weights.
type linearTrainer struct {
	weights, squares []float32
	rate             float32
	decay            float32 // L2 penalty a step, on the weights that the example uses
}

func newLinearTrainer(bits int, rate, decay float32) *linearTrainer {
	return &linearTrainer{make([]float32, 1<<bits), make([]float32, 1<<bits), rate, decay}
}

// learn takes one example, counted weight times.
func (t *linearTrainer) learn(features []uint32, yes bool, weight float32) {
	mask := uint32(len(t.weights) - 1)
	sum := float32(0)
	for _, f := range features {
		sum += t.weights[f&mask]
	}
	g := float32(1 / (1 + math.Exp(-float64(sum))))
	if yes {
		g--
	}
	g *= weight
	for _, f := range features {
		w := &t.weights[f&mask]
		d := g + t.decay**w
		s := &t.squares[f&mask]
		*s += d * d
		*w -= t.rate * d / (float32(math.Sqrt(float64(*s))) + 1e-6)
	}
}

// quantize gives the classifier with weights of 16 bits.
func (t *linearTrainer) quantize() linear {
	most := float32(0)
	for _, w := range t.weights {
		most = max(most, w, -w)
	}
	l := linear{make([]int16, len(t.weights)), max(most, 1e-6) / math.MaxInt16}
	for i, w := range t.weights {
		l.weights[i] = int16(math.RoundToEven(float64(w / l.scale)))
	}
	return l
}

// Features are hashes of hashes: FNV-1a over bytes, and a multiply-and-shift to put hashes together.
const (
	fnvBasis = 2166136261
	fnvPrime = 16777619
)

// hashString is FNV-1a, 32 bits.
func hashString(s string) uint32 {
	h := uint32(fnvBasis)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// mix puts hashes together; the order of its arguments counts.
func mix(h uint32, more ...uint32) uint32 {
	for _, m := range more {
		h = (h ^ m) * 0x9E3779B1
		h ^= h >> 15
	}
	return h
}
