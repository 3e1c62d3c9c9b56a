// Package resolve says who and what the words of one document mean: which mentions name one person, body, place or group,
// and which place of the world a name stands for.
//
// It goes from the sure to the unsure: names and their short forms, acronyms and titles; then descriptions, by what is
// known of an entity ("the Andean nation"); pronouns last. What several entities fit equally well stays unresolved.
package resolve

import (
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
	"github.com/cotejo/cotejo/nlp"
)

// Want is a noun phrase or pronoun that fills a role, or is a source, and should be resolved.
type Want struct {
	Head  int
	Range nlp.Range
	Types []cotejo.EntityType // what the role takes; nil for anything
	Thing bool                // drugs, vehicles, money: no entity
}

// Options are what the reader of a document knows beside its words.
type Options struct {
	// Document identifies the document. Entities that another document cannot name again ("an anonymous official") have
	// ids that are bound to it.
	Document string
}

// Mention is where a document names an entity.
type Mention struct {
	Range  nlp.Range
	Head   int
	Entity int // index into the entities of the Resolution
	Form   cotejo.Form
}

// Resolution is who is meant in one document.
type Resolution struct {
	Entities []cotejo.Entity // those mentioned, and the places that hold a place mentioned
	Mentions []Mention       // in text order
	at       map[int]int
}

// At gives the entity that the phrase headed by a word means, as an index into Entities. Every word of a name heads it.
func (r *Resolution) At(head int) (entity int, ok bool) {
	entity, ok = r.at[head]
	return entity, ok
}

// Document resolves the mentions of one document: all names in it, and the phrases that are wanted. Wants are met in the
// order in which they stand in the text, whatever the order of the slice.
func Document(doc *nlp.Doc, gaz *gazetteer.Gazetteer, wants []Want, opt Options) (*Resolution, error) {
	lex, err := lexiconOf(doc.Lang)
	if err != nil {
		return nil, err
	}
	r := &reader{doc: doc, tree: nlp.NewTree(doc), gaz: gaz, lex: lex, opt: opt, wants: map[int]Want{}, at: map[int]int{}}
	for _, w := range wants {
		if w.Head >= 0 && w.Head < doc.Len() {
			r.wants[w.Head] = w
		}
	}
	r.prepare()
	r.findNames()
	r.placeNames()
	r.mergeNames()
	r.settled, r.count = true, nil
	r.describe()
	r.pronouns()
	return r.result(), nil
}

// result writes down what was found.
func (r *reader) result() *Resolution {
	out := &Resolution{at: map[int]int{}}
	index := map[int]int{}
	ids := map[string]int{}
	keep := func(entity int) int {
		n, ok := index[entity]
		if ok {
			return n
		}
		e := r.export(&r.entities[entity])
		if n, ok = ids[e.ID]; !ok {
			n = len(out.Entities)
			ids[e.ID] = n
			out.Entities = append(out.Entities, e)
		} else {
			merge(&out.Entities[n], e)
		}
		index[entity] = n
		return n
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.entity < 0 || r.entities[m.entity].idle {
			continue
		}
		n := keep(m.entity)
		for _, h := range r.holders(&r.entities[m.entity]) {
			keep(h)
		}
		out.Mentions = append(out.Mentions, Mention{m.rng, m.head, n, m.form})
	}
	slices.SortStableFunc(out.Mentions, func(a, b Mention) int {
		if a.Range.Start != b.Range.Start {
			return a.Range.Start - b.Range.Start
		}
		return b.Range.End - a.Range.End
	})
	for head, e := range r.at {
		if n, ok := index[e]; ok {
			out.at[head] = n
		}
	}
	return out
}

// merge adds the aliases of an entity to those of another that turned out to be the same.
func merge(into *cotejo.Entity, e cotejo.Entity) {
	for _, a := range append(e.Aliases, e.Name) {
		if a != into.Name && !slices.Contains(into.Aliases, a) {
			into.Aliases = append(into.Aliases, a)
		}
	}
	slices.Sort(into.Aliases)
}
