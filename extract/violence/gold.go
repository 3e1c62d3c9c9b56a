package violence

import (
	"regexp"
	"strings"
)

// Gold is a text with who and what people found in it, by kind: entities, each by the phrases that name it.
type Gold struct {
	Text  Text
	Roles [kinds][][]string
	Spare []string // descriptions of people hurt who are named as well: to give them is neither right nor wrong
}

var article = regexp.MustCompile(`\b(a|an|the)\b`)

// Normal gives a phrase as the measure compares it: lower case, no punctuation, no articles.
func Normal(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
	return strings.Join(strings.Fields(article.ReplaceAllString(s, " ")), " ")
}

// count is how many fillers were given, how many there are, and how many of the given are right.
type count struct{ right, given, gold int }

func (c *count) add(o count) { c.right += o.right; c.given += o.given; c.gold += o.gold }

func (c count) f1() float64 {
	if c.given+c.gold == 0 {
		return 0
	}
	return 2 * float64(c.right) / float64(c.given+c.gold)
}

// match counts how many of the given phrases name entities of gold, each entity once.
func match(given []string, gold [][]string) count {
	c := count{given: len(given), gold: len(gold)}
	taken := make([]int, len(gold))
	for i := range taken {
		taken[i] = -1
	}
	var try func(g int, seen []bool) bool
	try = func(g int, seen []bool) bool {
		for e, names := range gold {
			if seen[e] || !contains(names, given[g]) {
				continue
			}
			seen[e] = true
			if taken[e] < 0 || try(taken[e], seen) {
				taken[e] = g
				return true
			}
		}
		return false
	}
	for g := range given {
		if try(g, make([]bool, len(gold))) {
			c.right++
		}
	}
	return c
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
