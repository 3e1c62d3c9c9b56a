package timex

import (
	"fmt"
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
