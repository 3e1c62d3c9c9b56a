package intake

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The limits that hold where Options leaves them at zero.
const (
	DefaultMaxBytes     = 50 << 20
	DefaultTimeout      = 30 * time.Second
	DefaultMaxRedirects = 5
)

// Options bound what is read. The zero value has the defaults and is safe to use on input from anywhere.
type Options struct {
	MaxBytes     int64         // largest input read, in bytes; compressed pages are counted unpacked
	Language     string        // "en" or "es" for every input; empty: the side file's, or detected
	Timeout      time.Duration // for one page of the web, from look-up to last byte
	MaxRedirects int           // for one page of the web
	AllowPrivate bool          // let URLs reach loopback, private and link-local addresses
}

func (o Options) withDefaults() Options {
	o.MaxBytes = cmp.Or(o.MaxBytes, DefaultMaxBytes)
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	o.MaxRedirects = cmp.Or(o.MaxRedirects, DefaultMaxRedirects)
	return o
}

// origin is where an input's bytes come from.
type origin int

const (
	fromFile origin = iota
	fromStdin
	fromWeb
)

// Input is one report that can be read. Listing it has opened nothing.
type Input struct {
	Name string // path or URL as given; "-" is standard input

	origin origin
	stdin  io.Reader
	opt    Options
}

// sideSuffix, after a report's whole file name, names the side file that describes it.
const sideSuffix = ".meta.json"

// Walk lists the inputs that the arguments name: files, http and https URLs, "-" for stdin, and folders with all that is in them,
// at any depth, in order of their names. Hidden files and folders and side files inside a folder are left out. Links inside a
// folder are followed to files, not to folders. An argument that cannot be listed gives an [*Error], and the walk goes on.
func Walk(args []string, stdin io.Reader, opt Options) iter.Seq2[Input, error] {
	opt = opt.withDefaults()
	return func(yield func(Input, error) bool) {
		for _, arg := range args {
			if !walkOne(arg, stdin, opt, yield) {
				return
			}
		}
	}
}

// Bytes is an input whose bytes are at hand: a file that somebody dropped on a page. Its name says what it is called, and what kind of
// file it is.
func Bytes(name string, raw []byte, opt Options) Input {
	return Input{Name: name, origin: fromStdin, stdin: bytes.NewReader(raw), opt: opt.withDefaults()}
}

// Page is an input on the web. An address that is none gives an [*Error].
func Page(address string, opt Options) (Input, error) {
	if !isURL(address) {
		return Input{}, &Error{Input: address, Problem: "no address of the web", Remedy: "give one that begins with http:// or https://"}
	}
	return Input{Name: address, origin: fromWeb, opt: opt.withDefaults()}, nil
}

func walkOne(arg string, stdin io.Reader, opt Options, yield func(Input, error) bool) bool {
	if arg == "-" {
		return yield(Input{Name: arg, origin: fromStdin, stdin: stdin, opt: opt}, nil)
	}
	if isURL(arg) {
		return yield(Input{Name: arg, origin: fromWeb, opt: opt}, nil)
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil && strings.Contains(arg, "://"):
		scheme, _, _ := strings.Cut(arg, "://")
		return yield(Input{}, &Error{Input: arg, Problem: "an address of the kind " + scheme + ", which is not read", Remedy: "give one that begins with http:// or https://, or save it and name the file"})
	case err != nil:
		return yield(Input{}, fileError(arg, err))
	case info.IsDir():
		return walkFolder(arg, opt, yield)
	case strings.HasSuffix(arg, sideSuffix):
		return yield(Input{}, &Error{Input: arg, Problem: "describes a report and is none itself", Remedy: "name the report beside it"})
	}
	return yield(Input{Name: arg, opt: opt}, nil)
}

// walkFolder says whether the caller wants more.
func walkFolder(root string, opt Options, yield func(Input, error) bool) bool {
	more, found := true, false
	give := func(in Input, err error) error {
		found = true
		if more = yield(in, err); !more {
			return fs.SkipAll
		}
		return nil
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return give(Input{}, fileError(path, err))
		}
		hidden := path != root && strings.HasPrefix(entry.Name(), ".")
		switch {
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() || hidden || strings.HasSuffix(entry.Name(), sideSuffix):
			return nil
		}
		mode := entry.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := os.Stat(path)
			if err != nil {
				return give(Input{}, fileError(path, err))
			}
			if info.IsDir() {
				return nil
			}
			mode = info.Mode()
		}
		if !mode.IsRegular() {
			// Opening a pipe that nobody writes to would stop the walk for good.
			return give(Input{}, &Error{Input: path, Problem: "is a pipe, socket or device", Remedy: "name it itself if it should be read"})
		}
		return give(Input{Name: path, opt: opt}, nil)
	})
	if err != nil {
		return yield(Input{}, fileError(root, err))
	}
	if !found {
		return yield(Input{}, &Error{Input: root, Problem: "holds no file to read", Remedy: "name a folder with reports in it"})
	}
	return more
}

func isURL(s string) bool {
	scheme, _, ok := strings.Cut(s, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// readAll reads r to its end, or fails as soon as it holds more than the limit. size is how much is expected, 0 where unknown.
func (in Input) readAll(r io.Reader, size int64) ([]byte, error) {
	if size > in.opt.MaxBytes {
		return nil, in.tooLarge(size)
	}
	buf := make([]byte, 0, size+512)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > in.opt.MaxBytes {
			return nil, in.tooLarge(0)
		}
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

func (in Input) tooLarge(size int64) error {
	problem := "larger than the limit of " + megabytes(in.opt.MaxBytes)
	if size > 0 {
		problem = fmt.Sprintf("%s, larger than the limit of %s", megabytes(size), megabytes(in.opt.MaxBytes))
	}
	return &Error{Input: in.Name, Problem: problem, Remedy: "raise the limit with --max-size, or split it"}
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.4g MB", float64(n)/(1<<20))
}

func (in Input) fromDisk() ([]byte, error) {
	f, err := os.Open(in.Name)
	if err != nil {
		return nil, fileError(in.Name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fileError(in.Name, err)
	}
	raw, err := in.readAll(f, info.Size())
	if known := (*Error)(nil); err != nil && !errors.As(err, &known) {
		return nil, fileError(in.Name, err)
	}
	return raw, err
}

func fileError(path string, err error) error {
	e := &Error{Input: path, Cause: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Problem, e.Remedy = "no such file or folder", "check the path"
	case errors.Is(err, fs.ErrPermission):
		e.Problem, e.Remedy = "may not be read", "check its permissions"
	default:
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		e.Problem = "cannot be read: " + err.Error()
	}
	return e
}
