// Command ledger measures a ledger of many reports: how long it takes to add the next thousand (reading apart), how much memory that
// needs, and how quickly a dossier, a cluster and a day's changes are found.
//
//	go run ./train/ledger FILE 10000 100000
//
// fills the ledger in FILE up to each number of generated reports in turn, and measures there. A FILE that is there already is gone on
// with: the reports are the same for the same seed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/ledger/sqlite"
)

func main() {
	seed := flag.Uint64("seed", 1, "of the generated reports")
	batch := flag.Int("batch", 10_000, "reports to add between two collations while the ledger is filled")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: go run ./train/ledger [--seed N] [--batch N] FILE NUMBER…")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() < 2 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(context.Background(), *seed, *batch, flag.Arg(0), flag.Args()[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "ledger:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, seed uint64, batch int, path string, numbers []string) error {
	l, err := sqlite.Open(ctx, path, sqlite.Create, sqlite.Options{})
	if err != nil {
		return err
	}
	defer l.Close() //nolint:errcheck // what is measured is kept or can be made again
	collator, err := flow.NewCollator()
	if err != nil {
		return err
	}
	m := &measurement{ledger: l, collator: collator, generator: newGenerator(seed)}
	counts, err := l.Counts(ctx)
	if err != nil {
		return err
	}
	m.next = counts.Documents
	for _, number := range numbers {
		n, err := strconv.Atoi(strings.ReplaceAll(number, "_", ""))
		if err != nil {
			return fmt.Errorf("%q is no number of reports", number)
		}
		begun, from := time.Now(), m.next
		for m.next < n {
			if err := m.add(ctx, min(batch, n-m.next)); err != nil {
				return err
			}
		}
		if m.next > from {
			fmt.Printf("%d reports added in %s, %.1f ms each\n", m.next-from, time.Since(begun).Round(time.Second), ms(time.Since(begun))/float64(m.next-from))
		}
		if err := m.measure(ctx, path); err != nil {
			return err
		}
	}
	return nil
}

// measurement is a ledger that is filled, and the number of the next report.
type measurement struct {
	ledger    *sqlite.Ledger
	collator  *flow.Collator
	generator *generator
	next      int
}

// together is how many readings are added in one transaction.
const together = 500

// add adds the next reports and collates them. They are made meanwhile.
func (m *measurement) add(ctx context.Context, n int) error {
	made := make(chan []*cotejo.Reading, 1)
	go func() {
		defer close(made)
		for i := m.next; i < m.next+n; i += together {
			readings := make([]*cotejo.Reading, min(m.next+n-i, together))
			for k := range readings {
				readings[k] = m.generator.reading(i + k)
			}
			made <- readings
		}
	}()
	var err error
	added := 0
	for readings := range made { // to the end, so that nobody waits to hand one over
		if err == nil {
			_, err = m.ledger.AddAll(ctx, readings)
			added += len(readings)
		}
	}
	m.next += added
	if err != nil {
		return err
	}
	return m.collator.Collate(ctx, m.ledger, nil)
}

// measure times the next thousand reports, and then what people ask for.
func (m *measurement) measure(ctx context.Context, path string) error {
	begun, busy := time.Now(), processor()
	if err := m.add(ctx, 1000); err != nil {
		return err
	}
	took, worked := time.Since(begun), processor()-busy
	counts, err := m.ledger.Counts(ctx)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Printf("%d reports, %d claims, %d entities, %.1f KB a report: the last 1000 added in %.1f s (%.1f s of a core), %s resident at most\n",
		counts.Documents, counts.Claims, counts.Entities, float64(info.Size())/1024/float64(counts.Documents), took.Seconds(), worked.Seconds(), resident())
	return m.ask(ctx)
}

// ask times what people ask for, at the median of those that the newest reports are about.
func (m *measurement) ask(ctx context.Context) error {
	top, err := m.ledger.Entities(ctx, "", 1, 0)
	if err != nil {
		return err
	}
	var claims, people []string
	for f, err := range m.ledger.Claims(ctx, cotejo.Filter{Newest: true, Limit: 200}) {
		if err != nil {
			return err
		}
		claims = append(claims, f.ID)
		for _, e := range f.Entities {
			people = append(people, e.ID)
		}
	}
	day := time.Now().UTC().Format(time.DateOnly)
	for _, q := range []struct {
		name string
		of   []string
		ask  func(id string) error
	}{
		{"dossier of the most named", []string{top[0].ID}, func(id string) error { _, err := m.ledger.Dossier(ctx, id, 200); return err }},
		{"dossier", people, func(id string) error { _, err := m.ledger.Dossier(ctx, id, 200); return err }},
		{"clusters of a claim", claims, func(id string) error {
			_, err := m.ledger.Clusters(ctx, cotejo.ClusterFilter{Claim: id})
			return err
		}},
		{"contradictions of a claim", claims, func(id string) error { _, err := m.ledger.Contradictions(ctx, id, 0, 0); return err }},
		{"changes of a day", []string{day}, func(id string) error {
			_, err := m.ledger.Changes(ctx, cotejo.ChangeFilter{Since: id, Limit: 200})
			return err
		}},
	} {
		var times []time.Duration
		for i := range 100 {
			begun := time.Now()
			if err := q.ask(q.of[i%len(q.of)]); err != nil {
				return err
			}
			times = append(times, time.Since(begun))
		}
		slices.Sort(times)
		fmt.Printf("  %-26s %7.2f ms at the median, %7.2f ms at the worst\n", q.name, ms(times[len(times)/2]), ms(times[len(times)-1]))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// resident gives the most memory that the program held so far, as the system counts it; "?" where it does not say.
func resident() string {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "?"
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "?"
}
