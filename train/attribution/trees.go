package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo/nlp"
)

// row is a word of CoNLL-U with its place in code points.
type row struct {
	form, lemma, xpos, feats, rel, name string
	upos                                nlp.UPOS
	head                                int // in the document, or -1
	start, end                          int
}

// rows is a parsed document.
type rows struct {
	words []row
	sents []nlp.Range
	old   bool // UD 1, with Penn tags only
}

// readTrees reads CoNLL-U documents by the base names of their texts.
func readTrees(path string) (map[string]*rows, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	files := []string{path}
	if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.conllu")); err != nil {
			return nil, err
		}
	}
	out := map[string]*rows{}
	for _, file := range files {
		if err := readFile(file, out); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return out, nil
}

func readFile(file string, into map[string]*rows) error {
	f, err := open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var d *rows
	first, n := 0, 0
	flush := func() {
		if d != nil && len(d.words) > first {
			d.sents = append(d.sents, nlp.Range{Start: first, End: len(d.words)})
			first = len(d.words)
		}
	}
	for lines.Scan() {
		n++
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			flush()
			_, id, _ := strings.Cut(line, "= ")
			d, first = &rows{}, 0
			into[strings.TrimSuffix(filepath.Base(id), ".txt")] = d
		case line == "":
			flush()
		case line[0] == '#' || d == nil:
		default:
			w, word, err := parseRow(line, first)
			if err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			if word {
				d.words = append(d.words, w)
				d.old = d.old || w.upos == nlp.X && strings.Contains(line, "Begin=")
			}
		}
	}
	flush()
	return lines.Err()
}

// parseRow reads a line; word is false for multiword tokens and empty nodes.
func parseRow(line string, first int) (w row, word bool, err error) {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return w, false, fmt.Errorf("%d columns in place of 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return w, false, nil
	}
	w = row{form: f[1], lemma: f[2], upos: nlp.ParseUPOS(f[3]), xpos: f[4], feats: f[5], rel: f[7], start: -1}
	if w.feats == "_" {
		w.feats = ""
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return w, false, fmt.Errorf("head %q is no number", f[6])
	}
	w.head = first + head - 1
	if head == 0 {
		w.head = -1
	}
	for _, m := range strings.Split(f[9], "|") {
		key, value, _ := strings.Cut(m, "=")
		switch key {
		case "NER":
			w.name = value
		case "Begin":
			w.start, err = strconv.Atoi(value)
		case "End":
			w.end, err = strconv.Atoi(value)
		case "TokenRange":
			a, b, _ := strings.Cut(value, ":")
			w.start, err = strconv.Atoi(a)
			if err == nil {
				w.end, err = strconv.Atoi(b)
			}
		}
		if err != nil {
			return w, false, err
		}
	}
	if w.start < 0 || w.end < w.start {
		return w, false, fmt.Errorf("%q has no place in the text: MISC wants TokenRange=start:end", w.form)
	}
	return w, true, nil
}

// onto makes an annotated document of the rows over their text. Paragraphs are parted by empty lines.
func (r *rows) onto(text string) (*nlp.Doc, error) {
	if r.old {
		r.renew()
	}
	offset := make([]int32, 0, len(text)+1) // code point to byte
	for i := range text {
		offset = append(offset, int32(i))
	}
	offset = append(offset, int32(len(text)))
	d := &nlp.Doc{Text: text, Lang: nlp.English, Sents: r.sents}
	kinds := map[string]nlp.Kind{"PERSON": nlp.PER, "ORGANIZATION": nlp.ORG, "LOCATION": nlp.LOC, "MISC": nlp.MISC}
	before := "O"
	for _, w := range r.words {
		if w.end >= len(offset) {
			return nil, fmt.Errorf("%q ends at %d, beyond the text", w.form, w.end)
		}
		d.Start = append(d.Start, offset[w.start])
		d.End = append(d.End, offset[w.end])
		d.Form = append(d.Form, text[offset[w.start]:offset[w.end]])
		d.Lemma = append(d.Lemma, w.lemma)
		d.UPOS = append(d.UPOS, w.upos)
		d.Feats = append(d.Feats, w.feats)
		d.Head = append(d.Head, int32(w.head))
		d.Rel = append(d.Rel, w.rel)
		place, kind, iob := strings.Cut(w.name, "-")
		tag := nlp.Tag{Kind: nlp.ParseKind(kind), Begin: place == "B"}
		if !iob {
			tag = nlp.Tag{Kind: kinds[w.name], Begin: w.name != before}
		}
		before = w.name
		d.Name = append(d.Name, tag)
	}
	for i, s := range d.Sents {
		if i == 0 || strings.Count(text[d.End[s.Start-1]:d.Start[s.Start]], "\n") > 1 {
			d.Paras = append(d.Paras, s)
		} else {
			d.Paras[len(d.Paras)-1].End = s.End
		}
	}
	return d, nil
}
