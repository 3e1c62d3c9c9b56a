package timex

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// match is a stretch of a sentence's units that a rule takes for an expression.
type match struct {
	rule     *rule
	from, to int
	fields
	bound string // what the preposition before it says
	lead  int    // the unit that the phrase begins with
	tail  int    // the unit after its last
	other int    // the match at the other end of the interval, or -1
}

// sentence gives the expressions of one sentence.
func (r *resolver) sentence(units []unit) []Expression {
	matches := r.matches(units)
	r.bound(units, matches)
	r.link(units, matches)
	var out []Expression
	found := make([]found, len(matches))
	for i := range matches {
		found[i] = r.resolve(units, &matches[i])
	}
	for i := range matches {
		m := &matches[i]
		if found[i].value == "" {
			continue
		}
		e := Expression{Words: words(r.doc, units, m.from, m.to), Type: m.rule.typ, Value: found[i].value, Modifier: symbols[mod][m.get(mod)],
			Phrase: words(r.doc, units, m.lead, m.tail), Vague: strings.HasSuffix(m.rule.value, "_REF") || m.is(loose) && m.rule.typ == Duration}
		if found[i].time {
			e.Type = Time
		}
		if n := len(out); n > 0 && out[n-1].Words.End > e.Words.Start {
			continue // two expressions in one word
		}
		first, last := found[i], found[i]
		if m.other > i {
			last = found[m.other]
		} else if m.other >= 0 {
			first = found[m.other]
		}
		e.Start, e.End = ends(m.bound, first, last, m.other >= 0)
		out = append(out, e)
	}
	return out
}

// words gives the words of the Doc that hold units from to to, end exclusive.
func words(doc *nlp.Doc, units []unit, from, to int) nlp.Range {
	last := units[to-1].word
	for last+1 < doc.Len() && doc.Start[last+1] < doc.End[last] { // the other words of a multiword token
		last++
	}
	return nlp.Range{Start: units[from].word, End: last + 1}
}

// matches takes from left to right the longest match, of those the one whose rule stands first.
func (r *resolver) matches(units []unit) []match {
	wanted := r.wanted(units)
	var out []match
	for at := 0; at < len(units); {
		best := match{to: at}
		try := func(rules []*rule) {
			for _, rule := range rules {
				if !wanted[rule.index] || !r.fits(rule, units, at) {
					continue
				}
				m := matcher{grammar: r.grammar, steps: rule.steps, units: units, to: best.to, ends: func(to int) bool { return r.ends(rule, units, to) }}
				if m.run(0, at, &rule.fields); m.to > best.to {
					best = match{rule: rule, from: at, to: m.to, fields: m.fields, lead: at, tail: m.to, other: -1}
				}
			}
		}
		try(r.grammar.first[units[at].text])
		if units[at].digits() && !decimal(units, at) {
			try(r.grammar.numeric)
		}
		if best.rule == nil || r.named(units, best) {
			at++
			continue
		}
		out = append(out, best)
		at = best.to
	}
	return out
}

// wanted says for each rule whether a unit that it needs is there.
func (r *resolver) wanted(units []unit) []bool {
	out := make([]bool, len(r.grammar.rules))
	for i := range units {
		text := units[i].text
		if units[i].digits() {
			text = "0"
		}
		for _, rule := range r.grammar.needed[text] {
			out[rule] = true
		}
	}
	return out
}

// decimal says whether the digits at the unit go on a number that began before them: "3.1990", "12,000".
func decimal(units []unit, at int) bool {
	return at > 1 && units[at].glued && units[at-1].glued && (units[at-1].text == "." || units[at-1].text == ",") && units[at-2].digits()
}

// fits says whether the rule may begin at the unit: what stands before it, and what part of speech it is.
func (r *resolver) fits(rule *rule, units []unit, at int) bool {
	before := "^"
	if at > 0 {
		before = units[at-1].text
	}
	if rule.notAfter[before] || len(rule.after) > 0 && !rule.after[before] {
		return false
	}
	return len(rule.pos) == 0 || slices.Contains(rule.pos, r.doc.UPOS[units[at].word])
}

// ends says whether the rule's match may end before the unit.
func (r *resolver) ends(rule *rule, units []unit, to int) bool {
	after := "$"
	if to < len(units) {
		after = units[to].text
		if r.doc.UPOS[units[to].word] == nlp.NOUN && rule.uncounted && strings.Contains(r.doc.Feats[units[to].word], "Number=Plur") {
			return false // "2000 people"
		}
	}
	return !rule.notBefore[after] && (len(rule.before) == 0 || rule.before[after])
}

// named says whether the match is part of a longer name: "20 de Julio" of a party, "Domingo" of a person.
func (r *resolver) named(units []unit, m match) bool {
	if len(r.doc.Name) < r.doc.Len() {
		return false
	}
	inside := words(r.doc, units, m.from, m.to)
	for w := inside.Start; w < inside.End; w++ {
		tag := r.doc.Name[w]
		if tag.Kind == nlp.NoName || tag.Kind == nlp.MISC && w > inside.Start {
			continue
		}
		if w == inside.Start && !tag.Begin && w > 0 && r.doc.Name[w-1].Kind == tag.Kind {
			return true
		}
		if next := inside.End; tag.Kind != nlp.MISC && w == next-1 && next < r.doc.Len() && r.doc.Name[next].Kind == tag.Kind && !r.doc.Name[next].Begin {
			return true
		}
	}
	return false
}

// bound notes the preposition before each match.
func (r *resolver) bound(units []unit, matches []match) {
	for i := range matches {
		m := &matches[i]
		if slices.ContainsFunc(r.grammar.genitive, func(s []string) bool { return has(units[m.to:], s) }) {
			continue // "after last night's attack": after the attack
		}
		for _, p := range r.grammar.prepositions {
			at := m.from - len(p.units)
			if at < 0 || !has(units[at:], p.units) {
				continue
			}
			m.bound, m.lead = p.bound, at
			if m.get(kind) != 0 {
				m.bound = "in" // a length of time has both its ends
			}
			if p.dir != 0 && !m.is(dir) {
				m.set(dir, p.dir*soft)
			}
			break
		}
	}
}

// alike says whether two matches name the same kind of thing: "2010 - 2013", "Monday to Friday".
func alike(a, b *match) bool {
	if a.is(shift) || b.is(shift) {
		return false
	}
	for _, k := range []field{day, weekday, month, year} {
		if a.is(k) || b.is(k) {
			return a.is(k) && b.is(k)
		}
	}
	return true
}

// link ties the two ends of an interval: "between 2010 and 2013", "from March to June 2014". What one end leaves out, the other
// says for it.
func (r *resolver) link(units []unit, matches []match) {
	for i := 0; i+1 < len(matches); i++ {
		a, b := &matches[i], &matches[i+1]
		if a.other >= 0 || a.get(kind) != 0 || b.get(kind) != 0 || a.rule.value != "" || b.rule.value != "" {
			continue
		}
		if gap := b.from - a.to; gap <= 1 && a.is(day) && !a.is(month) && !a.is(shift) && b.is(day) && b.is(month) { // "los días 15 y 16 de marzo"
			for _, k := range []field{month, year, shift, size, grain} {
				if b.is(k) {
					a.set(k, b.get(k))
				}
			}
		}
		for _, v := range r.grammar.intervals {
			gap := a.to + len(v.between)
			if gap < b.from || gap > b.from+1 || !has(units[a.to:], v.between) {
				continue
			}
			if len(v.open) == 0 && !alike(a, b) {
				continue // without a word before them the ends must be of a kind
			}
			lead := a.from
			for at := max(0, a.from-len(v.open)); at+len(v.open) <= a.from+1 && len(v.open) > 0; at++ {
				if has(units[at:], v.open) {
					lead = -1
					a.lead = min(at, a.from)
					break
				}
			}
			if len(v.open) > 0 && lead >= 0 {
				continue
			}
			a.other, b.other = i+1, i
			a.tail, b.lead = b.to, a.lead
			a.bound, b.bound = "", ""
			for _, k := range []field{month, year} {
				if a.is(k) || !b.is(k) || k == month && !a.is(day) || k == year && !a.is(month) {
					continue
				}
				a.set(k, b.get(k))
				if k == year && a.get(month) > b.get(month) {
					a.set(k, b.get(k)-1)
				}
			}
			break
		}
	}
}
