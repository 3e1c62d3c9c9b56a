//go:build !amd64

package nlp

func productTall(y, x, packed, bias *float32, in, stride, width int) {
	productTallGo(y, x, packed, bias, in, stride, width)
}
func hswish(x []float32)                            { hswishGo(x) }
func addHswish(y, x []float32)                      { addHswishGo(y, x) }
func add(y, x []float32)                            { addGo(y, x) }
func addBytes(y []float32, x []int8, scale float32) { addBytesGo(y, x, scale) }
func norm(y, x, gain, bias []float32)               { normGo(y, x, gain, bias) }
func scan(out, c, gate, z []float32)                { scanGo(out, c, gate, z) }
