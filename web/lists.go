package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"

	"github.com/cotejo/cotejo"
)

// Lines a page.
const (
	claimsPerPage    = 25
	passagesPerPage  = 20
	documentsPerPage = 50
	entitiesPerPage  = 60
)

// pager is the way through a list that is longer than a page.
type pager struct {
	From, To   int    // the lines shown, from 1
	Total      int    // or -1 where nobody counted
	Prev, Next string // addresses, or ""
}

// pageOf reads the page's number from a query, from 1. What is no number is the first page.
func pageOf(q url.Values) int {
	n, err := strconv.Atoi(q.Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// newPager makes the pager of a page that shows some lines of a list; more says whether others follow.
func newPager(u *url.URL, per, shown, total int, more bool) pager {
	n := pageOf(u.Query())
	p := pager{From: (n-1)*per + 1, To: (n-1)*per + shown, Total: total}
	to := func(n int) string {
		q := u.Query()
		q.Set("page", strconv.Itoa(n))
		if n == 1 {
			q.Del("page")
		}
		return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
	}
	if n > 1 {
		p.Prev = to(n - 1)
	}
	if more {
		p.Next = to(n + 1)
	}
	return p
}

// documentRow is a document as a line of a list.
type documentRow struct {
	reportView
	Source   string
	Language string
	Credit   []string
	Claims   int
	Copy     bool // it is a copy of another report
	Revises  bool // it supersedes another version
}

func documentRows(entries []cotejo.DocumentEntry) []documentRow {
	out := make([]documentRow, len(entries))
	for i, d := range entries {
		out[i] = documentRow{
			reportView: viewReport(d.Document), Source: clip(longTitle, d.Source), Language: languageName(d.Language),
			Claims: d.Claims, Copy: d.Origin != "", Revises: d.Revises != "",
		}
		for _, c := range d.Credit {
			out[i].Credit = append(out[i].Credit, clip(longName, c))
		}
	}
	return out
}

// languageName gives the English name of a language that Cotejo reads, or its code.
func languageName(code string) string {
	switch code {
	case "en":
		return "English"
	case "es":
		return "Spanish"
	}
	return clip(longName, code)
}

// documentsView is what the list of reports shows.
type documentsView struct {
	Rows  []documentRow
	Pager pager
}

func (s *server) documents(r *http.Request) (*view, error) {
	n := pageOf(r.URL.Query())
	counts, err := s.ledger.Counts(r.Context())
	if err != nil {
		return nil, err
	}
	entries, err := s.ledger.Documents(r.Context(), documentsPerPage, (n-1)*documentsPerPage)
	if err != nil {
		return nil, err
	}
	v := documentsView{
		Rows:  documentRows(entries),
		Pager: newPager(r.URL, documentsPerPage, len(entries), counts.Documents, n*documentsPerPage < counts.Documents),
	}
	return &view{Name: "documents", Title: "Reports", Here: "documents", Body: v}, nil
}

// entityRow is an entity as a line of a list.
type entityRow struct {
	Name      string
	Href      string
	Kind      string
	Country   string
	Claims    int
	Documents int
}

func (s *server) entityRows(entries []cotejo.EntityEntry) []entityRow {
	out := make([]entityRow, len(entries))
	for i, e := range entries {
		out[i] = entityRow{
			Name: cmp.Or(clip(longName, e.Name), "unnamed"), Href: entityPath(e.ID),
			Kind: kindOf(e.Entity), Country: s.country(string(e.Country)),
			Claims: e.Claims, Documents: e.Documents,
		}
	}
	return out
}

// entitiesView is what the list of names shows.
type entitiesView struct {
	Name  string // the names asked for
	Rows  []entityRow
	Pager pager
}

func (s *server) entities(r *http.Request) (*view, error) {
	q := r.URL.Query()
	n := pageOf(q)
	entries, err := s.ledger.Entities(r.Context(), q.Get("name"), entitiesPerPage+1, (n-1)*entitiesPerPage)
	if err != nil {
		return nil, err
	}
	more := len(entries) > entitiesPerPage
	entries = entries[:min(len(entries), entitiesPerPage)]
	v := entitiesView{Name: q.Get("name"), Rows: s.entityRows(entries), Pager: newPager(r.URL, entitiesPerPage, len(entries), -1, more)}
	return &view{Name: "entities", Title: "Names", Here: "entities", Body: v}, nil
}
