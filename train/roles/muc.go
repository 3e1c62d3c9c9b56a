package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cotejo/cotejo/extract/violence"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/nlp"
)

// extract is a line of extracts.jsonl.
type extract struct {
	ID    string                `json:"docid"`
	Roles map[string][][]string `json:"extracts"`
}

// readMUC reads a folder of MUC-4 texts with their keys: text/ID.txt, extracts.jsonl and templates.key, the last for the
// people hurt whom the text does not name, which the extracts leave out.
func readMUC(rules *flow.Rules, folder string, limit int) ([]violence.Gold, error) {
	described, err := readDescribed(filepath.Join(folder, "templates.key"))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "extracts.jsonl")
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []violence.Gold
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan() && (limit == 0 || n <= limit); n++ {
		var x extract
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		text, err := os.ReadFile(filepath.Join(folder, "text", x.ID+".txt"))
		if err != nil {
			return nil, err
		}
		t, err := rules.Read(string(text), nlp.English)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", x.ID, err)
		}
		g := violence.Gold{Text: t, Spare: described[x.ID].ofNamed}
		for _, k := range violence.Kinds() {
			for _, names := range x.Roles[k.String()] {
				var normal []string
				for _, name := range names {
					normal = append(normal, violence.Normal(name))
				}
				if len(normal) > 0 {
					g.Roles[k] = append(g.Roles[k], normal)
				}
			}
		}
		g.Roles[violence.Described] = described[x.ID].unnamed
		out = append(out, g)
	}
	return out, lines.Err()
}

// hurt is how a text describes people hurt: those it does not name, by entity, and those it names too.
type hurt struct {
	unnamed [][]string
	ofNamed []string
}

var (
	slotLine = regexp.MustCompile(`^\d+\.\s+([A-Z ]+: ?[A-Z ]+?)\s{2,}(.*)$`)
	quoted   = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
)

// readDescribed reads the slot HUM TGT: DESCRIPTION of MUC-4's templates, by document.
func readDescribed(path string) (map[string]hurt, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	out := map[string]hurt{}
	id, slot := "", ""
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		value := strings.TrimSpace(lines.Text())
		if m := slotLine.FindStringSubmatch(lines.Text()); m != nil {
			slot, value = m[1], m[2]
			if slot == "MESSAGE: ID" && value != "" {
				id = strings.Fields(value)[0]
			}
		}
		if slot != "HUM TGT: DESCRIPTION" || strings.HasPrefix(value, ";") {
			continue
		}
		h := out[id]
		what, _, named := strings.Cut(value, `": "`)
		if named {
			what += `"`
		}
		var names []string
		for _, m := range quoted.FindAllStringSubmatch(what, -1) {
			names = append(names, violence.Normal(m[1]))
		}
		switch {
		case len(names) == 0:
		case named:
			h.ofNamed = append(h.ofNamed, names...)
		case !holds(h.unnamed, names):
			h.unnamed = append(h.unnamed, names)
		}
		out[id] = h
	}
	return out, lines.Err()
}

// holds says whether one of the entities has one of the names.
func holds(entities [][]string, names []string) bool {
	for _, e := range entities {
		for _, a := range e {
			for _, b := range names {
				if a == b {
					return true
				}
			}
		}
	}
	return false
}
