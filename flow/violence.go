package flow

import (
	"fmt"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/extract/violence"
	"github.com/cotejo/cotejo/nlp"
)

// claims gives what rules find, as the model of violence leaves and completes it.
func (e *Engine) claims(parsed *nlp.Doc, f found) []extract.Claim {
	text := ruled(parsed, f)
	return e.violence.Apply(text, e.book, f.proposal.Builder(f.relations, text.Refs))
}

func ruled(parsed *nlp.Doc, f found) violence.Text {
	refs := newReferents(f.resolution, f.tree)
	return violence.Text{Doc: parsed, Claims: f.proposal.Claims(f.relations, refs), Relations: f.relations, Refs: refs}
}

// Rules reads texts by rules alone: what the model of violence learns from.
type Rules struct{ engine *Engine }

// NewRules loads what NewEngine loads but the model of violence.
func NewRules() (*Rules, error) {
	e, err := newEngine()
	return &Rules{e}, err
}

// Read reads a text as a document of its own.
func (r *Rules) Read(text string, lang nlp.Lang) (violence.Text, error) {
	parsed := r.engine.pipeline.Parse(text, lang)
	f, err := r.engine.find(cotejo.Document{}, parsed, nil)
	if err != nil {
		return violence.Text{}, fmt.Errorf("resolving: %w", err)
	}
	return ruled(parsed, f), nil
}
