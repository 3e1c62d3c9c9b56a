package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo/nlp"
)

// quote is a stretch between quotation marks, marks included.
type quote struct {
	nlp.Range
	clause bool // long enough, or with a verb, to be something said rather than a word held at arm's length
	name   bool // a name in quotation marks, such as a ship's: nobody's words
	open   bool // goes on into the next quotation: the paragraph ended without a closing mark
}

// mark is what a word does as a quotation mark.
type mark uint8

const (
	noMark mark = iota
	opens
	closes
	either
)

func (v *view) mark(i int) mark {
	s := v.surface(i)
	switch s {
	case "“", "„", "«", "``":
		return opens
	case "”", "»", "''":
		return closes
	case "\"", "&quot;":
	default:
		return noMark
	}
	spaceBefore := v.Start[i] == 0 || int(v.Start[i]) <= len(v.Text) && openBefore(v.Text[:v.Start[i]])
	spaceAfter := int(v.End[i]) >= len(v.Text) || closeAfter(v.Text[v.End[i]:])
	switch {
	case spaceBefore && !spaceAfter:
		return opens
	case spaceAfter && !spaceBefore:
		return closes
	}
	return either
}

func openBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r) || strings.ContainsRune("([{—–-", r)
}

func closeAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r) || strings.ContainsRune(")]},.;:!?—–-", r)
}

// findQuotes pairs the quotation marks, paragraph by paragraph. A mark left open at the end of a paragraph is carried on
// where the next paragraph opens with a mark too, and is otherwise taken to end with its sentence.
func (v *view) findQuotes() {
	n := v.Len()
	v.quote = make([]int32, n)
	for i := range v.quote {
		v.quote[i] = -1
	}
	paras := v.Paras
	if len(paras) == 0 {
		paras = []nlp.Range{{Start: 0, End: n}}
	}
	for p, para := range paras {
		start := -1
		for i := para.Start; i < para.End; i++ {
			m := v.mark(i)
			if m == noMark || v.skip[i] {
				continue
			}
			// In Spanish a new paragraph of a running quotation begins with the closing mark.
			if i == para.Start && m == closes && len(v.quotes) > 0 && v.quotes[len(v.quotes)-1].open {
				m = opens
			}
			switch {
			case start < 0 && m != closes:
				start = i
			case start >= 0 && m == opens:
				v.addQuote(start, v.sentenceEnd(start), false)
				start = i
			case start >= 0:
				v.addQuote(start, i+1, false)
				start = -1
			}
		}
		if start >= 0 {
			carried := p+1 < len(paras) && paras[p+1].Len() > 0 && v.mark(paras[p+1].Start) != noMark
			if carried {
				v.addQuote(start, para.End, true)
			} else {
				v.addQuote(start, v.sentenceEnd(start), false)
			}
		}
	}
}

func (v *view) sentenceEnd(i int) int {
	if len(v.Sents) == 0 {
		return v.Len()
	}
	return v.Sents[v.sent[i]].End
}

func (v *view) addQuote(start, end int, open bool) {
	if n := len(v.quotes); n > 0 && v.quotes[n-1].End > start || end-start < 2 {
		return
	}
	q := quote{Range: nlp.Range{Start: start, End: end}, open: open}
	verb, name := false, true
	for i := start; i < end; i++ {
		v.quote[i] = int32(len(v.quotes))
		if v.UPOS[i] == nlp.VERB || v.UPOS[i] == nlp.AUX {
			verb = true
		}
		switch v.UPOS[i] {
		case nlp.PROPN, nlp.PUNCT, nlp.ADP, nlp.DET, nlp.NUM:
		default:
			name = false
		}
	}
	q.name = name
	q.clause = end-start >= 8 || verb && end-start >= 4
	v.quotes = append(v.quotes, q)
}
