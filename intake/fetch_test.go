package intake

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

var open = Options{AllowPrivate: true}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func TestFetch(t *testing.T) {
	page := seeds(t, "html")["article-en.html"]
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/story", http.StatusMovedPermanently)
		case "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write(page)
		case "/latin1":
			w.Header().Set("Content-Type", "text/plain; charset=iso-8859-1")
			w.Write([]byte("La polic\xeda captur\xf3 a tres hombres."))
		}
	})
	r, err := read(t, open, address+"/moved")
	if err != nil {
		t.Fatal(err)
	}
	if d := r.Document; d.Source != address+"/moved" || string(d.URL) != address+"/story" || d.Published != "2019-11-02" || d.Language != "en" {
		t.Errorf("got %+v", d)
	}
	r, err = read(t, open, address+"/latin1")
	if err != nil || r.Document.Text != "La policía capturó a tres hombres." {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestFetchRefuses(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/loop":
			http.Redirect(w, r, "/loop2", http.StatusFound)
		case path == "/loop2":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case strings.HasPrefix(path, "/deeper"):
			http.Redirect(w, r, path+"r", http.StatusFound)
		case path == "/file":
			http.Redirect(w, r, "file:///etc/hostname", http.StatusFound)
		case path == "/missing":
			http.NotFound(w, r)
		case path == "/pdf":
			w.Header().Set("Content-Type", "application/pdf")
		case path == "/large":
			w.Header().Set("Content-Length", "1000000")
			fmt.Fprint(w, strings.Repeat(report, 3000))
		case path == "/endless":
			for r.Context().Err() == nil {
				fmt.Fprint(w, report)
			}
		case path == "/bomb":
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, strings.Repeat("a", 1<<20))
			z.Close()
		case path == "/slow":
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, report)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		case path == "/cut":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "The judge")
		}
	})
	for path, want := range map[string]string{
		"/loop":    "redirects in a loop",
		"/deeper":  "more than 5 redirects",
		"/file":    "not http or https",
		"/missing": "the server answers 404 Not Found",
		"/pdf":     `of kind "application/pdf"`,
		"/large":   "larger than the limit",
		"/endless": "larger than the limit",
		"/bomb":    "larger than the limit",
		"/slow":    "no full answer within 300ms",
		"/cut":     "cannot be fetched: unexpected EOF",
	} {
		_, err := read(t, Options{AllowPrivate: true, MaxBytes: 50_000, Timeout: 300 * time.Millisecond}, address+path)
		refuses(t, err, address+path, want)
	}
	_, err := read(t, open, "http:///path")
	refuses(t, err, "http:///path", "not a valid URL")
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	_, err = read(t, open, gone.URL)
	refuses(t, err, gone.URL, "cannot be fetched")
}

func TestFetchEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	for in := range Walk([]string{address}, nil, open) {
		if _, err := in.Read(ctx); err == nil || ctx.Err() == nil {
			t.Errorf("got %v", err)
		}
	}
}

// Loopback is refused however it is written, and however it is reached: the check is on the address that is dialled.
func TestFetchPrivateAddress(t *testing.T) {
	reached := false
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { reached = true })
	port := address[strings.LastIndexByte(address, ':'):]
	for _, host := range []string{"127.0.0.1", "localhost", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"} {
		arg := "http://" + host + port
		_, err := read(t, Options{}, arg)
		refuses(t, err, arg, "not of the public internet; allow it with --allow-private")
	}
	if reached {
		t.Error("the server was reached")
	}
}

// Each hop of a redirect is dialled anew, so a public page cannot lead to a private one.
func TestDialIsCheckedOnResolvedAddress(t *testing.T) {
	in := Input{Name: "http://example.org/"}
	for address, allowed := range map[string]bool{
		"8.8.8.8:80": true, "[2606:4700::1111]:443": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "169.254.169.254:80": false, "[fe80::1%eth0]:80": false, "garbage": false,
	} {
		if err := in.checkAddress(context.Background(), "tcp", address, nil); (err == nil) != allowed {
			t.Errorf("%s: got %v", address, err)
		}
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"1.1.1.1": true, "192.0.1.1": true, "2a00:1450::1": true,
		"0.0.0.0": false, "10.0.0.1": false, "100.64.0.1": false, "127.0.0.1": false, "169.254.169.254": false, "172.16.0.1": false,
		"172.32.0.1": true, "192.168.1.1": false, "192.0.2.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::ffff:10.0.0.1": false, "::ffff:8.8.8.8": true, "::8.8.8.8": false, "64:ff9b::a00:1": false,
		"2002:a00:1::": false, "2001:0:1::": false, "fc00::1": false, "fd00::1": false, "fe80::1": false, "fec0::1": false, "ff02::1": false, "2001:db8::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: got %t", address, got)
		}
	}
}

func TestRedirectLimit(t *testing.T) {
	at := func(s string) *http.Request {
		u, _ := url.Parse(s)
		return &http.Request{URL: u}
	}
	in := Input{opt: Options{MaxRedirects: 2}}
	via := []*http.Request{at("http://a.example.org/1"), at("http://a.example.org/2")}
	if err := in.checkRedirect(at("http://b.example.org/1"), via); err != nil {
		t.Errorf("second redirect: %v", err)
	}
	if err := in.checkRedirect(at("http://b.example.org/1"), append(via, at("http://a.example.org/3"))); err != errRedirect {
		t.Errorf("third redirect: %v", err)
	}
	if err := in.checkRedirect(at("http://a.example.org/1"), via); err != errLoop {
		t.Errorf("back again: %v", err)
	}
}
