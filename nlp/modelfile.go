package nlp

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unsafe"
)

// A model file is "COTEJOM1", the length of its header (32 bits, little-endian), the header (JSON) and, from the next
// multiple of 16 bytes on, tensors in little-endian order, each at a multiple of 16 from there.
const (
	modelMagic   = "COTEJOM1"
	modelVersion = 1
	tensorAlign  = 16
)

// modelHeader says what a model file holds.
type modelHeader struct {
	Version int               `json:"version"`
	Lang    Lang              `json:"lang"`
	Made    map[string]any    `json:"made"` // of what and how, for people
	Labels  modelLabels       `json:"labels"`
	Nets    []netSpec         `json:"nets,omitempty"`
	Lists   map[string]string `json:"lists,omitempty"` // words parted by line breaks
	Tensors []tensorSpec      `json:"tensors"`
}

type modelLabels struct {
	Tag  []string `json:"tag,omitempty"`  // "NOUN|Number=Sing"
	Rel  []string `json:"rel,omitempty"`  // "nsubj:pass"
	Name []string `json:"name,omitempty"` // "B-PER"
}

type tensorSpec struct {
	Name   string  `json:"name"`
	Type   string  `json:"dtype"` // f32, f16, i16, i8, u32
	Shape  []int   `json:"shape"`
	Offset int     `json:"offset"`
	Scale  float32 `json:"scale,omitempty"` // of i16
}

func (t *tensorSpec) count() (int, error) {
	n := 1
	for _, d := range t.Shape {
		if d < 0 || d > math.MaxInt32 || n > math.MaxInt32/max(d, 1) {
			return 0, fmt.Errorf("tensor %s has shape %v", t.Name, t.Shape)
		}
		n *= d
	}
	return n, nil
}

// modelFile is an opened model. Its tensors are views of the file's bytes where they can be.
type modelFile struct {
	modelHeader
	data    string
	tensors map[string]*tensorSpec
}

func openModel(file string) (*modelFile, error) {
	if !strings.HasPrefix(file, modelMagic) || len(file) < len(modelMagic)+4 {
		return nil, errors.New("not a model file: it does not begin with " + modelMagic)
	}
	at := len(modelMagic) + 4
	n := int(binary.LittleEndian.Uint32([]byte(file[at-4 : at])))
	if n > len(file)-at {
		return nil, errors.New("the model file is cut short in its header")
	}
	m := &modelFile{tensors: map[string]*tensorSpec{}}
	if err := json.Unmarshal([]byte(file[at:at+n]), &m.modelHeader); err != nil {
		return nil, fmt.Errorf("model header: %w", err)
	}
	if m.Version != modelVersion {
		return nil, fmt.Errorf("model format version %d: this program reads version %d", m.Version, modelVersion)
	}
	at = (at + n + tensorAlign - 1) / tensorAlign * tensorAlign
	m.data = file[min(at, len(file)):]
	for i := range m.Tensors {
		t := &m.Tensors[i]
		size, ok := map[string]int{"f32": 4, "f16": 2, "i16": 2, "i8": 1, "u32": 4}[t.Type]
		if !ok {
			return nil, fmt.Errorf("tensor %s is of type %q", t.Name, t.Type)
		}
		count, err := t.count()
		if err != nil {
			return nil, err
		}
		if t.Offset < 0 || t.Offset%tensorAlign != 0 || t.Offset > len(m.data) || count*size > len(m.data)-t.Offset {
			return nil, fmt.Errorf("the model file is cut short in tensor %s", t.Name)
		}
		m.tensors[t.Name] = t
	}
	return m, nil
}

// find gives a tensor and its bytes. A negative dimension in shape stands for any size.
func (m *modelFile) find(name, dtype string, shape ...int) (*tensorSpec, string, error) {
	t := m.tensors[name]
	if t == nil {
		return nil, "", fmt.Errorf("the model lacks tensor %s", name)
	}
	fits := len(t.Shape) == len(shape) && (dtype == "" || t.Type == dtype)
	for i := range shape {
		fits = fits && (shape[i] < 0 || shape[i] == t.Shape[i])
	}
	if !fits {
		return nil, "", fmt.Errorf("tensor %s is %s %v, not %s %v", name, t.Type, t.Shape, dtype, shape)
	}
	return t, m.data[t.Offset:], nil
}

// floats gives a tensor of type f32 or f16.
func (m *modelFile) floats(name string, shape ...int) ([]float32, error) {
	t, b, err := m.find(name, "", shape...)
	if err != nil {
		return nil, err
	}
	n, _ := t.count()
	out := make([]float32, n)
	switch t.Type {
	case "f32":
		for i := range out {
			out[i] = math.Float32frombits(le32(b[4*i:]))
		}
	case "f16":
		for i := range out {
			out[i] = halfToFloat(uint16(b[2*i]) | uint16(b[2*i+1])<<8)
		}
	default:
		return nil, fmt.Errorf("tensor %s is of type %s, not f32 or f16", name, t.Type)
	}
	return out, nil
}

func le32(b string) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func halfToFloat(h uint16) float32 {
	sign, exp, frac := uint32(h&0x8000)<<16, uint32(h>>10)&31, uint32(h&0x3ff)
	switch exp {
	case 0:
		f := float32(frac) * (1.0 / (1 << 24))
		return math.Float32frombits(math.Float32bits(f) | sign)
	case 31:
		return math.Float32frombits(sign | 0x7f800000 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}

// bytes gives a tensor of type i8, in place.
func (m *modelFile) bytes(name string, shape ...int) ([]int8, error) {
	t, b, err := m.find(name, "i8", shape...)
	if err != nil {
		return nil, err
	}
	n, _ := t.count()
	if n == 0 {
		return nil, nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.StringData(b))), n), nil
}

// words gives a tensor of type u32.
func (m *modelFile) words(name string, shape ...int) ([]uint32, error) {
	t, b, err := m.find(name, "u32", shape...)
	if err != nil {
		return nil, err
	}
	n, _ := t.count()
	out := make([]uint32, n)
	for i := range out {
		out[i] = le32(b[4*i:])
	}
	return out, nil
}

// linear gives a linear classifier, a tensor of type i16.
func (m *modelFile) linear(name string) (linear, error) {
	t, b, err := m.find(name, "i16", -1)
	if err != nil {
		return linear{}, err
	}
	n := t.Shape[0]
	if n == 0 || n&(n-1) != 0 {
		return linear{}, fmt.Errorf("tensor %s has %d weights, which is no power of two", name, n)
	}
	l := linear{make([]int16, n), t.Scale}
	for i := range l.weights {
		l.weights[i] = int16(uint16(b[2*i]) | uint16(b[2*i+1])<<8)
	}
	return l, nil
}

// modelWriter makes a model file.
type modelWriter struct {
	modelHeader
	data []byte
}

func newModelWriter(lang Lang, made map[string]any) *modelWriter {
	return &modelWriter{modelHeader: modelHeader{Version: modelVersion, Lang: lang, Made: made, Lists: map[string]string{}}}
}

func (w *modelWriter) add(name, dtype string, scale float32, shape []int, data []byte) {
	w.Tensors = append(w.Tensors, tensorSpec{name, dtype, shape, len(w.data), scale})
	w.data = append(w.data, data...)
	for len(w.data)%tensorAlign != 0 {
		w.data = append(w.data, 0)
	}
}

func (w *modelWriter) linear(name string, l linear) {
	var b []byte
	for _, v := range l.weights {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	w.add(name, "i16", l.scale, []int{len(l.weights)}, b)
}

func (w *modelWriter) words(name string, v []uint32) {
	var b []byte
	for _, v := range v {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	w.add(name, "u32", 0, []int{len(v)}, b)
}

func (w *modelWriter) floats(name string, v []float32) {
	var b []byte
	for _, v := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	w.add(name, "f32", 0, []int{len(v)}, b)
}

// WriteTo writes the file.
func (w *modelWriter) WriteTo(out io.Writer) (int64, error) {
	header, err := json.Marshal(&w.modelHeader)
	if err != nil {
		return 0, err
	}
	b := append([]byte(modelMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(header)))...)
	b = append(b, header...)
	for len(b)%tensorAlign != 0 {
		b = append(b, 0)
	}
	n, err := out.Write(append(b, w.data...))
	return int64(n), err
}
