package nlp

import (
	"fmt"
	"strings"
)

// network is the nets of a language with what their labels mean.
type network struct {
	features featureSet
	nets     []*net

	upos  []UPOS // of each tag label
	feats []string
	rels  []string
	names []Tag // of each name label

	transitions transitions
}

// loadNetwork makes a network of a model file.
func loadNetwork(file string) (*network, error) {
	m, err := openModel(file)
	if err != nil {
		return nil, err
	}
	n := &network{rels: m.Labels.Rel}
	for _, label := range m.Labels.Tag {
		upos, feats, _ := strings.Cut(label, "|")
		n.upos, n.feats = append(n.upos, ParseUPOS(upos)), append(n.feats, feats)
	}
	for _, label := range m.Labels.Name {
		prefix, kind, _ := strings.Cut(label, "-")
		t := Tag{ParseKind(kind), prefix == "B"}
		if label != "O" && (t.Kind == NoName || prefix != "B" && prefix != "I") {
			return nil, fmt.Errorf("the model has a name label %q", label)
		}
		n.names = append(n.names, t)
	}
	if len(n.names) > 255 {
		return nil, fmt.Errorf("the model has %d name labels", len(n.names))
	}
	for i := range m.Nets {
		net, err := m.loadNet(&m.Nets[i], &n.features)
		if err != nil {
			return nil, err
		}
		n.nets = append(n.nets, net)
		if net.names != nil {
			n.transitions.add(net.names)
		}
	}
	return n, nil
}

// maxPiece is the longest run of words whose arcs are scored together; sentences beyond it are parsed in pieces.
const maxPiece = 250

// annotate fills the columns that the network's heads give.
func (n *network) annotate(d *Doc, b *batch) {
	words := d.Len()
	d.UPOS, d.Feats = make([]UPOS, words), make([]string, words)
	d.Head, d.Rel = make([]int32, words), make([]string, words)
	d.Name = make([]Tag, words)
	var pieces []Range
	size := 0
	run := func() {
		if len(pieces) > 0 {
			b.begin(pieces)
			n.annotateBatch(d, b)
		}
		pieces, size = pieces[:0], 0
	}
	for _, s := range d.Sents {
		for from := s.Start; from < s.End; {
			to := min(s.End, from+maxPiece)
			if size+to-from+1 > batchRows {
				run()
			}
			pieces = append(pieces, Range{from, to})
			size += to - from + 1
			from = to
		}
	}
	run()
	n.join(d)
}

func (n *network) annotateBatch(d *Doc, b *batch) {
	b.features(d, &n.features)
	named := false
	for _, net := range n.nets {
		net.encode(b, len(n.features.specs))
		if net.tag != nil {
			n.tags(d, b, net)
		}
		if net.parse != nil {
			net.parse.run(b, net.width, func(k int, heads []int32, labels []int) {
				from := b.pieces[k].Start
				for i, h := range heads {
					d.Head[from+i] = -1
					if h > 0 {
						d.Head[from+i] = int32(from) + h - 1
					}
					d.Rel[from+i] = n.rels[labels[i]]
				}
			})
		}
		if net.names != nil {
			net.names.score(b, net.width, named)
			named = true
		}
	}
	if !named {
		return
	}
	stride := padded(n.transitions.count)
	for k, p := range b.pieces {
		for i, l := range n.transitions.decode(&b.names, b.labels[b.first[k]*stride:], p.Len(), stride) {
			d.Name[p.Start+i] = n.names[l]
		}
	}
}

func (n *network) tags(d *Doc, b *batch, net *net) {
	stride := padded(net.tag.out)
	net.tag.apply(b.wide, b.h[net.width:], b.rows, net.width)
	for k, p := range b.pieces {
		for i := range p.Len() {
			at := best(b.wide[(b.first[k]+i)*stride:][:net.tag.out])
			d.UPOS[p.Start+i], d.Feats[p.Start+i] = n.upos[at], n.feats[at]
		}
	}
}

// join hangs the roots of a long sentence's later pieces on that of its first.
func (n *network) join(d *Doc) {
	for _, s := range d.Sents {
		if s.Len() <= maxPiece {
			continue
		}
		root := -1
		for i := s.Start; i < s.End; i++ {
			switch {
			case d.Head[i] >= 0:
			case root < 0:
				root = i
			default:
				d.Head[i], d.Rel[i] = int32(root), "parataxis"
			}
		}
	}
}
