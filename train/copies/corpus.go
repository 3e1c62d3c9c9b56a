package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo"
)

// readTexts reads the texts of a part of PolNeAR; their names say who printed them and on which day.
func readTexts(folder string) ([]cotejo.Document, error) {
	files, err := filepath.Glob(filepath.Join(folder, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no text/*.txt: is this a part of PolNeAR?", folder)
	}
	var out []cotejo.Document
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		parts := strings.SplitN(filepath.Base(file), "_", 3)
		if len(parts) != 3 {
			return nil, fmt.Errorf("%s: want PUBLISHER_DAY_TITLE.txt", file)
		}
		d := newDocument(string(b), parts[1])
		d.Source, d.Publisher = filepath.Base(file), cotejo.Text(parts[0])
		out = append(out, d)
	}
	return out, nil
}

func newDocument(text, day string) cotejo.Document {
	sum := sha256.Sum256([]byte(text))
	return cotejo.Document{ID: "sha256:" + hex.EncodeToString(sum[:]), Published: cotejo.Text(day), Language: "en", Text: text}
}

// paragraphs of a text; the first of PolNeAR's is the headline.
func paragraphs(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// shingles are the runs of n words of a text, in lower case.
func shingles(text string, n int) map[string]bool {
	ws := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && r != '“' && r != '”' && r != '’' && r != '—')
	})
	out := map[string]bool{}
	for i := 0; i+n <= len(ws); i++ {
		out[strings.Join(ws[i:i+n], " ")] = true
	}
	return out
}

// common counts what two sets share.
func common(a, b map[string]bool) int {
	if len(b) < len(a) {
		a, b = b, a
	}
	n := 0
	for s := range a {
		if b[s] {
			n++
		}
	}
	return n
}
