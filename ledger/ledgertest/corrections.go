package ledgertest

import (
	"slices"
	"testing"

	"github.com/cotejo/cotejo"
)

// Apply has every claim that is due say what the decisions on it put right, as collating does.
func Apply(t testing.TB, l cotejo.Ledger) {
	t.Helper()
	err := l.Collate(ctx, func(c cotejo.Collation) error {
		due, err := c.Due(1000)
		if err != nil {
			return err
		}
		keys, err := c.DueClaims(due)
		if err != nil {
			return err
		}
		found, err := c.Findings(keys)
		if err != nil {
			return err
		}
		for _, f := range found {
			decided, err := c.Decided(f.Document, cotejo.Correct)
			if err != nil {
				return err
			}
			decided = slices.DeleteFunc(decided, func(d cotejo.Decision) bool { return d.Subjects[0] != f.ID })
			if err := c.SetCorrected(f.Key, decided); err != nil {
				return err
			}
		}
		return c.Done(due)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func corrected(t *testing.T, l cotejo.Ledger) {
	readings := Fill(t, l)
	Apply(t, l)
	read, err := l.Claim(ctx, readings[0].Claims[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	before := asJSON(t, read)
	certain := len(quotes(t, l, cotejo.Filter{Certainties: []cotejo.Certainty{read.Certainty}, Document: read.Document}))
	states := &cotejo.Correction{Predicate: "control", Hedge: cotejo.Alleged, Polarity: cotejo.Negative,
		Roles: map[string][]cotejo.Filler{"agent": {{Entity: rivals.ID}}, "object": {{Text: "Ship\u00adments"}}, "place": {}}}
	d, err := l.Decide(ctx, cotejo.Decision{By: "ana", Verb: cotejo.Correct, Subjects: []string{read.ID}, Note: "the file", States: states})
	if err != nil {
		t.Fatal(err)
	}
	if len(states.Roles["object"]) != 1 || !states.Roles["object"][0].Empty() {
		t.Error("what the caller stated was changed")
	}
	Apply(t, l)
	Apply(t, l) // a second time changes nothing
	f, err := l.Claim(ctx, read.ID)
	if err != nil {
		t.Fatal(err)
	}
	if f.Predicate != "control" || f.Hedge != cotejo.Alleged || f.Polarity != cotejo.Negative || f.Certainty != cotejo.Probable || f.Stage != "production" ||
		len(f.Roles) != 2 || f.Roles["agent"][0].Text != "Los Juncos" || f.Roles["object"][0].Span != (cotejo.Span{Start: 88, End: 98}) || f.Entities[rivals.ID].Name != "Los Juncos" {
		t.Errorf("the corrected claim: %s", asJSON(t, f))
	}
	if by := f.Corrected.By; len(by) != 1 || by[0].Decision != d.ID || by[0].By != "ana" || by[0].At != d.At || by[0].Note != "the file" || f.Corrected.Read.Predicate != "activity" {
		t.Errorf("who put it right: %s", asJSON(t, f.Corrected))
	}
	// It is found by what is right, and no longer by what was read.
	for name, c := range map[string]struct {
		f    cotejo.Filter
		want int
	}{
		"predicate read":  {cotejo.Filter{Predicates: []string{"activity"}}, 0},
		"predicate right": {cotejo.Filter{Predicates: []string{"control"}, Hedges: []cotejo.Hedge{cotejo.Alleged}, Polarity: cotejo.Negative}, 1},
		"certainty read":  {cotejo.Filter{Certainties: []cotejo.Certainty{read.Certainty}, Document: f.Document}, certain - 1},
		"certainty right": {cotejo.Filter{Certainties: []cotejo.Certainty{cotejo.Probable}, Predicates: []string{"control"}, Document: f.Document}, 1},
		"agent read":      {cotejo.Filter{Actors: []string{heron.ID}, Document: f.Document}, 0},
		"agent right":     {cotejo.Filter{Actors: []string{rivals.ID}, Document: f.Document}, 1},
		"place read":      {cotejo.Filter{Place: "Cali"}, 0},
		"words":           {cotejo.Filter{Text: "juncos control laboratories"}, 1},
		"source":          {cotejo.Filter{Source: "Ana Ibarra", Stages: []string{"production"}}, 1},
	} {
		if got := quotes(t, l, c.f); len(got) != c.want {
			t.Errorf("%s: %q, want %d", name, got, c.want)
		}
	}
	claims := func(id string) int {
		t.Helper()
		e, err := l.Dossier(ctx, id, 10)
		if err != nil {
			t.Fatal(err)
		}
		return e.EntityEntry.Claims
	}
	if a, b := claims(heron.ID), claims(rivals.ID); a != 1 || b != 3 {
		t.Errorf("%d claims of the one, %d of the other", a, b)
	}
	for name, wrong := range map[string]cotejo.Decision{
		"nothing":             {Verb: cotejo.Correct},
		"what it says":        {Verb: cotejo.Correct, States: &cotejo.Correction{Hedge: cotejo.Alleged}},
		"a hedge that's none": {Verb: cotejo.Correct, States: &cotejo.Correction{Hedge: "sure"}},
		"a certainty":         {Verb: cotejo.Correct, States: &cotejo.Correction{Certainty: cotejo.Certain, Hedge: cotejo.Said}},
		"a polarity":          {Verb: cotejo.Correct, States: &cotejo.Correction{Polarity: "no"}},
		"a role that is none": {Verb: cotejo.Correct, States: &cotejo.Correction{Roles: map[string][]cotejo.Filler{"chief": {}}}},
		"nobody known":        {Verb: cotejo.Correct, States: &cotejo.Correction{Roles: map[string][]cotejo.Filler{"agent": {{Entity: "e:0"}}}}},
		"words of no report":  {Verb: cotejo.Correct, States: &cotejo.Correction{Roles: map[string][]cotejo.Filler{"agent": {{Text: "somebody"}}}}},
		"another verb":        {Verb: cotejo.Accept, States: &cotejo.Correction{Hedge: cotejo.Said}},
	} {
		wrong.By, wrong.Subjects = "ana", []string{read.ID}
		if _, err := l.Decide(ctx, wrong); err == nil || cotejo.CodeOf(err) == cotejo.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
	again := decide(t, l, cotejo.Accept, read.ID)
	if again.Predicate != "activity" {
		t.Errorf("a decision on a corrected claim holds by %q, not by what was read", again.Predicate)
	}
	list, err := l.Decisions(ctx, read.ID, 0, 0)
	if err != nil || len(list) != 2 || list[0].Lost || list[1].Lost || list[1].States == nil || list[1].States.Hedge != cotejo.Alleged {
		t.Errorf("decisions: %s, %v", asJSON(t, list), err)
	}
	decide(t, l, cotejo.Undo, d.ID)
	Apply(t, l)
	f, err = l.Claim(ctx, read.ID)
	if after := asJSON(t, f); err != nil || after != before {
		t.Errorf("taken back it is %s, %v, want %s", after, err, before)
	}
	if a, b := claims(heron.ID), claims(rivals.ID); a != 2 || b != 2 {
		t.Errorf("taken back: %d claims of the one, %d of the other", a, b)
	}
	if got := quotes(t, l, cotejo.Filter{Place: "Cali", Text: "heron"}); len(got) != 1 {
		t.Errorf("taken back it is found as %q", got)
	}
}
