package main

import (
	"fmt"
	"math"

	"github.com/cotejo/cotejo"
)

// near is how far a place may lie from where the annotators have it, in kilometres: a hundred miles, as the literature has it.
const near = 161.0

// scores counts names of places found and placed.
type scores struct {
	gold, located int // names in the corpus, and those with coordinates
	named         int // mentions of places
	found         int // names that a mention overlaps
	placed, right int // of these, mentions with coordinates, and those that are near
}

// add counts one article. It gives the names that are not right, with the entity that each was taken for, or nil.
func (s *scores) add(a article, r *cotejo.Reading, adjectives bool) (wrong []toponym, as []*cotejo.Entity) {
	entities := map[string]*cotejo.Entity{}
	for i := range r.Entities {
		entities[r.Entities[i].ID] = &r.Entities[i]
	}
	var mentions []cotejo.Mention
	for _, m := range r.Mentions {
		if m.Type == cotejo.Place && (m.Form == cotejo.Name || adjectives && m.Form == cotejo.Adjective) {
			mentions = append(mentions, m)
		}
	}
	s.gold += len(a.gold)
	s.named += len(mentions)
	used := map[int]bool{}
	for _, g := range a.gold {
		if g.located {
			s.located++
		}
		best, most := -1, 0
		for i, m := range mentions {
			if n := min(m.End, g.End) - max(m.Start, g.Start); n > most && !used[i] {
				best, most = i, n
			}
		}
		var e *cotejo.Entity
		if best >= 0 {
			used[best] = true
			s.found++
			e = entities[mentions[best].Entity]
		}
		if !g.located {
			continue
		}
		if e != nil && e.Lat != nil {
			s.placed++
			if kilometres(g.lat, g.lon, *e.Lat, *e.Lon) <= near {
				s.right++
				continue
			}
		}
		wrong, as = append(wrong, g), append(as, e)
	}
	return wrong, as
}

func (s *scores) String() string {
	share := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	return fmt.Sprintf("%d names; found %.1f%%, precision %.1f%%; of those placed, within %.0f km %.1f%%; found and within %.0f km %.1f%%",
		s.gold, share(s.found, s.gold), share(s.found, s.named), near, share(s.right, s.placed), near, share(s.right, s.located))
}

// kilometres is the great-circle distance between two points given in degrees.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	dLat, dLon := (lat2-lat1)*rad/2, (lon2-lon1)*rad/2
	h := math.Pow(math.Sin(dLat), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin(dLon), 2)
	return 6371 * 2 * math.Asin(min(1, math.Sqrt(h)))
}
