package nlp

import "golang.org/x/sys/cpu"

// fast says whether this machine runs the kernels in assembly.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func productTallAVX(y, x, packed, bias *float32, in, stride, width int)

//go:noescape
func hswishAVX(x *float32, n int)

//go:noescape
func addHswishAVX(y, x *float32, n int)

//go:noescape
func addAVX(y, x *float32, n int)

//go:noescape
func addBytesAVX(y *float32, x *int8, scale float32, n int)

//go:noescape
func normAVX(y, x, gain, bias *float32, n int)

//go:noescape
func scanAVX(out, c, gate, z *float32, n int)

func productTall(y, x, packed, bias *float32, in, stride, width int) {
	if fast {
		productTallAVX(y, x, packed, bias, in, stride, width)
	} else {
		productTallGo(y, x, packed, bias, in, stride, width)
	}
}

// octets says whether a kernel that takes eight values at a time may run over n of them.
func octets(n int) bool { return fast && n > 0 && n%8 == 0 }

func hswish(x []float32) {
	if octets(len(x)) {
		hswishAVX(&x[0], len(x))
	} else {
		hswishGo(x)
	}
}

func addHswish(y, x []float32) {
	if x = x[:len(y)]; octets(len(y)) {
		addHswishAVX(&y[0], &x[0], len(y))
	} else {
		addHswishGo(y, x)
	}
}

func add(y, x []float32) {
	if x = x[:len(y)]; octets(len(y)) {
		addAVX(&y[0], &x[0], len(y))
	} else {
		addGo(y, x)
	}
}

func addBytes(y []float32, x []int8, scale float32) {
	if x = x[:len(y)]; octets(len(y)) {
		addBytesAVX(&y[0], &x[0], scale, len(y))
	} else {
		addBytesGo(y, x, scale)
	}
}

func norm(y, x, gain, bias []float32) {
	if y, gain, bias = y[:len(x)], gain[:len(x)], bias[:len(x)]; octets(len(x)) {
		normAVX(&y[0], &x[0], &gain[0], &bias[0], len(x))
	} else {
		normGo(y, x, gain, bias)
	}
}

func scan(out, c, gate, z []float32) {
	if c, gate, z = c[:len(out)], gate[:len(out)], z[:len(out)]; octets(len(out)) {
		scanAVX(&out[0], &c[0], &gate[0], &z[0], len(out))
	} else {
		scanGo(out, c, gate, z)
	}
}
