package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/cotejo/cotejo"
)

// pair is two documents of the collection and what is known of them.
type pair struct {
	a, b  string
	label string // copy, none, or unknown for texts that share words as they came
	kind  string // how it was made
	share float64
	jacc  float64
}

// maker makes a collection with copies and with texts that look like copies.
type maker struct {
	*editor
	documents []cotejo.Document
	family    map[string]string   // document to the one that it is made from
	sources   map[string][]string // document to all texts that it has words from, and itself
	used      string              // the text that the last reprint was put together with, or ""
	pairs     []pair
	spare     []cotejo.Document // texts that are in the collection only by pieces
}

// kinds of reprints and what is done for each. Every reprint also gets another head, and most another dateline.
var kinds = []struct {
	name string
	edit func(m *maker, ps []string) []string
}{
	{"cut", func(m *maker, ps []string) []string { return m.cut(ps, m.between(0.3, 0.7)) }},
	{"reorder", func(m *maker, ps []string) []string { return m.reorder(m.cut(ps, m.between(0.5, 0.9))) }},
	{"reword", func(m *maker, ps []string) []string { return m.reword(m.trim(ps, 0.2), 1) }},
	{"scan", func(m *maker, ps []string) []string { return m.scanned(ps, m.between(0.01, 0.05)) }},
	{"merge", func(m *maker, ps []string) []string {
		other := m.other()
		kept := m.cut(ps, m.between(0.5, 1))
		extra := other[1:]
		for words(extra) > words(kept) && len(extra) > 1 {
			extra = extra[:len(extra)-1]
		}
		if m.chance(0.5) {
			return append(slices.Clone(extra), kept...)
		}
		return append(slices.Clone(kept), extra...)
	}},
	{"all", func(m *maker, ps []string) []string {
		ps = m.reword(m.trim(m.reorder(m.cut(ps, m.between(0.4, 0.8))), 0.2), 0.7)
		other := m.other()
		ps = append(slices.Clone(ps), other[len(other)-1-m.IntN(min(3, len(other)-1)):]...)
		return m.scanned(ps, m.between(0, 0.03))
	}},
}

// other gives the paragraphs of a text to put a reprint together with.
func (m *maker) other() []string {
	d := m.spare[m.IntN(len(m.spare))]
	m.used = d.ID
	return paragraphs(d.Text)
}

func words(ps []string) int { return len(strings.Fields(strings.Join(ps, " "))) }

func (m *maker) reword(ps []string, share float64) []string {
	out := slices.Clone(ps)
	for i := range out {
		out[i] = m.paraphrase(out[i], share)
	}
	return out
}

func (m *maker) scanned(ps []string, share float64) []string {
	out := slices.Clone(ps)
	for i := range out {
		out[i] = m.scan(out[i], share)
	}
	return out
}

// leastShare is the share of the shorter text's three-word shingles that a reprint keeps at least.
const leastShare = 1.0 / 3

// reprint adds a copy of a document, edited as its kind says.
func (m *maker) reprint(d cotejo.Document) {
	ps := paragraphs(d.Text)
	if len(ps) < 4 || words(ps) < 80 {
		return
	}
	kind := kinds[m.IntN(len(kinds))]
	for range 20 {
		m.used = ""
		body := kind.edit(m, ps[1:])
		if len(body) == 0 {
			continue
		}
		if m.chance(0.6) {
			body = slices.Clone(body)
			body[0] = m.dateline(body[0])
		}
		text := strings.Join(append([]string{m.rehead(body)}, body...), "\n\n") + "\n"
		share, jacc := measure(d.Text, text)
		if words(body) < 50 || share < leastShare {
			continue
		}
		day := d.Published
		if m.chance(0.1) {
			day = ""
		} else if m.chance(0.5) {
			day = later(day, 1+m.IntN(2))
		}
		m.add(text, string(day), d, "copy", kind.name, share, jacc)
		return
	}
	m.used = ""
}

func (m *maker) add(text, day string, of cotejo.Document, label, kind string, share, jacc float64) cotejo.Document {
	if m.chance(0.2) {
		text += "\n" + m.notices[m.IntN(len(m.notices))] + "\n"
	}
	d := newDocument(text, day)
	d.Publisher = cotejo.Text(fmt.Sprintf("paper %d", m.IntN(40)))
	m.documents = append(m.documents, d)
	m.family[d.ID] = d.ID
	m.sources[d.ID] = append([]string{d.ID}, m.sources[of.ID]...)
	if m.used != "" {
		m.sources[d.ID] = append(m.sources[d.ID], m.used)
		m.used = ""
	}
	if label == "copy" {
		m.family[d.ID] = m.family[of.ID]
	}
	m.pairs = append(m.pairs, pair{of.ID, d.ID, label, kind, share, jacc})
	return d
}

// update adds a document that says the same with other figures. Where a text has few figures none is made.
func (m *maker) update(d cotejo.Document) {
	ps := paragraphs(d.Text)
	changed := 0
	for i := range ps {
		if i < 2 {
			continue // its head and its dateline
		}
		var n int
		ps[i], n = m.renew(ps[i], 0.8)
		changed += n
	}
	if changed < 4 {
		return
	}
	text := strings.Join(append([]string{m.rehead(ps)}, ps[1:]...), "\n\n") + "\n"
	share, jacc := measure(d.Text, text)
	m.add(text, string(later(d.Published, 1)), d, "none", "update", share, jacc)
}

// roundup adds a document put together out of two of the collection.
func (m *maker) roundup(a, b cotejo.Document) {
	pa, pb := paragraphs(a.Text)[1:], paragraphs(b.Text)[1:]
	if words(pa) < 150 || words(pb) < 150 {
		return
	}
	for words(pa) > 2*words(pb) && len(pa) > 1 {
		pa = pa[:len(pa)-1]
	}
	for words(pb)*10 > words(pa)*8 && len(pb) > 1 {
		pb = pb[:len(pb)-1]
	}
	body := append(slices.Clone(pa), pb...)
	text := strings.Join(append([]string{m.rehead(body)}, body...), "\n\n") + "\n"
	share, jacc := measure(a.Text, text)
	d := m.add(text, string(later(max(a.Published, b.Published), 1)), a, "copy", "roundup", share, jacc)
	share, jacc = measure(b.Text, text)
	label := "copy"
	if share < leastShare {
		label = "unknown"
	}
	m.sources[d.ID] = append(m.sources[d.ID], m.sources[b.ID]...)
	m.pairs = append(m.pairs, pair{b.ID, d.ID, label, "roundup", share, jacc})
}

func later(day cotejo.Text, days int) cotejo.Text {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	return cotejo.Text(t.AddDate(0, 0, days).Format(time.DateOnly))
}

// measure gives the part of the smaller text's three-word shingles that the other has, and of all of both that both have.
func measure(a, b string) (share, jaccard float64) {
	sa, sb := shingles(a, 3), shingles(b, 3)
	n := float64(common(sa, sb))
	return n / math.Max(1, float64(min(len(sa), len(sb)))), n / math.Max(1, float64(len(sa)+len(sb))-n)
}

// makeCollection makes a collection of the texts of a folder and writes it.
func makeCollection(seed uint64, folder, out string) error {
	e, err := newEditor(seed)
	if err != nil {
		return err
	}
	texts, err := readTexts(folder)
	if err != nil {
		return err
	}
	e.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	m := &maker{editor: e, family: map[string]string{}, sources: map[string][]string{}, spare: texts[:len(texts)/10]}
	originals := texts[len(texts)/10:]
	plain := slices.Clone(originals)
	for i, d := range originals {
		if m.chance(0.3) {
			source, publisher := d.Source, d.Publisher
			d = newDocument(d.Text+"\n"+m.notices[m.IntN(len(m.notices))]+"\n", string(d.Published))
			d.Source, d.Publisher = source, publisher
		}
		originals[i] = d
		m.documents = append(m.documents, d)
		m.family[d.ID] = d.ID
		m.sources[d.ID] = []string{d.ID}
	}
	m.natural(plain, originals)
	for i, d := range originals {
		if m.chance(0.6) {
			for range 1 + m.IntN(4) {
				m.reprint(d)
			}
		}
		if m.chance(0.3) {
			m.update(d)
		}
		if i > 0 && m.chance(0.1) {
			m.roundup(d, originals[i-1])
		}
	}
	return m.write(out)
}

// natural adds the pairs of texts as they came that tell one event: of two outlets, at most two days apart, with rare words in
// common; named are the same texts as they stand in the collection. Where they share a fifth of their five-word shingles nobody has said what they are.
func (m *maker) natural(texts, named []cotejo.Document) {
	in := map[string][]int{}
	for i, d := range texts {
		for w := range shingles(d.Text, 1) {
			in[w] = append(in[w], i)
		}
	}
	scores := map[[2]int]float64{}
	for w, docs := range in {
		if len(w) < 4 || len(docs) > max(2, len(texts)/100) {
			continue
		}
		for i, a := range docs {
			for _, b := range docs[i+1:] {
				scores[[2]int{a, b}] += math.Log(float64(len(texts)) / float64(len(docs)))
			}
		}
	}
	var found []pair
	for at, score := range scores {
		a, b := texts[at[0]], texts[at[1]]
		idA, idB := named[at[0]].ID, named[at[1]].ID
		share := shareOf(a.Text, b.Text, 5)
		far := a.Published > later(b.Published, 2) || b.Published > later(a.Published, 2)
		switch {
		case share >= 0.2:
			found = append(found, pair{idA, idB, "unknown", "natural", share, 0})
			m.sources[idA] = append(m.sources[idA], idB)
			m.sources[idB] = append(m.sources[idB], idA)
		case score >= 25 && !far && a.Publisher != b.Publisher:
			three, jacc := measure(a.Text, b.Text)
			found = append(found, pair{idA, idB, "none", "event", three, jacc})
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].a+found[i].b < found[j].a+found[j].b })
	m.pairs = append(m.pairs, found...)
}

func shareOf(a, b string, n int) float64 {
	sa, sb := shingles(a, n), shingles(b, n)
	return float64(common(sa, sb)) / math.Max(1, float64(min(len(sa), len(sb))))
}

func (m *maker) write(out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(out, "documents.jsonl"), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for _, d := range m.documents {
			if err := enc.Encode(d); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(out, "families.tsv"), func(w io.Writer) error {
		for _, d := range m.documents {
			fmt.Fprintf(w, "%s\t%s\t%s\n", d.ID, m.family[d.ID], strings.Join(m.sources[d.ID], ","))
		}
		return nil
	}); err != nil {
		return err
	}
	return writeFile(filepath.Join(out, "pairs.tsv"), func(w io.Writer) error {
		for _, p := range m.pairs {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.3f\t%.3f\n", p.a, p.b, p.label, p.kind, p.share, p.jacc)
		}
		return nil
	})
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
