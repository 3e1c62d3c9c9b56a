// Command manifest lists the models that the program embeds, with the hash that each is checked by when it is loaded.
//
//	go run ./train/manifest [--models nlp/models]
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	models := flag.String("models", filepath.Join("nlp", "models"), "folder of the models")
	flag.Parse()
	if err := run(*models); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(models string) error {
	files, err := filepath.Glob(filepath.Join(models, "*.bin"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no models (*.bin) in %s", models)
	}
	var b strings.Builder
	b.WriteString("# SHA-256 of each model. Written by: go run ./train/manifest\n")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x\t%s\n", sha256.Sum256(data), filepath.Base(f))
	}
	return os.WriteFile(filepath.Join(models, "manifest.tsv"), []byte(b.String()), 0o644)
}
