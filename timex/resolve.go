package timex

import (
	"fmt"
	"strings"
	"time"

	"github.com/cotejo/cotejo/nlp"
)

// resolver gives the matches of one text their values, in the order of the text.
type resolver struct {
	grammar   *grammar
	doc       *nlp.Doc
	published period // unknown where the text has no date
	last      period // the last date that the text named
	quarter   period // the last quarter of a year that it named on its own account
	quarterAt int    // the sentence that named it
	lastAt    int    // the sentence that named the last date
	at        int    // the sentence that is read
}

// near is the number of sentences over which words hold on to the date before them ("the following month").
const near = 1

// compares is the number of sentences after which "a year ago" no longer compares with the quarter that the text named.
const compares = 4

// found is the value of a match, and its first and last day where they are settled.
type found struct {
	value       string
	first, last time.Time
	time        bool // it has a time of day
}

// soft marks a direction that comes from a preposition: the day itself counts, as with a tense.
const soft = 2

// unknownSize stands for "several", "some".
const unknownSize = -1

func (r *resolver) resolve(units []unit, m *match) found {
	if m.rule.value != "" {
		return found{value: m.rule.value}
	}
	switch symbols[kind][m.get(kind)] {
	case "duration":
		return r.duration(m)
	case "set":
		return found{value: setValue(m)}
	case "span":
		if m.is(day2) {
			return r.days(units, m)
		}
		if m.get(year) >= m.get(year2) {
			return found{}
		}
		return found{value: fmt.Sprintf("P%dY", m.get(year2)-m.get(year)), first: date(m.get(year), 1, 1), last: date(m.get(year2), 12, 31)}
	}
	// "More than a month ago" settles no day, nor does what leans on a date too far back.
	settled := !m.is(loose) && !(m.is(size) && m.is(mod)) && (!r.leans(m) || r.last.known() && r.at-r.lastAt <= near)
	p, open, sure := r.period(units, m)
	if p.known() && (p.first.Year() < firstYear || p.first.Year() > lastYear) {
		return found{}
	}
	out := found{value: open}
	if p.known() {
		r.last, r.lastAt = p, r.at
		if p.grain == byQuarter && !m.is(keep) {
			r.quarter, r.quarterAt = p, r.at
		}
		out.value = p.value()
		if first, last, ok := p.bounds(); ok && settled && sure {
			out.first, out.last = first, last
		}
	}
	if clock := clockValue(m); clock != "" {
		out.time = true
		if p.known() && p.grain == byDay || strings.HasPrefix(open, "XXXX-WXX-") {
			out.value += clock
		} else {
			out.value = clock
		}
	}
	return out
}

// base is the period that a relative date counts from.
func (r *resolver) base(m *match) period {
	switch symbols[anchor][m.get(anchor)] {
	case "last":
		if r.last.known() {
			return r.last
		}
	case "quarter", "quarterOrLast": // "a year ago", where the text compares quarters
		if r.quarter.known() && r.at-r.quarterAt <= compares {
			return r.quarter
		}
		if symbols[anchor][m.get(anchor)] == "quarterOrLast" && r.last.known() {
			return r.last
		}
	}
	return r.published
}

// leans says whether m counts from the date that the text named before.
func (r *resolver) leans(m *match) bool {
	if m.is(anchor) {
		return symbols[anchor][m.get(anchor)] != "published"
	}
	return (m.is(hour) || m.is(part)) && m.has&(1<<shift|1<<weekday|1<<day|1<<month) == 0
}

// period gives the calendar's period that m names, and whether the words settle it; where they do not, it is the likeliest.
// Where nothing can tell, the period is unknown, and open is its value with the places left open.
func (r *resolver) period(units []unit, m *match) (p period, open string, sure bool) {
	f := m.fields
	base := r.base(m)
	if f.is(shift) {
		n := f.get(shift)
		if f.is(size) {
			n *= f.get(size)
		}
		unit := f.get(grain)
		if f.get(size) == unknownSize {
			return period{}, length(unknownSize, unit), false
		}
		if unit < byDay {
			return period{}, length(abs(n), unit), false
		}
		if !base.known() {
			return period{}, openValue(&f, n), false
		}
		p := period{base.grain, base.first}.move(n, unit)
		if !f.is(keep) || p.grain > unit || base == r.published {
			p = p.of(unit)
		}
		switch {
		case unit == byYear && (f.is(month) || f.is(quarter) || f.is(half) || f.is(season) || f.is(holiday)):
			f.set(year, p.first.Year())
		case unit == byMonth && f.is(day):
			f.set(year, p.first.Year())
			f.set(month, int(p.first.Month()))
		case unit == byWeek && f.is(weekday):
			return period{byDay, p.of(byWeek).first.AddDate(0, 0, f.get(weekday)-1)}, "", true
		default:
			return p, "", true
		}
	}
	if f.is(year) {
		if f.is(keep) && r.last.known() && r.last.grain > byWeek && r.last.grain < byYear { // "the same period of 1999"
			return period{r.last.grain, r.last.first}.move(f.get(year)-r.last.first.Year(), byYear), "", true
		}
		return absolute(&f, f.get(year)), "", true
	}
	switch {
	case f.is(month), f.is(holiday), f.is(quarter), f.is(half), f.is(season):
		if !base.known() {
			return period{}, openValue(&f, 0), false
		}
		way, strict := r.direction(units, m)
		if f.is(day) && !strict {
			way = 0 // the nearest, for who speaks of a day more than half a year away names its year
		}
		inYear := func(i int) period { return absolute(&f, base.first.Year()+i) }
		if f.is(day) && f.is(weekday) { // "Saturday, April 25"
			p = choose(base, way%ahead, strict, func(i int) period {
				if p := inYear(i); p.known() && weekdayOf(p.first) == f.get(weekday) {
					return p
				}
				return period{}
			})
		}
		if p.known() {
			return p, "", true
		}
		// A weekday that fits no year near is somebody's mistake, and settles nothing.
		return choose(base, way%ahead, strict, inYear), "", f.is(day) && !f.is(weekday) || way%ahead != 0
	case f.is(day):
		if !base.known() {
			return period{}, openValue(&f, 0), false
		}
		way, strict := r.direction(units, m)
		return choose(base, way%ahead, strict, func(i int) period {
			t := base.of(byMonth).move(i, byMonth).first
			g := f
			g.set(month, int(t.Month()))
			return absolute(&g, t.Year())
		}), "", way%ahead != 0
	case f.is(weekday):
		if !base.known() {
			return period{}, openValue(&f, 0), false
		}
		way, strict := r.direction(units, m)
		monday := base.of(byWeek).first
		return choose(base, sign(way), strict, func(i int) period {
			return period{byDay, monday.AddDate(0, 0, 7*i+f.get(weekday)-1)}
		}), "", way != 0
	case f.is(decade):
		return period{byDecade, date(f.get(decade)*10, 1, 1)}, "", true
	case f.is(century):
		if f.get(century) < firstYear/100 {
			return period{}, fmt.Sprintf("%02d", f.get(century)), false
		}
		return period{byCentury, date(f.get(century)*100, 1, 1)}, "", true
	}
	// A time of day alone is of the day that the text last spoke of.
	if r.last.known() && r.last.grain == byDay {
		return r.last, "", true
	}
	if r.published.known() {
		return r.published, "", true
	}
	return period{}, "", false
}

// absolute gives the period of a year that f names; the unknown one where the calendar has no such day.
func absolute(f *fields, y int) period {
	switch {
	case f.is(holiday):
		p := period{byDay, easter(y).AddDate(0, 0, f.get(holiday))}
		if f.is(week) {
			return p.of(byWeek)
		}
		return p
	case f.is(month) && f.is(day):
		if !valid(y, f.get(month), f.get(day)) {
			return period{}
		}
		return period{byDay, date(y, f.get(month), f.get(day))}
	case f.is(month):
		return period{byMonth, date(y, f.get(month), 1)}
	case f.is(quarter):
		return period{byQuarter, date(y, f.get(quarter)*3-2, 1)}
	case f.is(half):
		return period{byHalf, date(y, f.get(half)*6-5, 1)}
	case f.is(season):
		return period{bySeason, date(y, f.get(season)*3, 1)}
	}
	return period{byYear, date(y, 1, 1)}
}

// choose gives of the candidates around base the one that lies on the side of way: the nearest where way is 0. Base's own
// counts for either side unless strict.
func choose(base period, way int, strict bool, candidate func(i int) period) period {
	var best period
	var distance time.Duration
	for i := -2; i <= 2; i++ {
		p := candidate(i)
		if !p.known() {
			continue
		}
		own := base.of(p.grain).first
		d := p.first.Sub(own)
		if way < 0 && (d > 0 || strict && d == 0) || way > 0 && (d < 0 || strict && d == 0) {
			continue
		}
		if !best.known() || d.Abs() < distance {
			best, distance = p, d.Abs()
		}
	}
	return best
}
