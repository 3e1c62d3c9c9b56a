package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cotejo/cotejo/ledger/ledgertest"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web"
)

// pages serves a small ledger.
func pages(t *testing.T) http.Handler {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	ledgertest.Fill(t, l)
	var predicates []web.Predicate
	for _, id := range []string{"activity", "tie", "presence", "arrest"} {
		predicates = append(predicates, web.Predicate{ID: id})
	}
	h, err := web.NewHandler(l, web.Options{Predicates: predicates})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestEveryKindIsAsked(t *testing.T) {
	server := httptest.NewServer(pages(t))
	defer server.Close()
	s := newSession(server.URL, 1)
	if err := s.survey(t.Context()); err != nil {
		t.Fatal(err)
	}
	kinds := s.kinds()
	if err := s.first(t.Context(), kinds); err != nil {
		t.Fatal(err)
	}
	if err := s.load(t.Context(), kinds, 1000, time.Duration(len(kinds))*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report(&b, kinds); err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		if len(k.times) != 1 || k.first <= 0 || k.bytes == 0 || !strings.Contains(b.String(), k.name) {
			t.Errorf("%s: asked %d times, first %v, %d bytes", k.name, len(k.times), k.first, k.bytes)
		}
	}
}

// A server that stands still makes all wait that were due meanwhile.
func TestTimesRunFromTheBeat(t *testing.T) {
	var held bool
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if !held {
			held = true
			time.Sleep(200 * time.Millisecond)
		}
	}))
	defer server.Close()
	s := newSession(server.URL, 1)
	s.client.Transport = &http.Transport{MaxConnsPerHost: 1} // one after the other
	k := &kind{name: "/", path: func() string { return "/" }}
	if err := s.load(t.Context(), []*kind{k}, 1000, 10*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if len(k.times) != 10 {
		t.Fatalf("%d answers, want 10", len(k.times))
	}
	for _, took := range k.times {
		if took < 150*time.Millisecond {
			t.Errorf("an answer is said to have taken %v", took)
		}
	}
}

func TestFailuresAreTold(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	s := newSession(server.URL, 1)
	if err := s.survey(t.Context()); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("survey: %v", err)
	}
	k := &kind{name: "/", path: func() string { return "/" }}
	if err := s.load(t.Context(), []*kind{k}, 1000, time.Millisecond); err == nil {
		t.Error("a load that fails is no error")
	}
}

func TestShare(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(i+1))
	}
	for p, want := range map[float64]time.Duration{0: 1, 0.5: 51, 0.99: 100, 1: 100} {
		if got := share(times, p); got != want {
			t.Errorf("share %v is %v, want %v", p, got, want)
		}
	}
}
