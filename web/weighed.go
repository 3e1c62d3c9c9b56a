package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// weighedView is what the page of one claim shows: what says the same, on whose word, and what speaks against it.
type weighedView struct {
	Claim    claimView
	Clusters []clusterView
	// Superseded says that a newer version of its report speaks for it.
	Superseded bool
	Against    []againstView
	Decisions  []cotejo.DecisionEntry
	Writable   bool // people can decide here
}

// clusterView is claims that say the same as the one shown.
type clusterView struct {
	Grade   int
	Meaning string
	Reason  string
	Origins []originView
	Others  []claimView // at most mostBeside
	Claims  int         // with the one shown
	Reports int
}

type originView struct {
	Source, Kind string
	Reports      int
	Paths        []string
}

// againstView is an account that cannot hold together with the claim.
type againstView struct {
	How    string
	Reason string
	Claims []claimView
}

// mostBeside is how many claims stand beside one on its page.
const mostBeside = 12

// grades are Admiralty's words for the credibility of information.
var grades = []string{"", "confirmed by other sources", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"}

// ways says in words how accounts contradict one another.
var ways = map[string]string{"figure": "Other figures", "polarity": "Denials", "rival": "Rival accounts"}

func claimPath(id string) string { return "/claim/" + url.PathEscape(id) }

func (s *server) claim(r *http.Request) (*view, error) {
	ctx, id := r.Context(), r.PathValue("id")
	f, err := s.ledger.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	id = f.ID // a beginning of it finds it too
	newer, err := s.ledger.Newer(ctx, f.Document)
	if err != nil {
		return nil, err
	}
	v := weighedView{Claim: viewClaim(f), Superseded: newer != nil, Writable: s.writable()}
	clusters, err := s.ledger.Clusters(ctx, cotejo.ClusterFilter{Claim: id})
	if err != nil {
		return nil, err
	}
	for _, c := range clusters {
		cv := clusterView{Grade: c.Credibility, Meaning: grades[c.Credibility], Reason: clip(longSentence, c.Reason), Claims: len(c.Claims), Reports: len(c.Documents)}
		for _, o := range c.Origins {
			ov := originView{Source: clip(longName, o.Source), Kind: sourceKinds[o.SourceType], Reports: len(o.Documents)}
			for _, p := range o.Paths {
				ov.Paths = append(ov.Paths, clip(longSentence, strings.Join(p, " → ")))
			}
			cv.Origins = append(cv.Origins, ov)
		}
		if cv.Others, err = s.claimsOf(ctx, slices.DeleteFunc(slices.Clone(c.Claims), func(other string) bool { return other == id })); err != nil {
			return nil, err
		}
		v.Clusters = append(v.Clusters, cv)
	}
	contradictions, err := s.ledger.Contradictions(ctx, id, mostBeside, 0)
	if err != nil {
		return nil, err
	}
	for _, c := range contradictions {
		other := c.A
		if slices.Contains(c.A, id) {
			other = c.B
		}
		a := againstView{How: ways[c.How], Reason: clip(longSentence, c.Reason)}
		if a.Claims, err = s.claimsOf(ctx, other); err != nil {
			return nil, err
		}
		v.Against = append(v.Against, a)
	}
	if v.Decisions, err = s.ledger.Decisions(ctx, id, mostBeside, 0); err != nil {
		return nil, err
	}
	return &view{Name: "claim", Title: "Claim", Here: "search", Body: v}, nil
}

// claimsOf gives the first mostBeside of some claims.
func (s *server) claimsOf(ctx context.Context, ids []string) ([]claimView, error) {
	var out []claimView
	for _, id := range ids[:min(len(ids), mostBeside)] {
		f, err := s.ledger.Claim(ctx, id)
		if cotejo.CodeOf(err) == cotejo.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, viewClaim(f))
	}
	return out, nil
}
