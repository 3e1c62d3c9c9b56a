package sqlite

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes names comparable: lower case, no accents, words parted by single spaces, no punctuation.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// match turns what a person types into an FTS5 query that every word of it must satisfy: words, "phrases", beginnings*.
// A query that holds no word gives "", which must not be handed to FTS5. With beginnings, every word stands for all
// words that begin so.
func match(query string, beginnings bool) string {
	var terms []string
	term := func(s string, prefix bool) {
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			s = `"` + strings.ReplaceAll(s, "\x00", " ") + `"`
			if prefix {
				s += "*"
			}
			terms = append(terms, s)
		}
	}
	for i, part := range strings.Split(query, `"`) {
		if i%2 == 1 { // between quotation marks
			term(part, false)
			continue
		}
		for _, word := range strings.Fields(part) {
			term(word, beginnings || strings.HasSuffix(word, "*"))
		}
	}
	return strings.Join(terms, " ")
}
