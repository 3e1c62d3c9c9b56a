// Package flow runs the steps in order over many reports: from intake through understanding to the ledger. It is the one
// place where the steps meet.
package flow

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"runtime"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
)

// Understand gives everything that a document yields. Furniture is spans of its text that are the page's and not the report's.
// It is called by many goroutines at once.
type Understand func(d cotejo.Document, furniture []cotejo.Span) (cotejo.Reading, error)

// Options say how to read.
type Options struct {
	Understand Understand
	Engine     string             // names what understands, for the ledger to note
	Ledger     cotejo.Ledger      // where readings are kept; nil keeps none
	Jobs       int                // reports understood at once; 0 is one a core
	Each       func(Result) error // called with each result, one at a time, in the order of the inputs; an error ends the run
}

// Result is what became of one input.
type Result struct {
	Input   string          // path or URL as given; empty where listing inputs failed
	Reading *cotejo.Reading // what was read; nil where Err is set
	Known   bool            // the ledger had it already: Reading is the ledger's
	Err     error           // why the input was refused, a [cotejo.Error]
}

// Summary counts what became of the inputs.
type Summary struct {
	Read    int // understood now
	Known   int // in the ledger already
	Refused int
	Claims  int // in those understood now
}

// Read reads inputs and keeps what they yield, each document whole or not at all. An input that is refused does not stop the
// others. A ledger that fails does, and so does the end of ctx; what is kept by then stays, and the same call goes on from there.
func Read(ctx context.Context, inputs iter.Seq2[intake.Input, error], opt Options) (Summary, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &run{opt: opt}
	jobs := opt.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	// Results wait in pending in the order of the inputs. Its size bounds the documents in memory: while one slow document is
	// first in line, the workers get no farther ahead than that.
	pending := make(chan chan Result, 2*jobs)
	work := make(chan job)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(pending)
		defer close(work)
		for input, err := range inputs {
			j := job{input, err, make(chan Result, 1)}
			select {
			case pending <- j.result:
			case <-ctx.Done():
				return
			}
			select {
			case work <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range jobs {
		wg.Go(func() {
			for j := range work {
				j.result <- r.one(ctx, j)
			}
		})
	}
	results := make(chan Result, jobs)
	wg.Go(func() {
		defer close(results)
		inOrder(ctx, pending, results)
	})
	err := r.keep(ctx, results)
	cancel(err)
	wg.Wait()
	return r.sum, err
}

// job is an input on its way to a worker, or the reason why it could not be listed.
type job struct {
	input  intake.Input
	err    error
	result chan Result
}

type run struct {
	opt Options
	sum Summary
}

// inOrder hands results on in the order of the inputs.
func inOrder(ctx context.Context, pending <-chan chan Result, results chan<- Result) {
	for next := range pending {
		select {
		case <-ctx.Done():
			return
		case result := <-next:
			select {
			case <-ctx.Done():
				return
			case results <- result:
			}
		}
	}
}

// keep is the one writer: it keeps the new ones of the results and hands all on. Those that are there together are kept together.
func (r *run) keep(ctx context.Context, results <-chan Result) error {
	for {
		var ready []Result
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case result, more := <-results:
			if !more {
				return context.Cause(ctx)
			}
			ready = append(ready, result)
		}
		for range len(results) {
			ready = append(ready, <-results)
		}
		errs := r.add(ctx, ready)
		for i := range ready {
			if err := r.settle(ctx, &ready[i], errs[i]); err != nil {
				return err
			}
			if r.opt.Each != nil {
				if err := r.opt.Each(ready[i]); err != nil {
					return err
				}
			}
		}
	}
}

// add keeps the new ones of some results, and says of each what went wrong. They are kept in one transaction where none is at fault:
// every commit writes all pages of all indexes that it touched.
func (r *run) add(ctx context.Context, results []Result) []error {
	errs := make([]error, len(results))
	var fresh []int
	var readings []*cotejo.Reading
	for i, result := range results {
		if result.Err == nil && !result.Known && r.opt.Ledger != nil {
			fresh, readings = append(fresh, i), append(readings, result.Reading)
		}
	}
	if len(fresh) == 0 {
		return errs
	}
	added, err := r.opt.Ledger.AddAll(ctx, readings)
	if err != nil && len(fresh) > 1 { // all but those at fault can be kept
		added = make([]bool, len(fresh))
		for n, i := range fresh {
			added[n], errs[i] = r.opt.Ledger.Add(ctx, readings[n])
			if errs[i] != nil && stops(errs[i]) {
				break
			}
		}
	} else if err != nil {
		errs[fresh[0]] = err
	}
	for n, i := range fresh {
		if errs[i] != nil {
			continue
		}
		if !added[n] { // the same bytes stood earlier in line, or another process was quicker
			results[i].Known = true
			results[i].Reading, errs[i] = r.opt.Ledger.Reading(ctx, readings[n].Document.ID)
		}
	}
	return errs
}

// settle counts a result, which the ledger failed to keep if err is set. Its error ends the run.
func (r *run) settle(ctx context.Context, result *Result, err error) error {
	if err != nil {
		if ctx.Err() != nil || stops(err) {
			return err
		}
		result.Err, result.Reading = err, nil
	}
	switch {
	case result.Err != nil:
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if stops(result.Err) {
			return result.Err
		}
		r.sum.Refused++
	case result.Known:
		r.sum.Known++
	default:
		r.sum.Read++
		r.sum.Claims += len(result.Reading.Claims)
	}
	return nil
}

// stops says whether an error is the ledger's, so that reading on would be in vain.
func stops(err error) bool {
	switch cotejo.CodeOf(err) {
	case cotejo.Full, cotejo.Locked, cotejo.ReadOnly, cotejo.NotLedger, cotejo.Newer:
		return true
	}
	return false
}

// one reads and understands one input.
func (r *run) one(ctx context.Context, j job) Result {
	result := Result{Input: j.input.Name}
	if j.err != nil {
		result.Err = inputError(j.err)
		return result
	}
	source, err := j.input.Read(ctx)
	if err != nil {
		result.Err = inputError(err)
		return result
	}
	if r.opt.Ledger != nil {
		result.Known, result.Err = r.opt.Ledger.Has(ctx, source.Document.ID)
		if result.Known && result.Err == nil {
			result.Reading, result.Err = r.opt.Ledger.Reading(ctx, source.Document.ID)
		}
		if result.Known || result.Err != nil {
			return result
		}
	}
	type answer struct {
		reading cotejo.Reading
		err     error
	}
	done := make(chan answer, 1)
	go func() {
		reading, err := checked(r.opt.Understand, source)
		done <- answer{reading, err}
	}()
	var reading cotejo.Reading
	select {
	case <-ctx.Done(): // a long text is left where it is: nothing of it is kept
		result.Err = context.Cause(ctx)
		return result
	case a := <-done:
		reading, err = a.reading, a.err
	}
	if err != nil {
		result.Err = err
		return result
	}
	reading.Engine = r.opt.Engine
	result.Reading = &reading
	return result
}

// checked holds what Understand gives against its promises. A report on which it fails, even badly, is one report refused.
func checked(f Understand, source intake.Result) (reading cotejo.Reading, err error) {
	name := source.Document.Source
	defer func() {
		if p := recover(); p != nil {
			err = cotejo.Errorf(cotejo.Internal, "%s could not be understood", name).Fix("please report this as a mistake of the program").From(fmt.Errorf("panic: %v", p))
		}
	}()
	if reading, err = f(source.Document, source.Furniture); err == nil {
		err = reading.Check()
	}
	if err == nil && reading.Document.ID != source.Document.ID {
		err = fmt.Errorf("the reading is of another document, %s", reading.Document.ID)
	}
	if err != nil {
		err = cotejo.Errorf(cotejo.Internal, "%s could not be understood", name).From(err)
	}
	return reading, err
}

// inputError turns what intake says into the program's one kind of error.
func inputError(err error) error {
	refused, ok := errors.AsType[*intake.Error](err)
	if !ok {
		return err
	}
	code := cotejo.Invalid
	switch {
	case errors.Is(err, fs.ErrNotExist):
		code = cotejo.NotFound
	case errors.Is(err, fs.ErrPermission):
		code = cotejo.Forbidden
	}
	bare := *refused
	bare.Remedy = "" // it is shown apart
	return &cotejo.Error{Code: code, Message: bare.Error(), Remedy: refused.Remedy}
}
