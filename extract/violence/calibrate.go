package violence

import "fmt"

// calibrate fits probabilities and thresholds to fillers that models judged without having been trained on their texts.
func (m *Model) calibrate(ls []*lesson, s Settings) {
	for k := range kinds {
		var xs []float64
		var is []bool
		for _, l := range ls {
			for _, f := range l.fillers {
				if f.kind == k {
					xs = append(xs, f.score)
					is = append(is, l.gold.names(k, l.view.TextOf(f.best().words)))
				}
			}
		}
		m.scale[k], m.shift[k] = platt(xs, is)
		best := -1.0
		for p := 0.1; p < 0.8; p += 0.02 {
			var c count
			for _, l := range ls {
				c.add(match(m.given(l, k, p), l.gold.Roles[k]))
			}
			if f := c.f1(); f > best {
				best, m.keep[k] = f, p
			}
		}
		s.Log("%-10s keep %.2f F1 %.2f", k, m.keep[k], 100*best)
	}
	total := func() (c, all count) {
		for k := range kinds {
			for _, l := range ls {
				x := match(m.given(l, k, m.keep[k]), l.gold.Roles[k])
				all.add(x)
				if k != Described {
					c.add(x)
				}
			}
		}
		return
	}
	for range 2 {
		for k := range kinds {
			c, all := total()
			best, at := c.f1()+all.f1(), m.keep[k]
			for p := 0.1; p < 0.8; p += 0.02 {
				m.keep[k] = p
				if c, all := total(); c.f1()+all.f1() > best {
					best, at = c.f1()+all.f1(), p
				}
			}
			m.keep[k] = at
		}
	}
	s.Log("%s", m.table(ls))
}

func (c count) String() string {
	p, r := 0.0, 0.0
	if c.given > 0 {
		p = float64(c.right) / float64(c.given)
	}
	if c.gold > 0 {
		r = float64(c.right) / float64(c.gold)
	}
	return fmt.Sprintf("P %.2f R %.2f F1 %.2f (%d of %d given, %d gold)", 100*p, 100*r, 100*c.f1(), c.right, c.given, c.gold)
}

// given lists what the model would say fills kind k if it kept what is at least p likely.
func (m *Model) given(l *lesson, k Kind, p float64) []string {
	var out []string
	for i := range l.fillers {
		f := &l.fillers[i]
		if f.kind == k && sigmoid(m.scale[k]*f.score+m.shift[k]) >= p {
			name := Normal(l.view.TextOf(f.best().words))
			if k == Described && contains(l.gold.Spare, name) && !named(l.gold.Roles[k], name) {
				continue
			}
			out = append(out, name)
		}
	}
	return out
}
