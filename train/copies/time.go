package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/cotejo/cotejo/copies"
)

// timeCollection generates texts, finds their copies one text after another, and says what that costs.
func timeCollection(seed uint64, n int, folder string, out io.Writer) error {
	e, err := newEditor(seed)
	if err != nil {
		return err
	}
	texts, err := readTexts(folder)
	if err != nil {
		return err
	}
	chain := newChain()
	lengths := make([]int, len(texts))
	for i, d := range texts {
		ws := strings.Fields(d.Text)
		lengths[i] = len(ws)
		chain.learn(ws)
	}
	made := make([]string, 0, n)
	ids := make(map[string]string, n)
	of := make([]int, 0, n) // the text that it is a reprint of, or itself
	m := &maker{editor: e}
	for len(made) < n {
		text, original := "", len(made)
		if len(made) > 0 && e.chance(0.3) {
			original = of[max(0, len(made)-1-e.IntN(2000))]
			ps := m.reorder(m.cut(paragraphs(made[original]), m.between(0.5, 1)))
			text = strings.Join(m.scanned(ps, m.between(0, 0.02)), "\n")
		} else {
			text = chain.text(e, lengths[e.IntN(len(lengths))])
		}
		if e.chance(0.2) {
			text += "\n" + e.notices[e.IntN(len(e.notices))]
		}
		made, of = append(made, text), append(of, original)
	}
	chain = nil
	before := memory()

	x := newIndex()
	place := make(map[string]int, n)
	compared, right, wrong := 0, 0, 0
	var comparing time.Duration
	start := time.Now()
	step := start
	for i, text := range made {
		id := newDocument(text, "").ID
		ids[id], place[id] = text, i
		candidates := x.add(id, text)
		began := time.Now()
		for _, other := range candidates {
			compared++
			if copies.Compare(text, ids[other]).Verdict == copies.Copy {
				if of[place[other]] == of[i] {
					right++
				} else {
					wrong++
				}
			}
		}
		comparing += time.Since(began)
		if (i+1)%max(1, n/10) == 0 {
			fmt.Fprintf(out, "%d documents: %.2f ms each since the last line\n", i+1, float64(time.Since(step).Microseconds())/1000/float64(max(1, n/10)))
			step = time.Now()
		}
	}
	took := time.Since(start)
	after := memory()
	fmt.Fprintf(out, "%d documents in %s (%s of it comparing); %.1f keys and %.2f compared each; %d pairs of copies, %d of them of texts made apart\n",
		n, took.Round(time.Millisecond), comparing.Round(time.Millisecond), float64(x.keys)/float64(n), float64(compared)/float64(n), right+wrong, wrong)
	fmt.Fprintf(out, "index in memory: %.0f MB; a ledger keeps %.1f million keys\n", float64(after-before)/1e6, float64(x.keys)/1e6)
	runtime.KeepAlive(made)
	return nil
}

func memory() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// chain says which words follow a word, as often as they do: a Markov chain of the first order. Its texts have the words and the
// pairs of words of real ones, and runs of three of their own.
type chain struct{ after map[string][]string }

func newChain() *chain { return &chain{map[string][]string{}} }

func (c *chain) learn(ws []string) {
	last := ""
	for _, w := range ws {
		c.after[last] = append(c.after[last], w)
		last = w
	}
}

// text makes a text of n words in paragraphs of about 40.
func (c *chain) text(e *editor, n int) string {
	var b strings.Builder
	last := ""
	for i := range n {
		next := c.after[last]
		if len(next) == 0 {
			next = c.after[""]
		}
		last = next[e.IntN(len(next))]
		b.WriteString(last)
		if i%40 == 39 {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
