package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

// article is one document of a corpus: its words with single spaces between them, a sentence a line.
type article struct {
	published string
	text      string
	gold      []mention
}

// mention is an expression of time: bytes of the text, and its TIMEX3 value.
type mention struct {
	start, end int
	value      string
}

var opening = regexp.MustCompile(`^\*!-DCTVALUE="([^"]*)"`)

// readCorpus reads a corpus in the columns word, tag (B-DATE, I-DATE, O, …) and value, set apart by tabs. A line
// *!-DCTVALUE="2001-02-01"-!* opens a document and an empty one ends a sentence. A name in .gz is a compressed file.
func readCorpus(path string) ([]article, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	articles, err := parseCorpus(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return articles, nil
}

func parseCorpus(in io.Reader) ([]article, error) {
	var out []article
	var now article
	inside := false // the word before was part of a mention
	var text strings.Builder
	close := func() {
		if now.text = text.String(); now.text != "" {
			out = append(out, now)
		}
		text.Reset()
		inside = false
	}
	lines := bufio.NewScanner(in)
	line := 0
	for lines.Scan() {
		line++
		columns := strings.Split(lines.Text(), "\t")
		if m := opening.FindStringSubmatch(columns[0]); m != nil {
			close()
			now = article{published: m[1][:min(10, len(m[1]))]}
			continue
		}
		sofar := text.String()
		if columns[0] == "" {
			if sofar != "" && !strings.HasSuffix(sofar, "\n") {
				text.WriteByte('\n')
			}
			continue
		}
		if len(columns) < 3 || !utf8.ValidString(columns[0]) {
			return nil, fmt.Errorf("line %d: a word, its tag and its value are wanted", line)
		}
		if sofar != "" && !strings.HasSuffix(sofar, "\n") {
			text.WriteByte(' ')
		}
		start := text.Len()
		text.WriteString(columns[0])
		switch tag := columns[1]; {
		case strings.HasPrefix(tag, "B-"), strings.HasPrefix(tag, "I-") && !inside:
			now.gold = append(now.gold, mention{start, text.Len(), columns[2]})
			inside = true
		case strings.HasPrefix(tag, "I-"):
			last := &now.gold[len(now.gold)-1]
			last.end, last.value = text.Len(), columns[2]
		default:
			inside = false
		}
	}
	close()
	return out, lines.Err()
}
