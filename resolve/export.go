package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/gazetteer"
)

// export gives an entity as the ledger keeps it.
func (r *reader) export(e *entity) cotejo.Entity {
	out := cotejo.Entity{Name: r.recase(e, e.display(r)), Type: e.typ, Subtype: cotejo.Text(e.sub), Country: cotejo.Text(e.country), Bound: e.bound}
	aliases := slices.Clone(e.names)
	if e.actor >= 0 {
		aliases = append(aliases, r.gaz.Actor(e.actor).Names...)
	}
	if e.place >= 0 {
		p := r.gaz.Place(e.place)
		aliases = append(aliases, p.Name, p.Spanish)
		if p.Located {
			lat, lon := p.Lat, p.Lon
			out.Lat, out.Lon = &lat, &lon
		}
		out.Geonames = cotejo.Text(p.Geonames)
	}
	if len(e.sides) == 2 {
		if lat, lon, ok := r.gaz.Border(e.sides[0], e.sides[1]); ok {
			out.Lat, out.Lon = &lat, &lon
		}
	}
	for _, id := range e.site {
		p := r.gaz.Place(id)
		out.Country = cotejo.Text(p.Country)
		if p.Located && (p.Kind == gazetteer.Town || p.Kind == gazetteer.County) { // as near as anybody can tell
			out.Lat, out.Lon = &p.Lat, &p.Lon
		}
	}
	for _, h := range r.holders(e) {
		holder := &r.entities[h]
		out.Within = append(out.Within, r.id(holder, holder.display(r)))
	}
	slices.Sort(aliases)
	for _, a := range slices.Compact(aliases) {
		if a != out.Name {
			out.Aliases = append(out.Aliases, a)
		}
	}
	if out.Aliases == nil {
		out.Aliases = []string{}
	}
	out.ID = r.id(e, out.Name)
	return out
}

// holders gives the entities of the places that hold a place, nearest first; a border is held by both its countries.
func (r *reader) holders(e *entity) []int {
	var ids []gazetteer.ID
	if e.place >= 0 {
		ids = r.gaz.Holders(e.place)
	}
	for _, id := range e.site {
		ids = append(append(ids, id), r.gaz.Holders(id)...)
	}
	for _, country := range e.sides {
		if id, ok := r.gaz.Code(country); ok {
			ids = append(ids, id)
		}
	}
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = r.placeEntity(id)
	}
	return out
}

// display gives the name to show: the well-known one, else the fullest that the text gives.
func (e *entity) display(r *reader) string {
	if e.actor >= 0 {
		return r.gaz.Actor(e.actor).Name
	}
	if e.place >= 0 {
		return r.gaz.Place(e.place).Name
	}
	if e.typ == cotejo.Group { // "Mexican cartels" says more than "notorious drug cartels"
		for _, n := range e.names {
			if e.country != "" && r.saysOrigin(n) {
				return n
			}
		}
	}
	if e.sub == "border" || !e.named {
		return e.name
	}
	best := e.name
	for _, n := range e.names {
		if a, b := len(strings.Fields(n)), len(strings.Fields(best)); a > b || a == b && (len(n) > len(best) || len(n) == len(best) && n < best) {
			best = n
		}
	}
	return best
}

// id makes an entity's id from its type, name and country, so that one name has one id in every document and in whatever
// order names stand. An entity that another document cannot name again has the document in its id too.
func (r *reader) id(e *entity, name string) string {
	key := e.key
	switch {
	case e.typ == cotejo.Organization && e.actor < 0 && office(e.sub) && e.country != "":
		key = r.officeKey(name)
	case key == "":
		key = nameKey(name)
	}
	parts := []string{string(e.typ), key, e.country}
	if e.bound {
		doc := r.opt.Document
		if doc == "" {
			sum := sha256.Sum256([]byte(r.doc.Text))
			doc = hex.EncodeToString(sum[:])
		}
		parts = append(parts, doc)
		if !e.named {
			parts = append(parts, gazetteer.Fold(e.name), strconv.Itoa(r.twins(e)))
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "e:" + hex.EncodeToString(sum[:6])
}

// twins counts the entities before one that are called by the same words: two anonymous officials are two.
func (r *reader) twins(e *entity) int {
	n := 0
	for i := range r.entities {
		o := &r.entities[i]
		if o == e {
			break
		}
		if o.typ == e.typ && !o.named && o.bound && len(o.seen) > 0 && gazetteer.Fold(o.name) == gazetteer.Fold(e.name) {
			n++
		}
	}
	return n
}

// recase gives a name that stands in capitals the case that names have. Acronyms stay, and a body's single word, which may
// be one.
func (r *reader) recase(e *entity, name string) string {
	if strings.ToUpper(name) != name || strings.ToLower(name) == name || e.typ == cotejo.Organization && !strings.Contains(name, " ") {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		switch {
		case acronym(w) && len(r.gaz.Actors(w)) > 0:
			continue
		case e.named && (i == 0 || !small[gazetteer.Fold(w)]), len(r.gaz.Adjective(w)) > 0:
			words[i] = upperFirst(strings.ToLower(w))
		default:
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}

// saysOrigin says whether a word of the name is an adjective of origin.
func (r *reader) saysOrigin(name string) bool {
	return slices.ContainsFunc(strings.Fields(name), func(w string) bool { return len(r.gaz.Adjective(w)) > 0 })
}
