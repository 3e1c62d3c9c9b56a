package intake

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/cotejo/cotejo"
)

// Result is one report, ready to be understood.
type Result struct {
	Document  cotejo.Document
	Furniture []cotejo.Span // whole lines of Document.Text that are the page's and not the report's, in order
}

// Read reads the input. Every error is an [*Error], but for those of a context that was ended.
func (in Input) Read(ctx context.Context) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	src, err := in.bytes(ctx)
	if err != nil {
		return Result{}, err
	}
	beside := side{}
	if in.origin == fromFile {
		if beside, err = readSide(in.Name); err != nil {
			return Result{}, err
		}
	}
	r, err := in.document(src, beside)
	if bad := (*flaw)(nil); errors.As(err, &bad) {
		return Result{}, &Error{Input: in.Name, Problem: bad.problem, Remedy: bad.remedy}
	}
	return r, err
}

// source is the bytes of an input and what the web said of them.
type source struct {
	raw         []byte
	contentType string
	address     *url.URL // after redirects; nil where the bytes are not from the web
}

func (in Input) bytes(ctx context.Context) (source, error) {
	switch in.origin {
	case fromStdin:
		raw, err := in.readAll(in.stdin, 0)
		if known := (*Error)(nil); err != nil && !errors.As(err, &known) {
			err = &Error{Input: in.Name, Problem: "standard input cannot be read: " + err.Error(), Cause: err}
		}
		return source{raw: raw}, err
	case fromWeb:
		return in.fetch(ctx)
	}
	raw, err := in.fromDisk()
	return source{raw: raw}, err
}

func (in Input) document(src source, known side) (Result, error) {
	sum := sha256.Sum256(src.raw)
	doc := cotejo.Document{ID: "sha256:" + hex.EncodeToString(sum[:]), Source: in.Name}
	if len(bytes.TrimSpace(src.raw)) == 0 {
		return Result{}, &flaw{"empty", "leave it out"}
	}
	if bytes.HasPrefix(src.raw, []byte("%PDF-")) { // may be all ASCII
		return Result{}, otherKind(src.raw)
	}
	if in.isHTML(src) {
		source, err := decodeHTML(src.raw, src.contentType)
		if err != nil {
			return Result{}, cmp.Or(otherKind(src.raw), err)
		}
		p, err := readPage(source, src.address)
		if err != nil {
			return Result{}, err
		}
		doc.Text = p.text
		doc.Language = in.language(known.Language, p.Language, p.text)
		known = known.or(p.side)
	} else {
		text, err := Decode(src.raw)
		if err != nil {
			return Result{}, cmp.Or(otherKind(src.raw), err)
		}
		if strings.TrimSpace(text) == "" {
			return Result{}, &flaw{"empty", "leave it out"}
		}
		doc.Text = text
		doc.Language = in.language(known.Language, "", text)
	}
	if doc.Language == "" {
		return Result{}, unclear(doc.Text)
	}
	if src.address != nil && known.URL == "" {
		known.URL = src.address.String()
	}
	known.fill(&doc)
	return Result{Document: doc, Furniture: furniture().find(doc.Text)}, nil
}

// language settles the language of a text: what the person said, else what the words say, else, where they say too little,
// what the page says of itself. Pages are often marked wrong, so their mark comes last.
func (in Input) language(beside, page, text string) string {
	if in.opt.Language != "" {
		return in.opt.Language
	}
	if beside != "" {
		return beside
	}
	lang, v := detectLanguage(text)
	if v == tooFew {
		if tag, ok := knownLanguage(page); ok {
			return tag
		}
	}
	return lang
}

func unclear(text string) error {
	const remedy = "give --lang en or --lang es if it is"
	switch _, v := detectLanguage(text); v {
	case tooFew:
		return &flaw{"too few words to tell whether it is English or Spanish", "give --lang en or --lang es"}
	case mixed:
		return &flaw{"English and Spanish in like parts", "split it, or give --lang for the part that counts"}
	}
	return &flaw{"language not English or Spanish", remedy}
}

// isHTML says whether bytes are a page. A name that ends in .txt is believed before the bytes, and the web's label before both.
func (in Input) isHTML(src source) bool {
	if kind, _, _ := strings.Cut(src.contentType, ";"); kind != "" {
		kind = strings.ToLower(strings.TrimSpace(kind))
		return kind == "text/html" || kind == "application/xhtml+xml"
	}
	switch strings.ToLower(filepath.Ext(in.Name)) {
	case ".html", ".htm", ".xhtml":
		return true
	case ".txt", ".text":
		return false
	}
	head := src.raw[:min(len(src.raw), 1024)]
	if text, err := decode(head); err == nil {
		head = []byte(text)
	}
	kind := http.DetectContentType(head)
	return strings.HasPrefix(kind, "text/html") || strings.HasPrefix(kind, "text/xml") && bytes.Contains(bytes.ToLower(head), []byte("<html"))
}

// otherKind names the kind of a file that is no text, where it knows it. Some kinds are known by two letters that a text may
// begin with too, so it is asked only once the bytes have not read as text.
func otherKind(raw []byte) error {
	kind, _, _ := strings.Cut(http.DetectContentType(raw), ";")
	switch major, _, _ := strings.Cut(kind, "/"); {
	case kind == "application/pdf":
		return &flaw{"a PDF file, not text or HTML", "convert it to text first, for instance with pdftotext"}
	case kind == "application/zip":
		return &flaw{"a zip archive or office document, not text or HTML", "unpack it, or save it as text"}
	case kind == "application/x-gzip", kind == "application/x-rar-compressed":
		return &flaw{"a compressed file, not text or HTML", "unpack it first"}
	case major == "image", major == "audio", major == "video", major == "font":
		return &flaw{"a file of kind " + kind + ", not text or HTML", "leave it out"}
	}
	return nil
}

// quoteShort quotes a value from outside for a message.
func quoteShort(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
