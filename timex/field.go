package timex

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// field is one thing that a word or a rule says about a time.
type field int

// The fields. data/en.yaml says what each means.
const (
	kind field = iota
	year
	year2
	day2
	month
	day
	weekday
	week
	quarter
	half
	season
	decade
	century
	holiday
	shift
	size
	grain
	dir
	anchor
	keep
	loose
	hour
	minute
	pm
	part
	zone
	mod
	size2
	grain2
	fieldCount
)

var fieldNames = map[string]field{"kind": kind, "year": year, "year2": year2, "day2": day2, "month": month, "day": day, "weekday": weekday, "week": week,
	"quarter": quarter, "half": half, "season": season, "decade": decade, "century": century, "holiday": holiday, "shift": shift, "n": size,
	"unit": grain, "dir": dir, "anchor": anchor, "keep": keep, "loose": loose, "hour": hour, "minute": minute, "pm": pm, "part": part,
	"zone": zone, "mod": mod, "n2": size2, "unit2": grain2}

// symbols are the names that the values of some fields have in the data files.
var symbols = map[field][]string{
	kind:   {"date", "duration", "set", "span"},
	grain:  unitNames,
	grain2: unitNames,
	season: {"", "SP", "SU", "FA", "WI"},
	anchor: {"published", "last", "quarter", "quarterOrLast"},
	part:   {"", "MO", "MI", "AF", "EV", "NI"},
	mod:    {"", "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN"},
}

// fields is a set of fields with their values.
type fields struct {
	has uint32
	v   [fieldCount]int16
}

func (f *fields) set(k field, v int) {
	f.has |= 1 << k
	f.v[k] = int16(v)
}

func (f *fields) is(k field) bool { return f.has&(1<<k) != 0 }

func (f *fields) get(k field) int { return int(f.v[k]) }

// add takes over what o says.
func (f *fields) add(o *fields) {
	for left := o.has; left != 0; left &= left - 1 {
		k := bits.TrailingZeros32(left)
		f.v[k] = o.v[k]
	}
	f.has |= o.has
}

// parseFields reads "shift=-1 unit=D".
func parseFields(s string) (fields, error) {
	var f fields
	for _, part := range strings.Fields(s) {
		name, value, _ := strings.Cut(part, "=")
		k, ok := fieldNames[name]
		if !ok {
			return f, fmt.Errorf("%q is no field", name)
		}
		n, err := strconv.Atoi(value)
		if list, ok := symbols[k]; ok {
			n, err = -1, nil
			for i, s := range list {
				if s == value && s != "" {
					n = i
				}
			}
			if n < 0 {
				return f, fmt.Errorf("%s is one of %s, not %q", name, strings.Join(list, " "), value)
			}
		}
		if err != nil || n < -9999 || n > 9999 {
			return f, fmt.Errorf("%q is no value for %s", value, name)
		}
		f.set(k, n)
	}
	return f, nil
}
