package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write lays out a folder as WordNet does: an index of words with their senses, the most frequent first, and the senses with what each is a kind of.
func write(t *testing.T, index, data string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{"index.noun": index, "data.noun": data} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("  1 a line of the licence\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const (
	index = `baker n 1 2 @ ~ 1 1 00000003
bank n 2 1 @ 2 1 00000006 00000003
pastry_cook n 1 1 @ 1 0 00000004
patissier n 1 1 @ 1 0 00000004
person n 1 1 ~ 1 1 00000002
somebody n 1 1 ~ 1 1 00000002
st._nick n 1 1 @i 1 0 00000005
nicholas n 1 1 @i 1 0 00000005
`
	data = `00000002 18 n 02 person 0 somebody 0 001 ~ 00000003 n 0000 | a human being
00000003 18 n 01 baker 0 001 @ 00000002 n 0000 | one who bakes
00000004 18 n 02 pastry_cook 0 patissier 0 002 + 00000009 v 0101 @ 00000003 n 0000 | bakes cakes
00000005 18 n 01 nicholas 0 001 @i 00000002 n 0000 | a saint
00000006 06 n 01 bank 0 001 @ 00000006 n 0000 | a place for money, and its own kind
`
)

func TestNouns(t *testing.T) {
	var b strings.Builder
	if err := run(write(t, index, data), "person", &b); err != nil {
		t.Fatal(err)
	}
	if want := "baker\npatissier\nperson\nsomebody\n"; b.String() != want {
		t.Errorf("got %q, want %q: kinds of people by their first sense, no names and no phrases", b.String(), want)
	}
	if err := run(write(t, index, data), "ship", &b); err == nil || !strings.Contains(err.Error(), `"ship"`) {
		t.Errorf("a noun that is not there: %v", err)
	}
	if err := run(t.TempDir(), "person", &b); err == nil {
		t.Error("a folder without WordNet passes")
	}
}
