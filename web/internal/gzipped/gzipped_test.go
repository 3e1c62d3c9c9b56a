package gzipped_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/cotejo/cotejo/web/internal/gzipped"
)

func TestAccepted(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "GZIP": true, "deflate, gzip;q=0.5, br": true, "gzip;q=0": false, "gzip; q=0.0": false, "br": false, "*": true, "*;q=0": false,
		"identity, *;q=0.1": true, "gzip;q=0, *": false, "x-gzip": true, "gzip;q=": false, "gzip;q=x": false, "gzipped": false, ";;,,": false,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Encoding", header)
		if got := gzipped.Accepted(r); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}

func FuzzAccepted(f *testing.F) {
	f.Add("gzip;q=1, *;q=0")
	f.Fuzz(func(t *testing.T, header string) {
		r := &http.Request{Header: http.Header{"Accept-Encoding": {header}}}
		if gzipped.Accepted(r) && !strings.Contains(strings.ToLower(header), "gzip") && !strings.Contains(header, "*") {
			t.Errorf("%q names neither gzip nor anything", header)
		}
	})
}

func TestHandler(t *testing.T) {
	long := strings.Repeat("The cartel is said to buy laboratories. ", 200)
	answer := func(kind, body string, more ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			for i := 0; i < len(more); i += 2 {
				w.Header().Set(more[i], more[i+1])
			}
			http.ServeContent(w, r, "", time.Time{}, strings.NewReader(body))
		}
	}
	for _, c := range []struct {
		name       string
		next       http.HandlerFunc
		headers    []string
		status     int
		compressed bool
		body, tag  string
	}{
		{"a long page", answer("text/html; charset=utf-8", long, "ETag", `"x"`), nil, 200, true, long, `W/"x"`},
		{"not taken", answer("text/html", long, "ETag", `"x"`), []string{"Accept-Encoding", "br"}, 200, false, long, `"x"`},
		{"short", answer("application/json", "{}"), nil, 200, false, "{}", ""},
		{"a picture", answer("image/png", long), nil, 200, false, long, ""},
		{"events", answer("text/event-stream", long), nil, 200, false, long, ""},
		{"encoded already", answer("text/css", long, "Content-Encoding", "br"), nil, 200, false, long, ""},
		{"a part", answer("text/css", long), []string{"Range", "bytes=0-1"}, 206, false, "Th", ""},
		{"known", answer("text/css", long, "ETag", `W/"x"`), []string{"If-None-Match", `W/"x"`}, 304, false, "", `W/"x"`},
		{"many small writes", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for _, b := range []byte(long) {
				_, _ = w.Write([]byte{b})
			}
		}, nil, 200, true, long, ""},
		{"an error", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, long)
		}, nil, 404, false, long, ""},
		{"no type said", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, long) }, nil, 200, true, long, ""},
		{"nothing", func(http.ResponseWriter, *http.Request) {}, nil, 200, false, "", ""},
		{"flushed at once", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "a")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
			_, _ = io.WriteString(w, long)
		}, nil, 200, false, "a" + long, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Accept-Encoding", "gzip")
			for i := 0; i < len(c.headers); i += 2 {
				r.Header.Set(c.headers[i], c.headers[i+1])
			}
			w := httptest.NewRecorder()
			gzipped.Handler(c.next).ServeHTTP(w, r)
			got := w.Body.Bytes()
			if compressed := w.Header().Get("Content-Encoding") == "gzip"; compressed != c.compressed {
				t.Fatalf("compressed: %v", compressed)
			}
			if c.compressed {
				if w.Header().Get("Content-Length") != "" || w.Header().Get("Vary") != "Accept-Encoding" || len(got) > len(c.body)/4 {
					t.Errorf("%v, %d bytes of %d", w.Header(), len(got), len(c.body))
				}
				z, err := gzip.NewReader(bytes.NewReader(got))
				if err != nil {
					t.Fatal(err)
				}
				if got, err = io.ReadAll(z); err != nil {
					t.Fatal(err)
				}
			}
			if string(got) != c.body || w.Code != c.status || w.Header().Get("ETag") != c.tag {
				t.Errorf("%d %q %.60q", w.Code, w.Header().Get("ETag"), got)
			}
		})
	}
}

// An answer that breaks off does not look whole.
func TestBrokenOff(t *testing.T) {
	long := strings.Repeat("words ", 1000)
	server := httptest.NewServer(gzipped.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, long)
		panic(http.ErrAbortHandler)
	})))
	defer server.Close()
	answer, err := http.Get(server.URL)
	if err == nil {
		_, err = io.ReadAll(answer.Body)
		answer.Body.Close()
	}
	if err == nil {
		t.Error("half an answer was taken for a whole")
	}
}
