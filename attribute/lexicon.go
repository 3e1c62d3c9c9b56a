package attribute

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/nlp"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

//go:embed data
var data embed.FS

// Lexicon is what the package knows of the words of attribution: the cues and sources of each language, and the model
// that weighs them. It is immutable and may be shared by goroutines.
type Lexicon struct {
	languages map[nlp.Lang]*language
	model     *model
}

var load = sync.OnceValues(func() (*Lexicon, error) {
	l, err := Untrained()
	if err != nil {
		return nil, err
	}
	b, err := data.ReadFile("data/model.bin")
	if err != nil {
		return nil, fmt.Errorf("attribute: %w", err)
	}
	return l.WithModel(b)
})

// Load gives the lexicon that ships with the program. It is read once.
func Load() (*Lexicon, error) { return load() }

// Untrained gives the words of the shipped lexicon with an empty model, to learn from.
func Untrained() (*Lexicon, error) {
	l := &Lexicon{languages: map[nlp.Lang]*language{}}
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} {
		name := string(lang) + ".yaml"
		b, err := data.ReadFile("data/" + name)
		if err != nil {
			return nil, fmt.Errorf("attribute: %w", err)
		}
		if l.languages[lang], err = parseLanguage(name, b); err != nil {
			return nil, err
		}
	}
	return l.with(newModel()), nil
}

// language is the lexicon of one language, indexed.
type language struct {
	cues        map[string][]*cue   // by lemma and class, "say/v"; phrases by their words, "according to/p"
	starts      map[string][]string // phrases by their first word, longest first
	words       map[string]string   // function words in the model's English
	relative    map[string]bool     // relative pronouns
	generic     map[string]bool     // pronouns that name nobody
	negation    map[string]bool
	aside       map[string]bool // relative pronouns of bodies and things
	withholding map[string]bool // verbs whose infinitive did not happen: "refused to say"
	modal       map[string]bool
	speaker     map[string]bool            // pronouns of the one who speaks and the one spoken to
	rumour      map[string]bool            // auxiliaries of the conditional of rumour
	taken       map[string]map[string]bool // cue verb → nouns that make a deed of it: "claimed the lives of"
	asSaid      map[string]bool            // words that bring in a clause of saying which vouches for the rest: "según informó …"
	tellsObject map[string]bool            // verbs whose object is always something told: "reported the arrest of"
	labels      map[string]bool            // words before a colon that are nobody's name: the outlet's own voices, headings
	verbOf      map[string]string          // nouns of saying and the verb that each is of
	genres      map[string]bool            // in brackets, kinds of texts that are somebody's words: "[Speech]"
	bylines     map[string]bool            // and those that are the outlet's own: "[Report]"
	stages      map[string]bool            // words of stage directions in brackets, and
	closing     map[string]bool            // of those that end what somebody says
	press       map[string]bool            // words for all who report: who tells the press tells no paper
	asks        map[string]bool            // marks of the questions of an interview: "Q:"
	replies     map[string]bool            // and of its answers
	interviews  map[string]bool            // words for an interview, and for giving and holding one
	deeds       map[string]bool            // cue verbs that with a plain object are deeds
	sources     map[cotejo.SourceType]*sourceGroup
	anonymity   []string
	wires       []string
	agencyWords map[string]bool
	model       *model
}

// cue is a group of the lexicon, as one of its members sees it.
type cue struct {
	*group
	like string // the English lemma that the model knows it by
}

// group holds cues that share what they do to a content.
type group struct {
	Name       text     `yaml:"name"`
	Source     text     `yaml:"source"`
	Pos        text     `yaml:"pos"`
	Hedge      text     `yaml:"hedge"`
	Certainty  text     `yaml:"certainty"`
	Impersonal text     `yaml:"impersonal"`
	Negative   bool     `yaml:"negative"`
	Attitude   bool     `yaml:"attitude"`
	Frames     []text   `yaml:"frames"`
	Lemmas     []text   `yaml:"lemmas"`
	Like       mapping  `yaml:"like"`
	frames     []string // Frames, bare
}

type sourceGroup struct {
	Type       text     `yaml:"type"`
	Source     text     `yaml:"source"`
	Nouns      []string `yaml:"nouns"`
	Adjectives []string `yaml:"adjectives"`
	Titles     []string `yaml:"titles"`
	Names      []string `yaml:"names"`
	Suffixes   []string `yaml:"suffixes"`

	nouns, adjectives, titles, names, suffixes map[string]bool
}

type languageFile struct {
	Language    text                `yaml:"language"`
	Cues        []*group            `yaml:"cues"`
	Words       mapping             `yaml:"words"`
	Relative    []string            `yaml:"relative"`
	Generic     []string            `yaml:"generic"`
	Negation    []string            `yaml:"negation"`
	Withholding []string            `yaml:"withholding"`
	Aside       []string            `yaml:"aside"`
	Modal       []string            `yaml:"modal"`
	Speaker     []string            `yaml:"speaker"`
	Deeds       []string            `yaml:"deeds"`
	Labels      []string            `yaml:"labels"`
	VerbOf      map[string]string   `yaml:"verbOf"`
	Genres      []string            `yaml:"genres"`
	Bylines     []string            `yaml:"bylines"`
	Stages      []string            `yaml:"stages"`
	Closing     []string            `yaml:"closing"`
	Press       []string            `yaml:"press"`
	Asks        []string            `yaml:"asks"`
	Replies     []string            `yaml:"replies"`
	Interviews  []string            `yaml:"interviews"`
	Rumour      []string            `yaml:"rumour"`
	Taken       map[string][]string `yaml:"taken"`
	AsSaid      []string            `yaml:"asSaid"`
	TellsObject []string            `yaml:"tellsObject"`
	Sources     []*sourceGroup      `yaml:"sources"`
	Anonymity   []string            `yaml:"anonymity"`
	Wires       []string            `yaml:"wires"`
	AgencyWords []string            `yaml:"agencyWords"`
}

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

// mapping is a YAML mapping of words to words, with lines.
type mapping []struct{ key, value text }

// UnmarshalYAML takes the pairs of a mapping in their order.
func (m *mapping) UnmarshalYAML(n ast.Node) error {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return fmt.Errorf("line %d: a mapping is wanted here", n.GetToken().Position.Line)
	}
	for _, v := range values {
		var pair struct{ key, value text }
		pair.key = text{v.Key.GetToken().Value, v.Key.GetToken().Position.Line}
		if err := pair.value.UnmarshalYAML(v.Value); err != nil {
			return err
		}
		*m = append(*m, pair)
	}
	return nil
}

var (
	partsOfSpeech = map[string]string{"verb": "v", "noun": "n", "adjective": "j", "adverb": "r", "phrase": "p"}
	frameNames    = []string{"clause", "infinitive", "object", "quote", "around"}
	certainties   = []cotejo.Certainty{cotejo.Certain, cotejo.Probable, cotejo.Maybe, cotejo.Unknown}
	sourceTypes   = []cotejo.SourceType{cotejo.AnonymousSource, cotejo.BodySource, cotejo.MediaSource, cotejo.DocumentSource, cotejo.CollectiveSource}
)

// parseLanguage reads and checks one language file. The error has a line for every mistake, with its line number.
func parseLanguage(name string, b []byte) (*language, error) {
	var f languageFile
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("attribute: %s: %s", name, yaml.FormatError(err, false, false))
	}
	l := &language{cues: map[string][]*cue{}, starts: map[string][]string{}, words: map[string]string{}, relative: set(f.Relative),
		generic: set(f.Generic), negation: set(f.Negation), withholding: set(f.Withholding), aside: set(f.Aside), modal: set(f.Modal), speaker: set(f.Speaker), deeds: set(f.Deeds), labels: set(f.Labels), verbOf: f.VerbOf, genres: set(f.Genres), bylines: set(f.Bylines), stages: set(f.Stages), closing: set(f.Closing), press: set(f.Press), asks: set(f.Asks), replies: set(f.Replies), interviews: set(f.Interviews), rumour: set(f.Rumour), asSaid: set(f.AsSaid), tellsObject: set(f.TellsObject), taken: map[string]map[string]bool{}, sources: map[cotejo.SourceType]*sourceGroup{}, anonymity: f.Anonymity, wires: f.Wires, agencyWords: set(f.AgencyWords)}
	for verb, nouns := range f.Taken {
		l.taken[verb] = set(nouns)
	}
	var errs []error
	fail := func(line int, format string, args ...any) {
		errs = append(errs, fmt.Errorf("attribute: %s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	if len(f.Cues) == 0 {
		fail(1, "no cues")
	}
	for _, g := range f.Cues {
		g.check(fail)
		members := g.Like
		for _, w := range g.Lemmas {
			members = append(members, struct{ key, value text }{w, w})
		}
		if len(members) == 0 {
			fail(g.Name.line, "group %q has no lemmas", g.Name.string)
		}
		seen := map[string]bool{}
		for _, w := range members {
			if seen[w.key.string] {
				fail(w.key.line, "%q stands twice in group %q", w.key.string, g.Name.string)
			}
			seen[w.key.string] = true
			c := &cue{group: g, like: w.value.string}
			class := partsOfSpeech[g.Pos.string]
			if class == "p" {
				first, _, _ := strings.Cut(w.key.string, " ")
				l.starts[first] = append(l.starts[first], w.key.string)
			}
			key := w.key.string + "/" + class
			l.cues[key] = append(l.cues[key], c)
		}
	}
	for _, phrases := range l.starts { // the longest phrase wins
		slices.SortFunc(phrases, func(a, b string) int { return len(b) - len(a) })
	}
	for _, w := range f.Words {
		l.words[w.key.string] = w.value.string
	}
	for _, s := range f.Sources {
		if !slices.Contains(sourceTypes, cotejo.SourceType(s.Type.string)) {
			fail(s.Type.line, "unknown type of source %q; known are %v", s.Type.string, sourceTypes)
		}
		if s.Source.string == "" {
			fail(s.Type.line, "sources of type %q tell no source of their own", s.Type.string)
		}
		s.nouns, s.adjectives, s.titles, s.names, s.suffixes = set(s.Nouns), set(s.Adjectives), set(s.Titles), set(s.Names), set(s.Suffixes)
		l.sources[cotejo.SourceType(s.Type.string)] = s
	}
	for _, t := range sourceTypes {
		if l.sources[t] == nil {
			fail(1, "no sources of type %q", t)
			l.sources[t] = &sourceGroup{}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return l, nil
}

func (g *group) check(fail func(int, string, ...any)) {
	line := g.Name.line
	if g.Name.string == "" {
		fail(max(g.Pos.line, 1), "a group of cues without a name")
	}
	if g.Source.string == "" {
		fail(line, "group %q tells no source", g.Name.string)
	}
	if partsOfSpeech[g.Pos.string] == "" {
		fail(max(g.Pos.line, line), "unknown part of speech %q; known are verb, noun, adjective, adverb, phrase", g.Pos.string)
	}
	if !slices.Contains(cotejo.Hedges, cotejo.Hedge(g.Hedge.string)) {
		fail(max(g.Hedge.line, line), "unknown hedge %q; known are %v", g.Hedge.string, cotejo.Hedges)
	}
	if !slices.Contains(certainties, cotejo.Certainty(g.Certainty.string)) {
		fail(max(g.Certainty.line, line), "unknown certainty %q; known are %v", g.Certainty.string, certainties)
	}
	if i := g.Impersonal.string; i != "" && !slices.Contains(cotejo.Hedges, cotejo.Hedge(i)) {
		fail(g.Impersonal.line, "unknown hedge %q; known are %v", i, cotejo.Hedges)
	}
	if len(g.Frames) == 0 {
		fail(line, "group %q has no frames", g.Name.string)
	}
	for _, f := range g.Frames {
		if !slices.Contains(frameNames, f.string) {
			fail(f.line, "unknown frame %q; known are %v", f.string, frameNames)
		}
		g.frames = append(g.frames, f.string)
	}
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[strings.ToLower(w)] = true
	}
	return m
}

// word is a function word in the model's English.
func (l *language) word(lemma string) string {
	if w, ok := l.words[lemma]; ok {
		return w
	}
	return lemma
}

// key is a word's lemma and class in the model's English.
func (l *language) key(lemma, class string) string {
	if c := l.cues[lemma+"/"+class]; len(c) > 0 {
		return c[0].like + "/" + class
	}
	return l.word(lemma) + "/" + class
}

// known says whether the model has met the key as a cue.
func (l *language) known(key string) bool { return l.model.keys[key] }

// phrase gives the number of words from word i on that make a phrase of the lexicon, and its entries.
func (l *language) phrase(v *view, i int) (int, []*cue) {
	for _, p := range l.starts[strings.ToLower(v.Form[i])] {
		words := strings.Split(p, " ")
		n := 0
		for n < len(words) && i+n < v.Len() && strings.EqualFold(v.Form[i+n], words[n]) {
			n++
		}
		if n == len(words) {
			return n, l.cues[p+"/p"]
		}
	}
	return 0, nil
}

// pick gives the entry whose frames admit the frame, the first one where none does, nil where there are none.
func pick(entries []*cue, frame string) *cue {
	for _, e := range entries {
		if slices.Contains(e.frames, frame) {
			return e
		}
	}
	if len(entries) > 0 {
		return entries[0]
	}
	return nil
}
