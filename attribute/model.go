package attribute

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// modelMagic opens a model file. The number is the version of the features: a model of another version is refused.
const modelMagic = "COTEJO-ATTRIBUTION-1\n"

// tableBits is the size of each table of weights, as a power of two.
const tableBits = 20

// The tables of a model: what makes a word a cue, words a source, words a content, and all three a
// relation.
const (
	cueTable = iota
	sourceTable
	contentTable
	verdictTable
	tables
)

// model holds hashed weights. Features are hashed with FNV-1a; those that share a cell share its weight.
type model struct {
	weights   [tables][]float32
	keys      map[string]bool // words met as cues in training
	threshold float64         // the least probability of a relation that is kept
}

func newModel() *model {
	m := &model{keys: map[string]bool{}, threshold: 0.5}
	for t := range m.weights {
		m.weights[t] = make([]float32, 1<<tableBits)
	}
	return m
}

// score adds up the weights of the features fs.
func (m *model) score(table int, fs []uint32) float64 {
	w := m.weights[table]
	var s float32
	for _, f := range fs {
		s += w[f]
	}
	return float64(s)
}

// write puts the model in its file form: the magic, then gzip over the threshold, the keys and for each table a scale
// and one byte a weight.
func (m *model) write(w io.Writer) error {
	if _, err := io.WriteString(w, modelMagic); err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	keys := make([]string, 0, len(m.keys))
	for k := range m.keys {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	names := []byte(strings.Join(keys, "\n"))
	body := binary.LittleEndian.AppendUint64(nil, math.Float64bits(m.threshold))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(names)))
	body = append(body, names...)
	for _, table := range m.weights {
		var most float32
		for _, x := range table {
			most = max(most, float32(math.Abs(float64(x))))
		}
		scale := most / 127
		body = binary.LittleEndian.AppendUint32(body, math.Float32bits(scale))
		for _, x := range table {
			q := int8(0)
			if scale > 0 {
				q = int8(math.Round(float64(x / scale)))
			}
			body = append(body, byte(q))
		}
	}
	if _, err := z.Write(body); err != nil {
		return err
	}
	return z.Close()
}

// readModel reads what write wrote.
func readModel(b []byte) (*model, error) {
	rest, ok := bytes.CutPrefix(b, []byte(modelMagic))
	if !ok {
		return nil, errors.New("not a model of this version; train it again")
	}
	z, err := gzip.NewReader(bytes.NewReader(rest))
	if err != nil {
		return nil, err
	}
	const most = 64 << 20
	body, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil, err
	}
	short := fmt.Errorf("cut short at %d bytes", len(body))
	if len(body) < 12 {
		return nil, short
	}
	m := newModel()
	m.threshold = math.Float64frombits(binary.LittleEndian.Uint64(body))
	n := int(binary.LittleEndian.Uint32(body[8:]))
	body = body[12:]
	if n > len(body) {
		return nil, short
	}
	for _, k := range strings.Split(string(body[:n]), "\n") {
		m.keys[k] = true
	}
	body = body[n:]
	for t := range m.weights {
		if len(body) < 4+1<<tableBits {
			return nil, short
		}
		scale := math.Float32frombits(binary.LittleEndian.Uint32(body))
		for i := range m.weights[t] {
			m.weights[t][i] = float32(int8(body[4+i])) * scale
		}
		body = body[4+1<<tableBits:]
	}
	return m, nil
}

// sigmoid maps a score to a probability.
func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// softmax maps scores to probabilities in place.
func softmax(x []float64) {
	if len(x) == 0 {
		return
	}
	most := x[0]
	for _, v := range x {
		most = max(most, v)
	}
	sum := 0.0
	for i, v := range x {
		x[i] = math.Exp(v - most)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// features gathers hashed features of one table.
type features struct{ list []uint32 }

const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
	mask      = 1<<tableBits - 1
)

// hash continues the hash h with s and a separator.
func hash(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return (h ^ 0xff) * fnvPrime
}

// add puts in the feature that the parts together make.
func (f *features) add(parts ...string) {
	h := uint32(fnvOffset)
	for _, p := range parts {
		h = hash(h, p)
	}
	f.list = append(f.list, (h^h>>15)&mask)
}

// WithModel gives a lexicon with the same words and the model that the file b holds.
func (l *Lexicon) WithModel(b []byte) (*Lexicon, error) {
	m, err := readModel(b)
	if err != nil {
		return nil, fmt.Errorf("attribute: model: %w", err)
	}
	return l.with(m), nil
}

// with gives a lexicon with the same words and the model m.
func (l *Lexicon) with(m *model) *Lexicon {
	out := &Lexicon{languages: map[nlp.Lang]*language{}, model: m}
	for k, lang := range l.languages {
		c := *lang
		c.model = m
		out.languages[k] = &c
	}
	return out
}
