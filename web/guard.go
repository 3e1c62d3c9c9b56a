package web

import (
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/cotejo/cotejo"
)

// policy lets a page load from its own origin only, with nothing inline, and lets no page frame it.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard refuses requests meant for another host, sets the headers that keep a page to itself, and turns a panic into an
// error page.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		// A browser may look up the hosts of links before anybody follows them.
		h.Set("X-DNS-Prefetch-Control", "off")
		if !s.answersTo(r.Host) {
			http.Error(w, "This is Cotejo. It does not answer to the host name of this request; open it by the address it printed.",
				http.StatusMisdirectedRequest)
			return
		}
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				s.log.Error("page panicked", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				s.fail(w, r, cotejo.Errorf(cotejo.Internal, "the page could not be made"))
			} else if p != nil {
				panic(p)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// answersTo says whether a request's Host header names loopback or a host that the options allow.
func (s *server) answersTo(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return true
	}
	return slices.ContainsFunc(s.opt.Hosts, func(allowed string) bool { return strings.EqualFold(allowed, host) })
}
