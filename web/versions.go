package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo"
)

// versionsView is what the page shows that sets a report beside the version before it.
type versionsView struct {
	Before, After reportView
	Withdrawn     []claimView // only the version before says so
	New           []claimView // only the later version says so
	Otherwise     []changedClaim
	Still         []claimView // as the later version has them
	Paragraphs    [][]change
	SameWords     bool
}

// changedClaim is a claim that both versions make, put in another way.
type changedClaim struct{ Before, After claimView }

// change is words that stand in both versions or in one.
type change struct {
	Kind string // "", "del" or "ins"
	Text string
}

func versionsPath(id string) string { return "/versions/" + url.PathEscape(id) }

// versions compares the report with an id with the version that it supersedes.
func (s *server) versions(r *http.Request) (*view, error) {
	after, err := s.ledger.Reading(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	id := string(after.Document.Revises)
	if id == "" {
		return nil, cotejo.Errorf(cotejo.NotFound, "this report supersedes no other version")
	}
	before, err := s.ledger.Reading(r.Context(), id)
	if err != nil {
		return nil, err
	}
	v := compare(before, after)
	return &view{Name: "versions", Title: "What changed: " + v.After.Title, Here: "documents", Body: v}, nil
}

// compare sets two versions of a report side by side.
func compare(before, after *cotejo.Reading) versionsView {
	v := versionsView{Before: viewReport(before.Document), After: viewReport(after.Document)}
	rest := before.Findings()
	take := func(like func(cotejo.Finding) string, f cotejo.Finding) (cotejo.Finding, bool) {
		key := like(f)
		i := slices.IndexFunc(rest, func(o cotejo.Finding) bool { return like(o) == key })
		if i < 0 {
			return f, false
		}
		found := rest[i]
		rest = slices.Delete(rest, i, i+1)
		return found, true
	}
	// What is put in the same way goes first, so that it is not taken for the other form of a claim that changed.
	var open []cotejo.Finding
	for _, f := range after.Findings() {
		if _, ok := take(wording, f); ok {
			v.Still = append(v.Still, viewClaim(f))
		} else {
			open = append(open, f)
		}
	}
	for _, f := range open {
		if o, ok := take(matter, f); ok {
			v.Otherwise = append(v.Otherwise, changedClaim{viewClaim(o), viewClaim(f)})
		} else {
			v.New = append(v.New, viewClaim(f))
		}
	}
	v.Withdrawn = viewClaims(rest)
	v.Paragraphs = changes(before.Document.Text, after.Document.Text)
	v.SameWords = !slices.ContainsFunc(v.Paragraphs, func(p []change) bool {
		return slices.ContainsFunc(p, func(c change) bool { return c.Kind != "" })
	})
	return v
}

// matter is what a claim is about, however surely and on whose word it is put: its predicate and who and what fills its roles.
func matter(f cotejo.Finding) string {
	parts := []string{f.Predicate, string(f.Stage), string(f.Commodity)}
	for _, role := range cotejo.Roles {
		var fillers []string
		for _, filler := range f.Roles[role] {
			fillers = append(fillers, strings.ToLower(cmp.Or(f.Entities[filler.Entity].Name, filler.Text)))
		}
		slices.Sort(fillers)
		parts = append(parts, strings.Join(fillers, "\x1f"))
	}
	return strings.Join(parts, "\x1e")
}

// wording is what a claim is about and how it is put: with what hedge, figure and time, and on whose word.
func wording(f cotejo.Finding) string {
	parts := []string{matter(f), sentence(f), string(f.Hedge), f.Polarity, viewWhen(f.Time)}
	if f.Quantity != nil {
		parts = append(parts, f.Quantity.Text)
	}
	for _, a := range f.Chain {
		source := ""
		if a.Source != nil {
			source = cmp.Or(f.Entities[a.Source.Entity].Name, a.Source.Text)
		}
		parts = append(parts, string(a.SourceType), source)
	}
	return strings.Join(parts, "\x1e")
}

// changes gives the paragraphs of two texts with the words that only one has.
func changes(before, after string) [][]change {
	var out [][]change
	var gone, come []string // paragraphs in the stretch at hand that only one text has
	flush := func() {
		for i := range max(len(gone), len(come)) {
			var p []change
			switch {
			case i >= len(come):
				p = []change{{"del", gone[i]}}
			case i >= len(gone):
				p = []change{{"ins", come[i]}}
			default:
				for _, c := range align(words(gone[i]), words(come[i])) {
					if n := len(p); n > 0 && p[n-1].Kind == c.Kind {
						p[n-1].Text += c.Text
					} else {
						p = append(p, c)
					}
				}
			}
			out = append(out, p)
		}
		gone, come = nil, nil
	}
	end := "\n\n"
	if !strings.Contains(before, end) || !strings.Contains(after, end) {
		end = "\n"
	}
	for _, c := range align(split(before, end), split(after, end)) {
		switch c.Kind {
		case "del":
			gone = append(gone, c.Text)
		case "ins":
			come = append(come, c.Text)
		default:
			flush()
			out = append(out, []change{c})
		}
	}
	flush()
	return out
}

// split gives the paragraphs of a text that hold words; each has such an end.
func split(text, end string) []string {
	var out []string
	for _, line := range strings.Split(text, end) {
		if strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return out
}

// words cuts a text into words, each with the white space behind it.
func words(text string) []string {
	var out []string
	start, space := 0, false
	for i, r := range text {
		if space && !unicode.IsSpace(r) {
			out = append(out, text[start:i])
			start = i
		}
		space = unicode.IsSpace(r)
	}
	return append(out, text[start:])
}

// mostCells bounds the work of comparing two texts: where they differ in more, what differs is shown as replaced whole.
const mostCells = 4_000_000

// align puts two sequences beside one another by a longest common subsequence; white space does not count.
func align(a, b []string) []change {
	same := func(x, y string) bool { return x == y || slices.Equal(strings.Fields(x), strings.Fields(y)) }
	var head, tail []change
	for len(a) > 0 && len(b) > 0 && same(a[0], b[0]) {
		head, a, b = append(head, change{"", b[0]}), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && same(a[len(a)-1], b[len(b)-1]) {
		tail, a, b = append(tail, change{"", b[len(b)-1]}), a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	n, m := len(a), len(b)
	length := func(i, j int) int32 { return 0 }
	if n*m <= mostCells {
		table := make([]int32, (n+1)*(m+1)) // of what follows
		for i := n - 1; i >= 0; i-- {
			for j := m - 1; j >= 0; j-- {
				if same(a[i], b[j]) {
					table[i*(m+1)+j] = table[(i+1)*(m+1)+j+1] + 1
				} else {
					table[i*(m+1)+j] = max(table[(i+1)*(m+1)+j], table[i*(m+1)+j+1])
				}
			}
		}
		length = func(i, j int) int32 { return table[i*(m+1)+j] }
	}
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && length(i, j) > 0 && same(a[i], b[j]):
			head = append(head, change{"", b[j]})
			i, j = i+1, j+1
		case i < n && (j == m || length(i+1, j) >= length(i, j+1)):
			head = append(head, change{"del", a[i]})
			i++
		default:
			head = append(head, change{"ins", b[j]})
			j++
		}
	}
	return append(head, tail...)
}
