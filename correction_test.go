package cotejo

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestCorrect(t *testing.T) {
	rosa, faroles := Filler{Entity: "e:rosa", Type: Person, Text: "Rosa"}, Filler{Entity: "e:faroles", Type: Organization, Text: "Faroles"}
	read := Claim{ID: "c:1", Predicate: "membership", Hedge: Alleged, Certainty: Maybe, Polarity: Positive, Stage: "transport",
		Roles: map[string][]Filler{"agent": {rosa}, "party": {faroles}}}
	before, _ := json.Marshal(read)
	decisions := []Decision{
		{ID: "d:1", At: "2024-01-01T10:00:00Z", By: "ana", Verb: Correct, States: &Correction{Hedge: Said, Roles: map[string][]Filler{"target": {rosa}, "agent": {}}}},
		{ID: "d:2", Verb: Accept},
		{ID: "d:3", At: "2024-01-02T10:00:00Z", By: "luis", Verb: Correct, Note: "the file says so", States: &Correction{Predicate: "arrest", Hedge: Plain}},
	}
	got := read.Correct(decisions)
	want := Claim{ID: "c:1", Predicate: "arrest", Hedge: Plain, Certainty: Certain, Polarity: Positive, Stage: "transport", Roles: map[string][]Filler{"target": {rosa}, "party": {faroles}},
		Corrected: &Corrected{Read: Correction{Predicate: "membership", Hedge: Alleged, Certainty: Maybe, Roles: map[string][]Filler{"agent": {rosa}, "target": {}}}, By: []Corrector{
			{Decision: "d:1", At: "2024-01-01T10:00:00Z", By: "ana", States: *decisions[0].States},
			{Decision: "d:3", At: "2024-01-02T10:00:00Z", By: "luis", Note: "the file says so", States: *decisions[2].States}}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("corrected: %+v %+v, want %+v %+v", got, got.Corrected, want, want.Corrected)
	}
	if open := read.Correct([]Decision{decisions[0], {Verb: Correct, States: &Correction{Hedge: Conditional}}}); open.Certainty != Unknown {
		t.Errorf("conditional, and %s", open.Certainty)
	}
	// A claim that was corrected before its certainty was has kept the one that was read.
	old := got
	old.Certainty = Maybe
	old.Corrected = &Corrected{Read: got.Corrected.Read, By: got.Corrected.By}
	old.Corrected.Read.Certainty = ""
	if was := old.AsRead(); was.Certainty != Maybe || was.Hedge != Alleged {
		t.Errorf("corrected before: %s, %s", was.Hedge, was.Certainty)
	}
	// A ledger keeps the claim as JSON, and takes corrections back from there.
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var kept Claim
	if err := json.Unmarshal(data, &kept); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Claim{"as read": kept.AsRead(), "nothing put right": kept.Correct([]Decision{{Verb: Reject}, {Verb: Correct}})} {
		if after, _ := json.Marshal(c); string(after) != string(before) {
			t.Errorf("%s: %s, want %s", name, after, before)
		}
	}
	if again := kept.Correct(decisions[:1]); again.Predicate != "membership" || again.Hedge != Said || again.Corrected.Read.Predicate != "" {
		t.Errorf("one of two taken back: %+v", again)
	}
	if after, _ := json.Marshal(read); string(after) != string(before) {
		t.Errorf("the claim that was read changed: %s", after)
	}
	// What two people say and unsay leaves what was read.
	if undone := read.Correct([]Decision{decisions[0], {Verb: Correct, States: &Correction{Hedge: Alleged, Roles: map[string][]Filler{"target": {}, "agent": {rosa}}}}}); !reflect.DeepEqual(undone.Corrected.Read, Correction{}) {
		t.Errorf("nothing differs, and it says %+v", undone.Corrected.Read)
	}
}
