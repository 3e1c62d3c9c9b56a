package resolve

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// How much speaks for one place among those that bear a name. The unit is a tenfold population.
const (
	priorCountry   = 12.0 // the most for a country
	perCountry     = 2.5  // a small country's is this much of that of its people,
	priorIsland    = 5.0  // less this
	priorRegion    = 9.0
	priorOwn       = 7.0  // a region within one country
	priorDivision  = 1.0  // added to that of its people
	priorUnpeopled = 4.0  // a division whose people are not known
	seatShare      = 0.25 // a town with this share of the people of the division of its name stands before it
	weightCalled   = 3.0  // "the department of X" is a division
	priorCapital   = 2.0  // added to that of its people
	priorCounty    = 3.0
	famousTown     = 6.5   // three million people, or a capital
	famousDivision = 8.3   // twenty million people
	weightCompany  = 4.0   // all other places of the document lie in its country
	weightNear     = 6.0   // all other names can be places near it
	nearKM         = 70.0  // how near is near, in kilometres: the width of a bell
	wideKM         = 400.0 // the same for two divisions, which have room
	oddsPerTenfold = 4.0   // a place with ten times the people is meant this much oftener
	weightWithin   = 8.0   // "X, Y" where X lies in Y
	weightFellow   = 3.0   // "X and Y" where Y is of its kind and country
	weightSame     = 2.0   // its division is named too
	rounds         = 3     // how often the names are weighed, each time by what the others were taken for
	likely         = 0.45  // a place with a smaller share of the odds leaves the name open: a wrong town is worse than none
	sure           = 1.0   // two countries nearer than this, and nothing else to tell them, leave the place open
)

// candidate is one place that a name may mean.
type candidate struct {
	id    gazetteer.ID
	place gazetteer.Place
	prior float64
	share float64 // of the odds among the candidates, as far as the document has been looked at
	score float64
	seat  bool // a division that has a town of its name that stands before it, unless something calls it a division
	tied  bool // something beside its size speaks for it
}

// placeNames chooses, for every name of a place, the place that it means. A name means one place throughout, unless a
// mention says otherwise ("Córdoba, Argentina").
func (r *reader) placeNames() {
	r.retype()
	r.listed()
	r.innerPlaces()
	var open []int
	pool := map[string][]candidate{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.kind != cotejo.Place || m.form != cotejo.Name || len(m.places) == 0 {
			continue
		}
		open = append(open, i)
		key := gazetteer.Fold(m.name)
		if _, ok := pool[key]; !ok {
			pool[key] = withShares(r.candidates(m.places), func(c *candidate) float64 { return c.prior })
		}
	}
	for range rounds {
		company, next := r.company(open, pool), map[string][]candidate{}
		for _, i := range open {
			m := &r.mentions[i]
			key := gazetteer.Fold(m.name)
			list := slices.Clone(pool[key])
			among := r.weigh(i, list, company, pool)
			pick(m, list, company.total-1, r.called(m.head) == "region" || among)
			if known, ok := next[key]; !ok {
				next[key] = list
			} else {
				for n := range list {
					known[n].score = max(known[n].score, list[n].score)
				}
			}
		}
		for key, list := range next {
			pool[key] = withShares(list, func(c *candidate) float64 { return c.score })
		}
	}
	r.oneSense(open)
}

func (r *reader) candidates(ids []gazetteer.ID) []candidate {
	out := make([]candidate, 0, len(ids))
	for _, id := range ids {
		p := r.gaz.Place(id)
		prior := math.Log10(float64(p.Population) + 1)
		switch p.Kind {
		case gazetteer.Country:
			prior = min(priorCountry, perCountry*prior-priorIsland) // "Guadalupe" is seldom the island
		case gazetteer.Continent, gazetteer.Sea:
			prior = priorRegion
		case gazetteer.Region:
			prior = priorRegion
			if p.Country != "" {
				prior = priorOwn
			}
		case gazetteer.Division:
			prior += priorDivision
			switch {
			case len(p.Members) > 0: // one that stands in no table but that of regions: England, Catalonia
				prior = priorRegion
			case p.Population == 0:
				prior = priorUnpeopled
			}
		case gazetteer.County:
			prior = priorCounty
		case gazetteer.Town:
			if c, ok := r.gaz.Code(p.Country); ok {
				if capital := gazetteer.Fold(r.gaz.Place(c).Capital); capital == gazetteer.Fold(p.Name) && p.Population >= bigTown {
					prior += priorCapital
				}
			}
		}
		out = append(out, candidate{id: id, place: p, prior: prior})
	}
	for i := range out {
		d := &out[i]
		for _, t := range out {
			if d.place.Kind == gazetteer.Division && t.place.Kind == gazetteer.Town && t.place.Country == d.place.Country && (t.place.Division == d.place.Division || t.place.Division == "") && float64(t.place.Population) >= seatShare*float64(d.place.Population) {
				d.prior = min(d.prior, t.prior-0.5)
				d.seat = true
			}
		}
	}
	return out
}

// company is how much each country is spoken of, in mentions, and how often each name gave what.
type company struct {
	of     map[string]float64 // by country
	own    map[int]map[string]float64
	total  float64
	likely map[string][]candidate // by folded name: the candidates that are likely enough to count for others
	names  []string               // the folded names, in order: sums of fractions must come out the same each time
}

// company adds up the countries of the places, adjectives and well-known bodies named.
func (r *reader) company(open []int, pool map[string][]candidate) company {
	c := company{of: map[string]float64{}, own: map[int]map[string]float64{}, names: slices.Sorted(maps.Keys(pool)), likely: map[string][]candidate{}}
	for name, list := range pool {
		for _, o := range list {
			if o.share >= 0.02 && o.place.Kind != gazetteer.Country && o.place.Country != "" {
				c.likely[name] = append(c.likely[name], o)
			}
		}
	}
	for _, i := range open {
		shares := shares(pool[gazetteer.Fold(r.mentions[i].name)])
		c.own[i] = shares
		for country, s := range shares {
			c.of[country] += s
		}
		c.total += sum(shares)
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		country := ""
		switch {
		case m.form == cotejo.Adjective:
			country = r.gaz.Place(m.place).Country
		case len(m.actors) == 1:
			country = r.gaz.Actor(m.actors[0]).Country
		}
		if country != "" {
			c.of[country]++
			c.total++
		}
	}
	return c
}

// withShares sets the share that each candidate has of the odds, by its prior or its score.
func withShares(list []candidate, weight func(*candidate) float64) []candidate {
	all, top := 0.0, 0.0
	for i := range list {
		top = max(top, weight(&list[i]))
	}
	for i := range list {
		list[i].share = math.Pow(oddsPerTenfold, weight(&list[i])-top)
		all += list[i].share
	}
	for i := range list {
		list[i].share /= all
	}
	return list
}

// sum adds the values in the order of their keys.
func sum(m map[string]float64) float64 {
	total := 0.0
	for _, k := range slices.Sorted(maps.Keys(m)) {
		total += m[k]
	}
	return total
}

// shares parts one mention among the countries it may lie in, by the odds of its candidates.
func shares(list []candidate) map[string]float64 {
	out := map[string]float64{}
	for _, c := range list {
		if c.place.Country != "" {
			out[c.place.Country] += c.share
		}
	}
	return out
}

// weigh scores the candidates of mention i. It says whether the name stands in a list of divisions.
func (r *reader) weigh(i int, list []candidate, company company, pool map[string][]candidate) (amongDivisions bool) {
	m := &r.mentions[i]
	rest := company.total - sum(company.own[i])
	within := r.neighbour(i)
	if r.hasCountry(m.places) && within >= 0 && r.hasCountry(r.mentions[within].places) {
		within = -1 // "China, Japan" lists two countries
	}
	key := gazetteer.Fold(m.name)
	fellows := r.fellows(i)
	called := r.called(m.head)
	for n := range list {
		c := &list[n]
		c.score = c.prior
		if rest > 0.5 && c.place.Country != "" {
			share := (company.of[c.place.Country] - company.own[i][c.place.Country]) / rest
			c.score += weightCompany * share
			c.tied = share > 0.05 && (c.prior >= 4 || share > 0.25) // a hamlet needs more company than a town
		}
		near := 0.0
		for _, name := range company.names {
			if name != key {
				near += nearest(c, company.likely[name])
			}
		}
		if near > 0.2 {
			c.tied = true
		}
		c.score += weightNear * (1 - math.Exp(-near))
		if within >= 0 {
			for _, y := range pool[gazetteer.Fold(r.mentions[within].name)] {
				if y.id != c.id && y.place.Kind != gazetteer.Town && r.gaz.Within(c.place, y.place) && c.place.Kind != gazetteer.Country {
					c.score += weightWithin
					c.tied = true
					break
				}
			}
		}
		best := 0.0
		for _, f := range fellows {
			for _, y := range pool[gazetteer.Fold(r.mentions[f].name)] {
				if y.place.Kind == c.place.Kind && y.place.Country == c.place.Country && y.id != c.id && y.share > 0.2 {
					best = weightFellow
					c.tied = true
					amongDivisions = amongDivisions || y.place.Kind == gazetteer.Division
				}
			}
		}
		c.score += best
		if called != "" && called == placeClass(c.place.Kind) {
			c.score += weightCalled
		}
		if c.place.Division != "" && c.place.Kind != gazetteer.Division {
			if id, ok := r.gaz.Code(c.place.Division); ok && company.named(id, key) {
				c.score += weightSame
				c.tied = true
			}
		}
	}
	return amongDivisions
}

// nearest weighs how near the likelier places of another name lie to a candidate.
func nearest(c *candidate, others []candidate) float64 {
	best := 0.0
	if !c.place.Located || c.place.Country == "" {
		return 0
	}
	narrow := math.Cos(c.place.Lat * math.Pi / 180)
	for _, o := range others {
		if o.place.Country != c.place.Country || o.id == c.id {
			continue
		}
		wide := nearKM
		if c.place.Kind == gazetteer.Division && o.place.Kind == gazetteer.Division {
			wide = wideKM
		}
		if c.place.Kind == gazetteer.Country || c.place.Kind == gazetteer.Division && o.place.Division == c.place.Division {
			best = max(best, math.Sqrt(o.share))
			continue
		}
		dy := (o.place.Lat - c.place.Lat) * 111
		dx := (o.place.Lon - c.place.Lon) * 111 * narrow
		if d := (dx*dx + dy*dy) / (2 * wide * wide); d < 8 {
			best = max(best, math.Sqrt(o.share)*math.Exp(-d))
		}
	}
	return best
}

// named says whether another name is likely to mean the place given.
func (c *company) named(id gazetteer.ID, but string) bool {
	for _, name := range c.names {
		if name != but && slices.ContainsFunc(c.likely[name], func(o candidate) bool { return o.id == id && o.share > 0.2 }) {
			return true
		}
	}
	return false
}

// famous says whether a place is meant by its name without anything beside it that tells.
func (c *candidate) famous() bool {
	switch c.place.Kind {
	case gazetteer.Division:
		return c.prior >= famousDivision
	case gazetteer.Town, gazetteer.County:
		return c.prior >= famousTown
	}
	return true
}

func pick(m *mention, list []candidate, company float64, division bool) {
	if len(list) == 0 {
		return
	}
	best := 0
	for n := range list {
		if list[n].score > list[best].score {
			best = n
		}
	}
	if list[best].seat && !division {
		for n := range list {
			if t := &list[n]; t.place.Kind == gazetteer.Town && t.place.Country == list[best].place.Country && (list[best].place.Kind != gazetteer.Town || t.score > list[best].score) {
				best = n
			}
		}
	}
	m.place = list[best].id
	if odds(list, best) < likely {
		m.place = -1
		return
	}
	if list[best].tied || list[best].famous() {
		return
	}
	if company > 1.5 { // the document is about somewhere else
		m.place = -1
		return
	}
	for n := range list {
		if list[n].place.Country != list[best].place.Country && list[best].score-list[n].score < sure {
			m.place = -1 // two small towns, and nothing to tell them apart
			return
		}
	}
}

// odds gives the share of candidate best among all of them, but for those that are as good as the same place: of its name and
// division.
func odds(list []candidate, best int) float64 {
	all, own := 0.0, &list[best].place
	for n := range list {
		if p := &list[n].place; n == best || p.Name != own.Name || p.Country != own.Country || p.Division != own.Division {
			all += math.Pow(oddsPerTenfold, list[n].score-list[best].score)
		}
	}
	return 1 / all
}

// oneSense gives mentions of one name one place: the one that most of them mean, unless what follows a mention says where
// it lies.
func (r *reader) oneSense(open []int) {
	votes := map[string]map[gazetteer.ID]int{}
	for _, i := range open {
		m := &r.mentions[i]
		key := gazetteer.Fold(m.name)
		if votes[key] == nil {
			votes[key] = map[gazetteer.ID]int{}
		}
		weight := 1
		if r.neighbour(i) >= 0 {
			weight = 3
		}
		if m.place >= 0 {
			votes[key][m.place] += weight
		}
	}
	for _, i := range open {
		m := &r.mentions[i]
		if r.neighbour(i) >= 0 {
			continue
		}
		best, most := m.place, 0
		for id, n := range votes[gazetteer.Fold(m.name)] {
			if n > most || n == most && id < best {
				best, most = id, n
			}
		}
		m.place = best
	}
}

// placeEntity gives the entity of a place of the gazetteer.
func (r *reader) placeEntity(id gazetteer.ID) int {
	if e, ok := r.places[id]; ok {
		return e
	}
	p := r.gaz.Place(id)
	e := r.newEntity(entity{typ: cotejo.Place, sub: placeSubtype(p.Kind), country: p.Country, place: id, actor: -1, name: p.Name, key: placeKey(p)})
	r.places[id] = e
	return e
}

func placeSubtype(k gazetteer.Kind) string {
	switch k {
	case gazetteer.Division:
		return "region"
	case gazetteer.Town:
		return "city"
	}
	return string(k)
}

func placeKey(p gazetteer.Place) string {
	return strings.Join([]string{gazetteer.Fold(p.Name), string(p.Kind), p.Division}, "|")
}

// hasSense says whether a noun can denote an entity of a type.
func (r *reader) hasSense(i int, t cotejo.EntityType) bool {
	for _, s := range r.senses(i) {
		if s.typ == t {
			return true
		}
	}
	return false
}
