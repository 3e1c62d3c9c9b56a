package weigh

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// Facet is something that a claim says of somebody and that a ledger remembers, so that what is said for the first time stands out.
type Facet struct {
	Kind    cotejo.ChangeKind // NewActor, NewPlace, NewStage, Turned or Moved
	Subject string            // identity of whom it is said; of a tie the two, of a figure what it counts
	Value   string            // what is said
	Words   string            // the value in words
	Day     string            // RFC 3339 full-date from which it is said, or ""
	Implied bool              // it follows from another facet of the claim and is no news itself: who is in a town is in its country
}

// Facets gives what c says that may be said for the first time. What is denied, planned or conditional says nothing of the kind.
func (s *Scheme) Facets(c *Claim) []Facet {
	r, ok := s.Predicates[c.Predicate]
	if !ok || s.mood(c.Hedge) != "" || c.Polarity == cotejo.Negative {
		return nil
	}
	var out []Facet
	add := func(f Facet) {
		f.Day = cmp.Or(c.Last, c.First, c.Published)
		if !slices.ContainsFunc(out, func(o Facet) bool {
			return o.Kind == f.Kind && o.Subject == f.Subject && o.Value == f.Value && (!o.Implied || f.Implied)
		}) {
			out = append(out, f)
		}
	}
	for _, role := range cotejo.ActorRoles {
		for _, f := range c.Roles[role] {
			if f.told() {
				add(Facet{Kind: cotejo.NewActor, Subject: f.Identity, Value: f.Identity, Words: f.Name})
			}
		}
	}
	if r.Puts && c.Phase != "ends" {
		for _, agent := range c.Roles["agent"] {
			if agent.told() {
				s.put(c, agent, add)
			}
		}
	}
	if r.Relation != "" {
		for _, a := range c.Roles["agent"] {
			for _, b := range c.Roles["party"] {
				if !a.told() || !b.told() || a.Identity == b.Identity {
					continue
				}
				pair := []string{a.Identity, b.Identity}
				slices.Sort(pair)
				value := r.Relation
				if c.Phase == "ends" {
					value = "ended"
				}
				add(Facet{Kind: cotejo.Turned, Subject: join(pair...), Value: value, Words: s.Words["relation."+value]})
			}
		}
	}
	if r.Kind == figure && c.Quantity != nil {
		if name, ok := c.counted(); ok {
			add(Facet{Kind: cotejo.Moved, Subject: name, Value: strconv.FormatFloat(c.Quantity.Value, 'f', -1, 64), Words: number(c.Quantity)})
		}
	}
	return out
}

// one says whether a filler is somebody or some body that has a name: what is said of people meant together ("Mexican cartels") is no news
// of anybody.
func (f *Filler) one() bool {
	return f.Identity != "" && f.Named && (f.Type == cotejo.Person || f.Type == cotejo.Organization)
}

// told says whether it is news what is said of a filler for the first time: "the police" are in every report.
func (f *Filler) told() bool { return f.one() && !f.Common }

// put adds where, in which stage and with which goods a claim puts an agent.
func (s *Scheme) put(c *Claim, agent Filler, add func(Facet)) {
	for _, role := range []string{"place", "object"} {
		for _, p := range c.Roles[role] {
			if p.Type != cotejo.Place || p.Identity == "" || !p.Named {
				continue
			}
			add(Facet{Kind: cotejo.NewPlace, Subject: agent.Identity, Value: p.Identity, Words: p.Name})
			for _, holder := range p.Within {
				add(Facet{Kind: cotejo.NewPlace, Subject: agent.Identity, Value: holder, Implied: true})
			}
		}
	}
	if c.Stage != "" {
		value := c.Stage
		if c.Commodity != "" {
			value = join(c.Stage, c.Commodity)
			add(Facet{Kind: cotejo.NewStage, Subject: agent.Identity, Value: c.Stage, Words: c.Stage, Implied: true})
		}
		add(Facet{Kind: cotejo.NewStage, Subject: agent.Identity, Value: value, Words: c.Stage})
	}
}

// News gives what is new about a claim. Known gives the facets of a kind that the ledger holds of a subject from other claims, the
// earliest first. The changes have no id and no time: those are the ledger's.
func (s *Scheme) News(c *Claim, known func(kind cotejo.ChangeKind, subject string) []Facet) []cotejo.Change {
	var out []cotejo.Change
	names := c.names()
	fresh := map[string]bool{} // subjects of whom nothing was known: that they are new says all
	facets := s.Facets(c)
	for _, f := range facets {
		if f.Kind == cotejo.NewActor && len(known(f.Kind, f.Subject)) == 0 {
			fresh[f.Subject] = true
			out = append(out, cotejo.Change{Kind: f.Kind, Claim: c.ID, Text: s.say("change.actor", "a", f.Words)})
		}
	}
	for _, f := range facets {
		if f.Implied || f.Kind == cotejo.NewActor || fresh[f.Subject] {
			continue
		}
		before := known(f.Kind, f.Subject)
		if slices.ContainsFunc(before, func(o Facet) bool { return o.Value == f.Value || f.Kind == cotejo.Moved && s.near(o.Value, f.Value) }) {
			continue
		}
		if n := len(before); n > 0 && (f.Kind == cotejo.Turned || f.Kind == cotejo.Moved) && f.Day != "" && f.Day < before[n-1].Day {
			continue // it tells of a time before what is known
		}
		words := ""
		switch f.Kind {
		case cotejo.NewPlace:
			words = s.say("change.place", "a", names[f.Subject], "place", f.Words)
		case cotejo.NewStage:
			words = s.say("change.stage", "a", names[f.Subject], "is", f.Words)
			if c.Commodity != "" && slices.ContainsFunc(before, func(o Facet) bool { return o.Value == c.Stage }) {
				words = s.say("change.commodity", "a", names[f.Subject], "is", f.Words, "b", c.Commodity)
			}
		case cotejo.Turned:
			if len(before) == 0 {
				continue
			}
			pair := strings.Split(f.Subject, separator)
			words = s.say("change.tie", "a", names[pair[0]], "b", names[pair[1]], "was", before[len(before)-1].Words, "is", f.Words)
		case cotejo.Moved:
			if len(before) == 0 {
				continue
			}
			words = s.say("change.figure", "a", c.subject(), "was", before[len(before)-1].Words, "is", f.Words)
		}
		out = append(out, cotejo.Change{Kind: f.Kind, Claim: c.ID, Text: words})
	}
	return out
}

// names gives the names of all in the claim's roles, by identity.
func (c *Claim) names() map[string]string {
	out := map[string]string{}
	for _, role := range cotejo.Roles {
		for _, f := range c.Roles[role] {
			out[f.Identity] = f.Name
		}
	}
	return out
}

// subject puts in words what a figure is a figure of.
func (c *Claim) subject() string {
	var out []string
	for _, role := range []string{"subject", "place"} {
		for _, f := range c.Roles[role] {
			out = append(out, f.Name)
		}
	}
	if c.Commodity != "" {
		out = append(out, c.Commodity)
	}
	return strings.Join(out, ", ")
}

// near says whether two numbers are the same figure.
func (s *Scheme) near(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && math.Abs(x-y) <= s.Figures.Same*max(math.Abs(x), math.Abs(y))
}
