package nlp

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unsafe"
)

//go:embed models
var modelFiles embed.FS

// Pipeline annotates text. It does not change and may be used by any number of goroutines at once.
type Pipeline struct {
	languages map[Lang]*language
	scratch   sync.Pool // of *scratch
}

// language is the models of one language.
type language struct {
	segmenter  *segmenter
	network    *network
	lemmatizer *lemmatizer
}

// scratch is what annotating reuses from text to text.
type scratch struct {
	segment segmentScratch
	batch   batch
	lemma   lemmaScratch
}

// Load gives the pipeline with the models that are part of the program. They are read once.
func Load() (*Pipeline, error) { return load() }

var load = sync.OnceValues(func() (*Pipeline, error) {
	models, err := fs.Sub(modelFiles, "models")
	if err != nil {
		return nil, err
	}
	return LoadFrom(models)
})

// LoadFrom reads the models from a folder: for each language segment, lemma and network files ("en.segment.bin"), and
// manifest.tsv with the SHA-256 of each file, in hex, and its name.
func LoadFrom(models fs.FS) (*Pipeline, error) {
	list, err := fs.ReadFile(models, "manifest.tsv")
	if err != nil {
		return nil, fmt.Errorf("models: %w", err)
	}
	hashes := map[string]string{}
	for _, line := range strings.Split(string(list), "\n") {
		if hash, name, ok := strings.Cut(line, "\t"); ok && line[0] != '#' {
			hashes[name] = hash
		}
	}
	var files modelLoader
	for _, lang := range []Lang{English, Spanish} {
		for _, kind := range modelKinds {
			files.add(models, string(lang)+"."+kind+".bin", hashes)
		}
	}
	p := &Pipeline{languages: map[Lang]*language{}}
	p.scratch.New = func() any { return new(scratch) }
	loaded, err := files.load()
	if err != nil {
		return nil, err
	}
	for i, lang := range []Lang{English, Spanish} {
		l := &language{}
		for k := range modelKinds {
			switch m := loaded[i*len(modelKinds)+k].(type) {
			case *segmenter:
				l.segmenter = m
			case *network:
				l.network = m
			case *lemmatizer:
				l.lemmatizer = m
			}
		}
		p.languages[lang] = l
	}
	return p, nil
}

// modelKinds are the models of each language.
var modelKinds = []string{"segment", "network", "lemma"}

// modelLoader reads model files side by side.
type modelLoader struct {
	jobs []func() (any, error)
}

func (l *modelLoader) add(models fs.FS, name string, hashes map[string]string) {
	l.jobs = append(l.jobs, func() (any, error) {
		b, err := fs.ReadFile(models, name)
		if err != nil {
			return nil, fmt.Errorf("models: %w", err)
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != hashes[name] {
			return nil, fmt.Errorf("model %s is not the one that manifest.tsv lists: run go run ./train/manifest if it was made anew", name)
		}
		m, err := readModel(name, unsafe.String(unsafe.SliceData(b), len(b)))
		if err != nil {
			return nil, fmt.Errorf("model %s: %w", name, err)
		}
		return m, nil
	})
}

func readModel(name, file string) (any, error) {
	switch strings.Split(name, ".")[1] {
	case "segment":
		return loadSegmenter(file)
	case "network":
		return loadNetwork(file)
	default:
		return loadLemmatizer(file)
	}
}

func (l *modelLoader) load() ([]any, error) {
	out, errs := make([]any, len(l.jobs)), make([]error, len(l.jobs))
	var wg sync.WaitGroup
	for i, job := range l.jobs {
		wg.Go(func() { out[i], errs[i] = job() })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Parse annotates text: sentences, words, parts of speech, features, lemmas, trees and names. Text of a language that
// the pipeline does not read is read as English. Any bytes will do: white space and control characters part words, and
// what is not UTF-8 is a word of its own. It takes time linear in the length of the text.
func (p *Pipeline) Parse(text string, lang Lang) *Doc {
	l := p.language(lang)
	s := p.scratch.Get().(*scratch)
	defer p.scratch.Put(s)
	d := &Doc{Text: text, Lang: lang}
	l.segmenter.segment(d, &s.segment)
	l.annotate(d, s)
	return d
}

// Annotate annotates a document anew that has words and sentences: it gives it parts of speech, features, lemmas, trees
// and names, in the place of those it has.
func (p *Pipeline) Annotate(d *Doc) {
	s := p.scratch.Get().(*scratch)
	defer p.scratch.Put(s)
	d.UPOS, d.XPOS, d.Feats, d.Lemma, d.Head, d.Rel, d.Name = nil, nil, nil, nil, nil, nil, nil
	p.language(d.Lang).annotate(d, s)
}

func (p *Pipeline) language(lang Lang) *language {
	if l := p.languages[lang]; l != nil {
		return l
	}
	return p.languages[English]
}

func (l *language) annotate(d *Doc, s *scratch) {
	l.network.annotate(d, &s.batch)
	repairAuxiliaries(d)
	repairNumbers(d)
	repairTags(d)
	repairNicknames(d)
	repairParentheses(d)
	l.lemmatizer.lemmatize(d, &s.lemma)
}
