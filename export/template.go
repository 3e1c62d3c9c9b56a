package export

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/goccy/go-yaml"
)

//go:embed sentences.yaml
var sentencesYAML []byte

// phrasebook is how claims are put into words: sentences.yaml, checked.
type phrasebook struct {
	Sections   []section               `yaml:"sections"`
	Predicates map[string][]variant    `yaml:"predicates"`
	Words      map[string][]string     `yaml:"words"`
	Tails      []tail                  `yaml:"tails"`
	Hedges     map[cotejo.Hedge]hedged `yaml:"hedges"`
	Outer      string                  `yaml:"outer"`
	Plural     []string                `yaml:"plural"`
	Articles   []string                `yaml:"articles"`
	Pronouns   []string                `yaml:"pronouns"`
	Units      map[string]string       `yaml:"units"`
	Bounds     map[string]string       `yaml:"bounds"`
}

// section is a part of a dossier.
type section struct {
	Title      string   `yaml:"title"`
	Predicates []string `yaml:"predicates"`
}

// variant is one way to say a predicate, and when it serves.
type variant struct {
	Has     []string `yaml:"has"`
	Phase   string   `yaml:"phase"`
	Stage   string   `yaml:"stage"`
	Object  string   `yaml:"object"`
	Hedge   string   `yaml:"hedge"`   // only under this hedge
	Speaker string   `yaml:"speaker"` // the role that says the claim itself
	Say     string   `yaml:"say"`
	pieces  []piece
}

// tail is what a filled role adds where the variant did not say it.
type tail struct {
	Role   string `yaml:"role"`
	Add    string `yaml:"add"`
	Border string `yaml:"border"`
}

// hedged is how a hedge is put.
type hedged struct {
	Named   string `yaml:"named"`
	Unnamed string `yaml:"unnamed"`
	Verb    string `yaml:"verb"`
}

// piece is a part of a variant: plain text, a slot, a verb, or an optional run of pieces.
type piece struct {
	text     string
	slot     string
	verb     *verb
	optional []piece
}

// verb is a verb with the forms that agreement, denial and mood need.
type verb struct {
	many, one, base string
	past            bool
}

var book = sync.OnceValue(func() *phrasebook {
	b, err := readPhrasebook(sentencesYAML)
	if err != nil {
		panic(err) // the file is in the program, and a test reads it
	}
	return b
})

// values are the slots besides roles.
var values = []string{"commodity", "quantity", "stage", "quote", "time", "novel"}

func readPhrasebook(data []byte) (*phrasebook, error) {
	var b phrasebook
	if err := yaml.UnmarshalWithOptions(data, &b, yaml.Strict()); err != nil {
		return nil, err
	}
	for predicate, variants := range b.Predicates {
		for i := range variants {
			v := &variants[i]
			var err error
			if v.pieces, err = parsePieces(v.Say); err != nil {
				return nil, fmt.Errorf("%s: %q: %w", predicate, v.Say, err)
			}
			if v.Object != "" && len(b.Words[v.Object]) == 0 {
				return nil, fmt.Errorf("%s: no words %q", predicate, v.Object)
			}
			if v.Hedge != "" && !slices.Contains(cotejo.Hedges, cotejo.Hedge(v.Hedge)) {
				return nil, fmt.Errorf("%s: unknown hedge %q", predicate, v.Hedge)
			}
			for _, slot := range append(v.Has, v.Speaker) {
				if slot != "" && !isSlot(slot) {
					return nil, fmt.Errorf("%s: nothing is called %q", predicate, slot)
				}
			}
		}
		if len(variants) == 0 || variants[len(variants)-1].conditional() {
			return nil, fmt.Errorf("%s: its last variant must have no condition", predicate)
		}
	}
	for _, hedge := range cotejo.Hedges {
		if _, ok := b.Hedges[hedge]; !ok {
			return nil, fmt.Errorf("the hedge %q has no words", hedge)
		}
	}
	for _, t := range b.Tails {
		if !isSlot(t.Role) {
			return nil, fmt.Errorf("tails: nothing is called %q", t.Role)
		}
	}
	return &b, nil
}

func (v *variant) conditional() bool {
	return len(v.Has) > 0 || v.Phase != "" || v.Stage != "" || v.Object != "" || v.Hedge != ""
}

func isSlot(s string) bool { return slices.Contains(cotejo.Roles, s) || slices.Contains(values, s) }

var pieceMarks = regexp.MustCompile(`\{(\w+)\}|<([^<>]+)>|\[([^\[\]]+)\]`)

func parsePieces(say string) ([]piece, error) {
	var out []piece
	at := 0
	text := func(s string) error {
		if strings.ContainsAny(s, "{}<>[]") {
			return fmt.Errorf("a mark without its partner in %q", s)
		}
		if s != "" {
			out = append(out, piece{text: s})
		}
		return nil
	}
	for _, m := range pieceMarks.FindAllStringSubmatchIndex(say, -1) {
		if err := text(say[at:m[0]]); err != nil {
			return nil, err
		}
		at = m[1]
		switch {
		case m[2] >= 0:
			slot := say[m[2]:m[3]]
			if !isSlot(slot) {
				return nil, fmt.Errorf("nothing is called %q", slot)
			}
			out = append(out, piece{slot: slot})
		case m[4] >= 0:
			v, err := parseVerb(say[m[4]:m[5]])
			if err != nil {
				return nil, err
			}
			out = append(out, piece{verb: v})
		default:
			inner, err := parsePieces(say[m[6]:m[7]])
			if err != nil {
				return nil, err
			}
			out = append(out, piece{optional: inner})
		}
	}
	return out, text(say[at:])
}

func parseVerb(s string) (*verb, error) {
	if past, base, ok := strings.Cut(s, "|"); ok {
		return &verb{many: past, one: past, base: base, past: true}, nil
	}
	many, one, ok := strings.Cut(s, "/")
	if !ok {
		return nil, fmt.Errorf("%q is no verb: it needs many/one or past|plain", s)
	}
	return &verb{many: many, one: one, base: many}, nil
}

// form gives the verb for one or many, denied or not, in a mood: "", planned or would.
func (v *verb) form(many, not bool, mood string) string {
	be := v.many == "are" || v.many == "were"
	base, negation := v.base, ""
	if be {
		base = "be"
	}
	if not {
		negation = " not"
	}
	pick := func(plural, singular string) string {
		if many {
			return plural
		}
		return singular
	}
	switch {
	case mood == "would":
		return "would" + negation + " " + base
	case mood == "planned":
		return pick("are", "is") + negation + " to " + base
	case be:
		return pick(v.many, v.one) + negation
	case !not:
		return pick(v.many, v.one)
	case v.past:
		return "did not " + base
	}
	return pick("do not ", "does not ") + base
}
