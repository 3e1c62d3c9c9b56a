package nlp

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// featureSpec is what a table is about: the vocabulary, the word, its first or last letters, or its shape.
type featureSpec struct {
	Kind   string `json:"kind"` // vocab, norm, prefix, suffix, shape
	N      int    `json:"n,omitempty"`
	Tag    string `json:"tag,omitempty"`
	Tensor string `json:"tensor"`
	Keys   string `json:"keys,omitempty"`
}

// featureSet is the features that the nets of a model use; each is computed once a word.
type featureSet struct {
	specs []featureSpec
	seeds []uint32 // hash of the tag
}

// index gives the feature's place in the set; nets with the same feature share it.
func (s *featureSet) index(f *featureSpec) int {
	g := featureSpec{Kind: f.Kind, N: f.N, Tag: f.Tag}
	if g.Kind == "vocab" {
		g.Tag = "v"
	}
	if i := slices.Index(s.specs, g); i >= 0 {
		return i
	}
	s.specs = append(s.specs, g)
	s.seeds = append(s.seeds, fnv(fnvBasis, g.Tag+"\x00"))
	return len(s.specs) - 1
}

func fnv[T string | []byte](h uint32, s T) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// caseMode tells how a sentence is written: u in capitals, l without any, m otherwise.
func caseMode(forms []string) byte {
	upper, lower := 0, 0
	for _, f := range forms {
		for _, r := range f {
			switch {
			case isUpper(r):
				upper++
			case isLower(r):
				lower++
			}
		}
	}
	switch {
	case upper > 3*lower:
		return 'u'
	case upper == 0:
		return 'l'
	}
	return 'm'
}

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

func isLower(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLower(r)
}

// hashes appends the hash of each feature of a form.
func (s *featureSet) hashes(form string, mode byte, out []uint32, buf *wordBuffer) []uint32 {
	buf.fill(form)
	for i, f := range s.specs {
		h := s.seeds[i]
		switch f.Kind {
		case "prefix":
			h = fnv(h, buf.norm[:buf.at[min(f.N, len(buf.at)-1)]])
		case "suffix":
			h = fnv(h, buf.norm[buf.at[max(0, len(buf.at)-1-f.N)]:])
		case "shape":
			h = buf.shape(h, form, mode)
		default:
			h = fnv(h, buf.norm)
		}
		out = append(out, h)
	}
	return out
}

// wordBuffer holds the normal form of a word: lower case, digits as 0.
type wordBuffer struct {
	norm []byte
	at   []int32 // where its runes begin, and its end
}

func (b *wordBuffer) fill(form string) {
	b.norm, b.at = b.norm[:0], b.at[:0]
	for _, r := range form {
		b.at = append(b.at, int32(len(b.norm)))
		if r < utf8.RuneSelf {
			if '0' <= r && r <= '9' {
				r = '0'
			}
			b.norm = append(b.norm, byte(toLower(r)))
			continue
		}
		if r != 'İ' { // the one letter whose small form is two runes
			r = unicode.ToLower(r)
		}
		b.norm = utf8.AppendRune(b.norm, r)
	}
	b.at = append(b.at, int32(len(b.norm)))
}

// shape hashes the form's outline: X for capitals, x for small letters, d for digits, runs cut at 4.
func (b *wordBuffer) shape(h uint32, form string, mode byte) uint32 {
	h = (h ^ uint32(mode)) * fnvPrime
	last, run := rune(-1), 0
	for _, r := range form {
		switch {
		case isUpper(r):
			r = 'X'
		case isLower(r):
			r = 'x'
		case '0' <= r && r <= '9':
			r = 'd'
		}
		if run++; r != last {
			run = 1
		}
		if last = r; run > 4 {
			continue
		}
		if r < utf8.RuneSelf {
			h = (h ^ uint32(r)) * fnvPrime
			continue
		}
		var buf [utf8.UTFMax]byte
		h = fnv(h, utf8.AppendRune(buf[:0], r))
	}
	return h
}

// row gives the row of the table for a feature's hash.
func (t *table) row(hash uint32) uint32 {
	if t.keys == nil {
		return hash % t.rows
	}
	// Hashes are spread evenly, so the place of one among the sorted keys is nearly its share of their range.
	n := len(t.keys)
	if n == 0 {
		return 0
	}
	i := min(int(uint64(hash)*uint64(n)>>32), n-1)
	for i > 0 && t.keys[i] > hash {
		i--
	}
	for i < n-1 && t.keys[i] < hash {
		i++
	}
	if t.keys[i] == hash {
		return uint32(i) + 1
	}
	return 0
}
