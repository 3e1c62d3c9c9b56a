package api

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/cotejo/cotejo/web/internal/gzipped"
)

// answers keeps whole answers until the ledger changes. Requests that wait for one answer share the work of making it.
type answers struct {
	state func(context.Context) (string, error)
	most  int // bytes

	mu    sync.Mutex
	at    string // the state that they are of
	known map[string]*answer
	bytes int
}

// answer is one that is made, or in the making until ready is closed.
type answer struct {
	ready  chan struct{}
	status int // 0: it could not be made
	header http.Header
	body   bytes.Buffer
}

// mostAnswers bounds the memory for answers, in bytes. When it is full all are dropped: those in use are soon made again.
const mostAnswers = 64 << 20

// answerCost is about what an answer costs besides its words.
const answerCost = 1 << 10

// Header implements [http.ResponseWriter].
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements [http.ResponseWriter].
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// Write implements [http.ResponseWriter].
func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}

// keep gives a handler that answers GETs as next does, from memory where next has answered the same address since the ledger changed
// last. What next answers must depend on nothing but the host, the address, Accept and the ledger. Only successes are kept, compressed for
// those who take them so.
func (s *answers) keep(next http.Handler) http.Handler {
	next = gzipped.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		state, err := s.state(r.Context()) // before the answer is made: it is no older
		if r.Method != http.MethodGet || err != nil {
			next.ServeHTTP(w, r)
			return
		}
		key := r.Host + "\x00" + r.URL.RequestURI() + "\x00" + r.Header.Get("Accept")
		if gzipped.Accepted(r) {
			key += "\x00gzip"
		}
		a, mine := s.find(state, key)
		if mine {
			s.make(a, state, key, next, r)
		}
		select {
		case <-a.ready:
		case <-r.Context().Done():
			return
		}
		if a.status == 0 { // it failed for whom it was made
			next.ServeHTTP(w, r)
			return
		}
		for field, values := range a.header {
			w.Header()[field] = slices.Clone(values)
		}
		if a.status == http.StatusOK { // or less of it, as this request has its conditions
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body.Bytes()))
			return
		}
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body.Bytes())
	})
}

// find gives the answer for a key, and whether the caller must make it.
func (s *answers) find(state, key string) (a *answer, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at != state || s.bytes > s.most {
		s.at, s.known, s.bytes = state, map[string]*answer{}, 0
	}
	if a = s.known[key]; a != nil {
		return a, false
	}
	a = &answer{ready: make(chan struct{}), header: http.Header{}}
	s.known[key] = a
	return a, true
}

// make has next make an answer, to the end even where the one who asked is gone: others may wait for it.
func (s *answers) make(a *answer, state, key string, next http.Handler, r *http.Request) {
	whole := false
	defer func() {
		if !whole { // next panicked, and the server tells of it
			a.status = 0
		}
		s.mu.Lock()
		switch {
		case s.at != state || s.known[key] != a: // dropped meanwhile
		case a.status == http.StatusOK:
			s.bytes += answerCost + len(key) + a.body.Len()
		default:
			delete(s.known, key)
		}
		s.mu.Unlock()
		close(a.ready)
	}()
	all := r.Clone(context.WithoutCancel(r.Context()))
	for _, condition := range []string{"If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range"} {
		all.Header.Del(condition)
	}
	next.ServeHTTP(a, all)
	whole = true
}
