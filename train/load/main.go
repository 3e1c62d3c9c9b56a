// Command load asks the pages and the API of a running server at a steady rate, and tells how long the answers took.
//
//	cotejo serve --ledger FILE --addr 127.0.0.1:8000
//	go run ./train/load --rate 20 --seconds 60 http://127.0.0.1:8000
//
// What it asks about it takes from the ledger itself, by the API: actors, places, reports, claims, words, and pairs of actors. Requests go
// out on the beat whether earlier ones are answered or not, each kind in turn, and a time runs from the beat on: a server that falls
// behind cannot hide it. The first answer of each kind is timed before the load, on its own: it is the one for which nothing is at hand.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	rate := flag.Float64("rate", 20, "requests a second")
	seconds := flag.Float64("seconds", 60, "how long")
	seed := flag.Uint64("seed", 1, "of what is asked about")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: go run ./train/load [--rate N] [--seconds N] [--seed N] ADDRESS")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 || *rate <= 0 || *seconds <= 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Arg(0), *rate, time.Duration(*seconds*float64(time.Second)), *seed); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, address string, rate float64, length time.Duration, seed uint64) error {
	s := newSession(address, seed)
	if err := s.survey(ctx); err != nil {
		return err
	}
	kinds := s.kinds()
	if err := s.first(ctx, kinds); err != nil {
		return err
	}
	if err := s.load(ctx, kinds, rate, length); err != nil {
		return err
	}
	return report(os.Stdout, kinds)
}
