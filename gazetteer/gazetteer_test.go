package gazetteer

import (
	"slices"
	"strings"
	"testing"
)

func loaded(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Córdoba": "cordoba", "  Port-au-Prince ": "port au prince", "EE.UU.": "ee uu", "ÑUÑOA": "nunoa", "St. John’s": "st john s", "Łódź": "lodz", "…": "", "M-19": "m 19",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct {
		name    string
		kind    Kind
		country string
	}{
		{"Colombia", Country, "co"}, {"PERU", Country, "pe"}, {"Estados Unidos", Country, "us"}, {"US", Country, "us"}, {"EE.UU.", Country, "us"},
		{"La Habana", Town, "cu"}, {"Havana", Town, "cu"}, {"Londres", Town, "gb"}, {"Nueva York", Town, "us"}, {"tumaco", Town, "co"},
		{"Norte de Santander", Division, "co"}, {"cordoba", Division, "co"}, {"cordoba", Town, "ar"}, {"Sinaloa", Division, "mx"}, {"Pensilvania", Division, "us"},
		{"South America", Continent, ""}, {"Sudamérica", Continent, ""}, {"Rapides Parish", County, "us"}, {"Bajo Cauca", Region, "co"}, {"Catatumbo", Region, "co"},
	} {
		ok := slices.ContainsFunc(g.Find(c.name), func(id ID) bool { p := g.Place(id); return p.Kind == c.kind && p.Country == c.country && p.Located })
		if !ok {
			t.Errorf("Find(%q) gives no %s of %q", c.name, c.kind, c.country)
		}
	}
	for _, name := range []string{"us", "", "Xyzzyville"} {
		if ids := g.Find(name); len(ids) > 0 {
			t.Errorf("Find(%q) gives %v", name, g.Place(ids[0]))
		}
	}
}

func TestLongest(t *testing.T) {
	g := loaded(t)
	for in, want := range map[string]int{
		"Norte de Santander , near": 3, "Port - au - Prince today": 5, "San José del Guaviare and": 4, "Peru": 1, "said Peru": 0, "": 0, "- Peru": 0,
	} {
		if n, _ := g.Longest(strings.Fields(in)); n != want {
			t.Errorf("Longest(%q) takes %d words, want %d", in, n, want)
		}
	}
}

func TestAdjective(t *testing.T) {
	g := loaded(t)
	for in, want := range map[string]string{
		"Mexican": "Mexico", "mexicanas": "Mexico", "Colombians": "Colombia", "Andean": "Andes", "South American": "South America", "Spaniards": "Spain",
		"franceses": "France", "alemanas": "Germany", "estadounidenses": "United States", "andaluces": "Andalusia", "antioqueños": "Antioquia",
	} {
		if !slices.ContainsFunc(g.Adjective(in), func(id ID) bool { return g.Place(id).Name == want }) {
			t.Errorf("Adjective(%q) is not of %s", in, want)
		}
	}
	if ids := g.Adjective("green"); len(ids) > 0 {
		t.Errorf("Adjective(green) is of %s", g.Place(ids[0]).Name)
	}
}

func TestWithin(t *testing.T) {
	g := loaded(t)
	place := func(code string) Place {
		id, ok := g.Code(code)
		if !ok {
			t.Fatalf("no place has the code %q", code)
		}
		return g.Place(id)
	}
	andes := g.Place(g.Adjective("Andean")[0])
	for _, c := range []struct {
		p, in Place
		want  bool
	}{
		{place("co"), andes, true}, {place("CO-NAR"), place("CO"), true}, {place("CO-NAR"), andes, true}, {place("mx"), andes, false},
		{place("CO-NAR"), place("CO-COR"), false}, {andes, place("co"), false},
	} {
		if got := g.Within(c.p, c.in); got != c.want {
			t.Errorf("Within(%s, %s) = %v", c.p.Name, c.in.Name, got)
		}
	}
}

func TestHolders(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct{ name, country, want string }{
		{"Tumaco", "co", "Nariño, Colombia"},
		{"Pasto", "co", "Nariño, Colombia"},
		{"Sydney", "au", "New South Wales, Australia"}, // not Lord Howe Island, which bears its code
		{"Karaj", "ir", "Iran"},                        // of Tehran or of Alborz, which share one
	} {
		for _, id := range g.Find(c.name) {
			p := g.Place(id)
			if p.Kind != Town || p.Country != c.country || p.Population < 20000 {
				continue
			}
			var got []string
			for _, h := range g.Holders(id) {
				got = append(got, g.Place(h).Name)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%s lies in %q, want %q", c.name, got, c.want)
			}
		}
	}
	for _, id := range g.Find("Paris") {
		if p := g.Place(id); p.Division == "US-TN" && !slices.ContainsFunc(g.Holders(id), func(h ID) bool { return g.Place(h).Name == "Henry County" && g.Within(p, g.Place(h)) }) {
			t.Errorf("Paris in Tennessee lies in no county: %v", g.Holders(id))
		}
	}
	if id, _ := g.Code("co"); len(g.Holders(id)) > 0 {
		t.Errorf("Colombia lies in %v", g.Holders(id))
	}
}

func TestBorder(t *testing.T) {
	g := loaded(t)
	lat, lon, ok := g.Border("ec", "co")
	again, _, _ := g.Border("co", "ec")
	if !ok || lat != again || lat < -0.2 || lat > 1.5 || lon < -79 || lon > -75 {
		t.Errorf("the middle of the border of Ecuador and Colombia is at %v, %v (%v)", lat, lon, ok)
	}
	if _, _, ok := g.Border("co", "ar"); ok {
		t.Error("Colombia borders on Argentina")
	}
	for pair := range g.borders { // the table of countries says who borders on whom
		a, okA := g.Code(pair[0])
		if _, okB := g.Code(pair[1]); !okA || !okB || !slices.Contains(g.Place(a).Neighbours, pair[1]) || pair[0] >= pair[1] {
			t.Errorf("borders.tsv: %v", pair)
		}
	}
}

func TestActors(t *testing.T) {
	g := loaded(t)
	for in, want := range map[string]string{
		"Cártel de Sinaloa": "Sinaloa Cartel", "FARC": "Revolutionary Armed Forces of Colombia", "Fuerzas Armadas Revolucionarias de Colombia": "Revolutionary Armed Forces of Colombia",
		"UNODC": "United Nations Office on Drugs and Crime", "ONU": "United Nations", "reuters": "Reuters",
	} {
		ids := g.Actors(in)
		if len(ids) != 1 || g.Actor(ids[0]).Name != want {
			t.Errorf("Actors(%q) gives %v, want %s", in, ids, want)
		}
	}
	if ids := g.Actors("mas"); len(ids) > 0 {
		t.Errorf("an acronym in small letters gives %s", g.Actor(ids[0]).Name)
	}
	if ids := g.Actors("Reuters said"); len(ids) > 0 {
		t.Errorf("a name with more words gives %s", g.Actor(ids[0]).Name)
	}
}

// Every entry of the list of actors is one that the rest of the program can use.
func TestActorsAreWellFormed(t *testing.T) {
	g := loaded(t)
	if g.ActorCount() < 150 {
		t.Fatalf("only %d actors", g.ActorCount())
	}
	names := map[string]bool{}
	for i := range g.ActorCount() {
		a := g.Actor(i)
		if names[a.Name] {
			t.Errorf("%s stands twice", a.Name)
		}
		names[a.Name] = true
		if _, ok := g.Code(a.Country); a.Country != "" && !ok {
			t.Errorf("%s: no country has the code %q", a.Name, a.Country)
		}
	}
}

// The tables are sorted and point at each other rightly: lookups go by halves.
func TestTablesAreSound(t *testing.T) {
	g := loaded(t)
	if g.places.len() < 50000 || g.names.len() < 50000 {
		t.Fatalf("%d places, %d names", g.places.len(), g.names.len())
	}
	last := ""
	for n := range g.names.len() {
		key, list, _ := strings.Cut(g.names.line(n), "\t")
		if key <= last || Fold(key) != key {
			t.Fatalf("names.tsv.gz:%d: %q after %q", n+1, key, last)
		}
		last = key
		for item := range strings.SplitSeq(list, ",") {
			if id := atoi(item); id >= g.places.len() {
				t.Fatalf("names.tsv.gz:%d: no place %d", n+1, id)
			}
		}
	}
	for n := range g.places.len() {
		p := g.Place(ID(n))
		if _, ok := g.Code(p.Country); !ok || p.Name == "" || !p.Located || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
			t.Fatalf("places.tsv.gz:%d: %+v", n+1, p)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := read(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLongest(b *testing.B) {
	g := loaded(b)
	words := strings.Fields("Norte de Santander , near the border of the country with Venezuela")
	for b.Loop() {
		for i := range words {
			g.Longest(words[i:])
		}
	}
}

func TestActorCheck(t *testing.T) {
	good := actorEntry{Name: "Los Ejemplos", Subtype: "criminal_organization", Country: "mx", Source: "a register"}
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*actorEntry){
		"no name":   func(e *actorEntry) { e.Name = "" },
		"no source": func(e *actorEntry) { e.Source = "" },
		"subtype":   func(e *actorEntry) { e.Subtype = "cartel" },
		"country":   func(e *actorEntry) { e.Country = "mex" },
	} {
		e := good
		spoil(&e)
		if err := e.check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("check says %v, want a word on %s", err, want)
		}
	}
}
