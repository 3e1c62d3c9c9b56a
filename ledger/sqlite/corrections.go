package sqlite

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

// states checks what a correction states of a claim, and says of each filler where its words stand.
func (c *collation) states(d *cotejo.Decision, f *cotejo.Finding) error {
	s := *d.States
	s.Roles = maps.Clone(s.Roles) // the caller's stay as they are
	d.States = &s
	switch {
	case s.Predicate == "statement" && f.Predicate != s.Predicate:
		return cotejo.Errorf(cotejo.Usage, "a claim cannot be corrected to be a statement: that is what is read where no claim is made of somebody's words").Fix("reject the claim if nothing of the kind is claimed")
	case s.Hedge != "" && !slices.Contains(cotejo.Hedges, s.Hedge):
		return cotejo.Errorf(cotejo.Usage, "%q is no hedge", s.Hedge).Fix("one of %s", strings.Join(texts(cotejo.Hedges), ", "))
	case s.Certainty != "":
		return cotejo.Errorf(cotejo.Usage, "no certainty can be stated: it follows from the hedge").Fix("state the hedge")
	case s.Polarity != "" && s.Polarity != cotejo.Positive && s.Polarity != cotejo.Negative:
		return cotejo.Errorf(cotejo.Usage, "%q is no polarity", s.Polarity).Fix("+ or -")
	}
	document, err := c.finder.Document(c.ctx, f.Document)
	if err != nil {
		return err
	}
	for role, fillers := range s.Roles {
		if !slices.Contains(cotejo.Roles, role) {
			return cotejo.Errorf(cotejo.Usage, "%q is no role", role).Fix("one of %s", strings.Join(cotejo.Roles, ", "))
		}
		placed := make([]cotejo.Filler, len(fillers))
		for i, x := range fillers {
			if placed[i], err = c.placed(x, document.Text, f.Evidence.Span); err != nil {
				return err
			}
			if predicate := cmp.Or(s.Predicate, f.Predicate); x.Entity != "" && c.fits != nil && !c.fits(predicate, role, placed[i].Type) {
				return cotejo.Errorf(cotejo.Invalid, "%s (%s) cannot be the %s of %s", placed[i].Text, placed[i].Type, role, predicate).Fix("name one of a kind that can, or put right the predicate or the role")
			}
		}
		s.Roles[role] = placed
	}
	if says(&f.Claim, &s) {
		return cotejo.Errorf(cotejo.Usage, "the claim %s says so already", f.ID)
	}
	return nil
}

// says tells whether a claim already says all that is stated.
func says(c *cotejo.Claim, s *cotejo.Correction) bool {
	if s.Predicate != "" && s.Predicate != c.Predicate || s.Hedge != "" && s.Hedge != c.Hedge || s.Polarity != "" && s.Polarity != c.Polarity {
		return false
	}
	for role, fillers := range s.Roles {
		same := slices.EqualFunc(fillers, c.Roles[role], func(a, b cotejo.Filler) bool {
			return a.Entity == b.Entity && (a.Entity != "" || a.Text == b.Text)
		})
		if !same {
			return false
		}
	}
	return true
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// placed gives a filler with the words of the text that name it, those nearest to the evidence. An entity may be one that the text does not
// name; what is no entity of the ledger must be words of the text.
func (c *collation) placed(x cotejo.Filler, text string, evidence cotejo.Span) (cotejo.Filler, error) {
	if x.Entity == "" {
		span, ok := nearest(text, x.Text, evidence)
		if !ok {
			return x, cotejo.Errorf(cotejo.Invalid, "%q are no words of the report, and nobody the ledger knows", x.Text).Fix("give words of the report, or a name or id that cotejo who knows")
		}
		return cotejo.Filler{Text: x.Text, Span: span}, nil
	}
	pieces, err := c.Pieces(c.ctx, x.Entity)
	if err != nil {
		return x, err
	}
	e := pieces[slices.IndexFunc(pieces, func(e cotejo.Entity) bool { return e.ID == x.Entity })]
	out := cotejo.Filler{Entity: e.ID, Type: e.Type, Text: e.Name}
	for _, name := range append([]string{x.Text, e.Name}, e.Aliases...) {
		if span, ok := nearest(text, name, evidence); ok {
			out.Text, out.Span = name, span
			break
		}
	}
	return out, nil
}

// nearest finds words in a text, in code points: within a span, else nearest to its beginning.
func nearest(text, words string, to cotejo.Span) (cotejo.Span, bool) {
	if words == "" {
		return cotejo.Span{}, false
	}
	best, found := cotejo.Span{}, false
	n := utf8.RuneCountInString(words)
	for at, runes := 0, 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return best, found
		}
		runes += utf8.RuneCountInString(text[at : at+i])
		span := cotejo.Span{Start: runes, End: runes + n}
		if to.Covers(span) {
			return span, true
		}
		if !found || abs(span.Start-to.Start) < abs(best.Start-to.Start) {
			best, found = span, true
		}
		_, size := utf8.DecodeRuneInString(text[at+i:])
		at, runes = at+i+size, runes+1
	}
}

func abs(n int) int { return max(n, -n) }

// unname leaves of the fillers with an entity their words alone.
func unname(roles map[string][]cotejo.Filler, entity string) {
	for role, fillers := range roles {
		fillers = slices.Clone(fillers)
		for i := range fillers {
			if fillers[i].Entity == entity {
				fillers[i].Entity = ""
			}
		}
		roles[role] = fillers
	}
}

// SetCorrected implements [cotejo.Collation].
func (c *collation) SetCorrected(key int64, decisions []cotejo.Decision) error {
	found, err := c.findings(c.ctx, []int64{key})
	if err != nil {
		return err
	}
	f := found[0]
	now := f.Correct(decisions)
	if reflect.DeepEqual(now.Corrected, f.Corrected) {
		return nil
	}
	counted, err := c.unindex(key)
	if err != nil {
		return err
	}
	if err := c.exec(`DELETE FROM claim_role WHERE claim = ?`, key); err != nil {
		return err
	}
	f.Claim = now
	a := newAdder(c.ctx, c.w)
	f.Entities = map[string]cotejo.Entity{}
	for _, id := range f.EntityIDs() {
		known, err := a.known(id)
		if err != nil {
			return err
		}
		if known == nil { // somebody of a list that was taken out: the name stays
			unname(f.Roles, id)
			continue
		}
		f.Entities[id] = known.Entity
		a.met(known)
	}
	record, err := json.Marshal(f.Claim)
	if err != nil {
		return err
	}
	if err := c.exec(`UPDATE claim_record SET record = ? WHERE seq = ?`, string(record), key); err != nil {
		return err
	}
	if err := a.index(key, &f); err != nil {
		return err
	}
	if err := a.finish(); err != nil {
		return err
	}
	// The counts that finish added are of the heads; a hidden claim counts for nobody.
	if !counted {
		if err := c.count(key, -1); err != nil {
			return err
		}
	}
	// The row is written last: what keeps claims in memory follows it.
	return c.exec(`UPDATE claim SET predicate = ?, hedge = ?, certainty = ?, polarity = ? WHERE seq = ?`, now.Predicate, string(now.Hedge), string(now.Certainty), now.Polarity, key)
}
