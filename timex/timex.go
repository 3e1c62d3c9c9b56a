// Package timex finds expressions of time in English and Spanish and gives them TIMEX3 values, as TimeML 1.2.1 defines them: days,
// times of day, durations and sets.
//
// What words make an expression, and what they mean, is data (data/en.yaml, data/es.yaml); the package holds the engine:
// patterns over words, the calendar, and the choice of the year, month or week that the words leave open. That choice follows
// the strategy of HeidelTime (Strötgen and Gertz 2013) for news: from the day of publication, by tense and preposition.
package timex

import (
	"embed"
	"sync"
	"time"

	"github.com/cotejo/cotejo/nlp"
)

// The types of expressions.
const (
	Date     = "DATE"
	Time     = "TIME"
	Duration = "DURATION"
	Set      = "SET"
)

// Expression is one expression of time.
type Expression struct {
	Words nlp.Range
	Type  string // DATE, TIME, DURATION or SET
	Value string // TIMEX3: "2013-03-01", "2013-W12", "199", "P3Y", "XXXX-WXX-5", "PAST_REF"
	// Modifier is TimeML's mod: "START" ("early 2011"), "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", or "".
	Modifier string
	// Phrase is the words of the interval that the expression takes part in: with its preposition, and the other end where it has
	// one ("between 2010 and 2013").
	Phrase nlp.Range
	// Start and End are the first and last day of that interval, as RFC 3339 full-dates. Either is empty where it is open, or
	// where the words and the day of publication do not settle it.
	Start, End string
	// Vague says that the words place nothing in time: they point into the past, the present or the future and at no part of them
	// ("recently", "now"), or tell an age.
	Vague bool
}

// Finder finds expressions of time. It does not change once loaded and may be shared by goroutines.
type Finder struct {
	grammars map[nlp.Lang]*grammar
}

//go:embed data
var files embed.FS

// Load gives the finder with the rules that ship with the program.
func Load() (*Finder, error) { return load() }

var load = sync.OnceValues(func() (*Finder, error) {
	f := &Finder{map[nlp.Lang]*grammar{}}
	for _, lang := range []nlp.Lang{nlp.English, nlp.Spanish} {
		name := "data/" + string(lang) + ".yaml"
		b, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if f.grammars[lang], err = parseGrammar(name, b); err != nil {
			return nil, err
		}
	}
	return f, nil
})

// Find lists the expressions of doc in text order; none overlap. Published is the day of publication as an RFC 3339 full-date;
// where it is empty or no such date, what is relative to it keeps an open value ("XXXX-03", "PAST_REF") and no days. Time and
// memory grow linearly with the text.
func (f *Finder) Find(doc *nlp.Doc, published string) []Expression {
	g := f.grammars[doc.Lang]
	if g == nil || len(doc.Head) < doc.Len() || len(doc.UPOS) < doc.Len() {
		return nil
	}
	r := resolver{grammar: g, doc: doc}
	if day, err := time.Parse(time.DateOnly, published); err == nil && day.Year() >= firstYear && day.Year() <= lastYear {
		r.published = period{grain: byDay, first: day}
	}
	var out []Expression
	var units []unit
	for i, sentence := range doc.Sents {
		r.at = i
		units = split(doc, sentence, units[:0])
		out = append(out, r.sentence(units)...)
	}
	return out
}
