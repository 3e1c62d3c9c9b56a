// Package gazetteer knows the names of places and of well-known bodies, in English and Spanish.
//
// Places are countries, first-level and some second-level divisions, towns, continents and regions; bodies are criminal
// groups, armed groups, police forces, ministries, courts, media, wires and intergovernmental bodies. The tables are
// embedded; data/README.md names the source, licence and making of each. Names are looked up without regard to case or
// accents; see [Fold].
package gazetteer

import (
	"slices"
	"strings"
	"sync"
)

// Kind is what sort of place a place is.
type Kind string

// The kinds of places.
const (
	Continent Kind = "continent"
	Region    Kind = "region" // spans divisions or borders, has none of its own
	Sea       Kind = "sea"
	Country   Kind = "country"
	Division  Kind = "division" // first-level division of a country
	County    Kind = "county"   // second-level division
	Town      Kind = "town"
)

// Place is a place with a name.
type Place struct {
	ID         ID
	Name       string // in English, where English has its own
	Spanish    string // in Spanish
	Kind       Kind
	Country    string   // ISO 3166-1 alpha-2, lower case; empty where the place lies in several
	Division   string   // ISO 3166-2 code of the first-level division that it is or lies in; may be empty
	County     ID       // the second-level division that a town lies in, or the town that stands for it; 0 where unknown
	Lat, Lon   float64  // degrees, WGS 84
	Located    bool     // Lat and Lon are known
	Population int      // 0 where unknown
	Geonames   string   // GeoNames id; may be empty
	Capital    string   // of a country
	Neighbours []string // of a country: ISO codes of those it borders on
	Members    []string // of a region: ISO codes of the countries that lie in it
}

// ID names a place within one Gazetteer.
type ID int32

// point is a latitude and a longitude, in degrees.
type point struct{ lat, lon float64 }

// Gazetteer looks names up. It never changes and may be shared by goroutines.
type Gazetteer struct {
	places blocks // one line a place
	names  table  // one line a name: folded name, tab, line numbers of places, ascending, by commas

	extra      []Place         // countries and regions: ids from firstExtra on
	extraNames map[string][]ID // by folded name
	capitals   map[string]bool // folded names that stand for their place only in capitals: "US"
	dotted     map[string]bool // folded names that stand for their place only with a full stop: "Miss."
	adjectives map[string][]ID // by folded form
	codes      map[string]ID   // countries by ISO 3166-1, divisions by ISO 3166-2
	shared     map[string]bool // codes that divisions of several names bear: nobody knows in which of them a town lies
	borders    map[[2]string]point

	actors []Actor
	actor  map[string][]int32 // by folded name
	upper  map[string]bool    // folded names of actors that stand only in capitals: acronyms
}

// firstExtra is the id of the first place that is not in the table.
const firstExtra ID = 1 << 24

// Load reads the embedded tables. It reads them once; every call gives the same Gazetteer.
func Load() (*Gazetteer, error) { return load() }

var load = sync.OnceValues(read)

// maxWords is the most words that a name of the tables is looked up with.
const maxWords = 12

// Find gives the places that bear a name. A name that is an abbreviation, such as "US", is found in capitals alone.
func (g *Gazetteer) Find(name string) []ID {
	key := Fold(name)
	if key == "" {
		return nil
	}
	return g.byKey(key, name)
}

// byKey gives the places of a folded name; written is the name as it stands.
func (g *Gazetteer) byKey(key, written string) []ID {
	var ids []ID
	if n, ok := g.names.find(key); ok {
		_, list, _ := strings.Cut(g.names.line(n), "\t")
		for item := range strings.SplitSeq(list, ",") {
			ids = append(ids, ID(atoi(item)))
		}
	}
	if g.capitals[key] && !inCapitals(written) || g.dotted[key] && !strings.HasSuffix(written, ".") {
		return ids
	}
	return append(ids, g.extraNames[key]...)
}

// Longest gives the longest name of a place that the words begin with: how many words it takes, and the places that bear
// it. n is 0 where there is none.
func (g *Gazetteer) Longest(words []string) (n int, ids []ID) {
	key := ""
	for i, w := range words {
		if i == maxWords {
			break
		}
		f := Fold(w)
		if f == "" {
			if i == 0 {
				return n, ids
			}
			continue
		}
		if key != "" {
			key += " "
		}
		key += f
		if found := g.byKey(key, strings.Join(words[:i+1], " ")); len(found) > 0 {
			n, ids = i+1, found
		}
		if !g.names.hasPrefix(key) && !g.extraPrefix(key) {
			break
		}
	}
	return n, ids
}

func (g *Gazetteer) extraPrefix(key string) bool { _, ok := g.extraNames[key+" "]; return ok }

// Place gives the place of an id. The slices in it must not be changed.
func (g *Gazetteer) Place(id ID) Place {
	if id >= firstExtra {
		return g.extra[id-firstExtra]
	}
	p := parsePlace(g.places.line(int(id)))
	p.ID = id
	return p
}

// Holders gives the places that hold a place, nearest first: its second-level division, its first-level division, its
// country, as far as they are known.
func (g *Gazetteer) Holders(id ID) []ID {
	p := g.Place(id)
	var out []ID
	if p.County != 0 {
		out = append(out, p.County)
	}
	for _, code := range []string{p.Division, p.Country} {
		if g.shared[code] {
			continue
		}
		if holder, ok := g.Code(code); ok && holder != id && (p.Kind != Country || g.Place(holder).Kind != Country) {
			out = append(out, holder)
		}
	}
	return out
}

// Border gives the middle of the land border of two countries by their ISO codes, in degrees: the point half way along its
// longest stretch.
func (g *Gazetteer) Border(a, b string) (lat, lon float64, ok bool) {
	p, ok := g.borders[[2]string{min(a, b), max(a, b)}]
	return p.lat, p.lon, ok
}

// Code gives the country of an ISO 3166-1 alpha-2 code or the division of an ISO 3166-2 code, in any case.
func (g *Gazetteer) Code(code string) (ID, bool) {
	id, ok := g.codes[strings.ToUpper(code)]
	return id, ok
}

// Adjective gives the places that an adjective or a name for people of the place ("Mexican", "mexicanas", "Spaniard",
// "Andean") speaks of. Words of one adjective are parted by a space.
func (g *Gazetteer) Adjective(word string) []ID { return g.adjectives[Fold(word)] }

// Within says whether a place lies in, or is, the region or country. A region within several countries lies in none.
func (g *Gazetteer) Within(p, region Place) bool {
	switch region.Kind {
	case Country:
		return p.Country == region.Country
	case Division:
		return p.Division != "" && p.Division == region.Division
	case County:
		return p.ID == region.ID || p.County == region.ID && p.County != 0
	}
	return p.Country != "" && slices.Contains(region.Members, p.Country)
}

// inCapitals says whether s has letters and none of them is in lower case.
func inCapitals(s string) bool { return strings.ToLower(s) != s && strings.ToUpper(s) == s }
