package extract

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// decision is one frame on its way to a claim.
type decision struct {
	*Frame
	actors    map[string]bool // entities that the text says lead or belong to an actor
	p         *Proposal
	refs      Referents
	predicate *codebook.Predicate
	roles     map[string][]Arg
}

// Claims turns the proposal's frames into claims, now that refs can tell who their participants are, and adds a statement
// for each relation whose content nothing else covers.
func (p *Proposal) Claims(relations []attribute.Relation, refs Referents) []Claim {
	var out []Claim
	seen := map[string]bool{}
	covered := make([]bool, len(relations))
	v := p.voices(relations, refs)
	actors := p.actors(refs)
	for _, f := range p.frames {
		d := p.decide(f, refs, actors)
		if d.refused() != "" || p.retracted(relations, v.said[f.Trigger]) {
			continue
		}
		for i, c := range d.claims(v) {
			key := fmt.Sprint(c.Predicate, f.Trigger, i)
			if seen[key] {
				continue
			}
			seen[key] = true
			for _, r := range v.said[f.Trigger] {
				covered[r] = true
			}
			out = append(out, c)
		}
	}
	out = append(p.distinct(out), p.statements(v, covered, refs)...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Evidence.Start < out[j].Evidence.Start })
	return out
}

// describedUnder says whether w stands in an apposition somewhere under word top.
func (c *clause) describedUnder(w, top int) bool {
	described := false
	for w >= 0 && w != top {
		described = described || c.RelOf(w) == "appos" && c.UPOS[w] == nlp.NOUN && c.apart(w)
		w = int(c.Head[w])
	}
	return described && w == top
}

// retracted says whether one of the relations that cover a trigger tells what the report once said and takes back.
func (p *Proposal) retracted(relations []attribute.Relation, said []int) bool {
	return slices.ContainsFunc(said, func(i int) bool { return relations[i].Source.Len() > 0 && p.clause.retracts(relations[i].Source) })
}

// distinct leaves out claims that say what another of their sentence says already: "took control of the docks" by its verb and its noun.
func (p *Proposal) distinct(claims []Claim) []Claim {
	seen := map[string]bool{}
	return slices.DeleteFunc(claims, func(c Claim) bool {
		key := fmt.Sprint(c.Predicate, p.clause.Sentence(c.Trigger), c.Hedge, c.Polarity, c.Stage, c.Roles, c.Quantity != nil)
		again := seen[key]
		seen[key] = true
		return again
	})
}

func (p *Proposal) decide(f *Frame, refs Referents, actors map[string]bool) decision {
	return decision{Frame: f, p: p, refs: refs, actors: actors, predicate: p.book.Predicate(f.Rule.Predicate)}
}

// tradeWords is how many words for actors and goods of the trade make a report one about it.
const tradeWords = 3

// ofTrade says whether the text as a whole speaks of the trade.
func (p *Proposal) ofTrade() bool {
	if p.trade == 0 {
		p.trade = -1
		seen := map[string]bool{}
		c := &p.clause
		for w := 0; w < c.Len() && len(seen) < tradeWords; w++ {
			if c.UPOS[w] != nlp.NOUN {
				continue
			}
			_, actor := c.class(w, "actor")
			_, goods := c.find(c.lang.Commodity, w)
			_, trade := c.class(w, "trade")
			if actor || goods || trade {
				seen[c.lemma(w)] = true
			}
		}
		if len(seen) >= tradeWords {
			p.trade = 1
		}
	}
	return p.trade > 0
}

// actors lists the entities that the text shows to be actors of the trade: by what it says that they do, and those who lead
// or belong to one. What one sentence shows helps to understand another, so it looks twice.
func (p *Proposal) actors(refs Referents) map[string]bool {
	out := map[string]bool{}
	for range 2 {
		for _, f := range p.frames {
			predicate := p.book.Predicate(f.Rule.Predicate)
			if len(predicate.Actors) == 0 {
				continue
			}
			d := p.decide(f, refs, out)
			if d.refused() != "" {
				continue
			}
			for _, role := range predicate.Actors {
				for _, a := range d.roles[role] {
					if ref, ok := refs.At(a.Head); ok && ref.Entity != "" && ref.Type != cotejo.Place && !d.is(a.Head, "law") && !a.None {
						out[ref.Entity] = true
					}
				}
			}
		}
	}
	return out
}

// Trace tells what became of one trigger that fired.
type Trace struct {
	Trigger   string // the word in the text
	Predicate string
	Rule      string // file and line of the codebook
	Claims    int    // how many claims it made
	Refused   string // what kept it from making one
}

// Explain tells of every trigger what became of it, for those who write codebooks.
func (p *Proposal) Explain(refs Referents) []Trace {
	var out []Trace
	actors := p.actors(refs)
	for _, f := range p.frames {
		d := p.decide(f, refs, actors)
		t := Trace{Trigger: p.clause.Form[f.Trigger], Predicate: f.Rule.Predicate, Rule: f.Rule.Where, Refused: d.refused()}
		if t.Refused == "" {
			if t.Claims = len(d.claims(&voices{})); t.Claims == 0 {
				t.Refused = "a question, an order, or no figure where one is needed"
			}
		}
		out = append(out, t)
	}
	return out
}

// refused says what keeps the frame from being a claim, or "".
func (d *decision) refused() string {
	if why := d.fill(); why != "" {
		return why
	}
	return d.fails()
}

// fill chooses for each role the first slot that something fitting fills, and says what is missing, or "".
func (d *decision) fill() string {
	d.roles = map[string][]Arg{}
	for _, rs := range d.Rule.Roles {
		role := d.predicate.Roles[rs.Role]
		for _, alternative := range d.Roles[rs.Role] {
			var fit []Arg
			for _, a := range alternative {
				if d.fits(a, role) && !d.taken(a, rs.Role) && !(rs.Role == "agent" && d.witnesses(a)) {
					fit = append(fit, a)
				}
			}
			if fit = d.goodsAlone(fit); len(fit) > 0 {
				d.roles[rs.Role] = fit
				break
			}
		}
	}
	if agents := d.roles["agent"]; d.predicate.Mutual && len(d.roles["party"]) == 0 && len(agents) > 1 && !d.p.clause.neither(agents[0].Head) {
		if i := slices.IndexFunc(agents, func(a Arg) bool { return d.is(a.Head, "actor") }); i > 0 {
			agents = append([]Arg{agents[i]}, slices.Delete(slices.Clone(agents), i, i+1)...)
		}
		d.roles["agent"], d.roles["party"] = agents[:1], slices.DeleteFunc(slices.Clone(agents[1:]), func(a Arg) bool { return d.one(a.Head, agents[0].Head) }) // "the one gang and the other are at war"
	}
	for _, id := range cotejo.Roles {
		if id == "party" && d.reciprocal() {
			continue
		}
		if d.predicate.Roles[id].Needed && len(d.roles[id]) == 0 && d.Rule.RoleSlots(id) != nil {
			return "no " + id + " that fits"
		}
	}
	wanted := d.predicate.Any
	if len(d.Rule.Any) > 0 {
		wanted = d.Rule.Any
	}
	for _, any := range wanted {
		id, class, _ := strings.Cut(any, ".")
		if slices.ContainsFunc(d.roles[id], func(a Arg) bool { return class == "" || d.is(a.Head, class) }) {
			return ""
		}
	}
	if len(wanted) > 0 {
		return "no " + strings.Join(wanted, " or ") + " that fits"
	}
	return ""
}

// witnesses says whether the participant only tells of violence, or suffers it: "the police reported the murder", "the city saw attacks".
func (d *decision) witnesses(a Arg) bool {
	c := &d.p.clause
	if _, ok := d.predicate.Roles["victim"]; !ok || a.Slot != "subj" || c.isVerb(d.Trigger) {
		return false
	}
	h := int(c.Head[d.Trigger])
	return h >= 0 && c.isVerb(h) && codebook.Has(c.lang.Grammar.Witnessing, c.lemma(h))
}

// goodsAlone drops from a list of Spanish goods what by its noun is a deed: in "produce cocaína y la entrega a la mafia" parsers take the verb
// for one thing more.
func (d *decision) goodsAlone(list []Arg) []Arg {
	c := &d.p.clause
	if c.Lang != nlp.Spanish || len(list) < 2 || !c.isCommodity(list[0].Head) {
		return list
	}
	return slices.DeleteFunc(list, func(a Arg) bool {
		w := a.Head
		det := c.Child(w, "det")
		return c.UPOS[w] == nlp.NOUN && c.Rel[w] == "conj" && det == w-1 && accusative(c.Form[det]) && c.nounRules(c.lemma(w)) != nil && !c.isCommodity(w)
	})
}

// reciprocal says whether what the agents do they do to one another: "the two gangs are in conflict".
func (d *decision) reciprocal() bool {
	c := &d.p.clause
	agents := d.roles["agent"]
	if !d.predicate.Reciprocal && !d.Rule.Reciprocal || len(agents) != 1 || len(d.roles["party"]) > 0 {
		return false
	}
	if o := c.objectForm(d.Trigger); c.isVerb(d.Trigger) && o >= 0 && !codebook.Has(c.lang.Grammar.Mutually, c.lemma(o)) && !(c.Lang == nlp.Spanish && len(c.find1(d.Trigger, "se")) > 0) {
		return false
	}
	h := agents[0].Head
	if c.UPOS[h] != nlp.NOUN || !c.feat(h, "Number=Plur") || !d.is(h, "actor") {
		return false
	}
	for _, k := range c.Children(h) {
		if rel := c.RelOf(int(k)); rel == "nummod" || (rel == "det" || rel == "amod") && codebook.Has(c.lang.Grammar.Both, c.lemma(int(k))) {
			return true
		}
	}
	return false
}

// taken says whether another role has the participant already: nobody does something to himself by one noun phrase.
func (d *decision) taken(a Arg, role string) bool {
	for other, args := range d.roles {
		if other == role || other == "subject" && role == "place" || other == "victim" && role == "target" || other == "target" && role == "victim" {
			continue
		}
		for _, b := range args {
			if b.Head == a.Head || d.one(a.Head, b.Head) {
				return true
			}
		}
	}
	return false
}

// one says whether two heads name one person or body.
func (d *decision) one(a, b int) bool {
	x, ok := d.refs.At(a)
	y, known := d.refs.At(b)
	return ok && known && x.Entity != "" && x.Entity == y.Entity && x.Type != cotejo.Place
}

func (d *decision) fits(a Arg, role codebook.Role) bool {
	c := &d.p.clause
	if c.Form[a.Words.Start] == "[" {
		return false // who speaks, in a transcript: "[Reporter]"
	}
	for _, k := range c.Children(a.Head) {
		if int(k) < a.Head && (c.feat(int(k), "PronType=Int") || codebook.Has(c.lang.Grammar.Asking, c.lemma(int(k)))) {
			return false // "which cartels" names none
		}
	}
	if before := a.Words.Start - 1; before >= 0 && codebook.Has(c.lang.Grammar.Asking, c.lemma(before)) && !c.relative(before) {
		return false
	}
	ref, known := d.refs.At(a.Head)
	if known && len(role.Types) > 0 && hasType(role.Types, ref.Type) {
		// A country arrests, says and seizes; a town does not, it only stands where the dateline puts it.
		return ref.Type != cotejo.Place || !hasType(role.Types, cotejo.Organization) || role.Thing || d.predicate.Quantity != "" || ref.Subtype == "country"
	}
	if c.UPOS[a.Head] == nlp.NOUN && slices.ContainsFunc(role.Classes, func(class string) bool { _, ok := c.class(a.Head, class); return ok }) {
		return true
	}
	if !role.Thing || c.UPOS[a.Head] == nlp.PRON {
		return false
	}
	if _, goods := c.find(c.lang.Commodity, a.Head); goods && c.Lang == nlp.English && len(role.Types) == 0 {
		return true // "Hashish" at the head of a sentence, taken for a name
	}
	if known {
		return ref.Type == cotejo.Place && !hasType(role.Types, cotejo.Place) && len(role.Types) == 0
	}
	if c.isTime(a.Head) || c.UPOS[a.Head] == nlp.NUM && c.ofNoun(a.Head) < 0 {
		return false
	}
	_, trade := c.class(a.Head, "market") // "el narcotráfico" is what somebody runs, too
	for _, class := range []string{"people", "actor", "law", "vague"} {
		if _, ok := c.class(a.Head, class); ok && !(trade && c.Lang == nlp.Spanish) {
			return false // people whom nobody could tell are no thing for that, nor is a "target"
		}
	}
	return len(c.Name) == 0 || c.Name[a.Head].Kind != nlp.PER
}

// fails says which of the rule's conditions does not hold, or that the words are not about the trade, or "".
func (d *decision) fails() string {
	for _, cond := range d.Rule.When {
		if cond.Slot == "party" && d.reciprocal() {
			continue
		}
		d.narrow(cond)
		if !d.condition(cond) {
			return fmt.Sprintf("%s is none of %s", cond.Slot, strings.Join(cond.Classes, ", "))
		}
	}
	for _, cond := range d.Rule.Not {
		if d.condition(cond) {
			return fmt.Sprintf("%s is one of %s", cond.Slot, strings.Join(cond.Classes, ", "))
		}
	}
	if len(d.predicate.About) == 0 {
		return ""
	}
	for _, about := range d.predicate.About {
		role, class, _ := strings.Cut(about, ".")
		switch about {
		case "commodity":
			if d.commodity() != "" {
				return ""
			}
			continue
		case "report":
			if d.p.ofTrade() && !slices.ContainsFunc(d.roles["agent"], func(a Arg) bool { return d.is(a.Head, "law") }) {
				return ""
			}
			continue
		}
		for _, a := range d.roles[role] {
			if d.is(a.Head, class) {
				return ""
			}
		}
	}
	return "not about the trade: none of " + strings.Join(d.predicate.About, ", ")
}

// narrow keeps, of several things in the role that the condition is about, those for which it holds.
func (d *decision) narrow(cond codebook.Condition) {
	if !d.predicate.Roles[cond.Slot].Thing && !slices.Contains(cond.Classes, "dead") && !slices.Contains(cond.Classes, "detainee") {
		return
	}
	var keep []Arg
	for _, a := range d.roles[cond.Slot] {
		if d.isAny(a.Head, cond.Classes) {
			keep = append(keep, a)
		}
	}
	if len(keep) > 0 {
		d.roles[cond.Slot] = keep
	}
}

// condition says whether something in the role, or in the slot where no role is called so, is of one of the classes.
func (d *decision) condition(cond codebook.Condition) bool {
	if _, ok := d.predicate.Roles[cond.Slot]; ok {
		if cond.Slot == "party" && d.reciprocal() {
			return d.isAny(d.roles["agent"][0].Head, cond.Classes)
		}
		return slices.ContainsFunc(d.roles[cond.Slot], func(a Arg) bool { return d.isAny(a.Head, cond.Classes) })
	}
	if cond.Slot == "amount" {
		return slices.ContainsFunc(d.Amounts, func(h int) bool { return d.isAny(h, cond.Classes) })
	}
	for _, h := range d.p.clause.step(d.Frame, d.Trigger, cond.Slot) {
		if slices.ContainsFunc(d.p.clause.heads(h), func(h int) bool { return d.isAny(h, cond.Classes) }) {
			return true
		}
	}
	return false
}

// weights are the units by which goods are weighed.
var weights = []string{"t", "kg", "g", "lb", "l", "oz", "quintal", "arroba"}

func (d *decision) isAny(h int, classes []string) bool {
	return slices.ContainsFunc(classes, func(class string) bool { return d.is(h, class) })
}

// is says whether the participant with head h belongs to a class, by its noun, its entity or the noun that best names it.
func (d *decision) is(h int, class string) bool {
	c := &d.p.clause
	ref, known := d.refs.At(h)
	switch class {
	case "any":
		return true
	case "superlative":
		return c.rankOf(h) > 0
	case "figure":
		return c.quantity(h) != nil
	case "area":
		unit, _ := c.find(c.lang.Units, h)
		return unit == "ha" || unit == "acre" || unit == "km"
	case "traded":
		return c.commodity(h) != ""
	case "percent":
		q := c.quantity(h)
		return q != nil && q.Unit == "percent"
	case "sum":
		q := c.quantity(h)
		return q != nil && currency(q.Unit)
	case "place", "person", "organization":
		return known && string(ref.Type) == class
	case "commodity":
		return c.isCommodity(h)
	case "money":
		if c.UPOS[h] == nlp.SYM && (c.Form[h] == "$" || c.Form[h] == "€") {
			return true
		}
	case "goods", "contraband":
		if c.UPOS[h] == nlp.SYM && (c.Form[h] == "$" || c.Form[h] == "€") {
			return true
		}
		if unit, ok := c.find(c.lang.Units, h); ok && slices.Contains(weights, unit) {
			return true // "delivered 400 kilos"
		}
	}
	if _, ok := c.class(h, class); ok {
		return true
	}
	if c.counting(h) && !strings.EqualFold(c.Form[h], "un") {
		if of := c.ofNoun(h); of >= 0 {
			if _, ok := c.class(of, class); ok {
				return true // "4.100 millones de guaraníes"
			}
		}
	}
	if class == "actor" && d.p.ofTrade() && d.outfit(h, ref, known) {
		return true
	}
	if !known {
		return false
	}
	if class == "actor" && d.follower(h) {
		return true
	}
	if class == "people" && (ref.Type == cotejo.Person || ref.Type == cotejo.Group) {
		return true
	}
	if cl := c.lang.Classes[class]; cl.HasSubtype(ref.Subtype) || class == "actor" && d.actors[ref.Entity] {
		return true
	}
	for _, n := range ref.Nouns {
		if _, ok := c.class(n, class); ok && n != h {
			return true
		}
	}
	return false
}

// currency says whether a unit is a currency's ISO 4217 code.
func currency(unit string) bool {
	return len(unit) == 3 && strings.ToUpper(unit) == unit && unit[0] >= 'A' && unit[0] <= 'Z'
}

// follower says whether the noun at h names people or a part of an actor: "leaders of the gang", "a faction of the cartel".
func (d *decision) follower(h int) bool {
	c := &d.p.clause
	if !slices.ContainsFunc(c.lang.Nouns[c.lemma(h)], func(t *codebook.Trigger) bool {
		return len(d.p.book.Predicate(t.Predicate).Actors) > 0 && t.RoleSlots("party") != nil
	}) {
		return false
	}
	for _, k := range c.Children(h) {
		switch c.RelOf(int(k)) {
		case "compound", "nmod", "amod":
			if p := c.preposition(int(k)); p != "" && p != "of" && p != "de" && c.Rel[k] != "nmod:poss" {
				continue
			}
			if _, ok := c.class(int(k), "actor"); ok {
				return true
			}
			if ref, ok := d.refs.At(int(k)); ok && (c.lang.Classes["actor"].HasSubtype(ref.Subtype) || d.actors[ref.Entity] || d.p.ofTrade() && d.outfit(int(k), ref, true)) {
				return true
			}
		}
	}
	return false
}

// outfit says whether, in a report on the trade, the participant is a body of which nothing is said but that it is one: "the
// organization", "Los Halcones".
func (d *decision) outfit(h int, ref Referent, known bool) bool {
	c := &d.p.clause
	if c.plainly(h, "outfit") {
		return true
	}
	if !known || ref.Type != cotejo.Organization || ref.Subtype != "" {
		return false
	}
	if first, _, longer := strings.Cut(strings.ToLower(ref.Name), " "); longer {
		if first == "la" || first == "el" || first == "los" || first == "las" {
			first, _, _ = strings.Cut(strings.ToLower(ref.Name)[len(first)+1:], " ")
		}
		if cl := c.lang.Classes["bandHead"]; cl != nil && len(cl.Words[first]) > 0 && c.UPOS[h] != nlp.PRON {
			return true // "el Comando de la Ribera", in a report on the trade
		}
	}
	if first, _, longer := strings.Cut(strings.ToLower(ref.Name), " "); longer && c.Lang == nlp.English && (first == "los" || first == "las") && c.UPOS[h] == nlp.PROPN {
		return true // "Los Halcones"
	}
	for _, n := range ref.Nouns {
		if n != h && c.UPOS[n] == nlp.NOUN {
			if _, people := c.class(n, "people"); !people {
				return c.plainly(n, "outfit")
			}
		}
	}
	det := c.Child(h, "det")
	return (c.UPOS[h] == nlp.PROPN || c.UPOS[h] == nlp.NOUN && title(c.Form[h]) && det >= 0) && (c.feat(h, "Number=Plur") || det >= 0 && c.feat(det, "Number=Plur"))
}

// plainly says whether the noun at h is of the class and nothing beside it says more than that.
func (c *clause) plainly(h int, class string) bool {
	if _, ok := c.class(h, class); !ok {
		return false
	}
	for _, k := range c.Children(h) {
		switch c.RelOf(int(k)) {
		case "compound", "nmod":
			if c.Lang == nlp.Spanish && c.introduced(int(k), c.lang.Grammar.Where) {
				continue // "una red en Málaga"
			}
			if c.Rel[k] != "nmod:poss" && !(c.RelOf(int(k)) == "compound" && c.UPOS[k] == nlp.PROPN) { // "the Liverpool group"
				return false
			}
		case "amod":
			if !title(c.Form[k]) && !codebook.Has(c.lang.Grammar.Usual, c.lemma(int(k))) {
				return false
			}
		}
	}
	return true
}

func (d *decision) commodity() string {
	c := &d.p.clause
	for _, role := range []string{"object", "target", "subject"} {
		for _, a := range d.roles[role] {
			if v := c.commodity(a.Head); v != "" {
				return v
			}
		}
	}
	for _, h := range d.Amounts {
		if v := c.commodity(h); v != "" {
			return v
		}
	}
	if !c.isVerb(d.Trigger) {
		return c.commodity(d.Trigger)
	}
	return ""
}

func (d *decision) stage() string {
	if d.Rule.Stage != "object" {
		return d.Rule.Stage
	}
	c := &d.p.clause
	for _, a := range d.roles["object"] {
		for id, class := range c.lang.Classes {
			if class.Stage != "" {
				if _, ok := c.class(a.Head, id); ok {
					return class.Stage
				}
			}
		}
	}
	return ""
}
