package cotejo

import (
	"maps"
	"slices"
)

// Correction is what a person says that the words of a claim mean, where they were read otherwise. What it leaves out stays as it was read.
type Correction struct {
	Predicate string              `json:"predicate,omitempty"`
	Hedge     Hedge               `json:"hedge,omitempty"`
	Certainty Certainty           `json:"certainty,omitempty"` // of what was read; a person states a hedge, and it follows
	Polarity  string              `json:"polarity,omitempty"`
	Roles     map[string][]Filler `json:"roles,omitempty"` // who fills a role in place of those who were read in it; an empty list: nobody
}

// Empty says whether it states nothing.
func (c *Correction) Empty() bool {
	return c == nil || c.Predicate == "" && c.Hedge == "" && c.Polarity == "" && len(c.Roles) == 0
}

// Corrected is what people put right in a claim, and what was read there.
type Corrected struct {
	Read Correction  `json:"read"` // of all that is put right; a role that was not filled has an empty list
	By   []Corrector `json:"by"`   // the decisions in force, in their order
}

// Corrector is one decision that corrects a claim.
type Corrector struct {
	Decision string     `json:"decision"` // id
	At       string     `json:"at"`       // RFC 3339, UTC
	By       string     `json:"by"`       // who
	Note     string     `json:"note,omitempty"`
	States   Correction `json:"states"`
}

// AsRead gives the claim as it was read, whatever people put right in it.
func (c Claim) AsRead() Claim {
	if c.Corrected != nil {
		c.state(&c.Corrected.Read)
		c.Corrected = nil
	}
	return c
}

// Correct gives the claim with what people decided to put right in it, the last word on each thing being the one that holds, and with what
// was read beside it. Decisions that correct nothing are passed over; without any the claim is as it was read.
func (c Claim) Correct(decisions []Decision) Claim {
	read := c.AsRead()
	out := read
	var by []Corrector
	for _, d := range decisions {
		if d.Verb != Correct || d.States.Empty() {
			continue
		}
		states := *d.States
		states.Certainty = ""
		out.state(&states)
		by = append(by, Corrector{Decision: d.ID, At: d.At, By: d.By, Note: d.Note, States: *d.States})
	}
	if by == nil {
		return read
	}
	if out.Hedge != read.Hedge {
		out.Certainty = out.Hedge.Certainty()
	}
	out.Corrected = &Corrected{By: by, Read: read.difference(&out)}
	return out
}

// state puts what is stated into the claim; it does not share its roles with others afterwards.
func (c *Claim) state(s *Correction) {
	if s.Predicate != "" {
		c.Predicate = s.Predicate
	}
	if s.Hedge != "" {
		c.Hedge = s.Hedge
	}
	if s.Certainty != "" {
		c.Certainty = s.Certainty
	}
	if s.Polarity != "" {
		c.Polarity = s.Polarity
	}
	if len(s.Roles) == 0 {
		return
	}
	c.Roles = maps.Clone(c.Roles)
	if c.Roles == nil {
		c.Roles = map[string][]Filler{}
	}
	for role, fillers := range s.Roles {
		if len(fillers) == 0 {
			delete(c.Roles, role)
		} else {
			c.Roles[role] = fillers
		}
	}
}

// difference gives what the claim says otherwise than another.
func (c *Claim) difference(other *Claim) Correction {
	var out Correction
	if c.Predicate != other.Predicate {
		out.Predicate = c.Predicate
	}
	if c.Hedge != other.Hedge {
		out.Hedge = c.Hedge
	}
	if c.Certainty != other.Certainty {
		out.Certainty = c.Certainty
	}
	if c.Polarity != other.Polarity {
		out.Polarity = c.Polarity
	}
	for _, role := range Roles {
		if !slices.Equal(c.Roles[role], other.Roles[role]) {
			if out.Roles == nil {
				out.Roles = map[string][]Filler{}
			}
			out.Roles[role] = append([]Filler{}, c.Roles[role]...)
		}
	}
	return out
}
