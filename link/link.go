// Package link says which names of many documents are one person's or one body's.
//
// [Matcher.Compare] weighs two records by the signs that their names hold (a second surname left out, an acronym, a translation, a
// number of a unit), after Fellegi and Sunter (1969, "A theory for record linkage"): each sign adds its log-odds, and some are a veto.
// [Matcher.Keys] gives the keys that bring those together that are worth comparing, and [Matcher.Cluster] makes groups of the verdicts and
// of what people decided. All of it is a function of its arguments: the order in which records come does not matter.
//
// What the words mean stands in data/*.yaml. Which bodies are well known is the gazetteer's to say.
package link

import (
	"slices"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// Record is what is known of one entity.
type Record struct {
	ID      string
	Name    string
	Type    cotejo.EntityType
	Subtype string
	Country string // ISO 3166-1 alpha-2, lower case; empty where unknown
	Aliases []string
	Bound   bool // to one document, which alone can name it: it is linked with nothing
	Uses    int  // how often it is named; chooses the head of a group and nothing else

	// Company is the ids of those that it is mentioned with, the most telling first; the first [MaxCompany] are looked at. Where
	// it is nil the company is unknown and names alone decide. Where it is not, a name that fits many (a bare surname, a police
	// force without its country) joins only where company is shared.
	Company []string
}

// MaxCompany is how many companions of a record are looked at.
const MaxCompany = 16

// Prepared is a record with its names taken apart. It never changes.
type Prepared struct {
	rec     Record
	person  *person
	body    *body
	company []uint64 // hashed, ascending; nil where unknown
}

// ID gives the id of the record.
func (p *Prepared) ID() string { return p.rec.ID }

// Matcher compares names. It never changes and may be shared by goroutines.
type Matcher struct {
	words   *lexicon
	weights weights
	gaz     *gazetteer.Gazetteer
	actors  *actorIndex
	bynames *bynameIndex
}

// Load reads the embedded tables. It reads them once; every call gives the same Matcher.
func Load() (*Matcher, error) { return load() }

var load = sync.OnceValues(func() (*Matcher, error) {
	gaz, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	m := &Matcher{gaz: gaz}
	if m.words, err = readLexicon(); err != nil {
		return nil, err
	}
	if m.weights, err = readWeights(); err != nil {
		return nil, err
	}
	if m.bynames, err = readBynames(m); err != nil {
		return nil, err
	}
	m.actors = m.indexActors()
	return m, nil
})

// Prepare takes a record's names apart, so that it can be compared many times. The record must not be changed afterwards.
func (m *Matcher) Prepare(r Record) *Prepared {
	p := &Prepared{rec: r}
	switch r.Type {
	case cotejo.Person:
		p.person = m.preparePerson(r)
	case cotejo.Organization, cotejo.Group:
		p.body = m.prepareBody(r)
	}
	if r.Company != nil {
		p.company = make([]uint64, 0, MaxCompany)
		for _, c := range r.Company[:min(len(r.Company), MaxCompany)] {
			p.company = append(p.company, hash(c))
		}
		slices.Sort(p.company)
		p.company = slices.Compact(p.company)
	}
	return p
}

// Verdict is what the names of two records say of their being one.
type Verdict struct {
	Score float64 // 0 to 1
	Same  bool    // the score reaches the threshold and nothing speaks against it
	Apart bool    // something in the names tells the two apart; where neither Same nor Apart holds, the names do not say
}

// Compare says whether two records are one. It is symmetric.
func (m *Matcher) Compare(a, b *Prepared) Verdict { return m.judge(a, b, nil) }

// Explain is [Matcher.Compare] with its reasons, the weightiest first.
func (m *Matcher) Explain(a, b *Prepared) (Verdict, []Reason) {
	t := &trace{}
	v := m.judge(a, b, t)
	return v, t.sorted()
}

func (m *Matcher) judge(a, b *Prepared, t *trace) Verdict {
	if before(b, a) {
		a, b = b, a
	}
	switch {
	case a.rec.Type != b.rec.Type:
		t.veto(otherType, string(a.rec.Type), string(b.rec.Type))
		return Verdict{Apart: true}
	case a.rec.Bound || b.rec.Bound:
		t.add(0, bound, "", "")
		return Verdict{}
	case a.person != nil:
		return m.judgePersons(a, b, t)
	case a.body != nil:
		return m.judgeBodies(a, b, t)
	}
	return Verdict{}
}

// before orders two records by their text, so that a verdict and its words do not depend on which came first.
func before(a, b *Prepared) bool {
	if a.rec.Name != b.rec.Name {
		return a.rec.Name < b.rec.Name
	}
	return a.rec.ID < b.rec.ID
}

// namesAlone says whether the company of both is unknown, so that names alone decide.
func namesAlone(a, b *Prepared) bool { return a.company == nil && b.company == nil }

// shared counts the companions that both have.
func shared(a, b *Prepared) int {
	n := 0
	for i, j := 0, 0; i < len(a.company) && j < len(b.company); {
		switch {
		case a.company[i] < b.company[j]:
			i++
		case a.company[i] > b.company[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
