package flow

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

var capitals = regexp.MustCompile(`[A-Z]{3,}`)

// understand claims that every word in capitals is somebody present: enough to tell one reading from another.
func understand(d cotejo.Document, _ []cotejo.Span) (cotejo.Reading, error) {
	if strings.Contains(d.Text, "PANIC") {
		panic("stumbled")
	}
	if strings.Contains(d.Text, "FAIL") {
		return cotejo.Reading{}, errors.New("not today")
	}
	r := cotejo.Reading{Document: d}
	for _, at := range capitals.FindAllStringIndex(d.Text, -1) { // the texts are ASCII: bytes are code points
		word, span := d.Text[at[0]:at[1]], cotejo.Span{Start: at[0], End: at[1]}
		r.Entities = append(r.Entities, cotejo.Entity{ID: "organization/" + word, Name: word, Type: cotejo.Organization})
		r.Claims = append(r.Claims, cotejo.Claim{
			ID: fmt.Sprintf("%s-%d", d.ID[7:23], at[0]), Document: d.ID, Predicate: "presence", Hedge: cotejo.Plain, Polarity: cotejo.Positive,
			Roles:    map[string][]cotejo.Filler{"agent": {{Entity: "organization/" + word, Text: word, Span: span}}},
			Evidence: cotejo.Evidence{Span: span, Quote: word},
		})
	}
	if strings.Contains(d.Text, "beyond") {
		r.Claims[0].Evidence.End += 10_000
	}
	return r, nil
}

// reports writes n reports and gives their folder.
func reports(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("The people of HERON were seen by the water again on day %d, said the mayor of the town.", i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func inputs(args ...string) iter.Seq2[intake.Input, error] {
	return intake.Walk(args, strings.NewReader(""), intake.Options{Language: "en"})
}

func openLedger(t testing.TB) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Create, sqlite.Options{Wait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestReadInOrder(t *testing.T) {
	dir := reports(t, 60)
	l := openLedger(t)
	slowly := func(d cotejo.Document, f []cotejo.Span) (cotejo.Reading, error) {
		if strings.HasSuffix(d.Source, "0.txt") { // the first in line is the last to be done
			time.Sleep(5 * time.Millisecond)
		}
		return understand(d, f)
	}
	for pass, want := range []Summary{{Read: 60, Claims: 60}, {Known: 60}} {
		var got []string
		sum, err := Read(t.Context(), inputs(dir), Options{Understand: slowly, Ledger: l, Jobs: 7, Each: func(r Result) error {
			if r.Err != nil || len(r.Reading.Claims) != 1 || r.Known != (pass == 1) {
				t.Errorf("%s: %+v", r.Input, r)
			}
			got = append(got, filepath.Base(r.Input))
			return nil
		}})
		if err != nil || sum != want {
			t.Errorf("pass %d: %+v, %v; want %+v", pass, sum, err, want)
		}
		if len(got) != 60 || !slices.IsSorted(got) {
			t.Errorf("pass %d: out of order: %q", pass, got)
		}
	}
	if c, err := l.Counts(t.Context()); err != nil || c.Documents != 60 || c.Claims != 60 || c.Entities != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestReadKeepsNothingWithoutLedger(t *testing.T) {
	sum, err := Read(t.Context(), inputs(reports(t, 3)), Options{Understand: understand})
	if err != nil || sum != (Summary{Read: 3, Claims: 3}) {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestReadRefusesOneAndReadsTheOthers(t *testing.T) {
	dir := reports(t, 2)
	for name, text := range map[string]string{"a-empty.txt": "", "b-panic.txt": "this one will PANIC at once", "c-fail.txt": "this one will FAIL", "d-beyond.txt": "this goes beyond THE text",
		"e-same.txt": "The same report TWICE.", "f-same.txt": "The same report TWICE."} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var refused []string
	known := 0
	sum, err := Read(t.Context(), inputs("missing.txt", dir), Options{Understand: understand, Ledger: openLedger(t), Jobs: 3, Each: func(r Result) error {
		if r.Known {
			known++
		}
		if r.Err != nil {
			if _, ok := errors.AsType[*cotejo.Error](r.Err); !ok || r.Reading != nil {
				t.Errorf("%s: %T %v with a reading: %v", r.Input, r.Err, r.Err, r.Reading != nil)
			}
			refused = append(refused, r.Err.Error())
		}
		return nil
	}})
	if err != nil || sum != (Summary{Read: 3, Known: 1, Refused: 5, Claims: 3}) || known != 1 {
		t.Errorf("%+v, %v, %d known", sum, err, known)
	}
	want := []string{"missing.txt: no such file", "a-empty.txt: empty", "b-panic.txt could not be understood: panic: stumbled", "c-fail.txt could not be understood: not today", "d-beyond.txt could not be understood: evidence: span"}
	if len(refused) != len(want) {
		t.Fatalf("refused %q", refused)
	}
	for i, w := range want {
		if !strings.Contains(refused[i], w) || strings.Contains(refused[i], "\n") {
			t.Errorf("got %q, want %q", refused[i], w)
		}
	}
}

// TestReadStopsWithinAText interrupts a text that takes for ever: Read ends without waiting for it.
func TestReadStopsWithinAText(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	begun, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	sum, err := Read(ctx, intake.Walk([]string{reports(t, 1)}, nil, intake.Options{}), Options{Understand: func(d cotejo.Document, f []cotejo.Span) (cotejo.Reading, error) {
		close(begun)
		stop()
		<-release
		return understand(d, f)
	}})
	<-begun
	if !errors.Is(err, context.Canceled) || sum.Read != 0 {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestReadGoesOnAfterInterruption(t *testing.T) {
	dir := reports(t, 40)
	l := openLedger(t)
	ctx, stop := context.WithCancel(t.Context())
	n := 0
	sum, err := Read(ctx, inputs(dir), Options{Understand: understand, Ledger: l, Each: func(Result) error {
		if n++; n == 10 {
			stop()
		}
		return nil
	}})
	if !errors.Is(err, context.Canceled) || sum.Read < 10 || sum.Read >= 40 {
		t.Errorf("interrupted: %+v, %v", sum, err)
	}
	if c, err := l.Counts(t.Context()); err != nil || c.Documents != sum.Read {
		t.Errorf("kept %+v, %v; want %d", c, err, sum.Read)
	}
	again, err := Read(t.Context(), inputs(dir), Options{Understand: understand, Ledger: l})
	if err != nil || again.Known != sum.Read || again.Read != 40-sum.Read {
		t.Errorf("the second time: %+v, %v", again, err)
	}
}

func TestReadStopsWhenEachFails(t *testing.T) {
	broken := errors.New("nobody listens")
	if _, err := Read(t.Context(), inputs(reports(t, 40)), Options{Understand: understand, Each: func(Result) error { return broken }}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// failing is a ledger that is full after a while.
type failing struct {
	cotejo.Ledger
	after int
}

func (f *failing) Add(ctx context.Context, r *cotejo.Reading) (bool, error) {
	if f.after--; f.after < 0 {
		return false, cotejo.Errorf(cotejo.Full, "no room left")
	}
	return f.Ledger.Add(ctx, r)
}

func (f *failing) AddAll(ctx context.Context, readings []*cotejo.Reading) ([]bool, error) {
	if f.after -= len(readings); f.after < 0 {
		f.after += len(readings)
		return nil, cotejo.Errorf(cotejo.Full, "no room left")
	}
	return f.Ledger.AddAll(ctx, readings)
}

func TestReadStopsWhenTheLedgerFails(t *testing.T) {
	l := &failing{openLedger(t), 5}
	sum, err := Read(t.Context(), inputs(reports(t, 40)), Options{Understand: understand, Ledger: l})
	if cotejo.CodeOf(err) != cotejo.Full || sum.Read != 5 {
		t.Errorf("%+v, %v", sum, err)
	}
}

// A document that takes long does not let the others pile up behind it.
func TestReadHoldsFewDocuments(t *testing.T) {
	const jobs = 3
	var understood atomic.Int32
	release := make(chan struct{})
	waiting := func(d cotejo.Document, f []cotejo.Span) (cotejo.Reading, error) {
		if strings.HasSuffix(d.Source, "0000.txt") {
			<-release
		}
		understood.Add(1)
		return understand(d, f)
	}
	done := make(chan error)
	go func() {
		_, err := Read(t.Context(), inputs(reports(t, 100)), Options{Understand: waiting, Jobs: jobs})
		done <- err
	}()
	time.Sleep(200 * time.Millisecond)
	if n := understood.Load(); n > 3*jobs {
		t.Errorf("%d documents wait behind the first", n)
	}
	close(release)
	if err := <-done; err != nil || understood.Load() != 100 {
		t.Errorf("%d understood, %v", understood.Load(), err)
	}
}
