package main

import (
	"context"
	"iter"
	"net"
	"sync"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/flow"
	"github.com/cotejo/cotejo/intake"
	"github.com/cotejo/cotejo/web/api"
)

// writing says how the pages may write. From other machines nobody may without a token.
func writing(ledger cotejo.Ledger, o serveOptions, host string) (api.Options, error) {
	out := api.Options{Token: o.token, ReadOnly: o.refusal}
	if out.ReadOnly == "" && o.token == "" && !loopback(host) {
		out.ReadOnly = "this address can be reached from other machines, so that nothing can be written without a token; start cotejo serve with --token"
	}
	collator, err := flow.NewCollator()
	if err != nil {
		return out, err
	}
	w := &pageWriter{ledger: ledger, collator: collator}
	out.Collate, out.Read = w.collate, w.read
	return out, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// pageWriter writes what pages ask for, one thing at a time.
type pageWriter struct {
	ledger   cotejo.Ledger
	collator *flow.Collator

	mu     sync.Mutex
	engine *flow.Engine // made when the first report comes
}

func (w *pageWriter) collate(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.collator.Collate(ctx, w.ledger, nil)
}

func (w *pageWriter) read(ctx context.Context, inputs []api.Input, tell func(api.Progress)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	fail := func(name string, err error) {
		problem := err.Error()
		if remedy := cotejo.RemedyOf(err); remedy != "" {
			problem += "; " + remedy
		}
		tell(api.Progress{Input: name, State: "refused", Problem: problem})
	}
	if w.engine == nil {
		engine, err := flow.NewEngine()
		if err != nil {
			fail("", err)
			return
		}
		w.engine = engine
	}
	_, err := flow.Read(ctx, listInputs(inputs, tell), flow.Options{Understand: w.engine.Understand, Ledger: w.ledger, Each: func(r flow.Result) error {
		switch {
		case r.Err != nil:
			fail(r.Input, r.Err)
		case r.Known:
			tell(api.Progress{Input: r.Input, State: "known", Document: r.Reading.Document.ID, Claims: len(r.Reading.Claims)})
		default:
			tell(api.Progress{Input: r.Input, State: "read", Document: r.Reading.Document.ID, Claims: len(r.Reading.Claims)})
		}
		return nil
	}})
	if err == nil {
		tell(api.Progress{State: "weighing"})
		err = w.collator.Collate(ctx, w.ledger, nil)
	}
	if err != nil {
		fail("", err)
	}
}

// listInputs gives what a page sent as inputs, telling of each as its turn comes.
func listInputs(inputs []api.Input, tell func(api.Progress)) iter.Seq2[intake.Input, error] {
	return func(yield func(intake.Input, error) bool) {
		for _, in := range inputs {
			tell(api.Progress{Input: in.Name, State: "reading"})
			one, err := intake.Bytes(in.Name, in.Body, intake.Options{}), error(nil)
			if in.Body == nil {
				one, err = intake.Page(in.Name, intake.Options{})
			}
			if !yield(one, err) {
				return
			}
		}
	}
}
