package link

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
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

// crowdOf makes records of people: given names and surnames of the lists, some far more common than others, with and without the
// second surname, an initial for a given name, a by-name; and each with company.
func crowdOf(m *Matcher, n int) []*Prepared {
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	given, surnames := slices.Sorted(maps.Keys(m.words.given)), slices.Sorted(maps.Keys(m.words.surnames))
	rng.Shuffle(len(surnames), func(i, j int) { surnames[i], surnames[j] = surnames[j], surnames[i] })
	pick := func(from []string, steep float64) string {
		return from[int(float64(len(from))*math.Pow(rng.Float64(), steep))]
	}
	out := make([]*Prepared, n)
	for i := range out {
		name := pick(given, 2) + " " + pick(surnames, 2) + " " + pick(surnames, 2)
		switch words := strings.Fields(name); rng.IntN(6) {
		case 0:
			name = words[0] + " " + words[1]
		case 1:
			name = name[:1] + ". " + words[1] + " " + words[2]
		case 2:
			name += ", alias " + pick(surnames, 1)
		case 3:
			name = words[1]
		}
		var company []string
		for range 8 {
			company = append(company, fmt.Sprint(rng.IntN(n)))
		}
		out[i] = m.Prepare(Record{ID: fmt.Sprint(i), Name: name, Type: cotejo.Person, Company: company, Uses: 1})
	}
	return out
}

func BenchmarkCluster(b *testing.B) {
	m := loaded(b)
	for _, n := range []int{1_000, 10_000, 100_000} {
		nodes := crowdOf(m, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				m.Cluster(nodes, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/record")
		})
	}
}
