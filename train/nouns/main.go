// Command nouns draws from WordNet's files the English nouns that most often name people.
//
//	go run ./train/nouns /usr/share/wordnet person >resolve/data/en.person.txt
//
// A noun is taken where its first sense, the most frequent one, is a kind of the noun given, and no name.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "nouns: name the folder of WordNet's files, and a noun")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "nouns:", err)
		os.Exit(1)
	}
}

// synset is one sense with what it is a kind of.
type synset struct {
	words []string
	kinds []string
	name  bool // an instance: "Rome" is no kind of city
}

var (
	offset = regexp.MustCompile(`^\d{8}$`)
	plain  = regexp.MustCompile(`^[a-z]+(-[a-z]+)?$`)
)

func run(folder, noun string, out io.Writer) error {
	sets := map[string]*synset{}
	err := eachLine(filepath.Join(folder, "data.noun"), func(line string) {
		fields := strings.Fields(strings.SplitN(line, "|", 2)[0])
		n, err := strconv.ParseUint(fields[3], 16, 16)
		if err != nil {
			return
		}
		s := &synset{}
		for i := range int(n) {
			s.words = append(s.words, fields[4+2*i])
		}
		rest := fields[5+2*int(n):] // after the count of pointers: symbol, synset, part of speech, words
		for ; len(rest) >= 4; rest = rest[4:] {
			if rest[2] == "n" && (rest[0] == "@" || rest[0] == "@i") {
				s.kinds, s.name = append(s.kinds, rest[1]), s.name || rest[0] == "@i"
			}
		}
		sets[fields[0]] = s
	})
	if err != nil {
		return err
	}
	first := map[string]string{}
	var order []string
	err = eachLine(filepath.Join(folder, "index.noun"), func(line string) {
		fields := strings.Fields(line)
		for _, f := range fields {
			if offset.MatchString(f) {
				first[fields[0]] = f
				order = append(order, fields[0])
				return
			}
		}
	})
	if err != nil {
		return err
	}
	top, ok := first[noun]
	if !ok {
		return fmt.Errorf("%q is no noun of WordNet's", noun)
	}
	w := bufio.NewWriter(out)
	for _, word := range order {
		if s := sets[first[word]]; s != nil && !s.name && plain.MatchString(word) && kindOf(sets, first[word], top, 0) {
			fmt.Fprintln(w, word)
		}
	}
	return w.Flush()
}

// kindOf says whether one synset is a kind of another.
func kindOf(sets map[string]*synset, one, other string, depth int) bool {
	if one == other {
		return true
	}
	if s := sets[one]; s != nil && depth < 32 {
		for _, k := range s.kinds {
			if kindOf(sets, k, other, depth+1) {
				return true
			}
		}
	}
	return false
}

func eachLine(path string, f func(line string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	s := bufio.NewScanner(file)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if line := s.Text(); line != "" && line[0] != ' ' {
			f(line)
		}
	}
	return s.Err()
}
