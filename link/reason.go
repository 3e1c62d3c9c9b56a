package link

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// sign is something in two names that speaks for or against their being one, or keeps from judging.
type sign uint8

const (
	start sign = iota
	surnameRare
	surnameKnown
	surnameCommon
	surname2
	surname2Common
	surname2Out
	given
	givenPopular
	givenMore
	givenInitial
	whole
	givenOut
	firstOut
	firstOutRarely
	called
	calledMany
	calledGiven
	calledDiffer
	spelling
	slip
	sameTitle
	generationAgrees
	country
	byname
	company
	known
	wordsAgree
	wordsMore
	wordsNone
	sameKind
	acronym
	wordOut
	countrySame
	countryOut
	nature

	// these tell two names apart
	otherType
	generationDiffers
	sexDiffers
	surnameDiffers
	surname2Differs
	givenDiffers
	bynameDiffers
	knownDiffers
	numberDiffers
	countryDiffers
	wordsDiffer
	formDiffers
	acronymDiffers
	splinters

	// these keep from judging
	bound
	nothing
	wordsLess
	incomplete

	signs
)

// signNames are the names of signs in weights.yaml and reasons.yaml.
var signNames = [signs]string{
	start: "start", surnameRare: "surname.rare", surnameKnown: "surname.known", surnameCommon: "surname.common", surname2: "surname2", surname2Common: "surname2.common", surname2Out: "surname2.out",
	given: "given", givenPopular: "given.popular", givenMore: "given.more", givenInitial: "given.initial", whole: "whole", givenOut: "given.out", firstOut: "first.out", firstOutRarely: "first.out.rarely",
	called: "called", calledMany: "called.many", calledGiven: "called.given", calledDiffer: "called.differ", spelling: "spelling", slip: "slip", sameTitle: "title", generationAgrees: "generation",
	country: "country", byname: "byname", company: "company", known: "known", wordsAgree: "words", wordsMore: "words.more", wordsNone: "words.none",
	sameKind: "kind", acronym: "acronym", wordOut: "out", countrySame: "country.same", countryOut: "country.out", nature: "nature",
	otherType: "type", generationDiffers: "generation.differs", sexDiffers: "sex.differs", surnameDiffers: "surname.differs", surname2Differs: "surname2.differs", givenDiffers: "given.differs",
	bynameDiffers: "byname.differs", knownDiffers: "known.differs", numberDiffers: "number.differs", countryDiffers: "country.differs", wordsDiffer: "words.differ",
	formDiffers: "form.differs", acronymDiffers: "acronym.differs", splinters: "splinter",
	bound: "bound", nothing: "nothing", wordsLess: "words.less", incomplete: "incomplete",
}

// Reason is one sign that a verdict goes by.
type Reason struct {
	Sign   string  // its name in data/reasons.yaml
	Text   string  // in words
	Weight float64 // log-odds; negative where it speaks against. A veto has minus infinity, what only keeps from judging 0
}

// trace gathers reasons; a nil trace gathers nothing.
type trace struct{ found []finding }

type finding struct {
	sign   sign
	a, b   string
	weight float64
}

func (t *trace) add(weight float64, s sign, a, b string) {
	if t != nil {
		t.found = append(t.found, finding{s, a, b, weight})
	}
}

func (t *trace) veto(s sign, a, b string) { t.add(math.Inf(-1), s, a, b) }

// since gives a mark to which [trace.back] goes back.
func (t *trace) since() int {
	if t == nil {
		return 0
	}
	return len(t.found)
}

// take cuts off and gives what was found since a mark.
func (t *trace) take(mark int) []finding {
	if t == nil {
		return nil
	}
	f := slices.Clone(t.found[mark:])
	t.found = t.found[:mark]
	return f
}

func (t *trace) put(f []finding) {
	if t != nil {
		t.found = append(t.found, f...)
	}
}

func (t *trace) sorted() []Reason {
	out := make([]Reason, 0, len(t.found))
	for _, f := range t.found {
		if f.sign == start {
			continue
		}
		out = append(out, Reason{Sign: signNames[f.sign], Text: f.text(), Weight: f.weight})
	}
	slices.SortStableFunc(out, func(x, y Reason) int {
		if vx, vy := math.IsInf(x.Weight, -1), math.IsInf(y.Weight, -1); vx != vy {
			if vx {
				return -1
			}
			return 1
		}
		return cmp.Compare(math.Abs(y.Weight), math.Abs(x.Weight))
	})
	return slices.Compact(out)
}

// reasons are the wordings of signs, from reasons.yaml: A and B stand for the words of the two names.
var reasons [signs]string

func readReasons() error {
	var file map[string]string
	if err := readYAML("reasons.yaml", &file); err != nil {
		return err
	}
	for s, name := range signNames {
		if reasons[s] = file[name]; reasons[s] == "" && sign(s) != start {
			return errorAt("reasons.yaml", name, "it has no wording")
		}
		delete(file, name)
	}
	for name := range file {
		return errorAt("reasons.yaml", name, "there is no such sign")
	}
	return nil
}

func (f finding) text() string {
	return strings.NewReplacer("{a}", f.a, "{b}", f.b).Replace(reasons[f.sign])
}

func errorAt(file, entry, what string) error {
	return fmt.Errorf("link/data/%s: %q: %s", file, entry, what)
}
