package api

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestAnswersAreKept(t *testing.T) {
	var made atomic.Int32
	state := "1"
	s := &answers{state: func(context.Context) (string, error) { return state, nil }, most: 1 << 20}
	h := s.keep(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := made.Add(1)
		if r.URL.Path == "/missing" {
			http.Error(w, "none", http.StatusNotFound)
			return
		}
		w.Header().Set("ETag", `"tag"`)
		w.Header().Set("Content-Type", "text/plain")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(fmt.Sprintf("%s %s %d", r.URL, r.Header.Get("Accept"), n)))
	}))
	ask := func(target string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for _, c := range []struct {
		name, state, target string
		headers             []string
		status              int
		body                string
		made                int32
	}{
		{"first, with a condition", "1", "/a", []string{"If-None-Match", `"tag"`}, 304, "", 1},
		{"kept whole", "1", "/a", nil, 200, "/a  1", 1},
		{"a part", "1", "/a", []string{"Range", "bytes=1-1"}, 206, "a", 1},
		{"another question", "1", "/a?b", nil, 200, "/a?b  2", 2},
		{"another form", "1", "/a", []string{"Accept", "x"}, 200, "/a x 3", 3},
		{"an error", "1", "/missing", nil, 404, "none\n", 4},
		{"is not kept", "1", "/missing", nil, 404, "none\n", 5},
		{"after a change", "2", "/a", nil, 200, "/a  6", 6},
		{"and kept", "2", "/a", nil, 200, "/a  6", 6},
	} {
		state = c.state
		w := ask(c.target, c.headers...)
		if w.Code != c.status || w.Body.String() != c.body || made.Load() != c.made {
			t.Errorf("%s: %d %q, made %d times; want %d %q %d", c.name, w.Code, w.Body, made.Load(), c.status, c.body, c.made)
		}
		if c.status == 200 && w.Header().Get("Content-Type") != "text/plain" {
			t.Errorf("%s: header %v", c.name, w.Header())
		}
	}
	s.most = 0
	ask("/b")
	if s.bytes == 0 {
		t.Error("what is kept counts nothing")
	}
	ask("/c")
	if len(s.known) != 1 {
		t.Errorf("%d answers are kept beyond the bound", len(s.known))
	}
}

// Many who ask at once have one answer made; that the first goes away, or a panic, takes it from nobody.
func TestOneAnswerForMany(t *testing.T) {
	s := &answers{state: func(context.Context) (string, error) { return "1", nil }, most: 1 << 20}
	var made atomic.Int32
	begun, free := make(chan struct{}), make(chan struct{})
	h := s.keep(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if made.Add(1) == 1 {
			close(begun)
		}
		<-free
		if r.Context().Err() != nil {
			t.Error("made for one who is gone")
		}
		if r.URL.Path == "/panic" && made.Load() < 3 {
			panic(http.ErrAbortHandler)
		}
		fmt.Fprint(w, "answer")
	}))
	var wait sync.WaitGroup
	ask := func(ctx context.Context, target string) {
		wait.Go(func() {
			defer func() { _ = recover() }()
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil).WithContext(ctx))
			if w.Body.String() != "answer" && ctx.Err() == nil {
				t.Errorf("%s: %q", target, w.Body)
			}
		})
	}
	gone, leave := context.WithCancel(t.Context())
	ask(gone, "/a")
	<-begun
	leave()
	for range 20 {
		ask(t.Context(), "/a")
	}
	close(free)
	wait.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
	ask(t.Context(), "/panic") // made 2: panics
	wait.Wait()
	ask(t.Context(), "/panic") // made 3
	wait.Wait()
	if made.Load() != 3 {
		t.Errorf("made %d times: a panic was kept", made.Load())
	}
}
