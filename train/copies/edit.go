package main

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
)

//go:embed data/attributions.tsv
var attributionsTSV string

//go:embed data/notices.txt
var noticesText string

// rule says how an attribution is put otherwise.
type rule struct {
	pattern *regexp.Regexp
	instead string
}

// editor does to texts what editors and scanners do, by the throw of its dice.
type editor struct {
	*rand.Rand
	rules   []rule
	notices []string
}

func newEditor(seed uint64) (*editor, error) {
	e := &editor{Rand: rand.New(rand.NewPCG(seed, 0))}
	for i, line := range strings.Split(attributionsTSV, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		pattern, instead, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("data/attributions.tsv:%d: want a pattern, a tab and what stands in its place", i+1)
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, fmt.Errorf("data/attributions.tsv:%d: %w", i+1, err)
		}
		e.rules = append(e.rules, rule{re, instead})
	}
	for line := range strings.SplitSeq(noticesText, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			e.notices = append(e.notices, line)
		}
	}
	return e, nil
}

func (e *editor) chance(p float64) bool { return e.Float64() < p }

// between is a number from low to high.
func (e *editor) between(low, high float64) float64 { return low + (high-low)*e.Float64() }

// cut keeps a share of the paragraphs: from the top down as editors do who are short of room, or here and there.
func (e *editor) cut(ps []string, share float64) []string {
	keep := max(1, int(share*float64(len(ps))+0.5))
	if e.chance(0.5) {
		return ps[:min(keep, len(ps))]
	}
	chosen := map[int]bool{}
	for _, i := range e.Perm(len(ps))[:min(keep, len(ps))] {
		chosen[i] = true
	}
	var out []string
	for i, p := range ps {
		if chosen[i] {
			out = append(out, p)
		}
	}
	return out
}

// reorder moves paragraphs.
func (e *editor) reorder(ps []string) []string {
	out := append([]string(nil), ps...)
	e.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// trim leaves out sentences.
func (e *editor) trim(ps []string, share float64) []string {
	var out []string
	for _, p := range ps {
		var kept []string
		for _, s := range sentences(p) {
			if !e.chance(share) {
				kept = append(kept, s)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, " "))
		}
	}
	return out
}

var sentenceEnd = regexp.MustCompile(`[.!?][”"]? `)

func sentences(p string) []string {
	var out []string
	for {
		at := sentenceEnd.FindStringIndex(p)
		if at == nil {
			return append(out, p)
		}
		out, p = append(out, strings.TrimSpace(p[:at[1]])), p[at[1]:]
	}
}

// rehead makes a headline of words from the body.
func (e *editor) rehead(ps []string) string {
	ws := strings.Fields(ps[e.IntN(len(ps))])
	e.Shuffle(len(ws), func(i, j int) { ws[i], ws[j] = ws[j], ws[i] })
	return strings.Join(ws[:min(len(ws), 5+e.IntN(5))], " ")
}

var cities = []string{"WASHINGTON", "Des Moines, Iowa", "CLEVELAND", "Manchester, N.H.", "NEW YORK", "Miami", "LAS VEGAS"}

// dateline is a place, a day and a wire before the first words.
func (e *editor) dateline(p string) string {
	month := []string{"Jan.", "March", "May", "July", "Sept. ", "Nov."}[e.IntN(6)]
	wire := []string{"(Mareas)", "(Brackwater News Service)", "—", "(Staff and wires)"}[e.IntN(4)]
	return fmt.Sprintf("%s, %s %d %s %s", cities[e.IntN(len(cities))], month, 1+e.IntN(28), wire, p)
}

// paraphrase puts attributions otherwise.
func (e *editor) paraphrase(p string, share float64) string {
	for _, r := range e.rules {
		p = r.pattern.ReplaceAllStringFunc(p, func(s string) string {
			if !e.chance(share) {
				return s
			}
			return r.pattern.ReplaceAllString(s, r.instead)
		})
	}
	return p
}

var misread = map[rune]string{'e': "c", 'c': "e", 'l': "1", '1': "l", 'o': "0", '0': "o", 'i': "l", 'm': "rn", 'n': "ri", 'h': "b", 'b': "h", 's': "5", '5': "s", 'a': "o", 't': "f", 'u': "ii", 'O': "0", 'I': "l", 'B': "8", 'S': "5"}

// scan misreads letters as scanners do, a share of all, and now and then loses the space between two words or finds one too many.
func (e *editor) scan(p string, share float64) string {
	var b strings.Builder
	for _, r := range p {
		switch {
		case !e.chance(share):
			b.WriteRune(r)
		case misread[r] != "":
			b.WriteString(misread[r])
		case r == ' ':
		case unicode.IsLetter(r):
			b.WriteString(string(r) + " ")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var figure = regexp.MustCompile(`\b\d[\d,.]*\d\b|\b\d\b`)

// renew changes a share of a text's figures but for years, and says how many.
func (e *editor) renew(p string, share float64) (string, int) {
	n := 0
	return figure.ReplaceAllStringFunc(p, func(s string) string {
		if year := len(s) == 4 && (s[0] == '1' || s[0] == '2'); year || !e.chance(share) {
			return s
		}
		n++
		out := []byte(s)
		for i, c := range out {
			if c >= '0' && c <= '9' {
				out[i] = '1' + (c-'0'+byte(e.IntN(7)))%9
			}
		}
		if string(out) == s {
			out[0] = '1' + (out[0]-'0')%9
		}
		return string(out)
	}), n
}
