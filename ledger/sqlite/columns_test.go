package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
)

// cast is who may stand in the reports of the test below: groups, people without a name, places on the map and off it.
func cast() (out []cotejo.Entity) {
	add := func(e cotejo.Entity) {
		e.ID, e.Aliases = strings.ToLower(e.Name), []string{}
		out = append(out, e)
	}
	at := func(x float64) *float64 { return &x }
	for i := range 6 {
		add(cotejo.Entity{Name: fmt.Sprint("Group", i), Type: cotejo.Organization})
	}
	add(cotejo.Entity{Name: "Gunmen", Type: cotejo.Organization, Bound: true})
	add(cotejo.Entity{Name: "Country", Type: cotejo.Place, Subtype: "country", Country: "xx", Lat: at(1), Lon: at(2)})
	for i := range 3 {
		add(cotejo.Entity{Name: fmt.Sprint("Town", i), Type: cotejo.Place, Subtype: "city", Country: "xx", Within: []string{"valley"}, Lat: at(float64(i)), Lon: at(3)})
	}
	add(cotejo.Entity{Name: "Valley", Type: cotejo.Place, Subtype: cotejo.Region, Lat: at(4), Lon: at(4)})
	add(cotejo.Entity{Name: "Nowhere", Type: cotejo.Place, Country: "yy"})
	return out
}

// chance makes a reading of a few claims by chance.
func chance(random *rand.Rand, id int) *cotejo.Reading {
	all := cast()
	var text []rune
	r := &cotejo.Reading{Document: cotejo.Document{ID: fmt.Sprintf("sha256:%064d", id), Source: fmt.Sprint(id), Language: "en"}}
	if id%3 > 0 { // the same in another reading
		r.Document.Published = cotejo.Text(fmt.Sprintf("20%02d-0%d-11", id%20, 1+id%9))
	}
	known := map[string]bool{}
	for n := range 1 + random.IntN(4) {
		c := cotejo.Claim{ID: fmt.Sprintf("c%d-%d-%d", id, n, random.IntN(1000)), Document: r.Document.ID, Predicate: []string{"activity", "tie", "presence", "attack"}[random.IntN(4)],
			Stage: []cotejo.Text{"", "production", "retail"}[random.IntN(3)], Commodity: []cotejo.Text{"", "cocaine"}[random.IntN(2)],
			Hedge: cotejo.Hedges[random.IntN(len(cotejo.Hedges))], Certainty: cotejo.Certain, Polarity: []string{cotejo.Positive, cotejo.Negative}[random.IntN(2)],
			Roles: map[string][]cotejo.Filler{}}
		begin := len(text)
		for range 1 + random.IntN(5) {
			e := all[random.IntN(len(all))]
			role := cotejo.Roles[random.IntN(len(cotejo.Roles))]
			start := len(text)
			text = append(text, []rune(e.Name+" ")...)
			c.Roles[role] = append(c.Roles[role], cotejo.Filler{Entity: e.ID, Type: e.Type, Text: e.Name, Span: cotejo.Span{Start: start, End: len(text) - 1}})
			if !known[e.ID] {
				known[e.ID] = true
				r.Entities = append(r.Entities, e)
			}
		}
		c.Evidence = cotejo.Evidence{Span: cotejo.Span{Start: begin, End: len(text)}, Quote: string(text[begin:])}
		if random.IntN(2) == 0 {
			day := cotejo.Text(fmt.Sprintf("20%02d-05-0%d", random.IntN(20), 1+random.IntN(9)))
			c.Time = &cotejo.When{Text: "then", Start: day, End: day}
		}
		r.Claims = append(r.Claims, c)
	}
	r.Document.Text = string(text)
	return r
}

// tallied counts by hand.
type tallied struct {
	cotejo.Tally
	documents map[string]bool
}

func (n *tallied) take(f *cotejo.Finding) {
	n.Claims++
	n.documents[f.Document] = true
	n.Documents = len(n.documents)
	switch {
	case f.Polarity == cotejo.Negative:
		n.Denied++
	case slices.Contains([]cotejo.Hedge{cotejo.Plain, cotejo.Known, cotejo.Said, cotejo.Admitted}, f.Hedge):
		n.Asserted++
	default:
		n.Hedged++
	}
	first, last := days(f)
	if first != "" && (n.First == "" || cotejo.Text(first) < n.First) {
		n.First = cotejo.Text(first)
	}
	n.Last = max(n.Last, cotejo.Text(last))
}

// byHand counts over claims what views count in columns: tallies by what they are of, in words.
func byHand(t *testing.T, l *Ledger, f cotejo.Filter) map[string]cotejo.Tally {
	t.Helper()
	counts := map[string]*tallied{}
	for finding, err := range l.Claims(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		keys := map[string]bool{}
		fillers := func(take func(e cotejo.Entity), roles ...string) {
			for _, role := range roles {
				for _, filler := range finding.Roles[role] {
					take(finding.Entities[filler.Entity])
				}
			}
		}
		actor := func(e cotejo.Entity) bool { return e.Type != cotejo.Place && !e.Bound }
		located := func(e cotejo.Entity) bool { return e.Type == cotejo.Place && e.Lat != nil }
		fillers(func(e cotejo.Entity) {
			if located(e) {
				keys["place "+e.ID] = true
				keys[fmt.Sprintf("part %s %s %s", e.ID, finding.Predicate, finding.Stage)] = true
			}
			if e.ID == "valley" || e.Within != nil { // towns lie in it
				keys["division valley"] = true
			}
		}, cotejo.PlaceRoles...)
		fillers(func(a cotejo.Entity) {
			fillers(func(b cotejo.Entity) {
				if located(a) && located(b) && a.ID != b.ID {
					keys[fmt.Sprintf("flow %s %s %s", a.ID, b.ID, finding.Commodity)] = true
				}
			}, "destination")
		}, "origin")
		fillers(func(a cotejo.Entity) {
			if !actor(a) {
				return
			}
			fillers(func(b cotejo.Entity) {
				if actor(b) && a.ID != b.ID {
					keys[fmt.Sprintf("edge %s %s %s", a.ID, b.ID, finding.Predicate)] = true
				}
			}, "party", "target", "victim")
			if slices.Contains([]string{"activity", "presence"}, finding.Predicate) {
				keys[fmt.Sprintf("stage %s %s", a.ID, finding.Stage)] = true
				column := ""
				fillers(func(p cotejo.Entity) {
					if p.Type == cotejo.Place {
						column = p.ID
						keys[fmt.Sprintf("column %s %s", a.ID, p.ID)] = true
					}
				}, "place", "object", "destination", "origin")
				if column == "" {
					keys[fmt.Sprintf("column %s ", a.ID)] = true
				}
			}
		}, "agent")
		for key := range keys {
			if counts[key] == nil {
				counts[key] = &tallied{documents: map[string]bool{}}
			}
			counts[key].take(&finding)
		}
	}
	out := map[string]cotejo.Tally{}
	for key, n := range counts {
		out[key] = n.Tally
	}
	return out
}

// byColumns gives the same from the views.
func byColumns(t *testing.T, l *Ledger, f cotejo.Filter) map[string]cotejo.Tally {
	t.Helper()
	out := map[string]cotejo.Tally{}
	const all = 1000
	for _, by := range []cotejo.PlacesBy{cotejo.ByPlace, cotejo.ByPredicate, cotejo.ByDivision} {
		m, err := l.Places(t.Context(), f, by, all, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range m.Places {
			key := string(by) + " " + p.Place
			if by == cotejo.ByPredicate {
				key = fmt.Sprintf("part %s %s %s", p.Place, p.Predicate, p.Stage)
			}
			out[key] = p.Tally
		}
		for _, w := range m.Flows {
			out[fmt.Sprintf("flow %s %s %s", w.From, w.To, w.Commodity)] = w.Tally
		}
	}
	n, err := l.Network(t.Context(), f, nil, all)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range n.Edges {
		out[fmt.Sprintf("edge %s %s %s", e.From, e.To, e.Predicate)] = e.Tally
	}
	for _, places := range []bool{false, true} {
		m, err := l.Matrix(t.Context(), f, places, all, 0, all)
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range m.Cells {
			out[fmt.Sprintf("%s %s %s", map[bool]string{false: "stage", true: "column"}[places], cell.Agent, cell.Column)] = cell.Tally
		}
	}
	return out
}

// However claims come, go, are hidden and change hands, views count what a look at every claim counts, in every opening of the file.
func TestViewsFollowTheLedger(t *testing.T) {
	ctx := t.Context()
	path := t.TempDir() + "/ledger.db"
	writer := openNew(t, path)
	reader, err := Open(ctx, path, Read, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reader.Close() })
	// Whoever holds a place is known before it: the claims of one that comes later do not find it.
	if _, err := writer.Add(ctx, &cotejo.Reading{Document: cotejo.Document{ID: "sha256:" + strings.Repeat("f", 64), Source: "all", Language: "en"}, Entities: cast()}); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(11, 3))
	filters := []cotejo.Filter{
		{}, {Predicates: []string{"activity", "tie"}}, {Stages: []string{"retail"}, Commodities: []string{"cocaine"}}, {Hedges: []cotejo.Hedge{cotejo.Plain, cotejo.Alleged}},
		{Polarity: cotejo.Negative}, {From: "2004-03-01", To: "2012-05-05"}, {Actors: []string{"Group1"}}, {Actors: []string{"group2", "group3"}}, {Place: "Country"}, {Place: "valley"},
		{Place: "Town1", Predicates: []string{"activity"}}, {Text: "Group4"}, {Document: fmt.Sprintf("sha256:%064d", 2)}, {Actors: []string{"nobody"}},
	}
	collate := func(f func(cotejo.Collation) error) {
		t.Helper()
		if err := writer.Collate(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	everybody := cast()
	const steps = 120
	compared := 0
	for step := range steps {
		n := step
		what := "add"
		if step > 10 {
			what = []string{"add", "replace", "reject", "restore", "supersede", "merge", "part"}[random.IntN(7)]
			n = random.IntN(step)
		}
		var claims []int64
		if err := writer.each(ctx, `SELECT c.seq FROM claim c ORDER BY random() LIMIT 3`, nil, func(scan func(...any) error) error {
			var k int64
			err := scan(&k)
			claims = append(claims, k)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		switch what {
		case "add":
			if _, err := writer.Add(ctx, chance(random, step)); err != nil {
				t.Fatal(err)
			}
		case "replace":
			if has, _ := writer.Has(ctx, fmt.Sprintf("sha256:%064d", n)); has {
				if err := writer.Replace(ctx, chance(random, n)); err != nil {
					t.Fatal(err)
				}
			}
		case "reject", "restore":
			collate(func(c cotejo.Collation) error {
				for _, k := range claims {
					if err := c.SetRejected(k, what == "reject"); err != nil {
						return err
					}
				}
				return nil
			})
		case "supersede":
			collate(func(c cotejo.Collation) error {
				_, err := c.SetVersions(fmt.Sprintf("sha256:%064d", random.IntN(10)), fmt.Sprintf("sha256:%064d", 10))
				return err
			})
		case "merge":
			kind := [][]cotejo.Entity{everybody[:6], everybody[8:11]}[random.IntN(2)]
			a, b := kind[0], kind[1+random.IntN(len(kind)-1)]
			collate(func(c cotejo.Collation) error { return c.SetIdentity(a.ID, a, []string{a.ID, b.ID}) })
		case "part":
			e := everybody[1+random.IntN(5)]
			collate(func(c cotejo.Collation) error { return c.SetIdentity(e.ID, e, []string{e.ID}) })
		}
		f := filters[step%len(filters)]
		if step > steps-len(filters) {
			f = filters[steps-step]
		}
		want := byHand(t, writer, f)
		compared += len(want)
		for i, l := range []*Ledger{writer, reader} {
			got := byColumns(t, l, f)
			for key := range want {
				if got[key] != want[key] {
					t.Errorf("step %d (%s), opening %d, %+v: %s is %+v, want %+v", step, what, i, f, key, got[key], want[key])
				}
			}
			for key := range got {
				if _, ok := want[key]; !ok {
					t.Errorf("step %d (%s), opening %d, %+v: %s is counted, and is not there", step, what, i, f, key)
				}
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	if compared < 500 {
		t.Errorf("only %d tallies were compared", compared)
	}
}

// each runs a query and hands each row to scan.
func (l *Ledger) each(ctx context.Context, query string, args []any, scan func(func(...any) error) error) error {
	tx, err := l.pools.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return scanAll(ctx, tx, query, args, scan)
}

// What is left out of a view is counted, and pages hang together.
func TestViewsInPages(t *testing.T) {
	l := openNew(t, t.TempDir()+"/ledger.db")
	random := rand.New(rand.NewPCG(5, 5))
	for i := range 200 {
		if _, err := l.Add(t.Context(), chance(random, i)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Places(t.Context(), cotejo.Filter{}, cotejo.ByPlace, 100, 0)
	if err != nil || len(all.Places) < 4 || all.Total != len(all.Places) || len(all.Flows) < 2 || all.TotalFlows != len(all.Flows) {
		t.Fatalf("%+v, %v", all, err)
	}
	var paged []cotejo.PlaceCount
	for offset := 0; offset < all.Total; offset += 2 {
		page, err := l.Places(t.Context(), cotejo.Filter{}, cotejo.ByPlace, 2, offset)
		if err != nil || page.Total != all.Total || page.TotalFlows != all.TotalFlows {
			t.Fatalf("%+v, %v", page, err)
		}
		paged = append(paged, page.Places...)
	}
	if a, b := asJSON(t, paged), asJSON(t, all.Places); a != b {
		t.Errorf("pages: %s\nall: %s", a, b)
	}
	if !slices.IsSortedFunc(all.Places, func(a, b cotejo.PlaceCount) int { return cmp.Compare(b.Claims, a.Claims) }) {
		t.Errorf("not by claims: %s", asJSON(t, all.Places))
	}
	whole, err := l.Matrix(t.Context(), cotejo.Filter{}, true, 100, 0, 100)
	if err != nil || whole.Agents < 4 || whole.Columns < 3 {
		t.Fatalf("%+v, %v", whole, err)
	}
	var rows []cotejo.MatrixCell
	for offset := range whole.Agents {
		m, err := l.Matrix(t.Context(), cotejo.Filter{}, true, 1, offset, 100)
		if err != nil || m.Agents != whole.Agents {
			t.Fatalf("%+v, %v", m, err)
		}
		rows = append(rows, m.Cells...)
	}
	if a, b := asJSON(t, rows), asJSON(t, whole.Cells); a != b {
		t.Errorf("rows: %s\nall: %s", a, b)
	}
	narrow, err := l.Matrix(t.Context(), cotejo.Filter{}, true, 100, 0, 1)
	columns := map[cotejo.Text]bool{}
	for _, cell := range narrow.Cells {
		columns[cell.Column] = true
	}
	if err != nil || narrow.Columns != whole.Columns || len(columns) != 2 || !columns[""] {
		t.Errorf("one place: %d columns said, %v given (%v)", narrow.Columns, columns, err)
	}
	few, err := l.Network(t.Context(), cotejo.Filter{}, nil, 2)
	if err != nil || len(few.Edges) != 2 || !few.More || few.Total < 3 {
		t.Errorf("%+v, %v", few, err)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// One who has missed what the file no longer remembers looks at everything.
func TestViewsAfterMuchWasTouched(t *testing.T) {
	ctx := t.Context()
	l := openNew(t, t.TempDir()+"/ledger.db")
	random := rand.New(rand.NewPCG(2, 9))
	for i := range 20 {
		if _, err := l.Add(ctx, chance(random, i)); err != nil {
			t.Fatal(err)
		}
		if i == 5 {
			if err := l.Warm(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := l.writer.exec(ctx, `DELETE FROM touched WHERE n < (SELECT max(n) FROM touched)`); err != nil {
		t.Fatal(err)
	}
	if got, want := asJSON(t, byColumns(t, l, cotejo.Filter{})), asJSON(t, byHand(t, l, cotejo.Filter{})); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestDayNumbers(t *testing.T) {
	for _, day := range []string{"2021-05-03", "0999-12-31", "9999-01-01"} {
		if got := dayText(dayNumber(day)); string(got) != day {
			t.Errorf("%s comes back as %s", day, got)
		}
	}
	for _, none := range []string{"", "2021", "2021-5-3", "2021/05/03", "20x1-05-03", "2021-05-03T00:00:00Z", "+021-05-03"} {
		if n := dayNumber(none); n != 0 {
			t.Errorf("%q is day %d", none, n)
		}
	}
}
