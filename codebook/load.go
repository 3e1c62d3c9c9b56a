package codebook

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

//go:embed data
var data embed.FS

// Default gives the codebook that ships with the program.
var Default = sync.OnceValues(func() (*Codebook, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return nil, err
	}
	return Load(sub)
})

// headFirst holds the languages whose noun phrases begin with their head.
var headFirst = map[nlp.Lang]bool{nlp.Spanish: true}

type predicatesFile struct {
	Version    int          `yaml:"version"`
	Predicates []*Predicate `yaml:"predicates"`
}

type classFile struct {
	Classes map[string]struct {
		Subtypes []string            `yaml:"subtypes"`
		Stage    string              `yaml:"stage"`
		Words    []string            `yaml:"words"`
		Values   map[string][]string `yaml:"values"`
	} `yaml:"classes"`
	Units map[string][]string `yaml:"units"`
}

// Load reads a codebook: predicates.yaml, and grammar.yaml, classes.yaml and triggers.yaml in a folder for each language.
// The error joins one line for every mistake, each with its file and line.
func Load(files fs.FS) (*Codebook, error) {
	var p predicatesFile
	if err := decode(files, "predicates.yaml", &p); err != nil {
		return nil, err
	}
	c := &Codebook{Version: p.Version, Predicates: p.Predicates, Languages: map[nlp.Lang]*Language{}, byID: map[string]*Predicate{}}
	for _, pr := range c.Predicates {
		c.byID[pr.ID] = pr
	}
	var errs []error
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} {
		l, err := loadLanguage(files, lang, c)
		errs = append(errs, err)
		c.Languages[lang] = l
	}
	errs = append(errs, c.check())
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return c, nil
}

func decode(files fs.FS, name string, into any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("codebook: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(b, into, yaml.Strict()); err != nil {
		return fmt.Errorf("codebook: %s: %s", name, yaml.FormatError(err, false, false))
	}
	return nil
}

func loadLanguage(files fs.FS, lang nlp.Lang, c *Codebook) (*Language, error) {
	l := &Language{Classes: map[string]*Class{}, Units: Phrases{}, Commodity: Phrases{}, Verbs: map[string][]*Trigger{},
		Nouns: map[string][]*Trigger{}, Adjectives: map[string][]*Trigger{}, headFirst: headFirst[lang]}
	dir := string(lang) + "/"
	if err := decode(files, dir+"grammar.yaml", &l.Grammar); err != nil {
		return nil, err
	}
	var cf classFile
	if err := decode(files, dir+"classes.yaml", &cf); err != nil {
		return nil, err
	}
	for id, def := range cf.Classes {
		class := &Class{Subtypes: def.Subtypes, Stage: def.Stage, Words: Phrases{}}
		for _, w := range def.Words {
			class.Words.add(w, id, l.headFirst)
		}
		for value, words := range def.Values {
			for _, w := range words {
				class.Words.add(w, value, l.headFirst)
				if id == "commodity" {
					l.Commodity.add(w, value, l.headFirst)
				}
			}
		}
		l.Classes[id] = class
	}
	places := &Class{Words: Phrases{}}
	for _, w := range l.Grammar.PlaceNoun {
		places.Words.add(w, "placeNoun", l.headFirst)
	}
	l.Classes["placeNoun"] = places
	for unit, words := range cf.Units {
		for _, w := range words {
			l.Units.add(w, unit, l.headFirst)
		}
	}
	return l, l.loadTriggers(files, dir+"triggers.yaml", c)
}

// builtin are the classes that are told from an entity or from the sentence rather than from a list of nouns.
var builtin = []string{"person", "organization", "place", "superlative", "any", "figure", "percent", "sum", "traded", "area"}

// loadTriggers reads the triggers one by one, so that each mistake is told with its line.
func (l *Language) loadTriggers(files fs.FS, name string, c *Codebook) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("codebook: %w", err)
	}
	file, err := parser.ParseBytes(b, 0)
	if err != nil {
		return fmt.Errorf("codebook: %s: %s", name, yaml.FormatError(err, false, false))
	}
	path, err := yaml.PathString("$.triggers")
	if err != nil {
		return err
	}
	node, err := path.FilterFile(file)
	if err != nil {
		return fmt.Errorf("codebook: %s: no list of triggers: %w", name, err)
	}
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		return fmt.Errorf("codebook: %s: triggers is not a list", name)
	}
	var errs []error
	for _, item := range list.Values {
		where := fmt.Sprintf("%s:%d", name, item.GetToken().Position.Line)
		var fields map[string]any
		if err := yaml.NodeToValue(item, &fields); err != nil {
			errs = append(errs, fmt.Errorf("codebook: %s: %s", where, yaml.FormatError(err, false, false)))
			continue
		}
		if err := l.addTrigger(fields, where, c); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (l *Language) addTrigger(fields map[string]any, where string, c *Codebook) error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("codebook: %s: "+format, append([]any{where}, args...)...))
	}
	t := Trigger{Where: where}
	t.Predicate, _ = fields["predicate"].(string)
	p := c.byID[t.Predicate]
	if p == nil {
		bad("unknown predicate %q", t.Predicate)
		return errors.Join(errs...)
	}
	keys := make([]string, 0, len(fields))
	for k := range fields {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	words := 0
	for _, k := range keys {
		v := fields[k]
		text, _ := v.(string)
		switch k {
		case "predicate":
		case "phase":
			t.Phase = text
			if !slices.Contains([]string{"begins", "continues", "ends"}, text) {
				bad("phase is begins, continues or ends, not %q", text)
			}
		case "stage":
			t.Stage = text
			if !slices.Contains([]string{"cultivation", "production", "transport", "distribution", "retail", "laundering", "object"}, text) {
				bad("unknown stage %q", text)
			}
		case "named":
			t.Named, _ = v.(bool)
		case "any":
			list, _ := v.([]any)
			for _, x := range list {
				t.Any = append(t.Any, fmt.Sprint(x))
			}
		case "reciprocal":
			t.Reciprocal, _ = v.(bool)
		case "weak":
			t.Weak, _ = v.(bool)
		case "amount":
			t.Amount = parseSlots(text)
		case "when", "not":
			conditions, err := l.conditions(v)
			if err != nil {
				bad("%s: %v", k, err)
			}
			if k == "when" {
				t.When = conditions
			} else {
				t.Not = conditions
			}
		case "verbs", "nouns", "adjectives":
			words++
		default:
			if _, ok := p.Roles[k]; !ok {
				bad("predicate %s has no role %q", t.Predicate, k)
				continue
			}
			t.Roles = append(t.Roles, RoleSlots{k, parseSlots(text)})
		}
	}
	if words == 0 {
		bad("no verbs, nouns or adjectives")
	}
	sort.Slice(t.Roles, func(i, j int) bool {
		return slices.Index(cotejo.Roles, t.Roles[i].Role) < slices.Index(cotejo.Roles, t.Roles[j].Role)
	})
	for kind, into := range map[string]map[string][]*Trigger{"verbs": l.Verbs, "nouns": l.Nouns, "adjectives": l.Adjectives} {
		list, _ := fields[kind].([]any)
		for _, w := range list {
			word, ok := w.(string)
			if !ok || word == "" {
				bad("%s: %v is not a word", kind, w)
				continue
			}
			one := t
			one.Word = word
			parts := strings.Fields(word)
			key := parts[0]
			one.Particles = parts[1:]
			if kind == "nouns" && !l.headFirst {
				key, one.Particles = parts[len(parts)-1], parts[:len(parts)-1]
			}
			into[key] = append(into[key], &one)
		}
	}
	return errors.Join(errs...)
}

func (l *Language) conditions(v any) ([]Condition, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("not a map of slots to classes")
	}
	var out []Condition
	for slot, classes := range m {
		list, ok := classes.([]any)
		if !ok {
			return nil, fmt.Errorf("%s: not a list of classes", slot)
		}
		c := Condition{Slot: slot}
		for _, x := range list {
			name := fmt.Sprint(x)
			if l.Classes[name] == nil && !slices.Contains(builtin, name) {
				return nil, fmt.Errorf("%s: unknown class %q", slot, name)
			}
			c.Classes = append(c.Classes, name)
		}
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Slot < out[j].Slot })
	return out, nil
}

func parseSlots(text string) []SlotSet {
	var out []SlotSet
	for _, alternative := range strings.Split(text, "|") {
		var set SlotSet
		for _, one := range strings.Split(alternative, "+") {
			var slot Slot
			for _, step := range strings.Split(one, ">") {
				slot = append(slot, strings.TrimSpace(step))
			}
			set = append(set, slot)
		}
		out = append(out, set)
	}
	return out
}

func (c *Codebook) check() error {
	var errs []error
	for _, p := range c.Predicates {
		for role := range p.Roles {
			if !slices.Contains(cotejo.Roles, role) {
				errs = append(errs, fmt.Errorf("codebook: predicates.yaml: %s: unknown role %q", p.ID, role))
			}
		}
		for _, a := range p.About {
			role, class, dotted := strings.Cut(a, ".")
			if a == "commodity" || a == "report" {
				continue
			}
			if _, ok := p.Roles[role]; !ok || !dotted {
				errs = append(errs, fmt.Errorf("codebook: predicates.yaml: %s: about %q names no role of it", p.ID, a))
			}
			for lang, l := range c.Languages {
				if l != nil && l.Classes[class] == nil {
					errs = append(errs, fmt.Errorf("codebook: predicates.yaml: %s: about %q: %s has no class %q", p.ID, a, lang, class))
				}
			}
		}
		for _, role := range p.Actors {
			if _, ok := p.Roles[role]; !ok {
				errs = append(errs, fmt.Errorf("codebook: predicates.yaml: %s: actors: %q is no role of it", p.ID, role))
			}
		}
		for _, a := range p.Any {
			role, class, dotted := strings.Cut(a, ".")
			for lang, l := range c.Languages {
				if dotted && l != nil && l.Classes[class] == nil {
					errs = append(errs, fmt.Errorf("codebook: predicates.yaml: %s: any %q: %s has no class %q", p.ID, a, lang, class))
				}
			}
			if _, ok := p.Roles[role]; !ok {
				errs = append(errs, fmt.Errorf("codebook: predicates.yaml: %s: any %q is no role of it", p.ID, a))
			}
		}
	}
	return errors.Join(errs...)
}
