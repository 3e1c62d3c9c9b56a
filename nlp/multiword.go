package nlp

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// splitter knows which tokens hold several words ("don't": do, n't; "darle": dar, le), as Universal Dependencies wants.
type splitter struct {
	words   map[string][]string // token to its words
	suffix  []string            // ends that are words, longest first
	clitics map[string][]string // pronouns that hang on a verb
	verb    linear              // whether they do
}

// longestSplit is the length in bytes from which a token is one word.
const longestSplit = 40

var splitRules = sync.OnceValue(func() map[Lang]splitter {
	rules := map[Lang]splitter{}
	for _, row := range dataRows("multiword.tsv", 4) {
		lang := Lang(row[0])
		r, ok := rules[lang]
		if !ok {
			r = splitter{words: map[string][]string{}, clitics: map[string][]string{}}
		}
		switch row[1] {
		case "word":
			r.words[row[2]] = strings.Fields(row[3])
		case "suffix":
			r.suffix = append(r.suffix, row[2])
		case "clitic":
			r.clitics[row[2]] = strings.Fields(row[3])
		}
		rules[lang] = r
	}
	return rules
})

// plain appends s in lower case, with the plain apostrophe for all others.
func plain(dst []byte, s string) []byte {
	for _, r := range s {
		switch r {
		case '’', '‘', '`', '´', 'ʼ':
			r = '\''
		}
		dst = utf8.AppendRune(dst, toLower(r))
	}
	return dst
}

// split gives the words of a token, or nil where it is one. Words keep the token's letters where they can.
func (s *splitter) split(token string, f []uint32) []string {
	if len(token) > longestSplit || len(token) < 2 {
		return nil
	}
	var buf [2 * longestSplit]byte
	low := plain(buf[:0], token)
	if words, ok := s.words[string(low)]; ok {
		return likeToken(words, token)
	}
	for _, end := range s.suffix {
		if len(low) <= len(end) || string(low[len(low)-len(end):]) != end {
			continue
		}
		stem := low[:len(low)-len(end)]
		if hasLetter(stem) {
			cut := utf8.RuneCount(stem)
			if end == "s'" {
				cut++
			}
			at := byteOf(token, cut)
			return []string{token[:at], token[at:]}
		}
	}
	// The pronouns end in one of these.
	if len(s.clitics) > 0 && strings.IndexByte("aeos", low[len(low)-1]) >= 0 && len(low) == len(token) {
		return s.splitVerb(token, string(low), f)
	}
	return nil
}

// splitVerb parts the pronouns from an infinitive or gerund.
func (s *splitter) splitVerb(token, low string, f []uint32) []string {
	for n := 2; n <= 5 && n+2 <= len(low); n++ {
		pronouns, ok := s.clitics[low[len(low)-n:]]
		if !ok || !takesClitics(low[:len(low)-n]) {
			continue
		}
		if s.verb.score(cliticFeatures(low[:len(low)-n], low[len(low)-n:], f[:0])) <= 0 {
			return nil
		}
		stem := token[:len(token)-n]
		if strings.Contains(low[:len(low)-n], "ndo") || len(pronouns) > 1 {
			stem = withoutAccent(stem)
		}
		at := len(token) - n
		words := []string{stem}
		for _, p := range pronouns {
			words = append(words, token[at:at+len(p)])
			at += len(p)
		}
		return words
	}
	return nil
}

// takesClitics says whether a form ends as an infinitive or gerund with pronouns after it does.
func takesClitics(stem string) bool {
	for _, end := range []string{"ar", "er", "ir", "ár", "ér", "ír", "ándo", "iéndo", "yéndo", "éndo", "ando", "iendo", "yendo"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

// cliticFeatures are those of pronouns hanging on stem.
func cliticFeatures(stem, pronouns string, f []uint32) []uint32 {
	p := hashString(pronouns)
	f = append(f, 1, mix(2, hashString(stem)), mix(3, p), mix(4, p, hashString(stem)), mix(5, uint32(min(len(stem), 8))), mix(6, uint32(min(len(stem), 8)), p))
	for n := 2; n <= 6 && n <= len(stem); n++ {
		end := hashString(stem[len(stem)-n:])
		f = append(f, mix(7, end), mix(8, end, p))
	}
	return f
}

var accents = strings.NewReplacer("á", "a", "é", "e", "í", "i", "Á", "A", "É", "E", "Í", "I")

// withoutAccent takes the accent off the last accented vowel, the one that the pronouns asked for: "dár", "haciéndo".
func withoutAccent(stem string) string {
	at := strings.LastIndexAny(stem, "áéíÁÉÍ")
	if at < 0 {
		return stem
	}
	return stem[:at] + accents.Replace(stem[at:])
}

// likeToken gives words the capitals of the token that they stand for.
func likeToken(words []string, token string) []string {
	out := make([]string, len(words))
	if string(plain(nil, token)) == strings.Join(words, "") {
		at := 0
		for i, w := range words {
			end := at + len(token[at:]) - len(skipRunes(token[at:], utf8.RuneCountInString(w)))
			out[i], at = token[at:end], end
		}
		return out
	}
	upper := strings.ToUpper(token) == token
	title := !upper && strings.ToLower(token) != token
	for i, w := range words {
		switch {
		case upper:
			w = strings.ToUpper(w)
		case title && i == 0:
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		out[i] = w
	}
	return out
}

func skipRunes(s string, n int) string { return s[byteOf(s, n):] }

// byteOf gives the byte offset of rune n of s.
func byteOf(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func hasLetter(s []byte) bool {
	for _, r := range string(s) {
		if k := runeKind(r); k == kindLetter || k == kindDigit {
			return true
		}
	}
	return false
}
