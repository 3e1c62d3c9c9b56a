package copies

import (
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// Source is where a text comes from.
type Source struct {
	Document string   // id of the document that printed it first, as far as is known
	Wires    []string // wires that it is credited to, whether or not their own text is there
	Reason   string   // in words
}

// First gives the id of the document of a family that printed the text first: one published by a wire that another one credits, since
// a credit says whose text it is whatever the days say; then the one of the earliest day; then the smallest id. A day that is not known
// comes after all that are: not to know a day is no reason to have been first. An empty family gives "".
func First(family []cotejo.Document) string {
	id, _ := first(family)
	return id
}

func first(family []cotejo.Document) (id, reason string) {
	if len(family) == 0 {
		return "", ""
	}
	credited := map[string][]string{} // folded wire to ids of those that credit it
	for _, d := range family {
		for _, wire := range d.Credit {
			credited[fold(wire)] = append(credited[fold(wire)], d.ID)
		}
	}
	wire := func(d cotejo.Document) bool {
		return slices.ContainsFunc(credited[fold(string(d.Publisher))], func(by string) bool { return by != d.ID })
	}
	best := slices.MinFunc(family, func(a, b cotejo.Document) int {
		if wa, wb := wire(a), wire(b); wa != wb {
			return before(wa)
		}
		if (a.Published == "") != (b.Published == "") {
			return before(b.Published == "")
		}
		if c := strings.Compare(string(a.Published), string(b.Published)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	switch {
	case wire(best):
		return best.ID, "the others credit " + string(best.Publisher)
	case best.Published == "":
		return best.ID, "no day is known: the first by id stands for all"
	case slices.ContainsFunc(family, func(d cotejo.Document) bool { return d.ID != best.ID && d.Published == best.Published }):
		return best.ID, "several were printed on the first day, " + string(best.Published)
	}
	return best.ID, "printed first, on " + string(best.Published)
}

func before(yes bool) int {
	if yes {
		return -1
	}
	return 1
}

// Origin says where a document's text comes from, given the documents of its family, itself among them; of a document without
// copies the family is itself. The wires are those that the document credits, or where it credits none those that the first printer
// does, or else any of the family: a copy that drops the credit has the text from the wire all the same.
func Origin(d cotejo.Document, family []cotejo.Document) Source {
	if !slices.ContainsFunc(family, func(o cotejo.Document) bool { return o.ID == d.ID }) {
		family = append(slices.Clone(family), d)
	}
	s := Source{Wires: slices.Clone(d.Credit)}
	s.Document, s.Reason = first(family)
	if len(family) == 1 {
		s.Reason = "no copy of it is known"
	}
	whose := "it credits "
	if len(s.Wires) == 0 {
		whose = "the first to print it credits "
		for _, o := range family {
			if o.ID == s.Document {
				s.Wires = slices.Clone(o.Credit)
			}
		}
	}
	if len(s.Wires) == 0 {
		whose = "a copy of it credits "
		for _, o := range family {
			s.Wires = append(s.Wires, o.Credit...)
		}
		slices.Sort(s.Wires)
		s.Wires = slices.Compact(s.Wires)
	}
	if len(s.Wires) > 0 {
		s.Reason += "; " + whose + strings.Join(s.Wires, ", ")
	}
	return s
}

// fold makes names of outlets comparable.
func fold(name string) string {
	var out []byte
	for _, r := range name {
		if r != ' ' && r != '.' && r != '-' {
			out = appendFolded(out, r)
		}
	}
	return string(out)
}
