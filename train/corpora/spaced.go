package corpora

import (
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// Spaced gives documents of bare tokens the white space of running text: none before a comma, inside brackets, … A
// straight quotation mark opens and closes by turns. Sentences are put into paragraphs of one to five, documents of
// twenty.
func Spaced(d *nlp.Doc) []*nlp.Doc {
	var out []*nlp.Doc
	for from := 0; from < len(d.Sents); from += 20 {
		to := min(from+20, len(d.Sents))
		out = append(out, spaced(d, d.Sents[from:to], from))
	}
	return out
}

func spaced(d *nlp.Doc, sents []nlp.Range, number int) *nlp.Doc {
	out := &nlp.Doc{Lang: d.Lang}
	var b strings.Builder
	left := 0
	for k, s := range sents {
		if left == 0 {
			left = 1 + (number+k*7)%5
			if k > 0 {
				b.WriteString("\n")
			}
			if n := len(out.Paras); n > 0 {
				out.Paras[n-1].End = len(out.Form)
			}
			out.Paras = append(out.Paras, nlp.Range{Start: len(out.Form)})
		}
		left--
		first, open, glue := len(out.Form), false, k == 0
		for _, form := range d.Form[s.Start:s.End] {
			before, after := true, true
			switch form {
			case ",", ".", ";", ":", ")", "]", "?", "!", "»", "”", "...", "%":
				before = false
			case "(", "[", "¿", "¡", "«", "“":
				after = false
			case `"`:
				before, after = !open, open
				open = !open
			}
			if before && !glue {
				b.WriteString(" ")
			}
			glue = !after
			out.Start = append(out.Start, int32(b.Len()))
			b.WriteString(form)
			out.End = append(out.End, int32(b.Len()))
			out.Form = append(out.Form, form)
		}
		out.Sents = append(out.Sents, nlp.Range{Start: first, End: len(out.Form)})
	}
	if n := len(out.Paras); n > 0 {
		out.Paras[n-1].End = len(out.Form)
	}
	out.Text = b.String()
	return out
}
