package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
)

// dossierClaims is how many of an entity's claims its page shows; the search shows all.
const dossierClaims = 200

// section is a part of a dossier: claims of one kind, in groups.
type section struct {
	ID     string
	Title  string
	Groups []group
	Count  int // distinct claims
}

// group is claims under one heading: a place, the other side of a tie, a stage of the trade.
type group struct {
	Heading link
	Note    string
	Claims  []claimView
}

// dossierView is what the page of one entity shows.
type dossierView struct {
	ID       string
	Name     string
	Kind     string
	Country  string
	Aliases  []string
	Names    []cotejo.NameCount
	Entry    cotejo.EntityEntry
	Says     int
	Shown    int
	Sections []section
	Timeline []event
	Hedges   []hedgeCount
	Identity identityView
	Exports  []link // of the claims that name it in an actor's role or a place's
}

// event is a claim on a timeline.
type event struct {
	Date    string // RFC 3339 full-date
	Day     string // in words
	Printed bool   // the day is the report's, because the claim's words settle none
	claimView
}

// hedgeCount is how often a hedge is used.
type hedgeCount struct {
	hedgeView
	Count int
}

func (s *server) entity(r *http.Request) (*view, error) {
	d, err := s.ledger.Dossier(r.Context(), r.PathValue("id"), dossierClaims)
	if err != nil {
		return nil, err
	}
	v := s.viewDossier(d)
	if d.Type == cotejo.Place {
		v.Exports = s.exports(cotejo.Filter{Place: d.ID}, d.Name)
	} else {
		v.Exports = s.exports(cotejo.Filter{Actors: []string{d.ID}}, d.Name)
	}
	if v.Identity, err = s.identity(r.Context(), d.ID); err != nil {
		return nil, err
	}
	return &view{Name: "entity", Title: v.Name, Here: "entities", Body: v}, nil
}

func (s *server) viewDossier(d *cotejo.Dossier) dossierView {
	v := dossierView{
		ID: d.ID, Name: cmp.Or(clip(longTitle, d.Name), "unnamed"), Kind: kindOf(d.Entity), Country: s.country(string(d.Country)),
		Entry: d.EntityEntry, Says: d.Says, Shown: len(d.Latest),
	}
	for _, n := range d.Names {
		if len(v.Names) < 24 {
			v.Names = append(v.Names, cotejo.NameCount{Name: clip(longName, n.Name), Count: n.Count})
		}
	}
	used := func(alias string) bool {
		return alias == d.Name || slices.ContainsFunc(d.Names, func(n cotejo.NameCount) bool { return n.Name == alias })
	}
	for _, alias := range d.Aliases {
		if !used(alias) && len(v.Aliases) < 24 {
			v.Aliases = append(v.Aliases, clip(longName, alias))
		}
	}
	tally := map[cotejo.Hedge]int{}
	for _, f := range d.Latest {
		tally[f.Hedge]++
	}
	for _, h := range cotejo.Hedges {
		if n := tally[h]; n > 0 {
			v.Hedges = append(v.Hedges, hedgeCount{viewHedge(h), n})
		}
	}
	for i, part := range export.Sections(d.Latest) {
		sec := section{ID: fmt.Sprintf("part-%d", i+1), Title: part.Title, Count: len(part.Findings)}
		for _, f := range part.Findings {
			c := viewClaim(f)
			for _, h := range headings(f, d.ID) {
				sec.add(h, c)
			}
		}
		slices.SortStableFunc(sec.Groups, func(a, b group) int { return len(b.Claims) - len(a.Claims) })
		v.Sections = append(v.Sections, sec)
	}
	for _, e := range export.Timeline(d.Latest) {
		v.Timeline = append(v.Timeline, event{Day: clip(longName, day(e.Day)), Printed: !e.About, claimView: viewClaim(e.Finding)})
	}
	slices.Reverse(v.Timeline)
	return v
}

// add puts a claim under a heading.
func (s *section) add(heading link, c claimView) {
	for i := range s.Groups {
		if s.Groups[i].Heading == heading {
			s.Groups[i].Claims = append(s.Groups[i].Claims, c)
			return
		}
	}
	s.Groups = append(s.Groups, group{Heading: heading, Claims: []claimView{c}})
}

// headings gives the headings that a claim stands under in the dossier of the entity with the given id: the place it is
// in, the other side of a tie, the stage of the trade, else what is claimed.
func headings(f cotejo.Finding, id string) []link {
	others := func(roles ...string) []link {
		var out []link
		for _, role := range roles {
			for _, filler := range f.Roles[role] {
				if filler.Entity == id {
					continue
				}
				h := link{Text: clip(longName, filler.Text)}
				if e, ok := f.Entities[filler.Entity]; ok {
					h = link{cmp.Or(clip(longName, e.Name), h.Text), entityPath(e.ID)}
				}
				if !slices.Contains(out, h) {
					out = append(out, h)
				}
			}
		}
		return out
	}
	var out []link
	switch {
	case f.Predicate == "presence" || f.Predicate == "control":
		if fills(f, id, "place", "object") {
			out = others("agent", "subject")
		} else {
			out = others("place", "object")
		}
	case f.Stage != "":
		out = []link{{Text: sentenceCase(clip(longName, string(f.Stage)))}}
	case len(f.Roles["party"]) > 0:
		out = others("party", "agent")
	}
	if len(out) == 0 {
		out = []link{{Text: sentenceCase(clip(longName, f.Predicate))}}
	}
	return out
}

// fills says whether the entity fills one of the roles.
func fills(f cotejo.Finding, id string, roles ...string) bool {
	return slices.ContainsFunc(roles, func(role string) bool {
		return slices.ContainsFunc(f.Roles[role], func(filler cotejo.Filler) bool { return filler.Entity == id })
	})
}

// sentenceCase gives words the capital that begins a sentence.
func sentenceCase(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
