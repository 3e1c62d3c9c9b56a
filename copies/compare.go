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
	Same    []Match // the parts of long spans that are the same word for word, in the same order: nobody writes so much twice
	Reason  string  // in words
}

// Match is a stretch of the first text that stands in the second, and where. A few words in it may differ.
type Match struct{ A, B cotejo.Span }

// The limits of the verdict, set on pairs made of news texts: see docs/copies.md.
const (
	enough   = 0.34 // of a text's words, and of those outside of quotes, where more of one text stands in the other
	notice   = 150  // a stretch of fewer words with all that both print is a notice or a quote,
	nearly   = 0.8  // unless it is this share of a text
	updates  = 2    // so many figures that differ make another report,
	renewed  = 0.2  // if they are this share of those in stretches that both have
	dateline = 30   // words at the head of a text in which figures are those of its day
	passage  = 20   // words of a span that are the same, from which on it is long
)

// Compare lays two texts beside one another, word by word, wherever they stand in each. The result does not depend on which comes
// first, but for A and B. The time is linear in the length of both.
func Compare(a, b string) Overlap {
	if a <= b {
		return compare(a, b)
	}
	o := compare(b, a)
	o.A, o.B = o.B, o.A
	turn(o.Spans)
	turn(o.Same)
	return o
}

// turn makes the second text of matches the first.
func turn(matches []Match) {
	for i, m := range matches {
		matches[i] = Match{m.B, m.A}
	}
	slices.SortStableFunc(matches, func(x, y Match) int { return x.A.Start - y.A.Start })
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
		same := 0
		for _, r := range c {
			for k := range r.n {
				inA[r.a+k], inB[r.b+k] = true, true
			}
			same += r.n
		}
		for _, r := range c {
			if same >= passage {
				o.Same = append(o.Same, Match{stretch(as, r.a, r.a+r.n), stretch(bs, r.b, r.b+r.n)})
			}
		}
		first, last := c[0], c[len(c)-1]
		o.Spans = append(o.Spans, Match{stretch(as, first.a, last.a+last.n), stretch(bs, first.b, last.b+last.n)})
	}
	sa, sb := measure(as, inA), measure(bs, inB)
	o.A, o.B = sa.share(), sb.share()
	o.Verdict, o.Reason = verdict(sa, sb, figures(as, bs, chains), max(extent(inA), extent(inB)) < notice)
	return o
}

// stretch is the span from a word on to before another.
func stretch(ws []word, from, to int) cotejo.Span {
	return cotejo.Span{Start: ws[from].span.Start, End: ws[to-1].span.End}
}

// extent is how many words there are from the first that stands in the other text to the last.
func extent(in []bool) int {
	first, last := slices.Index(in, true), len(in)
	for last > first && !in[last-1] {
		last--
	}
	return last - first
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

// verdict weighs what two texts share. One says that all of it stands in one short stretch.
func verdict(a, b shared, changed int, one bool) (Verdict, string) {
	share := max(a.share(), b.share())
	common := fmt.Sprintf("%.0f%% of one text's words and %.0f%% of the other's stand in both", 100*a.share(), 100*b.share())
	switch {
	case share < enough:
		return Partial, common + ": too few for a copy"
	case max(min(a.own(), a.share()), min(b.own(), b.share())) < enough:
		return Partial, common + ", but most of them are quoted"
	case one && share < nearly:
		return Partial, common + ", all in one short stretch: a notice or a quote"
	case changed > 0:
		return Partial, fmt.Sprintf("%s, but %d figures differ: a report brought up to date", common, changed)
	}
	return Copy, common
}

// figures counts the places where both texts have figures, and not the same ones, between words that are the same. Where they are few
// it gives 0: somebody put a figure right, or a scanner misread it.
func figures(as, bs []word, chains [][]run) int {
	changed, same := 0, 0
	for _, c := range chains {
		for i, q := range c {
			for _, w := range as[q.a : q.a+q.n] {
				if w.number {
					same++
				}
			}
			if i == 0 {
				continue
			}
			p := c[i-1]
			head := p.a+p.n < dateline || p.b+p.n < dateline
			if !head && differ(as[p.a+p.n:q.a], bs[p.b+p.n:q.b]) {
				changed++
			}
		}
	}
	if changed < updates || float64(changed) < renewed*float64(changed+same) {
		return 0
	}
	return changed
}

// differ says whether both stretches have figures, and none of them in common.
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
