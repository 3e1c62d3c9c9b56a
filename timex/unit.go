package timex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo/nlp"
)

// unit is what patterns are made of: a run of letters, a run of digits, or one other character. Words are cut into them
// ("mid-1996", "p.m.", "80s"), so that rules need not know how a tokenizer cuts.
type unit struct {
	text  string // in lower case
	word  int    // the first word of the Doc that holds it
	upper bool   // begins with a capital
	glued bool   // follows the unit before it without a space
}

// digits says whether the unit is a number in digits.
func (u unit) digits() bool { return u.text[0] >= '0' && u.text[0] <= '9' }

// split appends the units of the words r.
func split(doc *nlp.Doc, r nlp.Range, out []unit) []unit {
	end := -1
	for w := r.Start; w < r.End; w++ {
		from, to := int(doc.Start[w]), int(doc.End[w])
		if from < end { // a word of a multiword token that is cut already
			continue
		}
		out = cut(doc.Text[from:to], w, from == end, out)
		end = to
	}
	return out
}

const (
	other = iota
	letter
	digit
)

func runeClass(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		return letter
	}
	return other
}

func cut(text string, word int, glued bool, out []unit) []unit {
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		kind, n := runeClass(r), size
		for kind != other && n < len(text) {
			next, size := utf8.DecodeRuneInString(text[n:])
			if runeClass(next) != kind {
				break
			}
			n += size
		}
		if unicode.IsSpace(r) {
			glued = false
		} else {
			out = append(out, unit{strings.ToLower(text[:n]), word, unicode.IsUpper(r), glued})
			glued = true
		}
		text = text[n:]
	}
	return out
}
