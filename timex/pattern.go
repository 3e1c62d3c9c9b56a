package timex

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// node is a part of a pattern. Patterns have no repetition, so that a match is as long as its rule at most and finding all of
// them takes time linear in the text.
type node struct {
	op    op
	text  string // of a literal
	class *class
	kids  []node
}

type op int

const (
	sequence op = iota
	choice
	option
	try
	jump
	done
	word
	listed
	number    // {n}: in digits or in words
	fourDigit // {year}: a year in digits, or in words said in pairs
	twoDigit  // {yy}: two digits, as years are shortened
	dayNumber
	dayTwo // {day2}: the last of some days of a month
	monthNumber
	hourNumber
	minuteNumber
	yearTwo   // {year2}: the second year of a span
	yearTwo2  // {yy2}: the same in two digits
	sizeTwo   // {m}: a further number
	romanNum  // {roman}: a century in Roman figures
	decadeNum // {decade}: "1980", "80": the first year of a decade
)

var builtins = map[string]op{"n": number, "year": fourDigit, "yy": twoDigit, "day": dayNumber, "day2": dayTwo, "monthNumber": monthNumber, "hour": hourNumber,
	"minute": minuteNumber, "year2": yearTwo, "yy2": yearTwo2, "m": sizeTwo, "roman": romanNum, "decadeYear": decadeNum}

// parsePattern reads a pattern: words, {class}, <phrase>, ( a | b ), and a ? after what may be missing, all set apart by spaces.
func parsePattern(s string, g *grammar, phrases map[string]text) (node, error) {
	p := parser{g: g, phrases: phrases}
	return p.parse(s, 0)
}

type parser struct {
	g       *grammar
	phrases map[string]text
}

func (p *parser) parse(s string, depth int) (node, error) {
	if depth > 8 {
		return node{}, fmt.Errorf("phrases hold one another")
	}
	s = strings.NewReplacer("(", " ( ", ")", " ) ", "|", " | ", ")?", " ) ? ").Replace(s)
	tokens := strings.Fields(s)
	n, rest, err := p.choice(tokens, depth)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%q is left over in a pattern", strings.Join(rest, " "))
	}
	if err == nil && p.empty(&n) {
		err = fmt.Errorf("a pattern that matches nothing")
	}
	return n, err
}

func (p *parser) choice(tokens []string, depth int) (node, []string, error) {
	out := node{op: choice}
	for {
		n, rest, err := p.sequence(tokens, depth)
		if err != nil {
			return n, rest, err
		}
		out.kids = append(out.kids, n)
		if len(rest) == 0 || rest[0] != "|" {
			if len(out.kids) == 1 {
				return n, rest, nil
			}
			return out, rest, nil
		}
		tokens = rest[1:]
	}
}

func (p *parser) sequence(tokens []string, depth int) (node, []string, error) {
	out := node{op: sequence}
	for len(tokens) > 0 && tokens[0] != "|" && tokens[0] != ")" {
		token := tokens[0]
		tokens = tokens[1:]
		if token == "?" {
			if len(out.kids) == 0 {
				return out, tokens, fmt.Errorf("a ? with nothing before it")
			}
			last := &out.kids[len(out.kids)-1]
			*last = node{op: option, kids: []node{*last}}
			continue
		}
		token, optional := strings.CutSuffix(token, "?")
		var n node
		var err error
		switch {
		case token == "(":
			if n, tokens, err = p.choice(tokens, depth); err != nil {
				return n, tokens, err
			}
			if len(tokens) == 0 {
				return n, tokens, fmt.Errorf("a ( without its )")
			}
			tokens = tokens[1:]
		case token[0] == '{':
			name := strings.Trim(token, "{}")
			if b, ok := builtins[name]; ok {
				n = node{op: b}
			} else if c := p.g.classes[name]; c != nil {
				n = node{op: listed, class: c}
			} else {
				return n, tokens, fmt.Errorf("no words are called %q", name)
			}
		case token[0] == '<':
			phrase, ok := p.phrases[strings.Trim(token, "<>")]
			if !ok {
				return n, tokens, fmt.Errorf("no phrase is called %q", token)
			}
			if n, err = p.parse(phrase.string, depth+1); err != nil {
				return n, tokens, err
			}
		default:
			n = node{op: sequence}
			for _, u := range literal(token) {
				n.kids = append(n.kids, node{op: word, text: u})
			}
		}
		if optional {
			n = node{op: option, kids: []node{n}}
		}
		out.kids = append(out.kids, n)
	}
	return out, tokens, nil
}

// empty says whether n can match without a unit.
func (p *parser) empty(n *node) bool {
	switch n.op {
	case option:
		return true
	case choice:
		for i := range n.kids {
			if p.empty(&n.kids[i]) {
				return true
			}
		}
		return false
	case sequence:
		for i := range n.kids {
			if !p.empty(&n.kids[i]) {
				return false
			}
		}
		return true
	}
	return false
}

// begins collects the units that n can begin with, "0" for any number in digits; it says whether n can match without a unit.
func (g *grammar) begins(n *node, out map[string]bool) bool {
	switch n.op {
	case sequence:
		for i := range n.kids {
			if !g.begins(&n.kids[i], out) {
				return false
			}
		}
		return true
	case choice:
		empty := false
		for i := range n.kids {
			empty = g.begins(&n.kids[i], out) || empty
		}
		return empty
	case option:
		g.begins(&n.kids[0], out)
		return true
	case word:
		out[n.text] = true
	case listed:
		for first := range n.class.entries {
			out[first] = true
		}
	case romanNum:
		for _, r := range roman {
			out[r] = true
		}
	default:
		out["0"] = true
		switch n.op {
		case number, sizeTwo, fourDigit, yearTwo:
			for w := range g.numbers {
				out[w] = true
			}
		}
	}
	return false
}

// needs gives units of which every match of n holds one at least, the fewest that it can say; nil where it cannot say any.
func (g *grammar) needs(n *node) map[string]bool {
	var out map[string]bool
	switch n.op {
	case option:
	case sequence:
		for i := range n.kids {
			if one := g.needs(&n.kids[i]); one != nil && (out == nil || len(one) <= len(out)) {
				out = one
			}
		}
	case choice:
		out = map[string]bool{}
		for i := range n.kids {
			one := g.needs(&n.kids[i])
			if one == nil {
				return nil
			}
			for unit := range one {
				out[unit] = true
			}
		}
	default:
		out = map[string]bool{}
		g.begins(n, out)
	}
	return out
}

// step is one instruction of a compiled pattern: match a word, a list or a number and go on to the next step; try the next step and
// then the one at other; go to other; or done.
type step struct {
	op    op
	text  string
	class *class
	other int
}

// compile appends the steps of n.
func compile(n *node, out []step) []step {
	switch n.op {
	case sequence:
		for i := range n.kids {
			out = compile(&n.kids[i], out)
		}
	case choice:
		var exits []int
		for i := range n.kids {
			if i == len(n.kids)-1 {
				out = compile(&n.kids[i], out)
				break
			}
			at := len(out)
			out = compile(&n.kids[i], append(out, step{op: try}))
			exits = append(exits, len(out))
			out = append(out, step{op: jump})
			out[at].other = len(out)
		}
		for _, at := range exits {
			out[at].other = len(out)
		}
	case option:
		at := len(out)
		out = compile(&n.kids[0], append(out, step{op: try}))
		out[at].other = len(out)
	default:
		out = append(out, step{op: n.op, text: n.text, class: n.class})
	}
	return out
}

// matcher runs a pattern over units and notes the longest match that may end where it does.
type matcher struct {
	grammar *grammar
	steps   []step
	units   []unit
	ends    func(to int) bool
	to      int // where the longest match ends so far
	fields  fields
}

func (m *matcher) run(at, place int, f *fields) {
	for {
		s := &m.steps[at]
		switch s.op {
		case done:
			if place > m.to && m.ends(place) {
				m.to, m.fields = place, *f
			}
			return
		case try:
			m.run(at+1, place, f)
			at = s.other
			continue
		case jump:
			at = s.other
			continue
		}
		if place >= len(m.units) {
			return
		}
		u := &m.units[place]
		switch s.op {
		case word:
			if u.text != s.text {
				return
			}
			at, place = at+1, place+1
		case listed:
			if s.class.capital && !u.upper {
				return
			}
			for i := range s.class.entries[u.text] {
				e := &s.class.entries[u.text][i]
				if has(m.units[place:], e.units) {
					with := *f
					with.add(&e.fields)
					m.run(at+1, place+len(e.units), &with)
				}
			}
			return
		default:
			length, k, v, ok := m.grammar.figure(s.op, m.units[place:])
			if !ok {
				return
			}
			with := *f
			with.set(k, v)
			m.run(at+1, place+length, &with)
			return
		}
	}
}

// has says whether units begin with the words.
func has(units []unit, words []string) bool {
	if len(units) < len(words) {
		return false
	}
	for i, w := range words {
		if units[i].text != w {
			return false
		}
	}
	return true
}

// roman are the centuries in Roman figures, by the two digits that begin their years.
var roman = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"}

// figure reads a number at the beginning of units: how many units it takes, and the field it is for.
func (g *grammar) figure(o op, units []unit) (length int, k field, v int, ok bool) {
	u := units[0]
	if o == romanNum {
		i := slices.Index(roman, u.text)
		return 1, century, i, i >= 0 && u.upper
	}
	if u.digits() && len(u.text) > 6 {
		return 0, 0, 0, false
	}
	if o != hourNumber && u.digits() && len(units) > 2 && units[1].glued && units[2].glued && units[2].digits() && (units[1].text == "." || units[1].text == ",") {
		return 0, 0, 0, false // "2082.1", "4.251"
	}
	n, err := strconv.Atoi(u.text)
	whole := err == nil
	in := func(k field, low, high, digits int) (int, field, int, bool) {
		return 1, k, n, whole && n >= low && n <= high && len(u.text) <= digits
	}
	switch o {
	case number, sizeTwo:
		k := size
		if o == sizeTwo {
			k = size2
		}
		if whole {
			length, k, n, ok := in(k, 0, 9999, 4)
			return length, k, n, ok && (n < 1700 || n > 2100) // a year
		}
		length, v := g.spelled(units)
		return length, k, v, length > 0
	case fourDigit, yearTwo:
		k := year
		if o == yearTwo {
			k = year2
		}
		if whole {
			return in(k, 1700, 2100, 4)
		}
		length, v := g.spelledYear(units)
		return length, k, v, length > 0
	case twoDigit, yearTwo2:
		k := year
		if o == yearTwo2 {
			k = year2
		}
		if !whole || len(u.text) != 2 {
			return 0, 0, 0, false
		}
		return 1, k, shortYear(n), true
	case decadeNum:
		if !whole || n%10 != 0 || len(u.text) != 2 && (n < firstYear || n > 2190) {
			return 0, 0, 0, false
		}
		if len(u.text) == 2 && n >= 20 {
			n += 1900
		} else if len(u.text) == 2 {
			n += 2000
		}
		return 1, decade, n / 10, true
	case dayNumber:
		return in(day, 1, 31, 2)
	case dayTwo:
		return in(day2, 1, 31, 2)
	case monthNumber:
		return in(month, 1, 12, 2)
	case hourNumber:
		return in(hour, 0, 24, 2)
	case minuteNumber:
		length, k, v, ok := in(minute, 0, 59, 2)
		return length, k, v, ok && len(u.text) == 2
	}
	return 0, 0, 0, false
}

// shortYear gives the year that two digits stand for: of the 21st century up to 30.
func shortYear(n int) int {
	if n <= 30 {
		return 2000 + n
	}
	return 1900 + n
}

// spelled reads a number in words: "twenty-four", "treinta y uno", "two hundred".
func (g *grammar) spelled(units []unit) (length, value int) {
	total, now := 0, 0
	for at := 0; at < len(units); {
		next := at
		if length > 0 && g.joins[units[at].text] && at+1 < len(units) {
			next++
		}
		n, ok := g.numbers[units[next].text]
		if !ok {
			break
		}
		switch {
		case n >= 1000:
			total, now = total+max(now, 1)*n, 0
		case n == 100 && now > 0 && now < 10:
			now *= 100
		case now == 0, n < 100 && now%100 == 0, n < 10 && now%100 >= 20 && now%10 == 0:
			now += n
		default:
			return length, min(total+now, 9999)
		}
		at = next + 1
		length = at
	}
	return length, min(total+now, 9999)
}

// spelledYear reads a year said in two pairs, "nineteen eighty-four".
func (g *grammar) spelledYear(units []unit) (length, value int) {
	if first := g.numbers[units[0].text]; first >= 10 && first <= 20 && len(units) > 1 {
		if n, second := g.spelled(units[1:]); n > 0 && second >= 10 && second < 100 {
			return n + 1, first*100 + second
		}
	}
	return 0, 0
}
