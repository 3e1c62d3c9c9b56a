package main

import (
	"bufio"
	"bytes"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/charmap"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cotejo": main})
}

// TestScripts runs the command line as its users do. Each script in testdata/script is one behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("XDG_DATA_HOME", "")
			env.Setenv("COTEJO_LEDGER", "")
			demo, err := filepath.Abs("../../demo/reports")
			env.Setenv("DEMO", demo)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"latin1":   latin1,
			"bytes":    rawBytes,
			"enlarge":  enlarge,
			"sqlite":   runSQL,
			"holdlock": holdLock,
			"website":  website,
			"start":    start,
			"get":      get,
			"lines":    countLines,
			"find":     find,
		},
		RequireUniqueNames: true,
	})
}

func need(ts *testscript.TestScript, neg bool, args []string, n int, usage string) {
	if neg || len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
}

func check(ts *testscript.TestScript, err error) {
	if err != nil {
		ts.Fatalf("%v", err)
	}
}

// latin1 rewrites a file in Windows-1252.
func latin1(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "latin1 FILE")
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	check(ts, err)
	data, err = charmap.Windows1252.NewEncoder().Bytes(data)
	check(ts, err)
	check(ts, os.WriteFile(path, data, 0o644))
}

// rawBytes appends a Go string literal's bytes to a file.
func rawBytes(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, `bytes FILE '"\xff"'`)
	s, err := strconv.Unquote(args[1])
	check(ts, err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	check(ts, err)
	_, err = f.WriteString(s)
	check(ts, err)
	check(ts, f.Close())
}

// enlarge makes a file so many megabytes large, with a hole at its end.
func enlarge(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "enlarge FILE MEGABYTES")
	n, err := strconv.ParseInt(args[1], 10, 64)
	check(ts, err)
	check(ts, os.Truncate(ts.MkAbs(args[0]), n<<20))
}

// runSQL changes a file as any program with SQLite could.
func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "sqlite FILE STATEMENTS")
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	check(ts, err)
	_, err = db.Exec(args[1])
	check(ts, err)
	check(ts, db.Close())
}

// holdLock keeps a ledger locked for writing until the script ends.
func holdLock(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "holdlock FILE")
	db, err := sql.Open("sqlite", ts.MkAbs(args[0])+"?_txlock=immediate")
	check(ts, err)
	tx, err := db.Begin()
	check(ts, err)
	ts.Defer(func() {
		tx.Rollback()
		db.Close()
	})
}

// website serves the script's folder on loopback, with /loop that leads to itself, and puts its address into $SITE.
func website(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 0, "website")
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(ts.MkAbs("."))))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	server := httptest.NewServer(mux)
	ts.Setenv("SITE", server.URL)
	ts.Defer(server.Close)
}

// countLines holds the number of lines of the last output that have a text in them.
func countLines(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "lines stdout|stderr|FILE N TEXT")
	n := 0
	for line := range strings.SplitSeq(ts.ReadFile(args[0]), "\n") {
		if strings.Contains(line, args[2]) {
			n++
		}
	}
	if strconv.Itoa(n) != args[1] {
		ts.Fatalf("%d lines of %s hold %q, want %s", n, args[0], args[2], args[1])
	}
}

// find puts what the last output has in a regular expression's parentheses into a variable.
func find(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "find VARIABLE 'REGEXP'")
	re, err := regexp.Compile("(?m)" + args[1])
	check(ts, err)
	found := re.FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) < 2 {
		ts.Fatalf("no match for %s", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// start runs the program in the background until the script ends, waits for its first line and puts that into the variable. The
// program must end well when it is interrupted.
func start(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: start VARIABLE ARG...")
	}
	child := command(args[1:]...)
	child.Dir = ts.MkAbs(".")
	child.Env = append(os.Environ(), "HOME="+ts.Getenv("HOME"), "COTEJO_LEDGER="+ts.Getenv("COTEJO_LEDGER"))
	child.Stderr = ts.Stderr()
	out, err := child.StdoutPipe()
	check(ts, err)
	check(ts, child.Start())
	ts.Defer(func() {
		child.Process.Signal(os.Interrupt)
		if err := child.Wait(); err != nil {
			ts.Fatalf("cotejo %s, interrupted: %v", strings.Join(args[1:], " "), err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		ts.Fatalf("cotejo %s said nothing: %v", strings.Join(args[1:], " "), err)
	}
	ts.Setenv(args[0], strings.TrimSpace(line))
}

// get fetches an address and holds the page against a text.
func get(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "get ADDRESS TEXT")
	response, err := http.Get(args[0])
	check(ts, err)
	defer response.Body.Close()
	var body bytes.Buffer
	_, err = body.ReadFrom(response.Body)
	check(ts, err)
	if response.StatusCode != http.StatusOK || !strings.Contains(body.String(), args[1]) {
		ts.Fatalf("%s answers %s without %q", args[0], response.Status, args[1])
	}
}
