package nlp

// lanes is how many outputs of a matrix product are computed side by side; tall is how many rows.
const (
	lanes = 16
	tall  = 6
)

// matrix is the weights of y = Wx + b, laid out so that the inner loop reads them in order: for each block of lanes
// outputs, for each input, the weights of the outputs of the block.
type matrix struct {
	in, out int
	packed  []float32 // ceil(out/lanes) blocks of in*lanes
	bias    []float32 // of ceil(out/lanes)*lanes outputs, zeros at the end
}

// padded is n rounded up to a whole block.
func padded(n int) int { return (n + lanes - 1) / lanes * lanes }

// newMatrix packs weights given by rows, one an output.
func newMatrix(w []float32, bias []float32, out, in int) *matrix {
	m := &matrix{in: in, out: out, packed: make([]float32, padded(out)*in), bias: make([]float32, padded(out))}
	copy(m.bias, bias)
	pack(m.packed, w, out, in, in)
	return m
}

// pack lays out rows of w, which are stride apart, as matrix.packed wants them.
func pack(packed, w []float32, out, in, stride int) {
	for block := 0; block < out; block += lanes {
		p := packed[block*in : (block+lanes)*in]
		for o := 0; o < lanes; o++ {
			if block+o >= out {
				for k := 0; k < in; k++ {
					p[k*lanes+o] = 0
				}
				continue
			}
			row := w[(block+o)*stride:][:in]
			for k, v := range row {
				p[k*lanes+o] = v
			}
		}
	}
}

// apply computes y = Wx + b for n rows of x, which lie stride apart and may overlap; rows of y are padded(out) wide.
func (m *matrix) apply(y, x []float32, n, stride int) {
	product(y, x, m.packed, m.bias, n, stride, m.in, padded(m.out))
}

// roundRows is n rounded up to what a product computes at a time. Buffers of rows are that long.
func roundRows(n int) int { return (n + tall - 1) / tall * tall }

// product computes n rows of y, each width wide, from rows of x and packed weights. It computes roundRows(n) rows: x
// and y reach that far, and what it makes of rows beyond n is of no use.
func product(y, x, packed, bias []float32, n, stride, in, width int) {
	if n == 0 || width == 0 {
		return
	}
	n = roundRows(n)
	// These fail here rather than in the assembly.
	_ = x[(n-1)*stride+in-1]
	_ = y[n*width-1]
	_ = packed[width*in-1]
	_ = bias[width-1]
	for block := 0; block < width; block += lanes {
		p := packed[block*in:]
		for i := 0; i < n; i += tall {
			productTall(&y[i*width+block], &x[i*stride], &p[0], &bias[block], in, stride, width)
		}
	}
}
