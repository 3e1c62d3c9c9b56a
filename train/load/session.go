package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// session is a server, and what can be asked of its ledger.
type session struct {
	address string
	client  *http.Client
	random  *rand.Rand

	actors, places, documents, claims, words []string
	pairs                                    [][2]string // of actors whom claims relate
}

func newSession(address string, seed uint64) *session {
	return &session{address: strings.TrimSuffix(address, "/"), random: rand.New(rand.NewPCG(seed, 0)),
		client: &http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

// get asks for a path and reads the whole answer. An answer that is no success is an error.
func (s *session) get(ctx context.Context, path string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("GET %s: %s: %.200s", path, answer.Status, body)
	}
	return body, err
}

func (s *session) decode(ctx context.Context, path string, into any) error {
	body, err := s.get(ctx, path)
	if err == nil {
		err = json.Unmarshal(body, into)
	}
	return err
}

// survey learns what can be asked about: the entities of most claims and others down the list, reports and claims from all over.
func (s *session) survey(ctx context.Context) error {
	var entities struct {
		Entities []struct{ ID, Name, Type string }
	}
	for _, offset := range []int{0, 200, 1000, 5000} {
		if err := s.decode(ctx, fmt.Sprintf("/api/entities?limit=100&offset=%d", offset), &entities); err != nil {
			return err
		}
		for _, e := range entities.Entities {
			if e.Type == "place" {
				s.places = append(s.places, e.ID)
			} else {
				s.actors = append(s.actors, e.ID)
			}
			if fields := strings.Fields(e.Name); len(fields) > 0 {
				s.words = append(s.words, fields[len(fields)-1])
			}
		}
	}
	var found struct {
		Claims []struct{ Claim struct{ ID, Document string } }
		Total  int
	}
	if err := s.decode(ctx, "/api/claims?limit=1", &found); err != nil {
		return err
	}
	for total, i := found.Total, 0; i < 8; i++ {
		if err := s.decode(ctx, fmt.Sprintf("/api/claims?limit=50&offset=%d", total*i/8), &found); err != nil {
			return err
		}
		for _, c := range found.Claims {
			s.claims, s.documents = append(s.claims, c.Claim.ID), append(s.documents, c.Claim.Document)
		}
	}
	var network struct{ Edges []struct{ From, To string } }
	if err := s.decode(ctx, "/api/network?edges=400", &network); err != nil {
		return err
	}
	for _, e := range network.Edges {
		s.pairs = append(s.pairs, [2]string{e.From, e.To})
	}
	for what, n := range map[string]int{"actors": len(s.actors), "places": len(s.places), "claims": len(s.claims), "ties between actors": len(s.pairs)} {
		if n == 0 {
			return fmt.Errorf("the ledger at %s holds no %s to ask about", s.address, what)
		}
	}
	return nil
}

// kind is one kind of request, and how long its answers took.
type kind struct {
	name  string
	path  func() string
	first time.Duration
	times []time.Duration
	bytes int // of the first answer
}

// kinds gives every page and every path of the API that reads.
func (s *session) kinds() []*kind {
	one := func(list []string) string { return list[s.random.IntN(len(list))] }
	var out []*kind
	add := func(name string, path func() string) { out = append(out, &kind{name: name, path: path}) }
	for _, path := range []string{"/", "/about", "/search", "/entities", "/documents", "/changes", "/matrix", "/map", "/network", "/figures", "/timeline", "/review",
		"/api/map", "/api/network", "/api/matrix", "/api/matrix?by=place", "/api/figures", "/api/changes", "/api/contradictions", "/api/copies",
		"/api/decisions", "/api/review", "/api/vocabulary", "/feed.atom", "/feed.json"} {
		add(path, func() string { return path })
	}
	id := func(prefix string, list []string, suffix string) {
		add(prefix+"ID"+suffix, func() string { return prefix + url.PathEscape(one(list)) + suffix })
	}
	id("/entity/", s.actors, "")
	id("/document/", s.documents, "")
	id("/claim/", s.claims, "")
	id("/api/entities/", s.actors, "")
	id("/api/entities/", s.actors, "/timeline")
	id("/api/documents/", s.documents, "")
	id("/api/claims/", s.claims, "")
	id("/api/claims/", s.claims, "/clusters")
	with := func(prefix string, fields ...string) {
		lists := map[string][]string{"q": s.words, "actor": s.actors, "place": s.places, "source": s.actors, "around": s.actors, "predicate": {"activity", "tie", "presence", "arrest"},
			"stage": {"production", "transport", "retail"}, "hedge": {"plain", "said", "alleged"}, "from": {"2006-01-01"}, "kind": {"actor", "stage", "place", "figure", "origin"}}
		name := prefix
		for i, f := range fields {
			name += map[bool]string{true: "?", false: "&"}[i == 0] + f + "="
		}
		add(name, func() string {
			q := url.Values{}
			for _, f := range fields {
				q.Set(f, one(lists[f]))
			}
			return prefix + "?" + q.Encode()
		})
	}
	with("/search", "q")
	with("/search", "actor", "predicate")
	with("/search", "place", "stage")
	with("/entities", "q")
	add("/documents?page=", func() string { return "/documents?page=" + strconv.Itoa(1+s.random.IntN(40)) })
	with("/api/entities", "q")
	with("/api/search", "q")
	with("/api/claims", "q")
	with("/api/claims", "actor")
	with("/api/claims", "place", "predicate")
	with("/api/claims", "source", "hedge")
	with("/api/claims", "hedge", "stage", "from")
	with("/api/map", "actor")
	with("/api/map", "predicate", "from")
	with("/api/network", "around")
	with("/api/network", "predicate")
	with("/api/matrix", "actor")
	with("/api/matrix", "stage")
	with("/api/figures", "place")
	with("/api/changes", "kind")
	with("/api/changes", "actor")
	with("/feed.atom", "kind")
	add("/api/path", func() string {
		return "/api/path?" + url.Values{"start": {s.pairs[s.random.IntN(len(s.pairs))][0]}, "goal": {s.pairs[s.random.IntN(len(s.pairs))][1]}}.Encode()
	})
	return out
}
