package link

import (
	"strings"

	"github.com/cotejo/cotejo"
)

// Likely says what names look like that are thought to be one's: a body's where one of them holds a kind of body, is an
// acronym or is a well-known body's, and a person's else.
func (m *Matcher) Likely(names ...string) cotejo.EntityType {
	for _, name := range names {
		f, p := m.parseForm(name), m.words.parsePerson(name)
		switch {
		case m.bynames.find(&p.person) >= 0:
			return cotejo.Person
		case f.short, m.actors.find(m.gaz, name, &f, "") >= 0, f.country != "", f.legal != "":
			return cotejo.Organization
		}
		for _, p := range f.parts {
			if p.kind {
				return cotejo.Organization
			}
		}
		if first, _, _ := strings.Cut(strings.ToLower(name), " "); first == "los" || first == "las" || first == "the" {
			return cotejo.Organization
		}
	}
	return cotejo.Person
}

// Threshold is the score from which two records are the same.
func (m *Matcher) Threshold() float64 { return m.weights.Threshold }
