package nlp

// batchRows is about how many words are run through a network at a time: enough to keep its weights busy, few enough
// for the vectors to stay in the cache.
const batchRows = 120

// batch is a run of pieces, each a sentence or a part of a long one, with the vectors of their words. Between pieces,
// and at both ends, lies a row that belongs to no word.
type batch struct {
	pieces []Range // words of the Doc
	first  []int   // row of each piece's first word
	rows   int

	hashes     []uint32  // features of each row's word
	x, h       []float32 // vectors; h has a row before the first
	wide       []float32 // what layers and heads make
	mid        []float32
	labels     []float32 // scores of name labels
	state      []float32
	arcs       arcScratch
	names      nameScratch
	wordBuffer wordBuffer
}

// begin takes the pieces of a batch and lays out their rows.
func (b *batch) begin(pieces []Range) {
	b.pieces, b.first, b.rows = pieces, b.first[:0], 1
	for _, p := range pieces {
		b.first = append(b.first, b.rows)
		b.rows += p.Len() + 1
	}
}

// reserve gives a slice of n values, made anew where buf is too small.
func reserve[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n+n/4)
	}
	*buf = (*buf)[:n]
	return *buf
}

// features computes the hashes of the words' features.
func (b *batch) features(d *Doc, set *featureSet) {
	b.hashes = b.hashes[:0]
	typed := typed[d.Lang]
	for _, p := range b.pieces {
		mode := caseMode(d.Form[p.Start:p.End])
		for _, form := range d.Form[p.Start:p.End] {
			if p, ok := typed[form]; ok {
				form = p
			}
			b.hashes = set.hashes(form, mode, b.hashes, &b.wordBuffer)
		}
	}
}

// eachWord calls f with the row of each word, and its number among the batch's words.
func (b *batch) eachWord(f func(row, word int)) {
	word := 0
	for k, p := range b.pieces {
		for i := range p.Len() {
			f(b.first[k]+i, word)
			word++
		}
	}
}

// encode runs the batch through a network: afterwards h holds, from its second row on, the words' vectors.
func (n *net) encode(b *batch, features int) {
	w, rows := n.width, roundRows(b.rows)
	x, h := reserve(&b.x, rows*w), reserve(&b.h, (rows+2)*w)
	wide := reserve(&b.wide, rows*n.maxRow)
	clear(x)
	clear(h)
	b.eachWord(func(row, word int) {
		v := x[row*w : (row+1)*w]
		for i := range n.tables {
			t := &n.tables[i]
			r := int(t.row(b.hashes[word*features+t.feature]))
			addBytes(v, t.values[r*w:(r+1)*w], t.scale[r])
		}
		norm(v, v, n.embed.gain, n.embed.bias)
	})
	for i := range n.layers {
		l := &n.layers[i]
		b.normRows(w, &l.norm)
		if l.conv != nil {
			l.conv.apply(wide, h, b.rows, w)
			addHswish(x[:b.rows*w], wide)
			continue
		}
		l.in.apply(wide, h[w:], b.rows, w)
		mid := reserve(&b.mid, rows*2*l.hidden)
		b.scan(mid, wide, l.hidden)
		l.out.apply(wide, mid, b.rows, 2*l.hidden)
		add(x[:b.rows*w], wide)
	}
	b.normRows(w, &n.final)
}

// normRows puts the normed vectors of the words into h. Its other rows stay zero.
func (b *batch) normRows(w int, l *layerNorm) {
	for k, p := range b.pieces {
		for row := b.first[k]; row < b.first[k]+p.Len(); row++ {
			norm(b.h[(row+1)*w:(row+2)*w], b.x[row*w:(row+1)*w], l.gain, l.bias)
		}
	}
}

// scan runs gated means over each piece, from left and from right. A row of in holds gate and value for both ways.
func (b *batch) scan(out, in []float32, hidden int) {
	c := reserve(&b.state, hidden)
	for k, p := range b.pieces {
		from, to := b.first[k], b.first[k]+p.Len()
		clear(c)
		for r := from; r < to; r++ {
			g := in[r*4*hidden:]
			scan(out[r*2*hidden:][:hidden], c, g, g[hidden:])
		}
		clear(c)
		for r := to - 1; r >= from; r-- {
			g := in[r*4*hidden+2*hidden:]
			scan(out[r*2*hidden+hidden:][:hidden], c, g, g[hidden:])
		}
	}
}

// best gives the index of the greatest value.
func best(v []float32) int {
	at := 0
	for i, x := range v {
		if x > v[at] {
			at = i
		}
	}
	return at
}
