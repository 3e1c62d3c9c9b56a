package link

import (
	"slices"
)

// evidence sums the signs of one comparison.
type evidence struct {
	weights *[signs]float64
	sum     float64
	trace   *trace
	how     manner
	whole   bool // neither name says more than the other
	bare    bool // nothing but a surname or what somebody is called joins them
	vetoed  bool
}

func (e *evidence) add(s sign, a, b string) {
	e.sum += e.weights[s]
	e.trace.add(e.weights[s], s, a, b)
}

func (e *evidence) veto(s sign, a, b string) {
	e.vetoed = true
	e.trace.veto(s, a, b)
}

// judgePersons compares the names of two people.
func (m *Matcher) judgePersons(a, b *Prepared, t *trace) Verdict {
	p, q := a.person, b.person
	e := evidence{weights: &m.weights.person, trace: t}
	e.add(start, "", "")
	if p.generation != q.generation && len(p.readings) > 0 && len(q.readings) > 0 {
		e.veto(generationDiffers, mark(p.generation), mark(q.generation))
		return Verdict{Apart: true}
	}
	if p.byname >= 0 && q.byname >= 0 {
		if p.byname != q.byname {
			e.veto(bynameDiffers, "", "")
			return Verdict{Apart: true}
		}
		e.add(byname, "", "")
	}
	e.compareNames(p, q)
	if e.vetoed && !(p.byname >= 0 && p.byname == q.byname) {
		return Verdict{Apart: true}
	}
	if p.generation != "" && p.generation == q.generation {
		e.add(generationAgrees, p.generation, "")
	}
	if slices.ContainsFunc(p.titles, func(h uint64) bool { return slices.Contains(q.titles, h) }) {
		e.add(sameTitle, "", "")
	}
	if a.rec.Country != "" && b.rec.Country != "" && a.rec.Country != b.rec.Country {
		e.add(country, a.rec.Country, b.rec.Country)
	}
	return m.conclude(a, b, &e)
}

func mark(g string) string {
	if g == "" {
		return "none"
	}
	return g
}

// conclude lets the company speak, and gives the verdict.
func (m *Matcher) conclude(a, b *Prepared, e *evidence) Verdict {
	if !namesAlone(a, b) {
		switch {
		case shared(a, b) >= m.weights.Company:
			e.add(company, "", "")
		case e.bare:
			e.trace.add(0, incomplete, "", "")
			return Verdict{Score: min(logistic(e.sum), m.weights.Threshold/2)}
		}
	}
	score := logistic(e.sum)
	return Verdict{Score: score, Same: score >= m.weights.Threshold}
}

// compareNames sums up names, over the readings of the two that fit best.
func (e *evidence) compareNames(p, q *person) {
	calling, differs, entire := sharedCalling(p, q)
	if len(p.readings) == 0 || len(q.readings) == 0 || entire {
		e.bare = true
		if p.byname >= 0 && p.byname == q.byname {
			e.bare = false
			return
		}
		if calling == nil {
			e.add(nothing, "", "")
			e.sum += -10
			return
		}
		e.addCalling(calling)
		return
	}
	best, found := *e, false
	var words []finding
	at := e.trace.since()
	for i := range p.readings {
		for j := range q.readings {
			for how := bySound; how <= byLook; how++ {
				try := *e
				try.how = how
				try.compareReadings(&p.readings[i], &q.readings[j], p, q)
				f := e.trace.take(at)
				if !found || best.vetoed && !try.vetoed || best.vetoed == try.vetoed && try.sum > best.sum {
					best, words, found = try, f, true
				}
				if !try.vetoed {
					break
				}
			}
		}
	}
	*e = best
	e.trace.put(words)
	if e.vetoed {
		return
	}
	switch {
	case calling != nil:
		e.addCalling(calling)
		e.bare = e.bare && calling.many
	case differs != nil:
		e.add(calledDiffer, p.called[0].text, q.called[0].text)
	case e.whole:
		e.add(whole, "", "")
	}
}

func (e *evidence) addCalling(c *calling) {
	if c.many {
		e.add(calledMany, c.text, c.text)
	} else {
		e.add(called, c.text, c.text)
	}
}

// sharedCalling gives what both are called, or where both are called something and nothing is the same, what differs. Entire
// says that it is the whole name of one.
func sharedCalling(p, q *person) (same, differs *calling, entire bool) {
	for i := range p.called {
		for j := range q.called {
			if p.called[i].hash == q.called[j].hash {
				return &p.called[i], nil, false
			}
		}
	}
	for _, side := range [2][2]*person{{p, q}, {q, p}} {
		if l := side[0].loose; l != nil && len(side[0].called) == 0 {
			for j := range side[1].called {
				if side[1].called[j].hash == l.hash {
					return &side[1].called[j], nil, true
				}
			}
		}
	}
	if len(p.called) > 0 && len(q.called) > 0 {
		return nil, &p.called[0], false
	}
	return nil, nil, false
}

// compareReadings sums up one way of reading the two names.
func (e *evidence) compareReadings(r, s *reading, p, q *person) {
	if len(r.surnames) == 0 || len(s.surnames) == 0 {
		e.withoutSurname(r, s, p, q)
		return
	}
	if a, b := &r.surnames[0], &s.surnames[0]; a.initial || b.initial {
		e.add(nothing, "", "")
		e.sum -= 10
		if a.text[0] != b.text[0] {
			e.veto(surnameDiffers, a.text, b.text)
		}
		return
	}
	if !e.surname(&r.surnames[0], &s.surnames[0]) {
		e.veto(surnameDiffers, r.surnames[0].text, s.surnames[0].text)
		return
	}
	second := e.second(r, s)
	if e.vetoed {
		return
	}
	if (r.doubtful || s.doubtful) && !second {
		e.add(nothing, "", "")
		e.sum -= 10
		return
	}
	e.compareGiven(r, s, p, q, second)
}

// surname adds the agreement of two surnames, and says whether they agree.
func (e *evidence) surname(a, b *word) bool {
	if !agree(a, b, e.how) {
		return false
	}
	s := surnameRare
	switch max(a.surname, b.surname) {
	case knownName:
		s = surnameKnown
	case commonName:
		s = surnameCommon
	}
	e.add(s, a.text, b.text)
	e.spelling(a, b)
	return true
}

// spelling says how two words agree that are not written alike.
func (e *evidence) spelling(a, b *word) {
	switch {
	case a.text == b.text:
	case a.is == b.is || e.how == bySound:
		e.add(spelling, a.text, b.text)
	default:
		e.add(slip, a.text, b.text)
	}
}

// second compares second surnames; it says whether they agree.
func (e *evidence) second(r, s *reading) bool {
	switch {
	case len(r.surnames) > 1 && len(s.surnames) > 1:
		a, b := &r.surnames[1], &s.surnames[1]
		if a.initial != b.initial && a.text[0] == b.text[0] {
			e.add(givenInitial, a.text, b.text)
			return false
		}
		if !agree(a, b, e.how) {
			e.veto(surname2Differs, a.text, b.text)
			return false
		}
		if max(a.surname, b.surname) == commonName {
			e.add(surname2Common, a.text, b.text)
		} else {
			e.add(surname2, a.text, b.text)
		}
		e.spelling(a, b)
		return true
	case len(r.surnames) > 1:
		e.add(surname2Out, r.surnames[1].text, "")
	case len(s.surnames) > 1:
		e.add(surname2Out, s.surnames[1].text, "")
	}
	return false
}

// compareGiven compares given names: those of one must stand among the other's, in order.
func (e *evidence) compareGiven(r, s *reading, p, q *person, second bool) {
	few, many := r.given, s.given
	if len(few) > len(many) {
		few, many = many, few
	}
	if len(few) == 0 {
		if p.sex != 0 && q.sex != 0 && p.sex != q.sex {
			e.veto(sexDiffers, "", "")
			return
		}
		if len(many) > 0 {
			e.add(givenOut, many[0].text, "")
		} else if len(r.surnames) != len(s.surnames) { // of two words the first may be a given name
			e.sum += 2 * e.weights[givenOut]
		}
		e.bare = true // brothers bear the same two
		return
	}
	if e.calledByGiven(r, q) || e.calledByGiven(s, p) {
		return
	}
	at, agreed := 0, 0
	for i := range few {
		w := &few[i]
		j := at
		for ; j < len(many); j++ {
			if w.initial || many[j].initial {
				if w.text[0] == many[j].text[0] {
					break
				}
				if i == 0 && j == 0 || j == i && len(few) == len(many) { // another initial in the same place
					e.veto(givenDiffers, w.text, many[j].text)
					return
				}
				continue
			}
			if agree(w, &many[j], e.how) {
				break
			}
		}
		if j == len(many) {
			e.veto(givenDiffers, w.text, many[min(i, len(many)-1)].text)
			return
		}
		if i == 0 && j > 0 {
			if many[0].dropped {
				e.add(firstOut, many[0].text, "")
			} else {
				e.add(firstOutRarely, many[0].text, "")
			}
		}
		at = j + 1
		switch v := &many[j]; {
		case w.initial || v.initial:
			if w.initial {
				e.add(givenInitial, w.text, v.text)
			} else {
				e.add(givenInitial, v.text, w.text)
			}
		default:
			e.addGiven(w, v, agreed, r)
			agreed++
		}
	}
	e.bare = agreed == 0 && !second
	if agreed == len(many) && len(r.surnames) == len(s.surnames) && !second {
		e.whole = true
	}
}

func (e *evidence) addGiven(a, b *word, before int, r *reading) {
	switch {
	case before > 0:
		e.add(givenMore, a.text, b.text)
	case a.popular && r.surnames[0].surname == commonName:
		e.add(givenPopular, a.text, b.text)
	default:
		e.add(given, a.text, b.text)
	}
	e.spelling(a, b)
}

// calledByGiven says whether the first given name of one is what the other is called, and no given name agrees.
func (e *evidence) calledByGiven(r *reading, other *person) bool {
	if len(r.given) == 0 {
		return false
	}
	for i := range other.called {
		if c := &other.called[i]; c.text == r.given[0].text {
			if !slices.ContainsFunc(other.readings, func(o reading) bool { return len(o.given) > 0 && agree(&o.given[0], &r.given[0], e.how) }) {
				e.add(calledGiven, c.text, c.text)
				return true
			}
		}
	}
	return false
}

// withoutSurname compares names of which one has no surname: only what somebody is called can join them.
func (e *evidence) withoutSurname(r, s *reading, p, q *person) {
	e.bare = true
	if len(r.given) > 0 && len(s.given) > 0 && !agree(&r.given[0], &s.given[0], e.how) && len(r.surnames) == 0 && len(s.surnames) == 0 {
		e.veto(givenDiffers, r.given[0].text, s.given[0].text)
		return
	}
	e.add(givenOut, first(r, s), "")
}

func first(r, s *reading) string {
	for _, x := range []*reading{r, s} {
		for _, w := range slices.Concat(x.given, x.surnames) {
			return w.text
		}
	}
	return ""
}
