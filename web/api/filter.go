package api

import (
	"slices"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/danielgtaylor/huma/v2"
)

// ClaimFilter is the part of a query that chooses claims. Values of one field are alternatives, but for actors, who must all be there.
type ClaimFilter struct {
	Q         string   `query:"q" maxLength:"400" doc:"words of the claim and the names in it: all of them, \"a phrase\", a beginning*"`
	Actor     []string `query:"actor,explode" maxItems:"8" doc:"ids or names of those in the claim"`
	Place     string   `query:"place" maxLength:"200" doc:"id or name; a country stands for the places in it"`
	Predicate []string `query:"predicate,explode"`
	Stage     []string `query:"stage,explode" enum:"cultivation,production,transport,distribution,retail,laundering"`
	Commodity []string `query:"commodity,explode" maxItems:"40"`
	Source    string   `query:"source" maxLength:"200" doc:"id or name of one on whose word it is: in the chain, the publisher or a wire"`
	Hedge     []string `query:"hedge,explode" enum:"plain,known,said,admitted,reported,claimed,presumed,suspected,alleged,possible,planned,conditional,denied"`
	Certainty []string `query:"certainty,explode" enum:"certain,probable,possible,unknown"`
	Polarity  string   `query:"polarity" enum:"+,-,"`
	From      string   `query:"from" doc:"RFC 3339 full-date from which on"`
	To        string   `query:"to" doc:"RFC 3339 full-date up to which"`
	Document  string   `query:"document" maxLength:"200" doc:"id of the report"`
	Newest    bool     `query:"newest" doc:"the claims read last come first"`
}

// Resolve implements [huma.Resolver]: days that are none are refused.
func (f *ClaimFilter) Resolve(huma.Context) []error {
	var out []error
	for name, day := range map[string]string{"from": f.From, "to": f.To} {
		if _, err := time.Parse(time.DateOnly, day); err != nil && day != "" {
			out = append(out, &huma.ErrorDetail{Location: "query." + name, Message: "write a day as 2021-05-03", Value: day})
		}
	}
	return out
}

// filter holds the predicates against the codebook's and gives the ledger's filter.
func (s *server) filter(f *ClaimFilter) (cotejo.Filter, error) {
	for _, p := range f.Predicate {
		if !slices.ContainsFunc(s.opt.Predicates, func(known Predicate) bool { return known.ID == p }) {
			return cotejo.Filter{}, cotejo.Errorf(cotejo.Usage, "no predicate is named %q", p).Fix("GET /api/vocabulary lists them")
		}
	}
	return cotejo.Filter{Text: f.Q, Actors: f.Actor, Place: f.Place, Predicates: f.Predicate, Stages: f.Stage, Commodities: f.Commodity, Source: f.Source,
		Hedges: cast[cotejo.Hedge](f.Hedge), Certainties: cast[cotejo.Certainty](f.Certainty), Polarity: f.Polarity, From: f.From, To: f.To,
		Document: f.Document, Newest: f.Newest}, nil
}

func cast[T ~string](list []string) []T {
	var out []T
	for _, x := range list {
		out = append(out, T(x))
	}
	return out
}
