package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/cotejo/cotejo/export"
	"github.com/danielgtaylor/huma/v2"
)

// exportKinds are the forms of exports: what each is to HTTP, and how its files end.
var exportKinds = map[string]struct{ kind, ending string }{
	"ftm":     {"application/x-ndjson", "ftm.json"},
	"geojson": {"application/geo+json", "geojson"},
	"graphml": {"application/graphml+xml", "graphml"},
	"gexf":    {"application/gexf+xml", "gexf"},
	"csv":     {"text/csv; charset=utf-8", "csv"},
	"html":    {"text/html; charset=utf-8", "html"},
}

// exportPath is where exports are; they are written as they are made, and not kept.
const exportPath = "/api/export/"

func (s *server) exports(a huma.API) {
	content := map[string]*huma.MediaType{}
	for _, k := range exportKinds {
		content[strings.TrimSuffix(k.kind, "; charset=utf-8")] = &huma.MediaType{}
	}
	huma.Register(a, huma.Operation{OperationID: "exportClaims", Method: http.MethodGet, Path: exportPath + "{format}", Summary: "Claims in a form that other programs open, as a file",
		Responses: map[string]*huma.Response{"200": {Description: "The file. A download that breaks off is not whole.", Content: content}},
		Errors:    []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError}},
		func(ctx context.Context, in *struct {
			Format string `path:"format" enum:"ftm,geojson,graphml,gexf,csv,html"`
			Title  string `query:"title" maxLength:"200" doc:"what heads the page (html)"`
			ClaimFilter
		}) (*huma.StreamResponse, error) {
			f, err := s.filter(&in.ClaimFilter)
			if err != nil {
				return nil, problem(err)
			}
			title := cmp.Or(in.Title, strings.Join(in.Actor, " and "), in.Place, "Claims")
			kind := exportKinds[in.Format]
			return &huma.StreamResponse{Body: func(hc huma.Context) {
				hc.SetHeader("Content-Type", kind.kind)
				hc.SetHeader("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "cotejo."+kind.ending))
				form := export.New(in.Format, title, hc.BodyWriter())
				for finding, err := range s.store.Claims(ctx, f) {
					if err == nil {
						err = form.Finding(&finding)
					}
					if err != nil {
						panic(http.ErrAbortHandler) // part of it is sent: the connection breaks, so that nobody takes it for whole
					}
				}
				if form.Close() != nil {
					panic(http.ErrAbortHandler)
				}
			}}, nil
		})
}
