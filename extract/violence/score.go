package violence

import (
	"fmt"
	"strings"

	"github.com/cotejo/cotejo/codebook"
)

// Score tells how well the model finds the fillers of the texts, none of which it may have been trained on: by kind of
// role, all together, and how often it is right by how sure it is.
func (m *Model) Score(gold []Gold, book *codebook.Codebook) string {
	ls := lessons(gold, book)
	for _, l := range ls {
		m.relevance(l.view)
		l.scores = m.scores(l.view, l.candidates)
		l.fillers = m.fillersOf(l.view, l.candidates, l.scores)
		m.examine(l.view, l.fillers, l.scores)
	}
	return m.table(ls)
}

// table prints figures for lessons whose fillers are found.
func (m *Model) table(ls []*lesson) string {
	var b strings.Builder
	var named, all count
	for k := range kinds {
		var c count
		for _, l := range ls {
			c.add(match(m.given(l, k, m.keep[k]), l.gold.Roles[k]))
		}
		reach := 0
		for _, l := range ls {
			for _, e := range l.gold.Roles[k] {
				if l.reaches(k, e) {
					reach++
				}
			}
		}
		fmt.Fprintf(&b, "%-10s reach %d; %s at %.2f\n", k, reach, c, m.keep[k])
		all.add(c)
		if k != Described {
			named.add(c)
		}
	}
	fmt.Fprintf(&b, "%-10s %s\n%-10s %s\n", "micro", named, "with described", all)
	const bins = 10
	var n, right [bins]int
	var sum [bins]float64
	for _, l := range ls {
		for i := range l.fillers {
			f := &l.fillers[i]
			p := m.probability(f)
			at := min(int(p*bins), bins-1)
			n[at]++
			sum[at] += p
			if l.gold.names(f.kind, l.view.TextOf(f.best().words)) {
				right[at]++
			}
		}
	}
	fmt.Fprintf(&b, "probability  fillers  mean   right\n")
	for i := range bins {
		if n[i] > 0 {
			fmt.Fprintf(&b, "%.1f to %.1f   %7d  %.2f   %.2f\n", float64(i)/bins, float64(i+1)/bins, n[i], sum[i]/float64(n[i]), float64(right[i])/float64(n[i]))
		}
	}
	return b.String()
}

// reaches says whether some cut of some candidate names the entity.
func (l *lesson) reaches(k Kind, entity []string) bool {
	for i, c := range l.candidates {
		if l.is[i]>>k&1 == 0 {
			continue
		}
		for _, p := range c.phrases {
			if contains(entity, Normal(l.view.TextOf(p.words))) {
				return true
			}
		}
	}
	return false
}
