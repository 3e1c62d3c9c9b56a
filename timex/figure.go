package timex

import (
	"slices"
	"strconv"
)

// roman are the centuries in Roman figures, by the two digits that begin their years.
var roman = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"}

// figure reads a number at the beginning of units: how many units it takes, and the field it is for.
func (g *grammar) figure(o op, units []unit) (length int, k field, v int, ok bool) {
	u := units[0]
	if o == romanNum {
		i := slices.Index(roman, u.text)
		return 1, century, i, i >= 0 && u.upper
	}
	if u.digits() && len(u.text) > 6 {
		return 0, 0, 0, false
	}
	if o != hourNumber && u.digits() && len(units) > 2 && units[1].glued && units[2].glued && units[2].digits() && (units[1].text == "." || units[1].text == ",") {
		return 0, 0, 0, false // "2082.1", "4.251"
	}
	n, err := strconv.Atoi(u.text)
	whole := err == nil
	in := func(k field, low, high, digits int) (int, field, int, bool) {
		return 1, k, n, whole && n >= low && n <= high && len(u.text) <= digits
	}
	switch o {
	case number, sizeTwo:
		k := size
		if o == sizeTwo {
			k = size2
		}
		if whole {
			length, k, n, ok := in(k, 0, 9999, 4)
			return length, k, n, ok && (n < 1700 || n > 2100) // a year
		}
		length, v := g.spelled(units)
		return length, k, v, length > 0
	case fourDigit, yearTwo:
		k := year
		if o == yearTwo {
			k = year2
		}
		if whole {
			return in(k, 1700, 2100, 4)
		}
		length, v := g.spelledYear(units)
		return length, k, v, length > 0
	case twoDigit, yearTwo2:
		k := year
		if o == yearTwo2 {
			k = year2
		}
		if !whole || len(u.text) != 2 {
			return 0, 0, 0, false
		}
		return 1, k, shortYear(n), true
	case decadeNum:
		if !whole || n%10 != 0 || len(u.text) != 2 && (n < firstYear || n > 2190) {
			return 0, 0, 0, false
		}
		if len(u.text) == 2 && n >= 20 {
			n += 1900
		} else if len(u.text) == 2 {
			n += 2000
		}
		return 1, decade, n / 10, true
	case dayNumber:
		return in(day, 1, 31, 2)
	case dayTwo:
		return in(day2, 1, 31, 2)
	case monthNumber:
		return in(month, 1, 12, 2)
	case hourNumber:
		return in(hour, 0, 24, 2)
	case minuteNumber:
		length, k, v, ok := in(minute, 0, 59, 2)
		return length, k, v, ok && len(u.text) == 2
	}
	return 0, 0, 0, false
}

// shortYear gives the year that two digits stand for: of the 21st century up to 30.
func shortYear(n int) int {
	if n <= 30 {
		return 2000 + n
	}
	return 1900 + n
}

// spelled reads a number in words: "twenty-four", "treinta y uno", "two hundred".
func (g *grammar) spelled(units []unit) (length, value int) {
	total, now := 0, 0
	for at := 0; at < len(units); {
		next := at
		if length > 0 && g.joins[units[at].text] && at+1 < len(units) {
			next++
		}
		n, ok := g.numbers[units[next].text]
		if !ok {
			break
		}
		switch {
		case n >= 1000:
			total, now = total+max(now, 1)*n, 0
		case n == 100 && now > 0 && now < 10:
			now *= 100
		case now == 0, n < 100 && now%100 == 0, n < 10 && now%100 >= 20 && now%10 == 0:
			now += n
		default:
			return length, min(total+now, 9999)
		}
		at = next + 1
		length = at
	}
	return length, min(total+now, 9999)
}

// spelledYear reads a year said in two pairs, "nineteen eighty-four".
func (g *grammar) spelledYear(units []unit) (length, value int) {
	if first := g.numbers[units[0].text]; first >= 10 && first <= 20 && len(units) > 1 {
		if n, second := g.spelled(units[1:]); n > 0 && second >= 10 && second < 100 {
			return n + 1, first*100 + second
		}
	}
	return 0, 0
}
