package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const report = "The judge freed four men on Sunday, the court said.\n"

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// walk gives the names of the inputs and the errors, in the order of the walk.
func walk(args ...string) (names []string, refused []string) {
	for in, err := range Walk(args, strings.NewReader(report), Options{}) {
		if err != nil {
			refused = append(refused, err.Error())
			continue
		}
		names = append(names, in.Name)
	}
	return names, refused
}

func read(t *testing.T, opt Options, arg string) (Result, error) {
	t.Helper()
	for in, err := range Walk([]string{arg}, strings.NewReader(report), opt) {
		if err != nil {
			return Result{}, err
		}
		return in.Read(context.Background())
	}
	t.Fatal("the walk gave nothing")
	return Result{}, nil
}

// refuses wants an error of one line that names the input and holds the words given.
func refuses(t *testing.T, err error, input, want string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Errorf("%s: got %v, want an *Error", input, err)
		return
	}
	if line := err.Error(); strings.ContainsAny(line, "\r\n") || !strings.Contains(line, want) || e.Input != input {
		t.Errorf("got %q, want %q of %q", line, want, input)
	}
}

func TestWalk(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"in/b.txt", "in/a.txt", "in/a.txt.meta.json", "in/z/deep/c.html", "in/.hidden.txt", "in/.git/d.txt", "out/e.txt", "out/e.txt.meta.json"} {
		write(t, path, report)
	}
	if err := errors.Join(os.Symlink("../out/e.txt", "in/link.txt"), os.Symlink("../in", "in/loop"), os.Mkdir("bare", 0o755)); err != nil {
		t.Fatal(err)
	}
	names, refused := walk("out/e.txt", "in", "-", "https://example.org/a", "missing.txt", "bare", "out/e.txt.meta.json")
	if want := []string{"out/e.txt", "in/a.txt", "in/b.txt", "in/link.txt", "in/z/deep/c.html", "-", "https://example.org/a"}; !slices.Equal(names, want) {
		t.Errorf("got %q\nwant %q", names, want)
	}
	if want := []string{
		"missing.txt: no such file or folder; check the path",
		"bare: holds no file to read; name a folder with reports in it",
		"out/e.txt.meta.json: describes a report and is none itself; name the report beside it",
	}; !slices.Equal(refused, want) {
		t.Errorf("got %q\nwant %q", refused, want)
	}
}

func TestWalkStops(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/1.txt", "a/2.txt", "b/3.txt"} {
		write(t, filepath.Join(dir, name), report)
	}
	seen := 0
	for range Walk([]string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}, nil, Options{}) {
		seen++
		break
	}
	if seen != 1 {
		t.Errorf("went on to %d inputs", seen)
	}
}

func TestReadPlainText(t *testing.T) {
	dir := t.TempDir()
	text := "Updated\r\n\r\n“The judge freed four men”, the court said.\r\n\r\nFollow us on twitter.com/example\r\n"
	path := write(t, filepath.Join(dir, "a.txt"), text)
	write(t, path+".meta.json", `{"title": "Judge frees four", "publisher": "The Gulf Lantern", "published": "2020-07-19", "url": "https://lantern.example.org/a", "language": null}`)
	r, err := read(t, Options{}, path)
	if err != nil {
		t.Fatal(err)
	}
	d := r.Document
	if d.Text != text || d.Source != path || d.Language != "en" || d.Title != "Judge frees four" || d.Publisher != "The Gulf Lantern" || d.Published != "2020-07-19" ||
		d.URL != "https://lantern.example.org/a" || d.ID != "sha256:88c024c092e7aa6198bda70616c3c2315110d2d841606c2451e46624c3dbd764" {
		t.Errorf("got %+v", d)
	}
	if got := furnitureOf(d.Text); !slices.Equal(got, []string{"Updated", "Follow us on twitter.com/example"}) || len(r.Furniture) != 2 {
		t.Errorf("furniture %q, %v", got, r.Furniture)
	}
}

// Nothing but the bytes and the side file says when a report was published.
func TestNothingIsGuessed(t *testing.T) {
	r, err := read(t, Options{}, write(t, filepath.Join(t.TempDir(), "2021-03-04-the-lantern.txt"), "TUMACO, March 4 - "+report))
	if err != nil {
		t.Fatal(err)
	}
	if d := r.Document; d.Published != "" || d.Publisher != "" || d.Title != "" || d.URL != "" || d.Credit != nil {
		t.Errorf("got %+v", d)
	}
}

func TestReadPageFile(t *testing.T) {
	r, err := read(t, Options{}, filepath.Join("testdata", "seeds", "html", "article-es.html"))
	if err != nil {
		t.Fatal(err)
	}
	if d := r.Document; d.Language != "es" || d.Publisher != "La Voz del Estero" || d.Published != "2021-03-04" || len(r.Furniture) != 2 {
		t.Errorf("got %+v, %v", d, r.Furniture)
	}
}

func TestSideFileBeatsPage(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "a.html"), string(seeds(t, "html")["article-es.html"]))
	write(t, path+".meta.json", `{"published": "2021-03-05"}`)
	r, err := read(t, Options{}, path)
	if d := r.Document; err != nil || d.Published != "2021-03-05" || d.Publisher != "La Voz del Estero" {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestStandardInput(t *testing.T) {
	r, err := read(t, Options{}, "-")
	if err != nil || r.Document.Text != report || r.Document.Source != "-" {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestKindOfFile(t *testing.T) {
	dir := t.TempDir()
	const markup = "<p>The judge freed four men on Sunday, the court said in a statement, and the navy said that it would appeal against the ruling.</p>"
	for name, text := range map[string]string{
		"said.txt":  markup,
		"said.html": "The judge freed four men on Sunday, the court said in a statement, and the navy said that it would appeal against the ruling.",
		"bare":      "The judge freed four men on Sunday, the court said in a statement, and the navy said that it would appeal against the ruling.",
	} {
		r, err := read(t, Options{}, write(t, filepath.Join(dir, name), markup))
		if err != nil || r.Document.Text != text {
			t.Errorf("%s: got %q, %v", name, r.Document.Text, err)
		}
	}
	// "BM" begins bitmaps too.
	r, err := read(t, Options{}, write(t, filepath.Join(dir, "bmw"), "BMW cars were seized, the court said.\n"))
	if err != nil || r.Document.Text == "" {
		t.Errorf("got %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	for want, text := range map[string]string{
		"empty":                   " \r\n\t",
		"empty; leave it out":     "",
		"no encoding known here":  "Le pr\x81sident \x8d l\x9d",
		"binary data, not text":   string(seeds(t, "decode")["binary.bin"]),
		"binary data":             "The judge\x00 freed",
		"UTF-8 text with an":      string(seeds(t, "decode")["broken-utf8.txt"]),
		"a PDF file":              "%PDF-1.7\nThe judge freed four men",
		"a compressed file":       "\x1f\x8b\x08\x00\x00\x00\x00\x81\xff\x01",
		"kind image/png":          "\x89PNG\r\n\x1a\n\x00\x00\x00\x0d\x81",
		"not English or Spanish":  strings.Repeat("A polícia prendeu três homens na fronteira, disse o ministério. ", 5),
		"English and Spanish in":  strings.Repeat("The judge freed the four men. La jueza dejó libres a los hombres. ", 5),
		"too few words":           "Tumaco, Nariño",
		"larger than the limit":   strings.Repeat(report, 2000),
		"the limit of 1000 bytes": strings.Repeat(report, 20),
	} {
		opt := Options{MaxBytes: 100_000}
		if strings.Contains(want, "1000 bytes") {
			opt.MaxBytes = 1000
		}
		path := write(t, filepath.Join(dir, "x"), text)
		_, err := read(t, opt, path)
		refuses(t, err, path, want)
	}
	if os.Geteuid() != 0 { // root may read everything
		path := write(t, filepath.Join(dir, "shut.txt"), report)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		_, err := read(t, Options{}, path)
		refuses(t, err, path, "may not be read")
	}
}

// A file beyond the limit is refused by its size; a stream, which has none, as soon as it goes beyond.
func TestLimitIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.txt")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(200<<20), f.Close()); err != nil { // sparse: it takes no room on the disk
		t.Fatal(err)
	}
	_, err = read(t, Options{}, path)
	refuses(t, err, path, "200 MB, larger than the limit of 50 MB; raise the limit")

	endless := &endless{}
	for in := range Walk([]string{"-"}, endless, Options{MaxBytes: 1 << 16}) {
		_, err = in.Read(context.Background())
		refuses(t, err, "-", "larger than the limit")
	}
	if endless.given > 1<<18 {
		t.Errorf("read %d bytes past a limit of %d", endless.given, 1<<16)
	}
}

type endless struct{ given int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.given += len(p)
	return len(p), nil
}

func TestLanguageGiven(t *testing.T) {
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "a.txt"), "Tumaco, Nariño")
	if r, err := read(t, Options{Language: "es"}, path); err != nil || r.Document.Language != "es" {
		t.Errorf("by option: %+v, %v", r, err)
	}
	write(t, path+".meta.json", `{"language": "en"}`)
	if r, err := read(t, Options{}, path); err != nil || r.Document.Language != "en" {
		t.Errorf("by side file: %+v, %v", r, err)
	}
}

func TestSideFile(t *testing.T) {
	for name, want := range map[string]side{
		"full.json":          {Title: "Tres capturas en Tumaco", Publisher: "La Voz del Estero", Published: "2021-03-04", URL: "https://vozdelestero.example.org/a", Language: "es"},
		"null-and-more.json": {},
		"date-time.json":     {Published: "2021-03-04", Language: "es"},
	} {
		if got, err := parseSide(seeds(t, "side")[name]); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "a.txt"), report)
	for name, want := range map[string]string{
		"list.json":           "is no JSON object",
		"bad-day.json":        `published is no date: "04/03/2021"; write it as`,
		"other-language.json": "neither English nor Spanish",
		"wrong-type.json":     "is no JSON object",
		"cut.json":            "is no JSON object",
	} {
		side := write(t, path+".meta.json", string(seeds(t, "side")[name]))
		_, err := read(t, Options{}, path)
		refuses(t, err, side, want)
	}
}

func TestReadEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (Input{Name: "a.txt"}).Read(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestErrorIsOneLine(t *testing.T) {
	err := &Error{Input: "a\nb\x1b[31m", Problem: "is\nbad", Remedy: "mend it"}
	if got, want := err.Error(), `"a\nb\x1b[31m": is bad; mend it`; got != want {
		t.Errorf("got %q", got)
	}
}
