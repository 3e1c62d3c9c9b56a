package flow

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/copies"
)

// copies finds the texts of which due documents are copies, and makes their families anew.
func (b *batch) copies() error {
	var joined []string
	for _, due := range b.due.Documents {
		found, err := b.copiesOf(due.ID)
		if err != nil {
			return err
		}
		if found {
			joined = append(joined, due.ID)
		}
	}
	if len(joined) == 0 {
		return nil
	}
	overlapping, err := b.Overlapping(joined)
	if err != nil {
		return err
	}
	members := map[string]bool{}
	pairs := make([]copies.Pair, len(overlapping))
	for i, o := range overlapping {
		if err := json.Unmarshal([]byte(o.Record), &pairs[i]); err != nil {
			return err
		}
		members[o.A], members[o.B] = true, true
	}
	var documents []cotejo.Document
	for _, id := range slices.Sorted(maps.Keys(members)) {
		d, err := b.document(id)
		if err != nil {
			return err
		}
		documents = append(documents, d)
	}
	for _, family := range copies.Families(pairs, documents) {
		if err := b.SetFamily(family.Origin, family.Copies); err != nil {
			return err
		}
		delete(members, family.Origin)
		for _, c := range family.Copies {
			delete(members, c.Document)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(members)) {
		if err := b.SetFamily(id, nil); err != nil {
			return err
		}
	}
	return nil
}

// copiesOf keeps which texts a document's text is a copy of, or they of it, and says whether there are any. Versions of one report are
// no copies of one another.
func (b *batch) copiesOf(id string) (bool, error) {
	d, err := b.document(id)
	if err != nil {
		return false, err
	}
	keys := copies.Sketch(d.Text).Keys
	worth := func(shared, n int) bool { return copies.Worth(shared, len(keys), n) }
	alike, err := b.SetSketch(id, keys, copies.Most, worth)
	if err != nil {
		return false, err
	}
	found := false
	for _, other := range alike {
		o, err := b.document(other)
		if err != nil {
			return false, err
		}
		if d.URL != "" && d.URL == o.URL || d.URL == "" && o.URL == "" && d.Source == o.Source {
			continue
		}
		overlap := copies.Compare(d.Text, o.Text)
		if err := b.passages(id, other, overlap.Same); err != nil {
			return false, err
		}
		if overlap.Verdict != copies.Copy {
			continue
		}
		pair, err := json.Marshal(copies.Pair{A: id, B: other, ShareA: overlap.A, ShareB: overlap.B})
		if err != nil {
			return false, err
		}
		if err := b.SetOverlap(id, other, string(pair)); err != nil {
			return false, err
		}
		found = true
	}
	return found, nil
}

// passages keeps which words of two documents are the same, for both.
func (b *batch) passages(id, other string, same []copies.Match) error {
	if len(same) == 0 {
		return nil
	}
	here, there := make([]cotejo.Span, len(same)), make([]cotejo.Span, len(same))
	for i, m := range same {
		here[i], there[i] = m.A, m.B
	}
	if err := b.SetPassages(id, other, here); err != nil {
		return err
	}
	return b.SetPassages(other, id, there)
}

// printed gives the document whose words carry a claim: of all that have them word for word the one that printed them first, and where
// that is another text than its own, what that one is a copy of.
func (b *batch) printed(document string, evidence cotejo.Span) (string, error) {
	passages, ok := b.reprinted[document]
	if !ok {
		var err error
		if passages, err = b.Passages(document); err != nil {
			return "", err
		}
		b.reprinted[document] = passages
	}
	ids := []string{document}
	for _, other := range slices.Sorted(maps.Keys(passages)) {
		if slices.ContainsFunc(passages[other], func(s cotejo.Span) bool { return s.Start <= evidence.Start && evidence.End <= s.End }) {
			origin, err := b.family(other)
			if err != nil {
				return "", err
			}
			ids = append(ids, other, origin)
		}
	}
	if len(ids) == 1 {
		return b.family(document)
	}
	slices.Sort(ids)
	having := make([]cotejo.Document, 0, len(ids))
	for _, id := range slices.Compact(ids) {
		d, err := b.document(id)
		if err != nil {
			return "", err
		}
		having = append(having, d)
	}
	return b.family(copies.First(having))
}
