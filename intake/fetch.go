package intake

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
)

// Faults of a fetch that the HTTP client wraps and hands back.
var (
	errPrivate  = errors.New("address is private, loopback or otherwise not of the public internet")
	errRedirect = errors.New("too many redirects")
	errLoop     = errors.New("redirects in a loop")
	errScheme   = errors.New("redirects to an address that is not http or https")
)

// fetch reads one page of the web. Addresses are checked when the connection is made, on the address that the name has
// resolved to: neither a redirect nor a name that resolves anew can lead it elsewhere. Proxies are not used, since then the
// proxy would resolve the name.
func (in Input) fetch(ctx context.Context) (source, error) {
	ctx, cancel := context.WithTimeout(ctx, in.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, in.Name, nil)
	if err != nil || req.URL.Host == "" {
		return source{}, &Error{Input: in.Name, Problem: "not a valid URL", Remedy: "check how it is written", Cause: err}
	}
	req.Header.Set("User-Agent", "cotejo")
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9")
	transport := &http.Transport{
		DialContext:            (&net.Dialer{ControlContext: in.checkAddress}).DialContext,
		MaxResponseHeaderBytes: 1 << 20,
		DisableKeepAlives:      true,
		ForceAttemptHTTP2:      true,
	}
	client := &http.Client{Transport: transport, CheckRedirect: in.checkRedirect}
	resp, err := client.Do(req)
	if err != nil {
		return source{}, in.fetchError(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return source{}, &Error{Input: in.Name, Problem: "the server answers " + oneLine(resp.Status), Remedy: "open it in a browser and save it"}
	}
	contentType := resp.Header.Get("Content-Type")
	if kind, _, err := mime.ParseMediaType(contentType); err == nil && !readable[kind] {
		return source{}, &Error{Input: in.Name, Problem: "of kind " + quoteShort(kind) + ", not text or HTML", Remedy: "save it and convert it to text first"}
	}
	raw, err := in.readAll(resp.Body, max(resp.ContentLength, 0))
	if err != nil {
		return source{}, in.fetchError(err)
	}
	return source{raw: raw, contentType: contentType, address: resp.Request.URL}, nil
}

// readable lists the kinds of content that are read.
var readable = map[string]bool{"text/html": true, "application/xhtml+xml": true, "text/plain": true}

func (in Input) checkRedirect(req *http.Request, via []*http.Request) error {
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return errScheme
	}
	for _, earlier := range via {
		if sameAddress(earlier.URL, req.URL) {
			return errLoop
		}
	}
	if len(via) > in.opt.MaxRedirects {
		return errRedirect
	}
	return nil
}

func sameAddress(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && a.Host == b.Host && a.RequestURI() == b.RequestURI()
}

func (in Input) checkAddress(_ context.Context, _, address string, _ syscall.RawConn) error {
	if in.opt.AllowPrivate {
		return nil
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil || !public(to.Addr()) {
		return errPrivate
	}
	return nil
}

// special lists the blocks of the IANA special-purpose registries that are no host of the public internet, or that reach
// another address inside (NAT64, 6to4, Teredo).
var special = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	"5f00::/16", "fec0::/10")

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public says whether an address is a host of the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

func (in Input) fetchError(err error) error {
	if known := (*Error)(nil); errors.As(err, &known) {
		return known
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	e := &Error{Input: in.Name, Cause: err}
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, errPrivate):
		e.Problem, e.Remedy = errPrivate.Error(), "allow it with --allow-private if you trust it"
	case errors.Is(err, errLoop), errors.Is(err, errScheme):
		e.Problem, e.Remedy = unwrapped(err), "open it in a browser and save it"
	case errors.Is(err, errRedirect):
		e.Problem, e.Remedy = fmt.Sprintf("more than %d redirects", in.opt.MaxRedirects), "give the address it ends at"
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Problem, e.Remedy = "no such host", "check how it is written"
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Problem, e.Remedy = "no full answer within "+in.opt.Timeout.String(), "try again, or raise the limit with --timeout"
	default:
		e.Problem, e.Remedy = "cannot be fetched: "+unwrapped(err), "try again, or open it in a browser and save it"
	}
	return e
}

// unwrapped leaves off the method and address that the HTTP client puts before every message.
func unwrapped(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err.Error()
}
