package export

import (
	"io"
	"strings"
	"unicode"

	"github.com/cotejo/cotejo"
)

// Writer writes findings in one form. What it writes is whole only after Close, which leaves the underlying writer open.
type Writer interface {
	Finding(f *cotejo.Finding) error
	Close() error
}

// Formats are the names of the forms that [New] knows.
var Formats = []string{"ftm", "geojson", "graphml", "gexf", "csv", "html"}

// New gives the writer of a form, or nil for a name that is none. Title heads the forms that have a heading.
func New(format, title string, w io.Writer) Writer {
	switch format {
	case "ftm":
		return NewFTM(w)
	case "geojson":
		return NewGeoJSON(w)
	case "graphml":
		return NewGraphML(w)
	case "gexf":
		return NewGEXF(w)
	case "csv":
		return NewCSV(w)
	case "html":
		return NewHTML(w, title)
	}
	return nil
}

// asserts says whether a claim's words put it as so: not denied, not planned, not conditional, and under no hedge that leaves it open.
// Only such claims become plain relations in forms that know nothing of hedges.
func asserts(f *cotejo.Finding) bool {
	return f.Polarity != cotejo.Negative && f.Hedge.Asserts()
}

// holds says whether a claim says at all that something is or was so, however carefully.
func holds(f *cotejo.Finding) bool {
	return f.Polarity != cotejo.Negative && f.Hedge != cotejo.Planned && f.Hedge != cotejo.Conditional && f.Hedge != cotejo.Denied
}

// days gives the claim's own days, "" where its words settle none.
func days(f *cotejo.Finding) (start, end string) {
	if f.Time == nil {
		return "", ""
	}
	return string(f.Time.Start), string(f.Time.End)
}

// legible drops what no form can carry: control characters, and those that change the direction of the text around them.
func legible(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == unicode.ReplacementChar, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0xFFFE && r <= 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}
