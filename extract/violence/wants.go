package violence

import (
	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/codebook"
	"github.com/cotejo/cotejo/extract"
	"github.com/cotejo/cotejo/nlp"
)

// Wants lists the nouns for people and groups that may have a part in violence, for which it must be known who they are:
// those in sentences that have a word for violence.
func Wants(doc *nlp.Doc, book *codebook.Codebook) []extract.Want {
	lang := book.Languages[doc.Lang]
	if doc.Lang != nlp.English || lang == nil {
		return nil
	}
	v := newView(Text{Doc: doc}, lang)
	violent := make([]bool, len(doc.Sents))
	for w := range v.triggers {
		violent[v.sentence[w]] = true
	}
	var out []extract.Want
	for w := 0; w < doc.Len(); w++ {
		if !violent[v.sentence[w]] || doc.UPOS[w] != nlp.NOUN || v.name[w].Len() > 0 || v.RelOf(w) == "compound" {
			continue
		}
		if v.inClass(w, "actor") || v.inClass(w, "people") || v.inClass(w, "law") {
			out = append(out, extract.Want{Head: w, Words: v.spread(w, []string{"of"}), Types: []cotejo.EntityType{cotejo.Person, cotejo.Organization, cotejo.Group}})
		}
	}
	return out
}
