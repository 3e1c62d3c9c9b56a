package violence

import (
	"fmt"

	"github.com/cotejo/cotejo/nlp"
)

// filler is an entity in a role, with all that the text calls it there.
type filler struct {
	kind     Kind
	key      string
	raw      float64 // sum of weights of its best mention
	score    float64 // the same as judged beside the other fillers of the text
	mentions []mention
}

type mention struct {
	candidate int
	words     nlp.Range
	score     float64
}

// fillersOf gathers the candidates into entities, for each kind of role.
func (m *Model) fillersOf(v *view, cs []candidate, scores [][kinds]float64) []filler {
	var out []filler
	at := map[string]int{}
	for i := range cs {
		for k := range kinds {
			const least = -4 // below a probability of 2 %
			if scores[i][k] < least {
				continue
			}
			words := m.cut(v, &cs[i], k)
			name := Normal(v.TextOf(words))
			key := name
			if ref, ok := v.referent(cs[i].head); ok && ref.Entity != "" {
				key = ref.Entity
			}
			n, ok := at[fmt.Sprint(k, key)]
			if !ok {
				n, ok = at[fmt.Sprint(k, name)]
			}
			if !ok {
				n = len(out)
				out = append(out, filler{kind: k, key: key, raw: scores[i][k]})
			}
			at[fmt.Sprint(k, key)], at[fmt.Sprint(k, name)] = n, n
			f := &out[n]
			f.mentions = append(f.mentions, mention{i, words, scores[i][k]})
			f.raw = max(f.raw, scores[i][k])
		}
	}
	return out
}

// best gives the mention that names the filler: its likeliest.
func (f *filler) best() mention {
	b := f.mentions[0]
	for _, m := range f.mentions {
		if m.score > b.score {
			b = m
		}
	}
	return b
}
