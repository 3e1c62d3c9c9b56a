// Command text makes the models that cut text into sentences, tokens and words, and those that find lemmas.
//
//	go run ./train/text [--corpora FOLDER] [--out nlp/models] [--lang en|es]
//
// It takes about a minute. The same corpora give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo/nlp"
	"github.com/cotejo/cotejo/train/corpora"
)

const seed = 1

func main() {
	folder := flag.String("corpora", "", "folder of the corpora (default $COTEJO_CORPORA)")
	out := flag.String("out", filepath.Join("nlp", "models"), "folder for the models")
	lang := flag.String("lang", "", "train this language only")
	flag.Parse()
	if err := run(*folder, *out, nlp.Lang(*lang)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder, out string, only nlp.Lang) error {
	folder, err := corpora.Folder(folder)
	if err != nil {
		return err
	}
	for _, l := range []struct {
		lang nlp.Lang
		make func(string) (nlp.SegmentTraining, nlp.LemmaTraining, error)
	}{{nlp.English, english}, {nlp.Spanish, spanish}} {
		if only != "" && only != l.lang {
			continue
		}
		segment, lemma, err := l.make(folder)
		if err != nil {
			return err
		}
		for name, train := range map[string]func() ([]byte, error){
			"segment": func() ([]byte, error) { return nlp.TrainSegmenter(segment) },
			"lemma":   func() ([]byte, error) { return nlp.TrainLemmatizer(lemma) },
		} {
			b, err := train()
			if err != nil {
				return err
			}
			path := filepath.Join(out, string(l.lang)+"."+name+".bin")
			if err := os.WriteFile(path, b, 0o644); err != nil {
				return err
			}
			fmt.Printf("%s: %d bytes\n", path, len(b))
		}
	}
	return nil
}

func english(folder string) (s nlp.SegmentTraining, l nlp.LemmaTraining, err error) {
	made := map[string]any{
		"command": "go run ./train/text",
		"from": []string{"UD English-EWT train (CC BY-SA 4.0)", "GUM train (annotations CC BY 4.0)",
			"PolNeAR train and Wikigold (CC BY 4.0), for how names are written"},
	}
	var docs []*nlp.Doc
	for _, c := range []string{"ud/en_ewt-train.conllu.gz", "gum/train.conllu.gz"} {
		d, err := corpora.Docs(corpora.Path(folder, c), nlp.English, nil)
		if err != nil {
			return s, l, err
		}
		docs = append(docs, d...)
	}
	var cased []*nlp.Doc
	for _, c := range []string{"polnear/corenlp/train.conllu.gz", "wikigold/wikigold.conllu.gz"} {
		d, err := corpora.Docs(corpora.Path(folder, c), nlp.English, nil)
		if err != nil {
			return s, l, err
		}
		cased = append(cased, d...)
	}
	s = nlp.SegmentTraining{Lang: nlp.English, Tokens: docs, Sentences: docs, Threshold: -0.8, Seed: seed, Made: made}
	l = nlp.LemmaTraining{Lang: nlp.English, Examples: nlp.LemmaExamples(docs, 1), Cased: append(cased, docs...), Seed: seed, Made: made}
	return s, l, nil
}

func spanish(folder string) (s nlp.SegmentTraining, l nlp.LemmaTraining, err error) {
	made := map[string]any{
		"command": "go run ./train/text",
		"from": []string{"UD Spanish-GSD dev, four fifths (CC BY-SA 4.0)", "CESS-ESP lemmas (research)", "CoNLL-2002 Spanish train (research), for how names are written",
			"UD English-EWT train (CC BY-SA 4.0), for addresses and the like"},
	}
	docs, err := corpora.Docs(corpora.Path(folder, "ud/es_gsd-dev.conllu.gz"), nlp.Spanish, func(i int) bool { return !corpora.HeldOut(i) })
	if err != nil {
		return s, l, err
	}
	leaves, err := corpora.Leaves(corpora.Path(folder, "cess-es/trees.tbf.gz"))
	if err != nil {
		return s, l, err
	}
	ewt, err := corpora.Docs(corpora.Path(folder, "ud/en_ewt-train.conllu.gz"), nlp.English, nil)
	if err != nil {
		return s, l, err
	}
	cased, err := corpora.Docs(corpora.Path(folder, "conll2002-es/train.conllu.gz"), nlp.Spanish, nil)
	if err != nil {
		return s, l, err
	}
	gold := nlp.LemmaExamples(docs, 1)
	have := map[string]bool{}
	for _, x := range gold {
		have[strings.ToLower(x.Form)+" "+x.UPOS.String()] = true
	}
	words := map[string][2]int{}
	lemmas := gold
	for _, w := range leaves {
		attached := withPronouns(w)
		count := words[w.Form]
		if attached {
			count[1]++
		} else {
			count[0]++
		}
		words[w.Form] = count
		upos, feats, ok := eagles(w)
		low := strings.ToLower(w.Form)
		if !ok || attached || upos == nlp.VERB && have[low+" AUX"] {
			continue
		}
		// The treebanks' customs differ for nouns and adverbs, and GSD decides. For verbs and adjectives they are one, and
		// CESS-ESP was made with more care.
		if have[low+" "+upos.String()] && upos != nlp.VERB && upos != nlp.ADJ {
			continue
		}
		lemmas = append(lemmas, nlp.LemmaExample{Form: w.Form, Lemma: w.Lemma, UPOS: upos, Feats: feats, Weight: 4})
	}
	sentences := append([]*nlp.Doc(nil), ewt...)
	for range 6 {
		sentences = append(sentences, docs...)
	}
	tokens := append([]*nlp.Doc(nil), ewt...)
	for range 6 { // so that Spanish customs win where they differ
		tokens = append(tokens, docs...)
	}
	s = nlp.SegmentTraining{Lang: nlp.Spanish, Tokens: tokens, Sentences: sentences, Words: words, Seed: seed, Made: made}
	l = nlp.LemmaTraining{Lang: nlp.Spanish, Examples: lemmas, Cased: append(cased, docs...), Seed: seed, Made: made}
	return s, l, nil
}

// withPronouns says whether a word is an infinitive or gerund with pronouns attached: "darle".
func withPronouns(w corpora.Leaf) bool {
	return len(w.Tag) > 2 && w.Tag[0] == 'v' && (w.Tag[2] == 'n' || w.Tag[2] == 'g') &&
		!strings.HasSuffix(w.Form, "r") && !strings.HasSuffix(w.Form, "ndo")
}
