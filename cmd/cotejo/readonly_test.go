//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/cotejo/cotejo/ledger/ledgertest"
	"github.com/cotejo/cotejo/ledger/sqlite"
)

// TestReadOnly asks a ledger in a folder that may not be written, as a user who may write nowhere.
func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ledger.db")
	l, err := sqlite.Open(t.Context(), path, sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), ledgertest.Readings(t)[0]); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "cotejo")
	copyFile(t, os.Args[0], program)
	report := filepath.Join(dir, "report.txt")
	if err := os.WriteFile(report, []byte("The mayor of the town said that she would not talk about the case again this year."), 0o444); err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{
		func() error { return os.Chmod(path, 0o444) },
		func() error { return os.Chmod(dir, 0o555) },
		func() error { return os.Chmod(filepath.Dir(dir), 0o755) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(dir, 0o755)
	program, err = filepath.EvalSymlinks(program)
	if err != nil {
		t.Fatal(err)
	}
	as := func(args ...string) (string, error) {
		c := &exec.Cmd{Path: program, Args: append([]string{"cotejo"}, args...), Dir: "/", Env: append(os.Environ(), "HOME=/nonexistent")}
		if os.Geteuid() == 0 {
			const nobody = 65534
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := as("claims", "--ledger", path); err != nil || !strings.Contains(out, "Heron Cartel runs laboratories in Cali") {
		t.Errorf("asking: %v, %s", err, out)
	}
	if out, err := as("read", "--ledger", path, report); err == nil || !strings.Contains(out, "ledger.db cannot be written; check the permissions") {
		t.Errorf("adding: %v, %s", err, out)
	}
	if out, err := as("read", "--ledger", filepath.Join(dir, "new.db"), report); err == nil || !strings.Contains(out, "new.db cannot be opened; check the permissions") {
		t.Errorf("making: %v, %s", err, out)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
}
