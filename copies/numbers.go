package copies

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed data/numbers.tsv
var numbersTSV string

// numbers are the folded words that say a number.
var numbers = mustNumbers(numbersTSV)

func mustNumbers(tsv string) map[string]string {
	m, err := readNumbers(tsv)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return m
}

// readNumbers reads lines of a language and a word.
func readNumbers(tsv string) (map[string]string, error) {
	out := map[string]string{}
	for i, line := range strings.Split(tsv, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		language, word, ok := strings.Cut(line, "\t")
		folded := ""
		for _, r := range word {
			folded = string(appendFolded([]byte(folded), r))
		}
		switch {
		case !ok || word == "" || strings.ContainsAny(word, "\t "):
			return nil, fmt.Errorf("copies/data/numbers.tsv:%d: want a language, a tab and one word", i+1)
		case language != "en" && language != "es":
			return nil, fmt.Errorf("copies/data/numbers.tsv:%d: no language %q", i+1, language)
		case folded != word:
			return nil, fmt.Errorf("copies/data/numbers.tsv:%d: write %q, without case and accents", i+1, folded)
		case out[word] == language:
			return nil, fmt.Errorf("copies/data/numbers.tsv:%d: %q twice", i+1, word)
		}
		out[word] = language
	}
	return out, nil
}
