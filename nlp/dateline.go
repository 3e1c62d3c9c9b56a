package nlp

// maxDateline is the longest dateline, in tokens.
const maxDateline = 40

var (
	dashes       = map[uint32]bool{hashRunes("-"): true, hashRunes("--"): true, hashRunes("–"): true, hashRunes("—"): true, hashRunes(".-"): true, hashRunes(".--"): true, hashRunes(".—"): true}
	parenOpen    = hashRunes("(")
	parenClose   = hashRunes(")")
	bracketOpen  = hashRunes("[")
	bracketClose = hashRunes("]")
)

// findDateline gives the token before which the dateline of a paragraph ends, or 0: "PORT ELISA, 4 May (Harbour News) --",
// "PORT ELISA —", "Puerto Elisa, 4 may (Faro).-", with notes of the wire in brackets that follow. What comes before the
// dash has a capital, a figure or stands in brackets; and one of these is more than a capital, or any name with a dash
// after it would be a dateline.
func (b *boundaryState) findDateline() int {
	depth, small, strong := 0, 0, b.tokens[0].caps && b.mode != modeCapitals
	if !b.tokens[0].upper {
		return 0
	}
	for i := 0; i < min(len(b.tokens), maxDateline); i++ {
		t := &b.tokens[i]
		spaced := i+1 < len(b.tokens) && b.kinds[i+1] != gapNone
		switch {
		case t.hash == parenOpen:
			depth++
			strong = true
		case t.hash == parenClose:
			depth--
		case depth > 0:
		case i > 0 && spaced && dashes[t.hash] && (b.kinds[i] != gapNone || b.tokens[i-1].hash == parenClose || !b.tokens[i-1].word()):
			if !strong || !b.startsText(i+1) {
				return 0
			}
			return b.skipNotes(i + 1)
		case t.digit:
			strong = true
		case t.lower:
			if small++; small > 2 {
				return 0
			}
		}
	}
	return 0
}

// startsText says whether a sentence could start with token i: a capital, or a mark that opens one.
func (b *boundaryState) startsText(i int) bool {
	for ; i < len(b.tokens); i++ {
		if t := &b.tokens[i]; t.word() {
			return !t.lower
		}
	}
	return false
}

// skipNotes gives the first token from i on that is in no brackets.
func (b *boundaryState) skipNotes(i int) int {
	for i < len(b.tokens) && b.tokens[i].hash == bracketOpen {
		end := i
		for end < len(b.tokens) && end < i+maxDateline && b.tokens[end].hash != bracketClose {
			end++
		}
		if end >= len(b.tokens) || b.tokens[end].hash != bracketClose {
			break
		}
		i = end + 1
	}
	if i >= len(b.tokens) {
		return 0
	}
	return i
}
