package intake

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
)

func FuzzDecode(f *testing.F) {
	for _, raw := range seeds(f, "decode") {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, err := Decode(raw)
		if err != nil {
			wantFlaw(t, err)
			return
		}
		if !utf8.ValidString(text) {
			t.Fatalf("text is not valid UTF-8: %q", text)
		}
		if utf8.Valid(raw) && looksUTF16(raw) == nil && text != strings.TrimPrefix(string(raw), "\ufeff") {
			t.Fatalf("valid UTF-8 was changed: %q became %q", raw, text)
		}
		spansHold(t, text, furniture().find(text))
		DetectLanguage(text)
	})
}

func FuzzHTML(f *testing.F) {
	for _, raw := range seeds(f, "html") {
		f.Add(raw, "")
		f.Add(raw, "text/html; charset=windows-1252")
	}
	base := &url.URL{Scheme: "https", Host: "example.org", Path: "/a"}
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		source, err := decodeHTML(raw, contentType)
		if err != nil {
			wantFlaw(t, err)
			return
		}
		p, err := readPage(source, base)
		if err != nil {
			wantFlaw(t, err)
			return
		}
		if !utf8.ValidString(p.text) || strings.TrimSpace(p.text) != p.text || p.text == "" {
			t.Fatalf("bad text %q", p.text)
		}
		if p.Published != "" {
			if day, ok := isoDay(p.Published); !ok || day != p.Published {
				t.Fatalf("published %q is no day", p.Published)
			}
		}
		spansHold(t, p.text, furniture().find(p.text))
	})
}

func FuzzSideFile(f *testing.F) {
	for _, raw := range seeds(f, "side") {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := parseSide(raw)
		if err != nil {
			wantFlaw(t, err)
			if s != (side{}) {
				t.Fatalf("a refused side file still says %+v", s)
			}
			return
		}
		if s.Language != "" && s.Language != "en" && s.Language != "es" {
			t.Fatalf("language %q", s.Language)
		}
		if s.Published != "" && len(s.Published) != len("2021-03-04") {
			t.Fatalf("published %q", s.Published)
		}
	})
}

func wantFlaw(t *testing.T, err error) {
	t.Helper()
	var f *flaw
	if !errors.As(err, &f) || f.problem == "" || f.remedy == "" {
		t.Fatalf("error without a problem and a remedy: %#v", err)
	}
}

func spansHold(t *testing.T, text string, spans []cotejo.Span) {
	t.Helper()
	runes, end := []rune(text), 0
	for _, s := range spans {
		if s.Empty() || s.Start < end || s.End > len(runes) {
			t.Fatalf("span %v after %d in a text of %d", s, end, len(runes))
		}
		if line := string(runes[s.Start:s.End]); strings.ContainsRune(line, '\n') {
			t.Fatalf("span %v holds more than a line: %q", s, line)
		}
		end = s.End
	}
}
