package link

import (
	"testing"

	"github.com/cotejo/cotejo"
)

func BenchmarkCompare(b *testing.B) {
	m := loaded(b)
	var people, bodies []*Prepared
	for _, p := range readPairs(b) {
		for _, name := range []string{p.a, p.b} {
			switch p.typ {
			case cotejo.Person:
				people = append(people, m.named(name, p.typ))
			case cotejo.Organization:
				bodies = append(bodies, m.named(name, p.typ))
			}
		}
	}
	for name, records := range map[string][]*Prepared{"person": people, "organization": bodies} {
		b.Run(name+"/alike", func(b *testing.B) {
			for i := range b.N {
				k := i * 2 % len(records)
				m.Compare(records[k], records[k+1])
			}
		})
		b.Run(name+"/any", func(b *testing.B) {
			for i := range b.N {
				m.Compare(records[i%len(records)], records[i*7%len(records)])
			}
		})
	}
}

func BenchmarkPrepare(b *testing.B) {
	m := loaded(b)
	pairs := readPairs(b)
	for i := range b.N {
		p := pairs[i%len(pairs)]
		m.Keys(m.named(p.a, p.typ))
	}
}
