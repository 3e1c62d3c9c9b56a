package gazetteer

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// table is lines of text, kept as one string so that loading parses nothing.
type table struct {
	text string
	ends []int32 // where each line ends, without its newline
}

func unpack(name string, packed []byte) (table, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return table{}, fmt.Errorf("%s: %w", name, err)
	}
	// The last four bytes of a gzip member are the length of what it holds.
	size := 0
	if n := len(packed); n > 4 {
		size = int(packed[n-4]) | int(packed[n-3])<<8 | int(packed[n-2])<<16
	}
	var b strings.Builder
	b.Grow(size)
	if _, err := io.Copy(&b, z); err != nil {
		return table{}, fmt.Errorf("%s: %w", name, err)
	}
	t := table{text: b.String()}
	t.ends = make([]int32, 0, strings.Count(t.text, "\n"))
	for at := 0; ; {
		n := strings.IndexByte(t.text[at:], '\n')
		if n < 0 {
			break
		}
		t.ends = append(t.ends, int32(at+n))
		at += n + 1
	}
	return t, nil
}

func (t *table) len() int { return len(t.ends) }

func (t *table) line(n int) string {
	start := int32(0)
	if n > 0 {
		start = t.ends[n-1] + 1
	}
	return t.text[start:t.ends[n]]
}

func (t *table) key(n int) string {
	key, _, _ := strings.Cut(t.line(n), "\t")
	return key
}

// blockLines is how many lines a block of places has; make/places.py has the same.
const blockLines = 4096

// blocks is a table in parts, each unpacked when a line of it is first asked for.
type blocks struct {
	parts []func() table
}

func newBlocks(packed [][]byte) blocks {
	var b blocks
	for n, p := range packed {
		b.parts = append(b.parts, sync.OnceValue(func() table {
			t, err := unpack(fmt.Sprintf("places/%02d.tsv.gz", n), p)
			if err != nil {
				panic(err) // the block is part of the program
			}
			return t
		}))
	}
	return b
}

func (b *blocks) line(n int) string {
	t := b.parts[n/blockLines]()
	return t.line(n % blockLines)
}

// len is the number of lines. It unpacks the last block.
func (b *blocks) len() int {
	last := len(b.parts) - 1
	t := b.parts[last]()
	return last*blockLines + t.len()
}

// find gives the line whose first cell is the key. Lines must be sorted by it.
func (t *table) find(key string) (int, bool) {
	n := t.search(key)
	return n, n < t.len() && t.key(n) == key
}

// hasPrefix says whether the first cell of some line goes on after the key with a further word.
func (t *table) hasPrefix(key string) bool {
	key += " "
	n := t.search(key)
	return n < t.len() && strings.HasPrefix(t.line(n), key)
}

func (t *table) search(key string) int {
	return sort.Search(t.len(), func(n int) bool { return t.key(n) >= key })
}

func parsePlace(line string) Place {
	var p Place
	var cells [11]string
	for i := range cells {
		cells[i], line, _ = strings.Cut(line, "\t")
	}
	p.Geonames, p.Kind, p.Country, p.Division = cells[0], Kind(cells[1]), cells[2], cells[3]
	p.Name, p.Spanish = cells[4], cells[5]
	if p.Spanish == "" {
		p.Spanish = p.Name
	}
	p.Lat, p.Lon, p.Located = parsePoint(cells[7], cells[8])
	p.Population = atoi(cells[9])
	p.County = ID(atoi(cells[10]))
	return p
}

func parsePoint(lat, lon string) (float64, float64, bool) {
	a, err := strconv.ParseFloat(lat, 64)
	o, err2 := strconv.ParseFloat(lon, 64)
	return a, o, err == nil && err2 == nil
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return n
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
