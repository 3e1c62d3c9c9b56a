package weigh

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/cotejo/cotejo"
)

// group is atoms of one topic that say the same.
type group struct {
	atoms []*atom
	chain int // of events: which run of days it belongs to
}

func (g *group) head() *atom { return g.atoms[0] }

// Topic weighs the claims of one topic: those that say the same as clusters, and what contradicts what. It is a function of the
// set of claims; each is given once. Claims that do not belong to the topic do not matter.
func (s *Scheme) Topic(topic int64, claims []Claim) (clusters []cotejo.Cluster, contradictions []cotejo.Contradiction) {
	sorted := make([]*Claim, len(claims))
	for i := range claims {
		sorted[i] = &claims[i]
	}
	slices.SortFunc(sorted, func(a, b *Claim) int { return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID)) })
	atoms := map[string][]*atom{}
	for _, c := range sorted {
		for _, a := range s.atoms(c) {
			if a.key() == topic {
				atoms[a.topic] = append(atoms[a.topic], &a)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(atoms)) {
		groups := s.groups(atoms[name])
		against := s.opposites(groups)
		clusters = append(clusters, s.clusters(name, groups, against)...)
		contradictions = append(contradictions, s.contradictions(groups, against)...)
	}
	return clusters, contradictions
}

// groups divides the atoms of a topic into those that say the same.
func (s *Scheme) groups(atoms []*atom) []*group {
	var out []*group
	parts := map[string][]*atom{}
	for _, a := range atoms {
		over := ""
		if a.over {
			over = "ends"
		}
		key := join(a.claim.Polarity, a.mood, over, a.rival)
		parts[key] = append(parts[key], a)
	}
	chains := s.chains(atoms)
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		for _, run := range byChain(parts[key], chains) {
			for _, there := range byPlace(run.atoms) {
				for _, same := range byFigure(there) {
					out = append(out, &group{same, run.chain})
				}
			}
		}
	}
	return out
}

// chains numbers the runs of days in which events of a topic meet; states and figures are one run. Days of their own meet days of
// their own that are near; days of a report meet all that lies shortly before it. What has no day is a run of its own, unless
// there is but one.
func (s *Scheme) chains(atoms []*atom) map[*atom]int {
	out := map[*atom]int{}
	if len(atoms) == 0 || atoms[0].rule.Kind != event {
		return out
	}
	dated := slices.DeleteFunc(slices.Clone(atoms), func(a *atom) bool { return a.last.IsZero() })
	slices.SortStableFunc(dated, func(a, b *atom) int { return a.first.Compare(b.first) })
	n := 0
	var end time.Time
	for _, a := range dated {
		slack := s.Days.Own
		if a.loose {
			slack = 0
		}
		if n == 0 || a.first.AddDate(0, 0, -slack).After(end) {
			n++
			end = time.Time{}
		}
		if a.last.After(end) {
			end = a.last
		}
		out[a] = n
	}
	for _, a := range atoms {
		if a.last.IsZero() && n == 1 {
			out[a] = 1
		}
	}
	return out
}

func byChain(atoms []*atom, chains map[*atom]int) []group {
	runs := map[int][]*atom{}
	for _, a := range atoms {
		runs[chains[a]] = append(runs[chains[a]], a)
	}
	var out []group
	for _, n := range slices.Sorted(maps.Keys(runs)) {
		out = append(out, group{runs[n], n})
	}
	return out
}

// byPlace divides atoms by places that cannot be one. A place that holds another is the same, put more loosely; a claim that names
// no place, or one that holds several, joins where there is but one place to join.
func byPlace(atoms []*atom) [][]*atom {
	finest := map[string]bool{}
	for _, a := range atoms {
		if a.where.Identity != "" {
			finest[a.where.Identity] = true
		}
	}
	for _, a := range atoms {
		for _, holder := range a.where.Within {
			delete(finest, holder)
		}
	}
	if len(finest) < 2 {
		return [][]*atom{atoms}
	}
	parts := map[string][]*atom{}
	for _, a := range atoms {
		key := ""
		if finest[a.where.Identity] {
			key = a.where.Identity
		} else if a.where.Identity != "" {
			key = a.onlyIn(finest, atoms)
		}
		parts[key] = append(parts[key], a)
	}
	var out [][]*atom
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		out = append(out, parts[key])
	}
	return out
}

// onlyIn gives the one finest place that a's place holds, or "" where it holds several.
func (a *atom) onlyIn(finest map[string]bool, atoms []*atom) string {
	found := map[string]bool{}
	for _, b := range atoms {
		if finest[b.where.Identity] && slices.Contains(b.where.Within, a.where.Identity) {
			found[b.where.Identity] = true
		}
	}
	if len(found) == 1 {
		for id := range found {
			return id
		}
	}
	return a.where.Identity
}

// byFigure divides atoms by figures that are not the same: from the smallest up, each part holds what lies within the tolerance of
// its smallest. A claim without a figure joins where there is but one.
func byFigure(atoms []*atom) [][]*atom {
	var figures, bare []*atom
	for _, a := range atoms {
		if a.figure {
			figures = append(figures, a)
		} else {
			bare = append(bare, a)
		}
	}
	slices.SortStableFunc(figures, func(a, b *atom) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.bound(), b.bound())) })
	var parts [][]*atom
	for _, a := range figures {
		if n := len(parts); n > 0 && parts[n-1][0].bound() == a.bound() && parts[n-1][0].agrees(a) {
			parts[n-1] = append(parts[n-1], a)
			continue
		}
		parts = append(parts, []*atom{a})
	}
	switch {
	case len(bare) == 0:
	case len(parts) == 1:
		parts[0] = append(parts[0], bare...)
	default:
		parts = append(parts, bare)
	}
	for _, p := range parts {
		slices.SortStableFunc(p, func(a, b *atom) int {
			return cmp.Or(cmp.Compare(a.claim.Published, b.claim.Published), cmp.Compare(a.claim.ID, b.claim.ID))
		})
	}
	return parts
}

// bound is what sets "at least 5" and "up to 5" apart from 5.
func (a *atom) bound() string {
	switch b := string(a.claim.Quantity.Bound); b {
	case "min", "max":
		return b
	}
	return ""
}

// counter is what one group says against another.
type counter struct {
	other int
	how   string
}

// Ways to contradict.
const (
	byFigures  = "figure"
	byPolarity = "polarity"
	byRival    = "rival"
)

// opposites gives for each group the groups that speak against it. What is planned or conditional speaks against nothing, and nothing
// against it.
func (s *Scheme) opposites(groups []*group) [][]counter {
	out := make([][]counter, len(groups))
	for i, g := range groups {
		for j := range i {
			h := groups[j]
			a, b := g.head(), h.head()
			if a.mood != "" || b.mood != "" || g.chain != h.chain || a.over != b.over || !meets(a.where, b.where) || !s.disputes(g, h) {
				continue
			}
			how := ""
			switch {
			case a.claim.Polarity != b.claim.Polarity:
				if a.rival == b.rival || a.rival == "" || b.rival == "" {
					how = byPolarity
				}
			case a.claim.Polarity == cotejo.Negative:
			case a.rival != b.rival && a.rival != "" && b.rival != "":
				how = byRival
			case a.rival == b.rival && !a.agrees(b):
				how = byFigures
			}
			if how != "" {
				out[i] = append(out[i], counter{j, how})
				out[j] = append(out[j], counter{i, how})
			}
		}
	}
	return out
}

// disputes says whether two groups are accounts of different mouths: no claim contradicts itself, and what one source says in one report
// of two figures or two culprits is of two things.
func (s *Scheme) disputes(g, h *group) bool {
	own := map[string]bool{}
	for _, a := range g.atoms {
		own[a.claim.ID] = true
		own[a.claim.Family+separator+a.claim.path()[0].key] = true
	}
	for _, a := range h.atoms {
		if own[a.claim.ID] {
			return false
		}
		if !own[a.claim.Family+separator+a.claim.path()[0].key] {
			return true
		}
	}
	return false
}

// meets says whether two places can be one.
func meets(a, b Filler) bool {
	return a.Identity == "" || b.Identity == "" || a.Identity == b.Identity ||
		slices.Contains(a.Within, b.Identity) || slices.Contains(b.Within, a.Identity)
}

func (s *Scheme) clusters(topic string, groups []*group, against [][]counter) []cotejo.Cluster {
	ids := make([]string, len(groups))
	weights := make([]weight, len(groups))
	for i, g := range groups {
		ids[i] = g.id(topic)
		weights[i] = s.weigh(g)
	}
	out := make([]cotejo.Cluster, len(groups))
	for i, g := range groups {
		c := cotejo.Cluster{ID: ids[i], Claims: g.claims(), Documents: g.documents(), Origins: weights[i].origins, Contradicts: []cotejo.Counter{}}
		c.First, c.Last = g.days()
		var opposed float64
		for _, x := range against[i] {
			c.Contradicts = append(c.Contradicts, cotejo.Counter{Cluster: ids[x.other], How: x.how})
			opposed += weights[x.other].support
		}
		c.Credibility, c.Reason = s.grade(g, weights[i], against[i], opposed)
		out[i] = c
	}
	return out
}

// id names a group by what sets it apart within its topic.
func (g *group) id(topic string) string {
	a := g.head()
	over := ""
	if a.over {
		over = "ends"
	}
	finest, value := "", ""
	for _, b := range g.atoms {
		if len(b.where.Within) >= len(a.where.Within) && b.where.Identity > finest {
			finest = b.where.Identity
		}
	}
	if least := g.least(); least != nil {
		value = strconv.FormatFloat(least.value, 'g', -1, 64) + least.bound()
	}
	first, _ := g.days()
	if a.rule.Kind != event {
		first = ""
	}
	return identifier("k", topic, a.claim.Polarity, a.mood, over, a.rival, finest, value, string(first))
}

// least gives the atom of the smallest figure, or nil.
func (g *group) least() *atom {
	var out *atom
	for _, a := range g.atoms {
		if a.figure && (out == nil || a.value < out.value) {
			out = a
		}
	}
	return out
}

func (g *group) claims() []string {
	var out list
	for _, a := range g.atoms {
		out.add(a.claim.ID)
	}
	return out.items
}

func (g *group) documents() []string {
	var out list
	for _, a := range g.atoms {
		out.add(a.claim.Document)
	}
	return out.items
}

func (g *group) days() (first, last cotejo.Text) {
	var lo, hi time.Time
	for _, a := range g.atoms {
		from := a.first
		if a.loose {
			from = a.last
		}
		if !from.IsZero() && (lo.IsZero() || from.Before(lo)) {
			lo = from
		}
		if a.last.After(hi) {
			hi = a.last
		}
	}
	return text(lo), text(hi)
}

func (s *Scheme) contradictions(groups []*group, against [][]counter) []cotejo.Contradiction {
	var out []cotejo.Contradiction
	for i, counters := range against {
		for _, x := range counters {
			if x.other > i {
				continue
			}
			a, b := groups[x.other], groups[i]
			if x.how == byPolarity && a.head().claim.Polarity == cotejo.Negative {
				a, b = b, a
			}
			out = append(out, cotejo.Contradiction{How: x.how, A: a.claims(), B: b.claims(), Reason: s.dispute(x.how, a, b)})
		}
	}
	return out
}

// dispute puts a contradiction in words.
func (s *Scheme) dispute(how string, a, b *group) string {
	left, right := a.head().claim.voice(), b.head().claim.voice()
	switch how {
	case byFigures:
		left, right = number(a.head().claim.Quantity)+" ("+left+")", number(b.head().claim.Quantity)+" ("+right+")"
	case byRival:
		left, right = a.head().who+" ("+left+")", b.head().who+" ("+right+")"
	}
	return s.say(how, "a", left, "b", right)
}
