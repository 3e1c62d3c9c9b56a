package intake

import (
	"bufio"
	"embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data
var data embed.FS

// verdict is what the words of a text say of its language.
type verdict int

const (
	clearly verdict = iota // one language, English or Spanish
	tooFew                 // not enough words that tell
	mixed                  // English and Spanish in like parts
	another                // neither
)

// maxTelling bounds how much of a text is looked at, in bytes.
const maxTelling = 256 << 10

// DetectLanguage gives the language of a text, "en" or "es", by its function words, endings and letters. Names do not count:
// "Guzmán Loera arrested in Mazatlán" is English. ok is false where the words tell too little, or another language, or both alike.
func DetectLanguage(text string) (lang string, ok bool) {
	lang, v := detectLanguage(text)
	return lang, v == clearly
}

func detectLanguage(text string) (string, verdict) {
	if len(text) > maxTelling {
		text = strings.ToValidUTF8(text[:maxTelling], "")
	}
	return languageData().detect(text)
}

// knownLanguage reads a language tag such as "es-MX" or "EN"; ok is false where it is neither English nor Spanish.
func knownLanguage(tag string) (lang string, ok bool) {
	lang, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	return lang, lang == "en" || lang == "es"
}

// telltales are the marks of languages: for each, the languages that it speaks for.
type telltales struct {
	langs    []string // the first two are English and Spanish
	words    map[string]weights
	suffixes map[string]weights
	letters  map[rune]weights
	particle map[string]bool // words that stand inside Spanish names
}

// weights is how much a mark speaks for each language of telltales.langs.
type weights []float64

const (
	en = iota
	es
)

var languageData = sync.OnceValue(func() *telltales {
	raw, err := data.ReadFile("data/language.tsv")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	t, err := parseTelltales(string(raw))
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return t
})

// How much one mark counts: a suffix and a letter tell less than a word, and a word that may be a name's less than others.
const (
	suffixWeight = 0.5
	letterWeight = 0.5
	namedWeight  = 0.5
)

// parseTelltales reads lines of kind, mark and language codes, parted by tabs. A mark of several languages tells less of each.
func parseTelltales(table string) (*telltales, error) {
	t := &telltales{langs: []string{"en", "es"}, words: map[string]weights{}, suffixes: map[string]weights{}, letters: map[rune]weights{}, particle: map[string]bool{}}
	index := map[string]int{"en": en, "es": es}
	type row struct {
		kind, mark string
		langs      []int
	}
	byMark := map[[2]string]*row{}
	var rows []*row
	scanner := bufio.NewScanner(strings.NewReader(table))
	for line := 1; scanner.Scan(); line++ {
		s := scanner.Text()
		if s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		f := strings.Split(s, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("line %d: want kind, language and marks, parted by tabs", line)
		}
		kind, lang := f[0], f[1]
		if _, ok := index[lang]; !ok {
			index[lang] = len(t.langs)
			t.langs = append(t.langs, lang)
		}
		for mark := range strings.FieldsSeq(f[2]) {
			if mark != strings.ToLower(mark) {
				return nil, fmt.Errorf("line %d: %q is not in lower case", line, mark)
			}
			r := byMark[[2]string{kind, mark}]
			if r == nil {
				r = &row{kind: kind, mark: mark}
				byMark[[2]string{kind, mark}] = r
				rows = append(rows, r)
			}
			for _, l := range r.langs {
				if l == index[lang] {
					return nil, fmt.Errorf("line %d: %q stands twice for %s", line, mark, lang)
				}
			}
			r.langs = append(r.langs, index[lang])
		}
	}
	for _, r := range rows {
		w := make(weights, len(t.langs))
		for _, l := range r.langs {
			w[l] = 1 / float64(len(r.langs))
		}
		switch r.kind {
		case "word":
			t.words[r.mark] = w
		case "suffix":
			t.suffixes[r.mark] = w
		case "letter":
			c, n := utf8.DecodeRuneInString(r.mark)
			if n != len(r.mark) {
				return nil, fmt.Errorf("%q is more than one letter", r.mark)
			}
			t.letters[c] = w
		case "particle":
			t.particle[r.mark] = true
		default:
			return nil, fmt.Errorf("%q: kind %q is none of word, suffix, letter, particle", r.mark, r.kind)
		}
	}
	return t, scanner.Err()
}

func (t *telltales) detect(text string) (string, verdict) {
	tokens, latin := tokenize(text)
	if !latin {
		return "", another
	}
	caseless := true // wire text in capitals: its case says nothing of names
	for _, tok := range tokens {
		if tok.lower {
			caseless = false
			break
		}
	}
	score := make([]float64, len(t.langs))
	counted := 0
	for i, tok := range tokens {
		if t.particle[tok.folded] {
			if caseless {
				t.add(score, t.words[tok.folded], 0.5)
				continue
			}
			if inName(tokens, i, t.particle) {
				continue
			}
		}
		counted++
		// A capital that does not begin a sentence makes a name ("Nuevo Laredo", also at its beginning), but in English also a headline.
		named := !caseless && !tok.lower && (!tok.first || i+1 < len(tokens) && !tokens[i+1].lower && !tokens[i+1].first)
		w, factor := t.words[tok.folded], 1.0
		if w == nil {
			w, factor = t.suffix(tok.folded), suffixWeight
		}
		if named {
			if w != nil {
				score[en] += w[en] * factor * namedWeight
			}
			continue
		}
		t.add(score, w, factor)
		for _, r := range tok.folded {
			t.add(score, t.letters[r], letterWeight)
		}
	}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			t.add(score, t.letters[r], letterWeight)
		}
	}
	return t.judge(score, counted)
}

// The measures of a verdict, set on short headlines and whole reports; TestDetectLanguage holds them.
const (
	least      = 0.45 // the score below which nothing is said
	leastShare = 0.12 // score over words, for texts of longTelling words or more
	longTell   = 25
	lead       = 1.25 // how far the best must lead every other language
	mixedLead  = 2.2  // how far English and Spanish must lie apart
)

func (t *telltales) judge(score []float64, counted int) (string, verdict) {
	best := en
	if score[es] > score[en] {
		best = es
	}
	other := en + es - best
	foreign := 0.0
	for _, s := range score[2:] {
		foreign = max(foreign, s)
	}
	switch {
	case score[best] < least && foreign < least:
		if counted >= longTell {
			return "", another
		}
		return "", tooFew
	case score[best] < foreign*lead:
		return "", another
	case counted >= longTell && score[best] < leastShare*float64(counted):
		return "", another
	case score[best] < score[other]*mixedLead:
		if counted < longTell {
			return "", tooFew
		}
		return "", mixed
	}
	return t.langs[best], clearly
}

func (t *telltales) add(score []float64, w weights, factor float64) {
	for i, v := range w {
		score[i] += v * factor
	}
}

// suffix gives the weights of the longest ending of a word that is known, or nil.
func (t *telltales) suffix(word string) weights {
	starts := 0
	for i := range word {
		if starts++; starts <= 2 { // an ending needs a stem
			continue
		}
		if w, ok := t.suffixes[word[i:]]; ok {
			return w
		}
	}
	return nil
}

// inName says whether a particle stands inside a name: "Boca del Río", "Los Zetas", "Ríos y Lagos".
func inName(tokens []token, i int, particle map[string]bool) bool {
	next := i + 1
	for next < len(tokens) && particle[tokens[next].folded] {
		next++
	}
	if next == len(tokens) || tokens[next].lower || tokens[next].apart {
		return false
	}
	if !tokens[i].lower {
		return true
	}
	prev := i - 1
	for prev >= 0 && particle[tokens[prev].folded] {
		prev--
	}
	return prev >= 0 && !tokens[prev].lower
}

type token struct {
	folded string
	lower  bool // begins with a small letter
	apart  bool // something other than a space stands before it
	first  bool // begins a sentence or a quotation, as far as signs tell
}

// tokenize gives the words of a text. latin is false where most letters are of another script.
func tokenize(text string) (tokens []token, latin bool) {
	letters, foreign := 0, 0
	start, between := -1, ""
	last := 0
	flush := func(end int) {
		word := text[start:end]
		first, _ := utf8.DecodeRuneInString(word)
		between = strings.TrimRight(between, " \t")
		tokens = append(tokens, token{
			folded: strings.ToLower(word),
			lower:  unicode.IsLower(first),
			apart:  between != "",
			first:  len(tokens) == 0 || strings.ContainsAny(between, ".!?¿¡:\n\"“«"),
		})
		start, last = -1, end
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) && start >= 0 {
			letters++
			if !unicode.Is(unicode.Latin, r) && !unicode.IsMark(r) {
				foreign++
			}
			if start < 0 {
				start, between = i, text[last:i]
			}
			continue
		}
		if start >= 0 {
			flush(i)
		}
	}
	if start >= 0 {
		flush(len(text))
	}
	return tokens, foreign*3 <= letters
}
