package resolve

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// officePhrase makes a body of a phrase for an office that every country has: "the national police", "the Colombian
// government". With its country known, it is the same body in every report.
func (r *reader) officePhrase(p *phrase, sub string) {
	country := p.countryOf(r)
	if country == "" && len(p.origins) == 0 {
		country = r.mainCountry(nil)
	}
	key := r.officeKey(r.text(p.rng))
	for e := range r.entities {
		if o := &r.entities[e]; o.typ == cotejo.Organization && o.actor < 0 && o.country == country && office(o.sub) && r.officeKey(o.name) == key {
			r.mean(p, e)
			o.addName(r.text(p.rng))
			return
		}
	}
	if a := r.knownOffice(key, sub, country); a >= 0 {
		r.mean(p, r.actorEntity(a))
		return
	}
	e := r.newEntity(entity{typ: cotejo.Organization, sub: sub, name: r.text(p.rng), country: country, place: -1, actor: -1, key: key, bound: country == ""})
	r.mean(p, e)
}

// officeKey gives what the names of one country's office share: "Colombian Navy", "the navy" and "Navy of Colombia" are one.
func (r *reader) officeKey(name string) string {
	words := strings.Fields(gazetteer.Fold(name))
	var out []string
	for _, w := range words {
		if small[w] || r.lex.idle[w] || r.lex.definite[w] || len(r.gaz.Adjective(w)) > 0 {
			continue
		}
		if r.hasCountry(r.gaz.Find(w)) {
			continue
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return strings.Join(words, " ")
	}
	return strings.Join(out, " ")
}

// knownOffice gives the one well-known body of a country that an office's key names, or -1.
func (r *reader) knownOffice(key, sub, country string) int {
	found := -1
	for a := range r.gaz.ActorCount() {
		actor := r.gaz.Actor(a)
		if country == "" || actor.Country != country || actor.Subtype != sub {
			continue
		}
		if slices.ContainsFunc(actor.Names, func(n string) bool { return r.officeKey(n) == key }) {
			if found >= 0 {
				return -1
			}
			found = a
		}
	}
	return found
}

// office says whether every country has a body of this kind.
func office(sub string) bool {
	switch sub {
	case "police", "military", "government", "court", "prosecutor", "legislature", "intelligence":
		return true
	}
	return false
}

// countries counts the mentions of places by country. Once names are merged no place changes, and only new mentions are counted.
func (r *reader) countries() map[string]int {
	if !r.settled || r.count == nil {
		r.count, r.upto = map[string]int{}, 0
	}
	for ; r.upto < len(r.mentions); r.upto++ {
		if p := r.mentions[r.upto].place; p >= 0 {
			if c := r.gaz.Place(p).Country; c != "" {
				r.count[c]++
			}
		}
	}
	return r.count
}

// mainCountry gives the country that the document is about, where one is named twice and three times as often as any
// other; or, of the countries given, the one that is named three times as often as the rest.
func (r *reader) mainCountry(among []string) string {
	best, second, country := 0, 0, ""
	for c, n := range r.countries() {
		if among != nil && !slices.Contains(among, c) {
			continue
		}
		if n > best || n == best && c < country {
			best, second, country = n, best, c
		} else if n > second {
			second = n
		}
	}
	if (best >= 2 || among != nil) && best >= 3*second {
		return country
	}
	return ""
}
