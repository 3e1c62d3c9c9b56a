package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/ledgertest"
)

// raw opens a file as any SQLite program would.
func raw(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		mode Mode
		code cotejo.Code
		says string
	}{
		{"nothing there", func(*testing.T, string) {}, Read, cotejo.NotFound, "there is no ledger at"},
		{"nothing there to add to", func(*testing.T, string) {}, Write, cotejo.NotFound, "there is no ledger at"},
		{"no such folder", func(t *testing.T, path string) { os.Remove(filepath.Dir(path)) }, Create, cotejo.NotFound, "there is no folder"},
		{"a folder", func(t *testing.T, path string) { os.Mkdir(path, 0o755) }, Create, cotejo.NotLedger, "is a folder"},
		{"an empty file", func(t *testing.T, path string) { os.WriteFile(path, nil, 0o644) }, Read, cotejo.NotLedger, "is empty"},
		{"a text", func(t *testing.T, path string) {
			os.WriteFile(path, []byte(strings.Repeat("Some report. ", 1000)), 0o644)
		}, Create, cotejo.NotLedger, "is not a ledger"},
		{"a short text", func(t *testing.T, path string) { os.WriteFile(path, []byte("hello"), 0o644) }, Create, cotejo.NotLedger, "is not a ledger"},
		{"another program's database", func(t *testing.T, path string) { raw(t, path, "CREATE TABLE song (title)") }, Create, cotejo.NotLedger, "of another program"},
		{"another program's marked database", func(t *testing.T, path string) { raw(t, path, "PRAGMA application_id = 7; CREATE TABLE song (title)") }, Read, cotejo.NotLedger, "of another program"},
		{"a later format", func(t *testing.T, path string) {
			raw(t, path, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; CREATE TABLE document (id)", applicationID, format+1))
		}, Create, cotejo.Newer, fmt.Sprintf("has format %d; this program knows formats up to %d", format+1, format)},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sub", "ledger.db")
			os.Mkdir(filepath.Dir(path), 0o755)
			c.make(t, path)
			before, _ := os.ReadFile(path)
			l, err := Open(t.Context(), path, c.mode, Options{})
			if err == nil {
				l.Close()
			}
			if cotejo.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), filepath.Dir(path)) || cotejo.RemedyOf(err) == "" {
				t.Errorf("got %s %q, remedy %q; want %s %q and a remedy", cotejo.CodeOf(err), err, cotejo.RemedyOf(err), c.code, c.says)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOpenOddPaths(t *testing.T) {
	for _, name := range []string{"plain.db", "with space.db", "what?.db", "100%25.db", "a#b.db", "ñandú.db", "a&mode=memory.db"} {
		path := filepath.Join(t.TempDir(), name)
		if _, err := openNew(t, path).Add(t.Context(), ledgertest.Readings(t)[0]); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		l, err := Open(t.Context(), path, Read, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c, err := l.Counts(t.Context()); err != nil || c.Documents != 1 {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		if _, err := l.Add(t.Context(), ledgertest.Readings(t)[1]); cotejo.CodeOf(err) != cotejo.ReadOnly {
			t.Errorf("%s: adding to a ledger opened to read: %v", name, err)
		}
		l.Close()
	}
}

func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	openNew(t, path)
	db, err := sql.Open("sqlite", path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	held, err := db.Begin() // as another process in the middle of adding
	if err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), path, Write, Options{Wait: 50 * time.Millisecond})
	if err == nil {
		_, err = l.Add(t.Context(), ledgertest.Readings(t)[0])
		l.Close()
	}
	if cotejo.CodeOf(err) != cotejo.Locked || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("while another writes: %v", err)
	}
	reader, err := Open(t.Context(), path, Read, Options{})
	if err != nil {
		t.Fatal("reading while another writes: ", err)
	}
	if _, err := reader.Counts(t.Context()); err != nil {
		t.Error(err)
	}
	reader.Close()
	held.Rollback()
	l, err = Open(t.Context(), path, Write, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Add(t.Context(), ledgertest.Readings(t)[0]); err != nil {
		t.Error(err)
	}
}

func TestExclusivelyLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	openNew(t, path).Close()
	db, err := sql.Open("sqlite", path+"?_pragma=locking_mode(exclusive)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN EXCLUSIVE; UPDATE document SET title = ''"); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []Mode{Write, Create} {
		if _, err := Open(t.Context(), path, mode, Options{Wait: 20 * time.Millisecond}); cotejo.CodeOf(err) != cotejo.Locked {
			t.Errorf("mode %d: %v", mode, err)
		}
	}
}

func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := openNew(t, path)
	readings := ledgertest.Readings(t)
	if _, err := l.Add(t.Context(), readings[0]); err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := l.writer.scan(t.Context(), "PRAGMA page_count", nil, &pages); err != nil {
		t.Fatal(err)
	}
	if _, err := l.writer.exec(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages+2)); err != nil {
		t.Fatal(err)
	}
	big := *readings[1]
	big.Document.Text += strings.Repeat(" and so on", 100_000)
	_, err := l.Add(t.Context(), &big)
	if cotejo.CodeOf(err) != cotejo.Full || !strings.Contains(err.Error(), "no room left on the disk") || cotejo.RemedyOf(err) == "" {
		t.Errorf("on a full disk: %v", err)
	}
	if c, err := l.Counts(t.Context()); err != nil || c.Documents != 1 || c.Claims != 1 {
		t.Errorf("what was kept before: %+v, %v", c, err)
	}
	if _, err := l.writer.exec(t.Context(), "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if added, err := l.Add(t.Context(), &big); err != nil || !added {
		t.Errorf("with room again: %v, %v", added, err)
	}
}

func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := openNew(t, path)
	if _, err := l.Add(t.Context(), ledgertest.Readings(t)[0]); err != nil {
		t.Fatal(err)
	}
	l.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 4096; at < len(data); at += 7 { // all but the page that says what it is
		data[at] ^= 0x5a
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	l, err = Open(t.Context(), path, Read, Options{})
	if err == nil {
		_, err = l.Counts(t.Context())
		l.Close()
	}
	if cotejo.CodeOf(err) != cotejo.NotLedger || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a damaged ledger: %v", err)
	}
}

func TestMigrationIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	saved, savedFormat := migrations, format
	defer func() { migrations, format = saved, savedFormat }()

	openNew(t, path).Close()
	migrations = append(migrations[:len(migrations):len(migrations)], "CREATE TABLE extra (a); INSERT INTO nowhere VALUES (1)")
	format++
	if _, err := Open(t.Context(), path, Write, Options{}); err == nil {
		t.Fatal("a migration that fails went unnoticed")
	}
	migrations, format = saved, savedFormat
	if err := openNew(t, path).Close(); err != nil { // would be refused as newer had half a migration stayed
		t.Error(err)
	}

	migrations = append(migrations[:len(migrations):len(migrations)], "CREATE TABLE extra (a)")
	format++
	l, err := Open(t.Context(), path, Read, Options{}) // an old ledger is brought up to date even to be read
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var version, extra int
	err = l.pools.QueryRow("SELECT user_version, (SELECT count(*) FROM extra) FROM pragma_user_version").Scan(&version, &extra)
	if err != nil || version != format {
		t.Errorf("format %d, %v; want %d", version, err, format)
	}
}

// A ledger of the first format is brought up to date with all it holds, and all of it is due to be collated.
func TestFormat1(t *testing.T) {
	data, err := os.ReadFile("testdata/format1.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), path, Write, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if c, err := l.Counts(t.Context()); err != nil || c.Documents != 2 || c.Claims != 3 {
		t.Errorf("it holds %+v, %v", c, err)
	}
	var due cotejo.Due
	err = l.Collate(t.Context(), func(c cotejo.Collation) (err error) {
		due, err = c.Due(10)
		return err
	})
	if err != nil || len(due.Documents) != 2 || due.Documents[0].Again || due.More {
		t.Errorf("due are %+v, %v", due, err)
	}
	found, err := l.Entities(t.Context(), "", 0, 0)
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	bound := map[string]bool{}
	for _, e := range found {
		bound[e.Name] = e.Bound
	}
	if bound["Heron Cartel"] || !bound["policía"] {
		t.Errorf("of one document only are %v", bound)
	}
}

func TestOpenManyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	errs := make(chan error)
	for range 8 {
		go func() {
			l, err := Open(t.Context(), path, Create, Options{})
			if err == nil {
				err = errors.Join(err, l.Close())
			}
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestMatch(t *testing.T) {
	for query, want := range map[string]string{
		"":                       "",
		"  ":                     "",
		"one two":                `"one" "two"`,
		`say "no more" now`:      `"say" "no more" "now"`,
		`open "quotation`:        `"open" "quotation"`,
		"lab* (x) - AND":         `"lab*"* "(x)" "AND"`,
		"* \" ?":                 "",
		"a\x00b":                 `"a b"`,
		"Córdoba—Antioquia col:": `"Córdoba—Antioquia" "col:"`,
	} {
		if got := match(query, false); got != want {
			t.Errorf("match(%q) = %s, want %s", query, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Cártel de  la Garza": "cartel de la garza",
		"  U.S.A. ":           "u s a",
		"Ñandú-3":             "nandu 3",
		"ﬁ":                   "fi",
		"—":                   "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, seed := range []string{"", `"`, "a*", `NEAR(a b)`, "title:x", `"a" OR "b"`, "\x00", "^a", "a\"b\"\"", "{", "ﬀ*"} {
		f.Add(seed)
	}
	l := openNew(f, filepath.Join(f.TempDir(), "ledger.db"))
	f.Fuzz(func(t *testing.T, query string) {
		if _, _, err := l.Search(t.Context(), query, 1, 0); err != nil {
			t.Errorf("Search(%q): %v", query, err)
		}
		if _, err := l.Entities(t.Context(), query, 1, 0); err != nil {
			t.Errorf("Entities(%q): %v", query, err)
		}
		if _, err := l.Count(t.Context(), cotejo.Filter{Text: query, Actors: []string{query}, Place: query, Source: query}); err != nil {
			t.Errorf("Count(%q): %v", query, err)
		}
	})
}
