package link

import (
	"slices"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo/gazetteer"
)

// person is what a record's names say of somebody.
type person struct {
	readings   []reading // the ways in which the name can be taken apart; none where it is only what somebody is called
	called     []calling
	sex        byte     // m or f, by a title or the given name; 0 where unknown
	loose      *calling // the whole name, which may be what somebody is called: "Mono Jojoy"
	generation string   // what a mark at the end says: "junior"
	titles     []uint64
	byname     int // index into the list of by-names; -1 where unknown
}

// reading is one way to take a name apart.
type reading struct {
	given    []word
	surnames []word // the first and the second
	married  *word  // the husband's
	doubtful bool   // two words in no list, taken for two surnames: both must agree
}

// calling is what somebody is called in the trade.
type calling struct {
	text string // folded, without an article
	hash uint64
	word word // the same as a given name
	many bool // many are called so
}

// PersonName is a person's name taken apart, in folded words.
type PersonName struct {
	Given      []string
	Surnames   []string
	Married    string // the husband's surname
	Called     []string
	Generation string // junior, senior, second, third, fourth; empty where the name has no mark
	Titles     []string
}

// ParsePerson takes a person's name apart: titles, given names and surnames in either order, particles, what the person is
// called, generation marks. Where a name can be read in several ways it gives the likeliest.
func (m *Matcher) ParsePerson(name string) PersonName {
	p := m.words.parsePerson(name)
	out := PersonName{Generation: p.generation, Titles: p.titleWords}
	if len(p.readings) > 0 {
		r := p.readings[0]
		for _, w := range r.given {
			out.Given = append(out.Given, w.text)
		}
		for _, w := range r.surnames {
			out.Surnames = append(out.Surnames, w.text)
		}
		if r.married != nil {
			out.Married = r.married.text
		}
	}
	for _, c := range p.called {
		out.Called = append(out.Called, c.text)
	}
	return out
}

func (m *Matcher) preparePerson(r Record) *person {
	parsed := m.words.parsePerson(r.Name)
	p := &parsed.person
	for _, alias := range r.Aliases {
		a := m.words.parsePerson(alias)
		for _, c := range a.called {
			p.addCalled(c)
		}
	}
	p.byname = m.bynames.find(p)
	return p
}

func (p *person) addCalled(c calling) {
	if c.text != "" && !slices.ContainsFunc(p.called, func(o calling) bool { return o.hash == c.hash }) {
		p.called = append(p.called, c)
	}
}

// parsedPerson is a person with the words that only a reader of the parse wants.
type parsedPerson struct {
	person
	titleWords []string
}

// personParser takes one name apart.
type personParser struct {
	*lexicon
	out parsedPerson
}

func (l *lexicon) parsePerson(name string) parsedPerson {
	p := &personParser{lexicon: l, out: parsedPerson{person: person{byname: -1}}}
	rest := p.takeQuoted(p.takeBracketed(straighten(name)))
	segments := p.takeAsides(strings.Split(rest, ","))
	main := p.takeCalling(l.tokens(segments[0]))
	if p.relation(main) {
		return p.out
	}
	main = p.dropArticle(main)
	main, title := p.takeTitles(main)
	if len(segments) == 2 { // surname first
		second, _ := p.takeTitles(l.tokens(segments[1]))
		p.readUnits(p.units(second), p.units(p.takeGeneration(main)), true)
		return p.out
	}
	main = p.takeGeneration(main)
	if c, ok := p.asCalling(main, title); ok {
		p.out.addCalled(c)
		return p.out
	}
	if title != "" { // "Juez 3.º Ocampos"
		main = slices.DeleteFunc(main, func(t token) bool { return t.text[0] >= '0' && t.text[0] <= '9' })
	}
	p.readUnits(p.units(main), nil, false)
	return p.out
}

// relation says whether a name is of somebody's wife, brothers, family, and so of nobody named.
func (l *lexicon) relation(words []token) bool {
	if len(words) > 0 && l.article(words[0].text) {
		words = words[1:]
	}
	if len(words) < 2 || !l.relations[words[0].text] {
		return false
	}
	return l.particles[words[1].text] || !l.titles[words[0].text] && l.given[words[0].text] == ""
}

// dropArticle drops an article before a title and a name: "el general Tovar", but not "El General".
func (p *personParser) dropArticle(words []token) []token {
	if len(words) < 3 || !p.article(words[0].text) {
		return words
	}
	rest, _ := (&personParser{lexicon: p.lexicon}).takeTitles(words[1:])
	if n := len(rest); n == 0 || n == len(words)-1 || p.particles[rest[0].text] {
		return words
	}
	return words[1:]
}

// straighten writes every sort of quotation mark as a straight double one. An apostrophe within a word stays.
func straighten(s string) string {
	var b strings.Builder
	runes := []rune(s)
	letter := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsNumber(runes[i]))
	}
	for i, r := range runes {
		switch r {
		case '“', '”', '„', '«', '»', '″':
			r = '"'
		case '\'', '‘', '’', '`', '´':
			if !letter(i-1) || !letter(i+1) {
				r = '"'
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// takeBracketed takes what stands in brackets out of a name: a generation mark, a mark of alias, what somebody is called.
func (p *personParser) takeBracketed(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "(")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		inner, rest, _ := strings.Cut(after, ")")
		s = " " + rest
		words := p.tokens(inner)
		switch key := join(words); {
		case p.calling[key]: // "(a) El Flaco"
			if strings.TrimSpace(rest) != "" {
				b.WriteString(" alias ")
			}
		case p.mark(key), p.former[key]:
		case len(p.stripCalling(words)) < len(words):
			p.addCallings(p.stripCalling(words))
		default:
			if left, _ := p.takeTitles(words); len(left) > 0 {
				p.addCallings(left)
			}
		}
	}
}

// takeQuoted takes what stands in quotation marks out of a name.
func (p *personParser) takeQuoted(s string) string {
	parts := strings.Split(s, `"`)
	if len(parts)%2 == 0 { // one mark has no fellow
		return strings.Join(parts, " ")
	}
	for i := 1; i < len(parts); i += 2 {
		p.addCallings(p.tokens(parts[i]))
		parts[i] = " "
		// "known as" before the marks says what they say
		if words := p.tokens(parts[i-1]); len(words) > 0 {
			for n := min(longestPhrase, len(words)); n > 0; n-- {
				if p.calling[join(words[len(words)-n:])] && n < len(words)+i {
					parts[i-1] = rawJoin(words[:len(words)-n], parts[i-1])
					break
				}
			}
		}
	}
	return strings.Trim(strings.Join(parts, " "), " ,")
}

// rawJoin writes words as they stood, with the commas that stood behind them in the text they come from.
func rawJoin(words []token, in string) string {
	if len(words) == 0 {
		return " "
	}
	last := words[len(words)-1].raw
	if i := strings.LastIndex(in, last); i >= 0 {
		return in[:i+len(last)] + " "
	}
	return in
}

// takeAsides reads the parts behind commas that are no part of the name: titles, marks, what somebody is called. What stays is
// the name, and where the surname came first a second part with the given names.
func (p *personParser) takeAsides(segments []string) []string {
	var main []string
	for i, s := range segments {
		words := p.tokens(s)
		if len(words) == 0 {
			continue
		}
		if i == 0 || len(main) == 0 {
			main = append(main, s)
			continue
		}
		if p.mark(join(words)) {
			continue
		}
		if left := p.stripCalling(words); len(left) < len(words) {
			p.addCallings(left)
			continue
		}
		left, _ := p.takeTitles(words)
		if len(left) == len(words) && len(main) == 1 && len(words) <= 3 && p.likeGiven(words) && len(p.tokens(main[0])) <= 4 {
			main = append(main, s)
			continue
		}
		if len(left) > 0 && len(left) <= 2 && p.article(left[0].text) {
			p.addCallings(left)
		}
	}
	if len(main) == 0 {
		return []string{""}
	}
	return main
}

func (l *lexicon) article(w string) bool {
	return w == "el" || w == "la" || w == "los" || w == "las" || w == "the"
}

// likeGiven says whether words can be given names: the first is one, or an initial.
func (l *lexicon) likeGiven(words []token) bool {
	return l.given[words[0].text] != "" || len(words[0].text) == 1 || l.surnames[words[0].text] == rareName && !l.particles[words[0].text]
}

// mark takes a generation mark.
func (p *personParser) mark(words string) bool {
	g, ok := p.generations[words]
	if ok {
		p.out.generation = g
	}
	return ok
}

// stripCalling takes off what says that a by-name follows.
func (l *lexicon) stripCalling(words []token) []token {
	for n := min(longestPhrase, len(words)-1); n > 0; n-- {
		if l.calling[join(words[:n])] && (n > 1 || len(words[0].text) > 1) {
			return words[n:]
		}
	}
	return words
}

// takeCalling parts a name where a mark of alias stands in it.
func (p *personParser) takeCalling(words []token) []token {
	for i := range words {
		if left := p.stripCalling(words[i:]); len(left) < len(words[i:]) {
			p.addCallings(left)
			return words[:i]
		}
	}
	return words
}

// addCallings keeps what somebody is called; "X o Y" is two.
func (p *personParser) addCallings(words []token) {
	start := 0
	for i := 0; i <= len(words); i++ {
		if i == len(words) || i > start && i < len(words)-1 && p.or[words[i].text] && len(words[i].raw) < 3 {
			p.out.addCalled(p.asCalled(words[start:i]))
			start = i + 1
		}
	}
}

func (l *lexicon) asCalled(words []token) calling {
	for len(words) > 1 && (l.article(words[0].text) || words[0].text == "alias") {
		words = words[1:]
	}
	text := join(words)
	return calling{text: text, hash: hash(text), word: l.word(text), many: l.many[text]}
}

// takeTitles takes titles off the front of a name and off its end. The last one taken off the front is given.
func (p *personParser) takeTitles(words []token) (rest []token, last string) {
front:
	for len(words) > 0 {
		for n := min(longestPhrase, len(words)); n > 0; n-- {
			key := join(words[:n])
			ex := strings.TrimPrefix(key, "ex")
			switch {
			case p.former[key] && (n < len(words) || last != ""), p.titles[key], ex != key && p.titles[ex]:
				if n == 1 && len(key) == 1 && (len(words) < 2 || !strings.HasPrefix(key, "d") || words[0].raw != strings.ToUpper(words[0].raw) || p.surnames[words[1].text] != rareName && p.given[words[1].text] == "") {
					break front // an initial
				}
				if n == len(words) && p.given[key] != "" {
					break front
				}
				if n < len(words) && p.particles[words[n].text] && words[n].raw == strings.ToLower(words[n].raw) {
					break front // "Lord of the Skies"
				}
				if p.titles[key] || ex != key && p.titles[ex] {
					p.out.titleWords = append(p.out.titleWords, key)
					p.out.titles = append(p.out.titles, hash(titleHead(key)))
					switch {
					case p.female[key], p.female[ex]:
						p.out.sex = 'f'
					case p.male[key], p.male[ex]:
						p.out.sex = 'm'
					}
					last = key
				} else if last == "" {
					last = key
				}
				words = words[n:]
				continue front
			}
		}
		break
	}
	return words, last
}

// titleHead is a title's first letters, by which its abbreviation and its other language are known: "cap", "capt", "capitán".
func titleHead(t string) string { return t[:min(3, len(t))] }

// takeGeneration takes a generation mark off the end of a name.
func (p *personParser) takeGeneration(words []token) []token {
	for n := min(3, len(words)-1); n > 0; n-- {
		key := join(words[len(words)-n:])
		if g, ok := p.generations[key]; ok && (len(key) > 3 || words[len(words)-1].raw != strings.ToLower(words[len(words)-1].raw) || key == "jr" || key == "sr") {
			p.out.generation = g
			return words[:len(words)-n]
		}
	}
	return words
}

// asCalling says whether a name is only what somebody is called: it begins with an article, or is one word behind a title that
// such words have.
func (p *personParser) asCalling(words []token, title string) (calling, bool) {
	switch {
	case len(words) == 0:
		return calling{}, false
	case p.article(words[0].text) && len(words) > 1 && !p.particles[words[1].text]:
		return p.asCalled(words), true
	case len(words) == 1 && p.ofCalling[title] && (p.surnames[words[0].text] != commonName || p.given[words[0].text] != ""):
		return p.asCalled(words), true
	}
	return calling{}, false
}

// unit is a word of a name with what stands before it.
type unit struct {
	word
	joined  bool // behind "de", "de la"
	widow   bool // behind "viuda de"
	devoted bool // of a given name: "del Carmen"
	shouted bool // in capitals alone
}

// units parts a name into its words that carry meaning.
func (l *lexicon) units(words []token) []unit {
	var out []unit
	var u unit
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case l.widow[w.text] && len(out) > 0:
			u.widow = true
			continue
		case l.joining[w.text] && len(words) > i+1 && len(out) > 0 && w.raw == strings.ToLower(w.raw):
			continue
		case l.particles[w.text] && len(w.text) > 1 && i+1 < len(words):
			u.joined = true
			continue
		}
		text := w.text
		if l.saint[text] && i+1 < len(words) && len(words[i+1].text) > 2 {
			i++
			text += words[i].text // "Santa María" is "Santamaría"
		}
		text = l.unfuse(text)
		u.word = l.word(text)
		u.initial = u.initial && !u.joined
		u.shouted = len([]rune(w.raw)) > 1 && w.raw == strings.ToUpper(w.raw)
		if u.joined && len(out) > 0 && l.devotions[text] && l.devoted[out[len(out)-1].text] {
			u.devoted = true
		}
		out = append(out, u)
		u = unit{}
	}
	return out
}

// unfuse takes a particle off the surname that it is written together with: "Delatorre".
func (l *lexicon) unfuse(text string) string {
	if l.surnames[text] != rareName || l.given[text] != "" {
		return text
	}
	for _, p := range []string{"delas", "delos", "dela", "del", "de"} {
		if rest, ok := strings.CutPrefix(text, p); ok && l.surnames[rest] != rareName {
			return rest
		}
	}
	return text
}

// readUnits takes the words of a name for given names and surnames. Where the surname stood first, before a comma, last holds it.
func (p *personParser) readUnits(us, last []unit, parted bool) {
	if parted {
		p.addReading(us, last)
		return
	}
	if len(us) == 0 {
		return
	}
	p.out.loose = loose(us)
	if n := len(us); n > 1 && us[0].joined { // "Señora de Ortegón"
		p.out.loose = nil
		return
	}
	if len(us) == 1 {
		if us[0].joined {
			p.out.loose = nil
			return
		}
		if us[0].given != "" && us[0].surname == rareName {
			p.addReading(us, nil)
		} else {
			p.addReading(nil, us)
		}
		return
	}
	// "GUZMÁN LOERA Joaquín"
	if k := slices.IndexFunc(us, func(u unit) bool { return !u.shouted }); k > 0 && us[k].given != "" && !slices.ContainsFunc(us[k:], func(u unit) bool { return u.shouted }) {
		p.addReading(us[k:], us[:k])
		return
	}
	first, end := us[0], us[len(us)-1]
	if first.given == "" && !first.initial && first.surname != rareName || first.given == "" && !first.initial && len(us) > 2 {
		if k := len(us); end.given != "" && (end.surname == rareName || first.surname != rareName) && !end.joined && !p.surnameFirst[end.text] && p.onlyGiven(end) {
			k--
			if k > 2 && p.onlyGiven(us[k-1]) {
				k--
			}
			p.addReading(us[k:], us[:k])
			return
		}
		if len(us) == 2 && first.surname != rareName && !p.onlyGiven(first) {
			p.addReading(nil, us) // two surnames
			return
		}
	}
	if len(us) == 2 && first.given == "" && !first.initial {
		p.addReading(us[:1], us[1:])
		p.addReading(nil, us)
		p.out.readings[len(p.out.readings)-1].doubtful = true
		return
	}
	if len(us) == 2 && end.popular && p.onlyGiven(end) && !end.joined { // two given names
		p.addReading(us, nil)
		return
	}
	for _, k := range p.splits(us) {
		p.addReading(us[:k], us[k:])
	}
}

func (l *lexicon) onlyGiven(u unit) bool {
	return u.given != "" && (u.surname == rareName || !l.either[u.text] && !l.surnameFirst[u.text])
}

// splits gives where the surnames may begin, the likeliest first.
func (l *lexicon) splits(us []unit) []int {
	k := 1
	var either []int
	for ; k < len(us)-1; k++ {
		u := us[k]
		if u.devoted || u.initial || l.onlyGiven(u) && !u.joined {
			continue
		}
		if u.joined || len(us)-k <= 2 && (u.given == "" || l.surnameFirst[u.text]) {
			break
		}
		if len(us)-k > 3 || len(us)-k == 3 && !us[len(us)-1].joined {
			continue
		}
		if l.either[u.text] && len(us)-k == 2 {
			either = append(either, k)
			continue
		}
		break
	}
	if k == len(us)-1 && us[k].devoted { // "Rosa del Carmen"
		return []int{k + 1}
	}
	return append([]int{k}, either...)
}

func (p *personParser) addReading(given, surnames []unit) {
	if p.out.sex == 'f' && len(given) > 0 && given[0].given == "m" { // "Mrs. Rafael Ortegón" is not he
		p.out.loose = nil
		return
	}
	var r reading
	for _, u := range given {
		r.given = append(r.given, u.word)
	}
	female := len(given) > 0 && given[0].given == "f"
	male := len(given) > 0 && given[0].given == "m"
	if p.out.sex == 0 && len(given) > 0 && given[0].given != "" && given[0].given != "b" {
		p.out.sex = given[0].given[0]
	}
	for i, u := range surnames {
		switch {
		case u.widow, i > 0 && u.joined && i == len(surnames)-1 && (female || !male && len(r.surnames) == 2) && r.married == nil:
			w := u.word
			r.married = &w
		case len(r.surnames) < 2:
			r.surnames = append(r.surnames, u.word)
		}
	}
	p.out.readings = append(p.out.readings, r)
}

// loose is a whole name as what somebody is called.
func loose(us []unit) *calling {
	words := make([]string, 0, len(us))
	for i, u := range us {
		if u.initial && (i+1 == len(us) || digits(us[i+1].text) < 0) { // "Z-3" is none
			return nil
		}
		if u.joined {
			words = append(words, "de")
		}
		words = append(words, u.text)
	}
	text := strings.Join(words, " ")
	return &calling{text: text, hash: hash(text)}
}

func join(words []token) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0].text
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// bynameIndex finds the people of bynames.yaml.
type bynameIndex struct {
	m      *Matcher
	names  map[string]int // folded words of a name → entry
	called map[uint64]int
	people []person // by entry
}

type bynameFile struct {
	People []struct {
		Name   string   `yaml:"name"`
		Also   []string `yaml:"also"`
		Called []string `yaml:"called"`
		Source string   `yaml:"source"`
	} `yaml:"people"`
}

func readBynames(m *Matcher) (*bynameIndex, error) {
	var file bynameFile
	if err := readYAML("bynames.yaml", &file); err != nil {
		return nil, err
	}
	x := &bynameIndex{m: m, names: map[string]int{}, called: map[uint64]int{}}
	for i, e := range file.People {
		if e.Name == "" || e.Source == "" {
			return nil, errorAt("bynames.yaml", e.Name, "an entry has a name and a source")
		}
		full := m.words.parsePerson(e.Name)
		x.people = append(x.people, full.person)
		for _, name := range append(e.Also, e.Name) {
			key := gazetteer.Fold(name)
			if old, ok := x.names[key]; ok && old != i {
				return nil, errorAt("bynames.yaml", name, "two people bear it")
			}
			x.names[key] = i
		}
		for _, name := range e.Called {
			p := m.words.parsePerson(name)
			var c calling
			switch {
			case len(p.called) > 0:
				c = p.called[0]
			case p.loose != nil:
				c = *p.loose
			default:
				return nil, errorAt("bynames.yaml", name, "it says nothing of anybody")
			}
			if old, ok := x.called[c.hash]; ok && old != i {
				return nil, errorAt("bynames.yaml", name, "two people are called so")
			}
			x.called[c.hash] = i
		}
	}
	return x, nil
}

// find gives the entry that a name means: by the words of the name, or by what somebody is called where the name does not speak
// against it.
func (x *bynameIndex) find(p *person) int {
	for _, r := range p.readings {
		if p.generation != "" {
			return -1
		}
		var words []string
		for _, w := range slices.Concat(r.given, r.surnames) {
			words = append(words, w.text)
		}
		if i, ok := x.names[strings.Join(words, " ")]; ok && len(words) > 1 && x.fits(p, i) {
			return i
		}
	}
	if p.loose != nil && x.m.words.given[p.loose.text] == "" { // a given name alone is many people's
		if i, ok := x.called[p.loose.hash]; ok {
			return i
		}
	}
	for _, c := range p.called {
		if i, ok := x.called[c.hash]; ok && (len(p.readings) == 0 || x.agrees(p, i)) {
			return i
		}
	}
	return -1
}

// agrees says whether a name is one of the entry's: nothing in it speaks against it.
func (x *bynameIndex) agrees(p *person, entry int) bool {
	e := evidence{weights: &x.m.weights.person}
	q := x.people[entry]
	e.compareNames(&person{readings: p.readings}, &q)
	return !e.vetoed
}

// fits says whether somebody is called nothing, or what the entry says.
func (x *bynameIndex) fits(p *person, entry int) bool {
	return len(p.called) == 0 || slices.ContainsFunc(p.called, func(c calling) bool { i, ok := x.called[c.hash]; return ok && i == entry })
}
