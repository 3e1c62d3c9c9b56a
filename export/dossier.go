package export

import (
	"cmp"
	"slices"

	"github.com/cotejo/cotejo"
)

// Section is a part of a dossier: claims of one kind.
type Section struct {
	Title    string
	Findings []cotejo.Finding
}

// Sections sorts claims into the parts of a dossier, in the order in which people look at them. Parts without claims are left
// out; claims of predicates that no part names come last.
func Sections(findings []cotejo.Finding) []Section {
	var out []Section
	rest := Section{Title: "Other claims"}
	parts := book().Sections
	sorted := make([]Section, len(parts))
	for _, f := range findings {
		i := slices.IndexFunc(parts, func(s section) bool { return slices.Contains(s.Predicates, f.Predicate) })
		if i < 0 {
			rest.Findings = append(rest.Findings, f)
			continue
		}
		sorted[i].Title = parts[i].Title
		sorted[i].Findings = append(sorted[i].Findings, f)
	}
	for _, s := range append(sorted, rest) {
		if len(s.Findings) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// Event is a claim on its day.
type Event struct {
	Day     string // RFC 3339: the day the claim is about, or that of its report
	About   bool   // the day is the claim's own
	Finding cotejo.Finding
}

// Timeline sorts claims by day, the earliest first. Claims without any day are left out.
func Timeline(findings []cotejo.Finding) []Event {
	var out []Event
	for _, f := range findings {
		var own string
		if f.Time != nil {
			own = string(cmp.Or(f.Time.Start, f.Time.End))
		}
		if day := cmp.Or(own, string(f.Report.Published)); day != "" {
			out = append(out, Event{day, own != "", f})
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int { return cmp.Compare(a.Day, b.Day) })
	return out
}
