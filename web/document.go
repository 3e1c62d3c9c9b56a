package web

import (
	"net/http"
	"net/url"

	"github.com/cotejo/cotejo"
)

// documentView is what the page of one report shows.
type documentView struct {
	reportView
	ID            string
	Language      string // its name
	Source        string
	URL           link // leads away, or nowhere where the document's address is no web address
	Credit        []string
	Revises       *reportView
	Origin        *reportView
	Newer         *reportView
	Changed       string // address of what the newer version changed
	ChangedBefore string // and of what this one did
	Paragraphs    []paragraph
	Claims        int
	Hedged        int // claims that the words put with doubt, as a plan, or deny
	Exports       []link
}

// document shows a report by its id. A reference that the ledger resolves to one, such as the beginning of the id, leads there.
func (s *server) document(r *http.Request) (*view, error) {
	ctx, id := r.Context(), r.PathValue("id")
	reading, err := s.ledger.Reading(ctx, id)
	if cotejo.CodeOf(err) == cotejo.NotFound {
		d, err := s.ledger.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		return nil, movedTo(documentPath(d.ID))
	}
	if err != nil {
		return nil, err
	}
	v := viewDocument(reading)
	if v.Claims > 0 {
		v.Exports = s.exports(cotejo.Filter{Document: id}, v.Title)
	}
	if v.Revises, err = s.report(r, string(reading.Document.Revises)); err != nil {
		return nil, err
	}
	v.ChangedBefore = versionsPath(id)
	if v.Origin, err = s.report(r, string(reading.Document.Origin)); err != nil {
		return nil, err
	}
	// Of several versions of one path the ledger finds the one read last.
	if latest, err := s.ledger.Document(ctx, reading.Document.Source); err == nil && string(latest.Revises) == id {
		newer := viewReport(latest)
		v.Newer, v.Changed = &newer, versionsPath(latest.ID)
	}
	return &view{Name: "document", Title: v.Title, Here: "documents", Body: v}, nil
}

// report names the document with an id, or nil where the id is empty or the ledger does not hold it.
func (s *server) report(r *http.Request, id string) (*reportView, error) {
	if id == "" {
		return nil, nil
	}
	d, err := s.ledger.Document(r.Context(), id)
	if cotejo.CodeOf(err) == cotejo.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := viewReport(d)
	return &v, nil
}

func viewDocument(reading *cotejo.Reading) documentView {
	d := reading.Document
	v := documentView{
		reportView: viewReport(d), ID: d.ID, Language: languageName(d.Language),
		Source: clip(longTitle, d.Source), Claims: len(reading.Claims), Paragraphs: lay(d.Text, reading.Findings()),
	}
	if d.URL != "" {
		v.URL.Text = clip(longTitle, string(d.URL))
		if u, err := url.Parse(string(d.URL)); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
			v.URL.Href = u.String()
		}
	}
	for _, c := range d.Credit {
		v.Credit = append(v.Credit, clip(longName, c))
	}
	for _, c := range reading.Claims {
		if viewHedge(c.Hedge).Manner != "firm" {
			v.Hedged++
		}
	}
	return v
}
