package extract

import (
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/nlp"
)

// timeNoun says whether the noun at w names a time, and gives its year where it is one.
func (c *clause) timeNoun(w int) (year int, ok bool) {
	if codebook.Has(c.lang.Grammar.TimeNouns, c.lemma(w)) || codebook.Has(c.lang.Grammar.TimeNouns, strings.ToLower(c.Form[w])) {
		for _, k := range c.Children(w) {
			if y := c.year(int(k)); y > 0 {
				return y, true
			}
		}
		return 0, true
	}
	y := c.year(w)
	return y, y > 0
}

func (c *clause) year(w int) int {
	if len(c.Form[w]) != 4 || c.UPOS[w] != nlp.NUM && c.UPOS[w] != nlp.NOUN {
		return 0
	}
	y, err := strconv.Atoi(c.Form[w])
	if err != nil || y < 1800 || y > 2199 {
		return 0
	}
	return y
}

// when reads the time of what word w says from the phrases that hang on it or on the verb over it. Days are given only for
// a year that stands in the words: anything relative needs a publication date, which is not known here.
func (c *clause) when(w int) *cotejo.When {
	for at, i := w, 0; at >= 0 && i < 3; i++ {
		for _, k32 := range c.Children(at) {
			k := int(k32)
			switch c.RelOf(k) {
			case "obl", "nmod", "advmod":
			default:
				continue
			}
			year, ok := c.timeNoun(k)
			if !ok {
				continue
			}
			preposition := c.preposition(k)
			if preposition != "" && !c.introduced(k, c.lang.Grammar.TimePrepositions) {
				continue
			}
			return c.timeAt(k, year, preposition)
		}
		if c.isVerb(at) && c.Rel[at] != "xcomp" {
			break
		}
		at = int(c.Head[at])
	}
	return nil
}

func (c *clause) timeAt(k, year int, preposition string) *cotejo.When {
	words := c.Subtree(k, func(x int) bool {
		switch c.RelOf(x) {
		case "acl", "conj", "appos", "punct", "advcl":
			return true
		}
		return false
	})
	lo, hi := k, k
	for i := len(words) - 1; i >= 0; i-- {
		if words[i] == lo-1 {
			lo--
		}
	}
	for _, x := range words {
		if x == hi+1 {
			hi++
		}
	}
	t := &cotejo.When{Text: c.TextOf(nlp.Range{Start: lo, End: hi + 1})}
	if year > 0 && c.year(k) > 0 {
		first, last := cotejo.Text(strconv.Itoa(year)+"-01-01"), cotejo.Text(strconv.Itoa(year)+"-12-31")
		switch preposition {
		case "since", "from", "desde", "as of", "a partir de":
			t.Start = first
		case "until", "hasta", "before", "by", "antes de":
			t.End = last
		case "in", "during", "en", "durante":
			t.Start, t.End = first, last
		}
	}
	return t
}
