package copies

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/cotejo/cotejo"
)

// word is a run of letters and digits. Its hash does not see case, accents or what stands around it.
type word struct {
	hash   uint64
	span   cotejo.Span // code points
	number bool        // it has digits and no letters, or says a number
	quoted bool        // it stands between quotation marks
}

// words cuts a text into its words. Bytes that are no UTF-8 count as one code point each and part words.
func words(text string) []word {
	var out []word
	var letters []byte
	var quote quotes
	start, at, digits := -1, 0, 0
	flush := func() {
		if start >= 0 && len(letters) > 0 {
			_, says := numbers[string(letters)]
			out = append(out, word{hashBytes(letters), cotejo.Span{Start: start, End: at}, says || digits == len(letters), quote.open()})
		}
		start, digits, letters = -1, 0, letters[:0]
	}
	for i := 0; i < len(text); at++ {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z':
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case '0' <= c && c <= '9':
				digits++
			default:
				flush()
				quote.see(rune(c))
				continue
			}
			if start < 0 {
				start = at
			}
			letters = append(letters, c)
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r == utf8.RuneError || !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			flush()
			quote.see(r)
			continue
		}
		if start < 0 {
			start = at
		}
		letters = appendFolded(letters, r)
	}
	flush()
	return out
}

// appendFolded adds a letter in lower case and without its accent.
func appendFolded(letters []byte, r rune) []byte {
	var buf [32]byte
	for _, r := range string(norm.NFKD.AppendString(buf[:0], string(r))) {
		if !unicode.Is(unicode.Mn, r) {
			letters = utf8.AppendRune(letters, unicode.ToLower(r))
		}
	}
	return letters
}

// quotes follows quotation marks. A paragraph's end closes them, so that one that is left open does not quote the rest.
type quotes struct {
	depth    int
	straight bool
}

func (q *quotes) open() bool { return q.depth > 0 || q.straight }

func (q *quotes) see(r rune) {
	switch r {
	case '“', '«', '„':
		q.depth++
	case '”', '»':
		q.depth = max(0, q.depth-1)
	case '"':
		q.straight = !q.straight
	case '\n':
		*q = quotes{}
	}
}

// hashBytes is 64-bit FNV-1a.
func hashBytes(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// mix is the finisher of SplitMix64 (Steele, Lea and Flood 2014): it spreads a hash over all bits.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// distinct sorts hashes and drops repeated ones.
func distinct(hashes []uint64) []uint64 {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}
