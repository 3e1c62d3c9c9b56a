package main

import (
	"os"
	"strings"
	"testing"
)

// The README names every command.
func TestReadmeNamesEveryCommand(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	root, _ := newRoot()
	if len(root.Commands()) < 6 {
		t.Fatalf("only %d commands", len(root.Commands()))
	}
	for _, c := range root.Commands() {
		if !strings.Contains(string(data), "cotejo "+c.Name()) {
			t.Errorf("README.md does not name cotejo %s", c.Name())
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("cotejo %s: its short help is %q", c.Name(), c.Short)
		}
	}
}
