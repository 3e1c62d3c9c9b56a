package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/export"
)

//go:embed templates
var templateFiles embed.FS

// page makes a view for a request: the name of its template and what that shows. A [movedTo] error redirects.
type page func(r *http.Request) (*view, error)

// view is what the layout shows, and the body that the page's own template shows.
type view struct {
	Name    string // of the page's template
	Title   string // of the window, before the program's name
	Here    string // the entry of the navigation that is the current page
	Query   string // what the search box holds
	Version string
	Status  int // 0 is 200
	Body    any
}

// movedTo sends a browser to the page's proper address.
type movedTo string

func (m movedTo) Error() string { return "moved to " + string(m) }

// pages are the parsed templates, one set a page.
type pages struct {
	byName map[string]*template.Template
}

func loadPages(a *assets) (*pages, error) {
	funcs := template.FuncMap{
		"asset":   a.path,
		"clip":    clip,
		"day":     day,
		"count":   count,
		"decided": func(v cotejo.Verb) string { return cmp.Or(decidedAs[v], string(v)) },
		"stated":  func(c *cotejo.Correction) string { return clip(longWhy, export.Stated(c)) },
	}
	base, err := template.New("").Funcs(funcs).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	p := &pages{byName: map[string]*template.Template{}}
	for _, name := range []string{"home", "search", "entities", "entity", "documents", "document", "versions", "about", "claim", "bench", "api", "error"} {
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if t, err = t.ParseFS(templateFiles, "templates/"+name+".html"); err != nil {
			return nil, err
		}
		p.byName[name] = t
	}
	return p, nil
}

// decidedAs are the verbs of decisions on a claim, as what was done.
var decidedAs = map[cotejo.Verb]string{cotejo.Accept: "accepted", cotejo.Reject: "rejected", cotejo.Correct: "corrected", cotejo.Annotate: "noted"}

// serve answers with the page that show makes, or with an error page.
func (s *server) serve(show page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := show(r)
		if to, moved := err.(movedTo); moved {
			http.Redirect(w, r, string(to), http.StatusFound)
			return
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.send(w, r, v)
	})
}

// send renders a view and answers with it. Pages are asked for anew each time, but sent only if they changed.
func (s *server) send(w http.ResponseWriter, r *http.Request, v *view) {
	v.Version = s.opt.Version
	body, err := s.pages.render(v)
	if err != nil {
		s.log.Error("page could not be rendered", "page", v.Name, "path", r.URL.Path, "error", err)
		http.Error(w, "Cotejo could not make this page. The reason is in its log.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	if v.Status != 0 {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(v.Status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body)
		}
		return
	}
	sum := sha256.Sum256(body)
	sendBytes(w, r, body, "text/html; charset=utf-8", `"`+hex.EncodeToString(sum[:8])+`"`)
}

// sendBytes answers with a body, or with 304 where the browser has it; HEAD gets the headers alone.
func sendBytes(w http.ResponseWriter, r *http.Request, body []byte, kind, etag string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

func (p *pages) render(v *view) ([]byte, error) {
	t, ok := p.byName[v.Name]
	if !ok {
		return nil, fmt.Errorf("no page is named %q", v.Name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", v); err != nil {
		return nil, err
	}
	return disarm(b.Bytes()), nil
}

// statuses maps the kinds of errors to HTTP's.
var statuses = map[cotejo.Code]int{
	cotejo.Usage:     http.StatusBadRequest,
	cotejo.Invalid:   http.StatusBadRequest,
	cotejo.NotFound:  http.StatusNotFound,
	cotejo.Ambiguous: http.StatusNotFound,
	cotejo.Forbidden: http.StatusForbidden,
	cotejo.Locked:    http.StatusServiceUnavailable,
	cotejo.Timeout:   http.StatusServiceUnavailable,
}

// failure is what the error page shows.
type failure struct {
	Status  int
	Heading string
	Message string
	Remedy  string
}

// fail answers with an error page that leads back. What went wrong inside the program goes to the log, not to the page.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody is waiting for the page any more
	}
	code := cotejo.CodeOf(err)
	f := failure{Status: statuses[code], Message: sentenceCase(err.Error()) + ".", Remedy: sentenceCase(cotejo.RemedyOf(err))}
	if f.Status == 0 {
		f.Status = http.StatusInternalServerError
		f.Message, f.Remedy = "Something went wrong inside Cotejo. The reason is in its log.", ""
		s.log.Error("page failed", "path", r.URL.Path, "error", err)
	}
	f.Heading = http.StatusText(f.Status)
	if f.Status == http.StatusNotFound {
		f.Heading = "Nothing here by that name"
	}
	s.send(w, r, &view{Name: "error", Title: f.Heading, Status: f.Status, Body: f})
}

// nowhere is the page for addresses that are none.
func (s *server) nowhere(r *http.Request) (*view, error) {
	return nil, cotejo.Errorf(cotejo.NotFound, "there is no page at %s", clip(120, r.URL.Path))
}

// disarm makes characters visible that change how the text around them is shown: the bidirectional embeddings, overrides and
// isolates, which can make words read as what they are not, and control characters. Bytes that are no UTF-8 become U+FFFD. It works on a finished page, so that no template can forget it.
func disarm(page []byte) []byte {
	if utf8.Valid(page) && !bytes.ContainsFunc(page, armed) {
		return page
	}
	var b bytes.Buffer
	b.Grow(len(page) + 64)
	for len(page) > 0 {
		r, n := utf8.DecodeRune(page)
		switch {
		case !armed(r):
			b.WriteRune(r)
		case r < 0xA0:
			b.WriteRune(utf8.RuneError)
		default:
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
		page = page[n:]
	}
	return b.Bytes()
}

func armed(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\n' && r != '\t' && r != '\r'
	case r >= 0x7F && r < 0xA0:
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// clip shortens a text to at most max code points, and says that it did.
func clip(max int, s string) string {
	s = strings.TrimSpace(s)
	if len(s) <= max {
		return s
	}
	n := 0
	for i := range s {
		if n == max {
			return strings.TrimSpace(s[:i]) + "…"
		}
		n++
	}
	return s
}

// day writes an RFC 3339 day, month or year as people do: "2 May 2013". What is none of these it leaves as it is.
func day(s string) string {
	for layout, as := range map[string]string{"2006-01-02": "2 January 2006", "2006-01": "January 2006", time.RFC3339: "2 January 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(as)
		}
	}
	return s
}

// count writes a number with thousands set apart.
func count(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
