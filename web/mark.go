package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo"
)

// paragraph is a paragraph of a document beside the claims whose words begin in it.
type paragraph struct {
	Pieces  []piece
	Claims  []claimView
	Wrapped bool // its lines were broken to a width: they may flow
}

// piece is a stretch of text that the same claims' words, sources and cues cover from end to end.
type piece struct {
	Text    string
	Begins  []*claimView // claims whose words begin here
	Ends    []*claimView // claims whose words end here
	Claims  []int        // numbers of the claims whose words it is among, outermost first
	Vouches []int        // numbers of the claims whose source or cue it is among
	Manner  string       // of the innermost claim's hedge
	Depth   int          // how many claims lie over it, at most 3
}

// Marked says whether any claim's words are here.
func (p piece) Marked() bool { return len(p.Claims) > 0 }

// For lists numbers as an attribute holds them: "3 5".
func (p piece) For() string { return numbers(p.Claims) }

// VouchesFor lists the claims that the piece's source or cue stands for.
func (p piece) VouchesFor() string { return numbers(p.Vouches) }

func numbers(ns []int) string {
	s := make([]string, len(ns))
	for i, n := range ns {
		s[i] = fmt.Sprint(n)
	}
	return strings.Join(s, " ")
}

// layer is a span of one claim: its words, or a source or cue of its chain.
type layer struct {
	cotejo.Span
	claim *claimView
	words bool
}

// lay sets a text out in paragraphs, cut wherever a claim's words, source or cue begin or end. Claims are numbered in the
// order in which their words begin; the views keep the numbers. Spans are in code points; what of them lies outside the text is left out.
func lay(text string, findings []cotejo.Finding) []paragraph {
	runes := []rune(text)
	within := func(s cotejo.Span) cotejo.Span {
		return trim(runes, cotejo.Span{Start: min(max(s.Start, 0), len(runes)), End: min(max(s.End, 0), len(runes))})
	}
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b cotejo.Finding) int {
		return cmp.Or(cmp.Compare(a.Evidence.Start, b.Evidence.Start), cmp.Compare(b.Evidence.End, a.Evidence.End))
	})
	claims := make([]*claimView, len(findings))
	var layers []layer
	for i, f := range findings {
		v := viewClaim(f)
		v.Number = i + 1
		if len(f.Chain) > 0 {
			v.Chain = v.Chain[:len(f.Chain)] // that this report prints it goes without saying here
		}
		claims[i] = &v
		layers = append(layers, layer{within(f.Evidence.Span), &v, true})
		for _, a := range f.Chain {
			if a.Source != nil {
				layers = append(layers, layer{within(a.Source.Span), &v, false})
			}
			if a.Cue != nil {
				layers = append(layers, layer{within(a.Cue.Span), &v, false})
			}
		}
	}
	layers = slices.DeleteFunc(layers, func(l layer) bool { return l.Empty() })
	slices.SortStableFunc(layers, func(a, b layer) int { return cmp.Compare(a.Start, b.Start) })

	var out []paragraph
	next, placed := 0, 0 // the first layer, and the first claim, of the paragraphs to come
	var open []layer
	for _, p := range paragraphs(runes) {
		for next < len(layers) && layers[next].Start < p.End {
			open = append(open, layers[next])
			next++
		}
		par := paragraph{Pieces: cut(runes, p, open), Wrapped: wrapped(runes[p.Start:p.End])}
		for placed < len(claims) && within(findings[placed].Evidence.Span).Start < p.End {
			par.Claims = append(par.Claims, *claims[placed])
			placed++
		}
		open = slices.DeleteFunc(open, func(l layer) bool { return l.End <= p.End })
		out = append(out, par)
	}
	if placed < len(claims) { // their words are at the very end or nowhere
		if len(out) == 0 {
			out = append(out, paragraph{})
		}
		for _, c := range claims[placed:] {
			out[len(out)-1].Claims = append(out[len(out)-1].Claims, *c)
		}
	}
	return out
}

// cut cuts one paragraph wherever one of the layers begins or ends.
func cut(runes []rune, p cotejo.Span, layers []layer) []piece {
	bounds := []int{p.Start, p.End}
	for _, l := range layers {
		for _, b := range []int{l.Start, l.End} {
			if p.Start < b && b < p.End {
				bounds = append(bounds, b)
			}
		}
	}
	slices.Sort(bounds)
	bounds = slices.Compact(bounds)
	var out []piece
	for i := 1; i < len(bounds); i++ {
		s := cotejo.Span{Start: bounds[i-1], End: bounds[i]}
		pc := piece{Text: string(runes[s.Start:s.End])}
		var over []layer
		for _, l := range layers {
			if !l.Covers(s) {
				continue
			}
			if !l.words {
				pc.Vouches = append(pc.Vouches, l.claim.Number)
				continue
			}
			over = append(over, l)
			if l.Start == s.Start {
				pc.Begins = append(pc.Begins, l.claim)
			}
			if l.End == s.End {
				pc.Ends = append(pc.Ends, l.claim)
			}
		}
		slices.SortStableFunc(over, func(a, b layer) int { return cmp.Compare(b.End-b.Start, a.End-a.Start) })
		for _, l := range over {
			pc.Claims = append(pc.Claims, l.claim.Number)
			pc.Manner = l.claim.Hedge.Manner
		}
		slices.Sort(pc.Vouches)
		pc.Vouches = slices.Compact(pc.Vouches)
		pc.Depth = min(len(over), 3)
		out = append(out, pc)
	}
	return out
}

// paragraphs finds the stretches of text between blank lines, and between any line breaks where the lines are not
// broken to a width. White space around them is left out.
func paragraphs(runes []rune) []cotejo.Span {
	var out []cotejo.Span
	var lines []cotejo.Span // of the block being read
	flush := func() {
		if len(lines) == 0 {
			return
		}
		block := cotejo.Span{Start: lines[0].Start, End: lines[len(lines)-1].End}
		if wrapped(runes[block.Start:block.End]) {
			out = append(out, block)
		} else {
			out = append(out, lines...)
		}
		lines = nil
	}
	for start := 0; start <= len(runes); {
		end := start
		for end < len(runes) && runes[end] != '\n' {
			end++
		}
		if line := trim(runes, cotejo.Span{Start: start, End: end}); line.Empty() {
			flush()
		} else {
			lines = append(lines, line)
		}
		start = end + 1
	}
	flush()
	return out
}

// wrapped says whether a paragraph's lines were broken to a width, as in a plain text of 72 columns: three lines or more,
// all but the last of about the same length.
func wrapped(par []rune) bool {
	lines := strings.Split(string(par), "\n")
	if len(lines) < 3 {
		return false
	}
	longest := 0
	for _, l := range lines {
		longest = max(longest, len([]rune(strings.TrimSpace(l))))
	}
	if longest > 100 {
		return false
	}
	for _, l := range lines[:len(lines)-1] {
		if len([]rune(strings.TrimSpace(l))) < longest-20 {
			return false
		}
	}
	return longest >= 40
}

// trim leaves out the white space at both ends of a span.
func trim(runes []rune, s cotejo.Span) cotejo.Span {
	for !s.Empty() && unicode.IsSpace(runes[s.Start]) {
		s.Start++
	}
	for !s.Empty() && unicode.IsSpace(runes[s.End-1]) {
		s.End--
	}
	return s
}
