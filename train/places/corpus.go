package main

import (
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// toponym is a name of a place in an article, by code points, and where it lies; located is false where nobody says.
type toponym struct {
	cotejo.Span
	lat, lon float64
	located  bool
}

// article is a text with the names of places that its annotators found in it.
type article struct {
	text string
	gold []toponym
}

// readCorpus reads articles in the form of LGL and GeoVirus, XML in which an article has a text and toponyms or locations with
// start, phrase or name, and latitude and longitude, of themselves or in a gaztag. The file may be gzipped.
func readCorpus(path string) ([]article, error) {
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
	out, err := parse(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// entry is a toponym of LGL or a location of GeoVirus.
type entry struct {
	Start  int    `xml:"start"`
	Phrase string `xml:"phrase"`
	Name   string `xml:"name"`
	Lat    string `xml:"lat"`
	Lon    string `xml:"lon"`
	Tag    struct {
		Lat string `xml:"lat"`
		Lon string `xml:"lon"`
	} `xml:"gaztag"`
}

func parse(r io.Reader) ([]article, error) {
	var file struct {
		Articles []struct {
			Text      string  `xml:"text"`
			Toponyms  []entry `xml:"toponyms>toponym"`
			Locations []entry `xml:"locations>location"`
		} `xml:"article"`
	}
	if err := xml.NewDecoder(r).Decode(&file); err != nil {
		return nil, err
	}
	var out []article
	for _, a := range file.Articles {
		text := []rune(a.Text)
		one := article{text: a.Text}
		for _, e := range append(a.Toponyms, a.Locations...) {
			phrase := []rune(strings.TrimSpace(or(e.Phrase, e.Name)))
			start := nearest(text, phrase, e.Start)
			t := toponym{Span: cotejo.Span{Start: start, End: start + len(phrase)}}
			var errLat, errLon error
			t.lat, errLat = strconv.ParseFloat(or(e.Tag.Lat, e.Lat), 64)
			t.lon, errLon = strconv.ParseFloat(or(e.Tag.Lon, e.Lon), 64)
			t.located = errLat == nil && errLon == nil
			one.gold = append(one.gold, t)
		}
		out = append(out, one)
	}
	return out, nil
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// nearest gives the occurrence of a phrase nearest to where it should stand: some offsets of the corpora have slipped.
func nearest(text, phrase []rune, at int) int {
	best := at
	found := false
	for i := 0; i+len(phrase) <= len(text); i++ {
		if string(text[i:i+len(phrase)]) == string(phrase) && (!found || abs(i-at) < abs(best-at)) {
			best, found = i, true
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
