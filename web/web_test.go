package web

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web/internal/fixture"
)

// ledgerOf makes a ledger that holds the readings.
func ledgerOf(t *testing.T, readings ...*cotejo.Reading) cotejo.Ledger {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, r := range readings {
		if _, err := l.Add(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func handlerOf(t *testing.T, l cotejo.Ledger) http.Handler {
	t.Helper()
	h, err := NewHandler(l, Options{
		Version:    "1.2.3",
		Predicates: []Predicate{{"activity", "does a stage of the trade"}, {"supply", "sells or delivers goods to"}},
		Hosts:      []string{"desk.example"},
		Country:    func(code string) string { return map[string]string{"co": "Colombia"}[code] },
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func request(h http.Handler, method, target string, change func(*http.Request)) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "127.0.0.1:8080"
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func get(t *testing.T, h http.Handler, target string) (*http.Response, string) {
	t.Helper()
	res := request(h, http.MethodGet, target, nil)
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// allPages lists an address of every page over a ledger with the readings: each report, each dossier, lists and searches.
func allPages(readings ...*cotejo.Reading) []string {
	out := []string{
		"/", "/about", "/documents", "/documents?page=2", "/entities", "/entities?name=rob", "/search", "/search?page=9",
		"/search?q=laboratories", "/search?q=laboratories&in=text", "/search?q=zzz", "/search?q=zzz&in=text",
		"/search?actor=org:roble&place=Cauca&source=per:lucena&predicate=supply&hedge=denied&stage=production&commodity=cocaine&polarity=-&from=2031-01-01&to=2031-12-31",
	}
	for _, r := range readings {
		out = append(out, documentPath(r.Document.ID))
		for _, e := range r.Entities {
			out = append(out, entityPath(e.ID))
		}
	}
	return out
}

func TestPagesShowWhatTheLedgerHolds(t *testing.T) {
	readings := fixture.Reports()
	h := handlerOf(t, ledgerOf(t, readings...))
	first, later := documentPath(readings[0].Document.ID), documentPath(readings[1].Document.ID)
	for _, c := range []struct {
		page string
		want []string
	}{
		{"/", []string{"<title>Cotejo</title>", ">20</a></dd>", ">3</a></dd>", "Los Faroles domina Córdoba", "Cotejo 1.2.3", `href="/entity/org:roble"`}},
		{"/search", []string{"20 claims", "Teresa Lucena", `<option value="supply">supply</option>`, `class="hedge denied"`}},
		{"/search?q=cordoba", []string{"Claims <b>1</b>", "un informe de la fiscalía", `<b class="hit">Córdoba</b>`}},
		{"/search?q=LABORATORIES&in=text", []string{`<b class="hit">laboratories</b>`, `aria-current="page">Passages`}},
		{"/search?actor=org:roble", []string{`<span class="field">actor</span> <bdi>Roble Cartel</bdi>`, `name="actor" value="org:roble"`}},
		{"/search?predicate=supply&hedge=denied", []string{"2 claims", `<option selected value="supply">`, `<option selected value="denied">`}},
		{"/search?q=zzz", []string{"No claim passes"}},
		{"/entities", []string{"<td>gang</td><td>Colombia</td>", `<a href="/entity/org:roble"><bdi>Roble Cartel</bdi></a>`}},
		{"/entities?name=zzz", []string{"No name begins like that"}},
		{"/entity/org:faroles", []string{"gang · Colombia"}},
		{"/entity/org:roble", []string{"cartel · MX", "<h1><bdi>Roble Cartel</bdi></h1>", "Cártel del Roble", "<h3><bdi>Transport</bdi></h3>", "Timeline", "6 March 2031"}},
		{"/entity/pl:cauca", []string{`<h3><a href="/entity/org:roble"><bdi>Roble Cartel</bdi></a></h3>`}},
		{"/entity/per:lucena", []string{"No claim names it in a role", "claims on its word"}},
		{"/documents", []string{first, later, "undated", "an update", "(Agencia Sur)"}},
		{later, []string{"supersedes", first, `lang="en"`, `href="https://correo.example/roble"`, "9</b> claims"}},
		{first, []string{"A later version", later}},
		{"/about", []string{`id="alleged"`, "does a stage of the trade"}},
	} {
		res, body := get(t, h, c.page)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d, want 200", c.page, res.StatusCode)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not show %q", c.page, want)
			}
		}
	}
}

func TestLinksOnPagesLeadSomewhere(t *testing.T) {
	readings := fixture.Reports()
	h := handlerOf(t, ledgerOf(t, readings...))
	seen := map[string]bool{}
	queue := allPages(readings...)
	for len(queue) > 0 {
		page := queue[0]
		queue = queue[1:]
		if seen[page] || len(seen) > 400 {
			continue
		}
		seen[page] = true
		res, body := get(t, h, page)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d, want 200", page, res.StatusCode)
		}
		for _, attr := range []string{`href="`, `src="`} {
			for _, part := range strings.Split(body, attr)[1:] {
				to, fragment, _ := strings.Cut(unescape(part[:strings.IndexByte(part, '"')]), "#")
				if to == "" { // on the same page
					if id, _ := url.PathUnescape(fragment); !strings.Contains(body, `id="`+id+`"`) {
						t.Errorf("%s leads to #%s, which is not on it", page, fragment)
					}
					continue
				}
				if strings.HasPrefix(to, "/feed.") { // names its own address, as feeds must
					continue
				}
				if strings.HasPrefix(to, "/") {
					queue = append(queue, to)
				} else if to != "https://correo.example/roble" {
					t.Errorf("%s leads to %q, away from this machine", page, to)
				}
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d pages were reached", len(seen))
	}
}

// unescape undoes what the templates do to an attribute.
func unescape(s string) string {
	return strings.NewReplacer("&amp;", "&", "&#43;", "+", "&#39;", "'", "&#34;", `"`).Replace(s)
}

func TestNothingThereLeadsBack(t *testing.T) {
	h := handlerOf(t, ledgerOf(t, fixture.Reports()...))
	for _, page := range []string{
		"/nope", "/entity/", "/entity/nobody", "/document/", "/document/sha256:00", "/document/reports/none.txt", "/searchx", "/entity/a%00b", "/document/%ff",
	} {
		res, body := get(t, h, page)
		if res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", page, res.StatusCode)
		}
		if !strings.Contains(body, `<a href="/">Back to the first page</a>`) {
			t.Errorf("%s: no way back", page)
		}
	}
	res, _ := get(t, h, "/assets/none.css")
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("a missing asset: status %d, want 404", res.StatusCode)
	}
}

func TestBadQueriesAreAnswered(t *testing.T) {
	h := handlerOf(t, ledgerOf(t, fixture.Reports()...))
	for _, query := range []string{
		"q=%22", "q=%22unclosed", "q=*", "q=AND", "q=NEAR(", "q=a:b", "q=-", "q=%00", "q=%ff%fe", "q=" + strings.Repeat("a+", 900), "q=('", "page=-1", "page=x",
		"page=99999999999999999999", "from=yesterday", "to=2031-13-40", "hedge=sure", "polarity=maybe", "place=%25", "source=%22", "actor=&actor=+", "in=text&q=%22%2A",
	} {
		res, body := get(t, h, "/search?"+query)
		if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusBadRequest {
			t.Errorf("/search?%.40s: status %d, want 200 or 400", query, res.StatusCode)
		}
		if !strings.Contains(body, "</html>") {
			t.Errorf("/search?%.40s: no page", query)
		}
	}
}

func TestALongSearchIsRefused(t *testing.T) {
	h := handlerOf(t, ledgerOf(t, fixture.Reports()...))
	res, body := get(t, h, "/search?q="+strings.Repeat("word+", 1000))
	if res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "Search for fewer words") {
		t.Errorf("status %d, want 400 and what to do", res.StatusCode)
	}
}

func TestAPrefixOfAnIDLeadsToTheReport(t *testing.T) {
	readings := fixture.Reports()
	h := handlerOf(t, ledgerOf(t, readings...))
	id := readings[2].Document.ID
	res := request(h, http.MethodGet, "/document/"+strings.TrimPrefix(id, "sha256:")[:12], nil)
	if res.StatusCode != http.StatusFound || res.Header.Get("Location") != documentPath(id) {
		t.Errorf("got %d to %q, want 302 to %q", res.StatusCode, res.Header.Get("Location"), documentPath(id))
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	readings := fixture.Reports()
	h := handlerOf(t, ledgerOf(t, readings...))
	for _, page := range append(allPages(readings...), "/nope", "/assets/none.css", "/robots.txt") {
		res := request(h, http.MethodGet, page, nil)
		if csp := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", page, csp)
		}
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "X-DNS-Prefetch-Control": "off",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := res.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q, want %q", page, header, got, want)
			}
		}
	}
}

func TestOnlyOurHostIsAnswered(t *testing.T) {
	h := handlerOf(t, ledgerOf(t))
	for host, want := range map[string]int{
		"127.0.0.1": 200, "127.0.0.1:8080": 200, "127.8.8.8:1": 200, "localhost": 200, "LocalHost:8080": 200, "cotejo.localhost:1": 200, "[::1]:8080": 200, "[::1]": 200,
		"localhost.": 200, "desk.example": 200, "DESK.example:80": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example": 421, "notlocalhost": 421, "192.168.0.1:8080": 421, "0.0.0.0": 421, "": 421, "[::2]": 421,
	} {
		res := request(h, http.MethodGet, "/", func(r *http.Request) { r.Host = host })
		if res.StatusCode != want {
			t.Errorf("host %q: status %d, want %d", host, res.StatusCode, want)
		}
	}
}

func TestMethods(t *testing.T) {
	readings := fixture.Reports()
	h := handlerOf(t, ledgerOf(t, readings...))
	for _, page := range append(allPages(readings...), "/nope") {
		got := request(h, http.MethodGet, page, nil)
		head := request(h, http.MethodHead, page, nil)
		body, _ := io.ReadAll(head.Body)
		if head.StatusCode != got.StatusCode || len(body) != 0 || head.Header.Get("Content-Type") != got.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d with %d bytes, GET %d", page, head.StatusCode, len(body), got.StatusCode)
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		if res := request(h, method, "/search", nil); res.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: status %d, want 405", method, res.StatusCode)
		}
	}
}

func TestPagesAndAssetsAreCached(t *testing.T) {
	h := handlerOf(t, ledgerOf(t, fixture.Reports()...))
	_, home := get(t, h, "/")
	for _, c := range []struct{ prefix, kind string }{
		{`<link rel="stylesheet" href="`, "text/css; charset=utf-8"}, {`<script src="`, "text/javascript; charset=utf-8"}, {`<link rel="icon" href="`, "image/svg+xml"},
	} {
		_, rest, ok := strings.Cut(home, c.prefix)
		if !ok {
			t.Fatalf("the first page has no %s", c.prefix)
		}
		target := rest[:strings.IndexByte(rest, '"')]
		res, body := get(t, h, target)
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != c.kind || body == "" {
			t.Errorf("%s: %d, %q", target, res.StatusCode, res.Header.Get("Content-Type"))
		}
		if !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s may not be kept: %q", target, res.Header.Get("Cache-Control"))
		}
	}
	for _, target := range []string{"/", "/search?q=cocaine", "/about"} {
		res, _ := get(t, h, target)
		tag := res.Header.Get("ETag")
		again := request(h, http.MethodGet, target, func(r *http.Request) { r.Header.Set("If-None-Match", tag) })
		if tag == "" || again.StatusCode != http.StatusNotModified {
			t.Errorf("%s with the tag %s: status %d, want 304", target, tag, again.StatusCode)
		}
	}
}

// failing is a ledger that cannot be read any more.
type failing struct{ cotejo.Ledger }

func (failing) Counts(context.Context) (cotejo.Counts, error) {
	return cotejo.Counts{}, cotejo.Errorf(cotejo.Internal, "secret path /home/desk/ledger.db is damaged")
}

func (failing) Documents(context.Context, int, int) ([]cotejo.DocumentEntry, error) { panic("no") }

func (failing) Dossier(context.Context, string, int) (*cotejo.Dossier, error) {
	return nil, cotejo.Errorf(cotejo.Locked, "another process holds the ledger").Fix("wait for it to end")
}

func TestFailuresAreOurs(t *testing.T) {
	h := handlerOf(t, failing{ledgerOf(t)})
	res, body := get(t, h, "/")
	if res.StatusCode != http.StatusInternalServerError || strings.Contains(body, "secret") || !strings.Contains(body, "Back to the first page") {
		t.Errorf("an inner failure: %d, %s", res.StatusCode, body)
	}
	res, body = get(t, h, "/entity/x")
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "Another process holds the ledger.") || !strings.Contains(body, "Wait for it to end") {
		t.Errorf("a locked ledger: %d, %s", res.StatusCode, body)
	}
}

func TestAnEmptyLedgerSaysWhatToDo(t *testing.T) {
	h := handlerOf(t, ledgerOf(t))
	for _, page := range allPages() {
		if res, _ := get(t, h, page); res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d, want 200", page, res.StatusCode)
		}
	}
	if _, body := get(t, h, "/"); !strings.Contains(body, "cotejo read") {
		t.Error("the first page of an empty ledger does not say how to fill it")
	}
}

// What a browser takes compressed is the same content in fewer bytes, and nothing else changes.
func TestCompressed(t *testing.T) {
	h := handlerOf(t, ledgerOf(t, fixture.Reports()...))
	_, first := get(t, h, "/")
	style := regexp.MustCompile(`/assets/[\w./-]+\.css`).FindString(first)
	for _, address := range []string{"/", "/search", "/api/claims", style} {
		plain, body := get(t, h, address)
		packed := request(h, http.MethodGet, address, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
		if packed.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" || packed.ContentLength > int64(len(body))/2 {
			t.Fatalf("%q: %v, and without %v", address, packed.Header, plain.Header)
		}
		z, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatalf("%q: %v", address, err)
		}
		got, err := io.ReadAll(z)
		if err != nil || string(got) != body {
			t.Errorf("%q: %v, %d bytes for %d", address, err, len(got), len(body))
		}
		for _, res := range []*http.Response{plain, packed} {
			if kind, vary := res.Header.Get("Content-Type"), res.Header.Get("Vary"); kind != plain.Header.Get("Content-Type") || vary != "Accept-Encoding" {
				t.Errorf("%q: type %q, vary %q", address, kind, vary)
			}
		}
	}
}
