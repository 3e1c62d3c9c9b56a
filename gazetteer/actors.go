package gazetteer

import (
	"fmt"
	"slices"
	"strings"
)

// Actor is a well-known body: a group, a force, an office, a paper.
type Actor struct {
	Name    string   // in English, where English has its own
	Names   []string // every name it is known by, Name among them
	Subtype string   // what it is: see Subtypes
	Country string   // ISO 3166-1 alpha-2, lower case; empty where it is of none
}

// Subtypes lists what an actor can be.
var Subtypes = []string{"criminal_organization", "guerrilla", "paramilitary", "terrorist", "police", "military", "intelligence", "prosecutor", "government", "court",
	"legislature", "political_party", "media", "wire", "intergovernmental", "company", "nongovernmental"}

// actorEntry is an entry of actors.yaml.
type actorEntry struct {
	Name    string
	Es      []string
	En      []string
	Acronym []string
	Subtype string
	Country string
	Source  string
}

func (g *Gazetteer) readActors() error {
	var file struct{ Actors []actorEntry }
	if err := readYAML("actors.yaml", &file); err != nil {
		return err
	}
	g.actor, g.upper = map[string][]int32{}, map[string]bool{}
	for _, e := range file.Actors {
		if err := e.check(); err != nil {
			return fmt.Errorf("actors.yaml: %q: %w", e.Name, err)
		}
		n := int32(len(g.actors))
		a := Actor{Name: e.Name, Subtype: e.Subtype, Country: e.Country}
		for _, name := range slices.Concat([]string{e.Name}, e.En, e.Es, e.Acronym) {
			if !slices.Contains(a.Names, name) {
				a.Names = append(a.Names, name)
			}
			g.nameActor(n, name, slices.Contains(e.Acronym, name) || inCapitals(name))
		}
		g.actors = append(g.actors, a)
	}
	return nil
}

func (e *actorEntry) check() error {
	switch {
	case e.Name == "":
		return fmt.Errorf("has no name")
	case e.Source == "":
		return fmt.Errorf("has no source")
	case !slices.Contains(Subtypes, e.Subtype):
		return fmt.Errorf("subtype %q is none of %s", e.Subtype, strings.Join(Subtypes, ", "))
	case e.Country != "" && len(e.Country) != 2:
		return fmt.Errorf("country %q is not an ISO 3166-1 code of two letters", e.Country)
	}
	return nil
}

func (g *Gazetteer) nameActor(n int32, name string, acronym bool) {
	key := Fold(name)
	if key == "" {
		return
	}
	if !slices.Contains(g.actor[key], n) {
		g.actor[key] = append(g.actor[key], n)
	}
	if acronym {
		g.upper[key] = true
	}
	for i := range key {
		if key[i] == ' ' {
			if prefix := key[:i+1]; g.actor[prefix] == nil {
				g.actor[prefix] = []int32{}
			}
		}
	}
}

// Actors gives the bodies that bear a name, by their place in [Gazetteer.Actor]. Acronyms are found in capitals alone.
func (g *Gazetteer) Actors(name string) []int {
	n, ids := g.LongestActor([]string{name})
	if n == 0 {
		return nil
	}
	return ids
}

// Actor gives the body of an id. The slices in it must not be changed.
func (g *Gazetteer) Actor(id int) Actor { return g.actors[id] }

// ActorCount is the number of bodies; their ids are below it.
func (g *Gazetteer) ActorCount() int { return len(g.actors) }

// LongestActor gives the longest name of a body that the words begin with: how many words it takes, and the ids of the
// bodies that bear it. n is 0 where there is none.
func (g *Gazetteer) LongestActor(words []string) (n int, ids []int) {
	key := ""
	for i, w := range words {
		if i == maxWords {
			break
		}
		f := Fold(w)
		if f == "" {
			if i == 0 {
				return 0, nil
			}
			continue
		}
		if key != "" {
			key += " "
		}
		key += f
		if found := g.actor[key]; len(found) > 0 && (!g.upper[key] || inCapitals(strings.Join(words[:i+1], ""))) {
			n, ids = i+1, ids[:0]
			for _, id := range found {
				ids = append(ids, int(id))
			}
		}
		if _, ok := g.actor[key+" "]; !ok {
			break
		}
	}
	return n, ids
}

// Known says whether the body bears a name, without regard to case and accents.
func (a Actor) Known(name string) bool {
	key := Fold(name)
	return slices.ContainsFunc(a.Names, func(n string) bool { return Fold(n) == key })
}
