package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/cotejo/cotejo/web/internal/fixture"
)

func TestVersionsSideBySide(t *testing.T) {
	readings := fixture.Versions()
	before, after := readings[0].Document.ID, readings[1].Document.ID
	v := compare(readings[0], readings[1])
	if len(v.Withdrawn) != 1 || !strings.Contains(v.Withdrawn[0].Words, documentPath(before)) || !strings.Contains(text(v.Withdrawn[0]), "Tumaco") {
		t.Errorf("withdrawn: %+v", v.Withdrawn)
	}
	if len(v.New) != 1 || !strings.Contains(text(v.New[0]), "boat") {
		t.Errorf("new: %+v", v.New)
	}
	if len(v.Otherwise) != 1 || v.Otherwise[0].Before.Hedge.Manner != "firm" || v.Otherwise[0].After.Hedge.Manner != "denied" {
		t.Errorf("said otherwise: %+v", v.Otherwise)
	}
	if len(v.Still) != 1 || !strings.Contains(v.Still[0].Words, documentPath(after)) {
		t.Errorf("still said: %+v", v.Still)
	}
	if same := compare(readings[0], readings[0]); len(same.Still) != 3 || len(same.New)+len(same.Withdrawn)+len(same.Otherwise) != 0 || !same.SameWords {
		t.Errorf("a report beside itself: %+v", same)
	}

	h := handlerOf(t, ledgerOf(t, readings...))
	for _, id := range []string{before, after} {
		if _, page := get(t, h, documentPath(id)); !strings.Contains(page, `href="`+versionsPath(after)+`"`) {
			t.Errorf("the page of %s does not lead to what changed", id)
		}
	}
	if res, page := get(t, h, versionsPath(after)); res.StatusCode != http.StatusOK || !strings.Contains(page, "<ins>") {
		t.Errorf("what changed: %d", res.StatusCode)
	}
	if res, _ := get(t, h, versionsPath(before)); res.StatusCode != http.StatusNotFound {
		t.Errorf("what changed since nothing: %d", res.StatusCode)
	}
}

func text(c claimView) string {
	var b strings.Builder
	for _, l := range c.Sentence {
		b.WriteString(l.Text)
	}
	return b.String()
}

func TestChanges(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		{"a b  c", "a b c", "a b c"},
		{"a b c", "a x c", "a [-b ][+x ]c"},
		{"a\n\nb", "a\n\nc\n\nb", "a|[+c]|b"},
		{"a\n\nc\n\nb", "a\n\nb", "a|[-c]|b"},
		{"one two three four", "two three five four", "[-one ]two three [+five ]four"},
		{"", "new", "[+new]"},
		{"lines that\nwere broken\n\nb", "lines that were\nbroken\n\nc", "lines that were\nbroken|[-b][+c]"},
	} {
		var paragraphs []string
		for _, p := range changes(c.before, c.after) {
			var b strings.Builder
			for _, w := range p {
				switch w.Kind {
				case "del":
					b.WriteString("[-" + w.Text + "]")
				case "ins":
					b.WriteString("[+" + w.Text + "]")
				default:
					b.WriteString(w.Text)
				}
			}
			paragraphs = append(paragraphs, b.String())
		}
		if got := strings.Join(paragraphs, "|"); got != c.want {
			t.Errorf("changes(%q, %q) = %q, want %q", c.before, c.after, got, c.want)
		}
	}
}
