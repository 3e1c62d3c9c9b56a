package nlp

import (
	"fmt"
	"sort"
	"strings"
)

// segmenter cuts text into paragraphs, sentences, tokens and words.
type segmenter struct {
	tokenizer  tokenizer
	boundaries boundaries
	splitter   splitter
}

// maxSentence is the longest sentence in tokens: where none ends, one is made to.
const maxSentence = 200

// segmentScratch is what cutting reuses from text to text.
type segmentScratch struct {
	token         tokenScratch
	boundary      boundaryState
	tokens        tokens
	starts, paras []int32
	features      []uint32
}

// segment fills the Doc's words, sentences and paragraphs from its text.
func (g *segmenter) segment(d *Doc, s *segmentScratch) {
	t := &s.tokens
	t.start, t.end = t.start[:0], t.end[:0]
	g.tokenizer.tokenize(d.Text, 0, len(d.Text), t, &s.token)
	s.starts, s.paras = g.boundaries.sentences(d.Text, *t, &s.boundary, s.starts[:0], s.paras[:0])
	n := len(t.start)
	d.Start, d.End, d.Form = make([]int32, 0, n+n/8), make([]int32, 0, n+n/8), make([]string, 0, n+n/8)
	d.Sents, d.Paras = make([]Range, 0, len(s.starts)), make([]Range, 0, len(s.paras))
	sent, para := 0, 0
	for i := range n {
		if sent < len(s.starts) && int(s.starts[sent]) == i {
			d.Sents = openRange(d.Sents, d.Len())
			sent++
		}
		if para < len(s.paras) && int(s.paras[para]) == i {
			d.Paras = openRange(d.Paras, d.Len())
			para++
		}
		start, end := t.start[i], t.end[i]
		token := d.Text[start:end]
		words := g.splitter.split(token, s.features[:0])
		if words == nil {
			d.Start, d.End, d.Form = append(d.Start, start), append(d.End, end), append(d.Form, token)
			continue
		}
		d.Multi = append(d.Multi, Range{d.Len(), d.Len() + len(words)})
		own := strings.Join(words, "") == token
		for _, w := range words {
			if own {
				end = start + int32(len(w))
				w = d.Text[start:end]
			}
			d.Start, d.End, d.Form = append(d.Start, start), append(d.End, end), append(d.Form, w)
			if own {
				start = end
			}
		}
	}
	closeRange(d.Sents, d.Len())
	closeRange(d.Paras, d.Len())
}

// openRange starts a range at a word, which ends the one before.
func openRange(r []Range, at int) []Range {
	closeRange(r, at)
	return append(r, Range{at, at})
}

func closeRange(r []Range, at int) {
	if n := len(r); n > 0 {
		r[n-1].End = at
	}
}

// loadSegmenter makes a segmenter of a model file.
func loadSegmenter(file string) (*segmenter, error) {
	m, err := openModel(file)
	if err != nil {
		return nil, err
	}
	words, rules := wordLists()[m.Lang], splitRules()[m.Lang]
	if words == nil || rules.words == nil {
		return nil, fmt.Errorf("the model is for language %q, of which there is no data", m.Lang)
	}
	g := &segmenter{splitter: rules}
	g.tokenizer.words, g.boundaries.words = words, words
	for name, l := range map[string]*linear{"token": &g.tokenizer.cut, "sentence": &g.boundaries.start, "clitic": &g.splitter.verb} {
		if *l, err = m.linear(name); err != nil {
			return nil, err
		}
	}
	threshold, err := m.floats("threshold", 1)
	if err != nil {
		return nil, err
	}
	g.boundaries.threshold = threshold[0]
	return g, nil
}

// SegmentTraining is what a segmenter is made from.
type SegmentTraining struct {
	Lang Lang
	// Tokens and Sentences are documents to learn from: where their tokens end, and where their sentences start. Each
	// has its own language: abbreviations are looked up in that one's list.
	Tokens, Sentences []*Doc
	// Words are forms with their counts by whether they are verbs with pronouns attached; for Spanish.
	Words map[string][2]int
	// Threshold is the logit from which a sentence starts.
	Threshold float32
	Seed      uint64
	Made      map[string]any // goes into the model's header, for people
}

// TrainSegmenter makes a segmenter's model file. The same training gives the same bytes.
func TrainSegmenter(t SegmentTraining) ([]byte, error) {
	w := newModelWriter(t.Lang, t.Made)
	w.linear("token", trainTokenizer(t.Tokens, t.Seed).cut)
	w.linear("sentence", trainBoundaries(t.Sentences, t.Seed).start)
	w.linear("clitic", trainSplitter(t.Lang, t.Words, t.Seed).verb)
	w.floats("threshold", []float32{t.Threshold})
	var b strings.Builder
	if _, err := w.WriteTo(&b); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

// sortedKeys gives the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
