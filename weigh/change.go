package weigh

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// Gained puts in words that a cluster stands on more independent origins than before; it is "" where it does not.
func (s *Scheme) Gained(before, after *cotejo.Cluster) string {
	if len(after.Origins) <= len(before.Origins) {
		return ""
	}
	var names []string
	for _, o := range after.Origins {
		if !slices.ContainsFunc(before.Origins, func(p cotejo.Origin) bool { return p.Source == o.Source && p.SourceType == o.SourceType }) {
			names = append(names, o.Source)
		}
	}
	return s.say("change.origin", "a", strings.Join(names, ", "), "n", strconv.Itoa(len(after.Origins)))
}

// Dropped puts in words that a new version of a report no longer makes a claim.
func (s *Scheme) Dropped(report, quote string) string {
	return s.say("change.withdrawn", "a", report, "b", quote)
}
