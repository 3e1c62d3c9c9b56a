package nlp

import (
	"maps"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
)

// LemmaExample is a word of a corpus with its lemma. Weight says how many times it counts.
type LemmaExample struct {
	Form, Lemma string
	UPOS        UPOS
	Feats       string
	Weight      int
	BeginsName  bool // an adjective or verb, with a capital, before a proper noun: "New York"
}

// LemmaExamples are the words of documents, each counted weight times.
func LemmaExamples(docs []*Doc, weight int) []LemmaExample {
	var out []LemmaExample
	for _, d := range docs {
		for _, sent := range d.Sents {
			for i := sent.Start; i < sent.End; i++ {
				if l := d.Lemma[i]; l != "" && (l != "_" || d.Form[i] == "_") {
					out = append(out, LemmaExample{d.Form[i], l, d.UPOS[i], d.Feats[i], weight, beginsName(d, i, sent)})
				}
			}
		}
	}
	return out
}

// LemmaTraining is what a lemmatizer is made from.
type LemmaTraining struct {
	Lang     Lang
	Examples []LemmaExample
	Cased    []*Doc // texts to learn from how names are written
	Seed     uint64
	Made     map[string]any // goes into the model's header, for people
}

// lemmaWord is a word by what its lemma depends on.
type lemmaWord struct {
	low   string
	upos  UPOS
	feats string
}

// TrainLemmatizer makes a lemmatizer's model file. The same training gives the same bytes.
func TrainLemmatizer(t LemmaTraining) ([]byte, error) {
	w := newModelWriter(t.Lang, t.Made)
	if capitalNames(t.Examples) {
		w.Lists["names"] = "capital"
	}
	w.Lists["cases"] = learnCases(t.Cased)
	t.Examples = slices.DeleteFunc(slices.Clone(t.Examples), func(x LemmaExample) bool { return x.BeginsName })
	keys, ends, lemmas := lemmaDictionary(t.Examples)
	w.words("keys", keys)
	w.words("ends", ends)
	w.Lists["lemmas"] = lemmas
	edits, uses := lemmaEdits(t.Examples)
	whole := wholeLemmas(t.Examples)
	w.words("whole", slices.Sorted(maps.Keys(whole)))
	w.linear("edits", trainEdits(t.Examples, edits, uses, whole, t.Seed))
	var lines []string
	for _, e := range edits {
		keep := "lower"
		if e.keep {
			keep = "keep"
		}
		lines = append(lines, strings.Join([]string{e.cut, e.add, keep, strings.Join(uses[e], " ")}, "\t"))
	}
	w.Lists["edits"] = strings.Join(lines, "\n")
	var b strings.Builder
	if _, err := w.WriteTo(&b); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

// capitalNames says whether words that begin a name keep their capital in most lemmas.
func capitalNames(examples []LemmaExample) bool {
	capital, all := 0, 0
	for _, x := range examples {
		if x.BeginsName {
			if all++; isUpper(firstRune(x.Lemma)) {
				capital++
			}
		}
	}
	return 2*capital > all
}

// inDictionary says whether the dictionary may answer for the example: a name that is its own lemma keeps the
// capitals that it has in the text.
func (x *LemmaExample) inDictionary() bool {
	return x.UPOS != PROPN || !strings.EqualFold(x.Form, x.Lemma)
}

// lemmaDictionary lists the commonest lemma of each form and part of speech, and of each with features where that is
// another.
func lemmaDictionary(examples []LemmaExample) (keys, ends []uint32, lemmas string) {
	counts := map[lemmaWord]map[string]int{}
	names := map[lemmaWord]int{} // of those, words that should stay out
	count := func(k lemmaWord, lemma string, n int) {
		if counts[k] == nil {
			counts[k] = map[string]int{}
		}
		counts[k][lemma] += n
	}
	for _, x := range examples {
		k := lemmaWord{lowerForm(x.Form), x.UPOS, ""}
		if !x.inDictionary() {
			names[k] += x.Weight
			continue
		}
		count(k, x.Lemma, x.Weight)
		if k.feats = x.Feats; k.feats != "" {
			count(k, x.Lemma, x.Weight)
		}
	}
	entries := map[uint32]string{}
	for k, c := range counts {
		top, n := topCount(c)
		if n <= names[lemmaWord{k.low, k.upos, ""}] {
			continue
		}
		if k.feats != "" {
			if general, _ := topCount(counts[lemmaWord{k.low, k.upos, ""}]); general == top {
				continue
			}
		}
		key := lemmaKey(k.low, k.upos, k.feats)
		if old, ok := entries[key]; !ok || top < old {
			entries[key] = top
		}
	}
	for key := range entries {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(entries[key])
		ends = append(ends, uint32(b.Len()))
	}
	return keys, ends, b.String()
}

// topCount gives the commonest, of equals the first in the alphabet.
func topCount(c map[string]int) (top string, n int) {
	for s, m := range c {
		if m > n || m == n && s < top {
			top, n = s, m
		}
	}
	return top, n
}

// lemmaEdits lists the edits that more than one word needs, frequent first, and the parts of speech they are seen with.
func lemmaEdits(examples []LemmaExample) ([]lemmaEdit, map[lemmaEdit][]string) {
	words := map[lemmaEdit]map[string]bool{}
	upos := map[lemmaEdit]map[UPOS]int{}
	for _, x := range examples {
		e := editOf(x.Form, x.Lemma)
		if strings.ContainsAny(e.cut+e.add, "\t\n") {
			continue
		}
		if words[e] == nil {
			words[e], upos[e] = map[string]bool{}, map[UPOS]int{}
		}
		words[e][lowerForm(x.Form)] = true
		upos[e][asVerb(x.UPOS)]++
	}
	var edits []lemmaEdit
	uses := map[lemmaEdit][]string{}
	for e, w := range words {
		if len(w) < 3 {
			continue
		}
		for u := range VERB + 1 {
			if upos[e][u] >= 2 {
				uses[e] = append(uses[e], u.String())
			}
		}
		if len(uses[e]) > 0 {
			edits = append(edits, e)
		}
	}
	sort.Slice(edits, func(i, j int) bool {
		a, b := edits[i], edits[j]
		if len(words[a]) != len(words[b]) {
			return len(words[a]) > len(words[b])
		}
		return a.String() < b.String()
	})
	return edits[:min(len(edits), 4000)], uses
}

// wholeLemmas counts the forms of each lemma, by the hash of [lemmaEdit.made].
func wholeLemmas(examples []LemmaExample) map[uint32]int {
	forms := map[lemmaWord]bool{}
	whole := map[uint32]int{}
	for _, x := range examples {
		k := lemmaWord{lowerForm(x.Form), asVerb(x.UPOS), x.Lemma}
		if !forms[k] {
			forms[k] = true
			whole[mix(fnv(fnvBasis, x.Lemma), uint32(k.upos))]++
		}
	}
	return whole
}

// trainEdits learns to pick an edit, by type rather than token: rare words teach what unseen ones need. It is a
// perceptron with averaged weights (Collins 2002).
func trainEdits(examples []LemmaExample, edits []lemmaEdit, uses map[lemmaEdit][]string, whole map[uint32]int, seed uint64) linear {
	number := map[lemmaEdit]uint16{}
	l := lemmatizer{edits: edits}
	for k, e := range edits {
		number[e] = uint16(k)
		for _, u := range uses[e] {
			p := ParseUPOS(u)
			l.byUPOS[p] = append(l.byUPOS[p], uint16(k))
		}
	}
	type typed struct {
		form  string
		upos  UPOS
		feats string
	}
	seen := map[typed]map[lemmaEdit]int{}
	var types []typed
	for _, x := range examples {
		e := editOf(x.Form, x.Lemma)
		if _, ok := number[e]; !ok {
			continue
		}
		k := typed{x.Form, asVerb(x.UPOS), x.Feats}
		if seen[k] == nil {
			seen[k] = map[lemmaEdit]int{}
			types = append(types, k)
		}
		seen[k][e] += x.Weight
	}
	const bits = 18
	w, sums := make([]float32, 1<<bits), make([]float32, 1<<bits)
	mask := uint32(1<<bits - 1)
	rng := rand.New(rand.NewPCG(seed, 5))
	var features []uint32
	score := func(k uint16) (v float32) {
		for _, f := range features {
			v += w[mix(f, uint32(k))&mask]
		}
		return v
	}
	step := float32(1)
	for range 12 {
		for _, i := range rng.Perm(len(types)) {
			t := types[i]
			var right lemmaEdit
			most := 0
			for e, n := range seen[t] {
				if n > most || n == most && number[e] < number[right] {
					right, most = e, n
				}
			}
			low := lowerForm(t.form)
			features = lemmaFeatures(t.form, low, t.upos, t.feats, features[:0])
			if rng.IntN(2) == 0 {
				features = features[:len(features)-1] // as if the word were new
			}
			// A lemma counts as known where a form besides this one has it.
			known := func(e *lemmaEdit) bool {
				n := whole[e.made(t.form, low, t.upos)]
				return n > 1 || n == 1 && *e != right
			}
			best, top := number[right], float32(-1e30)
			for _, k := range l.byUPOS[t.upos] {
				e := &l.edits[k]
				if !e.fits(t.form, low) {
					continue
				}
				v := score(k)
				if known(e) {
					v += w[knownLemma(t.upos)&mask]
				}
				if v > top {
					best, top = k, v
				}
			}
			if r := number[right]; best != r {
				for _, f := range features {
					a, b := mix(f, uint32(r))&mask, mix(f, uint32(best))&mask
					w[a]++
					sums[a] += step
					w[b]--
					sums[b] -= step
				}
				f, d := knownLemma(t.upos)&mask, float32(0)
				if known(&right) {
					d++
				}
				if known(&l.edits[best]) {
					d--
				}
				w[f] += d
				sums[f] += d * step
			}
			step++
		}
	}
	out := newLinearTrainer(bits, 0, 0)
	for i := range w {
		out.weights[i] = w[i] - sums[i]/step
	}
	return out.quantize()
}
