package nlp

import (
	"strings"
	"unicode/utf8"
)

// Kinds of gaps between tokens.
const (
	gapNone   = iota // nothing
	gapSpace         // white space
	gapLine          // one line break
	gapIndent        // a line break, and the next line is indented
	gapPara          // a new paragraph
)

// layout is how a text is laid out in lines.
type layout struct {
	wrapped bool // lines are broken to a width, so that a line break can stand inside a sentence
	width   int  // of the longest line, in bytes
}

// Lines of text that is broken to a width are neither all shorter than minWrapped bytes nor any longer than maxWrapped.
const (
	minWrapped = 50
	maxWrapped = 120
)

// wrapSlack is how much shorter than the longest line, in bytes, a line may be though the next word would have fitted: who
// breaks lines does not always fill them.
const wrapSlack = 10

func layoutOf(text string) layout {
	var l layout
	for len(text) > 0 {
		line, rest, _ := strings.Cut(text, "\n")
		l.width = max(l.width, len(strings.TrimRight(line, " \t\r")))
		text = rest
	}
	l.wrapped = l.width >= minWrapped && l.width <= maxWrapped
	return l
}

// bullets open list items.
const bullets = "•·▪●◦‣■□★►✓"

// gap tells what kind of gap text[from:to] between two tokens is; line is the length of the line that ends in it. A line
// break opens a paragraph where lines are not broken to a width, where the next word would have fitted on the line, and
// before a bullet.
func (l layout) gap(text string, from, to int) (kind uint8, line int) {
	space := text[from:to]
	if space == "" {
		return gapNone, 0
	}
	breaks := strings.Count(space, "\n") + strings.Count(space, "\f") + strings.Count(space, "\u2029")
	if breaks == 0 {
		return gapSpace, 0
	}
	back := text[max(0, from-2*maxWrapped):from]
	line = len(back) - strings.LastIndexByte(back, '\n') - 1
	if breaks > 1 || !l.wrapped {
		return gapPara, line
	}
	next := text[to:min(len(text), to+maxWrapped)]
	if r, _ := utf8.DecodeRuneInString(next); strings.ContainsRune(bullets, r) || strings.HasPrefix(next, "- ") || strings.HasPrefix(next, "* ") {
		return gapPara, line
	}
	if i := strings.IndexAny(next, " \t\r\n"); i >= 0 && line+1+i+wrapSlack <= l.width {
		return gapPara, line
	}
	if i := strings.LastIndexByte(space, '\n'); len(space)-i > 2 {
		return gapIndent, line
	}
	return gapLine, line
}

// boundaries finds where sentences start.
type boundaries struct {
	start     linear
	threshold float32
	words     wordList
}

// sentenceToken is what the features see of a token.
type sentenceToken struct {
	hash, shape, suffix, use uint32
	upper, lower             bool // its first letter is
	caps                     bool // it has capitals, two or more, and no small letters
	digit                    bool // it has a digit
}

// word says whether the token has a letter or a digit.
func (t *sentenceToken) word() bool { return t.upper || t.lower || t.digit }

func (t *sentenceToken) fill(text string, words wordList) {
	*t = sentenceToken{hash: fnvBasis, shape: 7, suffix: 7}
	var last [3]uint32
	n, prev, run := 0, uint32(0), 0
	letters, capitals, small := false, 0, 0
	for _, r := range text {
		switch r { // the marks that open and close quotations do the same in either language
		case '«':
			r = '“'
		case '»':
			r = '”'
		}
		low, class := r, uint32(r)+16
		switch runeKind(r) {
		case kindDigit:
			class = classDigit
			t.digit = true
		case kindLetter:
			class = classLower
			if lower := toLower(r); lower != r {
				low, class = lower, classUpper
				capitals++
			} else {
				small++
			}
			if !letters {
				letters = true
				t.upper, t.lower = class == classUpper, class == classLower
			}
		}
		if n++; n > longAtom {
			break
		}
		t.hash = (t.hash ^ uint32(low)) * fnvPrime
		if run++; class != prev {
			run = 1
		}
		if prev = class; run <= 2 {
			t.shape = mix(t.shape, class)
		}
		last[n%3] = uint32(low)
	}
	t.caps = capitals > 1 && small == 0
	if letters && n > 3 {
		t.suffix = mix(t.suffix, last[(n+1)%3], last[(n+2)%3], last[n%3])
	} else {
		t.suffix = t.hash
	}
	if dot := strings.IndexByte(text, '.'); dot > 0 && dot == len(text)-1 {
		t.use = useFullStop | words[hashLower(text[:dot])]
	} else if dot > 0 {
		t.use = useStopInside
	}
}

// hashLower hashes a word in lower case as scanChunk does.
func hashLower(word string) uint32 {
	h := uint32(fnvBasis)
	for _, r := range word {
		h = (h ^ uint32(toLower(r))) * fnvPrime
	}
	return h
}

// boundaryState is what is known while the gaps of a paragraph are decided from left to right.
type boundaryState struct {
	tokens []sentenceToken // of the paragraph
	kinds  []uint8         // of the gap before each token
	lines  []int           // length of the line that ends in that gap
	layout layout
	mode   uint32 // case of the paragraph
	ends   uint32 // hash of its last token, where that is punctuation

	dateline int    // token that the dateline ends before, 0 where there is none
	first    int    // token that the sentence starts with
	quotes   uint32 // quotation marks are open
	parens   uint32
	before   uint32 // how the sentence before ended
}

// begin prepares the state for a paragraph whose tokens are set.
func (b *boundaryState) begin() {
	upper, lower := 0, 0
	for i := range b.tokens {
		if b.tokens[i].upper {
			upper++
		}
		if b.tokens[i].lower {
			lower++
		}
	}
	switch {
	case upper > 3*lower:
		b.mode = modeCapitals
	case upper == 0:
		b.mode = modeSmall
	default:
		b.mode = modeMixed
	}
	b.ends = 1
	if t := &b.tokens[len(b.tokens)-1]; !t.upper && !t.lower {
		b.ends = t.hash
	}
	b.first, b.quotes, b.parens, b.before = 0, 0, 0, 1
	b.dateline = b.findDateline()
}

// Case of a paragraph.
const (
	modeCapitals = 1 + iota
	modeSmall
	modeMixed
)

var (
	quoteStraight = hashRunes(`"`)
	fullStop      = hashRunes(".")

	questionEnd, exclamationEnd     = hashRunes("?"), hashRunes("!")
	questionStart, exclamationStart = hashRunes("¿"), hashRunes("¡")

	openers  = map[uint32]bool{hashRunes("("): true, hashRunes("["): true, hashRunes("“"): true, hashRunes("«"): true, hashRunes("``"): true}
	brackets = map[uint32]bool{hashRunes(")"): true, hashRunes("]"): true}
	closers  = map[uint32]bool{hashRunes(")"): true, hashRunes("]"): true, hashRunes("”"): true, hashRunes("»"): true, hashRunes("''"): true}
)

// sure decides what a rule can: Spanish marks that open a question or an exclamation start a sentence after one that
// closes; none starts between an abbreviation and the name or figure it stands before; a dateline is a sentence of its own, and so is a place in capitals with a full stop that opens a paragraph; within a line nothing starts one after a dash or a quotation that ends in a word, nor in text all in capitals
// after a word, since there the letters do not tell.
func (b *boundaryState) sure(i int) (starts, sure bool) {
	if i <= b.dateline {
		return i == b.dateline, true
	}
	l, r := &b.tokens[i-1], &b.tokens[i]
	if l.use&useTitle != 0 || l.use&(useOther|useWord) != 0 && r.digit {
		return false, true
	}
	if (l.hash == questionEnd || l.hash == exclamationEnd) && (r.hash == questionStart || r.hash == exclamationStart) {
		return true, true
	}
	if b.slug(i) {
		return true, true
	}
	within := b.kinds[i] < gapLine || b.kinds[i] == gapLine && 10*b.lines[i] > 7*b.layout.width
	if within && (l.hash == quoteStraight || closers[l.hash]) && !brackets[l.hash] && b.at(i-2).word() && b.at(i-2).use == 0 {
		return false, true
	}
	if within && (dashes[l.hash] || b.mode == modeCapitals && l.word() && l.use == 0) {
		return false, true
	}
	return false, false
}

// slug says whether what stands before token i is a place in capitals that heads a paragraph of a round-up: "TBILISI. The court …".
func (b *boundaryState) slug(i int) bool {
	const most = 4
	if i < 2 || i > most+1 || b.tokens[i-1].hash != fullStop || b.mode == modeCapitals || !b.tokens[i].upper || !b.tokens[i].lower {
		return false
	}
	letters := 0
	for k := range i - 1 {
		t := &b.tokens[k]
		if !t.upper || t.lower || t.digit || t.use != 0 {
			return false
		}
		letters++
	}
	return letters > 0
}

// passed takes in that token i belongs to the sentence, or starts a new one.
func (b *boundaryState) passed(i int, starts bool) {
	if starts {
		b.before = 1
		if t := &b.tokens[i-1]; !t.upper && !t.lower {
			b.before = t.shape
		}
		b.first, b.parens = i, 0
	}
	switch h := b.tokens[i].hash; {
	case h == quoteStraight:
		b.quotes ^= 1
	case openers[h]:
		b.parens = min(b.parens+1, 3)
	case closers[h] && b.parens > 0:
		b.parens--
	}
}

var noToken sentenceToken

func (b *boundaryState) at(i int) *sentenceToken {
	if i < 0 || i >= len(b.tokens) {
		return &noToken
	}
	return &b.tokens[i]
}

// features appends those of a sentence starting with token i.
func (b *boundaryState) features(i int, f []uint32) []uint32 {
	l3, l2, l, r, r2, r3 := b.at(i-3), b.at(i-2), b.at(i-1), b.at(i), b.at(i+1), b.at(i+2)
	g := uint32(b.kinds[i])
	if g >= gapLine {
		// A line much shorter than the widest was ended on purpose.
		g += 8 * uint32(min(4, 5*b.lines[i]/max(1, b.layout.width)))
	}
	grown := uint32(min(i-b.first, 6))
	switch n := i - b.first; {
	case n > 40:
		grown = 10
	case n > 20:
		grown = 9
	case n > 12:
		grown = 8
	case n > 6:
		grown = 7
	}
	left := uint32(min(len(b.tokens)-i, 5))
	in := b.quotes<<2 | b.parens
	m := b.mode
	return append(f, 1, mix(2, g, m), mix(3, l.hash, g), mix(4, r.hash, g), mix(5, l.shape, g, m), mix(6, r.shape, g, m),
		mix(7, l.shape, r.shape, g, m), mix(8, l.hash, r.shape, g), mix(9, l.shape, r.hash, g), mix(10, l.hash, r.hash),
		mix(11, l2.hash, l.hash), mix(12, l2.shape, l.shape, r.shape), mix(13, l2.hash, l.hash, r.shape), mix(14, l.shape, r.shape, r2.shape, g),
		mix(15, r.hash, r2.hash), mix(16, l.shape, r.hash, r2.shape), mix(17, l3.shape, l2.shape, l.shape, r.shape), mix(18, l.shape, r.shape, r2.shape, r3.shape),
		mix(19, l.suffix, r.shape, m), mix(20, l.suffix, r.hash), mix(21, l.suffix, r.suffix, r.shape), mix(22, l2.suffix, l.suffix, r.shape),
		mix(23, grown, l.shape, r.shape), mix(24, grown, g, m), mix(25, grown, l.hash), mix(26, grown, r.hash), mix(27, in, l.shape, r.shape), mix(28, in, l.hash, r.hash),
		mix(29, l.use, r.shape, g), mix(30, l.use, r.hash), mix(31, l.use, l.hash, r.shape, r2.shape), mix(32, b.before, l.shape, r.shape, m), mix(33, b.ends, l.shape, r.shape, m),
		mix(34, left, l.hash, r.shape), mix(35, left, b.ends, l.shape, r.shape), mix(36, b.at(b.first).hash, grown, l.shape), mix(37, b.at(b.first).shape, grown, l.shape, r.shape),
		mix(38, l.shape, r.shape, r.suffix, r2.suffix), mix(39, r.suffix, r2.suffix, r3.shape, l.shape), mix(40, r.hash, r2.hash, r3.hash), mix(41, b.before, b.ends, r.shape, m),
		mix(42, l2.shape, l.shape, r.shape, r2.shape, g), mix(43, l2.hash, l.hash, r.hash), mix(44, l.hash, r.hash, r2.hash), mix(45, l.use, r.shape, r2.shape, m))
}

// eachParagraph calls f for each paragraph of a text, with its tokens in s; from is the first one's index.
func eachParagraph(text string, t tokens, words wordList, s *boundaryState, f func(from int)) {
	s.layout = layoutOf(text)
	s.clear()
	for i := range t.start {
		kind, line := uint8(gapNone), 0
		if i > 0 {
			kind, line = s.layout.gap(text, int(t.end[i-1]), int(t.start[i]))
		}
		if kind == gapPara {
			s.begin()
			f(i - len(s.tokens))
			s.clear()
		}
		s.kinds, s.lines = append(s.kinds, kind), append(s.lines, line)
		var token sentenceToken
		token.fill(text[t.start[i]:t.end[i]], words)
		s.tokens = append(s.tokens, token)
	}
	if len(s.tokens) > 0 {
		s.begin()
		f(len(t.start) - len(s.tokens))
	}
}

func (b *boundaryState) clear() {
	b.tokens, b.kinds, b.lines = b.tokens[:0], b.kinds[:0], b.lines[:0]
}

// sentences appends to starts the tokens that start sentences, and to paras those that start paragraphs.
func (z *boundaries) sentences(text string, t tokens, s *boundaryState, starts, paras []int32) ([]int32, []int32) {
	var f [64]uint32
	eachParagraph(text, t, z.words, s, func(from int) {
		starts, paras = append(starts, int32(from)), append(paras, int32(from))
		for i := 1; i < len(s.tokens); i++ {
			yes, sure := s.sure(i)
			if !sure {
				yes = z.start.score(s.features(i, f[:0])) > z.threshold
			}
			yes = yes || i-s.first >= maxSentence
			if yes {
				starts = append(starts, int32(from+i))
				if s.kinds[i] == gapIndent {
					paras = append(paras, int32(from+i))
				}
			}
			s.passed(i, yes)
		}
	})
	return starts, paras
}
