package weigh

import (
	"strconv"
	"strings"
)

// grade suggests a credibility and says why in words.
func (s *Scheme) grade(g *group, w weight, against []counter, opposed float64) (int, string) {
	ratio := opposed
	if w.support > 0 {
		ratio = opposed / w.support
	}
	var found grade
	for _, found = range s.Credibility {
		if len(w.origins) >= found.Origins && found.Support.holds(w.support) && found.Ratio.holds(ratio) {
			break
		}
	}
	var names []string
	for _, o := range w.origins {
		names = append(names, o.Source+" ("+string(o.SourceType)+")")
	}
	if len(names) > 4 {
		names = append(names[:4], "…")
	}
	list := strings.Join(names, ", ")
	parts := []string{found.Says}
	switch len(w.origins) {
	case 0:
		parts = append(parts, s.say("origins.none"))
	case 1:
		parts = append(parts, s.say("origins.one", "a", list))
	default:
		parts = append(parts, s.say("origins.many", "n", strconv.Itoa(len(w.origins)), "a", list))
	}
	if n := len(g.documents()); n > 1 {
		parts = append(parts, s.say("echoes", "n", strconv.Itoa(n)))
		if c := g.copies(); c > 0 {
			parts = append(parts, s.say("copies", "n", strconv.Itoa(c)))
		}
	}
	for _, circle := range w.circles {
		parts = append(parts, s.say("circle", "a", strings.Join(circle, ", ")))
	}
	if len(w.self) > 0 {
		parts = append(parts, s.say("interest", "a", strings.Join(w.self, ", ")))
	}
	for _, how := range []string{byFigures, byPolarity, byRival} {
		n := 0
		for _, c := range against {
			if c.how == how {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, s.say("against."+how, "n", strconv.Itoa(n)))
		}
	}
	return found.Grade, strings.Join(parts, "; ")
}

// copies counts the documents whose text another printed first.
func (g *group) copies() int {
	n := 0
	seen := map[string]bool{}
	for _, a := range g.atoms {
		if a.claim.Family != a.claim.Document && !seen[a.claim.Document] {
			seen[a.claim.Document] = true
			n++
		}
	}
	return n
}
