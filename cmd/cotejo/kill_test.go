package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/sqlite"
)

// command gives a child process that is the program.
func command(args ...string) *exec.Cmd {
	return &exec.Cmd{Path: os.Args[0], Args: append([]string{"cotejo"}, args...), Env: os.Environ()}
}

// invent writes n reports of some length.
func invent(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	towns := []string{"Tumaco", "Cali", "Buenaventura", "Guayaquil", "Esmeraldas"}
	for i := range n {
		var b bytes.Buffer
		for j := range 6 {
			town := towns[(i+j)%len(towns)]
			fmt.Fprintf(&b, "Police arrested %d members of the Heron Cartel in %s on Monday, prosecutor Ana Ibarra said. The group reportedly runs laboratories in %s.\n\n", i+j, town, town)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestKill ends a long read without warning at twenty moments. Each time the ledger must open and hold whole documents only; in
// the end it must hold what an undisturbed read keeps.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("reads for some seconds")
	}
	const kills = 20
	reports := invent(t, 150)
	dir := t.TempDir()
	undisturbed, disturbed := filepath.Join(dir, "undisturbed.db"), filepath.Join(dir, "disturbed.db")
	if out, err := command("read", "--format", "none", "--ledger", undisturbed, reports).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := records(t, undisturbed)

	random := rand.New(rand.NewPCG(3, 1))
	midway, kept := 0, 0
	for range kills {
		child := command("read", "--format", "none", "--ledger", disturbed, reports)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() {
			child.Wait() //nolint:errcheck // it was killed
			close(ended)
		}()
		// Not before some more are kept, and then at any moment: however quick the machine is, work is left for the next.
		for most := kept + random.IntN(2*len(want)/kills); kept <= most && !closed(ended); {
			kept = documentsIn(disturbed)
		}
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
		child.Process.Kill() //nolint:errcheck // it may have ended
		<-ended
		if n := holdsWhole(t, disturbed, want); n > 0 && n < len(want) {
			midway++
		}
	}
	if midway < kills/4 {
		t.Errorf("only %d of %d kills fell in the middle of the work: the test says little", midway, kills)
	}
	if out, err := command("read", "--format", "none", "--ledger", disturbed, reports).CombinedOutput(); err != nil {
		t.Fatalf("the last read: %v: %s", err, out)
	}
	if n := holdsWhole(t, disturbed, want); n != len(want) {
		t.Errorf("the last read left %d of %d documents", n, len(want))
	}
	if got, want := clusters(t, disturbed), clusters(t, undisturbed); !slices.EqualFunc(got, want, func(a, b cotejo.Cluster) bool {
		return a.ID == b.ID && slices.Equal(a.Claims, b.Claims) && a.Reason == b.Reason
	}) {
		t.Errorf("what the claims weigh differs: %d clusters, want %d", len(got), len(want))
	}
}

func closed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	case <-time.After(time.Millisecond):
		return false
	}
}

// documentsIn counts the documents of a ledger that somebody may be writing, 0 where there is none yet.
func documentsIn(path string) int {
	l, err := sqlite.Open(context.Background(), path, sqlite.Read, sqlite.Options{})
	if err != nil {
		return 0
	}
	defer l.Close()
	counts, err := l.Counts(context.Background())
	if err != nil {
		return 0
	}
	return counts.Documents
}

func clusters(t *testing.T, path string) []cotejo.Cluster {
	t.Helper()
	l, err := sqlite.Open(t.Context(), path, sqlite.Read, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	found, err := l.Clusters(t.Context(), cotejo.ClusterFilter{})
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	return found
}

// records gives how many claims and attributions each document of a ledger has.
func records(t *testing.T, path string) map[string][2]int {
	t.Helper()
	l, err := sqlite.Open(t.Context(), path, sqlite.Read, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	entries, err := l.Documents(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]int{}
	for _, e := range entries {
		r, err := l.Reading(t.Context(), e.ID)
		if err == nil {
			err = r.Check()
		}
		if err != nil {
			t.Errorf("%s: %v", e.Source, err)
			continue
		}
		if e.Claims != len(r.Claims) {
			t.Errorf("%s is half in: %d claims of %d", e.Source, len(r.Claims), e.Claims)
		}
		out[e.ID] = [2]int{len(r.Claims), len(r.Attributions)}
	}
	return out
}

// holdsWhole checks a ledger that was left without warning and counts its documents.
func holdsWhole(t *testing.T, path string, want map[string][2]int) int {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		return 0 // killed before it had begun
	}
	l, err := sqlite.Open(t.Context(), path, sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal("the ledger does not open: ", err)
	}
	var n int
	for f, err := range l.Claims(t.Context(), cotejo.Filter{Text: "Heron"}) { // the indexes agree with the records
		if err != nil || f.ID == "" || f.Report.ID == "" {
			t.Fatal("a claim in an index without its record: ", err)
		}
	}
	l.Close()
	got := records(t, path)
	for id, r := range got {
		if want[id] != r {
			t.Errorf("%s has %v claims and attributions, want %v", id, r, want[id])
		}
		n++
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(context.Background(), "PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s, %v", verdict, err)
	}
	if rows, err := db.Query("PRAGMA foreign_key_check"); err != nil {
		t.Error(err)
	} else {
		if rows.Next() {
			t.Error("a record names another that is not there")
		}
		rows.Close()
	}
	return n
}
