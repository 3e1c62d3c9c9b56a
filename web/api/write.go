package api

import (
	"context"
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/danielgtaylor/huma/v2"
)

// NewDecision is what a person decides.
type NewDecision struct {
	Verb     string   `json:"verb" enum:"accept,reject,correct,merge,split,note,undo"`
	Subjects []string `json:"subjects" minItems:"1" maxItems:"2" doc:"ids: a claim; two entities; the decision to undo"`
	By       string   `json:"by" minLength:"1" maxLength:"200" doc:"who decides"`
	Note     string   `json:"note,omitempty" maxLength:"4000"`
	States   *States  `json:"states,omitempty" doc:"of a correction: what the claim should say; all else stays as it was read"`
}

// States is what a correction says that a claim should say.
type States struct {
	Predicate string                  `json:"predicate,omitempty" maxLength:"100"`
	Hedge     string                  `json:"hedge,omitempty" maxLength:"100"`
	Polarity  string                  `json:"polarity,omitempty" enum:"+,-"`
	Roles     map[string][]StatedRole `json:"roles,omitempty" doc:"role to who fills it, in place of those who were read in it; an empty list leaves it empty"`
}

// StatedRole is who fills a role: an entity, or words of the report.
type StatedRole struct {
	Entity string `json:"entity,omitempty" maxLength:"200" doc:"id"`
	Text   string `json:"text,omitempty" maxLength:"1000" doc:"words of the report, where it is nobody the ledger knows"`
}

// correction gives what is stated as the ledger takes it; nil for nothing.
func (s *States) correction() *cotejo.Correction {
	if s == nil {
		return nil
	}
	out := &cotejo.Correction{Predicate: s.Predicate, Hedge: cotejo.Hedge(s.Hedge), Polarity: s.Polarity}
	for role, who := range s.Roles {
		if out.Roles == nil {
			out.Roles = map[string][]cotejo.Filler{}
		}
		out.Roles[role] = make([]cotejo.Filler, len(who))
		for i, w := range who {
			out.Roles[role][i] = cotejo.Filler{Entity: w.Entity, Text: w.Text}
		}
	}
	return out
}

func (s *server) decisions(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "decide", Method: http.MethodPost, Path: "/api/decisions", Summary: "Accept, reject, correct, merge, split, note or undo",
		DefaultStatus: http.StatusCreated, Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError}},
		func(ctx context.Context, in *struct{ Body NewDecision }) (*body[cotejo.Decision], error) {
			states := in.Body.States.correction()
			if states != nil && states.Predicate != "" && !slices.ContainsFunc(s.opt.Predicates, func(p Predicate) bool { return p.ID == states.Predicate }) {
				return nil, huma.Error422UnprocessableEntity("the codebook has no predicate " + states.Predicate)
			}
			d, err := s.store.Decide(ctx, cotejo.Decision{By: in.Body.By, Verb: cotejo.Verb(in.Body.Verb), Subjects: in.Body.Subjects, Note: in.Body.Note, States: states})
			if err == nil && s.opt.Collate != nil {
				err = s.opt.Collate(ctx)
			}
			if err != nil {
				return nil, problem(err)
			}
			return &body[cotejo.Decision]{d}, nil
		})
}

// guarded lets writes through that come from the pages themselves or from a program, and, where there is a token, that bring it. A
// browser says where a request comes from; a page elsewhere that has it write is refused.
func (s *server) guarded(next http.Handler) http.Handler {
	return http.NewCrossOriginProtection().Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			switch {
			case s.opt.ReadOnly != "":
				refuse(w, http.StatusForbidden, s.opt.ReadOnly)
				return
			case s.opt.Token != "" && !s.knows(r):
				w.Header().Set("WWW-Authenticate", "Bearer")
				refuse(w, http.StatusUnauthorized, "writing needs the token that cotejo serve was given")
				return
			}
		}
		next.ServeHTTP(w, r)
	}))
}

func (s *server) knows(r *http.Request) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && subtle.ConstantTimeCompare([]byte(given), []byte(s.opt.Token)) == 1
}

// refuse answers with problem details.
func refuse(w http.ResponseWriter, code int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(code)
	writeJSON(w, huma.NewError(code, detail))
}
