package nlp

import (
	"unicode"
	"unicode/utf8"
)

// Kinds of runes that the tokenizer tells apart; other runes are of a kind of their own.
const (
	kindBlank = iota
	kindLetter
	kindDigit
	kindOther
)

// atom is the smallest piece of text that can be a token: a run of letters, a run of digits, or a run of one other
// rune. Tokens are made of atoms that no white space parts.
type atom struct {
	start, end int32
	class      uint32 // features see it: kind and case of letters, or the rune itself
	hash       uint32 // of the text in lower case; of long ones, of their class alone
	runes      int32
	use        uint32 // as an abbreviation, if it is a listed one
}

// Classes of letters and digits. Another rune's class is the rune, which is above these or a control character.
const (
	classLower = 1 + iota
	classUpper
	classOneUpper
	classTitle
	classMixed
	classNoCase
	classDigit
)

// longAtom is the length in bytes from which an atom's text is no feature.
const longAtom = 24

func runeKind(r rune) int {
	if r < utf8.RuneSelf {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			return kindLetter
		case '0' <= r && r <= '9':
			return kindDigit
		case r <= ' ' || r == 0x7f:
			return kindBlank
		}
		return kindOther
	}
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return kindLetter
	case unicode.IsDigit(r):
		return kindDigit
	case unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff':
		return kindBlank
	}
	return kindOther
}

// skipBlank gives the place of the first rune from at on that is not blank.
func skipBlank(text string, at int) int {
	for at < len(text) {
		r, n := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[at:])
		}
		if runeKind(r) != kindBlank {
			break
		}
		at += n
	}
	return at
}

// scanChunk appends to atoms those of the text from at to the next blank, which it gives.
func scanChunk(text string, at int, atoms []atom, words wordList) ([]atom, int) {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		kind := runeKind(r)
		if kind == kindBlank {
			break
		}
		a := atom{start: int32(at), hash: fnvBasis}
		upper, lower, firstUpper := 0, 0, false
		for first := r; ; {
			a.runes++
			low := r
			if kind == kindLetter {
				switch {
				case unicode.IsUpper(r):
					upper++
					low = unicode.ToLower(r)
					firstUpper = firstUpper || a.runes == 1
				case unicode.IsLower(r):
					lower++
				}
			}
			if a.runes <= longAtom {
				a.hash = (a.hash ^ uint32(low)) * fnvPrime
			}
			if at += n; at >= len(text) {
				break
			}
			r, n = utf8.DecodeRuneInString(text[at:])
			if k := runeKind(r); k != kind || kind == kindOther && r != first {
				break
			}
		}
		a.end = int32(at)
		switch {
		case kind == kindDigit:
			a.class = classDigit
		case kind == kindOther:
			r, _ := utf8.DecodeRuneInString(text[a.start:])
			a.class = uint32(r) + 16
		case upper == 0 && lower == 0:
			a.class = classNoCase
		case upper == 0:
			a.class = classLower
		case lower == 0 && a.runes == 1:
			a.class = classOneUpper
		case lower == 0:
			a.class = classUpper
		case firstUpper && upper == 1:
			a.class = classTitle
		default:
			a.class = classMixed
		}
		if a.runes > longAtom {
			a.hash = mix(a.class, 99)
		}
		a.use = words[a.hash]
		atoms = append(atoms, a)
	}
	return atoms, at
}

func toLower(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}
