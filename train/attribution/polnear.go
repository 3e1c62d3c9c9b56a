package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cotejo/cotejo/attribute"
	"github.com/cotejo/cotejo/nlp"
)

// document is a text of PolNeAR with its trees and gold relations.
type document struct {
	stem  string
	text  string
	doc   *nlp.Doc
	gold  []attribute.Relation // words of doc
	spans []relation           // code points of text
}

// span is a stretch of a text in code points. relation is one attribution in such spans.
type span struct{ start, end int }

type relation struct{ source, cue, content []span }

// readFolder reads the texts and annotations of a folder. Texts without annotation or without trees are left out; where
// several people annotated a text, the first file counts.
func readFolder(folder, trees string) ([]document, error) {
	files, err := filepath.Glob(filepath.Join(folder, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no text/*.txt: is this a part of PolNeAR?", folder)
	}
	var pipeline *nlp.Pipeline
	var parsed map[string]*rows
	if trees == "" {
		pipeline, err = nlp.Load()
	} else {
		parsed, err = readTrees(trees)
	}
	if err != nil {
		return nil, err
	}
	var out []document
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		d := document{stem: strings.TrimSuffix(filepath.Base(file), ".txt"), text: string(b)}
		annotations, err := filepath.Glob(filepath.Join(folder, "attributions", d.stem+"*.ann"))
		if err != nil {
			return nil, err
		}
		if len(annotations) == 0 {
			continue
		}
		sort.Strings(annotations)
		if d.spans, err = readAnnotation(annotations[0]); err != nil {
			return nil, err
		}
		if pipeline != nil {
			d.doc = pipeline.Parse(d.text, nlp.English)
		} else {
			rows, ok := parsed[d.stem]
			if !ok {
				continue
			}
			if d.doc, err = rows.onto(d.text); err != nil {
				return nil, fmt.Errorf("%s: %w", d.stem, err)
			}
		}
		d.align()
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil, errors.New("none of the texts has trees: do the documents of --trees carry the names of the texts?")
	}
	return out, nil
}

// readAnnotation reads a file of brat stand-off.
func readAnnotation(file string) ([]relation, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	parts := map[string][]span{}
	var out []relation
	for n, line := range strings.Split(string(b), "\n") {
		fields := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if len(fields) < 2 || fields[0] == "" {
			continue
		}
		switch fields[0][0] {
		case 'T':
			_, where, _ := strings.Cut(fields[1], " ")
			for _, s := range strings.Split(where, ";") {
				a, b, _ := strings.Cut(s, " ")
				start, err1 := strconv.Atoi(a)
				end, err2 := strconv.Atoi(b)
				if err := errors.Join(err1, err2); err != nil {
					return nil, fmt.Errorf("%s:%d: %w", file, n+1, err)
				}
				parts[fields[0]] = append(parts[fields[0]], span{start, end})
			}
		case 'E':
			var r relation
			for _, argument := range strings.Fields(fields[1])[1:] {
				name, target, _ := strings.Cut(argument, ":")
				switch strings.TrimRight(name, "0123456789") {
				case "Source":
					r.source = append(r.source, parts[target]...)
				case "Cue":
					r.cue = append(r.cue, parts[target]...)
				case "Content":
					r.content = append(r.content, parts[target]...)
				}
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// points gives the place of every word in code points.
func (d *document) points() (start, end []int) {
	at, point := 0, 0
	to := func(b int32) int {
		if int(b) < at {
			at, point = 0, 0
		}
		point += utf8.RuneCountInString(d.text[at:b])
		at = int(b)
		return point
	}
	for i := range d.doc.Len() {
		start = append(start, to(d.doc.Start[i]))
		end = append(end, to(d.doc.End[i]))
	}
	return start, end
}

// align puts the gold relations on words.
func (d *document) align() {
	start, end := d.points()
	words := func(spans []span) []nlp.Range {
		var out []nlp.Range
		for i := range start {
			for _, s := range spans {
				if start[i] < s.end && s.start < end[i] {
					if n := len(out); n > 0 && out[n-1].End == i {
						out[n-1].End++
					} else {
						out = append(out, nlp.Range{Start: i, End: i + 1})
					}
					break
				}
			}
		}
		return out
	}
	hull := func(rs []nlp.Range) nlp.Range {
		if len(rs) == 0 {
			return nlp.Range{}
		}
		best := rs[0]
		for _, r := range rs { // a part in pieces goes by its longest
			if r.Len() > best.Len() {
				best = r
			}
		}
		return best
	}
	for _, r := range d.spans {
		d.gold = append(d.gold, attribute.Relation{Source: hull(words(r.source)), Cue: hull(words(r.cue)), Content: words(r.content), Outer: -1})
	}
}

// open opens a file, unpacking gzip.
func open(file string) (io.ReadCloser, error) {
	f, err := os.Open(file)
	if err != nil || !strings.HasSuffix(file, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}
