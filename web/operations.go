package web

import (
	"cmp"
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// apiView is what the page about the API shows: its description for people.
type apiView struct {
	Says       string
	Operations []operation
}

type operation struct {
	Method, Path, Summary string
	Parameters            []parameter
}

type parameter struct {
	Name, In, Says string
	Required       bool
}

// operations lists what the API answers, by path.
func operations(doc *huma.OpenAPI) apiView {
	out := apiView{Says: doc.Info.Description}
	for path, item := range doc.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post} {
			if op == nil {
				continue
			}
			o := operation{Method: method, Path: path, Summary: op.Summary}
			for _, p := range op.Parameters {
				says := p.Description
				if p.Schema != nil {
					says = cmp.Or(says, p.Schema.Description)
				}
				o.Parameters = append(o.Parameters, parameter{p.Name, p.In, says, p.Required})
			}
			out.Operations = append(out.Operations, o)
		}
	}
	slices.SortFunc(out.Operations, func(a, b operation) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method)) })
	return out
}
