package export

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/cotejo/cotejo"
)

// Corrections says who put right what in a claim, and what was read there, a line for each decision in force; nothing of a claim that is as
// it was read.
func Corrections(f *cotejo.Finding) []string {
	if f.Corrected == nil {
		return nil
	}
	var out []string
	for _, by := range f.Corrected.By {
		line := fmt.Sprintf("corrected by %s on %s: %s", by.By, by.At[:min(len(by.At), len("2006-01-02"))], stated(&by.States, &f.Corrected.Read, f.Entities))
		if by.Note != "" {
			line += " (" + by.Note + ")"
		}
		out = append(out, legible(line))
	}
	return out
}

// Stated puts what a correction states in words, "" for nothing.
func Stated(c *cotejo.Correction) string {
	if c.Empty() {
		return ""
	}
	return legible(stated(c, &cotejo.Correction{}, nil))
}

// stated puts what is right in words, and beside it what was read where that differs.
func stated(right, read *cotejo.Correction, entities map[string]cotejo.Entity) string {
	var parts []string
	put := func(what, is, was string) {
		if was != "" {
			was = " (read: " + was + ")"
		}
		parts = append(parts, what+" "+is+was)
	}
	if right.Predicate != "" {
		put("predicate", right.Predicate, read.Predicate)
	}
	if right.Hedge != "" {
		put("hedge", string(right.Hedge), string(read.Hedge))
	}
	if right.Polarity != "" {
		put("polarity", right.Polarity, read.Polarity)
	}
	for _, role := range cotejo.Roles {
		fillers, is := right.Roles[role]
		if !is {
			continue
		}
		was := ""
		if before, differs := read.Roles[role]; differs {
			was = called(entities, before)
		}
		put(role, called(entities, fillers), was)
	}
	return strings.Join(parts, ", ")
}

// called names fillers: those who are known by their names, others by the words for them.
func called(entities map[string]cotejo.Entity, fillers []cotejo.Filler) string {
	if len(fillers) == 0 {
		return "nobody"
	}
	names := make([]string, len(fillers))
	for i, x := range fillers {
		names[i] = cmp.Or(entities[x.Entity].Name, x.Text)
	}
	return strings.Join(names, " and ")
}
