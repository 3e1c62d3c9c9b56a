package link

import (
	"embed"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/cotejo/cotejo/gazetteer"
)

//go:embed data
var data embed.FS

// readYAML reads an embedded file strictly: a field that the program does not know is a mistake.
func readYAML(name string, into any) error {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("link/data/%s: %w", name, err)
	}
	return nil
}

// readTable gives the pairs of an embedded file of two columns; the second must be one of values.
func readTable(name string, values ...string) (map[string]string, error) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, value, ok := strings.Cut(line, "\t")
		if !ok || !slices.Contains(values, value) || gazetteer.Fold(word) != word {
			return nil, fmt.Errorf("link/data/%s:%d: want a folded word, a tab and one of %s", name, n, strings.Join(values, ", "))
		}
		out[word] = value
	}
	return out, nil
}

// frequency says how many bear a surname.
type frequency uint8

const (
	rareName   frequency = iota // in no list of surnames
	knownName                   // in one
	commonName                  // among the first of a country
)

// kind is a kind of body, as body.yaml defines it.
type kind struct {
	Words    []string `yaml:"words"`
	Country  bool     `yaml:"country"`
	Company  bool     `yaml:"company"`
	Unit     bool     `yaml:"unit"`
	Splinter bool     `yaml:"splinter"`
	Loose    bool     `yaml:"loose"`
	Public   bool     `yaml:"public"`
	Of       bool     `yaml:"of"`
	Crime    bool     `yaml:"crime"`
}

type personFile struct {
	Titles        []string            `yaml:"titles"`
	Female        []string            `yaml:"female"`
	Male          []string            `yaml:"male"`
	Relations     []string            `yaml:"relations"`
	Former        []string            `yaml:"former"`
	OfCalling     []string            `yaml:"of_calling"`
	Calling       []string            `yaml:"calling"`
	Or            []string            `yaml:"or"`
	Generations   map[string][]string `yaml:"generations"`
	Particles     []string            `yaml:"particles"`
	Joining       []string            `yaml:"joining"`
	Widow         []string            `yaml:"widow"`
	Saint         []string            `yaml:"saint"`
	Devotions     []string            `yaml:"devotions"`
	Devoted       []string            `yaml:"devoted"`
	OftenDropped  []string            `yaml:"often_dropped"`
	Either        []string            `yaml:"either"`
	SurnameFirst  []string            `yaml:"surname_first"`
	Variants      [][]string          `yaml:"variants"`
	ManyAreCalled []string            `yaml:"many_are_called"`
}

type bodyFile struct {
	Stop          []string            `yaml:"stop"`
	Kinds         map[string]kind     `yaml:"kinds"`
	Light         []string            `yaml:"light"`
	Splinter      []string            `yaml:"splinter"`
	Words         map[string][]string `yaml:"words"`
	Abbreviations map[string]string   `yaml:"abbreviations"`
	Optional      map[string][]string `yaml:"optional"`
	Alone         []string            `yaml:"alone"`
	Natures       map[string][]string `yaml:"natures"`
	Forms         map[string][]string `yaml:"forms"`
	Numbers       map[int][]string    `yaml:"numbers"`
	NumberMarks   []string            `yaml:"number_marks"`
}

type slipFile struct {
	Digits map[string]string `yaml:"digits"`
	Shapes [][]string        `yaml:"shapes"`
}

// lexicon is what the data files say of words, by folded word or phrase.
type lexicon struct {
	// of people
	titles, former, ofCalling, particles, joining, widow, saint, devotions, devoted, either, surnameFirst, many, or set
	calling                                                                                                         set
	female                                                                                                          set // titles of women
	male                                                                                                            set
	relations                                                                                                       set
	oftenDropped                                                                                                    set               // first given names
	popular                                                                                                         set               // words of given names
	generations                                                                                                     map[string]string // mark → what it says
	given                                                                                                           map[string]string // word of a given name → m, f, b
	surnames                                                                                                        map[string]frequency
	variants                                                                                                        map[string]string // spelling → head

	// of bodies
	stop, marks, splinter, alone set
	phrases                      map[string]concept // word or phrase → what it means
	abbreviations                map[string]string
	optional                     map[string]set    // kind → concepts that may be left out
	natures                      map[string]string // subtype → what such bodies are
	forms                        map[string]string
	numbers                      map[string]int

	looks  map[string]string // how a word of the phrases looks in print → the word
	digits *strings.Replacer
	shapes *strings.Replacer
}

type set map[string]bool

// longestPhrase is how many words the phrases of the data files have at most.
const longestPhrase = 7

// concept is what a word of a body's name means.
type concept struct {
	name     string
	kind     *kind // nil where it is no kind of body
	light    bool
	splinter bool
}

func toSet(words []string) set {
	s := set{}
	for _, w := range words {
		s[gazetteer.Fold(w)] = true
	}
	return s
}

func readLexicon() (*lexicon, error) {
	var p personFile
	var b bodyFile
	var s slipFile
	for name, into := range map[string]any{"person.yaml": &p, "body.yaml": &b, "slips.yaml": &s} {
		if err := readYAML(name, into); err != nil {
			return nil, err
		}
	}
	l := &lexicon{}
	for _, step := range []func() error{
		func() error { return l.readNames() },
		func() error { return l.readPerson(&p) },
		func() error { return l.readBody(&b) },
		func() error { return l.readSlips(&s) },
		readReasons,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func (l *lexicon) readNames() (err error) {
	if l.given, err = readTable("given.tsv", "m", "f", "b", "m+", "f+", "b+"); err != nil {
		return err
	}
	l.popular = set{}
	for word, sex := range l.given {
		if plain, ok := strings.CutSuffix(sex, "+"); ok {
			l.given[word], l.popular[word] = plain, true
		}
	}
	table, err := readTable("surnames.tsv", "known", "common")
	l.surnames = make(map[string]frequency, len(table))
	for word, f := range table {
		l.surnames[word] = map[string]frequency{"known": knownName, "common": commonName}[f]
	}
	return err
}

func (l *lexicon) readPerson(p *personFile) error {
	l.female, l.male, l.relations = toSet(p.Female), toSet(p.Male), toSet(p.Relations)
	l.titles, l.former, l.ofCalling, l.calling, l.or = toSet(p.Titles), toSet(p.Former), toSet(p.OfCalling), toSet(p.Calling), toSet(p.Or)
	l.particles, l.joining, l.widow, l.saint = toSet(p.Particles), toSet(p.Joining), toSet(p.Widow), toSet(p.Saint)
	l.devotions, l.devoted, l.either, l.surnameFirst, l.many = toSet(p.Devotions), toSet(p.Devoted), toSet(p.Either), toSet(p.SurnameFirst), toSet(p.ManyAreCalled)
	l.oftenDropped = toSet(p.OftenDropped)
	l.generations, l.variants = map[string]string{}, map[string]string{}
	for says, marks := range p.Generations {
		for _, mark := range marks {
			l.generations[mark] = says
		}
	}
	for _, class := range p.Variants {
		if len(class) < 2 {
			return fmt.Errorf("link/data/person.yaml: variants: %q is a class of one", class)
		}
		for _, w := range class {
			w = gazetteer.Fold(w)
			if head, ok := l.variants[w]; ok && head != class[0] {
				return fmt.Errorf("link/data/person.yaml: variants: %q is of %q and of %q", w, head, class[0])
			}
			l.variants[w] = class[0]
			if l.given[w] == "" {
				l.given[w] = l.given[class[0]]
			}
			if l.given[w] == "" {
				l.given[w] = "b"
			}
		}
	}
	return nil
}

func (l *lexicon) readBody(b *bodyFile) error {
	l.stop, l.marks, l.splinter, l.alone = toSet(b.Stop), toSet(b.NumberMarks), toSet(b.Splinter), set{}
	l.phrases, l.abbreviations, l.optional = map[string]concept{}, b.Abbreviations, map[string]set{}
	l.forms, l.numbers = map[string]string{}, map[string]int{}
	add := func(c concept, words []string) error {
		for _, w := range words {
			if gazetteer.Fold(w) != w || strings.Count(w, " ") >= longestPhrase {
				return fmt.Errorf("link/data/body.yaml: %s: %q is not folded, or of more than %d words", c.name, w, longestPhrase)
			}
			if old, ok := l.phrases[w]; ok && old.name != c.name {
				return fmt.Errorf("link/data/body.yaml: %q is of %s and of %s", w, old.name, c.name)
			}
			l.phrases[w] = c
		}
		return nil
	}
	for name, k := range b.Kinds {
		if err := add(concept{name: name, kind: &k, splinter: k.Splinter}, k.Words); err != nil {
			return err
		}
	}
	for name, words := range b.Words {
		if _, ok := b.Kinds[name]; ok {
			return fmt.Errorf("link/data/body.yaml: %s is a kind and a word", name)
		}
		if err := add(concept{name: name, splinter: l.splinter[name]}, words); err != nil {
			return err
		}
	}
	if err := add(concept{name: "light", light: true}, b.Light); err != nil {
		return err
	}
	for name, words := range b.Optional {
		if _, ok := b.Kinds[name]; !ok {
			return fmt.Errorf("link/data/body.yaml: optional: there is no kind %q", name)
		}
		for _, w := range words {
			if _, ok := b.Words[w]; !ok && len(b.Kinds[w].Words) == 0 {
				return fmt.Errorf("link/data/body.yaml: optional: %s: there is no word %q", name, w)
			}
		}
		l.optional[name] = toSet(words)
	}
	for _, name := range b.Alone {
		if _, ok := b.Kinds[name]; !ok {
			return errorAt("body.yaml", name, "alone: there is no such kind")
		}
		l.alone[name] = true
	}
	l.natures = map[string]string{}
	for nature, subtypes := range b.Natures {
		for _, s := range subtypes {
			if !slices.Contains(gazetteer.Subtypes, s) {
				return errorAt("body.yaml", s, "natures: there is no such subtype")
			}
			l.natures[s] = nature
		}
	}
	for form, words := range b.Forms {
		for _, w := range words {
			l.forms[w] = form
		}
	}
	for n, words := range b.Numbers {
		for _, w := range words {
			l.numbers[w] = n
		}
	}
	return nil
}

func (l *lexicon) readSlips(s *slipFile) error {
	var digits, shapes []string
	for from, to := range s.Digits {
		digits = append(digits, from, to)
	}
	for _, pair := range s.Shapes {
		if len(pair) != 2 {
			return fmt.Errorf("link/data/slips.yaml: shapes: %q is no pair", pair)
		}
		shapes = append(shapes, pair...)
	}
	l.digits, l.shapes = strings.NewReplacer(digits...), strings.NewReplacer(shapes...)
	l.looks = map[string]string{}
	for w := range l.phrases {
		if strings.Contains(w, " ") || len(w) < 6 {
			continue
		}
		look := l.look(w)
		if other, ok := l.looks[look]; ok && l.phrases[other].name != l.phrases[w].name {
			w = "" // two words look so
		}
		l.looks[look] = w
	}
	return nil
}

// weights is what each sign counts, and what it takes to join.
type weights struct {
	Threshold    float64            `yaml:"threshold"`
	Company      int                `yaml:"company"`
	Person       map[string]float64 `yaml:"person"`
	Organization map[string]float64 `yaml:"organization"`

	person, body [signs]float64 // by number, for speed
}

func readWeights() (weights, error) {
	var w weights
	if err := readYAML("weights.yaml", &w); err != nil {
		return w, err
	}
	if w.Threshold <= 0 || w.Threshold >= 1 || w.Company < 1 {
		return w, fmt.Errorf("link/data/weights.yaml: threshold lies between 0 and 1, company is at least 1")
	}
	for s := range otherType { // those from there on have no weight
		if name := signNames[s]; w.Person[name] == 0 && w.Organization[name] == 0 {
			return w, errorAt("weights.yaml", name, "it has no weight")
		}
	}
	for _, part := range []struct {
		from map[string]float64
		into *[signs]float64
	}{{w.Person, &w.person}, {w.Organization, &w.body}} {
		for name, weight := range part.from {
			s := slices.Index(signNames[:], name)
			if s < 0 {
				return w, errorAt("weights.yaml", name, "there is no such sign")
			}
			part.into[s] = weight
		}
	}
	return w, nil
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
