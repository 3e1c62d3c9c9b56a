package copies

import (
	"fmt"
	"slices"

	"github.com/cotejo/cotejo"
)

// Verdict is what two texts are to one another.
type Verdict string

// The verdicts.
const (
	Copy    Verdict = "copy"    // one prints the other's text
	Partial Verdict = "partial" // words in common that make no copy: quotes, a notice at the foot, a report brought up to date
	None    Verdict = "none"
)

// Overlap is what two texts have in common.
type Overlap struct {
	Verdict Verdict
	A, B    float64 // the share of each text's words that stand in the other, 0 to 1
	Spans   []Match // in the order of the first text
	Reason  string  // in words
}

// Match is a stretch of the first text that stands in the second, and where. A few words in it may differ.
type Match struct{ A, B cotejo.Span }

// The limits of the verdict, set on pairs made of news texts: see docs/copies.md.
const (
	enough   = 0.34 // of the words outside of quotes, in the text of which more stands in the other
	notice   = 0.6  // less than this share, all of it at the foot of both texts, is a notice
	updates  = 2    // so many figures that differ make another report
	dateline = 30   // words at the head of a text in which figures are those of its day
)

// Compare lays two texts beside one another, word by word, wherever they stand in each. The result does not depend on which comes
// first, but for A and B. The time is linear in the length of both.
func Compare(a, b string) Overlap {
	if a <= b {
		return compare(a, b)
	}
	o := compare(b, a)
	o.A, o.B = o.B, o.A
	for i, m := range o.Spans {
		o.Spans[i] = Match{m.B, m.A}
	}
	slices.SortStableFunc(o.Spans, func(x, y Match) int { return x.A.Start - y.A.Start })
	return o
}

func compare(a, b string) Overlap {
	as, bs := words(a), words(b)
	chains := align(as, bs)
	if len(chains) == 0 {
		return Overlap{Verdict: None, Reason: "no eight words in a row are the same"}
	}
	inA, inB := make([]bool, len(as)), make([]bool, len(bs))
	var o Overlap
	for _, c := range chains {
		for _, r := range c {
			for k := range r.n {
				inA[r.a+k], inB[r.b+k] = true, true
			}
		}
		first, last := c[0], c[len(c)-1]
		o.Spans = append(o.Spans, Match{stretch(as, first.a, last.a+last.n), stretch(bs, first.b, last.b+last.n)})
	}
	sa, sb := measure(as, inA), measure(bs, inB)
	o.A, o.B = sa.share(), sb.share()
	o.Verdict, o.Reason = verdict(sa, sb, changed(as, bs, chains), atFoot(chains, len(as), len(bs)))
	return o
}

// stretch is the span from a word on to before another.
func stretch(ws []word, from, to int) cotejo.Span {
	return cotejo.Span{Start: ws[from].span.Start, End: ws[to-1].span.End}
}

// shared counts a text's words and those that stand in another, in all and outside of quotation marks.
type shared struct{ words, same, plain, plainSame int }

func measure(ws []word, in []bool) shared {
	s := shared{words: len(ws)}
	for i, w := range ws {
		if in[i] {
			s.same++
		}
		if !w.quoted {
			s.plain++
			if in[i] {
				s.plainSame++
			}
		}
	}
	return s
}

func (s shared) share() float64 { return float64(s.same) / float64(s.words) }

// own is the share of the words outside of quotation marks; of a text that is nearly all quotes, of all words.
func (s shared) own() float64 {
	if 4*s.plain < s.words {
		return s.share()
	}
	return float64(s.plainSame) / float64(s.plain)
}

func verdict(a, b shared, figures int, foot bool) (Verdict, string) {
	most := max(a.own(), b.own())
	common := fmt.Sprintf("%.0f%% of one text's words and %.0f%% of the other's stand in both", 100*a.share(), 100*b.share())
	switch {
	case most < enough && max(a.share(), b.share()) >= enough:
		return Partial, common + ", but most of them are quoted"
	case most < enough:
		return Partial, common + ": too few for a copy"
	case foot && max(a.share(), b.share()) < notice:
		return Partial, common + ", all at the foot: a notice that both print"
	case figures >= updates:
		return Partial, fmt.Sprintf("%s, but %d figures differ: a report brought up to date", common, figures)
	}
	return Copy, common
}

// atFoot says whether the texts have one stretch in common, and both end in it.
func atFoot(chains [][]run, a, b int) bool {
	last := chains[0][len(chains[0])-1]
	return len(chains) == 1 && last.a+last.n >= a-gap && last.b+last.n >= b-gap
}

// changed counts the places where both texts have figures, and not the same ones, between words that are the same.
func changed(as, bs []word, chains [][]run) int {
	count := 0
	for _, c := range chains {
		for i := 1; i < len(c); i++ {
			p, q := c[i-1], c[i]
			if p.a+p.n < dateline || p.b+p.n < dateline {
				continue
			}
			if differ(as[p.a+p.n:q.a], bs[p.b+p.n:q.b]) {
				count++
			}
		}
	}
	return count
}

func differ(a, b []word) bool {
	some := false
	for _, x := range a {
		if !x.number {
			continue
		}
		for _, y := range b {
			if y.number && x.hash == y.hash {
				return false
			}
			some = some || y.number
		}
	}
	return some
}
