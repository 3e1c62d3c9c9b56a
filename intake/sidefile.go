package intake

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"

	"github.com/cotejo/cotejo"
)

// maxSideBytes bounds a side file: it holds a few short fields.
const maxSideBytes = 1 << 20

// side is what is known of a report besides its text: from its side file, or from the head of its page.
type side struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Published string `json:"published"` // RFC 3339 full-date
	URL       string `json:"url"`
	Language  string `json:"language"`
}

// or fills what s leaves empty from t.
func (s side) or(t side) side {
	pick := func(a, b string) string {
		if a == "" {
			return b
		}
		return a
	}
	return side{pick(s.Title, t.Title), pick(s.Publisher, t.Publisher), pick(s.Published, t.Published), pick(s.URL, t.URL), pick(s.Language, t.Language)}
}

func (s side) fill(d *cotejo.Document) {
	d.Title, d.Publisher, d.Published, d.URL = cotejo.Text(s.Title), cotejo.Text(s.Publisher), cotejo.Text(s.Published), cotejo.Text(s.URL)
}

// readSide reads the side file of a report; a report without one has an empty side.
func readSide(report string) (side, error) {
	path := report + sideSuffix
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return side{}, nil
	}
	if err != nil {
		return side{}, fileError(path, err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxSideBytes+1))
	if err != nil {
		return side{}, fileError(path, err)
	}
	s, err := parseSide(raw)
	if bad := (*flaw)(nil); errors.As(err, &bad) {
		return side{}, &Error{Input: path, Problem: bad.problem, Remedy: bad.remedy}
	}
	return s, err
}

// parseSide reads the JSON of a side file. Fields that are null, missing or not known here say nothing.
func parseSide(raw []byte) (side, error) {
	var s side
	if len(raw) > maxSideBytes {
		return s, &flaw{"larger than " + megabytes(maxSideBytes), "keep only title, publisher, published, url and language in it"}
	}
	text, err := Decode(raw)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return side{}, &flaw{"is no JSON object with title, publisher, published, url, language as text: " + err.Error(), "mend it or take it away"}
	}
	if s.Published != "" {
		day, ok := isoDay(s.Published)
		if !ok {
			return side{}, &flaw{"published is no date: " + quoteShort(s.Published), "write it as 2021-03-31, or null"}
		}
		s.Published = day
	}
	if s.URL != "" {
		if _, err := url.Parse(s.URL); err != nil {
			return side{}, &flaw{"url is no address: " + quoteShort(s.URL), "write it in full, or null"}
		}
	}
	if s.Language != "" {
		lang, ok := knownLanguage(s.Language)
		if !ok {
			return side{}, &flaw{"language is neither English nor Spanish: " + quoteShort(s.Language), `write "en" or "es"`}
		}
		s.Language = lang
	}
	return s, nil
}
