package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/web/api"
)

// searchView is what the search page shows: claims that pass the filter, names that fit the words, and passages of text.
type searchView struct {
	Query      string
	Form       searchForm
	Active     []activeFilter
	Claims     []claimView
	Total      int // claims that pass
	Pager      pager
	Names      []entityRow // on the first page of a search for words
	Passages   []passage
	Among      int    // the passages are the best of so many reports read last; 0: of all
	InText     bool   // the page shows passages only
	ClaimsHref string // the same search for claims
	TextHref   string // the same search for passages
	Exports    []link
}

// searchForm is the form's choices and what is chosen.
type searchForm struct {
	Predicates []choice
	Hedges     []choice
	Stages     []choice
	Actors     []string // kept as hidden fields, beside the box for another
	Place      string
	Source     string
	From, To   string
	Commodity  string
	Polarity   string
	KeepPlace  bool // Place is an id: it is kept as a hidden field
	KeepSource bool
	Filtered   bool
}

// choice is an entry of a list to choose from.
type choice struct {
	Value, Label string
	Chosen       bool
}

// activeFilter is a condition in force, and the address without it.
type activeFilter struct {
	Name, Value, Without string
}

// passage is a piece of a report's text around the words searched for.
type passage struct {
	documentRow
	Snippet []cotejo.SnippetPart
}

// filterOf reads the conditions from a query: q, actor (each must be there), place, predicate, hedge, stage, commodity, source, polarity, from, to.
func filterOf(q url.Values) cotejo.Filter {
	f := cotejo.Filter{
		Text: first(q, "q"), Place: first(q, "place"), Source: first(q, "source"), Actors: some(q, "actor"),
		Predicates: some(q, "predicate"), Stages: some(q, "stage"), Commodities: some(q, "commodity"),
		Polarity: first(q, "polarity"), From: first(q, "from"), To: first(q, "to"), Newest: true,
	}
	for _, h := range some(q, "hedge") {
		f.Hedges = append(f.Hedges, cotejo.Hedge(h))
	}
	return f
}

// some gives the values of a field that are not blank: an untouched field of the form sets no condition.
func some(q url.Values, field string) []string {
	var out []string
	for _, v := range q[field] {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func first(q url.Values, field string) string {
	if vs := some(q, field); len(vs) > 0 {
		return vs[0]
	}
	return ""
}

// longestQuery is how long a query may be, in bytes: every word of it costs a look-up.
const longestQuery = 4000

func (s *server) search(r *http.Request) (*view, error) {
	if len(r.URL.RawQuery) > longestQuery {
		return nil, cotejo.Errorf(cotejo.Usage, "the search is longer than %d bytes", longestQuery).Fix("search for fewer words")
	}
	ctx, q := r.Context(), r.URL.Query()
	f := filterOf(q)
	v := searchView{Query: f.Text, InText: q.Get("in") == "text" && f.Text != ""}
	v.ClaimsHref = with(r.URL, "in", "")
	v.TextHref = with(r.URL, "in", "text")
	n := pageOf(q)

	var err error
	if v.Total, err = s.ledger.Count(ctx, f); err != nil {
		return nil, err
	}
	if v.InText {
		hits, among, err := s.ledger.Search(ctx, f.Text, passagesPerPage+1, (n-1)*passagesPerPage)
		if err != nil {
			return nil, err
		}
		more := len(hits) > passagesPerPage
		v.Passages, v.Among = passages(hits[:min(len(hits), passagesPerPage)]), among
		v.Pager = newPager(r.URL, passagesPerPage, len(v.Passages), -1, more)
	} else {
		f.Limit, f.Offset = claimsPerPage, (n-1)*claimsPerPage
		findings, err := api.Collect(s.ledger.Claims(ctx, f))
		if err != nil {
			return nil, err
		}
		v.Claims = viewClaims(findings)
		v.Exports = s.exports(filterOf(q), f.Text)
		v.Pager = newPager(r.URL, claimsPerPage, len(findings), v.Total, n*claimsPerPage < v.Total)
		if n == 1 && f.Text != "" {
			if err := s.beside(ctx, &v, f.Text); err != nil {
				return nil, err
			}
		}
	}
	if v.Form, v.Active, err = s.form(r, f); err != nil {
		return nil, err
	}
	title := "Claims"
	if f.Text != "" {
		title = clip(longName, f.Text) + " – search"
	}
	return &view{Name: "search", Title: title, Here: "search", Query: f.Text, Body: v}, nil
}

// beside finds what stands beside the claims of a search for words: names and the first passages of text.
func (s *server) beside(ctx context.Context, v *searchView, words string) error {
	entries, err := s.ledger.Entities(ctx, words, 6, 0)
	if err != nil {
		return err
	}
	v.Names = s.entityRows(entries)
	hits, among, err := s.ledger.Search(ctx, words, 5, 0)
	if err != nil {
		return err
	}
	v.Passages, v.Among = passages(hits), among
	return nil
}

func passages(hits []cotejo.Hit) []passage {
	out := make([]passage, len(hits))
	for i, h := range hits {
		out[i] = passage{documentRow: documentRows([]cotejo.DocumentEntry{h.DocumentEntry})[0]}
		for _, part := range h.Snippet {
			// The white space at the ends of a part sets it off from the next.
			if len(part.Text) > longSentence {
				part.Text = clip(longSentence, part.Text)
			}
			out[i].Snippet = append(out[i].Snippet, part)
		}
	}
	return out
}

// form fills the search form, and lists the conditions in force, each with the address that drops it.
func (s *server) form(r *http.Request, f cotejo.Filter) (searchForm, []activeFilter, error) {
	var active []activeFilter
	drop := func(name, field, value, shown string) {
		active = append(active, activeFilter{name, clip(longName, shown), without(r.URL, field, value)})
	}
	form := searchForm{From: f.From, To: f.To, Polarity: f.Polarity, Actors: f.Actors, Place: f.Place, Source: f.Source}
	pick := func(field string, chosen []string, all []string, label func(string) string) []choice {
		var out []choice
		for _, value := range all {
			c := choice{Value: value, Label: label(value)}
			for _, v := range chosen {
				c.Chosen = c.Chosen || v == value
			}
			out = append(out, c)
		}
		for _, v := range chosen {
			drop(field, field, v, label(v))
		}
		return out
	}
	asIs := func(s string) string { return s }
	var predicates, hedges, chosen []string
	for _, p := range s.opt.Predicates {
		predicates = append(predicates, p.ID)
	}
	for _, h := range cotejo.Hedges {
		hedges = append(hedges, string(h))
	}
	for _, h := range f.Hedges {
		chosen = append(chosen, string(h))
	}
	form.Predicates = pick("predicate", f.Predicates, predicates, asIs)
	form.Hedges = pick("hedge", chosen, hedges, func(h string) string { return viewHedge(cotejo.Hedge(h)).Label })
	form.Stages = pick("stage", f.Stages, stages, asIs)
	for _, id := range f.Actors {
		shown, _, err := s.nameOf(r.Context(), id)
		if err != nil {
			return form, nil, err
		}
		drop("actor", "actor", id, shown)
	}
	for _, field := range []struct {
		name, value string
		keep        *bool
	}{{"place", f.Place, &form.KeepPlace}, {"source", f.Source, &form.KeepSource}} {
		if field.value == "" {
			continue
		}
		shown, known, err := s.nameOf(r.Context(), field.value)
		if err != nil {
			return form, nil, err
		}
		*field.keep = known
		drop(field.name, field.name, field.value, shown)
	}
	for _, c := range f.Commodities {
		form.Commodity = c
		drop("commodity", "commodity", c, c)
	}
	for _, c := range []struct{ name, field, value string }{{"from", "from", f.From}, {"to", "to", f.To}, {"says it is", "polarity", f.Polarity}} {
		if c.value != "" {
			drop(c.name, c.field, c.value, c.value)
		}
	}
	form.Filtered = len(active) > 0
	return form, active, nil
}

// nameOf gives the name of the entity with an id, and whether there is one; what is no id is a name already.
func (s *server) nameOf(ctx context.Context, id string) (string, bool, error) {
	d, err := s.ledger.Dossier(ctx, id, 1)
	switch {
	case cotejo.CodeOf(err) == cotejo.NotFound:
		return id, false, nil
	case err != nil:
		return "", false, err
	}
	return d.Name, true, nil
}

// with gives an address with a field set, or without it where the value is empty, from the first page on.
func with(u *url.URL, field, value string) string {
	q := u.Query()
	q.Del("page")
	q.Del(field)
	if value != "" {
		q.Set(field, value)
	}
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}

// without gives an address without one value of a field, from the first page on.
func without(u *url.URL, field, value string) string {
	q := u.Query()
	q.Del("page")
	kept := q[field]
	q.Del(field)
	for _, v := range kept {
		if strings.TrimSpace(v) != value {
			q.Add(field, v)
		}
	}
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}
