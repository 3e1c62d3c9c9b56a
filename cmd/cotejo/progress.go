package main

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress is a bar on a terminal, and nothing elsewhere. What is printed while it stands goes through out and err.
type progress struct {
	out, err io.Writer
	bars     *mpb.Progress
	bar      *mpb.Bar
}

// newProgress begins a bar: what is done ("reading ") stands before the numbers.
func newProgress(stdout, stderr io.Writer, what string, total int) *progress {
	p := &progress{out: stdout, err: stderr}
	if total < 2 || !isTerminal(stderr) {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(stderr), mpb.WithWidth(50))
	p.bar = p.bars.AddBar(int64(total),
		mpb.PrependDecorators(decor.Name(what), decor.CountersNoUnit("%d of %d")),
		mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO)),
		mpb.BarRemoveOnComplete())
	p.err = p.bars // lines written here stand above the bar
	if isTerminal(stdout) {
		p.out = p.bars
	}
	return p
}

func (p *progress) step() { p.steps(1) }

func (p *progress) steps(n int) {
	if p.bar != nil {
		p.bar.IncrBy(n)
	}
}

// done takes the bar away. Calling it again does nothing.
func (p *progress) done() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
		p.bar = nil
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
