package timex

import (
	"fmt"
	"time"
)

// The years that the package deals with: those of the Gregorian calendar that have four digits.
const firstYear, lastYear = 1000, 2999

// The units of time, from the shortest.
const (
	bySecond = iota
	byMinute
	byHour
	byDay
	byWeekend
	byWeek
	byMonth
	byQuarter
	bySeason
	byHalf
	byYear
	byDecade
	byCentury
)

var unitNames = []string{"TS", "TM", "TH", "D", "WE", "W", "M", "Q", "SN", "H", "Y", "DE", "CE"}

// period is a stretch of the calendar: the unit of its size that holds the day first. The zero period is unknown.
type period struct {
	grain int
	first time.Time
}

func (p period) known() bool { return !p.first.IsZero() }

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// valid says whether the calendar has that day.
func valid(year, month, day int) bool {
	return year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1 && date(year, month, day).Day() == day
}

// weekdayOf gives 1 for Monday to 7 for Sunday, as ISO 8601 does.
func weekdayOf(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// of gives the period of size grain that p begins in.
func (p period) of(grain int) period {
	t := p.first
	y, m := t.Year(), int(t.Month())
	switch grain {
	case byWeek:
		t = t.AddDate(0, 0, 1-weekdayOf(t))
	case byWeekend:
		t = t.AddDate(0, 0, 6-weekdayOf(t))
	case byMonth:
		t = date(y, m, 1)
	case byQuarter:
		t = date(y, (m-1)/3*3+1, 1)
	case byHalf:
		t = date(y, (m-1)/6*6+1, 1)
	case bySeason: // as the weather services count: spring in the north begins in March
		if t = date(y, m/3*3, 1); m < 3 {
			t = date(y-1, 12, 1)
		}
	case byYear:
		t = date(y, 1, 1)
	case byDecade:
		t = date(y/10*10, 1, 1)
	case byCentury:
		t = date(y/100*100, 1, 1)
	}
	return period{grain, t}
}

// move gives the period n units of the given size after p, of p's own size.
func (p period) move(n, grain int) period {
	t := p.first
	switch grain {
	case byDay:
		t = t.AddDate(0, 0, n)
	case byWeek, byWeekend:
		t = t.AddDate(0, 0, 7*n)
	default:
		months := map[int]int{byMonth: 1, byQuarter: 3, bySeason: 3, byHalf: 6, byYear: 12, byDecade: 120, byCentury: 1200}[grain]
		first := date(t.Year(), int(t.Month())+months*n, 1)
		last := first.AddDate(0, 1, -1)
		t = date(first.Year(), int(first.Month()), min(t.Day(), last.Day())) // a month after January 31 is the last of February
	}
	return period{p.grain, t}
}

// bounds gives the first and last day of p. Seasons have none: they are not the same months north and south.
func (p period) bounds() (first, last time.Time, ok bool) {
	first = p.of(p.grain).first
	switch p.grain {
	case byDay:
		return first, first, true
	case byWeekend:
		return first, first.AddDate(0, 0, 1), true
	case bySeason:
		return first, first, false
	}
	return first, period{p.grain, first}.move(1, p.grain).first.AddDate(0, 0, -1), true
}

// value gives p as TIMEX3 does.
func (p period) value() string {
	t := p.of(p.grain).first
	y, m := t.Year(), int(t.Month())
	switch p.grain {
	case byDay:
		return t.Format(time.DateOnly)
	case byWeek:
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case byWeekend:
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d-WE", y, w)
	case byMonth:
		return fmt.Sprintf("%04d-%02d", y, m)
	case byQuarter:
		return fmt.Sprintf("%04d-Q%d", y, (m-1)/3+1)
	case byHalf:
		return fmt.Sprintf("%04d-H%d", y, (m-1)/6+1)
	case bySeason:
		return fmt.Sprintf("%04d-%s", y, symbols[season][m/3])
	case byDecade:
		return fmt.Sprintf("%03d", y/10)
	case byCentury:
		return fmt.Sprintf("%02d", y/100)
	}
	return fmt.Sprintf("%04d", y)
}

// easter gives Easter Sunday of a year of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(year, n/31, n%31+1)
}
