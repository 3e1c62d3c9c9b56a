package main

import (
	"fmt"
	"io"
	"sort"
	"unicode"

	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/nlp"
)

// half is the overlap (Jaccard) from which a part counts as found.
const half = 0.5

// parts is a relation as sets of tokens.
type parts struct{ source, cue, content map[int]bool }

// tokens gives the spans of words and single marks of a text, in code points.
func tokens(text string) []span {
	var out []span
	point, open := 0, -1
	for _, r := range text {
		word := unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_'
		if !word && open >= 0 {
			out = append(out, span{open, point})
			open = -1
		}
		switch {
		case word && open < 0:
			open = point
		case !word && !unicode.IsSpace(r):
			out = append(out, span{point, point + 1})
		}
		point++
	}
	if open >= 0 {
		out = append(out, span{open, point})
	}
	return out
}

func inside(toks []span, spans []span) map[int]bool {
	m := map[int]bool{}
	for _, s := range spans {
		i := sort.Search(len(toks), func(i int) bool { return toks[i].start >= s.start })
		for ; i < len(toks) && toks[i].end <= s.end; i++ {
			m[i] = true
		}
	}
	return m
}

func jaccard(a, b map[int]bool) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	common := 0
	for x := range a {
		if b[x] {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// spansOf gives found relations in code points.
func spansOf(d document, found []attribute.Relation) []relation {
	start, end := d.points()
	to := func(rs ...nlp.Range) []span {
		var out []span
		for _, r := range rs {
			if r.Len() > 0 {
				out = append(out, span{start[r.Start], end[r.End-1]})
			}
		}
		return out
	}
	var out []relation
	for _, r := range found {
		out = append(out, relation{source: to(r.Source), cue: to(r.Cue), content: to(r.Content...)})
	}
	return out
}

func partsOf(toks []span, rs []relation) []parts {
	var out []parts
	for _, r := range rs {
		out = append(out, parts{inside(toks, r.source), inside(toks, r.cue), inside(toks, r.content)})
	}
	return out
}

// pairing pairs gold and found relations one to one by their contents, the best pairs first. pair[g] is a found one or -1.
func pairing(gold, pred []parts) []int {
	type match struct {
		o    float64
		g, p int
	}
	var all []match
	for g := range gold {
		for p := range pred {
			if len(gold[g].content) > 0 && len(pred[p].content) > 0 {
				if o := jaccard(gold[g].content, pred[p].content); o >= half {
					all = append(all, match{o, g, p})
				}
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.o != b.o {
			return a.o > b.o
		}
		if a.g != b.g {
			return a.g > b.g
		}
		return a.p > b.p
	})
	pair := make([]int, len(gold))
	for i := range pair {
		pair[i] = -1
	}
	used := map[int]bool{}
	for _, m := range all {
		if pair[m.g] < 0 && !used[m.p] {
			pair[m.g], used[m.p] = m.p, true
		}
	}
	return pair
}

// tally counts hits, found and gold.
type tally struct{ hit, pred, gold int }

func (t tally) print(w io.Writer, name string) {
	p, r, f := 0.0, 0.0, 0.0
	if t.pred > 0 {
		p = float64(t.hit) / float64(t.pred)
	}
	if t.gold > 0 {
		r = float64(t.hit) / float64(t.gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	fmt.Fprintf(w, "%-22s P %5.1f  R %5.1f  F1 %5.1f  (%d right, %d found, %d gold)\n", name, 100*p, 100*r, 100*f, t.hit, t.pred, t.gold)
}

// score gathers figures over documents: shares of tokens for each part, and relations. A relation is right when its
// content has half an overlap with a gold one's; "with source" when its source has too.
type score struct{ source, cue, content, relation, sourced tally }

func (s *score) add(d document, found []attribute.Relation) {
	toks := tokens(d.text)
	gold, pred := partsOf(toks, d.spans), partsOf(toks, spansOf(d, found))
	for _, part := range []struct {
		t   *tally
		get func(parts) map[int]bool
	}{{&s.source, func(p parts) map[int]bool { return p.source }}, {&s.cue, func(p parts) map[int]bool { return p.cue }},
		{&s.content, func(p parts) map[int]bool { return p.content }}} {
		g, p := map[int]bool{}, map[int]bool{}
		for _, x := range gold {
			for i := range part.get(x) {
				g[i] = true
			}
		}
		for _, x := range pred {
			for i := range part.get(x) {
				p[i] = true
				if g[i] {
					part.t.hit++
					delete(g, i)
				}
			}
		}
		// every hit was taken out of g; put the count back
		part.t.pred += len(p)
		part.t.gold += len(g)
	}
	pair := pairing(gold, pred)
	for g, p := range pair {
		if p >= 0 {
			s.relation.hit++
			if jaccard(gold[g].source, pred[p].source) >= half {
				s.sourced.hit++
			}
		}
	}
	s.relation.gold += len(gold)
	s.relation.pred += len(pred)
	s.sourced.gold, s.sourced.pred = s.relation.gold, s.relation.pred
}

func (s *score) print(w io.Writer) {
	for _, t := range []*tally{&s.source, &s.cue, &s.content} {
		t.gold += t.hit
	}
	s.source.print(w, "token source")
	s.cue.print(w, "token cue")
	s.content.print(w, "token content")
	s.relation.print(w, "relation")
	s.sourced.print(w, "relation with source")
}

// records gives the document and its attributions as JSON records of the public form.
func records(d document, found []attribute.Relation) []any {
	type jsonSpan struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	out := []any{map[string]any{"kind": "document", "id": d.stem, "source": d.stem + ".txt", "text": d.text}}
	for i, r := range spansOf(d, found) {
		record := map[string]any{"kind": "attribution", "id": fmt.Sprintf("%s#%d", d.stem, i), "document": d.stem, "source": nil, "cue": nil,
			"sourceType": found[i].SourceType, "form": found[i].Form, "content": []jsonSpan{}}
		if len(r.source) > 0 {
			record["source"] = jsonSpan{r.source[0].start, r.source[0].end}
		}
		if len(r.cue) > 0 {
			record["cue"] = jsonSpan{r.cue[0].start, r.cue[0].end}
		}
		var content []jsonSpan
		for _, c := range r.content {
			content = append(content, jsonSpan{c.start, c.end})
		}
		record["content"] = content
		out = append(out, record)
	}
	return out
}
