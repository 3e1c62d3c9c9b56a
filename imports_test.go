package cotejo_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/cotejo/cotejo"

// direction is what a package may import.
type direction struct {
	pkg    string // a folder; "x/..." is all below x too
	may    []string
	reason string
}

// directions says which packages of the project each may import. The steps stand on the glossary and on what they read; they meet
// in flow alone, so that each can be tried on a string and none reaches back into an earlier one's insides.
var directions = []direction{
	{".", nil, "the glossary knows nothing of those who use it"},
	{"nlp/...", []string{"nlp"}, "language and nothing of crime; useful alone"},
	{"timex", []string{"nlp"}, "times are words and a calendar"},
	{"gazetteer", nil, "places are data, known by name and nothing else"},
	{"codebook", []string{".", "nlp"}, "what can be claimed, said in terms of words"},
	{"intake", []string{"."}, "bytes to documents; what they mean comes later"},
	{"attribute", []string{".", "nlp"}, "who says which words, before anybody asks what they claim"},
	{"extract", []string{".", "nlp", "attribute", "codebook", "timex"}, "frames from trees, relations and the codebook"},
	{"extract/violence", []string{".", "nlp", "attribute", "codebook", "extract"}, "what is learned of violence, over what rules found"},
	{"resolve", []string{".", "nlp", "gazetteer"}, "who and where, not what"},
	{"link", []string{".", "gazetteer"}, "names beside names: a function of the set of them"},
	{"copies", []string{"."}, "texts beside texts, before anybody reads what they claim"},
	{"weigh", []string{"."}, "claims beside claims: a function of the set of them"},
	{"ledger/ledgertest", []string{"."}, "what any ledger must do"},
	{"ledger/sqlite", []string{"."}, "readings kept and found; it does not know how they came about"},
	{"export", []string{"."}, "readings in other forms"},
	{"flow", []string{".", "nlp", "timex", "gazetteer", "codebook", "intake", "attribute", "extract", "extract/violence", "resolve", "link", "copies", "weigh"}, "the one place where the steps meet; any ledger will do"},
	{"web", []string{".", "codebook", "export", "web/api", "web/reconcile", "web/internal/..."}, "pages over any ledger"},
	{"web/reconcile", []string{".", "gazetteer", "link"}, "names from elsewhere against any ledger"},
	{"web/api", []string{".", "export", "web/internal/..."}, "answers over any ledger that counts"},
	{"web/internal/...", []string{"."}, "what the pages and their tests share"},
	{"web/e2e/...", []string{".", "ledger/sqlite", "web", "web/internal/..."}, "ledgers for the browser tests"},
	{"cmd/cotejo", []string{".", "nlp", "gazetteer", "codebook", "export", "flow", "intake", "ledger/sqlite", "link", "web", "web/api"}, "wires it all together"},
	{"train/...", []string{".", "nlp", "timex", "gazetteer", "codebook", "intake", "attribute", "extract", "extract/violence", "resolve", "copies", "flow", "ledger/sqlite", "train/..."}, "makes and measures what the steps ship; nothing that ships imports it"},
	{"demo", []string{"."}, "reports, and the test that they are whole"},
}

func within(pkg string, patterns ...string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		base, deep := strings.CutSuffix(p, "/...")
		return pkg == base || deep && strings.HasPrefix(pkg, base+"/")
	})
}

// sources walks the Go files of the project that are no tests, with the packages they import.
func sources(t *testing.T, each func(path, pkg string, imports []string)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "node_modules" || name == "testdata") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, imported)
		}
		each(path, filepath.ToSlash(filepath.Dir(path)), imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files were looked at", files)
	}
}

// Tests may import more, to compare and to try things together.
func TestImportDirections(t *testing.T) {
	sources(t, func(path, pkg string, imports []string) {
		i := slices.IndexFunc(directions, func(d direction) bool { return within(pkg, d.pkg) })
		if i < 0 {
			t.Errorf("%s: package %s is not in the table of directions: say what it may import and why", path, pkg)
			return
		}
		for _, imported := range imports {
			if imported == "C" {
				t.Errorf("%s uses cgo: the program is one static binary", path)
			}
			rest, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			target := strings.TrimPrefix(rest, "/")
			if target == "" {
				target = "."
			}
			if !within(target, directions[i].may...) {
				t.Errorf("%s imports %s, which %s may not: %s", path, target, directions[i].pkg, directions[i].reason)
			}
		}
	})
}

// ARCHITECTURE.md has a room for every package and a reason for every dependency.
func TestArchitectureIsComplete(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	sources(t, func(path, pkg string, imports []string) {
		if room, _, _ := strings.Cut(pkg, "/"); room != "." && !strings.Contains(text, "`"+room) {
			t.Errorf("no room for %s, of %s", room, path)
		}
		for _, imported := range imports {
			host, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(host, ".") || strings.HasPrefix(imported, module) {
				continue
			}
			known := false
			for part := imported; strings.Count(part, "/") >= 1 && !known; part = part[:strings.LastIndex(part, "/")] {
				known = strings.Contains(text, part)
			}
			if !known {
				t.Errorf("no reason for %s, which %s imports", imported, path)
			}
		}
	})
}
