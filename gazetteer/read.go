package gazetteer

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed data
var data embed.FS

func read() (*Gazetteer, error) {
	g := &Gazetteer{extraNames: map[string][]ID{}, capitals: map[string]bool{}, dotted: map[string]bool{}, adjectives: map[string][]ID{}, codes: map[string]ID{}, borders: map[[2]string]point{}, shared: map[string]bool{}}
	names, actors := make(chan error, 1), make(chan error, 1)
	go func() { var err error; g.names, err = open("names.tsv.gz"); names <- err }()
	go func() { actors <- g.readActors() }()
	files, err := data.ReadDir("data/places")
	if err != nil {
		return nil, err
	}
	var packed [][]byte
	for _, f := range files { // in the order of their numbers
		block, err := data.ReadFile("data/places/" + f.Name())
		if err != nil {
			return nil, err
		}
		packed = append(packed, block)
	}
	g.places = newBlocks(packed)
	for _, step := range []func() error{g.readCountries, g.readBorders, g.readRegions, g.indexDivisions, g.readAliases, g.readAdjectives} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if err := <-names; err != nil {
		return nil, err
	}
	return g, <-actors
}

func open(name string) (table, error) {
	packed, err := data.ReadFile("data/" + name)
	if err != nil {
		return table{}, err
	}
	return unpack(name, packed)
}

// rows gives the cells of each line of an embedded table; lines that begin with # are comments.
func rows(name string, cells int) ([][]string, error) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, err
	}
	var out [][]string
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != cells {
			return nil, fmt.Errorf("%s:%d: %d cells, want %d: part them by tabs", name, n, len(row), cells)
		}
		out = append(out, row)
	}
	return out, nil
}

func (g *Gazetteer) readCountries() error {
	table, err := rows("countries.tsv", 12)
	if err != nil {
		return err
	}
	for _, r := range table {
		p := Place{Name: r[3], Spanish: r[4], Kind: Country, Country: strings.ToLower(r[0]), Geonames: r[2], Capital: r[6], Population: atoi(r[9])}
		p.Lat, p.Lon, p.Located = parsePoint(r[7], r[8])
		if r[11] != "" {
			p.Neighbours = strings.Split(strings.ToLower(r[11]), ",")
		}
		g.codes[r[0]] = g.add(p, append(strings.Split(r[5], "|"), p.Name, p.Spanish)...)
	}
	return nil
}

func (g *Gazetteer) readBorders() error {
	table, err := rows("borders.tsv", 4)
	if err != nil {
		return err
	}
	for _, r := range table {
		lat, lon, ok := parsePoint(r[2], r[3])
		if !ok {
			return fmt.Errorf("borders.tsv: %s and %s: %q, %q is no point", r[0], r[1], r[2], r[3])
		}
		g.borders[[2]string{strings.ToLower(r[0]), strings.ToLower(r[1])}] = point{lat, lon}
	}
	return nil
}

// region is an entry of regions.yaml.
type region struct {
	Name       string
	Es         []string
	Kind       Kind
	Country    string
	Adjectives struct{ En, Es []string }
	Lat, Lon   float64
	Geonames   string
	Members    []string
	Source     string
}

func (g *Gazetteer) readRegions() error {
	var file struct{ Regions []region }
	if err := readYAML("regions.yaml", &file); err != nil {
		return err
	}
	for _, r := range file.Regions {
		p := Place{Name: r.Name, Spanish: r.Name, Kind: r.Kind, Country: r.Country, Lat: r.Lat, Lon: r.Lon, Located: true, Geonames: r.Geonames, Members: r.Members}
		if len(r.Es) > 0 {
			p.Spanish = r.Es[0]
		}
		id := g.add(p, append(slices.Clone(r.Es), r.Name)...)
		g.adjective(id, r.Adjectives.En, r.Adjectives.Es)
	}
	return nil
}

func readYAML(name string, into any) error {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// indexDivisions notes the code of each first-level division, and the codes that divisions of several names bear. Divisions
// lead the table of places.
func (g *Gazetteer) indexDivisions() error {
	for n := 0; n < len(g.places.parts)*blockLines; n++ {
		p := parsePlace(g.places.line(n))
		if p.Kind != Division {
			break
		}
		other, ok := g.codes[p.Division]
		if !ok {
			g.codes[p.Division] = ID(n)
			continue
		}
		known := g.Place(other)
		if known.Geonames != "" && p.Geonames == "" {
			continue // an island may bear the code of its state
		}
		if known.Geonames != "" && Fold(known.Name) != Fold(p.Name) {
			g.shared[p.Division] = true
		}
		if known.Geonames == "" || p.Population > known.Population {
			g.codes[p.Division] = ID(n)
		}
	}
	return nil
}

func (g *Gazetteer) readAliases() error {
	table, err := rows("aliases.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range table {
		id, ok := g.codes[r[0]]
		if !ok {
			return fmt.Errorf("aliases.tsv: no place has the code %q", r[0])
		}
		for name := range strings.SplitSeq(r[1], "|") {
			g.name(id, name)
			if inCapitals(name) {
				g.capitals[Fold(name)] = true
			} else if strings.HasSuffix(name, ".") {
				g.dotted[Fold(name)] = true
			}
		}
	}
	return nil
}

func (g *Gazetteer) readAdjectives() error {
	table, err := rows("adjectives.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range table {
		id, ok := g.codes[r[0]]
		if !ok {
			if strings.HasPrefix(r[0], "GB-") { // the nations of the United Kingdom stand in regions.yaml
				continue
			}
			return fmt.Errorf("adjectives.tsv: no place has the code %q", r[0])
		}
		g.adjective(id, split(r[1]), split(r[2]))
	}
	return nil
}

func split(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// add takes a place that is not in the table and the names it bears.
func (g *Gazetteer) add(p Place, names ...string) ID {
	id := firstExtra + ID(len(g.extra))
	p.ID = id
	g.extra = append(g.extra, p)
	for _, name := range names {
		g.name(id, name)
	}
	return id
}

// articles may be said or left out before a name.
var articles = []string{"the ", "el ", "la ", "los ", "las "}

func (g *Gazetteer) name(id ID, name string) {
	key := Fold(name)
	if key == "" {
		return
	}
	keys := []string{key}
	for _, a := range articles {
		if bare, ok := strings.CutPrefix(key, a); ok && (a == "the " || g.Place(id).Kind != Country) { // never "Salvador"
			keys = append(keys, bare)
		}
	}
	for _, key := range keys {
		if !slices.Contains(g.extraNames[key], id) {
			g.extraNames[key] = append(g.extraNames[key], id)
		}
		for i := range key {
			if key[i] == ' ' {
				if prefix := key[:i+1]; g.extraNames[prefix] == nil {
					g.extraNames[prefix] = []ID{}
				}
			}
		}
	}
}

func (g *Gazetteer) adjective(id ID, english, spanish []string) {
	forms := map[string]bool{}
	for _, w := range english {
		key := Fold(w)
		forms[key] = true
		if n := len(key); n > 3 && strings.ContainsRune("nikbtelrd", rune(key[n-1])) && !strings.HasSuffix(key, "ish") {
			forms[key+"s"] = true
		}
	}
	for _, w := range spanish {
		for _, f := range inflect(w) {
			forms[Fold(f)] = true
		}
	}
	for key := range forms {
		if !slices.Contains(g.adjectives[key], id) {
			g.adjectives[key] = append(g.adjectives[key], id)
		}
	}
}

// inflect gives the four forms of a Spanish adjective of origin, from its masculine singular.
func inflect(w string) []string {
	for _, r := range []struct{ end, fem, plural, femPlural string }{
		{"o", "a", "os", "as"},
		{"és", "esa", "eses", "esas"},
		{"án", "ana", "anes", "anas"},
		{"ón", "ona", "ones", "onas"},
		{"ol", "ola", "oles", "olas"},
		{"uz", "uza", "uces", "uzas"},
		{"ú", "ú", "úes", "ús"},
		{"í", "í", "íes", "ís"},
	} {
		if stem, ok := strings.CutSuffix(w, r.end); ok {
			return []string{w, stem + r.fem, stem + r.plural, stem + r.femPlural}
		}
	}
	return []string{w, w + "s", w + "es"}
}
