package timex

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// days gives a span of days of one month.
func (r *resolver) days(units []unit, m *match) found {
	p, _, _ := r.period(units, m)
	n := m.get(day2) - m.get(day)
	if n <= 0 || p.known() && p.first.AddDate(0, 0, n).Month() != p.first.Month() {
		return found{}
	}
	out := found{value: length(n+1, byDay)}
	if p.known() {
		r.last, r.lastAt = p, r.at
		out.first, out.last = p.first, p.first.AddDate(0, 0, n)
	}
	return out
}

// duration gives the value of a length of time, and its days where the words tie it to the publication ("the past two years").
func (r *resolver) duration(m *match) found {
	n := 1
	if m.is(size) {
		n = m.get(size)
	}
	out := found{value: length(n, m.get(grain))}
	if m.is(grain2) {
		if second := length(m.get(size2), m.get(grain2)); strings.HasPrefix(second, "PT") && strings.HasPrefix(out.value, "PT") {
			out.value += second[2:]
		} else {
			out.value += second[1:]
		}
	}
	if !m.is(dir) || !r.published.known() || n == unknownSize || m.get(grain) < byDay {
		return out
	}
	away := r.published.move(n*sign(m.get(dir)), m.get(grain)).first
	if m.get(dir) < 0 {
		out.first, out.last = away, r.published.first
	} else {
		out.first, out.last = r.published.first, away
	}
	return out
}

// length gives n units as TIMEX3 does, X for a number that is not known.
func length(n, unit int) string {
	name, clock := unitNames[unit], "P"
	if unit < byDay {
		name, clock = name[1:], "PT"
	}
	if n == unknownSize {
		return clock + "X" + name
	}
	switch unit {
	case byDecade:
		n, name = n*10, "Y"
	case byCentury:
		n, name = n*100, "Y"
	case byQuarter:
		n, name = n*3, "M"
	case byHalf:
		n, name = n*6, "M"
	}
	return clock + strconv.Itoa(n) + name
}

func setValue(m *match) string {
	switch {
	case m.is(weekday):
		return fmt.Sprintf("XXXX-WXX-%d", m.get(weekday)) + clockValue(m)
	case m.is(month):
		return fmt.Sprintf("XXXX-%02d", m.get(month))
	case m.is(season):
		return "XXXX-" + symbols[season][m.get(season)]
	case m.is(part):
		return "XXXX-XX-XX" + clockValue(m)
	}
	n := 1
	if m.is(size) {
		n = m.get(size)
	}
	return length(n, m.get(grain))
}

// clockValue gives the time of day that m tells, with its T, or "".
func clockValue(m *match) string {
	if !m.is(hour) {
		if m.is(part) {
			return "T" + symbols[part][m.get(part)]
		}
		return ""
	}
	h := m.get(hour)
	afternoon := m.get(pm) == 1
	switch symbols[part][m.get(part)] {
	case "AF", "EV":
		afternoon = true
	case "NI":
		afternoon = h >= 6
	}
	if afternoon && h < 12 {
		h += 12
	} else if m.is(pm) && m.get(pm) == 0 && h == 12 {
		h = 0
	}
	out := fmt.Sprintf("T%02d:%02d", h, m.get(minute))
	if m.is(zone) {
		out += "Z"
	}
	return out
}

// openValue writes a date that nothing settles.
func openValue(f *fields, n int) string {
	switch {
	case f.is(month) && f.is(day):
		return fmt.Sprintf("XXXX-%02d-%02d", f.get(month), f.get(day))
	case f.is(month):
		return fmt.Sprintf("XXXX-%02d", f.get(month))
	case f.is(quarter):
		return fmt.Sprintf("XXXX-Q%d", f.get(quarter))
	case f.is(half):
		return fmt.Sprintf("XXXX-H%d", f.get(half))
	case f.is(season):
		return "XXXX-" + symbols[season][f.get(season)]
	case f.is(weekday):
		return fmt.Sprintf("XXXX-WXX-%d", f.get(weekday))
	case f.is(day):
		return fmt.Sprintf("XXXX-XX-%02d", f.get(day))
	case f.is(holiday):
		return "XXXX-XX-XX"
	case n < 0:
		return "PAST_REF"
	case n > 0:
		return "FUTURE_REF"
	}
	return "PRESENT_REF"
}

// ends gives the days of an interval with what the preposition says of it.
func ends(bound string, first, last found, both bool) (start, end string) {
	if both {
		if first.first.IsZero() || last.last.IsZero() || last.last.Before(first.first) {
			return "", ""
		}
		return first.first.Format(time.DateOnly), last.last.Format(time.DateOnly)
	}
	if first.first.IsZero() {
		return "", ""
	}
	switch bound {
	case "from":
		return first.first.Format(time.DateOnly), ""
	case "to":
		return "", last.last.Format(time.DateOnly)
	case "before":
		return "", first.first.AddDate(0, 0, -1).Format(time.DateOnly)
	case "after":
		return last.last.AddDate(0, 0, 1).Format(time.DateOnly), ""
	}
	return first.first.Format(time.DateOnly), last.last.Format(time.DateOnly)
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func abs(n int) int { return max(n, -n) }
