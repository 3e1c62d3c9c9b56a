// Command places measures how names of places are found in raw text and placed on the globe.
//
//	go run ./train/places [--held] [--adjectives] [--show] FOLDER
//
// FOLDER (or COTEJO_CORPORA with its folder geo) holds corpora in the form of LGL and GeoVirus, NAME.xml or NAME.xml.gz; the form
// is told at readCorpus. The rules are developed on the articles with even numbers, counted from 0; those with odd numbers are
// held out, and measured only with --held. Adjectives ("Turkish") count only with --adjectives: LGL marks them, GeoVirus does
// not. With --show, what the development half has wrong is listed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/train/corpora"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("places", flag.ContinueOnError)
	held := flags.Bool("held", false, "measure the held-out half as well")
	adjectives := flags.Bool("adjectives", false, "count adjectives of places too")
	show := flags.Bool("show", false, "list what the development half has wrong")
	if err := flags.Parse(args); err != nil {
		return err
	}
	folder, err := corpora.Part(flags.Arg(0), "geo")
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.xml*"))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("%s: no file NAME.xml or NAME.xml.gz", folder)
	}
	engine, err := flow.NewEngine()
	if err != nil {
		return err
	}
	for _, path := range paths {
		articles, err := readCorpus(path)
		if err != nil {
			return err
		}
		var dev, rest scores
		for i, a := range articles {
			if i%2 == 1 && !*held {
				continue
			}
			r, err := engine.Understand(cotejo.Document{Language: "en", Text: a.text}, nil)
			if err != nil {
				return err
			}
			if i%2 == 1 {
				rest.add(a, &r, *adjectives)
				continue
			}
			wrong, as := dev.add(a, &r, *adjectives)
			for n, g := range wrong {
				if *show {
					tell(out, a, g, as[n])
				}
			}
		}
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		fmt.Fprintf(out, "%s dev:  %v\n", name, &dev)
		if *held {
			fmt.Fprintf(out, "%s held: %v\n", name, &rest)
		}
	}
	return nil
}

// tell lists a name that is not right, with what it was taken for and the words around it.
func tell(out io.Writer, a article, g toponym, as *cotejo.Entity) {
	text := []rune(a.text)
	taken := "not found"
	if as != nil {
		taken = as.Name + " " + string(as.Country)
		if as.Lat == nil {
			taken += ", not placed"
		} else {
			taken += fmt.Sprintf(", %.0f km away", kilometres(g.lat, g.lon, *as.Lat, *as.Lon))
		}
	}
	around := string(text[max(0, g.Start-60):min(len(text), g.End+40)])
	fmt.Fprintf(out, "%s\t%s\t%s\n", string(text[g.Start:g.End]), taken, strings.Join(strings.Fields(around), " "))
}
