// Package gzipped sends answers compressed to those who take them so.
package gzipped

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Least is how many bytes an answer must have to be worth it.
const Least = 1 << 10

// kinds are the content types that are worth it, without parameters. Events are none: they must arrive one by one.
var kinds = map[string]bool{
	"text/html": true, "text/css": true, "text/javascript": true, "text/plain": true, "image/svg+xml": true, "application/json": true,
	"application/atom+xml": true, "application/feed+json": true, "application/problem+json": true, "application/openapi+json": true, "application/openapi+yaml": true,
}

// Accepted says whether a request takes an answer compressed: the header Accept-Encoding names gzip, or anything, and not with q=0.
func Accepted(r *http.Request) bool {
	var named, any, seen bool
	for _, header := range r.Header.Values("Accept-Encoding") {
		for part := range strings.SplitSeq(header, ",") {
			coding, parameters, _ := strings.Cut(part, ";")
			taken := true
			for p := range strings.SplitSeq(parameters, ";") {
				name, value, _ := strings.Cut(p, "=")
				if q, err := strconv.ParseFloat(strings.TrimSpace(value), 64); strings.EqualFold(strings.TrimSpace(name), "q") && (err != nil || q <= 0) {
					taken = false
				}
			}
			switch strings.ToLower(strings.TrimSpace(coding)) {
			case "gzip", "x-gzip":
				named, seen = taken, true
			case "*":
				any = taken
			}
		}
	}
	return named || any && !seen
}

// Bytes compresses well what is sent often.
func Bytes(body []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(body) // into memory
	_ = z.Close()
	return b.Bytes()
}

// Handler gives a handler that answers as next does, compressed where that is worth it and the request takes it. What next has encoded
// already, parts and what is no success go as they are. A strong ETag becomes a weak one: other bytes, the same content.
func Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		z := &writer{ResponseWriter: w, takes: Accepted(r) && r.Method == http.MethodGet && r.Header.Get("Range") == ""}
		whole := false
		defer func() {
			if whole {
				z.close()
			} else {
				z.drop() // next panicked: what was begun must not look whole
			}
		}()
		next.ServeHTTP(z, r)
		whole = true
	})
}

var pool = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, 4)
	return z
}}

// writer holds an answer back until it is clear whether it is worth compressing.
type writer struct {
	http.ResponseWriter
	takes   bool
	status  int
	decided bool
	held    []byte
	gzip    *gzip.Writer // nil: it goes as it is
}

// Unwrap is for [http.ResponseController].
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader implements [http.ResponseWriter].
func (w *writer) WriteHeader(status int) {
	if status >= 100 && status < 200 {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	if w.status != 0 {
		return
	}
	w.status = status
	h := w.Header()
	if kind, _, _ := strings.Cut(h.Get("Content-Type"), ";"); !kinds[strings.TrimSpace(kind)] || h.Get("Content-Encoding") != "" {
		w.decide(false)
		return
	}
	if !slices.Contains(h.Values("Vary"), "Accept-Encoding") {
		h.Add("Vary", "Accept-Encoding")
	}
	size, err := strconv.Atoi(h.Get("Content-Length"))
	if !w.takes || status != http.StatusOK || err == nil && size < Least {
		w.decide(false)
	}
}

// decide sends the header, and lets all that follows through.
func (w *writer) decide(compress bool) {
	w.decided = true
	if compress {
		h := w.Header()
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		h.Del("Accept-Ranges")
		if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
			h.Set("ETag", "W/"+tag)
		}
		w.gzip = pool.Get().(*gzip.Writer)
		w.gzip.Reset(w.ResponseWriter)
	}
	w.ResponseWriter.WriteHeader(w.status)
}

// Write implements [http.ResponseWriter].
func (w *writer) Write(b []byte) (int, error) {
	if w.status == 0 {
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", http.DetectContentType(b))
		}
		w.WriteHeader(http.StatusOK)
	}
	if !w.decided {
		if w.held = append(w.held, b...); len(w.held) < Least {
			return len(b), nil
		}
		w.decide(true)
		return len(b), w.release()
	}
	if w.gzip != nil {
		return w.gzip.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// release sends what was held back.
func (w *writer) release() (err error) {
	if len(w.held) > 0 {
		if w.gzip != nil {
			_, err = w.gzip.Write(w.held)
		} else {
			_, err = w.ResponseWriter.Write(w.held)
		}
	}
	w.held = nil
	return err
}

// Flush implements [http.Flusher].
func (w *writer) Flush() {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	if !w.decided {
		w.decide(false)
	}
	_ = w.release()
	if w.gzip != nil {
		_ = w.gzip.Flush()
	}
	_ = http.NewResponseController(w.ResponseWriter).Flush()
}

// close ends the answer.
func (w *writer) close() {
	if w.status != 0 && !w.decided { // it was short
		w.decide(false)
	}
	_ = w.release()
	if w.gzip != nil {
		_ = w.gzip.Close()
		w.drop()
	}
}

// drop gives the compressor back, with what it holds unsent.
func (w *writer) drop() {
	if w.gzip != nil {
		w.gzip.Reset(nil)
		pool.Put(w.gzip)
		w.gzip = nil
	}
}
