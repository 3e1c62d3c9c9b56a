package sqlite

import (
	"context"
	"math/bits"
	"slices"
	"strconv"

	"github.com/cotejo/cotejo"
)

// columns are a ledger's claims in memory, as narrow as counting over all of them allows: views look at every claim in the time in which
// the file hands out a few hundred.
type columns struct {
	last int64 // touched up to here

	words    map[string]int32   // predicates, stages, goods, hedges, certainties, countries
	names    []string           // by number
	claims   []claimCell        // by seq
	roles    []roleCell         // of claims, each claim's together
	entities []entityCell       // by seq
	held     map[string][]int32 // id of a place → places that it holds
	regions  map[string]int32   // first-level divisions by id
}

// claimCell is what is counted of a claim.
type claimCell struct {
	document    int32 // 0: there is no such claim
	first, last int32 // days as 20210503, 0 where there is none
	predicate   int32
	stage       int32
	commodity   int32
	hedge       int32
	certainty   int32
	roles       uint32 // where they begin
	fillers     uint16
	denied      bool
	asserted    bool
	rejected    bool
	superseded  bool
}

// roleCell is a filler of a role.
type roleCell struct {
	entity int32
	role   uint8 // its place in cotejo.Roles
}

// entityCell is what views need of an entity.
type entityCell struct {
	head    int32 // of whom it is taken for: itself, often
	country int32
	place   bool
	located bool
	region  bool
	bound   bool
	within  []string // ids of the places that hold it
	claims  []int32  // in which it fills a role, in order
	pieces  []int32  // others that are taken for it
}

// roleSet is a set of roles, by bits.
type roleSet uint16

func rolesOf(names ...string) (set roleSet) {
	for _, name := range names {
		set |= 1 << slices.Index(cotejo.Roles, name)
	}
	return set
}

func (s roleSet) has(role uint8) bool { return s&(1<<role) != 0 }

var (
	agentRole   = rolesOf("agent")
	partyRoles  = rolesOf(otherRoles...)
	placeRoles  = rolesOf(cotejo.PlaceRoles...)
	actorRoles  = rolesOf(cotejo.ActorRoles...)
	originRole  = rolesOf("origin")
	goalRole    = rolesOf("destination")
	columnRoles = rolesOf("place", "object", "destination", "origin")
)

// fillersOf gives who fills the roles of a claim.
func (c *columns) fillersOf(cell *claimCell) []roleCell {
	return c.roles[cell.roles : cell.roles+uint32(cell.fillers)]
}

// head gives the entity that one is taken for, and what is known of it.
func (c *columns) head(entity int32) (int32, *entityCell) {
	head := c.entities[entity].head
	return head, &c.entities[head]
}

// word gives the number of a word, -1 for one that no claim has.
func (c *columns) word(s string) int32 {
	if n, ok := c.words[s]; ok {
		return n
	}
	return -1
}

// learn gives the number of a word, a new one for a new word.
func (c *columns) learn(s string) int32 {
	n, ok := c.words[s]
	if !ok {
		n = int32(len(c.names))
		c.words[s] = n
		c.names = append(c.names, s)
	}
	return n
}

// dayNumber gives a day as a number that sorts as days do, 0 for what is none.
func dayNumber(day string) int32 {
	if len(day) != len("2006-01-02") || day[4] != '-' || day[7] != '-' {
		return 0
	}
	n, err := strconv.ParseUint(day[:4]+day[5:7]+day[8:], 10, 31)
	if err != nil {
		return 0
	}
	return int32(n)
}

// dayText is the inverse of dayNumber.
func dayText(n int32) cotejo.Text {
	if n == 0 {
		return ""
	}
	digits := strconv.Itoa(int(n) + 100_000_000)[1:]
	return cotejo.Text(digits[:4] + "-" + digits[4:6] + "-" + digits[6:])
}

// claimSet is a set of claims, a bit each.
type claimSet []uint64

func (c *columns) newSet() claimSet { return make(claimSet, len(c.claims)/64+1) }

// add puts a claim into the set. One that came after the columns were read is left out.
func (s claimSet) add(claim int64) {
	if i := claim / 64; i < int64(len(s)) {
		s[i] |= 1 << (claim % 64)
	}
}

// meet leaves in the set what is in the other too; nil is the set of all.
func (s claimSet) meet(other claimSet) claimSet {
	switch {
	case s == nil:
		return other
	case other == nil:
		return s
	}
	for i := range s {
		s[i] &= other[i]
	}
	return s
}

// addOf adds the claims in which an entity itself fills one of the roles.
func (c *columns) addOf(set claimSet, entity int32, roles roleSet) {
	for _, claim := range c.entities[entity].claims {
		for _, filler := range c.fillersOf(&c.claims[claim]) {
			if filler.entity == entity && roles.has(filler.role) {
				set.add(int64(claim))
				break
			}
		}
	}
}

// question is a filter made ready to be held against many claims.
type question struct {
	columns                                              *columns
	set                                                  claimSet // nil: all
	predicates, stages, commodities, hedges, certainties []int32
	polarity                                             string
	from, to                                             int32
	superseded                                           bool // superseded claims pass
}

func numbers[T ~string](c *columns, words []T) []int32 {
	out := make([]int32, len(words))
	for i, w := range words {
		out[i] = c.word(string(w))
	}
	return out
}

func among(list []int32, n int32) bool { return len(list) == 0 || slices.Contains(list, n) }

// passes says whether a claim passes the conditions on itself.
func (q *question) passes(c *claimCell) bool {
	if c.document == 0 || c.rejected || c.superseded && !q.superseded {
		return false
	}
	if !among(q.predicates, c.predicate) || !among(q.stages, c.stage) || !among(q.commodities, c.commodity) || !among(q.hedges, c.hedge) || !among(q.certainties, c.certainty) {
		return false
	}
	if q.polarity != "" && c.denied != (q.polarity == cotejo.Negative) {
		return false
	}
	if (q.from > 0 || q.to > 0) && (c.last == 0 || c.last < q.from || q.to > 0 && c.first > q.to) {
		return false
	}
	return true
}

// each hands out the claims that pass, in order.
func (q *question) each(take func(claim int32, cell *claimCell)) {
	c := q.columns
	if q.set == nil {
		for i := range c.claims {
			if cell := &c.claims[i]; q.passes(cell) {
				take(int32(i), cell)
			}
		}
		return
	}
	for i, word := range q.set {
		for ; word != 0; word &= word - 1 {
			n := i*64 + bits.TrailingZeros64(word)
			if n >= len(c.claims) {
				return
			}
			if cell := &c.claims[n]; q.passes(cell) {
				take(int32(n), cell)
			}
		}
	}
}

// ask makes a filter ready over the ledger's claims in memory, and gives what to call when they have been looked at.
func (l *Ledger) ask(ctx context.Context, f cotejo.Filter) (*question, func(), error) {
	c, done, err := l.columnar(ctx)
	if err != nil {
		return nil, nil, err
	}
	q, err := l.question(ctx, c, f)
	if err != nil {
		done()
		return nil, nil, err
	}
	return q, done, nil
}

// question makes a filter ready. What only the file can tell is asked there.
func (l *Ledger) question(ctx context.Context, c *columns, f cotejo.Filter) (*question, error) {
	q := &question{columns: c, predicates: numbers(c, f.Predicates), stages: numbers(c, f.Stages), commodities: numbers(c, f.Commodities),
		hedges: numbers(c, f.Hedges), certainties: numbers(c, f.Certainties), polarity: f.Polarity,
		from: dayNumber(f.From), to: dayNumber(f.To), superseded: f.Document != ""}
	for _, actor := range f.Actors {
		entities, err := l.resolve(ctx, actor, actorKind)
		if err != nil {
			return nil, err
		}
		set := c.newSet()
		for _, e := range entities {
			if e.seq < int64(len(c.entities)) {
				c.addOf(set, int32(e.seq), actorRoles)
			}
		}
		q.set = set.meet(q.set)
	}
	if f.Place != "" {
		set, err := l.askPlace(ctx, c, f.Place)
		if err != nil {
			return nil, err
		}
		q.set = set.meet(q.set)
	}
	if f.Text == "" && f.Source == "" && f.Document == "" {
		return q, nil
	}
	p, err := l.plan(ctx, cotejo.Filter{Text: f.Text, Source: f.Source, Document: f.Document})
	if err != nil {
		return nil, err
	}
	keys, err := l.keys(ctx, p, 0, false, 0, 0)
	if err != nil {
		return nil, err
	}
	set := c.newSet()
	for _, k := range keys {
		set.add(k)
	}
	q.set = set.meet(q.set)
	return q, nil
}

// askPlace gives the claims at a place, or at one that it holds.
func (l *Ledger) askPlace(ctx context.Context, c *columns, name string) (claimSet, error) {
	entities, err := l.resolve(ctx, name, placeKind)
	if err != nil {
		return nil, err
	}
	set := c.newSet()
	countries := map[int32]bool{}
	if l.country != nil {
		if code := l.country(name); code != "" {
			countries[c.word(code)] = true
		}
	}
	for _, e := range entities {
		if e.seq >= int64(len(c.entities)) {
			continue
		}
		c.addOf(set, int32(e.seq), placeRoles)
		for _, held := range c.held[e.ID] {
			c.addOf(set, held, placeRoles)
		}
		if e.Subtype == "country" && e.Country != "" {
			countries[c.word(string(e.Country))] = true
		}
	}
	if len(countries) > 0 {
		for seq := range c.entities {
			if e := &c.entities[seq]; e.place && e.country > 0 && countries[e.country] {
				c.addOf(set, int32(seq), placeRoles)
			}
		}
	}
	return set, nil
}
