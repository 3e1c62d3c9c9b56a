package nlp

import "testing"

func TestHyphenated(t *testing.T) {
	d := &Doc{Text: "a 13-year-old player - his brother-in-law"}
	at := 0
	for _, w := range []struct {
		form  string
		space int
	}{{"a", 1}, {"13", 0}, {"-", 0}, {"year", 0}, {"-", 0}, {"old", 1}, {"player", 1}, {"-", 1}, {"his", 1}, {"brother", 0}, {"-", 0}, {"in", 0}, {"-", 0}, {"law", 0}} {
		d.Form, d.Start, d.End = append(d.Form, w.form), append(d.Start, int32(at)), append(d.End, int32(at+len(w.form)))
		at += len(w.form) + w.space
	}
	for _, test := range []struct{ r, want Range }{
		{Range{Start: 5, End: 7}, Range{Start: 1, End: 7}},    // "old player"
		{Range{Start: 9, End: 10}, Range{Start: 9, End: 14}},  // "brother"
		{Range{Start: 6, End: 7}, Range{Start: 6, End: 7}},    // "player -": a dash joins nothing
		{Range{Start: 13, End: 14}, Range{Start: 9, End: 14}}, // "law", the last word
	} {
		if got := d.Hyphenated(test.r); got != test.want {
			t.Errorf("Hyphenated(%v) = %v, want %v", test.r, got, test.want)
		}
	}
}
