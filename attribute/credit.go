package attribute

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cotejo/cotejo/nlp"
)

// Credit lists the wires credited for the whole report, each once, in the spelling of the lexicon where it knows them:
// in a dateline ("BOGOTA, 4 FEB 90 (REUTERS) --", "Bogotá, 4 feb (EFE)."), or at its foot ("EFE lmc/ar",
// "(Reuters)"). Such a credit is no relation.
func (l *Lexicon) Credit(d *nlp.Doc) []string {
	lang := l.languages[d.Lang]
	if lang == nil {
		return nil
	}
	var out []string
	add := func(name string) {
		name = strings.TrimSpace(name)
		for _, w := range lang.wires {
			if strings.EqualFold(w, name) {
				name = w
			}
		}
		for _, have := range out {
			if strings.EqualFold(have, name) {
				return
			}
		}
		out = append(out, name)
	}
	lines := paragraphs(d.Text)
	for i, line := range lines {
		if i == headLines {
			break
		}
		if m := dateline.FindStringSubmatch(line); m != nil {
			for _, name := range strings.FieldsFunc(m[1], func(r rune) bool { return r == '/' || r == ',' || r == ';' }) {
				if lang.wire(name) || strings.Contains(line, "[TEXT]") || datelineDash.MatchString(line) {
					add(name)
				}
			}
			break
		}
		if m := byline.FindStringSubmatch(line); m != nil && lang.wire(m[1]) {
			add(m[1])
		}
	}
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-footLines; i-- {
		if len(lines[i]) > longestFoot {
			continue
		}
		if m := foot.FindStringSubmatch(lines[i]); m != nil && lang.wire(m[1]) {
			add(m[1])
		}
	}
	return out
}

// How many paragraphs from the top and the foot are looked at for a credit, and how long one at the foot may be.
const (
	headLines   = 6
	footLines   = 3
	longestFoot = 80
)

var (
	// A place, perhaps a date, a wire in brackets, and a dash or full stop.
	dateline     = regexp.MustCompile(`^\s*[\p{Lu}][^()\n]{1,60}?\(([^()]{2,60})\)\s*(?:--|[-–—.:]|\[)`)
	datelineDash = regexp.MustCompile(`^[^()\n]{1,60},[^()\n]*\d[^()\n]*\([^()]{2,60}\)\s*(?:--|[-–—])`)
	byline       = regexp.MustCompile(`^\s*(?i:por|by|source:|fuente:)?\s*\(?([\p{L} -]{2,25})\)?\s*$`)
	foot         = regexp.MustCompile(`^\s*(?i:by\s|por\s|source:|fuente:|with information from|con información de)?\s*[(-]*\s*([\p{Lu}][\p{L} -]{1,25}?)\)?(?:\s+[a-z/]{2,12})?[.)]*\s*$`)
)

// wire says whether name is a wire that the lexicon knows, or is called as wires are: capitalised words, the first or last of which
// says so ("Agencia Sur", "Transcoast Press").
func (l *language) wire(name string) bool {
	name = strings.TrimSpace(name)
	for _, w := range l.wires {
		if strings.EqualFold(w, name) {
			return true
		}
	}
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return l.agencyWords[strings.ToLower(words[0])] || l.agencyWords[strings.ToLower(words[len(words)-1])]
}

// paragraphs gives the text's paragraphs, parted by empty lines, without the empty ones.
func paragraphs(text string) []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(p) != "" {
			out = append(out, strings.Trim(p, "\n"))
		}
	}
	return out
}
