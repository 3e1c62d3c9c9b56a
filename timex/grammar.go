package timex

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/cotejo/cotejo/nlp"
)

// grammar is what one language's file says.
type grammar struct {
	numbers      map[string]int
	joins        map[string]bool
	classes      map[string]*class
	rules        []*rule
	first        map[string][]*rule // rules by the unit that they begin with
	numeric      []*rule            // rules that begin with a number in digits
	needed       map[string][]int   // rules by the units of which their matches hold one at least; "0" for a number in digits
	prepositions []preposition      // the longest first
	intervals    []interval
	future       map[string]bool // forms that put the verb they hang on into the future
	perfect      map[string]bool // forms that put it into the past
	genitive     [][]string      // what makes an expression a modifier of the noun after it: "'s"
}

// class is a list of words of one kind: months, weekdays.
type class struct {
	capital bool // its words count only with a capital
	entries map[string][]entry
}

type entry struct {
	units []string
	fields
}

type rule struct {
	index   int
	typ     string
	value   string // where the words alone make it
	pattern node
	steps   []step // of the pattern
	fields
	after, notAfter, before, notBefore map[string]bool // words that must, or must not, stand beside the match
	pos                                []nlp.UPOS
	uncounted                          bool
}

// preposition says how a word before an expression bounds the interval.
type preposition struct {
	units []string
	bound string // from, to, before, after, in
	dir   int    // on which side of the publication it looks for an open date: -1, 0 where it does not say, 1
}

type interval struct{ open, between []string }

// text is a string that remembers the line it stands on.
type text struct {
	string
	line int
}

// UnmarshalYAML takes a scalar and its line.
func (t *text) UnmarshalYAML(n ast.Node) error {
	s, ok := n.(ast.ScalarNode)
	if !ok {
		return fmt.Errorf("line %d: a plain word is wanted here", n.GetToken().Position.Line)
	}
	t.string, t.line = s.GetToken().Value, s.GetToken().Position.Line
	return nil
}

type grammarFile struct {
	Language     string                     `yaml:"language"`
	Source       string                     `yaml:"source"`
	Numbers      map[string]int             `yaml:"numbers"`
	Joins        []string                   `yaml:"joins"`
	Capital      []string                   `yaml:"capital"`
	Words        map[string]map[string]text `yaml:"words"`
	Phrases      map[string]text            `yaml:"phrases"`
	Rules        []ruleFile                 `yaml:"rules"`
	Prepositions map[string]text            `yaml:"prepositions"`
	Intervals    []map[string]text          `yaml:"intervals"`
	Future       []string                   `yaml:"future"`
	Perfect      []string                   `yaml:"perfect"`
	Genitive     []string                   `yaml:"genitive"`
}

type ruleFile struct {
	Match     text     `yaml:"match"`
	Type      text     `yaml:"type"`
	Set       text     `yaml:"set"`
	Value     text     `yaml:"value"`
	After     []string `yaml:"after"`
	NotAfter  []string `yaml:"notAfter"`
	Before    []string `yaml:"before"`
	NotBefore []string `yaml:"notBefore"`
	Pos       []text   `yaml:"pos"`
	Uncounted bool     `yaml:"uncounted"`
}

// parseGrammar reads and checks one language file. The error has a line for every mistake, with its line number.
func parseGrammar(name string, b []byte) (*grammar, error) {
	var f grammarFile
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("timex: %s: %s", name, yaml.FormatError(err, false, false))
	}
	g := &grammar{numbers: f.Numbers, joins: set(f.Joins), classes: map[string]*class{}, first: map[string][]*rule{}, needed: map[string][]int{}, future: set(f.Future), perfect: set(f.Perfect)}
	var errs []error
	fail := func(line int, format string, args ...any) {
		errs = append(errs, fmt.Errorf("timex: %s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	if len(f.Rules) == 0 {
		fail(1, "no rules")
	}
	for name, words := range f.Words {
		c := &class{entries: map[string][]entry{}, capital: slices.Contains(f.Capital, name)}
		for list, says := range words {
			fields, err := parseFields(says.string)
			if err != nil {
				fail(says.line, "%v", err)
			}
			for _, word := range strings.Split(list, "|") {
				if units := literal(word); len(units) > 0 {
					c.entries[units[0]] = append(c.entries[units[0]], entry{units, fields})
				} else {
					fail(says.line, "an empty word in %q", list)
				}
			}
		}
		g.classes[name] = c
	}
	for _, name := range f.Capital {
		if g.classes[name] == nil {
			fail(1, "capital: no words are called %q", name)
		}
	}
	for _, r := range f.Rules {
		made, err := g.rule(r, f.Phrases)
		if err != nil {
			fail(r.Match.line, "%v", err)
			continue
		}
		g.enter(made)
	}
	for words, says := range f.Prepositions {
		p := preposition{units: literal(words)}
		for _, s := range strings.Fields(says.string) {
			switch s {
			case "past":
				p.dir = -1
			case "future":
				p.dir = 1
			case "from", "to", "before", "after", "in":
				p.bound = s
			default:
				fail(says.line, "%q says nothing of a preposition; known are from, to, before, after, in, past, future", s)
			}
		}
		if p.bound == "" {
			fail(says.line, "preposition %q bounds nothing", words)
		}
		g.prepositions = append(g.prepositions, p)
	}
	slices.SortFunc(g.prepositions, func(a, b preposition) int {
		if len(a.units) != len(b.units) {
			return len(b.units) - len(a.units)
		}
		return slices.Compare(a.units, b.units)
	})
	for _, s := range f.Genitive {
		g.genitive = append(g.genitive, literal(s))
	}
	for _, i := range f.Intervals {
		g.intervals = append(g.intervals, interval{literal(i["open"].string), literal(i["between"].string)})
		if i["between"].string == "" {
			fail(i["open"].line, "an interval without the word between its ends")
		}
	}
	return g, errors.Join(errs...)
}

func (g *grammar) rule(f ruleFile, phrases map[string]text) (*rule, error) {
	r := &rule{typ: f.Type.string, value: f.Value.string, after: set(f.After), notAfter: set(f.NotAfter), before: set(f.Before),
		notBefore: set(f.NotBefore), uncounted: f.Uncounted}
	if !slices.Contains([]string{Date, Time, Duration, Set}, r.typ) {
		return nil, fmt.Errorf("type is DATE, TIME, DURATION or SET, not %q", r.typ)
	}
	if (f.Value.string == "") == (f.Set.string == "") {
		return nil, fmt.Errorf("a rule has either a value or fields to set")
	}
	for _, p := range f.Pos {
		tag := nlp.ParseUPOS(p.string)
		if tag.String() != p.string {
			return nil, fmt.Errorf("%q is no part of speech", p.string)
		}
		r.pos = append(r.pos, tag)
	}
	var err error
	if r.fields, err = parseFields(f.Set.string); err != nil {
		return nil, err
	}
	if r.pattern, err = parsePattern(f.Match.string, g, phrases); err != nil {
		return nil, err
	}
	r.steps = append(compile(&r.pattern, nil), step{op: done})
	return r, nil
}

// enter puts the rule where its units find it: those that it can begin with, and those of which it needs one.
func (g *grammar) enter(r *rule) {
	r.index = len(g.rules)
	g.rules = append(g.rules, r)
	begins := map[string]bool{}
	g.begins(&r.pattern, begins)
	for unit := range begins {
		if unit == "0" {
			g.numeric = append(g.numeric, r)
		} else {
			g.first[unit] = append(g.first[unit], r)
		}
	}
	for unit := range g.needs(&r.pattern) {
		g.needed[unit] = append(g.needed[unit], r.index)
	}
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[strings.ToLower(w)] = true
	}
	return m
}

// literal cuts a word of a data file into units.
func literal(s string) []string {
	var out []string
	for _, u := range cut(s, 0, false, nil) {
		out = append(out, u.text)
	}
	return out
}
