// Package corpora reads the annotated texts that models are trained and measured on.
//
// They lie outside the project, in a folder that the environment variable COTEJO_CORPORA or a flag names.
package corpora

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// Folder gives the corpora's folder: path, or where it is empty what COTEJO_CORPORA says.
func Folder(path string) (string, error) {
	if path == "" {
		path = os.Getenv("COTEJO_CORPORA")
	}
	if path == "" {
		return "", errors.New("no corpora: name their folder in COTEJO_CORPORA or with --corpora")
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return "", fmt.Errorf("corpora: %s is no folder", path)
	}
	return path, nil
}

// Part gives the folder of some of the corpora: path, or where it is empty the folder name in what COTEJO_CORPORA says.
func Part(path, name string) (string, error) {
	if all := os.Getenv("COTEJO_CORPORA"); path == "" && all != "" {
		path = filepath.Join(all, name)
	}
	if path == "" {
		return "", errors.New("name the folder of the corpora, or set COTEJO_CORPORA")
	}
	return path, nil
}

// read opens a file, decompressed where its name ends in .gz.
func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return io.ReadAll(r)
}

// Docs reads the documents, of a language, of a CoNLL-U file, gzipped where its name ends in .gz. keep, unless nil, says which
// sentences are wanted, by their number from 0.
func Docs(path string, lang nlp.Lang, keep func(sentence int) bool) ([]*nlp.Doc, error) {
	b, err := read(path)
	if err != nil {
		return nil, err
	}
	if keep != nil {
		b = filter(b, keep)
	}
	var docs []*nlp.Doc
	for d, err := range nlp.ReadCoNLLU(bytes.NewReader(b)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		d.Lang = lang
		docs = append(docs, d)
	}
	return docs, nil
}

// filter keeps the sentences that keep wants, with their comments.
func filter(b []byte, keep func(int) bool) []byte {
	var out bytes.Buffer
	n := 0
	for block := range bytes.SplitSeq(b, []byte("\n\n")) {
		if len(bytes.TrimSpace(block)) == 0 {
			continue
		}
		if keep(n) {
			out.Write(block)
			out.WriteString("\n\n")
		}
		n++
	}
	return out.Bytes()
}

// HeldOut says whether a sentence of es_gsd-dev, by its number from 0, is for measuring: every fifth is.
func HeldOut(sentence int) bool { return sentence%5 == 0 }

// Leaf is a word of CESS-ESP: its EAGLES tag, form (words of a name joined by _) and lemma.
type Leaf struct{ Tag, Form, Lemma string }

var leaf = regexp.MustCompile(`\(([A-Za-z][A-Za-z0-9]*) ([^() ]+) ([^() ]+)\)`)

// Leaves reads the words of a file of bracketed trees.
func Leaves(path string) ([]Leaf, error) {
	b, err := read(path)
	if err != nil {
		return nil, err
	}
	var out []Leaf
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		for _, m := range leaf.FindAllStringSubmatch(lines.Text(), -1) {
			out = append(out, Leaf{m[1], m[2], m[3]})
		}
	}
	return out, lines.Err()
}

// Path joins the corpora's folder and a corpus.
func Path(folder, corpus string) string { return filepath.Join(folder, filepath.FromSlash(corpus)) }
