// Package nlp reads English and Spanish: sentences, words, tags, lemmas, dependency trees and names.
//
// It knows language and nothing of crime. Annotation follows Universal Dependencies version 2. [Load] gives the pipeline with
// the models that are part of the program; its Parse turns a text into a [Doc]. [ReadCoNLLU] and [WriteCoNLLU] exchange
// documents with other tools.
package nlp

import "strings"

// Lang is a language that the package reads.
type Lang string

// The languages.
const (
	English Lang = "en"
	Spanish Lang = "es"
)

// Range is a run of words of a Doc, by index, end exclusive.
type Range struct{ Start, End int }

// Len is the number of words in the range.
func (r Range) Len() int { return r.End - r.Start }

// Doc is an annotated text: columns, one row a syntactic word, in text order. Offsets are bytes into Text. The words of a
// multiword token have their own offsets where they stand in the text one after the other ("don't": do, n't), and else
// share those of the token ("del": de, el). Columns of annotation that was not asked for are nil.
type Doc struct {
	ID   string // what CoNLL-U calls the document, or ""
	Text string
	Lang Lang

	Start, End []int32  // byte offsets of the word, or of the token that holds it
	Form       []string // the word: a slice of Text, but for words that share the offsets of a multiword token
	Multi      []Range  // words of each multiword token, in order
	Lemma      []string
	UPOS       []UPOS
	Feats      []string // "Number=Sing|Person=3", or ""
	Head       []int32  // index of the word it depends on in this Doc; a root's is -1
	Rel        []string // UD relation to the head, with subtype: "nsubj:pass"
	Name       []Tag    // where the word stands in a name

	XPOS []string // the treebank's own tags, as read from CoNLL-U; Parse gives none

	Sents   []Range  // sentences
	SentIDs []string // what CoNLL-U calls them; Parse gives none
	Paras   []Range  // paragraphs: runs of sentences, as word ranges
}

// Hyphenated gives r, of one word at least, with the words that hyphens join to its ends without a space: of "13-year-old players", whose
// last two words r is, all six.
func (d *Doc) Hyphenated(r Range) Range {
	joined := func(i int) bool { // word i is a hyphen, with no space on either side
		return i > 0 && i+1 < d.Len() && d.Form[i] == "-" && d.End[i-1] == d.Start[i] && d.End[i] == d.Start[i+1]
	}
	for joined(r.Start - 1) {
		r.Start -= 2
	}
	for joined(r.End) {
		r.End += 2
	}
	return r
}

// Len is the number of words.
func (d *Doc) Len() int { return len(d.Form) }

// UPOS is a universal part of speech.
type UPOS uint8

// The universal parts of speech.
const (
	X UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
)

var uposNames = [...]string{"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"}

// String gives the tag as UD writes it.
func (u UPOS) String() string { return uposNames[u] }

// ParseUPOS reads a tag as UD writes it; an unknown one is X.
func ParseUPOS(s string) UPOS {
	for i, n := range uposNames {
		if n == s {
			return UPOS(i)
		}
	}
	return X
}

// Kind is the kind of thing a name names.
type Kind uint8

// The kinds of names.
const (
	NoName Kind = iota
	PER
	ORG
	LOC
	MISC
)

var kindNames = [...]string{"", "PER", "ORG", "LOC", "MISC"}

// String gives the kind as CoNLL writes it.
func (k Kind) String() string { return kindNames[k] }

// ParseKind reads a kind as CoNLL writes it; an unknown one is NoName.
func ParseKind(s string) Kind {
	for i, n := range kindNames {
		if n == s {
			return Kind(i)
		}
	}
	return NoName
}

// Tag is a word's place in a name.
type Tag struct {
	Kind  Kind
	Begin bool // the first word of its name
}

// NameSpan is a name: the words it spans and its kind.
type NameSpan struct {
	Range
	Kind Kind
}

// Names lists the names, in text order.
func (d *Doc) Names() []NameSpan {
	var out []NameSpan
	for i := 0; i < len(d.Name); {
		k := d.Name[i].Kind
		if k == NoName {
			i++
			continue
		}
		j := i + 1
		for j < len(d.Name) && d.Name[j].Kind == k && !d.Name[j].Begin {
			j++
		}
		out = append(out, NameSpan{Range{i, j}, k})
		i = j
	}
	return out
}

// Span gives the byte offsets of the text that the words r cover. r must not be empty.
func (d *Doc) Span(r Range) (start, end int) { return int(d.Start[r.Start]), int(d.End[r.End-1]) }

// TextOf gives the text that the words r cover, as it stands.
func (d *Doc) TextOf(r Range) string {
	if r.Len() <= 0 {
		return ""
	}
	s, e := d.Span(r)
	return d.Text[s:e]
}

// RelOf gives the relation of word i without its subtype.
func (d *Doc) RelOf(i int) string {
	rel, _, _ := strings.Cut(d.Rel[i], ":")
	return rel
}

// Sentence gives the index in Sents of the sentence that holds word i, or -1.
func (d *Doc) Sentence(i int) int {
	lo, hi := 0, len(d.Sents)
	for lo < hi {
		m := (lo + hi) / 2
		switch {
		case i < d.Sents[m].Start:
			hi = m
		case i >= d.Sents[m].End:
			lo = m + 1
		default:
			return m
		}
	}
	return -1
}
