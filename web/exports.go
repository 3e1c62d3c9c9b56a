package web

import (
	"net/url"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
	"github.com/cotejo/cotejo/web/api"
)

// formNames are what people call the forms of exports.
var formNames = map[string]string{"ftm": "FollowTheMoney", "geojson": "GeoJSON", "graphml": "GraphML", "gexf": "GEXF", "csv": "CSV", "html": "Page"}

// exports gives the addresses at which the claims that pass a filter are files for other programs; none where there is no API.
func (s *server) exports(f cotejo.Filter, title string) []link {
	if _, answers := s.ledger.(api.Store); !answers {
		return nil
	}
	q := url.Values{}
	add := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				q.Add(name, v)
			}
		}
	}
	add("q", f.Text)
	add("actor", f.Actors...)
	add("place", f.Place)
	add("predicate", f.Predicates...)
	add("stage", f.Stages...)
	add("commodity", f.Commodities...)
	add("source", f.Source)
	for _, h := range f.Hedges {
		add("hedge", string(h))
	}
	add("polarity", f.Polarity)
	add("from", f.From)
	add("to", f.To)
	add("document", f.Document)
	var out []link
	for _, format := range export.Formats {
		address := url.URL{Path: "/api/export/" + format, RawQuery: q.Encode()}
		if format == "html" && title != "" {
			with := address.Query()
			with.Set("title", clip(longTitle, title))
			address.RawQuery = with.Encode()
		}
		out = append(out, link{formNames[format], address.String()})
	}
	return out
}
