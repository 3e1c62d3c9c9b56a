package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/web/internal/fixture"
	"golang.org/x/net/html"
)

// A page that shows hostile words must be the same page that shows harmless ones: no element or attribute of theirs.
func TestHostileWordsStayText(t *testing.T) {
	readings := fixture.Hostile()
	h := handlerOf(t, ledgerOf(t, readings...))
	pages := append(allPages(readings...),
		"/search?q="+"%3Cscript%3Edocument.title%3D%22owned%22%3C%2Fscript%3E", "/search?actor=%22%3E%3Cscript%3E&place=%3Cimg+src%3Dx%3E&source=%E2%80%AE&in=text&q=%E2%80%AE",
		"/entities?name=%22%3E%3Cimg%20src%3Dx%3E", "/%3Cscript%3E", "/entity/%3Cimg%20src=x%3E%E2%80%AE")
	for _, page := range pages {
		res, body := get(t, h, page)
		if res.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s: status %d", page, res.StatusCode)
		}
		for _, r := range body {
			if armed(r) {
				t.Errorf("%s holds the character %U", page, r)
				break
			}
		}
		checkMarkup(t, page, body)
	}
}

// checkMarkup fails where a page holds markup that no template has.
func checkMarkup(t *testing.T, page, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "img", "iframe", "object", "embed", "style", "base", "svg", "video", "audio":
			t.Errorf("%s holds a <%s>", page, n.Data)
		case "script":
			if n.FirstChild != nil {
				t.Errorf("%s holds a script of its own: %q", page, n.FirstChild.Data)
			}
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				t.Errorf("%s holds the attribute %s", page, a.Key)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s leads to %q", page, a.Val)
			}
		}
	}
}

func TestLongNamesAreCut(t *testing.T) {
	readings := fixture.Hostile()
	h := handlerOf(t, ledgerOf(t, readings...))
	whole := documentPath(readings[0].Document.ID)
	for _, page := range allPages(readings...) {
		_, body := get(t, h, page)
		if page == whole {
			if !strings.Contains(body, strings.Repeat("Ñ", 1_000_000)) {
				t.Errorf("%s does not show the whole text", page)
			}
		} else if len(body) > 100_000 {
			t.Errorf("%s has %d bytes", page, len(body))
		}
	}
}

func TestDisarm(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, ñandú":     "plain text, ñandú",
		"a\u202eb\u202c":        "a[U+202E]b[U+202C]",
		"a\u2066b\u2069":        "a[U+2066]b[U+2069]",
		"a\x00\x1b\x7f\u0085b":  "a\uFFFD\uFFFD\uFFFD\uFFFDb",
		"line\n\ttab\r":         "line\n\ttab\r",
		"bad \xff bytes\u202e!": "bad \uFFFD bytes[U+202E]!",
		"only bad \xff":         "only bad \uFFFD",
	} {
		if got := string(disarm([]byte(in))); got != want {
			t.Errorf("disarm(%q) = %q, want %q", in, got, want)
		}
	}
}
