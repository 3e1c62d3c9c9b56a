package violence

import (
	"strings"
	"unicode"

	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/nlp"
)

// view is a text as the features see it.
type view struct {
	*nlp.Tree
	Text
	lang     *codebook.Language
	lemma    []string // in lower case, figures as 0
	name     []nlp.Range
	kind     []nlp.Kind
	triggers map[int][]string
	classes  map[int][]string
	ruled    map[int][]fill // what rules filled, by head
	sentence []int
	folds    map[string]int // how often a noun stands in the text
	document float64        // how likely the text reports violence
	familiar float64        // share of the text's words that training texts have
}

// fill is a role that rules gave to a phrase.
type fill struct {
	claim int
	role  string
}

func newView(t Text, lang *codebook.Language) *view {
	v := &view{Tree: nlp.NewTree(t.Doc), Text: t, lang: lang, classes: map[int][]string{}, ruled: map[int][]fill{}, folds: map[string]int{}}
	n := t.Doc.Len()
	v.lemma = make([]string, n)
	v.name = make([]nlp.Range, n)
	v.kind = make([]nlp.Kind, n)
	v.sentence = make([]int, n)
	for w := range v.lemma {
		v.lemma[w] = plain(t.Doc.Lemma[w])
		v.folds[v.lemma[w]]++
	}
	for _, s := range t.Doc.Names() {
		for w := s.Start; w < s.End; w++ {
			v.name[w], v.kind[w] = s.Range, s.Kind
		}
	}
	for i, s := range t.Doc.Sents {
		for w := s.Start; w < s.End; w++ {
			v.sentence[w] = i
		}
	}
	v.triggers = triggers(t.Doc, lang, v.lemma)
	for i, c := range t.Claims {
		for role, fillers := range c.Roles {
			for _, f := range fillers {
				h := v.HeadOf(f.Words)
				v.ruled[h] = append(v.ruled[h], fill{i, role})
			}
		}
	}
	return v
}

// plain gives a lemma in lower case, its figures as 0.
func plain(lemma string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return unicode.ToLower(r)
	}, lemma)
}

func (v *view) inClass(w int, class string) bool { return codebook.Has(v.classesOf(w), class) }

// asked are the codebook's classes that tell apart who and what may fill a role.
var asked = []string{"actor", "law", "people", "asset", "weapon", "group", "goods", "market", "placeNoun"}

// classesOf lists the classes that the noun at w belongs to, by its words.
func (v *view) classesOf(w int) []string {
	if c, ok := v.classes[w]; ok {
		return c
	}
	beside := func(word string) bool {
		for _, k := range v.Children(w) {
			if v.lemma[k] == word {
				return true
			}
		}
		return false
	}
	var out []string
	for _, id := range asked {
		if c := v.lang.Classes[id]; c != nil {
			if _, ok := c.Words.Find(v.lemma[w], beside); ok {
				out = append(out, id)
			}
		}
	}
	v.classes[w] = out
	return out
}

// class gives one word for what the candidate is: its entity's kind if known, else its first class, else what it is by form.
func (v *view) class(w int) string {
	if cs := v.classesOf(w); len(cs) > 0 && v.name[w].Len() == 0 {
		return cs[0]
	}
	if v.Refs != nil {
		if ref, ok := v.Refs.At(w); ok {
			if ref.Subtype != "" {
				return ref.Subtype
			}
			return string(ref.Type)
		}
	}
	if v.name[w].Len() > 0 {
		return v.kind[w].String()
	}
	if v.UPOS[w] == nlp.PROPN {
		return "name"
	}
	return "noun"
}

func (v *view) referent(w int) (extract.Referent, bool) {
	if v.Refs == nil {
		return extract.Referent{}, false
	}
	return v.Refs.At(w)
}
