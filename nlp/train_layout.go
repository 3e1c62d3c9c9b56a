package nlp

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// layoutText is a text as the segmenter learns from it: its tokens, and which of them start a sentence.
type layoutText struct {
	text   string
	tokens tokens
	starts []bool
}

// Ways to lay a document out anew. The corpora come as paragraphs of one line; reports come in all of these.
const (
	layParas  = iota // an empty line between paragraphs
	layLines         // a line each paragraph
	layWrap          // lines of some width, an empty line between paragraphs
	layIndent        // lines of some width, paragraphs indented
	layouts
)

// layOut writes d in a layout, in capitals or all in lower case if asked.
func layOut(d *Doc, how int, change func(string) string, rng *rand.Rand) layoutText {
	var out layoutText
	var b strings.Builder
	width, column := 55+rng.IntN(30), 0
	indent := strings.Repeat(" ", 2+rng.IntN(4))
	paras, sents := map[int]bool{}, map[int]bool{}
	for _, p := range d.Paras {
		paras[p.Start] = true
	}
	for _, s := range d.Sents {
		sents[s.Start] = true
	}
	if how == layIndent {
		b.WriteString(indent)
	}
	eachToken(d, func(r Range) {
		start, end := d.Span(r)
		word := d.Text[start:end]
		if change != nil {
			word = change(word)
		}
		if r.Start > 0 {
			space := start > int(d.End[r.Start-1])
			n := utf8.RuneCountInString(word)
			switch {
			case paras[r.Start] && how == layLines:
				b.WriteString("\n")
			case paras[r.Start] && how == layIndent && rng.IntN(2) == 0:
				b.WriteString("\n" + indent)
				column = len(indent)
			case paras[r.Start]:
				b.WriteString("\n\n")
				column = 0
				if how == layIndent {
					b.WriteString(indent)
					column = len(indent)
				}
			case space && how >= layWrap && column+n >= width:
				b.WriteString("\n")
				column = 0
			case space:
				b.WriteString(" ")
				column++
			}
			column += n
		}
		out.tokens.start = append(out.tokens.start, int32(b.Len()))
		b.WriteString(word)
		out.tokens.end = append(out.tokens.end, int32(b.Len()))
		out.starts = append(out.starts, sents[r.Start])
	})
	out.text = b.String()
	return out
}

// eachToken calls f with the words of each token of d.
func eachToken(d *Doc, f func(Range)) {
	m := 0
	for i := 0; i < d.Len(); {
		r := Range{i, i + 1}
		if m < len(d.Multi) && d.Multi[m].Start == i {
			r = d.Multi[m]
			m++
		}
		f(r)
		i = r.End
	}
}
