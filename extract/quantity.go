package extract

import (
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// quantity reads the figure of the noun phrase with head h: "at least 290 tons of cocaine a year", "$5 million",
// "between 20 and 30 labs". nil where the phrase gives none.
func (c *clause) quantity(h int) *cotejo.Quantity {
	number := -1
	for _, k := range c.Children(h) {
		if c.RelOf(int(k)) == "nummod" {
			number = int(k)
			break
		}
	}
	unitWord := h
	if number < 0 {
		switch {
		case c.UPOS[h] == nlp.NUM || c.UPOS[h] == nlp.SYM:
			number = h
		case c.counting(h):
			number = h // "millones de dólares", "dozens of rifles"
		default:
			return nil
		}
		if of := c.ofNoun(h); of >= 0 {
			unitWord = of
		}
	} else if of := c.ofNoun(h); of >= 0 && c.counting(h) {
		unitWord = of // "two million tons": number and scale, then the thing
	}
	words := c.numberWords(h, number)
	value, top, ok := c.value(words)
	if !ok {
		return nil
	}
	q := &cotejo.Quantity{Value: value, Max: top}
	q.Unit = c.unit(unitWord, words)
	lo, hi := words[0], words[len(words)-1]
	if unitWord > hi {
		hi = unitWord
	}
	if half := unitWord + 2; c.Lang == nlp.Spanish && half < c.Len() && c.Form[unitWord+1] == "y" && (strings.EqualFold(c.Form[half], "medio") || strings.EqualFold(c.Form[half], "media")) && top == nil {
		q.Value += 0.5 // "tres toneladas y media"
		hi = max(hi, half)
	}
	bound, from := c.bound(lo)
	q.Bound = cotejo.Text(bound)
	if bound == "" && c.several(words) {
		q.Bound = "min"
	}
	lo = from
	if per, at := c.per(unitWord, hi); per != "" {
		q.Per, hi = cotejo.Text(per), at
	}
	q.Text = c.TextOf(nlp.Range{Start: lo, End: hi + 1})
	return q
}

func (c *clause) counting(w int) bool {
	if len(c.Form[w]) == 1 && w+1 < c.Len() && c.End[w] == c.Start[w+1] && c.Form[w+1][0] == '-' {
		return false // the M of an M-16 counts no millions
	}
	_, ok := c.lang.Grammar.Numbers[c.lemma(w)]
	if !ok {
		_, ok = c.lang.Grammar.Numbers[strings.ToLower(c.Form[w])]
	}
	return ok
}

// several says whether the words are a scale in the plural that no number counts, "millions", "docenas": that many at least.
func (c *clause) several(words []int) bool {
	for _, w := range words {
		if !c.counting(w) || !strings.HasSuffix(strings.ToLower(c.Form[w]), "s") || strings.EqualFold(c.Form[w], c.lemma(w)) {
			return false
		}
	}
	return len(words) > 0
}

// numberWords lists the words that spell the figure, in text order: those of the number's subtree, and its scale.
func (c *clause) numberWords(h, number int) []int {
	words := c.Subtree(number, func(w int) bool {
		switch c.RelOf(w) {
		case "nmod", "advmod", "case", "det", "punct", "acl", "appos", "amod":
			return true
		}
		return false
	})
	var out []int
	for _, w := range words {
		if c.figure(w) || c.counting(w) || c.RelOf(w) == "cc" {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = []int{number}
	}
	for out[0] > 0 && c.figure(out[0]-1) && c.Head[out[0]-1] == c.Head[out[0]] {
		out = append([]int{out[0] - 1}, out...)
	}
	// The scale after the digits may hang anywhere, and what groups a long figure: "5 million dollars", "mil 200", "12 000".
	for last := out[len(out)-1]; last+1 < c.Len() && c.Sentence(last+1) == c.Sentence(last) && (c.counting(last+1) || c.goesOn(last)); last++ {
		out = append(out, last+1)
	}
	if h != number && c.counting(h) && h > out[len(out)-1] {
		out = append(out, h)
	}
	return out
}

// goesOn says whether the Spanish figure at w goes on in digits of its own: "mil 200", "3 mil 500", "12 000".
func (c *clause) goesOn(w int) bool {
	if c.Lang != nlp.Spanish || w+1 >= c.Len() || !plainDigits(c.Form[w+1]) || len(c.Form[w+1]) > 3 {
		return false
	}
	return strings.EqualFold(c.Form[w], "mil") || plainDigits(c.Form[w]) && len(c.Form[w]) <= 3 && len(c.Form[w+1]) == 3
}

func plainDigits(form string) bool {
	return form != "" && strings.Trim(form, "0123456789") == ""
}

func (c *clause) figure(w int) bool {
	f := strings.TrimLeft(c.Form[w], "$€£")
	return f != "" && f[0] >= '0' && f[0] <= '9'
}

// value reads number words: digits, spelled numbers and scales; two figures joined by a range word give both ends.
func (c *clause) value(words []int) (float64, *float64, bool) {
	var figures []float64
	current, seen, scale := 0.0, false, 1.0
	flush := func() {
		if seen {
			figures = append(figures, current)
		}
		current, seen, scale = 0, false, 1
	}
	for i, w := range words {
		if c.RelOf(w) == "cc" {
			if lemma := c.lemma(w); lemma != "and" && lemma != "y" || i+1 < len(words) && c.figure(words[i+1]) {
				flush()
			}
			continue
		}
		if c.figure(w) {
			form := strings.TrimLeft(c.Form[w], "$€£")
			if a, b, ok := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(form), "-"); ok {
				x, okX := c.digits(a)
				y, okY := c.digits(b)
				if okX && okY {
					flush()
					figures = append(figures, x)
					current, seen = y, true
					continue
				}
			}
			if v, ok := c.digits(form); ok {
				if seen && i > 0 && words[i-1] == w-1 && c.goesOn(w-1) {
					if plainDigits(c.Form[w-1]) {
						current *= 1000
					}
					current += v
					continue
				}
				if seen {
					flush()
				}
				current, seen = v, true
			}
			continue
		}
		n, ok := c.lang.Grammar.Numbers[c.lemma(w)]
		if !ok {
			n, ok = c.lang.Grammar.Numbers[strings.ToLower(c.Form[w])]
		}
		if !ok {
			continue
		}
		switch {
		case n >= 100 && seen:
			current *= n
			scale = n
		case n == 0.5 && seen:
			current += n * scale // "dos millones y medio"
		case seen:
			current += n
		default:
			current, seen = n, true
			if scale = 1; n >= 1000 {
				scale = n
			}
		}
	}
	flush()
	switch {
	case len(figures) == 0:
		return 0, nil, false
	case len(figures) == 1:
		return figures[0], nil, true
	}
	top := figures[1]
	if top < figures[0] {
		return figures[0], nil, true
	}
	if scale := top / figures[0]; scale >= 1e5 && figures[0] < 1000 {
		// "5 to 10 million": the scale is said once, for both.
		for _, s := range []float64{1e9, 1e6, 1e3} {
			if top/s >= figures[0] {
				return figures[0] * s, &top, true
			}
		}
	}
	return figures[0], &top, true
}

// digits reads digits as the language groups them: "1,500.5" in English, "1.500,5" in Spanish; a lone separator followed
// by three digits groups, whatever the language, since both habits are printed in both.
func (c *clause) digits(s string) (float64, bool) {
	s = strings.TrimRight(s, "%.,")
	decimal := c.lang.Grammar.Decimal
	group := ","
	if decimal == "," {
		group = "."
	}
	if i := strings.LastIndexAny(s, ".,"); i >= 0 {
		sep, tail := s[i:i+1], s[i+1:]
		if strings.Count(s, ".")+strings.Count(s, ",") == 1 && len(tail) == 3 && !strings.HasPrefix(s, "0") {
			group, decimal = sep, map[string]string{".": ",", ",": "."}[sep]
		} else if strings.Count(s, sep) == 1 && len(tail) != 3 {
			decimal, group = sep, map[string]string{".": ",", ",": "."}[sep]
		}
	}
	s = strings.ReplaceAll(s, group, "")
	s = strings.ReplaceAll(s, decimal, ".")
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

func (c *clause) unit(w int, number []int) string {
	for _, n := range number {
		for _, sign := range []string{"$", "€", "£"} {
			if strings.HasPrefix(c.Form[n], sign) || n > 0 && c.Form[n-1] == sign {
				if u, ok := c.lang.Units.Find(sign, func(string) bool { return true }); ok {
					return u
				}
				return "USD"
			}
		}
		if strings.HasSuffix(c.Form[n], "%") {
			return "percent"
		}
	}
	if last := number[len(number)-1]; c.Lang == nlp.Spanish && last+2 < c.Len() && strings.EqualFold(c.Form[last+1], "por") && strings.EqualFold(c.Form[last+2], "ciento") {
		return "percent"
	}
	if u, ok := c.find(c.lang.Units, w); ok {
		return u
	}
	return c.lemma(w)
}

// bound reads the words before the figure that make it a floor, a ceiling or an estimate, and gives where they begin.
func (c *clause) bound(lo int) (string, int) {
	best, from := "", lo
	for kind, phrases := range c.lang.Grammar.Bounds {
		for _, p := range phrases {
			words := strings.Fields(p)
			start := lo - len(words)
			if start < 0 || start >= from {
				continue
			}
			match := true
			for i, x := range words {
				if !strings.EqualFold(c.Form[start+i], x) {
					match = false
					break
				}
			}
			if match {
				best, from = kind, start
			}
		}
	}
	return best, from
}

// per reads "per year", "a month", "al año", "annually" among the three words after the unit or the goods that follow it.
func (c *clause) per(unit, hi int) (string, int) {
	q := c.Sentence(unit)
	if q < 0 {
		return "", hi
	}
	end := c.Sents[q].End
	limit := hi
	if of := c.ofNoun(unit); of > limit {
		limit = of
	}
	for w := hi + 1; w < end && w <= limit+3; w++ {
		value, ok := c.lang.Grammar.Per[c.lemma(w)]
		if !ok {
			continue
		}
		if codebook.Has(c.lang.Grammar.PerWords, strings.ToLower(c.Form[w-1])) {
			return value, w
		}
		if c.UPOS[w] == nlp.ADV || c.UPOS[w] == nlp.ADJ {
			return value, w
		}
	}
	for _, k := range c.Children(unit) {
		if rate, ok := c.lang.Grammar.Rates[c.lemma(int(k))]; ok && c.Rel[k] == "amod" {
			return rate, hi
		}
	}
	return "", hi
}

// rankOf gives the place in an order that the modifiers of the noun at h name: "top producer" 1, "second largest" 2; 0 for none.
func (c *clause) rankOf(h int) float64 {
	g := &c.lang.Grammar
	value := 0.0
	var look func(w, depth int)
	look = func(w, depth int) {
		for _, k := range c.Children(w) {
			switch c.RelOf(int(k)) {
			case "amod", "compound", "advmod", "nummod", "nmod", "xcomp", "obj", "obl":
				if rel := c.RelOf(int(k)); c.Rel[k] == "nmod:poss" || (rel == "xcomp" || rel == "obj" || rel == "obl") && (w != h || !c.isVerb(h) || c.preposition(int(k)) != "") {
					continue
				}
				lemma := c.lemma(int(k))
				if n, ok := g.Ordinals[lemma]; ok && n > 1 {
					value = n
				} else if codebook.Has(g.Superlatives, lemma) || codebook.Has(g.Superlatives, strings.ToLower(c.Form[k])) {
					if value == 0 {
						value = 1
					}
				}
				if depth < 2 && c.RelOf(int(k)) != "nmod" {
					look(int(k), depth+1)
				}
			}
		}
	}
	look(h, 0)
	return value
}
