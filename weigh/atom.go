package weigh

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

// atom is one thing that a claim says: of several agents in several places it says one of each.
type atom struct {
	claim  *Claim
	rule   rule
	topic  string
	mood   string    // of the claim
	over   bool      // it says that something ended
	first  time.Time // days on which it holds or happened; zero where not known
	last   time.Time //
	loose  bool      // the days are those of the report
	where  Filler    // the place of an event, or the zero value
	rival  string    // of an event: the identity in the rival role, or ""
	who    string    // its name
	value  float64   // of a figure, with its range
	lo, hi float64   //
	figure bool      //
}

// most is how many atoms a claim can have: a list of thirty towns and six gangs is no place to look for corroboration.
const most = 24

// Topics numbers the groups in which c must be seen together with others, in order. Claims that share none never meet. A statement has
// none. The groups of a year lie side by side, so that a ledger finds those of what is new in one part of an index.
func (s *Scheme) Topics(c *Claim) []int64 {
	var out []int64
	for _, a := range s.atoms(c) {
		out = append(out, a.key())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// key numbers the atom's topic: ten bits of its year, then a hash of its name. Topics that have the same number by chance are told apart
// when they are weighed.
func (a *atom) key() int64 {
	const hashed = 53
	h := fnv.New64a()
	h.Write([]byte(a.topic))
	year := 0
	if !a.last.IsZero() {
		year = a.last.Year()
	}
	return int64(year&(1<<(63-hashed)-1))<<hashed | int64(h.Sum64()>>(64-hashed))
}

func (s *Scheme) atoms(c *Claim) []atom {
	r, ok := s.Predicates[c.Predicate]
	if !ok {
		return nil
	}
	base := atom{claim: c, rule: r, mood: s.mood(c.Hedge), over: c.Phase == "ends"}
	base.figures(s)
	base.days(s)
	if r.Kind == figure {
		name, _ := c.counted()
		base.topic = join(name, year(base.last))
		return []atom{base}
	}
	keys := [][]string{{c.Predicate}}
	core := r.Core
	for _, part := range core {
		keys = product(keys, c.keys(part))
	}
	nameless := len(keys) == 0 // somebody in it has no name
	if nameless {
		keys = s.tallied(c, r)
	}
	if len(keys) > 0 {
		for _, part := range r.Also {
			values := c.keys(part)
			if len(values) == 0 {
				values = []string{c.wording(part)}
			}
			keys = product(keys, values)
		}
	} else { // only copies of the same text can say the same, and those by their words: which place a name stands for is told text by text
		key := append([]string{c.Predicate, unnamed, c.Family}, c.unnamed(r)...)
		if c.anybody(r) { // three men of one list are each "a national"
			key = append(key, fold(c.Quote))
		}
		for _, part := range r.Also {
			key = append(key, cmp.Or(c.stated(part), c.wording(part)))
		}
		keys = [][]string{key}
	}
	var out []atom
	for _, key := range keys {
		if r.Pair && !nameless && key[1] > key[2] {
			key[1], key[2] = key[2], key[1]
		}
		a := base
		a.topic = join(join(key...), year(a.last)) // a topic does not grow for ever, and what lies a year apart is not the same
		for _, b := range a.places() {
			out = append(out, b.rivals()...)
		}
	}
	return out[:min(len(out), most)]
}

// tallied gives the keys by which events are the same whose victims have no name but a number: who did it, in which town, on which day
// of its own, and to what kind of people. There are none where any of that is not said: two towns have two dead on many a day.
func (s *Scheme) tallied(c *Claim, r rule) [][]string {
	if len(r.Tally) == 0 || c.Quantity == nil || c.First == "" || c.First != c.Last {
		return nil
	}
	people := ""
	for _, part := range r.Core {
		if people = c.wording(part); people != "" {
			break
		}
	}
	if people == "" {
		return nil
	}
	if slices.Contains(s.People, strings.TrimPrefix(people, quoted)) {
		people = "people"
	}
	keys := [][]string{{c.Predicate, "tally", c.First, people}}
	for _, part := range r.Tally {
		values := c.keys(part)
		if part == "place" {
			values = c.spots()
		}
		keys = product(keys, values)
	}
	return keys
}

// spots gives the places that are no wider than a town, by their names where nothing more is known of them.
func (c *Claim) spots() []string {
	var out []string
	for _, f := range c.Roles["place"] {
		initial, _ := utf8.DecodeRuneInString(f.Name)
		switch {
		case f.Wide:
		case f.Identity != "" && f.Named:
			out = append(out, f.Identity)
		case unicode.IsUpper(initial): // "the village" is no name
			out = append(out, quoted+fold(f.Name))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unnamed marks the topic of a claim in which somebody has no name: it holds for one text and its copies.
const unnamed = "text"

// product extends every key by every value, up to the most that is useful.
func product(keys [][]string, values []string) [][]string {
	var out [][]string
	for _, k := range keys {
		for _, v := range values {
			if len(out) < most {
				out = append(out, append(slices.Clone(k), v))
			}
		}
	}
	return out
}

// keys gives what a part of the core or of what must be equal too is in c: identities of those that have a name. Where any of
// them has none, there are none.
func (c *Claim) keys(part string) []string {
	for _, p := range strings.Split(part, "|") {
		if p == "stage" || p == "commodity" {
			if value := c.stated(p); value != "" {
				return []string{value}
			}
			continue
		}
		if len(c.Roles[p]) == 0 {
			continue
		}
		var out []string
		for _, f := range c.Roles[p] {
			if f.Identity == "" || !f.Named {
				return nil
			}
			out = append(out, f.Identity)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return nil
}

// stated gives a part that is no role, or "".
func (c *Claim) stated(part string) string {
	switch {
	case part == "stage" && c.Stage != "":
		return "stage " + c.Stage
	case part == "commodity" && c.Commodity != "":
		return "commodity " + c.Commodity
	}
	return ""
}

// quoted begins a key that is words and no identity.
const quoted = "“"

// wording is what a part is in words, where it has no identity: "" where it is left out.
func (c *Claim) wording(part string) string {
	var out []string
	for _, p := range strings.Split(part, "|") {
		for _, f := range c.Roles[p] {
			out = append(out, fold(f.Name))
		}
		if len(out) > 0 {
			break
		}
	}
	slices.Sort(out)
	if len(out) == 0 {
		return ""
	}
	return quoted + strings.Join(out, ", ")
}

// unnamed is the wording of the whole core.
func (c *Claim) unnamed(r rule) []string {
	var out []string
	for _, part := range r.Core {
		out = append(out, c.wording(part))
	}
	if strings.Join(out, "") == "" {
		out = append(out, fold(c.Quote))
	}
	return out
}

// anybody says whether somebody in the core has no name, so that the same words may be of another.
func (c *Claim) anybody(r rule) bool {
	for _, part := range r.Core {
		for _, p := range strings.Split(part, "|") {
			if slices.ContainsFunc(c.Roles[p], func(f Filler) bool { return f.Identity != "" && !f.Named && f.Type != cotejo.Place }) {
				return true
			}
		}
	}
	return false
}

// places gives one atom for each place that the topic does not hold yet: of an event, or of a state that may be put more loosely.
func (a atom) places() []atom {
	if a.rule.Kind != event && !a.rule.Placed || slices.ContainsFunc(a.rule.Core, func(p string) bool { return p == "place" }) {
		return []atom{a}
	}
	var out []atom
	for _, f := range a.claim.Roles["place"] {
		if f.Identity != "" && f.Named {
			b := a
			b.where = f
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		out = append(out, a)
	}
	return out
}

// rivals gives one atom for each that is named in the rival role.
func (a atom) rivals() []atom {
	var out []atom
	for _, f := range a.claim.Roles[a.rule.Rival] {
		if f.one() { // "a gang" and "the gang" are no rivals
			b := a
			b.rival, b.who = f.Identity, f.Name
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		out = append(out, a)
	}
	return out
}

// days sets when the atom's claim holds or happened: by its own words, else near its report's day.
func (a *atom) days(s *Scheme) {
	c := a.claim
	first, last, published := day(c.First), day(c.Last), day(c.Published)
	switch {
	case !first.IsZero() && !last.IsZero():
		a.first, a.last = first, last
	case !last.IsZero():
		a.first, a.last = last, last
	case !first.IsZero() && a.rule.Kind == event:
		a.first, a.last = first, first
	case !first.IsZero():
		a.first, a.last = first, published
		if published.Before(first) {
			a.last = first
		}
	case !published.IsZero():
		a.first, a.last, a.loose = published, published, true
		if a.rule.Kind == event {
			a.first = published.AddDate(0, 0, -s.Days.Reported)
		}
	}
}

// day reads an RFC 3339 full-date; the zero time where it is none.
func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

func year(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006")
}

// text gives the full-date, or "".
func text(t time.Time) cotejo.Text {
	if t.IsZero() {
		return ""
	}
	return cotejo.Text(t.Format(time.DateOnly))
}
