package link

import (
	"strings"

	"github.com/cotejo/cotejo"
)

// Likely says what names look like that are thought to be one's: a body's where one of them holds a kind of body or a
// word for what sort of body it is, is an acronym or is a well-known body's, and a person's else.
func (m *Matcher) Likely(names ...string) cotejo.EntityType {
	for _, name := range names {
		f, p := m.parseForm(name), m.words.parsePerson(name)
		switch {
		case m.bynames.find(&p.person) >= 0:
			return cotejo.Person
		case f.short, m.actors.find(m.gaz, name, &f, "") >= 0, f.country != "", f.legal != "":
			return cotejo.Organization
		case m.saysSort(name):
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

// saysSort says whether a name says what sort of body it is of, by a word that may be left out: "Northwall gang", "Grupo Norte". At the end of a
// name it is in small letters: Joyce Banda is no gang.
func (m *Matcher) saysSort(name string) bool {
	words := m.words.bodyTokens(name)
	if len(words) < 2 {
		return false
	}
	last := words[len(words)-1]
	return m.words.phrases[words[0].text].light || m.words.phrases[last.text].light && last.raw == strings.ToLower(last.raw)
}

// Threshold is the score from which two records are the same.
func (m *Matcher) Threshold() float64 { return m.weights.Threshold }
