package flow

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/intake"
)

// Reread understands documents of a ledger anew and keeps the new readings in place of the old ones. What people decided stays, and holds
// for the claims that have its words. The ledger's texts are read as they were taken in, with what was known of them beside the text. Each
// is called with each result, one at a time, in the order given; a document that cannot be understood keeps its old reading and is refused. What
// is done when it ends early stays.
func Reread(ctx context.Context, documents []string, opt Options) (Summary, error) {
	jobs := opt.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	r := &run{opt: opt}
	for part := range slices.Chunk(documents, jobs) {
		results := make([]Result, len(part))
		var wg sync.WaitGroup
		for i, id := range part {
			wg.Go(func() { results[i] = r.again(ctx, id) })
		}
		wg.Wait()
		for _, result := range results {
			if ctx.Err() != nil {
				return r.sum, context.Cause(ctx)
			}
			if result.Err == nil {
				result.Err = opt.Ledger.Replace(ctx, result.Reading)
			}
			switch {
			case result.Err == nil:
				r.sum.Read++
				r.sum.Claims += len(result.Reading.Claims)
			case ctx.Err() != nil || stops(result.Err):
				return r.sum, result.Err
			default:
				r.sum.Refused++
			}
			if opt.Each != nil {
				if err := opt.Each(result); err != nil {
					return r.sum, err
				}
			}
		}
	}
	return r.sum, nil
}

// again understands a document of the ledger.
func (r *run) again(ctx context.Context, id string) Result {
	d, err := r.opt.Ledger.Document(ctx, id)
	if err != nil {
		return Result{Input: id, Err: err}
	}
	d.Credit = nil // it was found in the text
	reading, err := checked(r.opt.Understand, intake.Result{Document: d, Furniture: intake.Furniture(d.Text)})
	if err != nil {
		return Result{Input: d.Source, Err: err}
	}
	reading.Engine = r.opt.Engine
	return Result{Input: d.Source, Reading: &reading}
}

// Stale gives the ids of the documents of a ledger that another engine than the one named read, the one read first first.
func Stale(ctx context.Context, ledger cotejo.Ledger, engine string) ([]string, error) {
	entries, err := ledger.Documents(ctx, 0, 0)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, d := range slices.Backward(entries) {
		if d.Engine != engine {
			out = append(out, d.ID)
		}
	}
	return out, nil
}
