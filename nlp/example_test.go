package nlp_test

import (
	"fmt"

	"github.com/cotejo/cotejo/nlp"
)

func Example() {
	pipeline, err := nlp.Load()
	if err != nil {
		panic(err)
	}
	doc := pipeline.Parse("The men live in Antwerp. They didn't resist.", nlp.English)
	for _, sentence := range doc.Sents {
		for i := sentence.Start; i < sentence.End; i++ {
			head := "ROOT"
			if h := doc.Head[i]; h >= 0 {
				head = doc.Form[h]
			}
			fmt.Printf("%-10s %-8s %-5v %s of %s\n", doc.Form[i], doc.Lemma[i], doc.UPOS[i], doc.Rel[i], head)
		}
	}
	for _, name := range doc.Names() {
		fmt.Println(name.Kind, doc.TextOf(name.Range))
	}
	// Output:
	// The        the      DET   det of men
	// men        man      NOUN  nsubj of live
	// live       live     VERB  root of ROOT
	// in         in       ADP   case of Antwerp
	// Antwerp    Antwerp  PROPN obl of live
	// .          .        PUNCT punct of live
	// They       they     PRON  nsubj of resist
	// did        do       AUX   aux of resist
	// n't        not      PART  advmod of resist
	// resist     resist   VERB  root of ROOT
	// .          .        PUNCT punct of resist
	// LOC Antwerp
}
