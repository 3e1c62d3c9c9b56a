package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/nlp"
)

// show prints the sentences of a CoNLL-U file with the relations found in them, for reading by eye.
func show(w io.Writer, l *attribute.Lexicon, file string, lang nlp.Lang) error {
	f, err := open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for doc, err := range nlp.ReadCoNLLU(f) {
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		doc.Lang = lang
		found := l.Find(doc, attribute.Options{})
		if credit := l.Credit(doc); len(credit) > 0 {
			fmt.Fprintf(w, "credit: %s\n", strings.Join(credit, ", "))
		}
		for _, s := range doc.Sents {
			fmt.Fprintf(w, "%s\n", strings.Join(strings.Fields(doc.TextOf(s)), " "))
			for i, r := range found {
				if r.Cue.Start >= s.Start && r.Cue.Start < s.End {
					fmt.Fprintf(w, "    %d %s %s %s neg=%v att=%v %s outer=%d\n      %s\n", i, r.Hedge, r.Certainty, r.SourceType, r.Negative, r.Attitude, r.Form, r.Outer, describe(document{doc: doc}, r))
					if r.Antecedent.Len() > 0 {
						fmt.Fprintf(w, "      who: %s\n", doc.TextOf(r.Antecedent))
					}
				}
			}
		}
	}
	return nil
}
