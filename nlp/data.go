package nlp

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data
var dataFiles embed.FS

// wordList gives the use of listed words, by the hash of the word as [scanChunk] makes it; 0 is no use.
type wordList map[uint32]uint32

// rows reads a data file: fields parted by tabs, comments after #.
func dataRows(name string, fields int) [][]string {
	b, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		panic(err) // the file is embedded: a build without it does not compile
	}
	var out [][]string
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			panic(fmt.Sprintf("nlp/data/%s:%d: %d fields, not %d", name, n+1, len(f), fields))
		}
		out = append(out, f)
	}
	return out
}

// Uses of abbreviations: see data/abbreviations.tsv.
const (
	useTitle = 1 << iota
	useOther
	useWord
	useFullStop   // of a token: it ends in its only full stop
	useStopInside // of a token: it has one elsewhere
)

// wordLists are the abbreviations of each language.
var wordLists = sync.OnceValue(func() map[Lang]wordList {
	uses := map[string]uint32{"title": useTitle, "other": useOther, "word": useWord}
	lists := map[Lang]wordList{English: {}, Spanish: {}}
	for _, row := range dataRows("abbreviations.tsv", 3) {
		for _, word := range strings.Fields(row[2]) {
			lists[Lang(row[0])][hashRunes(word)] |= uses[row[1]]
		}
	}
	return lists
})

// hashRunes hashes a word in lower case as scanChunk does.
func hashRunes(word string) uint32 {
	h := uint32(fnvBasis)
	for _, r := range word {
		h = (h ^ uint32(r)) * fnvPrime
	}
	return h
}
