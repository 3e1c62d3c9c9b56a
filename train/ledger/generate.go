package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

// perDay is how many reports appear a day, however many there are in all.
const perDay = 150

// copied is the share of reports that print another's text.
const copied = 0.3

// begin is the day of the first report.
var begin = time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)

// generator makes readings as they might come of reports, without any text being understood: the same for the same seed and number,
// whatever was made before. Actors follow a power law and come and go; three in ten reports are a wire's text, cut and re-headed.
type generator struct {
	seed       uint64
	words      []string // of which texts are made
	surnames   []string
	actors     *zipf
	towns      *zipf
	vocabulary *zipf
}

func newGenerator(seed uint64) *generator {
	r := rand.New(rand.NewPCG(seed, 0))
	g := &generator{seed: seed, actors: newZipf(1.05, 20_000), towns: newZipf(1.05, 3_000), vocabulary: newZipf(1.0, 20_000)}
	for range 20_000 {
		g.words = append(g.words, word(r, 1+r.IntN(3)))
	}
	for range 4_000 {
		g.surnames = append(g.surnames, title(word(r, 2+r.IntN(2))))
	}
	return g
}

var syllables = strings.Fields("ba be bi bo ca co cu da de do fa fe ga go gui ja jo la le li lo ma me mi mo na ne ni no ña pa pe pi po qui ra re ri ro sa se si so ta te ti to tra tre va ve vi za zo cha che llo rra rro")

func word(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n + 1 {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	return b.String()
}

func title(s string) string {
	_, first := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:first]) + s[first:]
}

var given = strings.Fields("Ana Luis Marta Jorge Elena Pedro Rosa Iván Clara Hugo Nora Raúl Inés Omar Julia Diego Laura Mateo Sara Tomás Alba Bruno Celia Darío Emilio Flora Gael Irene Jaime Lidia")

// actor is somebody in the trade: a body or a person, under one of two names.
func (g *generator) actor(r *rand.Rand, day int) cotejo.Entity {
	rank := g.actors.draw(r)
	// Who holds a place in the ranking changes: the best known last for years, the others for months.
	life := max(60, 3650/(1+rank/10))
	turn := (day + int(mix(g.seed, uint64(rank))%uint64(life))) / life
	own := rand.New(rand.NewPCG(g.seed^1, mix(uint64(rank), uint64(turn))))
	second := r.IntN(7) == 0
	if rank%3 == 0 {
		first, one, two := given[own.IntN(len(given))]+" "+given[own.IntN(len(given))], g.surnames[own.IntN(len(g.surnames))], g.surnames[own.IntN(len(g.surnames))]
		name := first + " " + one + " " + two
		if second {
			name = first + " " + one
		}
		return entity(cotejo.Person, "", name)
	}
	name := title(word(own, 3)) + " " + title(word(own, 2))
	if second {
		return entity(cotejo.Organization, "criminal_organization", "Cártel de "+name)
	}
	return entity(cotejo.Organization, "criminal_organization", name+" Cartel")
}

func (g *generator) official(r *rand.Rand) cotejo.Entity {
	own := rand.New(rand.NewPCG(g.seed^2, uint64(r.IntN(3000))))
	return entity(cotejo.Person, "", given[own.IntN(len(given))]+" "+g.surnames[own.IntN(len(g.surnames))]+" "+g.surnames[own.IntN(len(g.surnames))])
}

// town gives a town, and the province and the country that hold it.
func (g *generator) town(r *rand.Rand) []cotejo.Entity {
	rank := g.towns.draw(r)
	own := rand.New(rand.NewPCG(g.seed^3, uint64(rank)))
	country := own.IntN(12)
	code := string([]byte{'a' + byte(country), 'x'})
	nation := entity(cotejo.Place, "country", fmt.Sprintf("Country %c", 'A'+country))
	nation.Country = cotejo.Text(code)
	province := entity(cotejo.Place, "region", fmt.Sprintf("Province %c%d", 'A'+country, own.IntN(20)))
	province.Country, province.Within = cotejo.Text(code), []string{nation.ID}
	town := entity(cotejo.Place, "city", title(word(own, 3)))
	town.Country, town.Within = cotejo.Text(code), []string{province.ID, nation.ID}
	return []cotejo.Entity{located(town), located(province), located(nation)}
}

// located puts a place somewhere in the Americas, always the same.
func located(e cotejo.Entity) cotejo.Entity {
	sum := sha256.Sum256([]byte(e.ID))
	lat, lon := -35+float64(sum[0])*65/256, -115+float64(sum[1])*80/256
	e.Lat, e.Lon = &lat, &lon
	return e
}

func entity(t cotejo.EntityType, subtype, name string) cotejo.Entity {
	sum := sha256.Sum256([]byte(string(t) + name))
	return cotejo.Entity{ID: fmt.Sprintf("e:%x", sum[:6]), Name: name, Type: t, Subtype: cotejo.Text(subtype), Aliases: []string{}}
}

// reading makes the i-th reading.
func (g *generator) reading(i int) *cotejo.Reading {
	r := rand.New(rand.NewPCG(g.seed^4, uint64(i)))
	original, copy := i, false
	for r.Float64() < copied && original > 0 { // of what a wire sent in the last two days
		original, copy = max(0, original-1-r.IntN(2*perDay)), true
		r = rand.New(rand.NewPCG(g.seed^4, uint64(original)))
	}
	b := &builder{g: g, entities: map[string]bool{}, day: original / perDay}
	b.story(r)
	own := rand.New(rand.NewPCG(g.seed^5, uint64(i)))
	publisher := fmt.Sprintf("Paper %s", g.surnames[own.IntN(300)])
	if !copy && i%3 == 0 {
		publisher = []string{"Wire One", "Wire Two", "Wire Three"}[own.IntN(3)]
	}
	return b.build(own, copy, i, publisher)
}

// mix makes one number of two (the finalizer of SplitMix64).
func mix(a, b uint64) uint64 {
	z := a*0x9e3779b97f4a7c15 + b
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
