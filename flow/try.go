package flow

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/nlp"
)

// Try reads a text as a document of its own and tells, for each trigger of the codebook that fired in it, what became of it.
func (e *Engine) Try(text string, lang nlp.Lang) (cotejo.Reading, []extract.Trace, error) {
	parsed := e.pipeline.Parse(text, lang)
	f, err := e.find(cotejo.Document{}, parsed, nil)
	if err != nil {
		return cotejo.Reading{}, nil, err
	}
	f.claims = e.claims(parsed, f)
	doc := cotejo.Document{Source: "-", Language: string(lang), Text: text}
	return write(doc, parsed, newPoints(text), f), f.proposal.Explain(newReferents(f.resolution, f.tree)), nil
}
