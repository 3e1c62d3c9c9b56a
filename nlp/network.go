package nlp

import (
	"fmt"
	"slices"
)

// netSpec is a network as the model's header describes it. A network gives each word a vector, from rows of tables that
// features of its form pick, through layers that mix it with its neighbours; heads read annotation off the vectors.
type netSpec struct {
	Name     string        `json:"name"`
	Width    int           `json:"width"`
	Features []featureSpec `json:"features"`
	Layers   []layerSpec   `json:"layers"`
	Heads    []string      `json:"heads"` // of tag, parse, names
}

type layerSpec struct {
	Type   string `json:"type"` // conv, scan
	Width  int    `json:"width,omitempty"`
	Hidden int    `json:"hidden,omitempty"`
}

// A net is a network ready to run. It does not change.
type net struct {
	width   int
	tables  []table
	embed   layerNorm
	layers  []netLayer
	final   layerNorm
	tag     *matrix
	parse   *parseHead
	names   *nameHead
	maxRow  int // the widest row that a layer or head needs
	maxScan int
}

// table holds the vectors of a feature's values, as bytes and a scale a row.
type table struct {
	feature int // index in the model's features
	rows    uint32
	values  []int8
	scale   []float32
	keys    []uint32 // sorted hashes of the vocabulary, or nil where hashes are taken modulo rows
}

type layerNorm struct{ gain, bias []float32 }

// netLayer is a window over three words (conv is set) or gated means from both sides (in and out are set).
type netLayer struct {
	norm   layerNorm
	conv   *matrix
	in     *matrix
	out    *matrix
	hidden int
}

// parseHead scores heads (a biaffine form of two branches, Dozat and Manning 2017) and relations.
type parseHead struct {
	branches   *matrix // arc dependent, arc head, relation dependent, relation head, side by side
	arc, rel   int     // widths of the branches
	bilinear   *matrix // from the dependent's branch to what the head's is multiplied with
	distance   []float32
	rootArc    []float32 // branches of the artificial root
	rootRel    []float32
	label      *matrix
	rootLabel  int
	reach      int
	labelCount int
}

type nameHead struct {
	emit  *matrix
	trans []float32 // from the start, then from each label, to each label
	count int
}

// netLoader reads the tensors of one net and keeps the first error.
type netLoader struct {
	*modelFile
	spec *netSpec
	err  error
}

func (l *netLoader) keep(err error) {
	if l.err == nil {
		l.err = err
	}
}

func (l *netLoader) tensor(name string, shape ...int) []float32 {
	f, err := l.floats(l.spec.Name+"."+name, shape...)
	l.keep(err)
	return f
}

func (l *netLoader) norm(name string) layerNorm {
	return layerNorm{l.tensor(name+".g", l.spec.Width), l.tensor(name+".b", l.spec.Width)}
}

func (l *netLoader) matrix(name string, out, in int) *matrix {
	w, b := l.tensor(name+".w", out, in), l.tensor(name+".b", out)
	if l.err != nil {
		return &matrix{}
	}
	return newMatrix(w, b, out, in)
}

// size gives the first dimension of a tensor.
func (l *netLoader) size(name string) int {
	if t := l.tensors[l.spec.Name+"."+name]; t != nil && len(t.Shape) > 0 {
		return t.Shape[0]
	}
	l.keep(fmt.Errorf("the model lacks tensor %s.%s", l.spec.Name, name))
	return 0
}

func (m *modelFile) loadNet(spec *netSpec, features *featureSet) (*net, error) {
	l := &netLoader{modelFile: m, spec: spec}
	w := spec.Width
	if w <= 0 || w%lanes != 0 || w > 4096 {
		return nil, fmt.Errorf("net %s is %d wide: it must be a multiple of %d", spec.Name, w, lanes)
	}
	n := &net{width: w, embed: l.norm("embed.ln"), final: l.norm("ln"), maxRow: w}
	for i := range spec.Features {
		t, err := m.loadTable(&spec.Features[i], w, features)
		if err != nil {
			return nil, err
		}
		n.tables = append(n.tables, t)
	}
	for i, s := range spec.Layers {
		name := fmt.Sprintf("layer%d", i)
		layer := netLayer{norm: l.norm(name + ".ln")}
		switch {
		case s.Type == "conv" && s.Width == 3:
			layer.conv = l.matrix(name, w, 3*w)
		case s.Type == "scan" && s.Hidden > 0 && s.Hidden%lanes == 0:
			layer.hidden = s.Hidden
			layer.in, layer.out = l.matrix(name+".in", 4*s.Hidden, w), l.matrix(name+".out", w, 2*s.Hidden)
			n.maxRow, n.maxScan = max(n.maxRow, 4*s.Hidden), max(n.maxScan, s.Hidden)
		default:
			return nil, fmt.Errorf("net %s: layer %d is %+v, which this program cannot run", spec.Name, i, s)
		}
		n.layers = append(n.layers, layer)
	}
	for _, head := range spec.Heads {
		switch head {
		case "tag":
			n.tag = l.matrix("tag", len(m.Labels.Tag), w)
			n.maxRow = max(n.maxRow, padded(len(m.Labels.Tag)))
		case "parse":
			n.parse = l.parse()
			n.maxRow = max(n.maxRow, n.parse.stride())
		case "names":
			c := len(m.Labels.Name)
			n.names = &nameHead{l.matrix("name", c, w), l.tensor("name.trans", c+1, c), c}
		default:
			return nil, fmt.Errorf("net %s has a head %q, which this program does not know", spec.Name, head)
		}
	}
	return n, l.err
}

func (m *modelFile) loadTable(f *featureSpec, width int, features *featureSet) (table, error) {
	t := table{feature: features.index(f)}
	var err error
	if t.values, err = m.bytes(f.Tensor, -1, width); err != nil {
		return t, err
	}
	t.rows = uint32(len(t.values) / width)
	if t.rows == 0 {
		return t, fmt.Errorf("table %s is empty", f.Tensor)
	}
	if t.scale, err = m.floats(f.Tensor+".scale", int(t.rows)); err != nil {
		return t, err
	}
	if f.Kind == "vocab" {
		if t.keys, err = m.words(f.Keys, int(t.rows)-1); err != nil {
			return t, err
		}
		if !slices.IsSorted(t.keys) {
			return t, fmt.Errorf("the keys of %s are not sorted", f.Keys)
		}
	}
	return t, nil
}

// stride is the width of a row of branches.
func (p *parseHead) stride() int { return padded(2 * (p.arc + p.rel)) }

func (l *netLoader) parse() *parseHead {
	w := l.spec.Width
	p := &parseHead{arc: l.size("arc.dep.w"), rel: l.size("rel.dep.w"), labelCount: len(l.Labels.Rel)}
	a, r := p.arc, p.rel
	p.rootLabel = slices.Index(l.Labels.Rel, "root")
	if p.rootLabel < 0 || p.labelCount < 2 {
		l.keep(fmt.Errorf("the relations %v lack root", l.Labels.Rel))
	}
	var weights, bias []float32
	for _, b := range []struct {
		name string
		size int
	}{{"arc.dep", a}, {"arc.head", a}, {"rel.dep", r}, {"rel.head", r}} {
		weights = append(weights, l.tensor(b.name+".w", b.size, w)...)
		bias = append(bias, l.tensor(b.name+".b", b.size)...)
	}
	u, hb, root := l.tensor("arc.u", a, a), l.tensor("arc.hb", a), l.tensor("root", w)
	p.distance = l.tensor("arc.dist", -1)
	p.reach = (len(p.distance) - 1) / 2
	p.label = l.matrix("rel", p.labelCount, 3*r)
	if l.err != nil {
		return p
	}
	p.branches = newMatrix(weights, bias, 2*(a+r), w)
	turned := make([]float32, a*a)
	for i := range a {
		for j := range a {
			turned[j*a+i] = u[i*a+j]
		}
	}
	p.bilinear = newMatrix(turned, hb, a, a)
	rows := make([]float32, tall*w)
	copy(rows, root)
	out := make([]float32, tall*p.stride())
	p.branches.apply(out, rows, 1, w)
	hswish(out)
	p.rootArc, p.rootRel = out[a:2*a], out[2*a+r:2*a+2*r]
	return p
}
