package violence

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
)

// magic opens a model file. The number is the version of the features: a model of another version is refused.
const magic = "COTEJO-VIOLENCE-4\n"

// table holds weights for several outputs over hashed features; features that share a cell share its weights.
type table struct {
	outputs int
	w       []float32
}

func newTable(outputs int) *table {
	return &table{outputs, make([]float32, outputs<<tableBits)}
}

// score adds up the weights of the features for each output.
func (t *table) score(fs []uint32, out []float64) {
	for k := range out {
		out[k] = 0
	}
	for _, f := range fs {
		row := t.w[int(f)*t.outputs : int(f)*t.outputs+t.outputs]
		for k, w := range row {
			out[k] += float64(w)
		}
	}
}

func (t *table) one(fs []uint32) float64 {
	var s [1]float64
	t.score(fs, s[:])
	return s[0]
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Model is what is learned.
type Model struct {
	document, role, phrase, judge *table
	scale, shift                  [kinds]float64 // Platt's, from a sum of weights to a probability
	keep                          [kinds]float64 // the least probability of a filler that is kept
	strange                       float64        // share of known words and pairs of words below which a text is of another sort
	without                       []string       // see Settings
}

func newModel() *Model {
	m := &Model{document: newTable(1), role: newTable(int(kinds)), phrase: newTable(1), judge: newTable(1)}
	for k := range m.scale {
		m.scale[k], m.keep[k] = 1, 0.5
	}
	return m
}

func (m *Model) tables() []*table { return []*table{m.document, m.role, m.phrase, m.judge} }

// Write puts the model in its file form: the magic, then gzip over calibration, thresholds and for each table the cells
// that are not empty with one byte a weight.
func (m *Model) Write(w io.Writer) error {
	if _, err := io.WriteString(w, magic); err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	body := binary.LittleEndian.AppendUint64(nil, math.Float64bits(m.strange))
	for k := range kinds {
		for _, x := range []float64{m.scale[k], m.shift[k], m.keep[k]} {
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(x))
		}
	}
	for _, t := range m.tables() {
		body = t.append(body)
	}
	if _, err := z.Write(body); err != nil {
		return err
	}
	return z.Close()
}

func (t *table) append(body []byte) []byte {
	var most float32
	for _, x := range t.w {
		most = max(most, float32(math.Abs(float64(x))))
	}
	scale := most / 127
	var cells []byte
	n, last := 0, 0
	for f := 0; f < 1<<tableBits; f++ {
		row := t.w[f*t.outputs : (f+1)*t.outputs]
		q := make([]byte, t.outputs)
		any := false
		for k, x := range row {
			if scale > 0 {
				q[k] = byte(int8(math.Round(float64(x / scale))))
			}
			any = any || q[k] != 0
		}
		if any {
			cells = binary.AppendUvarint(cells, uint64(f-last))
			cells = append(cells, q...)
			last = f
			n++
		}
	}
	body = binary.LittleEndian.AppendUint32(body, math.Float32bits(scale))
	body = binary.LittleEndian.AppendUint32(body, uint32(n))
	return append(body, cells...)
}

// ReadModel reads what Write wrote.
func ReadModel(b []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		return nil, errors.New("violence: not a model of this version; train it again")
	}
	z, err := gzip.NewReader(bytes.NewReader(rest))
	if err != nil {
		return nil, fmt.Errorf("violence: model: %w", err)
	}
	const most = 64 << 20
	body, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil, fmt.Errorf("violence: model: %w", err)
	}
	m := newModel()
	short := fmt.Errorf("violence: model cut short at %d bytes", len(body))
	numbers := []*float64{&m.strange}
	for k := range kinds {
		numbers = append(numbers, &m.scale[k], &m.shift[k], &m.keep[k])
	}
	for _, x := range numbers {
		if len(body) < 8 {
			return nil, short
		}
		*x = math.Float64frombits(binary.LittleEndian.Uint64(body))
		body = body[8:]
	}
	for _, t := range m.tables() {
		if body, ok = t.read(body); !ok {
			return nil, short
		}
	}
	return m, nil
}

func (t *table) read(body []byte) ([]byte, bool) {
	if len(body) < 8 {
		return nil, false
	}
	scale := math.Float32frombits(binary.LittleEndian.Uint32(body))
	n := int(binary.LittleEndian.Uint32(body[4:]))
	body = body[8:]
	f := 0
	for range n {
		d, size := binary.Uvarint(body)
		if size <= 0 || len(body) < size+t.outputs || d >= 1<<tableBits {
			return nil, false
		}
		if f += int(d); f >= 1<<tableBits {
			return nil, false
		}
		for k := range t.outputs {
			t.w[f*t.outputs+k] = float32(int8(body[size+k])) * scale
		}
		body = body[size+t.outputs:]
	}
	return body, true
}

// example is one thing to learn from: its features, and for each output whether it is so.
type example struct {
	features []uint32
	is       uint32 // bit k: output k
}

// Settings steers training.
type Settings struct {
	Epochs int
	Rate   float64 // AdaGrad's step
	Decay  float64 // L2 penalty
	Drop   float64 // share of the features left out at each step, against overfitting
	Least  int     // how often a feature must be met
	Folds  int     // parts into which the documents are split
	Seed   uint64
	// Without names features of candidates, by how their names begin, to leave out, so as to see what they are worth.
	Without []string
	Log     func(format string, args ...any)
}

// DefaultSettings are those that the shipped model was trained with.
func DefaultSettings() Settings {
	return Settings{Epochs: 6, Rate: 0.1, Decay: 1e-6, Drop: 0.4, Least: 3, Folds: 5, Seed: 1, Log: func(string, ...any) {}}
}

// fit trains the outputs of t as logistic regressions on the examples, by AdaGrad with dropout of features; the weights
// are the averages after each round but the first.
func (t *table) fit(examples []example, s Settings) {
	rng := rand.New(rand.NewPCG(s.Seed, uint64(len(examples))))
	times := make([]uint16, 1<<tableBits)
	for _, e := range examples {
		for _, f := range e.features {
			if times[f] < math.MaxUint16 {
				times[f]++
			}
		}
	}
	n := t.outputs
	g := make([]float32, len(t.w))
	sum := make([]float32, len(t.w))
	var kept []uint32
	out := make([]float64, n)
	grad := make([]float32, n)
	for round := range s.Epochs {
		for _, i := range rng.Perm(len(examples)) {
			e := examples[i]
			kept = kept[:0]
			for _, f := range e.features {
				if int(times[f]) >= s.Least && rng.Float64() >= s.Drop {
					kept = append(kept, f)
				}
			}
			t.score(kept, out)
			for k := range out {
				p := sigmoid(out[k] / (1 - s.Drop))
				grad[k] = float32(p)
				if e.is>>k&1 == 1 {
					grad[k]--
				}
			}
			for _, f := range kept {
				at := int(f) * n
				for k := range n {
					if d := grad[k]; d > 1e-3 || d < -1e-3 {
						d += float32(s.Decay) * t.w[at+k]
						g[at+k] += d * d
						t.w[at+k] -= float32(s.Rate) * d / float32(math.Sqrt(float64(g[at+k])+1e-6))
					}
				}
			}
		}
		if round > 0 {
			for j, w := range t.w {
				sum[j] += w
			}
		}
	}
	if s.Epochs > 1 {
		for j := range t.w {
			t.w[j] = sum[j] / float32(s.Epochs-1)
		}
	}
}

// platt fits p = 1/(1+exp(-(a·x+b))) to whether each x is so, by Newton's method.
func platt(xs []float64, is []bool) (a, b float64) {
	a, b = 1, 0
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for i, x := range xs {
			p := sigmoid(a*x + b)
			d := p
			if is[i] {
				d--
			}
			w := p * (1 - p)
			ga, gb = ga+d*x, gb+d
			haa, hab, hbb = haa+w*x*x, hab+w*x, hbb+w
		}
		haa, hbb = haa+1e-6, hbb+1e-6
		det := haa*hbb - hab*hab
		if det < 1e-12 {
			break
		}
		a -= (hbb*ga - hab*gb) / det
		b -= (haa*gb - hab*ga) / det
	}
	return a, b
}
