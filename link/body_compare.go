package link

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// judgeBodies compares the names of two bodies: the name of each with every name of the other.
func (m *Matcher) judgeBodies(a, b *Prepared, t *trace) Verdict {
	x, y := a.body, b.body
	if x.actor >= 0 && y.actor >= 0 {
		return m.judgeKnown(a, b, t)
	}
	best := Verdict{Score: -1}
	var words []finding
	at := t.since()
	try := func(f, g *form, main bool) {
		if best.Apart && (f.short || g.short) { // two bodies may share an acronym
			return
		}
		e := evidence{weights: &m.weights.body, trace: t}
		e.add(start, "", "")
		e.compareForms(f, g, a, b)
		if x.nature != "" && y.nature != "" && x.nature != y.nature {
			e.add(nature, a.rec.Subtype, b.rec.Subtype)
		}
		v := Verdict{Apart: true}
		if !e.vetoed {
			v = m.conclude(a, b, &e)
		}
		found := t.take(at)
		if !main && !v.Same {
			return
		}
		if better(v, best) {
			best, words = v, found
		}
	}
	try(&x.forms[0], &y.forms[0], true)
	if !best.Same {
		for i := range y.forms[1:] {
			try(&x.forms[0], &y.forms[i+1], false)
		}
		for i := range y.known {
			try(&x.forms[0], &y.known[i], false)
		}
		for i := range x.forms[1:] {
			try(&x.forms[i+1], &y.forms[0], false)
		}
		for i := range x.known {
			try(&x.known[i], &y.forms[0], false)
		}
	}
	t.put(words)
	return best
}

func better(v, than Verdict) bool {
	if v.Same != than.Same {
		return v.Same
	}
	return v.Score > than.Score
}

// judgeKnown compares two bodies of the gazetteer.
func (m *Matcher) judgeKnown(a, b *Prepared, t *trace) Verdict {
	x, y := a.body, b.body
	e := evidence{weights: &m.weights.body, trace: t}
	switch {
	case x.actor != y.actor:
		e.veto(knownDiffers, m.actors.actors[x.actor].Name, m.actors.actors[y.actor].Name)
		return Verdict{Apart: true}
	case m.actors.actors[x.actor].Country == "" && a.rec.Country != "" && b.rec.Country != "" && a.rec.Country != b.rec.Country: // two papers of one name
		e.veto(countryDiffers, a.rec.Country, b.rec.Country)
		return Verdict{Apart: true}
	}
	e.add(start, "", "")
	e.add(known, m.actors.actors[x.actor].Name, "")
	return m.conclude(a, b, &e)
}

// compareForms sums up two names. The forms are a's and b's, in this order.
func (e *evidence) compareForms(f, g *form, a, b *Prepared) {
	if f.short || g.short {
		e.compareAcronyms(f, g, a, b)
		return
	}
	if !e.countries(f, g, a, b) || !e.numbers(f, g) {
		return
	}
	if f.legal != "" && g.legal != "" && f.legal != g.legal {
		e.veto(formDiffers, f.legal, g.legal)
		return
	}
	e.parts(f, g)
}

// countries compares the countries of two names, and says whether they may be one.
func (e *evidence) countries(f, g *form, a, b *Prepared) bool {
	c, d := land(f, a), land(g, b)
	switch {
	case c != "" && d != "" && c != d:
		e.veto(countryDiffers, c, d)
		return false
	case (f.company || g.company) && f.country != g.country:
		e.veto(countryDiffers, f.country, g.country)
		return false
	case c != "" && c == d:
		e.add(countrySame, c, d)
	case c != d:
		e.bare = f.half || g.half
		e.add(countryOut, c+d, "")
	default:
		e.bare = f.half || g.half
	}
	return true
}

// land is the country of a name: what its words say, else what is known of its bearer.
func land(f *form, p *Prepared) string {
	if f.country != "" {
		return f.country
	}
	return p.rec.Country
}

func (e *evidence) numbers(f, g *form) bool {
	if !slices.Equal(f.numbers, g.numbers) {
		e.veto(numberDiffers, list(f.numbers), list(g.numbers))
		return false
	}
	return true
}

func list(numbers []int) string {
	if len(numbers) == 0 {
		return "none"
	}
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

// parts compares the words that tell bodies apart.
func (e *evidence) parts(f, g *form) {
	var onlyF, onlyG, left *part
	agreed, kinds := 0, 0
	both := 0
	for i, j := 0, 0; i < len(f.parts) || j < len(g.parts); {
		switch {
		case j == len(g.parts) || i < len(f.parts) && f.parts[i].hash < g.parts[j].hash:
			q := &f.parts[i]
			i++
			if q.optional {
				left, both = q, both|1
			} else if onlyF == nil || q.splinter {
				onlyF = q
			}
		case i == len(f.parts) || f.parts[i].hash > g.parts[j].hash:
			q := &g.parts[j]
			j++
			if q.optional {
				left, both = q, both|2
			} else if onlyG == nil || q.splinter {
				onlyG = q
			}
		default:
			if f.parts[i].kind {
				kinds++
			} else {
				agreed++
			}
			i, j = i+1, j+1
		}
	}
	switch {
	case onlyF != nil && onlyG != nil:
		e.veto(wordsDiffer, onlyF.shown(), onlyG.shown())
		return
	case onlyF != nil && f.country == "" && g.country != "": // each has something of its own
		e.veto(wordsDiffer, onlyF.shown(), g.country)
		return
	case onlyG != nil && g.country == "" && f.country != "":
		e.veto(wordsDiffer, f.country, onlyG.shown())
		return
	case onlyF != nil || onlyG != nil || both == 3:
		q := onlyF
		if q == nil {
			q = onlyG
		}
		if q == nil {
			e.veto(wordsDiffer, left.shown(), left.shown())
			return
		}
		if q.splinter {
			e.veto(splinters, q.shown(), "")
			return
		}
		e.add(wordsLess, q.shown(), "")
		e.sum -= 10
		return
	case agreed < 2 && len(f.numbers) == 0 && f.country != g.country && !f.national && kinds == 0: // "League", "American League"
		e.add(wordsLess, f.country+g.country, "")
		e.sum -= 10
		return
	case agreed+kinds+len(f.numbers) == 0:
		e.add(nothing, "", "")
		e.sum -= 10
		return
	}
	if agreed += len(f.numbers); agreed > 0 {
		e.add(wordsAgree, strings.TrimSpace(f.text), g.text)
		for i := 1; i < min(agreed, 4); i++ {
			e.add(wordsMore, strconv.Itoa(agreed-1), "")
		}
	} else {
		e.add(wordsNone, "", "")
	}
	if kinds > 0 {
		e.add(sameKind, "", "")
	}
	if left != nil {
		e.add(wordOut, left.shown(), "")
	}
}

// compareAcronyms compares two names of which one is an acronym.
func (e *evidence) compareAcronyms(f, g *form, a, b *Prepared) {
	c, d := land(f, a), land(g, b)
	if c != "" && d != "" && c != d {
		e.veto(countryDiffers, c, d)
		return
	}
	switch {
	case f.short && g.short && f.acronym != g.acronym:
		e.veto(acronymDiffers, f.acronym, g.acronym)
	case f.short && g.short:
		e.add(acronym, f.acronym, g.acronym)
	case f.short && e.stands(f, g, a):
	case g.short && e.stands(g, f, b):
	default:
		e.add(nothing, "", "")
		e.sum -= 10
	}
}

// stands says whether an acronym stands for a name. One that the gazetteer knows stands for nothing else.
func (e *evidence) stands(short, long *form, bearer *Prepared) bool {
	switch {
	case bearer.body.actor >= 0:
		return false
	case long.acronym == short.acronym, slices.Contains(long.acronyms, short.acronym):
		e.add(acronym, short.acronym, long.text)
		e.bare = long.half || long.acronym != short.acronym && utf8.RuneCountInString(short.acronym) < 4
		return true
	}
	return false
}
