package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/nlp"
)

// showErrors lists every gold relation that was missed or got wrong, and every one found that is none, by kind.
func showErrors(w io.Writer, l *attribute.Lexicon, docs []document) error {
	kinds := map[string]int{}
	for _, d := range docs {
		found := l.Find(d.doc, attribute.Options{})
		toks := tokens(d.text)
		gold, pred := partsOf(toks, d.spans), partsOf(toks, spansOf(d, found))
		pair := pairing(gold, pred)
		taken := map[int]bool{}
		for g, p := range pair {
			if p >= 0 {
				taken[p] = true
				if jaccard(gold[g].source, pred[p].source) < half {
					kinds["wrong source"]++
					fmt.Fprintf(w, "wrong source\n  gold  %s\n  found %s\n", describe(d, d.gold[g]), describe(d, found[p]))
				}
				continue
			}
			kind, with := "missed cue", -1
			for p := range pred {
				if jaccard(gold[g].cue, pred[p].cue) > 0 {
					kind, with = wrongContent(gold[g].content, pred[p].content), p
				}
			}
			kinds[kind]++
			fmt.Fprintf(w, "%s\n  gold  %s\n", kind, describe(d, d.gold[g]))
			if with >= 0 {
				fmt.Fprintf(w, "  found %s\n", describe(d, found[with]))
			}
		}
		for p := range pred {
			if taken[p] {
				continue
			}
			kind := "no relation"
			for g := range gold {
				if jaccard(gold[g].cue, pred[p].cue) > 0 {
					kind = "wrong content, found"
				}
			}
			kinds[kind]++
			if kind == "no relation" {
				fmt.Fprintf(w, "%s\n  found %s\n", kind, describe(d, found[p]))
			}
		}
	}
	for _, k := range []string{"missed cue", "content too long", "content too short", "content elsewhere", "wrong source", "no relation", "wrong content, found"} {
		fmt.Fprintf(w, "%d %s\n", kinds[k], k)
	}
	return nil
}

// wrongContent says how a content that does not fit goes wrong.
func wrongContent(gold, found map[int]bool) string {
	common := 0
	for t := range gold {
		if found[t] {
			common++
		}
	}
	switch {
	case common == 0:
		return "content elsewhere"
	case len(found) > len(gold):
		return "content too long"
	}
	return "content too short"
}

func describe(d document, r attribute.Relation) string {
	words := func(r nlp.Range) string { return strings.Join(strings.Fields(d.doc.TextOf(r)), " ") }
	var content []string
	for _, c := range r.Content {
		content = append(content, words(c))
	}
	s := fmt.Sprintf("[%s] <%s> %s", words(r.Source), words(r.Cue), strings.Join(content, " … "))
	if r.Why != "" {
		s += fmt.Sprintf("  (%.2f %s)", r.Score, r.Why)
	}
	return s
}
