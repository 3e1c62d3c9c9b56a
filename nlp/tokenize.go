package nlp

import "strings"

// tokenizer cuts text into tokens: at white space, and between atoms where its classifier says so.
type tokenizer struct {
	cut   linear
	words wordList // abbreviations
}

// tokens are the offsets of tokens in a text.
type tokens struct{ start, end []int32 }

// tokenize appends the tokens of text[from:to] to t. Scratch is reused.
func (z *tokenizer) tokenize(text string, from, to int, t *tokens, s *tokenScratch) {
	text = text[:to]
	s.quoted = 0
	for at := skipBlank(text, from); at < to; at = skipBlank(text, at) {
		s.atoms, at = scanChunk(text, at, s.atoms[:0], z.words)
		start := s.atoms[0].start
		if len(s.atoms) > 1 {
			c := newChunk(text, s.atoms, s.quoted > 0)
			for i := 1; i < len(s.atoms); i++ {
				cut, sure := c.sure(i)
				if !sure {
					s.features = c.features(i, s.features[:0])
					cut = z.cut.score(s.features) > 0
				}
				if c.decided(i, cut); cut {
					t.start, t.end = append(t.start, start), append(t.end, s.atoms[i-1].end)
					start = s.atoms[i].start
				}
			}
			s.quoted = c.quotes(s.quoted)
		}
		t.start, t.end = append(t.start, start), append(t.end, s.atoms[len(s.atoms)-1].end)
	}
}

type tokenScratch struct {
	atoms    []atom
	features []uint32
	quoted   int // above 0 while an apostrophe that opened a quotation has not closed it
}

// quotedChunks is after how many chunks an apostrophe that opened a quotation is forgotten.
const quotedChunks = 60

// isApostrophe says whether the atom is one apostrophe.
func (c *chunk) isApostrophe(i int) bool {
	a := &c.atoms[i]
	return a.class == '\''+16 && a.runes == 1 || a.class == '’'+16 || a.class == '‘'+16
}

// quotes tells for how many chunks from here on a quotation is open.
func (c *chunk) quotes(open int) int {
	switch {
	case c.closed:
		return 0
	case c.isApostrophe(0):
		return quotedChunks
	}
	return max(0, open-1)
}

// chunk is a run of atoms that no white space parts, with what was decided about its gaps so far.
type chunk struct {
	text   string
	atoms  []atom
	whole  uint32 // hash of the chunk, where it is short
	flags  uint32 // what it holds: an @, a scheme, …
	after  uint32 // class of what follows the white space after it
	token  uint32 // hash of the token so far, up to the gap
	opens  uint32 // class of the token's first atom
	first  int    // the token's first atom
	before uint32 // what was decided at the gaps before
	marks  uint32 // what the token so far holds of what addresses hold
	quoted uint32 // 1 inside a quotation that an apostrophe opened
	closed bool   // an apostrophe closed it
}

// Gaps are at most this many atoms away from what their features see.
const chunkWindow = 12

func newChunk(text string, atoms []atom, quoted bool) chunk {
	c := chunk{text: text, atoms: atoms, whole: 1}
	if quoted {
		c.quoted = 1
	}
	start, end := atoms[0].start, atoms[len(atoms)-1].end
	if len(atoms) <= chunkWindow {
		c.whole = 2
		for _, a := range atoms {
			c.whole = mix(c.whole, a.hash)
		}
	}
	s := text[start:min(end, start+256)]
	for i, mark := range []string{"@", "://", "www.", ".com", "_"} {
		if strings.Contains(s, mark) {
			c.flags |= 1 << i
		}
	}
	if at := skipBlank(text, int(end)); at < len(text) {
		c.after = classAt(text, at)
		if strings.Count(text[end:at], "\n") > 1 {
			c.after += 1000
		}
	}
	c.begin(0)
	return c
}

// begin starts a token at atom i.
func (c *chunk) begin(i int) {
	a := &c.atoms[i]
	c.token, c.opens, c.first, c.marks = a.hash, a.class, i, 0
}

// classAt is the class of the rune at a place in the text, as if it stood alone.
func classAt(text string, at int) uint32 {
	for _, r := range text[at:] {
		switch runeKind(r) {
		case kindDigit:
			return classDigit
		case kindLetter:
			if strings.ToLower(string(r)) != string(r) {
				return classTitle
			}
			return classLower
		}
		return uint32(r) + 16
	}
	return 0
}

// sure decides the gaps that a rule can: an abbreviation keeps its full stop; an address with a scheme goes on to the
// end of the chunk, but for brackets, quotation marks and the mark at the end.
func (c *chunk) sure(i int) (cut, sure bool) {
	l, r := &c.atoms[i-1], &c.atoms[i]
	last := i == len(c.atoms)-1
	if r.runes == 1 && c.text[r.start] == '.' {
		if l.use&useTitle != 0 || l.use&useOther != 0 && (!last || c.after != classTitle && c.after != 0 && c.after < 1000) {
			return false, true
		}
		if l.use&useWord != 0 && last && c.after == classDigit {
			return false, true
		}
	}
	if c.marks&markScheme != 0 && strings.IndexByte("()<>[]\"'", c.text[r.start]) < 0 && (!last || r.class <= classDigit) {
		return false, true
	}
	if last && c.marks != 0 && strings.IndexByte(".,;:!?)>\"", c.text[r.start]) >= 0 {
		return true, true
	}
	return false, false
}

// Marks of addresses.
const (
	markAt = 1 << iota
	markScheme
	markQuery
	markSlash
)

// decided moves past gap i.
func (c *chunk) decided(i int, cut bool) {
	a := &c.atoms[i]
	if c.before <<= 1; cut {
		c.before |= 1
		c.begin(i)
		c.closed = c.closed || c.isApostrophe(i)
	} else {
		c.token = mix(c.token, a.hash)
		switch c.text[a.start:a.end] {
		case "@":
			c.marks |= markAt
		case "//":
			c.marks |= markScheme
		case "?", "=", "#":
			c.marks |= markQuery
		case "/":
			c.marks |= markSlash
		}
	}
	c.before &= 7
}

// none is an atom beyond the chunk's ends.
var none atom

// features appends those of gap i, which lies before atom i.
func (c *chunk) features(i int, f []uint32) []uint32 {
	l, r, ll, rr, rrr := &c.atoms[i-1], &c.atoms[i], &none, &none, &none
	if i >= 2 {
		ll = &c.atoms[i-2]
	}
	if i+1 < len(c.atoms) {
		rr = &c.atoms[i+1]
	}
	if i+2 < len(c.atoms) {
		rrr = &c.atoms[i+2]
	}
	last := uint32(0)
	if i == len(c.atoms)-1 {
		last = c.after + 1
	}
	at := uint32(min(i, chunkWindow))
	grown := uint32(min(i-c.first, 4))
	lc, rc := l.class, r.class
	f = append(f, 1,
		mix(2, lc, rc), mix(3, l.hash, r.hash), mix(4, l.hash, rc), mix(5, lc, r.hash),
		mix(6, ll.class, lc, rc, rr.class), mix(7, ll.hash, l.hash, rc), mix(8, lc, r.hash, rr.hash),
		mix(9, c.token, rc), mix(10, c.token, r.hash), mix(11, lc, r.hash, rr.hash, rrr.hash),
		mix(12, lc, rc, uint32(min(l.runes, 5)), uint32(min(r.runes, 5))), mix(13, lc, rc, uint32(min(l.runes, 5)), rr.class, uint32(min(rr.runes, 5))),
		mix(14, lc, rc, last), mix(15, l.hash, rc, last), mix(16, lc, r.hash, last), mix(17, c.token, rc, last),
		mix(18, c.flags, lc, rc), mix(19, c.before, lc, rc), mix(20, c.opens, grown, lc, rc), mix(21, c.opens, lc, r.hash),
		mix(22, lc, rc, rr.class, rrr.class), mix(23, ll.class, lc, rc), mix(24, ll.hash, l.hash, r.hash), mix(25, l.hash, r.hash, rr.hash),
		mix(26, r.hash, rr.hash, last), mix(27, c.flags, c.before, rc), mix(28, c.opens, c.before, lc, rc, rr.class),
		mix(29, lc, r.hash, uint32(min(r.runes, 8))), mix(30, l.hash, uint32(min(l.runes, 8)), rc), mix(31, ll.class, uint32(min(ll.runes, 4)), lc, rc, uint32(min(r.runes, 4))))
	if c.isApostrophe(i) {
		s := uint32(0) // the letter before it
		if end := c.text[l.start:l.end]; end != "" {
			s = uint32(end[len(end)-1])
		}
		f = append(f, mix(40, c.quoted, s, last), mix(41, c.quoted, last), mix(42, s, last))
	}
	if c.marks != 0 {
		f = append(f, mix(34, c.marks, rc), mix(35, c.marks, lc, rc, rr.class), mix(36, c.marks, rc, last))
	}
	if l.use != 0 {
		f = append(f, mix(37, l.use, lc, rc), mix(38, l.use, rc, rr.class, last))
	}
	if c.whole != 1 {
		f = append(f, mix(32, c.whole, at), mix(33, c.flags, uint32(len(c.atoms)), at, lc, rc))
	}
	return f
}
