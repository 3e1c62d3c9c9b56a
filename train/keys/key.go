package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/cotejo/cotejo"
)

// line is one of a key: a fact that the report states, or a trap, a claim that would be false.
type line struct {
	ID        string                     `json:"id"`
	Fact      string                     `json:"fact"`
	Forbid    string                     `json:"forbid"`
	Near      string                     `json:"near"` // words of the paragraph that holds it
	Predicate []string                   `json:"predicate"`
	Roles     map[string][]string        `json:"roles"`
	Types     map[string]string          `json:"types"`       // role → the type its filler must have
	Country   map[string]string          `json:"country"`     // role → the country its filler must be of
	Elsewhere map[string]string          `json:"not_country"` // role → a country its filler must not be of
	Polarity  string                     `json:"polarity"`
	Stage     *string                    `json:"stage"`
	Commodity []string                   `json:"commodity"`
	Quantity  map[string]json.RawMessage `json:"quantity"`
	Value     *float64                   `json:"value"`
	Hedge     []string                   `json:"hedge"`
	Chain     *[][]string                `json:"chain"`
	Chains    [][][]string               `json:"chains"`
}

func readKey(path string) ([]line, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read
	var out []line
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		if strings.TrimSpace(scanner.Text()) == "" {
			continue
		}
		var l line
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, len(out)+1, err)
		}
		out = append(out, l)
	}
	return out, scanner.Err()
}

// chains lists the chains that are accepted; none where the key does not ask.
func (l *line) chains() [][][]string {
	if l.Chains != nil || l.Chain == nil {
		return l.Chains
	}
	return [][][]string{*l.Chain}
}

// totals counts over many keys.
type totals struct {
	facts, found    int
	hedges, hedged  int // facts found of which the hedge is asked; and is right
	chains, chained int
	traps, sprung   int
	claims, unkeyed int
}

func (t totals) String() string {
	share := func(a, b int) string {
		if b == 0 {
			return "-"
		}
		return fmt.Sprintf("%d/%d (%.0f%%)", a, b, 100*float64(a)/float64(b))
	}
	return fmt.Sprintf("facts %s  hedge %s  chain %s  false %s  claims %d, %d in no key", share(t.found, t.facts), share(t.hedged, t.hedges),
		share(t.chained, t.chains), share(t.sprung, t.traps), t.claims, t.unkeyed)
}

// score holds a reading against its key, and says what is missed, wrong or false.
func (t *totals) score(key []line, r *cotejo.Reading) (notes []string, err error) {
	m := newMatcher(r)
	t.claims += len(r.Claims)
	keyed := map[string]bool{}
	for _, l := range key {
		if l.Near != "" && !strings.Contains(r.Document.Text, l.Near) {
			return nil, fmt.Errorf("%s: %q is not in the report", l.ID, l.Near)
		}
		var hits []*cotejo.Claim
		for i := range r.Claims {
			if m.matches(&l, &r.Claims[i]) {
				hits = append(hits, &r.Claims[i])
			}
		}
		if l.Forbid != "" {
			t.traps++
			if len(hits) > 0 {
				t.sprung++
				notes = append(notes, fmt.Sprintf("%s FALSE: %s: %q", l.ID, l.Forbid, hits[0].Evidence.Quote))
			}
			continue
		}
		t.facts++
		if len(hits) == 0 {
			notes = append(notes, fmt.Sprintf("%s missed: %s", l.ID, l.Fact))
			continue
		}
		t.found++
		for _, c := range hits {
			keyed[c.ID] = true
		}
		notes = append(notes, t.wording(&l, hits, m)...)
	}
	for _, c := range r.Claims {
		if !keyed[c.ID] && c.Predicate != "statement" {
			t.unkeyed++
		}
	}
	return notes, nil
}

// wording looks at the hedge and the chain of the claim that does best.
func (t *totals) wording(l *line, hits []*cotejo.Claim, m *matcher) (notes []string) {
	var best *cotejo.Claim
	most, hedge, chain := -1, false, false
	for _, c := range hits {
		h, ch := m.hedge(l, c), m.chain(l, c)
		n := 0
		for _, good := range []bool{h, ch} {
			if good {
				n++
			}
		}
		if n > most {
			best, most, hedge, chain = c, n, h, ch
		}
	}
	if l.Hedge != nil {
		t.hedges++
		if hedge {
			t.hedged++
		} else {
			notes = append(notes, fmt.Sprintf("%s hedge: wanted %v, got %s", l.ID, l.Hedge, best.Hedge))
		}
	}
	if l.chains() != nil {
		t.chains++
		if chain {
			t.chained++
		} else {
			notes = append(notes, fmt.Sprintf("%s chain: wanted %v, got %v", l.ID, l.chains(), m.levels(best)))
		}
	}
	return notes
}
