package intake

import (
	"os"
	"path/filepath"
	"testing"
)

// seeds gives the files of one folder of testdata/seeds by name.
func seeds(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", "seeds", folder))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join("testdata", "seeds", folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		found[e.Name()] = raw
	}
	return found
}

// The fuzz targets would pass without their seeds, so what they begin with is counted.
func TestSeedsAreLoaded(t *testing.T) {
	for folder, want := range map[string]int{"decode": 12, "html": 8, "side": 8} {
		if got := len(seeds(t, folder)); got != want {
			t.Errorf("testdata/seeds/%s holds %d seeds, want %d", folder, got, want)
		}
	}
}
