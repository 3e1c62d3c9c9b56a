package weigh

import (
	"math"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// figures sets the value and the range within which another figure is the same.
func (a *atom) figures(s *Scheme) {
	q := a.claim.Quantity
	if q == nil {
		return
	}
	a.figure, a.value = true, q.Value
	slack := s.Figures.Same
	if q.Bound == "about" {
		slack = s.Figures.About
	}
	top := q.Value
	if q.Max != nil {
		top = *q.Max
	}
	a.lo, a.hi = q.Value-slack*math.Abs(q.Value), top+slack*math.Abs(top)
	switch q.Bound {
	case "min":
		a.hi = math.Inf(1)
	case "max":
		a.lo = math.Inf(-1)
	}
	if a.rule.Kind == figure && a.claim.Predicate == "ranking" {
		a.lo, a.hi = q.Value, top
	}
}

// agrees says whether two figures can both hold.
func (a *atom) agrees(b *atom) bool {
	return !a.figure || !b.figure || a.lo <= b.hi && b.lo <= a.hi
}

// counted names what a figure is a figure of: of what or whom, where, in which unit. It is not ok where only copies of the same text
// can be told to count the same.
func (c *Claim) counted() (name string, ok bool) {
	unit, per := "", ""
	if c.Quantity != nil {
		unit, per = c.Quantity.Unit, string(c.Quantity.Per)
	}
	where, what := "", ""
	for _, role := range []string{"subject", "place"} {
		for _, f := range c.Roles[role] {
			switch {
			case f.Identity == "" || !f.Named:
				if role == "subject" && what == "" {
					what = "“" + fold(f.Name)
				}
			case f.Type == cotejo.Place:
				if where == "" {
					where = f.Identity
				}
			default:
				what = f.Identity
			}
		}
	}
	if c.Commodity != "" && (what == "" || strings.HasPrefix(what, "“")) {
		what = "commodity " + c.Commodity
	}
	if what == "" || where == "" && strings.HasPrefix(what, "“") { // nobody can tell what it counts: only copies say the same
		return join(c.Predicate, unnamed, c.Family, what, where, unit, per, fold(c.Quote)), false
	}
	return join(c.Predicate, what, where, c.Stage, unit, per), true
}

// number puts a figure as people read it.
func number(q *cotejo.Quantity) string {
	if q == nil {
		return ""
	}
	if q.Text != "" {
		return q.Text
	}
	return strconv.FormatFloat(q.Value, 'f', -1, 64) + " " + q.Unit
}
