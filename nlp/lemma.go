package nlp

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// lemmatizer finds lemmas: first in a dictionary, by form, part of speech and features; and for words not in it by an
// edit of the form's end that a classifier picks.
type lemmatizer struct {
	keys    []uint32 // sorted hashes of dictionary entries
	ends    []uint32 // where each one's lemma ends in lemmas; it starts where the one before ends
	lemmas  string
	edits   []lemmaEdit
	byUPOS  [VERB + 1][]uint16 // the edits seen with a part of speech, frequent first
	weights linear             // scores of edits, by features hashed with the edit
	whole   []uint32           // sorted hashes of the lemmas seen, with their part of speech
	capital bool               // adjectives and participles that begin a name keep their capital
	cases   truecaser
}

// lemmaEdit makes a lemma of a form.
type lemmaEdit struct {
	cut  string // the end that is taken off
	add  string // and what is put there
	keep bool   // capitals stay
}

func (e lemmaEdit) String() string { return e.cut + ">" + e.add + ">" + strconv.FormatBool(e.keep) }

// editOf gives the edit that makes lemma of form.
func editOf(form, lemma string) lemmaEdit {
	low := lowerForm(form)
	a, b := commonPrefix(form, lemma), commonPrefix(low, lemma)
	if a > b && low != form {
		return lemmaEdit{form[a:], lemma[a:], true}
	}
	return lemmaEdit{low[b:], lemma[b:], false}
}

// fits says whether the edit can be done to a form, given as it stands and in lower case.
func (e *lemmaEdit) fits(form, low string) bool {
	if e.keep {
		return strings.HasSuffix(form, e.cut)
	}
	return strings.HasSuffix(low, e.cut)
}

// append appends the edited form.
func (e *lemmaEdit) append(dst []byte, form, low string) []byte {
	if !e.keep {
		form = low
	}
	return append(append(dst, form[:len(form)-len(e.cut)]...), e.add...)
}

// commonPrefix gives the length of the longest common prefix, in whole runes.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) || n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

// lowerForm is a form in lower case; invalid bytes stay.
func lowerForm(s string) string { return string(appendLower(nil, s)) }

func appendLower(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if low := toLower(r); low != r {
			dst = utf8.AppendRune(dst, low)
		} else {
			dst = append(dst, s[i:i+n]...)
		}
		i += n
	}
	return dst
}

// asVerb is the part of speech by which an auxiliary's forms are made.
func asVerb(u UPOS) UPOS {
	if u == AUX {
		return VERB
	}
	return u
}

// made hashes the lemma that the edit makes, with its part of speech.
func (e *lemmaEdit) made(form, low string, upos UPOS) uint32 {
	if !e.keep {
		form = low
	}
	return mix(fnv(fnv(fnvBasis, form[:len(form)-len(e.cut)]), e.add), uint32(upos))
}

// seen says whether a hash is among sorted ones.
func seen(sorted []uint32, h uint32) bool {
	_, ok := slices.BinarySearch(sorted, h)
	return ok
}

// lemmaKey hashes a dictionary entry. feats is "" for the entry of a form whatever its features.
func lemmaKey(low string, upos UPOS, feats string) uint32 {
	h := fnv(fnvBasis, low)
	h = mix(h, uint32(upos))
	if feats != "" {
		h = mix(h, fnv(fnvBasis, feats))
	}
	return h
}

// lookup finds a dictionary entry.
func (l *lemmatizer) lookup(key uint32) (string, bool) {
	i := sort.Search(len(l.keys), func(i int) bool { return l.keys[i] >= key })
	if i == len(l.keys) || l.keys[i] != key {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = l.ends[i-1]
	}
	return l.lemmas[from:l.ends[i]], true
}

// longestLemma is the length in bytes from which a word is its own lemma.
const longestLemma = 64

// lemmaScratch is what lemmatizing reuses.
type lemmaScratch struct {
	made     []byte     // lemmas that are no slice of anything
	places   [][3]int32 // word, start and end in made
	features []uint32
	all      []uint32
	low      []byte
}

// lower is a form in lower case, until the next call.
func (s *lemmaScratch) lower(form string) string {
	if s.low = appendLower(s.low[:0], form); string(s.low) == form {
		return form
	}
	return unsafe.String(&s.low[0], len(s.low))
}

// lemmatize fills the Doc's lemmas from its forms, parts of speech and features.
func (l *lemmatizer) lemmatize(d *Doc, s *lemmaScratch) {
	d.Lemma = make([]string, d.Len())
	s.made, s.places = s.made[:0], s.places[:0]
	for _, sent := range d.Sents {
		shouted := caseMode(d.Form[sent.Start:sent.End]) == 'u'
		for i := sent.Start; i < sent.End; i++ {
			switch {
			case len(d.Form[i]) > longestLemma:
				d.Lemma[i] = d.Form[i]
			case shouted:
				l.shouted(d, i, s)
			default:
				l.word(d, i, sent, s)
			}
		}
	}
	made := string(s.made)
	for _, p := range s.places {
		d.Lemma[p[0]] = made[p[1]:p[2]]
	}
}

// make gives word i as lemma what f appends.
func (s *lemmaScratch) make(i int, f func([]byte) []byte) {
	from := len(s.made)
	s.made = f(s.made)
	s.places = append(s.places, [3]int32{int32(i), int32(from), int32(len(s.made))})
}

// word finds the lemma of word i, in a sentence that is written as usual.
func (l *lemmatizer) word(d *Doc, i int, sent Range, s *lemmaScratch) {
	form := d.Form[i]
	low := s.lower(form)
	lemma, ok := l.known(low, d.UPOS[i], d.Feats[i])
	if l.capital && beginsName(d, i, sent) {
		if !ok {
			lemma = form
		}
		s.make(i, func(b []byte) []byte { return appendTitle(b, lemma) })
		return
	}
	if ok {
		d.Lemma[i] = lemma
		return
	}
	e := l.edit(form, low, d.UPOS[i], d.Feats[i], s)
	if e.cut == "" && e.add == "" && (e.keep || low == form) {
		d.Lemma[i] = form
		return
	}
	s.make(i, func(b []byte) []byte { return e.append(b, form, low) })
}

// shouted finds the lemma of word i, in a sentence all in capitals: that of the word as it would be written otherwise.
func (l *lemmatizer) shouted(d *Doc, i int, s *lemmaScratch) {
	form := d.Form[i]
	low := s.lower(form)
	if lemma, ok := l.known(low, d.UPOS[i], d.Feats[i]); ok {
		d.Lemma[i] = lemma
		return
	}
	if d.UPOS[i] == PROPN {
		if l.capital {
			s.make(i, func(b []byte) []byte { return l.cases.append(b, low) })
		} else {
			s.make(i, func(b []byte) []byte { return append(b, low...) })
		}
		return
	}
	e := l.edit(low, low, d.UPOS[i], d.Feats[i], s)
	s.make(i, func(b []byte) []byte { return e.append(b, low, low) })
}

// beginsName says whether word i is an adjective or a verb with a capital before a proper noun: "New York".
func beginsName(d *Doc, i int, sent Range) bool {
	return (d.UPOS[i] == ADJ || d.UPOS[i] == VERB) && i > sent.Start && i+1 < sent.End && d.UPOS[i+1] == PROPN && isUpper(firstRune(d.Form[i]))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// known looks a word up.
func (l *lemmatizer) known(low string, upos UPOS, feats string) (string, bool) {
	if feats != "" {
		if lemma, ok := l.lookup(lemmaKey(low, upos, feats)); ok {
			return lemma, true
		}
	}
	if lemma, ok := l.lookup(lemmaKey(low, upos, "")); ok || upos != AUX && upos != VERB {
		return lemma, ok
	}
	return l.lookup(lemmaKey(low, AUX+VERB-upos, ""))
}

// edit picks the edit for a word that is not in the dictionary.
func (l *lemmatizer) edit(form, low string, upos UPOS, feats string, s *lemmaScratch) lemmaEdit {
	upos = asVerb(upos)
	s.features = lemmaFeatures(form, low, upos, feats, s.features[:0])
	best, top := lemmaEdit{keep: upos == PROPN}, float32(0)
	first := true
	for _, k := range l.byUPOS[upos] {
		e := &l.edits[k]
		if !e.fits(form, low) || len(e.cut) >= len(form) && len(e.add) == 0 {
			continue
		}
		s.all = s.all[:0]
		for _, f := range s.features {
			s.all = append(s.all, mix(f, uint32(k)))
		}
		if seen(l.whole, e.made(form, low, upos)) {
			s.all = append(s.all, knownLemma(upos))
		}
		if v := l.weights.score(s.all); first || v > top {
			best, top, first = *e, v, false
		}
	}
	return best
}

// knownLemma is the feature of an edit that makes a lemma which other words have.
func knownLemma(upos UPOS) uint32 { return mix(50, uint32(upos)) }

func letterCase(form string) (upper, lower int) {
	for _, r := range form {
		switch {
		case isUpper(r):
			upper++
		case isLower(r):
			lower++
		}
	}
	return upper, lower
}

// lemmaFeatures are those of a word.
func lemmaFeatures(form, low string, upos UPOS, feats string, f []uint32) []uint32 {
	u, fs := uint32(upos), fnv(fnvBasis, feats)
	shape := uint32(0)
	if form != low {
		shape = 1
		switch upper, lower := letterCase(form); {
		case upper > 1 && lower == 0:
			shape = 2
		case upper > 1 || !isUpper(rune(form[0])):
			shape = 3
		}
	}
	n := uint32(min(utf8.RuneCountInString(low), 8))
	f = append(f, mix(1, u), mix(2, u, fs), mix(3, u, shape), mix(4, u, n), mix(5, u, shape, fs))
	at := len(low)
	for k := uint32(1); k <= 6 && at > 0; k++ {
		_, w := utf8.DecodeLastRuneInString(low[:at])
		at -= w
		end := fnv(fnvBasis, low[at:])
		f = append(f, mix(10+k, u, end), mix(20+k, fs, u, end))
		if k == 3 {
			f = append(f, mix(30, u, end, shape))
		}
	}
	return append(f, mix(40, u, fnv(fnvBasis, low)))
}

// loadLemmatizer makes a lemmatizer of a model file.
func loadLemmatizer(file string) (*lemmatizer, error) {
	m, err := openModel(file)
	if err != nil {
		return nil, err
	}
	l := &lemmatizer{lemmas: m.Lists["lemmas"]}
	if l.keys, err = m.words("keys", -1); err != nil {
		return nil, err
	}
	if l.ends, err = m.words("ends", len(l.keys)); err != nil {
		return nil, err
	}
	at := uint32(0)
	for i, end := range l.ends {
		if end < at || int(end) > len(l.lemmas) || i > 0 && l.keys[i] <= l.keys[i-1] {
			return nil, fmt.Errorf("the dictionary of lemmas is out of order at entry %d", i)
		}
		at = end
	}
	l.capital = m.Lists["names"] == "capital"
	l.cases = newTruecaser(m.Lists["cases"])
	if l.weights, err = m.linear("edits"); err != nil {
		return nil, err
	}
	if l.whole, err = m.words("whole", -1); err != nil {
		return nil, err
	}
	// A line an edit: what is cut, what is added, whether capitals stay, and the parts of speech it was seen with.
	for _, line := range strings.Split(m.Lists["edits"], "\n") {
		if line == "" {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("edit %q has %d fields, not 4", line, len(f))
		}
		for _, u := range strings.Fields(f[3]) {
			p := ParseUPOS(u)
			l.byUPOS[p] = append(l.byUPOS[p], uint16(len(l.edits)))
		}
		l.edits = append(l.edits, lemmaEdit{f[0], f[1], f[2] == "keep"})
	}
	return l, nil
}
