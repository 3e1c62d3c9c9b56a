package flow

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/weigh"
	"pgregory.net/rapid"
)

// cast are entities of which some are one under two names.
var cast = []cotejo.Entity{
	{ID: "e:01", Name: "Cártel del Faro", Type: cotejo.Organization, Subtype: "criminal_organization"},
	{ID: "e:02", Name: "Faro Cartel", Type: cotejo.Organization, Subtype: "criminal_organization"},
	{ID: "e:03", Name: "Los Candados", Type: cotejo.Organization, Subtype: "criminal_organization"},
	{ID: "e:04", Name: "Evaristo Quiñonal Bedoya", Type: cotejo.Person},
	{ID: "e:05", Name: "Evaristo Quiñonal", Type: cotejo.Person},
	{ID: "e:06", Name: "Evaristo Quiñonal Rentería", Type: cotejo.Person},
	{ID: "e:07", Name: "Valley Ledger", Type: cotejo.Organization, Subtype: "media"},
	{ID: "e:08", Name: "National Police of Ecuador", Type: cotejo.Organization, Subtype: "police", Country: "ec"},
	{ID: "e:09", Name: "Policía Nacional del Ecuador", Type: cotejo.Organization, Subtype: "police", Country: "ec"},
}

var (
	ecuador    = cotejo.Entity{ID: "e:a0", Name: "Ecuador", Type: cotejo.Place, Subtype: "country", Country: "ec"}
	esmeraldas = cotejo.Entity{ID: "e:a1", Name: "Esmeraldas", Type: cotejo.Place, Subtype: "city", Country: "ec", Within: []string{"e:a0"}}
)

// draft makes a reading sentence by sentence.
type draft struct {
	r        cotejo.Reading
	text     strings.Builder
	entities map[string]bool
}

func newDraft(source, publisher, published string) *draft {
	return &draft{r: cotejo.Reading{Document: cotejo.Document{Source: source, Publisher: cotejo.Text(publisher), Published: cotejo.Text(published), Language: "en"}}, entities: map[string]bool{}}
}

func (d *draft) write(s string) cotejo.Span {
	start := utf8.RuneCountInString(d.text.String())
	d.text.WriteString(s)
	return cotejo.Span{Start: start, End: start + utf8.RuneCountInString(s)}
}

func (d *draft) name(e cotejo.Entity) cotejo.Filler {
	if !d.entities[e.ID] {
		d.entities[e.ID] = true
		e.Aliases = []string{}
		d.r.Entities = append(d.r.Entities, e)
	}
	at := d.write(e.Name)
	d.r.Mentions = append(d.r.Mentions, cotejo.Mention{Entity: e.ID, Text: e.Name, Type: e.Type, Form: cotejo.Name, Span: at})
	return cotejo.Filler{Entity: e.ID, Type: e.Type, Text: e.Name, Span: at}
}

// claim writes "AGENT verb OBJECT, said SOURCE." A source without a name says nothing.
func (d *draft) claim(predicate, verb, role string, agent, other, source cotejo.Entity, polarity string) {
	start := utf8.RuneCountInString(d.text.String())
	begin := d.text.Len()
	c := cotejo.Claim{Predicate: predicate, Hedge: cotejo.Said, Certainty: cotejo.Certain, Polarity: polarity, Attribution: []string{}, Roles: map[string][]cotejo.Filler{}}
	c.Roles["agent"] = []cotejo.Filler{d.name(agent)}
	d.write(" " + verb + " ")
	c.Roles[role] = []cotejo.Filler{d.name(other)}
	c.Evidence = cotejo.Evidence{Span: cotejo.Span{Start: start, End: utf8.RuneCountInString(d.text.String())}, Quote: d.text.String()[begin:]}
	if source.ID != "" {
		d.write(", said ")
		s := d.name(source)
		id := fmt.Sprint("a", len(d.r.Attributions))
		d.r.Attributions = append(d.r.Attributions, cotejo.Attribution{ID: id, Source: &cotejo.SourceRef{Entity: s.Entity, Text: s.Text, Span: s.Span}, SourceType: cotejo.NamedSource})
		c.Attribution = []string{id}
	}
	d.write(". ")
	d.r.Claims = append(d.r.Claims, c)
}

func (d *draft) reading() *cotejo.Reading {
	d.r.Document.Text = d.text.String()
	sum := sha256.Sum256([]byte(d.r.Document.Source + d.r.Document.Text))
	id := fmt.Sprintf("sha256:%x", sum)
	d.r.Document.ID = id
	for i := range d.r.Mentions {
		d.r.Mentions[i].Document = id
	}
	for i := range d.r.Attributions {
		d.r.Attributions[i].Document = id
	}
	for i := range d.r.Claims {
		d.r.Claims[i].Document, d.r.Claims[i].ID = id, fmt.Sprintf("c:%s-%d", id[7:19], i)
	}
	return &d.r
}

// prose is words that makes texts long enough to be copies of one another.
func prose(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields("boats left the harbour before dawn and nobody on the quay would say whose they were or what lay under the nets while the mayor spoke of rain prices schools roads and a bridge that had been promised twice")
	var out []string
	for range 90 {
		out = append(out, words[r.IntN(len(words))])
	}
	return strings.Join(out, " ") + ". "
}

func ledgerAt(t interface {
	Fatal(...any)
}, path string) *sqlite.Ledger {
	l, err := sqlite.Open(context.Background(), path, sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func collated(t interface{ Fatal(...any) }, l cotejo.Ledger) {
	c, err := NewCollator()
	if err == nil {
		err = c.Collate(context.Background(), l, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// state is what a ledger says of all, apart from the news, which depends on the order of reading.
func state(t interface{ Fatal(...any) }, l cotejo.Ledger, readings []*cotejo.Reading) string {
	ctx := context.Background()
	out := map[string]any{}
	clusters, err := l.Clusters(ctx, cotejo.ClusterFilter{})
	if err != nil {
		t.Fatal(err)
	}
	contradictions, err := l.Contradictions(ctx, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	families, err := l.Copies(ctx, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(families, func(a, b cotejo.Copies) int { return strings.Compare(a.Origin, b.Origin) })
	out["clusters"], out["contradictions"], out["copies"] = clusters, contradictions, families
	identities := map[string]string{}
	for _, r := range readings {
		kept, err := l.Reading(ctx, r.Document.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range kept.Entities {
			identities[e.ID] = string(e.Same)
		}
		out["origin "+r.Document.ID] = kept.Document.Origin
		n, err := l.Count(ctx, cotejo.Filter{Document: r.Document.ID})
		if err != nil {
			t.Fatal(err)
		}
		out["claims "+r.Document.ID] = n
	}
	out["identities"] = identities
	counts := map[string][2]int{}
	entities, err := l.Entities(ctx, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entities {
		counts[e.ID] = [2]int{e.Documents, e.Claims}
	}
	out["counts"] = counts
	data, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// difference gives the lines that only one of two texts has.
func difference(a, b string) string {
	var out []string
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for _, line := range left {
		if !slices.Contains(right, line) {
			out = append(out, "-"+line)
		}
	}
	for _, line := range right {
		if !slices.Contains(left, line) {
			out = append(out, "+"+line)
		}
	}
	if len(out) == 0 {
		return "other places of the same lines:\n" + a + "\n" + b
	}
	return strings.Join(out, "\n")
}

// drawn makes a few readings at random: reports by several papers on one cast, some of them printing another's text.
func drawn(t *rapid.T) []*cotejo.Reading {
	var out []*cotejo.Reading
	papers := []string{"Valley Ledger", "El Estero", ""}
	for i := range rapid.IntRange(2, 7).Draw(t, "reports") {
		d := newDraft(fmt.Sprint("report", i, ".txt"), rapid.SampledFrom(papers).Draw(t, "paper"), rapid.SampledFrom([]string{"", "2023-05-01", "2023-05-02", "2024-01-01"}).Draw(t, "day"))
		printed := uint64(rapid.IntRange(0, 1).Draw(t, "text"))
		switch rapid.IntRange(0, 3).Draw(t, "printed") {
		case 0, 1:
			d.write(prose(printed))
		case 2:
			d.write(prose(uint64(100+i)) + prose(uint64(200+i)) + prose(uint64(300+i)) + prose(printed))
		default:
			d.write(prose(uint64(100 + i)))
		}
		for range rapid.IntRange(1, 3).Draw(t, "claims") {
			who := func(label string) cotejo.Entity { return cast[rapid.IntRange(0, len(cast)-1).Draw(t, label)] }
			source := who("source")
			if rapid.Bool().Draw(t, "unsaid") {
				source = cotejo.Entity{}
			}
			polarity := rapid.SampledFrom([]string{"+", "+", "-"}).Draw(t, "polarity")
			if rapid.Bool().Draw(t, "tie") {
				d.claim("tie", "works with", "party", who("agent"), who("party"), source, polarity)
			} else {
				d.claim("presence", "is in", "place", who("agent"), rapid.SampledFrom([]cotejo.Entity{ecuador, esmeraldas}).Draw(t, "place"), source, polarity)
			}
		}
		out = append(out, d.reading())
	}
	return out
}

func add(t interface{ Fatal(...any) }, l cotejo.Ledger, readings ...*cotejo.Reading) {
	for _, r := range readings {
		if _, err := l.Add(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
}

// checks runs a property less often than usual: each run fills ledgers on disk. The flag asks for more.
func checks(t *testing.T, property func(*rapid.T)) {
	f := flag.Lookup("rapid.checks")
	if was := f.Value.String(); was == f.DefValue {
		f.Value.Set("15")
		defer f.Value.Set(was)
	}
	rapid.Check(t, property)
}

// What stands between documents does not depend on the order in which they came, nor on how many came at once.
func TestCollateOrder(t *testing.T) {
	checks(t, func(rt *rapid.T) {
		dir := t.TempDir()
		readings := drawn(rt)
		together := ledgerAt(rt, filepath.Join(dir, "together.db"))
		defer together.Close()
		add(rt, together, readings...)
		collated(rt, together)
		want := state(rt, together, readings)

		shuffled := slices.Clone(readings)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		apart := ledgerAt(rt, filepath.Join(dir, "apart.db"))
		defer apart.Close()
		for _, r := range shuffled {
			add(rt, apart, r)
			collated(rt, apart)
		}
		if got := state(rt, apart, readings); got != want {
			rt.Fatalf("one after the other in another order (-), at once (+):\n%s", difference(got, want))
		}

		add(rt, apart, readings...) // are there already
		collated(rt, apart)
		if got := state(rt, apart, readings); got != want {
			rt.Fatalf("added again (-), before (+):\n%s", difference(got, want))
		}
		for _, r := range readings {
			if err := apart.Replace(context.Background(), r); err != nil {
				rt.Fatal(err)
			}
		}
		collated(rt, apart)
		if got := state(rt, apart, readings); got != want {
			rt.Fatalf("replaced by the same (-), before (+):\n%s", difference(got, want))
		}
	})
}

// A digest that prints a paragraph of a wire's brings no word of its own for what stands there; for the rest it does.
func TestCollateDigest(t *testing.T) {
	faro, candados, none := cast[0], cast[2], cotejo.Entity{}
	wire := newDraft("wire.txt", "Transcoast", "2023-05-01")
	wire.write(prose(1))
	wire.claim("tie", "works with", "party", faro, candados, none, "+")
	wire.write(prose(2))
	digest := newDraft("digest.txt", "Valley Ledger", "2023-05-02")
	digest.write(prose(3) + prose(4) + prose(5))
	digest.claim("presence", "is in", "place", faro, esmeraldas, none, "+")
	digest.write(prose(6) + prose(1))
	digest.claim("tie", "works with", "party", faro, candados, none, "+")
	digest.write(prose(7))
	own := newDraft("own.txt", "El Estero", "2023-05-03")
	own.write(prose(8))
	own.claim("tie", "works with", "party", faro, candados, none, "+")

	l := ledgerAt(t, filepath.Join(t.TempDir(), "ledger.db"))
	defer l.Close()
	for _, d := range []*draft{digest, own, wire} { // the wire comes last and changes what was thought
		add(t, l, d.reading())
		collated(t, l)
	}
	if families, err := l.Copies(t.Context(), "", 0, 0); err != nil || len(families) > 0 {
		t.Fatalf("copies %v, %v", families, err)
	}
	clusters, err := l.Clusters(t.Context(), cotejo.ClusterFilter{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, k := range clusters {
		f, err := l.Claim(t.Context(), k.Claims[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range k.Origins {
			got[f.Predicate] = append(got[f.Predicate], o.Source)
		}
		slices.Sort(got[f.Predicate])
	}
	if want := map[string][]string{"tie": {"El Estero", "Transcoast"}, "presence": {"Valley Ledger"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("origins %v, want %v", got, want)
	}
}

// Who a paper is taken for touches the claims in every text that prints the paper's, whoever prints it.
func TestCollateOutletOfCopies(t *testing.T) {
	candados, ledger, none := cast[2], cast[6], cotejo.Entity{}
	first := newDraft("first.txt", "Valley Ledger", "2023-05-01")
	first.write(prose(1))
	first.claim("tie", "works with", "party", candados, ledger, none, "+")
	copied := newDraft("copied.txt", "El Estero", "2023-05-02")
	copied.write(prose(1))
	copied.claim("presence", "is in", "place", candados, ecuador, none, "-")
	readings := []*cotejo.Reading{first.reading(), copied.reading()}
	l := ledgerAt(t, filepath.Join(t.TempDir(), "ledger.db"))
	defer l.Close()
	add(t, l, readings...)
	collated(t, l)
	if _, err := l.Decide(t.Context(), cotejo.Decision{By: "ana", Verb: cotejo.Merge, Subjects: []string{candados.ID, ledger.ID}}); err != nil {
		t.Fatal(err)
	}
	collated(t, l)
	merged := state(t, l, readings)
	for _, r := range readings {
		if err := l.Replace(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	collated(t, l)
	if again := state(t, l, readings); again != merged {
		t.Errorf("read again (-), before (+):\n%s", difference(again, merged))
	}
}

// A decision that is undone leaves no trace but itself, and none is ever lost.
func TestCollateDecisions(t *testing.T) {
	ctx := context.Background()
	checks(t, func(rt *rapid.T) {
		readings := drawn(rt)
		l := ledgerAt(rt, filepath.Join(t.TempDir(), "ledger.db"))
		defer l.Close()
		add(rt, l, readings...)
		collated(rt, l)
		want := state(rt, l, readings)
		var made []string
		for range rapid.IntRange(1, 4).Draw(rt, "decisions") {
			d := cotejo.Decision{By: "ana", Verb: rapid.SampledFrom([]cotejo.Verb{cotejo.Reject, cotejo.Accept, cotejo.Correct, cotejo.Merge, cotejo.Split}).Draw(rt, "verb")}
			r := rapid.SampledFrom(readings).Draw(rt, "report")
			switch d.Verb {
			case cotejo.Merge, cotejo.Split:
				a, b := rapid.SampledFrom(r.Entities).Draw(rt, "a"), rapid.SampledFrom(rapid.SampledFrom(readings).Draw(rt, "other").Entities).Draw(rt, "b")
				if a.ID == b.ID {
					continue
				}
				d.Subjects = []string{a.ID, b.ID}
				if d.Verb == cotejo.Merge && a.Type != b.Type { // none of them is a group
					if _, err := l.Decide(ctx, d); cotejo.CodeOf(err) != cotejo.Invalid {
						rt.Fatalf("%s and %s were merged: %v", a.Name, b.Name, err)
					}
					continue
				}
			case cotejo.Correct:
				d.Subjects = []string{rapid.SampledFrom(r.Claims).Draw(rt, "claim").ID}
				d.States = &cotejo.Correction{Hedge: rapid.SampledFrom(append([]cotejo.Hedge{""}, cotejo.Hedges...)).Draw(rt, "hedge"),
					Predicate: rapid.SampledFrom([]string{"", "tie", "control", "statement"}).Draw(rt, "predicate")}
				if rapid.Bool().Draw(rt, "who") {
					e := rapid.SampledFrom(rapid.SampledFrom(readings).Draw(rt, "other").Entities).Draw(rt, "who")
					d.States.Roles = map[string][]cotejo.Filler{rapid.SampledFrom([]string{"agent", "party", "place"}).Draw(rt, "role"): {{Entity: e.ID}}, "instrument": {}}
				}
				if d, err := l.Decide(ctx, d); err == nil {
					made = append(made, d.ID)
				} else if cotejo.CodeOf(err) != cotejo.Usage { // it may state nothing, or what the claim says
					rt.Fatal(err)
				}
				continue
			default:
				d.Subjects = []string{rapid.SampledFrom(r.Claims).Draw(rt, "claim").ID}
			}
			d, err := l.Decide(ctx, d)
			if err != nil {
				rt.Fatal(err)
			}
			made = append(made, d.ID)
			if rapid.Bool().Draw(rt, "at once") {
				collated(rt, l)
			}
		}
		collated(rt, l)
		decided := state(rt, l, readings)
		for _, r := range readings {
			if err := l.Replace(ctx, r); err != nil {
				rt.Fatal(err)
			}
		}
		collated(rt, l)
		if got := state(rt, l, readings); got != decided {
			rt.Fatalf("read again with the decisions in force (-), before (+):\n%s", difference(got, decided))
		}
		for _, id := range made {
			if _, err := l.Decide(ctx, cotejo.Decision{By: "ana", Verb: cotejo.Undo, Subjects: []string{id}}); err != nil {
				rt.Fatal(err)
			}
		}
		collated(rt, l)
		if got := state(rt, l, readings); got != want {
			rt.Fatalf("all undone (-), before (+):\n%s", difference(got, want))
		}
		kept, err := l.Decisions(ctx, "", 0, 0)
		if err != nil || len(kept) != 2*len(made) {
			rt.Fatalf("%d decisions are kept, %v; want %d", len(kept), err, 2*len(made))
		}
	})
}

// What the older version of a report said already is no news in the newer one.
func TestCollateNewsOfVersions(t *testing.T) {
	l := ledgerAt(t, filepath.Join(t.TempDir(), "ledger.db"))
	defer l.Close()
	var news []int
	for _, day := range []string{"2023-05-01", "2023-05-02", "2023-05-03"} {
		d := newDraft("report.txt", "Valley Ledger", day)
		d.write("Printed " + day + ". ")
		d.claim("tie", "works with", "party", cast[0], cast[2], cotejo.Entity{}, "+")
		if day == "2023-05-03" {
			d.claim("presence", "is in", "place", cast[0], esmeraldas, cotejo.Entity{}, "+")
		}
		add(t, l, d.reading())
		collated(t, l)
		changes, err := l.Changes(t.Context(), cotejo.ChangeFilter{})
		if err != nil {
			t.Fatal(err)
		}
		news = append(news, len(changes))
	}
	if !slices.Equal(news, []int{2, 2, 3}) { // two actors; nothing; where one of them is
		t.Errorf("%v lines of news after each version", news)
	}
}

// oldLedger opens a copy of a ledger of an older format, which brings it up to date.
func oldLedger(t *testing.T, name string) *sqlite.Ledger {
	data, err := os.ReadFile("../ledger/sqlite/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	l := ledgerAt(t, path)
	t.Cleanup(func() { l.Close() })
	return l
}

// What weighing kept in the form of older ledgers is made again, says what it said, and is no news.
func TestCollateAgainInNewForm(t *testing.T) {
	l := oldLedger(t, "format6.sqlite")
	all := func() (found string, news int) {
		changes, err := l.Changes(t.Context(), cotejo.ChangeFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return state(t, l, nil), len(changes)
	}
	before, news := all()
	if !strings.Contains(before, "c:82f4d184a00e7d71fb12") || news != 6 {
		t.Fatalf("the old ledger has %d news and says %s", news, before)
	}
	collated(t, l)
	if after, n := all(); after != before || n != news {
		t.Errorf("%d news, were %d; it says\n%s\nand said\n%s", n, news, after, before)
	}
}

// A ledger of an older format, in which nothing was ever collated, is.
func TestCollateOldLedger(t *testing.T) {
	l := oldLedger(t, "format1.sqlite")
	collated(t, l)
	clusters, err := l.Clusters(t.Context(), cotejo.ClusterFilter{})
	if err != nil || len(clusters) != 2 {
		t.Errorf("clusters %+v, %v", clusters, err)
	}
	changes, err := l.Changes(t.Context(), cotejo.ChangeFilter{Kinds: []cotejo.ChangeKind{cotejo.NewActor}})
	if err != nil || len(changes) != 2 {
		t.Errorf("new actors %+v, %v", changes, err)
	}
}

func TestRecords(t *testing.T) {
	top := 5.5
	for _, c := range []weigh.Claim{
		{ID: "c:1", Document: "d:1", Family: "d:1"},
		{ID: "c:1", Document: "d:1", Family: "d:2", Predicate: "seizure", Stage: "transit", Commodity: "cocaine", Phase: "ends", Polarity: "-", Hedge: cotejo.Alleged,
			Certainty: "CT-", First: "2020-01-01", Last: "2020-01-02", Published: "2020-01-03", Quote: "lo que dice", Wires: []string{"EFE"},
			Quantity: &cotejo.Quantity{Value: 3, Max: &top, Bound: "about", Unit: "t", Per: "year", Text: "3 to 5.5 tons"},
			Roles:    map[string][]weigh.Filler{"place": {{Identity: "e:1", Name: "Tumaco", Type: cotejo.Place, Named: true, Common: true, Within: []string{"e:2"}, Wide: true}}, "agent": {{Name: "dos lanchas"}}},
			Chain:    []weigh.Source{{Identity: "e:3", Name: "la Policía", Type: cotejo.BodySource, Subtype: "police"}}, Outlet: weigh.Source{Name: "El Faro"}},
	} {
		if got, err := decode(encode(&c)); err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("kept %+v and found %+v, %v", c, got, err)
		}
	}
	if _, err := decode([]byte(`{"i":"c:1"}`)); err == nil {
		t.Error("a record of another form is taken")
	}
}
