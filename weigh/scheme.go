package weigh

import (
	_ "embed" // the scheme that ships
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/goccy/go-yaml"
)

// Scheme is the rules and weights. It does not change once loaded and is shared by any number of goroutines.
type Scheme struct {
	Predicates  map[string]rule               `yaml:"predicates"`
	Days        days                          `yaml:"days"`
	Figures     figures                       `yaml:"figures"`
	Moods       map[cotejo.Hedge]string       `yaml:"moods"`
	People      []string                      `yaml:"people"`
	Sources     map[cotejo.SourceType]float64 `yaml:"sources"`
	Offices     offices                       `yaml:"offices"`
	Hedges      map[cotejo.Hedge]float64      `yaml:"hedges"`
	Interest    float64                       `yaml:"interest"`
	Credibility []grade                       `yaml:"credibility"`
	Words       map[string]string             `yaml:"words"`
}

// rule says which claims of a predicate are the same.
type rule struct {
	Kind     string   `yaml:"kind"`
	Core     []string `yaml:"core"`
	Also     []string `yaml:"also"`
	Pair     bool     `yaml:"pair"`
	Rival    string   `yaml:"rival"`
	Tally    []string `yaml:"tally"`
	Placed   bool     `yaml:"placed"`
	Puts     bool     `yaml:"puts"`
	Relation string   `yaml:"relation"`
}

// Kinds of rule.
const (
	state  = "state"
	event  = "event"
	figure = "figure"
)

type days struct {
	Own      int `yaml:"own"`
	Reported int `yaml:"reported"`
}

type figures struct {
	Same  float64 `yaml:"same"`
	About float64 `yaml:"about"`
}

// offices is what the word of people weighs who speak for an office without a name of their own, and the subtypes by which they are known.
type offices struct {
	Weight   float64  `yaml:"weight"`
	Subtypes []string `yaml:"subtypes"`
}

// grade is one line of the table of credibility.
type grade struct {
	Grade   int    `yaml:"grade"`
	Origins int    `yaml:"origins"`
	Support bounds `yaml:"support"`
	Ratio   bounds `yaml:"ratio"`
	Says    string `yaml:"says"`
}

// bounds holds a number that is at least From and, where Below is set, less than Below.
type bounds struct {
	From  float64 `yaml:"from"`
	Below float64 `yaml:"below"`
}

func (b bounds) holds(x float64) bool { return x >= b.From && (b.Below == 0 || x < b.Below) }

//go:embed data/weigh.yaml
var shipped []byte

// Default gives the scheme that ships.
var Default = sync.OnceValue(func() *Scheme {
	s, err := Parse(shipped)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return s
})

// Parse reads a scheme. Its error names the line and the column of a mistake in the YAML, and the entry of one in the sense.
func Parse(data []byte) (*Scheme, error) {
	s := &Scheme{}
	if err := yaml.UnmarshalWithOptions(data, s, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("the weighing scheme: %w", err)
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("the weighing scheme: %w", err)
	}
	return s, nil
}

// words are the wordings that the code asks for.
var words = []string{"origins.none", "origins.one", "origins.many", "echoes", "copies", "against.figure", "against.polarity", "against.rival",
	"circle", "interest", "figure", "polarity", "rival", "change.actor", "change.place", "change.stage", "change.commodity", "change.tie", "change.figure", "change.origin", "change.withdrawn",
	"relation.with", "relation.against", "relation.ended"}

func (s *Scheme) check() error {
	for name, r := range s.Predicates {
		if !slices.Contains([]string{state, event, figure}, r.Kind) {
			return fmt.Errorf("predicates.%s: kind is state, event or figure, not %q", name, r.Kind)
		}
		if r.Kind != figure && len(r.Core) == 0 {
			return fmt.Errorf("predicates.%s: name the core, the roles by which claims are the same", name)
		}
		parts := slices.Clone(r.Also)
		for _, c := range r.Core {
			parts = append(parts, strings.Split(c, "|")...)
		}
		parts = append(parts, r.Tally...)
		if len(r.Tally) > 0 && (r.Kind != event || !slices.Contains(r.Tally, "place")) {
			return fmt.Errorf("predicates.%s: a tally is of an event in a place", name)
		}
		if r.Rival != "" {
			parts = append(parts, r.Rival)
		}
		for _, part := range parts {
			if part != "stage" && part != "commodity" && !slices.Contains(cotejo.Roles, part) {
				return fmt.Errorf("predicates.%s: %q is neither a role nor stage or commodity", name, part)
			}
		}
		if r.Pair && !slices.Equal(r.Core, []string{"agent", "party"}) {
			return fmt.Errorf("predicates.%s: a pair has the core [agent, party]", name)
		}
		if r.Relation != "" && !slices.Contains([]string{"with", "against"}, r.Relation) {
			return fmt.Errorf("predicates.%s: relation is with or against, not %q", name, r.Relation)
		}
	}
	for _, h := range cotejo.Hedges {
		if s.Hedges[h] <= 0 {
			return fmt.Errorf("hedges.%s has no weight", h)
		}
	}
	for _, t := range []cotejo.SourceType{cotejo.NamedSource, cotejo.AnonymousSource, cotejo.BodySource, cotejo.MediaSource, cotejo.DocumentSource, cotejo.CollectiveSource, cotejo.UnspecifiedSource} {
		if s.Sources[t] <= 0 {
			return fmt.Errorf("sources.%s has no weight", t)
		}
	}
	if s.Offices.Weight <= 0 || len(s.Offices.Subtypes) == 0 {
		return fmt.Errorf("offices: a weight and the subtypes of offices")
	}
	for _, w := range words {
		if s.Words[w] == "" {
			return fmt.Errorf("words.%s is missing", w)
		}
	}
	if n := len(s.Credibility); n == 0 || s.Credibility[n-1].Origins > 0 || s.Credibility[n-1].Support != (bounds{}) || s.Credibility[n-1].Ratio != (bounds{}) {
		return fmt.Errorf("credibility: the last line must fit whatever is left")
	}
	for i, g := range s.Credibility {
		if g.Grade < 1 || g.Grade > 6 || g.Says == "" {
			return fmt.Errorf("credibility, line %d: a grade from 1 to 6 and what it says", i+1)
		}
	}
	return nil
}

// say fills a wording: fills are name, value, name, value, …
func (s *Scheme) say(word string, fills ...string) string {
	for i := 0; i < len(fills); i += 2 {
		fills[i] = "{" + fills[i] + "}"
	}
	return strings.NewReplacer(fills...).Replace(s.Words[word])
}

// mood gives what sets claims apart that do not say that it is so.
func (s *Scheme) mood(h cotejo.Hedge) string { return s.Moods[h] }
