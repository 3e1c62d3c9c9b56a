package resolve

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

//go:embed data/*.yaml data/*.txt
var data embed.FS

// sense is what a noun denotes.
type sense struct {
	typ     cotejo.EntityType
	subtype string
}

// pronoun is what a pronoun asks of its antecedent.
type pronoun struct {
	Number string
	Gender string
	Of     []cotejo.EntityType
}

// lexicon is what one language's words say of who is meant. Keys are folded lemmas.
type lexicon struct {
	nouns      map[string][]sense
	further    map[string]sense  // what less frequent nouns denote, where nouns has none
	hints      map[string]string // modifier → subtype
	vague      map[string]bool
	idle       map[string]bool
	measures   map[string]bool
	named      map[string]string // head of a name → subtype
	namedAfter map[string]string // head that a name follows → subtype
	titles     map[string]string // title → kind of office
	male       map[string]bool
	female     map[string]bool
	where      map[string]bool
	inside     map[string]bool // of where: those that no person or body follows
	local      map[string]bool
	facility   map[string]bool
	definite   map[string]bool
	secret     map[string]bool
	namedOf    map[string]bool
	naming     map[string]bool
	nicknaming map[string]bool
	single     map[string]bool
	article    map[string]bool
	band       map[string]bool
	who        map[string]bool
	capital    map[string]bool
	pointing   map[string]bool
	rest       map[string]bool
	official   map[string]bool
	other      map[string]bool
	speaker    map[string]bool
	given      map[string]string // given name → gender
	standsFor  map[string][]string
	collective map[string]bool
	saying     map[string]bool
	pronouns   map[string]pronoun
}

// lexiconFile is the form of a lexicon on disk.
type lexiconFile struct {
	Language   string
	Nouns      map[string][]string
	Hints      map[string][]string
	Vague      []string
	Idle       []string
	Measures   []string
	Named      map[string][]string
	NamedAfter map[string][]string `yaml:"named_after"`
	Titles     map[string][]string
	Male       []string
	Female     []string
	Where      []string
	Inside     []string
	Local      []string
	Facility   []string
	Definite   []string
	Secret     []string
	NamedOf    []string `yaml:"named_of"`
	Naming     []string
	Nicknaming []string
	Single     []string
	Article    []string
	Band       []string
	Who        []string
	Capital    []string
	Pointing   []string
	Rest       []string
	Official   []string
	Other      []string
	Speaker    []string
	Given      map[string][]string
	StandsFor  map[string][]string `yaml:"stands_for"`
	Collective []string
	Saying     []string `yaml:"verbs_of_saying"`
	Pronouns   map[string]pronoun
}

var lexicons = map[nlp.Lang]func() (*lexicon, error){
	nlp.English: sync.OnceValues(func() (*lexicon, error) { return readLexicon("en") }),
	nlp.Spanish: sync.OnceValues(func() (*lexicon, error) { return readLexicon("es") }),
}

// lexiconOf gives the lexicon of a language; one the package does not know is read as English.
func lexiconOf(lang nlp.Lang) (*lexicon, error) {
	if read, ok := lexicons[lang]; ok {
		return read()
	}
	return lexicons[nlp.English]()
}

func readLexicon(name string) (*lexicon, error) {
	path := "data/" + name + ".yaml"
	text, err := data.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var f lexiconFile
	if err := yaml.UnmarshalWithOptions(text, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	x := &lexicon{nouns: map[string][]sense{}, hints: invert(f.Hints), vague: set(f.Vague), idle: set(f.Idle), measures: set(f.Measures),
		named: invert(f.Named), namedAfter: invert(f.NamedAfter), titles: invert(f.Titles), male: set(f.Male), female: set(f.Female),
		where: set(f.Where), inside: set(f.Inside), local: set(f.Local), facility: set(f.Facility), definite: set(f.Definite), secret: set(f.Secret), saying: set(f.Saying), namedOf: set(f.NamedOf), naming: set(f.Naming), nicknaming: set(f.Nicknaming), single: set(f.Single), article: set(f.Article), band: set(f.Band), who: set(f.Who), capital: set(f.Capital), pointing: set(f.Pointing), rest: set(f.Rest), official: set(f.Official), other: set(f.Other), speaker: set(f.Speaker), given: invert(f.Given), collective: set(f.Collective), standsFor: map[string][]string{}, pronouns: f.Pronouns}
	for kind, words := range f.Nouns {
		typ, subtype, ok := strings.Cut(kind, "/")
		if !ok || !known(cotejo.EntityType(typ)) {
			return nil, fmt.Errorf("%s: nouns: %q is not TYPE/SUBTYPE with an entity's type", path, kind)
		}
		for _, w := range words {
			key := gazetteer.Fold(w)
			x.nouns[key] = append(x.nouns[key], sense{cotejo.EntityType(typ), subtype})
		}
	}
	x.further = map[string]sense{}
	people, err := data.ReadFile("data/" + name + ".person.txt")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, w := range strings.Fields(string(people)) {
		x.further[gazetteer.Fold(w)] = sense{cotejo.Person, ""}
	}
	for noun, kinds := range f.StandsFor {
		x.standsFor[gazetteer.Fold(noun)] = kinds
	}
	for word, p := range f.Pronouns {
		if p.Number != "sing" && p.Number != "plur" || len(p.Of) == 0 {
			return nil, fmt.Errorf("%s: pronouns: %q needs number sing or plur, and of", path, word)
		}
	}
	return x, nil
}

func known(t cotejo.EntityType) bool {
	switch t {
	case cotejo.Person, cotejo.Organization, cotejo.Place, cotejo.Group, cotejo.Thing:
		return true
	}
	return false
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[gazetteer.Fold(w)] = true
	}
	return m
}

func invert(groups map[string][]string) map[string]string {
	m := map[string]string{}
	for kind, words := range groups {
		for _, w := range words {
			m[gazetteer.Fold(w)] = kind
		}
	}
	return m
}
