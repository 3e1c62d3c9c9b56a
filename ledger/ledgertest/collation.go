package ledgertest

import (
	"errors"
	"slices"
	"testing"

	"github.com/cotejo/cotejo"
)

// A place that another lies in finds its claims.
func placeHolds(t *testing.T, l cotejo.Ledger) {
	valley := cotejo.Entity{ID: "place/valle", Name: "Valle", Type: cotejo.Place, Subtype: "region", Aliases: []string{}}
	town := cali
	town.Within = []string{valley.ID}
	b := newReading(t, "held.txt", "Los Juncos hold Cali.")
	b.entity(rivals, "Los Juncos")
	b.entity(town, "Cali")
	b.r.Entities = append(b.r.Entities, valley)
	b.claim(cotejo.Claim{Predicate: "control", Hedge: cotejo.Plain, Certainty: cotejo.Certain, Polarity: cotejo.Positive, Attribution: []string{},
		Roles: map[string][]cotejo.Filler{"agent": b.filler(rivals.ID, "Los Juncos"), "object": b.filler(town.ID, "Cali")}}, "Los Juncos hold Cali")
	if _, err := l.Add(ctx, b.r); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"Cali", "Valle", valley.ID} {
		if got := quotes(t, l, cotejo.Filter{Place: place}); len(got) != 1 {
			t.Errorf("%s: %q", place, got)
		}
	}
	found, err := l.Entities(ctx, "Cali", 1, 0)
	if err != nil || len(found) != 1 || !slices.Equal(found[0].Within, town.Within) {
		t.Errorf("Cali came back as %+v, %v", found, err)
	}
}

func replaced(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	before, err := l.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	same := Readings(t)[0]
	same.Engine = "a newer one"
	if err := l.Replace(ctx, same); err != nil {
		t.Fatal(err)
	}
	if after, err := l.Counts(ctx); err != nil || after != before {
		t.Errorf("the same again: %+v, %v; before %+v", after, err, before)
	}
	got, err := l.Reading(ctx, same.Document.ID)
	if err != nil || got.Engine != same.Engine || len(got.Claims) != 1 || len(got.Mentions) != len(same.Mentions) {
		t.Errorf("the same again: %s, %v", asJSON(t, got), err)
	}
	less := *readings[2]
	gone := less.Claims[1]
	less.Claims = less.Claims[:1]
	if err := l.Replace(ctx, &less); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Claim(ctx, gone.ID); cotejo.CodeOf(err) != cotejo.NotFound {
		t.Errorf("a claim that is no longer read: %v", err)
	}
	for _, f := range []cotejo.Filter{{Text: "port"}, {Predicates: []string{"control"}}, {Document: less.Document.ID, Hedges: []cotejo.Hedge{cotejo.Reported}}} {
		if got := quotes(t, l, f); len(got) > 0 {
			t.Errorf("%+v still finds %q", f, got)
		}
	}
	d, err := l.Dossier(ctx, rivals.ID, 10)
	if err != nil || d.EntityEntry.Claims != 1 || d.Documents != 2 || len(d.Latest) != 1 {
		t.Errorf("dossier %s, %v", asJSON(t, d), err)
	}
	unknown := newReading(t, "unknown.txt", "Nothing.")
	if err := l.Replace(ctx, unknown.r); cotejo.CodeOf(err) != cotejo.NotFound {
		t.Errorf("a document that is not there: %v", err)
	}
}

func decide(t *testing.T, l cotejo.Ledger, verb cotejo.Verb, subjects ...string) cotejo.Decision {
	t.Helper()
	d, err := l.Decide(ctx, cotejo.Decision{By: "ana", Verb: verb, Subjects: subjects, Note: "because"})
	if err != nil || d.ID == "" || d.At == "" {
		t.Fatalf("%s %v: %+v, %v", verb, subjects, d, err)
	}
	return d
}

func decisions(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	claim := readings[0].Claims[0]
	rejected := decide(t, l, cotejo.Reject, claim.ID)
	if rejected.Document != claim.Document || rejected.Predicate != claim.Predicate || rejected.Quote != claim.Evidence.Quote {
		t.Errorf("the decision does not hold the claim's words: %+v", rejected)
	}
	merged := decide(t, l, cotejo.Merge, heron.ID, rivals.ID)
	undone := decide(t, l, cotejo.Undo, merged.ID)
	noted := decide(t, l, cotejo.Annotate, heron.ID)
	list := func(subject string) (ids []string, undone []string) {
		t.Helper()
		found, err := l.Decisions(ctx, subject, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			ids, undone = append(ids, d.ID), append(undone, d.Undone)
			if d.Lost {
				t.Errorf("%s is lost", d.ID)
			}
		}
		return ids, undone
	}
	if ids, by := list(""); !slices.Equal(ids, []string{noted.ID, undone.ID, merged.ID, rejected.ID}) || !slices.Equal(by, []string{"", "", undone.ID, ""}) {
		t.Errorf("decisions %q, undone by %q", ids, by)
	}
	if ids, _ := list(heron.ID); !slices.Equal(ids, []string{noted.ID, merged.ID}) {
		t.Errorf("decisions on an entity %q", ids)
	}
	decide(t, l, cotejo.Undo, undone.ID)
	if _, by := list(merged.ID); len(by) != 1 {
		t.Errorf("decisions on a decision, undone by %q", by)
	}
	if ids, by := list(heron.ID); !slices.Equal(ids, []string{noted.ID, merged.ID}) || by[1] != "" {
		t.Errorf("an undoing that is undone: %q, undone by %q", ids, by)
	}
	// The beginning of a claim's id stands for the whole, and is kept as the whole.
	const id = "c:0123456789abcdef0123456789abcdef"
	renamed := *readings[1]
	renamed.Claims = slices.Clone(renamed.Claims)
	renamed.Claims[0].ID = id
	if err := l.Replace(ctx, &renamed); err != nil {
		t.Fatal(err)
	}
	given := []string{id[:10]}
	if d := decide(t, l, cotejo.Accept, given...); !slices.Equal(d.Subjects, []string{id}) || given[0] != id[:10] {
		t.Errorf("the beginning of an id is kept as %q", d.Subjects)
	}
	if ids, _ := list(id); len(ids) != 1 {
		t.Errorf("decisions on a claim given by the beginning of its id: %q", ids)
	}
	other := *readings[0]
	other.Claims = nil
	if err := l.Replace(ctx, &other); err != nil {
		t.Fatal(err)
	}
	found, err := l.Decisions(ctx, claim.ID, 0, 0)
	if err != nil || len(found) != 1 || !found[0].Lost {
		t.Errorf("a decision whose words are gone: %+v, %v", found, err)
	}
}

func wrongDecisions(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	claim := readings[0].Claims[0].ID
	undone := decide(t, l, cotejo.Accept, claim)
	decide(t, l, cotejo.Undo, undone.ID)
	for name, c := range map[string]struct {
		d    cotejo.Decision
		code cotejo.Code
	}{
		"nobody decides":      {cotejo.Decision{Verb: cotejo.Reject, Subjects: []string{claim}}, cotejo.Usage},
		"no such verb":        {cotejo.Decision{By: "ana", Verb: "forget", Subjects: []string{claim}}, cotejo.Usage},
		"no such claim":       {cotejo.Decision{By: "ana", Verb: cotejo.Reject, Subjects: []string{"c:0"}}, cotejo.NotFound},
		"no such entity":      {cotejo.Decision{By: "ana", Verb: cotejo.Merge, Subjects: []string{heron.ID, "e:0"}}, cotejo.NotFound},
		"one alone":           {cotejo.Decision{By: "ana", Verb: cotejo.Merge, Subjects: []string{heron.ID}}, cotejo.Usage},
		"twice the same":      {cotejo.Decision{By: "ana", Verb: cotejo.Split, Subjects: []string{heron.ID, heron.ID}}, cotejo.Usage},
		"no such decision":    {cotejo.Decision{By: "ana", Verb: cotejo.Undo, Subjects: []string{"d:0"}}, cotejo.NotFound},
		"undone already":      {cotejo.Decision{By: "ana", Verb: cotejo.Undo, Subjects: []string{undone.ID}}, cotejo.Usage},
		"a note about nobody": {cotejo.Decision{By: "ana", Verb: cotejo.Annotate, Subjects: []string{"x"}, Note: "who?"}, cotejo.NotFound},
		"a note that is none": {cotejo.Decision{By: "ana", Verb: cotejo.Annotate, Subjects: []string{claim}, Note: " "}, cotejo.Usage},
		"a blank decides":     {cotejo.Decision{By: " \t", Verb: cotejo.Reject, Subjects: []string{claim}}, cotejo.Usage},
	} {
		if _, err := l.Decide(ctx, c.d); cotejo.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if found, err := l.Decisions(ctx, "", 0, 0); err != nil || len(found) != 2 {
		t.Errorf("refused decisions were kept: %+v, %v", found, err)
	}
}

func collationWhole(t *testing.T, l cotejo.Ledger) {
	Fill(t, l)
	failure := errors.New("stopped")
	join := func(c cotejo.Collation) error {
		return c.SetIdentity(heron.ID, cotejo.Entity{ID: heron.ID, Name: "Herons", Type: cotejo.Organization}, []string{heron.ID, rivals.ID})
	}
	names := func() (out []string) {
		t.Helper()
		found, err := l.Entities(ctx, "", 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			out = append(out, e.Name)
		}
		return out
	}
	before := names()
	err := l.Collate(ctx, func(c cotejo.Collation) error { return errors.Join(join(c), failure) })
	if !errors.Is(err, failure) && cotejo.CodeOf(err) != cotejo.Internal {
		t.Errorf("the failure came back as %v", err)
	}
	if after := names(); !slices.Equal(before, after) {
		t.Errorf("something of it stayed: %q, before %q", after, before)
	}
	if err := l.Collate(ctx, join); err != nil {
		t.Fatal(err)
	}
	if after := names(); !slices.Equal(after, []string{"Herons"}) {
		t.Errorf("joined: %q", after)
	}
	for _, id := range []string{heron.ID, rivals.ID} {
		d, err := l.Dossier(ctx, id, 0)
		if err != nil || d.ID != heron.ID || d.EntityEntry.Claims != 3 || d.Documents != 3 || len(d.Latest) != 3 {
			t.Errorf("dossier of %s: %s, %v", id, asJSON(t, d), err)
		}
		if got := quotes(t, l, cotejo.Filter{Actors: []string{id}}); len(got) != 3 {
			t.Errorf("claims of %s: %q", id, got)
		}
	}
	for f := range l.Claims(ctx, cotejo.Filter{Predicates: []string{"tie"}}) {
		if f.Entities[rivals.ID].Name != "Herons" || f.Entities[rivals.ID].ID != heron.ID {
			t.Errorf("a claim of one that is taken for another: %s", asJSON(t, f))
		}
	}
}

func changes(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	claim := readings[0].Claims[0].ID
	err := l.Collate(ctx, func(c cotejo.Collation) error {
		for _, x := range []cotejo.Change{{Kind: cotejo.NewActor, Claim: claim, Text: "one"}, {Kind: cotejo.NewPlace, Claim: claim, Text: "two"}, {Kind: cotejo.NewActor, Claim: claim, Text: "one"}} {
			if err := c.AddChange(x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := func(f cotejo.ChangeFilter) (out []string) {
		t.Helper()
		found, err := l.Changes(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range found {
			if c.ID == "" || c.At == "" {
				t.Errorf("a change without id or time: %+v", c)
			}
			out = append(out, c.Text)
		}
		return out
	}
	for _, c := range []struct {
		filter cotejo.ChangeFilter
		want   []string
	}{
		{cotejo.ChangeFilter{}, []string{"two", "one"}},
		{cotejo.ChangeFilter{Since: "2020-01-01", Limit: 1}, []string{"two"}},
		{cotejo.ChangeFilter{Offset: 1}, []string{"one"}},
		{cotejo.ChangeFilter{Kinds: []cotejo.ChangeKind{cotejo.NewActor}}, []string{"one"}},
		{cotejo.ChangeFilter{Until: "2020-01-01"}, nil},
		{cotejo.ChangeFilter{About: heron.ID}, []string{"two", "one"}},
		{cotejo.ChangeFilter{About: "heron", Limit: 1, Offset: 1}, []string{"one"}},
		{cotejo.ChangeFilter{About: "Nobody Known"}, nil},
	} {
		if got := texts(c.filter); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.filter, got, c.want)
		}
	}
}
