package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"text/tabwriter"
	"time"
)

// first asks for each kind once, one after the other.
func (s *session) first(ctx context.Context, kinds []*kind) error {
	for _, k := range kinds {
		begun := time.Now()
		body, err := s.get(ctx, k.path())
		if err != nil {
			return err
		}
		k.first, k.bytes = time.Since(begun), len(body)
	}
	return nil
}

// load asks for each kind in turn, on the beat.
func (s *session) load(ctx context.Context, kinds []*kind, rate float64, length time.Duration) error {
	var wait sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	begun := time.Now()
	for i := range max(1, int(rate*length.Seconds())) {
		beat := begun.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Until(beat)):
		}
		k := kinds[i%len(kinds)]
		path := k.path()
		wait.Go(func() {
			_, err := s.get(ctx, path)
			took := time.Since(beat)
			mu.Lock()
			defer mu.Unlock()
			k.times = append(k.times, took)
			if err != nil {
				errs = append(errs, err)
			}
		})
	}
	wait.Wait()
	if len(errs) > 0 {
		return fmt.Errorf("%d requests failed, the first: %w", len(errs), errs[0])
	}
	return nil
}

// share gives the least time that a share of the sorted times keeps within.
func share(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(p*float64(len(sorted))))]
}

// report prints a line for each kind, and one for all.
func report(w io.Writer, kinds []*kind) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	line := func(name string, first string, size string, times []time.Duration) {
		slices.Sort(times)
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t  %s\n", len(times), ms(share(times, 0.5)), ms(share(times, 0.99)), ms(share(times, 1)), first, size, name)
	}
	fmt.Fprintln(t, "requests\tmedian ms\t99% ms\tworst ms\tfirst ms\tKB\t  path")
	var all []time.Duration
	for _, k := range kinds {
		line(k.name, ms(k.first), fmt.Sprintf("%.1f", float64(k.bytes)/1000), k.times)
		all = append(all, k.times...)
	}
	line("all", "", "", all)
	return t.Flush()
}
