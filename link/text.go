package link

import (
	"strings"
	"unicode"

	"github.com/cotejo/cotejo/gazetteer"
)

// hash is FNV-1a of 64 bits. Equal words have equal hashes; that different ones do is taken not to happen.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// token is a word of a name, as it stands and folded.
type token struct {
	raw  string
	text string
}

// tokens parts a name into words at whatever is neither letter, digit nor an inner apostrophe or point. The digits that
// scanning put for letters are letters again.
func (l *lexicon) tokens(s string) []token {
	var out []token
	for _, raw := range strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Mn, r) && r != '.' && r != '\'' && r != '’' && r != 'º' && r != 'ª' && r != '&'
	}) {
		raw = l.undigit(strings.Trim(raw, ".'’"))
		text := strings.ReplaceAll(gazetteer.Fold(raw), " ", "")
		if text != "" {
			out = append(out, token{raw, text})
		}
	}
	return out
}

// undigit writes letters for digits in a word of at least two letters that has a small one: "Co11azos" but not "MS13".
func (l *lexicon) undigit(w string) string {
	if !strings.ContainsAny(w, "0123456789") {
		return w
	}
	letters, small := 0, false
	for _, r := range w {
		if unicode.IsLetter(r) {
			letters++
			small = small || unicode.IsLower(r)
		} else if !unicode.IsDigit(r) {
			return w
		}
	}
	if letters < 2 || !small || digits(w) >= 0 {
		return w
	}
	return l.digits.Replace(w)
}

// word is one word of a person's name.
type word struct {
	text    string    // folded
	is      uint64    // equal for spellings of one name
	sound   uint64    // equal for what sounds alike in Spanish
	look    uint64    // equal for what looks alike in print
	listed  bool      // in a list of given names or surnames
	given   string    // sex of those who bear it as a given name; empty where it is none
	surname frequency //
	popular bool      // as a given name
	dropped bool      // often, where it is the first given name
	initial bool
}

func (l *lexicon) word(text string) word {
	head := text
	if h, ok := l.variants[text]; ok {
		head = h
	}
	return word{text: text, is: hash(head), sound: hash(soundOf(head)), look: hash(l.look(head)), given: l.given[text], surname: l.surnames[text],
		listed: l.given[text] != "" || l.surnames[text] != rareName, popular: l.popular[text], dropped: l.oftenDropped[text], initial: len(text) == 1 && text[0] >= 'a'}
}

// look writes a folded word so that those which scanning confuses are written alike.
func (l *lexicon) look(text string) string {
	w := l.shapes.Replace(text)
	var b strings.Builder
	for i := range len(w) {
		if i == 0 || w[i] != w[i-1] {
			b.WriteByte(w[i])
		}
	}
	return b.String()
}

// manner is how spellings may differ within one comparison: by ear or by eye, not both at once.
type manner uint8

const (
	bySound manner = iota
	byLook
)

// key is equal for all words that agree in a manner.
func (w *word) key(how manner) uint64 {
	if how == byLook {
		return w.look
	}
	return w.sound
}

// agree says whether two words are spellings of one: the same, of one class of variants, alike in sound or, where one of them
// is no name that we know, alike in print.
func agree(a, b *word, how manner) bool {
	return a.is == b.is || a.key(how) == b.key(how) && !(how == byLook && a.listed && b.listed)
}

// soundOf writes a folded word as it sounds in Latin American Spanish: one letter for each of b and v, s and z, ll and y.
func soundOf(w string) string {
	var b strings.Builder
	b.Grow(len(w))
	var last byte
	put := func(c byte) {
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	at := func(i int) byte {
		if i < len(w) {
			return w[i]
		}
		return 0
	}
	soft := func(c byte) bool { return c == 'e' || c == 'i' || c == 'y' }
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case c == 'h':
		case c == 'v':
			put('b')
		case c == 'x' && i == 0:
			put('j')
		case c == 'z', c == 'x', c == 'c' && soft(at(i+1)):
			put('s')
		case c == 'c' && at(i+1) == 'h' && at(i+2) != 'r':
			put('c')
			i++
		case c == 'c', c == 'q' && at(i+1) != 'u':
			put('k')
		case c == 'q':
			put('k')
			if soft(at(i + 2)) {
				i++
			}
		case c == 'g' && soft(at(i+1)):
			put('j')
		case c == 'g' && at(i+1) == 'u' && soft(at(i+2)):
			put('g')
			i++
		case c == 'p' && at(i+1) == 'h':
			put('f')
			i++
		case c == 'l' && at(i+1) == 'l':
			put('i')
			i++
		case c == 'y' && i == 0 && len(w) > 1:
			put('j')
		case c == 'y':
			put('i')
		case c == 'w':
			put('u')
		default:
			put(c)
		}
	}
	return b.String()
}
