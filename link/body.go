package link

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo/gazetteer"
)

// body is what a record's names say of a body.
type body struct {
	forms  []form // its name first, then those aliases that say enough to be compared
	nature string // trade, state or press; empty where unknown
	actor  int    // of the gazetteer; -1 where it is none that is known
	known  []form // the names of that actor
}

// form is one name of a body, taken apart.
type form struct {
	text     string
	parts    []part // that tell it from others, by hash, ascending
	numbers  []int
	country  string   // that its words name
	legal    string   // legal form
	acronym  string   // where the whole name is one, or stands in brackets behind it
	short    bool     // the whole name is an acronym
	acronyms []string // that its words make
	company  bool     // its country is part of its name
	national bool     // a kind of body that every country has, and no place within one
	half     bool     // national, and without a country
	sig      uint64   // equal for forms whose parts agree but for those that may be left out
}

// part is a word of a body's name that carries meaning, or a phrase.
type part struct {
	text     string
	own      string // as it stands; empty where text does
	hash     uint64
	kind     bool
	of       bool // may be left out beside the name of another body
	listed   bool // in body.yaml
	optional bool // may be left out beside the kind of body
	splinter bool
	place    bool
}

// shown is the part as the name has it.
func (p *part) shown() string { return cmp.Or(p.own, p.text) }

// BodyName is a body's name taken apart.
type BodyName struct {
	Kinds   []string // kinds of body, as data/body.yaml names them
	Words   []string // the other words that tell it from others, in one language for both
	Numbers []int
	Country string // ISO 3166-1 alpha-2, lower case
	Legal   string // legal form
	Acronym string
}

// ParseBody takes a body's name apart: the kind of body, the words that tell it from others, numbers, country, legal form, acronym.
func (m *Matcher) ParseBody(name string) BodyName {
	f := m.parseForms(name)[0]
	out := BodyName{Numbers: f.numbers, Country: f.country, Legal: f.legal, Acronym: f.acronym}
	for _, p := range f.parts {
		if p.kind {
			out.Kinds = append(out.Kinds, p.text)
		} else {
			out.Words = append(out.Words, p.text)
		}
	}
	slices.Sort(out.Kinds)
	slices.Sort(out.Words)
	return out
}

// Common says whether a body's name says only what it is: "Police", "the gang", "Fiscalía". It is no name of any one body, wherever
// it is written.
func (m *Matcher) Common(name string) bool {
	forms := m.parseForms(name)
	f := &forms[0]
	return len(forms) == 1 && !f.short && f.acronym == "" && f.legal == "" && f.country == "" && len(f.numbers) == 0 &&
		!slices.ContainsFunc(f.parts, func(p part) bool { return !p.kind && !strings.HasPrefix(p.text, "=") && !m.words.phrases[p.text].light }) && m.actors.find(m.gaz, name, f, "") < 0
}

func (m *Matcher) prepareBody(r Record) *body {
	b := &body{forms: m.parseForms(r.Name), nature: m.words.natures[r.Subtype], actor: -1}
	main := &b.forms[0]
	for _, alias := range r.Aliases {
		for _, f := range m.parseForms(alias) {
			if f.half || f.short && utf8.RuneCountInString(f.acronym) < 3 || len(f.parts) == 0 && !f.short || !slices.ContainsFunc(f.parts, func(p part) bool { return !p.kind }) && !f.short {
				continue
			}
			if f.sig != main.sig || f.country != main.country || f.short != main.short {
				b.forms = append(b.forms, f)
			}
		}
	}
	if b.actor = m.actors.find(m.gaz, r.Name, main, r.Country); b.actor >= 0 {
		b.known = m.actors.forms[b.actor]
	}
	return b
}

// parseForms gives the forms of a name: itself, and those behind "also known as".
func (m *Matcher) parseForms(name string) []form {
	name = straighten(name)
	var out []form
	main, rest := m.splitCalling(name)
	acronym := ""
	if before, after, ok := strings.Cut(main, "("); ok {
		inner, behind, _ := strings.Cut(after, ")")
		if inner = strings.TrimSpace(inner); isAcronym(inner) {
			acronym, main = plainAcronym(inner), before+" "+behind
		} else {
			main = before + " " + inner + " " + behind
		}
	}
	f := m.parseForm(main)
	if f.acronym == "" {
		f.acronym = acronym
	}
	out = append(out, f)
	if acronym != "" {
		out = append(out, form{text: acronym, acronym: acronym, short: true, sig: hash(acronym)})
	}
	if rest != "" {
		out = append(out, m.parseForm(rest))
	}
	return out
}

// splitCalling cuts a name where "also known as" stands in it.
func (m *Matcher) splitCalling(name string) (before, after string) {
	words := strings.Fields(name)
	for i := 1; i < len(words)-1; i++ {
		for n := min(longestPhrase, len(words)-i-1); n > 0; n-- {
			key := gazetteer.Fold(strings.Join(words[i:i+n], " "))
			if m.words.calling[key] && (n > 1 || key == "alias" || key == "aka") {
				return strings.Trim(strings.Join(words[:i], " "), ", "), strings.Trim(strings.Join(words[i+n:], " "), `", `)
			}
		}
	}
	return name, ""
}

// bodyTokens parts a name into words; what stands behind an apostrophe is a word of its own, as in "Ecuador's".
func (l *lexicon) bodyTokens(name string) []token {
	name = strings.ReplaceAll(name, `"`, " ")
	var out []token
	for _, t := range l.tokens(strings.NewReplacer("'", " ", "’", " ").Replace(name)) {
		if long, ok := l.abbreviations[t.text]; ok {
			for _, w := range strings.Fields(long) {
				out = append(out, token{t.raw, w})
			}
			continue
		}
		if _, ok := l.phrases[t.text]; !ok && !l.stop[t.text] && l.numbers[t.text] == 0 {
			if w := l.looks[l.look(t.text)]; w != "" {
				t.text = w // "govemment"
			}
		}
		out = append(out, t)
	}
	return out
}

// formParser takes one name of a body apart.
type formParser struct {
	m       *Matcher
	words   []token
	f       form
	kinds   []string
	unit    bool
	country bool // a kind of body that every country has
	crime   bool // a body of the trade
	public  bool // a company whose name is translated
	roman   []int
	light   []part
	origin  []part // adjectives of country, should nothing else be left
	initial []initial
}

// initial is the first letter of a word of the name.
type initial struct {
	letter  string
	stop    bool
	country bool
}

func (m *Matcher) parseForm(name string) form {
	p := &formParser{m: m, words: m.words.bodyTokens(name), f: form{text: strings.TrimSpace(name)}}
	if trimmed := strings.TrimSpace(name); isAcronym(trimmed) {
		p.f.acronym, p.f.short = plainAcronym(trimmed), true
		p.f.sig = hash(p.f.acronym)
		return p.f
	}
	for i := 0; i < len(p.words); {
		i += p.step(i)
	}
	p.finish()
	return p.f
}

// isAcronym says whether a whole name is an acronym: one word in capitals.
func isAcronym(s string) bool {
	if strings.ContainsAny(s, " ") {
		return false
	}
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLower(r):
			return false
		}
	}
	return letters >= 2 && letters <= 8
}

// plainAcronym takes points and hyphens out of an acronym.
func plainAcronym(s string) string {
	return strings.ToUpper(strings.ReplaceAll(gazetteer.Fold(s), " ", ""))
}

func (p *formParser) raws(i int) []string {
	var out []string
	for _, t := range p.words[i:min(len(p.words), i+longestPhrase)] {
		out = append(out, t.raw)
	}
	return out
}

// phrase gives the longest key of a table that the words from i begin with.
func phrase[V any](p *formParser, i int, table map[string]V) (n int, v V) {
	for n = min(longestPhrase, len(p.words)-i); n > 0; n-- {
		if v, ok := table[join(p.words[i:i+n])]; ok {
			return n, v
		}
	}
	return 0, v
}

// step reads the words from i and says how many it took.
func (p *formParser) step(i int) int {
	l := p.m.words
	t := p.words[i]
	if n, form := phrase(p, i, l.forms); n > 0 && i > 0 && i+n >= len(p.words)-1 && (n > 1 || len(t.text) > 1) {
		p.f.legal = form
		return n
	}
	if n, id := p.actor(i); n > 0 {
		p.initials(i, n, false)
		p.add(part{text: "body:" + strconv.Itoa(id)})
		return n
	}
	places, ids := 0, []gazetteer.ID(nil)
	if !l.stop[t.text] || len(t.raw) > 1 && strings.ToUpper(t.raw) == t.raw {
		places, ids = p.m.gaz.Longest(p.raws(i))
	}
	words, c := phrase(p, i, l.phrases)
	if n, code, region := p.adjective(i, 2); n == 2 && code+region != "" && words < 2 {
		p.initialsOf(i, n, true)
		p.origins(code, region)
		return n
	}
	if code := p.countryOf(ids); code != "" && places >= words {
		p.initialsOf(i, places, true)
		p.setCountry(code, part{text: join(p.words[i : i+places])})
		return places
	}
	if n, number := p.number(i); n > 0 && n >= words && n >= places {
		p.f.numbers = append(p.f.numbers, number)
		return n
	}
	if places > 1 && places > words && !(words > 0 && p.hasKind(i, places)) {
		p.initials(i, places, false)
		p.place(ids)
		return places
	}
	if words > 0 {
		p.initials(i, words, false)
		p.concept(c, join(p.words[i:i+words]))
		return words
	}
	if n, code, region := p.adjective(i, 1); n > 0 {
		p.initialsOf(i, n, true)
		p.origins(code, region)
		return n
	}
	p.initials(i, 1, l.stop[t.text])
	switch {
	case l.stop[t.text], len(t.text) == 1 && !unicode.IsDigit(rune(t.text[0])) && !romanDigit(t.raw):
	case romanDigit(t.raw):
		p.roman = append(p.roman, roman(t.raw))
	case places == 1:
		p.place(ids)
	default:
		p.add(part{text: p.m.look(t.text), own: t.text})
	}
	return 1
}

// actor finds a well-known body named within the name: by an acronym, or by three words and more.
func (p *formParser) actor(i int) (int, int) {
	raws := p.raws(i)
	n, ids := p.m.gaz.LongestActor(raws)
	if n == 0 || n == len(p.words) || len(ids) != 1 {
		return 0, 0
	}
	if w := strings.Join(raws[:n], ""); (n < 3 || i == 0 || !armed[p.m.gaz.Actor(ids[0]).Subtype]) && (strings.ToUpper(w) != w || utf8.RuneCountInString(w) < 3 || allShouted(p.words)) {
		return 0, 0
	}
	return n, ids[0]
}

// armed are the subtypes of bodies that have fronts, blocks and wings.
var armed = set{"criminal_organization": true, "guerrilla": true, "paramilitary": true, "terrorist": true}

func allShouted(words []token) bool {
	return !slices.ContainsFunc(words, func(t token) bool { return strings.ToUpper(t.raw) != t.raw })
}

func (p *formParser) countryOf(ids []gazetteer.ID) string {
	for _, id := range ids {
		if pl := p.m.gaz.Place(id); pl.Kind == gazetteer.Country {
			return pl.Country
		}
	}
	return ""
}

func (p *formParser) setCountry(code string, word part) {
	if p.f.country == "" || p.f.country == code {
		p.f.country = code
		p.origin = append(p.origin, word)
		if n := len(p.f.parts); n > 0 && p.f.parts[n-1].text == "republic" {
			p.f.parts = p.f.parts[:n-1] // "la República de El Salvador"
		}
		return
	}
	p.add(part{text: "country:" + code})
}

// hasKind says whether a kind of body is among the words: "Southern District" is a court's before it is a place.
func (p *formParser) hasKind(i, n int) bool {
	return slices.ContainsFunc(p.words[i:i+n], func(t token) bool { return p.m.words.phrases[t.text].kind != nil })
}

// place adds a place by the first of those that bear its name, so that its names in two languages are one.
func (p *formParser) place(ids []gazetteer.ID) {
	p.add(part{text: gazetteer.Fold(p.m.gaz.Place(slices.Min(ids)).Name), place: true})
}

// adjective reads an adjective of origin of so many words.
func (p *formParser) adjective(i, words int) (n int, code, region string) {
	if i+words > len(p.words) {
		return 0, "", ""
	}
	ids := p.m.gaz.Adjective(join(p.words[i : i+words]))
	if code := p.countryOf(ids); code != "" {
		return words, code, ""
	}
	if len(ids) > 0 {
		return words, "", gazetteer.Fold(p.m.gaz.Place(slices.Min(ids)).Name)
	}
	return 0, "", ""
}

// origins adds what an adjective of origin says.
func (p *formParser) origins(code, region string) {
	if code != "" {
		p.setCountry(code, part{text: code + " people"})
		return
	}
	p.add(part{text: region, place: true})
}

func (p *formParser) concept(c concept, text string) {
	switch {
	case c.light:
		p.light = append(p.light, part{text: text})
		return
	case c.kind != nil:
		p.kinds = append(p.kinds, c.name)
		p.unit = p.unit || c.kind.Unit
		p.country = p.country || c.kind.Country
		p.f.company = p.f.company || c.kind.Company
		p.public = p.public || c.kind.Public
		p.crime = p.crime || c.kind.Crime
	}
	p.add(part{text: c.name, own: text, listed: true, kind: c.kind != nil, splinter: c.splinter, of: c.kind != nil && c.kind.Of, optional: c.kind != nil && c.kind.Loose})
}

func (p *formParser) add(q part) {
	q.hash = hash(q.text)
	p.f.parts = append(p.f.parts, q)
}

// number reads a number from i: digits, an ordinal, words, also two ("cuarenta y ocho").
func (p *formParser) number(i int) (n, value int) {
	l := p.m.words
	start := i
	for i+1 < len(p.words) && l.marks[p.words[i].text] && digits(p.words[i+1].text) >= 0 {
		i++
	}
	if v := digits(p.words[i].text); v >= 0 {
		return i - start + 1, v
	}
	n, v := phrase(p, i, l.numbers)
	if n == 0 {
		return 0, 0
	}
	i += n
	if v%10 == 0 && v >= 20 {
		j := i
		if j < len(p.words) && (p.words[j].text == "y" || p.words[j].text == "and") {
			j++
		}
		if j < len(p.words) {
			if m, u := phrase(p, j, l.numbers); m > 0 && u < 10 {
				return j + m - start, v + u
			}
		}
	}
	return i - start, v
}

// digits reads a number in digits, with or without the ending of an ordinal; -1 where the word is none.
func digits(w string) int {
	end := 0
	for end < len(w) && w[end] >= '0' && w[end] <= '9' {
		end++
	}
	if end == 0 || end > 6 || len(w)-end > 2 {
		return -1
	}
	switch w[end:] {
	case "", "st", "nd", "rd", "th", "er", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo", "va", "no", "na", "o", "a", "º", "ª":
		v, _ := strconv.Atoi(w[:end])
		return v
	}
	return -1
}

// romanDigit says whether a word in capitals is a Roman number below 90.
func romanDigit(w string) bool { return w != "" && strings.Trim(w, "IVXL") == "" && roman(w) < 90 }

func roman(w string) int {
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50}
	sum := 0
	for i := range len(w) {
		v := value[w[i]]
		if i+1 < len(w) && v < value[w[i+1]] {
			v = -v
		}
		sum += v
	}
	return sum
}

func (p *formParser) initials(i, n int, stop bool) {
	for _, t := range p.words[i : i+n] {
		r, _ := utf8.DecodeRuneInString(t.text)
		p.initial = append(p.initial, initial{strings.ToUpper(string(r)), stop || p.m.words.stop[t.text], false})
	}
}

func (p *formParser) initialsOf(i, n int, country bool) {
	at := len(p.initial)
	p.initials(i, n, false)
	for ; at < len(p.initial); at++ {
		p.initial[at].country = country
	}
}

// finish settles what hangs on the whole name.
func (p *formParser) finish() {
	f := &p.f
	for _, v := range p.roman {
		if p.unit {
			f.numbers = append(f.numbers, v)
		} else {
			p.add(part{text: "roman:" + strconv.Itoa(v)})
		}
	}
	if n := len(p.words); n > 1 && len(p.words[n-1].raw) == 1 && !romanDigit(p.words[n-1].raw) && p.words[n-1].raw >= "A" && p.words[n-1].raw <= "Z" {
		p.add(part{text: "letter:" + p.words[n-1].raw}) // a team's or a wing's
	}
	f.company = f.company || f.legal != ""
	if len(f.parts) == 0 && len(f.numbers) == 0 || f.company && len(f.parts) > 0 { // "Grupo X" owns X
		for _, q := range p.light {
			p.add(q)
		}
	}
	if len(f.parts) == 0 && len(f.numbers) == 0 {
		for _, q := range p.origin {
			p.add(q)
		}
		f.country = ""
	}
	placed := slices.ContainsFunc(f.parts, func(q part) bool { return q.place || strings.HasPrefix(q.text, "body:") })
	f.national = !placed && (p.country || len(p.kinds) > 0 && len(f.parts) > 1 && !p.crime && !f.company && !slices.ContainsFunc(f.parts, func(q part) bool { return !q.listed }))
	f.half = f.national && f.country == ""
	p.options()
	bare := len(f.parts) < 2 && len(f.numbers) == 0 && f.country == "" && !f.national && !slices.ContainsFunc(f.parts, func(q part) bool { return !q.listed })
	if bare || len(p.kinds) == 0 && !slices.ContainsFunc(f.parts, func(q part) bool { return !q.place }) {
		p.add(part{text: "=" + p.plain()}) // a name of so little is compared as it stands
	}
	slices.SortFunc(f.parts, func(a, b part) int { return cmp.Compare(a.hash, b.hash) })
	f.parts = slices.CompactFunc(f.parts, func(a, b part) bool { return a.hash == b.hash })
	slices.Sort(f.numbers)
	f.sig = 17
	for _, q := range f.parts {
		if !q.optional {
			f.sig = f.sig*1099511628211 ^ q.hash
		}
	}
	for _, n := range f.numbers {
		f.sig = f.sig*1099511628211 ^ uint64(n)
	}
	if allShouted(p.words) || !slices.ContainsFunc(p.words, func(t token) bool {
		return len(t.raw) > 1 && strings.ToUpper(t.raw) == t.raw && strings.ToLower(t.raw) != t.raw
	}) {
		f.acronyms = acronymsOf(p.initial, p.crime)
	}
}

// options marks the parts that may be left out, and writes those of a company as they stand.
func (p *formParser) options() {
	f := &p.f
	alone := !slices.ContainsFunc(f.parts, func(q part) bool { return !q.kind && !p.optional(q.text, true) })
	named := slices.ContainsFunc(f.parts, func(q part) bool { return strings.HasPrefix(q.text, "body:") })
	for i := range f.parts {
		q := &f.parts[i]
		if f.company && !p.public && q.own != "" { // a company's name is not translated
			q.text, q.hash = q.own, hash(q.own)
		}
		q.optional = q.optional || p.optional(q.text, alone) || named && q.of
	}
}

// optional says whether a word may be left out beside one of the kinds; alone says that the kind stands alone but for such words.
func (p *formParser) optional(word string, alone bool) bool {
	return slices.ContainsFunc(p.kinds, func(k string) bool { return p.m.words.optional[k][word] && (alone || !p.m.words.alone[k]) })
}

// plain is the whole name, folded, without articles and words of little weight before it.
func (p *formParser) plain() string {
	words := p.words
	for len(words) > 1 && (p.m.words.article(words[0].text) || p.m.words.phrases[words[0].text].light) {
		words = words[1:]
	}
	for len(words) > 1 && p.m.words.phrases[words[len(words)-1].text].light {
		words = words[:len(words)-1]
	}
	return p.m.look(join(words))
}

// look is how a word of a body's name looks in print. Short words look like too many others.
func (m *Matcher) look(w string) string {
	if len(w) < 6 {
		return w
	}
	return m.words.look(w)
}

// acronymsOf gives the acronyms that a name's initials make: without its small words and, of bodies of the trade, with them; with
// the country and without.
func acronymsOf(initials []initial, crime bool) []string {
	var out []string
	for _, small := range []bool{false, true} {
		if small && !crime {
			break
		}
		for _, land := range []bool{true, false} {
			var b strings.Builder
			begun := false
			for _, i := range initials {
				if i.stop && (!small || !begun) || i.country && !land {
					continue
				}
				begun = true
				b.WriteString(i.letter)
			}
			if a := b.String(); utf8.RuneCountInString(a) >= 3 && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// actorIndex finds the bodies of the gazetteer.
type actorIndex struct {
	actors []gazetteer.Actor
	forms  [][]form
	bySig  map[uint64][]named
}

// named is a form of an actor's name.
type named struct {
	actor   int
	country string // that the form itself names
}

func (m *Matcher) indexActors() *actorIndex {
	x := &actorIndex{bySig: map[uint64][]named{}}
	for i := range m.gaz.ActorCount() {
		a := m.gaz.Actor(i)
		x.actors = append(x.actors, a)
		var forms []form
		for _, name := range a.Names {
			f := m.parseForm(name)
			forms = append(forms, f)
			if n := (named{i, f.country}); !slices.Contains(x.bySig[f.sig], n) {
				x.bySig[f.sig] = append(x.bySig[f.sig], n)
			}
		}
		x.forms = append(x.forms, forms)
	}
	return x
}

// find gives the body that a name means where it can mean one only; country is what else is known of the bearer's.
func (x *actorIndex) find(gaz *gazetteer.Gazetteer, name string, f *form, country string) int {
	if f.country != "" {
		country = f.country
	}
	found := -1
	fits := func(id int) bool {
		a := x.actors[id]
		return country == "" || a.Country == "" || a.Country == country
	}
	for _, id := range gaz.Actors(name) {
		if fits(id) {
			if found >= 0 && found != id {
				return -1
			}
			found = id
		}
	}
	if found >= 0 {
		return found
	}
	if own := slices.DeleteFunc(slices.Clone(f.parts), func(q part) bool { return q.optional }); len(own) == 1 && strings.HasPrefix(own[0].text, "body:") && len(f.numbers) == 0 {
		if id, _ := strconv.Atoi(own[0].text[len("body:"):]); fits(id) {
			return id
		}
	}
	for _, n := range x.bySig[f.sig] {
		if !fits(n.actor) || n.country != f.country && !(n.country != "" && n.country == country) && x.actors[n.actor].Country != country {
			continue
		}
		if found >= 0 && found != n.actor {
			return -1
		}
		found = n.actor
	}
	return found
}
